#include "ledger/schema.h"

#include "ledger/batch.h"
#include <time.h>

/*
 * Version 1. Every table but meta and note is guarded: rows only come in.
 */
static const char schema_1[] =
    /* names of this ledger: "schema", "public_key" (hex, for recovery) */
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL);"
    /* at_ms: UTC, never earlier than the batch before; catalogue, before, hash: 32 bytes */
    "CREATE TABLE batch (batch INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, author TEXT NOT NULL, "
    "note TEXT NOT NULL, rows INTEGER NOT NULL, catalogue BLOB NOT NULL, before BLOB NOT NULL, "
    "hash BLOB NOT NULL);"
    /* the Merkle root over the rows a batch wrote into one record table */
    "CREATE TABLE batch_part (batch INTEGER NOT NULL, type TEXT NOT NULL, first_version INTEGER NOT "
    "NULL, rows INTEGER NOT NULL, root BLOB NOT NULL, PRIMARY KEY (batch, type));"
    /* a file that came in; digest names it under files/ */
    "CREATE TABLE source (source INTEGER PRIMARY KEY, batch INTEGER NOT NULL, name TEXT NOT NULL, "
    "bytes INTEGER NOT NULL, digest BLOB NOT NULL);"
    "CREATE INDEX source_digest ON source (digest);"
    /* a sheet of it; file: the name inside a ZIP, else the source's */
    "CREATE TABLE sheet (sheet INTEGER PRIMARY KEY, batch INTEGER NOT NULL, source INTEGER NOT "
    "NULL, file TEXT NOT NULL, name TEXT NOT NULL);"
    "CREATE TABLE catalogue_text (hash BLOB PRIMARY KEY, text TEXT NOT NULL);"
    /* data keys and the look-up key (id 0), sealed to the recovery sheet's public key */
    "CREATE TABLE wrapped_key (id INTEGER PRIMARY KEY, wrapped BLOB NOT NULL);"
    "CREATE TABLE disclosure (disclosure INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, who TEXT NOT "
    "NULL, type TEXT NOT NULL, record INTEGER NOT NULL, why TEXT NOT NULL);"
    "CREATE TABLE erasure (erasure INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, who TEXT NOT NULL, "
    "type TEXT NOT NULL, record INTEGER NOT NULL, why TEXT NOT NULL);"
    /* what is remembered and is no fact: column mappings, bound quotes */
    "CREATE TABLE note (kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY "
    "(kind, name));"
    "INSERT INTO meta VALUES ('schema', '1');";

static const char *const guarded[] = {"batch",          "batch_part",  "source",     "sheet",
                                      "catalogue_text", "wrapped_key", "disclosure", "erasure"};

/*
 * Version 2: documents that left the house (ledger/receipt.h). at_ms: UTC; known, head: batches;
 * head_hash, digest: hex; figures: a line a figure; hash: 32 bytes, over the one before, too.
 */
static const char schema_2[] =
    "CREATE TABLE receipt (receipt INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, at_ms INTEGER NOT "
    "NULL, who TEXT NOT NULL, form TEXT NOT NULL, scope TEXT NOT NULL, title TEXT NOT NULL, file TEXT "
    "NOT NULL, known INTEGER NOT NULL, head INTEGER NOT NULL, head_hash TEXT NOT NULL, figures TEXT NOT "
    "NULL, digest TEXT NOT NULL, hash BLOB NOT NULL);"
    "CREATE INDEX receipt_digest ON receipt (digest);";

/* What leads from schema n to n + 1, by n - 1; and the table that is guarded from then on. */
static const struct {
    const char *sql, *guards;
} migrations[] = {
    {schema_2, "receipt"},
};
#define SCHEMA_NEWEST 2

bool schema_create(struct store *s, struct fault *f)
{
    TRY(store_exec(s, schema_1, f));
    for (size_t i = 0; i < sizeof(guarded) / sizeof(*guarded); i++)
        TRY(store_guard(s, guarded[i], f));
    return true;
}

static bool schema_step(struct store *s, int64_t from, struct fault *f)
{
    SCOPED_ARENA a = {0};
    SCOPED_TXN txn = {0};
    TRY(txn_begin(&txn, s, TXN_WRITE, f));
    TRY(store_exec(s, migrations[from - 1].sql, f));
    TRY(store_guard(s, migrations[from - 1].guards, f));
    TRY(store_exec(s,
                   text_printf(&a, "UPDATE meta SET value = '%lld' WHERE name = 'schema'",
                               (long long)from + 1)
                       .p,
                   f));
    return txn_commit(&txn, f);
}

static bool schema_version(int64_t *version, struct store *s, struct fault *f)
{
    bool there;
    TRY(store_table_exists(s, "meta", &there, f));
    if (!there)
        return fault_set(f, FAULT_INPUT, "the file is not a ledger of this program");
    TRY(store_int(s, "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'schema'", 0, version, f));
    if (*version < 1 || *version > SCHEMA_NEWEST) {
        fault_set(f, FAULT_INPUT, "the ledger is of schema %lld, this program knows up to %d",
                  (long long)*version, SCHEMA_NEWEST);
        return fault_hint(f, "open it with a newer version of the program");
    }
    return true;
}

bool schema_is_old(struct store *s, bool *old, struct fault *f)
{
    int64_t version;
    TRY(schema_version(&version, s, f));
    *old = version < SCHEMA_NEWEST;
    return true;
}

bool schema_migrate(struct store *s, struct fault *f)
{
    int64_t version;
    TRY(schema_version(&version, s, f));
    for (; version < SCHEMA_NEWEST; version++)
        TRY(schema_step(s, version, f));
    return true;
}

bool schema_is_behind(struct ledger *l, bool *behind, struct fault *f)
{
    struct hash now = hash_of(l->catalogue->text);
    SCOPED_STMT *q = NULL;
    bool row;
    TRY(stmt_prepare(&q, l->store, TEXT("SELECT catalogue FROM batch ORDER BY batch DESC LIMIT 1"), f));
    TRY(stmt_step(q, &row, f));
    *behind = !row || !hash_equal(now, stmt_blob(q, 0));
    return true;
}

static bool catalogue_keep(struct ledger *l, const struct hash *hash, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, l->store,
                     TEXT("INSERT INTO catalogue_text (hash, text) VALUES (?1, ?2) ON CONFLICT DO "
                          "NOTHING"),
                     f));
    stmt_bind_blob(q, 1, hash->bytes, HASH_BYTES);
    stmt_bind_text(q, 2, l->catalogue->text);
    return stmt_run(q, f);
}

bool schema_follow_catalogue(struct ledger *l, struct fault *f)
{
    SCOPED_TXN txn = {0};
    struct hash hash = hash_of(l->catalogue->text);
    struct batch_info info = {.author = TEXT("shanhai"), .note = TEXT("catalogue")};
    int64_t last_ms, now_ms = (int64_t)time(NULL) * 1000;
    TRY(txn_begin(&txn, l->store, TXN_WRITE, f));
    for (size_t i = 0; i < l->catalogue->types.count; i++)
        TRY(table_bring(l->store, &l->tables[i], f));
    TRY(catalogue_keep(l, &hash, f));
    TRY(store_int(l->store, "SELECT max(batch) + 1 FROM batch", 1, &info.number, f));
    TRY(store_int(l->store, "SELECT max(at_ms) FROM batch", 0, &last_ms, f));
    info.at_ms = now_ms > last_ms ? now_ms : last_ms;
    TRY(batch_seal(l, &info, hash_text(&hash), f));
    return txn_commit(&txn, f);
}
