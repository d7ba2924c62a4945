/* A text held against the ledger. */
#include "base/embedded.h"
#include "prove/bind.h"
#include "prove/prove.h"
#include "web/figure.h"
#include "web/pages.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

/* The bytes of a dropped text. */
static bool file_read(struct text *out, struct request *q, struct fault *f)
{
    struct session *s;
    TRY(session_hold(&s, q->sessions, request_field(q, "session"), f));
    json_int_t which = json_integer_value(json_object_get(q->json, "file"));
    struct text path = {0};
    sessions_lock(q->sessions);
    if (which >= 0 && which < s->file_count && s->files[which].is_text &&
        s->files[which].bytes <= JSON_BYTES_MAX)
        path = text_printf(q->arena, "%s/%s", sessions_folder(q->sessions), s->files[which].path);
    sessions_unlock(q->sessions);
    bool ok = path.n > 0;
    FILE *file = ok ? fopen(text_cstr(q->arena, path), "rb") : NULL;
    if (file) {
        char *p = arena_alloc(q->arena, JSON_BYTES_MAX);
        *out = (struct text){p, fread(p, 1, JSON_BYTES_MAX, file)};
        fclose(file);
    }
    session_release(q->sessions, s);
    if (!ok)
        return fault_set(f, FAULT_ABSENT, "there is no text of at most %d bytes there",
                         JSON_BYTES_MAX);
    return file || fault_set(f, FAULT_SYSTEM, "cannot read the file: %s", strerror(errno));
}

/* The demonstration brings a text to try with, of a day of its own. */
static bool is_bulletin(const struct request *q)
{
    return json_is_true(json_object_get(q->json, "bulletin"));
}

/* The text itself, one that was dropped, or the demonstration's. */
static bool source_read(struct text *out, struct request *q, struct fault *f)
{
    *out = request_field(q, "text");
    if (is_bulletin(q)) {
        const struct embedded *e = embedded_find(TEXT("demo/bulletin.txt"));
        *out = e ? e->bytes : TEXT("");
        return e || fault_set(f, FAULT_ABSENT, "there is no bulletin");
    }
    return request_field(q, "session").n == 0 || file_read(out, q, f);
}

static void interval_put(struct writer *w, struct arena *a, const struct quote *x)
{
    put_text_as(w, "value", x->has_value ? decimal_print(a, x->value) : TEXT(""));
    put_text_as(w, "lo", x->has_value ? decimal_print(a, x->lo) : TEXT(""));
    put_text_as(w, "hi", x->has_value && !x->hi_open ? decimal_print(a, x->hi) : TEXT(""));
    put_text_as(w, "unit", x->unit);
}

static void quote_put(struct writer *w, const struct request *q, const struct quote *x)
{
    put_object(w);
    put_int_as(w, "start", (int64_t)x->byte_start);
    put_int_as(w, "end", (int64_t)x->byte_end);
    put_int_as(w, "num_start", (int64_t)x->num_start);
    put_int_as(w, "num_end", (int64_t)x->num_end);
    put_int_as(w, "line", x->line);
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
    put_object(w);
    put_text_as(w, "source", proof->source);
    put_array_as(w, "quotes");
    for (size_t i = 0; i < proof->count; i++) {
        counts[proof->quotes[i].verdict]++;
        quote_put(w, q, &proof->quotes[i]);
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
    struct text source, published = request_field(q, "published");
    struct prove_options options = {.published = DAY_FIRST};
    struct proof proof;
    if (published.n && !day_parse(&options.published, published))
        return fault_set(f, FAULT_USAGE, "\"%.*s\" is not a day like 2019-07-31",
                         (int)(published.n > 40 ? 40 : published.n), published.p);
    if (is_bulletin(q) && published.n == 0)
        day_make(&options.published, 2019, 9, 1);
    TRY(source_read(&source, q, f));
    TRY(prove_text(&proof, q->arena, q->ledger, &VIEWER_OWNER, source, &options, f));
    proof_put(&(struct writer){.json = {.out = &r->body}}, q, &proof);
    return true;
}

bool bind_page(struct request *q, struct reply *r, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct text source;
    TRY(ledger_open(&l, q->folder, STORE_WRITE, f));
    struct bind_request request = {
        .surface = request_field(q, "surface"),
        .line = (int)json_integer_value(json_object_get(q->json, "line")),
        .record = json_integer_value(json_object_get(q->json, "record")),
    };
    TRY(catalogue_indicator_get(&request.indicator, l->catalogue, request_field(q, "key"), f));
    TRY(scope_parse(&request.scope, q->arena, l->catalogue, request_field(q, "scope"), f));
    TRY(source_read(&source, q, f));
    TRY(prove_bind(q->arena, l, &VIEWER_OWNER, source, &request, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_bool_as(&w, "bound", true);
    put_end(&w);
    return true;
}
