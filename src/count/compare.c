#include "count/compare.h"

#include "base/language.h"
#include "count/leaf.h"
#include <stdlib.h>

#define REFERENCE_DEPTH_MAX 3

/* A record behind one of the aggregates of a figure. */
struct counted {
    int64_t leaf; /* which aggregate: a record may leave the numerator and stay below */
    int64_t type, record, version;
    const struct node *aggregate;
};
typedef LIST(struct counted) counted_list;

struct comparing {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    int64_t from, to; /* batches: versions with from < since <= to came between */
    size_t most;
    struct comparison *out;
    LIST(struct difference) items;
    counted_list *reading;
    int64_t leaf;
    struct fault *fault;
};

/* ---- which records ---- */

static bool counted_leaf(void *self, const struct leaf_query *q, struct fault *f)
{
    struct comparing *c = self;
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *s = NULL;
    struct emit e;
    emit_begin(&e, c->arena, c->ledger, f);
    buffer_add_str(&sql, "SELECT DISTINCT ty, record, version FROM (");
    bool good = leaf_trace_sql(&sql, &e, c->ledger, q);
    buffer_add_str(&sql, ") AS rows_behind");
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&s, c->ledger->store, buffer_text(&sql), f));
    emit_bind(&e, s, q->known, q->period);
    for (bool row;;) {
        TRY(stmt_step(s, &row, f));
        if (!row)
            break;
        LIST_ADD(c->arena, c->reading,
                 (struct counted){c->leaf, stmt_int(s, 0), stmt_int(s, 1), stmt_int(s, 2),
                                  q->aggregate});
    }
    c->leaf++;
    return true;
}

static int counted_order(const void *a, const void *b)
{
    const struct counted *x = a, *y = b;
    if (x->leaf != y->leaf)
        return x->leaf < y->leaf ? -1 : 1;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    return (x->record > y->record) - (x->record < y->record);
}

static bool counted_read(counted_list *out, struct comparing *c, const struct figure_query *q)
{
    c->reading = out;
    c->leaf = 0;
    TRY(leaf_each(c->arena, c->ledger, c->viewer, q, counted_leaf, c, c->fault));
    if (out->count)
        qsort(out->items, out->count, sizeof(*out->items), counted_order);
    return true;
}

/* ---- what made a record another one ---- */

/* The version of a record as known at a batch, void or not; NULL: not there yet. */
static const struct version *version_at(const struct version *versions, size_t count, int64_t batch)
{
    const struct version *found = NULL;
    for (size_t i = 0; i < count; i++)
        if (versions[i].since <= batch)
            found = &versions[i];
    return found;
}

static struct text field_text(struct comparing *c, const struct field *field,
                              const struct version *v)
{
    size_t i = (size_t)field->index;
    if (!v || v->values[i].is == VALUE_NONE)
        return TEXT("");
    return value_print(c->arena, c->ledger, field, v->values[i], true);
}

static void fields_compare(struct comparing *c, struct difference *d, const struct version *before,
                           const struct version *after)
{
    for (size_t i = 0; before && after && i < d->cause_type->field_count; i++) {
        const struct field *field = &d->cause_type->fields[i];
        if (field->class == CLASS_SEALED || value_equal(before->values[i], after->values[i]))
            continue;
        struct compared_field x = {label_now(field->label), field_text(c, field, before),
                                   field_text(c, field, after)};
        LIST_ADD(c->arena, &d->fields, x);
    }
}

static bool batch_fill(struct comparing *c, struct difference *d)
{
    SCOPED_STMT *s = NULL;
    bool row;
    TRY(stmt_prepare(&s, c->ledger->store,
                     TEXT("SELECT at_ms, author, note FROM batch WHERE batch = ?1"), c->fault));
    stmt_bind_int(s, 1, d->batch);
    TRY(stmt_step(s, &row, c->fault));
    if (!row)
        return true;
    d->at_ms = stmt_int(s, 0);
    d->author = text_copy(c->arena, stmt_text(s, 1));
    d->note = text_copy(c->arena, stmt_text(s, 2));
    return true;
}

static bool cause_fill(struct comparing *c, struct difference *d, const struct record_type *t,
                       int64_t record, const struct version *before, const struct version *after)
{
    d->cause_type = t;
    d->cause_record = record;
    d->cause_label = record_print(c->arena, c->ledger, t, record);
    d->is_new = before == NULL;
    d->void_why = after->void_why;
    d->file = after->file;
    d->sheet = after->sheet;
    d->row = after->row;
    d->batch = after->since;
    fields_compare(c, d, before, after);
    return batch_fill(c, d);
}

static bool cause_find(struct comparing *c, struct difference *d, const struct record_type *t,
                       int64_t record, int depth);

/* A dated attribute of the record referred to: its own record came between. */
static bool dated_cause_find(struct comparing *c, struct difference *d, const struct record_type *t,
                             int64_t record, int depth)
{
    for (size_t i = 0; i < t->field_count && !d->cause_type; i++) {
        const struct field *field = &t->fields[i];
        SCOPED_STMT *s = NULL;
        bool row;
        if (!field->dated_type)
            continue;
        TRY(stmt_prepare(
            &s, c->ledger->store,
            text_printf(c->arena,
                        "SELECT record FROM %.*s WHERE %.*s = ?1 AND since > ?2 AND since <= ?3 "
                        "ORDER BY since DESC LIMIT 1",
                        TEXT_ARG(field->dated_type->table), TEXT_ARG(field->dated_ref->name)),
            c->fault));
        stmt_bind_int(s, 1, record);
        stmt_bind_int(s, 2, c->from);
        stmt_bind_int(s, 3, c->to);
        TRY(stmt_step(s, &row, c->fault));
        if (row)
            TRY(cause_find(c, d, field->dated_type, stmt_int(s, 0), depth + 1));
    }
    return true;
}

static bool cause_find(struct comparing *c, struct difference *d, const struct record_type *t,
                       int64_t record, int depth)
{
    struct version *versions;
    size_t count;
    if (depth > REFERENCE_DEPTH_MAX)
        return true;
    TRY(record_history(&versions, &count, c->arena, c->ledger, c->viewer, t, record, c->fault));
    const struct version *before = version_at(versions, count, c->from);
    const struct version *after = version_at(versions, count, c->to);
    if (after && (!before || before->version != after->version))
        return cause_fill(c, d, t, record, before, after);
    TRY(dated_cause_find(c, d, t, record, depth));
    for (size_t i = 0; after && i < t->field_count && !d->cause_type; i++)
        if (t->fields[i].type.kind == KIND_REF && after->values[i].is == VALUE_INT)
            TRY(cause_find(c, d, t->fields[i].type.target, after->values[i].i, depth + 1));
    return true;
}

static bool difference_add(struct comparing *c, enum difference_kind kind, int64_t type,
                           int64_t record)
{
    struct difference d = {
        .kind = kind, .type = c->ledger->catalogue->types.items[type], .record = record};
    for (size_t i = 0; i < c->items.count; i++)
        if (c->items.items[i].type == d.type && c->items.items[i].record == record)
            return true;
    c->out->total++;
    if (c->items.count >= c->most)
        return true;
    d.label = record_print(c->arena, c->ledger, d.type, record);
    TRY(cause_find(c, &d, d.type, record, 0));
    LIST_ADD(c->arena, &c->items, d);
    return true;
}

/* ---- a record that is counted in both ---- */

static bool node_uses(const struct node *n, const struct field *field)
{
    if (!n)
        return false;
    if (n->kind == NODE_PATH) {
        if (n->step_count == 0 || n->source < 0)
            return true; /* what it stands for is said elsewhere */
        const struct step *first = &n->steps[0];
        return first->field == field || (first->derive && node_uses(first->derive->value, field));
    }
    for (size_t i = 0; i < n->arg_count; i++)
        if (node_uses(n->args[i], field))
            return true;
    return false;
}

/* Its new version matters where a field is another that the aggregate takes. */
static bool value_differs(bool *out, struct comparing *c, const struct counted *x,
                          const struct counted *y)
{
    const struct record_type *t = c->ledger->catalogue->types.items[x->type];
    struct version *versions;
    size_t count;
    *out = false;
    TRY(record_history(&versions, &count, c->arena, c->ledger, c->viewer, t, x->record, c->fault));
    const struct version *a = NULL, *b = NULL;
    for (size_t i = 0; i < count; i++) {
        if (versions[i].version == x->version)
            a = &versions[i];
        if (versions[i].version == y->version)
            b = &versions[i];
    }
    for (size_t i = 0; a && b && i < t->field_count && !*out; i++)
        *out = !value_equal(a->values[i], b->values[i]) && node_uses(x->aggregate, &t->fields[i]);
    return true;
}

static bool lists_compare(struct comparing *c, const counted_list *before,
                          const counted_list *after)
{
    size_t i = 0, k = 0;
    while (i < before->count || k < after->count) {
        const struct counted *x = i < before->count ? &before->items[i] : NULL;
        const struct counted *y = k < after->count ? &after->items[k] : NULL;
        int order = !x ? 1 : !y ? -1 : counted_order(x, y);
        bool differs = false;
        if (order < 0)
            TRY(difference_add(c, DIFFERENCE_REMOVED, x->type, x->record));
        if (order > 0)
            TRY(difference_add(c, DIFFERENCE_ADDED, y->type, y->record));
        if (order == 0 && x->version != y->version)
            TRY(value_differs(&differs, c, x, y));
        if (differs)
            TRY(difference_add(c, DIFFERENCE_CHANGED, x->type, x->record));
        i += order <= 0;
        k += order >= 0;
    }
    return true;
}

/* ---- the records are the same, what they refer to is not ---- */

static bool is_counted(const struct comparing *c, const counted_list *list, int64_t type,
                       int64_t record)
{
    for (int64_t leaf = 0; leaf < c->leaf; leaf++) {
        struct counted wanted = {leaf, type, record, 0, NULL};
        if (bsearch(&wanted, list->items, list->count, sizeof(*list->items), counted_order))
            return true;
    }
    return false;
}

static bool references_compare(struct comparing *c, const counted_list *list,
                               const struct record_type *t)
{
    for (size_t i = 0; i < t->field_count; i++) {
        const struct field *field = &t->fields[i];
        SCOPED_STMT *s = NULL;
        if (field->type.kind != KIND_REF)
            continue;
        TRY(stmt_prepare(
            &s, c->ledger->store,
            text_printf(c->arena,
                        "SELECT DISTINCT t.record FROM %.*s t JOIN %.*s r ON r.record = t.%.*s "
                        "WHERE r.since > ?1 AND r.since <= ?2 AND t.since <= ?2 AND ?2 < t.until",
                        TEXT_ARG(t->table), TEXT_ARG(field->type.target->table),
                        TEXT_ARG(field->name)),
            c->fault));
        stmt_bind_int(s, 1, c->from);
        stmt_bind_int(s, 2, c->to);
        for (bool row;;) {
            TRY(stmt_step(s, &row, c->fault));
            if (!row)
                break;
            if (is_counted(c, list, t->index, stmt_int(s, 0)))
                TRY(difference_add(c, DIFFERENCE_CHANGED, t->index, stmt_int(s, 0)));
        }
    }
    return true;
}

static bool all_references_compare(struct comparing *c, const counted_list *list)
{
    int64_t last = -1;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].type != last) {
            last = list->items[i].type;
            TRY(references_compare(c, list, c->ledger->catalogue->types.items[last]));
        }
    return true;
}

/* ---- the whole ---- */

static bool one_figure(struct figure *out, struct comparing *c, const struct figure_query *q)
{
    struct figures figures;
    TRY(count_figure(&figures, c->arena, c->ledger, c->viewer, q, c->fault));
    *out = figures.count ? figures.items[0] : (struct figure){.is_known = false};
    return true;
}

bool figure_same(const struct figure *x, const struct figure *y)
{
    return x->is_known == y->is_known && x->is_withheld == y->is_withheld &&
           (!x->is_known ||
            (decimal_compare(x->value, y->value) == 0 && decimal_compare(x->lo, y->lo) == 0 &&
             decimal_compare(x->hi, y->hi) == 0));
}

bool count_compare(struct comparison *out, struct arena *a, struct ledger *l,
                   const struct viewer *v, const struct figure_query *before,
                   const struct figure_query *after, size_t most, struct fault *f)
{
    int64_t x = before->known ? before->known : l->head, y = after->known ? after->known : l->head;
    struct comparing c = {
        .arena = a, .ledger = l, .viewer = v, .most = most, .out = out, .fault = f};
    counted_list first = {0}, second = {0};
    SCOPED_TXN txn = {0};
    c.from = x < y ? x : y;
    c.to = x < y ? y : x;
    *out = (struct comparison){.count = 0};
    if (v->role == ROLE_READER)
        return fault_set(f, FAULT_DENIED, "records are not open to \"%.*s\"", TEXT_ARG(v->name));
    TRY(txn_begin(&txn, l->store, TXN_READ, f));
    TRY(one_figure(&out->before, &c, before));
    TRY(one_figure(&out->after, &c, after));
    TRY(counted_read(&first, &c, before));
    TRY(counted_read(&second, &c, after));
    TRY(lists_compare(&c, &first, &second));
    if (c.items.count == 0 && !figure_same(&out->before, &out->after))
        TRY(all_references_compare(&c, &second));
    out->items = c.items.items;
    out->count = c.items.count;
    return true;
}
