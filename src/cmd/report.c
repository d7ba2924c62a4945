/* report: forms of the catalogue as documents; receipt: what became of their figures. */
#include "base/json.h"
#include "base/language.h"
#include "cmd/difference.h"
#include "cmd/query.h"
#include "file/part.h"
#include "report/receipt.h"

#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define REPORT_USAGE                                                                               \
    "report list | report FORM|--template FILE.xlsx [--year Y | --month M | --from DAY --to DAY] " \
    "[--in R,..] [--party P,..] [-o FILE]"

static void forms_json(const struct catalogue *c)
{
    SCOPED_BUFFER out = {0};
    struct json j = {.out = &out};
    json_open(&j, '[');
    for (size_t i = 0; i < c->forms.count; i++) {
        json_open(&j, '{');
        json_add_text(&j, "name", c->forms.items[i]->name);
        json_add_text(&j, "label", label_now(c->forms.items[i]->label));
        json_add_text(&j, "source", c->forms.items[i]->source);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    printf("%s\n", out.p);
}

static void forms_list(const struct call *call, const struct catalogue *c)
{
    if (call->format == FORMAT_JSON) {
        forms_json(c);
        return;
    }
    if (call->format == FORMAT_TSV)
        printf("form\tlabel\tsource\n");
    for (size_t i = 0; i < c->forms.count; i++) {
        const struct report_form *form = c->forms.items[i];
        if (call->format == FORMAT_TSV)
            printf("%.*s\t%.*s\t%.*s\n", TEXT_ARG(form->name), TEXT_ARG(label_now(form->label)),
                   TEXT_ARG(form->source));
        else
            printf("%-24.*s%.*s\n", TEXT_ARG(form->name), TEXT_ARG(label_now(form->label)));
    }
}

/* ---- which days ---- */

static struct day day_earlier(struct day a, struct day b)
{
    return a.since_1970 < b.since_1970 ? a : b;
}

static bool period_take(struct period *out, bool *took, struct call *call, struct fault *f)
{
    const char *value;
    struct month month;
    struct scope s = scope_all();
    *took = true;
    if (option_take(call, "--year", &value)) {
        if (strlen(value) != 4 || !month_parse(&month, text_printf(call->arena, "%s-01", value)))
            return fault_set(f, FAULT_USAGE, "%s takes a year, not \"%s\"", "--year", value);
        scope_set_months(&s, month, 12);
    } else if (option_take(call, "--month", &value)) {
        if (!month_parse(&month, text_from(value)))
            return fault_set(f, FAULT_USAGE, "%s takes a month, not \"%s\"", "--month", value);
        scope_set_months(&s, month, 1);
    } else {
        *took = false;
    }
    *out = (struct period){s.from, s.to};
    return true;
}

/* Without a day: up to the programme's last one, where that is over. */
static bool report_query_read(struct report_query *out, struct call *call, struct ledger *l,
                              struct fault *f)
{
    const char *value;
    struct period period = {DAY_FIRST, DAY_LAST};
    bool took;
    TRY(period_take(&period, &took, call, f));
    TRY(scope_read(&out->scope, call, l, f));
    if (took) {
        out->scope.from = period.from;
        out->scope.to = period.to;
    } else if (out->scope.to.since_1970 == day_today().since_1970) {
        out->scope.to = day_earlier(out->scope.to, l->catalogue->programme.to);
    }
    if (option_take(call, "--known", &value))
        TRY(ledger_known_at(l, text_from(value), &out->known, f));
    return true;
}

/* ---- a report ---- */

static void figures_tsv(const struct paper *p)
{
    printf("indicator\tscope\tvalue\tshown\tlabel\n");
    for (size_t i = 0; i < p->figures.count; i++) {
        const struct paper_figure *g = &p->figures.items[i];
        printf("%.*s\t%.*s\t%.*s\t%.*s\t%.*s\n", TEXT_ARG(g->indicator), TEXT_ARG(g->scope),
               TEXT_ARG(g->value), TEXT_ARG(g->shown), TEXT_ARG(g->label));
    }
}

static void figures_json(const struct paper *p)
{
    SCOPED_BUFFER out = {0};
    struct json j = {.out = &out};
    json_open(&j, '{');
    json_add_text(&j, "form", p->form);
    json_add_text(&j, "title", p->title);
    json_add_text(&j, "scope", p->scope_text);
    json_add_int(&j, "known", p->known);
    json_put_key(&j, "figures");
    json_open(&j, '[');
    for (size_t i = 0; i < p->figures.count; i++) {
        const struct paper_figure *g = &p->figures.items[i];
        json_open(&j, '{');
        json_add_text(&j, "indicator", g->indicator);
        json_add_text(&j, "scope", g->scope);
        json_add_text(&j, "value", g->value);
        json_add_text(&j, "shown", g->shown);
        json_add_text(&j, "label", g->label);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    printf("%s\n", out.p);
}

static void paper_print(const struct call *call, const struct paper *p)
{
    SCOPED_BUFFER out = {0};
    if (call->format == FORMAT_TSV) {
        figures_tsv(p);
    } else if (call->format == FORMAT_JSON) {
        figures_json(p);
    } else {
        paper_text(&out, p);
        printf("%s", out.p);
    }
}

static struct text author_take(struct call *call)
{
    const char *value;
    struct passwd *user = getpwuid(getuid());
    if (option_take(call, "--author", &value))
        return text_from(value);
    return text_copy(call->arena, text_from(user ? user->pw_name : "?"));
}

/* A workbook of the office's own is filled in its own format only. */
static bool output_look(const char *template, const char *path, struct fault *f)
{
    enum paper_format format;
    if (!path)
        return true;
    TRY(paper_format_of(&format, text_from(path), f));
    if (template && file_is_same(template, path))
        return fault_set(f, FAULT_CONFLICT, "\"%s\" is the document itself", path);
    if (!template || format == PAPER_XLSX)
        return true;
    fault_set(f, FAULT_USAGE, "a workbook that is filled stays a workbook, not \"%s\"", path);
    return fault_hint(f, "end the name in .xlsx");
}

static struct text file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return text_from(slash ? slash + 1 : path);
}

static bool paper_build(struct paper *out, struct call *call, struct ledger *l,
                        struct report_query *q, const char *template, struct fault *f)
{
    if (template)
        return template_build(out, call->arena, l, &VIEWER_OWNER, q, template, file_name(template),
                              f);
    TRY(catalogue_form_get(&q->form, l->catalogue, text_from(call->argv[1]), f));
    return report_build(out, call->arena, l, &VIEWER_OWNER, q, f);
}

bool report_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct report_query q = {.known = 0};
    struct paper *paper = ARENA_NEW(call->arena, struct paper);
    struct receipt receipt;
    const char *path = NULL, *template = NULL;
    (void)looks;
    option_take(call, "-o", &path);
    option_take(call, "--template", &template);
    TRY(output_look(template, path, f));
    struct text who = author_take(call);
    TRY(ledger_open(&l, call->folder, path ? STORE_WRITE : STORE_READ, f));
    TRY(report_query_read(&q, call, l, f));
    TRY(words_end(call, template ? 0 : 1, template ? 0 : 1, REPORT_USAGE, f));
    if (!template && strcmp(call->argv[1], "list") == 0) {
        forms_list(call, l->catalogue);
        return true;
    }
    TRY(paper_build(paper, call, l, &q, template, f));
    if (!path) {
        paper_print(call, paper);
        return true;
    }
    TRY(report_issue(&receipt, paper, call->arena, l, who, path, f));
    printf(tr("%zu figures, written to \"%s\"; receipt %.*s\n"), paper->figures.count, path,
           TEXT_ARG(receipt.code));
    return true;
}
