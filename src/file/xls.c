/*
 * XLS (BIFF) through libfreexl, which wants a path and keeps the whole file in memory; it tells
 * nothing of merged areas, hidden rows and formulas.
 */
#include "file/encoding.h"
#include "file/number.h"
#include "file/parse.h"
#include "file/sandbox.h"

#include <freexl.h>
#include <stdio.h>

#define COLUMNS_MAX 256

struct xls {
    struct parse *parse;
    const void *handle;
    struct arena arena;
    struct arena scratch; /* of the row */
    struct cell cells[COLUMNS_MAX];
};

static bool xls_broken(const struct parse *p, struct fault *f)
{
    fault_set(f, FAULT_INPUT, "\"%.*s\" is broken or was cut short", TEXT_ARG(p->name));
    return fault_hint(f,
                      "copy or download it once more; if it opens in WPS or Excel, save it again");
}

static bool number_set(struct xls *x, struct cell *c, struct text raw)
{
    c->kind = number_print(&x->scratch, &c->text, raw) ? CELL_NUMBER : CELL_TEXT;
    return true;
}

static bool text_set(struct xls *x, struct cell *c, struct text t, struct fault *f)
{
    if (!encoding_is_utf8(t))
        return xls_broken(x->parse, f);
    c->kind = t.n ? CELL_TEXT : CELL_EMPTY;
    c->text = t;
    return true;
}

static bool day_set(struct xls *x, struct cell *c, struct text t, struct fault *f)
{
    struct day day;
    TRY(text_set(x, c, t, f));
    if (day_parse(&day, text_slice(t, 0, 10))) {
        c->kind = CELL_DAY;
        c->text = text_slice(t, 0, 10);
    }
    return true;
}

static bool cell_read(struct xls *x, struct cell *c, unsigned row, unsigned short column,
                      struct fault *f)
{
    FreeXL_CellValue v;
    *c = (struct cell){.kind = CELL_EMPTY, .text = TEXT("")};
    if (freexl_get_cell_value(x->handle, row, column, &v) != FREEXL_OK)
        return true;
    switch (v.type) {
    case FREEXL_CELL_INT:
        return number_set(x, c, text_printf(&x->scratch, "%d", v.value.int_value));
    case FREEXL_CELL_DOUBLE:
        return number_set(x, c, text_printf(&x->scratch, "%.15g", v.value.double_value));
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
        return day_set(x, c, text_from(v.value.text_value), f);
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
    case FREEXL_CELL_TIME:
        return text_set(x, c, text_from(v.value.text_value), f);
    default:
        return true;
    }
}

static bool row_read(struct xls *x, unsigned row, unsigned short columns, struct fault *f)
{
    arena_reset(&x->scratch);
    for (unsigned short c = 0; c < columns; c++)
        TRY(cell_read(x, &x->cells[c], row, c, f));
    struct sheet_row r = {.number = (int64_t)row + 1, .cells = x->cells, .cell_count = columns};
    return parse_row(x->parse, &r, f);
}

static bool sheet_read(struct xls *x, unsigned short index, struct fault *f)
{
    const struct parse *p = x->parse;
    const char *name = NULL;
    unsigned rows = 0;
    unsigned short columns = 0;
    if (freexl_get_worksheet_name(x->handle, index, &name) != FREEXL_OK ||
        freexl_select_active_worksheet(x->handle, index) != FREEXL_OK ||
        freexl_worksheet_dimensions(x->handle, &rows, &columns) != FREEXL_OK ||
        !encoding_is_utf8(text_from(name)))
        return xls_broken(p, f);
    struct sheet sheet = {
        .file = p->name, .name = text_from(name), .index = index, .encoding = TEXT("")};
    TRY(p->sink->sheet(p->sink->self, &sheet, f));
    for (unsigned row = 0; row < rows; row++)
        TRY(row_read(x, row, columns < COLUMNS_MAX ? columns : COLUMNS_MAX, f));
    return true;
}

static bool xls_read(struct xls *x, struct fault *f)
{
    const struct parse *p = x->parse;
    unsigned password = FREEXL_BIFF_PLAIN, sheets = 0;
    int opened = freexl_open(sandbox_offer(&x->arena, p->fd), &x->handle);
    if (x->handle)
        freexl_get_info(x->handle, FREEXL_BIFF_PASSWORD, &password);
    if (password == FREEXL_BIFF_OBFUSCATED) {
        fault_set(f, FAULT_INPUT, "\"%.*s\" is under a password", TEXT_ARG(p->name));
        return fault_hint(f,
                          "open it, take the password off (File, Protect), save it and hand it in");
    }
    if (opened != FREEXL_OK ||
        freexl_get_info(x->handle, FREEXL_BIFF_SHEET_COUNT, &sheets) != FREEXL_OK)
        return xls_broken(p, f);
    for (unsigned i = 0; i < sheets && i < UINT16_MAX; i++)
        TRY(sheet_read(x, (unsigned short)i, f));
    return true;
}

bool xls_parse(struct parse *p, struct fault *f)
{
    struct xls *x = memory_new(sizeof(*x));
    x->parse = p;
    bool is_read = xls_read(x, f);
    if (x->handle)
        freexl_close(x->handle);
    arena_clear(&x->arena);
    arena_clear(&x->scratch);
    memory_free(x);
    return is_read;
}
