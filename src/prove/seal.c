/*
 * Sealing and correcting: batches of records. What became of a sealed text stands in unseal.c.
 */
#include "prove/seal.h"

#include "base/language.h"
#include "file/document.h"
#include "ledger/hash.h"
#include "ledger/receipt.h"
#include "prove/place.h"
#include "prove/print.h"
#include "prove/sealed.h"

/* Letters and digits that nobody takes for one another. */
static struct text code_make(struct arena *a, struct text of)
{
    static const char letters[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    struct hash h = hash_of(of);
    char code[9] = {0};
    for (int i = 0; i < 8; i++)
        code[i] = letters[h.bytes[i] % (sizeof(letters) - 1)];
    return text_printf(a, "DG-%s", code);
}

struct sealing {
    struct arena *arena;
    struct batch *batch;
    int64_t sheet;
};

static void value_set(struct value *values, const struct record_type *t, const char *name,
                      struct value v)
{
    const struct field *field = type_field_find(t, text_from(name));
    if (field && !(v.is == VALUE_TEXT && v.t.n == 0))
        values[field->index] = v;
}

static bool row_put(int64_t *record, struct sealing *s, const struct record_type *t,
                    struct value *values, int64_t line, struct fault *f)
{
    struct row row = {.type = t, .values = values, .replaces = -1, .origin = {s->sheet, line}};
    struct put_result result;
    TRY(batch_put(s->batch, &row, &result, f));
    *record = result.record;
    return true;
}

static bool is_kept(const struct quote *q)
{
    return q->verdict != VERDICT_DATE && q->verdict != VERDICT_PLAIN;
}

static struct text figure_print(struct arena *a, const struct figure *g)
{
    return g->is_known && !g->is_withheld ? decimal_print(a, decimal_trim(g->value)) : TEXT("");
}

static void print_set(struct value *values, struct arena *a, const struct record_type *t,
                      const struct quote *q)
{
    value_set(values, t, "surface", VALUE_OF_TEXT(sealed_squeezed(a, q->surface)));
    value_set(values, t, "printed", VALUE_OF_TEXT(quote_value_print(a, q)));
    if (q->has_value) {
        value_set(values, t, "printed_from", VALUE_OF_TEXT(decimal_print(a, q->lo)));
        if (!q->hi_open)
            value_set(values, t, "printed_below", VALUE_OF_TEXT(decimal_print(a, q->hi)));
    }
    value_set(values, t, "unit", VALUE_OF_TEXT(q->unit_found ? q->unit_found->name : TEXT("")));
    value_set(values, t, "qualifier",
              VALUE_OF_TEXT(text_from(sealed_qualifier_name(q->qualifier))));
}

static bool quote_seal(struct sealing *s, const struct record_type *t, struct places *places,
                       const struct quote *q, int64_t text, int64_t number, struct fault *f)
{
    struct value *values = ARENA_ARRAY(s->arena, struct value, t->field_count + 1);
    struct place at = place_of(places, q->byte_start, q->byte_end);
    int64_t record;
    value_set(values, t, "sealed_in", VALUE_OF_INT(text));
    value_set(values, t, "number", VALUE_OF_INT(number));
    value_set(values, t, "byte_start", VALUE_OF_INT((int64_t)at.byte_start));
    value_set(values, t, "byte_end", VALUE_OF_INT((int64_t)at.byte_end));
    value_set(values, t, "line", VALUE_OF_INT(at.line));
    value_set(values, t, "line_column", VALUE_OF_INT(at.column));
    print_set(values, s->arena, t, q);
    value_set(values, t, "verdict", VALUE_OF_TEXT(text_from(verdict_name(q->verdict))));
    if (q->indicator) {
        value_set(values, t, "indicator", VALUE_OF_TEXT(q->indicator->name));
        value_set(values, t, "scope", VALUE_OF_TEXT(q->scope_text));
    }
    if (q->figure)
        value_set(values, t, "ledger_value", VALUE_OF_TEXT(figure_print(s->arena, q->figure)));
    if (q->bound_record)
        value_set(values, t, "bound_record", VALUE_OF_INT(q->bound_record));
    return row_put(&record, s, t, values, at.line, f);
}

static bool text_seal(struct sealing *s, const struct record_type *t, struct sealed_text *out,
                      const struct proof *p, const struct seal_request *r, int64_t quotes,
                      struct fault *f)
{
    struct value *values = ARENA_ARRAY(s->arena, struct value, t->field_count + 1);
    const char *kind = p->document ? document_kind_name(p->document->kind) : "plain";
    value_set(values, t, "code", VALUE_OF_TEXT(out->code));
    value_set(values, t, "title", VALUE_OF_TEXT(r->title));
    value_set(values, t, "file_name", VALUE_OF_TEXT(r->name));
    value_set(values, t, "digest", VALUE_OF_TEXT(out->digest));
    value_set(values, t, "text_kind", VALUE_OF_TEXT(text_from(kind)));
    if (r->published.since_1970 != DAY_FIRST.since_1970)
        value_set(values, t, "published_on", VALUE_OF_INT(r->published.since_1970));
    value_set(values, t, "sealed_on", VALUE_OF_INT(out->sealed_on.since_1970));
    value_set(values, t, "known", VALUE_OF_INT(out->known));
    value_set(values, t, "head", VALUE_OF_TEXT(out->head));
    value_set(values, t, "sealed_by", VALUE_OF_TEXT(r->who));
    value_set(values, t, "quotes", VALUE_OF_INT(quotes));
    return row_put(&out->record, s, t, values, 0, f);
}

static bool all_seal(struct sealing *s, struct ledger *l, struct sealed_text *out,
                     const struct proof *p, const struct seal_request *r, int64_t quotes,
                     struct fault *f)
{
    const struct record_type *text, *quote;
    struct places places;
    int64_t source, number = 0;
    bool seen;
    places_open(&places, p);
    TRY(catalogue_type_get(&text, l->catalogue, TEXT("proof.text"), f));
    TRY(catalogue_type_get(&quote, l->catalogue, TEXT("proof.quote"), f));
    TRY(batch_source(s->batch, r->path, r->name, &source, &seen, f));
    TRY(batch_sheet(s->batch, source, r->name, TEXT(""), &s->sheet, f));
    TRY(text_seal(s, text, out, p, r, quotes, f));
    for (size_t i = 0; i < p->count; i++)
        if (is_kept(&p->quotes[i]))
            TRY(quote_seal(s, quote, &places, &p->quotes[i], out->record, ++number, f));
    return true;
}

static bool unsealed_check(struct arena *a, struct ledger *l, const struct seal_request *r,
                           struct fault *f)
{
    struct sealed_text before;
    bool found;
    TRY(seal_find(&before, &found, a, l, text_from(r->path), f));
    if (!found)
        return true;
    fault_set(f, FAULT_CONFLICT, "this text was sealed already as %.*s", TEXT_ARG(before.code));
    return fault_hint(f, "`shanhai receipt CODE` says what has moved since");
}

bool seal_text(struct sealed_text *out, struct arena *a, struct ledger *l, const struct proof *p,
               const struct seal_request *r, struct fault *f)
{
    SCOPED_BATCH *batch = NULL;
    struct batch_head head = {.author = r->who,
                              .note = text_printf(a, tr("seal %.*s"), TEXT_ARG(r->title)),
                              .expects = l->head};
    struct batch_id id;
    int64_t quotes = 0;
    for (size_t i = 0; i < p->count; i++)
        quotes += is_kept(&p->quotes[i]);
    if (quotes == 0)
        return fault_set(f, FAULT_INPUT, "there is no figure in it to seal");
    *out =
        (struct sealed_text){.title = r->title, .file = r->name, .who = r->who, .known = l->head};
    out->sealed_on = day_today();
    out->head = ledger_head_print(a, l);
    TRY(unsealed_check(a, l, r, f));
    TRY(receipt_digest(&out->digest, a, r->path, f));
    out->code =
        code_make(a, text_printf(a, "%.*s %.*s", TEXT_ARG(out->digest), TEXT_ARG(out->head)));
    TRY(batch_begin(&batch, l, &head, f));
    struct sealing s = {a, batch, 0};
    TRY(all_seal(&s, l, out, p, r, quotes, f));
    batch = NULL;
    return batch_commit(s.batch, &id, f);
}

/* ---- corrections ---- */

static bool quote_choose(const struct sealed_quote **out, struct arena *a,
                         const struct sealed_answer *answer, struct text written, struct fault *f)
{
    struct text surface = sealed_squeezed(a, written);
    size_t found = 0;
    for (size_t i = 0; i < answer->count; i++) {
        const struct sealed_quote *q = &answer->quotes[i];
        bool is_number = text_equal(text_printf(a, "%lld", (long long)q->number), surface);
        if (!is_number && !text_equal(q->surface, surface))
            continue;
        *out = q;
        found++;
        if (is_number)
            return true;
    }
    if (found == 1)
        return true;
    if (found == 0)
        fault_set(f, FAULT_ABSENT, "there is no figure \"%.*s\" there", TEXT_ARG(written));
    else
        fault_set(f, FAULT_INPUT, "\"%.*s\" stands there %zu times", TEXT_ARG(written), found);
    return fault_hint(f, "see `shanhai receipt CODE --format tsv` for its number");
}

bool seal_correct(struct arena *a, struct ledger *l, const struct sealed_text *text,
                  struct text quote, struct text should_be, struct text why, struct text who,
                  struct fault *f)
{
    SCOPED_BATCH *batch = NULL;
    const struct record_type *t;
    const struct sealed_quote *q = NULL;
    struct sealed_answer answer;
    struct batch_head head = {.author = who,
                              .note = text_printf(a, tr("correct %.*s"), TEXT_ARG(text->code)),
                              .expects = -1};
    struct batch_id id;
    int64_t record;
    TRY(catalogue_type_get(&t, l->catalogue, TEXT("proof.correction"), f));
    TRY(seal_answer(&answer, a, l, &VIEWER_OWNER, text, f));
    TRY(quote_choose(&q, a, &answer, quote, f));
    struct value *values = ARENA_ARRAY(a, struct value, t->field_count + 1);
    value_set(values, t, "quote", VALUE_OF_INT(q->record));
    value_set(values, t, "printed", VALUE_OF_TEXT(q->surface));
    value_set(values, t, "should_be", VALUE_OF_TEXT(should_be));
    value_set(values, t, "why", VALUE_OF_TEXT(why));
    value_set(values, t, "differs", VALUE_OF_TEXT(q->value_now));
    value_set(values, t, "corrected_on", VALUE_OF_INT(day_today().since_1970));
    value_set(values, t, "corrected_by", VALUE_OF_TEXT(who));
    TRY(batch_begin(&batch, l, &head, f));
    struct sealing s = {a, batch, 0};
    TRY(row_put(&record, &s, t, values, 0, f));
    batch = NULL;
    return batch_commit(s.batch, &id, f);
}
