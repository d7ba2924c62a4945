/*
 * figure(): what the indicator that a row names comes to, in the row's own place and party. Each
 * row's figure is counted before the statement is written, and stands in it as a CASE over rows.
 */
#include "count/leaf.h"

#include <inttypes.h>

struct named_row { /* one row that names an indicator */
    int64_t record;
    struct text key, unit;
    int64_t place, party; /* 0: none */
    struct period period;
};

/* ---- units ---- */

static bool unit_is_called(const struct unit *u, struct text written)
{
    for (size_t i = 0; i < u->reads.count; i++)
        if (text_equal(u->reads.items[i], written))
            return true;
    return text_equal(u->name, written) || text_equal(u->label.zh, written) ||
           text_equal(u->label.en, written);
}

static const struct unit *base_of(const struct unit *u)
{
    return u->base ? u->base : u;
}

/* The unit a row names, among those that measure the same as the indicator's own. */
const struct unit *count_unit_named(const struct catalogue *c, const struct unit *own,
                                    struct text written)
{
    for (size_t i = 0; i < c->units.count; i++)
        if (base_of(c->units.items[i]) == base_of(own) &&
            unit_is_called(c->units.items[i], written))
            return c->units.items[i];
    return NULL;
}

/* From the indicator's unit to the row's, rounded down: what falls short of a target stays short.
 */
bool count_in_unit(struct decimal *out, struct decimal value, const struct unit *own,
                   const struct unit *named, struct fault *f)
{
    struct decimal times, over;
    TRY(decimal_multiply(&value, value, (struct decimal){own->times, 0}, f));
    TRY(decimal_multiply(&times, value, (struct decimal){named->over, 0}, f));
    TRY(decimal_multiply(&over, (struct decimal){own->over, 0}, (struct decimal){named->times, 0},
                         f));
    TRY(decimal_rescale(&over, over, times.places, f));
    return ratio_truncate(out, (struct ratio){times.mantissa, over.mantissa}, FIGURE_PLACES, f);
}

/* ---- one row ---- */

static bool row_figure(int64_t *out, bool *has, struct emit *e, const struct indicator *i,
                       const struct unit *unit, const struct named_row *row)
{
    const struct leaf_query *q = e->figures_for;
    struct figure_query query = {.indicator = i, .known = q->known, .is_named = true};
    struct figures figures = {0};
    struct fault fault = {0};
    query.scope.from = row->period.from;
    query.scope.to = row->period.to;
    if (row->place)
        LIST_ADD(e->arena, &query.scope.regions, row->place);
    if (row->party)
        LIST_ADD(e->arena, &query.scope.parties, row->party);
    if (!count_figure(&figures, e->arena, e->ledger, q->viewer, &query, &fault)) {
        /* An indicator that cannot be counted so says nothing; a failing store says so. */
        if (fault.kind == FAULT_INPUT || fault.kind == FAULT_ABSENT || fault.kind == FAULT_DENIED)
            return true;
        *e->fault = fault;
        return false;
    }
    const struct figure *figure = figures.count ? &figures.items[0] : NULL;
    *has = figure && figure->is_known && !figure->is_withheld;
    struct decimal value = {0, 0};
    TRY(!*has || count_in_unit(&value, decimal_trim(figure->value), i->unit, unit, e->fault));
    *out = value.mantissa;
    return true;
}

static bool row_put(struct buffer *out, struct emit *e, const struct named_row *row)
{
    const struct catalogue *c = e->ledger->catalogue;
    const struct indicator *i = catalogue_indicator_find(c, text_trim(row->key));
    const struct unit *unit = i && i->unit ? count_unit_named(c, i->unit, text_trim(row->unit)) : NULL;
    int64_t value = 0;
    bool has = false;
    if (!unit || row->period.from.since_1970 > row->period.to.since_1970)
        return true;
    TRY(row_figure(&value, &has, e, i, unit, row));
    if (has)
        buffer_printf(out, " WHEN %" PRId64 " THEN %" PRId64, row->record, value);
    return true;
}

/* ---- the rows ---- */

static bool column_put(struct buffer *out, struct emit *e, const struct node *n)
{
    buffer_add_str(out, ", ");
    if (n)
        return emit_node(out, e, n);
    buffer_add_str(out, "NULL");
    return true;
}

/* record, key, unit, place, party, from, to of every row whose day lies in the period. */
static bool rows_sql(struct buffer *sql, struct emit *e, const struct node *n,
                     const struct record_type *type, const struct node *when)
{
    SCOPED_BUFFER columns = {0}, where = {0};
    const struct node *span = n->args[2], *last = span->arg_count > 1 ? span->args[1] : NULL;
    emit_row(e, type);
    struct text alias = e->sources[0].alias;
    TRY(column_put(&columns, e, n->args[0]) && column_put(&columns, e, n->args[1]));
    TRY(column_put(&columns, e, type->place) && column_put(&columns, e, type->party));
    TRY(column_put(&columns, e, span->args[0]));
    if (last)
        TRY(column_put(&columns, e, last));
    else
        buffer_add_str(&columns, ", " PARAMETER_TO);
    emit_known(&where, alias);
    if (when && when->type.kind == KIND_DAY) {
        buffer_add_str(&where, " AND ");
        TRY(emit_node(&where, e, when));
        buffer_add_str(&where, " BETWEEN " PARAMETER_FROM " AND " PARAMETER_TO);
    }
    buffer_printf(sql, "SELECT %.*s.record%.*s FROM %.*s AS %.*s%.*s WHERE %.*s", TEXT_ARG(alias),
                  TEXT_ARG(buffer_text(&columns)), TEXT_ARG(type->table), TEXT_ARG(alias),
                  TEXT_ARG(buffer_text(&e->sources[0].joins)), TEXT_ARG(buffer_text(&where)));
    return true;
}

static struct named_row row_read(struct arena *a, struct stmt *s)
{
    return (struct named_row){
        .record = stmt_int(s, 0),
        .key = text_copy(a, stmt_text(s, 1)),
        .unit = text_copy(a, stmt_text(s, 2)),
        .place = stmt_is_null(s, 3) ? 0 : stmt_int(s, 3),
        .party = stmt_is_null(s, 4) ? 0 : stmt_int(s, 4),
        .period = {{(int32_t)stmt_int(s, 5)}, {(int32_t)stmt_int(s, 6)}},
    };
}

static bool rows_put(struct buffer *out, struct emit *e, struct text sql, const struct emit *inner)
{
    const struct leaf_query *q = e->figures_for;
    SCOPED_STMT *statement = NULL;
    LIST(struct named_row) rows = {0};
    TRY(stmt_prepare(&statement, e->ledger->store, sql, e->fault));
    emit_bind(inner, statement, q->known, q->period);
    for (bool has;;) {
        TRY(stmt_step(statement, &has, e->fault));
        if (!has)
            break;
        if (rows.count == FIGURES_MAX)
            return fault_set(e->fault, FAULT_LIMIT,
                             "more than %d rows name an indicator in this period", FIGURES_MAX);
        bool whole = !stmt_is_null(statement, 1) && !stmt_is_null(statement, 2) &&
                     !stmt_is_null(statement, 5) && !stmt_is_null(statement, 6);
        if (whole)
            LIST_ADD(e->arena, &rows, row_read(e->arena, statement));
    }
    for (size_t i = 0; i < rows.count; i++)
        TRY(row_put(out, e, &rows.items[i]));
    return true;
}

bool named_figures(struct buffer *out, struct emit *e, const struct node *n)
{
    const struct leaf_query *q = e->figures_for;
    const struct emit_source *row = &e->sources[0];
    SCOPED_BUFFER sql = {0}, cases = {0};
    struct emit inner;
    if (q->is_named) /* an indicator of figures, named by a row: it would count itself */
        return fault_set(e->fault, FAULT_INPUT,
                         "\"%.*s\" counts figures that rows name: no row can name it",
                         TEXT_ARG(q->indicator->name));
    emit_begin(&inner, e->arena, e->ledger, e->fault);
    bool good = rows_sql(&sql, &inner, n, row->type, q->indicator->when) &&
                rows_put(&cases, e, buffer_text(&sql), &inner);
    emit_clear(&inner);
    TRY(good);
    if (cases.n)
        buffer_printf(out, "(CASE %.*s.record%.*s END)", TEXT_ARG(row->alias),
                      TEXT_ARG(buffer_text(&cases)));
    else
        buffer_add_str(out, "NULL");
    return true;
}
