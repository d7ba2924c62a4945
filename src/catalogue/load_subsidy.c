/*
 * Subsidies: whom a notice speaks of, what must hold, what is due, and how it is claimed and paid.
 */
#include "catalogue/load_subsidy.h"

bool subsidy_node_read(struct subsidy_reader *r, struct node **out, struct cursor *c, struct type as)
{
    TRY(node_read(out, r->l->a, c, r->l->f));
    TRY(node_type_as(&r->typing, *out, as));
    return exists_is_linear(*out, 0, r->l->f);
}

static bool condition_get(struct subsidy_reader *r, struct node **out, struct cursor *c)
{
    if (*out)
        return fault_at(r->l->f, cursor_position(c), fault_set(r->l->f, FAULT_INPUT, "this clause stands twice"));
    return subsidy_node_read(r, out, c, (struct type){.kind = KIND_BOOL});
}

/* ---- which records, and whose ---- */

static bool over_clause(struct subsidy_reader *r, struct cursor *c)
{
    struct loader *l = r->l;
    struct position at = cursor_position(c);
    struct text name;
    struct source_over *over = &r->s->over;
    if (over->type)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "this clause stands twice"));
    TRY(cursor_get(&name, c, TOKEN_NAME, l->f));
    over->type = catalogue_type_find(l->c, name);
    if (!over->type)
        return fault_unknown(l, at, "record", name);
    TRY(cursor_get(&over->alias, c, TOKEN_NAME, l->f));
    if (!over->type->place)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "a claim belongs to a place: the record type has none"));
    struct alias alias = {over->alias, over->type, 0, NULL};
    LIST_ADD(l->a, &r->typing.aliases, alias);
    r->typing.over = over->type;
    r->s->when = over->type->when;
    return true;
}

static bool payee_clause(struct subsidy_reader *r, struct cursor *c)
{
    TRY(node_read(&r->s->payee, r->l->a, c, r->l->f));
    TRY(node_type(&r->typing, r->s->payee, NULL));
    return r->s->payee->type.kind == KIND_REF ||
           fault_node(r->l->f, r->s->payee,
                      fault_set(r->l->f, FAULT_INPUT, "a person or an organisation is wanted"));
}

static bool while_clause(struct subsidy_reader *r, struct cursor *c)
{
    struct node *span;
    struct position at = cursor_position(c);
    TRY(node_read_span(&span, r->l->a, c, r->l->f));
    if (span->kind != NODE_SPAN)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "a span A..B is wanted"));
    struct type day = {.kind = KIND_DAY};
    TRY(node_type_as(&r->typing, span->args[0], day));
    if (span->args[1])
        TRY(node_type_as(&r->typing, span->args[1], day));
    r->s->when = NULL;
    r->s->while_from = span->args[0];
    r->s->while_to = span->args[1];
    return true;
}

static bool when_clause(struct subsidy_reader *r, struct cursor *c)
{
    return subsidy_node_read(r, &r->s->when, c, (struct type){.kind = KIND_DAY});
}

static bool need_clause(struct subsidy_reader *r, struct cursor *c)
{
    struct subsidy *s = r->s;
    if (s->need_count == SUBSIDY_NEEDS_MAX)
        return fault_at(r->l->f, cursor_position(c),
                        fault_set(r->l->f, FAULT_LIMIT, "a subsidy has at most %d needs", SUBSIDY_NEEDS_MAX));
    struct subsidy_need *need = &s->needs[s->need_count++];
    TRY(condition_get(r, &need->holds, c));
    return labels_get(&need->says, c, r->l->f);
}

/* ---- how often, and what shuts it out ---- */

static bool once_clause(struct subsidy_reader *r, struct cursor *c)
{
    static const char *const words[] = {"year", "quarter", "ever", NULL};
    int i = 0;
    while (words[i] && !cursor_take(c, words[i]))
        i++;
    if (!words[i])
        return fault_unknown_word(r->l, c, words);
    r->s->once = (enum subsidy_once)i;
    return !cursor_take(c, "times") ||
           subsidy_node_read(r, &r->s->times, c, (struct type){.kind = KIND_INT});
}

static bool excludes_clause(struct subsidy_reader *r, struct cursor *c)
{
    struct subsidy *s = r->s;
    do {
        struct position at = cursor_position(c);
        struct text name;
        TRY(cursor_get(&name, c, TOKEN_NAME, r->l->f));
        const struct subsidy *other = catalogue_subsidy_find(r->l->c, name);
        if (!other)
            return fault_unknown(r->l, at, "subsidy", name);
        if (other == s || s->exclude_count == sizeof(s->excludes) / sizeof(*s->excludes))
            return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "a subsidy excludes up to eight others"));
        s->excludes[s->exclude_count++] = other;
    } while (c->at->kind == TOKEN_NAME);
    return true;
}

/* ---- claiming ---- */

static bool due_day(struct subsidy_reader *r, struct cursor *c)
{
    struct position at = cursor_position(c);
    int64_t month, day;
    struct day ignored;
    TRY(cursor_whole(&month, c, r->l->f));
    TRY(cursor_expect(c, "-", r->l->f));
    TRY(cursor_whole(&day, c, r->l->f));
    if (month > 12 || day > 31 || !day_make(&ignored, 2001, (int)month, (int)day))
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "a day of every year is wanted, as 4-30"));
    LIST_ADD(r->l->a, &r->s->due, ((struct month_day){(int)month, (int)day}));
    return true;
}

static bool claim_clause(struct subsidy_reader *r, struct cursor *c)
{
    static const char *const words[] = {"yearly", "quarterly", "monthly", NULL};
    int i = 0;
    r->s->claim = c->at->text;
    while (words[i] && !cursor_take(c, words[i]))
        i++;
    if (!words[i])
        return fault_unknown_word(r->l, c, words);
    TRY(cursor_expect(c, "due", r->l->f));
    do
        TRY(due_day(r, c));
    while (c->at->kind == TOKEN_NUMBER);
    return true;
}

static bool notice_clause(struct subsidy_reader *r, struct cursor *c)
{
    struct position at = cursor_position(c);
    int64_t days;
    TRY(cursor_whole(&days, c, r->l->f));
    TRY(cursor_expect(c, "days", r->l->f));
    if (days == 0 || days > 366)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "a notice stands for 1 to 366 days"));
    r->s->notice_days = (int)days;
    r->s->notice_times = cursor_take(c, "twice") ? 2 : 1;
    return true;
}

static bool papers_clause(struct subsidy_reader *r, struct cursor *c)
{
    const struct code_list *list = catalogue_codes_find(r->l->c, TEXT("paper"));
    do {
        struct position at = cursor_position(c);
        struct text paper;
        TRY(cursor_get(&paper, c, TOKEN_NAME, r->l->f));
        if (!list || !code_find(list, paper))
            return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT,
                                                   "the code list %.*s has no code \"%.*s\"",
                                                   TEXT_ARG(TEXT("paper")), TEXT_ARG(paper)));
        LIST_ADD(r->l->a, &r->s->papers, paper);
    } while (c->at->kind == TOKEN_NAME);
    return true;
}

/* ---- money: rounding, parts, quotas ---- */

static bool round_clause(struct subsidy_reader *r, struct cursor *c)
{
    static const char *const words[] = {"half_up", "half_even", "down", "up", NULL};
    struct position at;
    struct text written;
    struct decimal d, fen;
    int i = 0;
    while (words[i] && !cursor_take(c, words[i]))
        i++;
    if (!words[i])
        return fault_unknown_word(r->l, c, words);
    at = cursor_position(c);
    TRY(cursor_get(&written, c, TOKEN_NUMBER, r->l->f));
    if (!decimal_parse(&d, written, r->l->f) || !decimal_rescale(&fen, d, 2, r->l->f) || fen.mantissa <= 0)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "an amount to round to is wanted, as 0.01"));
    r->s->rounding = (enum rounding)i;
    r->s->round_fen = fen.mantissa;
    r->has_round = true;
    return true;
}

static bool after_read(struct subsidy_reader *r, struct subsidy_pay *pay, struct cursor *c)
{
    static const char *const words[] = {"day", "days", "month", "months", "year", "years", NULL};
    struct position at = cursor_position(c);
    int64_t n;
    if (!cursor_take(c, "after"))
        return true;
    TRY(cursor_whole(&n, c, r->l->f));
    if (n > 36500)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "this lies too far ahead"));
    pay->after = (int)n;
    for (int i = 0; words[i]; i++)
        if (cursor_take(c, words[i])) {
            pay->after_unit = (enum after_unit)(i / 2);
            return true;
        }
    return fault_unknown_word(r->l, c, words);
}

/* pay 50% at DAY, 50% at DAY after 1 year if CONDITION */
static bool pay_clause(struct subsidy_reader *r, struct cursor *c)
{
    struct subsidy *s = r->s;
    struct position at = cursor_position(c);
    int64_t sum = 0; /* in millionths */
    do {
        if (s->pay_count == SUBSIDY_PAYS_MAX)
            return fault_at(r->l->f, cursor_position(c), fault_set(r->l->f, FAULT_INPUT, "at most six payments"));
        struct subsidy_pay *pay = &s->pays[s->pay_count++];
        TRY(percent_read(r, &pay->part, &pay->over, c));
        sum += pay->part * (100000000 / pay->over);
        TRY(cursor_expect(c, "at", r->l->f));
        TRY(subsidy_node_read(r, &pay->on, c, (struct type){.kind = KIND_DAY}));
        TRY(after_read(r, pay, c));
        if (cursor_take(c, "if"))
            TRY(condition_get(r, &pay->condition, c));
    } while (cursor_take(c, ","));
    return sum == 100000000 || fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "the payments do not come to 100%%"));
}

/* share 50000 by INDICATOR 30%, INDICATOR 70% largest_remainder */
static bool share_clause(struct subsidy_reader *r, struct cursor *c)
{
    struct subsidy *s = r->s;
    struct position at = cursor_position(c);
    int64_t sum = 0;
    TRY(cursor_whole(&s->places, c, r->l->f));
    if (s->places <= 0)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "places to be shared out are wanted"));
    TRY(cursor_expect(c, "by", r->l->f));
    do {
        struct position factor = cursor_position(c);
        struct text name;
        if (s->share_count == SUBSIDY_SHARES_MAX)
            return fault_at(r->l->f, factor, fault_set(r->l->f, FAULT_INPUT, "at most six factors"));
        struct subsidy_share *share = &s->shares[s->share_count++];
        TRY(cursor_get(&name, c, TOKEN_NAME, r->l->f));
        share->factor = catalogue_indicator_find(r->l->c, name);
        if (!share->factor)
            return fault_unknown(r->l, factor, "indicator", name);
        TRY(percent_read(r, &share->part, &share->over, c));
        sum += share->part * (100000000 / share->over);
    } while (cursor_take(c, ","));
    if (sum != 100000000)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "the factors do not come to 100%%"));
    return cursor_expect(c, "largest_remainder", r->l->f);
}

/* ---- clauses ---- */

static bool in_clause(struct subsidy_reader *r, struct cursor *c)
{
    do {
        int64_t region;
        TRY(region_get(&region, r->l, c));
        LIST_ADD(r->l->a, &r->s->regions, region);
    } while (cursor_take(c, ","));
    return true;
}

static bool label_clause(struct subsidy_reader *r, struct cursor *c)
{
    return labels_get(&r->s->label, c, r->l->f);
}

static bool source_clause(struct subsidy_reader *r, struct cursor *c)
{
    return cursor_get(&r->s->source, c, TOKEN_LABEL, r->l->f);
}

static bool contact_clause(struct subsidy_reader *r, struct cursor *c)
{
    return labels_get(&r->s->contact, c, r->l->f);
}

static bool where_clause(struct subsidy_reader *r, struct cursor *c)
{
    return condition_get(r, &r->s->where, c);
}

static bool paid_clause(struct subsidy_reader *r, struct cursor *c)
{
    return condition_get(r, &r->s->paid, c);
}

/* Clauses that read records stand behind `over`, which names them. */
static const struct {
    const char *word;
    bool (*take)(struct subsidy_reader *r, struct cursor *c);
    bool reads;
} clauses[] = {
    {"label", label_clause, false},     {"source", source_clause, false},
    {"in", in_clause, false},           {"over", over_clause, false},
    {"payee", payee_clause, true},      {"when", when_clause, true},
    {"while", while_clause, true},      {"where", where_clause, true},
    {"need", need_clause, true},        {"amount", amount_clause, true},
    {"row", row_clause, true},          {"round", round_clause, false},
    {"once", once_clause, true},        {"paid", paid_clause, true},
    {"excludes", excludes_clause, false}, {"claim", claim_clause, false},
    {"notice", notice_clause, false},   {"papers", papers_clause, false},
    {"pay", pay_clause, true},          {"share", share_clause, false},
    {"contact", contact_clause, false},
};
#define CLAUSES (sizeof(clauses) / sizeof(*clauses))

static bool clause_take(struct subsidy_reader *r, struct cursor *c)
{
    const char *known[CLAUSES + 3] = {[CLAUSES] = "from", [CLAUSES + 1] = "to"};
    bool dated;
    TRY(from_to_take(&r->s->from, &r->s->to, c, &dated, r->l->f));
    if (dated)
        return cursor_end(c, r->l->f);
    for (size_t i = 0; i < CLAUSES; i++) {
        known[i] = clauses[i].word;
        struct position at = cursor_position(c);
        if (!cursor_take(c, clauses[i].word))
            continue;
        if (clauses[i].reads && !r->s->over.type)
            return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "\"%s\" stands behind `over`",
                                                   clauses[i].word));
        TRY(clauses[i].take(r, c));
        return cursor_end(c, r->l->f);
    }
    return fault_unknown_word(r->l, c, known);
}

static const char *what_is_wanted(const struct subsidy_reader *r)
{
    const struct subsidy *s = r->s;
    if (s->amount_count)
        for (size_t i = 0; i < s->amount_count; i++)
            if (s->amounts[i].rows.count == 0)
                return "row";
    return !s->label.zh.n                     ? "label"
           : !s->source.n                     ? "source"
           : !s->over.type                    ? "over"
           : !s->payee                        ? "payee"
           : !s->need_count                   ? "need"
           : !s->amount_count && !s->is_recognition ? "amount"
           : r->has_percent && !r->has_round ? "round"
                                              : NULL;
}

static bool subsidy_read(struct loader *l, const struct declared *d)
{
    struct subsidy_reader r = {.l = l, .block = d->block, .s = d->thing};
    struct cursor c = block_cursor(d->block);
    r.typing = (struct typing){.a = l->a, .c = l->c, .f = l->f};
    c.at++;
    TRY(cursor_end(&c, l->f));
    for (size_t i = 0; i < d->block->clauses.count; i++) {
        c = clause_cursor(d->block, i);
        TRY(clause_take(&r, &c));
    }
    const char *wanted = what_is_wanted(&r);
    if (wanted)
        return fault_at(l->f, r.s->at, fault_set(l->f, FAULT_INPUT, "this block needs \"%s\"", wanted));
    LIST_ADD(l->a, &l->c->subsidies, r.s);
    return true;
}

bool subsidies_load(struct loader *l)
{
    for (size_t i = 0; i < l->subsidies.count; i++) {
        const struct block *b = l->subsidies.items[i]->block;
        struct subsidy *s = l->subsidies.items[i]->thing;
        ptrdiff_t point = text_find(b->head->text, TEXT("."));
        *s = (struct subsidy){.name = b->head->text, .from = DAY_FIRST, .to = DAY_LAST, .round_fen = 1};
        s->system = point < 0 ? s->name : text_slice(s->name, 0, (size_t)point);
        s->at = (struct position){b->file, b->word->line, b->word->column};
    }
    for (size_t i = 0; i < l->subsidies.count; i++)
        TRY(subsidy_read(l, l->subsidies.items[i]));
    return true;
}
