#include "prove/interval.h"

/* mantissa * 10^power * times as a decimal; power may be negative. */
static bool scaled(struct decimal *out, int64_t mantissa, int power, int64_t times)
{
    int64_t m = mantissa;
    if (power > 18 || power < -18)
        return false;
    if (__builtin_mul_overflow(m, power > 0 ? ten_to(power) : 1, &m) ||
        __builtin_mul_overflow(m, times, &m))
        return false;
    *out = decimal_trim((struct decimal){m, power < 0 ? -power : 0});
    return true;
}

/* The power of ten of the last printed place that is not a nought: 320 -> 1. */
static int last_place(const struct numeral *n)
{
    int place = 0;
    if (n->places == 0)
        for (int64_t m = n->mantissa; m && m % 10 == 0; m /= 10)
            place++;
    return place;
}

static bool at_least_set(struct quote *q, const struct numeral *n, int power, int64_t times)
{
    int place = last_place(n);
    q->lo = q->value;
    int64_t next;
    return !__builtin_add_overflow(n->mantissa, ten_to(place), &next) &&
           scaled(&q->hi, next, power, times);
}

static bool percent_set(struct quote *q, const struct numeral *n, int power, int64_t times, int lo,
                        int hi)
{
    int64_t low, high;
    return !__builtin_mul_overflow(n->mantissa, (int64_t)lo, &low) &&
           !__builtin_mul_overflow(n->mantissa, (int64_t)hi, &high) &&
           scaled(&q->lo, low, power - 2, times) && scaled(&q->hi, high, power - 2, times);
}

static bool rounded_set(struct quote *q, const struct numeral *n, int power, int64_t times)
{
    bool whole = n->places == 0 && n->scale == 0;
    if (whole && q->kind != QUOTE_PERCENT) { /* a share is never whole by itself */
        q->lo = q->hi = q->value;
        return true;
    }
    int64_t ten;
    if (n->is_fraction)
        return scaled(&q->lo, n->mantissa - 50, power, times) &&
               scaled(&q->hi, n->mantissa + 50, power, times);
    return !__builtin_mul_overflow(n->mantissa, 10, &ten) &&
           scaled(&q->lo, ten - 5, power - 1, times) && scaled(&q->hi, ten + 5, power - 1, times);
}

bool interval_set(struct quote *q, const struct numeral *n, int64_t times)
{
    int power = n->scale - n->places;
    q->has_value = scaled(&q->value, n->mantissa, power, times);
    if (!q->has_value)
        return false;
    q->lo = q->hi = q->value;
    switch (q->qualifier) {
    case QUALIFIER_VAGUE:
        return scaled(&q->hi, n->most, n->most_power, times);
    case QUALIFIER_AT_LEAST:
        return at_least_set(q, n, power, times);
    case QUALIFIER_OR_MORE:
    case QUALIFIER_OVER:
        q->hi_open = true;
        return true;
    case QUALIFIER_ABOUT:
        return percent_set(q, n, power, times, 90, 110);
    case QUALIFIER_NEARLY:
        return percent_set(q, n, power, times, 90, 100);
    case QUALIFIER_BELOW:
        q->lo = (struct decimal){0, 0};
        return true;
    case QUALIFIER_EXACT:
        return rounded_set(q, n, power, times);
    }
    return false;
}

bool interval_holds(const struct quote *q, struct decimal v)
{
    if (decimal_compare(v, q->lo) < 0)
        return false;
    if (q->hi_open || decimal_compare(v, q->hi) < 0)
        return true;
    /* Exact whole numbers, and 数十 with its nines, hold their upper end. */
    return decimal_compare(v, q->hi) == 0 &&
           (q->qualifier == QUALIFIER_VAGUE || decimal_compare(q->lo, q->hi) == 0);
}
