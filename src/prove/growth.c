/*
 * Two figures of different times: 由1000万元增加到4000万元, 增长300%, 增长3倍, 提高2个百分点.
 */
#include "base/language.h"
#include "prove/stated.h"

enum way { WAY_NONE, WAY_UP, WAY_DOWN };

static struct words rises_to = {.list = {"增加到", "增长到", "提高到", "扩大到", "上升到", "递增到",
                                         "增至", "升至", "提高至", "增加至", "增长至", "扩大至",
                                         "上升至", "攀升至", "提升到", "提升至", "攀升到",
                                         "递增至"}};
static struct words falls_to = {.list = {"减少到", "下降到", "降低到", "降至", "降到", "减至",
                                         "下降至", "减少至", "缩减到", "压缩到", "缩短到", "缩短至",
                                         "降低至", "压减到", "压减至"}};
static struct words rise = {
    .list = {"增长", "增加", "提高", "上升", "提升", "增幅", "扩大", "递增", "净增", "增收"}};
static struct words fall = {.list = {"下降", "减少", "降低", "降幅", "缩小", "减幅", "缩短"}};
static struct words small = {.list = {"了", "达", "为", "到", "约", "近", "超", "超过"}};

/* A figure, what it was before, and which way the words say it went. */
struct pair {
    size_t before, now; /* SIZE_MAX: none */
    enum way way;
    bool is_about; /* 约增长 */
};

/* 由, 从 or 自 before a figure within its clause. */
static bool comes_from(const struct asking *a, size_t quote)
{
    static struct words heads = {.list = {"由", "从", "自"}};
    const struct seat *s = &a->passage->seats[quote];
    return cells_have_any(&a->passage->cells, s->left, &heads);
}

/* The k-th figure is what the one before it has become. */
static bool pair_at(struct pair *out, const struct asking *a, const struct row_of_figures *r,
                    size_t k)
{
    const struct cells *c = &a->passage->cells;
    if (k == 0 || !same_unit(&a->proof->quotes[r->of[k - 1]], &a->proof->quotes[r->of[k]]))
        return false;
    struct span words = words_between(a, r->of[k - 1], r->of[k]);
    size_t to = words.to;
    static struct words tail = {.list = {"的", "约", "近", "了"}};
    to -= cells_match_any_back(c, to, &tail);
    bool up = cells_have_any(c, words, &rises_to), down = cells_have_any(c, words, &falls_to);
    if (up == down || words.to - words.from > 24 || !comes_from(a, r->of[k - 1]) ||
        cells_have(c, words, "；"))
        return false;
    *out = (struct pair){r->of[k - 1], r->of[k], up ? WAY_UP : WAY_DOWN, false};
    return true;
}

static void change_add(const struct asking *a, const struct pair *p)
{
    struct stated s = {.kind = RELATION_CHANGE, .form = FORM_CHANGE, .count = 2};
    s.of[0] = p->way == WAY_UP ? p->now : p->before;
    s.of[1] = p->way == WAY_UP ? p->before : p->now;
    stated_add(a, &s);
}

/* 增长, 同比下降了: right before a figure; *end is where the words begin. */
static enum way way_before(const struct asking *a, size_t quote, size_t *begin)
{
    const struct cells *c = &a->passage->cells;
    size_t at = a->passage->seats[quote].whole.from;
    for (size_t n; (n = cells_match_any_back(c, at, &small)) > 0;)
        at -= n;
    size_t up = cells_match_any_back(c, at, &rise), down = cells_match_any_back(c, at, &fall);
    *begin = at - (up > down ? up : down);
    return up > down ? WAY_UP : down ? WAY_DOWN : WAY_NONE;
}

/* 比上年的250亿元增长20%: the figure now stands before 比. */
static bool pair_compared(struct pair *out, const struct asking *a, const struct row_of_figures *r,
                          size_t k, size_t words)
{
    const struct cells *c = &a->passage->cells;
    const struct quote *q = a->proof->quotes;
    const struct seat *s = a->passage->seats;
    size_t before = r->of[k - 1];
    if (k < 2 || s[before].whole.to != words || s[before].clause.from > s[r->of[k]].clause.from)
        return false;
    size_t from = s[before].whole.from;
    while (from > s[before].clause.from && !is_cell_any(cell_at(c, from - 1), U"比较"))
        from--;
    if (from == s[before].clause.from || from < s[r->of[k - 2]].whole.to)
        return false;
    for (size_t i = k - 1; i-- > 0;)
        if (same_unit(&q[r->of[i]], &q[before])) {
            *out = (struct pair){before, r->of[i], WAY_NONE, false};
            return i == k - 2;
        }
    return false;
}

/* The date right before a figure within its clause, or NULL. */
static const struct quote *date_before(const struct asking *a, size_t quote)
{
    const struct quote *d = quote ? &a->proof->quotes[quote - 1] : NULL;
    const struct seat *s = a->passage->seats;
    return d && d->kind == QUOTE_DATE && d->has_period && !d->is_since &&
                   s[quote - 1].sentence == s[quote].sentence &&
                   s[quote - 1].whole.from >= s[quote].clause.from
               ? d
               : NULL;
}

/* 2018年..300万元，2019年..400万元，增长..: one year after the other, the same words between. */
static bool pair_dated(struct pair *out, const struct asking *a, const struct row_of_figures *r,
                       size_t k, size_t words)
{
    const struct cells *c = &a->passage->cells;
    if (k < 2 || !same_unit(&a->proof->quotes[r->of[k - 2]], &a->proof->quotes[r->of[k - 1]]))
        return false;
    size_t before = r->of[k - 2], now = r->of[k - 1];
    const struct quote *first = date_before(a, before), *second = date_before(a, now);
    struct span gap = {a->passage->seats[now].whole.to, words};
    if (!first || !second || gap.to < gap.from || gap.to - gap.from > 3 ||
        !is_clause_end(c, gap.from) || cells_have(c, gap, "；") ||
        second->period.from.since_1970 - first->period.from.since_1970 < 365 ||
        second->period.from.since_1970 - first->period.from.since_1970 > 366 ||
        second->period.to.since_1970 - first->period.to.since_1970 < 365 ||
        second->period.to.since_1970 - first->period.to.since_1970 > 366)
        return false;
    *out = (struct pair){before, now, WAY_NONE, false};
    return true;
}

/* The two figures that the k-th says the growth of. */
static bool pair_of(struct pair *out, const struct asking *a, const struct row_of_figures *r,
                    size_t k, size_t words)
{
    static struct words others = {.list = {"同比", "环比", "比上年", "比去年", "较上年", "较去年",
                                           "年均", "平均", "年递增", "每年", "可比", "不变价",
                                           "月均", "年增", "比", "较"}};
    const struct cells *c = &a->passage->cells;
    if (pair_compared(out, a, r, k, words))
        return true;
    struct span gap = {k ? a->passage->seats[r->of[k - 1]].whole.to : 0, words};
    if (k < 2 || gap.to < gap.from || gap.to - gap.from > 6)
        return false;
    if (pair_dated(out, a, r, k, words))
        return true;
    return !cells_have_any(c, gap, &others) && !cells_have(c, gap, "；") &&
           pair_at(out, a, r, k - 1);
}

static struct stated stated_of(enum relation_kind kind, enum relation_form form, size_t by,
                               const struct pair *p, enum way way)
{
    return (struct stated){.kind = kind,
                           .form = form,
                           .of = {by, p->now, p->before},
                           .count = 3,
                           .falls = way == WAY_DOWN,
                           .is_about = p->is_about};
}

/* One reading, and the one that it is often taken for. */
static void either_add(const struct asking *a, struct stated said, struct stated meant,
                       const char *why)
{
    if (!stated_holds(a, &said) && stated_holds(a, &meant)) {
        said.is_unsure = true;
        said.note = text_from(why);
    }
    stated_add(a, &said);
}

static bool is_unit(const struct quote *q, const char *name)
{
    return text_is(q->unit, name);
}

static void growth_add(const struct asking *a, size_t by, const struct pair *p, enum way way)
{
    const struct quote *q = &a->proof->quotes[by];
    struct stated share = stated_of(RELATION_GROWTH, FORM_GROWTH, by, p, way);
    struct stated step = stated_of(RELATION_STEP, FORM_STEP, by, p, way);
    bool of_shares = is_percent(&a->proof->quotes[p->now]);
    if (is_percent(q) && of_shares) {
        either_add(a, share, step,
                   tr("a difference of two shares is one of percentage points (个百分点)"));
    } else if (is_percent(q)) {
        stated_add(a, &share);
    } else if (is_unit(q, "percentage_point") && of_shares) {
        step.kind = RELATION_POINTS;
        either_add(a, step, share, tr("that is the growth of the share itself, in per cent"));
    } else if (is_unit(q, "times") && way == WAY_UP) {
        either_add(a, stated_of(RELATION_TIMES, FORM_TIMES_BY, by, p, way),
                   stated_of(RELATION_TIMES, FORM_TIMES_TO, by, p, way),
                   tr("grown by N times is N + 1 times as much; here it is N times as much"));
    } else if (same_unit(q, &a->proof->quotes[p->now])) {
        stated_add(a, &step);
    }
}

/* ---- 1860人，比去年多412人，增幅28.4%: what a step is of what was before it ---- */

static enum way step_way(const struct asking *a, size_t quote)
{
    static struct words more = {.list = {"多", "多出", "多了", "增", "增多"}};
    static struct words less = {.list = {"少", "少了", "减"}};
    size_t unused;
    enum way way = way_before(a, quote, &unused);
    if (way != WAY_NONE)
        return way;
    size_t at = a->passage->seats[quote].whole.from;
    bool up = ends_with_any(a, at, &more), down = ends_with_any(a, at, &less);
    return up == down ? WAY_NONE : up ? WAY_UP : WAY_DOWN;
}

/* Right behind the step: ，增幅 or （增幅. */
static bool follows_step(const struct asking *a, size_t step, size_t words)
{
    const struct cells *c = &a->passage->cells;
    size_t to = a->passage->seats[step].whole.to;
    return words == to || (words == to + 1 && (is_clause_end(c, to) || cell_at(c, to) == 0xFF08 ||
                                               cell_at(c, to) == 0x3001));
}

/* What is compared stands before it: the nearest that fits, else the nearest, and that is asked. */
static void step_share_add(const struct asking *a, const struct row_of_figures *r, size_t k,
                           enum way way, size_t words)
{
    static struct words against = {.list = {"比", "较"}};
    const struct quote *q = a->proof->quotes;
    size_t step = r->of[k - 1];
    struct stated nearest = {.count = 0};
    if (!is_percent(&q[r->of[k]]) || is_percent(&q[step]) || !follows_step(a, step, words) ||
        step_way(a, step) != way ||
        !cells_have_any(&a->passage->cells, a->passage->seats[step].left, &against))
        return;
    for (size_t i = k - 1; i-- > 0;) {
        struct stated s = {.kind = RELATION_GROWTH,
                           .form = FORM_STEP_SHARE,
                           .of = {r->of[k], step, r->of[i]},
                           .count = 3,
                           .falls = way == WAY_DOWN,
                           .is_about = is_about_before(a, words)};
        if (!same_unit(&q[r->of[i]], &q[step]))
            continue;
        if (nearest.count == 0)
            nearest = s;
        if (stated_holds(a, &s)) {
            stated_add(a, &s);
            return;
        }
    }
    nearest.is_unsure = true;
    if (nearest.count)
        stated_add(a, &nearest);
}

/* ..是..的3倍, 增长到..的3倍 */
static void times_add(const struct asking *a, const struct row_of_figures *r, size_t k)
{
    static struct words is = {.list = {"是", "为", "达到", "相当于", "增长到", "增加到", "扩大到"}};
    const struct cells *c = &a->passage->cells;
    const struct quote *q = a->proof->quotes;
    size_t by = r->of[k], before = r->of[k - 1], now = r->of[k - 2];
    struct span gap = words_between(a, before, by), words = words_between(a, now, before);
    if (!is_unit(&q[by], "times") || gap.to != gap.from + 1 || cell_at(c, gap.from) != 0x7684 ||
        !same_unit(&q[now], &q[before]) || words.to - words.from > 20 ||
        !cells_have_any(c, words, &is) || cells_have(c, words, "；"))
        return;
    struct pair p = {before, now, WAY_UP, false};
    either_add(a, stated_of(RELATION_TIMES, FORM_TIMES_TO, by, &p, WAY_UP),
               stated_of(RELATION_TIMES, FORM_TIMES_BY, by, &p, WAY_UP),
               tr("N times as much is grown by N - 1 times; here it has grown by N times"));
}

void growths_state(const struct asking *a, const struct row_of_figures *r)
{
    for (size_t k = 1; k < r->count; k++) {
        struct pair p;
        size_t words;
        if (pair_at(&p, a, r, k))
            change_add(a, &p);
        enum way way = way_before(a, r->of[k], &words);
        if (way != WAY_NONE && pair_of(&p, a, r, k, words) && (p.way == WAY_NONE || p.way == way)) {
            p.is_about = is_about_before(a, words);
            growth_add(a, r->of[k], &p, way);
        }
        if (way != WAY_NONE)
            step_share_add(a, r, k, way, words);
        if (k > 1)
            times_add(a, r, k);
    }
}
