/* A text held against the ledger. */
#include "base/embedded.h"
#include "file/document.h"
#include "file/encoding.h"
#include "prove/bind.h"
#include "prove/place.h"
#include "web/figure.h"
#include "web/pages.h"

#include <jansson.h>

/* A dropped text of any kind that document.h knows. */
static bool dropped_read(struct document *out, struct request *q, struct fault *f)
{
    struct session *s;
    TRY(session_hold(&s, q->sessions, request_field(q, "session"), f));
    json_int_t which = json_integer_value(json_object_get(q->json, "file"));
    struct text path = {0}, name = {0};
    sessions_lock(q->sessions);
    if (which >= 0 && which < s->file_count && s->files[which].is_text) {
        path = text_printf(q->arena, "%s/%s", sessions_folder(q->sessions), s->files[which].path);
        name = text_copy(q->arena, s->files[which].name);
    }
    sessions_unlock(q->sessions);
    bool is_read = path.n > 0 && document_read(out, q->arena, text_cstr(q->arena, path), name, f);
    session_release(q->sessions, s);
    if (path.n == 0)
        return fault_set(f, FAULT_ABSENT, "there is no text there");
    return is_read;
}

/* The demonstration brings a text to try with, of a day of its own. */
static bool is_bulletin(const struct request *q)
{
    return json_is_true(json_object_get(q->json, "bulletin"));
}

/* The text itself, one that was dropped, or the demonstration's. */
static bool source_read(struct document *out, struct request *q, struct fault *f)
{
    struct text bytes = request_field(q, "text");
    if (request_field(q, "session").n)
        return dropped_read(out, q, f);
    if (is_bulletin(q)) {
        const struct embedded *e = embedded_find(TEXT("demo/bulletin.txt"));
        if (!e)
            return fault_set(f, FAULT_ABSENT, "there is no bulletin");
        bytes = e->bytes;
    }
    encoding_prepare();
    return document_of_bytes(out, q->arena, bytes, TEXT("text"), f);
}

static void interval_put(struct writer *w, struct arena *a, const struct quote *x)
{
    put_text_as(w, "value", x->has_value ? decimal_print(a, x->value) : TEXT(""));
    put_text_as(w, "lo", x->has_value ? decimal_print(a, x->lo) : TEXT(""));
    put_text_as(w, "hi", x->has_value && !x->hi_open ? decimal_print(a, x->hi) : TEXT(""));
    put_text_as(w, "unit", x->unit);
}

static void place_put(struct writer *w, struct places *places, const struct quote *x)
{
    struct place at = place_of(places, x->byte_start, x->byte_end);
    put_int_as(w, "byte_start", (int64_t)at.byte_start);
    put_int_as(w, "byte_end", (int64_t)at.byte_end);
    put_int_as(w, "cp_start", (int64_t)at.cp_start);
    put_int_as(w, "cp_end", (int64_t)at.cp_end);
    put_int_as(w, "line", at.line);
    put_int_as(w, "column", at.column);
}

static void quote_put(struct writer *w, const struct request *q, struct places *places,
                      const struct quote *x)
{
    put_object(w);
    put_int_as(w, "start", (int64_t)x->byte_start);
    put_int_as(w, "end", (int64_t)x->byte_end);
    put_int_as(w, "num_start", (int64_t)x->num_start);
    put_int_as(w, "num_end", (int64_t)x->num_end);
    place_put(w, places, x);
    put_text_as(w, "surface", x->surface);
    put_str_as(w, "kind", quote_kind_name(x->kind));
    interval_put(w, q->arena, x);
    put_str_as(w, "verdict", verdict_name(x->verdict));
    put_text_as(w, "verdict_label", verdict_label(x->verdict));
    put_text_as(w, "note", x->note);
    put_bool_as(w, "bound", x->is_bound);
    if (x->indicator) {
        put_text_as(w, "scope", scope_print(q->arena, &x->scope));
        put_text_as(w, "scope_text", quote_scope_words(q->arena, q->ledger->catalogue, x));
        put_int_as(w, "known", x->known);
        indicator_put(w, "indicator", x->indicator);
    }
    if (x->has_figure) {
        put_key(w, "figure");
        figure_put(w, q->arena, x->indicator, &x->figure);
    }
    put_end(w);
}

static void question_put(struct writer *w, const struct question *x)
{
    put_object(w);
    put_str_as(w, "tier", tier_name(x->tier));
    put_text_as(w, "label", tier_label(x->tier));
    put_int_as(w, "start", (int64_t)x->byte_start);
    put_int_as(w, "end", (int64_t)x->byte_end);
    put_int_as(w, "quote", x->quote == SIZE_MAX ? -1 : (int64_t)x->quote);
    put_text_as(w, "formula", x->formula);
    put_text_as(w, "others", x->others);
    put_text_as(w, "note", x->note);
    put_str_as(w, "kind", x->kind);
    put_text_as(w, "repair", x->repair);
    put_end(w);
}

static void relation_put(struct writer *w, struct arena *a, const struct relation *x)
{
    put_object(w);
    put_str_as(w, "verdict", relation_verdict_name(x->verdict));
    put_text_as(w, "label", relation_label(x->verdict));
    put_str_as(w, "kind", relation_kind_name(x->kind));
    put_text_as(w, "formula", x->formula);
    put_array_as(w, "quotes");
    for (size_t i = 0; i < x->count; i++)
        put_raw(w, text_printf(a, "%zu", x->of[i]));
    put_end(w);
    put_end(w);
}

static void proof_put(struct writer *w, const struct request *q, const struct proof *proof)
{
    int64_t counts[VERDICT_PLAIN + 1] = {0};
    struct places places;
    places_open(&places, proof);
    put_object(w);
    put_str_as(w, "kind", document_kind_name(proof->document->kind));
    put_text_as(w, "source", proof->source);
    put_array_as(w, "quotes");
    for (size_t i = 0; i < proof->count; i++) {
        counts[proof->quotes[i].verdict]++;
        quote_put(w, q, &places, &proof->quotes[i]);
    }
    put_end(w);
    put_array_as(w, "questions");
    for (size_t i = 0; i < proof->question_count; i++)
        question_put(w, &proof->questions[i]);
    put_end(w);
    put_array_as(w, "relations");
    for (size_t i = 0; i < proof->relation_count; i++)
        relation_put(w, q->arena, &proof->relations[i]);
    put_end(w);
    put_array_as(w, "counts");
    for (int v = 0; v <= VERDICT_PLAIN; v++) {
        put_object(w);
        put_str_as(w, "verdict", verdict_name((enum verdict)v));
        put_text_as(w, "label", verdict_label((enum verdict)v));
        put_int_as(w, "count", counts[v]);
        put_end(w);
    }
    put_end(w);
    put_end(w);
}

bool prove_page(struct request *q, struct reply *r, struct fault *f)
{
    struct document source;
    struct text published = request_field(q, "published");
    struct prove_options options = {.published = DAY_FIRST};
    struct proof proof;
    if (published.n && !day_parse(&options.published, published))
        return fault_set(f, FAULT_USAGE, "\"%.*s\" is not a day like 2019-07-31",
                         (int)(published.n > 40 ? 40 : published.n), published.p);
    if (is_bulletin(q) && published.n == 0)
        day_make(&options.published, 2019, 9, 1);
    TRY(source_read(&source, q, f));
    TRY(prove_text(&proof, q->arena, q->ledger, &VIEWER_OWNER, source.text, &options, f));
    proof.document = &source;
    proof_put(&(struct writer){.json = {.out = &r->body}}, q, &proof);
    return true;
}

bool bind_page(struct request *q, struct reply *r, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct document source;
    TRY(ledger_open(&l, q->folder, STORE_WRITE, f));
    struct bind_request request = {
        .surface = request_field(q, "surface"),
        .line = (int)json_integer_value(json_object_get(q->json, "line")),
        .record = json_integer_value(json_object_get(q->json, "record")),
    };
    TRY(catalogue_indicator_get(&request.indicator, l->catalogue, request_field(q, "key"), f));
    TRY(scope_parse(&request.scope, q->arena, l->catalogue, request_field(q, "scope"), f));
    TRY(source_read(&source, q, f));
    request.document = &source;
    TRY(prove_bind(q->arena, l, &VIEWER_OWNER, source.text, &request, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_bool_as(&w, "bound", true);
    put_end(&w);
    return true;
}
