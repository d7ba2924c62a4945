/*
 * Figures that multiply: a total against heads, mean and months; plans against the capacity they
 * stand on; pay against what is to be produced.
 */
#include "base/language.h"
#include "prove/condition.h"
#include "prove/question.h"

#define WINDOW 48
#define SHORT_PART 4  /* asked where fewer than a quarter of the months are paid */
#define APART_TIMES 3 /* the same rate of two plans that lie so far apart */

/* A product of two figures' ends; false where it does not fit. */
static bool product(struct decimal *out, struct decimal x, struct decimal y)
{
    struct fault f = {0};
    return decimal_multiply(out, x, y, &f);
}

/* x/y with one place, for people; y above zero. */
static bool quotient(struct decimal *out, struct decimal x, struct decimal y)
{
    struct fault f = {0};
    int places = x.places > y.places ? x.places : y.places;
    return decimal_rescale(&x, x, places, &f) && decimal_rescale(&y, y, places, &f) &&
           y.mantissa > 0 && ratio_round(out, (struct ratio){x.mantissa, y.mantissa}, 1, &f);
}

static bool same_scope(const struct quote *x, const struct quote *y)
{
    return text_equal(x->scope_text, y->scope_text);
}

static bool is_linked(const struct quote *q)
{
    return q->indicator && q->has_value && q->indicator->value;
}

/* ---- heads, mean and total ---- */

/* sum(field) / count(): the field, else NULL. */
static const struct node *mean_field(const struct indicator *x)
{
    const struct node *v = x->value;
    bool mean = x->over_count == 1 && v->kind == NODE_OPERATOR && v->op == OP_DIVIDE &&
                v->args[0]->kind == NODE_AGGREGATE && v->args[0]->aggregate == AGGREGATE_SUM &&
                v->args[1]->kind == NODE_AGGREGATE && v->args[1]->aggregate == AGGREGATE_COUNT;
    return mean ? v->args[0]->args[0] : NULL;
}

static bool is_total_of(const struct indicator *total, const struct indicator *mean)
{
    const struct node *v = total->value, *field = mean_field(mean);
    return field && total->over_count == 1 && total->over[0].type == mean->over[0].type &&
           v->kind == NODE_AGGREGATE && v->aggregate == AGGREGATE_SUM &&
           nodes_equal(v->args[0], field) && mean->when && mean->when->type.kind == KIND_MONTH;
}

static bool is_heads(const struct quote *q)
{
    return is_linked(q) && q->kind == QUOTE_PERSON && !q->indicator->is_plan &&
           q->indicator->value->kind == NODE_AGGREGATE &&
           q->indicator->value->aggregate == AGGREGATE_COUNT_DISTINCT;
}

/* A part's total goes with a part's heads. */
static size_t heads_of(const struct asking *a, size_t total)
{
    const struct quote *q = a->proof->quotes;
    bool part = q[total].indicator->of != NULL;
    for (size_t i = total, n = 0; i-- > 0 && n < WINDOW; n++)
        if (is_heads(&q[i]) && (q[i].indicator->of != NULL) == part && same_scope(&q[i], &q[total]))
            return i;
    return SIZE_MAX;
}

static int months_of(const struct asking *a, const struct scope *s)
{
    struct day from = s->from;
    if (from.since_1970 == DAY_FIRST.since_1970)
        from = a->catalogue->programme.from;
    return months_between(from, s->to);
}

static void ask_total(const struct asking *a, size_t heads, size_t mean, size_t total)
{
    const struct quote *q = a->proof->quotes;
    struct decimal most, least, times, months_hi, months_lo, middle;
    int period = months_of(a, &q[total].scope);
    if (!product(&least, q[heads].lo, q[mean].lo) || !product(&most, q[heads].hi, q[mean].hi) ||
        !product(&middle, q[heads].value, q[mean].value) || period <= 0 ||
        !quotient(&months_hi, q[total].hi, least) || !quotient(&months_lo, q[total].lo, most) ||
        !quotient(&times, q[total].value, middle))
        return;
    struct decimal all = {period, 0}, few = {period * 10 / SHORT_PART, 1};
    bool too_few = decimal_compare(months_hi, few)<0, too_many = decimal_compare(months_lo, all)> 0;
    if (!too_few && !too_many)
        return;
    struct text months = decimal_print(a->arena, times);
    struct asked asked = {
        .tier = TIER_QUESTION, .quote = total, .others = {heads, mean}, .other_count = 2};
    asked.formula = text_printf(a->arena, tr("%.*s / (%.*s x %.*s) = %.*s months of %d"),
                                TEXT_ARG(quote_words(a, total)), TEXT_ARG(quote_words(a, heads)),
                                TEXT_ARG(quote_words(a, mean)), TEXT_ARG(months), period);
    asked.note = text_printf(a->arena,
                             tr("read %.*s and %.*s, which comes to %.*s months a person: it holds "
                                "only if the persons are all who were counted in the period and "
                                "the pay is that of the months on record; say so"),
                             TEXT_ARG(reading_words(a, heads)), TEXT_ARG(reading_words(a, total)),
                             TEXT_ARG(months));
    question_add(a, &asked);
}

static void totals_ask(const struct asking *a)
{
    const struct quote *q = a->proof->quotes;
    for (size_t i = 0; i < a->proof->count; i++) {
        if (!is_linked(&q[i]) || q[i].kind != QUOTE_MONEY)
            continue;
        size_t heads = SIZE_MAX;
        for (size_t k = i, n = 0; k-- > 0 && n < WINDOW; n++) {
            if (!is_linked(&q[k]) || !is_total_of(q[i].indicator, q[k].indicator) ||
                !same_scope(&q[i], &q[k]))
                continue;
            heads = heads_of(a, i);
            if (heads != SIZE_MAX && !q[i].hi_open && !q[heads].hi_open && !q[k].hi_open)
                ask_total(a, heads, k, i);
            break;
        }
    }
}

/* ---- plans of one firm or base ---- */

/* The item of a plan: a code field that its whole type is keyed by. */
static const struct node *plan_item(const struct quote *q, const struct code_list **list)
{
    if (!is_linked(q) || !q->indicator->is_plan || q->indicator->over_count != 1)
        return NULL;
    const struct record_type *t = q->indicator->over[0].type;
    struct conditions c = {.count = 0};
    conditions_read(&c, q->indicator->where);
    for (size_t i = 0; i < t->key_count; i++) {
        const struct node *code =
            t->key[i]->type.kind == KIND_CODE ? condition_code(&c, t->key[i]->name) : NULL;
        if (!code)
            continue;
        *list = t->key[i]->type.codes;
        return code;
    }
    return NULL;
}

static bool same_plan(const struct quote *x, const struct quote *y)
{
    return x->indicator->over[0].type == y->indicator->over[0].type && x->scope.where.n &&
           text_equal(x->scope.where, y->scope.where);
}

/* What is to come out of a capacity: `within` in the code list. */
static bool is_within_item(const struct asking *a, size_t out, size_t capacity)
{
    const struct code_list *list, *other;
    const struct quote *q = a->proof->quotes;
    const struct node *x = plan_item(&q[out], &list), *y = plan_item(&q[capacity], &other);
    const struct code *code = x && y ? code_find(list, x->constant.t) : NULL;
    return code && list == other && code->within.n && text_equal(code->within, y->constant.t) &&
           same_plan(&q[out], &q[capacity]);
}

static void ask_capacity(const struct asking *a, size_t out, size_t capacity)
{
    const struct quote *q = a->proof->quotes;
    if (q[capacity].hi_open || decimal_compare(q[out].lo, q[capacity].hi) < 0)
        return;
    struct asked asked = {
        .tier = TIER_QUESTION, .quote = out, .others = {capacity}, .other_count = 1};
    asked.formula = text_printf(a->arena, "%.*s > %.*s", TEXT_ARG(quote_words(a, out)),
                                TEXT_ARG(quote_words(a, capacity)));
    asked.note = text_printf(a->arena,
                             tr("read %.*s and %.*s, both as planned: more is to come out than the "
                                "capacity allows; say which stage each belongs to"),
                             TEXT_ARG(reading_words(a, out)), TEXT_ARG(reading_words(a, capacity)));
    question_add(a, &asked);
}

/* The nearest figure of the same plan in another unit with this item as the last before `before`.
 */
static size_t basis_of(const struct asking *a, size_t plan, size_t not_this, struct text item)
{
    const struct quote *q = a->proof->quotes;
    size_t best = SIZE_MAX, best_far = SIZE_MAX;
    size_t first = plan > WINDOW ? plan - WINDOW : 0;
    for (size_t i = first; i < plan + WINDOW && i < a->proof->count; i++) {
        const struct code_list *list;
        const struct node *x = plan_item(&q[i], &list);
        size_t far = i > plan ? i - plan : plan - i;
        if (!x || i == plan || i == not_this || q[i].indicator->unit == q[plan].indicator->unit ||
            !same_plan(&q[i], &q[plan]) || (item.n && !text_equal(item, x->constant.t)) ||
            far >= best_far)
            continue;
        best = i;
        best_far = far;
    }
    return best;
}

static void ask_rates(const struct asking *a, size_t out, size_t out_of, size_t plan,
                      size_t plan_of)
{
    const struct quote *q = a->proof->quotes;
    struct decimal one, other, limit;
    if (!quotient(&one, q[out].value, q[out_of].value) ||
        !quotient(&other, q[plan].value, q[plan_of].value) ||
        !product(&limit, other, (struct decimal){APART_TIMES, 0}) ||
        decimal_compare(one, limit) < 0)
        return;
    struct asked asked = {
        .tier = TIER_QUESTION, .quote = out, .others = {out_of, plan, plan_of}, .other_count = 3};
    asked.formula = text_printf(a->arena, "%.*s / %.*s = %.*s ; %.*s / %.*s = %.*s",
                                TEXT_ARG(quote_words(a, out)), TEXT_ARG(quote_words(a, out_of)),
                                TEXT_ARG(decimal_print(a->arena, decimal_trim(one))),
                                TEXT_ARG(quote_words(a, plan)), TEXT_ARG(quote_words(a, plan_of)),
                                TEXT_ARG(decimal_print(a->arena, decimal_trim(other))));
    asked.note = text_printf(a->arena,
                             tr("read %.*s with %.*s: the rate is several times that of the plan; "
                                "it holds only if the two belong to different stages; say so"),
                             TEXT_ARG(reading_words(a, out)), TEXT_ARG(reading_words(a, out_of)));
    question_add(a, &asked);
}

/* Each output goes with the nearest count of the same thing before it, each capacity likewise. */
static void plan_rates(const struct asking *a, size_t out, size_t capacity)
{
    const struct quote *q = a->proof->quotes;
    size_t first = capacity < out ? capacity : out, last = capacity < out ? out : capacity;
    for (size_t i = first > WINDOW ? first - WINDOW : 0; i < last + WINDOW && i < a->proof->count;
         i++) {
        const struct code_list *list;
        const struct node *item = plan_item(&q[i], &list);
        if (!item || q[i].kind != QUOTE_COUNT || !same_plan(&q[i], &q[out]) ||
            q[i].indicator->unit == q[out].indicator->unit)
            continue;
        size_t of_out = basis_of(a, out, i, item->constant.t);
        size_t of_plan = basis_of(a, capacity, of_out, item->constant.t);
        if (of_out != SIZE_MAX && of_plan != SIZE_MAX && of_out != of_plan) {
            ask_rates(a, out, of_out, capacity, of_plan);
            return;
        }
    }
}

static void plans_ask(const struct asking *a)
{
    const struct code_list *list;
    for (size_t i = 0; i < a->proof->count; i++) {
        size_t first = i > WINDOW ? i - WINDOW : 0;
        if (!plan_item(&a->proof->quotes[i], &list))
            continue;
        for (size_t k = first; k < i + WINDOW && k < a->proof->count; k++)
            if (k != i && is_within_item(a, i, k)) {
                ask_capacity(a, i, k);
                plan_rates(a, i, k);
            }
    }
}

/* ---- pay against output ---- */

static bool is_output_value(const struct quote *q)
{
    return is_linked(q) && q->kind == QUOTE_MONEY && q->indicator->is_plan &&
           text_find(q->indicator->label.zh, TEXT("产值")) >= 0;
}

/* The condition of a scope names the same thing: ...= '云南华坚鞋业有限公司'. */
static struct text told_of(const struct quote *q)
{
    ptrdiff_t at = text_find(q->scope.where, TEXT(" = '"));
    return at < 0 ? (struct text){NULL, 0}
                  : text_slice(q->scope.where, (size_t)at, q->scope.where.n);
}

static bool told_alike(const struct quote *x, const struct quote *y)
{
    return told_of(x).n && text_equal(told_of(x), told_of(y));
}

static size_t nearest_told(const struct asking *a, size_t of, bool (*fits)(const struct quote *q))
{
    const struct quote *q = a->proof->quotes;
    size_t best = SIZE_MAX, best_far = SIZE_MAX, first = of > WINDOW ? of - WINDOW : 0;
    for (size_t i = first; i < of + WINDOW && i < a->proof->count; i++) {
        size_t far = i > of ? i - of : of - i;
        if (i == of || far >= best_far || !is_linked(&q[i]) || !told_alike(&q[i], &q[of]) ||
            !fits(&q[i]))
            continue;
        best = i;
        best_far = far;
    }
    return best;
}

static bool is_planned_heads(const struct quote *q)
{
    return q->kind == QUOTE_PERSON && q->indicator->is_plan;
}

static bool is_mean_pay(const struct quote *q)
{
    const struct node *when = q->indicator->when;
    return mean_field(q->indicator) && q->kind == QUOTE_MONEY && when &&
           when->type.kind == KIND_MONTH;
}

static void ask_pay(const struct asking *a, size_t value, size_t heads, size_t mean)
{
    const struct quote *q = a->proof->quotes;
    struct decimal month, year;
    if (!product(&month, q[heads].lo, q[mean].lo) ||
        !product(&year, month, (struct decimal){12, 0}) || decimal_compare(year, q[value].lo) <= 0)
        return;
    struct asked asked = {
        .tier = TIER_QUESTION, .quote = value, .others = {heads, mean}, .other_count = 2};
    asked.formula = text_printf(a->arena, "%.*s × %.*s × 12 = %.*s > %.*s",
                                TEXT_ARG(quote_words(a, heads)), TEXT_ARG(quote_words(a, mean)),
                                TEXT_ARG(decimal_print(a->arena, decimal_trim(year))),
                                TEXT_ARG(quote_words(a, value)));
    asked.note =
        text_printf(a->arena,
                    tr("read %.*s and %.*s: the pay of a year would be more than the least output "
                       "value planned; it holds only if output lies well above it"),
                    TEXT_ARG(reading_words(a, value)), TEXT_ARG(reading_words(a, heads)));
    question_add(a, &asked);
}

static void pay_ask(const struct asking *a)
{
    for (size_t i = 0; i < a->proof->count; i++) {
        if (!is_output_value(&a->proof->quotes[i]))
            continue;
        size_t heads = nearest_told(a, i, is_planned_heads), mean = nearest_told(a, i, is_mean_pay);
        if (heads != SIZE_MAX && mean != SIZE_MAX)
            ask_pay(a, i, heads, mean);
    }
}

void questions_of_rates(const struct asking *a)
{
    totals_ask(a);
    plans_ask(a);
    pay_ask(a);
}
