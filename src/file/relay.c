#include "file/relay.h"

#include "file/encoding.h"
#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#define FLUSH_BYTES (192 * 1024)
#define ROW_BYTES_MAX (64 * 1024 * 1024)
#define FRAME_BYTES_MAX (ROW_BYTES_MAX + 2 * 1024 * 1024)
#define COLUMNS_MAX 16384
#define LONG_TEXT 255 /* of a text's length in one byte: four more follow */
#define IS_FORMULA 0x08
#define IS_MERGED 0x10
#define MERGE_DOWN 0x20
#define KIND_MASK 0x07
#define FLAG_MASK (KIND_MASK | IS_FORMULA | IS_MERGED | MERGE_DOWN)

enum frame_kind { FRAME_ROWS = 0x524f, FRAME_SHEET, FRAME_END, FRAME_FAULT };
struct frame {
    uint32_t kind, head_bytes, text_bytes;
};

/* ---- writing ---- */

static void bytes_add(struct buffer *b, const void *p, size_t n)
{
    buffer_add(b, (struct text){p, n});
}

static void text_add(struct relay_writer *w, struct text t)
{
    uint32_t n = (uint32_t)t.n;
    bytes_add(&w->head, &n, sizeof(n));
    buffer_add(&w->text, t);
}

static bool all_write(int fd, const void *p, size_t n, struct fault *f)
{
    const char *at = p;
    while (n) {
        ssize_t wrote = write(fd, at, n);
        if (wrote < 0 && errno != EINTR)
            return fault_set(f, FAULT_SYSTEM, "the reader of a file was cut off");
        if (wrote > 0) {
            at += wrote;
            n -= (size_t)wrote;
        }
    }
    return true;
}

static bool frame_send(struct relay_writer *w, enum frame_kind kind, struct fault *f)
{
    struct frame frame = {kind, (uint32_t)w->head.n, (uint32_t)w->text.n};
    TRY(all_write(w->fd, &frame, sizeof(frame), f));
    TRY(all_write(w->fd, w->head.p, w->head.n, f));
    TRY(all_write(w->fd, w->text.p, w->text.n, f));
    w->head.n = w->text.n = 0;
    return true;
}

static bool rows_flush(struct relay_writer *w, struct fault *f)
{
    return w->head.n == 0 || frame_send(w, FRAME_ROWS, f);
}

static bool sheet_write(void *self, const struct sheet *s, struct fault *f)
{
    struct relay_writer *w = self;
    TRY(rows_flush(w, f));
    int32_t index = s->index;
    uint32_t hidden = (uint32_t)s->hidden_column_count;
    bytes_add(&w->head, &index, sizeof(index));
    buffer_add_char(&w->head, s->is_hidden);
    text_add(w, s->file);
    text_add(w, s->name);
    text_add(w, s->encoding);
    bytes_add(&w->head, &hidden, sizeof(hidden));
    for (size_t i = 0; i < s->hidden_column_count; i++)
        buffer_add_char(&w->head, s->hidden_columns[i]);
    return frame_send(w, FRAME_SHEET, f);
}

static void buffer_room(struct buffer *b, size_t more)
{
    if (b->cap - b->n >= more)
        return;
    b->cap = (b->cap + more) * 2;
    b->p = memory_resize(b->p, b->cap);
}

/* The inner loop of an import: bytes are put where room has been made. */
static char *cell_put(char *head, char **text, const struct cell *c)
{
    int flags = (int)c->kind | (c->is_formula ? IS_FORMULA : 0) | (c->is_merged ? IS_MERGED : 0) |
                (c->merge_down ? MERGE_DOWN : 0);
    *head++ = (char)flags;
    if (c->kind == CELL_EMPTY)
        return head;
    uint32_t n = (uint32_t)c->text.n;
    if (n < LONG_TEXT) {
        *head++ = (char)n;
    } else {
        *head++ = (char)LONG_TEXT;
        memcpy(head, &n, sizeof(n));
        head += sizeof(n);
    }
    if (n) /* an error cell may be without text */
        memcpy(*text, c->text.p, n);
    *text += n;
    return head;
}

static bool row_write(void *self, const struct sheet_row *row, struct fault *f)
{
    struct relay_writer *w = self;
    size_t bytes = 0;
    for (size_t i = 0; i < row->cell_count; i++)
        bytes += row->cells[i].text.n;
    if (bytes > ROW_BYTES_MAX - FLUSH_BYTES)
        return fault_set(f, FAULT_LIMIT, "row %lld is longer than %d bytes", (long long)row->number,
                         ROW_BYTES_MAX - FLUSH_BYTES);
    buffer_room(&w->head, 16 + row->cell_count * 6);
    buffer_room(&w->text, bytes);
    uint32_t count = (uint32_t)row->cell_count << 1 | row->is_hidden;
    char *head = w->head.p + w->head.n, *text = w->text.p + w->text.n;
    memcpy(head, &row->number, sizeof(row->number));
    memcpy(head + 8, &count, sizeof(count));
    head += 12;
    for (size_t i = 0; i < row->cell_count; i++)
        head = cell_put(head, &text, &row->cells[i]);
    w->head.n = (size_t)(head - w->head.p);
    w->text.n = (size_t)(text - w->text.p);
    return w->head.n + w->text.n < FLUSH_BYTES || frame_send(w, FRAME_ROWS, f);
}

struct table_sink relay_sink(struct relay_writer *w)
{
    return (struct table_sink){sheet_write, row_write, w};
}

bool relay_finish(struct relay_writer *w, bool is_read, struct fault *f)
{
    struct fault ignored;
    bool is_sent = rows_flush(w, &ignored);
    if (!is_read) {
        uint32_t kind = f->kind;
        bytes_add(&w->head, &kind, sizeof(kind));
        text_add(w, text_from(f->message));
        text_add(w, text_from(f->hint));
    }
    is_sent = is_sent && frame_send(w, is_read ? FRAME_END : FRAME_FAULT, &ignored);
    buffer_clear(&w->head);
    buffer_clear(&w->text);
    return is_sent;
}

/* ---- reading ---- */

struct relay_reader {
    int fd;
    const struct table_sink *sink;
    int64_t wait_seconds;
    size_t columns_max;
    struct cell *cells;
    struct buffer bytes;    /* of the frame: head, then text */
    struct text head, text; /* what is left of them */
    bool is_end, is_told;
};

static bool nonsense(struct fault *f)
{
    fault_set(f, FAULT_INPUT, "the reader of the file failed: it sent what makes no sense");
    return fault_hint(f, "open it in WPS or Excel, save it as .xlsx, and hand in that file");
}

/* *out becomes false where the writer is gone. */
static bool all_read(bool *out, struct relay_reader *r, void *to, size_t n, struct fault *f)
{
    *out = true;
    for (char *at = to; n;) {
        struct pollfd p = {.fd = r->fd, .events = POLLIN};
        int ready = poll(&p, 1, (int)(r->wait_seconds * 1000));
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready == 0)
            return fault_set(f, FAULT_LIMIT, "reading the file took longer than %lld seconds",
                             (long long)r->wait_seconds);
        ssize_t got = read(r->fd, at, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0) {
            *out = false;
            return true;
        }
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static bool take(void *to, struct text *from, size_t n)
{
    if (from->n < n)
        return false;
    memcpy(to, from->p, n);
    *from = (struct text){from->p + n, from->n - n};
    return true;
}

/* The next n bytes of the frame's text; not where they would begin within a character. */
static bool text_take(struct text *out, struct relay_reader *r, size_t n)
{
    if (r->text.n < n || (r->text.n && ((uint8_t)r->text.p[0] & 0xc0) == 0x80))
        return false;
    *out = (struct text){r->text.p, n};
    r->text = (struct text){r->text.p + n, r->text.n - n};
    return true;
}

static bool text_next(struct text *out, struct relay_reader *r)
{
    uint32_t n;
    return take(&n, &r->head, sizeof(n)) && text_take(out, r, n);
}

static bool cell_next(struct cell *c, struct relay_reader *r)
{
    uint8_t flags, small = 0;
    uint32_t n = 0;
    if (!take(&flags, &r->head, 1) || (flags & ~FLAG_MASK) || (flags & KIND_MASK) > CELL_ERROR)
        return false;
    *c = (struct cell){.kind = (enum cell_kind)(flags & KIND_MASK),
                       .text = {"", 0},
                       .is_formula = flags & IS_FORMULA,
                       .is_merged = flags & IS_MERGED,
                       .merge_down = flags & MERGE_DOWN};
    if (c->kind == CELL_EMPTY)
        return true;
    if (!take(&small, &r->head, 1))
        return false;
    n = small;
    if (small == LONG_TEXT && !take(&n, &r->head, sizeof(n)))
        return false;
    return text_take(&c->text, r, n);
}

static bool rows_give(struct relay_reader *r, struct fault *f)
{
    while (r->head.n) {
        struct sheet_row row = {.cells = r->cells};
        uint32_t count;
        if (!take(&row.number, &r->head, sizeof(row.number)) ||
            !take(&count, &r->head, sizeof(count)) || count >> 1 > r->columns_max)
            return nonsense(f);
        row.is_hidden = count & 1;
        row.cell_count = count >> 1;
        for (size_t i = 0; i < row.cell_count; i++)
            if (!cell_next(&r->cells[i], r))
                return nonsense(f);
        TRY(r->sink->row(r->sink->self, &row, f));
    }
    return r->text.n ? nonsense(f) : true;
}

static bool sheet_give(struct relay_reader *r, struct fault *f)
{
    static_assert(sizeof(bool) == 1, "hidden columns travel as bytes");
    struct sheet s = {.is_hidden = false};
    int32_t index;
    uint32_t hidden;
    uint8_t is_hidden;
    if (!take(&index, &r->head, sizeof(index)) || !take(&is_hidden, &r->head, 1) ||
        !text_next(&s.file, r) || !text_next(&s.name, r) || !text_next(&s.encoding, r) ||
        !take(&hidden, &r->head, sizeof(hidden)) || hidden != r->head.n)
        return nonsense(f);
    for (uint32_t i = 0; i < hidden; i++)
        if ((uint8_t)r->head.p[i] > 1)
            return nonsense(f);
    s.index = index;
    s.is_hidden = is_hidden != 0;
    s.hidden_columns = (const bool *)r->head.p;
    s.hidden_column_count = hidden;
    return r->sink->sheet(r->sink->self, &s, f);
}

static bool fault_give(struct relay_reader *r, struct fault *f)
{
    uint32_t kind;
    struct text message, hint;
    if (!take(&kind, &r->head, sizeof(kind)) || kind == FAULT_NONE || kind > FAULT_SYSTEM ||
        !text_next(&message, r) || !text_next(&hint, r))
        return nonsense(f);
    fault_set(f, (enum fault_kind)kind, "%.*s", TEXT_ARG(message));
    return fault_hint(f, "%.*s", TEXT_ARG(hint));
}

static bool frame_give(struct relay_reader *r, uint32_t kind, struct fault *f)
{
    switch (kind) {
    case FRAME_ROWS:
        return rows_give(r, f);
    case FRAME_SHEET:
        return sheet_give(r, f);
    case FRAME_END:
        r->is_end = r->is_told = true;
        return true;
    case FRAME_FAULT:
        r->is_told = true;
        return fault_give(r, f);
    default:
        return nonsense(f);
    }
}

static bool frame_read(struct relay_reader *r, struct fault *f)
{
    struct frame frame;
    bool is_there;
    TRY(all_read(&is_there, r, &frame, sizeof(frame), f));
    if (!is_there) {
        r->is_end = true;
        return true;
    }
    uint64_t bytes = (uint64_t)frame.head_bytes + frame.text_bytes;
    if (bytes > FRAME_BYTES_MAX)
        return nonsense(f);
    r->bytes.n = 0;
    buffer_room(&r->bytes, bytes + 1);
    TRY(all_read(&is_there, r, r->bytes.p, bytes, f));
    r->head = (struct text){r->bytes.p, frame.head_bytes};
    r->text = (struct text){r->bytes.p + frame.head_bytes, frame.text_bytes};
    r->is_end = !is_there;
    if (!is_there)
        return true;
    return encoding_is_utf8(r->text) ? frame_give(r, frame.kind, f) : nonsense(f);
}

bool relay_read(int fd, const struct table_limits *limits, const struct table_sink *sink,
                int64_t wait_seconds, bool *is_told, struct fault *f)
{
    size_t columns = limits->columns_max > COLUMNS_MAX ? (size_t)limits->columns_max : COLUMNS_MAX;
    struct relay_reader r = {.fd = fd,
                             .sink = sink,
                             .wait_seconds = wait_seconds,
                             .columns_max = columns,
                             .cells = memory_new(columns * sizeof(struct cell))};
    bool is_read = true;
    while (is_read && !r.is_end)
        is_read = frame_read(&r, f);
    *is_told = r.is_told;
    memory_free(r.cells);
    buffer_clear(&r.bytes);
    return is_read;
}
