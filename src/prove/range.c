#include "prove/range.h"

typedef __int128 wide;

static const struct fraction lost_fraction = {0, 0};

static uint64_t small_divisor(uint64_t x, uint64_t y)
{
    while (y) {
        uint64_t rest = x % y;
        x = y;
        y = rest;
    }
    return x ? x : 1;
}

static wide divisor(wide x, wide y)
{
    x = x < 0 ? -x : x;
    if (x <= INT64_MAX && y <= INT64_MAX) /* all but what was multiplied */
        return small_divisor((uint64_t)x, (uint64_t)y);
    while (y) {
        wide rest = x % y;
        x = y;
        y = rest;
    }
    return x ? x : 1;
}

static struct fraction reduced(wide part, wide over)
{
    if (over == 0)
        return lost_fraction;
    if (over == 1)
        return (struct fraction){part, over};
    wide by = divisor(part, over < 0 ? -over : over);
    if (over < 0)
        by = -by;
    return by == 1 ? (struct fraction){part, over} : (struct fraction){part / by, over / by};
}

struct fraction fraction_of(struct decimal d)
{
    wide over = 1;
    for (int i = 0; i < d.places; i++)
        over *= 10;
    return reduced(d.mantissa, over);
}

struct fraction fraction_whole(int64_t n)
{
    return (struct fraction){n, 1};
}

struct fraction fraction_add(struct fraction x, struct fraction y)
{
    wide one, other, over, sum;
    if (x.over == 0 || y.over == 0 || __builtin_mul_overflow(x.part, y.over, &one) ||
        __builtin_mul_overflow(y.part, x.over, &other) ||
        __builtin_mul_overflow(x.over, y.over, &over) || __builtin_add_overflow(one, other, &sum))
        return lost_fraction;
    return reduced(sum, over);
}

struct fraction fraction_subtract(struct fraction x, struct fraction y)
{
    return fraction_add(x, (struct fraction){-y.part, y.over});
}

struct fraction fraction_multiply(struct fraction x, struct fraction y)
{
    wide part, over;
    if (x.over == 0 || y.over == 0)
        return lost_fraction;
    struct fraction a = reduced(x.part, y.over), b = reduced(y.part, x.over);
    if (__builtin_mul_overflow(a.part, b.part, &part) ||
        __builtin_mul_overflow(a.over, b.over, &over))
        return lost_fraction;
    return reduced(part, over);
}

struct fraction fraction_divide(struct fraction x, struct fraction y)
{
    if (y.part == 0 || y.over == 0)
        return lost_fraction;
    return fraction_multiply(x, reduced(y.over, y.part));
}

int fraction_compare(struct fraction x, struct fraction y, bool *lost)
{
    wide one, other;
    if (x.over == 0 || y.over == 0 || __builtin_mul_overflow(x.part, y.over, &one) ||
        __builtin_mul_overflow(y.part, x.over, &other)) {
        *lost = true;
        return 0;
    }
    return one < other ? -1 : one > other;
}

struct text fraction_print(struct arena *a, struct fraction x, int places)
{
    wide part = x.part;
    int cut = 0;
    while (cut < places && cut < 18 && !__builtin_mul_overflow(part, 10, &part))
        cut++;
    wide whole = x.over ? part / x.over : 0;
    if (x.over == 0 || cut < places || whole > INT64_MAX || whole < -INT64_MAX)
        return text_from("?");
    return decimal_print(a, decimal_trim((struct decimal){(int64_t)whole, places}));
}

struct range range_at(int64_t n)
{
    return (struct range){.lo = fraction_whole(n), .hi = fraction_whole(n)};
}

struct range range_add(struct range x, struct range y)
{
    return (struct range){fraction_add(x.lo, y.lo), fraction_add(x.hi, y.hi),
                          x.hi_excluded || y.hi_excluded, x.no_end || y.no_end};
}

/* y without an end leaves the lower end open; such a difference is lost. */
struct range range_subtract(struct range x, struct range y)
{
    if (y.no_end)
        return (struct range){.lo = lost_fraction, .hi = lost_fraction};
    return (struct range){fraction_subtract(x.lo, y.hi), fraction_subtract(x.hi, y.lo),
                          x.hi_excluded, x.no_end};
}

struct range range_multiply(struct range x, struct range y)
{
    return (struct range){fraction_multiply(x.lo, y.lo), fraction_multiply(x.hi, y.hi),
                          x.hi_excluded || y.hi_excluded, x.no_end || y.no_end};
}

struct range range_divide(struct range x, struct range y)
{
    struct fraction zero = {0, 1};
    return (struct range){y.no_end ? zero : fraction_divide(x.lo, y.hi),
                          fraction_divide(x.hi, y.lo), x.hi_excluded, x.no_end};
}

struct range range_shift(struct range x, struct fraction by)
{
    return (struct range){fraction_add(x.lo, by), fraction_add(x.hi, by), x.hi_excluded, x.no_end};
}

enum meeting range_reaches(struct range x, struct range y)
{
    bool lost = false;
    int order = x.no_end ? 1 : fraction_compare(x.hi, y.lo, &lost);
    if (lost)
        return LOST;
    return order > 0 || (order == 0 && !x.hi_excluded) ? MEETS : APART;
}

enum meeting range_meets(struct range x, struct range y)
{
    enum meeting up = range_reaches(x, y), down = range_reaches(y, x);
    if (up == LOST || down == LOST)
        return LOST;
    return up == MEETS && down == MEETS ? MEETS : APART;
}

/* Whole things: 1336个 is exact. Money, areas and shares are rounded where they are whole, too. */
static bool is_counted_whole(const struct quote *q)
{
    return q->kind == QUOTE_COUNT || q->kind == QUOTE_PERSON || q->kind == QUOTE_PERSON_TIME ||
           q->kind == QUOTE_HOUSEHOLD;
}

static struct fraction in_base(const struct quote *q, struct decimal d)
{
    const struct unit *u = q->unit_found;
    struct fraction f = fraction_of(d);
    if (!u || !u->base || u->base == u)
        return f;
    return fraction_multiply(f, (struct fraction){u->times, u->over});
}

struct range range_of(const struct quote *q, enum reading reading)
{
    struct range r = {in_base(q, q->lo), in_base(q, q->hi), false, q->hi_open};
    bool exact = decimal_compare(q->lo, q->hi) == 0;
    if (q->qualifier == QUALIFIER_AT_LEAST) {
        r.hi_excluded = !exact;
        return r;
    }
    if (q->qualifier != QUALIFIER_EXACT || (exact && is_counted_whole(q)))
        return r;
    struct fraction value = in_base(q, q->value);
    if (exact) { /* 3500元 for 3499.6 */
        struct fraction half = in_base(q, (struct decimal){5, 1});
        r.lo = fraction_subtract(value, half);
        r.hi = fraction_add(value, half);
    }
    if (reading == READING_TRUNCATED) /* the whole last place above it */
        r.hi = fraction_add(value, fraction_subtract(r.hi, r.lo));
    return r;
}
