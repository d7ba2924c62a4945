#include "prove/markdown.h"

#include "base/language.h"
#include "prove/cells.h"
#include "prove/print.h"

struct page {
    struct buffer *out;
    struct arena *arena;
    const struct catalogue *catalogue;
    const struct proof *proof;
};

/* One line, no bar that would end a cell, no white space within. */
static struct text cell_text(struct arena *a, struct text t, bool squeeze)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < t.n; i++) {
        char c = t.p[i];
        bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (c == '|')
            buffer_add_str(&b, "\\|");
        else if (!space || !squeeze)
            buffer_add_char(&b, space ? ' ' : c);
    }
    return text_copy(a, buffer_text(&b));
}

static bool counts_something(const struct quote *q)
{
    return q->indicator != NULL;
}

static void head_add(const struct page *p, struct text title)
{
    size_t counts[VERDICT_PLAIN + 1] = {0}, linked = 0;
    for (size_t i = 0; i < p->proof->count; i++) {
        counts[p->proof->quotes[i].verdict]++;
        linked += counts_something(&p->proof->quotes[i]);
    }
    buffer_printf(p->out, "# %.*s\n\n", TEXT_ARG(title));
    buffer_printf(p->out, "%s\n\n", tr("Written by `shanhai prove FILE --markdown`; do not edit."));
    buffer_printf(p->out, tr("%zu figures, %zu of them linked to an indicator."), p->proof->count,
                  linked);
    for (int v = VERDICT_PROVED; v <= VERDICT_PLAIN; v++)
        if (counts[v])
            buffer_printf(p->out, " %.*s %zu%s", TEXT_ARG(verdict_label((enum verdict)v)),
                          counts[v], tr("."));
    buffer_add_str(p->out, "\n\n");
}

static void indicator_add(const struct page *p, const struct quote *q)
{
    buffer_printf(p->out, "%.*s<br>`%.*s` | ",
                  TEXT_ARG(cell_text(p->arena, label_now(q->indicator->label), false)),
                  TEXT_ARG(q->indicator->name));
    struct text words = quote_scope_words(p->arena, p->catalogue, q);
    buffer_printf(p->out, "%.*s<br>`%.*s` | ", TEXT_ARG(cell_text(p->arena, words, false)),
                  TEXT_ARG(cell_text(p->arena, q->scope_text, false)));
}

static void ledger_add(const struct page *p, const struct quote *q)
{
    const char *const bases[] = {tr("counted"), tr("entered"), tr("computed")};
    if (!q->figure || !q->figure->is_known) {
        buffer_add_str(p->out, "— | — | ");
        return;
    }
    struct text value = decimal_print(p->arena, decimal_trim(q->figure->value));
    buffer_printf(p->out, "%.*s %.*s | %s<br>", TEXT_ARG(value),
                  TEXT_ARG(q->indicator->unit ? label_now(q->indicator->unit->label) : TEXT("")),
                  bases[q->figure->basis]);
    const struct evidence *e = &q->figure->evidence;
    buffer_printf(p->out, tr("%lld records, %lld with a voucher, %lld confirmed by both sides"),
                  (long long)e->records, (long long)e->vouchers, (long long)e->both_sides);
    buffer_add_str(p->out, " | ");
}

static size_t questions_add(const struct page *p, size_t quote, size_t from)
{
    const struct proof *proof = p->proof;
    while (from < proof->question_count &&
           proof->questions[from].byte_start < proof->quotes[quote].byte_start)
        from++;
    bool any = false;
    for (size_t i = from; i < proof->question_count &&
                          proof->questions[i].byte_start == proof->quotes[quote].byte_start;
         i++) {
        const struct question *q = &proof->questions[i];
        if (q->tier < TIER_QUESTION)
            continue;
        buffer_printf(p->out, "%s**%s** %.*s<br>%.*s", any ? "<br>" : "", tier_name(q->tier),
                      TEXT_ARG(cell_text(p->arena, q->formula, false)),
                      TEXT_ARG(cell_text(p->arena, q->note, false)));
        any = true;
    }
    return from;
}

static void linked_add(const struct page *p)
{
    size_t question = 0, number = 0;
    buffer_printf(p->out, "## %s\n\n", tr("Linked figures"));
    buffer_printf(p->out, "| %s |\n|---|---|---|---|---|---|---|---|---|\n",
                  tr("No. | Line | In the text | Indicator | Scope | Ledger | Basis, evidence | "
                     "Verdict | Questions"));
    for (size_t i = 0; i < p->proof->count; i++) {
        const struct quote *q = &p->proof->quotes[i];
        if (!counts_something(q))
            continue;
        buffer_printf(p->out, "| %zu | %d | %.*s | ", ++number, q->line,
                      TEXT_ARG(cell_text(p->arena, q->surface, true)));
        indicator_add(p, q);
        ledger_add(p, q);
        buffer_printf(p->out, "%.*s | ", TEXT_ARG(verdict_label(q->verdict)));
        question = questions_add(p, i, question);
        buffer_add_str(p->out, " |\n");
    }
    buffer_add_char(p->out, '\n');
}

static void others_add(const struct page *p)
{
    buffer_printf(p->out, "## %s\n\n", tr("Dates and other figures"));
    buffer_printf(p->out, "| %s |\n|---|---|---|---|\n", tr("Line | In the text | Verdict | Why"));
    for (size_t i = 0; i < p->proof->count; i++) {
        const struct quote *q = &p->proof->quotes[i];
        if (counts_something(q))
            continue;
        buffer_printf(p->out, "| %d | %.*s | %.*s | %.*s |\n", q->line,
                      TEXT_ARG(cell_text(p->arena, q->surface, true)),
                      TEXT_ARG(verdict_label(q->verdict)),
                      TEXT_ARG(cell_text(p->arena, q->note, false)));
    }
    buffer_add_char(p->out, '\n');
}

/* Those that stand beside words, and not beside a linked figure. */
static void words_add(const struct page *p)
{
    const struct proof *proof = p->proof;
    bool any = false;
    for (size_t i = 0; i < proof->question_count; i++) {
        const struct question *q = &proof->questions[i];
        if (q->quote != SIZE_MAX && counts_something(&proof->quotes[q->quote]))
            continue;
        if (!any)
            buffer_printf(p->out, "## %s\n\n", tr("Questions about words"));
        any = true;
        buffer_printf(p->out, "- **%s** %.*s: %.*s\n", tier_name(q->tier), TEXT_ARG(q->formula),
                      TEXT_ARG(q->note));
    }
}

void proof_print_markdown(struct buffer *out, struct arena *a, const struct catalogue *c,
                          const struct proof *p, struct text title)
{
    struct page page = {out, a, c, p};
    head_add(&page, title);
    linked_add(&page);
    others_add(&page);
    words_add(&page);
}
