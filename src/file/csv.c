/*
 * CSV as it is met: comma, tab or semicolon, any line end, quotes that are wrong, ="0123" guards.
 *
 * A row is scanned in the read buffer and its cells borrow from there; where the buffer ends in
 * the middle of a row, the row is moved to its front and scanned again once more has been read.
 */
#include "file/encoding.h"
#include "file/parse.h"

#include <string.h>

#define BUFFER_BYTES (512 * 1024)
#define ROW_BYTES_MAX (64 * 1024 * 1024)
#define SNIFF_LINES 32

enum scan { SCAN_DONE, SCAN_MORE, SCAN_FAULT };

struct csv {
    struct parse *parse;
    struct decoder decoder;
    struct buffer buffer; /* .n bytes are read, the row begins at `at` */
    size_t at;
    bool is_all; /* nothing follows the buffer */
    char delimiter;
    bool stops[256];             /* bytes that end a cell without quotes */
    int64_t line;                /* the row begins on, from 1 */
    int64_t breaks;              /* inside the cells of the row */
    struct arena arena, scratch; /* of the file; of the row: cells whose quotes were doubled */
    LIST(struct cell) cells;
};

static struct text csv_rest(const struct csv *c)
{
    return (struct text){c->buffer.p + c->at, c->buffer.n - c->at};
}

/* ---- reading ---- */

static bool buffer_fill(struct csv *c, struct fault *f)
{
    struct buffer *b = &c->buffer;
    memmove(b->p, b->p + c->at, b->n - c->at);
    b->n -= c->at;
    c->at = 0;
    if (b->cap - b->n < BUFFER_BYTES / 2) {
        if (b->cap >= ROW_BYTES_MAX)
            return fault_set(f, FAULT_LIMIT, "line %lld is longer than %d bytes",
                             (long long)c->line, ROW_BYTES_MAX);
        b->p = memory_resize(b->p, b->cap *= 2);
    }
    size_t n;
    TRY(decoder_read(&n, &c->decoder, b->p + b->n, b->cap - b->n, f));
    b->n += n;
    c->is_all = n == 0;
    return true;
}

/* ---- the delimiter ---- */

static const char delimiters[] = {',', '\t', ';'};
struct tally {
    int now[3], before[3]; /* on this line, on the last line that had any */
    int64_t same[3], total[3];
};

static void tally_line(struct tally *t)
{
    for (int i = 0; i < 3; i++) {
        if (t->now[i] == 0)
            continue;
        t->same[i] += t->now[i] == t->before[i];
        t->total[i] += t->now[i];
        t->before[i] = t->now[i];
        t->now[i] = 0;
    }
}

/* The one that stands equally often on neighbouring lines; then the most frequent. */
static char delimiter_find(struct text t)
{
    struct tally tally = {0};
    bool is_quoted = false;
    int lines = 0;
    for (size_t i = 0; i < t.n && lines < SNIFF_LINES; i++) {
        const char *at;
        if (t.p[i] == '"')
            is_quoted = !is_quoted;
        else if (!is_quoted && (at = memchr(delimiters, t.p[i], sizeof(delimiters))))
            tally.now[at - delimiters]++;
        else if (!is_quoted && (t.p[i] == '\n' || t.p[i] == '\r'))
            tally_line(&tally), lines++;
    }
    tally_line(&tally);
    int best = 0;
    for (int i = 1; i < 3; i++)
        if (tally.same[i] > tally.same[best] ||
            (tally.same[i] == tally.same[best] && tally.total[i] > tally.total[best]))
            best = i;
    return delimiters[best];
}

/* Excel's own first line "sep=;" says it outright and is no row. */
static void delimiter_choose(struct csv *c)
{
    struct text t = csv_rest(c);
    c->delimiter = delimiter_find(t);
    if (t.n > 5 && memcmp(t.p, "sep=", 4) == 0 && memchr("\r\n", t.p[5], 2)) {
        c->delimiter = t.p[4];
        c->at = t.n > 6 && t.p[5] == '\r' && t.p[6] == '\n' ? 7 : 6;
        c->line = 2;
    }
    c->stops[(uint8_t)c->delimiter] = c->stops['\n'] = c->stops['\r'] = true;
}

/* ---- cells ---- */

static int64_t breaks_count(const char *p, const char *end)
{
    int64_t n = 0;
    for (; p < end; p++)
        n += *p == '\n' || (*p == '\r' && !(p + 1 < end && p[1] == '\n'));
    return n;
}

static struct text undouble(struct arena *a, const char *p, const char *end, struct text tail)
{
    char *to = arena_alloc(a, (size_t)(end - p) + tail.n);
    size_t n = 0;
    for (; p < end; p++) {
        to[n++] = *p;
        if (*p == '"' && p + 1 < end && p[1] == '"')
            p++;
    }
    if (tail.n)
        memcpy(to + n, tail.p, tail.n);
    return (struct text){to, n + tail.n};
}

static enum scan plain_scan(const struct csv *c, const char **p, const char *end, struct text *out)
{
    const char *q = *p;
    while (q < end && !c->stops[(uint8_t)*q])
        q++;
    if (q == end && !c->is_all)
        return SCAN_MORE;
    *out = (struct text){*p, (size_t)(q - *p)};
    *p = q;
    return SCAN_DONE;
}

/* The closing quote of the one at p; NULL where there is none within a cell's length. */
static const char *quote_close(const char *p, const char *end, bool *has_doubled)
{
    for (const char *q = p + 1; (q = memchr(q, '"', (size_t)(end - q))); q += 2) {
        if (q + 1 == end || q[1] != '"')
            return q;
        *has_doubled = true;
        if (q + 2 >= end)
            return NULL;
    }
    return NULL;
}

/*
 * A quoted cell, its quote at `open`. A quote that never closes, or closes into other text after a
 * line end, was a character like any other; text after a closing quote belongs to the cell.
 */
static enum scan quoted_scan(struct csv *c, const char **p, const char *open, const char *end,
                             struct text *out)
{
    bool has_doubled = false;
    size_t reach = (size_t)c->parse->limits->cell_bytes_max;
    const char *limit = (size_t)(end - open) > reach ? open + reach : end;
    const char *close = quote_close(open, limit, &has_doubled);
    if (limit == end && !c->is_all && (!close || close + 1 == end))
        return SCAN_MORE;
    if (!close)
        return plain_scan(c, p, end, out);
    const char *after = close + 1;
    bool is_clean = after == end || c->stops[(uint8_t)*after];
    int64_t breaks = breaks_count(open, close);
    if (!is_clean && breaks)
        return plain_scan(c, p, end, out);
    struct text tail = {after, 0};
    if (!is_clean && plain_scan(c, &after, end, &tail) == SCAN_MORE)
        return SCAN_MORE;
    *out = (struct text){open + 1, (size_t)(close - open - 1)};
    if (has_doubled || tail.n)
        *out = undouble(&c->scratch, open + 1, close, tail);
    c->breaks += breaks;
    *p = after;
    return SCAN_DONE;
}

/* ="0123" keeps spreadsheets from making a number of it. */
static struct text guard_strip(struct text t)
{
    bool is_guarded = t.n >= 3 && t.p[0] == '=' && t.p[1] == '"' && t.p[t.n - 1] == '"';
    return is_guarded ? text_slice(t, 2, t.n - 1) : t;
}

static enum scan cell_scan(struct csv *c, const char **p, const char *end, struct text *out)
{
    const char *at = *p;
    if (at < end && *at == '"') {
        enum scan s = quoted_scan(c, p, at, end, out);
        if (s == SCAN_DONE)
            *out = guard_strip(*out);
        return s;
    }
    if (at + 1 < end && at[0] == '=' && at[1] == '"')
        return quoted_scan(c, p, at + 1, end, out);
    return plain_scan(c, p, end, out);
}

static bool cell_add(struct csv *c, size_t column, struct text t, struct fault *f)
{
    const struct table_limits *limits = c->parse->limits;
    if ((int64_t)t.n > limits->cell_bytes_max)
        return fault_set(f, FAULT_LIMIT, "line %lld: a cell is longer than %lld bytes",
                         (long long)c->line, (long long)limits->cell_bytes_max);
    if ((int64_t)column >= limits->columns_max)
        return fault_set(f, FAULT_LIMIT, "line %lld has more than %lld columns", (long long)c->line,
                         (long long)limits->columns_max);
    if (column == c->cells.count)
        LIST_ADD(&c->arena, &c->cells, (struct cell){.kind = CELL_EMPTY});
    c->cells.items[column].kind = t.n ? CELL_TEXT : CELL_EMPTY;
    c->cells.items[column].text = t;
    return true;
}

/* ---- rows ---- */

/* Scans one row; *next is where the following one begins, *columns how many cells there are. */
static enum scan row_scan(struct csv *c, size_t *next, size_t *columns, struct fault *f)
{
    struct text rest = csv_rest(c);
    const char *p = rest.p, *end = p + rest.n;
    c->breaks = 0;
    for (*columns = 0;;) {
        struct text t;
        if (cell_scan(c, &p, end, &t) == SCAN_MORE)
            return SCAN_MORE;
        if (!cell_add(c, (*columns)++, t, f))
            return SCAN_FAULT;
        if (p == end || *p != c->delimiter)
            break;
        if (++p == end && !c->is_all)
            return SCAN_MORE;
    }
    if (p + 1 >= end && !c->is_all)
        return SCAN_MORE;
    if (p < end)
        p += p[0] == '\r' && p + 1 < end && p[1] == '\n' ? 2 : 1;
    *next = (size_t)(p - c->buffer.p);
    return SCAN_DONE;
}

static bool rows_read(struct csv *c, struct fault *f)
{
    while (c->at < c->buffer.n || !c->is_all) {
        size_t next, columns;
        arena_reset(&c->scratch);
        switch (row_scan(c, &next, &columns, f)) {
        case SCAN_FAULT:
            return false;
        case SCAN_MORE:
            TRY(buffer_fill(c, f));
            continue;
        case SCAN_DONE:
            break;
        }
        struct sheet_row row = {.number = c->line, .cells = c->cells.items, .cell_count = columns};
        TRY(parse_row(c->parse, &row, f));
        c->line += 1 + c->breaks;
        c->at = next;
    }
    return true;
}

static bool csv_read(struct csv *c, enum encoding e, struct fault *f)
{
    struct sheet sheet = {
        .file = c->parse->name, .name = TEXT(""), .encoding = text_from(encoding_name(e))};
    decoder_open(&c->decoder, &c->arena, c->parse->fd, e);
    c->buffer = (struct buffer){memory_new(BUFFER_BYTES), 0, BUFFER_BYTES};
    TRY(buffer_fill(c, f));
    delimiter_choose(c);
    TRY(c->parse->sink->sheet(c->parse->sink->self, &sheet, f));
    return rows_read(c, f);
}

bool csv_parse(struct parse *p, struct fault *f)
{
    enum encoding e;
    TRY(encoding_find(&e, p->fd, f));
    struct csv c = {.parse = p, .line = 1};
    bool is_read = csv_read(&c, e, f);
    buffer_clear(&c.buffer);
    arena_clear(&c.scratch);
    arena_clear(&c.arena);
    return is_read;
}
