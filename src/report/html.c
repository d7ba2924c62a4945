/*
 * Documents as one HTML page that prints well; nothing is fetched from anywhere.
 */
#include "base/language.h"
#include "report/chart.h"

static const char style[] =
    "body{font:15px/1.7 'Noto Sans CJK SC','Microsoft YaHei','PingFang "
    "SC',sans-serif;color:#1b1b1b;"
    "margin:0 auto;max-width:1180px;padding:24px}"
    "h1{font-size:22px;text-align:center;margin:8px 0}h2{font-size:17px;margin:22px 0 6px}"
    "h3{font-size:15px;margin:14px 0 4px}p{margin:0 0 10px;text-align:justify}p.t{text-indent:2em}"
    ".scope,.foot{color:#555;font-size:13px}.scope{text-align:center}.foot{margin-top:18px;border-"
    "top:1px solid #bbb;"
    "padding-top:6px}.note{color:#555;font-size:13px;margin:4px 0}"
    ".banner{background:#fff3c4;border:1px solid "
    "#d9a400;text-align:center;padding:4px;font-size:13px}"
    ".wide{overflow-x:auto}table{border-collapse:collapse;margin:8px 0 "
    "14px;font-size:13.5px;width:100%}"
    "th,td{border:1px solid #9a9a9a;padding:3px "
    "7px;vertical-align:middle}th{background:#ececec;font-weight:600}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}tr.h "
    "td{background:#f6f6f6;"
    "font-weight:600}td.s{font-weight:600}td:first-child{min-width:6em}table.card{max-width:640px}"
    "table.card "
    "td:first-child{background:#f6f6f6;width:11em}"
    "figure{margin:10px 0 "
    "16px}figcaption{font-weight:600;margin-bottom:4px}svg{max-width:100%;height:auto}"
    "svg text{font-size:12px;fill:#333}"
    "@page{size:A4;margin:14mm 12mm 16mm}"
    "@media print{body{padding:0;max-width:none;font-size:11pt}.wide{overflow:visible}"
    "table{font-size:9pt}.land table{font-size:7.5pt}th,td{padding:2px 4px}"
    ".land th,.land td{padding:1px 3px}"
    "thead{display:table-header-group}tr,figure,table.keep{break-inside:avoid}"
    "h2,h3{break-after:avoid}p.note{break-before:avoid}}";

/* One wide table, and the whole is printed lying: a heading is not torn from its table. */
static const char style_lying[] = "@page{size:A4 landscape;margin:12mm}";

/* The document, and where its figures and records open; links NULL: nowhere. */
struct page {
    struct buffer *out;
    const struct paper *paper;
    const struct paper_links *links;
};

static void element(struct buffer *out, const char *open, struct text t, const char *close)
{
    buffer_add_str(out, open);
    buffer_add_xml(out, t);
    buffer_add_str(out, close);
}

/* ---- what opens ---- */

static void figure_html(const struct page *w, size_t figure, struct text shown)
{
    bool opens = w->links && figure;
    if (opens) {
        const struct paper_figure *g = &w->paper->figures.items[figure - 1];
        SCOPED_BUFFER to = {0};
        w->links->figure(w->links->self, &to, g);
        element(w->out, "<a href=\"", buffer_text(&to), "\"");
        element(w->out, " title=\"", g->label, "\">");
    }
    buffer_add_xml(w->out, shown);
    if (opens)
        buffer_add_str(w->out, "</a>");
}

static void record_html(const struct page *w, const struct paper_row *row, struct text shown)
{
    bool opens = w->links && row->type.n;
    if (opens) {
        SCOPED_BUFFER to = {0};
        w->links->record(w->links->self, &to, row->type, row->record);
        element(w->out, "<a href=\"", buffer_text(&to), "\">");
    }
    buffer_add_xml(w->out, shown);
    if (opens)
        buffer_add_str(w->out, "</a>");
}

/* A text with the figures that stand in it. */
static void spans_html(const struct page *w, const struct paper_block *b)
{
    size_t at = 0;
    for (size_t i = 0; i < b->spans.count; i++) {
        const struct paper_span *s = &b->spans.items[i];
        buffer_add_xml(w->out, text_slice(b->text, at, s->start));
        figure_html(w, s->figure, text_slice(b->text, s->start, s->end));
        at = s->end;
    }
    buffer_add_xml(w->out, text_slice(b->text, at, b->text.n));
}

/* ---- tables ---- */

static void headings_html(struct buffer *out, const struct paper_table *t)
{
    buffer_add_str(out, "<thead>");
    for (int row = 0; row < t->heading_rows; row++) {
        buffer_add_str(out, "<tr>");
        for (size_t i = 0; i < t->headings.count; i++) {
            const struct paper_heading *h = &t->headings.items[i];
            if (h->row != row)
                continue;
            buffer_add_str(out, "<th scope=\"col\"");
            if (h->across > 1)
                buffer_printf(out, " colspan=\"%d\"", h->across);
            if (h->down > 1)
                buffer_printf(out, " rowspan=\"%d\"", h->down);
            element(out, ">", h->text, "</th>");
        }
        buffer_add_str(out, "</tr>");
    }
    buffer_add_str(out, "</thead>");
}

static void cell_html(const struct page *w, const struct paper_row *row, size_t i)
{
    const struct paper_cell *cell = &row->cells.items[i];
    if (i == 0 && row->type.n)
        record_html(w, row, cell->text);
    else
        figure_html(w, cell->figure, cell->text);
}

static void row_html(const struct page *w, const struct paper_table *t, const struct paper_row *row)
{
    struct buffer *out = w->out;
    if (row->is_head) {
        buffer_printf(out, "<tr class=\"h\"><td colspan=\"%zu\">", t->columns.count);
        buffer_add_xml(out, row->cells.items[0].text);
        buffer_add_str(out, "</td></tr>\n");
        return;
    }
    buffer_add_str(out, "<tr>");
    for (size_t i = 0; i < row->cells.count; i++) {
        bool number = t->columns.items[i].is_number, total = t->columns.items[i].is_total;
        buffer_add_str(out, number && total ? "<td class=\"n s\">"
                            : number        ? "<td class=\"n\">"
                                            : "<td>");
        cell_html(w, row, i);
        buffer_add_str(out, "</td>");
    }
    buffer_add_str(out, "</tr>\n");
}

/* As wide, one beside another, as in every other format. */
static void columns_html(struct buffer *out, const struct paper_table *t)
{
    int whole = 0;
    for (size_t i = 0; i < t->columns.count; i++)
        whole += t->columns.items[i].characters;
    buffer_add_str(out, "<colgroup>");
    for (size_t i = 0; i < t->columns.count && t->heading_rows && whole; i++)
        buffer_printf(out, "<col style=\"width:%d%%\">",
                      100 * t->columns.items[i].characters / whole);
    buffer_add_str(out, "</colgroup>");
}

static void table_html(const struct page *w, const struct paper_table *t)
{
    struct buffer *out = w->out;
    bool wide = t->columns.count > WIDE_COLUMNS, keep = t->rows.count <= ROWS_KEPT;
    buffer_printf(out, "<div class=\"wide%s\"%s><table class=\"%s%s\">", wide ? " land" : "",
                  w->links ? " tabindex=\"0\" role=\"group\"" : "", t->heading_rows ? "" : "card ",
                  keep ? "keep" : "");
    columns_html(out, t);
    if (t->heading_rows)
        headings_html(out, t);
    buffer_add_str(out, "<tbody>\n");
    for (size_t i = 0; i < t->rows.count; i++)
        row_html(w, t, &t->rows.items[i]);
    buffer_add_str(out, "</tbody></table></div>\n");
}

/* ---- charts ---- */

static void shape_text(const struct page *w, const struct shape *s)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    struct buffer *out = w->out;
    buffer_printf(out, "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\"", s->x, s->y,
                  anchors[s->align + 1]);
    if (s->turned)
        buffer_printf(out, " transform=\"rotate(-40 %d %d)\"", s->x, s->y);
    buffer_add_char(out, '>');
    figure_html(w, s->figure, s->text);
    buffer_add_str(out, "</text>");
}

static void shape_html(const struct page *w, const struct shape *s)
{
    struct buffer *out = w->out;
    switch (s->kind) {
    case SHAPE_BAR:
        buffer_printf(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"#2f6f8f\"/>",
                      s->x, s->y, s->width, s->height);
        break;
    case SHAPE_RULE:
    case SHAPE_LINE:
        buffer_printf(out, "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" %s/>", s->x, s->y,
                      s->x + s->width, s->y + s->height,
                      s->kind == SHAPE_RULE ? "stroke=\"#ddd\""
                                            : "stroke=\"#2f6f8f\" stroke-width=\"2\"");
        break;
    case SHAPE_DOT:
        buffer_printf(out, "<circle cx=\"%d\" cy=\"%d\" r=\"%d\" fill=\"#2f6f8f\"/>", s->x, s->y,
                      s->width);
        break;
    case SHAPE_TEXT:
        shape_text(w, s);
        break;
    }
}

/* A picture is one thing to a screen reader, unless its numbers open. */
static void chart_html(const struct page *w, const struct paper_block *b)
{
    SCOPED_ARENA a = {0};
    shape_list shapes = {0};
    struct buffer *out = w->out;
    chart_shapes(&shapes, &a, b->chart);
    element(out, "<figure><figcaption>", b->text, "</figcaption>");
    buffer_printf(out, "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"%s\" aria-label=\"",
                  CHART_WIDTH, CHART_HEIGHT, CHART_WIDTH, w->links ? "group" : "img");
    element(out, "", b->text, "\">");
    for (size_t i = 0; i < shapes.count; i++)
        shape_html(w, &shapes.items[i]);
    buffer_add_str(out, "</svg></figure>\n");
}

/* ---- the page ---- */

static void text_html(const struct page *w, const struct paper_block *b, const char *open,
                      const char *close)
{
    buffer_add_str(w->out, open);
    spans_html(w, b);
    buffer_add_str(w->out, close);
}

/* Within a page of its own title all stand one level lower, and none is left out on the way. */
static void heading_html(const struct page *w, const struct paper_block *b, int level)
{
    bool has_headings = false;
    for (size_t i = 0; i < w->paper->blocks.count; i++)
        has_headings = has_headings || w->paper->blocks.items[i].kind == PAPER_HEADING;
    if (w->links)
        level += has_headings || level == 2 ? 1 : 0;
    buffer_printf(w->out, "<h%d>", level);
    spans_html(w, b);
    buffer_printf(w->out, "</h%d>\n", level);
}

static void block_html(const struct page *w, const struct paper_block *b)
{
    switch (b->kind) {
    case PAPER_HEADING:
        heading_html(w, b, 2);
        break;
    case PAPER_SUBHEADING:
        heading_html(w, b, 3);
        break;
    case PAPER_PARAGRAPH:
        text_html(w, b, "<p class=\"t\">", "</p>\n");
        break;
    case PAPER_NOTE:
        text_html(w, b, "<p class=\"note\">", "</p>\n");
        break;
    case PAPER_TABLE:
        table_html(w, b->table);
        break;
    case PAPER_CHART:
        chart_html(w, b);
        break;
    }
}

void paper_html_inside(struct buffer *out, const struct paper *p, const struct paper_links *links)
{
    SCOPED_ARENA a = {0};
    struct page w = {out, p, links};
    if (p->banner.n)
        element(out, "<div class=\"banner\">", p->banner, "</div>\n");
    element(out, links ? "<h2 class=\"document\">" : "<h1>", p->title,
            links ? "</h2>\n" : "</h1>\n");
    element(out, "<p class=\"scope\">", p->scope, "</p>\n");
    for (size_t i = 0; i < p->blocks.count; i++)
        block_html(&w, &p->blocks.items[i]);
    element(out, "<p class=\"foot\">", paper_foot(&a, p), "</p>\n");
}

void paper_html(struct buffer *out, const struct paper *p)
{
    buffer_printf(out,
                  "<!doctype html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
                  "<meta name=\"viewport\" content=\"width=device-width\"><title>",
                  language_now() == LANGUAGE_EN ? "en" : "zh-CN");
    element(out, "", p->title, "</title><style>");
    buffer_add_str(out, style);
    buffer_add_str(out, paper_is_wide(p) ? style_lying : "");
    buffer_add_str(out, "</style></head><body>\n");
    paper_html_inside(out, p, NULL);
    buffer_add_str(out, "</body></html>\n");
}
