/*
 * One sheet of an XLSX (ECMA-376 part 1, 18.3), row by row. Merged areas stand behind the rows, so
 * a sheet that has any is gone through twice.
 */
#include "base/language.h"
#include "file/merge.h"
#include "file/number.h"
#include "file/xlsx.h"

#include <string.h>

#define ROWS_MAX 1048576
#define CHUNK_BYTES 65536

enum within { WITHIN_NOTHING, WITHIN_VALUE, WITHIN_TEXT };

enum cell_type {
    CELL_IS_NUMBER,
    CELL_IS_SHARED,
    CELL_IS_TEXT,
    CELL_IS_BOOL,
    CELL_IS_ERROR,
    CELL_IS_ISO,
};

struct sheet_reader {
    struct xlsx *xlsx;
    const struct xlsx_sheet *about;
    int index;
    bool is_told; /* the sink knows the sheet */
    bool hidden_columns[MERGE_COLUMNS_MAX];
    size_t hidden_column_count;
    struct merges merges;

    struct arena scratch; /* of the row: texts of its cells */
    struct cell cells[MERGE_COLUMNS_MAX];
    size_t count;
    int64_t number; /* of the row */
    bool is_hidden;

    /* the cell */
    int64_t column;
    enum cell_type type;
    int64_t style;
    bool is_formula;
    enum within within;
    int phonetic;
    struct buffer raw, decoded;
};

static bool sheet_tell(struct sheet_reader *r, struct fault *f)
{
    if (r->is_told)
        return true;
    r->is_told = true;
    const struct parse *p = r->xlsx->parse;
    struct sheet sheet = {.file = p->name,
                          .name = r->about->name,
                          .index = r->index,
                          .is_hidden = r->about->is_hidden,
                          .hidden_columns = r->hidden_columns,
                          .hidden_column_count = r->hidden_column_count,
                          .encoding = TEXT("")};
    return p->sink->sheet(p->sink->self, &sheet, f);
}

/* where  what is wrong there: an English literal of messages.def */
static bool sheet_broken(const struct sheet_reader *r, const char *where, struct fault *f)
{
    fault_set(f, FAULT_INPUT, "sheet \"%.*s\" is broken at row %lld: %s", TEXT_ARG(r->about->name),
              (long long)r->number, tr(where));
    return fault_hint(f, "open it in WPS or Excel, save it as .xlsx, and hand in that file");
}

/* ---- opening ---- */

static bool columns_open(struct sheet_reader *r, const char *const *attributes)
{
    int64_t from, to;
    if (!xml_is_true(xml_attribute(attributes, "hidden")) ||
        !xml_number(&from, xml_attribute(attributes, "min"), MERGE_COLUMNS_MAX) ||
        !xml_number(&to, xml_attribute(attributes, "max"), MERGE_COLUMNS_MAX))
        return true;
    for (int64_t c = from; c >= 1 && c <= to; c++)
        r->hidden_columns[c - 1] = true;
    if (from >= 1 && (size_t)to > r->hidden_column_count)
        r->hidden_column_count = (size_t)to;
    return true;
}

static bool row_open(struct sheet_reader *r, const char *const *attributes, struct fault *f)
{
    int64_t number = r->number + 1;
    const char *stated = xml_attribute(attributes, "r");
    if (stated && (!xml_number(&number, stated, ROWS_MAX) || number <= r->number))
        return sheet_broken(r, "the next one is out of order", f);
    if (number > ROWS_MAX)
        return sheet_broken(r, "there are more rows than a sheet can have", f);
    r->number = number;
    r->is_hidden = xml_is_true(xml_attribute(attributes, "hidden"));
    r->count = 0;
    r->column = -1;
    arena_reset(&r->scratch);
    return true;
}

static enum cell_type cell_type_find(const char *t)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {{"s", CELL_IS_SHARED}, {"str", CELL_IS_TEXT}, {"inlineStr", CELL_IS_TEXT},
                 {"b", CELL_IS_BOOL},   {"e", CELL_IS_ERROR},  {"d", CELL_IS_ISO}};
    for (size_t i = 0; t && i < sizeof(types) / sizeof(*types); i++)
        if (strcmp(t, types[i].name) == 0)
            return types[i].type;
    return CELL_IS_NUMBER;
}

static bool cell_open(struct sheet_reader *r, const char *const *attributes, struct fault *f)
{
    const char *reference = xml_attribute(attributes, "r"), *end;
    int64_t row;
    r->column++;
    if (reference && (!reference_parse(&r->column, &row, reference, &end) || *end))
        return sheet_broken(r, "a cell stands nowhere", f);
    if (r->column >= MERGE_COLUMNS_MAX || r->column >= r->xlsx->parse->limits->columns_max)
        return fault_set(f, FAULT_LIMIT, "sheet \"%.*s\": row %lld has too many columns",
                         TEXT_ARG(r->about->name), (long long)r->number);
    r->type = cell_type_find(xml_attribute(attributes, "t"));
    r->style = -1;
    xml_number(&r->style, xml_attribute(attributes, "s"), INT32_MAX);
    r->is_formula = false;
    r->raw.n = 0;
    return true;
}

static bool sheet_open(void *self, const char *name, const char *const *attributes, struct fault *f)
{
    struct sheet_reader *r = self;
    if (strcmp(name, "c") == 0)
        return r->number ? cell_open(r, attributes, f)
                         : sheet_broken(r, "a cell stands nowhere", f);
    if (strcmp(name, "v") == 0)
        r->within = WITHIN_VALUE;
    else if (strcmp(name, "t") == 0)
        r->within = r->phonetic ? WITHIN_NOTHING : WITHIN_TEXT;
    else if (strcmp(name, "row") == 0)
        return row_open(r, attributes, f);
    else if (strcmp(name, "f") == 0)
        r->is_formula = true;
    else if (strcmp(name, "rPh") == 0)
        r->phonetic++;
    else if (strcmp(name, "col") == 0)
        return columns_open(r, attributes);
    else if (strcmp(name, "sheetData") == 0)
        return sheet_tell(r, f);
    return true;
}

/* ---- closing ---- */

static bool text_set(struct sheet_reader *r, struct cell *c, struct text t)
{
    c->kind = t.n ? CELL_TEXT : CELL_EMPTY;
    c->text = text_copy(&r->scratch, t);
    return true;
}

static bool number_set(struct sheet_reader *r, struct cell *c, struct text raw)
{
    const struct xlsx *x = r->xlsx;
    struct day day;
    if (!number_print(&r->scratch, &c->text, raw))
        return text_set(r, c, raw);
    c->kind = CELL_NUMBER;
    bool is_day = r->style >= 0 && (size_t)r->style < x->is_day.count && x->is_day.items[r->style];
    if (is_day && number_day(&day, raw, x->is_1904)) {
        c->kind = CELL_DAY;
        c->text = day_print(&r->scratch, day);
    } else if (c->text.p == raw.p || (c->text.p > raw.p && c->text.p < raw.p + raw.n)) {
        c->text = text_copy(&r->scratch, c->text);
    }
    return true;
}

static bool iso_set(struct sheet_reader *r, struct cell *c, struct text raw)
{
    struct day day;
    text_set(r, c, raw);
    if (day_parse(&day, text_slice(raw, 0, 10))) {
        c->kind = CELL_DAY;
        c->text.n = 10;
    }
    return true;
}

static bool shared_set(struct sheet_reader *r, struct cell *c, struct text raw, struct fault *f)
{
    SCOPED_ARENA a = {0};
    int64_t number;
    struct text t;
    if (!xml_number(&number, text_cstr(&a, raw), INT32_MAX))
        return sheet_broken(r, "a cell names no text", f);
    TRY(strings_get(&t, &r->xlsx->strings, number, f));
    return text_set(r, c, t);
}

static bool value_set(struct sheet_reader *r, struct cell *c, struct fault *f)
{
    struct text raw = buffer_text(&r->raw);
    if (raw.n == 0 && r->type != CELL_IS_TEXT)
        return true;
    switch (r->type) {
    case CELL_IS_NUMBER:
        return number_set(r, c, text_trim(raw));
    case CELL_IS_SHARED:
        return shared_set(r, c, text_trim(raw), f);
    case CELL_IS_ISO:
        return iso_set(r, c, raw);
    case CELL_IS_BOOL:
        c->kind = CELL_BOOL;
        c->text = text_is(text_trim(raw), "0") ? TEXT("FALSE") : TEXT("TRUE");
        return true;
    case CELL_IS_ERROR:
        text_set(r, c, raw);
        c->kind = CELL_ERROR;
        return true;
    case CELL_IS_TEXT:
        r->decoded.n = 0;
        xlsx_text_add(&r->decoded, raw);
        return text_set(r, c, buffer_text(&r->decoded));
    }
    return true;
}

static bool cell_close(struct sheet_reader *r, struct fault *f)
{
    struct cell c = {.kind = CELL_EMPTY, .text = TEXT("")};
    TRY(value_set(r, &c, f));
    if (c.kind == CELL_EMPTY)
        return true;
    c.is_formula = r->is_formula;
    for (; r->count <= (size_t)r->column; r->count++)
        r->cells[r->count] = (struct cell){.kind = CELL_EMPTY};
    r->cells[r->column] = c;
    return true;
}

static bool row_close(struct sheet_reader *r, struct fault *f)
{
    TRY(merge_fill(&r->merges, r->number, r->cells, &r->count, f));
    struct sheet_row row = {
        .number = r->number, .cells = r->cells, .cell_count = r->count, .is_hidden = r->is_hidden};
    return parse_row(r->xlsx->parse, &row, f);
}

static bool sheet_close(void *self, const char *name, struct fault *f)
{
    struct sheet_reader *r = self;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        r->within = WITHIN_NOTHING;
    else if (strcmp(name, "rPh") == 0)
        r->phonetic--;
    else if (strcmp(name, "c") == 0)
        return cell_close(r, f);
    else if (strcmp(name, "row") == 0)
        return row_close(r, f);
    return true;
}

static bool sheet_text(void *self, struct text t, struct fault *f)
{
    struct sheet_reader *r = self;
    if (r->within == WITHIN_NOTHING)
        return true;
    buffer_add(&r->raw, t);
    int64_t most = r->xlsx->parse->limits->cell_bytes_max;
    if ((int64_t)r->raw.n > most)
        return fault_set(f, FAULT_LIMIT, "\"%.*s\": a text is longer than %lld bytes",
                         TEXT_ARG(r->xlsx->parse->name), (long long)most);
    return true;
}

/* ---- the two passes ---- */

static bool merge_element(void *self, const char *name, const char *const *attributes,
                          struct fault *f)
{
    struct sheet_reader *r = self;
    struct merge area;
    if (strcmp(name, "mergeCell") != 0 || !merge_parse(&area, xml_attribute(attributes, "ref")))
        return true;
    return merge_add(&r->merges, area, f);
}

static bool merge_close(void *self, const char *name, struct fault *f)
{
    (void)self, (void)name, (void)f;
    return true;
}

static bool merge_text(void *self, struct text t, struct fault *f)
{
    (void)self, (void)t, (void)f;
    return true;
}

/* Whether the part may have merged areas at all: cheaper than to read it as XML. */
static bool merge_look(bool *out, const struct xlsx *x, uint64_t index, struct fault *f)
{
    static const char word[] = "mergeCell";
    char chunk[CHUNK_BYTES + sizeof(word)];
    SCOPED_PART part = {0};
    TRY(zip_part_open(&part, x->parse, x->zip, index, f));
    size_t kept = 0;
    for (size_t n = 1; n;) {
        TRY(zip_part_read(&n, &part, chunk + kept, CHUNK_BYTES, f));
        size_t all = kept + n;
        bool is_wide = part.unpacked == (int64_t)n && n > 1 && (!chunk[0] || !chunk[1]);
        *out = is_wide || (uint8_t)chunk[0] >= 0xfe || memmem(chunk, all, word, sizeof(word) - 1);
        if (*out)
            return true;
        kept = all < sizeof(word) - 2 ? all : sizeof(word) - 2;
        memmove(chunk, chunk + all - kept, kept);
    }
    return true;
}

static bool part_feed(struct sheet_reader *r, const struct xml_reader *reader, struct fault *f)
{
    const struct xlsx *x = r->xlsx;
    if (x->bytes.p)
        return xml_bytes_read(x->bytes, x->parse->name, reader, f);
    return xml_part_read(x->parse, x->zip, (uint64_t)r->about->part, reader, f);
}

static bool sheet_read(struct sheet_reader *r, struct fault *f)
{
    const struct xml_reader merges = {merge_element, merge_close, merge_text, r, NULL};
    const struct xml_reader rows = {sheet_open, sheet_close, sheet_text, r, NULL};
    bool has_merges = true;
    if (!r->xlsx->bytes.p)
        TRY(merge_look(&has_merges, r->xlsx, (uint64_t)r->about->part, f));
    if (has_merges)
        TRY(part_feed(r, &merges, f));
    merge_sort(&r->merges);
    TRY(part_feed(r, &rows, f));
    return sheet_tell(r, f);
}

bool xlsx_sheet_read(struct xlsx *x, const struct xlsx_sheet *s, int index, struct fault *f)
{
    struct sheet_reader *r = memory_new(sizeof(*r));
    r->xlsx = x;
    r->about = s;
    r->index = index;
    bool is_read = sheet_read(r, f);
    merge_clear(&r->merges);
    arena_clear(&r->scratch);
    buffer_clear(&r->raw);
    buffer_clear(&r->decoded);
    memory_free(r);
    return is_read;
}
