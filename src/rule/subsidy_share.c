/*
 * A quota shared out over the counties of the subsidy's region: each factor's share of a county,
 * weighed, times the places; whole places first, what is left by largest remainder.
 */
#include "rule/subsidy_inside.h"

#include <stdlib.h>

struct county_share {
    struct text code, name;
    exact weight[SUBSIDY_SHARES_MAX]; /* the county's value of each factor */
    exact rest; /* of the place it did not get whole, in parts of `whole` */
    int64_t places;
};
struct sharing {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct subsidy_query *query;
    LIST(struct county_share) counties;
    exact sums[SUBSIDY_SHARES_MAX];
    struct fault *fault;
};

static struct county_share *county_get(struct sharing *s, struct text code, struct text name)
{
    for (size_t i = 0; i < s->counties.count; i++)
        if (text_equal(s->counties.items[i].code, code))
            return &s->counties.items[i];
    struct county_share fresh = {.code = code, .name = name};
    LIST_ADD(s->arena, &s->counties, fresh);
    return &s->counties.items[s->counties.count - 1];
}

static bool factor_count(struct sharing *s, size_t n)
{
    const struct subsidy *subsidy = s->query->subsidy;
    struct figure_query q = {.indicator = subsidy->shares[n].factor, .scope = scope_all(),
                             .known = s->query->known};
    struct figures figures;
    q.scope.to = subsidy_period(s->query, s->ledger).to;
    for (size_t i = 0; i < subsidy->regions.count; i++)
        LIST_ADD(s->arena, &q.scope.regions, subsidy->regions.items[i]);
    LIST_ADD(s->arena, &q.by, TEXT("county"));
    TRY(count_figure(&figures, s->arena, s->ledger, s->viewer, &q, s->fault));
    for (size_t i = 0; i < figures.count; i++) {
        const struct figure *figure = &figures.items[i];
        struct decimal d = decimal_trim(figure->value);
        if (!figure->is_known || d.mantissa <= 0)
            continue;
        if (d.places)
            return fault_set(s->fault, FAULT_INPUT, "a quota is shared out by whole numbers");
        county_get(s, figure->keys.items[0], figure->labels.items[0])->weight[n] = d.mantissa;
        s->sums[n] += d.mantissa;
    }
    return s->sums[n] > 0 ||
           fault_set(s->fault, FAULT_INPUT, "nothing is counted of %.*s to share by",
                     TEXT_ARG(subsidy->shares[n].factor->name));
}

/* The county's places times `whole`: every fraction over one denominator. */
static bool numerator(exact *out, const struct sharing *s, const struct county_share *c, exact whole)
{
    const struct subsidy *subsidy = s->query->subsidy;
    *out = 0;
    for (size_t n = 0; n < subsidy->share_count; n++) {
        const struct subsidy_share *share = &subsidy->shares[n];
        exact part;
        if (__builtin_mul_overflow(whole / share->over / s->sums[n], c->weight[n] * share->part, &part) ||
            __builtin_mul_overflow(part, (exact)subsidy->places, &part) ||
            __builtin_add_overflow(*out, part, out))
            return fault_set(s->fault, FAULT_LIMIT, "an amount is too large");
    }
    return true;
}

static bool denominator(exact *whole, const struct sharing *s)
{
    *whole = 1;
    for (size_t n = 0; n < s->query->subsidy->share_count; n++)
        if (__builtin_mul_overflow(*whole, s->sums[n], whole))
            return fault_set(s->fault, FAULT_LIMIT, "an amount is too large");
    int64_t over = 1;
    for (size_t n = 0; n < s->query->subsidy->share_count; n++)
        if (s->query->subsidy->shares[n].over > over)
            over = s->query->subsidy->shares[n].over;
    return !__builtin_mul_overflow(*whole, (exact)over, whole) ||
           fault_set(s->fault, FAULT_LIMIT, "an amount is too large");
}

static int rest_order(const void *x, const void *y)
{
    const struct county_share *a = x, *b = y;
    if (a->rest != b->rest)
        return a->rest > b->rest ? -1 : 1;
    return text_compare(a->code, b->code);
}

static int code_order(const void *x, const void *y)
{
    return text_compare(((const struct county_share *)x)->code, ((const struct county_share *)y)->code);
}

static bool places_give(struct sharing *s)
{
    exact whole;
    int64_t left = s->query->subsidy->places;
    TRY(denominator(&whole, s));
    for (size_t i = 0; i < s->counties.count; i++) {
        struct county_share *c = &s->counties.items[i];
        exact places;
        TRY(numerator(&places, s, c, whole));
        c->places = (int64_t)(places / whole);
        c->rest = places % whole;
        left -= c->places;
    }
    qsort(s->counties.items, s->counties.count, sizeof(*s->counties.items), rest_order);
    for (size_t i = 0; i < s->counties.count && left > 0; i++, left--)
        s->counties.items[i].places++;
    qsort(s->counties.items, s->counties.count, sizeof(*s->counties.items), code_order);
    return true;
}

bool subsidy_share_out(struct subsidy_places **out, size_t *count, struct arena *a, struct ledger *l,
                       const struct viewer *v, const struct subsidy_query *q, struct fault *f)
{
    struct sharing s = {.arena = a, .ledger = l, .viewer = v, .query = q, .fault = f};
    if (!q->subsidy->places)
        return fault_set(f, FAULT_INPUT, "%.*s has no quota to share out", TEXT_ARG(q->subsidy->name));
    for (size_t n = 0; n < q->subsidy->share_count; n++)
        TRY(factor_count(&s, n));
    TRY(places_give(&s));
    *count = s.counties.count;
    *out = ARENA_ARRAY(a, struct subsidy_places, s.counties.count);
    for (size_t i = 0; i < s.counties.count; i++)
        (*out)[i] = (struct subsidy_places){s.counties.items[i].code, s.counties.items[i].name,
                                            s.counties.items[i].places};
    return true;
}
