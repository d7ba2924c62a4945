#include "ledger/receipt.h"

#include "ledger/hash.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define CODE_LENGTH 8
#define DIGEST_PART 65536

/* No letter that is read as a figure, or as another letter. */
static struct text code_print(struct arena *a, const struct hash *h)
{
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    char code[CODE_LENGTH + 1];
    size_t n = 0;
    for (int i = 0; i < CODE_LENGTH; i++) {
        if (i == CODE_LENGTH / 2)
            code[n++] = '-';
        code[n++] = letters[h->bytes[i] & 31];
    }
    return text_copy(a, (struct text){code, n});
}

void receipt_hash(struct hash *out, const struct receipt *r, struct text before)
{
    SCOPED_BUFFER bytes = {0};
    canonical_int(&bytes, r->number);
    canonical_int(&bytes, r->at_ms);
    canonical_int(&bytes, r->known);
    canonical_int(&bytes, r->head);
    const struct text texts[] = {r->code, r->who,       r->form,    r->scope,  r->title,
                                 r->file, r->head_hash, r->figures, r->digest, before};
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        canonical_text(&bytes, texts[i]);
    *out = hash_of(buffer_text(&bytes));
}

bool receipt_draft(struct receipt *inout, struct arena *a, struct ledger *l, struct fault *f)
{
    struct hash h;
    int64_t last_ms;
    inout->at_ms = (int64_t)time(NULL) * 1000;
    inout->head = l->head;
    inout->head_hash = ledger_head_print(a, l);
    TRY(store_int(l->store, "SELECT max(receipt) + 1 FROM receipt", 1, &inout->number, f));
    TRY(store_int(l->store, "SELECT max(at_ms) FROM receipt", 0, &last_ms, f));
    if (inout->at_ms < last_ms)
        inout->at_ms = last_ms;
    receipt_hash(&h, inout, TEXT("code"));
    inout->code = code_print(a, &h);
    return true;
}

static struct text hex_of_state(struct arena *a, struct buffer *parts)
{
    struct hash h = hash_of(buffer_text(parts));
    return hash_print(a, &h);
}

bool receipt_digest(struct text *out, struct arena *a, const char *path, struct fault *f)
{
    SCOPED_BUFFER parts = {0}; /* the hashes of the parts, hashed in turn */
    char part[DIGEST_PART];
    size_t n;
    FILE *file = fopen(path, "rbe");
    if (!file)
        return fault_set(f, FAULT_ABSENT, "%s cannot be opened: %s", path, strerror(errno));
    while ((n = fread(part, 1, sizeof(part), file)) > 0) {
        struct hash h = hash_of((struct text){part, n});
        buffer_add(&parts, hash_text(&h));
    }
    bool broken = ferror(file) != 0;
    fclose(file);
    if (broken)
        return fault_set(f, FAULT_SYSTEM, "%s cannot be read", path);
    *out = hex_of_state(a, &parts);
    return true;
}

static bool hash_before(struct text *out, struct arena *a, struct ledger *l, int64_t number,
                        struct fault *f)
{
    SCOPED_STMT *q = NULL;
    bool row;
    TRY(stmt_prepare(&q, l->store, TEXT("SELECT hash FROM receipt WHERE receipt = ?1"), f));
    stmt_bind_int(q, 1, number - 1);
    TRY(stmt_step(q, &row, f));
    *out = row ? text_copy(a, stmt_blob(q, 0)) : (struct text){"", 0};
    return true;
}

static bool receipt_insert(const struct receipt *r, const struct hash *h, struct ledger *l,
                           struct fault *f)
{
    SCOPED_STMT *q = NULL;
    TRY(stmt_prepare(
        &q, l->store,
        TEXT("INSERT INTO receipt (receipt, code, at_ms, who, form, scope, title, file, known, "
             "head, head_hash, figures, digest, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
             "?9, ?10, ?11, ?12, ?13, ?14)"),
        f));
    stmt_bind_int(q, 1, r->number);
    stmt_bind_text(q, 2, r->code);
    stmt_bind_int(q, 3, r->at_ms);
    stmt_bind_text(q, 4, r->who);
    stmt_bind_text(q, 5, r->form);
    stmt_bind_text(q, 6, r->scope);
    stmt_bind_text(q, 7, r->title);
    stmt_bind_text(q, 8, r->file);
    stmt_bind_int(q, 9, r->known);
    stmt_bind_int(q, 10, r->head);
    stmt_bind_text(q, 11, r->head_hash);
    stmt_bind_text(q, 12, r->figures);
    stmt_bind_text(q, 13, r->digest);
    stmt_bind_blob(q, 14, h->bytes, HASH_BYTES);
    return stmt_run(q, f);
}

bool receipt_keep(struct receipt *inout, struct arena *a, struct ledger *l, const char *path,
                  struct fault *f)
{
    SCOPED_TXN txn = {0};
    struct text before;
    struct hash h;
    int64_t next;
    TRY(receipt_digest(&inout->digest, a, path, f));
    TRY(txn_begin(&txn, l->store, TXN_WRITE, f));
    TRY(store_int(l->store, "SELECT max(receipt) + 1 FROM receipt", 1, &next, f));
    if (next != inout->number)
        return fault_set(f, FAULT_CONFLICT,
                         "another document was kept meanwhile: write this one again");
    TRY(hash_before(&before, a, l, inout->number, f));
    receipt_hash(&h, inout, before);
    TRY(receipt_insert(inout, &h, l, f));
    return txn_commit(&txn, f);
}

static const char columns[] =
    "receipt, code, at_ms, who, form, scope, title, file, known, head, head_hash, "
    "figures, digest";

static struct receipt receipt_row(struct arena *a, struct stmt *q)
{
    struct text texts[13];
    for (int i = 0; i < 13; i++)
        texts[i] = stmt_is_text(q, i) ? text_copy(a, stmt_text(q, i)) : (struct text){"", 0};
    return (struct receipt){.number = stmt_int(q, 0),
                            .code = texts[1],
                            .at_ms = stmt_int(q, 2),
                            .who = texts[3],
                            .form = texts[4],
                            .scope = texts[5],
                            .title = texts[6],
                            .file = texts[7],
                            .known = stmt_int(q, 8),
                            .head = stmt_int(q, 9),
                            .head_hash = texts[10],
                            .figures = texts[11],
                            .digest = texts[12]};
}

bool receipt_all(struct receipt **out, size_t *count, struct arena *a, struct ledger *l,
                 struct fault *f)
{
    SCOPED_STMT *q = NULL;
    LIST(struct receipt) list = {0};
    TRY(stmt_prepare(&q, l->store,
                     text_printf(a, "SELECT %s FROM receipt ORDER BY receipt", columns), f));
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            break;
        LIST_ADD(a, &list, receipt_row(a, q));
    }
    *out = list.items;
    *count = list.count;
    return true;
}

bool receipt_get(struct receipt *out, struct arena *a, struct ledger *l, struct text code,
                 struct fault *f)
{
    SCOPED_STMT *q = NULL;
    bool row;
    TRY(stmt_prepare(&q, l->store,
                     text_printf(a, "SELECT %s FROM receipt WHERE code = upper(?1)", columns), f));
    stmt_bind_text(q, 1, code);
    TRY(stmt_step(q, &row, f));
    if (row)
        *out = receipt_row(a, q);
    return row || fault_set(f, FAULT_ABSENT, "there is no receipt \"%.*s\"", TEXT_ARG(code));
}
