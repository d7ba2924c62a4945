/*
 * What left the house (数据存证): the list, and whether the figures of one still stand; two days or
 * two batches side by side.
 */
#include "prove/seal.h"
#include "report/compare.h"
#include "report/receipt.h"
#include "web/figure.h"
#include "web/pages.h"

#define WHY_USUAL 20
#define WHY_MAX 200
#define EXPLAINED_MAX 20 /* figures whose records a page waits for; each other has its own page */

/* A canonical scope as people read it; itself where the catalogue cannot read it any more. */
static struct text scope_say(struct request *q, struct text scope)
{
    struct scope s;
    struct fault ignored = {0};
    if (!scope.n || !scope_parse(&s, q->arena, q->ledger->catalogue, scope, &ignored))
        return scope;
    return scope_describe(q->arena, q->ledger->catalogue, &s);
}

static struct text form_say(const struct request *q, struct text form)
{
    const struct catalogue *c = q->ledger->catalogue;
    const struct report_form *found = catalogue_form_find(c, form);
    const struct scheme *scheme = found ? NULL : catalogue_scheme_find(c, form);
    return found ? label_now(found->label) : scheme ? label_now(scheme->label) : form;
}

/* ---- the list ---- */

static void receipt_put(struct writer *w, struct request *q, const struct receipt *r)
{
    put_object(w);
    put_str_as(w, "kind", "report");
    put_text_as(w, "code", r->code);
    put_text_as(w, "day", day_print(q->arena, day_of_ms(r->at_ms)));
    put_int_as(w, "at", r->at_ms);
    put_text_as(w, "who", r->who);
    put_text_as(w, "form", r->form);
    put_text_as(w, "form_label", form_say(q, r->form));
    put_text_as(w, "title", r->title);
    put_text_as(w, "scope", r->scope);
    put_text_as(w, "scope_text", scope_say(q, r->scope));
    put_int_as(w, "known", r->known);
    put_int_as(w, "head", r->head);
    put_text_as(w, "file", r->file);
    put_end(w);
}

static void sealed_put(struct writer *w, struct request *q, const struct sealed_text *t)
{
    const struct record_type *type = catalogue_type_find(q->ledger->catalogue, TEXT("proof.text"));
    put_object(w);
    put_str_as(w, "kind", "sealed");
    put_text_as(w, "code", t->code);
    put_text_as(w, "day", day_print(q->arena, t->sealed_on));
    put_text_as(w, "who", t->who);
    put_str_as(w, "form", "proof.text");
    put_text_as(w, "form_label", label_now(type->label));
    put_text_as(w, "title", t->title);
    put_str_as(w, "scope", "");
    put_str_as(w, "scope_text", "");
    put_int_as(w, "known", t->known);
    put_int_as(w, "head", t->known);
    put_text_as(w, "file", t->file);
    put_end(w);
}

bool receipts_page(struct request *q, struct reply *r, struct fault *f)
{
    struct receipt *receipts;
    struct sealed_text *sealed = NULL;
    size_t count, sealed_count = 0;
    TRY(receipt_all(&receipts, &count, q->arena, q->ledger, f));
    if (catalogue_type_find(q->ledger->catalogue, TEXT("proof.text")))
        TRY(seal_all(&sealed, &sealed_count, q->arena, q->ledger, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_array_as(&w, "receipts");
    for (size_t i = count; i > 0; i--)
        receipt_put(&w, q, &receipts[i - 1]);
    for (size_t i = 0; i < sealed_count; i++)
        sealed_put(&w, q, &sealed[i]);
    put_end(&w);
    put_end(&w);
    return true;
}

/* ---- one ---- */

/* What a code may be made of; anything else is asked of no file and no table. */
static bool code_asked(struct text *out, const struct request *q, struct fault *f)
{
    *out = text_trim(request_text(q, "code"));
    bool good = out->n > 0 && out->n <= 40;
    for (size_t i = 0; i < out->n && good; i++) {
        char c = out->p[i];
        good = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    }
    if (good)
        return true;
    fault_set(f, FAULT_ABSENT, "there is no receipt \"%.*s\"", (int)(out->n > 40 ? 40 : out->n),
              out->p ? out->p : "");
    return fault_hint(f, "give the code that is printed at its foot");
}

static bool dropped_path(struct text *out, struct request *q, struct fault *f)
{
    struct session *s;
    int64_t which;
    *out = TEXT("");
    TRY(request_int(&which, q, "file", 0, 0, FILES_MAX, f));
    TRY(session_hold(&s, q->sessions, request_text(q, "session"), f));
    sessions_lock(q->sessions);
    if (which < s->file_count)
        *out = text_printf(q->arena, "%s/%s", sessions_folder(q->sessions), s->files[which].path);
    sessions_unlock(q->sessions);
    session_release(q->sessions, s);
    return out->n > 0 || fault_set(f, FAULT_ABSENT, "there is no file there");
}

/* By a dropped file, else by a code; a sealed text, else a report. */
static bool receipt_look(struct receipt_answer *out, struct sealed_text *sealed, bool *is_sealed,
                         struct request *q, struct fault *f)
{
    bool is_dropped = request_text(q, "session").n > 0;
    struct text written;
    *out = (struct receipt_answer){.file_differs = false};
    TRY(is_dropped ? dropped_path(&written, q, f) : code_asked(&written, q, f));
    TRY(seal_find(sealed, is_sealed, q->arena, q->ledger, written, f));
    if (*is_sealed)
        return true;
    if (!is_dropped)
        return receipt_get(&out->receipt, q->arena, q->ledger, written, f) ||
               (f->kind == FAULT_ABSENT &&
                fault_hint(f, "give the code that is printed at its foot"));
    const char *path = text_cstr(q->arena, written);
    if (receipt_find_file(out, q->arena, q->ledger, path, f))
        return true;
    if (f->kind != FAULT_ABSENT)
        return false;
    fault_set(f, FAULT_ABSENT,
              "this file is no document of this programme, and carries no code of one");
    return fault_hint(f, "give the code that is printed at its foot");
}

bool receipt_page(struct request *q, struct reply *r, struct fault *f)
{
    struct receipt_answer answer;
    struct sealed_answer sealed_answer;
    struct sealed_text sealed;
    bool is_sealed;
    int64_t most;
    TRY(request_int(&most, q, "most", WHY_USUAL, 0, WHY_MAX, f));
    TRY(receipt_look(&answer, &sealed, &is_sealed, q, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_str_as(&w, "kind", is_sealed ? "sealed" : "report");
    if (is_sealed) {
        TRY(seal_answer(&sealed_answer, q->arena, q->ledger, &VIEWER_OWNER, &sealed, f));
        put_text_as(&w, "day", day_print(q->arena, sealed.sealed_on));
        put_key(&w, "sealed");
        sealed_json(&w.json, &sealed_answer, (size_t)most);
    } else {
        TRY(receipt_answer(&answer, q->arena, q->ledger, &VIEWER_OWNER, EXPLAINED_MAX, f));
        put_text_as(&w, "day", day_print(q->arena, day_of_ms(answer.receipt.at_ms)));
        put_text_as(&w, "form_label", form_say(q, answer.receipt.form));
        put_text_as(&w, "scope_text", scope_say(q, answer.receipt.scope));
        put_key(&w, "report");
        receipt_json(&w.json, &answer, (size_t)most);
    }
    put_end(&w);
    return true;
}

/* ---- two sides ---- */

static bool day_asked(struct day *out, const struct request *q, const char *name, struct fault *f)
{
    struct text written = request_text(q, name);
    if (written.n && !day_parse(out, written))
        return fault_set(f, FAULT_USAGE, "\"%.*s\" is not a day", TEXT_ARG(written));
    return true;
}

static bool sides_asked(struct sides *out, const struct request *q, struct fault *f)
{
    TRY(scope_asked(&out->scope[0], q, f));
    out->scope[1] = out->scope[0];
    if (request_text(q, "scope2").n)
        TRY(scope_parse(&out->scope[1], q->arena, q->ledger->catalogue, request_text(q, "scope2"),
                        f));
    TRY(known_asked(&out->known[0], q, "known", f) && known_asked(&out->known[1], q, "known2", f));
    TRY(day_asked(&out->scope[0].to, q, "at", f) && day_asked(&out->scope[1].to, q, "at2", f));
    if (sides_check(out, f) || f->kind != FAULT_USAGE)
        return f->kind == FAULT_NONE;
    return fault_hint(f, "choose two batches, or two days");
}

static struct text shown(struct arena *a, const struct indicator *i, const struct figure *g)
{
    return g->is_known && !g->is_withheld ? figure_text(a, i, g->value) : TEXT("");
}

static void compared_put(struct writer *w, struct arena *a, const struct compared *x)
{
    const struct comparison *c = &x->comparison;
    put_object(w);
    put_text_as(w, "label", x->label);
    indicator_put(w, "indicator", x->indicator);
    put_text_as(w, "scope", x->scope[0]);
    put_text_as(w, "scope2", x->scope[1]);
    put_text_as(w, "before", shown(a, x->indicator, &c->before));
    put_text_as(w, "after", shown(a, x->indicator, &c->after));
    put_bool_as(w, "same", figure_same(&c->before, &c->after));
    put_bool_as(w, "explained", x->is_explained);
    put_int_as(w, "why_count", c->total);
    put_array_as(w, "why");
    for (size_t i = 0; i < c->count; i++)
        difference_json(&w->json, &c->items[i]);
    put_end(w);
    put_end(w);
}

bool compare_page(struct request *q, struct reply *r, struct fault *f)
{
    struct sides sides = {.known = {0, 0}};
    struct compared *all = NULL;
    const struct indicator *i;
    size_t count = 1;
    int64_t most;
    const struct catalogue *c = q->ledger->catalogue;
    const struct report_form *form = NULL;
    TRY(request_int(&most, q, "most", WHY_USUAL, 1, WHY_MAX, f));
    if (request_text(q, "form").n)
        TRY(catalogue_form_get(&form, c, request_text(q, "form"), f));
    else
        TRY(catalogue_indicator_get(&i, c, request_text(q, "key"), f));
    TRY(sides_asked(&sides, q, f));
    if (form) {
        TRY(compare_form(&all, &count, q->arena, q->ledger, &VIEWER_OWNER, form, &sides,
                         (size_t)most, EXPLAINED_MAX, f));
    } else {
        all = ARENA_NEW(q->arena, struct compared);
        TRY(compare_indicator(all, q->arena, q->ledger, &VIEWER_OWNER, i, &sides, (size_t)most, f));
    }
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_text_as(&w, "label", form ? label_now(form->label) : all->label);
    put_text_as(&w, "scope_text", scope_describe(q->arena, c, &sides.scope[0]));
    put_text_as(&w, "scope_text2", scope_describe(q->arena, c, &sides.scope[1]));
    put_int_as(&w, "known", sides.known[0] ? sides.known[0] : q->ledger->head);
    put_int_as(&w, "known2", sides.known[1] ? sides.known[1] : q->ledger->head);
    put_array_as(&w, "items");
    for (size_t n = 0; n < count; n++)
        compared_put(&w, q->arena, &all[n]);
    put_end(&w);
    put_end(&w);
    return true;
}
