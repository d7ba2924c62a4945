/* Forms of the office and schemes of assessment: which there are, one as a page, one as a file that
 * leaves the house. */
#include "report/asked.h"
#include "report/assess.h"
#include "report/receipt.h"
#include "web/figure.h"
#include "web/pages.h"

#include <string.h>

#define RECORDS_MAX 2000
#define NAME_BYTES_MAX 180

static const char *const formats[] = {"xlsx", "docx", "pdf", "html", "csv", "txt"};
#define FORMATS (sizeof(formats) / sizeof(*formats))

/* ---- the list ---- */

/* What can be handed in; `kind` says by which page it is made. */
static void form_put(struct writer *w, const struct report_form *form)
{
    struct report_takes takes;
    report_takes_of(&takes, form);
    put_object(w);
    put_str_as(w, "kind", "form");
    put_text_as(w, "name", form->name);
    put_text_as(w, "label", label_now(form->label));
    put_text_as(w, "about", label_now(form->about));
    put_text_as(w, "source", form->source);
    put_str_as(w, "days", asked_days_name(takes.days));
    put_bool_as(w, "place", takes.place);
    put_bool_as(w, "party", takes.party);
    put_text_as(w, "records",
                takes.records ? label_now(takes.records->over[0].type->label) : TEXT(""));
    put_end(w);
}

static void scheme_put(struct writer *w, const struct scheme *s)
{
    int from, to, month, day;
    day_split(s->from, &from, &month, &day);
    day_split(s->to, &to, &month, &day);
    put_object(w);
    put_str_as(w, "kind", "scheme");
    put_text_as(w, "name", s->name);
    put_text_as(w, "label", label_now(s->label));
    put_str_as(w, "about",
               tr("targets and completion, what is behind, what lacks proof; the evidence of each "
                  "indicator"));
    put_text_as(w, "source", s->source);
    put_str_as(w, "days", asked_days_name(ASKED_YEAR));
    put_bool_as(w, "place", true);
    put_bool_as(w, "party", true);
    put_text_as(w, "records", TEXT(""));
    put_int_as(w, "first_year", from);
    put_int_as(w, "last_year", to);
    put_end(w);
}

bool forms_page(struct request *q, struct reply *r, struct fault *f)
{
    const struct catalogue *c = q->ledger->catalogue;
    struct writer w = {.json = {.out = &r->body}};
    (void)f;
    put_object(&w);
    put_array_as(&w, "forms");
    for (size_t i = 0; i < c->forms.count; i++)
        form_put(&w, c->forms.items[i]);
    for (size_t i = 0; i < c->schemes.count; i++)
        scheme_put(&w, c->schemes.items[i]);
    put_end(&w);
    put_array_as(&w, "formats");
    for (size_t i = 0; i < FORMATS; i++)
        put_text(&w, text_from(formats[i]));
    put_end(&w);
    put_end(&w);
    return true;
}

/* ---- one ---- */

/* A form, or a scheme: then query.form is NULL. */
struct document_asked {
    struct report_query query;
    const struct scheme *scheme;
};

static bool document_asked(struct document_asked *out, const struct request *q, struct fault *f)
{
    const struct catalogue *c = q->ledger->catalogue;
    struct report_words words = {.year = request_word(q, "year"),
                                 .month = request_word(q, "month"),
                                 .record = request_word(q, "record"),
                                 .year_as = "year",
                                 .month_as = "month"};
    *out = (struct document_asked){.scheme = catalogue_scheme_find(c, request_word(q, "form"))};
    if (out->scheme && (words.month.n || words.record.n))
        return fault_set(f, FAULT_USAGE, "an assessment is of a year");
    if (!out->scheme)
        TRY(catalogue_form_get(&out->query.form, c, request_word(q, "form"), f));
    TRY(scope_asked(&out->query.scope, q, f));
    TRY(report_words_apply(&out->query, q->arena, q->ledger, &words, f));
    return known_asked(&out->query.known, q, "known", f);
}

/* assessment: filled where a scheme is asked for. */
static bool document_build(struct paper *out, struct assessment *assessment, struct request *q,
                           const struct document_asked *asked, struct fault *f)
{
    const struct report_query *query = &asked->query;
    struct assess_query scheme = {asked->scheme, query->scope, query->known};
    return asked->scheme
               ? assess_build(out, assessment, q->arena, q->ledger, &VIEWER_OWNER, &scheme, f)
               : report_build(out, q->arena, q->ledger, &VIEWER_OWNER, query, f);
}

struct opening {
    int64_t known; /* figures open as of the document's batch: they stay the same */
};

static void figure_open(void *self, struct buffer *out, const struct paper_figure *g)
{
    const struct opening *o = self;
    buffer_add_str(out, "#/figure?key=");
    percent_encode(out, g->indicator);
    buffer_add_str(out, "&scope=");
    percent_encode(out, g->scope);
    buffer_printf(out, "&known=%lld", (long long)o->known);
}

static void record_open_at(void *self, struct buffer *out, struct text type, int64_t record)
{
    (void)self;
    buffer_add_str(out, "#/record?type=");
    percent_encode(out, type);
    buffer_printf(out, "&record=%lld", (long long)record);
}

static void paper_put(struct writer *w, const struct paper *p, struct label label)
{
    SCOPED_BUFFER html = {0};
    struct opening opening = {p->known};
    struct paper_links links = {&opening, figure_open, record_open_at};
    paper_html_inside(&html, p, &links);
    put_object(w);
    put_text_as(w, "form", p->form);
    put_text_as(w, "label", label_now(label));
    put_text_as(w, "title", p->title);
    put_text_as(w, "scope", p->scope_text);
    put_text_as(w, "scope_text", p->scope);
    put_int_as(w, "known", p->known);
    put_text_as(w, "html", buffer_text(&html));
    put_key(w, "figures");
    paper_figures_json(&w->json, p);
    put_end(w);
}

bool report_page(struct request *q, struct reply *r, struct fault *f)
{
    struct document_asked asked;
    struct assessment assessment;
    struct paper *paper = ARENA_NEW(q->arena, struct paper);
    TRY(document_asked(&asked, q, f));
    TRY(document_build(paper, &assessment, q, &asked, f));
    struct writer w = {.json = {.out = &r->body}};
    paper_put(&w, paper, asked.scheme ? asked.scheme->label : asked.query.form->label);
    return true;
}

bool report_records_page(struct request *q, struct reply *r, struct fault *f)
{
    struct document_asked asked;
    struct report_choice *choices;
    size_t count = 0;
    TRY(document_asked(&asked, q, f));
    if (asked.query.form)
        TRY(report_choices(&choices, &count, q->arena, q->ledger, &VIEWER_OWNER, asked.query.form,
                           &asked.query.scope, RECORDS_MAX, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_array_as(&w, "records");
    for (size_t i = 0; i < count; i++) {
        put_object(&w);
        put_text_as(&w, "key", choices[i].key);
        put_text_as(&w, "label", choices[i].label);
        put_end(&w);
    }
    put_end(&w);
    put_end(&w);
    return true;
}

/* ---- a file that leaves ---- */

#define EVIDENCE "zip"

static bool format_asked(const char **out, const struct request *q, bool is_scheme, struct fault *f)
{
    struct text as = request_field(q, "as");
    for (size_t i = 0; i < FORMATS; i++)
        if (text_is(as, formats[i])) {
            *out = formats[i];
            return true;
        }
    *out = EVIDENCE;
    if (is_scheme && text_is(as, EVIDENCE))
        return true;
    fault_set(f, FAULT_USAGE, "\"%.*s\" is none of the formats of a report", TEXT_ARG(as));
    return fault_hint(f, "xlsx, docx, pdf, html, csv or txt");
}

/* Its title, as a file may be called on any desk. */
static struct text file_name(struct arena *a, struct text title, const char *ending)
{
    SCOPED_BUFFER out = {0};
    for (size_t at = 0, n; at < title.n && out.n < NAME_BYTES_MAX; at += n) {
        bool good = utf8_next(text_slice(title, at, title.n), &n) >= 0x20;
        struct text one = text_slice(title, at, at + n);
        good = good && !(one.n == 1 && text_find(TEXT("/\\:*?\"<>|"), one) >= 0);
        buffer_add(&out, good ? one : TEXT("-"));
    }
    return text_printf(a, "%.*s.%s", TEXT_ARG(buffer_text(&out)), ending);
}

bool report_file_page(struct request *q, struct reply *r, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct document_asked asked;
    struct assessment assessment;
    struct receipt receipt;
    struct paper *paper = ARENA_NEW(q->arena, struct paper);
    const char *format;
    TRY(ledger_open(&l, q->folder, STORE_WRITE, f));
    q->ledger = l;
    TRY(document_asked(&asked, q, f));
    TRY(format_asked(&format, q, asked.scheme != NULL, f));
    TRY(document_build(paper, &assessment, q, &asked, f));
    struct text name = file_name(q->arena, paper->title, format);
    r->path = request_path(q, "report");
    r->name = text_cstr(q->arena, name);
    r->is_temporary = true;
    struct assess_files files = {.path = r->path, .name = name, .who = TEXT("web")};
    TRY(strcmp(format, EVIDENCE) == 0
            ? assess_evidence(&receipt, &files, paper, &assessment, q->arena, l, &VIEWER_OWNER, f)
            : report_issue(&receipt, paper, q->arena, l, files.who, r->path, name, f));
    r->code = text_cstr(q->arena, receipt.code);
    return true;
}
