/* What the rules find: the list, its workbook, and answers to it. */
#include "rule/rule.h"
#include "web/figure.h"
#include "web/pages.h"

#define FOUND_MAX 500

static bool query_of(struct rule_query *out, const struct request *q, struct fault *f)
{
    struct text rule = request_text(q, "rule"), in = request_text(q, "in"), level = request_text(q, "level");
    struct scope scope = scope_all();
    *out = (struct rule_query){.level = -1, .at = rule_day(q->ledger)};
    out->all = request_text(q, "all").n > 0;
    for (int i = 0; level.n && i <= CHECK_ASK; i++)
        if (text_is(level, check_level_name((enum check_level)i)))
            out->level = i;
    if (level.n && out->level < 0)
        return fault_set(f, FAULT_USAGE, "there is no level \"%.*s\"", TEXT_ARG(level));
    if (rule.n)
        TRY(catalogue_rule_get(&out->rule, q->ledger->catalogue, rule, f));
    if (request_text(q, "at").n && !day_parse(&out->at, request_text(q, "at")))
        return fault_set(f, FAULT_USAGE, "\"%.*s\" is not a day", TEXT_ARG(request_text(q, "at")));
    if (in.n)
        TRY(scope_add_place(&scope, q->arena, q->ledger->catalogue, in, f));
    out->regions.items = scope.regions.items;
    out->regions.count = scope.regions.count;
    return true;
}

static void record_put(struct writer *w, const struct found_record *r)
{
    put_object(w);
    put_text_as(w, "type", r->type->name);
    put_text_as(w, "type_label", label_now(r->type->label));
    put_int_as(w, "record", r->record);
    put_text_as(w, "file", r->file);
    put_text_as(w, "sheet", r->sheet);
    put_int_as(w, "row", r->row);
    put_end(w);
}

static void found_put(struct writer *w, const struct found *x)
{
    put_object(w);
    put_text_as(w, "code", x->code);
    put_text_as(w, "rule", x->rule->name);
    put_str_as(w, "status", finding_status_name(x->status));
    put_str_as(w, "status_label", finding_status_label(x->status));
    put_text_as(w, "county", x->county);
    put_text_as(w, "village", x->village);
    put_text_as(w, "who", x->who);
    put_text_as(w, "why", x->why);
    put_text_as(w, "answer", x->answer);
    put_text_as(w, "note", x->note);
    put_text_as(w, "handler", x->handler);
    put_text_as(w, "answered_on", x->answered_on);
    put_int_as(w, "record_count", x->record_count);
    put_array_as(w, "records");
    for (size_t i = 0; i < x->records.count; i++)
        record_put(w, &x->records.items[i]);
    put_end(w);
    put_end(w);
}

/* Findings come ordered by rule: each rule with how many, then as many of them as are asked for. */
static void rules_put(struct writer *w, const struct found_list *found, int64_t most)
{
    put_array_as(w, "rules");
    for (size_t i = 0, end; i < found->count; i = end) {
        const struct rule *rule = found->items[i].rule;
        for (end = i; end < found->count && found->items[end].rule == rule; end++)
            ;
        put_object(w);
        put_text_as(w, "name", rule->name);
        put_text_as(w, "label", label_now(rule->label));
        put_str_as(w, "level", check_level_name(rule->level));
        put_str_as(w, "level_label", check_level_label(rule->level));
        put_text_as(w, "source", rule->source);
        put_text_as(w, "mend", found->items[i].mend);
        put_int_as(w, "count", (int64_t)(end - i));
        put_array_as(w, "findings");
        for (size_t n = i; n < end && (int64_t)(n - i) < most; n++)
            found_put(w, &found->items[n]);
        put_end(w);
        put_end(w);
    }
    put_end(w);
}

bool check_page(struct request *q, struct reply *r, struct fault *f)
{
    struct rule_query query;
    struct found_list found = {0};
    int64_t most;
    TRY(query_of(&query, q, f));
    TRY(request_int(&most, q, "most", 20, 1, FOUND_MAX, f));
    TRY(rule_check(&found, q->arena, q->ledger, &VIEWER_OWNER, &query, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_text_as(&w, "at", day_print(q->arena, query.at));
    put_int_as(&w, "total", (int64_t)found.count);
    put_int_as(&w, "rule_count", (int64_t)q->ledger->catalogue->rules.count);
    rules_put(&w, &found, most);
    put_end(&w);
    return true;
}

bool check_workbook_page(struct request *q, struct reply *r, struct fault *f)
{
    struct rule_query query;
    struct found_list found = {0};
    TRY(query_of(&query, q, f));
    TRY(rule_check(&found, q->arena, q->ledger, &VIEWER_OWNER, &query, f));
    r->path = text_cstr(q->arena, text_printf(q->arena, "%s/check-%llx.xlsx", sessions_folder(q->sessions),
                                              (unsigned long long)(uintptr_t)q->arena));
    r->name = "疑点清单.xlsx";
    r->is_temporary = true;
    return rule_workbook(q->arena, q->ledger, &found, r->path, f);
}

bool answer_page(struct request *q, struct reply *r, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct rule_answer answer = {request_field(q, "code"), request_field(q, "answer"),
                                 request_field(q, "note"), request_field(q, "handler")};
    TRY(ledger_open(&l, q->folder, STORE_WRITE, f));
    TRY(rule_answer_put(q->arena, l, &VIEWER_OWNER, &answer, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_text_as(&w, "code", answer.code);
    put_text_as(&w, "answer", answer.answer);
    put_end(&w);
    return true;
}
