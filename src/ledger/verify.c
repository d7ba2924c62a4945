/*
 * Proof that nothing was changed behind the ledger's back: every hash is taken again, every
 * `until` computed anew, every file read.
 */
#include "base/language.h"
#include "ledger/batch.h"
#include "ledger/evidence.h"
#include "ledger/keyring.h"
#include "ledger/receipt.h"
#include <string.h>

struct verifying {
    struct ledger *ledger;
    const struct finding_sink *sink;
    struct arena *scratch; /* of one row or one finding */
};

static void __attribute__((format(printf, 4, 5)))
report(struct verifying *v, const char *kind, int64_t row, const char *format, ...)
{
    SCOPED_ARENA a = {0};
    va_list args;
    va_start(args, format);
    struct finding finding = {
        .level = FINDING_REFUSE,
        .kind = text_from(kind),
        .file = TEXT("ledger.db"),
        .row = row,
        .says = text_vprintf(&a, format, args),
    };
    va_end(args);
    if (v->sink)
        v->sink->take(v->sink->self, &finding);
}

/* ---- rows ---- */

static bool row_verify(struct verifying *v, const struct table *t, struct buffer *scratch,
                       const struct row_read *r, struct hash *leaf, struct fault *f)
{
    struct row_hashed hashed = {
        .type = t->type,
        .order = t->order,
        .record = r->record,
        .since = r->since,
        .same_as = r->same_as,
        .sheet = r->sheet,
        .row = r->row,
        .void_why = r->void_why,
        .values = r->values,
        .lookups = r->lookups,
        .box_digest = r->box_digest,
        .key = r->key_hash,
    };
    (void)f;
    *leaf = hash_row(scratch, &hashed);
    if (!hash_equal(*leaf, r->hash))
        report(v, "row_changed", r->version,
               tr("version %lld of record %lld of \"%.*s\" (batch %lld) was changed after it was written"),
               (long long)r->version, (long long)r->record, TEXT_ARG(t->type->name),
               (long long)r->since);
    struct hash box = hash_of(r->box);
    if (r->has_box && !hash_equal(box, r->box_digest))
        report(v, "box_changed", r->version,
               tr("the personal fields of version %lld of \"%.*s\" were changed"), (long long)r->version,
               TEXT_ARG(t->type->name));
    return true;
}

/* Rows of one batch in one table, in the order they were written. */
static bool part_verify(struct verifying *v, const struct table *t, int64_t batch, int64_t first,
                        int64_t rows, struct text root, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    SCOPED_BUFFER scratch = {0};
    struct merkle merkle = {.count = 0};
    TRY(stmt_prepare(&q, v->ledger->store,
                     text_printf(v->scratch,
                                 "SELECT %.*s FROM %.*s WHERE version >= ?1 AND version < ?2 ORDER "
                                 "BY version",
                                 TEXT_ARG(t->list), TEXT_ARG(t->type->table)),
                     f));
    stmt_bind_int(q, 1, first);
    stmt_bind_int(q, 2, first + rows);
    SCOPED_ARENA of_row = {0};
    for (bool row;;) {
        struct row_read r;
        struct hash leaf;
        TRY(stmt_step(q, &row, f));
        if (!row)
            break;
        arena_reset(&of_row);
        table_row(&r, &of_row, t, q);
        TRY(row_verify(v, t, &scratch, &r, &leaf, f));
        merkle_add(&merkle, leaf);
    }
    if ((int64_t)merkle.count != rows || !hash_equal(merkle_root(&merkle), root))
        report(v, "part_changed", batch,
               tr("batch %lld wrote %lld rows of \"%.*s\"; %lld stand there, or others than were written"),
               (long long)batch, (long long)rows, TEXT_ARG(t->type->name), (long long)merkle.count);
    return true;
}

static bool parts_verify(struct verifying *v, const struct table *t, int64_t *written,
                         struct fault *f)
{
    SCOPED_STMT *q = NULL;
    *written = 0;
    TRY(stmt_prepare(&q, v->ledger->store,
                     TEXT("SELECT batch, first_version, rows, root FROM batch_part WHERE type = ?1 "
                          "ORDER BY batch"),
                     f));
    stmt_bind_text(q, 1, t->type->name);
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        struct text root = text_copy(v->scratch, stmt_blob(q, 3));
        TRY(part_verify(v, t, stmt_int(q, 0), stmt_int(q, 1), stmt_int(q, 2), root, f));
        *written += stmt_int(q, 2);
    }
}

/* `until` is the batch of the record's next version, or open: nothing else. */
static bool until_verify(struct verifying *v, const struct table *t, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, v->ledger->store,
                     text_printf(v->scratch,
                                 "SELECT version, record FROM (SELECT version, record, until, "
                                 "lead(since, 1, 9223372036854775807) OVER (PARTITION BY record "
                                 "ORDER BY since, version) AS ends FROM %.*s) AS t WHERE until <> ends",
                                 TEXT_ARG(t->type->table)),
                     f));
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        report(v, "until_changed", stmt_int(q, 0),
               tr("version %lld of record %lld of \"%.*s\" ends at another batch than its next one begins"),
               (long long)stmt_int(q, 0), (long long)stmt_int(q, 1), TEXT_ARG(t->type->name));
    }
}

static bool boxes_verify(struct verifying *v, const struct table *t, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, v->ledger->store,
                     text_printf(v->scratch,
                                 "SELECT version FROM %.*s AS t WHERE box IS NULL AND box_digest IS "
                                 "NOT NULL AND NOT EXISTS (SELECT 1 FROM erasure e WHERE e.type = "
                                 "?1 AND e.record = t.record)",
                                 TEXT_ARG(t->type->table)),
                     f));
    stmt_bind_text(q, 1, t->type->name);
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        report(v, "box_gone", stmt_int(q, 0),
               tr("the personal fields of version %lld of \"%.*s\" are gone and no erasure says why"),
               (long long)stmt_int(q, 0), TEXT_ARG(t->type->name));
    }
}

static bool table_verify(struct verifying *v, const struct table *t, struct fault *f)
{
    int64_t written, there;
    TRY(parts_verify(v, t, &written, f));
    TRY(store_int(v->ledger->store,
                  text_printf(v->scratch, "SELECT count(*) FROM %.*s", TEXT_ARG(t->type->table)).p, 0,
                  &there, f));
    if (there != written)
        report(v, "rows_count", 0, tr("\"%.*s\" holds %lld rows, its batches wrote %lld"),
               TEXT_ARG(t->type->name), (long long)there, (long long)written);
    TRY(until_verify(v, t, f));
    return boxes_verify(v, t, f);
}

/* ---- the chain ---- */

static bool batch_verify(struct verifying *v, struct stmt *q, struct text *before, int64_t *number,
                         struct fault *f)
{
    struct batch_info info = {stmt_int(q, 0), stmt_int(q, 1), stmt_text(q, 2),
                              stmt_text(q, 3), stmt_int(q, 4), {0}};
    struct hash hash;
    TRY(batch_hash(&hash, v->ledger, &info, stmt_blob(q, 5), stmt_blob(q, 6), f));
    if (info.number != *number + 1)
        report(v, "batch_gone", info.number, tr("batch %lld is missing"), (long long)*number + 1);
    if (!hash_equal(hash, stmt_blob(q, 7)))
        report(v, "batch_changed", info.number, tr("batch %lld was changed after it was written"),
               (long long)info.number);
    if (!text_equal(*before, stmt_blob(q, 6)))
        report(v, "chain_broken", info.number, tr("batch %lld does not follow the one before it"),
               (long long)info.number);
    *before = text_copy(v->scratch, stmt_blob(q, 7));
    *number = info.number;
    return true;
}

static bool chain_verify(struct verifying *v, struct fault *f)
{
    static const struct hash none = {{0}};
    struct text before = hash_text(&none);
    int64_t number = 0;
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, v->ledger->store,
                     TEXT("SELECT batch, at_ms, author, note, rows, catalogue, before, hash FROM "
                          "batch ORDER BY batch"),
                     f));
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        TRY(batch_verify(v, q, &before, &number, f));
    }
}

static bool catalogues_verify(struct verifying *v, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, v->ledger->store,
                     TEXT("SELECT b.batch, c.text, b.catalogue FROM batch b LEFT JOIN catalogue_text "
                          "c ON c.hash = b.catalogue GROUP BY b.catalogue"),
                     f));
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        if (!hash_equal(hash_of(stmt_text(q, 1)), stmt_blob(q, 2)))
            report(v, "catalogue_changed", stmt_int(q, 0),
                   tr("the catalogue that batch %lld was written under is not the one that was kept"),
                   (long long)stmt_int(q, 0));
    }
}

/* ---- what left the house ---- */

static bool receipts_verify(struct verifying *v, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    struct receipt *receipts;
    size_t count, n = 0;
    struct text before = TEXT("");
    TRY(receipt_all(&receipts, &count, v->scratch, v->ledger, f));
    TRY(stmt_prepare(&q, v->ledger->store, TEXT("SELECT hash FROM receipt ORDER BY receipt"), f));
    for (bool row; n < count; n++) {
        struct hash h;
        TRY(stmt_step(q, &row, f));
        if (!row)
            break;
        receipt_hash(&h, &receipts[n], before);
        if (!hash_equal(h, stmt_blob(q, 0)) || receipts[n].number != (int64_t)n + 1)
            report(v, "receipt_changed", receipts[n].number,
                   tr("receipt %.*s, or one before it, was changed after it was kept"),
                   TEXT_ARG(receipts[n].code));
        before = text_copy(v->scratch, stmt_blob(q, 0));
    }
    return true;
}

/* ---- files and triggers ---- */

static bool files_verify(struct verifying *v, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(&q, v->ledger->store,
                     TEXT("SELECT digest, min(name) FROM source GROUP BY digest"), f));
    for (bool row;;) {
        struct hash digest;
        bool same, there;
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        struct text bytes = stmt_blob(q, 0), name = stmt_text(q, 1);
        memset(&digest, 0, sizeof(digest));
        memcpy(digest.bytes, bytes.p, bytes.n < HASH_BYTES ? bytes.n : HASH_BYTES);
        TRY(evidence_check(&same, &there, v->ledger, &digest, f));
        if (!there)
            report(v, "file_gone", 0, tr("the kept file \"%.*s\" is gone"), TEXT_ARG(name));
        else if (!same)
            report(v, "file_changed", 0, tr("the kept file \"%.*s\" was changed"), TEXT_ARG(name));
    }
}

static bool guards_verify(struct verifying *v, struct fault *f)
{
    bool kept;
    TRY(store_is_guarded(v->ledger->store, "receipt", &kept, f));
    if (!kept)
        report(v, "guard_gone", 0, tr("the triggers that keep \"%.*s\" unchanged are not all there"),
               TEXT_ARG(TEXT("receipt")));
    for (size_t i = 0; i < v->ledger->catalogue->types.count; i++) {
        const struct record_type *t = v->ledger->catalogue->types.items[i];
        bool whole;
        TRY(store_is_guarded(v->ledger->store, text_cstr(v->scratch, t->table), &whole, f));
        if (!whole)
            report(v, "guard_gone", 0, tr("the triggers that keep \"%.*s\" unchanged are not all there"),
                   TEXT_ARG(t->name));
    }
    return true;
}

bool ledger_verify(struct ledger *l, const struct finding_sink *findings, struct fault *f)
{
    SCOPED_ARENA scratch = {0};
    SCOPED_TXN txn = {0};
    struct verifying v = {l, findings, &scratch};
    struct fault damaged = {0};
    TRY(txn_begin(&txn, l->store, TXN_READ, f));
    if (!store_check(l->store, &damaged))
        report(&v, "file_damaged", 0, "%s", damaged.message);
    TRY(chain_verify(&v, f));
    TRY(catalogues_verify(&v, f));
    for (size_t i = 0; i < l->catalogue->types.count; i++)
        TRY(table_verify(&v, &l->tables[i], f));
    TRY(receipts_verify(&v, f));
    TRY(files_verify(&v, f));
    return guards_verify(&v, f);
}
