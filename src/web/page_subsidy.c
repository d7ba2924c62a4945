/* Subsidies (补贴): the rules; who is due what under one; files; the page of a household. */
#include "rule/rule.h"
#include "rule/subsidy.h"
#include "web/figure.h"
#include "web/pages.h"

#define ROWS_MAX 500

/* ---- the rules ---- */

static struct text day_or_empty(struct arena *a, struct day d)
{
    bool is_end = d.since_1970 == DAY_FIRST.since_1970 || d.since_1970 == DAY_LAST.since_1970;
    return is_end ? TEXT("") : day_print(a, d);
}

static void rule_names_put(struct writer *w, const struct request *q, const struct subsidy *s)
{
    put_text_as(w, "name", s->name);
    put_text_as(w, "label", label_now(s->label));
    put_text_as(w, "label_zh", s->label.zh);
    put_text_as(w, "label_en", s->label.en);
    put_text_as(w, "source", s->source);
    put_text_as(w, "from", day_or_empty(q->arena, s->from));
    put_text_as(w, "to", day_or_empty(q->arena, s->to));
    put_str_as(w, "payee", s->payee->type.target->has_sealed ? "person" : "organisation");
    put_text_as(w, "over", label_now(s->over.type->label));
    put_bool_as(w, "applies", subsidy_applies(s, q->ledger));
    put_text_as(w, "claim", s->claim);
    put_array_as(w, "due");
    for (size_t i = 0; i < s->due.count; i++)
        put_text(w, text_printf(q->arena, "%02d-%02d", s->due.items[i].month, s->due.items[i].day));
    put_end(w);
    put_int_as(w, "notice_days", s->notice_days);
    put_int_as(w, "notice_times", s->notice_times);
}

bool subsidies_page(struct request *q, struct reply *r, struct fault *f)
{
    const struct catalogue *c = q->ledger->catalogue;
    bool all = request_text(q, "all").n > 0;
    struct writer w = {.json = {.out = &r->body}};
    (void)f;
    put_object(&w);
    put_text_as(&w, "at", day_print(q->arena, rule_day(q->ledger)));
    put_array_as(&w, "subsidies");
    for (size_t i = 0; i < c->subsidies.count; i++) {
        if (!all && !subsidy_applies(c->subsidies.items[i], q->ledger))
            continue;
        put_object(&w);
        rule_names_put(&w, q, c->subsidies.items[i]);
        put_end(&w);
    }
    put_end(&w);
    put_end(&w);
    return true;
}

/* ---- one rule as it is written ---- */

static void amounts_put(struct writer *w, const struct request *q, const struct subsidy *s)
{
    put_array_as(w, "amounts");
    for (size_t i = 0; i < s->amount_count; i++)
        for (size_t n = 0; n < s->amounts[i].rows.count; n++) {
            const struct subsidy_row *row = &s->amounts[i].rows.items[n];
            put_object(w);
            put_text_as(w, "label", label_now(s->amounts[i].label));
            put_text_as(w, "says", label_now(row->says));
            put_text_as(w, "amount", subsidy_row_money(q->arena, row));
            put_text_as(w, "written", row->written);
            put_end(w);
        }
    put_end(w);
}

static void papers_put(struct writer *w, const struct request *q, const struct subsidy *s)
{
    const struct code_list *list = catalogue_codes_find(q->ledger->catalogue, TEXT("paper"));
    put_array_as(w, "papers");
    for (size_t i = 0; i < s->papers.count; i++) {
        const struct code *code = list ? code_find(list, s->papers.items[i]) : NULL;
        put_text(w, code ? label_now(code->label) : s->papers.items[i]);
    }
    put_end(w);
}

static void rule_put(struct writer *w, const struct request *q, const struct subsidy *s)
{
    put_object_as(w, "rule");
    rule_names_put(w, q, s);
    put_array_as(w, "needs");
    for (size_t i = 0; i < s->need_count; i++)
        put_text(w, label_now(s->needs[i].says));
    put_end(w);
    amounts_put(w, q, s);
    papers_put(w, q, s);
    put_array_as(w, "excludes");
    for (size_t i = 0; i < s->exclude_count; i++)
        put_text(w, label_now(s->excludes[i]->label));
    put_end(w);
    put_text_as(w, "contact", label_now(s->contact));
    put_end(w);
}

/* ---- who is due what ---- */

static bool period_asked(struct subsidy_query *out, const struct request *q, struct fault *f)
{
    struct text at = request_word(q, "at"), in = request_word(q, "in");
    struct scope scope = scope_all();
    struct subsidy_words words = {.year = request_word(q, "year"),
                                  .quarter = request_word(q, "quarter"),
                                  .year_as = "year",
                                  .quarter_as = "quarter"};
    out->at = rule_day(q->ledger);
    if (at.n && !day_parse(&out->at, at))
        return fault_set(f, FAULT_USAGE, "\"%.*s\" is not a day", TEXT_ARG(at));
    TRY(subsidy_words_apply(out, q->arena, &words, f));
    if (in.n)
        TRY(scope_add_place(&scope, q->arena, q->ledger->catalogue, in, f));
    out->regions.items = scope.regions.items;
    out->regions.count = scope.regions.count;
    return known_asked(&out->known, q, "known", f);
}

static bool list_asked(struct subsidy_list *out, struct subsidy_query *query,
                       const struct request *q, struct fault *f)
{
    *query = (struct subsidy_query){0};
    TRY(catalogue_subsidy_get(&query->subsidy, q->ledger->catalogue, request_word(q, "rule"), f));
    TRY(period_asked(query, q, f));
    return subsidy_run(out, q->arena, q->ledger, &VIEWER_OWNER, query, f);
}

static void filters_put(struct writer *w, struct arena *a, const struct subsidy_list *list)
{
    struct subsidy_sum sums[FILTERS];
    subsidy_sums(sums, list);
    put_array_as(w, "filters");
    for (int n = 0; n < FILTERS; n++) {
        enum subsidy_filter filter = (enum subsidy_filter)n;
        put_object(w);
        put_str_as(w, "name", subsidy_filter_name(filter));
        put_str_as(w, "label", subsidy_filter_label(filter));
        put_int_as(w, "count", sums[n].count);
        put_text_as(w, "amount", decimal_print(a, (struct decimal){sums[n].fen, 2}));
        put_end(w);
    }
    put_end(w);
}

static bool objections_put(struct writer *w, const struct request *q,
                           const struct subsidy_list *list, struct fault *f)
{
    struct subsidy_objection *all;
    size_t count;
    TRY(subsidy_objections(&all, &count, q->arena, q->ledger, &VIEWER_OWNER, list, f));
    put_array_as(w, "objections");
    for (size_t i = 0; i < count; i++) {
        put_object(w);
        put_int_as(w, "record", all[i].record);
        put_text_as(w, "application", all[i].code);
        put_int_as(w, "application_record", all[i].application);
        put_text_as(w, "raised_on", day_or_empty(q->arena, all[i].raised_on));
        put_text_as(w, "content", all[i].content);
        put_text_as(w, "answered_on", day_or_empty(q->arena, all[i].answered_on));
        put_text_as(w, "outcome", all[i].outcome);
        put_text_as(w, "answer", all[i].answer);
        put_end(w);
    }
    put_end(w);
    return true;
}

bool subsidy_due_page(struct request *q, struct reply *r, struct fault *f)
{
    struct subsidy_query query;
    struct subsidy_list list;
    struct subsidy_window window;
    int64_t offset, most;
    TRY(request_int(&offset, q, "offset", 0, 0, INT32_MAX, f));
    TRY(request_int(&most, q, "most", 50, 1, ROWS_MAX, f));
    TRY(subsidy_filter_read(&window.filter, request_text(q, "filter"), f));
    TRY(list_asked(&list, &query, q, f));
    window.offset = (size_t)offset;
    window.most = (size_t)most;
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    rule_put(&w, q, query.subsidy);
    put_int_as(&w, "year", query.year);
    put_int_as(&w, "quarter", query.quarter);
    put_text_as(&w, "at", day_print(q->arena, query.at));
    put_text_as(&w, "claim_by", day_or_empty(q->arena, list.due));
    put_str_as(&w, "filter", subsidy_filter_name(window.filter));
    put_int_as(&w, "offset", offset);
    filters_put(&w, q->arena, &list);
    put_key(&w, "list");
    subsidy_list_json(&w.json, q->arena, q->ledger, &VIEWER_OWNER, &list, &window, TEXT(""));
    TRY(objections_put(&w, q, &list, f));
    put_end(&w);
    return true;
}

/* ---- what leaves the house ---- */

static const char *const files[] = {"list", "notice", "notice_text", "payment"};

static bool file_asked(enum subsidy_file *out, const struct request *q, struct fault *f)
{
    struct text name = request_field(q, "file");
    for (int i = SUBSIDY_CLAIM_LIST; i <= SUBSIDY_PAYMENT; i++)
        if (text_is(name, files[i])) {
            *out = (enum subsidy_file)i;
            return true;
        }
    fault_set(f, FAULT_USAGE, "a subsidy has no file \"%.*s\"", TEXT_ARG(name));
    return fault_hint(f, "list, notice, notice_text or payment");
}

/* Names and accounts in clear leave in the payment file alone, for a reason that is kept. */
bool subsidy_file_page(struct request *q, struct reply *r, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct subsidy_query query;
    struct subsidy_list list;
    enum subsidy_file file;
    struct day from;
    struct text why = text_trim(request_field(q, "why")), begins = request_field(q, "notice_from");
    TRY(file_asked(&file, q, f));
    if (why.n && file != SUBSIDY_PAYMENT)
        return fault_set(f, FAULT_USAGE, "names leave in clear in the payment file alone");
    if (why.n) {
        TRY(ledger_open(&l, q->folder, STORE_WRITE, f));
        q->ledger = l;
    }
    TRY(list_asked(&list, &query, q, f));
    from = list.period.to;
    if (begins.n && !day_parse(&from, begins))
        return fault_set(f, FAULT_USAGE, "\"%.*s\" is not a day", TEXT_ARG(begins));
    r->path = request_path(q, "subsidy");
    r->name =
        text_cstr(q->arena, text_printf(q->arena, "%.*s_%d_%s", TEXT_ARG(query.subsidy->label.zh),
                                        query.year, subsidy_file_name(file)));
    r->is_temporary = true;
    return subsidy_write_file(q->arena, q->ledger, &VIEWER_OWNER, &list, file, r->path, from, why,
                              f);
}

/* ---- the page of a household ---- */

static bool household_asked(struct text *out, const struct request *q, struct fault *f)
{
    int64_t person;
    *out = text_trim(request_word(q, "household"));
    if (out->n)
        return true;
    TRY(request_int(&person, q, "person", 0, 1, INT64_C(1) << 53, f));
    TRY(subsidy_household(out, q->arena, q->ledger, &VIEWER_OWNER, person, f));
    if (out->n)
        return true;
    fault_set(f, FAULT_ABSENT, "no household is known of this person");
    return fault_hint(f, "a household's code stands in the list of persons");
}

/* Masked for who asks; in clear, to be handed to the household, for a reason that is kept. */
bool card_page(struct request *q, struct reply *r, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    SCOPED_BUFFER html = {0};
    struct subsidy_query query = {0};
    struct text household, why = q->json ? text_trim(request_field(q, "why")) : TEXT("");
    if (q->json && !why.n)
        return fault_set(f, FAULT_USAGE, "names in clear want a reason");
    if (why.n) {
        TRY(ledger_open(&l, q->folder, STORE_WRITE, f));
        q->ledger = l;
    }
    TRY(period_asked(&query, q, f));
    TRY(household_asked(&household, q, f));
    TRY(subsidy_card(&html, q->arena, q->ledger, &VIEWER_OWNER, household, &query, CARD_INSIDE, why,
                     f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_text_as(&w, "household", household);
    put_int_as(&w, "year", query.year);
    put_bool_as(&w, "masked", why.n == 0);
    put_text_as(&w, "html", buffer_text(&html));
    put_end(&w);
    return true;
}
