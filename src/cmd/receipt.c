/* receipt: whether the figures of a document still stand; compare: two answers side by side. */
#include "report/receipt.h"
#include "base/language.h"
#include "cmd/difference.h"
#include "cmd/query.h"
#include "cmd/sealed.h"
#include "report/receipt.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* ---- all of them ---- */

static bool receipts_list(struct call *call, struct ledger *l, struct fault *f)
{
    struct receipt *receipts;
    size_t count;
    TRY(receipt_all(&receipts, &count, call->arena, l, f));
    if (call->format != FORMAT_TABLE)
        printf("code\tday\twho\tform\tscope\tknown\thead\tfile\ttitle\n");
    for (size_t i = 0; i < count; i++) {
        const struct receipt *r = &receipts[i];
        struct text day = day_print(call->arena, day_of_ms(r->at_ms));
        if (call->format == FORMAT_TABLE)
            printf("%.*s  %.*s  %.*s  %.*s  %.*s\n", TEXT_ARG(r->code), TEXT_ARG(day),
                   TEXT_ARG(r->who), TEXT_ARG(r->file), TEXT_ARG(r->title));
        else
            printf("%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%" PRId64 "\t%" PRId64 "\t%.*s\t%.*s\n",
                   TEXT_ARG(r->code), TEXT_ARG(day), TEXT_ARG(r->who), TEXT_ARG(r->form),
                   TEXT_ARG(r->scope), r->known, r->head, TEXT_ARG(r->file), TEXT_ARG(r->title));
    }
    return true;
}

/* ---- one ---- */

static void answer_tsv(const struct receipt_answer *x)
{
    printf("label\tindicator\tscope\tbefore\tnow\tstanding\tkind\ttype\trecord\tcause\tcause_"
           "record\tfile\tsheet\t"
           "row\tbatch\tauthor\tfields\n");
    for (size_t i = 0; i < x->count; i++) {
        const struct receipt_figure *g = &x->figures[i];
        size_t lines = g->why.count ? g->why.count : 1;
        for (size_t n = 0; n < lines; n++) {
            printf("%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%s\t", TEXT_ARG(g->kept.label),
                   TEXT_ARG(g->kept.indicator), TEXT_ARG(g->kept.scope), TEXT_ARG(g->kept.value),
                   TEXT_ARG(g->now), receipt_standing_name(g->standing));
            if (g->why.count)
                difference_tsv(&g->why.items[n]);
            else
                printf("\t\t\t\t\t\t\t\t\t\t");
            printf("\n");
        }
    }
}

static void figure_table(const struct receipt_figure *g)
{
    struct text before = g->kept.value.n ? g->kept.value : TEXT("—"),
                now = g->now.n ? g->now : TEXT("—");
    if (g->standing == RECEIPT_STANDS)
        return;
    printf("  %.*s  (%.*s %.*s)\n", TEXT_ARG(g->kept.label), TEXT_ARG(g->kept.indicator),
           TEXT_ARG(g->kept.scope));
    if (g->standing == RECEIPT_UNKNOWN) {
        printf("    %s\n", tr("its indicator is not in the catalogue any more"));
        return;
    }
    printf("    %.*s → %.*s%s\n", TEXT_ARG(before), TEXT_ARG(now),
           g->standing == RECEIPT_REDEFINED ? tr("  its definition changed") : "");
    for (size_t i = 0; i < g->why.count; i++)
        difference_print(&g->why.items[i]);
    if (g->why.total > (int64_t)g->why.count)
        printf(tr("    and %lld more records\n"),
               (long long)(g->why.total - (int64_t)g->why.count));
}

static void answer_table(struct arena *a, const struct receipt_answer *x)
{
    const struct receipt *r = &x->receipt;
    struct text day = day_print(a, day_of_ms(r->at_ms));
    printf(tr("%.*s  %.*s, written by %.*s on %.*s, as of batch %lld\n"), TEXT_ARG(r->code),
           TEXT_ARG(r->title), TEXT_ARG(r->who), TEXT_ARG(day), (long long)r->known);
    printf(tr("head of the ledger then: batch %lld, %.*s\n"), (long long)r->head,
           TEXT_ARG(r->head_hash));
    if (x->file_differs)
        printf("%s\n", tr("the file carries this code, but its bytes are not those that left: it "
                          "was changed"));
    for (size_t i = 0; i < x->count; i++)
        figure_table(&x->figures[i]);
    int64_t stands = (int64_t)x->count - x->changed - x->redefined - x->unknown;
    printf(tr("%lld figures: %lld stand, %lld changed, %lld defined otherwise, %lld unknown\n"),
           (long long)x->count, (long long)stands, (long long)x->changed, (long long)x->redefined,
           (long long)x->unknown);
}

static void answer_print(const struct receipt_answer *x)
{
    SCOPED_BUFFER out = {0};
    receipt_json(&(struct json){.out = &out}, x, SIZE_MAX);
    printf("%s\n", out.p);
}

/* Sealed texts stand in the list, too. */
static bool sealed_list(struct call *call, struct ledger *l, struct fault *f)
{
    struct sealed_text *all;
    size_t count;
    if (!catalogue_type_find(l->catalogue, TEXT("proof.text")))
        return true;
    TRY(seal_all(&all, &count, call->arena, l, f));
    for (size_t i = 0; i < count; i++) {
        struct text day = day_print(call->arena, all[i].sealed_on);
        if (call->format == FORMAT_TABLE)
            printf("%.*s  %.*s  %.*s  %.*s\n", TEXT_ARG(all[i].code), TEXT_ARG(day), TEXT_ARG(all[i].who),
                   TEXT_ARG(all[i].title));
        else
            printf("%.*s\t%.*s\t%.*s\tproof.text\t\t%" PRId64 "\t%" PRId64 "\t%.*s\t%.*s\n", TEXT_ARG(all[i].code),
                   TEXT_ARG(day), TEXT_ARG(all[i].who), all[i].known, all[i].known, TEXT_ARG(all[i].file),
                   TEXT_ARG(all[i].title));
    }
    return true;
}

/* --correct QUOTE --is TEXT --why TEXT, of a sealed text. */
static bool correct(struct call *call, const char *quote, const char *is, const char *why, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct sealed_text text;
    bool found;
    if (!is || !why || !*is || !*why)
        return fault_set(f, FAULT_USAGE, "a correction needs --is TEXT and --why TEXT");
    TRY(ledger_open(&l, call->folder, STORE_WRITE, f));
    TRY(seal_find(&text, &found, call->arena, l, text_from(call->argv[1]), f));
    if (!found)
        return fault_set(f, FAULT_ABSENT, "no sealed text has the code \"%s\"", call->argv[1]);
    TRY(seal_correct(call->arena, l, &text, text_from(quote), text_from(is), text_from(why),
                     author_now(call->arena), f));
    printf(tr("kept beside %.*s: %s should be %s\n"), TEXT_ARG(text.code), quote, is);
    return true;
}

bool receipt_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct receipt_answer answer;
    struct sealed_text sealed;
    bool is_sealed;
    const char *quote = NULL, *is = NULL, *why = NULL;
    option_take(call, "--is", &is);
    option_take(call, "--why", &why);
    bool corrects = option_take(call, "--correct", &quote);
    TRY(words_end(call, 1, 1, "receipt list | receipt FILE|CODE [--correct QUOTE --is TEXT --why TEXT]", f));
    if (corrects)
        return correct(call, quote, is, why, f);
    TRY(ledger_open(&l, call->folder, STORE_READ, f));
    if (strcmp(call->argv[1], "list") == 0)
        return receipts_list(call, l, f) && sealed_list(call, l, f);
    TRY(seal_find(&sealed, &is_sealed, call->arena, l, text_from(call->argv[1]), f));
    if (is_sealed)
        return sealed_print(call, l, &sealed, looks, f);
    TRY(receipt_find(&answer, call->arena, l, text_from(call->argv[1]), f));
    TRY(receipt_answer(&answer, call->arena, l, &VIEWER_OWNER, SIZE_MAX, f));
    *looks = answer.changed + answer.redefined + answer.unknown > 0 || answer.file_differs;
    if (call->format == FORMAT_JSON)
        answer_print(&answer);
    else if (call->format == FORMAT_TSV)
        answer_tsv(&answer);
    else
        answer_table(call->arena, &answer);
    return true;
}
