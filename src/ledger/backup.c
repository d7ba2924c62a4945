/*
 * A whole programme in one file, and back. The key is not in it: a copy that is carried about must
 * not open anybody's name. It comes back from the recovery sheet.
 */
#include "file/bundle.h"
#include "ledger/folder.h"
#include "ledger/hash.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define BACKUP_BYTES_MAX (INT64_C(1) << 40)

static bool add_files(struct bundle *z, struct arena *a, struct ledger *l, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, l->store, TEXT("SELECT DISTINCT digest FROM source"), f));
    for (bool row;;) {
        struct hash digest = {{0}};
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        struct text bytes = stmt_blob(q, 0);
        memcpy(digest.bytes, bytes.p, bytes.n < HASH_BYTES ? bytes.n : HASH_BYTES);
        struct text hex = hash_print(a, &digest);
        const char *name = text_printf(a, "files/%.2s/%.*s", hex.p, TEXT_ARG(hex)).p;
        TRY(bundle_add(z, name, text_printf(a, "%.*s/%s", TEXT_ARG(l->folder), name).p, f));
    }
}

static bool add_catalogue(struct bundle *z, struct arena *a, struct ledger *l, struct fault *f)
{
    struct folder_files local = {0};
    TRY(programme_folder_read(&local, a, text_printf(a, "%.*s/catalogue", TEXT_ARG(l->folder)).p, f));
    for (size_t i = 0; i < local.count; i++)
        TRY(bundle_add_text(
            z, text_printf(a, "catalogue/%.*s", TEXT_ARG(local.items[i].name)).p,
            local.items[i].bytes, f));
    return true;
}

static bool backup_fill(struct bundle *z, struct arena *a, struct ledger *l, const char *copy,
                        struct fault *f)
{
    struct text head = text_printf(a, "shanhai backup 1\nbatch %lld\nhead %.*s\n",
                                   (long long)l->head, TEXT_ARG(ledger_head_print(a, l)));
    TRY(bundle_add_text(z, "manifest.txt", head, f));
    TRY(bundle_add(z, "ledger.db", copy, f));
    TRY(add_catalogue(z, a, l, f));
    return add_files(z, a, l, f);
}

bool ledger_backup(struct ledger *l, const char *path, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct bundle *z;
    const char *copy = text_printf(&a, "%s.new.%d", path, (int)getpid()).p;
    TRY(bundle_open(&z, path, f));
    bool filled = store_backup(l->store, copy, f) && backup_fill(z, &a, l, copy, f);
    bool good = filled && bundle_finish(z, f);
    if (!filled)
        bundle_abandon(z);
    unlink(copy);
    return good;
}

static bool is_of_a_backup(struct text name)
{
    return text_is(name, "manifest.txt") || text_is(name, "ledger.db") ||
           text_starts(name, TEXT("files/")) || text_starts(name, TEXT("catalogue/"));
}

static bool restore_into(const char *path, const char *made, struct arena *a, struct fault *f)
{
    struct ledger *l;
    TRY(bundle_unpack(path, made, is_of_a_backup, BACKUP_BYTES_MAX, f));
    (void)programme_folder_make(text_printf(a, "%s/files", made).p, &(struct fault){0});
    (void)programme_folder_make(text_printf(a, "%s/catalogue", made).p, &(struct fault){0});
    TRY(ledger_open(&l, made, STORE_WRITE, f)); /* it can be opened, or it is no programme */
    ledger_close(l);
    return true;
}

bool ledger_restore(const char *path, const char *folder, struct fault *f)
{
    SCOPED_ARENA a = {0};
    const char *made = text_printf(&a, "%s.new.%d", folder, (int)getpid()).p;
    if (!programme_folder_is_free(folder))
        return fault_set(f, FAULT_CONFLICT, "\"%s\" is there already and holds something", folder);
    TRY(programme_folder_make(made, f));
    bool good = restore_into(path, made, &a, f);
    if (good && rename(made, folder) != 0)
        good = fault_set(f, FAULT_SYSTEM, "cannot make the folder \"%s\": %s", folder,
                         strerror(errno));
    if (!good)
        programme_folder_remove(made);
    return good;
}
