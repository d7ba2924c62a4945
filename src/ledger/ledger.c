/*
 * A programme's folder: made, opened, closed; and the small things it remembers.
 */
#include "ledger/ledger.h"

#include "catalogue/standard.h"
#include "ledger/folder.h"
#include "ledger/keyring.h"
#include "ledger/schema.h"
#include "ledger/table.h"
#include "ledger/hash.h"
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const struct viewer VIEWER_OWNER = {.name = {"本机", sizeof("本机") - 1}, .role = ROLE_OWNER};

bool viewer_sees_type(const struct viewer *v, const struct record_type *t)
{
    for (size_t i = 0; i < v->systems.count; i++)
        if (text_equal(v->systems.items[i], t->system))
            return true;
    return v->systems.count == 0;
}

static const char *path_in(struct arena *a, struct text folder, const char *name)
{
    return text_printf(a, "%.*s/%s", TEXT_ARG(folder), name).p;
}

/* ---- the catalogue: the standard one, then the folder's own files ---- */

static bool catalogue_open(struct ledger *l, struct fault *f)
{
    struct folder_files local = {0};
    size_t count;
    struct catalogue_file *standard = catalogue_standard_files(&l->arena, &count);
    TRY(programme_folder_read(&local, &l->arena, path_in(&l->arena, l->folder, "catalogue"), f));
    struct catalogue_file *all =
        ARENA_ARRAY(&l->arena, struct catalogue_file, count + local.count + 1);
    memcpy(all, standard, count * sizeof(*all));
    if (local.count)
        memcpy(all + count, local.items, local.count * sizeof(*all));
    TRY(catalogue_load(&l->catalogue, &l->arena, all, count + local.count, f));
    l->tables = tables_make(&l->arena, l->catalogue);
    return true;
}

/* ---- making one ---- */

static bool wrap_key(struct store *s, int id, const unsigned char public_key[KEY_BYTES],
                     const unsigned char key[KEY_BYTES], struct fault *f)
{
    SCOPED_BUFFER wrapped = {0};
    SCOPED_STMT *q = NULL;
    recovery_wrap(&wrapped, public_key, key);
    TRY(stmt_prepare(&q, s, TEXT("INSERT INTO wrapped_key (id, wrapped) VALUES (?1, ?2)"), f));
    stmt_bind_int(q, 1, id);
    stmt_bind_blob(q, 2, wrapped.p, wrapped.n);
    return stmt_run(q, f);
}

static bool keys_make(struct store *s, const char *key_path, const struct programme_new *programme,
                      struct fault *f)
{
    struct keyring *k;
    unsigned char public_key[KEY_BYTES];
    char hex[KEY_BYTES * 2 + 1];
    SCOPED_ARENA scratch = {0};
    TRY(keyring_make(&k, f));
    struct text code =
        recovery_make(public_key, programme->arena ? programme->arena : &scratch);
    if (programme->recovery)
        *programme->recovery = code;
    sodium_bin2hex(hex, sizeof(hex), public_key, KEY_BYTES);
    bool good = keyring_write(k, key_path, f) && wrap_key(s, 0, public_key, k->lookup, f) &&
                wrap_key(s, 1, public_key, k->data[1], f) &&
                store_exec(s,
                           text_printf(&scratch, "INSERT INTO meta VALUES ('public_key', '%s')", hex).p,
                           f);
    keyring_close(k);
    return good;
}

static bool database_make(struct arena *a, struct text folder,
                          const struct programme_new *programme, struct fault *f)
{
    SCOPED_STORE *s = NULL;
    SCOPED_TXN txn = {0};
    TRY(store_open(&s, path_in(a, folder, "ledger.db"), STORE_WRITE, f));
    TRY(txn_begin(&txn, s, TXN_WRITE, f));
    TRY(schema_create(s, f));
    TRY(keys_make(s, path_in(a, folder, "ledger.key"), programme, f));
    return txn_commit(&txn, f);
}

static bool folder_fill(struct arena *a, struct text folder, const struct programme_new *programme,
                        struct fault *f)
{
    struct ledger *l;
    TRY(programme_folder_make(path_in(a, folder, "files"), f));
    TRY(programme_folder_make(path_in(a, folder, "catalogue"), f));
    if (programme->catalogue_text.n)
        TRY(programme_folder_write(path_in(a, folder, "catalogue/programme.cat"), programme->catalogue_text, f));
    TRY(database_make(a, folder, programme, f));
    TRY(ledger_open(&l, folder.p, STORE_WRITE, f)); /* its catalogue becomes the first batch */
    ledger_close(l);
    return true;
}

bool ledger_init(const char *folder, const struct programme_new *programme, struct fault *f)
{
    SCOPED_ARENA a = {0};
    /* Made beside, then moved: a programme is whole or not there. */
    struct text made = text_printf(&a, "%s.new.%d", folder, (int)getpid());
    if (!programme_folder_is_free(folder))
        return fault_set(f, FAULT_CONFLICT, "\"%s\" is there already and holds something", folder);
    TRY(programme_folder_make(made.p, f));
    bool good = folder_fill(&a, made, programme, f);
    if (good && rename(made.p, folder) != 0)
        good = fault_set(f, FAULT_SYSTEM, "cannot make the folder \"%s\": %s", folder,
                         strerror(errno));
    if (!good)
        programme_folder_remove(made.p);
    return good;
}

/* ---- opening one ---- */

static bool ledger_find(struct ledger *l, struct fault *f)
{
    struct stat s;
    if (stat(path_in(&l->arena, l->folder, "ledger.db"), &s) == 0)
        return true;
    fault_set(f, FAULT_ABSENT, "there is no programme in the folder \"%.*s\"", TEXT_ARG(l->folder));
    return fault_hint(f, "name its folder with -C DIR, or make one: shanhai init DIR");
}

static bool key_open(struct ledger *l, struct fault *f)
{
    struct fault absent = {0};
    const char *path = path_in(&l->arena, l->folder, "ledger.key");
    if (keyring_read(&l->keyring, path, &absent) || absent.kind == FAULT_ABSENT)
        return true; /* without the key everything but the personal parts works */
    *f = absent;
    return false;
}

/* Whether the file is of this program's schema and of the catalogue that was read. */
static bool is_followed(bool *out, struct ledger *l, struct fault *f)
{
    bool old, behind = false;
    TRY(schema_is_old(l->store, &old, f));
    if (!old)
        TRY(schema_is_behind(l, &behind, f));
    *out = !old && !behind;
    return true;
}

static bool ledger_follow(struct ledger *l, struct fault *f)
{
    bool behind;
    TRY(schema_migrate(l->store, f));
    TRY(schema_is_behind(l, &behind, f));
    return !behind || schema_follow_catalogue(l, f);
}

static bool store_reopen(struct ledger *l, enum store_mode mode, struct fault *f)
{
    store_close(l->store);
    l->store = NULL;
    return store_open(&l->store, path_in(&l->arena, l->folder, "ledger.db"), mode, f);
}

/* Who only reads opens it for writing where it must first be brought up to date. */
static bool ledger_bring(struct ledger *l, enum store_mode mode, struct fault *f)
{
    bool followed;
    TRY(store_reopen(l, mode, f));
    TRY(is_followed(&followed, l, f));
    if (!followed && mode == STORE_READ)
        TRY(store_reopen(l, STORE_WRITE, f));
    if (!followed)
        TRY(ledger_follow(l, f));
    if (!followed && mode == STORE_READ)
        TRY(store_reopen(l, STORE_READ, f));
    return store_int(l->store, "SELECT max(batch) FROM batch", 0, &l->head, f);
}

bool ledger_open(struct ledger **out, const char *folder, enum store_mode mode, struct fault *f)
{
    struct ledger *l = memory_new(sizeof(*l));
    l->folder = text_copy(&l->arena, text_from(folder));
    bool good = ledger_find(l, f) && catalogue_open(l, f) && key_open(l, f) &&
                ledger_bring(l, mode, f);
    if (good && mode == STORE_WRITE)
        programme_folder_sweep(path_in(&l->arena, l->folder, "files"));
    if (!good)
        ledger_close(l);
    *out = good ? l : NULL;
    return good;
}

bool ledger_is_current(bool *out, struct ledger *l, struct fault *f)
{
    int64_t head;
    TRY(store_int(l->store, "SELECT max(batch) FROM batch", 0, &head, f));
    *out = head == l->head;
    return true;
}

void ledger_close(struct ledger *l)
{
    if (!l)
        return;
    store_close(l->store);
    keyring_close(l->keyring);
    arena_clear(&l->arena);
    memory_free(l);
}

void ledger_cleanup(struct ledger **l)
{
    ledger_close(*l);
}

/* ---- batches ---- */

#define DAY_MS INT64_C(86400000)
#define ZONE_MS INT64_C(28800000) /* UTC+8 */

bool ledger_known_at(struct ledger *l, struct text day_or_batch, int64_t *known, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    struct decimal number;
    struct fault ignored = {0};
    struct day day;
    bool row;
    if (day_parse(&day, day_or_batch)) {
        TRY(stmt_prepare(&q, l->store, TEXT("SELECT max(batch) FROM batch WHERE at_ms < ?1"), f));
        stmt_bind_int(q, 1, ((int64_t)day.since_1970 + 1) * DAY_MS - ZONE_MS);
    } else if (decimal_parse(&number, day_or_batch, &ignored) && number.places == 0) {
        TRY(stmt_prepare(&q, l->store, TEXT("SELECT max(batch) FROM batch WHERE batch = ?1"), f));
        stmt_bind_int(q, 1, number.mantissa);
    } else {
        fault_set(f, FAULT_INPUT, "\"%.*s\" is neither a day nor a batch", TEXT_ARG(day_or_batch));
        return fault_hint(f, "write a day as 2019-07-31, or the number of a batch");
    }
    TRY(stmt_step(q, &row, f));
    if (!row || stmt_is_null(q, 0))
        return fault_set(f, FAULT_ABSENT, "there is no batch at \"%.*s\"", TEXT_ARG(day_or_batch));
    *known = stmt_int(q, 0);
    return true;
}

bool ledger_batches(struct batch_info **out, size_t *count, struct arena *a, struct ledger *l,
                    struct fault *f)
{
    SCOPED_STMT *q = NULL;
    LIST(struct batch_info) list = {0};
    TRY(stmt_prepare(&q, l->store,
                     TEXT("SELECT batch, at_ms, author, note, rows, hash FROM batch ORDER BY batch"),
                     f));
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            break;
        struct batch_info info = {stmt_int(q, 0), stmt_int(q, 1), text_copy(a, stmt_text(q, 2)),
                                  text_copy(a, stmt_text(q, 3)), stmt_int(q, 4), {0}};
        struct text hash = stmt_blob(q, 5);
        memcpy(info.hash, hash.p, hash.n < HASH_BYTES ? hash.n : HASH_BYTES);
        LIST_ADD(a, &list, info);
    }
    *out = list.items;
    *count = list.count;
    return true;
}

struct text ledger_head_print(struct arena *a, struct ledger *l)
{
    SCOPED_STMT *q = NULL;
    struct fault ignored = {0};
    struct hash head = {{0}};
    bool row = false;
    if (stmt_prepare(&q, l->store, TEXT("SELECT hash FROM batch ORDER BY batch DESC LIMIT 1"),
                     &ignored) &&
        stmt_step(q, &row, &ignored) && row && stmt_blob(q, 0).n == HASH_BYTES)
        memcpy(head.bytes, stmt_blob(q, 0).p, HASH_BYTES);
    return hash_print(a, &head);
}

/* ---- notes ---- */

bool ledger_note_put(struct ledger *l, struct text kind, struct text name, struct text value,
                     struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, l->store,
                     TEXT("INSERT INTO note (kind, name, value) VALUES (?1, ?2, ?3) ON CONFLICT "
                          "(kind, name) DO UPDATE SET value = excluded.value"),
                     f));
    stmt_bind_text(q, 1, kind);
    stmt_bind_text(q, 2, name);
    stmt_bind_text(q, 3, value);
    return stmt_run(q, f);
}

bool ledger_notes_read(struct map *out, struct arena *a, struct ledger *l, struct text kind,
                       struct fault *f)
{
    SCOPED_STMT *q = NULL;
    *out = (struct map){0};
    TRY(stmt_prepare(&q, l->store, TEXT("SELECT name, value FROM note WHERE kind = ?1"), f));
    stmt_bind_text(q, 1, kind);
    for (bool row = true;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        struct text *value = ARENA_NEW(a, struct text);
        *value = text_copy(a, stmt_text(q, 1));
        map_put(a, out, text_copy(a, stmt_text(q, 0)), value);
    }
}

bool ledger_note_find(struct ledger *l, struct arena *a, struct text kind, struct text name,
                      struct text *value, bool *found, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, l->store, TEXT("SELECT value FROM note WHERE kind = ?1 AND name = ?2"), f));
    stmt_bind_text(q, 1, kind);
    stmt_bind_text(q, 2, name);
    TRY(stmt_step(q, found, f));
    *value = *found ? text_copy(a, stmt_text(q, 0)) : (struct text){"", 0};
    return true;
}
