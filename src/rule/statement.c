#include "rule/statement.h"

/*
 * A rule over single records or pairs is a SELECT over one table or two, joined by the equality
 * that the catalogue wanted. A rule over groups is two layers: `hit` has a row a record, with the
 * group's keys k0.. and what is counted x0..; `grouped` chooses the groups and adds up; both are
 * joined again by the keys, so that all records of a group stand behind its finding.
 */

size_t template_values(const struct template *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->parts.count; i++)
        n += t->parts.items[i].value != NULL;
    return n;
}

static bool path_or_null(struct buffer *out, struct emit *e, const struct node *n)
{
    if (n)
        return emit_node(out, e, n);
    buffer_add_str(out, "NULL");
    return true;
}

/* The day of a finding: the last of a month. */
static bool day_column(struct buffer *out, struct emit *e, const struct node *when)
{
    bool is_month = when && when->type.kind == KIND_MONTH;
    buffer_add_str(out, is_month ? "month_last(" : "");
    TRY(path_or_null(out, e, when));
    buffer_add_str(out, is_month ? ")" : "");
    return true;
}

static void identity_columns(struct buffer *out, const struct emit *e, const struct rule *r)
{
    for (size_t i = 0; i < RULE_OVER_MAX; i++) {
        struct text alias = e->sources[i].alias;
        if (i < r->over_count)
            buffer_printf(out, "%.*s.version AS v%zu, %.*s.record AS r%zu, ", TEXT_ARG(alias), i,
                          TEXT_ARG(alias), i);
        else
            buffer_printf(out, "NULL AS v%zu, NULL AS r%zu, ", i, i);
    }
}

static bool holds_aggregate(const struct node *n)
{
    if (n->kind == NODE_AGGREGATE)
        return true;
    for (size_t i = 0; i < n->arg_count; i++)
        if (n->args[i] && holds_aggregate(n->args[i]))
            return true;
    return false;
}

/* What a row itself says in the sentence; counts over its group come from `grouped`. */
static bool value_columns(struct buffer *out, struct emit *e, const struct template *sentence)
{
    size_t n = 0;
    for (size_t i = 0; i < sentence->parts.count; i++) {
        const struct node *value = sentence->parts.items[i].value;
        if (!value)
            continue;
        buffer_add_str(out, ", ");
        if (holds_aggregate(value))
            buffer_add_str(out, "NULL");
        else
            TRY(emit_value(out, e, value));
        buffer_printf(out, " AS y%zu", n++);
    }
    return true;
}

static bool key_columns(struct buffer *out, struct emit *e, const struct rule *r)
{
    for (size_t i = 0; i < r->group_count; i++) {
        buffer_add_str(out, ", ");
        TRY(emit_value(out, e, r->group[i]));
        buffer_printf(out, " AS k%zu", i);
    }
    return true;
}

static void aggregates_gather(struct emit *e, const struct node *n)
{
    if (n->kind == NODE_AGGREGATE)
        LIST_ADD(e->arena, &e->aggregates, n);
    for (size_t i = 0; i < n->arg_count && n->kind != NODE_AGGREGATE; i++)
        if (n->args[i])
            aggregates_gather(e, n->args[i]);
}

static bool aggregate_columns(struct buffer *out, struct emit *e, const struct rule *r,
                              const struct template *sentence)
{
    if (r->having)
        aggregates_gather(e, r->having);
    for (size_t i = 0; i < sentence->parts.count; i++)
        if (sentence->parts.items[i].value)
            aggregates_gather(e, sentence->parts.items[i].value);
    for (size_t i = 0; i < e->aggregates.count; i++) {
        buffer_add_str(out, ", ");
        if (e->aggregates.items[i]->arg_count)
            TRY(emit_value(out, e, e->aggregates.items[i]->args[0]));
        else
            buffer_add_str(out, "NULL");
        buffer_printf(out, " AS x%zu", i);
    }
    return true;
}

static bool rows_where(struct buffer *out, struct emit *e, const struct rule *r)
{
    for (size_t i = 0; i < r->over_count; i++) {
        struct text alias = e->sources[i].alias;
        buffer_add_str(out, i ? " AND " : "");
        emit_known(out, alias);
        buffer_printf(out, " AND %.*s.same_as IS NULL", TEXT_ARG(alias));
    }
    if (r->where) {
        buffer_add_str(out, " AND ");
        TRY(emit_condition(out, e, r->where));
    }
    return true;
}

/* Every record, or pair of records, that the condition holds for. */
static bool rows(struct buffer *out, struct emit *e, const struct rule *r,
                 const struct template *sentence)
{
    SCOPED_BUFFER columns = {0}, where = {0};
    emit_row(e, r->over[0].type);
    for (size_t i = 1; i < r->over_count; i++)
        emit_row_beside(e, r->over[i].type);
    identity_columns(&columns, e, r);
    TRY(path_or_null(&columns, e, r->over[0].type->place));
    buffer_add_str(&columns, " AS place, ");
    TRY(day_column(&columns, e, r->when));
    buffer_add_str(&columns, " AS d");
    TRY(value_columns(&columns, e, sentence));
    TRY(key_columns(&columns, e, r));
    TRY(aggregate_columns(&columns, e, r, sentence));
    buffer_printf(&columns, ", %.*s.sheet AS s, %.*s.row AS w", TEXT_ARG(e->sources[0].alias),
                  TEXT_ARG(e->sources[0].alias));
    TRY(rows_where(&where, e, r));
    buffer_printf(out, "SELECT %.*s FROM ", TEXT_ARG(buffer_text(&columns)));
    for (size_t i = 0; i < r->over_count; i++)
        buffer_printf(out, "%s%.*s AS %.*s", i ? " JOIN " : "", TEXT_ARG(r->over[i].type->table),
                      TEXT_ARG(e->sources[i].alias));
    if (r->over_count > 1)
        buffer_add_str(out, " ON 1 = 1");
    for (size_t i = 0; i < r->over_count; i++)
        buffer_add(out, buffer_text(&e->sources[i].joins));
    buffer_printf(out, " WHERE %.*s", TEXT_ARG(buffer_text(&where)));
    return true;
}

static void outer_values(struct buffer *out, const struct template *sentence)
{
    size_t n = 0;
    for (size_t i = 0; i < sentence->parts.count; i++) {
        const struct node *value = sentence->parts.items[i].value;
        if (value)
            buffer_printf(out, ", %s%zu", holds_aggregate(value) ? "grouped.z" : "hit.y", n++);
    }
}

/* The groups with more of something than there may be: keys, and counts for the sentence. */
static bool groups(struct buffer *out, struct emit *e, const struct rule *r,
                   const struct template *sentence)
{
    size_t n = 0;
    buffer_add_str(out, "SELECT ");
    for (size_t i = 0; i < r->group_count; i++)
        buffer_printf(out, "%sk%zu", i ? ", " : "", i);
    for (size_t i = 0; i < sentence->parts.count; i++) {
        const struct node *value = sentence->parts.items[i].value;
        if (value && holds_aggregate(value)) {
            buffer_add_str(out, ", ");
            TRY(emit_node(out, e, value));
            buffer_printf(out, " AS z%zu", n);
        }
        n += value != NULL;
    }
    buffer_add_str(out, " FROM hit WHERE ");
    for (size_t i = 0; i < r->group_count; i++) /* what is absent is like nothing else */
        buffer_printf(out, "%sk%zu IS NOT NULL", i ? " AND " : "", i);
    for (size_t i = 0; i < r->group_count; i++)
        buffer_printf(out, "%sk%zu", i ? ", " : " GROUP BY ", i);
    buffer_add_str(out, " HAVING ");
    return emit_condition(out, e, r->having);
}

bool rule_statement(struct buffer *sql, struct emit *e, const struct rule *r,
                    const struct template *sentence)
{
    if (r->group_count == 0) {
        TRY(rows(sql, e, r, sentence));
        buffer_add_str(sql, " ORDER BY s, w, v0, v1");
        return true;
    }
    buffer_add_str(sql, "WITH hit AS MATERIALIZED (");
    TRY(rows(sql, e, r, sentence));
    buffer_add_str(sql, "), grouped AS MATERIALIZED (");
    TRY(groups(sql, e, r, sentence));
    buffer_add_str(sql, ") SELECT v0, r0, v1, r1, place, d");
    outer_values(sql, sentence);
    for (size_t i = 0; i < r->group_count; i++)
        buffer_printf(sql, ", hit.k%zu", i);
    buffer_add_str(sql, " FROM grouped JOIN hit ON ");
    for (size_t i = 0; i < r->group_count; i++)
        buffer_printf(sql, "%shit.k%zu = grouped.k%zu", i ? " AND " : "", i, i);
    buffer_add_str(sql, " ORDER BY ");
    for (size_t i = 0; i < r->group_count; i++)
        buffer_printf(sql, "hit.k%zu, ", i);
    buffer_add_str(sql, "s, w, v0");
    return true;
}
