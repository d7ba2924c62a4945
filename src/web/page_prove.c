/* A text held against the ledger. */
#include "base/embedded.h"
#include "file/document.h"
#include "file/encoding.h"
#include "prove/bind.h"
#include "prove/mark_docx.h"
#include "prove/mark_html.h"
#include "prove/place.h"
#include "prove/seal.h"
#include "web/figure.h"
#include "web/pages.h"

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A text as it was asked for, and where its file is. */
struct asked {
    struct document document;
    struct text path, name; /* empty: pasted */
    struct prove_options options;
    struct proof proof;
};

/* A dropped text of any kind that document.h knows. */
static bool dropped_read(struct asked *out, struct request *q, struct fault *f)
{
    struct session *s;
    TRY(session_hold(&s, q->sessions, request_field(q, "session"), f));
    json_int_t which = json_integer_value(json_object_get(q->json, "file"));
    sessions_lock(q->sessions);
    if (which >= 0 && which < s->file_count && s->files[which].is_text) {
        out->path =
            text_printf(q->arena, "%s/%s", sessions_folder(q->sessions), s->files[which].path);
        out->name = text_copy(q->arena, s->files[which].name);
    }
    sessions_unlock(q->sessions);
    bool is_read = out->path.n > 0 && document_read(&out->document, q->arena,
                                                    text_cstr(q->arena, out->path), out->name, f);
    session_release(q->sessions, s);
    if (out->path.n == 0)
        return fault_set(f, FAULT_ABSENT, "there is no text there");
    return is_read;
}

/* The demonstration brings a text to try with, of a day of its own. */
static bool is_bulletin(const struct request *q)
{
    return json_is_true(json_object_get(q->json, "bulletin"));
}

/* The text itself, one that was dropped, or the demonstration's. */
static bool source_read(struct asked *out, struct request *q, struct fault *f)
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
    return document_of_bytes(&out->document, q->arena, bytes, TEXT("text"), f);
}

/* A text is looked at again and again while it is written: what was counted is kept beside it. */
static struct prover *prover_kept(struct request *q)
{
    if (!q->kept->prover)
        q->kept->prover = prover_open(q->ledger, &VIEWER_OWNER);
    return q->kept->prover;
}

static bool asked_prove(struct asked *out, struct request *q, struct prover *prover,
                        struct fault *f)
{
    struct text published = request_field(q, "published");
    const struct embedded *day = embedded_find(TEXT("demo/bulletin.day"));
    if (is_bulletin(q) && published.n == 0 && day)
        published = text_trim(day->bytes);
    *out = (struct asked){.options = {.published = DAY_FIRST, .relations = true}};
    if (published.n && !day_parse(&out->options.published, published))
        return fault_set(f, FAULT_USAGE, "\"%.*s\" is not a day like 2019-07-31",
                         (int)(published.n > 40 ? 40 : published.n), published.p);
    TRY(source_read(out, q, f));
    TRY(prove_text(&out->proof, q->arena, prover, out->document.text, &out->options, f));
    out->proof.document = &out->document;
    return true;
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
        put_text_as(w, "scope", x->scope_text);
        put_text_as(w, "scope_text", quote_scope_words(q->arena, q->ledger->catalogue, x));
        put_int_as(w, "known", x->known);
        indicator_put(w, "indicator", x->indicator);
    }
    if (x->figure) {
        put_key(w, "figure");
        figure_put(w, q->arena, x->indicator, x->figure);
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
    struct asked asked;
    TRY(asked_prove(&asked, q, prover_kept(q), f));
    proof_put(&(struct writer){.json = {.out = &r->body}}, q, &asked.proof);
    return true;
}

bool bind_page(struct request *q, struct reply *r, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct asked asked = {0};
    TRY(ledger_open(&l, q->folder, STORE_WRITE, f));
    struct bind_request request = {
        .surface = request_field(q, "surface"),
        .line = (int)json_integer_value(json_object_get(q->json, "line")),
        .record = json_integer_value(json_object_get(q->json, "record")),
        .document = &asked.document,
    };
    TRY(catalogue_indicator_get(&request.indicator, l->catalogue, request_field(q, "key"), f));
    TRY(scope_parse(&request.scope, q->arena, l->catalogue, request_field(q, "scope"), f));
    TRY(source_read(&asked, q, f));
    TRY(prove_bind(q->arena, l, &VIEWER_OWNER, asked.document.text, &request, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_bool_as(&w, "bound", true);
    put_end(&w);
    return true;
}

/* ---- a marked copy ---- */

/* "总结.docx" without its ending, then "-核对" and the new one. */
static const char *copy_name(struct request *q, struct text name, const char *ending)
{
    size_t stem = name.n;
    for (size_t i = name.n; i-- > 0 && stem == name.n;)
        if (name.p[i] == '.' && i > 0)
            stem = i;
    struct text of = name.n ? text_slice(name, 0, stem) : text_from(tr("a text"));
    return text_cstr(q->arena,
                     text_printf(q->arena, "%.*s-%s%s", TEXT_ARG(of), tr("checked"), ending));
}

static char *passing_path(struct request *q, const char *what, const char *ending)
{
    return text_cstr(q->arena, text_printf(q->arena, "%s/%s-%llx%s", sessions_folder(q->sessions),
                                           what, (unsigned long long)(uintptr_t)q->arena, ending));
}

static bool bytes_write(const char *path, struct text bytes, struct fault *f)
{
    FILE *file = fopen(path, "wbx");
    bool is_written = file && fwrite(bytes.p, 1, bytes.n, file) == bytes.n;
    if (file)
        is_written &= fclose(file) == 0;
    return is_written || fault_set(f, FAULT_SYSTEM, "cannot keep the file: %s", strerror(errno));
}

bool mark_page(struct request *q, struct reply *r, struct fault *f)
{
    struct asked asked;
    bool is_docx = text_is(request_field(q, "as"), "docx");
    if (!is_docx && !text_is(request_field(q, "as"), "html"))
        return fault_set(f, FAULT_USAGE, "a marked copy is html or docx");
    TRY(asked_prove(&asked, q, prover_kept(q), f));
    struct marking m = {.arena = q->arena,
                        .ledger = q->ledger,
                        .viewer = &VIEWER_OWNER,
                        .proof = &asked.proof,
                        .published = asked.options.published};
    m.title = asked.name.n ? asked.name : text_from(tr("Figures of a text"));
    r->name = copy_name(q, asked.name, is_docx ? ".docx" : ".html");
    r->path = passing_path(q, "marked", is_docx ? ".docx" : ".html");
    r->is_temporary = true;
    if (is_docx)
        return mark_docx(text_cstr(q->arena, asked.path), r->path, &m, f);
    SCOPED_BUFFER page = {0};
    TRY(mark_html(&page, &m, f));
    return bytes_write(r->path, buffer_text(&page), f);
}

/* ---- sealing ---- */

/* A pasted text becomes a file, so that it can be kept as evidence. */
static bool pasted_write(struct asked *asked, struct request *q, struct fault *f)
{
    const char *path = passing_path(q, "pasted", ".txt");
    asked->path = text_from(path);
    asked->name = text_printf(q->arena, "%s.txt", tr("pasted text"));
    return bytes_write(path, asked->document.source, f);
}

static bool seal_asked(struct sealed_text *out, struct request *q, struct ledger *l,
                       struct asked *asked, struct fault *f)
{
    struct text title = text_trim(request_field(q, "title"));
    bool is_pasted = asked->path.n == 0;
    if (is_pasted)
        TRY(pasted_write(asked, q, f));
    struct seal_request r = {.path = text_cstr(q->arena, asked->path),
                             .name = asked->name,
                             .title = title.n ? title : asked->name,
                             .who = TEXT("web"),
                             .published = asked->options.published};
    bool is_sealed = seal_text(out, q->arena, l, &asked->proof, &r, f);
    if (is_pasted)
        unlink(r.path);
    return is_sealed;
}

bool seal_page(struct request *q, struct reply *r, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct asked asked;
    struct sealed_text sealed;
    TRY(ledger_open(&l, q->folder, STORE_WRITE, f));
    SCOPED_PROVER *prover = prover_open(l, &VIEWER_OWNER);
    TRY(asked_prove(&asked, q, prover, f));
    TRY(seal_asked(&sealed, q, l, &asked, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_text_as(&w, "code", sealed.code);
    put_text_as(&w, "title", sealed.title);
    put_text_as(&w, "sealed_on", day_print(q->arena, sealed.sealed_on));
    put_text_as(&w, "head", sealed.head);
    put_end(&w);
    return true;
}
