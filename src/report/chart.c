#include "report/chart.h"

#define LEFT 70
#define RIGHT 10
#define TOP 26
#define BOTTOM 64
#define TICKS 4
#define CHARACTER 6 /* half a Chinese character, in the chart's units */

static void shape_add(shape_list *out, struct arena *a, struct shape s)
{
    LIST_ADD(a, out, s);
}

/* Whole numbers of one size are enough to draw with. */
static int64_t scaled(const struct paper_mark *m, int places)
{
    struct decimal d;
    struct fault ignored = {0};
    if (!m->is_known || !decimal_rescale(&d, m->value, places, &ignored))
        return 0;
    return d.mantissa > 0 ? d.mantissa : 0;
}

static int places_of(const struct paper_chart *c)
{
    int places = 0;
    for (size_t i = 0; i < c->marks.count; i++)
        if (c->marks.items[i].is_known && c->marks.items[i].value.places > places)
            places = c->marks.items[i].value.places;
    return places;
}

/* The first of 1, 2, 5, 10, 20 ... that four steps of reach the top. */
static int64_t step_over(int64_t most)
{
    static const int64_t firsts[] = {1, 2, 5};
    for (int64_t ten = 1; ten < INT64_MAX / 100; ten *= 10)
        for (int i = 0; i < 3; i++)
            if (firsts[i] * ten * TICKS >= most)
                return firsts[i] * ten;
    return INT64_MAX / (2 * TICKS);
}

static void ticks_add(shape_list *out, struct arena *a, int64_t step, int places)
{
    int height = CHART_HEIGHT - TOP - BOTTOM;
    for (int i = 0; i <= TICKS; i++) {
        int y = TOP + height - height * i / TICKS;
        struct text number = decimal_print(a, decimal_trim((struct decimal){step * i, places}));
        shape_add(out, a,
                  (struct shape){
                      .kind = SHAPE_RULE, .x = LEFT, .y = y, .width = CHART_WIDTH - LEFT - RIGHT});
        shape_add(out, a,
                  (struct shape){.kind = SHAPE_TEXT,
                                 .x = LEFT - 6,
                                 .y = y + 4,
                                 .align = 1,
                                 .text = number_grouped(a, number)});
    }
}

static bool labels_fit(const struct paper_chart *c, int slot)
{
    for (size_t i = 0; i < c->marks.count; i++)
        if (text_width(c->marks.items[i].label) * CHARACTER > slot - 2)
            return false;
    return true;
}

static void label_add(shape_list *out, struct arena *a, const struct paper_mark *m, int x,
                      bool fits)
{
    shape_add(out, a,
              (struct shape){.kind = SHAPE_TEXT,
                             .x = fits ? x : x + 6,
                             .y = CHART_HEIGHT - BOTTOM + 18,
                             .text = m->label,
                             .align = fits ? 0 : 1,
                             .turned = !fits});
}

void chart_shapes(shape_list *out, struct arena *a, const struct paper_chart *c)
{
    int places = places_of(c), height = CHART_HEIGHT - TOP - BOTTOM;
    int64_t most = 1;
    for (size_t i = 0; i < c->marks.count; i++)
        if (scaled(&c->marks.items[i], places) > most)
            most = scaled(&c->marks.items[i], places);
    int64_t step = step_over(most), top = step * TICKS;
    int slot = (CHART_WIDTH - LEFT - RIGHT) / (c->marks.count ? (int)c->marks.count : 1);
    bool fits = labels_fit(c, slot), many = slot < 30;
    ticks_add(out, a, step, places);
    shape_add(out, a,
              (struct shape){.kind = SHAPE_TEXT, .x = LEFT, .y = 12, .align = -1, .text = c->unit});
    int before_x = 0, before_y = 0;
    for (size_t i = 0; i < c->marks.count; i++) {
        const struct paper_mark *m = &c->marks.items[i];
        int x = LEFT + slot * (int)i + slot / 2;
        /* Scaled down before it is multiplied: the picture needs no more than three digits. */
        int64_t part = top > INT64_MAX / 1000 ? scaled(m, places) / (top / 1000)
                                              : scaled(m, places) * 1000 / top;
        int rise = (int)(height * part / 1000), y = TOP + height - rise;
        if (!many || i % ((size_t)(30 / (slot ? slot : 1)) + 1) == 0)
            label_add(out, a, m, x, fits);
        if (!m->is_known)
            continue;
        if (!c->is_line)
            shape_add(out, a,
                      (struct shape){.kind = SHAPE_BAR,
                                     .x = x - slot * 3 / 10,
                                     .y = y,
                                     .width = slot * 3 / 5,
                                     .height = rise});
        if (c->is_line && before_x)
            shape_add(out, a,
                      (struct shape){.kind = SHAPE_LINE,
                                     .x = before_x,
                                     .y = before_y,
                                     .width = x - before_x,
                                     .height = y - before_y});
        if (c->is_line)
            shape_add(out, a, (struct shape){.kind = SHAPE_DOT, .x = x, .y = y, .width = 3});
        if (!many)
            shape_add(
                out, a,
                (struct shape){
                    .kind = SHAPE_TEXT, .x = x, .y = y - 5, .text = m->shown, .figure = m->figure});
        before_x = x;
        before_y = y;
    }
}
