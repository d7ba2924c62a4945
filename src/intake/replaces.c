/*
 * --replaces: what came from an earlier file and is not in this one. Listed always, voided only
 * when asked for.
 */
#include "base/language.h"
#include "intake/inside.h"

#define MISSING_SHOWN_MAX 200

/* The records this import said something about, of all types: (type, record) as one number. */
struct touched {
    uint64_t *slots;
    size_t count, cap;
    int64_t source; /* the earlier file */
};

static uint64_t mark_of(const struct record_type *t, int64_t record)
{
    return ((uint64_t)t->index + 1) << 48 | (uint64_t)record;
}

static uint64_t *slot_of(uint64_t *slots, size_t cap, uint64_t mark)
{
    size_t at = (size_t)((mark * 0x9e3779b97f4a7c15u) >> 20) & (cap - 1);
    while (slots[at] && slots[at] != mark)
        at = (at + 1) & (cap - 1);
    return &slots[at];
}

void replaces_touch(struct intake *in, const struct record_type *t, int64_t record)
{
    struct touched *all = in->touched;
    if (!all)
        return;
    if (all->count * 2 >= all->cap) {
        size_t cap = all->cap * 2;
        uint64_t *slots = memory_new(cap * sizeof(*slots));
        for (size_t i = 0; i < all->cap; i++)
            if (all->slots[i])
                *slot_of(slots, cap, all->slots[i]) = all->slots[i];
        memory_free(all->slots);
        all->slots = slots;
        all->cap = cap;
    }
    uint64_t *slot = slot_of(all->slots, all->cap, mark_of(t, record));
    all->count += *slot == 0;
    *slot = mark_of(t, record);
}

static bool source_find(struct intake *in, int64_t *source, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    bool row;
    TRY(stmt_prepare(&q, in->ledger->store,
                     TEXT("SELECT source FROM source WHERE batch <= ?1 AND (name = ?2 OR "
                          "lower(hex(digest)) LIKE ?2 || '%') ORDER BY source DESC LIMIT 1"),
                     f));
    stmt_bind_int(q, 1, in->report->head);
    stmt_bind_text(q, 2, in->options->replaces);
    TRY(stmt_step(q, &row, f));
    if (!row) {
        fault_set(f, FAULT_ABSENT, "no file \"%.*s\" was imported before",
                  TEXT_ARG(in->options->replaces));
        return fault_hint(f, "name it as it was then, or give the first digits of its digest");
    }
    *source = stmt_int(q, 0);
    return true;
}

bool replaces_begin(struct intake *in, struct fault *f)
{
    struct touched *all = memory_new(sizeof(*all));
    in->touched = all;
    all->cap = 1024;
    all->slots = memory_new(all->cap * sizeof(*all->slots));
    return source_find(in, &all->source, f);
}

void replaces_drop(struct intake *in)
{
    if (!in->touched)
        return;
    memory_free(in->touched->slots);
    memory_free(in->touched);
    in->touched = NULL;
}

static bool missing_void(struct intake *in, const struct record_type *t, int64_t record,
                         struct fault *f)
{
    struct put_result put;
    struct row row = {.type = t,
                      .values = ARENA_ARRAY(&in->scratch, struct value, t->field_count + 1),
                      .record = record,
                      .replaces = -1,
                      .void_why = text_printf(&in->scratch, tr("no longer in %.*s"),
                                              TEXT_ARG(in->files[0].name))};
    TRY(batch_put(in->batch, &row, &put, f));
    in->report->voided++;
    return true;
}

static bool missing_take(struct intake *in, const struct record_type *t, int64_t record,
                         int64_t row_number, struct fault *f)
{
    in->report->missing_count++;
    if (in->report->missing.count < MISSING_SHOWN_MAX)
        LIST_ADD(in->arena, &in->report->missing,
                 text_printf(in->arena, tr("%.*s %lld, row %lld there"),
                             TEXT_ARG(label_now(t->label)), (long long)record,
                             (long long)row_number));
    return !in->options->void_missing || missing_void(in, t, record, f);
}

struct gone {
    int64_t record, row;
};

/* The list first, then the voids: a table is not written while it is read. */
static bool type_missing(struct intake *in, const struct record_type *t, struct fault *f)
{
    SCOPED_STMT *q = NULL;
    LIST(struct gone) gone = {0};
    SCOPED_ARENA a = {0};
    TRY(stmt_prepare(
        &q, in->ledger->store,
        text_printf(&a,
                    "SELECT record, row FROM %.*s WHERE until = 9223372036854775807 AND "
                    "void_why IS NULL AND sheet IN (SELECT sheet FROM sheet WHERE "
                    "source = ?1) ORDER BY record",
                    TEXT_ARG(t->table)),
        f));
    stmt_bind_int(q, 1, in->touched->source);
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            break;
        struct gone one = {stmt_int(q, 0), stmt_int(q, 1)};
        if (!*slot_of(in->touched->slots, in->touched->cap, mark_of(t, one.record)))
            LIST_ADD(&a, &gone, one);
    }
    for (size_t i = 0; i < gone.count; i++) {
        arena_reset(&in->scratch);
        TRY(missing_take(in, t, gone.items[i].record, gone.items[i].row, f));
    }
    return true;
}

static bool is_imported(const struct intake *in, const struct record_type *t)
{
    for (size_t i = 0; i < in->sheets.count; i++)
        if (in->sheets.items[i]->r.type == t)
            return true;
    return false;
}

bool replaces_end(struct intake *in, struct fault *f)
{
    const struct catalogue *c = in->ledger->catalogue;
    if (in->options->void_missing && in->report->refused) {
        fault_set(f, FAULT_INPUT, "%lld rows are refused: what is missing cannot be told from them",
                  (long long)in->report->refused);
        return fault_hint(f, "mend the refused rows first, or leave --void-missing away");
    }
    for (size_t i = 0; i < c->types.count; i++)
        if (is_imported(in, c->types.items[i]))
            TRY(type_missing(in, c->types.items[i], f));
    return true;
}
