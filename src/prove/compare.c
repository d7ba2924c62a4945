#include "prove/compare.h"

#include "base/language.h"
#include "prove/interval.h"
#include "prove/numeral.h"

/* Both brought to the base unit: the ledger's in the indicator's unit, the print in its own. */
struct sides {
    struct quote print; /* value, lo, hi in base units (times `over` of the ledger's) */
    struct decimal lo, hi, value;
};

static bool times_set(struct decimal *d, int64_t times)
{
    struct fault f = {0};
    return times == 1 || decimal_multiply(d, *d, (struct decimal){times, 0}, &f);
}

static bool sides_set(struct sides *s, const struct quote *q)
{
    const struct unit *mine = q->unit_found, *theirs = q->indicator->unit;
    int64_t print_times = mine ? mine->times : 1, print_over = mine ? mine->over : 1;
    int64_t ledger_times = !theirs ? 1 : theirs->times;
    int64_t ledger_over = !theirs ? 1 : theirs->over;
    if (!mine || mine->base == mine || (theirs && mine == theirs))
        print_times = print_over = 1;
    if (mine && theirs && mine == theirs)
        ledger_times = ledger_over = 1;
    *s = (struct sides){*q, q->figure->lo, q->figure->hi, q->figure->value};
    struct decimal *print[] = {&s->print.lo, &s->print.hi, &s->print.value};
    struct decimal *ledger[] = {&s->lo, &s->hi, &s->value};
    for (int i = 0; i < 3; i++)
        if (!times_set(print[i], print_times) || !times_set(print[i], ledger_over) ||
            !times_set(ledger[i], ledger_times) || !times_set(ledger[i], print_over))
            return false;
    return true;
}

/* A whole number that is printed for one with a fraction is rounded to a whole. */
static void widen_whole(struct quote *print, struct decimal value)
{
    struct fault f = {0};
    if (decimal_trim(value).places == 0 || decimal_compare(print->lo, print->hi) != 0)
        return;
    struct decimal half = {5, 1}, less = {-5, 1};
    if (!decimal_add(&print->hi, print->value, half, &f) ||
        !decimal_add(&print->lo, print->value, less, &f))
        print->lo = print->hi = print->value;
}

/* v lies in [value, value + one unit of the last printed place). */
static bool is_truncated(const struct quote *print, struct decimal v)
{
    struct fault f = {0};
    struct decimal width, least, end;
    if (print->qualifier != QUALIFIER_EXACT || decimal_compare(print->lo, print->hi) == 0)
        return false;
    least = (struct decimal){-print->lo.mantissa, print->lo.places};
    return decimal_add(&width, print->hi, least, &f) &&
           decimal_add(&end, print->value, width, &f) && decimal_compare(v, print->value) >= 0 &&
           decimal_compare(v, end) < 0;
}

/* A statistic known between two ends agrees where the print's interval meets it. */
static bool meets(const struct sides *s)
{
    if (interval_holds(&s->print, s->value))
        return true;
    bool spread = decimal_compare(s->lo, s->hi) != 0;
    return spread && decimal_compare(s->hi, s->print.lo) >= 0 &&
           (s->print.hi_open || decimal_compare(s->lo, s->print.hi) < 0);
}

static enum verdict verdict_of(const struct quote *q, struct sides *s)
{
    bool exact = q->qualifier != QUALIFIER_ABOUT && q->qualifier != QUALIFIER_NEARLY &&
                 q->qualifier != QUALIFIER_VAGUE;
    bool own = q->figure->basis != BASIS_ENTERED && !q->figure->is_plan;
    widen_whole(&s->print, s->value);
    if (meets(s))
        return exact && own ? VERDICT_PROVED : VERDICT_WITHIN;
    if (own && is_truncated(&s->print, s->value))
        return VERDICT_TRUNCATED;
    return VERDICT_DIFFERS;
}

void verdict_set(struct quote *q, struct arena *a)
{
    const struct figure *g = q->figure;
    struct sides s;
    if (!q->figure || !g->is_known || (g->evidence.records == 0 && g->value.mantissa == 0)) {
        q->verdict = VERDICT_UNPROVED;
        q->note = text_from(tr("the ledger has no records for this scope"));
        return;
    }
    if (g->is_withheld) {
        q->verdict = VERDICT_UNPROVED;
        q->note = text_from(tr("fewer than five persons: withheld"));
        return;
    }
    if (!sides_set(&s, q)) {
        q->verdict = VERDICT_UNPROVED;
        q->note = text_from(tr("too large to compare"));
        return;
    }
    q->verdict = verdict_of(q, &s);
    struct text value = decimal_print(a, decimal_trim(g->value));
    if (q->verdict == VERDICT_DIFFERS)
        q->note = text_printf(a, tr("the ledger says %.*s"), TEXT_ARG(value));
    else if (q->verdict == VERDICT_TRUNCATED)
        q->note = text_printf(a, tr("cut off, not rounded: the ledger says %.*s"), TEXT_ARG(value));
}
