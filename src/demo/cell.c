#include "demo/sheet.h"

#include "base/decimal.h"

#include <inttypes.h>

struct put_cell cell_text(struct text t)
{
    return (struct put_cell){t.n ? PUT_TEXT : PUT_NOTHING, t, 0};
}
struct put_cell cell_str(const char *s)
{
    return cell_text(text_from(s));
}
struct put_cell cell_day(struct day d)
{
    return (struct put_cell){PUT_DAY, {NULL, 0}, d.since_1970};
}
struct put_cell cell_month(struct month m)
{
    return (struct put_cell){PUT_MONTH, {NULL, 0}, m.index};
}
struct put_cell cell_money(int64_t fen)
{
    return (struct put_cell){PUT_MONEY, {NULL, 0}, fen};
}
struct put_cell cell_count(int64_t n)
{
    return (struct put_cell){PUT_COUNT, {NULL, 0}, n};
}
struct put_cell cell_region(int64_t code)
{
    return (struct put_cell){PUT_REGION, {NULL, 0}, code};
}
struct put_cell cell_bool(bool b)
{
    return (struct put_cell){PUT_BOOL, {NULL, 0}, b};
}

/* ２０１７年３月５日 */
static struct text widen(struct arena *a, struct text t)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] >= '0' && t.p[i] <= '9')
            buffer_add_code_point(&b, (uint32_t)(0xff10 + t.p[i] - '0'));
        else
            buffer_add_char(&b, t.p[i]);
    return text_copy(a, buffer_text(&b));
}

static struct text day_write(struct arena *a, enum day_style style, int y, int m, int d)
{
    switch (style) {
    case DAY_HANZI:
        return text_printf(a, "%d年%d月%d日", y, m, d);
    case DAY_DOTS:
        return text_printf(a, "%d.%d.%d", y, m, d);
    case DAY_DIGITS:
        return text_printf(a, "%04d%02d%02d", y, m, d);
    case DAY_SLASHES:
        return text_printf(a, "%d/%d/%d", y, m, d);
    case DAY_WIDE:
        return widen(a, text_printf(a, "%d年%d月%d日", y, m, d));
    case DAY_SERIAL:
    case DAY_DASHES:
        break;
    }
    return text_printf(a, "%04d-%02d-%02d", y, m, d);
}

static struct text month_write(struct arena *a, enum day_style style, int y, int m)
{
    switch (style) {
    case DAY_SERIAL:
    case DAY_HANZI:
        return text_printf(a, "%d年%d月", y, m);
    case DAY_DOTS:
        return text_printf(a, "%d.%02d", y, m);
    case DAY_DIGITS:
        return text_printf(a, "%04d%02d", y, m);
    case DAY_SLASHES:
        return text_printf(a, "%d/%d", y, m);
    case DAY_WIDE:
        return widen(a, text_printf(a, "%d年%d月", y, m));
    case DAY_DASHES:
        break;
    }
    return text_printf(a, "%04d-%02d", y, m);
}

struct text cell_write(struct arena *a, const struct land *l, const struct habit *h,
                       struct put_cell c)
{
    int y, m, d;
    switch (c.put) {
    case PUT_NOTHING:
        return TEXT("");
    case PUT_TEXT:
        return c.text;
    case PUT_DAY:
        day_split((struct day){(int32_t)c.number}, &y, &m, &d);
        return day_write(a, h->days, y, m, d);
    case PUT_MONTH:
        return month_write(a, h->days, (int)(c.number / 12), (int)(c.number % 12) + 1);
    case PUT_MONEY:
        return decimal_print(a, decimal_trim((struct decimal){c.number, h->in_wan ? 6 : 2}));
    case PUT_COUNT:
        return text_printf(a, "%" PRId64, c.number);
    case PUT_REGION:
        return land_print(a, l, c.number, h->land);
    case PUT_BOOL:
        return c.number ? TEXT("是") : TEXT("否");
    }
    return TEXT("");
}
