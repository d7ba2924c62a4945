#include "count/leaf.h"

#include <inttypes.h>
#include <string.h>

/*
 * Every statement is built in two layers. The inner one gives a row a counted record, over each of
 * the indicator's record types: v the value, s the subject, w the day, p the place, q the party,
 * d0.. the dimensions, and what evidence needs. The outer one chooses, groups and adds up.
 */

static bool is_first_in_year(const struct leaf_query *q)
{
    return q->indicator->first_in_year;
}

/* ---- the period ---- */

/* Where several types are united each has its own day. */
static const struct node *when_of(const struct leaf_query *q, const struct source_over *over)
{
    return q->indicator->over_count > 1 && q->indicator->when ? over->type->when
                                                              : q->indicator->when;
}

/* The day column: an event's own day, a month's last day, a year's first. */
static bool inner_when(struct buffer *out, struct emit *e, const struct node *when)
{
    if (!when) {
        buffer_add_str(out, "NULL");
        return true;
    }
    if (when->type.kind == KIND_MONTH)
        buffer_add_str(out, "month_last(");
    TRY(emit_node(out, e, when));
    if (when->type.kind == KIND_MONTH)
        buffer_add_str(out, ")");
    return true;
}

static bool event_in_period(struct buffer *out, struct emit *e, const struct node *when)
{
    SCOPED_BUFFER day = {0};
    TRY(emit_node(&day, e, when));
    struct text t = buffer_text(&day);
    /* A month counts when its last day lies in the period, a year when any day of it does. */
    if (when->type.kind == KIND_MONTH)
        buffer_printf(out, " AND %.*s >= day_month(" PARAMETER_FROM ") AND month_last(%.*s) <= "
                      PARAMETER_TO, TEXT_ARG(t), TEXT_ARG(t));
    else if (when->type.kind == KIND_YEAR)
        buffer_printf(out, " AND %.*s >= day_year(" PARAMETER_FROM ") AND %.*s <= day_year("
                      PARAMETER_TO ")", TEXT_ARG(t), TEXT_ARG(t));
    else
        buffer_printf(out, " AND %.*s >= " PARAMETER_FROM " AND %.*s <= " PARAMETER_TO, TEXT_ARG(t),
                      TEXT_ARG(t));
    return true;
}

static bool spell_in_period(struct buffer *out, struct emit *e, const struct leaf_query *q)
{
    const struct node *from = q->indicator->while_from, *to = q->indicator->while_to;
    buffer_add_str(out, from->type.kind == KIND_MONTH ? " AND month_first(" : " AND (");
    TRY(emit_node(out, e, from));
    buffer_add_str(out, ") <= " PARAMETER_TO);
    if (!to)
        return true;
    buffer_add_str(out, to->type.kind == KIND_MONTH ? " AND coalesce(month_last(" : " AND coalesce((");
    TRY(emit_node(out, e, to));
    buffer_add_str(out, "), " PARAMETER_TO ") >= " PARAMETER_TO);
    return true;
}

static bool inner_period(struct buffer *out, struct emit *e, const struct leaf_query *q,
                         const struct source_over *over)
{
    if (q->aggregate->aggregate == AGGREGATE_LATEST)
        return true; /* the newest up to the last day: chosen outside */
    if (q->indicator->when)
        return is_first_in_year(q) || event_in_period(out, e, when_of(q, over));
    return !q->indicator->while_from || spell_in_period(out, e, q);
}

/* ---- places and parties ---- */

static bool inner_path(struct buffer *out, struct emit *e, const struct node *n)
{
    if (n)
        return emit_node(out, e, n);
    buffer_add_str(out, "NULL");
    return true;
}

static void place_filter(struct buffer *out, struct emit *e, const struct leaf_query *q)
{
    int64_t west = e->ledger->catalogue->programme.west;
    const int64_t *regions = q->scope->regions.items;
    size_t count = q->scope->regions.count;
    bool whole = count == 0 || (count == 1 && regions[0] == west);
    if (whole && west) {
        buffer_add_str(out, " AND (p IS NULL OR "); /* a record without a place is the whole's */
        emit_within(out, e, TEXT("p"), &west, 1);
        buffer_add_str(out, ")");
    } else if (count) {
        buffer_add_str(out, " AND ");
        emit_within(out, e, TEXT("p"), regions, count);
    }
    if (q->viewer->regions.count) {
        buffer_add_str(out, " AND ");
        emit_within(out, e, TEXT("p"), q->viewer->regions.items, q->viewer->regions.count);
    }
}

static void party_filter(struct buffer *out, struct emit *e, const struct leaf_query *q)
{
    if (q->scope->parties.count == 0)
        return;
    buffer_add_str(out, " AND ");
    emit_within(out, e, TEXT("q"), q->scope->parties.items, q->scope->parties.count);
}

/* ---- the inner layer ---- */

/*
 * What a check by phone or on site found of these records: 1 it agrees, 0 it differs. The results
 * are records themselves (sampling.result), as known at the batch.
 */
static void inner_sampled(struct buffer *out, const struct emit *e, const struct record_type *t,
                          struct text alias)
{
    const struct record_type *r = catalogue_type_find(e->ledger->catalogue, TEXT("sampling.result"));
    if (!r) {
        buffer_add_str(out, ", NULL AS sampled");
        return;
    }
    buffer_add_str(out, ", CASE");
    for (int agrees = 0; agrees < 2; agrees++) {
        buffer_printf(out,
                      " WHEN %.*s.record IN (SELECT x.of_record FROM %.*s AS x WHERE x.of_type = '%.*s' "
                      "AND x.result = '%s' AND ",
                      TEXT_ARG(alias), TEXT_ARG(r->table), TEXT_ARG(t->name),
                      agrees ? "agrees" : "differs");
        emit_known(out, TEXT("x"));
        buffer_printf(out, ") THEN %d", agrees);
    }
    buffer_add_str(out, " END AS sampled");
}

static void inner_evidence(struct buffer *out, const struct emit *e, const struct record_type *t,
                           struct text alias)
{
    buffer_printf(out,
                  ", %d AS ty, %.*s.record AS record, %.*s.version AS version, %.*s.sheet AS sheet, "
                  "%.*s.row AS row",
                  t->index, TEXT_ARG(alias), TEXT_ARG(alias), TEXT_ARG(alias), TEXT_ARG(alias));
    if (t->voucher)
        buffer_printf(out, ", %.*s.%.*s AS voucher", TEXT_ARG(alias), TEXT_ARG(t->voucher->name));
    else
        buffer_add_str(out, ", NULL AS voucher");
    if (t->confirmed)
        buffer_printf(out, ", nullif(%.*s.%.*s, 0) AS confirmed", TEXT_ARG(alias),
                      TEXT_ARG(t->confirmed->name));
    else
        buffer_add_str(out, ", NULL AS confirmed");
    inner_sampled(out, e, t, alias);
}

/*
 * What `latest` takes the newest of: records that agree in their key but for the day. One type is
 * keyed by place and item, another by subject, item and phase.
 */
static size_t subject_width(const struct indicator *i)
{
    size_t width = 0;
    for (size_t n = 0; n < i->over_count; n++)
        width = i->over[n].type->key_count > width ? i->over[n].type->key_count : width;
    return width;
}

static bool is_path_of(const struct node *n, const struct field *field)
{
    return n && n->kind == NODE_PATH && n->step_count == 1 && n->steps[0].field == field;
}

static void inner_subject(struct buffer *out, struct emit *e, const struct leaf_query *q,
                          const struct source_over *over)
{
    const struct record_type *t = over->type;
    struct text alias = e->sources[0].alias;
    for (size_t i = 0, width = subject_width(q->indicator); i < width; i++) {
        if (i >= t->key_count || is_path_of(when_of(q, over), t->key[i]))
            buffer_printf(out, ", NULL AS k%zu", i);
        else
            buffer_printf(out, ", %.*s.\"%.*s%s\" AS k%zu", TEXT_ARG(alias),
                          TEXT_ARG(t->key[i]->name),
                          t->key[i]->class == CLASS_SEALED ? "_hash" : "", i);
    }
}

static bool inner_columns(struct buffer *out, struct emit *e, const struct leaf_query *q,
                          const struct source_over *over)
{
    const struct node *agg = q->aggregate;
    for (size_t i = 0; i < 3; i++) { /* value, lo, hi of a statistic; else the value alone */
        static const char *const names[] = {"v", "v_lo", "v_hi"};
        bool is_used = i < agg->arg_count && (i == 0 || agg->aggregate == AGGREGATE_LATEST);
        buffer_add_str(out, i ? ", " : "");
        if (is_used && agg->args[i]->step_count == 0 && agg->args[i]->kind == NODE_PATH &&
            over->subject && q->indicator->over_count > 1)
            TRY(emit_value(out, e, over->subject));
        else if (is_used)
            TRY(emit_value(out, e, agg->args[i]));
        else
            buffer_add_str(out, "NULL");
        buffer_printf(out, " AS %s", names[i]);
    }
    buffer_add_str(out, ", ");
    if (over->subject)
        TRY(emit_value(out, e, over->subject));
    else
        buffer_add_str(out, "NULL");
    buffer_add_str(out, " AS s, ");
    TRY(inner_when(out, e, when_of(q, over)));
    buffer_add_str(out, " AS w, ");
    TRY(inner_path(out, e, over->type->place));
    buffer_add_str(out, " AS p, ");
    TRY(inner_path(out, e, over->type->party));
    buffer_add_str(out, " AS q");
    for (size_t i = 0; i < q->by_count; i++) {
        if (q->by[i].kind != BY_VALUE)
            continue;
        buffer_add_str(out, ", ");
        TRY(emit_value(out, e, q->by[i].dimension->value));
        buffer_printf(out, " AS d%zu", i);
    }
    return true;
}

static bool inner_where(struct buffer *out, struct emit *e, const struct leaf_query *q,
                        const struct record_type *type)
{
    if (q->indicator->where) {
        buffer_add_str(out, " AND ");
        TRY(emit_condition(out, e, q->indicator->where));
    }
    if (q->scope->where.n) {
        struct node *where;
        TRY(node_parse(&where, e->arena, e->ledger->catalogue, type, q->scope->where, e->fault));
        if (where->type.kind != KIND_BOOL)
            return fault_set(e->fault, FAULT_INPUT, "\"%.*s\" is no condition",
                             TEXT_ARG(q->scope->where));
        buffer_add_str(out, " AND ");
        TRY(emit_condition(out, e, where));
    }
    return true;
}

/*
 * The first of a year is the first of the whole: a part of it (`of`) chooses among those firsts,
 * and never takes somebody's second for want of a first. Its condition is a column, `ok`.
 */
static bool first_where(struct buffer *columns, struct buffer *where, struct emit *e,
                        const struct leaf_query *q, const struct record_type *type)
{
    const struct indicator *whole = q->indicator;
    while (whole->of && whole->of->first_in_year)
        whole = whole->of;
    buffer_add_str(columns, ", (1");
    TRY(inner_where(columns, e, q, type));
    buffer_add_str(columns, ") AS ok");
    if (!whole->where)
        return true;
    buffer_add_str(where, " AND ");
    return emit_node(where, e, whole->where);
}

/* The newest is the newest whatever the condition: a plan put off is no plan for the old day. */
static bool newest_where(struct buffer *columns, struct emit *e, const struct leaf_query *q,
                         const struct source_over *over)
{
    buffer_add_str(columns, ", (1");
    TRY(inner_where(columns, e, q, over->type));
    buffer_add_str(columns, ") AS ok");
    inner_subject(columns, e, q, over);
    return true;
}

static bool inner_source(struct buffer *out, struct emit *e, const struct leaf_query *q,
                         const struct source_over *over)
{
    SCOPED_BUFFER columns = {0}, where = {0};
    emit_row(e, over->type);
    e->subject = over->subject;
    e->figures = named_figures;
    e->figures_for = q;
    TRY(inner_columns(&columns, e, q, over));
    struct text alias = e->sources[0].alias;
    inner_evidence(&columns, e, over->type, alias);
    emit_known(&where, alias);
    if (is_first_in_year(q))
        TRY(first_where(&columns, &where, e, q, over->type));
    else if (q->aggregate->aggregate == AGGREGATE_LATEST)
        TRY(newest_where(&columns, e, q, over));
    else
        TRY(inner_where(&where, e, q, over->type));
    TRY(inner_period(&where, e, q, over));
    buffer_printf(out, "SELECT %.*s FROM %.*s AS %.*s%.*s WHERE %.*s",
                  TEXT_ARG(buffer_text(&columns)), TEXT_ARG(over->type->table), TEXT_ARG(alias),
                  TEXT_ARG(buffer_text(&e->sources[0].joins)), TEXT_ARG(buffer_text(&where)));
    return true;
}

static bool inner_all(struct buffer *out, struct emit *e, const struct leaf_query *q)
{
    for (size_t i = 0; i < q->indicator->over_count; i++) {
        buffer_add_str(out, i ? " UNION ALL " : "");
        TRY(inner_source(out, e, q, &q->indicator->over[i]));
    }
    return true;
}

/* ---- the chosen rows: one each, with the scope applied ---- */

static void chosen_first_in_year(struct buffer *out, struct text inner)
{
    buffer_printf(out,
                  "(SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY s, day_year(w) ORDER "
                  "BY w, ty, version) AS nth FROM (%.*s) AS inside) AS ranked WHERE nth = 1 AND ok AND "
                  "w >= " PARAMETER_FROM " AND w <= " PARAMETER_TO ") AS chosen",
                  TEXT_ARG(inner));
}

/* Is the place what a record is about, as with statistics, or only where its subject lies? */
static bool is_keyed_by_place(const struct indicator *i)
{
    for (size_t n = 0; n < i->over_count; n++)
        for (size_t k = 0; k < i->over[n].type->key_count; k++)
            if (is_path_of(i->over[n].type->place, i->over[n].type->key[k]))
                return true;
    return false;
}

/*
 * The newest of each subject up to the last day. Where the place is the subject and a place and
 * places within it both have one, the coarser is the published whole and the finer are its parts.
 */
static void chosen_latest(struct buffer *out, const struct leaf_query *q, struct text inner,
                          struct text filter)
{
    int finest = 0;
    bool by_place = is_keyed_by_place(q->indicator);
    for (size_t i = 0; i < q->by_count; i++)
        if (q->by[i].kind == BY_PLACE)
            finest = (int)q->by[i].level;
    buffer_add_str(out, "(SELECT *, min(region_level(p)) OVER () AS coarsest FROM (SELECT *, "
                        "row_number() OVER (PARTITION BY ty");
    for (size_t i = 0, width = subject_width(q->indicator); i < width; i++)
        buffer_printf(out, ", k%zu", i);
    buffer_printf(out,
                  " ORDER BY w DESC, version DESC) AS nth FROM (%.*s) AS inside WHERE w <= " PARAMETER_TO
                  "%.*s) AS ranked WHERE nth = 1 AND ok",
                  TEXT_ARG(inner), TEXT_ARG(filter));
    if (by_place)
        buffer_printf(out, " AND coalesce(region_level(p), 9) >= %d", finest);
    buffer_add_str(out, ") AS chosen");
    if (by_place)
        buffer_add_str(out, " WHERE region_level(p) IS NOT DISTINCT FROM coarsest");
}

/*
 * An engine that merges the inner query into the outer one writes a column's expression anew
 * wherever it is named: a dated home would be looked up three times a row. A limit, however large,
 * keeps it whole.
 */
#define LEFT_WHOLE " LIMIT 9223372036854775807"

static bool chosen(struct buffer *out, struct emit *e, const struct leaf_query *q)
{
    SCOPED_BUFFER inner = {0}, filter = {0};
    TRY(inner_all(&inner, e, q));
    place_filter(&filter, e, q);
    party_filter(&filter, e, q);
    struct text in = buffer_text(&inner);
    if (q->aggregate->aggregate == AGGREGATE_LATEST) {
        chosen_latest(out, q, in, buffer_text(&filter));
        return true;
    }
    if (is_first_in_year(q))
        chosen_first_in_year(out, in);
    else
        buffer_printf(out, "(%.*s%s) AS chosen", TEXT_ARG(in), q->by_count || filter.n ? LEFT_WHOLE : "");
    buffer_printf(out, " WHERE 1 = 1%.*s", TEXT_ARG(buffer_text(&filter)));
    return true;
}

/* ---- groups ---- */

static void group_key(struct buffer *out, const struct leaf_query *q, size_t i)
{
    static const int64_t units[] = {1, 10000000000, 100000000, 1000000, 1000, 1};
    const struct by *by = &q->by[i];
    switch (by->kind) {
    case BY_PLACE:
        buffer_printf(out, "p / %" PRId64 " * %" PRId64, units[by->level], units[by->level]);
        break;
    case BY_PARTY:
        buffer_add_str(out, "q / 100000000 * 100000000");
        break;
    case BY_MONTH:
        buffer_add_str(out, "day_month(w)");
        break;
    case BY_YEAR:
        buffer_add_str(out, q->indicator->when && q->indicator->when->type.kind == KIND_YEAR
                                ? "w"
                                : "day_year(w)");
        break;
    case BY_VALUE:
        buffer_printf(out, "d%zu", i);
        break;
    }
}

static void group_keys(struct buffer *out, const struct leaf_query *q)
{
    for (size_t i = 0; i < q->by_count; i++) {
        group_key(out, q, i);
        buffer_printf(out, " AS g%zu, ", i);
    }
}

static void group_end(struct buffer *out, const struct leaf_query *q)
{
    for (size_t i = 0; i < q->by_count; i++)
        buffer_printf(out, "%sg%zu", i ? ", " : " GROUP BY ", i);
    for (size_t i = 0; i < q->by_count; i++)
        buffer_printf(out, "%sg%zu", i ? ", " : " ORDER BY ", i);
}

static const char *aggregate_of(enum aggregate aggregate, bool has_value)
{
    switch (aggregate) {
    case AGGREGATE_COUNT:
        return has_value ? "count(v), NULL, NULL" : "count(*), NULL, NULL";
    case AGGREGATE_COUNT_DISTINCT:
        return "count(DISTINCT v), NULL, NULL";
    case AGGREGATE_MIN:
        return "min(v), NULL, NULL";
    case AGGREGATE_MAX:
        return "max(v), NULL, NULL";
    case AGGREGATE_LATEST:
        if (!has_value)
            return "count(*), NULL, NULL";
        return "sum(coalesce(v, v_lo)), sum(coalesce(v_lo, v)), sum(coalesce(v_hi, v))";
    case AGGREGATE_SUM:
    case AGGREGATE_BALANCE:
    case AGGREGATE_AGED:
        break;
    }
    return "sum(v), NULL, NULL";
}

/* ---- balances: what a holder has, and how long ---- */

/* By the holder money comes to means by whose money it is, also where it goes out again. */
static bool is_holder_path(const struct node *by, const struct node *in_holder)
{
    if (!by || by->kind != NODE_PATH || in_holder->kind != NODE_PATH ||
        by->step_count != in_holder->step_count)
        return false;
    for (size_t i = 0; i < by->step_count; i++)
        if (by->steps[i].field != in_holder->steps[i].field)
            return false;
    return true;
}

static bool side_dimension(struct buffer *out, struct emit *e, const struct leaf_query *q,
                           const struct node *value, bool is_in)
{
    const struct node *agg = q->aggregate;
    bool is_holder = is_holder_path(value, agg->args[1]);
    buffer_add_str(out, ", ");
    return emit_value(out, e, is_holder ? agg->args[is_in ? 1 : 3] : value);
}

/* One side of every movement: who, when, how much, with the sign it has for the holder. */
static bool side(struct buffer *out, struct emit *e, const struct leaf_query *q, bool is_in)
{
    const struct node *agg = q->aggregate;
    const struct record_type *type = q->indicator->over[0].type;
    SCOPED_BUFFER columns = {0}, where = {0};
    emit_row(e, type);
    TRY(emit_value(&columns, e, agg->args[is_in ? 1 : 3]));
    buffer_add_str(&columns, " AS holder, ");
    TRY(emit_node(&columns, e, agg->args[is_in ? 2 : 4]));
    buffer_add_str(&columns, " AS w, ");
    TRY(emit_node(&columns, e, agg->args[0]));
    buffer_add_str(&columns, " AS v, ");
    TRY(inner_path(&columns, e, type->place));
    buffer_add_str(&columns, " AS p, ");
    TRY(inner_path(&columns, e, type->party));
    buffer_add_str(&columns, " AS q");
    for (size_t i = 0; i < q->by_count; i++)
        if (q->by[i].kind == BY_VALUE) {
            TRY(side_dimension(&columns, e, q, q->by[i].dimension->value, is_in));
            buffer_printf(&columns, " AS d%zu", i);
        }
    for (size_t i = 0; i < q->indicator->by_count; i++)
        if (q->indicator->by[i].value) {
            TRY(side_dimension(&columns, e, q, q->indicator->by[i].value, is_in));
            buffer_printf(&columns, " AS x%zu", i);
        }
    struct text alias = e->sources[0].alias;
    inner_evidence(&columns, e, type, alias);
    emit_known(&where, alias);
    /* The indicator's condition chooses the money that comes in; all that goes out is gone. */
    TRY(!is_in || inner_where(&where, e, q, type));
    buffer_printf(out, "SELECT %d AS is_in, %.*s FROM %.*s AS %.*s%.*s WHERE %.*s", is_in,
                  TEXT_ARG(buffer_text(&columns)), TEXT_ARG(type->table), TEXT_ARG(alias),
                  TEXT_ARG(buffer_text(&e->sources[0].joins)), TEXT_ARG(buffer_text(&where)));
    return true;
}

static bool sides(struct buffer *out, struct emit *e, const struct leaf_query *q)
{
    SCOPED_BUFFER filter = {0};
    place_filter(&filter, e, q);
    party_filter(&filter, e, q);
    buffer_add_str(out, "(SELECT * FROM (");
    TRY(side(out, e, q, true));
    buffer_add_str(out, " UNION ALL ");
    TRY(side(out, e, q, false));
    buffer_printf(out, ") AS inside WHERE holder IS NOT NULL AND w <= " PARAMETER_TO "%.*s) AS chosen",
                  TEXT_ARG(buffer_text(&filter)));
    return true;
}

/*
 * Each holder's money is kept apart by what the indicator's `by` names (the fund it is of), whatever
 * is asked for: broken down by fund it adds up to the whole.
 *
 * First in, first out: what came in more than N days before the last day and was not passed on
 * since is the older inflow less all outflow, where that is above zero.
 */
static bool balance_sql(struct buffer *sql, struct emit *e, const struct leaf_query *q)
{
    bool is_aged = q->aggregate->aggregate == AGGREGATE_AGED;
    buffer_add_str(sql, "SELECT ");
    for (size_t i = 0; i < q->by_count; i++)
        buffer_printf(sql, "g%zu, ", i);
    buffer_add_str(sql, "sum(greater(0, held)), NULL, NULL, sum(n), sum(files), sum(vouchers), "
                        "sum(confirmed) FROM (SELECT ");
    group_keys(sql, q);
    buffer_add_str(sql, "holder, sum(CASE WHEN is_in = 0 THEN - v");
    if (is_aged) {
        buffer_add_str(sql, " WHEN w >= " PARAMETER_TO " - ");
        TRY(emit_node(sql, e, q->aggregate->args[5]));
        buffer_add_str(sql, " THEN 0");
    }
    buffer_add_str(sql, " ELSE v END) AS held, sum(is_in) AS n, "
                        "count(CASE WHEN is_in = 1 THEN sheet END) AS files, "
                        "count(CASE WHEN is_in = 1 THEN voucher END) AS vouchers, "
                        "count(CASE WHEN is_in = 1 THEN nullif(confirmed, 0) END) AS confirmed FROM ");
    TRY(sides(sql, e, q));
    /* Only who ever received by the condition holds anything. */
    buffer_add_str(sql, " GROUP BY holder");
    for (size_t i = 0; i < q->by_count; i++)
        buffer_printf(sql, ", g%zu", i);
    for (size_t i = 0; i < q->indicator->by_count; i++)
        if (q->indicator->by[i].value)
            buffer_printf(sql, ", x%zu", i);
    buffer_add_str(sql, " HAVING max(is_in) = 1) AS balances");
    group_end(sql, q);
    return true;
}

/* ---- statements ---- */

static bool is_balance(const struct leaf_query *q)
{
    return q->aggregate->aggregate == AGGREGATE_BALANCE ||
           q->aggregate->aggregate == AGGREGATE_AGED;
}

static void measures(struct buffer *sql, const struct leaf_query *q)
{
    buffer_printf(sql,
                  "%s, count(*), count(sheet), count(voucher), count(confirmed), count(nullif(sampled, 0)), "
                  "count(nullif(sampled, 1)), count(CASE WHEN voucher IS NULL AND confirmed IS NULL "
                  "AND sampled IS NULL THEN 1 END)",
                  aggregate_of(q->aggregate->aggregate, q->aggregate->arg_count > 0));
}

/* Groups, and all of them once more as one, from the same rows; `whole` tells them apart. */
static bool both_sql(struct buffer *sql, struct emit *e, const struct leaf_query *q)
{
    buffer_add_str(sql, "WITH kept AS MATERIALIZED (SELECT * FROM ");
    TRY(chosen(sql, e, q));
    buffer_add_str(sql, ") SELECT ");
    group_keys(sql, q);
    measures(sql, q);
    buffer_add_str(sql, ", 0 AS whole FROM kept GROUP BY g0 UNION ALL SELECT NULL, ");
    measures(sql, q);
    buffer_add_str(sql, ", 1 FROM kept ORDER BY whole, g0");
    return true;
}

bool leaf_sql(struct buffer *sql, struct emit *e, struct ledger *l, const struct leaf_query *q)
{
    (void)l;
    if (is_balance(q))
        return balance_sql(sql, e, q);
    buffer_add_str(sql, "SELECT ");
    group_keys(sql, q);
    measures(sql, q);
    buffer_add_str(sql, " FROM ");
    TRY(chosen(sql, e, q));
    group_end(sql, q);
    return true;
}

bool leaf_trace_sql(struct buffer *sql, struct emit *e, struct ledger *l,
                    const struct leaf_query *q)
{
    (void)l;
    buffer_add_str(sql, "SELECT ty, record, version, sheet, row FROM ");
    if (is_balance(q))
        return sides(sql, e, q);
    return chosen(sql, e, q);
}

bool leaf_proof_sql(struct buffer *sql, struct emit *e, const struct leaf_query *q)
{
    buffer_add_str(sql, "SELECT ty, record, version, sheet, row, voucher IS NOT NULL, confirmed IS NOT "
                        "NULL, sampled FROM ");
    if (!is_balance(q))
        return chosen(sql, e, q);
    TRY(sides(sql, e, q));
    buffer_add_str(sql, " WHERE is_in = 1"); /* what comes in is proved, as in the evidence counted */
    return true;
}

static struct value key_value(struct arena *a, struct stmt *statement, int column)
{
    if (stmt_is_null(statement, column))
        return VALUE_ABSENT;
    if (stmt_is_text(statement, column))
        return VALUE_OF_TEXT(text_copy(a, stmt_text(statement, column)));
    return VALUE_OF_INT(stmt_int(statement, column));
}

static struct leaf_row leaf_row_read(struct arena *a, struct stmt *s, const struct leaf_query *q)
{
    struct leaf_row row = {.is_known = false};
    int c = 0;
    for (size_t i = 0; i < q->by_count; i++)
        row.keys[i] = key_value(a, s, c++);
    row.is_known = !stmt_is_null(s, c);
    row.value = stmt_int(s, c);
    row.lo = stmt_is_null(s, c + 1) ? row.value : stmt_int(s, c + 1);
    row.hi = stmt_is_null(s, c + 2) ? row.value : stmt_int(s, c + 2);
    row.evidence = (struct evidence){
        .records = stmt_int(s, c + 3),        .with_file = stmt_int(s, c + 4),
        .vouchers = stmt_int(s, c + 5),       .both_sides = stmt_int(s, c + 6),
        .sampled_agree = stmt_int(s, c + 7),  .sampled_differ = stmt_int(s, c + 8),
        .one_side = stmt_int(s, c + 9),
    };
    return row;
}

bool leaf_count(struct leaf_rows *out, struct arena *a, struct ledger *l,
                const struct leaf_query *q, struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *statement = NULL;
    struct emit e;
    emit_begin(&e, a, l, f);
    bool good = leaf_sql(&sql, &e, l, q);
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&statement, l->store, buffer_text(&sql), f));
    emit_bind(&e, statement, q->known, q->period);
    for (bool row;;) {
        TRY(stmt_step(statement, &row, f));
        if (!row)
            return true;
        LIST_ADD(a, out, leaf_row_read(a, statement, q));
    }
}

bool leaf_has_both(const struct leaf_query *q)
{
    return q->by_count == 1 && !is_balance(q);
}

bool leaf_count_both(struct leaf_rows *groups, struct leaf_rows *whole, struct arena *a, struct ledger *l,
                     const struct leaf_query *q, struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *statement = NULL;
    struct emit e;
    emit_begin(&e, a, l, f);
    bool good = both_sql(&sql, &e, q);
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&statement, l->store, buffer_text(&sql), f));
    emit_bind(&e, statement, q->known, q->period);
    for (bool row;;) {
        TRY(stmt_step(statement, &row, f));
        if (!row)
            return true;
        struct leaf_row one = leaf_row_read(a, statement, q);
        if (stmt_int(statement, stmt_columns(statement) - 1))
            LIST_ADD(a, whole, one);
        else
            LIST_ADD(a, groups, one);
    }
}
