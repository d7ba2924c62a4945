/*
 * From a figure to the records behind it, to file, sheet and row.
 */
#include "base/language.h"
#include "count/leaf.h"

struct tracing {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    int64_t offset, most, total;
    LIST(struct trace_row) rows;
};

static bool trace_total(struct tracing *t, const struct leaf_query *q, const struct emit *e,
                        struct text sql, int64_t *out, struct fault *f)
{
    SCOPED_STMT *s = NULL;
    bool row;
    TRY(stmt_prepare(&s, t->ledger->store,
                     text_printf(t->arena, "SELECT count(*) FROM (%.*s) AS rows_behind", TEXT_ARG(sql)), f));
    emit_bind(e, s, q->known, q->period);
    TRY(stmt_step(s, &row, f));
    *out = row ? stmt_int(s, 0) : 0;
    return true;
}

static struct text batch_note(struct tracing *t, int64_t batch)
{
    SCOPED_STMT *s = NULL;
    struct fault ignored = {0};
    bool row;
    if (!stmt_prepare(&s, t->ledger->store, TEXT("SELECT note FROM batch WHERE batch = ?1"), &ignored))
        return TEXT("");
    stmt_bind_int(s, 1, batch);
    return stmt_step(s, &row, &ignored) && row ? text_copy(t->arena, stmt_text(s, 0)) : TEXT("");
}

static void trace_fields(struct tracing *t, struct trace_row *out, const struct version *v)
{
    for (size_t i = 0; i < out->type->field_count; i++) {
        const struct field *field = &out->type->fields[i];
        if (field->class == CLASS_SEALED || v->values[i].is == VALUE_NONE)
            continue;
        LIST_ADD(t->arena, &out->names, label_now(field->label));
        LIST_ADD(t->arena, &out->values,
                 value_print(t->arena, t->ledger, field, v->values[i], true));
    }
}

static bool trace_one(struct tracing *t, int64_t type, int64_t version, int64_t known,
                      struct fault *f)
{
    const struct record_type *rt = t->ledger->catalogue->types.items[type];
    struct trace_row row = {.type = rt};
    struct version v;
    int64_t record;
    bool found;
    TRY(store_int(t->ledger->store,
                  text_printf(t->arena, "SELECT record FROM %.*s WHERE version = %lld",
                              TEXT_ARG(rt->table), (long long)version)
                      .p,
                  0, &record, f));
    TRY(record_read(&v, &found, t->arena, t->ledger, t->viewer, rt, record, known, f));
    if (!found)
        return true;
    row.record = record;
    row.version = version;
    row.file = v.file;
    row.sheet = v.sheet;
    row.row = v.row;
    row.since = v.since;
    row.batch_note = batch_note(t, v.since);
    trace_fields(t, &row, &v);
    LIST_ADD(t->arena, &t->rows, row);
    return true;
}

static bool trace_window(struct tracing *t, const struct leaf_query *q, const struct emit *e,
                         struct text sql, int64_t skip, struct fault *f)
{
    SCOPED_STMT *s = NULL;
    TRY(stmt_prepare(&s, t->ledger->store,
                     text_printf(t->arena,
                                 "SELECT ty, version FROM (%.*s) AS rows_behind ORDER BY ty, sheet, row, version "
                                 "LIMIT %lld OFFSET %lld",
                                 TEXT_ARG(sql), (long long)(t->most - (int64_t)t->rows.count),
                                 (long long)skip),
                     f));
    emit_bind(e, s, q->known, q->period);
    for (bool row;;) {
        TRY(stmt_step(s, &row, f));
        if (!row)
            return true;
        TRY(trace_one(t, stmt_int(s, 0), stmt_int(s, 1), q->known, f));
    }
}

static bool trace_leaf(void *self, const struct leaf_query *q, struct fault *f)
{
    struct tracing *t = self;
    SCOPED_BUFFER sql = {0};
    struct emit e;
    int64_t total;
    emit_begin(&e, t->arena, t->ledger, f);
    bool good = leaf_trace_sql(&sql, &e, t->ledger, q);
    emit_clear(&e);
    TRY(good);
    TRY(trace_total(t, q, &e, buffer_text(&sql), &total, f));
    int64_t skip = t->offset > t->total ? t->offset - t->total : 0;
    t->total += total;
    if (skip >= total || (int64_t)t->rows.count >= t->most)
        return true;
    return trace_window(t, q, &e, buffer_text(&sql), skip, f);
}

bool count_trace(struct arena *a, struct ledger *l, const struct viewer *v,
                 const struct figure_query *q, int64_t offset, int64_t most,
                 struct trace_row **rows, size_t *row_count, int64_t *total, struct fault *f)
{
    struct tracing t = {.arena = a, .ledger = l, .viewer = v, .offset = offset, .most = most};
    if (v->role == ROLE_READER)
        return fault_set(f, FAULT_DENIED, "records are not open to \"%.*s\"", TEXT_ARG(v->name));
    SCOPED_TXN txn = {0}; /* one for all: a transaction a statement costs more than its reading */
    TRY(txn_begin(&txn, l->store, TXN_READ, f));
    TRY(leaf_each(a, l, v, q, trace_leaf, &t, f));
    *rows = t.rows.items;
    *row_count = t.rows.count;
    *total = t.total;
    return true;
}

/* ---- which records, without reading them ---- */

struct behind_list {
    struct arena *arena;
    struct ledger *ledger;
    LIST(struct behind) items;
};

static bool behind_leaf(void *self, const struct leaf_query *q, struct fault *f)
{
    struct behind_list *list = self;
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *s = NULL;
    struct emit e;
    emit_begin(&e, list->arena, list->ledger, f);
    buffer_add_str(&sql, "SELECT DISTINCT ty, record FROM (");
    bool good = leaf_trace_sql(&sql, &e, list->ledger, q);
    buffer_add_str(&sql, ") AS rows_behind");
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&s, list->ledger->store, buffer_text(&sql), f));
    emit_bind(&e, s, q->known, q->period);
    for (bool row;;) {
        TRY(stmt_step(s, &row, f));
        if (!row)
            return true;
        const struct record_type *t = list->ledger->catalogue->types.items[stmt_int(s, 0)];
        LIST_ADD(list->arena, &list->items, (struct behind){t, stmt_int(s, 1)});
    }
}

bool count_behind(struct behind **out, size_t *count, struct arena *a, struct ledger *l,
                  const struct viewer *v, const struct figure_query *q, struct fault *f)
{
    struct behind_list list = {.arena = a, .ledger = l};
    if (v->role == ROLE_READER)
        return fault_set(f, FAULT_DENIED, "records are not open to \"%.*s\"", TEXT_ARG(v->name));
    TRY(leaf_each(a, l, v, q, behind_leaf, &list, f));
    *out = list.items.items;
    *count = list.items.count;
    return true;
}

struct sql_print {
    struct arena *arena;
    struct ledger *ledger;
    struct buffer out;
};

static bool sql_leaf(void *self, const struct leaf_query *q, struct fault *f)
{
    struct sql_print *p = self;
    struct emit e;
    emit_begin(&e, p->arena, p->ledger, f);
    if (p->out.n)
        buffer_add_str(&p->out, ";\n");
    bool good = leaf_sql(&p->out, &e, p->ledger, q);
    emit_clear(&e);
    return good;
}

bool count_sql(struct text *out, struct arena *a, struct ledger *l, const struct figure_query *q,
               struct fault *f)
{
    struct sql_print p = {.arena = a, .ledger = l};
    bool good = leaf_each(a, l, &VIEWER_OWNER, q, sql_leaf, &p, f);
    *out = text_copy(a, buffer_text(&p.out));
    buffer_clear(&p.out);
    return good;
}
