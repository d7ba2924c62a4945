#include "prove/question.h"

#include "base/language.h"
#include "prove/stated.h"
#include <stdlib.h>

struct text quote_words(const struct asking *a, size_t quote)
{
    struct span s = a->passage->seats[quote].whole;
    return cells_text(a->arena, &a->passage->cells, s.from, s.to);
}

/* A firm's or a site's name leads its own; else all that are told alike share theirs. */
static struct text scope_words(const struct asking *a, const struct quote *q)
{
    if (q->subject.n)
        return quote_scope_words(a->arena, a->catalogue, q);
    struct text *said = &a->scopes[q->told];
    if (said->n == 0)
        *said = quote_scope_words(a->arena, a->catalogue, q);
    return *said;
}

struct text reading_words(const struct asking *a, size_t quote)
{
    const struct quote *q = &a->proof->quotes[quote];
    struct text *said = &a->readings[quote];
    if (said->n == 0)
        *said = text_printf(a->arena, tr("%.*s as %.*s (%.*s)"), TEXT_ARG(quote_words(a, quote)),
                            TEXT_ARG(label_now(q->indicator->label)),
                            TEXT_ARG(scope_words(a, q)));
    return *said;
}

static struct text others_print(const struct asking *a, const struct asked *asked)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < asked->other_count; i++) {
        const struct quote *q = &a->proof->quotes[asked->others[i]];
        buffer_printf(&b, "%s%zu..%zu", i ? "," : "", q->byte_start, q->byte_end);
    }
    return text_copy(a->arena, buffer_text(&b));
}

/* Words that are a figure all the same: 两市. */
static size_t quote_at(const struct proof *p, size_t byte_start, size_t byte_end)
{
    size_t low = 0, high = p->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->quotes[middle].byte_start < byte_start)
            low = middle + 1;
        else
            high = middle;
    }
    bool same = low < p->count && p->quotes[low].byte_start == byte_start &&
                p->quotes[low].byte_end == byte_end;
    return same ? low : SIZE_MAX;
}

static void tier_note(const struct asking *a, size_t quote, enum tier tier)
{
    struct quote *q = &a->proof->quotes[quote];
    q->tier = tier < q->tier ? tier : q->tier;
}

/* What does not go together is about each of its figures: any may be the one to change. */
static void tiers_note(const struct asking *a, const struct asked *asked, size_t quote)
{
    if (quote != SIZE_MAX)
        tier_note(a, quote, asked->tier);
    for (size_t i = 0; i < asked->other_count; i++)
        if (asked->tier == TIER_ERROR || asked->tier == TIER_QUESTION)
            tier_note(a, asked->others[i], asked->tier);
}

void question_add(const struct asking *a, const struct asked *asked)
{
    const struct cells *c = &a->passage->cells;
    struct question q = {.tier = asked->tier,
                         .quote = asked->quote,
                         .formula = asked->formula,
                         .others = others_print(a, asked),
                         .note = asked->note,
                         .kind = asked->kind ? asked->kind : "reading",
                         .repair = asked->repair};
    if (asked->quote == SIZE_MAX) {
        q.byte_start = cell_start(c, asked->words.from);
        q.byte_end = cell_end(c, asked->words.to);
        q.quote = quote_at(a->proof, q.byte_start, q.byte_end);
    } else {
        q.byte_start = a->proof->quotes[asked->quote].byte_start;
        q.byte_end = a->proof->quotes[asked->quote].byte_end;
    }
    tiers_note(a, asked, q.quote);
    struct proof *p = a->proof;
    if ((p->question_count & (p->question_count - 1)) == 0)
        p->questions =
            arena_grow(a->arena, p->questions, p->question_count,
                       p->question_count ? p->question_count * 2 : 1, sizeof(*p->questions));
    p->questions[p->question_count++] = q;
}

static int by_place(const void *x, const void *y)
{
    const struct question *p = x, *q = y;
    if (p->byte_start != q->byte_start)
        return p->byte_start < q->byte_start ? -1 : 1;
    return p->tier != q->tier ? (int)p->tier - (int)q->tier : text_compare(p->formula, q->formula);
}

/* What the verdict says already: so that whoever asks for findings has all of them. */
static void verdicts_add(const struct asking *a)
{
    for (size_t i = 0; i < a->proof->count; i++) {
        const struct quote *q = &a->proof->quotes[i];
        if (q->verdict != VERDICT_DIFFERS && q->verdict != VERDICT_TRUNCATED)
            continue;
        bool loose = q->qualifier == QUALIFIER_ABOUT || q->qualifier == QUALIFIER_NEARLY ||
                     q->qualifier == QUALIFIER_VAGUE;
        struct text ledger = decimal_print(a->arena, decimal_trim(q->figure->value));
        struct asked asked = {.quote = i, .note = q->note, .kind = "ledger"};
        asked.tier = q->verdict == VERDICT_TRUNCATED ? TIER_TRUNCATED
                     : loose                         ? TIER_QUESTION
                                                     : TIER_ERROR;
        asked.formula = text_printf(a->arena, "%.*s %s %.*s", TEXT_ARG(quote_words(a, i)),
                                    q->verdict == VERDICT_TRUNCATED ? "≒" : "≠", TEXT_ARG(ledger));
        question_add(a, &asked);
    }
}

bool questions_find(const struct asking *a, struct fault *f)
{
    a->proof->questions = NULL;
    a->proof->question_count = 0;
    relations_find(a);
    relations_ask(a);
    verdicts_add(a);
    questions_of_sets(a);
    questions_of_rates(a);
    questions_of_words(a);
    questions_of_sense(a);
    questions_of_names(a);
    TRY(superlatives_ask(a, f));
    if (a->proof->question_count)
        qsort(a->proof->questions, a->proof->question_count, sizeof(*a->proof->questions),
              by_place);
    return true;
}
