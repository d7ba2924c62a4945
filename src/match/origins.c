/* Which openings there are to ask about. */
#include "match/match.h"

#include "count/emit.h"

#define VALUES_SHOWN 5

static bool origins_where(struct buffer *sql, struct emit *e, const struct match_query *q,
                          const struct viewer *v)
{
    const struct match *m = q->match;
    struct text alias = e->sources[0].alias;
    SCOPED_BUFFER place = {0};
    emit_known(sql, alias);
    if (m->from->when) {
        buffer_add_str(sql, " AND ");
        TRY(emit_node(sql, e, m->from->when));
        buffer_add_str(sql, " <= " PARAMETER_TO);
    }
    if (m->at_day) {
        buffer_add_str(sql, " AND coalesce((");
        TRY(emit_node(sql, e, m->at_day));
        buffer_add_str(sql, ") >= " PARAMETER_TO ", 1)");
    }
    if (!m->place)
        return true;
    TRY(emit_node(&place, e, m->place));
    if (q->regions.count) {
        buffer_add_str(sql, " AND ");
        emit_within(sql, e, buffer_text(&place), q->regions.items, q->regions.count);
    }
    if (v->regions.count) {
        buffer_add_str(sql, " AND ");
        emit_within(sql, e, buffer_text(&place), v->regions.items, v->regions.count);
    }
    return true;
}

static bool origins_statement(struct buffer *sql, struct emit *e, const struct match_query *q,
                              const struct viewer *v)
{
    SCOPED_BUFFER where = {0}, day = {0};
    const struct record_type *t = q->match->from;
    emit_row(e, t);
    TRY(origins_where(&where, e, q, v));
    if (t->when)
        TRY(emit_node(&day, e, t->when));
    struct text alias = e->sources[0].alias;
    buffer_printf(sql, "SELECT %.*s.record, %.*s FROM %.*s AS %.*s%.*s WHERE %.*s ORDER BY 2 DESC, 1 DESC",
                  TEXT_ARG(alias), TEXT_ARG(day.n ? buffer_text(&day) : TEXT("0")),
                  TEXT_ARG(t->table), TEXT_ARG(alias),
                  TEXT_ARG(buffer_text(&e->sources[0].joins)), TEXT_ARG(buffer_text(&where)));
    return true;
}

static bool origin_say(struct origin_row *out, struct arena *a, struct ledger *l,
                       const struct viewer *v, const struct match_query *q, int64_t known,
                       struct fault *f)
{
    const struct record_type *t = q->match->from;
    struct version version;
    bool found;
    TRY(record_read(&version, &found, a, l, v, t, out->record, known, f));
    out->key = record_print(a, l, t, out->record);
    for (size_t i = 0; found && i < t->field_count && out->values.count < VALUES_SHOWN; i++)
        if (t->key[0] != &t->fields[i] && t->fields[i].class == CLASS_OPEN &&
            version.values[i].is != VALUE_NONE)
            LIST_ADD(a, &out->values, value_print(a, l, &t->fields[i], version.values[i], true));
    return true;
}

bool match_origins(struct origin_row **out, size_t *count, int64_t *total, struct arena *a,
                   struct ledger *l, const struct viewer *v, const struct match_query *q,
                   struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *s = NULL;
    struct emit e;
    LIST(struct origin_row) rows = {0};
    int64_t known = q->known ? q->known : l->head;
    if (v->role == ROLE_READER || !viewer_sees_type(v, q->match->from))
        return fault_set(f, FAULT_DENIED, "records are not open to \"%.*s\"", TEXT_ARG(v->name));
    emit_begin(&e, a, l, f);
    bool good = origins_statement(&sql, &e, q, v);
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&s, l->store, buffer_text(&sql), f));
    emit_bind(&e, s, known, (struct period){l->catalogue->programme.from, q->at});
    for (*total = 0;; ++*total) {
        bool row;
        TRY(stmt_step(s, &row, f));
        if (!row)
            break;
        if (!q->most || rows.count < q->most)
            LIST_ADD(a, &rows, (struct origin_row){.record = stmt_int(s, 0)});
    }
    for (size_t i = 0; i < rows.count; i++)
        TRY(origin_say(&rows.items[i], a, l, v, q, known, f));
    *out = rows.items;
    *count = rows.count;
    return true;
}
