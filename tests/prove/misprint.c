/* Changes each digit of each figure to each other digit, and counts how many of these misprints are
 * shown at their place:
 *
 *     misprint PROGRAMME EMPTY PUBLISHED TEXT FIGURES.tsv [EVERY]
 *
 * EVERY: only one misprint of so many, for a test that has not the time of all of them.
 * FIGURES.tsv has columns status, byte_start and byte_end; those "achieved" are changed. "differs"
 * are those whose verdict turns to differs, "asked" those beside which a question of tier E or Q
 * stands that the right text has not, in a programme EMPTY of records. Links go by words and never
 * by a value (tests/prove/link.sh), so the ledger's figure of the right text is the one a misprint
 * is held against. */
#include "ledger/ledger.h"
#include "prove/compare.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct span_bytes {
    size_t start, end;
};
struct tally {
    size_t all, differs, asked, either;
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

/* Questions of tier E or Q that stand beside the figure. */
static size_t asked_at(const struct proof *p, struct span_bytes s)
{
    size_t n = 0;
    for (size_t i = 0; i < p->question_count; i++) {
        const struct question *q = &p->questions[i];
        n += (q->tier == TIER_ERROR || q->tier == TIER_QUESTION) && q->byte_start < s.end &&
             q->byte_end > s.start;
    }
    return n;
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
    bool asked = asked_at(&wrong, s) > asked_at(&b->unrecorded, s);
    t->all++;
    t->differs += differ;
    t->asked += asked;
    t->either += differ || asked;
    return true;
}

static void tally_print(const char *what, struct text surface, const struct tally *t)
{
    printf("%s\t%.*s\t%zu\t%zu\t%zu\t%zu\n", what, TEXT_ARG(surface), t->all, t->differs, t->asked,
           t->either);
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
    all->either += t.either;
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
