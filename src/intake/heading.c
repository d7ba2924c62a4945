/* Rows that may be headings, as headings. */
#include "intake/heading.h"
#include "intake/cell.h"

#include <string.h>

void sheet_head_add(struct sheet_head *h, struct arena *a, const struct sheet_row *row)
{
    if (h->row_count == HEAD_ROWS_MAX)
        return;
    struct sheet_row *to = &h->rows[h->row_count++];
    *to = *row;
    if (to->cell_count > HEAD_COLUMNS_MAX)
        to->cell_count = HEAD_COLUMNS_MAX;
    to->cells = ARENA_ARRAY(a, struct cell, to->cell_count + 1);
    for (size_t i = 0; i < to->cell_count; i++) {
        to->cells[i] = row->cells[i];
        to->cells[i].text = text_copy(a, row->cells[i].text);
    }
}

static struct text cell_text(const struct sheet_row *row, size_t i)
{
    return i < row->cell_count ? text_trim(row->cells[i].text) : (struct text){"", 0};
}

bool is_reason_heading(struct text t)
{
    return text_is(t, "原因") || text_is(t, "reason") || text_is(t, "退回原因");
}

bool is_idle_heading(struct text t)
{
    static const char *const idle[] = {"序号", "备注", "no.",  "no",     "行号",
                                       "说明", "签字", "签名", "remarks"};
    for (size_t i = 0; i < sizeof(idle) / sizeof(*idle); i++)
        if (text_is(t, idle[i]))
            return true;
    return is_reason_heading(t);
}

static struct text one_line(struct arena *a, struct text t)
{
    bool clean;
    return clean_text(a, t, &clean);
}

/* The upper heading of a column: of its own cell, or of the last one to the left in a CSV. */
static struct text top_text(const struct sheet_row *top, const struct sheet_row *low, size_t i)
{
    struct text t = cell_text(top, i);
    for (size_t k = i; t.n == 0 && k-- > 0 && cell_text(low, i).n;)
        t = cell_text(top, k);
    return t;
}

static void heading_joined(struct heading *h, struct arena *a, const struct sheet_row *top,
                           const struct sheet_row *low, size_t i)
{
    struct text above = top_text(top, low, i), below = cell_text(low, i), unit_above, unit_below;
    h->top = title_normal(a, above, &unit_above);
    h->low = title_normal(a, below, &unit_below);
    h->unit = unit_below.n ? unit_below : unit_above;
    bool single = h->low.n == 0 || text_equal(h->top, h->low) ||
                  (i < low->cell_count && low->cells[i].merge_down);
    if (h->top.n == 0 || single) {
        h->shown = one_line(a, h->top.n == 0 ? below : above);
        h->low = h->top.n == 0 ? h->low : h->top;
        h->top = (struct text){"", 0};
        h->whole = h->low;
        return;
    }
    h->shown =
        text_printf(a, "%.*s/%.*s", TEXT_ARG(one_line(a, above)), TEXT_ARG(one_line(a, below)));
    h->whole = text_printf(a, "%.*s%.*s", TEXT_ARG(h->top), TEXT_ARG(h->low));
}

/* A heading that was flattened before: "拨出单位/名称" in the workbook of refused rows. */
static void heading_split(struct heading *h, struct arena *a, struct text t)
{
    ptrdiff_t at = text_find(t, TEXT("/"));
    struct text unit;
    h->whole = h->low = title_normal(a, t, &h->unit);
    h->top = (struct text){"", 0};
    if (at <= 0)
        return;
    h->top = title_normal(a, text_slice(t, 0, (size_t)at), &unit);
    h->low = title_normal(a, text_slice(t, (size_t)at + 1, t.n), &unit);
    h->whole = text_printf(a, "%.*s%.*s", TEXT_ARG(h->top), TEXT_ARG(h->low));
}

size_t headings_read(struct heading *out, struct arena *a, const struct sheet_head *head,
                     size_t from, size_t last)
{
    const struct sheet_row *top = &head->rows[from], *low = &head->rows[last];
    size_t count = 0,
           columns = top->cell_count > low->cell_count ? top->cell_count : low->cell_count;
    for (size_t i = 0; i < columns && i < HEAD_COLUMNS_MAX; i++) {
        struct heading *h = &out[count];
        *h = (struct heading){.column = (int64_t)i + 1};
        if (last > from) {
            heading_joined(h, a, top, low, i);
        } else {
            h->shown = one_line(a, cell_text(low, i));
            heading_split(h, a, h->shown);
        }
        count += h->whole.n > 0;
    }
    return count;
}

enum region_part region_part_of(struct text t)
{
    static const struct {
        const char *ending;
        enum region_part part;
    } endings[] = {{"行政村", PART_VILLAGE},  {"村委会", PART_VILLAGE},  {"社区", PART_VILLAGE},
                   {"村", PART_VILLAGE},      {"街道", PART_TOWN},       {"乡镇", PART_TOWN},
                   {"镇乡", PART_TOWN},       {"镇街", PART_TOWN},       {"乡", PART_TOWN},
                   {"镇", PART_TOWN},         {"县区", PART_COUNTY},     {"区县", PART_COUNTY},
                   {"县市区", PART_COUNTY},   {"县市", PART_COUNTY},     {"县", PART_COUNTY},
                   {"区", PART_COUNTY},       {"地市", PART_PREFECTURE}, {"市州", PART_PREFECTURE},
                   {"州市", PART_PREFECTURE}, {"市", PART_PREFECTURE},   {"省份", PART_PROVINCE},
                   {"省", PART_PROVINCE}};
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
        if (text_ends(t, text_from(endings[i].ending)))
            return endings[i].part;
    return PART_WHOLE;
}
