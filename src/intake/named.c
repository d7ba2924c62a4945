/*
 * One class a sheet: the sheet's name or the lines above the table name the record that all rows
 * refer to, and no column does.
 */
#include "intake/inside.h"

#define RECORDS_LOOKED_AT 100000
#define NAME_BYTES_MIN 4

/* The longest name that occurs, and whether two records share it. */
struct naming {
    int64_t record;
    size_t bytes;
    bool is_shared;
};

static bool is_name(const struct record_type *t, const struct field *field)
{
    if (field->type.kind != KIND_TEXT || field->class != CLASS_OPEN)
        return false;
    for (size_t i = 0; i < t->key_count; i++)
        if (t->key[i] == field)
            return true;
    return text_is(field->name, "name") || text_is(field->name, "title");
}

static struct text names_sql(struct arena *a, const struct record_type *t)
{
    SCOPED_BUFFER b = {0};
    buffer_add_str(&b, "SELECT record");
    for (size_t i = 0; i < t->field_count; i++)
        if (is_name(t, &t->fields[i]))
            buffer_printf(&b, ", %.*s", TEXT_ARG(t->fields[i].name));
    buffer_printf(&b, " FROM %.*s WHERE until = 9223372036854775807 AND void_why IS NULL LIMIT %d",
                  TEXT_ARG(t->table), RECORDS_LOOKED_AT);
    return text_copy(a, buffer_text(&b));
}

static void name_try(struct naming *n, struct text in, struct text name, int64_t record)
{
    if (name.n < NAME_BYTES_MIN || name.n < n->bytes || text_find(in, name) < 0)
        return;
    n->is_shared = name.n == n->bytes && n->record != record;
    n->record = record;
    n->bytes = name.n;
}

static bool named_find(struct naming *out, struct intake *in, const struct record_type *t,
                       struct text where, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    *out = (struct naming){0};
    TRY(stmt_prepare(&q, in->ledger->store, names_sql(&in->scratch, t), f));
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        for (int i = 1; i < stmt_columns(q); i++)
            if (!stmt_is_null(q, i))
                name_try(out, where, stmt_text(q, i), stmt_int(q, 0));
    }
}

static void constant_report(struct intake *in, const struct field *ref, struct text value,
                            struct text from)
{
    struct sheet_report *report = report_of(in, in->sheet);
    LIST_ADD(in->arena, &report->constants,
             (struct sheet_constant){ref->name, text_copy(in->arena, value),
                                     text_copy(in->arena, from)});
}

static bool reference_fill(struct intake *in, struct plan_node *root, const struct field *ref,
                           struct fault *f)
{
    const struct sheet_head *head = in->sheet->head;
    struct text places[] = {head->sheet, in->sheet->r.titles, head->file};
    struct naming named;
    for (size_t i = 0; i < 3; i++) {
        if (places[i].n == 0)
            continue;
        TRY(named_find(&named, in, ref->type.target, places[i], f));
        if (named.is_shared)
            return true;
        if (named.record == 0)
            continue;
        root->base[ref->index] = VALUE_OF_INT(named.record);
        root->has_column[ref->index] = true;
        constant_report(in, ref,
                        value_print(&in->scratch, in->ledger, ref, root->base[ref->index], true),
                        places[i]);
        return true;
    }
    return true;
}

bool named_references_fill(struct intake *in, struct fault *f)
{
    struct plan_node *root = plan_root(&in->sheet->plan);
    for (size_t i = 0; i < root->type->field_count; i++) {
        const struct field *field = &root->type->fields[i];
        bool wanted = field->type.kind == KIND_REF && field->required && !root->has_column[i];
        if (wanted)
            TRY(reference_fill(in, root, field, f));
    }
    return true;
}
