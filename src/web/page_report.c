/* Forms of the office: which there are, one as a page, one as a file that leaves the house. */
#include "report/asked.h"
#include "report/receipt.h"
#include "web/figure.h"
#include "web/pages.h"

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

bool forms_page(struct request *q, struct reply *r, struct fault *f)
{
    const struct catalogue *c = q->ledger->catalogue;
    struct writer w = {.json = {.out = &r->body}};
    (void)f;
    put_object(&w);
    put_array_as(&w, "forms");
    for (size_t i = 0; i < c->forms.count; i++)
        form_put(&w, c->forms.items[i]);
    put_end(&w);
    put_array_as(&w, "formats");
    for (size_t i = 0; i < FORMATS; i++)
        put_text(&w, text_from(formats[i]));
    put_end(&w);
    put_end(&w);
    return true;
}

/* ---- one ---- */

static bool report_asked(struct report_query *out, const struct request *q, struct fault *f)
{
    struct report_words words = {.year = request_word(q, "year"),
                                 .month = request_word(q, "month"),
                                 .record = request_word(q, "record"),
                                 .year_as = "year",
                                 .month_as = "month"};
    *out = (struct report_query){0};
    TRY(catalogue_form_get(&out->form, q->ledger->catalogue, request_word(q, "form"), f));
    TRY(scope_asked(&out->scope, q, f));
    TRY(report_words_apply(out, q->arena, q->ledger, &words, f));
    return known_asked(&out->known, q, "known", f);
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

static void paper_put(struct writer *w, const struct paper *p, const struct report_form *form)
{
    SCOPED_BUFFER html = {0};
    struct opening opening = {p->known};
    struct paper_links links = {&opening, figure_open, record_open_at};
    paper_html_inside(&html, p, &links);
    put_object(w);
    put_text_as(w, "form", p->form);
    put_text_as(w, "label", label_now(form->label));
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
    struct report_query query;
    struct paper *paper = ARENA_NEW(q->arena, struct paper);
    TRY(report_asked(&query, q, f));
    TRY(report_build(paper, q->arena, q->ledger, &VIEWER_OWNER, &query, f));
    struct writer w = {.json = {.out = &r->body}};
    paper_put(&w, paper, query.form);
    return true;
}

bool report_records_page(struct request *q, struct reply *r, struct fault *f)
{
    struct report_query query;
    struct report_choice *choices;
    size_t count;
    TRY(report_asked(&query, q, f));
    TRY(report_choices(&choices, &count, q->arena, q->ledger, &VIEWER_OWNER, query.form,
                       &query.scope, RECORDS_MAX, f));
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

static bool format_asked(const char **out, const struct request *q, struct fault *f)
{
    struct text as = request_field(q, "as");
    for (size_t i = 0; i < FORMATS; i++)
        if (text_is(as, formats[i])) {
            *out = formats[i];
            return true;
        }
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
    struct report_query query;
    struct receipt receipt;
    struct paper *paper = ARENA_NEW(q->arena, struct paper);
    const char *format;
    TRY(format_asked(&format, q, f));
    TRY(ledger_open(&l, q->folder, STORE_WRITE, f));
    q->ledger = l;
    TRY(report_asked(&query, q, f));
    TRY(report_build(paper, q->arena, l, &VIEWER_OWNER, &query, f));
    struct text name = file_name(q->arena, paper->title, format);
    r->path = request_path(q, "report");
    r->name = text_cstr(q->arena, name);
    r->is_temporary = true;
    TRY(report_issue(&receipt, paper, q->arena, l, TEXT("web"), r->path, name, f));
    r->code = text_cstr(q->arena, receipt.code);
    return true;
}
