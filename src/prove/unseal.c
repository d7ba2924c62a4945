/*
 * What became of a sealed text: its records read, each figure counted as known then and now.
 */
#include "ledger/receipt.h"
#include "prove/bind.h"
#include "prove/compare.h"
#include "prove/seal.h"
#include "prove/sealed.h"

#include <unistd.h>

#define WHY_MOST 20 /* records told of beside one figure */

const char *sealed_standing_name(enum sealed_standing s)
{
    static const char *const names[] = {"stands", "changed", "redefined", "unknown", "unlinked"};
    return names[s];
}

static const char *const qualifiers[] = {"exact",  "at_least", "or_more", "about",
                                         "nearly", "over",     "below",   "vague"};

const char *sealed_qualifier_name(enum qualifier q)
{
    return qualifiers[q];
}

enum qualifier sealed_qualifier_read(struct text name)
{
    for (int i = 0; i <= QUALIFIER_VAGUE; i++)
        if (text_is(name, qualifiers[i]))
            return (enum qualifier)i;
    return QUALIFIER_EXACT;
}

struct text sealed_squeezed(struct arena *a, struct text t)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < t.n; i++)
        if ((unsigned char)t.p[i] > ' ')
            buffer_add_char(&b, t.p[i]);
    return text_copy(a, buffer_text(&b));
}

/* ---- records ---- */

static struct text column_text(struct arena *a, struct stmt *s, int column)
{
    return stmt_is_null(s, column) ? TEXT("") : text_copy(a, stmt_text(s, column));
}

/* Current records of a type; NULL where the catalogue has none. */
static bool records_select(struct stmt **out, struct arena *a, struct ledger *l, const char *type,
                           const char *columns, const char *where, struct fault *f)
{
    const struct record_type *t;
    TRY(catalogue_type_get(&t, l->catalogue, text_from(type), f));
    return stmt_prepare(out, l->store,
                        text_printf(a,
                                    "SELECT record, %s FROM %.*s WHERE until = 9223372036854775807 "
                                    "AND void_why IS NULL AND %s",
                                    columns, TEXT_ARG(t->table), where),
                        f);
}

static void text_take(struct sealed_text *out, struct arena *a, struct stmt *s)
{
    *out = (struct sealed_text){.record = stmt_int(s, 0),
                                .code = column_text(a, s, 1),
                                .title = column_text(a, s, 2),
                                .file = column_text(a, s, 3),
                                .digest = column_text(a, s, 4),
                                .head = column_text(a, s, 5),
                                .who = column_text(a, s, 6),
                                .sealed_on = {(int32_t)stmt_int(s, 7)},
                                .known = stmt_int(s, 8)};
}

#define TEXT_COLUMNS "code, title, file_name, digest, head, sealed_by, sealed_on, known"

bool seal_find(struct sealed_text *out, bool *found, struct arena *a, struct ledger *l,
               struct text written, struct fault *f)
{
    SCOPED_STMT *s = NULL;
    struct text digest = TEXT("");
    const char *path = text_cstr(a, written);
    *found = false;
    if (!catalogue_type_find(l->catalogue, TEXT("proof.text")))
        return true;
    if (access(path, R_OK) == 0 && !receipt_digest(&digest, a, path, f))
        fault_clear(f); /* a folder, say */
    TRY(records_select(&s, a, l, "proof.text", TEXT_COLUMNS, "code = ?1 OR digest = ?2", f));
    stmt_bind_text(s, 1, written);
    stmt_bind_text(s, 2, digest);
    TRY(stmt_step(s, found, f));
    if (*found)
        text_take(out, a, s);
    return true;
}

bool seal_all(struct sealed_text **out, size_t *count, struct arena *a, struct ledger *l,
              struct fault *f)
{
    SCOPED_STMT *s = NULL;
    LIST(struct sealed_text) list = {0};
    TRY(records_select(&s, a, l, "proof.text", TEXT_COLUMNS, "1 ORDER BY record DESC", f));
    for (bool row;;) {
        struct sealed_text one;
        TRY(stmt_step(s, &row, f));
        if (!row)
            break;
        text_take(&one, a, s);
        LIST_ADD(a, &list, one);
    }
    *out = list.items;
    *count = list.count;
    return true;
}

static bool decimal_take(struct decimal *out, struct text t)
{
    struct fault f = {0};
    return t.n && decimal_parse(out, t, &f);
}

static void print_take(struct sealed_quote *q, struct arena *a, struct ledger *l, struct stmt *s)
{
    struct quote *p = &q->print;
    struct text printed = column_text(a, s, 7), range = printed;
    ptrdiff_t dots = text_find(printed, TEXT(".."));
    if (dots > 0)
        range = text_slice(printed, 0, (size_t)dots);
    p->qualifier = sealed_qualifier_read(column_text(a, s, 11));
    p->unit_found = catalogue_unit_find(l->catalogue, column_text(a, s, 10));
    p->has_value = decimal_take(&p->value, range) && decimal_take(&p->lo, column_text(a, s, 8));
    p->hi_open = !decimal_take(&p->hi, column_text(a, s, 9));
    p->surface = q->surface;
}

static void quote_take(struct sealed_quote *q, struct arena *a, struct ledger *l, struct stmt *s)
{
    *q = (struct sealed_quote){.record = stmt_int(s, 0),
                               .number = stmt_int(s, 1),
                               .surface = column_text(a, s, 2),
                               .line = stmt_int(s, 3),
                               .column = stmt_int(s, 4),
                               .indicator = column_text(a, s, 5),
                               .scope = column_text(a, s, 6),
                               .verdict = column_text(a, s, 12),
                               .ledger_value = column_text(a, s, 13)};
    q->bound_record = stmt_is_null(s, 14) ? 0 : stmt_int(s, 14);
    print_take(q, a, l, s);
}

static bool quotes_read(struct sealed_answer *out, struct arena *a, struct ledger *l,
                        struct fault *f)
{
    SCOPED_STMT *s = NULL;
    LIST(struct sealed_quote) list = {0};
    TRY(records_select(
        &s, a, l, "proof.quote",
        "number, surface, line, line_column, indicator, scope, printed, printed_from, "
        "printed_below, unit, qualifier, verdict, ledger_value, bound_record",
        "sealed_in = ?1 ORDER BY number", f));
    stmt_bind_int(s, 1, out->text.record);
    for (bool row;;) {
        struct sealed_quote q;
        TRY(stmt_step(s, &row, f));
        if (!row)
            break;
        quote_take(&q, a, l, s);
        LIST_ADD(a, &list, q);
    }
    out->quotes = list.items;
    out->count = list.count;
    return true;
}

static bool corrections_read(struct sealed_answer *out, struct arena *a, struct ledger *l,
                             struct fault *f)
{
    SCOPED_STMT *s = NULL;
    TRY(records_select(&s, a, l, "proof.correction", "should_be, why, corrected_on", "quote = ?1",
                       f));
    for (size_t i = 0; i < out->count; i++) {
        struct sealed_quote *q = &out->quotes[i];
        bool row;
        stmt_bind_int(s, 1, q->record);
        TRY(stmt_step(s, &row, f));
        if (row) {
            q->should_be = column_text(a, s, 1);
            q->corrected_why = column_text(a, s, 2);
            q->corrected_on = day_print(a, (struct day){(int32_t)stmt_int(s, 3)});
        }
        stmt_reset(s);
    }
    return true;
}

/* ---- counted again ---- */

static struct text value_words(struct arena *a, const struct figure *g)
{
    return g->is_known && !g->is_withheld ? decimal_print(a, decimal_trim(g->value)) : TEXT("");
}

/* now: NULL where there is none. */
static void now_set(struct sealed_quote *q, struct arena *a, const struct figure *now)
{
    struct quote *p = &q->print;
    p->figure = now;
    if (p->has_value) {
        verdict_set(p, a);
        q->verdict_now = text_from(verdict_name(p->verdict));
    }
    q->value_now = now ? value_words(a, now) : TEXT("");
}

/* The record itself, with the file and batch that its version of now came in. */
static bool cause_read(struct difference *d, struct arena *a, struct ledger *l,
                       const struct viewer *v, struct fault *f)
{
    struct version version;
    struct batch_info *batches;
    size_t count;
    bool found;
    d->label = d->cause_label = record_print(a, l, d->type, d->record);
    TRY(record_read(&version, &found, a, l, v, d->type, d->record, 0, f));
    if (!found)
        return true;
    d->cause_type = d->type;
    d->cause_record = d->record;
    d->file = version.file;
    d->sheet = version.sheet;
    d->row = version.row;
    d->batch = version.since;
    d->void_why = version.void_why;
    TRY(ledger_batches(&batches, &count, a, l, f));
    for (size_t i = 0; i < count; i++)
        if (batches[i].number == d->batch) {
            d->author = batches[i].author;
            d->note = batches[i].note;
            d->at_ms = batches[i].at_ms;
        }
    return true;
}

/* A figure that one record states: its version then and now. */
static bool bound_count(struct sealed_quote *q, struct arena *a, struct ledger *l,
                        const struct viewer *v, int64_t known, struct fault *f)
{
    struct binding b = {true, q->print.indicator, q->print.scope, q->bound_record};
    struct quote then = q->print, now = q->print;
    TRY(binding_prove(&then, a, l, v, &b, known, f));
    TRY(binding_prove(&now, a, l, v, &b, 0, f));
    now_set(q, a, now.figure);
    bool same = (then.figure != NULL) == (now.figure != NULL) &&
                (!now.figure || decimal_compare(then.figure->value, now.figure->value) == 0);
    q->standing = same ? SEALED_STANDS : SEALED_CHANGED;
    if (same)
        return true;
    struct difference *d = ARENA_NEW(a, struct difference);
    *d = (struct difference){.kind = now.figure ? DIFFERENCE_CHANGED : DIFFERENCE_REMOVED,
                             .type = q->print.indicator->over[0].type,
                             .record = q->bound_record};
    q->why = (struct comparison){.items = d, .count = 1, .total = 1};
    if (then.figure)
        q->why.before = *then.figure;
    if (now.figure)
        q->why.after = *now.figure;
    return cause_read(d, a, l, v, f);
}

static bool scope_count(struct sealed_quote *q, struct arena *a, struct ledger *l,
                        const struct viewer *v, int64_t known, struct fault *f)
{
    struct figure_query then = {
        .indicator = q->print.indicator, .scope = q->print.scope, .known = known};
    struct figure_query now = then;
    now.known = 0;
    if (!count_compare(&q->why, a, l, v, &then, &now, WHY_MOST, f)) {
        if (f->kind != FAULT_INPUT && f->kind != FAULT_ABSENT && f->kind != FAULT_LIMIT)
            return false;
        fault_clear(f);
        q->standing = SEALED_UNKNOWN;
        return true;
    }
    now_set(q, a, &q->why.after);
    bool as_then = text_equal(value_words(a, &q->why.before), q->ledger_value);
    bool as_now = text_equal(q->value_now, q->ledger_value);
    q->standing = as_now ? SEALED_STANDS : as_then ? SEALED_CHANGED : SEALED_REDEFINED;
    return true;
}

static bool quote_count(struct sealed_quote *q, struct arena *a, struct ledger *l,
                        const struct viewer *v, int64_t known, struct fault *f)
{
    q->standing = SEALED_UNLINKED;
    if (q->indicator.n == 0)
        return true;
    q->standing = SEALED_UNKNOWN;
    q->print.indicator = catalogue_indicator_find(l->catalogue, q->indicator);
    if (!q->print.indicator)
        return true;
    if (!scope_parse(&q->print.scope, a, l->catalogue, q->scope, f)) {
        fault_clear(f);
        return true;
    }
    return q->bound_record ? bound_count(q, a, l, v, known, f) : scope_count(q, a, l, v, known, f);
}

bool seal_answer(struct sealed_answer *out, struct arena *a, struct ledger *l,
                 const struct viewer *v, const struct sealed_text *text, struct fault *f)
{
    *out = (struct sealed_answer){.text = *text};
    TRY(quotes_read(out, a, l, f));
    TRY(corrections_read(out, a, l, f));
    for (size_t i = 0; i < out->count; i++) {
        struct sealed_quote *q = &out->quotes[i];
        TRY(quote_count(q, a, l, v, text->known, f));
        out->changed += q->standing == SEALED_CHANGED;
        out->redefined += q->standing == SEALED_REDEFINED;
        out->unknown += q->standing == SEALED_UNKNOWN;
    }
    return true;
}
