/*
 * Figures: the aggregates of an indicator, group by group, put together as its value says.
 */
#include "base/language.h"
#include "count/leaf.h"

#include <stdlib.h>
#include <string.h>

#define INDICATOR_DEPTH_MAX 8
#define RATE_PLACES_MORE 6

/* One group's part of a figure while it is being put together. */
struct part {
    struct value keys[BY_MAX];
    bool is_known;
    struct decimal value, lo, hi;
    struct ratio ratio;
    struct evidence evidence;
};
typedef LIST(struct part) part_list;

struct counting {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct figure_query *query;
    struct leaf_query leaf; /* scope, by, known: the same for every aggregate */
    int depth;
    struct fault *fault;
};

/* ---- what it is broken down by ---- */

static bool by_level(struct by *out, struct text name)
{
    static const struct {
        const char *name;
        enum region_level level;
    } levels[] = {{"place", LEVEL_COUNTY},   {"province", LEVEL_PROVINCE}, {"prefecture", LEVEL_PREFECTURE},
                  {"county", LEVEL_COUNTY},  {"town", LEVEL_TOWN},         {"village", LEVEL_VILLAGE}};
    for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++)
        if (text_is(name, levels[i].name)) {
            *out = (struct by){BY_PLACE, levels[i].level, NULL, {.kind = KIND_REGION}};
            return true;
        }
    return false;
}

static const struct indicator *first_counted(const struct indicator *i, int depth);

static const struct indicator *counted_in(const struct node *n, int depth)
{
    if (n->kind == NODE_INDICATOR)
        return first_counted(n->indicator, depth + 1);
    for (size_t i = 0; i < n->arg_count; i++) {
        const struct indicator *found = n->kind == NODE_OPERATOR ? counted_in(n->args[i], depth) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

/* The indicator whose records a computed one stands on first: it says the dimensions. */
static const struct indicator *first_counted(const struct indicator *i, int depth)
{
    if (i->over_count || depth > INDICATOR_DEPTH_MAX)
        return i->over_count ? i : NULL;
    return counted_in(i->value, depth);
}

static bool by_read(struct by *out, struct counting *c, struct text name)
{
    const struct indicator *i = first_counted(c->query->indicator, 0);
    if (by_level(out, name))
        return true;
    if (text_is(name, "party")) {
        *out = (struct by){BY_PARTY, LEVEL_PREFECTURE, NULL, {.kind = KIND_REGION}};
        return true;
    }
    if (text_is(name, "month") || text_is(name, "year")) {
        bool month = text_is(name, "month");
        *out = (struct by){month ? BY_MONTH : BY_YEAR, LEVEL_ANY, NULL,
                           {.kind = month ? KIND_MONTH : KIND_YEAR}};
        return true;
    }
    for (size_t d = 0; i && d < i->by_count; d++)
        if (text_equal(i->by[d].name, name) && i->by[d].value) {
            *out = (struct by){BY_VALUE, LEVEL_ANY, &i->by[d], i->by[d].value->type};
            return true;
        }
    fault_set(c->fault, FAULT_ABSENT, "\"%.*s\" is not broken down by \"%.*s\"",
              TEXT_ARG(c->query->indicator->name), TEXT_ARG(name));
    return fault_hint(c->fault, "county, town, village, party, month, year, or what its `by` names");
}

static bool by_all(struct counting *c)
{
    if (c->query->by.count > BY_MAX)
        return fault_set(c->fault, FAULT_LIMIT, "a figure is broken down by %d things at most",
                         BY_MAX);
    for (size_t i = 0; i < c->query->by.count; i++)
        TRY(by_read(&c->leaf.by[i], c, c->query->by.items[i]));
    c->leaf.by_count = c->query->by.count;
    return true;
}

/* ---- one aggregate ---- */

static int places_of(const struct node *aggregate)
{
    if (aggregate->aggregate == AGGREGATE_COUNT || aggregate->aggregate == AGGREGATE_COUNT_DISTINCT ||
        aggregate->arg_count == 0)
        return 0;
    const struct type *t = &aggregate->args[0]->type;
    return t->kind == KIND_MONEY ? 2 : t->kind == KIND_DECIMAL ? t->places : 0;
}

/* An empty sum is 0; an empty minimum or an absent statistic is nothing. */
static bool empty_is_zero(enum aggregate a)
{
    return a == AGGREGATE_SUM || a == AGGREGATE_BALANCE || a == AGGREGATE_AGED;
}

static bool scope_applies(struct counting *c, const struct indicator *i)
{
    for (size_t s = 0; s < i->over_count; s++) {
        const struct record_type *t = i->over[s].type;
        if (!viewer_sees_type(c->viewer, t))
            return fault_set(c->fault, FAULT_DENIED, "\"%.*s\" is not open to \"%.*s\"",
                             TEXT_ARG(t->name), TEXT_ARG(c->viewer->name));
        if (c->leaf.scope->parties.count && !t->party)
            return fault_set(c->fault, FAULT_INPUT,
                             "\"%.*s\" concerns no eastern party: count it without one",
                             TEXT_ARG(i->name));
    }
    return true;
}

static int keys_compare(const struct part *a, const struct part *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct value *x = &a->keys[i], *y = &b->keys[i];
        int order = x->is != y->is ? (x->is > y->is) - (x->is < y->is)
                    : x->is == VALUE_TEXT ? text_compare(x->t, y->t)
                                          : (x->i > y->i) - (x->i < y->i);
        if (order)
            return order;
    }
    return 0;
}

/* One aggregate in one scope, whoever asks for it. */
static struct text leaf_key(struct arena *a, const struct leaf_query *q)
{
    SCOPED_BUFFER b = {0};
    buffer_printf(&b, "%.*s %p %lld %d %d %.*s", TEXT_ARG(q->indicator->name), (const void *)q->aggregate,
                  (long long)q->known, (int)q->period.from.since_1970, (int)q->period.to.since_1970,
                  TEXT_ARG(scope_print(a, q->scope)));
    for (size_t i = 0; i < q->by_count; i++)
        buffer_printf(&b, " %d %d %p", (int)q->by[i].kind, (int)q->by[i].level, (const void *)q->by[i].dimension);
    return text_copy(a, buffer_text(&b));
}

/* A table asks for the counties and then for the total: that is one reading of the rows. */
static bool both_remember(struct leaf_rows *groups, struct counting *c, const struct leaf_query *q,
                          struct map *memory)
{
    struct leaf_rows *whole = ARENA_NEW(c->arena, struct leaf_rows);
    struct leaf_query all = *q;
    all.by_count = 0;
    TRY(leaf_count_both(groups, whole, c->arena, c->ledger, q, c->fault));
    map_put(c->arena, memory, leaf_key(c->arena, &all), whole);
    return true;
}

static bool leaf_remembered(struct leaf_rows *out, struct counting *c, const struct leaf_query *q)
{
    struct map *memory = c->query->memory;
    if (!memory)
        return leaf_count(out, c->arena, c->ledger, q, c->fault);
    struct text key = leaf_key(c->arena, q);
    struct leaf_rows *found = map_find(memory, key);
    if (found) {
        *out = *found;
        return true;
    }
    found = ARENA_NEW(c->arena, struct leaf_rows);
    if (leaf_has_both(q)) {
        TRY(both_remember(found, c, q, memory));
    } else {
        TRY(leaf_count(found, c->arena, c->ledger, q, c->fault));
    }
    map_put(c->arena, memory, key, found);
    *out = *found;
    return true;
}

static bool parts_read(part_list *out, struct counting *c, const struct leaf_query *q)
{
    struct leaf_rows rows = {0};
    int places = places_of(q->aggregate);
    TRY(leaf_remembered(&rows, c, q));
    for (size_t r = 0; r < rows.count; r++) {
        const struct leaf_row *row = &rows.items[r];
        struct part part = {.is_known = row->is_known || empty_is_zero(q->aggregate->aggregate),
                            .value = {row->value, places},
                            .lo = {row->lo, places},
                            .hi = {row->hi, places},
                            .evidence = row->evidence};
        memcpy(part.keys, row->keys, sizeof(part.keys));
        LIST_ADD(c->arena, out, part);
    }
    return true;
}

/* Spells, statistics and balances have no day of their own: they are read at a day. */
static bool is_stock(const struct leaf_query *q)
{
    enum aggregate a = q->aggregate->aggregate;
    return !q->indicator->when || q->indicator->while_from || a == AGGREGATE_LATEST ||
           a == AGGREGATE_BALANCE || a == AGGREGATE_AGED;
}

static bool is_time(const struct by *by)
{
    return by->kind == BY_MONTH || by->kind == BY_YEAR;
}

static int part_order(const void *a, const void *b, void *by_count)
{
    return keys_compare(a, b, *(size_t *)by_count);
}

#define STOCK_POINTS_MAX 240 /* months or years of one question */

/* A stock over months or years is what it was on the last day of each; by[t] is the time. */
static bool stock_over_time(part_list *out, struct counting *c, const struct leaf_query *whole,
                            size_t t)
{
    struct leaf_query q = *whole;
    int step = q.by[t].kind == BY_MONTH ? 1 : 12;
    int32_t first = month_of(q.period.from).index / step, last = month_of(q.period.to).index / step;
    if (last - first >= STOCK_POINTS_MAX)
        first = last - STOCK_POINTS_MAX + 1;
    q.by_count--;
    memmove(&q.by[t], &q.by[t + 1], (q.by_count - t) * sizeof(*q.by));
    for (int32_t n = first; n <= last; n++) {
        size_t before = out->count;
        q.period.to = month_last((struct month){n * step + step - 1});
        if (q.period.to.since_1970 > whole->period.to.since_1970)
            q.period.to = whole->period.to;
        TRY(parts_read(out, c, &q));
        for (size_t i = before; i < out->count; i++) {
            struct value *keys = out->items[i].keys;
            memmove(&keys[t + 1], &keys[t], (q.by_count - t) * sizeof(*keys));
            keys[t] = VALUE_OF_INT(n);
        }
    }
    qsort_r(out->items, out->count, sizeof(*out->items), part_order, &c->leaf.by_count);
    return true;
}

static bool part_leaf(part_list *out, struct counting *c, const struct indicator *i,
                      const struct node *aggregate, struct period period)
{
    struct leaf_query q = c->leaf;
    q.indicator = i;
    q.aggregate = aggregate;
    q.period = period;
    TRY(scope_applies(c, i));
    for (size_t t = 0; t < q.by_count; t++)
        if (is_time(&q.by[t]) && is_stock(&q))
            return stock_over_time(out, c, &q, t);
    return parts_read(out, c, &q);
}

/* ---- arithmetic over groups ---- */

static void evidence_add(struct evidence *to, struct evidence more)
{
    to->records += more.records;
    to->with_file += more.with_file;
    to->vouchers += more.vouchers;
    to->both_sides += more.both_sides;
    to->sampled_agree += more.sampled_agree;
    to->sampled_differ += more.sampled_differ;
    to->one_side += more.one_side;
}

static struct decimal negative(struct decimal d)
{
    return (struct decimal){-d.mantissa, d.places};
}

static bool part_add(struct part *out, const struct part *a, const struct part *b, bool minus,
                     struct fault *f)
{
    TRY(decimal_add(&out->value, a->value, minus ? negative(b->value) : b->value, f));
    TRY(decimal_add(&out->lo, a->lo, minus ? negative(b->hi) : b->lo, f));
    return decimal_add(&out->hi, a->hi, minus ? negative(b->lo) : b->hi, f);
}

static bool ratio_of(struct ratio *out, struct decimal a, struct decimal b, struct fault *f)
{
    int places = a.places > b.places ? a.places : b.places;
    TRY(decimal_rescale(&a, a, places, f));
    TRY(decimal_rescale(&b, b, places, f));
    *out = (struct ratio){a.mantissa, b.mantissa};
    return true;
}

static bool part_divide(struct part *out, const struct part *a, const struct part *b, int places,
                        struct fault *f)
{
    struct ratio lo, hi;
    TRY(ratio_of(&out->ratio, a->value, b->value, f));
    TRY(ratio_of(&lo, a->lo, b->hi, f));
    TRY(ratio_of(&hi, a->hi, b->lo, f));
    out->is_known = out->ratio.over != 0 && lo.over != 0 && hi.over != 0;
    if (!out->is_known)
        return true;
    TRY(ratio_round(&out->value, out->ratio, places, f));
    TRY(ratio_round(&out->lo, lo, places, f));
    return ratio_round(&out->hi, hi, places, f);
}

static bool part_operate(struct part *out, const struct part *a, const struct part *b,
                         enum operator op, int places, struct fault *f)
{
    static const struct part nothing;
    const struct part *x = a ? a : &nothing, *y = b ? b : &nothing;
    memcpy(out->keys, (a ? a : b)->keys, sizeof(out->keys));
    evidence_add(&out->evidence, x->evidence);
    evidence_add(&out->evidence, y->evidence);
    if (op == OP_DIVIDE) {
        out->is_known = false;
        return !(b && b->is_known && (!a || a->is_known)) || part_divide(out, x, y, places, f);
    }
    out->is_known = op == OP_MULTIPLY ? a && b && a->is_known && b->is_known
                                      : (!a || a->is_known) && (!b || b->is_known);
    if (!out->is_known)
        return true;
    if (op != OP_MULTIPLY)
        return part_add(out, x, y, op == OP_SUBTRACT, f);
    TRY(decimal_multiply(&out->value, x->value, y->value, f));
    TRY(decimal_multiply(&out->lo, x->lo, y->lo, f));
    return decimal_multiply(&out->hi, x->hi, y->hi, f);
}

/* Two lists ordered by key, side by side; what is on one side only counts as nothing there. */
static bool parts_operate(part_list *out, struct counting *c, const part_list *a, const part_list *b,
                          enum operator op, int places)
{
    size_t i = 0, k = 0;
    while (i < a->count || k < b->count) {
        int order = i == a->count   ? 1
                    : k == b->count ? -1
                                    : keys_compare(&a->items[i], &b->items[k], c->leaf.by_count);
        struct part part = {.is_known = false};
        TRY(part_operate(&part, order <= 0 ? &a->items[i] : NULL, order >= 0 ? &b->items[k] : NULL,
                         op, places, c->fault));
        LIST_ADD(c->arena, out, part);
        i += order <= 0;
        k += order >= 0;
    }
    return true;
}

/* ---- the value of an indicator ---- */

static bool evaluate(part_list *out, struct counting *c, const struct indicator *i,
                     const struct node *n, struct period period);

static bool evaluate_pinned(part_list *out, struct counting *c, const struct node *n,
                            struct period period)
{
    if (c->depth >= INDICATOR_DEPTH_MAX)
        return fault_set(c->fault, FAULT_LIMIT, "indicators stand on one another too deep");
    if (n->arg_count == 1 && n->args[0]->kind == NODE_CONSTANT)
        period.to.since_1970 = (int32_t)n->args[0]->constant.i;
    else if (n->arg_count == 1 && n->args[0]->symbol == SYMBOL_FROM)
        period.to = period.from;
    c->depth++;
    bool good = evaluate(out, c, n->indicator, n->indicator->value, period);
    c->depth--;
    return good;
}

/* A constant stands beside every group of the other side. */
static bool evaluate_constant(part_list *out, struct counting *c, const struct node *n,
                              const part_list *beside)
{
    for (size_t i = 0; i < (beside ? beside->count : 1); i++) {
        struct decimal d = {n->constant.i, n->type.kind == KIND_DECIMAL ? n->type.places
                                           : n->type.kind == KIND_MONEY ? 2
                                                                        : 0};
        struct part part = {.is_known = true, .value = d, .lo = d, .hi = d};
        if (beside)
            memcpy(part.keys, beside->items[i].keys, sizeof(part.keys));
        LIST_ADD(c->arena, out, part);
    }
    return true;
}

static bool evaluate_operator(part_list *out, struct counting *c, const struct indicator *i,
                              const struct node *n, struct period period)
{
    part_list sides[2] = {{0}, {0}};
    const struct node *left = n->args[0], *right = n->arg_count > 1 ? n->args[1] : NULL;
    if (!right)
        return fault_set(c->fault, FAULT_INPUT, "\"%.*s\" has a value that cannot be counted",
                         TEXT_ARG(i->name));
    if (left->kind != NODE_CONSTANT)
        TRY(evaluate(&sides[0], c, i, left, period));
    if (right->kind != NODE_CONSTANT)
        TRY(evaluate(&sides[1], c, i, right, period));
    if (left->kind == NODE_CONSTANT)
        TRY(evaluate_constant(&sides[0], c, left, &sides[1]));
    if (right->kind == NODE_CONSTANT)
        TRY(evaluate_constant(&sides[1], c, right, &sides[0]));
    int places = (i->places > 0 ? i->places : 0) + RATE_PLACES_MORE;
    return parts_operate(out, c, &sides[0], &sides[1], n->op, places);
}

static bool evaluate(part_list *out, struct counting *c, const struct indicator *i,
                     const struct node *n, struct period period)
{
    switch (n->kind) {
    case NODE_AGGREGATE:
        return part_leaf(out, c, i, n, period);
    case NODE_INDICATOR:
        return evaluate_pinned(out, c, n, period);
    case NODE_CONSTANT:
        return evaluate_constant(out, c, n, NULL);
    case NODE_OPERATOR:
        return evaluate_operator(out, c, i, n, period);
    case NODE_NONE:
    case NODE_SYMBOL:
    case NODE_PATH:
    case NODE_CALL:
    case NODE_PICK:
    case NODE_SPAN:
        break;
    }
    return fault_set(c->fault, FAULT_INPUT, "\"%.*s\" has a value that cannot be counted",
                     TEXT_ARG(i->name));
}

/* ---- from parts to figures ---- */

static struct text key_print(struct arena *a, const struct by *by, struct value v)
{
    if (v.is == VALUE_NONE)
        return TEXT("");
    if (v.is == VALUE_TEXT)
        return v.t;
    if (by->type.kind == KIND_REGION)
        return region_code_print(a, v.i);
    if (by->type.kind == KIND_MONTH)
        return month_print(a, (struct month){(int32_t)v.i});
    if (by->type.kind == KIND_DAY)
        return day_print(a, (struct day){(int32_t)v.i});
    return text_printf(a, "%lld", (long long)v.i);
}

static struct text key_label(struct counting *c, const struct by *by, struct value v)
{
    struct field field = {.type = by->type, .class = CLASS_OPEN};
    if (v.is == VALUE_NONE)
        return text_from(tr("(not stated)"));
    if (by->type.kind == KIND_REGION)
        return region_full_name(c->arena, c->ledger->catalogue->regions, v.i);
    return value_print(c->arena, c->ledger, &field, v, true);
}

static bool is_personal(const struct indicator *i)
{
    const struct indicator *counted = first_counted(i, 0);
    for (size_t s = 0; counted && s < counted->over_count; s++) {
        const struct record_type *t = counted->over[s].type;
        if (t->has_sealed)
            return true;
        for (size_t n = 0; n < t->field_count; n++)
            if (t->fields[n].type.kind == KIND_REF && t->fields[n].type.target->has_sealed)
                return true;
    }
    return false;
}

#define SMALL_CELL 5 /* persons: below it a cell could name somebody */

static bool is_small(struct counting *c, const struct part *p)
{
    return c->viewer->role == ROLE_READER && p->evidence.records > 0 &&
           p->evidence.records < SMALL_CELL && is_personal(c->query->indicator);
}

/*
 * The unit that what is counted is kept in, where it is no base unit: a field of mu adds up to mu,
 * a statistic without a unit stands in the base unit of its indicator.
 */
static const struct unit *kept_unit(const struct node *n)
{
    const struct unit *u = NULL;
    if (n->kind == NODE_INDICATOR)
        return kept_unit(n->indicator->value);
    if (n->kind == NODE_AGGREGATE)
        return n->arg_count && n->type.unit ? n->args[0]->type.unit : NULL;
    for (size_t i = 0; i < n->arg_count && n->kind == NODE_OPERATOR && !u; i++)
        u = kept_unit(n->args[i]);
    return u;
}

/* A share is a hundredth of what is printed as percent; 万元 is ten thousand of yuan. */
static bool to_unit(struct decimal *d, const struct indicator *i, struct fault *f)
{
    const struct unit *u = i->unit, *kept = kept_unit(i->value);
    if (!u || kept == u || (!kept && u->times == u->over))
        return true;
    int64_t times = u->over * (kept ? kept->times : 1), over = u->times * (kept ? kept->over : 1);
    if (times == over)
        return true;
    struct ratio r;
    struct decimal scaled;
    TRY(decimal_multiply(&scaled, *d, (struct decimal){times, 0}, f));
    TRY(ratio_of(&r, scaled, (struct decimal){over, 0}, f));
    return ratio_round(d, r, d->places + RATE_PLACES_MORE, f) && (*d = decimal_trim(*d), true);
}

static bool to_percent(struct decimal *d, struct fault *f)
{
    return decimal_multiply(d, *d, (struct decimal){100, 0}, f);
}

static bool figure_scale(struct figure *out, const struct indicator *i, struct fault *f)
{
    struct decimal *all[] = {&out->value, &out->lo, &out->hi};
    bool percent = i->unit && text_is(i->unit->name, "percent") && out->ratio.over != 0;
    for (size_t n = 0; n < 3; n++)
        TRY(percent ? to_percent(all[n], f) : to_unit(all[n], i, f));
    return true;
}

static bool figure_of(struct figure *out, struct counting *c, const struct part *p)
{
    const struct indicator *i = c->query->indicator;
    *out = (struct figure){.is_known = p->is_known,
                           .value = p->value,
                           .lo = p->lo,
                           .hi = p->hi,
                           .ratio = p->ratio,
                           .basis = i->basis,
                           .is_plan = i->is_plan,
                           .evidence = p->evidence};
    for (size_t k = 0; k < c->leaf.by_count; k++) {
        LIST_ADD(c->arena, &out->keys, key_print(c->arena, &c->leaf.by[k], p->keys[k]));
        LIST_ADD(c->arena, &out->labels, key_label(c, &c->leaf.by[k], p->keys[k]));
    }
    if (is_small(c, p)) {
        out->is_withheld = true;
        out->value = out->lo = out->hi = (struct decimal){0, 0};
        out->ratio = (struct ratio){0, 0};
        return true;
    }
    return !out->is_known || figure_scale(out, i, c->fault);
}

static struct period period_of(const struct scope *s, const struct catalogue *c)
{
    struct day from = s->from;
    if (from.since_1970 <= DAY_FIRST.since_1970 && c->programme.west)
        from = c->programme.from;
    return (struct period){from, s->to};
}

bool count_figure(struct figures *out, struct arena *a, struct ledger *l, const struct viewer *v,
                  const struct figure_query *q, struct fault *f)
{
    struct counting c = {.arena = a, .ledger = l, .viewer = v, .query = q, .fault = f};
    struct period period = period_of(&q->scope, l->catalogue);
    part_list parts = {0};
    LIST(struct figure) list = {0};
    SCOPED_TXN txn = {0}; /* all aggregates of one figure see one ledger */
    TRY(txn_begin(&txn, l->store, TXN_READ, f));
    out->known = q->known ? q->known : l->head;
    out->scope = scope_print(a, &q->scope);
    c.leaf = (struct leaf_query){
        .scope = &q->scope, .known = out->known, .viewer = v, .is_named = q->is_named};
    TRY(by_all(&c));
    TRY(evaluate(&parts, &c, q->indicator, q->indicator->value, period));
    for (size_t i = 0; i < parts.count; i++) {
        struct figure figure;
        TRY(figure_of(&figure, &c, &parts.items[i]));
        LIST_ADD(a, &list, figure);
    }
    out->items = list.items;
    out->count = list.count;
    return true;
}

/* ---- the aggregates themselves, for trace and for people who want to see the SQL ---- */

static bool leaves_of(struct counting *c, const struct indicator *i, const struct node *n,
                      struct period period, int depth,
                      bool (*take)(void *self, const struct leaf_query *q, struct fault *f),
                      void *self)
{
    if (n->kind == NODE_AGGREGATE) {
        struct leaf_query q = c->leaf;
        q.indicator = i;
        q.aggregate = n;
        q.period = period;
        TRY(scope_applies(c, i));
        return take(self, &q, c->fault);
    }
    if (n->kind == NODE_INDICATOR) {
        if (n->arg_count == 1 && n->args[0]->kind == NODE_CONSTANT)
            period.to.since_1970 = (int32_t)n->args[0]->constant.i;
        return depth > INDICATOR_DEPTH_MAX ||
               leaves_of(c, n->indicator, n->indicator->value, period, depth + 1, take, self);
    }
    for (size_t k = 0; n->kind == NODE_OPERATOR && k < n->arg_count; k++)
        TRY(leaves_of(c, i, n->args[k], period, depth, take, self));
    return true;
}

bool leaf_each(struct arena *a, struct ledger *l, const struct viewer *v,
               const struct figure_query *q,
               bool (*take)(void *self, const struct leaf_query *q, struct fault *f), void *self,
               struct fault *f)
{
    struct counting c = {.arena = a, .ledger = l, .viewer = v, .query = q, .fault = f};
    c.leaf = (struct leaf_query){.scope = &q->scope, .known = q->known ? q->known : l->head,
                                 .viewer = v};
    TRY(by_all(&c));
    return leaves_of(&c, q->indicator, q->indicator->value, period_of(&q->scope, l->catalogue), 0,
                     take, self);
}
