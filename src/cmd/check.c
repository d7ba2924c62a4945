/* check: every rule of the catalogue over the ledger, and what it found. */
#include "base/json.h"
#include "base/language.h"
#include "cmd/query.h"
#include "rule/rule.h"

#include <inttypes.h>
#include <stdio.h>

#define CHECK_USAGE                                                                                \
    "check [--rule NAME] [--in R,..] [--level L] [--at DAY] [--known DAY|BATCH] [--all] [--sql] [--plan] [-o DIR]"

/* ---- the question ---- */

static bool level_read(int *out, struct call *call, struct fault *f)
{
    const char *value;
    *out = -1;
    if (!option_take(call, "--level", &value))
        return true;
    for (int i = 0; i <= CHECK_ASK; i++)
        if (text_is(text_from(value), check_level_name((enum check_level)i)))
            *out = i;
    return *out >= 0 || fault_set(f, FAULT_USAGE, "--level takes refuse, warn or ask, not \"%s\"", value);
}

static bool check_query_read(struct rule_query *q, struct call *call, struct ledger *l,
                             struct fault *f)
{
    const char *value;
    *q = (struct rule_query){.at = rule_day(l)};
    q->all = flag_take(call, "--all");
    TRY(level_read(&q->level, call, f));
    TRY(places_take(&q->regions.items, &q->regions.count, call, l, f));
    if (option_take(call, "--rule", &value))
        TRY(catalogue_rule_get(&q->rule, l->catalogue, text_from(value), f));
    if (option_take(call, "--known", &value))
        TRY(ledger_known_at(l, text_from(value), &q->known, f));
    TRY(day_take(&q->at, call, "--at", f));
    return words_end(call, 0, 0, CHECK_USAGE, f);
}

/* ---- what was found ---- */

static const struct found_record *first_of(const struct found *x)
{
    return &x->records.items[0];
}

static struct text day_or_empty(struct arena *a, const struct found *x)
{
    return x->day.since_1970 == DAY_FIRST.since_1970 ? TEXT("") : day_print(a, x->day);
}

/* "labour.placement#12 04_务工.xlsx/Sheet1:9; ...", all but the first. */
static void others_print(struct buffer *out, const struct found *x)
{
    for (size_t i = 1; i < x->records.count; i++) {
        const struct found_record *r = &x->records.items[i];
        buffer_printf(out, "%s%.*s#%" PRId64 " %.*s/%.*s:%" PRId64, i > 1 ? "; " : "",
                      TEXT_ARG(r->type->name), r->record, TEXT_ARG(r->file), TEXT_ARG(r->sheet),
                      r->row);
    }
}

static void found_tsv(struct arena *a, const struct found *x)
{
    SCOPED_BUFFER others = {0};
    const struct found_record *first = first_of(x);
    struct text place = x->place ? region_code_print(a, x->place) : TEXT("");
    others_print(&others, x);
    printf("%.*s\t%.*s\t%s\t%s\t%.*s\t%" PRId64 "\t%.*s\t%.*s\t%" PRId64 "\t%.*s\t%.*s\t%.*s\t%.*s\t",
           TEXT_ARG(x->code), TEXT_ARG(x->rule->name), check_level_name(x->rule->level),
           finding_status_name(x->status), TEXT_ARG(first->type->name), first->record,
           TEXT_ARG(first->file), TEXT_ARG(first->sheet), first->row, TEXT_ARG(place),
           TEXT_ARG(x->county), TEXT_ARG(x->village), TEXT_ARG(day_or_empty(a, x)));
    printf("%.*s\t%.*s\t%.*s\t%" PRId64 "\t%.*s\t%.*s\t%.*s\n", TEXT_ARG(x->who), TEXT_ARG(x->why),
           TEXT_ARG(x->mend), x->record_count, TEXT_ARG(buffer_text(&others)), TEXT_ARG(x->answer),
           TEXT_ARG(x->note));
}

static void found_json(struct json *j, struct arena *a, const struct found *x)
{
    json_open(j, '{');
    json_add_text(j, "code", x->code);
    json_add_text(j, "rule", x->rule->name);
    json_add_text(j, "level", text_from(check_level_name(x->rule->level)));
    json_add_text(j, "status", text_from(finding_status_name(x->status)));
    json_add_text(j, "place", x->place ? region_code_print(a, x->place) : TEXT(""));
    json_add_text(j, "county", x->county);
    json_add_text(j, "village", x->village);
    json_add_text(j, "day", day_or_empty(a, x));
    json_add_text(j, "who", x->who);
    json_add_text(j, "why", x->why);
    json_add_text(j, "mend", x->mend);
    json_add_text(j, "state", x->state);
    json_add_text(j, "answer", x->answer);
    json_add_text(j, "note", x->note);
    json_add_int(j, "record_count", x->record_count);
    json_put_key(j, "records");
    json_open(j, '[');
    for (size_t i = 0; i < x->records.count; i++) {
        const struct found_record *r = &x->records.items[i];
        json_open(j, '{');
        json_add_text(j, "type", r->type->name);
        json_add_int(j, "record", r->record);
        json_add_text(j, "file", r->file);
        json_add_text(j, "sheet", r->sheet);
        json_add_int(j, "row", r->row);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void all_json(struct arena *a, const struct found_list *found, struct day at)
{
    SCOPED_BUFFER out = {0};
    struct json j = {.out = &out};
    json_open(&j, '{');
    json_add_text(&j, "at", day_print(a, at));
    json_put_key(&j, "findings");
    json_open(&j, '[');
    for (size_t i = 0; i < found->count; i++)
        found_json(&j, a, &found->items[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    printf("%s\n", out.p);
}

static void all_tsv(struct arena *a, const struct found_list *found)
{
    printf("code\trule\tlevel\tstatus\ttype\trecord\tfile\tsheet\trow\tplace\tcounty\tvillage\tday\t"
           "who\twhy\tmend\trecords\tothers\tanswer\tnote\n");
    for (size_t i = 0; i < found->count; i++)
        found_tsv(a, &found->items[i]);
}

/* By rule, one line a finding and one for what would mend it. */
static void all_table(const struct found_list *found)
{
    const struct rule *rule = NULL;
    for (size_t i = 0; i < found->count; i++) {
        const struct found *x = &found->items[i];
        const struct found_record *first = first_of(x);
        if (x->rule != rule) {
            rule = x->rule;
            printf("%s  %.*s  (%.*s)  %.*s\n", check_level_label(rule->level),
                   TEXT_ARG(label_now(rule->label)), TEXT_ARG(rule->name), TEXT_ARG(rule->source));
        }
        printf("  %.*s  %.*s%.*s  %.*s: %.*s  [%.*s / %.*s:%" PRId64 "]\n", TEXT_ARG(x->code),
               TEXT_ARG(x->county), TEXT_ARG(x->village), TEXT_ARG(x->who), TEXT_ARG(x->why),
               TEXT_ARG(first->file), TEXT_ARG(first->sheet), first->row);
        if (x->status != STATUS_OPEN)
            printf("      %s %.*s\n", finding_status_label(x->status), TEXT_ARG(x->note));
        bool last = i + 1 == found->count || found->items[i + 1].rule != rule;
        if (last)
            printf("    → %.*s\n", TEXT_ARG(x->mend));
    }
    printf(tr("%zu findings\n"), found->count);
}

static bool workbooks_write(struct call *call, struct ledger *l, const struct found_list *found,
                            const char *folder, struct fault *f)
{
    text_list files = {0};
    TRY(rule_workbooks(&files, call->arena, l, found, folder, f));
    for (size_t i = 0; i < files.count; i++)
        printf("%s/%.*s\n", folder, TEXT_ARG(files.items[i]));
    return true;
}

static bool plan_print(struct call *call, struct ledger *l, const struct rule *only, struct fault *f)
{
    for (size_t i = 0; i < l->catalogue->rules.count; i++) {
        const struct rule *rule = l->catalogue->rules.items[i];
        struct text plan;
        if (rule->reads_sealed || (only && rule != only))
            continue;
        TRY(rule_plan(&plan, call->arena, l, rule, f));
        printf("%.*s\n%.*s", TEXT_ARG(rule->name), TEXT_ARG(plan));
    }
    return true;
}

static bool sql_print(struct call *call, struct ledger *l, const struct rule *only, struct fault *f)
{
    for (size_t i = 0; i < l->catalogue->rules.count; i++) {
        const struct rule *rule = l->catalogue->rules.items[i];
        struct text sql;
        if (rule->reads_sealed || (only && rule != only))
            continue;
        TRY(rule_sql(&sql, call->arena, l, rule, f));
        printf("%.*s\t%.*s\n", TEXT_ARG(rule->name), TEXT_ARG(sql));
    }
    return true;
}

bool check_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct rule_query q;
    struct found_list found = {0};
    const char *folder = NULL;
    bool sql = flag_take(call, "--sql"), plan = flag_take(call, "--plan");
    option_take(call, "-o", &folder);
    TRY(ledger_open(&l, call->folder, STORE_READ, f));
    TRY(check_query_read(&q, call, l, f));
    if (sql)
        return sql_print(call, l, q.rule, f);
    if (plan)
        return plan_print(call, l, q.rule, f);
    TRY(rule_check(&found, call->arena, l, &VIEWER_OWNER, &q, f));
    *looks = found.count > 0;
    if (folder)
        return workbooks_write(call, l, &found, folder, f);
    if (call->format == FORMAT_JSON)
        all_json(call->arena, &found, q.at);
    else if (call->format == FORMAT_TSV)
        all_tsv(call->arena, &found);
    else
        all_table(&found);
    return true;
}
