/* Changes each digit of each figure to each other digit, and counts how many of these misprints are
 * shown at their place:
 *
 *     misprint PROGRAMME EMPTY PUBLISHED TEXT FIGURES.tsv [EVERY]
 *
 * EVERY: only one misprint of so many. FIGURES.tsv has columns status, byte_start and byte_end; those
 * "achieved" are changed. A row a figure: what was changed, how many were tried, and of them
 *
 *     differ   the verdict turns to differs
 *     tiered   in a programme EMPTY of records the figure's row has tier E or Q
 *     asked    ... and takes part in a question that the right text does not ask
 *     beside   ... which stands beside it, as the one to change
 *
 * Links go by words and never by a value (tests/prove/link.sh), so the ledger's figure of the right
 * text is the one a misprint is held against. */
#include "ledger/ledger.h"
#include "prove/compare.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct span_bytes {
    size_t start, end;
};
struct tally {
    size_t all, differs, tiered, asked, beside;
};

static struct text file_read(struct arena *a, const char *path)
{
    SCOPED_BUFFER b = {0};
    char chunk[65536];
    size_t n;
    FILE *file = fopen(path, "rb");
    while (file && (n = fread(chunk, 1, sizeof(chunk), file)) > 0)
        buffer_add(&b, (struct text){chunk, n});
    if (file)
        fclose(file);
    return text_copy(a, buffer_text(&b));
}

static size_t column_of(struct text header, const char *name)
{
    struct text cell;
    for (size_t i = 0; text_split(&cell, &header, '\t'); i++)
        if (text_is(cell, name))
            return i;
    return SIZE_MAX;
}

static struct text cell_at_column(struct text line, size_t column)
{
    struct text cell = {NULL, 0};
    for (size_t i = 0; text_split(&cell, &line, '\t'); i++)
        if (i == column)
            return cell;
    return (struct text){NULL, 0};
}

static size_t figures_read(struct span_bytes *out, size_t most, struct arena *a, struct text table)
{
    struct text header, line;
    size_t count = 0;
    if (!text_split(&header, &table, '\n'))
        return 0;
    size_t status = column_of(header, "status"), start = column_of(header, "byte_start"),
           end = column_of(header, "byte_end");
    while (count < most && text_split(&line, &table, '\n'))
        if (text_is(cell_at_column(line, status), "achieved"))
            out[count++] =
                (struct span_bytes){strtoul(text_cstr(a, cell_at_column(line, start)), NULL, 10),
                                    strtoul(text_cstr(a, cell_at_column(line, end)), NULL, 10)};
    return count;
}

static const struct quote *quote_at(const struct proof *p, size_t byte)
{
    for (size_t i = 0; i < p->count; i++)
        if (p->quotes[i].num_start <= byte && byte < p->quotes[i].num_end)
            return &p->quotes[i];
    return NULL;
}

static bool is_among(struct text others, struct span_bytes s)
{
    struct text span;
    while (text_split(&span, &others, ',')) {
        size_t start = strtoul(span.p, NULL, 10);
        if (start < s.end && start + 1 > s.start)
            return true;
    }
    return false;
}

/* The same question of the same figures; its formula has another number. */
static bool has_like(const struct proof *p, const struct question *x)
{
    for (size_t i = 0; i < p->question_count; i++) {
        const struct question *q = &p->questions[i];
        if (q->byte_start == x->byte_start && q->tier <= x->tier &&
            strcmp(q->kind, x->kind) == 0 && text_equal(q->others, x->others))
            return true;
    }
    return false;
}

/* Whether the figure takes part in a question of tier E or Q that the right text has not; beside:
 * whether such a one names it as the figure to change. */
static bool is_asked(const struct proof *wrong, const struct proof *right, struct span_bytes s,
                     bool beside)
{
    for (size_t i = 0; i < wrong->question_count; i++) {
        const struct question *q = &wrong->questions[i];
        bool stands = q->byte_start < s.end && q->byte_end > s.start;
        if ((q->tier == TIER_ERROR || q->tier == TIER_QUESTION) &&
            (stands || (!beside && is_among(q->others, s))) && !has_like(right, q))
            return true;
    }
    return false;
}

/* What its row says. */
static bool is_tiered(const struct proof *p, size_t byte)
{
    const struct quote *q = quote_at(p, byte);
    return q && (q->tier == TIER_ERROR || q->tier == TIER_QUESTION);
}

/* The misprinted figure against the ledger's own. */
static bool differs(struct arena *a, const struct proof *right, const struct proof *wrong,
                    size_t byte)
{
    const struct quote *was = quote_at(right, byte), *now = quote_at(wrong, byte);
    if (!was || !now || !was->indicator)
        return false;
    struct quote q = *now;
    q.indicator = was->indicator;
    q.scope = was->scope;
    q.is_bound = was->is_bound;
    q.figure = was->figure;
    verdict_set(&q, a);
    return q.verdict == VERDICT_DIFFERS;
}

struct bench {
    struct prover *recorded, *empty;
    struct prove_options options;
    struct proof right, unrecorded; /* by the records, and without any */
    struct text source;
    size_t every, seen;
};

static bool misprint_try(struct tally *t, struct bench *b, struct span_bytes s, size_t byte,
                         char digit, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct proof wrong;
    char *bytes = text_cstr(&a, b->source);
    bytes[byte] = digit;
    struct text source = {bytes, b->source.n};
    TRY(prove_text(&wrong, &a, b->empty, source, &b->options, f));
    bool differ = differs(&a, &b->right, &wrong, byte);
    bool asked = is_asked(&wrong, &b->unrecorded, s, false);
    t->all++;
    t->tiered += is_tiered(&wrong, byte);
    t->beside += is_asked(&wrong, &b->unrecorded, s, true);
    t->differs += differ;
    t->asked += asked;
    return true;
}

static void tally_print(const char *what, struct text surface, const struct tally *t)
{
    char line[80];
    size_t n = 0;
    for (size_t i = 0; i < surface.n && n < sizeof(line); i++)
        if ((unsigned char)surface.p[i] > ' ')
            line[n++] = surface.p[i];
    surface = (struct text){line, n};
    printf("%s\t%.*s\t%zu\t%zu\t%zu\t%zu\t%zu\n", what, TEXT_ARG(surface), t->all, t->differs,
           t->tiered, t->asked, t->beside);
}

static bool figure_misprint(struct tally *all, struct bench *b, struct span_bytes s,
                            struct fault *f)
{
    struct tally t = {0};
    for (size_t i = s.start; i < s.end; i++)
        for (char d = '0'; b->source.p[i] >= '0' && b->source.p[i] <= '9' && d <= '9'; d++)
            if (d != b->source.p[i] && b->seen++ % b->every == 0)
                TRY(misprint_try(&t, b, s, i, d, f));
    tally_print("figure", text_slice(b->source, s.start, s.end), &t);
    all->all += t.all;
    all->differs += t.differs;
    all->asked += t.asked;
    all->beside += t.beside;
    all->tiered += t.tiered;
    return true;
}

int main(int argc, char **argv)
{
    SCOPED_ARENA a = {0};
    struct bench b = {.options = {.published = DAY_FIRST}};
    struct fault f = {0};
    struct tally all = {0};
    static struct span_bytes figures[1000];
    if (argc < 6 || !day_parse(&b.options.published, text_from(argv[3])))
        return 2;
    b.every = argc > 6 ? strtoul(argv[6], NULL, 10) : 1;
    b.every += b.every == 0;
    b.source = file_read(&a, argv[4]);
    size_t count = figures_read(figures, 1000, &a, file_read(&a, argv[5]));
    SCOPED_LEDGER *recorded = NULL, *empty = NULL;
    bool done = ledger_open(&recorded, argv[1], STORE_READ, &f) &&
                ledger_open(&empty, argv[2], STORE_READ, &f) &&
                (b.recorded = prover_open(recorded, &VIEWER_OWNER)) != NULL &&
                (b.empty = prover_open(empty, &VIEWER_OWNER)) != NULL &&
                prove_text(&b.right, &a, b.recorded, b.source, &b.options, &f) &&
                prove_text(&b.unrecorded, &a, b.empty, b.source, &b.options, &f);
    for (size_t i = 0; done && i < count; i++)
        done = figure_misprint(&all, &b, figures[i], &f);
    if (!done) {
        fprintf(stderr, "%s\n", f.message);
        return 4;
    }
    tally_print("all", TEXT(""), &all);
    prover_close(b.recorded);
    prover_close(b.empty);
    return count == 0;
}
