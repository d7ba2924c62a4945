/* Work (务工): what needs care this month, and who fits an opening. Names stay masked. */
#include "match/care.h"
#include "match/match.h"
#include "web/figure.h"
#include "web/pages.h"

#define CARE_MAX 200
#define PEOPLE_MAX 100
#define OPENINGS_MAX 500

static bool place_asked(struct scope *out, const struct request *q, struct fault *f)
{
    struct text in = request_text(q, "in");
    *out = scope_all();
    return !in.n || scope_add_place(out, q->arena, q->ledger->catalogue, in, f);
}

/* ---- care ---- */

static bool care_asked(struct care_query *out, const struct request *q, struct fault *f)
{
    struct scope scope;
    struct day newest;
    struct text month = request_text(q, "month"), rule = request_text(q, "rule");
    TRY(newest_day(&newest, q, f) && place_asked(&scope, q, f));
    *out = (struct care_query){.month = month_of(newest)};
    out->regions.items = scope.regions.items;
    out->regions.count = scope.regions.count;
    if (rule.n)
        TRY(catalogue_rule_get(&out->rule, q->ledger->catalogue, rule, f));
    if (out->rule && out->rule->level != CHECK_CARE)
        return fault_set(f, FAULT_USAGE, "\"%.*s\" is a rule of check, not of care", TEXT_ARG(rule));
    if (month.n && !month_parse(&out->month, month))
        return fault_set(f, FAULT_USAGE, "%s takes a month, not \"%s\"", "month",
                         text_cstr(q->arena, month));
    return true;
}

static void care_item_put(struct writer *w, struct arena *a, const struct care_item *x)
{
    const struct found_record *first = &x->found->records.items[0];
    put_object(w);
    put_text_as(w, "code", x->found->code);
    put_text_as(w, "rule", x->found->rule->name);
    put_text_as(w, "label", label_now(x->found->rule->label));
    put_text_as(w, "county", x->found->county);
    put_text_as(w, "village", x->found->village);
    put_text_as(w, "name", x->who.name);
    put_text_as(w, "number", x->who.number);
    put_int_as(w, "person", x->who.record);
    put_text_as(w, "employer", x->employer);
    put_text_as(w, "day", x->found->day.since_1970 == DAY_FIRST.since_1970
                              ? TEXT("") : day_print(a, x->found->day));
    put_text_as(w, "why", x->found->why);
    put_text_as(w, "do", x->found->mend);
    put_text_as(w, "told", care_told(a, x));
    put_text_as(w, "type", first->type->name);
    put_int_as(w, "record", first->record);
    put_end(w);
}

static void kinds_put(struct writer *w, const struct care_list *list)
{
    put_array_as(w, "kinds");
    for (size_t i = 0; i < list->kind_count; i++) {
        put_object(w);
        put_text_as(w, "name", list->kinds[i].rule->name);
        put_text_as(w, "label", label_now(list->kinds[i].rule->label));
        put_int_as(w, "count", list->kinds[i].count);
        put_end(w);
    }
    put_end(w);
}

bool care_page(struct request *q, struct reply *r, struct fault *f)
{
    struct care_query query;
    struct care_list list;
    int64_t offset, most;
    TRY(care_asked(&query, q, f));
    TRY(request_int(&offset, q, "offset", 0, 0, INT32_MAX, f));
    TRY(request_int(&most, q, "most", 30, 1, CARE_MAX, f));
    query.offset = (size_t)offset;
    query.most = (size_t)most;
    TRY(care_find(&list, q->arena, q->ledger, &VIEWER_OWNER, &query, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_text_as(&w, "month", month_print(q->arena, query.month));
    put_text_as(&w, "at", day_print(q->arena, list.at));
    put_int_as(&w, "total", list.total);
    put_int_as(&w, "offset", offset);
    kinds_put(&w, &list);
    put_array_as(&w, "items");
    for (size_t i = 0; i < list.count; i++)
        care_item_put(&w, q->arena, &list.items[i]);
    put_end(&w);
    put_end(&w);
    return true;
}

bool care_workbook_page(struct request *q, struct reply *r, struct fault *f)
{
    struct care_query query;
    struct care_list list;
    TRY(care_asked(&query, q, f));
    TRY(care_find(&list, q->arena, q->ledger, &VIEWER_OWNER, &query, f));
    r->path = text_cstr(q->arena, text_printf(q->arena, "%s/care-%llx.xlsx", sessions_folder(q->sessions),
                                              (unsigned long long)(uintptr_t)q->arena));
    r->name = "本月关照.xlsx";
    r->is_temporary = true;
    return care_workbook(q->arena, &list, r->path, f);
}

/* ---- openings and who fits ---- */

static bool match_asked(struct match_query *out, const struct request *q, struct fault *f)
{
    struct scope scope;
    struct text by = request_text(q, "by"), at = request_text(q, "at");
    const struct catalogue *c = q->ledger->catalogue;
    TRY(place_asked(&scope, q, f));
    *out = (struct match_query){.at = DAY_FIRST};
    out->regions.items = scope.regions.items;
    out->regions.count = scope.regions.count;
    out->match = by.n ? catalogue_match_find(c, by) : c->matches.count ? c->matches.items[0] : NULL;
    if (!out->match)
        return fault_set(f, FAULT_ABSENT, "the catalogue has no match");
    if (at.n && !day_parse(&out->at, at))
        return fault_set(f, FAULT_USAGE, "\"%.*s\" is not a day", TEXT_ARG(at));
    return at.n || newest_day(&out->at, q, f);
}

static void texts_put(struct writer *w, const char *name, const text_list *texts)
{
    put_array_as(w, name);
    for (size_t i = 0; i < texts->count; i++)
        put_text(w, texts->items[i]);
    put_end(w);
}

bool openings_page(struct request *q, struct reply *r, struct fault *f)
{
    struct match_query query;
    struct origin_row *rows;
    size_t count;
    int64_t most, total;
    TRY(match_asked(&query, q, f));
    TRY(request_int(&most, q, "most", OPENINGS_MAX, 1, OPENINGS_MAX, f));
    query.most = (size_t)most;
    TRY(match_origins(&rows, &count, &total, q->arena, q->ledger, &VIEWER_OWNER, &query, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_text_as(&w, "at", day_print(q->arena, query.at));
    put_text_as(&w, "label", label_now(query.match->from->label));
    put_int_as(&w, "total", total);
    put_array_as(&w, "openings");
    for (size_t i = 0; i < count; i++) {
        put_object(&w);
        put_text_as(&w, "key", rows[i].key);
        put_int_as(&w, "record", rows[i].record);
        texts_put(&w, "values", &rows[i].values);
        put_end(&w);
    }
    put_end(&w);
    put_end(&w);
    return true;
}

static void fitting_put(struct writer *w, const struct fitting *x)
{
    put_object(w);
    put_int_as(w, "person", x->who.record);
    put_text_as(w, "type", x->who.type->name);
    put_text_as(w, "name", x->who.name);
    put_text_as(w, "number", x->who.number);
    put_text_as(w, "county", x->county);
    put_text_as(w, "village", x->village);
    put_array_as(w, "reasons");
    for (size_t i = 0; i < x->reasons.count; i++) {
        put_object(w);
        put_str_as(w, "kind", reason_kind_name(x->reasons.items[i].kind));
        put_text_as(w, "says", x->reasons.items[i].says);
        put_end(w);
    }
    put_end(w);
    texts_put(w, "shows", &x->shows);
    put_end(w);
}

bool match_page(struct request *q, struct reply *r, struct fault *f)
{
    struct match_query query;
    struct match_list list;
    int64_t most;
    TRY(match_asked(&query, q, f));
    TRY(request_int(&most, q, "most", 20, 1, PEOPLE_MAX, f));
    query.most = (size_t)most;
    TRY(match_record(&query.record, q->arena, q->ledger, query.match, request_text(q, "opening"), f));
    TRY(match_people(&list, q->arena, q->ledger, &VIEWER_OWNER, &query, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_text_as(&w, "what", list.what);
    put_text_as(&w, "type", query.match->from->name);
    put_int_as(&w, "record", query.record);
    texts_put(&w, "names", &list.names);
    texts_put(&w, "values", &list.values);
    put_text_as(&w, "at", day_print(q->arena, list.at));
    put_int_as(&w, "looked_at", list.looked_at);
    put_int_as(&w, "fit", list.fit);
    put_array_as(&w, "people");
    for (size_t i = 0; i < list.count; i++)
        fitting_put(&w, &list.items[i]);
    put_end(&w);
    put_end(&w);
    return true;
}
