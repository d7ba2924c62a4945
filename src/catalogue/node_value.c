/*
 * An indicator's value: aggregates over its rows, other indicators, and arithmetic over both,
 * with the units that this allows.
 */
#include "catalogue/node_inside.h"

static bool fault_units(struct typing *t, const struct node *n, const struct unit *found,
                        const struct unit *wanted)
{
    return fault_node(t->f, n,
                      fault_set(t->f, FAULT_INPUT, "a value in \"%.*s\" cannot stand for \"%.*s\"",
                                TEXT_ARG(found->name), TEXT_ARG(wanted->name)));
}

static bool is_numeric_aggregate(enum aggregate a)
{
    return a != AGGREGATE_COUNT && a != AGGREGATE_COUNT_DISTINCT;
}

static bool fault_arguments(struct typing *t, const struct node *n)
{
    return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT, "this takes other values"));
}

/* balance(amount, in HOLDER DAY, out HOLDER DAY) and aged(..., over DAYS) */
static bool balance_type(struct typing *t, struct node *n)
{
    for (size_t i = 1; i < 5; i++)
        TRY(node_type(t, n->args[i], NULL));
    if (!type_fits(n->args[1]->type, n->args[3]->type))
        return fault_node(t->f, n->args[3],
                          fault_set(t->f, FAULT_INPUT, "both holders must be of one kind"));
    for (size_t i = 2; i < 5; i += 2)
        if (n->args[i]->type.kind != KIND_DAY)
            return fault_node(t->f, n->args[i], fault_set(t->f, FAULT_INPUT, "a day is wanted"));
    if (n->aggregate == AGGREGATE_AGED &&
        (n->args[5]->kind != NODE_CONSTANT || n->args[5]->type.kind != KIND_INT))
        return fault_node(t->f, n->args[5],
                          fault_set(t->f, FAULT_INPUT, "a number of days is wanted"));
    return true;
}

static bool aggregate_args(struct typing *t, struct node *n)
{
    bool holders = n->aggregate == AGGREGATE_BALANCE || n->aggregate == AGGREGATE_AGED;
    size_t least = n->aggregate == AGGREGATE_COUNT || n->aggregate == AGGREGATE_LATEST ? 0 : 1;
    size_t most = holders ? 6 : n->aggregate == AGGREGATE_LATEST ? 3 : 1;
    if (n->arg_count < least || n->arg_count > most)
        return fault_arguments(t, n);
    size_t numbers = holders ? 1 : n->arg_count;
    for (size_t i = 0; i < numbers; i++) {
        TRY(node_type(t, n->args[i], NULL));
        bool number = type_is_number(n->args[i]->type) && n->args[i]->type.kind != KIND_YEAR;
        if (n->args[i]->kind == NODE_NONE || n->args[i]->kind == NODE_CONSTANT ||
            (is_numeric_aggregate(n->aggregate) && !number))
            return fault_node(t->f, n->args[i],
                              fault_set(t->f, FAULT_INPUT, "a number of the record is wanted"));
    }
    return holders ? balance_type(t, n) : true;
}

static bool aggregate_type(struct typing *t, struct node *n)
{
    if (!t->over)
        return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT,
                                             "there is nothing to count: `over TYPE` is missing"));
    TRY(aggregate_args(t, n));
    n->type = (struct type){.kind = KIND_INT};
    if (is_numeric_aggregate(n->aggregate) && n->arg_count)
        n->type = n->args[0]->type;
    return true;
}

/* min(x) and max(x) of one value are counted over the rows. */
static bool is_extreme(struct node *n)
{
    bool least = text_is(n->constant.t, "min");
    if (n->arg_count != 1 || (!least && !text_is(n->constant.t, "max")))
        return false;
    n->kind = NODE_AGGREGATE;
    n->aggregate = least ? AGGREGATE_MIN : AGGREGATE_MAX;
    n->constant = VALUE_ABSENT;
    return true;
}

/* Over a group of a rule there may be the largest day, too; only sums want numbers. */
bool node_type_aggregate(struct typing *t, struct node *n, bool *took)
{
    *took = n->kind == NODE_AGGREGATE || (n->kind == NODE_CALL && n->constant.is == VALUE_TEXT && is_extreme(n));
    if (!*took)
        return true;
    if (n->aggregate > AGGREGATE_MAX || n->arg_count > 1 ||
        (n->arg_count == 0 && n->aggregate != AGGREGATE_COUNT))
        return fault_arguments(t, n);
    bool counts_only = t->counts_only, counts = t->counts;
    t->counts_only = t->counts = false;
    bool good = n->arg_count == 0 || node_type(t, n->args[0], NULL);
    t->counts_only = counts_only;
    t->counts = counts;
    TRY(good);
    n->type = (struct type){.kind = KIND_INT};
    if (!is_numeric_aggregate(n->aggregate))
        return true;
    n->type = n->args[0]->type;
    bool ordered = type_is_number(n->type) || n->type.kind == KIND_DAY || n->type.kind == KIND_MONTH;
    if (ordered && (n->aggregate != AGGREGATE_SUM || type_is_number(n->type)))
        return true;
    return fault_node(t->f, n->args[0], fault_set(t->f, FAULT_INPUT, "a number of the record is wanted"));
}

static bool indicator_type(struct typing *t, struct node *n)
{
    struct text name = n->constant.t;
    if (!t->indicator)
        return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT,
                                             "a value is made of counts, sums and indicators"));
    TRY(t->indicator(&n->indicator, t->self, name, n->at, t->f));
    n->kind = NODE_INDICATOR;
    n->constant = VALUE_ABSENT;
    n->type = (struct type){.kind = KIND_DECIMAL,
                            .places = n->indicator->places < 0 ? 0 : n->indicator->places,
                            .unit = n->indicator->unit};
    if (!n->at_day)
        return true;
    n->args = ARENA_ARRAY(t->a, struct node *, 1);
    n->args[0] = n->at_day;
    n->arg_count = 1;
    n->at_day = NULL;
    return node_type_as(t, n->args[0], (struct type){.kind = KIND_DAY});
}

static bool part_type(struct typing *t, struct node *n);

/* part / over: the unit is none where both are of one dimension (a share). */
static bool quotient_type(struct typing *t, struct node *n)
{
    const struct unit *a = n->args[0]->type.unit, *b = n->args[1]->type.unit;
    n->type = (struct type){.kind = KIND_DECIMAL, .unit = a};
    if (a && b && unit_base(a) == unit_base(b))
        n->type.unit = NULL;
    (void)t;
    return true;
}

static bool arithmetic_type(struct typing *t, struct node *n)
{
    if (n->op != OP_ADD && n->op != OP_SUBTRACT && n->op != OP_MULTIPLY && n->op != OP_DIVIDE &&
        n->op != OP_NEGATE)
        return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT,
                                             "a value is counted or computed, not compared"));
    for (size_t i = 0; i < n->arg_count; i++)
        TRY(part_type(t, n->args[i]));
    n->type = n->args[0]->type;
    if (n->op == OP_DIVIDE)
        return quotient_type(t, n);
    if (n->op == OP_NEGATE)
        return true;
    const struct unit *a = n->args[0]->type.unit, *b = n->args[1]->type.unit;
    bool add = n->op == OP_ADD || n->op == OP_SUBTRACT;
    if (a && b && (!add || unit_base(a) != unit_base(b)))
        return fault_node(t->f, n->args[1],
                          fault_set(t->f, FAULT_INPUT, "\"%.*s\" and \"%.*s\" do not add up",
                                    TEXT_ARG(a->name), TEXT_ARG(b->name)));
    n->type.unit = a ? a : b;
    return true;
}

static bool part_type(struct typing *t, struct node *n)
{
    switch (n->kind) {
    case NODE_CONSTANT:
        if (type_is_number(n->type))
            return true;
        break;
    case NODE_PATH: return indicator_type(t, n);
    case NODE_AGGREGATE: return aggregate_type(t, n);
    case NODE_CALL:
        if (is_extreme(n))
            return aggregate_type(t, n);
        break;
    case NODE_OPERATOR: return arithmetic_type(t, n);
    default: break;
    }
    return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT,
                                         "a value is made of counts, sums and indicators"));
}

static bool is_count(const struct node *n)
{
    return n->kind == NODE_AGGREGATE && !is_numeric_aggregate(n->aggregate);
}

static bool is_quotient(const struct node *n)
{
    return n->kind == NODE_OPERATOR && n->op == OP_DIVIDE;
}

/* A share is printed as one; a mean is neither a share nor in the unit it is divided by. */
static bool quotient_unit(struct typing *t, struct node *n, const struct unit *unit)
{
    const struct unit *a = n->args[0]->type.unit, *b = n->args[1]->type.unit;
    if (!a || !b)
        return true;
    bool same = unit_base(a) == unit_base(b);
    if (same && !unit_is_share(unit)) {
        fault_node(t->f, n, fault_set(t->f, FAULT_INPUT, "a share is not counted in \"%.*s\"",
                                      TEXT_ARG(unit->name)));
        return fault_hint(t->f, "the same unit above and below makes a share: unit percent");
    }
    if (!same && (unit_is_share(unit) || unit_base(unit) == unit_base(b))) {
        fault_node(t->f, n, fault_set(t->f, FAULT_INPUT,
                                      "\"%.*s\" for each \"%.*s\" is not in \"%.*s\"",
                                      TEXT_ARG(a->name), TEXT_ARG(b->name), TEXT_ARG(unit->name)));
        return fault_hint(t->f, "a share has the same unit above and below; a mean its own unit");
    }
    return true;
}

bool node_type_value(struct typing *t, struct node *n, const struct unit *unit)
{
    TRY(part_type(t, n));
    if (n->kind == NODE_CONSTANT)
        return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT,
                                             "a value is made of counts, sums and indicators"));
    if (!unit)
        return true;
    if (is_quotient(n))
        return quotient_unit(t, n, unit);
    if (is_count(n) && (unit_is_share(unit) || text_is(unit_base(unit)->name, "yuan")))
        return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT, "records are not counted in \"%.*s\"",
                                             TEXT_ARG(unit->name)));
    const struct unit *found = n->type.unit;
    /* A statistic's value field is a pure number: its item says of what. */
    if (!found || unit_is_share(found) || unit_base(found) == unit_base(unit))
        return true;
    return fault_units(t, n, found, unit);
}
