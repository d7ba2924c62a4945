#include "intake/form.h"

#include "catalogue/node.h"
#include "intake/partial.h"

const struct field *form_subject_ref(const struct mapping *m, const struct mapping_part *part)
{
    for (size_t i = 0; i < part->type->field_count; i++) {
        const struct field *field = &part->type->fields[i];
        if (field->type.kind == KIND_REF && field->type.target == m->subject)
            return field;
    }
    return NULL;
}

static const struct field *field_of_path(const struct node *n)
{
    return n && n->kind == NODE_PATH && n->step_count == 1 ? n->steps[0].field : NULL;
}

/* ---- who stands on it ---- */

#define KNOWN " since <= ?1 AND ?1 < until AND void_why IS NULL"

/* The place of each subject on the day: the newest record that changed it, else its own. */
static struct text subjects_sql(struct arena *a, const struct record_type *t,
                                const struct field *place)
{
    SCOPED_BUFFER b = {0};
    const struct field *since = place->dated_since, *ref = place->dated_ref;
    buffer_add_str(&b, "SELECT record, place FROM (SELECT p.record AS record, ");
    if (since)
        buffer_printf(&b,
                      "coalesce((SELECT m.\"%.*s\" FROM %.*s m WHERE m.\"%.*s\" = p.record AND "
                      "m.since <= ?1 AND ?1 < m.until AND m.void_why IS NULL AND m.\"%.*s\" <= ?2 "
                      "ORDER BY m.\"%.*s\" DESC, m.version DESC LIMIT 1), p.\"%.*s\") AS place",
                      TEXT_ARG(place->dated_value->name), TEXT_ARG(place->dated_type->table),
                      TEXT_ARG(ref->name), TEXT_ARG(since->name), TEXT_ARG(since->name),
                      TEXT_ARG(place->name));
    else
        buffer_printf(&b, "p.\"%.*s\" AS place", TEXT_ARG(place->name));
    buffer_printf(&b,
                  " FROM %.*s p WHERE" KNOWN " AND same_as IS NULL AND (?5 = 0 OR record = ?5)) "
                  "WHERE place >= ?3 AND place < ?4 ORDER BY record",
                  TEXT_ARG(t->table));
    return text_copy(a, buffer_text(&b));
}

bool form_subjects(form_subject_list *out, struct arena *a, struct ledger *l,
                   const struct mapping *m, struct form_id id, int64_t only, struct fault *f)
{
    const struct field *place = field_of_path(m->subject->place);
    struct region_range span = region_span(id.place);
    SCOPED_STMT *q = NULL;
    if (!place || place->class == CLASS_SEALED)
        return fault_set(f, FAULT_INPUT, "\"%.*s\" has no field for its place: no form can be made",
                         TEXT_ARG(m->subject->name));
    TRY(stmt_prepare(&q, l->store, subjects_sql(a, m->subject, place), f));
    stmt_bind_int(q, 1, id.batch);
    stmt_bind_int(q, 2, id.day.since_1970);
    stmt_bind_int(q, 3, span.first);
    stmt_bind_int(q, 4, span.after);
    stmt_bind_int(q, 5, only);
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        LIST_ADD(a, out, (struct form_subject){stmt_int(q, 0), stmt_int(q, 1)});
    }
}

/* ---- which record a row is about ---- */

static struct text subject_key(struct arena *a, int64_t subject)
{
    return text_printf(a, "%lld", (long long)subject);
}

static bool bases_sql(struct text *out, struct arena *a, const struct mapping_part *part,
                      const struct field *ref, struct fault *f)
{
    const struct record_type *t = part->type;
    const struct field *day = field_of_path(t->when), *last = type_last_day(t);
    if (!day || day->type.kind != KIND_DAY)
        return fault_set(f, FAULT_INPUT, "\"%.*s\" has no day: it cannot stand on a form",
                         TEXT_ARG(t->name));
    SCOPED_BUFFER b = {0};
    buffer_printf(&b,
                  "SELECT \"%.*s\", record FROM %.*s WHERE" KNOWN
                  " AND same_as IS NULL AND \"%.*s\" <= ?2",
                  TEXT_ARG(ref->name), TEXT_ARG(t->table), TEXT_ARG(day->name));
    if (part->base == BASE_KEEPS && last)
        buffer_printf(&b, " AND (\"%.*s\" IS NULL OR \"%.*s\" >= ?2)", TEXT_ARG(last->name),
                      TEXT_ARG(last->name));
    buffer_printf(&b, " ORDER BY \"%.*s\", record", TEXT_ARG(day->name)); /* the newest is last */
    *out = text_copy(a, buffer_text(&b));
    return true;
}

bool form_bases_read(struct form_bases *out, struct arena *a, struct ledger *l,
                     const struct mapping *m, const struct mapping_part *part, struct day day,
                     int64_t known, struct fault *f)
{
    const struct field *ref = form_subject_ref(m, part);
    struct text sql;
    SCOPED_STMT *q = NULL;
    *out = (struct form_bases){0};
    if (!ref || (part->base != BASE_KEEPS && part->base != BASE_RENEWS))
        return true;
    TRY(bases_sql(&sql, a, part, ref, f));
    TRY(stmt_prepare(&q, l->store, sql, f));
    stmt_bind_int(q, 1, known);
    stmt_bind_int(q, 2, day.since_1970);
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        int64_t *record = ARENA_NEW(a, int64_t);
        *record = stmt_int(q, 1);
        map_put(a, &out->by_subject, subject_key(a, stmt_int(q, 0)), record);
    }
}

int64_t form_base_of(const struct form_bases *b, int64_t subject)
{
    SCOPED_ARENA a = {0};
    const int64_t *record = map_find(&b->by_subject, subject_key(&a, subject));
    return record ? *record : 0;
}

/* ---- what stands there ---- */

bool form_value(struct text *out, struct arena *a, struct ledger *l, const struct viewer *v,
                const struct column_path *path, const struct value *values, int64_t known,
                struct fault *f)
{
    *out = (struct text){"", 0};
    for (int i = 0; i < path->depth; i++) {
        struct version version;
        bool found;
        struct value ref = values[path->refs[i]->index];
        if (ref.is != VALUE_INT)
            return true;
        TRY(record_read(&version, &found, a, l, v, path->refs[i]->type.target, ref.i, known, f));
        if (!found)
            return true;
        values = version.values;
    }
    struct value value = values[path->field->index];
    if (value.is != VALUE_NONE && path->field->class != CLASS_SEALED)
        *out = value_print(a, l, path->field, value, false);
    return true;
}

struct text form_name(struct arena *a, struct text name)
{
    size_t count = utf8_count(name), first, at = 0, length;
    SCOPED_BUFFER b = {0};
    if (name.n == 0)
        return name;
    utf8_next(name, &first);
    buffer_add(&b, text_slice(name, 0, first));
    for (size_t i = 0; i + 2 < count || i == 0; i++)
        buffer_add_char(&b, '*');
    for (; at < name.n; at += length) /* where the last one begins */
        utf8_next(text_slice(name, at, name.n), &length);
    if (count > 2)
        buffer_add(&b, text_slice(name, name.n - length, name.n));
    return text_copy(a, buffer_text(&b));
}

static const struct field *name_field(const struct record_type *t)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (t->fields[i].class == CLASS_SEALED && t->fields[i].type.kind == KIND_TEXT &&
            t->fields[i].type.form == FORM_FREE)
            return &t->fields[i];
    return NULL;
}

struct text form_name_of(struct arena *a, struct ledger *l, const struct viewer *v,
                         const struct record_type *t, int64_t record)
{
    const struct field *name = name_field(t);
    struct version version;
    bool found = false;
    struct fault ignored = {0};
    if (!name || !record_read(&version, &found, a, l, v, t, record, 0, &ignored) || !found ||
        !record_open(&version, a, l, v, t, &ignored) ||
        version.values[name->index].is != VALUE_TEXT)
        return (struct text){"", 0};
    return form_name(a, version.values[name->index].t);
}
