/* compare: a figure or a form as known at two batches, or of two days: what changed, by which
 * records. */
#include "report/compare.h"
#include "base/language.h"
#include "cmd/difference.h"
#include "cmd/query.h"

#include <stdio.h>

#define COMPARE_USAGE                                                                              \
    "compare KEY|FORM [--in R,..] [--party P,..] [--from DAY] [--to DAY] --known A --known B | "   \
    "--at A --at B"
#define DIFFERENCES_MAX 1000

static bool days_read(struct sides *s, struct call *call, struct fault *f)
{
    const char *value;
    for (int i = 0; i < 2; i++)
        if (option_take(call, "--at", &value) && !day_parse(&s->scope[i].to, text_from(value)))
            return fault_set(f, FAULT_USAGE, "%s takes a day, not \"%s\"", "--at", value);
    return true;
}

static bool sides_read(struct sides *out, struct call *call, struct ledger *l, struct fault *f)
{
    const char *value;
    struct sides days = {.known = {0, 0}};
    days.scope[0].to = days.scope[1].to = DAY_LAST;
    for (int i = 0; i < 2; i++)
        if (option_take(call, "--known", &value))
            TRY(ledger_known_at(l, text_from(value), &days.known[i], f));
    TRY(days_read(&days, call, f));
    *out = days;
    TRY(scope_read(&out->scope[0], call, l, f));
    out->scope[1] = out->scope[0];
    for (int i = 0; i < 2; i++)
        if (days.scope[i].to.since_1970 != DAY_LAST.since_1970)
            out->scope[i].to = days.scope[i].to;
    TRY(words_end(call, 1, 1, COMPARE_USAGE, f));
    if (sides_check(out, f) || f->kind != FAULT_USAGE)
        return f->kind == FAULT_NONE;
    return fault_hint(f, "usage: shanhai %s", COMPARE_USAGE);
}

/* ---- one figure ---- */

static void comparison_print(struct call *call, const struct indicator *i,
                             const struct comparison *x, struct text label)
{
    struct text before = figure_print(call->arena, i, &x->before, true);
    struct text after = figure_print(call->arena, i, &x->after, true);
    if (call->format != FORMAT_TABLE) {
        for (size_t n = 0; n < x->count; n++) {
            printf("%.*s\t%.*s\t%.*s\t%.*s\t", TEXT_ARG(i->name), TEXT_ARG(label),
                   TEXT_ARG(figure_print(call->arena, i, &x->before, false)),
                   TEXT_ARG(figure_print(call->arena, i, &x->after, false)));
            difference_tsv(&x->items[n]);
            printf("\n");
        }
        return;
    }
    printf("%.*s  (%.*s)  %.*s → %.*s\n", TEXT_ARG(label), TEXT_ARG(i->name), TEXT_ARG(before),
           TEXT_ARG(after));
    for (size_t n = 0; n < x->count; n++)
        difference_print(&x->items[n]);
    if (x->total > (int64_t)x->count)
        printf(tr("    and %lld more records\n"), (long long)(x->total - (int64_t)x->count));
}

static void compared_say(struct call *call, const struct compared *x, bool *looks)
{
    const struct comparison *c = &x->comparison;
    *looks = *looks || c->total > 0 || !figure_same(&c->before, &c->after);
    comparison_print(call, x->indicator, c, x->label);
}

static bool form_compare(struct call *call, struct ledger *l, const struct report_form *form,
                         const struct sides *s, bool *looks, struct fault *f)
{
    struct compared *all;
    size_t count;
    TRY(compare_form(&all, &count, call->arena, l, &VIEWER_OWNER, form, s, DIFFERENCES_MAX, SIZE_MAX, f));
    for (size_t i = 0; i < count; i++)
        compared_say(call, &all[i], looks);
    if (!*looks && call->format == FORMAT_TABLE)
        printf("%s\n", tr("no figure of the form is another"));
    return true;
}

bool compare_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct sides sides;
    struct compared one;
    const struct indicator *i;
    TRY(ledger_open(&l, call->folder, STORE_READ, f));
    TRY(sides_read(&sides, call, l, f));
    struct text name = text_from(call->argv[1]);
    const struct report_form *form = catalogue_form_find(l->catalogue, name);
    if (call->format != FORMAT_TABLE)
        printf("indicator\tlabel\tbefore\tafter\tkind\ttype\trecord\tcause\tcause_"
               "record\tfile\tsheet\trow\tbatch\tauthor\tfields\n");
    if (form)
        return form_compare(call, l, form, &sides, looks, f);
    TRY(catalogue_indicator_get(&i, l->catalogue, name, f));
    TRY(compare_indicator(&one, call->arena, l, &VIEWER_OWNER, i, &sides, DIFFERENCES_MAX, f));
    compared_say(call, &one, looks);
    return true;
}
