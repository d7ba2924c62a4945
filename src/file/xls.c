/*
 * XLS: sheets, their rows and cells. Merged areas stand behind the rows: a sheet is gone through
 * twice.
 */
#include "base/language.h"
#include "file/biff.h"
#include "file/merge.h"
#include "file/number.h"

#include <string.h>

#define ROWS_MAX 65536
#define COLUMNS_MAX 256
#define SHEETS_MAX 1024
#define STYLES_MAX 65536
#define BIFF8 0x0600

struct xls_sheet {
    struct text name;
    uint32_t at;
    bool is_hidden;
};

struct format {
    uint16_t id;
    bool is_day;
};

struct xls {
    struct biff biff;
    LIST(struct xls_sheet) sheets;
    LIST(struct format) formats;
    LIST(uint16_t) styles; /* their formats */
    bool is_1904;
    struct strings strings;
    struct buffer text;

    /* the sheet */
    struct merges merges;
    bool hidden_columns[COLUMNS_MAX], hidden_rows[ROWS_MAX];
    size_t hidden_column_count;

    /* the row */
    struct arena scratch;
    struct cell cells[MERGE_COLUMNS_MAX];
    size_t count;
    int64_t number;       /* 0 before the first */
    struct cell *waiting; /* a formula whose text is in the next record */
};

static bool xls_under_password(const struct parse *p, struct fault *f)
{
    fault_set(f, FAULT_INPUT, "\"%.*s\" is under a password", TEXT_ARG(p->name));
    return fault_hint(f, "open it, take the password off (File, Protect), save it and hand it in");
}

/* ---- what the sheets share ---- */

static bool format_is(const struct xls *x, uint16_t style)
{
    uint16_t id = style < x->styles.count ? x->styles.items[style] : 0;
    for (size_t i = 0; i < x->formats.count; i++)
        if (x->formats.items[i].id == id)
            return x->formats.items[i].is_day;
    return format_builtin_is_day(id);
}

static bool sheet_note(struct xls *x)
{
    struct biff *b = &x->biff;
    if (b->n < 8 || b->data[5] != 0 || x->sheets.count >= SHEETS_MAX) /* 0: no chart, no macro */
        return true;
    biff_text(&x->text, b, 7, b->data[6]);
    LIST_ADD(&b->arena, &x->sheets,
             (struct xls_sheet){.name = text_copy(&b->arena, buffer_text(&x->text)),
                                .at = biff_u32(b, 0),
                                .is_hidden = b->data[4] & 3});
    return true;
}

static bool global_read(struct xls *x, struct fault *f)
{
    struct biff *b = &x->biff;
    switch (b->id) {
    case BIFF_FILEPASS:
        return xls_under_password(b->parse, f);
    case BIFF_DATEMODE:
        x->is_1904 = biff_u16(b, 0) == 1;
        return true;
    case BIFF_FORMAT:
        biff_text(&x->text, b, 4, biff_u16(b, 2));
        if (x->formats.count < STYLES_MAX)
            LIST_ADD(&b->arena, &x->formats,
                     (struct format){biff_u16(b, 0), format_is_day(buffer_text(&x->text))});
        return true;
    case BIFF_XF:
        if (x->styles.count < STYLES_MAX)
            LIST_ADD(&b->arena, &x->styles, biff_u16(b, 2));
        return true;
    case BIFF_BOUNDSHEET:
        return sheet_note(x);
    case BIFF_SST:
        return x->strings.count ? true : biff_strings_read(&x->strings, b, f);
    default:
        return true;
    }
}

static bool globals_read(struct xls *x, struct fault *f)
{
    struct biff *b = &x->biff;
    if (!biff_next(b) || b->id != BIFF_BOF)
        return biff_broken(b->parse, f);
    if (biff_u16(b, 0) != BIFF8) {
        fault_set(f, FAULT_INPUT, "\"%.*s\" is %s", TEXT_ARG(b->parse->name),
                  tr("a workbook from before 1997"));
        return fault_hint(f, "open it in WPS or Excel, save it as .xlsx, and hand in that file");
    }
    while (biff_next(b) && b->id != BIFF_EOF)
        TRY(global_read(x, f));
    return b->id == BIFF_EOF ? true : biff_broken(b->parse, f);
}

/* ---- cells ---- */

static bool row_end(struct xls *x, struct fault *f)
{
    if (x->number == 0)
        return true;
    x->waiting = NULL;
    TRY(merge_fill(&x->merges, x->number, x->cells, &x->count, f));
    struct sheet_row row = {.number = x->number,
                            .cells = x->cells,
                            .cell_count = x->count,
                            .is_hidden = x->hidden_rows[x->number - 1]};
    return parse_row(x->biff.parse, &row, f);
}

/* The cell that the record is about, empty; its row is ended where it is another one. */
static bool cell_begin(struct cell **out, struct xls *x, size_t column, struct fault *f)
{
    int64_t number = (int64_t)biff_u16(&x->biff, 0) + 1;
    if (number < x->number || column >= COLUMNS_MAX)
        return biff_broken(x->biff.parse, f);
    if (number != x->number) {
        TRY(row_end(x, f));
        arena_reset(&x->scratch);
        x->number = number;
        x->count = 0;
    }
    for (; x->count <= column; x->count++)
        x->cells[x->count] = (struct cell){.kind = CELL_EMPTY, .text = TEXT("")};
    *out = &x->cells[column];
    return true;
}

static void text_set(struct xls *x, struct cell *c, struct text t)
{
    c->kind = t.n ? CELL_TEXT : CELL_EMPTY;
    c->text = text_copy(&x->scratch, t);
}

static void number_set(struct xls *x, struct cell *c, double value, uint16_t style)
{
    struct day day;
    struct text raw = text_printf(&x->scratch, "%.15g", value);
    c->kind = number_print(&x->scratch, &c->text, raw) ? CELL_NUMBER : CELL_ERROR;
    if (c->kind == CELL_NUMBER && format_is(x, style) && number_day(&day, raw, x->is_1904)) {
        c->kind = CELL_DAY;
        c->text = day_print(&x->scratch, day);
    }
}

static void error_set(struct cell *c, uint8_t code)
{
    static const struct {
        uint8_t code;
        const char *name;
    } errors[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0f, "#VALUE!"}, {0x17, "#REF!"},
                  {0x1d, "#NAME?"}, {0x24, "#NUM!"},   {0x2a, "#N/A"}};
    c->kind = CELL_ERROR;
    c->text = TEXT("#ERROR!");
    for (size_t i = 0; i < sizeof(errors) / sizeof(*errors); i++)
        if (errors[i].code == code)
            c->text = text_from(errors[i].name);
}

static void bool_set(struct cell *c, uint8_t value)
{
    c->kind = CELL_BOOL;
    c->text = value ? TEXT("TRUE") : TEXT("FALSE");
}

/* Thirty bits of a number: a whole one or the high half of a double, perhaps a hundredth. */
static double rk_value(uint32_t rk)
{
    uint64_t bits = (uint64_t)(rk & ~3u) << 32;
    double value;
    memcpy(&value, &bits, sizeof(value));
    if (rk & 2)
        value = (double)((int32_t)rk >> 2);
    return rk & 1 ? value / 100 : value;
}

static bool rks_read(struct xls *x, struct fault *f)
{
    const struct biff *b = &x->biff;
    size_t column = biff_u16(b, 2);
    for (size_t at = 4; at + 6 <= b->n; at += 6, column++) {
        struct cell *c;
        TRY(cell_begin(&c, x, column, f));
        number_set(x, c, rk_value(biff_u32(b, at + 2)), biff_u16(b, at));
    }
    return true;
}

/* A formula's value; a text follows in a record of its own. */
static void formula_set(struct xls *x, struct cell *c)
{
    const struct biff *b = &x->biff;
    if (b->n < 14)
        return;
    if (biff_u16(b, 12) != 0xffff)
        number_set(x, c, biff_double(b, 6), biff_u16(b, 4));
    else if (b->data[6] == 0)
        x->waiting = c;
    else if (b->data[6] == 1)
        bool_set(c, b->data[8]);
    else if (b->data[6] == 2)
        error_set(c, b->data[8]);
    c->is_formula = c->kind != CELL_EMPTY;
}

static bool waiting_set(struct xls *x)
{
    if (!x->waiting)
        return true;
    biff_text(&x->text, &x->biff, 2, biff_u16(&x->biff, 0));
    text_set(x, x->waiting, buffer_text(&x->text));
    x->waiting->is_formula = true;
    x->waiting = NULL;
    return true;
}

static bool cell_read(struct xls *x, struct fault *f)
{
    const struct biff *b = &x->biff;
    struct cell *c;
    struct text shared;
    TRY(cell_begin(&c, x, biff_u16(b, 2), f));
    switch (b->id) {
    case BIFF_LABELSST:
        TRY(strings_get(&shared, &x->strings, biff_u32(b, 6), f));
        text_set(x, c, shared);
        return true;
    case BIFF_LABEL:
    case BIFF_RSTRING:
        biff_text(&x->text, b, 8, biff_u16(b, 6));
        text_set(x, c, buffer_text(&x->text));
        return true;
    case BIFF_NUMBER:
        number_set(x, c, biff_double(b, 6), biff_u16(b, 4));
        return true;
    case BIFF_BOOLERR:
        if (b->n >= 8 && b->data[7])
            error_set(c, b->data[6]);
        else if (b->n >= 8)
            bool_set(c, b->data[6]);
        return true;
    default:
        formula_set(x, c);
        return true;
    }
}

static bool row_record_read(struct xls *x, struct fault *f)
{
    switch (x->biff.id) {
    case BIFF_RK:
    case BIFF_MULRK:
        return rks_read(x, f);
    case BIFF_LABELSST:
    case BIFF_LABEL:
    case BIFF_RSTRING:
    case BIFF_NUMBER:
    case BIFF_BOOLERR:
    case BIFF_FORMULA:
        return cell_read(x, f);
    case BIFF_STRING:
        return waiting_set(x);
    default:
        return true;
    }
}

/* ---- sheets ---- */

static bool layout_read(struct xls *x, struct fault *f)
{
    const struct biff *b = &x->biff;
    if (b->id == BIFF_ROW)
        x->hidden_rows[biff_u16(b, 0)] = biff_u16(b, 12) & 0x20;
    if (b->id == BIFF_COLINFO && biff_u16(b, 8) & 1)
        for (size_t c = biff_u16(b, 0); c <= biff_u16(b, 2) && c < COLUMNS_MAX; c++) {
            x->hidden_columns[c] = true;
            x->hidden_column_count = c >= x->hidden_column_count ? c + 1 : x->hidden_column_count;
        }
    if (b->id == BIFF_MERGEDCELLS)
        for (size_t at = 2; at + 8 <= b->n; at += 8)
            TRY(merge_add(&x->merges,
                          (struct merge){biff_u16(b, at) + 1, biff_u16(b, at + 2) + 1,
                                         biff_u16(b, at + 4), biff_u16(b, at + 6)},
                          f));
    return true;
}

/* All records of the sheet; those of charts within it are left out. */
static bool sheet_pass(struct xls *x, const struct xls_sheet *s,
                       bool (*read)(struct xls *, struct fault *), struct fault *f)
{
    struct biff *b = &x->biff;
    b->at = s->at;
    if (!biff_next(b) || b->id != BIFF_BOF)
        return biff_broken(b->parse, f);
    for (int depth = 1; depth > 0;) {
        if (!biff_next(b))
            return biff_broken(b->parse, f);
        depth += (b->id == BIFF_BOF) - (b->id == BIFF_EOF);
        if (depth == 1)
            TRY(read(x, f));
    }
    return true;
}

static bool sheet_read(struct xls *x, size_t index, struct fault *f)
{
    const struct parse *p = x->biff.parse;
    const struct xls_sheet *s = &x->sheets.items[index];
    merge_clear(&x->merges);
    memset(x->hidden_columns, 0, sizeof(x->hidden_columns));
    memset(x->hidden_rows, 0, sizeof(x->hidden_rows));
    x->hidden_column_count = 0;
    x->number = 0;
    x->waiting = NULL;
    TRY(sheet_pass(x, s, layout_read, f));
    merge_sort(&x->merges);
    struct sheet sheet = {.file = p->name,
                          .name = s->name,
                          .index = (int)index,
                          .is_hidden = s->is_hidden,
                          .hidden_columns = x->hidden_columns,
                          .hidden_column_count = x->hidden_column_count,
                          .encoding = TEXT("")};
    TRY(p->sink->sheet(p->sink->self, &sheet, f));
    TRY(sheet_pass(x, s, row_record_read, f));
    return row_end(x, f);
}

static bool xls_read(struct xls *x, struct fault *f)
{
    struct parse *p = x->biff.parse;
    x->biff.window = arena_alloc(&x->biff.arena, BIFF_WINDOW_BYTES);
    if (!ole_open(&x->biff.ole, &x->biff.arena, p->fd, p->size))
        return biff_broken(p, f);
    TRY(strings_open(&x->strings, p->spill_fd, p->limits->shared_string_bytes_max, f));
    TRY(globals_read(x, f));
    for (size_t i = 0; i < x->sheets.count; i++)
        TRY(sheet_read(x, i, f));
    return true;
}

bool xls_parse(struct parse *p, struct fault *f)
{
    struct xls *x = memory_new(sizeof(*x));
    x->biff.parse = p;
    bool is_read = xls_read(x, f);
    merge_clear(&x->merges);
    strings_clear(&x->strings);
    buffer_clear(&x->text);
    arena_clear(&x->scratch);
    arena_clear(&x->biff.arena);
    memory_free(x);
    return is_read;
}
