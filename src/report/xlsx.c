/*
 * Documents as workbooks, with the habits of Excel and WPS.
 */
#include "file/workbook.h"

#include "base/language.h"
#include "report/paper.h"

#define LANDSCAPE_COLUMNS 7
#define PAGE_CHARACTERS 90 /* half characters on a line of a page of text */
#define LINE_POINTS 18
#define COLUMN_WIDTH_MAX 36

struct sheet {
    struct workbook *book;
    const struct paper *paper;
    struct arena *arena;
    int64_t row;
    int columns;
    bool has_table;
    int tables; /* sheets so far */
};

static const char *number_format(int places)
{
    static const char *const formats[] = {"#,##0",      "#,##0.0",     "#,##0.00",    "#,##0.000",
                                          "#,##0.0000", "#,##0.00000", "#,##0.000000"};
    return formats[places < 0 ? 0 : places > 6 ? 6 : places];
}

static void line_merged(struct sheet *s, struct text t, enum workbook_style style)
{
    workbook_merge(s->book, s->row, 0, s->row, s->columns - 1, t, style);
    s->row++;
}

/* ---- sheets ---- */

static const struct paper_table *table_from(const struct paper *p, size_t from)
{
    for (size_t i = from; i < p->blocks.count; i++)
        if (p->blocks.items[i].kind == PAPER_TABLE)
            return p->blocks.items[i].table;
    return NULL;
}

/* In half characters: numbers take one each, their headings wrap. */
static int column_width(const struct paper_column *c)
{
    int width = c->is_number ? c->characters + 4 : c->characters * 2;
    return width > COLUMN_WIDTH_MAX ? COLUMN_WIDTH_MAX : width;
}

static void columns_set(struct sheet *s, const struct paper_table *t)
{
    s->columns = t && t->columns.count > 1 ? (int)t->columns.count : 6;
    for (int i = 0; i < s->columns; i++)
        workbook_width(s->book, i, t ? column_width(&t->columns.items[i]) : PAGE_CHARACTERS / 6);
}

static bool sheet_begin(struct sheet *s, struct text name, const struct paper_table *t,
                        struct fault *f)
{
    TRY(workbook_sheet(s->book, name, f));
    s->row = 0;
    s->has_table = false;
    s->tables++;
    columns_set(s, t);
    workbook_page(s->book, s->columns > LANDSCAPE_COLUMNS, paper_foot(s->arena, s->paper));
    line_merged(s, s->paper->title, STYLE_TITLE);
    if (s->paper->banner.n)
        line_merged(s, s->paper->banner, STYLE_NOTE);
    line_merged(s, s->paper->scope, STYLE_NOTE);
    return true;
}

static void sheet_end(struct sheet *s)
{
    line_merged(s, paper_foot(s->arena, s->paper), STYLE_NOTE);
    workbook_print_area(s->book, s->row - 1, s->columns - 1);
}

/* ---- tables ---- */

/* Cells under a heading that goes down are written on their own row: the writer never goes back. */
static void headings_write(struct sheet *s, const struct paper_table *t)
{
    int64_t first = s->row;
    for (int row = 0; row < t->heading_rows; row++, s->row++)
        for (size_t i = 0; i < t->headings.count; i++) {
            const struct paper_heading *h = &t->headings.items[i];
            if (h->row == row)
                workbook_merge(s->book, s->row, h->column, s->row + h->down - 1,
                               h->column + h->across - 1, h->text, STYLE_HEAD);
            else if (row > h->row && row < h->row + h->down)
                workbook_text(s->book, s->row, h->column, TEXT(""), STYLE_HEAD);
        }
    if (!s->has_table) {
        workbook_freeze(s->book, s->row, t->kept_columns);
        workbook_repeat_rows(s->book, first, s->row - 1);
    }
}

static void row_write(struct sheet *s, const struct paper_table *t, const struct paper_row *row)
{
    if (row->is_head) {
        workbook_merge(s->book, s->row, 0, s->row, s->columns - 1, row->cells.items[0].text,
                       STYLE_GROUP);
        s->row++;
        return;
    }
    for (size_t i = 0; i < row->cells.count; i++) {
        const struct paper_cell *cell = &row->cells.items[i];
        if (cell->is_number)
            workbook_number(s->book, s->row, (int)i, cell->number,
                            number_format(cell->number.places), STYLE_CELL);
        else
            workbook_text(s->book, s->row, (int)i, cell->text,
                          t->columns.items[i].is_number ? STYLE_CELL_RIGHT : STYLE_CELL);
    }
    s->row++;
}

static void table_write(struct sheet *s, const struct paper_table *t)
{
    if (t->heading_rows)
        headings_write(s, t);
    for (size_t i = 0; i < t->rows.count; i++)
        row_write(s, t, &t->rows.items[i]);
    if (!t->heading_rows)
        s->row++;
    s->has_table = true;
}

static void chart_write(struct sheet *s, const struct paper_block *b)
{
    line_merged(s, b->text, STYLE_GROUP);
    for (size_t i = 0; i < b->chart->marks.count; i++, s->row++) {
        const struct paper_mark *m = &b->chart->marks.items[i];
        workbook_text(s->book, s->row, 0, m->label, STYLE_CELL);
        if (m->is_known)
            workbook_number(s->book, s->row, 1, m->value, number_format(m->value.places),
                            STYLE_CELL);
        else
            workbook_text(s->book, s->row, 1, m->shown, STYLE_CELL_RIGHT);
    }
}

/* A paragraph needs its height said: nobody fits the rows of merged cells. */
static void paragraph_write(struct sheet *s, struct text t, enum workbook_style style)
{
    int lines = text_width(t) / PAGE_CHARACTERS + 1;
    workbook_row_height(s->book, s->row, lines * LINE_POINTS);
    line_merged(s, t, style);
}

/* ---- the whole ---- */

/* A second table with headings of its own begins a sheet, with the heading that stands over it. */
static bool begins_sheet(const struct sheet *s, size_t i)
{
    const struct paper *p = s->paper;
    if (!s->has_table)
        return false;
    if (p->blocks.items[i].kind == PAPER_HEADING)
        return i + 1 < p->blocks.count && p->blocks.items[i + 1].kind == PAPER_TABLE &&
               p->blocks.items[i + 1].table->heading_rows;
    return p->blocks.items[i].kind == PAPER_TABLE && p->blocks.items[i].table->heading_rows &&
           p->blocks.items[i - 1].kind != PAPER_HEADING;
}

static bool block_write(struct sheet *s, size_t i, struct fault *f)
{
    const struct paper_block *b = &s->paper->blocks.items[i];
    if (begins_sheet(s, i)) {
        struct text name =
            b->text.n ? b->text : text_printf(s->arena, tr("table %d"), s->tables + 1);
        sheet_end(s);
        TRY(sheet_begin(s, name, table_from(s->paper, i), f));
    }
    switch (b->kind) {
    case PAPER_HEADING:
    case PAPER_SUBHEADING:
        paragraph_write(s, b->text, STYLE_GROUP);
        break;
    case PAPER_PARAGRAPH:
        paragraph_write(s, b->text, STYLE_WRAPPED);
        break;
    case PAPER_NOTE:
        paragraph_write(s, b->text, STYLE_NOTE);
        break;
    case PAPER_TABLE:
        table_write(s, b->table);
        break;
    case PAPER_CHART:
        chart_write(s, b);
        break;
    }
    return true;
}

static bool sheets_write(struct sheet *s, struct fault *f)
{
    const struct paper_table *first = table_from(s->paper, 0);
    struct text name =
        s->paper->blocks.count && s->paper->blocks.items[0].kind == PAPER_HEADING && first
            ? s->paper->blocks.items[0].text
            : s->paper->title;
    TRY(sheet_begin(s, name, first, f));
    for (size_t i = 0; i < s->paper->blocks.count; i++)
        TRY(block_write(s, i, f));
    sheet_end(s);
    return true;
}

bool paper_xlsx(const struct paper *p, const char *path, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct sheet s = {.paper = p, .arena = &a};
    struct fault finish = {0};
    TRY(workbook_open(&s.book, path, f));
    if (p->made_ms)
        workbook_made(s.book, p->made_ms);
    bool good = sheets_write(&s, f);
    if (!workbook_finish(s.book, good ? f : &finish))
        return false;
    return good;
}
