/*
 * Documents as workbooks, with the habits of Excel and WPS.
 */
#include "file/workbook.h"

#include "base/language.h"
#include "report/paper.h"

#define LANDSCAPE_COLUMNS 7
#define PAGE_CHARACTERS 90 /* half characters on a line of a page of text */
#define LINE_POINTS 18
#define INDENT 3
#define TITLE_POINTS 32
#define PAGE_POINTS 740     /* of A4 upright between the margins */
#define CARD_HEAD_POINTS 70 /* title, banner and scope above the first card */
#define COLUMN_WIDTH_MAX 36

struct sheet {
    struct workbook *book;
    const struct paper *paper;
    struct arena *arena;
    int64_t row;
    int columns, *widths; /* in half characters */
    bool has_table;
    bool has_cards;
    int page_points; /* of the rows of its page so far, where it has cards */
    LIST(int64_t) breaks;
    int tables; /* sheets so far */
};

static const char *number_format(int places)
{
    static const char *const formats[] = {"#,##0",      "#,##0.0",     "#,##0.00",    "#,##0.000",
                                          "#,##0.0000", "#,##0.00000", "#,##0.000000"};
    return formats[places < 0 ? 0 : places > 6 ? 6 : places];
}

/* Rows get their heights here: Excel fits none of merged cells, others fit none at all. */
#define ROW_POINTS 15
#define ROW_POINTS_MORE 3

static int lines_of(struct text t, int width)
{
    int room = width > 2 ? width - 1 : 1; /* a cell's own margin */
    return (text_width(t) + room - 1) / room;
}

static void height_set(struct sheet *s, int lines)
{
    workbook_row_height(s->book, s->row, (lines > 1 ? lines : 1) * ROW_POINTS + ROW_POINTS_MORE);
}

static int width_of(const struct sheet *s, int column, int across)
{
    int width = 0;
    for (int i = column; i < column + across && i < s->columns; i++)
        width += s->widths[i];
    return width;
}

static void line_merged(struct sheet *s, struct text t, enum workbook_style style)
{
    if (style == STYLE_FOOT)
        height_set(s, lines_of(t, width_of(s, 0, s->columns)));
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

/* In half characters: numbers take one each, their headings wrap. Too narrow, Excel shows ####. */
static int column_width(const struct paper_table *t, size_t column)
{
    const struct paper_column *c = &t->columns.items[column];
    int width = c->is_number ? c->characters + 4 : c->characters * 2;
    int number = column_number_width(t, column) + 2;
    width = width > COLUMN_WIDTH_MAX ? COLUMN_WIDTH_MAX : width;
    return width > number ? width : number;
}

static void columns_set(struct sheet *s, const struct paper_table *t)
{
    s->columns = t && t->columns.count > 1 ? (int)t->columns.count : 6;
    s->widths = ARENA_ARRAY(s->arena, int, s->columns);
    for (int i = 0; i < s->columns; i++) {
        s->widths[i] = t && t->columns.count > 1 ? column_width(t, (size_t)i) : PAGE_CHARACTERS / 6;
        workbook_width(s->book, i, s->widths[i]);
    }
}

static bool sheet_begin(struct sheet *s, struct text name, const struct paper_table *t,
                        struct fault *f)
{
    TRY(workbook_sheet(s->book, name, f));
    s->row = 0;
    s->has_table = s->has_cards = false;
    s->page_points = CARD_HEAD_POINTS;
    s->breaks.count = 0;
    s->tables++;
    columns_set(s, t);
    workbook_page(s->book, s->columns > LANDSCAPE_COLUMNS, paper_foot(s->arena, s->paper));
    workbook_row_height(s->book, 0, TITLE_POINTS);
    line_merged(s, s->paper->title, STYLE_TITLE);
    if (s->paper->banner.n)
        line_merged(s, s->paper->banner, STYLE_FOOT);
    line_merged(s, s->paper->scope, STYLE_FOOT);
    return true;
}

static void sheet_end(struct sheet *s)
{
    line_merged(s, paper_foot(s->arena, s->paper), STYLE_FOOT);
    if (s->has_cards)
        workbook_breaks(s->book, s->breaks.items, s->breaks.count);
    workbook_print_area(s->book, s->row - 1, s->columns - 1);
}

/* ---- tables ---- */

/* Lines of a row of headings; one that goes down has its lines in all of its rows. */
static int heading_lines(const struct sheet *s, const struct paper_table *t, int row)
{
    int most = 1;
    for (size_t i = 0; i < t->headings.count; i++) {
        const struct paper_heading *h = &t->headings.items[i];
        /* Bold letters are a little wider. */
        int lines = lines_of(h->text, width_of(s, h->column, h->across) * 9 / 10);
        lines = (lines + h->down - 1) / h->down;
        if (row >= h->row && row < h->row + h->down && lines > most)
            most = lines;
    }
    return most;
}

/* Cells under a heading that goes down are written on their own row: the writer never goes back. */
static void headings_write(struct sheet *s, const struct paper_table *t)
{
    int64_t first = s->row;
    for (int row = 0; row < t->heading_rows; row++, s->row++) {
        height_set(s, heading_lines(s, t, row));
        for (size_t i = 0; i < t->headings.count; i++) {
            const struct paper_heading *h = &t->headings.items[i];
            if (h->row == row)
                workbook_merge(s->book, s->row, h->column, s->row + h->down - 1,
                               h->column + h->across - 1, h->text, STYLE_HEAD);
            else if (row > h->row && row < h->row + h->down)
                workbook_text(s->book, s->row, h->column, TEXT(""), STYLE_HEAD);
        }
    }
    if (!s->has_table) {
        workbook_freeze(s->book, s->row, t->kept_columns);
        workbook_repeat_rows(s->book, first, s->row - 1);
    }
}

static int row_lines(const struct sheet *s, const struct paper_row *row)
{
    int most = 1;
    for (size_t i = 0; i < row->cells.count && !row->is_head; i++) {
        const struct paper_cell *cell = &row->cells.items[i];
        int lines = cell->is_number ? 1 : lines_of(cell->text, width_of(s, (int)i, 1));
        if (lines > most)
            most = lines;
    }
    return most;
}

static void row_write(struct sheet *s, const struct paper_table *t, const struct paper_row *row)
{
    height_set(s, row_lines(s, row));
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

/* A card is on one page: where it has no room, a page begins. */
static void card_write(struct sheet *s, const struct paper_table *t)
{
    int points = ROW_POINTS; /* below it */
    for (size_t i = 0; i < t->rows.count; i++)
        points += row_lines(s, &t->rows.items[i]) * ROW_POINTS + ROW_POINTS_MORE;
    if (s->page_points + points > PAGE_POINTS) {
        LIST_ADD(s->arena, &s->breaks, s->row);
        s->page_points = 0;
    }
    s->page_points += points;
    s->has_cards = true;
    for (size_t i = 0; i < t->rows.count; i++, s->row++) {
        const struct paper_row *row = &t->rows.items[i];
        const struct paper_cell *value = &row->cells.items[1];
        height_set(s, row_lines(s, row));
        workbook_text(s->book, s->row, 0, row->cells.items[0].text, STYLE_GROUP);
        if (value->is_number)
            workbook_number(s->book, s->row, 1, value->number, number_format(value->number.places),
                            STYLE_CELL_LEFT);
        else
            workbook_text(s->book, s->row, 1, value->text, STYLE_CELL);
    }
    s->row++;
    s->has_table = true;
}

static void table_write(struct sheet *s, const struct paper_table *t)
{
    if (!t->heading_rows && t->columns.count == 2) {
        card_write(s, t);
        return;
    }
    if (t->heading_rows)
        headings_write(s, t);
    for (size_t i = 0; i < t->rows.count; i++)
        row_write(s, t, &t->rows.items[i]);
    if (!t->heading_rows)
        s->row++;
    s->has_table = true;
}

/* ---- charts: numbers in cells, the chart to their right or below ---- */

#define CHARACTER_PX 7
#define COLUMN_PX 5 /* between columns */
#define ROW_PX 20
#define CHART_PX_LEAST 380
#define CHART_PX_MOST 900
#define CHART_HEIGHT 300
#define MARKS_OF_A_PAGE 16
#define LABEL_PX 5 /* of a digit beside a bar */
#define AXIS_PX 90

/* Numbers beside the bars, where they would not lie over one another. */
static bool labels_fit(const struct paper_chart *c, int px)
{
    int slot = (px - AXIS_PX) / (c->marks.count ? (int)c->marks.count : 1);
    for (size_t i = 0; i < c->marks.count; i++)
        if (text_width(c->marks.items[i].shown) * LABEL_PX + LABEL_PX > slot)
            return false;
    return true;
}

static int columns_px(const struct sheet *s, int from)
{
    int px = 0;
    for (int i = from; i < s->columns; i++)
        px += s->widths[i] * CHARACTER_PX + COLUMN_PX;
    return px;
}

static int marks_write(struct sheet *s, const struct paper_chart *c)
{
    int places = 0;
    workbook_text(s->book, s->row, 0, c->by, STYLE_HEAD);
    workbook_text(s->book, s->row++, 1, c->unit.n ? c->unit : text_from(tr("figure")), STYLE_HEAD);
    for (size_t i = 0; i < c->marks.count; i++, s->row++) {
        const struct paper_mark *m = &c->marks.items[i];
        workbook_text(s->book, s->row, 0, m->label, STYLE_CELL);
        if (m->is_known)
            workbook_number(s->book, s->row, 1, m->value, number_format(m->value.places),
                            STYLE_CELL);
        else
            workbook_text(s->book, s->row, 1, m->shown, STYLE_CELL_RIGHT);
        if (m->is_known && m->value.places > places)
            places = m->value.places;
    }
    return places;
}

static const struct workbook_mark *marks_of(struct sheet *s, const struct paper_chart *c)
{
    struct workbook_mark *marks = ARENA_ARRAY(s->arena, struct workbook_mark, c->marks.count + 1);
    for (size_t i = 0; i < c->marks.count; i++) {
        const struct paper_mark *m = &c->marks.items[i];
        marks[i] = (struct workbook_mark){m->label, m->is_known, m->value};
    }
    return marks;
}

static void chart_write(struct sheet *s, const struct paper_block *b)
{
    line_merged(s, b->text, STYLE_GROUP);
    int64_t from = s->row;
    int places = marks_write(s, b->chart), beside_px = columns_px(s, 2);
    bool is_beside = beside_px >= CHART_PX_LEAST;
    int px = is_beside ? beside_px : columns_px(s, 0);
    px = (px > CHART_PX_MOST ? CHART_PX_MOST : px) - 10;
    struct workbook_chart chart = {.title = b->text,
                                   .unit = b->chart->unit,
                                   .is_line = b->chart->is_line,
                                   .has_labels = labels_fit(b->chart, px),
                                   .row = from + 1,
                                   .row_last = s->row - 1,
                                   .marks = marks_of(s, b->chart),
                                   .name_column = 0,
                                   .number_column = 1,
                                   .format = number_format(places),
                                   .at_row = is_beside ? from : s->row,
                                   .at_column = is_beside ? 2 : 0,
                                   .width_px = px,
                                   .height_px = CHART_HEIGHT};
    if (b->chart->marks.count)
        workbook_chart(s->book, &chart);
    if (!s->has_table)
        workbook_repeat_rows(s->book, from, from);
    s->has_table = true;
    int64_t below = chart.at_row + CHART_HEIGHT / ROW_PX + 1;
    if (s->row < below)
        s->row = below;
}

/* A paragraph needs its height said: nobody fits the rows of merged cells. */
static void paragraph_write(struct sheet *s, struct text t, enum workbook_style style)
{
    int lines = lines_of(t, width_of(s, 0, s->columns) - INDENT);
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
    if (p->blocks.items[i].kind == PAPER_CHART) /* over a page's end the table's headings repeat */
        return p->blocks.items[i].chart->marks.count > MARKS_OF_A_PAGE;
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
        TRY(sheet_begin(s, name, b->kind == PAPER_CHART ? NULL : table_from(s->paper, i), f));
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
        line_merged(s, b->text, STYLE_FOOT);
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
