/*
 * Reading records: the current version, all versions, and the personal fields behind a reason.
 */
#include "ledger/hash.h"
#include "ledger/keyring.h"
#include "ledger/table.h"
#include <time.h>

static bool origin_read(struct version *v, struct arena *a, struct ledger *l, int64_t sheet,
                        struct fault *f)
{
    SCOPED_STMT *q = NULL;
    bool row;
    v->file = v->sheet = (struct text){"", 0};
    if (sheet == 0)
        return true;
    TRY(stmt_prepare(&q, l->store, TEXT("SELECT file, name FROM sheet WHERE sheet = ?1"), f));
    stmt_bind_int(q, 1, sheet);
    TRY(stmt_step(q, &row, f));
    if (row) {
        v->file = text_copy(a, stmt_text(q, 0));
        v->sheet = text_copy(a, stmt_text(q, 1));
    }
    return true;
}

static bool version_of(struct version *out, struct arena *a, struct ledger *l,
                       const struct row_read *r, struct fault *f)
{
    *out = (struct version){
        .version = r->version,
        .record = r->record,
        .since = r->since,
        .until = r->until,
        .void_why = r->void_why,
        .same_as = r->same_as,
        .values = r->values,
        .row = r->row,
        .origin_sheet = r->sheet,
        .hash = r->hash,
    };
    return origin_read(out, a, l, r->sheet, f);
}

static bool may_read(const struct viewer *v, const struct record_type *t, struct fault *f)
{
    return viewer_sees_type(v, t) ||
           fault_set(f, FAULT_DENIED, "\"%.*s\" is not open to \"%.*s\"", TEXT_ARG(t->name),
                     TEXT_ARG(v->name));
}

bool record_read(struct version *out, bool *found, struct arena *a, struct ledger *l,
                 const struct viewer *v, const struct record_type *t, int64_t record, int64_t known,
                 struct fault *f)
{
    const struct table *table = &l->tables[t->index];
    SCOPED_STMT *q = NULL;
    struct row_read r;
    TRY(may_read(v, t, f));
    TRY(stmt_prepare(&q, l->store,
                     text_printf(a, "SELECT %.*s FROM %.*s WHERE record = ?1 AND since <= ?2 AND ?2 < until",
                                 TEXT_ARG(table->list), TEXT_ARG(t->table)),
                     f));
    stmt_bind_int(q, 1, record);
    stmt_bind_int(q, 2, known ? known : l->head);
    TRY(stmt_step(q, found, f));
    if (!*found)
        return true;
    table_row(&r, a, table, q);
    return version_of(out, a, l, &r, f);
}

bool record_history(struct version **out, size_t *count, struct arena *a, struct ledger *l,
                    const struct viewer *v, const struct record_type *t, int64_t record,
                    struct fault *f)
{
    const struct table *table = &l->tables[t->index];
    SCOPED_STMT *q = NULL;
    LIST(struct version) list = {0};
    TRY(may_read(v, t, f));
    TRY(stmt_prepare(&q, l->store,
                     text_printf(a, "SELECT %.*s FROM %.*s WHERE record = ?1 ORDER BY since, version",
                                 TEXT_ARG(table->list), TEXT_ARG(t->table)),
                     f));
    stmt_bind_int(q, 1, record);
    for (bool row;;) {
        struct row_read r;
        struct version one;
        TRY(stmt_step(q, &row, f));
        if (!row)
            break;
        table_row(&r, a, table, q);
        TRY(version_of(&one, a, l, &r, f));
        LIST_ADD(a, &list, one);
    }
    *out = list.items;
    *count = list.count;
    return true;
}

/* ---- behind a reason ---- */

static bool disclosure_write(struct ledger *l, const struct viewer *v, const struct record_type *t,
                             int64_t record, struct text reason, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, l->store,
                     TEXT("INSERT INTO disclosure (at_ms, who, type, record, why) VALUES (?1, ?2, "
                          "?3, ?4, ?5)"),
                     f));
    stmt_bind_int(q, 1, (int64_t)time(NULL) * 1000);
    stmt_bind_text(q, 2, v->name);
    stmt_bind_text(q, 3, t->name);
    stmt_bind_int(q, 4, record);
    stmt_bind_text(q, 5, reason);
    return stmt_run(q, f);
}

bool ledger_disclose(struct ledger *l, const struct viewer *v, const struct record_type *t,
                     int64_t record, struct text reason, struct fault *f)
{
    return disclosure_write(l, v, t, record, reason, f);
}

bool record_open(struct version *inout, struct arena *a, struct ledger *l, const struct viewer *v,
                 const struct record_type *t, struct fault *f)
{
    const struct table *table = &l->tables[t->index];
    SCOPED_STMT *q = NULL;
    struct row_read r;
    bool row;
    TRY(may_read(v, t, f));
    if (v->role == ROLE_READER)
        return fault_set(f, FAULT_DENIED, "personal fields are not open to \"%.*s\"",
                         TEXT_ARG(v->name));
    TRY(stmt_prepare(&q, l->store,
                     text_printf(a, "SELECT %.*s FROM %.*s WHERE version = ?1",
                                 TEXT_ARG(table->list), TEXT_ARG(t->table)),
                     f));
    stmt_bind_int(q, 1, inout->version);
    TRY(stmt_step(q, &row, f));
    if (!row)
        return fault_set(f, FAULT_ABSENT, "there is no version %lld", (long long)inout->version);
    table_row(&r, a, table, q);
    return table_unseal(inout->values, a, l->keyring, table, &r, f);
}

bool record_unmask(struct version *inout, struct arena *a, struct ledger *l, const struct viewer *v,
                   const struct record_type *t, struct text reason, struct fault *f)
{
    TRY(may_read(v, t, f));
    if (v->role == ROLE_READER)
        return fault_set(f, FAULT_DENIED, "personal fields are not open to \"%.*s\"",
                         TEXT_ARG(v->name));
    if (text_trim(reason).n == 0) {
        fault_set(f, FAULT_USAGE, "personal fields are opened only for a reason");
        return fault_hint(f, "say why: it is kept with who asked and when");
    }
    TRY(disclosure_write(l, v, t, inout->record, reason, f));
    return record_open(inout, a, l, v, t, f);
}

bool record_lookup(int64_t *records, size_t most, size_t *count, struct ledger *l,
                   const struct viewer *v, const struct field *field, struct text value,
                   struct fault *f)
{
    unsigned char hash[PSEUDONYM_BYTES];
    SCOPED_ARENA a = {0};
    SCOPED_STMT *q = NULL;
    TRY(may_read(v, field->owner, f));
    if (!l->keyring)
        return fault_set(f, FAULT_KEY, "ledger.key is needed to look up personal fields");
    keyring_pseudonym(hash, l->keyring, value);
    TRY(stmt_prepare(&q, l->store,
                     text_printf(&a,
                                 "SELECT record FROM %.*s WHERE \"%.*s_hash\" = ?1 AND until = "
                                 "9223372036854775807 AND void_why IS NULL ORDER BY record LIMIT ?2",
                                 TEXT_ARG(field->owner->table), TEXT_ARG(field->name)),
                     f));
    stmt_bind_blob(q, 1, hash, sizeof(hash));
    stmt_bind_int(q, 2, (int64_t)most);
    for (*count = 0;; ++*count) {
        bool row;
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        records[*count] = stmt_int(q, 0);
    }
}

#define BOXES_OPENED_MAX 5000

bool record_find_sealed(int64_t *records, size_t most, size_t *count, struct ledger *l,
                        const struct viewer *v, const struct field *among, struct value is,
                        const struct field *field, struct text value, struct fault *f)
{
    const struct table *table = &l->tables[field->owner->index];
    SCOPED_ARENA a = {0}, row_arena = {0};
    SCOPED_STMT *q = NULL;
    *count = 0;
    TRY(may_read(v, field->owner, f));
    TRY(stmt_prepare(&q, l->store,
                     text_printf(&a,
                                 "SELECT %.*s FROM %.*s WHERE \"%.*s\" = ?1 AND until = "
                                 "9223372036854775807 AND void_why IS NULL LIMIT %d",
                                 TEXT_ARG(table->list), TEXT_ARG(field->owner->table),
                                 TEXT_ARG(among->name), BOXES_OPENED_MAX),
                     f));
    if (is.is == VALUE_INT)
        stmt_bind_int(q, 1, is.i);
    else
        stmt_bind_text(q, 1, is.t);
    for (bool row; *count < most;) {
        struct row_read r;
        arena_reset(&row_arena);
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        table_row(&r, &row_arena, table, q);
        TRY(table_unseal(r.values, &row_arena, l->keyring, table, &r, f));
        if (value_equal(r.values[field->index], VALUE_OF_TEXT(value)))
            records[(*count)++] = r.record;
    }
    return true;
}
