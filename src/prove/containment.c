/*
 * Sets of records: one figure's records lie among another's, yet it is larger; parts that come to
 * more than their whole.
 */
#include "base/language.h"
#include "prove/condition.h"
#include "prove/question.h"

#define WINDOW 64 /* linked figures before it that one is held against */
#define PARTS_MOST 6

static bool is_counted(const struct quote *q)
{
    const struct node *v = q->indicator ? q->indicator->value : NULL;
    return q->has_value && v && q->indicator->over_count == 1 && !q->indicator->first_in_year &&
           v->kind == NODE_AGGREGATE &&
           (v->aggregate == AGGREGATE_COUNT || v->aggregate == AGGREGATE_COUNT_DISTINCT ||
            v->aggregate == AGGREGATE_SUM);
}

static bool is_within(int64_t region, const int64_t *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct region_range r = region_span(list[i]);
        if (region >= r.first && region < r.after)
            return true;
    }
    return false;
}

static bool places_within(const struct asking *a, const struct scope *x, const struct scope *y)
{
    const int64_t *whole = y->regions.count ? y->regions.items : &a->catalogue->programme.west;
    size_t count = y->regions.count ? y->regions.count : 1;
    if (x->regions.count == 0 && y->regions.count &&
        !is_within(a->catalogue->programme.west, whole, count))
        return false;
    for (size_t i = 0; i < x->regions.count; i++)
        if (!is_within(x->regions.items[i], whole, count))
            return false;
    for (size_t i = 0; i < x->parties.count && y->parties.count; i++)
        if (!is_within(x->parties.items[i], y->parties.items, y->parties.count))
            return false;
    return y->parties.count == 0 || x->parties.count > 0;
}

static bool is_stock(const struct indicator *x)
{
    return x->while_from != NULL;
}

static bool times_within(const struct quote *x, const struct quote *y)
{
    bool in_order = x->scope.to.since_1970 <= y->scope.to.since_1970;
    if (is_stock(y->indicator))
        return is_stock(x->indicator) ? x->scope.to.since_1970 == y->scope.to.since_1970 : in_order;
    if (is_stock(x->indicator))
        return false; /* who is there on a day may have come before the period */
    return in_order && x->scope.from.since_1970 >= y->scope.from.since_1970;
}

/* Every condition of y holds for x's records: by one of its own, or by its eastern side. */
static bool conditions_within(const struct asking *a, const struct quote *x, const struct quote *y)
{
    struct conditions mine = {.count = 0}, theirs = {.count = 0};
    conditions_read(&mine, x->indicator->where);
    conditions_read(&theirs, y->indicator->where);
    for (size_t i = 0; i < theirs.count; i++) {
        bool met = conditions_have(&mine, theirs.of[i]) || x->scope.parties.count > 0;
        for (size_t k = 0; k < x->scope.parties.count && !conditions_have(&mine, theirs.of[i]); k++)
            met &= condition_met_by_party(theirs.of[i], x->indicator->over[0].type,
                                          x->scope.parties.items[k], a->catalogue);
        if (!met)
            return false;
    }
    return !theirs.is_cut && (y->scope.where.n == 0 || text_equal(x->scope.where, y->scope.where));
}

/* The day a record begins to count: of a spell, its first. */
static const struct node *first_day(const struct indicator *x)
{
    return x->while_from ? x->while_from : x->when;
}

static bool counts_alike(const struct quote *x, const struct quote *y)
{
    return nodes_equal(first_day(x->indicator), first_day(y->indicator)) &&
           x->indicator->over[0].type == y->indicator->over[0].type &&
           x->indicator->unit == y->indicator->unit && x->unit_found == y->unit_found &&
           x->indicator->is_plan == y->indicator->is_plan &&
           nodes_equal(x->indicator->value, y->indicator->value);
}

/* x >= x.lo, and y < y.hi: x is surely the larger. */
static bool is_larger(const struct decimal *lo, const struct quote *y)
{
    int order = decimal_compare(*lo, y->hi);
    bool whole = decimal_compare(y->lo, y->hi) == 0;
    return !y->hi_open && (order > 0 || (order == 0 && !whole));
}

/* What the catalogue says of two indicators of other records: a liaison a village at most. */
static bool is_bounded(const struct asking *a, const struct quote *x, const struct quote *y)
{
    const struct indicator *bound = x->indicator->within;
    if (!bound && x->indicator->of)
        bound = x->indicator->of->within;
    return bound == y->indicator && x->scope.where.n == 0 && y->scope.where.n == 0 &&
           places_within(a, &x->scope, &y->scope) &&
           ((is_stock(x->indicator) && is_stock(y->indicator)) || times_within(x, y));
}

static struct text within_note(const struct asking *a, size_t part, size_t whole)
{
    const struct quote *x = &a->proof->quotes[part], *y = &a->proof->quotes[whole];
    struct text one = reading_words(a, part), other = reading_words(a, whole);
    if (is_bounded(a, x, y))
        return text_printf(a->arena,
                           tr("read %.*s and %.*s: by definition there are never more of the "
                              "former; one of them is wrong, or of another place or time"),
                           TEXT_ARG(one), TEXT_ARG(other));
    bool mixed = is_stock(x->indicator) != is_stock(y->indicator);
    const char *why = mixed
                          ? tr("the former counts all of the period, the latter those on one day: "
                               "say which is meant")
                          : tr("both are counted alike, so one of them is another figure: say "
                               "what it leaves out");
    return text_printf(
        a->arena,
        tr("read %.*s and %.*s: what the former counts lies within the latter, yet it "
           "is larger; %s"),
        TEXT_ARG(one), TEXT_ARG(other), why);
}

static void ask_within(const struct asking *a, size_t part, size_t whole)
{
    struct asked asked = {.tier = TIER_QUESTION,
                          .quote = part > whole ? part : whole,
                          .others = {part > whole ? whole : part},
                          .other_count = 1};
    asked.formula = text_printf(a->arena, "%.*s > %.*s", TEXT_ARG(quote_words(a, part)),
                                TEXT_ARG(quote_words(a, whole)));
    asked.note = within_note(a, part, whole);
    question_add(a, &asked);
}

static bool lies_within(const struct asking *a, const struct quote *x, const struct quote *y)
{
    return counts_alike(x, y) && places_within(a, &x->scope, &y->scope) && times_within(x, y) &&
           conditions_within(a, x, y);
}

static bool may_not_exceed(const struct asking *a, const struct quote *x, const struct quote *y)
{
    return is_bounded(a, x, y) || lies_within(a, x, y);
}

/* The figures that are counts and sums, in order: they are held against one another many times. */
struct counted {
    size_t quote;
    const struct record_type *over;
    bool bounds; /* its indicator, or the whole of it, is within another */
};

struct counts {
    LIST(struct counted) list;
};

static void counted_add(struct counts *out, const struct asking *a, size_t quote)
{
    const struct indicator *x = a->proof->quotes[quote].indicator;
    bool bounds = x->within || (x->of && x->of->within);
    LIST_ADD(a->arena, &out->list, (struct counted){quote, x->over[0].type, bounds});
}

static void counts_read(struct counts *out, const struct asking *a)
{
    *out = (struct counts){0};
    for (size_t i = 0; i < a->proof->count; i++)
        if (is_counted(&a->proof->quotes[i]))
            counted_add(out, a, i);
}

static void pair_ask(const struct asking *a, size_t i, size_t before)
{
    const struct quote *q = a->proof->quotes;
    if ((q[i].is_doubted && q[before].is_doubted) || q[i].told == q[before].told)
        return; /* as a relation, or as a repetition */
    if (is_larger(&q[i].lo, &q[before]) && may_not_exceed(a, &q[i], &q[before]))
        ask_within(a, i, before);
    else if (is_larger(&q[before].lo, &q[i]) && may_not_exceed(a, &q[before], &q[i]))
        ask_within(a, before, i);
}

static void pairs_ask(const struct asking *a, const struct counts *all)
{
    const struct counted *x = all->list.items;
    for (size_t i = 0; i < all->list.count; i++)
        for (size_t k = i > WINDOW ? i - WINDOW : 0; k < i; k++)
            if (x[k].over == x[i].over || x[k].bounds || x[i].bounds)
                pair_ask(a, x[i].quote, x[k].quote);
}

/* ---- parts that come to more than their whole ---- */

struct parts {
    size_t of[PARTS_MOST];
    struct conditions where[PARTS_MOST];
    size_t count;
};

/* All that the whole wants but for a least length, the part wants, too; and it wants more. */
static bool is_part_like(const struct conditions *whole, const struct conditions *part)
{
    for (size_t i = 0; i < whole->count; i++) {
        const struct node *n = whole->of[i];
        bool least = n->kind == NODE_OPERATOR && (n->op == OP_GE || n->op == OP_GT);
        if (!least && !conditions_have(part, n))
            return false;
    }
    return part->count > 0;
}

static void part_offer(const struct asking *a, struct parts *p, size_t whole, size_t i)
{
    const struct quote *q = a->proof->quotes;
    struct conditions mine = {.count = 0}, own = {.count = 0};
    if (i == whole || p->count == PARTS_MOST || q[i].indicator == q[whole].indicator ||
        !counts_alike(&q[i], &q[whole]) || !text_equal(q[i].scope_text, q[whole].scope_text))
        return;
    conditions_read(&mine, q[i].indicator->where);
    conditions_read(&own, q[whole].indicator->where);
    if (!is_part_like(&own, &mine))
        return;
    for (size_t k = 0; k < p->count; k++)
        if (!conditions_exclude(&p->where[k], &mine))
            return;
    p->where[p->count] = mine;
    p->of[p->count++] = i;
}

static bool sum_exceeds(const struct asking *a, const struct parts *p, size_t whole, bool all)
{
    struct decimal sum = {0, 0};
    struct fault f = {0};
    for (size_t i = 0; i < p->count; i++) {
        const struct quote *q = &a->proof->quotes[p->of[i]];
        if (all || q->indicator->of == a->proof->quotes[whole].indicator)
            if (!decimal_add(&sum, sum, q->lo, &f))
                return false;
    }
    return is_larger(&sum, &a->proof->quotes[whole]);
}

static void ask_parts(const struct asking *a, const struct parts *p, size_t whole, bool outside)
{
    SCOPED_BUFFER formula = {0}, readings = {0};
    struct asked asked = {.tier = TIER_QUESTION, .quote = whole, .other_count = p->count};
    for (size_t i = 0; i < p->count; i++) {
        const struct indicator *x = a->proof->quotes[p->of[i]].indicator;
        asked.others[i] = p->of[i];
        buffer_printf(&formula, "%s%.*s", i ? " + " : "", TEXT_ARG(quote_words(a, p->of[i])));
        if (outside && x->of != a->proof->quotes[whole].indicator)
            buffer_printf(&readings, "%s%.*s", readings.n ? "、" : "",
                          TEXT_ARG(label_now(x->label)));
    }
    asked.formula = text_printf(a->arena, "%.*s > %.*s", TEXT_ARG(buffer_text(&formula)),
                                TEXT_ARG(quote_words(a, whole)));
    struct text sum = buffer_text(&formula), out = buffer_text(&readings);
    if (outside)
        asked.note = text_printf(a->arena,
                                 tr("read %.*s: %.*s together are more, and hold only because %.*s "
                                    "lies outside it by definition; say so"),
                                 TEXT_ARG(reading_words(a, whole)), TEXT_ARG(sum), TEXT_ARG(out));
    else
        asked.note = text_printf(a->arena, tr("read %.*s: its parts %.*s together are more"),
                                 TEXT_ARG(reading_words(a, whole)), TEXT_ARG(sum));
    question_add(a, &asked);
}

static void parts_ask(const struct asking *a, const struct counts *all)
{
    const struct counted *x = all->list.items;
    for (size_t i = 0, first = 0; i < all->list.count; i++) {
        struct parts p = {.count = 0};
        size_t whole = x[i].quote;
        while (x[first].quote + WINDOW < whole)
            first++;
        for (size_t k = first; k < all->list.count && x[k].quote < whole + WINDOW; k++)
            if (x[k].over == x[i].over)
                part_offer(a, &p, whole, x[k].quote);
        if (p.count > 1 && sum_exceeds(a, &p, whole, true))
            ask_parts(a, &p, whole, !sum_exceeds(a, &p, whole, false));
    }
}

void questions_of_sets(const struct asking *a)
{
    struct counts all;
    counts_read(&all, a);
    pairs_ask(a, &all);
    parts_ask(a, &all);
}
