/*
 * A batch: the atomic unit that brings versions in. All of it lands with one commit, or nothing.
 */
#include "ledger/batch.h"

#include "ledger/evidence.h"
#include <string.h>
#include <time.h>

struct batch {
    struct ledger *ledger;
    struct txn txn;
    struct arena arena;
    int64_t number, at_ms, rows;
    struct text author, note;
    bool is_large;
    struct writer *writers; /* by type->index; ledger NULL while not opened */
    LIST(struct kept) files; /* copied, not yet placed: a batch that is abandoned keeps nothing */
    struct buffer sources;  /* what of files enters the batch's hash */
};

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool batch_number(struct batch *b, int64_t expects, struct fault *f)
{
    struct store *s = b->ledger->store;
    int64_t head, last_ms;
    TRY(store_int(s, "SELECT max(batch) FROM batch", 0, &head, f));
    TRY(store_int(s, "SELECT max(at_ms) FROM batch", 0, &last_ms, f));
    if (expects >= 0 && expects != head) {
        fault_set(f, FAULT_CONFLICT, "the ledger moved on from batch %lld to %lld",
                  (long long)expects, (long long)head);
        return fault_hint(f, "look at the changes again: they were compared with the earlier batch");
    }
    b->number = head + 1;
    b->at_ms = now_ms() > last_ms ? now_ms() : last_ms; /* a clock put back changes no order */
    return true;
}

bool batch_begin(struct batch **out, struct ledger *l, const struct batch_head *head,
                 struct fault *f)
{
    struct batch *b = memory_new(sizeof(*b));
    *out = NULL;
    b->ledger = l;
    b->author = text_copy(&b->arena, head->author);
    b->note = text_copy(&b->arena, head->note);
    b->writers = ARENA_ARRAY(&b->arena, struct writer, l->catalogue->types.count + 1);
    if (head->is_large && !store_large_batch(l->store, &b->is_large, f)) {
        batch_abandon(b);
        return false;
    }
    if (!txn_begin(&b->txn, l->store, TXN_WRITE, f) || !batch_number(b, head->expects, f)) {
        batch_abandon(b);
        return false;
    }
    *out = b;
    return true;
}

static void batch_free(struct batch *b)
{
    struct fault ignored = {0};
    for (size_t i = 0; i < b->ledger->catalogue->types.count; i++)
        if (b->writers[i].ledger)
            writer_close(&b->writers[i]);
    for (size_t i = 0; i < b->files.count; i++)
        evidence_forget(&b->files.items[i]);
    txn_rollback(&b->txn);
    if (b->is_large)
        store_small_batches(b->ledger->store, &ignored);
    buffer_clear(&b->sources);
    arena_clear(&b->arena);
    memory_free(b);
}

void batch_abandon(struct batch *b)
{
    if (b)
        batch_free(b);
}

void batch_cleanup(struct batch **b)
{
    batch_abandon(*b);
}

static bool writer_of(struct batch *b, const struct record_type *t, struct writer **out,
                      struct fault *f)
{
    *out = &b->writers[t->index];
    return (*out)->ledger || writer_open(*out, b->ledger, &b->ledger->tables[t->index], b->is_large, f);
}

bool batch_put(struct batch *b, const struct row *row, struct put_result *out, struct fault *f)
{
    struct writer *w;
    TRY(writer_of(b, row->type, &w, f));
    TRY(writer_put(w, b->number, row, out, f));
    b->rows += out->put != PUT_SAME && out->put != PUT_DIFFERS;
    return true;
}

bool batch_find(struct batch *b, const struct record_type *t, const struct value *values,
                int64_t *record, int64_t *version, struct fault *f)
{
    struct writer *w;
    TRY(writer_of(b, t, &w, f));
    return writer_find(w, values, record, version, f);
}

int64_t batch_row_count(const struct batch *b)
{
    return b->rows;
}

/* ---- files ---- */

bool batch_source(struct batch *b, const char *path, struct text name, int64_t *source, bool *seen,
                  struct fault *f)
{
    struct kept kept;
    TRY(evidence_copy(&kept, &b->arena, b->ledger, path, f));
    LIST_ADD(&b->arena, &b->files, kept);
    SCOPED_STMT *before = NULL, *put = NULL;
    TRY(stmt_prepare(&before, b->ledger->store,
                     TEXT("SELECT 1 FROM source WHERE digest = ?1 LIMIT 1"), f));
    stmt_bind_blob(before, 1, kept.digest.bytes, HASH_BYTES);
    TRY(stmt_step(before, seen, f));
    TRY(store_int(b->ledger->store, "SELECT max(source) + 1 FROM source", 1, source, f));
    TRY(stmt_prepare(&put, b->ledger->store,
                     TEXT("INSERT INTO source (source, batch, name, bytes, digest) VALUES (?1, ?2, "
                          "?3, ?4, ?5)"),
                     f));
    stmt_bind_int(put, 1, *source);
    stmt_bind_int(put, 2, b->number);
    stmt_bind_text(put, 3, name);
    stmt_bind_int(put, 4, kept.bytes);
    stmt_bind_blob(put, 5, kept.digest.bytes, HASH_BYTES);
    return stmt_run(put, f);
}

bool batch_sheet(struct batch *b, int64_t source, struct text file, struct text name,
                 int64_t *sheet, struct fault *f)
{
    SCOPED_STMT *put = NULL;
    TRY(store_int(b->ledger->store, "SELECT max(sheet) + 1 FROM sheet", 1, sheet, f));
    TRY(stmt_prepare(&put, b->ledger->store,
                     TEXT("INSERT INTO sheet (sheet, batch, source, file, name) VALUES (?1, ?2, ?3, "
                          "?4, ?5)"),
                     f));
    stmt_bind_int(put, 1, *sheet);
    stmt_bind_int(put, 2, b->number);
    stmt_bind_int(put, 3, source);
    stmt_bind_text(put, 4, file);
    stmt_bind_text(put, 5, name);
    return stmt_run(put, f);
}

/* ---- the end ---- */

static bool table_part(struct batch *b, struct writer *w, struct fault *f)
{
    SCOPED_STMT *put = NULL;
    struct hash root = merkle_root(&w->merkle);
    TRY(stmt_prepare(&put, b->ledger->store,
                     TEXT("INSERT INTO batch_part (batch, type, first_version, rows, root) VALUES "
                          "(?1, ?2, ?3, ?4, ?5)"),
                     f));
    stmt_bind_int(put, 1, b->number);
    stmt_bind_text(put, 2, w->table->type->name);
    stmt_bind_int(put, 3, w->first_version);
    stmt_bind_int(put, 4, w->rows);
    stmt_bind_blob(put, 5, root.bytes, HASH_BYTES);
    return stmt_run(put, f);
}

bool batch_seal(struct ledger *l, const struct batch_info *info, struct text catalogue,
                struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct text before;
    struct hash hash;
    TRY(batch_hash_before(&before, &a, l, info->number, f));
    TRY(batch_hash(&hash, l, info, catalogue, before, f));
    SCOPED_STMT *put = NULL;
    TRY(stmt_prepare(&put, l->store,
                     TEXT("INSERT INTO batch (batch, at_ms, author, note, rows, catalogue, before, "
                          "hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"),
                     f));
    stmt_bind_int(put, 1, info->number);
    stmt_bind_int(put, 2, info->at_ms);
    stmt_bind_text(put, 3, info->author);
    stmt_bind_text(put, 4, info->note);
    stmt_bind_int(put, 5, info->rows);
    stmt_bind_blob(put, 6, catalogue.p, catalogue.n);
    stmt_bind_blob(put, 7, before.p, before.n);
    stmt_bind_blob(put, 8, hash.bytes, HASH_BYTES);
    return stmt_run(put, f);
}

static bool batch_finish(struct batch *b, struct fault *f)
{
    struct ledger *l = b->ledger;
    for (size_t i = 0; i < l->catalogue->types.count; i++) {
        if (b->writers[i].ledger)
            TRY(writer_finish(&b->writers[i], f));
        if (b->writers[i].ledger && b->writers[i].rows)
            TRY(table_part(b, &b->writers[i], f));
    }
    struct hash catalogue = hash_of(l->catalogue->text);
    struct batch_info info = {b->number, b->at_ms, b->author, b->note, b->rows, {0}};
    TRY(batch_seal(l, &info, hash_text(&catalogue), f));
    for (size_t i = 0; i < b->files.count; i++)
        TRY(evidence_place(&b->files.items[i], l, f));
    return txn_commit(&b->txn, f);
}

bool batch_commit(struct batch *b, struct batch_id *out, struct fault *f)
{
    out->number = 0;
    bool good = b->rows == 0 || batch_finish(b, f);
    if (good && b->rows) {
        out->number = b->number;
        b->ledger->head = b->number;
    }
    batch_free(b);
    return good;
}

/* ---- what a batch's hash is taken over ---- */

static bool hash_sources(struct buffer *bytes, struct ledger *l, int64_t batch, struct fault *f)
{
    SCOPED_STMT *files = NULL, *sheets = NULL;
    bool row;
    TRY(stmt_prepare(&files, l->store,
                     TEXT("SELECT source, name, bytes, digest FROM source WHERE batch = ?1 ORDER BY "
                          "source"),
                     f));
    stmt_bind_int(files, 1, batch);
    for (;;) {
        TRY(stmt_step(files, &row, f));
        if (!row)
            break;
        canonical_int(bytes, stmt_int(files, 0));
        canonical_text(bytes, stmt_text(files, 1));
        canonical_int(bytes, stmt_int(files, 2));
        canonical_text(bytes, stmt_blob(files, 3));
    }
    TRY(stmt_prepare(&sheets, l->store,
                     TEXT("SELECT sheet, source, file, name FROM sheet WHERE batch = ?1 ORDER BY "
                          "sheet"),
                     f));
    stmt_bind_int(sheets, 1, batch);
    for (;;) {
        TRY(stmt_step(sheets, &row, f));
        if (!row)
            break;
        canonical_int(bytes, stmt_int(sheets, 0));
        canonical_int(bytes, stmt_int(sheets, 1));
        canonical_text(bytes, stmt_text(sheets, 2));
        canonical_text(bytes, stmt_text(sheets, 3));
    }
    return true;
}

static bool hash_parts(struct buffer *bytes, struct ledger *l, int64_t batch, struct fault *f)
{
    SCOPED_STMT *parts = NULL;
    bool row;
    TRY(stmt_prepare(&parts, l->store,
                     TEXT("SELECT type, first_version, rows, root FROM batch_part WHERE batch = ?1 "
                          "ORDER BY type"),
                     f));
    stmt_bind_int(parts, 1, batch);
    for (;;) {
        TRY(stmt_step(parts, &row, f));
        if (!row)
            break;
        canonical_text(bytes, stmt_text(parts, 0));
        canonical_int(bytes, stmt_int(parts, 1));
        canonical_int(bytes, stmt_int(parts, 2));
        canonical_text(bytes, stmt_blob(parts, 3));
    }
    return true;
}

bool batch_hash(struct hash *out, struct ledger *l, const struct batch_info *info,
                struct text catalogue, struct text before, struct fault *f)
{
    SCOPED_BUFFER bytes = {0};
    canonical_int(&bytes, info->number);
    canonical_int(&bytes, info->at_ms);
    canonical_text(&bytes, info->author);
    canonical_text(&bytes, info->note);
    canonical_int(&bytes, info->rows);
    TRY(hash_parts(&bytes, l, info->number, f));
    TRY(hash_sources(&bytes, l, info->number, f));
    canonical_text(&bytes, catalogue);
    canonical_text(&bytes, before);
    *out = hash_of(buffer_text(&bytes));
    return true;
}

bool batch_hash_before(struct text *out, struct arena *a, struct ledger *l, int64_t batch,
                       struct fault *f)
{
    static const struct hash none = {{0}};
    SCOPED_STMT *q = NULL;
    bool row;
    TRY(stmt_prepare(&q, l->store, TEXT("SELECT hash FROM batch WHERE batch = ?1"), f));
    stmt_bind_int(q, 1, batch - 1);
    TRY(stmt_step(q, &row, f));
    *out = row ? text_copy(a, stmt_blob(q, 0)) : hash_text(&none);
    return true;
}
