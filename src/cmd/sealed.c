#include "cmd/sealed.h"

#include "base/language.h"
#include "cmd/difference.h"

#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

struct text author_now(struct arena *a)
{
    struct passwd *user = getpwuid(getuid());
    return text_copy(a, text_from(user ? user->pw_name : "?"));
}

static void quote_tsv(const struct sealed_quote *q)
{
    size_t lines = q->why.count && q->standing != SEALED_STANDS ? q->why.count : 1;
    for (size_t n = 0; n < lines; n++) {
        printf("%" PRId64 "\t%" PRId64 "\t%" PRId64
               "\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%s\t%.*s\t%.*s\t%.*s\t",
               q->number, q->line, q->column, TEXT_ARG(q->surface), TEXT_ARG(q->indicator),
               TEXT_ARG(q->scope), TEXT_ARG(q->verdict), TEXT_ARG(q->ledger_value),
               TEXT_ARG(q->verdict_now), TEXT_ARG(q->value_now), sealed_standing_name(q->standing),
               TEXT_ARG(q->should_be), TEXT_ARG(q->corrected_why), TEXT_ARG(q->corrected_on));
        if (q->why.count && q->standing != SEALED_STANDS)
            difference_tsv(&q->why.items[n]);
        else
            printf("\t\t\t\t\t\t\t\t\t\t");
        printf("\n");
    }
}

static void answer_tsv(const struct sealed_answer *x)
{
    printf("number\tline\tcolumn\tsurface\tindicator\tscope\tverdict\tledger_value\tverdict_"
           "now\tnow\tstanding\t"
           "should_be\twhy\tcorrected_on\tkind\ttype\trecord\tcause\tcause_"
           "record\tfile\tsheet\trow\tbatch\tauthor\tfields\n");
    for (size_t i = 0; i < x->count; i++)
        quote_tsv(&x->quotes[i]);
}

static void answer_json(const struct sealed_answer *x)
{
    SCOPED_BUFFER out = {0};
    sealed_json(&(struct json){.out = &out}, x, SIZE_MAX);
    printf("%s\n", out.p);
}

static void quote_table(const struct sealed_quote *q)
{
    bool moved = q->standing == SEALED_CHANGED || q->standing == SEALED_REDEFINED;
    if (moved || q->should_be.n)
        printf("  %" PRId64 "  %.*s  (%.*s %.*s)\n", q->number, TEXT_ARG(q->surface),
               TEXT_ARG(q->indicator), TEXT_ARG(q->scope));
    if (moved)
        printf("    %.*s → %.*s%s\n", TEXT_ARG(q->ledger_value.n ? q->ledger_value : TEXT("—")),
               TEXT_ARG(q->value_now.n ? q->value_now : TEXT("—")),
               q->standing == SEALED_REDEFINED ? tr("  its definition changed") : "");
    for (size_t i = 0; moved && i < q->why.count; i++)
        difference_print(&q->why.items[i]);
    if (moved && q->why.total > (int64_t)q->why.count)
        printf(tr("    and %lld more records\n"),
               (long long)(q->why.total - (int64_t)q->why.count));
    if (q->should_be.n)
        printf(tr("    corrected on %.*s: should be %.*s (%.*s)\n"), TEXT_ARG(q->corrected_on),
               TEXT_ARG(q->should_be), TEXT_ARG(q->corrected_why));
}

static void answer_table(struct arena *a, const struct sealed_answer *x)
{
    const struct sealed_text *t = &x->text;
    printf(tr("%.*s  %.*s, sealed by %.*s on %.*s, as of batch %lld\n"), TEXT_ARG(t->code),
           TEXT_ARG(t->title), TEXT_ARG(t->who), TEXT_ARG(day_print(a, t->sealed_on)),
           (long long)t->known);
    printf(tr("head of the ledger then: batch %lld, %.*s\n"), (long long)t->known,
           TEXT_ARG(t->head));
    for (size_t i = 0; i < x->count; i++)
        quote_table(&x->quotes[i]);
    size_t stands = 0;
    for (size_t i = 0; i < x->count; i++)
        stands += x->quotes[i].standing == SEALED_STANDS;
    printf(tr("%zu figures: %zu stand, %zu changed, %zu defined otherwise, %zu unknown\n"),
           x->count, stands, x->changed, x->redefined, x->unknown);
}

bool sealed_print(struct call *call, struct ledger *l, const struct sealed_text *text, bool *looks,
                  struct fault *f)
{
    struct sealed_answer answer;
    TRY(seal_answer(&answer, call->arena, l, &VIEWER_OWNER, text, f));
    *looks = answer.changed + answer.redefined + answer.unknown > 0;
    if (call->format == FORMAT_JSON)
        answer_json(&answer);
    else if (call->format == FORMAT_TSV)
        answer_tsv(&answer);
    else
        answer_table(call->arena, &answer);
    return true;
}
