/* subsidy: who is entitled under a rule, why, and who never claimed. */
#include "base/json.h"
#include "base/language.h"
#include "cmd/query.h"
#include "rule/rule.h"
#include "rule/subsidy.h"
#include "rule/who.h"

#include <inttypes.h>
#include <stdio.h>

#define SUBSIDY_USAGE                                                                              \
    "subsidy list | RULE [--year Y | --quarter Y-QN] [--in R,..] [--at DAY] [--known DAY|BATCH] "  \
    "[--share] [--sql] [-o DIR [--from DAY]] [--why TEXT] | --card HOUSEHOLD [-o FILE.html]"

struct subsidy_call {
    struct call *call;
    struct ledger *ledger;
    struct subsidy_query query;
    const char *folder, *household, *why, *notice_from;
    bool sql, share, all;
};

/* ---- the question ---- */

static bool query_read_options(struct subsidy_call *s, struct fault *f)
{
    const char *value;
    struct call *call = s->call;
    struct subsidy_words words = {.year_as = "--year", .quarter_as = "--quarter"};
    s->query.at = rule_day(s->ledger);
    TRY(day_take(&s->query.at, call, "--at", f));
    if (option_take(call, "--year", &value))
        words.year = text_from(value);
    if (option_take(call, "--quarter", &value))
        words.quarter = text_from(value);
    TRY(subsidy_words_apply(&s->query, call->arena, &words, f));
    TRY(places_take(&s->query.regions.items, &s->query.regions.count, call, s->ledger, f));
    if (option_take(call, "--known", &value))
        TRY(ledger_known_at(s->ledger, text_from(value), &s->query.known, f));
    option_take(call, "--from", &s->notice_from);
    s->sql = flag_take(call, "--sql");
    s->share = flag_take(call, "--share");
    s->all = flag_take(call, "--all");
    return words_end(call, s->household ? 0 : 1, s->household ? 0 : 1, SUBSIDY_USAGE, f);
}

/* ---- the list of rules ---- */

static void rules_print(const struct subsidy_call *s)
{
    struct arena *a = s->call->arena;
    const struct catalogue *c = s->ledger->catalogue;
    if (s->call->format == FORMAT_TSV)
        printf("subsidy\tlabel\tfrom\tto\tover\tsource\tapplies\n");
    for (size_t i = 0; i < c->subsidies.count; i++) {
        const struct subsidy *x = c->subsidies.items[i];
        bool applies = subsidy_applies(x, s->ledger);
        struct text from = x->from.since_1970 == DAY_FIRST.since_1970 ? TEXT("") : day_print(a, x->from);
        struct text to = x->to.since_1970 == DAY_LAST.since_1970 ? TEXT("") : day_print(a, x->to);
        if (!applies && !s->all)
            continue;
        if (s->call->format == FORMAT_TSV)
            printf("%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%s\n", TEXT_ARG(x->name),
                   TEXT_ARG(label_now(x->label)), TEXT_ARG(from), TEXT_ARG(to),
                   TEXT_ARG(x->over.type->name), TEXT_ARG(x->source), applies ? "yes" : "no");
        else
            printf("%-34.*s %.*s  %.*s..%.*s\n", TEXT_ARG(x->name), TEXT_ARG(label_now(x->label)),
                   TEXT_ARG(from), TEXT_ARG(to));
    }
}

static void rules_json(const struct subsidy_call *s)
{
    SCOPED_BUFFER out = {0};
    struct json j = {.out = &out};
    const struct catalogue *c = s->ledger->catalogue;
    json_open(&j, '[');
    for (size_t i = 0; i < c->subsidies.count; i++) {
        const struct subsidy *x = c->subsidies.items[i];
        bool applies = subsidy_applies(x, s->ledger);
        if (!applies && !s->all)
            continue;
        json_open(&j, '{');
        json_add_text(&j, "subsidy", x->name);
        json_add_text(&j, "label", label_now(x->label));
        json_add_text(&j, "source", x->source);
        json_add_bool(&j, "applies", applies);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    printf("%s\n", out.p);
}

/* ---- who is due what ---- */

static struct text payee_name(const struct subsidy_call *s, const struct subsidy_due *x)
{
    return subsidy_payee_name(s->call->arena, s->ledger, &VIEWER_OWNER, x,
                              text_from(s->why ? s->why : ""));
}

static struct text problems(struct arena *a, const struct subsidy_due *x)
{
    return text_printf(a, "%s%s%s", x->is_twice ? "twice " : "", x->is_elsewhere ? "two_places " : "",
                       x->differs ? "claimed_more " : "");
}

static struct text application_part(const struct subsidy_due *x, bool is_state)
{
    return !x->application ? TEXT("") : is_state ? x->application->state : x->application->code;
}

static struct text fen_or_empty(struct arena *a, int64_t fen)
{
    return fen < 0 ? TEXT("") : decimal_print(a, (struct decimal){fen, 2});
}

static void due_tsv(const struct subsidy_call *s, const struct subsidy_due *x)
{
    struct arena *a = s->call->arena;
    const struct subsidy_application *p = x->application;
    printf("%s\t%s\t%" PRId64 "\t%.*s\t%.*s\t%.*s\t%.*s\t", subsidy_status_name(x->status),
           x->payee_type->has_sealed ? "person" : "organisation", x->payee, TEXT_ARG(payee_name(s, x)),
           TEXT_ARG(x->place ? region_code_print(a, x->place) : TEXT("")), TEXT_ARG(x->county),
           TEXT_ARG(x->village));
    printf("%.*s\t%.*s\t%.*s\t%" PRId64 "\t%.*s\t%.*s\t%.*s\t%.*s\t%" PRId64 "\t%.*s\t%.*s\t",
           TEXT_ARG(fen_or_empty(a, x->amount_fen)), TEXT_ARG(x->why), TEXT_ARG(x->lacks), x->short_days,
           TEXT_ARG(application_part(x, false)), TEXT_ARG(application_part(x, true)),
           TEXT_ARG(fen_or_empty(a, p ? p->claimed_fen : -1)), TEXT_ARG(fen_or_empty(a, p ? p->paid_fen : -1)),
           x->applications, TEXT_ARG(text_trim(problems(a, x))), TEXT_ARG(x->lacks_papers));
    for (size_t i = 0; i < x->payment_count; i++)
        printf("%s%.*s %.*s%s", i ? "; " : "", TEXT_ARG(fen_or_empty(a, x->payments[i].fen)),
               TEXT_ARG(x->payments[i].on.since_1970 == DAY_FIRST.since_1970 ? TEXT("-")
                                                                             : day_print(a, x->payments[i].on)),
               x->payments[i].holds ? "" : " withheld");
    printf("\t%" PRId64 "\t%.*s\t%.*s\t%" PRId64 "\n", x->basis, TEXT_ARG(x->file), TEXT_ARG(x->sheet),
           x->row);
}

static void list_tsv(const struct subsidy_call *s, const struct subsidy_list *list)
{
    printf("status\tpayee_type\tpayee\tname\tplace\tcounty\tvillage\tamount\twhy\tlacks\tshort_days\t"
           "application\tstate\tclaimed\tpaid\tapplications\tproblems\tlacks_papers\tpayments\trecord\t"
           "file\tsheet\trow\n");
    for (size_t i = 0; i < list->count; i++)
        due_tsv(s, &list->items[i]);
}

static void list_json(const struct subsidy_call *s, const struct subsidy_list *list)
{
    SCOPED_BUFFER out = {0};
    subsidy_list_json(&(struct json){.out = &out}, s->call->arena, s->ledger, &VIEWER_OWNER, list,
                      &(struct subsidy_window){.most = SIZE_MAX}, text_from(s->why ? s->why : ""));
    printf("%s\n", out.p);
}

static void line_say(const char *heading, struct text t)
{
    if (t.n)
        printf("      %s%.*s\n", heading, TEXT_ARG(t));
}

static void due_table(const struct subsidy_call *s, const struct subsidy_due *x)
{
    struct arena *a = s->call->arena;
    printf("  %.*s  %.*s%.*s  %.*s", TEXT_ARG(payee_name(s, x)), TEXT_ARG(x->county),
           TEXT_ARG(x->village), TEXT_ARG(fen_or_empty(a, x->amount_fen)));
    if (x->file.n)
        printf("  [%.*s / %.*s:%" PRId64 "]", TEXT_ARG(x->file), TEXT_ARG(x->sheet), x->row);
    printf("\n");
    line_say("", x->amount_fen ? x->why : TEXT(""));
    line_say(tr("lacking: "), x->lacks);
    if (x->application)
        printf("      %s%.*s %.*s\n", tr("application: "), TEXT_ARG(x->application->code),
               TEXT_ARG(x->application->state));
    line_say(tr("papers lacking: "), x->lacks_papers);
    if (x->is_twice)
        printf("      %s%s\n", tr("claimed more than once"), x->is_elsewhere ? tr(", in two counties") : "");
    if (x->differs)
        printf("      %s\n", tr("claimed more than the rule gives"));
}

static void list_table(const struct subsidy_call *s, const struct subsidy_list *list)
{
    struct arena *a = s->call->arena;
    int64_t fen = 0;
    size_t n = 0;
    printf("%.*s  %.*s..%.*s\n", TEXT_ARG(label_now(list->subsidy->label)),
           TEXT_ARG(day_print(a, list->period.from)), TEXT_ARG(day_print(a, list->period.to)));
    for (size_t i = 0; i < list->count; i++) {
        const struct subsidy_due *x = &list->items[i];
        if (i == 0 || x->status != list->items[i - 1].status)
            printf("%s\n", subsidy_status_label(x->status));
        due_table(s, x);
        n += x->status == SUBSIDY_UNCLAIMED;
        fen += x->status == SUBSIDY_UNCLAIMED ? x->amount_fen : 0;
    }
    printf(tr("%zu entitled and never claimed, %.*s yuan\n"), n, TEXT_ARG(fen_or_empty(a, fen)));
    if (list->due.since_1970 != DAY_FIRST.since_1970)
        printf(tr("to be claimed by %.*s\n"), TEXT_ARG(day_print(a, list->due)));
}

static bool share_print(const struct subsidy_call *s, struct fault *f)
{
    struct subsidy_places *places;
    size_t count;
    TRY(subsidy_share_out(&places, &count, s->call->arena, s->ledger, &VIEWER_OWNER, &s->query, f));
    printf("place\tname\tplaces\n");
    for (size_t i = 0; i < count; i++)
        printf("%.*s\t%.*s\t%" PRId64 "\n", TEXT_ARG(places[i].code), TEXT_ARG(places[i].name),
               places[i].places);
    return true;
}

/* ---- what is done ---- */

static bool files_write(const struct subsidy_call *s, const struct subsidy_list *list, struct fault *f)
{
    struct day from = list->period.to;
    text_list files = {0};
    if (s->notice_from && !day_parse(&from, text_from(s->notice_from)))
        return fault_set(f, FAULT_USAGE, "%s takes a day, not \"%s\"", "--from", s->notice_from);
    TRY(subsidy_write(&files, s->call->arena, s->ledger, &VIEWER_OWNER, list, s->folder, from,
                      text_from(s->why ? s->why : ""), f));
    for (size_t i = 0; i < files.count; i++)
        printf("%s/%.*s\n", s->folder, TEXT_ARG(files.items[i]));
    return true;
}

static bool card_write(const struct subsidy_call *s, struct fault *f)
{
    SCOPED_BUFFER out = {0};
    bool html = s->folder && text_ends(text_from(s->folder), TEXT(".html"));
    TRY(subsidy_card(&out, s->call->arena, s->ledger, &VIEWER_OWNER, text_from(s->household), &s->query,
                     html ? CARD_HTML : CARD_TEXT, text_from(s->why ? s->why : ""), f));
    FILE *file = s->folder ? fopen(s->folder, "wb") : stdout;
    if (!file)
        return fault_set(f, FAULT_SYSTEM, "cannot write \"%s\"", s->folder);
    bool good = fwrite(out.p, 1, out.n, file) == out.n;
    if (s->folder)
        good = fclose(file) == 0 && good;
    return good || fault_set(f, FAULT_SYSTEM, "cannot write \"%s\"", s->folder ? s->folder : "stdout");
}

static bool rule_run(struct subsidy_call *s, struct fault *f)
{
    struct subsidy_list list;
    struct text sql;
    if (s->share)
        return share_print(s, f);
    if (s->sql) {
        TRY(subsidy_sql(&sql, s->call->arena, s->ledger, &s->query, f));
        printf("%.*s\n", TEXT_ARG(sql));
        return true;
    }
    TRY(subsidy_run(&list, s->call->arena, s->ledger, &VIEWER_OWNER, &s->query, f));
    if (s->folder)
        return files_write(s, &list, f);
    if (s->call->format == FORMAT_JSON)
        list_json(s, &list);
    else if (s->call->format == FORMAT_TSV)
        list_tsv(s, &list);
    else
        list_table(s, &list);
    return true;
}

bool subsidy_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct subsidy_call s = {.call = call};
    (void)looks;
    option_take(call, "-o", &s.folder);
    option_take(call, "--card", &s.household);
    option_take(call, "--why", &s.why);
    TRY(ledger_open(&l, call->folder, s.why ? STORE_WRITE : STORE_READ, f));
    s.ledger = l;
    TRY(query_read_options(&s, f));
    if (s.household)
        return card_write(&s, f);
    struct text name = text_from(call->argv[1]);
    if (text_is(name, "list")) {
        if (call->format == FORMAT_JSON)
            rules_json(&s);
        else
            rules_print(&s);
        return true;
    }
    TRY(catalogue_subsidy_get(&s.query.subsidy, l->catalogue, name, f));
    return rule_run(&s, f);
}
