/*
 * Looking after the key, and erasing a person.
 */
#include "ledger/hash.h"
#include "ledger/keyring.h"
#include "ledger/table.h"
#include <sodium.h>
#include <string.h>
#include <time.h>

static const char *key_path(struct arena *a, struct text folder)
{
    return text_printf(a, "%.*s/ledger.key", TEXT_ARG(folder)).p;
}

/* The newest box of a table opens: the key is this ledger's. */
static bool box_check(struct ledger *l, const struct table *t, bool *any, struct fault *f)
{
    SCOPED_ARENA a = {0};
    SCOPED_STMT *q = NULL;
    struct row_read r;
    TRY(stmt_prepare(&q, l->store,
                     text_printf(&a,
                                 "SELECT %.*s FROM %.*s WHERE box IS NOT NULL ORDER BY version DESC "
                                 "LIMIT 1",
                                 TEXT_ARG(t->list), TEXT_ARG(t->type->table)),
                     f));
    TRY(stmt_step(q, any, f));
    if (!*any)
        return true;
    table_row(&r, &a, t, q);
    return table_unseal(r.values, &a, l->keyring, t, &r, f);
}

bool key_check(struct ledger *l, struct fault *f)
{
    if (!l->keyring) {
        fault_set(f, FAULT_KEY, "ledger.key is not in the programme's folder");
        return fault_hint(f, "put it back, or make it anew: shanhai key recover CODE");
    }
    for (size_t i = 0; i < l->catalogue->types.count; i++) {
        bool any;
        if (l->catalogue->types.items[i]->has_sealed)
            TRY(box_check(l, &l->tables[i], &any, f));
    }
    return true;
}

bool ledger_keyed(unsigned char out[16], const struct ledger *l, struct text purpose,
                  struct fault *f)
{
    SCOPED_ARENA a = {0};
    if (!l->keyring)
        return fault_set(f, FAULT_KEY, "ledger.key is not in the programme's folder");
    keyring_pseudonym(out, l->keyring, text_printf(&a, "for %.*s", TEXT_ARG(purpose)));
    return true;
}

static bool public_key_read(struct ledger *l, unsigned char out[KEY_BYTES], struct fault *f)
{
    SCOPED_STMT *q = NULL;
    bool row;
    size_t n = 0;
    TRY(stmt_prepare(&q, l->store, TEXT("SELECT value FROM meta WHERE name = 'public_key'"), f));
    TRY(stmt_step(q, &row, f));
    struct text hex = row ? stmt_text(q, 0) : TEXT("");
    if (sodium_hex2bin(out, KEY_BYTES, hex.p, hex.n, NULL, &n, NULL) != 0 || n != KEY_BYTES)
        return fault_set(f, FAULT_STORE, "the ledger has lost its recovery key");
    return true;
}

bool key_rotate(struct ledger *l, struct fault *f)
{
    unsigned char public_key[KEY_BYTES];
    SCOPED_ARENA a = {0};
    SCOPED_BUFFER wrapped = {0};
    SCOPED_STMT *q = NULL;
    SCOPED_TXN txn = {0};
    TRY(key_check(l, f));
    if (l->keyring->data_count == DATA_KEYS_MAX)
        return fault_set(f, FAULT_LIMIT, "there are %d data keys already", DATA_KEYS_MAX);
    TRY(txn_begin(&txn, l->store, TXN_WRITE, f));
    TRY(public_key_read(l, public_key, f));
    keyring_add(l->keyring);
    recovery_wrap(&wrapped, public_key, l->keyring->data[l->keyring->data_count]);
    TRY(stmt_prepare(&q, l->store, TEXT("INSERT INTO wrapped_key (id, wrapped) VALUES (?1, ?2)"), f));
    stmt_bind_int(q, 1, l->keyring->data_count);
    stmt_bind_blob(q, 2, wrapped.p, wrapped.n);
    TRY(stmt_run(q, f));
    /* The file first: a key nobody wrapped is lost with the file, a box nobody can open at once. */
    TRY(keyring_write(l->keyring, key_path(&a, l->folder), f));
    return txn_commit(&txn, f);
}

static bool unwrap_next(struct keyring *k, struct stmt *q, struct text code, struct fault *f)
{
    int64_t id = stmt_int(q, 0);
    if (id < 0 || id > DATA_KEYS_MAX)
        return fault_set(f, FAULT_STORE, "the ledger has lost its recovery key");
    TRY(recovery_unwrap(id ? k->data[id] : k->lookup, code, stmt_blob(q, 1), f));
    if (id > k->data_count)
        k->data_count = (int)id;
    return true;
}

static bool unwrap_all(struct keyring *k, struct store *s, struct text code, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, s, TEXT("SELECT id, wrapped FROM wrapped_key ORDER BY id"), f));
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        TRY(unwrap_next(k, q, code, f));
    }
}

bool key_recover(const char *folder, struct text code, struct fault *f)
{
    SCOPED_ARENA a = {0};
    SCOPED_STORE *s = NULL;
    struct keyring *k;
    TRY(store_open(&s, text_printf(&a, "%s/ledger.db", folder).p, STORE_READ, f));
    TRY(keyring_make(&k, f));
    k->data_count = 0;
    bool good = unwrap_all(k, s, code, f) && k->data_count > 0 &&
                keyring_write(k, key_path(&a, text_from(folder)), f);
    keyring_close(k);
    return good;
}

/* ---- erasure ---- */

static bool erasure_write(struct ledger *l, const struct record_type *t, int64_t record,
                          struct text why, const struct viewer *v, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, l->store,
                     TEXT("INSERT INTO erasure (at_ms, who, type, record, why) VALUES (?1, ?2, ?3, "
                          "?4, ?5)"),
                     f));
    stmt_bind_int(q, 1, (int64_t)time(NULL) * 1000);
    stmt_bind_text(q, 2, v->name);
    stmt_bind_text(q, 3, t->name);
    stmt_bind_int(q, 4, record);
    stmt_bind_text(q, 5, why);
    return stmt_run(q, f);
}

static bool boxes_empty(struct ledger *l, const struct record_type *t, int64_t record,
                        struct fault *f)
{
    SCOPED_ARENA a = {0};
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, l->store,
                     text_printf(&a, "UPDATE %.*s SET box = NULL WHERE record = ?1 AND box IS NOT NULL",
                                 TEXT_ARG(t->table)),
                     f));
    stmt_bind_int(q, 1, record);
    return stmt_run(q, f);
}

bool ledger_erase(struct ledger *l, const struct record_type *t, int64_t record, struct text why,
                  const struct viewer *v, struct fault *f)
{
    SCOPED_ARENA a = {0};
    SCOPED_TXN txn = {0};
    struct version now;
    bool found;
    if (text_trim(why).n == 0)
        return fault_set(f, FAULT_USAGE, "an erasure needs its reason");
    if (v->role != ROLE_OWNER)
        return fault_set(f, FAULT_DENIED, "erasing is not open to \"%.*s\"", TEXT_ARG(v->name));
    TRY(record_read(&now, &found, &a, l, v, t, record, 0, f));
    if (!found)
        return fault_set(f, FAULT_ABSENT, "there is no record %lld of \"%.*s\"", (long long)record,
                         TEXT_ARG(t->name));
    TRY(txn_begin(&txn, l->store, TXN_WRITE, f));
    TRY(erasure_write(l, t, record, why, v, f));
    store_allow_erase(l->store, true);
    bool good = boxes_empty(l, t, record, f);
    store_allow_erase(l->store, false);
    TRY(good);
    TRY(txn_commit(&txn, f));
    return store_forget(l->store, f);
}
