/* report: forms of the catalogue as documents; receipt: what became of their figures. */
#include "base/json.h"
#include "base/language.h"
#include "cmd/difference.h"
#include "cmd/query.h"
#include "file/part.h"
#include "report/receipt.h"

#include <stdio.h>
#include <string.h>

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

static void paper_print(const struct call *call, const struct paper *p)
{
    SCOPED_BUFFER out = {0};
    if (call->format == FORMAT_TSV) {
        figures_tsv(p);
    } else if (call->format == FORMAT_JSON) {
        paper_json(&(struct json){.out = &out}, p);
        printf("%s\n", out.p);
    } else {
        paper_text(&out, p);
        printf("%s", out.p);
    }
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
    TRY(asked_read(&q.scope, &q.known, call, l, f));
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
    TRY(report_issue(&receipt, paper, call->arena, l, who, path, TEXT(""), f));
    printf(tr("%zu figures, written to \"%s\"; receipt %.*s\n"), paper->figures.count, path,
           TEXT_ARG(receipt.code));
    return true;
}
