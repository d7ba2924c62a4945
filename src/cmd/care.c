/* care: what needs care this month, with the person and what to do. */
#include "base/json.h"
#include "base/language.h"
#include "cmd/query.h"
#include "match/care.h"

#include <inttypes.h>
#include <stdio.h>

#define CARE_USAGE "care [--month MONTH] [--in R,..] [--rule NAME] [--why TEXT] [-o FILE.xlsx]"

static bool care_query_read(struct care_query *q, struct call *call, struct ledger *l,
                            struct fault *f)
{
    const char *value;
    q->month = month_of(rule_day(l));
    TRY(places_take(&q->regions.items, &q->regions.count, call, l, f));
    if (option_take(call, "--month", &value) && !month_parse(&q->month, text_from(value))) {
        fault_set(f, FAULT_USAGE, "%s takes a month, not \"%s\"", "--month", value);
        return fault_hint(f, "write a month as 2019-07");
    }
    if (option_take(call, "--rule", &value))
        TRY(catalogue_rule_get(&q->rule, l->catalogue, text_from(value), f));
    TRY(words_end(call, 0, 0, CARE_USAGE, f));
    if (q->rule && q->rule->level != CHECK_CARE)
        return fault_set(f, FAULT_USAGE, "\"%.*s\" is a rule of check, not of care",
                         TEXT_ARG(q->rule->name));
    return true;
}

static struct text day_or_empty(struct arena *a, struct day d)
{
    return d.since_1970 == DAY_FIRST.since_1970 ? TEXT("") : day_print(a, d);
}

static void care_tsv(struct arena *a, const struct care_list *list)
{
    printf("code\trule\tlabel\tcounty\tvillage\tperson\tname\tnumber\tphone\temployer\tday\twhy\tdo\ttold\t"
           "type\trecord\tfile\tsheet\trow\n");
    for (size_t i = 0; i < list->count; i++) {
        const struct care_item *x = &list->items[i];
        const struct found_record *r = &x->found->records.items[0];
        printf("%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%" PRId64 "\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t",
               TEXT_ARG(x->found->code), TEXT_ARG(x->found->rule->name),
               TEXT_ARG(label_now(x->found->rule->label)), TEXT_ARG(x->found->county),
               TEXT_ARG(x->found->village), x->who.record, TEXT_ARG(x->who.name),
               TEXT_ARG(x->who.number), TEXT_ARG(x->who.phone), TEXT_ARG(x->employer),
               TEXT_ARG(day_or_empty(a, x->found->day)), TEXT_ARG(x->found->why),
               TEXT_ARG(x->found->mend), TEXT_ARG(care_told(a, x)));
        printf("%.*s\t%" PRId64 "\t%.*s\t%.*s\t%" PRId64 "\n", TEXT_ARG(r->type->name), r->record,
               TEXT_ARG(r->file), TEXT_ARG(r->sheet), r->row);
    }
}

static void item_json(struct json *j, struct arena *a, const struct care_item *x)
{
    json_open(j, '{');
    json_add_text(j, "code", x->found->code);
    json_add_text(j, "rule", x->found->rule->name);
    json_add_text(j, "county", x->found->county);
    json_add_text(j, "village", x->found->village);
    json_add_int(j, "person", x->who.record);
    json_add_text(j, "name", x->who.name);
    json_add_text(j, "number", x->who.number);
    json_add_text(j, "phone", x->who.phone);
    json_add_text(j, "employer", x->employer);
    json_add_text(j, "day", day_or_empty(a, x->found->day));
    json_add_text(j, "why", x->found->why);
    json_add_text(j, "do", x->found->mend);
    json_add_text(j, "told", care_told(a, x));
    json_close(j, '}');
}

static void care_json(struct arena *a, const struct care_list *list)
{
    SCOPED_BUFFER out = {0};
    struct json j = {.out = &out};
    json_open(&j, '{');
    json_add_text(&j, "at", day_print(a, list->at));
    json_add_int(&j, "total", list->total);
    json_put_key(&j, "items");
    json_open(&j, '[');
    for (size_t i = 0; i < list->count; i++)
        item_json(&j, a, &list->items[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    printf("%s\n", out.p);
}

static void care_table(struct arena *a, const struct care_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct care_item *x = &list->items[i];
        bool is_new = i == 0 || list->items[i - 1].found->place != x->found->place;
        if (is_new) {
            struct text told = care_told(a, x);
            printf("%.*s %.*s%s%.*s\n", TEXT_ARG(x->found->county), TEXT_ARG(x->found->village),
                   told.n ? "  → " : "", TEXT_ARG(told));
        }
        printf("  %.*s  %.*s %.*s %.*s: %.*s\n      %.*s\n",
               TEXT_ARG(label_now(x->found->rule->label)), TEXT_ARG(x->who.name),
               TEXT_ARG(x->who.number), TEXT_ARG(x->who.phone), TEXT_ARG(x->found->why),
               TEXT_ARG(x->found->mend));
    }
    printf(tr("as of %.*s: %lld to be cared for\n"), TEXT_ARG(day_print(a, list->at)),
           (long long)list->total);
    for (size_t i = 0; i < list->kind_count; i++)
        printf("  %.*s %" PRId64 "\n", TEXT_ARG(label_now(list->kinds[i].rule->label)),
               list->kinds[i].count);
}

bool care_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct care_query q = {0};
    struct care_list list;
    const char *why = NULL, *path = NULL;
    option_take(call, "--why", &why);
    option_take(call, "-o", &path);
    TRY(ledger_open(&l, call->folder, why ? STORE_WRITE : STORE_READ, f));
    TRY(care_query_read(&q, call, l, f));
    q.why = text_from(why ? why : "");
    TRY(care_find(&list, call->arena, l, &VIEWER_OWNER, &q, f));
    *looks = list.total > 0;
    if (path) {
        TRY(care_workbook(call->arena, &list, path, f));
        printf(tr("%lld to be cared for, written to \"%s\"\n"), (long long)list.total, path);
    } else if (call->format == FORMAT_JSON) {
        care_json(call->arena, &list);
    } else if (call->format == FORMAT_TSV) {
        care_tsv(call->arena, &list);
    } else {
        care_table(call->arena, &list);
    }
    return true;
}
