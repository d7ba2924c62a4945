/* The words a subsidy is asked in, and what of its list is shown. */
#include "rule/subsidy_inside.h"

#include "base/language.h"
#include "catalogue/show.h"
#include "rule/who.h"

#include <stdio.h>

/* ---- the period ---- */

static bool year_read(int *out, struct arena *a, const struct subsidy_words *words, struct fault *f)
{
    int read = 0;
    const char *written = text_cstr(a, words->year);
    if (sscanf(written, "%4d%n", out, &read) == 1 && !written[read])
        return true;
    return fault_set(f, FAULT_USAGE, "%s takes a year, not \"%s\"", words->year_as, written);
}

static bool quarter_read(struct subsidy_query *inout, struct arena *a,
                         const struct subsidy_words *words, struct fault *f)
{
    int read = 0;
    const char *written = text_cstr(a, words->quarter);
    if (sscanf(written, "%4d-Q%1d%n", &inout->year, &inout->quarter, &read) == 2 &&
        !written[read] && inout->quarter >= 1 && inout->quarter <= 4)
        return true;
    return fault_set(f, FAULT_USAGE, "%s takes a quarter as 2018-Q3, not \"%s\"", words->quarter_as,
                     written);
}

bool subsidy_words_apply(struct subsidy_query *inout, struct arena *a,
                         const struct subsidy_words *words, struct fault *f)
{
    int month, day;
    day_split(inout->at, &inout->year, &month, &day);
    if (words->quarter.n)
        TRY(quarter_read(inout, a, words, f));
    if (words->year.n)
        TRY(year_read(&inout->year, a, words, f));
    if (inout->year >= 1900 && inout->year <= 2200)
        return true;
    return fault_set(f, FAULT_USAGE, "%s takes a year, not \"%s\"", words->year_as,
                     text_cstr(a, words->year.n ? words->year : words->quarter));
}

/* ---- filters ---- */

bool subsidy_filter_takes(enum subsidy_filter filter, const struct subsidy_due *x)
{
    switch (filter) {
    case FILTER_ALL:
    case FILTERS:
        return true;
    case FILTER_DAY_SHORT:
        return x->status == SUBSIDY_SHORT && x->short_days == 1;
    case FILTER_TWICE:
        return x->is_twice;
    case FILTER_ELSEWHERE:
        return x->is_elsewhere;
    case FILTER_MORE:
        return x->differs;
    case FILTER_PAPERS:
        return x->lacks_papers.n > 0;
    default:
        return (int)x->status == (int)filter - FILTER_UNCLAIMED;
    }
}

void subsidy_sums(struct subsidy_sum sums[FILTERS], const struct subsidy_list *list)
{
    for (int n = 0; n < FILTERS; n++)
        sums[n] = (struct subsidy_sum){0, 0};
    for (size_t i = 0; i < list->count; i++)
        for (int n = 0; n < FILTERS; n++)
            if (subsidy_filter_takes((enum subsidy_filter)n, &list->items[i])) {
                sums[n].count++;
                sums[n].fen += list->items[i].amount_fen;
            }
}

const char *subsidy_filter_name(enum subsidy_filter filter)
{
    static const char *const looks[] = {"day_short", "twice", "two_places", "claimed_more",
                                        "lacks_papers"};
    if (filter == FILTER_ALL)
        return "all";
    if (filter < FILTER_DAY_SHORT)
        return subsidy_status_name((enum subsidy_status)((int)filter - FILTER_UNCLAIMED));
    return looks[filter - FILTER_DAY_SHORT];
}

const char *subsidy_filter_label(enum subsidy_filter filter)
{
    const char *looks[] = {tr("one day short"), tr("claimed more than once"),
                           tr("claimed in two counties"), tr("claimed more than the rule gives"),
                           tr("papers lacking")};
    if (filter == FILTER_ALL)
        return tr("all");
    if (filter < FILTER_DAY_SHORT)
        return subsidy_status_label((enum subsidy_status)((int)filter - FILTER_UNCLAIMED));
    return looks[filter - FILTER_DAY_SHORT];
}

bool subsidy_filter_read(enum subsidy_filter *out, struct text name, struct fault *f)
{
    *out = FILTER_ALL;
    for (int n = 0; name.n && n < FILTERS; n++)
        if (text_is(name, subsidy_filter_name((enum subsidy_filter)n))) {
            *out = (enum subsidy_filter)n;
            return true;
        }
    return !name.n ||
           fault_set(f, FAULT_USAGE, "\"%.*s\" is no filter of a subsidy's list", TEXT_ARG(name));
}

/* ---- a row of a rule ---- */

static bool is_money(const struct node *n)
{
    return n && n->kind == NODE_CONSTANT && n->type.kind == KIND_MONEY;
}

struct text subsidy_row_money(struct arena *a, const struct subsidy_row *row)
{
    const struct subsidy_term *t = &row->term;
    struct text said = TEXT("");
    SCOPED_BUFFER percent = {0};
    if (t->kind == TERM_MONEY && is_money(t->base))
        said = fen_print(a, t->base->constant.i);
    else if (t->kind == TERM_PER)
        said = text_printf(a, tr("%.*s each"), TEXT_ARG(fen_print(a, t->fen)));
    else if (t->kind == TERM_PERCENT) {
        percent_print(&percent, t->part, t->over);
        said = text_copy(a, buffer_text(&percent));
    }
    if (!is_money(t->cap))
        return said;
    return text_printf(a, tr("%.*s%sat most %.*s"), TEXT_ARG(said), said.n ? tr("; ") : "",
                       TEXT_ARG(fen_print(a, t->cap->constant.i)));
}

/* ---- for machines ---- */

struct text subsidy_payee_name(struct arena *a, struct ledger *l, const struct viewer *v,
                               const struct subsidy_due *x, struct text why)
{
    struct who who;
    struct fault ignored = {0};
    return who_read(&who, a, l, v, x->payee_type, x->payee, why, &ignored) ? who.name : TEXT("");
}

static struct text fen_or_empty(struct arena *a, int64_t fen)
{
    return fen < 0 ? TEXT("") : fen_print(a, fen);
}

static void application_json(struct json *j, struct arena *a, struct ledger *l,
                             const struct subsidy_application *p)
{
    const struct code_list *states = catalogue_codes_find(l->catalogue, TEXT("claim_state"));
    const struct code *state = states && p ? code_find(states, p->state) : NULL;
    json_add_text(j, "application", p ? p->code : TEXT(""));
    json_add_int(j, "application_record", p ? p->record : 0);
    json_add_text(j, "state", p ? p->state : TEXT(""));
    json_add_text(j, "state_label", state ? label_now(state->label) : TEXT(""));
    json_add_text(j, "claimed", fen_or_empty(a, p ? p->claimed_fen : -1));
    json_add_text(j, "paid", fen_or_empty(a, p ? p->paid_fen : -1));
}

static void payments_json(struct json *j, struct arena *a, const struct subsidy_due *x)
{
    json_put_key(j, "payments");
    json_open(j, '[');
    for (size_t i = 0; i < x->payment_count; i++) {
        const struct subsidy_payment *p = &x->payments[i];
        bool is_dated = p->on.since_1970 != DAY_FIRST.since_1970;
        json_open(j, '{');
        json_add_text(j, "on", is_dated ? day_print(a, p->on) : TEXT(""));
        json_add_text(j, "amount", fen_print(a, p->fen));
        json_add_bool(j, "holds", p->holds);
        json_close(j, '}');
    }
    json_close(j, ']');
}

/* Whether a card can be written for the payee. */
static bool has_household(struct arena *a, struct ledger *l, const struct viewer *v,
                          const struct subsidy_due *x)
{
    struct text code;
    struct fault ignored = {0};
    return text_is(x->payee_type->name, "person") &&
           subsidy_household(&code, a, l, v, x->payee, &ignored) && code.n > 0;
}

void subsidy_due_json(struct json *j, struct arena *a, struct ledger *l, const struct viewer *v,
                      const struct subsidy_due *x, struct text why)
{
    json_open(j, '{');
    json_add_text(j, "status", text_from(subsidy_status_name(x->status)));
    json_add_text(j, "payee_type", x->payee_type->name);
    json_add_int(j, "payee", x->payee);
    json_add_text(j, "name", subsidy_payee_name(a, l, v, x, why));
    json_add_bool(j, "household", has_household(a, l, v, x));
    json_add_text(j, "county", x->county);
    json_add_text(j, "village", x->village);
    json_add_text(j, "amount", fen_or_empty(a, x->amount_fen));
    json_add_text(j, "why", x->why);
    json_add_text(j, "lacks", x->lacks);
    json_add_int(j, "short_days", x->short_days);
    application_json(j, a, l, x->application);
    json_add_int(j, "applications", x->applications);
    json_add_bool(j, "twice", x->is_twice);
    json_add_bool(j, "two_places", x->is_elsewhere);
    json_add_bool(j, "claimed_more", x->differs);
    json_add_text(j, "lacks_papers", x->lacks_papers);
    payments_json(j, a, x);
    json_add_int(j, "record", x->basis);
    json_add_text(j, "file", x->file);
    json_add_text(j, "sheet", x->sheet);
    json_add_int(j, "row", x->row);
    json_close(j, '}');
}

void subsidy_list_json(struct json *j, struct arena *a, struct ledger *l, const struct viewer *v,
                       const struct subsidy_list *list, const struct subsidy_window *window,
                       struct text why)
{
    size_t seen = 0;
    json_open(j, '{');
    json_add_text(j, "subsidy", list->subsidy->name);
    json_add_text(j, "from", day_print(a, list->period.from));
    json_add_text(j, "to", day_print(a, list->period.to));
    json_add_text(j, "record_type", list->subsidy->over.type->name);
    json_put_key(j, "due");
    json_open(j, '[');
    for (size_t i = 0; i < list->count; i++) {
        if (!subsidy_filter_takes(window->filter, &list->items[i]))
            continue;
        if (seen >= window->offset && seen - window->offset < window->most)
            subsidy_due_json(j, a, l, v, &list->items[i], why);
        seen++;
    }
    json_close(j, ']');
    json_close(j, '}');
}
