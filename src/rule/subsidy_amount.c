/*
 * Amounts without floating point, and the one place where they are rounded.
 */
#include "rule/subsidy_inside.h"

#include <inttypes.h>

bool term_amount(exact *out, const struct subsidy_term *t, int64_t base, bool has_cap, int64_t cap,
                 struct fault *f)
{
    exact value;
    bool over = t->kind == TERM_PERCENT
                    ? __builtin_mul_overflow((exact)base * t->part, EXACT_FEN / t->over, &value)
                : t->kind == TERM_PER ? __builtin_mul_overflow((exact)base * t->fen, EXACT_FEN, &value)
                                      : __builtin_mul_overflow((exact)base, EXACT_FEN, &value);
    if (over)
        return fault_set(f, FAULT_LIMIT, "an amount is too large");
    if (has_cap && value > (exact)cap * EXACT_FEN)
        value = (exact)cap * EXACT_FEN;
    *out = value < 0 ? 0 : value;
    return true;
}

static bool rounds_up(exact rest, exact unit, exact whole, enum rounding rounding)
{
    switch (rounding) {
    case ROUND_HALF_UP: return rest * 2 >= unit;
    case ROUND_HALF_EVEN: return rest * 2 > unit || (rest * 2 == unit && whole % 2);
    case ROUND_UP: return rest > 0;
    case ROUND_DOWN: break;
    }
    return false;
}

bool exact_round(int64_t *fen, exact x, enum rounding rounding, int64_t multiple_fen, struct fault *f)
{
    exact unit = (exact)multiple_fen * EXACT_FEN, whole = x / unit;
    whole += rounds_up(x % unit, unit, whole, rounding);
    exact rounded = whole * multiple_fen;
    if (rounded > INT64_MAX)
        return fault_set(f, FAULT_LIMIT, "an amount is too large");
    *fen = (int64_t)rounded;
    return true;
}

struct text fen_print(struct arena *a, int64_t fen)
{
    return decimal_print(a, (struct decimal){fen, 2});
}

struct text exact_print(struct arena *a, exact x)
{
    int64_t fen = (int64_t)(x / EXACT_FEN), rest = (int64_t)(x % EXACT_FEN);
    struct text whole = fen_print(a, fen);
    if (rest == 0)
        return whole;
    struct text digits = text_printf(a, "%08" PRId64, rest);
    while (digits.n && digits.p[digits.n - 1] == '0')
        digits.n--;
    return text_printf(a, "%.*s%.*s", TEXT_ARG(whole), TEXT_ARG(digits));
}

void payments_split(int64_t *parts, const struct subsidy *s, int64_t fen)
{
    int64_t left = fen;
    for (size_t i = 0; i < s->pay_count; i++) {
        const struct subsidy_pay *pay = &s->pays[i];
        parts[i] = i + 1 == s->pay_count ? left : (int64_t)((exact)fen * pay->part / pay->over);
        left -= parts[i];
    }
}
