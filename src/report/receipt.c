#include "report/receipt.h"

#include "base/map.h"
#include "file/package.h"
#include "report/assess.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DIFFERENCES_MAX 200 /* of one figure; more are only counted */

const char *receipt_standing_name(enum receipt_standing s)
{
    static const char *const names[] = {"stands", "changed", "redefined", "unknown"};
    return names[s];
}

/* ---- keeping ---- */

static struct text without_tabs(struct arena *a, struct text t)
{
    char *p = text_cstr(a, t);
    for (size_t i = 0; i < t.n; i++)
        if (p[i] == '\t' || p[i] == '\n')
            p[i] = ' ';
    return (struct text){p, t.n};
}

static struct text figures_print(struct arena *a, const struct paper *p)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < p->figures.count; i++) {
        const struct paper_figure *f = &p->figures.items[i];
        struct text label = without_tabs(a, f->label), scope = without_tabs(a, f->scope);
        buffer_printf(&b, "%.*s\t%.*s\t%.*s\t%.*s\t%.*s\n", TEXT_ARG(f->indicator), TEXT_ARG(scope),
                      TEXT_ARG(f->value), TEXT_ARG(f->shown), TEXT_ARG(label));
    }
    return text_copy(a, buffer_text(&b));
}

static struct text file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return text_from(slash ? slash + 1 : path);
}

bool receipt_begin(struct receipt *out, const struct paper *p, struct arena *a, struct ledger *l,
                   struct text who, const char *path, struct text name, struct fault *f)
{
    struct text known_as = name.n ? name : file_name(path);
    *out = (struct receipt){.who = who,
                            .form = p->form,
                            .scope = p->scope_text,
                            .title = p->title,
                            .file = text_copy(a, known_as),
                            .known = p->known,
                            .figures = figures_print(a, p)};
    return receipt_draft(out, a, l, f);
}

bool report_issue(struct receipt *out, struct paper *p, struct arena *a, struct ledger *l,
                  struct text who, const char *path, struct text name, struct fault *f)
{
    enum paper_format format;
    char *passing = text_cstr(a, text_printf(a, "%s.new", path));
    TRY(paper_format_of(&format, name.n ? name : file_name(path), f));
    TRY(receipt_begin(out, p, a, l, who, path, name, f));
    p->code = out->code;
    bool good = paper_write(p, format, passing, f) && receipt_keep(out, a, l, passing, f);
    if (good && rename(passing, path) != 0)
        good = fault_set(f, FAULT_SYSTEM, "cannot write \"%s\": %s", path, strerror(errno));
    if (!good)
        unlink(passing);
    return good;
}

/* ---- finding ---- */

struct codes {
    const struct receipt *receipts;
    size_t count;
};

static bool is_kept_code(void *self, struct text code)
{
    const struct codes *c = self;
    for (size_t i = 0; i < c->count; i++)
        if (text_equal(c->receipts[i].code, code))
            return true;
    return false;
}

bool receipt_find_file(struct receipt_answer *out, struct arena *a, struct ledger *l,
                       const char *path, struct fault *f)
{
    struct receipt *receipts;
    size_t count;
    struct text digest, code;
    *out = (struct receipt_answer){.file_differs = false};
    TRY(receipt_all(&receipts, &count, a, l, f));
    TRY(receipt_digest(&digest, a, path, f));
    for (size_t i = count; i > 0; i--)
        if (text_equal(receipts[i - 1].digest, digest)) {
            out->receipt = receipts[i - 1];
            return true;
        }
    struct codes codes = {receipts, count};
    TRY(package_code_find(&code, a, path, is_kept_code, &codes, f));
    if (code.n == 0) {
        fault_set(f, FAULT_ABSENT,
                  "\"%s\" is no document of this programme, and carries no code of one", path);
        return fault_hint(f, "give the code that is printed at its foot");
    }
    out->file_differs = true;
    return receipt_get(&out->receipt, a, l, code, f);
}

bool receipt_find(struct receipt_answer *out, struct arena *a, struct ledger *l,
                  struct text written, struct fault *f)
{
    char *path = text_cstr(a, written);
    *out = (struct receipt_answer){.file_differs = false};
    if (access(path, F_OK) == 0)
        return receipt_find_file(out, a, l, path, f);
    return receipt_get(&out->receipt, a, l, written, f);
}

/* ---- counting again ---- */

struct answering {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    struct receipt_answer *out;
    /* "indicator scope" -> struct text: the form counted again, all at once; as known then, once a
     * figure is another. */
    struct map now, then;
    bool has_then;
    size_t explained; /* figures whose records may still be looked for */
    struct fault *fault;
};

static struct text key_of(struct arena *a, struct text indicator, struct text scope)
{
    return text_printf(a, "%.*s %.*s", TEXT_ARG(indicator), TEXT_ARG(scope));
}

static bool paper_again(struct paper *out, struct answering *w, int64_t known)
{
    const struct receipt *r = &w->out->receipt;
    const struct catalogue *c = w->ledger->catalogue;
    struct fault ignored = {0};
    struct assessment assessment;
    struct report_query q = {.form = catalogue_form_find(c, r->form), .known = known};
    struct assess_query asked = {.scheme = catalogue_scheme_find(c, r->form), .known = known};
    if (!scope_parse(&q.scope, w->arena, c, r->scope, &ignored))
        return false;
    asked.scope = q.scope;
    return q.form ? report_build(out, w->arena, w->ledger, w->viewer, &q, &ignored)
                  : asked.scheme && assess_build(out, &assessment, w->arena, w->ledger, w->viewer,
                                                 &asked, &ignored);
}

/* The whole document again is far quicker than its figures one by one. */
static void form_recount(struct map *into, struct answering *w, int64_t known)
{
    struct paper *paper = ARENA_NEW(w->arena, struct paper);
    if (!paper_again(paper, w, known))
        return;
    for (size_t i = 0; i < paper->figures.count; i++) {
        struct paper_figure *f = &paper->figures.items[i];
        map_put(w->arena, into, key_of(w->arena, f->indicator, f->scope), &f->value);
    }
}

static bool value_count(struct text *out, struct answering *w, const struct figure_query *q)
{
    struct figures figures;
    TRY(count_figure(&figures, w->arena, w->ledger, w->viewer, q, w->fault));
    const struct figure *g = figures.count ? &figures.items[0] : NULL;
    *out = g && g->is_known && !g->is_withheld ? decimal_print(w->arena, decimal_trim(g->value))
                                               : TEXT("");
    return true;
}

static bool changed_explain(struct receipt_figure *out, struct answering *w,
                            const struct figure_query *now)
{
    struct figure_query then = *now;
    struct text before;
    then.known = w->out->receipt.known;
    if (!w->has_then)
        form_recount(&w->then, w, then.known);
    w->has_then = true;
    struct text *found = map_find(&w->then, key_of(w->arena, out->kept.indicator, out->kept.scope));
    if (found)
        before = *found;
    else
        TRY(value_count(&before, w, &then));
    if (!text_equal(before, out->kept.value)) {
        out->standing = RECEIPT_REDEFINED;
        return true;
    }
    out->standing = RECEIPT_CHANGED;
    if (w->viewer->role == ROLE_READER || w->explained == 0)
        return true;
    w->explained--;
    out->is_explained = true;
    return count_compare(&out->why, w->arena, w->ledger, w->viewer, &then, now, DIFFERENCES_MAX,
                         w->fault);
}

static bool figure_answer(struct receipt_figure *out, struct answering *w)
{
    struct figure_query q = {
        .indicator = catalogue_indicator_find(w->ledger->catalogue, out->kept.indicator)};
    struct text *found = map_find(&w->now, key_of(w->arena, out->kept.indicator, out->kept.scope));
    out->standing = RECEIPT_UNKNOWN;
    if (!q.indicator)
        return true;
    TRY(scope_parse(&q.scope, w->arena, w->ledger->catalogue, out->kept.scope, w->fault));
    if (found)
        out->now = *found;
    else
        TRY(value_count(&out->now, w, &q));
    if (!text_equal(out->now, out->kept.value))
        return changed_explain(out, w, &q);
    out->standing = RECEIPT_STANDS;
    return true;
}

static bool line_read(struct paper_figure *out, struct text line)
{
    struct text *parts[] = {&out->indicator, &out->scope, &out->value, &out->shown, &out->label};
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        ptrdiff_t tab = text_find(line, TEXT("\t"));
        *parts[i] = text_slice(line, 0, tab < 0 ? line.n : (size_t)tab);
        line = text_slice(line, tab < 0 ? line.n : (size_t)tab + 1, line.n);
    }
    return out->indicator.n > 0;
}

bool receipt_answer(struct receipt_answer *inout, struct arena *a, struct ledger *l,
                    const struct viewer *v, size_t explained, struct fault *f)
{
    struct answering w = {
        .arena = a, .ledger = l, .viewer = v, .out = inout, .explained = explained, .fault = f};
    LIST(struct receipt_figure) figures = {0};
    SCOPED_TXN txn = {0};
    TRY(txn_begin(&txn, l->store, TXN_READ, f));
    form_recount(&w.now, &w, 0);
    struct text rest = inout->receipt.figures;
    for (struct text line; text_split(&line, &rest, '\n');) {
        struct receipt_figure one = {.standing = RECEIPT_UNKNOWN};
        if (!line_read(&one.kept, line))
            continue;
        TRY(figure_answer(&one, &w));
        inout->changed += one.standing == RECEIPT_CHANGED;
        inout->redefined += one.standing == RECEIPT_REDEFINED;
        inout->unknown += one.standing == RECEIPT_UNKNOWN;
        LIST_ADD(a, &figures, one);
    }
    inout->figures = figures.items;
    inout->count = figures.count;
    return true;
}
