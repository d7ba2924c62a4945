#include "ledger/evidence.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_BYTES 262144

struct text evidence_path(struct arena *a, const struct ledger *l, const struct hash *digest)
{
    struct text hex = hash_print(a, digest);
    return text_printf(a, "%.*s/files/%.2s/%.*s", TEXT_ARG(l->folder), hex.p, TEXT_ARG(hex));
}

/* Reads `from` to its end; writes to `to` unless that is -1. */
static bool digest_copy(struct kept *out, int from, int to)
{
    SCOPED_ARENA a = {0};
    crypto_generichash_state state;
    unsigned char *chunk = arena_alloc(&a, CHUNK_BYTES);
    crypto_generichash_init(&state, NULL, 0, HASH_BYTES);
    out->bytes = 0;
    for (;;) {
        ssize_t n = read(from, chunk, CHUNK_BYTES);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        if (n == 0)
            break;
        crypto_generichash_update(&state, chunk, (size_t)n);
        out->bytes += n;
        for (ssize_t done = 0; to >= 0 && done < n;) {
            ssize_t wrote = write(to, chunk + done, (size_t)(n - done));
            if (wrote < 0 && errno != EINTR)
                return false;
            done += wrote > 0 ? wrote : 0;
        }
    }
    crypto_generichash_final(&state, out->digest.bytes, HASH_BYTES);
    return true;
}

bool evidence_copy(struct kept *out, struct arena *a, const struct ledger *l, const char *path,
                   struct fault *f)
{
    static int copies; /* of this process: several threads may rehearse */
    int from = open(path, O_RDONLY | O_CLOEXEC);
    if (from < 0)
        return fault_set(f, FAULT_ABSENT, "cannot read the file \"%s\"", path);
    out->copy = text_printf(a, "%.*s/files/new.%d.%d", TEXT_ARG(l->folder), (int)getpid(),
                            __atomic_add_fetch(&copies, 1, __ATOMIC_RELAXED));
    int to = open(out->copy.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    bool good = to >= 0 && digest_copy(out, from, to) && fsync(to) == 0;
    close(from);
    if (to >= 0)
        good = close(to) == 0 && good;
    if (good)
        return true;
    evidence_forget(out);
    return fault_set(f, FAULT_SYSTEM, "cannot keep the file \"%s\" in the programme's folder: %s",
                     path, strerror(errno));
}

static bool folder_sync(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return good;
}

bool evidence_place(struct kept *kept, const struct ledger *l, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct text path = evidence_path(&a, l, &kept->digest);
    const char *folder = text_cstr(&a, text_slice(path, 0, path.n - HASH_BYTES * 2 - 1));
    const char *files = text_cstr(&a, text_slice(path, 0, path.n - HASH_BYTES * 2 - 4));
    mkdir(folder, 0700);
    if (access(path.p, F_OK) == 0)
        evidence_forget(kept);
    else if (rename(kept->copy.p, path.p) != 0 || !folder_sync(folder) || !folder_sync(files))
        return fault_set(f, FAULT_SYSTEM,
                         "cannot keep the file \"%s\" in the programme's folder: %s", path.p,
                         strerror(errno));
    kept->copy.n = 0;
    return true;
}

void evidence_forget(struct kept *kept)
{
    if (kept->copy.n)
        unlink(kept->copy.p);
    kept->copy.n = 0;
}

bool evidence_check(bool *same, bool *there, const struct ledger *l, const struct hash *digest,
                    struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct text path = evidence_path(&a, l, digest);
    struct kept now;
    int fd = open(path.p, O_RDONLY | O_CLOEXEC);
    *there = fd >= 0;
    *same = false;
    if (!*there)
        return true;
    bool good = digest_copy(&now, fd, -1);
    close(fd);
    if (!good)
        return fault_set(f, FAULT_SYSTEM, "cannot read the file \"%s\"", path.p);
    *same = hash_equal(*digest, hash_text(&now.digest));
    return true;
}

bool evidence_sheets(struct evidence_sheet **out, size_t *count, struct arena *a, struct ledger *l,
                     struct fault *f)
{
    SCOPED_STMT *q = NULL;
    LIST(struct evidence_sheet) sheets = {0};
    TRY(stmt_prepare(
        &q, l->store,
        TEXT("SELECT s.sheet, s.source, s.file, s.name, c.name, c.bytes, c.digest FROM "
             "sheet AS s JOIN source AS c ON c.source = s.source ORDER BY s.sheet"),
        f));
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            break;
        struct evidence_sheet one = {.sheet = stmt_int(q, 0),
                                     .source = stmt_int(q, 1),
                                     .file = text_copy(a, stmt_text(q, 2)),
                                     .name = text_copy(a, stmt_text(q, 3)),
                                     .source_name = text_copy(a, stmt_text(q, 4)),
                                     .bytes = stmt_int(q, 5)};
        struct text digest = stmt_blob(q, 6);
        memcpy(one.digest.bytes, digest.p, digest.n < HASH_BYTES ? digest.n : HASH_BYTES);
        LIST_ADD(a, &sheets, one);
    }
    *out = sheets.items;
    *count = sheets.count;
    return true;
}
