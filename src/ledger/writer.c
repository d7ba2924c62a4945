#include "ledger/writer.h"

#include "ledger/keyring.h"
#include <assert.h>
#include <string.h>

#define SEEN_MAX ((size_t)1 << 23) /* 128 MiB; beyond, the database is asked */

static bool writer_statements(struct writer *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct store *s = w->ledger->store;
    struct text table = w->table->type->table;
    TRY(stmt_prepare(&w->insert, s, w->table->insert, f));
    TRY(stmt_prepare(&w->find, s,
                     text_printf(&a,
                                 "SELECT record, version FROM %.*s WHERE key_hash = ?1 AND until = "
                                 "9223372036854775807 AND void_why IS NULL",
                                 TEXT_ARG(table)),
                     f));
    TRY(stmt_prepare(&w->find_at, s,
                     text_printf(&a,
                                 "SELECT record, version FROM %.*s WHERE version = ?2 AND key_hash = "
                                 "?1 AND until = 9223372036854775807 AND void_why IS NULL",
                                 TEXT_ARG(table)),
                     f));
    TRY(stmt_prepare(&w->current, s,
                     text_printf(&a,
                                 "SELECT %.*s FROM %.*s WHERE record = ?1 AND until = "
                                 "9223372036854775807",
                                 TEXT_ARG(w->table->list), TEXT_ARG(table)),
                     f));
    TRY(stmt_prepare(&w->current_at, s,
                     text_printf(&a, "SELECT %.*s FROM %.*s WHERE version = ?1",
                                 TEXT_ARG(w->table->list), TEXT_ARG(table)),
                     f));
    return stmt_prepare(&w->end, s,
                        text_printf(&a, "UPDATE %.*s SET until = ?1 WHERE version = ?2",
                                    TEXT_ARG(table)),
                        f);
}

bool writer_open(struct writer *w, struct ledger *l, const struct table *t, bool is_large,
                 struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct text table = t->type->table;
    w->ledger = l;
    w->table = t;
    TRY(store_int(l->store,
                  text_printf(&a, "SELECT max(record) FROM %.*s", TEXT_ARG(table)).p, 0,
                  &w->next_record, f));
    TRY(store_int(l->store,
                  text_printf(&a, "SELECT max(version) FROM %.*s", TEXT_ARG(table)).p, 0,
                  &w->next_version, f));
    w->next_record++;
    w->first_version = ++w->next_version;
    w->seen_cap = w->next_version == 1 ? 1024 : 0;
    w->seen = w->seen_cap ? memory_new(w->seen_cap * sizeof(*w->seen)) : NULL;
    w->rebuilds = is_large && w->seen_cap;
    if (w->rebuilds)
        TRY(table_indices_drop(l->store, t, f));
    return writer_statements(w, f);
}

bool writer_finish(struct writer *w, struct fault *f)
{
    return !w->rebuilds || table_indices_bring(w->ledger->store, w->table, f);
}

void writer_close(struct writer *w)
{
    stmt_close(w->insert);
    stmt_close(w->find);
    stmt_close(w->find_at);
    stmt_close(w->current);
    stmt_close(w->current_at);
    stmt_close(w->end);
    memory_free(w->seen);
    buffer_clear(&w->key);
    buffer_clear(&w->plain);
    buffer_clear(&w->box);
    buffer_clear(&w->scratch);
    arena_clear(&w->arena);
    *w = (struct writer){0};
}

/* ---- keys ---- */

static void pseudonym_of(const struct writer *w, unsigned char out[PSEUDONYM_BYTES],
                         struct text bytes, bool keyed)
{
    if (keyed) {
        keyring_pseudonym(out, w->ledger->keyring, bytes);
    } else {
        struct hash h = hash_of(bytes);
        memcpy(out, h.bytes, PSEUDONYM_BYTES);
    }
}

static bool key_is_whole(const struct writer *w, const struct value *values)
{
    const struct record_type *type = w->table->type;
    for (size_t i = 0; i < type->key_count; i++)
        if (values[type->key[i]->index].is == VALUE_NONE)
            return false;
    return type->key_count > 0;
}

static bool key_hash(struct writer *w, unsigned char out[PSEUDONYM_BYTES],
                     const struct value *values, struct fault *f)
{
    const struct record_type *type = w->table->type;
    if (w->table->key_is_sealed && !w->ledger->keyring)
        return fault_set(f, FAULT_KEY, "ledger.key is needed to find a record of \"%.*s\"",
                         TEXT_ARG(type->name));
    w->key.n = 0;
    canonical_text(&w->key, type->name);
    for (size_t i = 0; i < type->key_count; i++) {
        struct value v = values[type->key[i]->index];
        if (v.is == VALUE_INT)
            canonical_int(&w->key, v.i);
        else
            canonical_text(&w->key, v.t);
    }
    pseudonym_of(w, out, buffer_text(&w->key), w->table->key_is_sealed);
    return true;
}

static uint64_t seen_mark(const unsigned char hash[PSEUDONYM_BYTES])
{
    uint64_t mark;
    memcpy(&mark, hash, sizeof(mark));
    return mark ? mark : 1;
}

static struct seen *seen_slot(struct seen *seen, size_t cap, uint64_t mark)
{
    size_t i = (size_t)mark & (cap - 1);
    while (seen[i].mark && seen[i].mark != mark)
        i = (i + 1) & (cap - 1);
    return &seen[i];
}

/* Too many to remember: from here on the database is asked, which needs its indices. */
static bool seen_give_up(struct writer *w, struct fault *f)
{
    memory_free(w->seen);
    w->seen = NULL;
    w->seen_cap = 0;
    bool rebuilds = w->rebuilds;
    w->rebuilds = false;
    return !rebuilds || table_indices_bring(w->ledger->store, w->table, f);
}

static void seen_widen(struct writer *w)
{
    size_t cap = w->seen_cap * 2;
    struct seen *wide = memory_new(cap * sizeof(*wide));
    for (size_t i = 0; i < w->seen_cap; i++)
        if (w->seen[i].mark)
            *seen_slot(wide, cap, w->seen[i].mark) = w->seen[i];
    memory_free(w->seen);
    w->seen = wide;
    w->seen_cap = cap;
}

static bool seen_add(struct writer *w, const unsigned char hash[PSEUDONYM_BYTES], int64_t version,
                     struct fault *f)
{
    if (w->seen_cap == 0)
        return true;
    if (w->seen_count * 4 >= w->seen_cap * 3) {
        if (w->seen_cap * 2 > SEEN_MAX)
            return seen_give_up(w, f);
        seen_widen(w);
    }
    struct seen *slot = seen_slot(w->seen, w->seen_cap, seen_mark(hash));
    w->seen_count += slot->mark == 0;
    *slot = (struct seen){seen_mark(hash), version};
    return true;
}

static bool find_by_hash(struct writer *w, const unsigned char hash[PSEUDONYM_BYTES],
                         int64_t *record, int64_t *version, struct fault *f)
{
    struct seen *slot = w->seen_cap ? seen_slot(w->seen, w->seen_cap, seen_mark(hash)) : NULL;
    struct stmt *find = w->rebuilds ? w->find_at : w->find;
    bool row;
    *record = *version = 0;
    if (slot && slot->mark == 0)
        return true;
    stmt_bind_blob(find, 1, hash, PSEUDONYM_BYTES);
    if (w->rebuilds)
        stmt_bind_int(find, 2, slot->version);
    TRY(stmt_step(find, &row, f));
    if (row) {
        *record = stmt_int(find, 0);
        *version = stmt_int(find, 1);
    }
    stmt_reset(find);
    return true;
}

bool writer_find(struct writer *w, const struct value *values, int64_t *record, int64_t *version,
                 struct fault *f)
{
    unsigned char hash[PSEUDONYM_BYTES];
    *record = *version = 0;
    if (!key_is_whole(w, values))
        return true;
    TRY(key_hash(w, hash, values, f));
    return find_by_hash(w, hash, record, version, f);
}

/* ---- writing ---- */

static bool value_is_text(const struct field *field)
{
    return field->type.kind == KIND_TEXT || field->type.kind == KIND_CODE;
}

/* number, length, bytes of each sealed field that has a value */
static void plain_make(struct writer *w, const struct value *values)
{
    w->plain.n = 0;
    for (size_t n = 0; n < w->table->type->field_count; n++) {
        const struct field *field = &w->table->type->fields[w->table->order[n]];
        struct value v = values[field->index];
        if (field->class != CLASS_SEALED || v.is == VALUE_NONE)
            continue;
        struct text bytes = value_is_text(field) ? v.t : (struct text){(const char *)&v.i, 8};
        uint32_t head[2] = {(uint32_t)field->number, (uint32_t)bytes.n};
        buffer_add(&w->plain, (struct text){(const char *)head, sizeof(head)});
        buffer_add(&w->plain, bytes);
    }
}

static bool box_make(struct writer *w, struct hash *digest, int64_t record, int64_t version,
                     const struct value *values, struct fault *f)
{
    plain_make(w, values);
    w->box.n = 0;
    if (w->plain.n == 0)
        return true;
    if (!w->ledger->keyring)
        return fault_set(f, FAULT_KEY, "ledger.key is needed to write personal fields of \"%.*s\"",
                         TEXT_ARG(w->table->type->name));
    struct text about = table_about(&w->arena, w->table, record, version);
    keyring_seal(&w->box, w->ledger->keyring, buffer_text(&w->plain), about);
    *digest = hash_of(buffer_text(&w->box));
    return true;
}

static struct text *lookups_make(struct writer *w, const struct value *values)
{
    const struct record_type *type = w->table->type;
    struct text *lookups = ARENA_ARRAY(&w->arena, struct text, type->field_count + 1);
    for (size_t i = 0; i < type->field_count; i++) {
        if (w->table->lookup_column[i] < 0 || values[i].is == VALUE_NONE)
            continue;
        unsigned char *hash = arena_alloc(&w->arena, PSEUDONYM_BYTES);
        keyring_pseudonym(hash, w->ledger->keyring, values[i].t);
        lookups[i] = (struct text){(const char *)hash, PSEUDONYM_BYTES};
    }
    return lookups;
}

static void bind_blob_or_null(struct stmt *q, int column, struct text bytes)
{
    if (bytes.n)
        stmt_bind_blob(q, column + 1, bytes.p, bytes.n);
    else
        stmt_bind_null(q, column + 1);
}

static void bind_int_or_null(struct stmt *q, int column, int64_t n)
{
    if (n)
        stmt_bind_int(q, column + 1, n);
    else
        stmt_bind_null(q, column + 1);
}

static void bind_value(struct stmt *q, int column, struct value v)
{
    if (v.is == VALUE_INT)
        stmt_bind_int(q, column + 1, v.i);
    else if (v.is == VALUE_TEXT)
        stmt_bind_text(q, column + 1, v.t);
    else
        stmt_bind_null(q, column + 1);
}

static void bind_row(struct writer *w, int64_t version, const struct row_hashed *r,
                     const struct hash *hash)
{
    struct stmt *q = w->insert;
    stmt_bind_int(q, COLUMN_VERSION + 1, version);
    stmt_bind_int(q, COLUMN_RECORD + 1, r->record);
    stmt_bind_int(q, COLUMN_SINCE + 1, r->since);
    stmt_bind_int(q, COLUMN_UNTIL + 1, STORE_OPEN);
    if (r->void_why.n)
        stmt_bind_text(q, COLUMN_VOID_WHY + 1, r->void_why);
    else
        stmt_bind_null(q, COLUMN_VOID_WHY + 1);
    bind_int_or_null(q, COLUMN_SAME_AS, r->same_as);
    bind_int_or_null(q, COLUMN_SHEET, r->sheet);
    bind_int_or_null(q, COLUMN_ROW, r->row);
    bind_blob_or_null(q, COLUMN_KEY_HASH, r->key);
    bind_blob_or_null(q, COLUMN_BOX, buffer_text(&w->box));
    bind_blob_or_null(q, COLUMN_BOX_DIGEST, r->box_digest);
    stmt_bind_blob(q, COLUMN_HASH + 1, hash->bytes, HASH_BYTES);
    for (size_t i = 0; i < r->type->field_count; i++) {
        if (w->table->field_column[i] >= 0)
            bind_value(q, w->table->field_column[i], r->values[i]);
        if (w->table->lookup_column[i] >= 0)
            bind_blob_or_null(q, w->table->lookup_column[i], r->lookups[i]);
    }
}

static bool version_write(struct writer *w, int64_t batch, const struct row *row, int64_t record,
                          int64_t same_as, const struct value *values, struct text key, struct put_result *out,
                          struct fault *f)
{
    struct hash digest = {{0}};
    int64_t version = w->next_version;
    TRY(box_make(w, &digest, record, version, values, f));
    struct row_hashed r = {
        .type = w->table->type,
        .order = w->table->order,
        .record = record,
        .since = batch,
        .same_as = same_as,
        .sheet = row->origin.sheet,
        .row = row->origin.row,
        .void_why = row->void_why,
        .values = values,
        .lookups = w->plain.n ? lookups_make(w, values) : NULL,
        .box_digest = w->box.n ? hash_text(&digest) : (struct text){NULL, 0},
        .key = key,
    };
    if (!r.lookups)
        r.lookups = ARENA_ARRAY(&w->arena, struct text, w->table->type->field_count + 1);
    struct hash hash = hash_row(&w->scratch, &r);
    bind_row(w, version, &r, &hash);
    TRY(stmt_run(w->insert, f));
    merkle_add(&w->merkle, hash);
    w->rows++;
    w->next_version++;
    out->record = record;
    out->version = version;
    return true;
}

static bool put_new(struct writer *w, int64_t batch, const struct row *row, struct text key,
                    struct put_result *out, struct fault *f)
{
    const struct record_type *type = w->table->type;
    for (size_t i = 0; i < type->field_count; i++)
        assert(row->values[i].is != VALUE_NONE || !type->fields[i].required ||
               type->fields[i].required_from.since_1970 != DAY_FIRST.since_1970);
    out->put = PUT_NEW;
    TRY(version_write(w, batch, row, w->next_record, row->same_as, row->values, key, out, f));
    w->next_record++;
    return true;
}

/* What is known, with what the row says over it; *changed where that differs. */
static struct value *values_merge(struct writer *w, const struct value *known,
                                  const struct value *said, bool *changed)
{
    size_t n = w->table->type->field_count;
    struct value *merged = ARENA_ARRAY(&w->arena, struct value, n + 1);
    for (size_t i = 0; i < n; i++) {
        merged[i] = said[i].is == VALUE_NONE ? known[i] : said[i];
        *changed |= !value_equal(merged[i], known[i]);
    }
    return merged;
}

static bool stale(const struct row *row, const struct row_read *now, struct fault *f)
{
    if (row->replaces == -1 || row->replaces == -2 || row->replaces == now->version)
        return false;
    fault_set(f, FAULT_CONFLICT, "record %lld of \"%.*s\" was changed by batch %lld meanwhile",
              (long long)now->record, TEXT_ARG(row->type->name), (long long)now->since);
    fault_hint(f, "read it again, then make the change on what stands there now");
    return true;
}

/* version 0: not known yet */
static bool current_read(struct writer *w, int64_t record, int64_t version, struct row_read *out,
                         bool *found, struct fault *f)
{
    struct stmt *current = version ? w->current_at : w->current;
    stmt_bind_int(current, 1, version ? version : record);
    TRY(stmt_step(current, found, f));
    if (*found)
        table_row(out, &w->arena, w->table, current);
    stmt_reset(current);
    return true;
}

static bool put_over(struct writer *w, int64_t batch, const struct row *row, int64_t record,
                     int64_t version, struct put_result *out, struct fault *f)
{
    struct row_read now;
    bool found, changed = false;
    TRY(current_read(w, record, version, &now, &found, f));
    if (!found)
        return fault_set(f, FAULT_ABSENT, "there is no record %lld of \"%.*s\"", (long long)record,
                         TEXT_ARG(row->type->name));
    if (stale(row, &now, f))
        return false;
    TRY(table_unseal(now.values, &w->arena, w->ledger->keyring, w->table, &now, f));
    struct value *values = values_merge(w, now.values, row->values, &changed);
    changed |= !text_equal(row->void_why, now.void_why) ||
               (row->same_as && row->same_as != now.same_as);
    bool only_says = changed && row->replaces == -2;
    *out = (struct put_result){only_says ? PUT_DIFFERS : PUT_SAME, record, now.version, 0};
    if (!changed || only_says)
        return true;
    unsigned char hash[PSEUDONYM_BYTES];
    bool has_key = key_is_whole(w, values);
    if (has_key)
        TRY(key_hash(w, hash, values, f));
    stmt_bind_int(w->end, 1, batch);
    stmt_bind_int(w->end, 2, now.version);
    TRY(stmt_run(w->end, f));
    out->put = row->void_why.n ? PUT_VOIDED : PUT_CHANGED;
    out->replaced = now.version;
    struct text key = {(const char *)hash, has_key ? PSEUDONYM_BYTES : 0};
    int64_t same_as = row->same_as ? row->same_as : now.same_as;
    TRY(version_write(w, batch, row, record, same_as, values, key, out, f));
    return !has_key || seen_add(w, hash, out->version, f);
}

bool writer_put(struct writer *w, int64_t batch, const struct row *row, struct put_result *out,
                struct fault *f)
{
    unsigned char hash[PSEUDONYM_BYTES];
    int64_t record = row->record, version = 0;
    arena_reset(&w->arena);
    *out = (struct put_result){0};
    bool has_key = key_is_whole(w, row->values);
    if (has_key)
        TRY(key_hash(w, hash, row->values, f));
    if (record == 0 && has_key)
        TRY(find_by_hash(w, hash, &record, &version, f));
    if (record)
        return put_over(w, batch, row, record, version, out, f);
    if (row->replaces > 0)
        return fault_set(f, FAULT_CONFLICT, "the record that version %lld belonged to is gone",
                         (long long)row->replaces);
    struct text key = {(const char *)hash, has_key ? PSEUDONYM_BYTES : 0};
    TRY(put_new(w, batch, row, key, out, f));
    return !has_key || seen_add(w, hash, out->version, f);
}
