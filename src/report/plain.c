/*
 * Documents as plain text and as CSV.
 */
#include "report/paper.h"

#include <string.h>

#define LABEL_DIGITS 12 /* a text of so many digits Excel would take for a number */

/* ---- text ---- */

static struct text cell_shown(const struct paper_row *row, size_t i)
{
    return i < row->cells.count ? row->cells.items[i].text : TEXT("");
}

static int *widths_of(struct arena *a, const struct paper_table *t)
{
    int *widths = ARENA_ARRAY(a, int, t->columns.count + 1);
    for (size_t i = 0; i < t->headings.count; i++) {
        const struct paper_heading *h = &t->headings.items[i];
        int w = text_width(h->text);
        if (h->across == 1 && w > widths[h->column])
            widths[h->column] = w;
    }
    for (size_t r = 0; r < t->rows.count; r++)
        for (size_t i = 0; i < t->columns.count && !t->rows.items[r].is_head; i++) {
            int w = text_width(cell_shown(&t->rows.items[r], i));
            if (w > widths[i])
                widths[i] = w;
        }
    return widths;
}

static void padded(struct buffer *out, struct text t, int width, bool to_right)
{
    int gap = width - text_width(t);
    for (int i = 0; to_right && i < gap; i++)
        buffer_add_char(out, ' ');
    buffer_add(out, t);
    for (int i = 0; !to_right && i < gap; i++)
        buffer_add_char(out, ' ');
}

static void spaces_drop(struct buffer *out)
{
    while (out->n && out->p[out->n - 1] == ' ')
        out->p[--out->n] = '\0';
}

static void headings_text(struct buffer *out, const struct paper_table *t, const int *widths)
{
    for (int row = 0; row < t->heading_rows; row++) {
        int column = 0;
        for (size_t i = 0; i < t->headings.count; i++) {
            const struct paper_heading *h = &t->headings.items[i];
            if (h->row != row)
                continue;
            for (; column < h->column; column++)
                padded(out, TEXT(""), widths[column] + 2, false);
            int width = -2;
            for (; column < h->column + h->across; column++)
                width += widths[column] + 2;
            padded(out, h->text, width, h->across == 1 && t->columns.items[h->column].is_number);
            buffer_add_str(out, "  ");
        }
        spaces_drop(out);
        buffer_add_char(out, '\n');
    }
}

static void table_text(struct buffer *out, const struct paper_table *t)
{
    SCOPED_ARENA a = {0};
    const int *widths = widths_of(&a, t);
    headings_text(out, t, widths);
    for (size_t r = 0; r < t->rows.count; r++) {
        const struct paper_row *row = &t->rows.items[r];
        for (size_t i = 0; i < t->columns.count && (i == 0 || !row->is_head); i++) {
            padded(out, cell_shown(row, i), widths[i], t->columns.items[i].is_number);
            buffer_add_str(out, "  ");
        }
        spaces_drop(out);
        buffer_add_char(out, '\n');
    }
    buffer_add_char(out, '\n');
}

static void chart_text(struct buffer *out, const struct paper_block *b)
{
    buffer_add(out, b->text);
    buffer_printf(out, " (%.*s)\n", TEXT_ARG(b->chart->unit));
    for (size_t i = 0; i < b->chart->marks.count; i++) {
        const struct paper_mark *m = &b->chart->marks.items[i];
        padded(out, m->label, 16, false);
        padded(out, m->shown, 14, true);
        buffer_add_char(out, '\n');
    }
    buffer_add_char(out, '\n');
}

void paper_text(struct buffer *out, const struct paper *p)
{
    SCOPED_ARENA a = {0};
    buffer_printf(out, "%.*s\n", TEXT_ARG(p->title));
    if (p->banner.n)
        buffer_printf(out, "%.*s\n", TEXT_ARG(p->banner));
    buffer_add_char(out, '\n');
    for (size_t i = 0; i < p->blocks.count; i++) {
        const struct paper_block *b = &p->blocks.items[i];
        if (b->kind == PAPER_TABLE)
            table_text(out, b->table);
        else if (b->kind == PAPER_CHART)
            chart_text(out, b);
        else
            buffer_printf(out, "%.*s\n%s", TEXT_ARG(b->text),
                          b->kind == PAPER_PARAGRAPH ? "\n" : "");
    }
    buffer_printf(out, "\n%.*s\n%.*s\n", TEXT_ARG(p->scope), TEXT_ARG(paper_foot(&a, p)));
}

/* ---- CSV ---- */

static bool is_digits(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] < '0' || t.p[i] > '9')
            return false;
    return t.n >= LABEL_DIGITS;
}

static void csv_cell(struct buffer *out, struct text t)
{
    bool is_formula = t.n && strchr("=+-@\t", t.p[0]) != NULL;
    if (is_digits(t)) {
        buffer_printf(out, "=\"%.*s\"", TEXT_ARG(t));
        return;
    }
    buffer_add_char(out, '"');
    if (is_formula)
        buffer_add_char(out, '\'');
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] == '"')
            buffer_add_char(out, '"');
        buffer_add_char(out, t.p[i]);
    }
    buffer_add_char(out, '"');
}

static void csv_line(struct buffer *out, struct text t)
{
    csv_cell(out, t);
    buffer_add_str(out, "\r\n");
}

static void csv_headings(struct buffer *out, const struct paper_table *t)
{
    for (int row = 0; row < t->heading_rows; row++) {
        for (int column = 0; column < (int)t->columns.count; column++) {
            buffer_add_str(out, column ? "," : "");
            for (size_t i = 0; i < t->headings.count; i++)
                if (t->headings.items[i].row == row && t->headings.items[i].column == column)
                    csv_cell(out, t->headings.items[i].text);
        }
        buffer_add_str(out, "\r\n");
    }
}

static void csv_table(struct buffer *out, const struct paper_table *t)
{
    SCOPED_ARENA a = {0};
    csv_headings(out, t);
    for (size_t r = 0; r < t->rows.count; r++) {
        for (size_t i = 0; i < t->rows.items[r].cells.count; i++) {
            const struct paper_cell *cell = &t->rows.items[r].cells.items[i];
            buffer_add_str(out, i ? "," : "");
            if (cell->is_number)
                buffer_add(out, decimal_print(&a, cell->number));
            else if (cell->text.n)
                csv_cell(out, cell->text);
        }
        buffer_add_str(out, "\r\n");
    }
}

static void csv_chart(struct buffer *out, const struct paper_block *b)
{
    SCOPED_ARENA a = {0};
    csv_line(out, b->text);
    for (size_t i = 0; i < b->chart->marks.count; i++) {
        const struct paper_mark *m = &b->chart->marks.items[i];
        csv_cell(out, m->label);
        buffer_add_char(out, ',');
        if (m->is_known)
            buffer_add(out, decimal_print(&a, m->value));
        buffer_add_str(out, "\r\n");
    }
}

void paper_csv(struct buffer *out, const struct paper *p)
{
    SCOPED_ARENA a = {0};
    buffer_add_str(out, "\xEF\xBB\xBF"); /* without it Excel reads another encoding */
    csv_line(out, p->title);
    if (p->banner.n)
        csv_line(out, p->banner);
    csv_line(out, p->scope);
    for (size_t i = 0; i < p->blocks.count; i++) {
        const struct paper_block *b = &p->blocks.items[i];
        if (b->kind == PAPER_TABLE)
            csv_table(out, b->table);
        else if (b->kind == PAPER_CHART)
            csv_chart(out, b);
        else
            csv_line(out, b->text);
    }
    csv_line(out, paper_foot(&a, p));
}
