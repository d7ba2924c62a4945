/*
 * The store on SQLite: WAL with synchronous FULL, so that what was acknowledged survives a pulled
 * plug; an authorizer and triggers keep guarded tables append-only.
 */
#include "store/store.h"

#include "base/day.h"
#include "base/map.h"
#include "store/functions.h"
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#define BUSY_WAIT_MS 5000
#define CACHE_KIB_SMALL 32768
#define CACHE_KIB_LARGE 131072

#define IDLE_SLOTS 256 /* power of two */

struct store {
    sqlite3 *db;
    struct arena arena; /* names of guarded tables */
    struct map guarded;
    bool allow_erase;
    bool guarding; /* store_guard itself writes triggers */
    sqlite3_stmt *idle[IDLE_SLOTS]; /* closed statements, by their text's hash, to be used again */
};

struct stmt {
    sqlite3_stmt *q;
    struct store *store;
};

static bool sqlite_fault(struct store *s, struct fault *f, const char *doing)
{
    int code = sqlite3_extended_errcode(s->db);
    int primary = code & 0xff;
    if (primary == SQLITE_BUSY || primary == SQLITE_LOCKED) {
        fault_set(f, FAULT_CONFLICT, "the ledger is being written to by somebody else");
        return fault_hint(f, "wait until the other work has ended, then try again");
    }
    if (primary == SQLITE_FULL)
        return fault_set(f, FAULT_SYSTEM, "the disk is full");
    return fault_set(f, FAULT_STORE, "the database could not %s: %s (%d)", doing,
                     sqlite3_errmsg(s->db), code);
}

/* ---- what may be done at all ---- */

static int guard_update(const struct store *s, const char *column)
{
    if (strcmp(column, "until") == 0)
        return SQLITE_OK;
    return strcmp(column, "box") == 0 && s->allow_erase ? SQLITE_OK : SQLITE_DENY;
}

static int authorize(void *self, int action, const char *a, const char *b, const char *database,
                     const char *trigger)
{
    struct store *s = self;
    (void)database;
    (void)trigger;
    bool guarded = a && map_find(&s->guarded, text_from(a));
    switch (action) {
    case SQLITE_UPDATE:
        return guarded ? guard_update(s, b) : SQLITE_OK;
    case SQLITE_DELETE:
    case SQLITE_DROP_TABLE:
        return guarded ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_DROP_TRIGGER:
        return s->guarding || !b || !map_find(&s->guarded, text_from(b)) ? SQLITE_OK : SQLITE_DENY;
    case SQLITE_ATTACH:
    case SQLITE_DETACH:
    case SQLITE_CREATE_VTABLE:
        return SQLITE_DENY;
    default:
        return SQLITE_OK;
    }
}

static bool guards_load(struct store *s, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, s,
                     TEXT("SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND "
                          "name LIKE 'guard!_%' ESCAPE '!'"),
                     f));
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        struct text name = text_copy(&s->arena, stmt_text(q, 0));
        map_put(&s->arena, &s->guarded, name, s);
    }
}

static bool guard_columns(struct buffer *frozen, bool *has_until, bool *has_box, struct store *s,
                          const char *table, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, s, TEXT("SELECT name FROM pragma_table_info(?1)"), f));
    stmt_bind_text(q, 1, text_from(table));
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        struct text name = stmt_text(q, 0);
        if (text_is(name, "until"))
            *has_until = true;
        else if (text_is(name, "box"))
            *has_box = true;
        else
            buffer_printf(frozen, "%s\"%.*s\"", frozen->n ? ", " : "", TEXT_ARG(name));
    }
}

bool store_guard(struct store *s, const char *table, struct fault *f)
{
    SCOPED_BUFFER frozen = {0}, sql = {0};
    bool has_until = false, has_box = false;
    TRY(guard_columns(&frozen, &has_until, &has_box, s, table, f));
    buffer_printf(&sql,
                  "DROP TRIGGER IF EXISTS guard_%s_row; DROP TRIGGER IF EXISTS guard_%s_until;"
                  "DROP TRIGGER IF EXISTS guard_%s_box; DROP TRIGGER IF EXISTS guard_%s_delete;"
                  "CREATE TRIGGER guard_%s_row BEFORE UPDATE OF %s ON %s BEGIN "
                  "SELECT RAISE(ABORT, 'a version never changes'); END;"
                  "CREATE TRIGGER guard_%s_delete BEFORE DELETE ON %s BEGIN "
                  "SELECT RAISE(ABORT, 'a version is never deleted'); END;",
                  table, table, table, table, table, frozen.p, table, table, table);
    if (has_until)
        buffer_printf(&sql,
                      "CREATE TRIGGER guard_%s_until BEFORE UPDATE OF until ON %s "
                      "WHEN OLD.until <> 9223372036854775807 BEGIN "
                      "SELECT RAISE(ABORT, 'a version ends once'); END;",
                      table, table);
    if (has_box)
        buffer_printf(&sql,
                      "CREATE TRIGGER guard_%s_box BEFORE UPDATE OF box ON %s "
                      "WHEN NEW.box IS NOT NULL BEGIN "
                      "SELECT RAISE(ABORT, 'a box is only ever emptied'); END;",
                      table, table);
    s->guarding = true;
    bool done = store_exec(s, sql.p, f);
    s->guarding = false;
    TRY(done);
    map_put(&s->arena, &s->guarded, text_copy(&s->arena, text_from(table)), s);
    return true;
}

bool store_is_guarded(struct store *s, const char *table, bool *out, struct fault *f)
{
    SCOPED_BUFFER frozen = {0};
    SCOPED_STMT *q = NULL;
    bool has_until = false, has_box = false, row;
    TRY(guard_columns(&frozen, &has_until, &has_box, s, table, f));
    TRY(stmt_prepare(&q, s,
                     TEXT("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = "
                          "?1 AND name LIKE 'guard!_%' ESCAPE '!'"),
                     f));
    stmt_bind_text(q, 1, text_from(table));
    TRY(stmt_step(q, &row, f));
    *out = row && stmt_int(q, 0) == 2 + has_until + has_box;
    return true;
}

void store_allow_erase(struct store *s, bool allow)
{
    s->allow_erase = allow;
    /* The authorizer speaks when a statement is prepared: all of them are to be prepared anew. */
    sqlite3_set_authorizer(s->db, authorize, s);
}

/* ---- opening ---- */

static bool cache_set(struct store *s, int kib, struct fault *f)
{
    char sql[64];
    snprintf(sql, sizeof(sql), "PRAGMA cache_size = -%d", kib);
    return store_exec(s, sql, f);
}

static bool store_set_up(struct store *s, enum store_mode mode, struct fault *f)
{
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
    sqlite3_busy_timeout(s->db, BUSY_WAIT_MS);
    if (!store_functions(s->db))
        return sqlite_fault(s, f, "add its functions");
    TRY(store_exec(s, "PRAGMA mmap_size = 0; PRAGMA foreign_keys = OFF; PRAGMA secure_delete = ON", f));
    /* Of its own SQLite keeps two MiB, and reads the rest of a document's tables again and again. */
    TRY(mode == STORE_WRITE ? store_small_batches(s, f) : cache_set(s, CACHE_KIB_SMALL, f));
    TRY(store_exec(s, mode == STORE_READ ? "PRAGMA query_only = ON" : "PRAGMA synchronous = FULL", f));
    TRY(guards_load(s, f));
    sqlite3_set_authorizer(s->db, authorize, s);
    return true;
}

bool store_open(struct store **out, const char *path, enum store_mode mode, struct fault *f)
{
    struct store *s = memory_new(sizeof(*s));
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX |
                (mode == STORE_WRITE ? SQLITE_OPEN_CREATE : 0);
    bool good;
    if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK)
        good = fault_set(f, FAULT_STORE, "cannot open the database \"%s\": %s", path,
                         s->db ? sqlite3_errmsg(s->db) : "out of memory");
    else
        good = store_set_up(s, mode, f);
    if (!good)
        store_close(s);
    *out = good ? s : NULL;
    return good;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < IDLE_SLOTS; i++)
        sqlite3_finalize(s->idle[i]);
    sqlite3_close_v2(s->db);
    arena_clear(&s->arena);
    memory_free(s);
}

void store_cleanup(struct store **s)
{
    store_close(*s);
}

static bool journal_mode_set(struct store *s, const char *mode, bool *set, struct fault *f)
{
    SCOPED_ARENA a = {0};
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, s, text_printf(&a, "PRAGMA journal_mode = %s", mode), f));
    int code = sqlite3_step(q->q);
    *set = code == SQLITE_ROW && text_is(stmt_text(q, 0), mode);
    return code == SQLITE_ROW || code == SQLITE_BUSY || sqlite_fault(s, f, "change its journal");
}

bool store_large_batch(struct store *s, bool *out, struct fault *f)
{
    TRY(cache_set(s, CACHE_KIB_LARGE, f));
    sqlite3_busy_timeout(s->db, 0); /* a reader is no reason to wait, only to stay with WAL */
    bool good = journal_mode_set(s, "delete", out, f);
    sqlite3_busy_timeout(s->db, BUSY_WAIT_MS);
    return good;
}

bool store_small_batches(struct store *s, struct fault *f)
{
    bool set;
    TRY(cache_set(s, CACHE_KIB_SMALL, f));
    return journal_mode_set(s, "wal", &set, f);
}

bool store_exec(struct store *s, const char *sql, struct fault *f)
{
    if (sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    return sqlite_fault(s, f, "run a statement");
}

bool store_forget(struct store *s, struct fault *f)
{
    return store_exec(s, "PRAGMA wal_checkpoint(TRUNCATE)", f);
}

bool store_backup(struct store *s, const char *path, struct fault *f)
{
    sqlite3 *to = NULL;
    int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    sqlite3_backup *copy = code == SQLITE_OK ? sqlite3_backup_init(to, "main", s->db, "main") : NULL;
    if (copy) {
        sqlite3_backup_step(copy, -1);
        code = sqlite3_backup_finish(copy);
    }
    bool good = copy && code == SQLITE_OK;
    if (!good)
        fault_set(f, FAULT_SYSTEM, "cannot write the copy \"%s\": %s", path,
                  to ? sqlite3_errmsg(to) : "out of memory");
    sqlite3_close(to);
    return good;
}

static bool store_exists(struct store *s, struct text sql, const char *a, const char *b, bool *out,
                         struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, s, sql, f));
    stmt_bind_text(q, 1, text_from(a));
    if (b)
        stmt_bind_text(q, 2, text_from(b));
    return stmt_step(q, out, f);
}

bool store_table_exists(struct store *s, const char *table, bool *out, struct fault *f)
{
    return store_exists(s, TEXT("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1"),
                        table, NULL, out, f);
}

bool store_column_exists(struct store *s, const char *table, const char *column, bool *out,
                         struct fault *f)
{
    return store_exists(s, TEXT("SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2"), table,
                        column, out, f);
}

bool store_check(struct store *s, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    bool row;
    TRY(stmt_prepare(&q, s, TEXT("PRAGMA integrity_check(1)"), f));
    TRY(stmt_step(q, &row, f));
    struct text says = row ? stmt_text(q, 0) : TEXT("nothing");
    return text_is(says, "ok") ||
           fault_set(f, FAULT_STORE, "the database file is damaged: %.*s", TEXT_ARG(says));
}

/* ---- statements ---- */

static sqlite3_stmt **idle_slot(struct store *s, struct text sql)
{
    return &s->idle[text_hash(sql) & (IDLE_SLOTS - 1)];
}

bool stmt_prepare(struct stmt **out, struct store *s, struct text sql, struct fault *f)
{
    sqlite3_stmt **slot = idle_slot(s, sql), *q = NULL;
    *out = NULL;
    if (*slot && text_is(sql, sqlite3_sql(*slot))) {
        q = *slot;
        *slot = NULL;
    } else if (sqlite3_prepare_v3(s->db, sql.p, (int)sql.n, SQLITE_PREPARE_PERSISTENT, &q, NULL) != SQLITE_OK)
        return sqlite_fault(s, f, "prepare a statement");
    *out = memory_new(sizeof(**out));
    **out = (struct stmt){q, s};
    return true;
}

void stmt_close(struct stmt *q)
{
    if (!q)
        return;
    sqlite3_stmt **slot = idle_slot(q->store, text_from(sqlite3_sql(q->q)));
    sqlite3_reset(q->q);
    sqlite3_clear_bindings(q->q);
    sqlite3_finalize(*slot);
    *slot = q->q;
    memory_free(q);
}

void stmt_cleanup(struct stmt **q)
{
    stmt_close(*q);
}

void stmt_bind_int(struct stmt *q, int index, int64_t value)
{
    sqlite3_bind_int64(q->q, index, value);
}

void stmt_bind_text(struct stmt *q, int index, struct text t)
{
    sqlite3_bind_text(q->q, index, t.p ? t.p : "", (int)t.n, SQLITE_STATIC);
}

void stmt_bind_blob(struct stmt *q, int index, const void *p, size_t n)
{
    sqlite3_bind_blob(q->q, index, p, (int)n, SQLITE_STATIC);
}

void stmt_bind_null(struct stmt *q, int index)
{
    sqlite3_bind_null(q->q, index);
}

bool stmt_step(struct stmt *q, bool *row, struct fault *f)
{
    int code = sqlite3_step(q->q);
    *row = code == SQLITE_ROW;
    return code == SQLITE_ROW || code == SQLITE_DONE || sqlite_fault(q->store, f, "run a statement");
}

bool stmt_run(struct stmt *q, struct fault *f)
{
    int code;
    do
        code = sqlite3_step(q->q);
    while (code == SQLITE_ROW);
    bool good = code == SQLITE_DONE || sqlite_fault(q->store, f, "run a statement");
    sqlite3_reset(q->q);
    return good;
}

void stmt_reset(struct stmt *q)
{
    sqlite3_reset(q->q);
}

bool stmt_is_null(struct stmt *q, int column)
{
    return sqlite3_column_type(q->q, column) == SQLITE_NULL;
}

bool stmt_is_text(struct stmt *q, int column)
{
    return sqlite3_column_type(q->q, column) == SQLITE_TEXT;
}

int64_t stmt_int(struct stmt *q, int column)
{
    return sqlite3_column_int64(q->q, column);
}

struct text stmt_text(struct stmt *q, int column)
{
    const unsigned char *p = sqlite3_column_text(q->q, column);
    return (struct text){p ? (const char *)p : "", (size_t)sqlite3_column_bytes(q->q, column)};
}

struct text stmt_blob(struct stmt *q, int column)
{
    const void *p = sqlite3_column_blob(q->q, column);
    return (struct text){p ? p : "", (size_t)sqlite3_column_bytes(q->q, column)};
}

int stmt_columns(struct stmt *q)
{
    return sqlite3_column_count(q->q);
}

struct text stmt_column_name(struct stmt *q, int column)
{
    return text_from(sqlite3_column_name(q->q, column));
}

bool store_int(struct store *s, const char *sql, int64_t absent, int64_t *out, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    bool row;
    TRY(stmt_prepare(&q, s, text_from(sql), f));
    TRY(stmt_step(q, &row, f));
    *out = row && !stmt_is_null(q, 0) ? stmt_int(q, 0) : absent;
    return true;
}

/* ---- transactions ---- */

bool txn_begin(struct txn *out, struct store *s, enum txn_kind kind, struct fault *f)
{
    if (kind == TXN_READ && !sqlite3_get_autocommit(s->db)) {
        out->store = NULL; /* within another: that one's end is this one's, too */
        return true;
    }
    TRY(store_exec(s, kind == TXN_WRITE ? "BEGIN IMMEDIATE" : "BEGIN", f));
    out->store = s;
    return true;
}

bool txn_commit(struct txn *t, struct fault *f)
{
    TRY(store_exec(t->store, "COMMIT", f));
    t->store = NULL;
    return true;
}

void txn_rollback(struct txn *t)
{
    if (t->store && !sqlite3_get_autocommit(t->store->db))
        sqlite3_exec(t->store->db, "ROLLBACK", NULL, NULL, NULL);
    t->store = NULL;
}
