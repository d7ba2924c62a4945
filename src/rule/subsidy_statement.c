/*
 * A subsidy as one statement: a row a record that it speaks of, with everything its needs, amounts
 * and payments read. Which needs hold and what is due is then worked out row by row, exactly.
 */
#include "rule/subsidy_inside.h"

#include <inttypes.h>

static const struct day *later(const struct day *a, const struct day *b)
{
    return a->since_1970 > b->since_1970 ? a : b;
}

static const struct day *earlier(const struct day *a, const struct day *b)
{
    return a->since_1970 < b->since_1970 ? a : b;
}

struct period subsidy_period(const struct subsidy_query *q, const struct ledger *l)
{
    const struct subsidy *s = q->subsidy;
    struct period p = {l->catalogue->programme.from, DAY_LAST};
    int first = s->once == ONCE_QUARTER && q->quarter ? q->quarter * 3 - 2 : 1;
    int last = q->quarter ? q->quarter * 3 : 12;
    if (s->once != ONCE_EVER)
        p.from = month_first((struct month){q->year * 12 + first - 1});
    p.to = month_last((struct month){q->year * 12 + last - 1});
    p.from = *later(&p.from, &s->from);
    p.to = *earlier(&p.to, &s->to);
    p.to = *earlier(&p.to, &q->at);
    return p;
}

const struct node *subsidy_measure(const struct node *need)
{
    bool compares = need->kind == NODE_OPERATOR &&
                    (need->op == OP_GE || need->op == OP_GT || need->op == OP_LE || need->op == OP_LT);
    if (need->kind == NODE_OPERATOR && need->op == OP_OR) /* `other_kind or age(...) >= 45` */
        return subsidy_measure(need->args[1]);
    if (!compares)
        return NULL;
    enum kind kind = need->args[0]->type.kind;
    return kind == KIND_INT || kind == KIND_MONEY || kind == KIND_DECIMAL ? need : NULL;
}

int subsidy_amount_column(const struct subsidy *s, size_t i)
{
    return SUBSIDY_NEEDS + NEED_COLUMNS * (int)s->need_count + AMOUNT_COLUMNS * (int)i;
}

int subsidy_pay_column(const struct subsidy *s, size_t i)
{
    return subsidy_amount_column(s, s->amount_count) + PAY_COLUMNS * (int)i;
}

/* ---- columns ---- */

static bool value_or_null(struct buffer *out, struct emit *e, const struct node *n)
{
    if (n)
        return emit_value(out, e, n);
    buffer_add_str(out, "NULL");
    return true;
}

static bool condition_or_null(struct buffer *out, struct emit *e, const struct node *n)
{
    if (n)
        return emit_condition(out, e, n);
    buffer_add_str(out, "NULL");
    return true;
}

/* The months() that a need compares, as its first day and its days. */
static bool months_columns(struct buffer *out, struct emit *e, const struct node *left)
{
    bool is_months = left && left->kind == NODE_CALL && left->call == CALL_MONTHS;
    bool is_day = is_months && left->args[0]->args[0]->type.kind == KIND_DAY;
    if (!is_day) {
        buffer_add_str(out, ", NULL, NULL");
        return true;
    }
    struct node days = *left;
    days.call = CALL_DAYS;
    buffer_add_str(out, ", ");
    TRY(emit_node(out, e, left->args[0]->args[0]));
    buffer_add_str(out, ", ");
    return emit_node(out, e, &days);
}

static bool need_columns(struct buffer *out, struct emit *e, const struct node *need)
{
    const struct node *measure = subsidy_measure(need);
    buffer_add_str(out, ", ");
    TRY(emit_condition(out, e, need));
    for (size_t i = 0; i < 2; i++) {
        buffer_add_str(out, ", ");
        TRY(value_or_null(out, e, measure ? measure->args[i] : NULL));
    }
    return months_columns(out, e, measure ? measure->args[0] : NULL);
}

enum row_part { PART_INDEX, PART_BASE, PART_CAP };

static bool row_part(struct buffer *out, struct emit *e, const struct subsidy_row *row, size_t i,
                     enum row_part part)
{
    if (part == PART_INDEX)
        buffer_printf(out, "%zu", i);
    else
        TRY(value_or_null(out, e, part == PART_BASE ? row->term.base : row->term.cap));
    return true;
}

/* Of the first row that fits. */
static bool amount_column(struct buffer *out, struct emit *e, const struct subsidy_amount *amount,
                          enum row_part part)
{
    buffer_add_str(out, ", CASE");
    for (size_t i = 0; i < amount->rows.count; i++) {
        const struct subsidy_row *row = &amount->rows.items[i];
        buffer_add_str(out, " WHEN ");
        if (row->fits)
            TRY(emit_condition(out, e, row->fits));
        else
            buffer_add_str(out, "1");
        buffer_add_str(out, " THEN ");
        TRY(row_part(out, e, row, i, part));
    }
    buffer_add_str(out, " END");
    return true;
}

static bool columns(struct buffer *out, struct emit *e, const struct subsidy *s)
{
    struct text alias = e->sources[0].alias;
    buffer_printf(out, "%.*s.version, %.*s.record, ", TEXT_ARG(alias), TEXT_ARG(alias));
    TRY(emit_node(out, e, s->over.type->place));
    buffer_add_str(out, ", ");
    TRY(emit_value(out, e, s->payee));
    buffer_add_str(out, ", ");
    TRY(value_or_null(out, e, s->times));
    buffer_add_str(out, ", ");
    TRY(condition_or_null(out, e, s->paid));
    for (size_t i = 0; i < s->need_count; i++)
        TRY(need_columns(out, e, s->needs[i].holds));
    for (size_t i = 0; i < s->amount_count; i++)
        for (int part = PART_INDEX; part <= PART_CAP; part++)
            TRY(amount_column(out, e, &s->amounts[i], (enum row_part)part));
    for (size_t i = 0; i < s->pay_count; i++) {
        buffer_add_str(out, ", ");
        TRY(emit_node(out, e, s->pays[i].on));
        buffer_add_str(out, ", ");
        TRY(condition_or_null(out, e, s->pays[i].condition));
    }
    return true;
}

/* ---- which records ---- */

static bool day_within(struct buffer *out, struct emit *e, const struct node *day, const char *bound)
{
    bool is_month = day->type.kind == KIND_MONTH, is_from = bound[0] == '>';
    buffer_add_str(out, " AND ");
    buffer_add_str(out, !is_month ? "(" : is_from ? "month_last(" : "month_first(");
    TRY(emit_node(out, e, day));
    buffer_printf(out, ") %s", bound);
    return true;
}

static bool time_condition(struct buffer *out, struct emit *e, const struct subsidy *s)
{
    if (s->when) {
        TRY(day_within(out, e, s->when, ">= " PARAMETER_FROM));
        return day_within(out, e, s->when, "<= " PARAMETER_TO);
    }
    if (!s->while_from)
        return true;
    TRY(day_within(out, e, s->while_from, "<= " PARAMETER_TO));
    if (!s->while_to)
        return true;
    buffer_add_str(out, " AND coalesce(1 = 1");
    TRY(day_within(out, e, s->while_to, ">= " PARAMETER_FROM));
    buffer_add_str(out, ", 1)");
    return true;
}

static bool place_condition(struct buffer *out, struct emit *e, const struct node *place,
                            const int64_t *regions, size_t count)
{
    SCOPED_BUFFER at = {0};
    if (count == 0)
        return true;
    TRY(emit_node(&at, e, place));
    buffer_add_str(out, " AND ");
    emit_within(out, e, buffer_text(&at), regions, count);
    return true;
}

static bool payee_condition(struct buffer *out, struct emit *e, const struct subsidy_query *q)
{
    if (q->payees.count == 0)
        return true;
    buffer_add_str(out, " AND ");
    TRY(emit_node(out, e, q->subsidy->payee));
    for (size_t i = 0; i < q->payees.count; i++)
        buffer_printf(out, "%s%" PRId64, i ? ", " : " IN (", q->payees.items[i]);
    buffer_add_str(out, ")");
    return true;
}

static bool conditions(struct buffer *out, struct emit *e, const struct subsidy_query *q,
                       const struct viewer *v)
{
    const struct subsidy *s = q->subsidy;
    const struct node *place = s->over.type->place;
    emit_known(out, e->sources[0].alias);
    buffer_printf(out, " AND %.*s.same_as IS NULL", TEXT_ARG(e->sources[0].alias));
    TRY(time_condition(out, e, s));
    TRY(place_condition(out, e, place, s->regions.items, s->regions.count));
    TRY(place_condition(out, e, place, q->regions.items, q->regions.count));
    TRY(place_condition(out, e, place, v->regions.items, v->regions.count));
    TRY(payee_condition(out, e, q));
    if (!s->where)
        return true;
    buffer_add_str(out, " AND ");
    return emit_condition(out, e, s->where);
}

bool subsidy_statement(struct buffer *sql, struct emit *e, const struct subsidy_query *q,
                       const struct viewer *v)
{
    SCOPED_BUFFER selected = {0}, where = {0};
    emit_row(e, q->subsidy->over.type);
    TRY(columns(&selected, e, q->subsidy));
    TRY(conditions(&where, e, q, v));
    struct emit_source *row = &e->sources[0];
    buffer_printf(sql, "SELECT %.*s FROM %.*s AS %.*s%.*s WHERE %.*s ORDER BY 4, 2",
                  TEXT_ARG(buffer_text(&selected)), TEXT_ARG(row->type->table), TEXT_ARG(row->alias),
                  TEXT_ARG(buffer_text(&row->joins)), TEXT_ARG(buffer_text(&where)));
    return true;
}

bool subsidy_sql(struct text *out, struct arena *a, struct ledger *l, const struct subsidy_query *q,
                 struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    struct emit e;
    emit_begin(&e, a, l, f);
    bool good = subsidy_statement(&sql, &e, q, &VIEWER_OWNER);
    emit_clear(&e);
    *out = text_copy(a, buffer_text(&sql));
    return good;
}

bool subsidy_applies(const struct subsidy *s, const struct ledger *l)
{
    struct region_range west = region_span(l->catalogue->programme.west);
    for (size_t i = 0; i < s->regions.count; i++) {
        struct region_range in = region_span(s->regions.items[i]);
        if (in.first < west.after && west.first < in.after)
            return true;
    }
    return s->regions.count == 0;
}
