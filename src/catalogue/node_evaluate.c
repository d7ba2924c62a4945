/*
 * Expressions on one row, with three-valued logic and whole numbers only.
 */
#include "catalogue/node.h"

#define TRUTH(x) VALUE_OF_INT((x) ? 1 : 0)

typedef const struct row_reader *row_of;

static bool evaluate(struct value *out, const struct node *n, row_of row, struct fault *f)
{
    return node_evaluate(out, n, row, f);
}

static bool is_absent(struct value v)
{
    return v.is == VALUE_NONE;
}

/* ---- days and months ---- */

/* A month stands for its first day as a left end, for its last as a right end. */
static int64_t day_left(struct value v, enum kind kind)
{
    return kind == KIND_MONTH ? month_first((struct month){(int32_t)v.i}).since_1970 : v.i;
}

static int64_t day_right(struct value v, enum kind kind)
{
    return kind == KIND_MONTH ? month_last((struct month){(int32_t)v.i}).since_1970 : v.i;
}

static bool time_is_sound(struct value v, enum kind kind, struct fault *f)
{
    bool month = kind == KIND_MONTH && (v.i < 12 || v.i >= 120000);
    bool day = kind == KIND_DAY && (v.i < DAY_FIRST.since_1970 || v.i > DAY_LAST.since_1970);
    return month || day ? fault_set(f, FAULT_LIMIT, "a day lies outside of the calendar") : true;
}

/* Both ends of a span as days; an open or absent right end is INT64_MAX. */
struct days {
    int64_t from, to;
    bool known; /* the left end is not absent */
};

static bool span_days(struct days *out, const struct node *span, row_of row, struct fault *f)
{
    struct value from, to = VALUE_ABSENT;
    TRY(evaluate(&from, span->args[0], row, f));
    TRY(time_is_sound(from, span->args[0]->type.kind, f));
    if (span->arg_count == 2) {
        TRY(evaluate(&to, span->args[1], row, f));
        TRY(time_is_sound(to, span->args[1]->type.kind, f));
    }
    *out = (struct days){0, INT64_MAX, !is_absent(from)};
    if (out->known)
        out->from = day_left(from, span->args[0]->type.kind);
    if (!is_absent(to))
        out->to = day_right(to, span->args[1]->type.kind);
    return true;
}

/* ---- comparing ---- */

struct operand {
    struct value v;
    struct type type;
};

static struct decimal as_decimal(struct operand o)
{
    int places = o.type.kind == KIND_DECIMAL ? o.type.places : o.type.kind == KIND_MONEY ? 2 : 0;
    return (struct decimal){o.v.i, places};
}

static bool is_number(enum kind kind)
{
    return kind == KIND_INT || kind == KIND_MONEY || kind == KIND_DECIMAL || kind == KIND_YEAR;
}

static bool order_holds(enum operator op, int order)
{
    switch (op) {
    case OP_EQ: return order == 0;
    case OP_NE: return order != 0;
    case OP_LT: return order < 0;
    case OP_LE: return order <= 0;
    case OP_GT: return order > 0;
    default: return order >= 0;
    }
}

static int order_of(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* A day and a month: a day within the month equals it. */
static int time_order(struct operand a, struct operand b)
{
    if (a.type.kind == b.type.kind)
        return order_of(a.v.i, b.v.i);
    if (day_right(a.v, a.type.kind) < day_left(b.v, b.type.kind))
        return -1;
    return day_left(a.v, a.type.kind) > day_right(b.v, b.type.kind);
}

/* Both are there. */
static bool holds(enum operator op, struct operand a, struct operand b)
{
    if (is_number(a.type.kind))
        return order_holds(op, decimal_compare(as_decimal(a), as_decimal(b)));
    if (a.type.kind == KIND_DAY || a.type.kind == KIND_MONTH)
        return order_holds(op, time_order(a, b));
    return value_equal(a.v, b.v) == (op == OP_EQ);
}

static bool operand_get(struct operand *out, const struct node *n, row_of row, struct fault *f)
{
    out->type = n->type;
    TRY(evaluate(&out->v, n, row, f));
    return time_is_sound(out->v, n->type.kind, f);
}

static bool compare_evaluate(struct value *out, const struct node *n, row_of row, struct fault *f)
{
    struct operand a, b;
    TRY(operand_get(&a, n->args[0], row, f));
    TRY(operand_get(&b, n->args[1], row, f));
    bool asks = n->args[0]->kind == NODE_NONE || n->args[1]->kind == NODE_NONE;
    if (asks)
        *out = TRUTH((is_absent(a.v) && is_absent(b.v)) == (n->op == OP_EQ));
    else if (is_absent(a.v) || is_absent(b.v))
        *out = VALUE_ABSENT;
    else
        *out = TRUTH(holds(n->op, a, b));
    return true;
}

static bool in_span_evaluate(struct value *out, const struct node *n, row_of row, struct fault *f)
{
    const struct node *span = n->args[1];
    struct operand x, from, to = {VALUE_ABSENT, n->type};
    TRY(operand_get(&x, n->args[0], row, f));
    TRY(operand_get(&from, span->args[0], row, f));
    if (span->arg_count == 2)
        TRY(operand_get(&to, span->args[1], row, f));
    if (is_absent(x.v) || is_absent(from.v))
        *out = VALUE_ABSENT;
    else
        *out = TRUTH(holds(OP_GE, x, from) && (is_absent(to.v) || holds(OP_LE, x, to)));
    return true;
}

static bool in_list_evaluate(struct value *out, const struct node *n, row_of row, struct fault *f)
{
    struct operand x, one;
    bool absent = false;
    TRY(operand_get(&x, n->args[0], row, f));
    *out = TRUTH(false);
    for (size_t i = 1; i < n->arg_count; i++) {
        TRY(operand_get(&one, n->args[i], row, f));
        if (is_absent(x.v) || is_absent(one.v))
            absent = true;
        else if (holds(OP_EQ, x, one))
            *out = TRUTH(true);
    }
    if (absent && out->i == 0)
        *out = VALUE_ABSENT;
    return true;
}

/* ---- and, or, not ---- */

/* `and` ends at false, `or` at true; without it an absent part makes the whole absent. */
static bool logic_evaluate(struct value *out, const struct node *n, row_of row, struct fault *f)
{
    struct value part;
    bool absent = false;
    int64_t ends = n->op == OP_OR;
    for (size_t i = 0; i < n->arg_count; i++) {
        TRY(evaluate(&part, n->args[i], row, f));
        absent = absent || is_absent(part);
        if (!is_absent(part) && part.i == ends) {
            *out = TRUTH(ends);
            return true;
        }
    }
    *out = absent ? VALUE_ABSENT : TRUTH(!ends);
    return true;
}

static bool not_evaluate(struct value *out, const struct node *n, row_of row, struct fault *f)
{
    TRY(evaluate(out, n->args[0], row, f));
    if (!is_absent(*out))
        *out = TRUTH(out->i == 0);
    return true;
}

/* ---- arithmetic ---- */

static bool number_put(struct value *out, struct decimal d, struct type type, struct fault *f)
{
    int places = type.kind == KIND_MONEY ? 2 : type.kind == KIND_DECIMAL ? type.places : 0;
    TRY(decimal_rescale(&d, d, places, f));
    *out = VALUE_OF_INT(d.mantissa);
    return true;
}

static bool time_sum(struct value *out, const struct node *n, struct operand a, struct operand b,
                     struct fault *f)
{
    int64_t result;
    if (n->op == OP_SUBTRACT && __builtin_sub_overflow(a.v.i, b.v.i, &result))
        return add_int64(&result, INT64_MAX, 1, f);
    if (n->op == OP_ADD)
        TRY(add_int64(&result, a.v.i, b.v.i, f));
    *out = VALUE_OF_INT(result);
    return time_is_sound(*out, n->type.kind, f);
}

static bool arithmetic_evaluate(struct value *out, const struct node *n, row_of row,
                                struct fault *f)
{
    struct operand a, b;
    TRY(operand_get(&a, n->args[0], row, f));
    TRY(operand_get(&b, n->args[1], row, f));
    *out = VALUE_ABSENT;
    if (is_absent(a.v) || is_absent(b.v))
        return true;
    if (!is_number(a.type.kind))
        return time_sum(out, n, a, b, f);
    struct decimal x = as_decimal(a), y = as_decimal(b), result;
    if (n->op == OP_MULTIPLY) {
        TRY(decimal_multiply(&result, x, y, f));
        return number_put(out, result, n->type, f);
    }
    if (n->op == OP_SUBTRACT)
        TRY(multiply_int64(&y.mantissa, y.mantissa, -1, f));
    TRY(decimal_add(&result, x, y, f));
    return number_put(out, result, n->type, f);
}

static bool operator_evaluate(struct value *out, const struct node *n, row_of row, struct fault *f)
{
    switch (n->op) {
    case OP_OR:
    case OP_AND: return logic_evaluate(out, n, row, f);
    case OP_NOT: return not_evaluate(out, n, row, f);
    case OP_IN_SPAN: return in_span_evaluate(out, n, row, f);
    case OP_IN_LIST: return in_list_evaluate(out, n, row, f);
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY: return arithmetic_evaluate(out, n, row, f);
    case OP_NEGATE:
        TRY(evaluate(out, n->args[0], row, f));
        return is_absent(*out) ? true : multiply_int64(&out->i, out->i, -1, f);
    default: return compare_evaluate(out, n, row, f);
    }
}

/* ---- calls ---- */

static bool length_evaluate(struct value *out, const struct node *n, row_of row, struct fault *f)
{
    struct days span;
    struct operand cut = {VALUE_ABSENT, n->type};
    TRY(span_days(&span, n->args[0], row, f));
    if (n->arg_count == 2)
        TRY(operand_get(&cut, n->args[1], row, f));
    *out = VALUE_ABSENT;
    if (!span.known || (n->arg_count == 2 && is_absent(cut.v)))
        return true;
    if (span.to == INT64_MAX)
        span.to = row->to.since_1970;
    if (n->arg_count == 2 && span.to > day_right(cut.v, cut.type.kind))
        span.to = day_right(cut.v, cut.type.kind);
    if (n->call == CALL_DAYS)
        *out = VALUE_OF_INT(span.to < span.from ? 0 : span.to - span.from + 1);
    else
        *out = VALUE_OF_INT(months_between((struct day){(int32_t)span.from},
                                           (struct day){(int32_t)span.to}));
    return true;
}

static bool overlaps_evaluate(struct value *out, const struct node *n, row_of row, struct fault *f)
{
    struct days a, b;
    TRY(span_days(&a, n->args[0], row, f));
    TRY(span_days(&b, n->args[1], row, f));
    *out = a.known && b.known ? TRUTH(a.from <= b.to && b.from <= a.to) : VALUE_ABSENT;
    return true;
}

/* In the region, or in one that has since become part of it. */
static bool region_is_within(const struct regions *regions, int64_t code, int64_t within)
{
    struct region_range span = region_span(within);
    if (code >= span.first && code < span.after)
        return true;
    if (!region_has_successors(regions))
        return false;
    SCOPED_ARENA scratch = {0};
    size_t count;
    struct region_range *ranges = region_ranges(&scratch, regions, within, &count);
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code < ranges[i].after)
            return true;
    return false;
}

/* Work found through a party that has ended since is still with the partner: no `to`. */
static bool region_is_paired(const struct catalogue *c, int64_t code, struct day at)
{
    for (size_t i = 0; i < c->parties.count; i++) {
        const struct party *p = c->parties.items[i];
        if (p->from.since_1970 <= at.since_1970 &&
            region_is_within(c->regions, code, region_at_level(p->region, LEVEL_PROVINCE)))
            return true;
    }
    return false;
}

static bool is_region(int64_t code)
{
    return code > 0 && code < 1000000000000;
}

static struct value region_call(const struct node *n, row_of row, int64_t a, int64_t b)
{
    const struct catalogue *c = row->catalogue;
    if (!is_region(a) || (n->call == CALL_WITHIN && !is_region(b)))
        return VALUE_ABSENT;
    switch (n->call) {
    case CALL_WITHIN: return TRUTH(region_is_within(c->regions, a, b));
    case CALL_PAIRED: return TRUTH(region_is_paired(c, a, row->to));
    case CALL_WEST:
        return TRUTH(c->programme.west && region_is_within(c->regions, a, c->programme.west));
    default: return VALUE_OF_INT(region_at_level(a, n->type.level));
    }
}

static struct value time_call(const struct node *n, struct operand a, struct operand b)
{
    struct day at = {(int32_t)day_left(a.v, a.type.kind)};
    struct month month = month_of(at);
    switch (n->call) {
    case CALL_AGE:
        return VALUE_OF_INT(age_at(month, (struct day){(int32_t)day_right(b.v, b.type.kind)}));
    case CALL_YEAR: return VALUE_OF_INT(month.index / 12);
    default: return VALUE_OF_INT(month.index);
    }
}

static bool call_evaluate(struct value *out, const struct node *n, row_of row, struct fault *f)
{
    *out = VALUE_ABSENT;
    if (n->call == CALL_MONTHS || n->call == CALL_DAYS)
        return length_evaluate(out, n, row, f);
    if (n->call == CALL_OVERLAPS)
        return overlaps_evaluate(out, n, row, f);
    if (node_is_related(n) || n->call == CALL_FIGURE)
        return true; /* other records are not in reach of one row */
    struct operand a, b = {VALUE_ABSENT, n->type};
    TRY(operand_get(&a, n->args[0], row, f));
    if (n->arg_count > 1)
        TRY(operand_get(&b, n->args[1], row, f));
    if (is_absent(a.v) || (n->arg_count > 1 && is_absent(b.v)))
        return true;
    if (n->call == CALL_NUMBER)
        *out = a.v;
    else if (n->call == CALL_MIN || n->call == CALL_MAX)
        *out = holds(OP_LE, a, b) == (n->call == CALL_MIN) ? a.v : b.v;
    else if (n->call == CALL_AGE || n->call == CALL_YEAR || n->call == CALL_MONTH)
        *out = time_call(n, a, b);
    else
        *out = region_call(n, row, a.v.i, b.v.i);
    return true;
}

static bool pick_evaluate(struct value *out, const struct node *n, row_of row, struct fault *f)
{
    struct value condition;
    for (size_t i = 0; i + 1 < n->arg_count; i += 2) {
        TRY(evaluate(&condition, n->args[i], row, f));
        if (!is_absent(condition) && condition.i)
            return evaluate(out, n->args[i + 1], row, f);
    }
    return evaluate(out, n->args[n->arg_count - 1], row, f);
}

/* ---- paths ---- */

static bool path_evaluate(struct value *out, const struct node *n, row_of row, struct fault *f)
{
    bool own = n->source == 0 && n->step_count == 1;
    const struct field *field = own ? n->steps[0].field : NULL;
    if (own && !field)
        return evaluate(out, n->steps[0].derive->value, row, f);
    bool dated = field && field->dated_since;
    if (field && !(dated && (n->at_day || row->path))) {
        *out = row->fields[field->index];
        return true;
    }
    *out = VALUE_ABSENT;
    return row->path ? row->path(out, row->self, n, f) : true;
}

static struct value symbol_value(const struct node *n, row_of row)
{
    return VALUE_OF_INT(n->symbol == SYMBOL_FROM ? row->from.since_1970 : row->to.since_1970);
}

bool node_evaluate(struct value *out, const struct node *n, const struct row_reader *row,
                   struct fault *f)
{
    switch (n->kind) {
    case NODE_CONSTANT: *out = n->constant; return true;
    case NODE_SYMBOL: *out = symbol_value(n, row); return true;
    case NODE_PATH: return path_evaluate(out, n, row, f);
    case NODE_CALL: return call_evaluate(out, n, row, f);
    case NODE_PICK: return pick_evaluate(out, n, row, f);
    case NODE_OPERATOR: return operator_evaluate(out, n, row, f);
    case NODE_NONE:
    case NODE_SPAN:
    case NODE_AGGREGATE:
    case NODE_INDICATOR: break;
    }
    *out = VALUE_ABSENT;
    return true;
}
