#include "ledger/table.h"

#include "catalogue/node.h"
#include "ledger/keyring.h"
#include <assert.h>
#include <string.h>

static bool is_text_kind(enum kind kind)
{
    return kind == KIND_TEXT || kind == KIND_CODE;
}

static void order_fields(struct table *t)
{
    const struct record_type *type = t->type;
    for (size_t i = 0; i < type->field_count; i++) {
        size_t at = i;
        for (; at > 0 && type->fields[t->order[at - 1]].number > type->fields[i].number; at--)
            t->order[at] = t->order[at - 1];
        t->order[at] = i;
    }
}

static void name_columns(struct arena *a, struct table *t)
{
    SCOPED_BUFFER list = {0}, marks = {0};
    buffer_add_str(&list, "version, record, since, until, void_why, same_as, sheet, row, key_hash, "
                          "box, box_digest, hash");
    t->columns = COLUMN_FIELDS;
    for (size_t n = 0; n < t->type->field_count; n++) {
        const struct field *field = &t->type->fields[t->order[n]];
        t->field_column[field->index] = field->class == CLASS_SEALED ? -1 : t->columns++;
        if (field->class != CLASS_SEALED)
            buffer_printf(&list, ", \"%.*s\"", TEXT_ARG(field->name));
    }
    for (size_t n = 0; n < t->type->field_count; n++) {
        const struct field *field = &t->type->fields[t->order[n]];
        bool looked_up = field->class == CLASS_SEALED && field->lookup;
        t->lookup_column[field->index] = looked_up ? t->columns++ : -1;
        if (looked_up)
            buffer_printf(&list, ", \"%.*s_hash\"", TEXT_ARG(field->name));
    }
    for (int i = 1; i <= t->columns; i++)
        buffer_printf(&marks, "%s?%d", i > 1 ? ", " : "", i);
    t->list = text_copy(a, buffer_text(&list));
    t->insert = text_printf(a, "INSERT INTO %.*s (%.*s) VALUES (%.*s)", TEXT_ARG(t->type->table),
                            TEXT_ARG(t->list), TEXT_ARG(buffer_text(&marks)));
}

struct table *tables_make(struct arena *a, const struct catalogue *c)
{
    struct table *tables = ARENA_ARRAY(a, struct table, c->types.count + 1);
    for (size_t i = 0; i < c->types.count; i++) {
        struct table *t = &tables[i];
        t->type = c->types.items[i];
        assert(t->type->index == (int)i);
        t->order = ARENA_ARRAY(a, size_t, t->type->field_count + 1);
        t->field_column = ARENA_ARRAY(a, int, t->type->field_count + 1);
        t->lookup_column = ARENA_ARRAY(a, int, t->type->field_count + 1);
        order_fields(t);
        name_columns(a, t);
        for (size_t k = 0; k < t->type->key_count; k++)
            t->key_is_sealed |= t->type->key[k]->class == CLASS_SEALED;
    }
    return tables;
}

/* ---- the schema ---- */

static bool column_bring(struct store *s, const struct table *t, struct text name, const char *type,
                         struct fault *f)
{
    SCOPED_ARENA a = {0};
    bool there;
    TRY(store_column_exists(s, text_cstr(&a, t->type->table), text_cstr(&a, name), &there, f));
    if (there)
        return true;
    return store_exec(s,
                      text_printf(&a, "ALTER TABLE %.*s ADD COLUMN \"%.*s\" %s",
                                  TEXT_ARG(t->type->table), TEXT_ARG(name), type)
                          .p,
                      f);
}

static const char *column_type(const struct field *field)
{
    return is_text_kind(field->type.kind) ? "TEXT" : "INTEGER";
}

/* A new table has all its columns from the first: to add one, SQLite reads the whole schema again. */
static void columns_print(struct buffer *out, const struct table *t)
{
    for (size_t n = 0; n < t->type->field_count; n++) {
        const struct field *field = &t->type->fields[t->order[n]];
        if (t->field_column[field->index] >= 0)
            buffer_printf(out, ", \"%.*s\" %s", TEXT_ARG(field->name), column_type(field));
        if (t->lookup_column[field->index] >= 0)
            buffer_printf(out, ", \"%.*s_hash\" BLOB", TEXT_ARG(field->name));
    }
}

static bool columns_bring(struct store *s, const struct table *t, struct fault *f)
{
    SCOPED_ARENA a = {0};
    for (size_t n = 0; n < t->type->field_count; n++) {
        const struct field *field = &t->type->fields[t->order[n]];
        if (t->field_column[field->index] >= 0)
            TRY(column_bring(s, t, field->name, column_type(field), f));
        if (t->lookup_column[field->index] >= 0)
            TRY(column_bring(s, t, text_printf(&a, "%.*s_hash", TEXT_ARG(field->name)), "BLOB", f));
    }
    return true;
}

static bool is_place(const struct record_type *type, const struct field *field)
{
    const struct node *place = type->place;
    return place && place->kind == NODE_PATH && place->step_count == 1 &&
           place->steps[0].field == field;
}

/* References are joined over, look-ups searched, places cut out as ranges; the only key field is
 * found by key_hash. */
static bool is_indexed(const struct table *t, const struct field *field)
{
    bool is_whole_key = t->type->key_count == 1 && t->type->key[0] == field;
    if (field->class == CLASS_SEALED)
        return field->lookup && !is_whole_key;
    if (field->joined)
        return true;
    return (field->type.kind == KIND_REF || is_place(t->type, field)) && !is_whole_key;
}

/*
 * One current version a record (unique), all versions of a record (joins as known at a batch cannot
 * use the partial one), records that turned out to be others, the key, and what is_indexed says. Two
 * underscores: a_b_c may be the table of a.b_c as well as an index on field c of a.b.
 */
bool table_indices_bring(struct store *s, const struct table *t, struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    struct text table = t->type->table;
    buffer_printf(&sql,
                  "CREATE UNIQUE INDEX IF NOT EXISTS %.*s__current ON %.*s (record) WHERE until = "
                  "9223372036854775807;"
                  "CREATE INDEX IF NOT EXISTS %.*s__record ON %.*s (record);"
                  "CREATE INDEX IF NOT EXISTS %.*s__same ON %.*s (record) WHERE same_as IS NOT NULL;",
                  TEXT_ARG(table), TEXT_ARG(table), TEXT_ARG(table), TEXT_ARG(table),
                  TEXT_ARG(table), TEXT_ARG(table));
    if (t->type->key_count)
        buffer_printf(&sql,
                      "CREATE UNIQUE INDEX IF NOT EXISTS %.*s__key ON %.*s (key_hash) WHERE until = "
                      "9223372036854775807 AND void_why IS NULL;",
                      TEXT_ARG(table), TEXT_ARG(table));
    for (size_t i = 0; i < t->type->field_count; i++) {
        const struct field *field = &t->type->fields[i];
        const char *ending = field->class == CLASS_SEALED ? "_hash" : "";
        if (is_indexed(t, field))
            buffer_printf(&sql, "CREATE INDEX IF NOT EXISTS %.*s__%.*s ON %.*s (\"%.*s%s\");",
                          TEXT_ARG(table), TEXT_ARG(field->name), TEXT_ARG(table),
                          TEXT_ARG(field->name), ending);
    }
    return store_exec(s, sql.p, f);
}

bool table_indices_drop(struct store *s, const struct table *t, struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    struct text table = t->type->table;
    static const char *const own[] = {"current", "record", "same", "key"};
    for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
        buffer_printf(&sql, "DROP INDEX IF EXISTS %.*s__%s;", TEXT_ARG(table), own[i]);
    for (size_t i = 0; i < t->type->field_count; i++)
        if (is_indexed(t, &t->type->fields[i]))
            buffer_printf(&sql, "DROP INDEX IF EXISTS %.*s__%.*s;", TEXT_ARG(table),
                          TEXT_ARG(t->type->fields[i].name));
    return store_exec(s, sql.p, f);
}

bool table_bring(struct store *s, const struct table *t, struct fault *f)
{
    SCOPED_ARENA a = {0};
    SCOPED_BUFFER create = {0};
    const char *name = text_cstr(&a, t->type->table);
    buffer_printf(
        &create,
        "CREATE TABLE IF NOT EXISTS %s (version INTEGER PRIMARY KEY, record INTEGER NOT NULL, "
        "since INTEGER NOT NULL, until INTEGER NOT NULL, void_why TEXT, same_as INTEGER, "
        "sheet INTEGER, row INTEGER, key_hash BLOB, box BLOB, box_digest BLOB, hash BLOB NOT NULL",
        name);
    columns_print(&create, t);
    buffer_add_char(&create, ')');
    TRY(store_exec(s, create.p, f));
    TRY(columns_bring(s, t, f));
    TRY(table_indices_bring(s, t, f));
    return store_guard(s, name, f);
}

/* ---- reading ---- */

static struct text column_text(struct arena *a, struct stmt *q, int column)
{
    return stmt_is_null(q, column) ? (struct text){"", 0} : text_copy(a, stmt_blob(q, column));
}

static struct value column_value(struct arena *a, struct stmt *q, int column, enum kind kind)
{
    if (column < 0 || stmt_is_null(q, column))
        return VALUE_ABSENT;
    if (is_text_kind(kind))
        return VALUE_OF_TEXT(text_copy(a, stmt_text(q, column)));
    return VALUE_OF_INT(stmt_int(q, column));
}

void table_row(struct row_read *out, struct arena *a, const struct table *t, struct stmt *q)
{
    size_t n = t->type->field_count;
    *out = (struct row_read){
        .version = stmt_int(q, COLUMN_VERSION),
        .record = stmt_int(q, COLUMN_RECORD),
        .since = stmt_int(q, COLUMN_SINCE),
        .until = stmt_int(q, COLUMN_UNTIL),
        .same_as = stmt_int(q, COLUMN_SAME_AS),
        .sheet = stmt_int(q, COLUMN_SHEET),
        .row = stmt_int(q, COLUMN_ROW),
        .void_why = column_text(a, q, COLUMN_VOID_WHY),
        .key_hash = column_text(a, q, COLUMN_KEY_HASH),
        .has_box = !stmt_is_null(q, COLUMN_BOX),
        .box = column_text(a, q, COLUMN_BOX),
        .box_digest = column_text(a, q, COLUMN_BOX_DIGEST),
        .hash = column_text(a, q, COLUMN_HASH),
        .values = ARENA_ARRAY(a, struct value, n + 1),
        .lookups = ARENA_ARRAY(a, struct text, n + 1),
    };
    for (size_t i = 0; i < n; i++) {
        out->values[i] = column_value(a, q, t->field_column[i], t->type->fields[i].type.kind);
        if (t->lookup_column[i] >= 0)
            out->lookups[i] = column_text(a, q, t->lookup_column[i]);
    }
}

/* Written by hand: a row of a large batch spends as long in printf as in its encryption. */
static char *digits_put(char *end, int64_t n)
{
    do
        *--end = (char)('0' + n % 10);
    while ((n /= 10) > 0);
    return end;
}

struct text table_about(struct arena *a, const struct table *t, int64_t record, int64_t version)
{
    size_t cap = t->type->name.n + 2 + 2 * 20;
    char *p = arena_alloc(a, cap), *end = p + cap;
    char *at = digits_put(end, version);
    *--at = '|';
    at = digits_put(at, record);
    *--at = '|';
    at -= t->type->name.n;
    memcpy(at, t->type->name.p, t->type->name.n);
    return (struct text){at, (size_t)(end - at)};
}

static bool sealed_next(struct text *rest, int *number, struct text *bytes)
{
    uint32_t head[2];
    if (rest->n < sizeof(head))
        return false;
    memcpy(head, rest->p, sizeof(head));
    *rest = text_slice(*rest, sizeof(head), rest->n);
    if (head[1] > rest->n)
        return false;
    *number = (int)head[0];
    *bytes = text_slice(*rest, 0, head[1]);
    *rest = text_slice(*rest, head[1], rest->n);
    return true;
}

bool table_unseal(struct value *values, struct arena *a, const struct keyring *k,
                  const struct table *t, const struct row_read *row, struct fault *f)
{
    if (!row->has_box)
        return true;
    if (!k)
        return fault_set(f, FAULT_KEY, "ledger.key is needed to open personal fields");
    SCOPED_BUFFER plain = {0};
    TRY(keyring_unseal(&plain, k, row->box, table_about(a, t, row->record, row->version), f));
    struct text rest = text_copy(a, buffer_text(&plain)), bytes;
    for (int number; sealed_next(&rest, &number, &bytes);)
        for (size_t i = 0; i < t->type->field_count; i++)
            if (t->type->fields[i].number == number && is_text_kind(t->type->fields[i].type.kind))
                values[i] = VALUE_OF_TEXT(bytes);
            else if (t->type->fields[i].number == number && bytes.n == 8)
                memcpy((values[i].is = VALUE_INT, &values[i].i), bytes.p, 8);
    return true;
}
