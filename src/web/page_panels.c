/* Headlines, people and money: panels of indicators that catalogue/panels.tsv names. */
#include "web/figure.h"
#include "web/pages.h"

/* Days from month groups: the last of those with a value, not after today. */
static bool newest_of(struct day *out, struct arena *a, struct ledger *l, const struct indicator *i,
                      struct fault *f)
{
    struct figure_query query = {.indicator = i, .scope = scope_whole(l, day_today())};
    struct figures months;
    LIST_ADD(a, &query.by, TEXT("month"));
    TRY(count_figure(&months, a, l, &VIEWER_OWNER, &query, f));
    for (size_t n = 0; n < months.count; n++) {
        struct month m;
        if (month_parse(&m, months.items[n].keys.items[0]) &&
            month_last(m).since_1970 > out->since_1970)
            *out = month_last(m);
    }
    return true;
}

bool newest_day(struct day *out, const struct request *q, struct fault *f)
{
    size_t count;
    struct panel_line *lines = panel_read(q->arena, q->ledger->catalogue, "newest", &count);
    struct day newest = q->kept->has_newest ? q->kept->newest : DAY_FIRST, today = day_today();
    for (size_t i = 0; i < count && !q->kept->has_newest; i++)
        if (lines[i].indicator)
            TRY(newest_of(&newest, q->arena, q->ledger, lines[i].indicator, f));
    q->kept->has_newest = true;
    q->kept->newest = newest;
    bool is_none = newest.since_1970 == DAY_FIRST.since_1970;
    *out = is_none || newest.since_1970 > today.since_1970 ? today : newest;
    return true;
}

/* The scope a page asks for, or the whole programme until its newest day. */
static bool panel_scope(struct scope *out, struct request *q, struct fault *f)
{
    struct day to;
    struct text scope = request_text(q, "scope");
    if (scope.n)
        return scope_parse(out, q->arena, q->ledger->catalogue, scope, f);
    TRY(newest_day(&to, q, f));
    *out = scope_whole(q->ledger, to);
    return true;
}

static bool groups_put(struct writer *w, struct request *q, struct figure_query query,
                       const char *name, const char *by, struct fault *f)
{
    struct figures groups;
    query.by.items = NULL;
    query.by.count = query.by.cap = 0;
    LIST_ADD(q->arena, &query.by, text_from(by));
    TRY(count_figure(&groups, q->arena, q->ledger, &VIEWER_OWNER, &query, f));
    put_array_as(w, name);
    for (size_t i = 0; i < groups.count; i++)
        figure_put(w, q->arena, query.indicator, &groups.items[i]);
    put_end(w);
    return true;
}

/* What a line is broken down by, "county,year,giver": each where the indicator knows it. */
static bool breakdowns_put(struct writer *w, struct request *q, const struct figure_query *query,
                           const char *const *by, struct fault *f)
{
    put_object_as(w, "by");
    for (; *by; by++) {
        struct fault unknown = {0};
        size_t before = w->json.out->n;
        struct writer saved = *w;
        if (groups_put(w, q, *query, *by, *by, &unknown))
            continue;
        if (unknown.kind != FAULT_ABSENT && unknown.kind != FAULT_INPUT) {
            *f = unknown;
            return false;
        }
        w->json.out->n = before; /* this indicator has no such dimension: the page leaves it out */
        *w = saved;
    }
    put_end(w);
    return true;
}

static bool line_put(struct writer *w, struct request *q, const struct panel_line *line,
                     const struct scope *scope, const char *const *by, struct fault *f)
{
    put_object(w);
    put_text_as(w, "step", line->step);
    put_text_as(w, "title", label_now(line->label));
    put_text_as(w, "key", line->name);
    if (line->indicator) {
        struct figure_query query = {.indicator = line->indicator, .scope = *scope};
        if (line->where.n)
            query.scope.where = line->where;
        struct figures figures;
        TRY(count_figure(&figures, q->arena, q->ledger, &VIEWER_OWNER, &query, f));
        indicator_put(w, "indicator", line->indicator);
        put_text_as(w, "scope", figures.scope);
        put_text_as(w, "scope_text", scope_describe(q->arena, q->ledger->catalogue, &query.scope));
        put_int_as(w, "known", figures.known);
        if (figures.count) {
            put_key(w, "figure");
            figure_put(w, q->arena, line->indicator, &figures.items[0]);
        }
        TRY(breakdowns_put(w, q, &query, by, f));
    }
    put_end(w);
    return true;
}

static bool panel_page(struct request *q, struct reply *r, const char *panel, const char *const *by,
                       struct fault *f)
{
    size_t count;
    struct scope scope;
    TRY(panel_scope(&scope, q, f));
    struct panel_line *lines = panel_read(q->arena, q->ledger->catalogue, panel, &count);
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_text_as(&w, "to", day_print(q->arena, scope.to));
    put_array_as(&w, "lines");
    for (size_t i = 0; i < count; i++)
        TRY(line_put(&w, q, &lines[i], &scope, by, f));
    put_end(&w);
    put_end(&w);
    return true;
}

bool headlines_page(struct request *q, struct reply *r, struct fault *f)
{
    static const char *const by[] = {NULL};
    return panel_page(q, r, "headlines", by, f);
}

bool people_page(struct request *q, struct reply *r, struct fault *f)
{
    static const char *const by[] = {"county", NULL};
    return panel_page(q, r, "people", by, f);
}

bool money_page(struct request *q, struct reply *r, struct fault *f)
{
    static const char *const by[] = {"county", "year",      "party", "fund.kind",
                                     "fund",   "to_holder", NULL};
    return panel_page(q, r, "money", by, f);
}
