/*
 * Documents as PDF by pango and cairo: tables break over pages, their headings are repeated.
 *
 * It is drawn twice: once to nowhere, to know how many pages there are. The numbers here are places
 * on paper, in points; no figure passes through them.
 */
#include "base/language.h"
#include "report/picture.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <stdio.h>
#include <string.h>

#define A4_SHORT 595.0
#define A4_LONG 842.0
#define MARGIN 40.0
#define FOOT_HEIGHT 24.0
#define BANNER_HEIGHT 26.0
#define CELL_PADDING 3.0
#define CELL_PADDING_DOWN 1.5 /* letters of Chinese stand in high lines of their own */
#define TABLE_POINTS_MAX 9.0
#define TABLE_POINTS_MIN 5.0
#define DASH_WIDTH 0.4

struct drawing {
    const struct paper *paper;
    struct arena *arena;
    cairo_t *cairo;
    double width, height; /* of the page */
    double y;             /* where the next thing goes */
    int page, page_count; /* page_count: 0 while they are counted */
};

struct look {
    double points, indent;
    bool is_bold, is_grey;
    PangoAlignment align;
};

/* ---- pages ---- */

static PangoLayout *layout_new(struct drawing *d, struct text t, double width, struct look look)
{
    PangoLayout *layout = pango_cairo_create_layout(d->cairo);
    PangoFontDescription *font = pango_font_description_new();
    pango_font_description_set_family(font, LETTERS_FAMILY);
    pango_font_description_set_absolute_size(font, look.points * PANGO_SCALE);
    pango_font_description_set_weight(font, look.is_bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    pango_layout_set_width(layout, width > 0 ? (int)(width * PANGO_SCALE) : -1);
    pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout, look.align);
    pango_layout_set_indent(layout, (int)(look.indent * PANGO_SCALE));
    pango_layout_set_text(layout, t.p ? t.p : "", (int)t.n);
    return layout;
}

static double layout_height(PangoLayout *layout)
{
    int height;
    pango_layout_get_size(layout, NULL, &height);
    return (double)height / PANGO_SCALE;
}

static void grey(struct drawing *d, double level)
{
    cairo_set_source_rgb(d->cairo, level, level, level);
}

static void foot_draw(struct drawing *d)
{
    double y = d->height - MARGIN + 6;
    struct text page = text_printf(d->arena, "%d / %d", d->page, d->page_count);
    PangoLayout *left = layout_new(d, paper_foot(d->arena, d->paper), d->width - 2 * MARGIN - 50,
                                   (struct look){.points = 7});
    PangoLayout *right =
        layout_new(d, page, 50, (struct look){.points = 7, .align = PANGO_ALIGN_RIGHT});
    grey(d, 0.35);
    cairo_move_to(d->cairo, MARGIN, y);
    pango_cairo_show_layout(d->cairo, left);
    cairo_move_to(d->cairo, d->width - MARGIN - 50, y);
    pango_cairo_show_layout(d->cairo, right);
    g_object_unref(left);
    g_object_unref(right);
}

static void banner_draw(struct drawing *d)
{
    PangoLayout *layout = layout_new(d, d->paper->banner, d->width - 2 * MARGIN,
                                     (struct look){.points = 8, .align = PANGO_ALIGN_CENTER});
    double height = layout_height(layout);
    cairo_set_source_rgb(d->cairo, 1, 0.95, 0.77);
    cairo_rectangle(d->cairo, MARGIN, d->y, d->width - 2 * MARGIN, height + 4);
    cairo_fill(d->cairo);
    grey(d, 0.2);
    cairo_move_to(d->cairo, MARGIN, d->y + 2);
    pango_cairo_show_layout(d->cairo, layout);
    d->y += height + 10;
    g_object_unref(layout);
}

static void page_begin(struct drawing *d)
{
    d->page++;
    d->y = MARGIN;
    if (d->paper->banner.n)
        banner_draw(d);
}

static void page_next(struct drawing *d)
{
    foot_draw(d);
    cairo_show_page(d->cairo);
    page_begin(d);
}

static double room(const struct drawing *d)
{
    return d->height - MARGIN - FOOT_HEIGHT / 2 - d->y;
}

/* Of a page on which nothing stands yet. */
static double page_room(const struct drawing *d)
{
    return d->height - 2 * MARGIN - FOOT_HEIGHT / 2 - BANNER_HEIGHT;
}

static void room_make(struct drawing *d, double height)
{
    if (room(d) < height)
        page_next(d);
}

/* ---- text ---- */

/* Line by line, so that a long paragraph runs over the page's end. */
static void text_draw(struct drawing *d, struct text t, struct look look, double after)
{
    PangoLayout *layout = layout_new(d, t, d->width - 2 * MARGIN, look);
    PangoLayoutIter *iter = pango_layout_get_iter(layout);
    do {
        PangoRectangle line;
        int baseline = pango_layout_iter_get_baseline(iter);
        pango_layout_iter_get_line_extents(iter, NULL, &line);
        double height = (double)line.height / PANGO_SCALE * 1.35;
        room_make(d, height);
        grey(d, look.is_grey ? 0.35 : 0.1);
        cairo_move_to(d->cairo, MARGIN + (double)line.x / PANGO_SCALE,
                      d->y + (double)(baseline - line.y) / PANGO_SCALE);
        pango_cairo_show_layout_line(d->cairo, pango_layout_iter_get_line_readonly(iter));
        d->y += height;
    } while (pango_layout_iter_next_line(iter));
    pango_layout_iter_free(iter);
    g_object_unref(layout);
    d->y += after;
}

/* ---- tables ---- */

struct ruled {
    const struct paper_table *table;
    double points; /* of its letters */
    double *x;     /* left edges of the columns, and the right edge of the last */
};

#define DIGIT_EM 0.6 /* of a bold one */

/* A number is never broken: letters are as small as the widest one wants. */
static void points_fit(struct ruled *r)
{
    const struct paper_table *t = r->table;
    for (size_t i = 0; i < t->columns.count; i++) {
        double wanted = column_number_width(t, i) * DIGIT_EM;
        double most = (r->x[i + 1] - r->x[i] - 2 * CELL_PADDING) / (wanted > 0 ? wanted : 1);
        if (wanted > 0 && most < r->points)
            r->points = fmax(most, TABLE_POINTS_MIN);
    }
}

static void columns_place(struct ruled *r, struct drawing *d)
{
    const struct paper_table *t = r->table;
    double wanted = 0, width = d->width - 2 * MARGIN;
    for (size_t i = 0; i < t->columns.count; i++)
        wanted += t->columns.items[i].characters;
    bool is_card = t->heading_rows == 0;
    r->points = TABLE_POINTS_MAX;
    while (r->points > TABLE_POINTS_MIN &&
           wanted * r->points * 0.62 + (double)t->columns.count * 2 * CELL_PADDING > width)
        r->points -= 0.25;
    if (is_card)
        width = width * 0.75;
    r->x = ARENA_ARRAY(d->arena, double, t->columns.count + 1);
    r->x[0] = MARGIN;
    double padding = 2 * CELL_PADDING, letters = width - (double)t->columns.count * padding;
    for (size_t i = 0; i < t->columns.count; i++)
        r->x[i + 1] = r->x[i] + padding + letters * t->columns.items[i].characters / wanted;
    points_fit(r);
}

static PangoLayout *cell_layout(struct drawing *d, const struct ruled *r, int column, int across,
                                struct text t, struct look look)
{
    double width = r->x[column + across] - r->x[column] - 2 * CELL_PADDING;
    look.points = r->points;
    return layout_new(d, t, width, look);
}

static double cell_height(struct drawing *d, const struct ruled *r, int column, int across,
                          struct text t, bool is_bold)
{
    PangoLayout *layout = cell_layout(d, r, column, across, t, (struct look){.is_bold = is_bold});
    double height = layout_height(layout) + 2 * CELL_PADDING_DOWN;
    g_object_unref(layout);
    return height;
}

static void cell_draw(struct drawing *d, const struct ruled *r, int column, int across,
                      double height, struct text t, struct look look)
{
    PangoLayout *layout = cell_layout(d, r, column, across, t, look);
    double x = r->x[column], y = d->y, width = r->x[column + across] - x;
    if (look.is_grey) {
        grey(d, 0.93);
        cairo_rectangle(d->cairo, x, y, width, height);
        cairo_fill(d->cairo);
    }
    grey(d, 0.55);
    cairo_set_line_width(d->cairo, DASH_WIDTH);
    cairo_rectangle(d->cairo, x, y, width, height);
    cairo_stroke(d->cairo);
    grey(d, 0.05);
    cairo_move_to(d->cairo, x + CELL_PADDING, y + (height - layout_height(layout)) / 2);
    pango_cairo_show_layout(d->cairo, layout);
    g_object_unref(layout);
}

/* Heights of the heading's rows: a cell that goes down needs their sum at least. */
static void heading_heights(double *heights, struct drawing *d, const struct ruled *r)
{
    const struct paper_table *t = r->table;
    for (size_t i = 0; i < t->headings.count; i++) {
        const struct paper_heading *h = &t->headings.items[i];
        double height = cell_height(d, r, h->column, h->across, h->text, true);
        int last = h->row + h->down - 1;
        for (int row = h->row; row < last; row++)
            height -= heights[row];
        heights[last] = fmax(heights[last], height);
    }
}

static double headings_draw(struct drawing *d, const struct ruled *r, bool is_measured)
{
    const struct paper_table *t = r->table;
    double *heights = ARENA_ARRAY(d->arena, double, t->heading_rows + 1), total = 0, top = d->y;
    heading_heights(heights, d, r);
    for (int row = 0; row < t->heading_rows; row++)
        total += heights[row];
    for (size_t i = 0; i < t->headings.count && !is_measured; i++) {
        const struct paper_heading *h = &t->headings.items[i];
        double height = 0;
        d->y = top;
        for (int row = 0; row < h->row + h->down; row++) {
            if (row < h->row)
                d->y += heights[row];
            else
                height += heights[row];
        }
        cell_draw(d, r, h->column, h->across, height, h->text,
                  (struct look){.is_bold = true, .is_grey = true, .align = PANGO_ALIGN_CENTER});
    }
    d->y = is_measured ? top : top + total;
    return total;
}

static double row_height(struct drawing *d, const struct ruled *r, const struct paper_row *row)
{
    double height = 0;
    int columns = (int)r->table->columns.count;
    if (row->is_head)
        return cell_height(d, r, 0, columns, row->cells.items[0].text, true);
    for (int i = 0; i < columns && i < (int)row->cells.count; i++)
        height = fmax(height, cell_height(d, r, i, 1, row->cells.items[i].text, false));
    return height;
}

static void row_draw(struct drawing *d, const struct ruled *r, const struct paper_row *row,
                     double height)
{
    int columns = (int)r->table->columns.count;
    if (row->is_head)
        cell_draw(d, r, 0, columns, height, row->cells.items[0].text,
                  (struct look){.is_bold = true, .is_grey = true});
    for (int i = 0; !row->is_head && i < columns; i++) {
        const struct paper_column *c = &r->table->columns.items[i];
        struct look look = {.is_bold = c->is_total,
                            .align = c->is_number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT};
        look.is_grey = !r->table->heading_rows && i == 0;
        cell_draw(d, r, i, 1, height,
                  i < (int)row->cells.count ? row->cells.items[i].text : TEXT(""), look);
    }
    d->y += height;
}

#define ROWS_FIRST_LEAST 4 /* of a longer one: below its headings, before a page ends */
#define ROWS_LAST_LEAST 3  /* and on its last page */

/* A table with its measures. */
struct measured {
    struct ruled ruled;
    double headings, *heights; /* of its rows */
    double notes;              /* right below it */
};

static double rows_height(const struct measured *m, size_t from, size_t to)
{
    double height = 0;
    for (size_t i = from; i < to && i < m->ruled.table->rows.count; i++)
        height += m->heights[i];
    return height;
}

#define NOTE_HEIGHT 18.0
#define NOTES_KEPT 3

/* Notes stay with the last rows of what they speak of. */
static double notes_below(const struct drawing *d, size_t block)
{
    double height = 0;
    for (size_t i = block + 1; i < d->paper->blocks.count && i <= block + NOTES_KEPT; i++) {
        if (d->paper->blocks.items[i].kind != PAPER_NOTE)
            break;
        height += NOTE_HEIGHT;
    }
    return height;
}

static void table_measure(struct measured *out, struct drawing *d, size_t block)
{
    const struct paper_table *t = d->paper->blocks.items[block].table;
    *out = (struct measured){.ruled = {.table = t}, .notes = notes_below(d, block)};
    columns_place(&out->ruled, d);
    out->headings = headings_draw(d, &out->ruled, true);
    out->heights = ARENA_ARRAY(d->arena, double, t->rows.count + 1);
    for (size_t i = 0; i < t->rows.count; i++)
        out->heights[i] = row_height(d, &out->ruled, &t->rows.items[i]);
}

/* What must stand together where it begins. */
static double table_need(const struct drawing *d, const struct measured *m)
{
    size_t count = m->ruled.table->rows.count;
    double whole = m->headings + rows_height(m, 0, count) + m->notes;
    if (count <= ROWS_KEPT && whole < page_room(d))
        return whole;
    return m->headings + rows_height(m, 0, ROWS_FIRST_LEAST);
}

/* A head stays with its first row, and the last rows with one another. */
static double row_need(const struct measured *m, size_t i)
{
    const struct paper_table *t = m->ruled.table;
    if (i + ROWS_LAST_LEAST >= t->rows.count)
        return rows_height(m, i, t->rows.count) + m->notes;
    return rows_height(m, i, i + 1 + t->rows.items[i].is_head);
}

static void table_draw(struct drawing *d, size_t block)
{
    const struct paper_table *t = d->paper->blocks.items[block].table;
    struct measured m;
    table_measure(&m, d, block);
    room_make(d, table_need(d, &m));
    headings_draw(d, &m.ruled, false);
    for (size_t i = 0; i < t->rows.count; i++) {
        if (room(d) < row_need(&m, i)) {
            page_next(d);
            headings_draw(d, &m.ruled, false);
        }
        row_draw(d, &m.ruled, &t->rows.items[i], m.heights[i]);
    }
    d->y += 10;
}

/* ---- charts ---- */

#define CHART_PART 0.32 /* of a page's height at most: two stand on one */
#define CHART_TITLE 22.0

static double chart_scale(const struct drawing *d)
{
    double across = (d->width - 2 * MARGIN) / CHART_WIDTH,
           down = d->height * CHART_PART / CHART_HEIGHT;
    return fmin(fmin(across, down), 0.9);
}

static double chart_height(const struct drawing *d)
{
    return CHART_HEIGHT * chart_scale(d) + CHART_TITLE;
}

static void chart_draw(struct drawing *d, const struct paper_block *b)
{
    double scale = chart_scale(d);
    room_make(d, chart_height(d));
    text_draw(d, b->text, (struct look){.points = 11, .is_bold = true}, 2);
    cairo_save(d->cairo);
    cairo_translate(d->cairo, MARGIN, d->y);
    cairo_scale(d->cairo, scale, scale);
    chart_draw_shapes(d->cairo, b->chart);
    cairo_restore(d->cairo);
    d->y += CHART_HEIGHT * scale + 8;
}

/* ---- the whole ---- */

/* What a heading keeps below itself on its page. */
static double need_below(struct drawing *d, size_t i)
{
    struct measured m;
    const struct paper_block *b =
        i + 1 < d->paper->blocks.count ? &d->paper->blocks.items[i + 1] : NULL;
    if (!b)
        return 0;
    if (b->kind == PAPER_CHART)
        return chart_height(d);
    if (b->kind != PAPER_TABLE)
        return 30; /* a line or two */
    table_measure(&m, d, i + 1);
    return table_need(d, &m);
}

static void heading_draw(struct drawing *d, size_t i, double points)
{
    double own = 30;
    room_make(d, fmin(own + need_below(d, i), page_room(d)));
    text_draw(d, d->paper->blocks.items[i].text, (struct look){.points = points, .is_bold = true},
              3);
}

static void block_draw(struct drawing *d, size_t i)
{
    const struct paper_block *b = &d->paper->blocks.items[i];
    switch (b->kind) {
    case PAPER_HEADING:
        heading_draw(d, i, 13);
        break;
    case PAPER_SUBHEADING:
        heading_draw(d, i, 11.5);
        break;
    case PAPER_PARAGRAPH:
        text_draw(d, b->text, (struct look){.points = 11, .indent = 22}, 6);
        break;
    case PAPER_NOTE:
        text_draw(d, b->text, (struct look){.points = 8, .is_grey = true}, 2);
        break;
    case PAPER_TABLE:
        table_draw(d, i);
        break;
    case PAPER_CHART:
        chart_draw(d, b);
        break;
    }
}

static cairo_status_t bytes_take(void *self, const unsigned char *bytes, unsigned int n)
{
    FILE *file = self;
    return !file || fwrite(bytes, 1, n, file) == n ? CAIRO_STATUS_SUCCESS
                                                   : CAIRO_STATUS_WRITE_ERROR;
}

/* Draws all pages into a file, or nowhere; false where writing failed. */
static bool pages_draw(struct drawing *d, FILE *file)
{
    cairo_surface_t *surface =
        cairo_pdf_surface_create_for_stream(bytes_take, file, d->width, d->height);
    char *title = text_cstr(d->arena, d->paper->title), *code = text_cstr(d->arena, d->paper->code);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_SUBJECT, code);
    d->cairo = cairo_create(surface);
    d->page = 0;
    page_begin(d);
    text_draw(d, d->paper->title,
              (struct look){.points = 17, .is_bold = true, .align = PANGO_ALIGN_CENTER}, 2);
    text_draw(d, d->paper->scope,
              (struct look){.points = 8.5, .is_grey = true, .align = PANGO_ALIGN_CENTER}, 8);
    for (size_t i = 0; i < d->paper->blocks.count; i++)
        block_draw(d, i);
    foot_draw(d);
    cairo_show_page(d->cairo);
    cairo_destroy(d->cairo);
    cairo_surface_finish(surface);
    bool good = cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(surface);
    d->page_count = d->page;
    return good;
}

bool paper_pdf(const struct paper *p, const char *path, struct fault *f)
{
    SCOPED_ARENA a = {0};
    bool wide = paper_is_wide(p);
    struct drawing d = {.paper = p,
                        .arena = &a,
                        .width = wide ? A4_LONG : A4_SHORT,
                        .height = wide ? A4_SHORT : A4_LONG};
    FILE *file = fopen(path, "wbe");
    if (!file)
        return fault_set(f, FAULT_SYSTEM, "cannot write \"%s\": %s", path, strerror(errno));
    bool good = pages_draw(&d, NULL) && pages_draw(&d, file);
    good = fclose(file) == 0 && good;
    pango_cairo_font_map_set_default(NULL);
    return good || fault_set(f, FAULT_SYSTEM, "cannot write \"%s\": %s", path, "cairo");
}
