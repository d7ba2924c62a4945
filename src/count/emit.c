#include "count/emit.h"

#include <inttypes.h>
#include <string.h>

/* A reference that was followed: holder.field -> alias. */
struct join {
    struct text holder;
    const struct field *field;
    struct text alias;
};

void emit_begin(struct emit *e, struct arena *a, struct ledger *l, struct fault *f)
{
    *e = (struct emit){.arena = a, .ledger = l, .fault = f};
}

void emit_clear(struct emit *e)
{
    for (int i = 0; i < EMIT_SOURCES_MAX; i++)
        buffer_clear(&e->sources[i].joins);
}

static struct emit_source *source_add(struct emit *e, const struct record_type *type)
{
    struct emit_source *s = &e->sources[e->source_count++];
    s->joins.n = 0;
    s->joined.count = 0;
    s->type = type;
    s->alias = text_printf(e->arena, "t%d", e->aliases++);
    return s;
}

void emit_row(struct emit *e, const struct record_type *type)
{
    e->source_count = 0;
    source_add(e, type);
}

void emit_row_beside(struct emit *e, const struct record_type *type)
{
    source_add(e, type);
}

void emit_parameter(struct buffer *out, struct emit *e, struct value v)
{
    LIST_ADD(e->arena, &e->parameters, (struct parameter){v});
    buffer_printf(out, "?%zu", PARAMETERS_FIXED + e->parameters.count);
}

void emit_known(struct buffer *out, struct text alias)
{
    buffer_printf(out, "%.*s.since <= ?1 AND ?1 < %.*s.until AND %.*s.void_why IS NULL",
                  TEXT_ARG(alias), TEXT_ARG(alias), TEXT_ARG(alias));
}

void emit_within(struct buffer *out, struct emit *e, struct text expression, const int64_t *regions,
                 size_t count)
{
    bool any = false;
    buffer_add_str(out, "(");
    for (size_t i = 0; i < count; i++) {
        size_t n;
        struct region_range *ranges =
            region_ranges(e->arena, e->ledger->catalogue->regions, regions[i], &n);
        for (size_t r = 0; r < n; r++) {
            buffer_printf(out, "%s%.*s >= %" PRId64 " AND %.*s < %" PRId64, any ? " OR " : "",
                          TEXT_ARG(expression), ranges[r].first, TEXT_ARG(expression),
                          ranges[r].after);
            any = true;
        }
    }
    buffer_add_str(out, any ? ")" : "0)");
}

void emit_bind(const struct emit *e, struct stmt *q, int64_t known, struct period period)
{
    stmt_bind_int(q, 1, known);
    stmt_bind_int(q, 2, period.from.since_1970);
    stmt_bind_int(q, 3, period.to.since_1970);
    for (size_t i = 0; i < e->parameters.count; i++) {
        struct value v = e->parameters.items[i].value;
        int index = PARAMETERS_FIXED + 1 + (int)i;
        if (v.is == VALUE_TEXT)
            stmt_bind_text(q, index, v.t);
        else if (v.is == VALUE_INT)
            stmt_bind_int(q, index, v.i);
        else
            stmt_bind_null(q, index);
    }
}

/* ---- paths ---- */

static struct text join_reference(struct emit *e, struct emit_source *s, struct text holder,
                                  const struct field *field)
{
    for (size_t i = 0; i < s->joined.count; i++)
        if (s->joined.items[i]->field == field && text_equal(s->joined.items[i]->holder, holder))
            return s->joined.items[i]->alias;
    struct join *j = ARENA_NEW(e->arena, struct join);
    j->holder = holder;
    j->field = field;
    j->alias = text_printf(e->arena, "j%d", e->aliases++);
    LIST_ADD(e->arena, &s->joined, j);
    buffer_printf(&s->joins, " LEFT JOIN %.*s AS %.*s ON %.*s.record = %.*s.\"%.*s\" AND ",
                  TEXT_ARG(field->type.target->table), TEXT_ARG(j->alias), TEXT_ARG(j->alias),
                  TEXT_ARG(holder), TEXT_ARG(field->name));
    emit_known(&s->joins, j->alias);
    return j->alias;
}

/* The left or right end of a spell as a day: a month stands for its first and its last day. */
static bool emit_end(struct buffer *out, struct emit *e, const struct node *n, bool is_left)
{
    bool is_month = n && n->type.kind == KIND_MONTH;
    if (!n) {
        buffer_add_str(out, PARAMETER_TO);
        return true;
    }
    if (is_month)
        buffer_add_str(out, is_left ? "month_first(" : "month_last(");
    TRY(emit_node(out, e, n));
    if (is_month)
        buffer_add_str(out, ")");
    return true;
}

static bool emit_dated(struct buffer *out, struct emit *e, struct text holder,
                       const struct field *field, const struct node *at)
{
    struct text alias = text_printf(e->arena, "d%d", e->aliases++);
    buffer_printf(out, "coalesce((SELECT %.*s.\"%.*s\" FROM %.*s AS %.*s WHERE %.*s.\"%.*s\" = %.*s.record AND ",
                  TEXT_ARG(alias), TEXT_ARG(field->dated_value->name),
                  TEXT_ARG(field->dated_type->table), TEXT_ARG(alias), TEXT_ARG(alias),
                  TEXT_ARG(field->dated_ref->name), TEXT_ARG(holder));
    emit_known(out, alias);
    buffer_printf(out, " AND %.*s.\"%.*s\" <= ", TEXT_ARG(alias),
                  TEXT_ARG(field->dated_since->name));
    TRY(emit_end(out, e, at, false));
    buffer_printf(out, " ORDER BY %.*s.\"%.*s\" DESC LIMIT 1), %.*s.\"%.*s\")", TEXT_ARG(alias),
                  TEXT_ARG(field->dated_since->name), TEXT_ARG(holder), TEXT_ARG(field->name));
    return true;
}

/*
 * A derived field is its expression over the record it belongs to. Its paths start at source 0, so
 * for the time of it the holder takes that place.
 */
static bool emit_derived(struct buffer *out, struct emit *e, int source, struct text holder,
                         const struct derive *derive)
{
    struct emit_source *s = &e->sources[source];
    struct emit_source zero = e->sources[0];
    struct text alias = s->alias;
    const struct record_type *type = s->type;
    s->alias = holder;
    s->type = derive->owner;
    if (source)
        e->sources[0] = *s;
    bool good = emit_node(out, e, derive->value);
    if (source) {
        *s = e->sources[0]; /* with the joins that were added */
        e->sources[0] = zero;
    }
    s->alias = alias;
    s->type = type;
    return good;
}

/* The alias of the record that a path's first step is a field of. */
static struct text path_holder(struct emit *e, const struct node *n, struct emit_source *s)
{
    struct text holder = s->alias;
    for (size_t i = 0; n->source < 0 && i < e->subject->step_count; i++)
        holder = join_reference(e, s, holder, e->subject->steps[i].field);
    return holder;
}

static bool emit_path(struct buffer *out, struct emit *e, const struct node *n)
{
    int source = n->source < 0 ? 0 : n->source;
    struct emit_source *s = &e->sources[source];
    struct text holder = path_holder(e, n, s);
    if (n->step_count == 0) {
        buffer_printf(out, "coalesce(%.*s.same_as, %.*s.record)", TEXT_ARG(holder), TEXT_ARG(holder));
        return true;
    }
    for (size_t i = 0; i + 1 < n->step_count; i++)
        holder = join_reference(e, s, holder, n->steps[i].field);
    const struct step *last = &n->steps[n->step_count - 1];
    if (last->derive)
        return emit_derived(out, e, source, holder, last->derive);
    if (last->field->dated_type)
        return emit_dated(out, e, holder, last->field, n->at_day);
    if (last->field->class == CLASS_SEALED)
        return fault_set(e->fault, FAULT_INPUT,
                         "\"%.*s\" is a sealed field: figures are counted without it",
                         TEXT_ARG(last->field->name));
    buffer_printf(out, "%.*s.\"%.*s\"", TEXT_ARG(holder), TEXT_ARG(last->field->name));
    return true;
}

/* ---- calls ---- */

/* An open right end is cut at the period's last day. */
static bool emit_right(struct buffer *out, struct emit *e, const struct node *span)
{
    buffer_add_str(out, "coalesce(");
    TRY(emit_end(out, e, span->args[1], false));
    buffer_add_str(out, ", " PARAMETER_TO ")");
    return true;
}

static bool emit_months(struct buffer *out, struct emit *e, const struct node *n)
{
    buffer_add_str(out, "months_between(");
    TRY(emit_end(out, e, n->args[0]->args[0], true));
    buffer_add_str(out, n->arg_count > 1 ? ", lesser(" : ", ");
    TRY(emit_right(out, e, n->args[0]));
    if (n->arg_count > 1) {
        buffer_add_str(out, ", ");
        TRY(emit_node(out, e, n->args[1]));
        buffer_add_str(out, ")");
    }
    buffer_add_str(out, ")");
    return true;
}

static bool emit_days(struct buffer *out, struct emit *e, const struct node *n)
{
    buffer_add_str(out, n->arg_count > 1 ? "greater(0, lesser(" : "greater(0, (");
    TRY(emit_right(out, e, n->args[0]));
    if (n->arg_count > 1) {
        buffer_add_str(out, ", ");
        TRY(emit_node(out, e, n->args[1]));
    }
    buffer_add_str(out, ") - ");
    TRY(emit_end(out, e, n->args[0]->args[0], true));
    buffer_add_str(out, " + 1)");
    return true;
}

static bool emit_month_index(struct buffer *out, struct emit *e, const struct node *n)
{
    bool is_day = n->type.kind == KIND_DAY;
    buffer_add_str(out, is_day ? "day_month(" : "(");
    TRY(emit_node(out, e, n));
    buffer_add_str(out, ")");
    return true;
}

static bool emit_age(struct buffer *out, struct emit *e, const struct node *n)
{
    buffer_add_str(out, "((");
    TRY(emit_month_index(out, e, n->args[1]));
    buffer_add_str(out, " - ");
    TRY(emit_month_index(out, e, n->args[0]));
    buffer_add_str(out, ") / 12)");
    return true;
}

/* An open right end has no end. */
static bool emit_endless(struct buffer *out, struct emit *e, const struct node *span)
{
    buffer_add_str(out, "coalesce(");
    if (span->arg_count == 2)
        TRY(emit_end(out, e, span->args[1], false));
    else
        buffer_add_str(out, "NULL");
    buffer_printf(out, ", %d)", DAY_LAST.since_1970);
    return true;
}

static bool emit_overlaps(struct buffer *out, struct emit *e, const struct node *n)
{
    buffer_add_str(out, "(");
    TRY(emit_end(out, e, n->args[0]->args[0], true));
    buffer_add_str(out, " <= ");
    TRY(emit_endless(out, e, n->args[1]));
    buffer_add_str(out, " AND ");
    TRY(emit_end(out, e, n->args[1]->args[0], true));
    buffer_add_str(out, " <= ");
    TRY(emit_endless(out, e, n->args[0]));
    buffer_add_str(out, ")");
    return true;
}

static bool emit_within_call(struct buffer *out, struct emit *e, const struct node *n)
{
    SCOPED_BUFFER inner = {0}, outer = {0};
    TRY(emit_node(&inner, e, n->args[0]));
    if (n->args[1]->kind == NODE_CONSTANT) {
        emit_within(out, e, buffer_text(&inner), &n->args[1]->constant.i, 1);
        return true;
    }
    TRY(emit_node(&outer, e, n->args[1]));
    buffer_printf(out, "(%.*s >= %.*s AND %.*s < region_after(%.*s))",
                  TEXT_ARG(buffer_text(&inner)), TEXT_ARG(buffer_text(&outer)),
                  TEXT_ARG(buffer_text(&inner)), TEXT_ARG(buffer_text(&outer)));
    return true;
}

/* Within a party of the programme, from its first day on; its province counts with it. */
static bool emit_paired(struct buffer *out, struct emit *e, const struct node *n)
{
    SCOPED_BUFFER inner = {0};
    const struct catalogue *c = e->ledger->catalogue;
    TRY(emit_node(&inner, e, n->args[0]));
    buffer_add_str(out, "(");
    for (size_t i = 0; i < c->parties.count; i++) {
        const struct party *party = c->parties.items[i];
        int64_t province = region_at_level(party->region, LEVEL_PROVINCE);
        buffer_printf(out, "%s(" PARAMETER_TO " >= %d AND ", i ? " OR " : "",
                      party->from.since_1970);
        emit_within(out, e, buffer_text(&inner), &province, 1);
        buffer_add_str(out, ")");
    }
    buffer_add_str(out, c->parties.count ? ")" : "0)");
    return true;
}

static bool emit_west(struct buffer *out, struct emit *e, const struct node *n)
{
    SCOPED_BUFFER inner = {0};
    TRY(emit_node(&inner, e, n->args[0]));
    emit_within(out, e, buffer_text(&inner), &e->ledger->catalogue->programme.west, 1);
    return true;
}

static bool emit_level(struct buffer *out, struct emit *e, const struct node *n)
{
    static const int64_t units[] = {[CALL_PROVINCE] = 10000000000,
                                    [CALL_PREFECTURE] = 100000000,
                                    [CALL_COUNTY] = 1000000,
                                    [CALL_TOWN] = 1000};
    buffer_add_str(out, "(");
    TRY(emit_node(out, e, n->args[0]));
    buffer_printf(out, " / %" PRId64 " * %" PRId64 ")", units[n->call], units[n->call]);
    return true;
}

static bool emit_wrapped(struct buffer *out, struct emit *e, const struct node *n, const char *name)
{
    buffer_add_str(out, name);
    for (size_t i = 0; i < n->arg_count; i++) {
        buffer_add_str(out, i ? ", " : "");
        TRY(emit_node(out, e, n->args[i]));
    }
    buffer_add_str(out, ")");
    return true;
}

static bool emit_year(struct buffer *out, struct emit *e, const struct node *n)
{
    if (n->args[0]->type.kind == KIND_DAY)
        return emit_wrapped(out, e, n, "day_year(");
    TRY(emit_wrapped(out, e, n, "("));
    if (n->args[0]->type.kind == KIND_MONTH)
        buffer_add_str(out, " / 12");
    return true;
}

/* Over the records of another type: whether there is one, how many, or what they add up to. */
static bool emit_related(struct buffer *out, struct emit *e, const struct node *n)
{
    SCOPED_BUFFER condition = {0}, value = {0};
    if (e->source_count == EMIT_SOURCES_MAX)
        return fault_set(e->fault, FAULT_LIMIT, "exists() stands within exists() too deep");
    struct emit_source *s = source_add(e, n->sub_type);
    bool good = emit_condition(&condition, e, n->args[0]);
    if (n->arg_count > 1)
        good = good && emit_value(&value, e, n->args[1]);
    bool is_exists = n->call == CALL_EXISTS;
    if (is_exists)
        buffer_add_str(out, "EXISTS (SELECT 1");
    else if (n->call == CALL_COUNT)
        buffer_add_str(out, "(SELECT count(*)");
    else
        buffer_printf(out, "(SELECT coalesce(%s%.*s), 0)",
                      n->call == CALL_SUM ? "sum(" : "count(DISTINCT ", TEXT_ARG(buffer_text(&value)));
    buffer_printf(out, " FROM %.*s AS %.*s%.*s WHERE ", TEXT_ARG(n->sub_type->table),
                  TEXT_ARG(s->alias), TEXT_ARG(buffer_text(&s->joins)));
    emit_known(out, s->alias);
    buffer_printf(out, "%s%.*s%s AND %.*s)", is_exists ? "" : " AND ",
                  TEXT_ARG(is_exists ? TEXT("") : s->alias), is_exists ? "" : ".same_as IS NULL",
                  TEXT_ARG(buffer_text(&condition)));
    e->source_count--;
    return good;
}

static bool emit_call(struct buffer *out, struct emit *e, const struct node *n)
{
    switch (n->call) {
    case CALL_MONTHS:
        return emit_months(out, e, n);
    case CALL_DAYS:
        return emit_days(out, e, n);
    case CALL_AGE:
        return emit_age(out, e, n);
    case CALL_OVERLAPS:
        return emit_overlaps(out, e, n);
    case CALL_WITHIN:
        return emit_within_call(out, e, n);
    case CALL_PAIRED:
        return emit_paired(out, e, n);
    case CALL_WEST:
        return emit_west(out, e, n);
    case CALL_PROVINCE:
    case CALL_PREFECTURE:
    case CALL_COUNTY:
    case CALL_TOWN:
        return emit_level(out, e, n);
    case CALL_YEAR:
        return emit_year(out, e, n);
    case CALL_MONTH:
        return emit_month_index(out, e, n->args[0]);
    case CALL_NUMBER:
        return emit_wrapped(out, e, n, "(");
    case CALL_MIN:
        return emit_wrapped(out, e, n, "lesser(");
    case CALL_MAX:
        return emit_wrapped(out, e, n, "greater(");
    case CALL_FIGURE:
        if (e->figures)
            return e->figures(out, e, n);
        return fault_set(e->fault, FAULT_INPUT, "figure() stands in an indicator, for its own row only");
    case CALL_EXISTS:
    case CALL_COUNT:
    case CALL_COUNT_DISTINCT:
    case CALL_SUM:
        return emit_related(out, e, n);
    }
    return fault_set(e->fault, FAULT_INPUT, "a function of the expression has no SQL");
}

/* ---- operators ---- */

bool emit_condition(struct buffer *out, struct emit *e, const struct node *n)
{
    bool is_stored = n->kind == NODE_PATH && n->steps[n->step_count - 1].field;
    bool is_number = is_stored || n->kind == NODE_CONSTANT || n->kind == NODE_PICK;
    buffer_add_str(out, is_number ? "(" : "");
    TRY(emit_node(out, e, n));
    buffer_add_str(out, is_number ? " <> 0)" : "");
    return true;
}

typedef bool (*operand)(struct buffer *out, struct emit *e, const struct node *n);

static bool emit_binary(struct buffer *out, struct emit *e, const struct node *n, const char *op)
{
    operand each = n->op == OP_AND || n->op == OP_OR ? emit_condition : emit_node;
    buffer_add_str(out, "(");
    TRY(each(out, e, n->args[0]));
    buffer_printf(out, " %s ", op);
    TRY(each(out, e, n->args[1]));
    buffer_add_str(out, ")");
    return true;
}

/* `x = none`, `x != none`: SQL's own null tests. */
static bool emit_none_test(struct buffer *out, struct emit *e, const struct node *n)
{
    const struct node *tested = n->args[n->args[0]->kind == NODE_NONE];
    buffer_add_str(out, "(");
    TRY(emit_node(out, e, tested));
    buffer_add_str(out, n->op == OP_EQ ? " IS NULL)" : " IS NOT NULL)");
    return true;
}

static bool is_none_test(const struct node *n)
{
    return (n->op == OP_EQ || n->op == OP_NE) &&
           (n->args[0]->kind == NODE_NONE || n->args[1]->kind == NODE_NONE);
}

static bool emit_in_span(struct buffer *out, struct emit *e, const struct node *n)
{
    const struct node *span = n->args[1];
    bool is_day = n->args[0]->type.kind == KIND_DAY;
    buffer_add_str(out, "(");
    TRY(emit_node(out, e, n->args[0]));
    buffer_add_str(out, " >= ");
    TRY(is_day ? emit_end(out, e, span->args[0], true) : emit_node(out, e, span->args[0]));
    if (span->args[1]) { /* an absent right end is open */
        buffer_add_str(out, " AND coalesce(");
        TRY(emit_node(out, e, n->args[0]));
        buffer_add_str(out, " <= ");
        TRY(is_day ? emit_end(out, e, span->args[1], false) : emit_node(out, e, span->args[1]));
        buffer_add_str(out, ", 1)");
    }
    buffer_add_str(out, ")");
    return true;
}

static bool emit_in_list(struct buffer *out, struct emit *e, const struct node *n)
{
    buffer_add_str(out, "(");
    TRY(emit_node(out, e, n->args[0]));
    for (size_t i = 1; i < n->arg_count; i++) {
        buffer_add_str(out, i == 1 ? " IN (" : ", ");
        TRY(emit_node(out, e, n->args[i]));
    }
    buffer_add_str(out, "))");
    return true;
}

/*
 * A month against a day is all its days: equal means within, before means before the first, and
 * until means until the last.
 */
static bool emit_comparison(struct buffer *out, struct emit *e, const struct node *n, const char *op)
{
    enum kind left = n->args[0]->type.kind, right = n->args[1]->type.kind;
    bool mixed = (left == KIND_MONTH && right == KIND_DAY) || (left == KIND_DAY && right == KIND_MONTH);
    if (!mixed)
        return emit_binary(out, e, n, op);
    bool equal = n->op == OP_EQ || n->op == OP_NE, left_first = n->op == OP_LE || n->op == OP_GT;
    buffer_add_str(out, "(");
    TRY(equal ? emit_month_index(out, e, n->args[0]) : emit_end(out, e, n->args[0], left_first));
    buffer_printf(out, " %s ", op);
    TRY(equal ? emit_month_index(out, e, n->args[1]) : emit_end(out, e, n->args[1], !left_first));
    buffer_add_str(out, ")");
    return true;
}

static bool emit_operator(struct buffer *out, struct emit *e, const struct node *n)
{
    static const char *const sql[] = {
        [OP_OR] = "OR",      [OP_AND] = "AND",     [OP_EQ] = "=",       [OP_NE] = "<>",
        [OP_LT] = "<",       [OP_LE] = "<=",       [OP_GT] = ">",       [OP_GE] = ">=",
        [OP_ADD] = "+",      [OP_SUBTRACT] = "-",  [OP_MULTIPLY] = "*", [OP_DIVIDE] = "/",
    };
    switch (n->op) {
    case OP_NOT:
        buffer_add_str(out, "(NOT ");
        TRY(emit_condition(out, e, n->args[0]));
        buffer_add_str(out, ")");
        return true;
    case OP_NEGATE:
        return emit_wrapped(out, e, n, "(- ");
    case OP_IN_SPAN:
        return emit_in_span(out, e, n);
    case OP_IN_LIST:
        return emit_in_list(out, e, n);
    case OP_OR:
    case OP_AND:
    case OP_ADD:
    case OP_SUBTRACT:
    case OP_MULTIPLY:
    case OP_DIVIDE:
        return emit_binary(out, e, n, sql[n->op]);
    case OP_EQ:
    case OP_NE:
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE:
        break;
    }
    return is_none_test(n) ? emit_none_test(out, e, n) : emit_comparison(out, e, n, sql[n->op]);
}

static bool emit_pick(struct buffer *out, struct emit *e, const struct node *n)
{
    size_t i = 0;
    buffer_add_str(out, "CASE");
    for (; i + 1 < n->arg_count; i += 2) {
        buffer_add_str(out, " WHEN ");
        TRY(emit_condition(out, e, n->args[i]));
        buffer_add_str(out, " THEN ");
        TRY(emit_node(out, e, n->args[i + 1]));
    }
    if (i < n->arg_count) {
        buffer_add_str(out, " ELSE ");
        TRY(emit_node(out, e, n->args[i]));
    }
    buffer_add_str(out, " END");
    return true;
}

/* Over a group: its argument is a column of the rows behind it. */
static bool emit_aggregate(struct buffer *out, struct emit *e, const struct node *n)
{
    static const char *const names[] = {
        [AGGREGATE_COUNT] = "count(", [AGGREGATE_COUNT_DISTINCT] = "count(DISTINCT ",
        [AGGREGATE_SUM] = "sum(", [AGGREGATE_MIN] = "min(", [AGGREGATE_MAX] = "max("};
    for (size_t i = 0; i < e->aggregates.count; i++)
        if (e->aggregates.items[i] == n) {
            if (n->arg_count)
                buffer_printf(out, "%sx%zu)", names[n->aggregate], i);
            else
                buffer_add_str(out, "count(*)");
            return true;
        }
    return fault_set(e->fault, FAULT_INPUT, "this part of an expression stands for no value of a row");
}

bool emit_value(struct buffer *out, struct emit *e, const struct node *n)
{
    if (n->type.kind != KIND_REF || n->step_count == 0)
        return emit_node(out, e, n);
    SCOPED_BUFFER raw = {0};
    TRY(emit_node(&raw, e, n));
    struct text table = n->type.target->table, t = buffer_text(&raw);
    buffer_printf(out, "coalesce((SELECT m.same_as FROM %.*s AS m WHERE m.record = %.*s AND m.same_as IS NOT NULL AND ",
                  TEXT_ARG(table), TEXT_ARG(t));
    emit_known(out, TEXT("m"));
    buffer_printf(out, "), %.*s)", TEXT_ARG(t));
    return true;
}

bool emit_node(struct buffer *out, struct emit *e, const struct node *n)
{
    switch (n->kind) {
    case NODE_CONSTANT:
        if (n->constant.is == VALUE_INT)
            buffer_printf(out, "%" PRId64, n->constant.i);
        else
            emit_parameter(out, e, n->constant);
        return true;
    case NODE_NONE:
        buffer_add_str(out, "NULL");
        return true;
    case NODE_SYMBOL:
        buffer_add_str(out, n->symbol == SYMBOL_FROM ? PARAMETER_FROM : PARAMETER_TO);
        return true;
    case NODE_PATH:
        return emit_path(out, e, n);
    case NODE_CALL:
        return emit_call(out, e, n);
    case NODE_PICK:
        return emit_pick(out, e, n);
    case NODE_OPERATOR:
        return emit_operator(out, e, n);
    case NODE_AGGREGATE:
        return emit_aggregate(out, e, n);
    case NODE_SPAN:
    case NODE_INDICATOR:
        break;
    }
    return fault_set(e->fault, FAULT_INPUT, "this part of an expression stands for no value of a row");
}
