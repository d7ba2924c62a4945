/*
 * The records behind a figure with what proves them, and the records that set targets.
 */
#include "count/leaf.h"

#include <stdlib.h>

/* ---- what proves a record ---- */

struct proving {
    struct arena *arena;
    struct ledger *ledger;
    LIST(struct record_proof) items;
};

static void proof_take(struct proving *p, struct stmt *s)
{
    struct record_proof one = {.type = p->ledger->catalogue->types.items[stmt_int(s, 0)],
                               .record = stmt_int(s, 1),
                               .version = stmt_int(s, 2),
                               .sheet = stmt_is_null(s, 3) ? 0 : stmt_int(s, 3),
                               .row = stmt_is_null(s, 4) ? 0 : stmt_int(s, 4),
                               .has_voucher = stmt_int(s, 5) != 0,
                               .has_both = stmt_int(s, 6) != 0,
                               .is_sampled = !stmt_is_null(s, 7)};
    one.sample_agrees = one.is_sampled && stmt_int(s, 7) != 0;
    LIST_ADD(p->arena, &p->items, one);
}

static bool proof_leaf(void *self, const struct leaf_query *q, struct fault *f)
{
    struct proving *p = self;
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *s = NULL;
    struct emit e;
    emit_begin(&e, p->arena, p->ledger, f);
    bool good = leaf_proof_sql(&sql, &e, q);
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&s, p->ledger->store, buffer_text(&sql), f));
    emit_bind(&e, s, q->known, q->period);
    for (bool row;;) {
        TRY(stmt_step(s, &row, f));
        if (!row)
            return true;
        proof_take(p, s);
    }
}

static int by_number(int64_t x, int64_t y)
{
    return (x > y) - (x < y);
}

static int proof_order(const void *a, const void *b)
{
    const struct record_proof *x = a, *y = b;
    int order = by_number(x->type->index, y->type->index);
    order = order ? order : by_number(x->sheet, y->sheet);
    order = order ? order : by_number(x->row, y->row);
    return order ? order : by_number(x->version, y->version);
}

static int record_order(const void *a, const void *b)
{
    const struct record_proof *x = a, *y = b;
    int order = by_number(x->type->index, y->type->index);
    return order ? order : by_number(x->record, y->record);
}

/* A rate counts some records above and below: each once. */
static void proofs_once(struct proving *p)
{
    size_t kept = 0;
    if (p->items.count == 0)
        return;
    qsort(p->items.items, p->items.count, sizeof(*p->items.items), record_order);
    for (size_t i = 1; i < p->items.count; i++)
        if (record_order(&p->items.items[kept], &p->items.items[i]) != 0)
            p->items.items[++kept] = p->items.items[i];
    p->items.count = kept + 1;
    qsort(p->items.items, p->items.count, sizeof(*p->items.items), proof_order);
}

bool count_proofs(struct record_proof **out, size_t *count, struct arena *a, struct ledger *l,
                  const struct viewer *v, const struct figure_query *q, struct fault *f)
{
    struct proving p = {.arena = a, .ledger = l};
    if (v->role == ROLE_READER)
        return fault_set(f, FAULT_DENIED, "records are not open to \"%.*s\"", TEXT_ARG(v->name));
    TRY(leaf_each(a, l, v, q, proof_leaf, &p, f));
    proofs_once(&p);
    *out = p.items.items;
    *count = p.items.count;
    return true;
}

/* ---- targets ---- */

static bool column_put(struct buffer *out, struct emit *e, const struct node *n)
{
    buffer_add_str(out, ", ");
    if (n)
        return emit_node(out, e, n);
    buffer_add_str(out, "NULL");
    return true;
}

static bool targets_sql(struct buffer *sql, struct emit *e, const struct record_type *type)
{
    static const char *const names[] = {"record",    "version",   "sheet",  "row",   "indicator",
                                        "unit_name", "starts_on", "due_on", "amount"};
    SCOPED_BUFFER columns = {0}, where = {0};
    emit_row(e, type);
    struct text alias = e->sources[0].alias;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        buffer_printf(&columns, "%s%.*s.\"%s\"", i ? ", " : "", TEXT_ARG(alias), names[i]);
    TRY(column_put(&columns, e, type->place) && column_put(&columns, e, type->party));
    emit_known(&where, alias);
    buffer_printf(&where, " AND %.*s.due_on BETWEEN " PARAMETER_FROM " AND " PARAMETER_TO,
                  TEXT_ARG(alias));
    buffer_printf(sql, "SELECT %.*s FROM %.*s AS %.*s%.*s WHERE %.*s ORDER BY 1",
                  TEXT_ARG(buffer_text(&columns)), TEXT_ARG(type->table), TEXT_ARG(alias),
                  TEXT_ARG(buffer_text(&e->sources[0].joins)), TEXT_ARG(buffer_text(&where)));
    return true;
}

static struct target target_read(struct arena *a, struct stmt *s, int places)
{
    return (struct target){
        .record = stmt_int(s, 0),
        .version = stmt_int(s, 1),
        .sheet = stmt_is_null(s, 2) ? 0 : stmt_int(s, 2),
        .row = stmt_is_null(s, 3) ? 0 : stmt_int(s, 3),
        .indicator = text_copy(a, text_trim(stmt_text(s, 4))),
        .unit_name = text_copy(a, text_trim(stmt_text(s, 5))),
        .period = {{(int32_t)stmt_int(s, 6)}, {(int32_t)stmt_int(s, 7)}},
        .amount = {stmt_int(s, 8), places},
        .place = stmt_is_null(s, 9) ? 0 : stmt_int(s, 9),
        .party = stmt_is_null(s, 10) ? 0 : stmt_int(s, 10),
    };
}

bool count_targets(struct target **out, size_t *count, struct arena *a, struct ledger *l,
                   const struct viewer *v, const struct record_type *type, struct period due,
                   int64_t known, struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *s = NULL;
    LIST(struct target) list = {0};
    struct emit e;
    if (v->role == ROLE_READER || !viewer_sees_type(v, type))
        return fault_set(f, FAULT_DENIED, "records are not open to \"%.*s\"", TEXT_ARG(v->name));
    emit_begin(&e, a, l, f);
    bool good = targets_sql(&sql, &e, type);
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&s, l->store, buffer_text(&sql), f));
    emit_bind(&e, s, known ? known : l->head, due);
    for (bool row;;) {
        TRY(stmt_step(s, &row, f));
        if (!row)
            break;
        LIST_ADD(a, &list, target_read(a, s, type_field_find(type, TEXT("amount"))->type.places));
    }
    *out = list.items;
    *count = list.count;
    return true;
}
