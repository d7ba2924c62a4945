#include "report/compare.h"

bool sides_check(const struct sides *s, struct fault *f)
{
    for (int n = 0; n < 2; n++)
        if (s->scope[n].from.since_1970 > s->scope[n].to.since_1970)
            return fault_set(f, FAULT_INPUT, "the scope's first day lies after its last");
    if (s->known[0] != s->known[1] || s->scope[0].to.since_1970 != s->scope[1].to.since_1970 ||
        s->scope[0].from.since_1970 != s->scope[1].from.since_1970)
        return true;
    return fault_set(f, FAULT_USAGE, "both sides are the same");
}

bool compare_indicator(struct compared *out, struct arena *a, struct ledger *l,
                       const struct viewer *v, const struct indicator *i, const struct sides *s,
                       size_t most, struct fault *f)
{
    struct figure_query q[2];
    *out = (struct compared){.indicator = i, .label = label_now(i->label), .is_explained = true};
    for (int n = 0; n < 2; n++) {
        q[n] = (struct figure_query){.indicator = i, .scope = s->scope[n], .known = s->known[n]};
        out->scope[n] = scope_print(a, &s->scope[n]);
    }
    return count_compare(&out->comparison, a, l, v, &q[0], &q[1], most, f);
}

/* A figure as a document keeps it: its exact value, or nothing. */
static struct figure figure_of(struct text value)
{
    struct figure out = {.is_known = false};
    struct fault ignored = {0};
    out.is_known = value.n > 0 && decimal_parse(&out.value, value, &ignored);
    out.lo = out.hi = out.value;
    return out;
}

static bool figure_compare(struct compared *out, struct arena *a, struct ledger *l,
                           const struct viewer *v, const struct paper_figure *x,
                           const struct paper_figure *y, const struct sides *s, size_t most,
                           bool is_explained, struct fault *f)
{
    const struct catalogue *c = l->catalogue;
    const struct indicator *i = catalogue_indicator_find(c, x->indicator);
    struct sides own = *s;
    *out = (struct compared){.indicator = i, .label = x->label, .scope = {x->scope, y->scope}};
    out->comparison.before = figure_of(x->value);
    out->comparison.after = figure_of(y->value);
    if (!is_explained)
        return true;
    TRY(scope_parse(&own.scope[0], a, c, x->scope, f));
    TRY(scope_parse(&own.scope[1], a, c, y->scope, f));
    TRY(compare_indicator(out, a, l, v, i, &own, most, f));
    out->label = x->label;
    return true;
}

/* The figures of both sides stand in the same order: the form is the same. */
bool compare_form(struct compared **out, size_t *count, struct arena *a, struct ledger *l,
                  const struct viewer *v, const struct report_form *form, const struct sides *s,
                  size_t most, size_t explained, struct fault *f)
{
    LIST(struct compared) all = {0};
    struct paper *paper[2];
    for (int n = 0; n < 2; n++) {
        struct report_query q = {.form = form, .scope = s->scope[n], .known = s->known[n]};
        paper[n] = ARENA_NEW(a, struct paper);
        TRY(report_build(paper[n], a, l, v, &q, f));
    }
    for (size_t i = 0; i < paper[0]->figures.count && i < paper[1]->figures.count; i++) {
        const struct paper_figure *x = &paper[0]->figures.items[i],
                                  *y = &paper[1]->figures.items[i];
        struct compared one;
        if (text_equal(x->value, y->value) || !text_equal(x->indicator, y->indicator))
            continue;
        TRY(figure_compare(&one, a, l, v, x, y, s, most, all.count < explained, f));
        LIST_ADD(a, &all, one);
    }
    *out = all.items;
    *count = all.count;
    return true;
}
