#include "prove/setting.h"

#define DAYS_OF_A_YEAR 366

static struct span sentence_of(const struct settings *s, size_t sentence)
{
    return s->passage->sentences[sentence].span;
}

/* ---- period ---- */

static struct period until_now(const struct settings *s)
{
    return (struct period){DAY_FIRST, s->until};
}

static bool is_whole_year(const struct quote *q)
{
    int year, month, day;
    if (q->kind != QUOTE_DATE || !q->has_period || q->is_since)
        return false;
    day_split(q->period.from, &year, &month, &day);
    return month == 1 && day == 1 && q->period.to.since_1970 - q->period.from.since_1970 >= 364 &&
           q->period.to.since_1970 - q->period.from.since_1970 <= 365;
}

static struct period year_until(const struct settings *s, const struct quote *q)
{
    struct period p = q->period;
    if (p.to.since_1970 > s->until.since_1970)
        p.to = s->until;
    return p;
}

#define TITLE_CELLS_MAX 40

/* 2019年某市东西部协作统计公报: a first line of its own that names one year and a report. */
struct period settings_title(const struct settings *s)
{
    static struct words reports = {.list = {"公报", "总结", "报告", "情况", "通报", "综述", "年报"}};
    const struct passage *p = s->passage;
    const struct quote *q = p->proof->quotes;
    if (p->is_narrow || p->sentence_count < 2 || !p->sentences[1].begins_paragraph ||
        p->proof->count == 0 || p->seats[0].sentence != 0)
        return until_now(s);
    struct span line = p->sentences[0].span;
    bool one = p->proof->count == 1 || p->seats[1].sentence != 0;
    bool names_year = one && line.to - line.from <= TITLE_CELLS_MAX && is_whole_year(&q[0]) &&
                      q[0].period.from.since_1970 <= s->until.since_1970 &&
                      cells_have_any(&p->cells, line, &reports);
    return names_year ? year_until(s, &q[0]) : until_now(s);
}

/* 累计: whatever there was up to the end of it. */
static struct period title_period(const struct settings *s, struct span within)
{
    static struct words all_along = {.list = {"累计", "共有", "现有"}};
    struct period p = s->title;
    if (cells_have_any(&s->passage->cells, within, &all_along))
        p.from = DAY_FIRST;
    return p;
}

static bool is_as_of(const struct settings *s, size_t cell)
{
    static struct words to = {.list = {"截至", "截止", "截止到", "截至到"}};
    return cells_match_any_back(&s->passage->cells, cell, &to) > 0;
}

/* 3年来: from that long ago; the whole programme where that is about its age. */
static struct period years_back(const struct settings *s, const struct quote *q)
{
    struct period p = until_now(s);
    if (!text_is(q->unit, "year") || q->value.places || q->value.mantissa < 1 ||
        q->value.mantissa > 99)
        return p;
    struct day from = day_add_months(s->until, -12 * (int)q->value.mantissa);
    if (from.since_1970 > s->first.since_1970 + DAYS_OF_A_YEAR)
        p.from = from;
    return p;
}

static struct period period_of(const struct settings *s, size_t quote)
{
    const struct quote *q = &s->passage->proof->quotes[quote];
    if (q->kind != QUOTE_DATE)
        return years_back(s, q);
    struct period p = q->period;
    if (p.from.since_1970 == p.to.since_1970 || is_as_of(s, s->passage->seats[quote].whole.from))
        p.from = DAY_FIRST; /* 2014年底: up to it */
    if (p.to.since_1970 > s->until.since_1970 && p.from.since_1970 <= s->until.since_1970)
        p.to = s->until;
    return p;
}

/* 较去年增长: a date to compare with is not the figure's. */
static bool is_compared(const struct settings *s, size_t quote)
{
    static struct words than = {.list = {"较", "比", "相比", "同比", "超过", "超", "高于", "低于"}};
    return cells_match_any_back(&s->passage->cells, s->passage->seats[quote].whole.from, &than) > 0;
}

#define YEAR_QUOTES_BACK 200

/* 全年, 当年: the year that was spoken of last. */
static bool year_told(struct period *out, const struct settings *s, size_t quote,
                      struct span within)
{
    static struct words words = {.list = {"全年", "当年", "年内", "本年度"}};
    const struct quote *q = s->passage->proof->quotes;
    if (!cells_have_any(&s->passage->cells, within, &words))
        return false;
    for (size_t i = quote, n = 0; i-- > 0 && n < YEAR_QUOTES_BACK; n++)
        if (is_whole_year(&q[i]) && !is_compared(s, i)) {
            *out = year_until(s, &q[i]);
            return true;
        }
    return false;
}

static bool is_time(const struct settings *s, size_t quote)
{
    const struct quote *q = &s->passage->proof->quotes[quote];
    return q->is_since || (q->kind == QUOTE_DATE && q->has_period && !is_compared(s, quote));
}

/* 目前 and its like after the last date: up to now. */
static bool now_is_said(const struct settings *s, struct span within)
{
    static struct words now = {.list = {"目前", "迄今", "至今", "现已", "截至目前", "以来"}};
    return cells_have_any(&s->passage->cells, within, &now);
}

static bool sentence_period(struct period *out, const struct settings *s, size_t sentence,
                            size_t quote_end, size_t cell)
{
    const struct seat *seats = s->passage->seats;
    for (size_t i = quote_end; i-- > 0 && seats[i].sentence == sentence;) {
        if (!is_time(s, i))
            continue;
        bool now = now_is_said(s, (struct span){seats[i].whole.to, cell});
        *out = now ? until_now(s) : period_of(s, i);
        return true;
    }
    if (year_told(out, s, quote_end, (struct span){sentence_of(s, sentence).from, cell}))
        return true;
    *out = until_now(s);
    return now_is_said(s, (struct span){sentence_of(s, sentence).from, cell});
}

/* The sentence before, in the same paragraph: what it said of time and place may still hold. */
static bool has_before(const struct settings *s, size_t sentence)
{
    return sentence > 0 && !s->passage->sentences[sentence].begins_paragraph;
}

static bool has_own_subject(const struct settings *s, const struct seat *seat)
{
    return mention_before(&s->passage->mentions, sentence_of(s, seat->sentence),
                          seat->whole.from) != NULL;
}

/* 2016年投入资金若干，让150户实现安居: what came of it came later, too. */
static bool is_result(const struct settings *s, const struct seat *seat)
{
    static struct words leads = {.list = {"让", "使", "惠及", "使得"}};
    return cells_match_any(&s->passage->cells, seat->clause.from, &leads) > 0;
}

/* Two record types that belong to one thing: both refer to a type of the second's own system. */
static bool share_reference(const struct record_type *x, const struct record_type *y)
{
    for (size_t i = 0; i < x->field_count; i++)
        for (size_t k = 0; k < y->field_count; k++) {
            const struct record_type *to = x->fields[i].type.target;
            if (to && to == y->fields[k].type.target && text_equal(to->system, y->system))
                return true;
        }
    return false;
}

/* Whom a project reached, after the money that was put into it in the same sentence. */
static bool follows_money(const struct settings *s, size_t quote, const struct indicator *x,
                          const struct proof *earlier)
{
    const struct quote *q = earlier->quotes;
    const struct seat *seats = s->passage->seats;
    if (q[quote].kind != QUOTE_PERSON && q[quote].kind != QUOTE_HOUSEHOLD)
        return false;
    for (size_t i = quote; i-- > 0 && seats[i].sentence == seats[quote].sentence;)
        if (q[i].kind == QUOTE_MONEY && q[i].indicator && q[i].indicator->over_count &&
            x->over_count && share_reference(q[i].indicator->over[0].type, x->over[0].type))
            return true;
    return false;
}

static struct period figure_period(const struct settings *s, size_t quote)
{
    const struct seat *seat = &s->passage->seats[quote];
    struct period p;
    if (sentence_period(&p, s, seat->sentence, quote, seat->whole.from)) {
        if (is_result(s, seat))
            p.to = s->until;
        return p;
    }
    struct span before = {sentence_of(s, seat->sentence).from, seat->whole.from};
    if (has_own_subject(s, seat) || !has_before(s, seat->sentence))
        return title_period(s, before);
    size_t i = quote;
    while (i > 0 && s->passage->seats[i - 1].sentence == seat->sentence)
        i--;
    return sentence_period(&p, s, seat->sentence - 1, i, sentence_of(s, seat->sentence - 1).to)
               ? p
               : title_period(s, before);
}

/* ---- places and parties ---- */

enum wants { WANTS_REGIONS, WANTS_PARTIES };

static const region_list *list_of(const struct mention *m, enum wants wants)
{
    return wants == WANTS_REGIONS ? &m->regions : &m->parties;
}

#define BRACKET_CELLS_MAX 80

/* （东莞5.31亿元、中山3.15亿元）: what stands in brackets holds for nothing behind them. */
static bool is_aside(const struct settings *s, const struct mention *m, size_t cell)
{
    const struct cells *c = &s->passage->cells;
    for (size_t i = m->to; i < cell && i < m->to + BRACKET_CELLS_MAX; i++)
        if (is_cell_any(cell_at(c, i), U"（）()"))
            return is_cell_any(cell_at(c, i), U"）)");
    return false;
}

/* Whether an amount, and no date, begins right behind a mention of that side. */
static bool has_figure(const struct settings *s, const struct mention *m, enum side side)
{
    const struct passage *p = s->passage;
    size_t i = seats_from(p, m->to);
    return m->side == side && i < p->proof->count && p->seats[i].whole.from == m->to &&
           p->proof->quotes[i].kind != QUOTE_DATE;
}

/* 其中东莞市2.83亿元、中山市1.79亿元，: dealt out among several; what follows is of all again. */
static bool is_dealt_out(const struct settings *s, const struct mention *m, struct span within,
                         size_t cell)
{
    const struct mentions *all = &s->passage->mentions;
    const struct mention *end = all->items + all->count;
    size_t i = m->to;
    while (i < cell && !is_clause_end(&s->passage->cells, i))
        i++;
    if (i == cell || !has_figure(s, m, m->side))
        return false;
    return (m > all->items && m[-1].from >= within.from && has_figure(s, m - 1, m->side)) ||
           (m + 1 < end && m[1].to <= cell && has_figure(s, m + 1, m->side));
}

/* The nearest before a cell; an eastern province says: all its cities. */
static const struct mention *nearest_before(const struct settings *s, enum wants wants,
                                            struct span within, size_t cell, bool *all)
{
    const struct mention *m;
    size_t figure = cell;
    while ((m = mention_before(&s->passage->mentions, within, cell)) != NULL) {
        cell = m->from;
        if (is_aside(s, m, figure) || is_dealt_out(s, m, within, figure))
            continue;
        if (list_of(m, wants)->count)
            return m;
        if (wants == WANTS_PARTIES && m->side == SIDE_EAST) {
            *all = true;
            return NULL;
        }
    }
    return NULL;
}

static const struct mention *nearest_after(const struct settings *s, enum wants wants,
                                           struct span within)
{
    size_t i = mentions_from(&s->passage->mentions, within.from);
    for (; i < s->passage->mentions.count && s->passage->mentions.items[i].to <= within.to; i++)
        if (list_of(&s->passage->mentions.items[i], wants)->count)
            return &s->passage->mentions.items[i];
    return NULL;
}

static const struct mention *mention_of(const struct settings *s, enum wants wants,
                                        const struct seat *seat)
{
    bool all = false;
    struct span sentence = sentence_of(s, seat->sentence);
    const struct mention *m = nearest_before(s, wants, sentence, seat->whole.from, &all);
    if (m || all)
        return m;
    size_t after = wants == WANTS_REGIONS ? sentence.to : seat->clause.to;
    m = nearest_after(s, wants, (struct span){seat->whole.to, after});
    if (m || !has_before(s, seat->sentence))
        return m;
    if (wants == WANTS_PARTIES && has_own_subject(s, seat))
        return NULL;
    struct span before = sentence_of(s, seat->sentence - 1);
    return nearest_before(s, wants, before, before.to, &all);
}

/* 永善县整合资金: who gives stands in the clause, and is no eastern side. */
static bool west_gives(const struct settings *s, const struct quote *q, const struct seat *seat)
{
    struct span own = {seat->clause.from, seat->whole.from};
    bool west = false;
    if (q->kind != QUOTE_MONEY)
        return false;
    for (size_t i = mentions_from(&s->passage->mentions, own.from);
         i < s->passage->mentions.count && s->passage->mentions.items[i].to <= own.to; i++) {
        if (s->passage->mentions.items[i].side != SIDE_WEST)
            return false;
        west = true;
    }
    return west;
}

static void places_read(struct scope *out, const struct settings *s, size_t quote,
                        const struct indicator_trait *trait)
{
    const struct seat *seat = &s->passage->seats[quote];
    const struct mention *m = mention_of(s, WANTS_REGIONS, seat);
    for (size_t i = 0; m && i < m->regions.count; i++)
        LIST_ADD(s->arena, &out->regions, m->regions.items[i]);
    if (!trait->has_party || west_gives(s, &s->passage->proof->quotes[quote], seat))
        return;
    m = mention_of(s, WANTS_PARTIES, seat);
    for (size_t i = 0; m && i < m->parties.count; i++)
        LIST_ADD(s->arena, &out->parties, m->parties.items[i]);
}

/* The eastern side that the clause itself names: 中山市给水星坝投入. */
static void own_parties(struct scope *out, const struct settings *s, const struct seat *seat)
{
    bool all = false;
    struct span own = {seat->clause.from, seat->whole.from};
    const struct mention *m = nearest_before(s, WANTS_PARTIES, own, own.to, &all);
    const struct callings *k = &s->passage->callings;
    size_t behind = m ? callings_from(k, m->from) : 0;
    if (m && behind < k->count && k->items[behind].from == m->to)
        return; /* 中山市兴中集团 */
    for (size_t i = 0; m && i < m->parties.count; i++)
        LIST_ADD(s->arena, &out->parties, m->parties.items[i]);
}

static bool same_records(const struct indicator *x, const struct indicator *y)
{
    return x->over_count == 1 && y->over_count == 1 && x->over[0].type == y->over[0].type;
}

/* One firm's or site's: where it lies follows from its records. */
static void subject_set(struct scope *out, const struct settings *s, size_t quote,
                        const struct link *link, const struct indicator_trait *trait)
{
    out->where = (struct text){NULL, 0};
    if (!link->subject.named)
        return;
    out->regions.count = out->parties.count = 0;
    if (trait->has_party && s->passage->proof->quotes[quote].kind == QUOTE_MONEY)
        own_parties(out, s, &s->passage->seats[quote]);
    out->where = subject_where(s->arena, &link->subject);
}

void setting_read(struct scope *out, const struct settings *s, size_t quote,
                  const struct link *link, const struct proof *earlier)
{
    const struct indicator_trait *trait = &s->vocabulary->traits[link->indicator];
    const struct indicator *x = s->vocabulary->catalogue->indicators.items[link->indicator];
    struct period period = figure_period(s, quote);
    if (follows_money(s, quote, x, earlier))
        period.to = s->until;
    if (x->while_from || x->basis == BASIS_ENTERED)
        period.from = DAY_FIRST; /* what stands on a day has no first one */
    *out = (struct scope){.from = period.from, .to = period.to};
    if (link->whole != SIZE_MAX) {
        *out = earlier->quotes[link->whole].scope; /* a part holds where its whole does */
        if (!trait->has_party)
            out->parties.count = 0;
        if (link->subject.named || !same_records(earlier->quotes[link->whole].indicator, x))
            subject_set(out, s, quote, link, trait);
    } else if (link->like != SIZE_MAX) {
        out->regions.items = earlier->quotes[link->like].scope.regions.items;
        out->regions.count = earlier->quotes[link->like].scope.regions.count;
        out->parties.items = earlier->quotes[link->like].scope.parties.items;
        out->parties.count = earlier->quotes[link->like].scope.parties.count;
        out->where = earlier->quotes[link->like].scope.where;
    } else if (link->subject.named) {
        subject_set(out, s, quote, link, trait);
    } else {
        places_read(out, s, quote, trait);
    }
}
