/*
 * Parts that a text takes from a whole: 其中, 中有.
 */
#include "prove/stated.h"

#define SENTENCE_PARTS 12

/* What speaks of something else again, though it stands behind 其中. */
static bool turns_away(const struct asking *a, struct span s)
{
    static struct words words = {.list = {"累计", "目前", "截至", "截止", "全国", "全省", "全市",
                                          "全县", "此外", "另外", "同时", "人均", "户均", "平均",
                                          "共计", "合计", "总计", "增长", "增加", "下降", "减少",
                                          "达到", "实现", "完成", "每",   "比",   "同比"}};
    return cells_have_any(&a->passage->cells, s, &words);
}

/* 人均, 每户, 工资: of such a part may be more than of the whole. */
static bool is_mean(const struct asking *a, size_t quote)
{
    static struct words words = {.list = {"均", "每", "单价", "价格", "工资", "月薪", "底薪",
                                          "指数", "最高", "最低", "至多", "寿命", "年龄", "气温",
                                          "海拔"}};
    const struct seat *s = &a->passage->seats[quote];
    struct span left = {s->clause.from < s->left.from ? s->left.from : s->clause.from,
                        s->whole.from};
    return cells_have_any(&a->passage->cells, left, &words);
}

/* The nearest figure in its unit before a cell; none where another before it is as large. */
static size_t whole_of(const struct asking *a, const struct row_of_figures *r, size_t part,
                       size_t before)
{
    const struct quote *q = a->proof->quotes;
    size_t whole = SIZE_MAX;
    for (size_t k = r->count; k-- > 0;) {
        size_t i = r->of[k];
        if (a->passage->seats[i].whole.to > before || i == part || is_percent(&q[i]) ||
            !same_unit(&q[i], &q[part]))
            continue;
        if (is_mean(a, i))
            return SIZE_MAX;
        struct stated s = {.form = FORM_LEAST, .of = {i, part}, .count = 2};
        if (whole == SIZE_MAX)
            whole = i;
        else if (stated_holds(a, &s)) /* it may be a part of that one */
            return stated_holds(
                       a, &(struct stated){.form = FORM_LEAST, .of = {whole, part}, .count = 2})
                       ? whole
                       : SIZE_MAX;
    }
    return whole;
}

/* only_holds: a clause of its own, which may speak of something else. */
static void part_add(const struct asking *a, size_t whole, size_t part, bool only_holds)
{
    struct stated s = {.kind = RELATION_PART, .form = FORM_LEAST, .of = {whole, part}, .count = 2};
    s.only_holds = only_holds;
    stated_add(a, &s);
}

static const struct mention *place_of(const struct asking *a, size_t quote)
{
    const struct seat *s = &a->passage->seats[quote];
    const struct mention *m = mention_before(&a->passage->mentions, s->left, s->whole.from);
    return m && m->regions.count + m->parties.count == 1 ? m : NULL;
}

static int64_t place_code(const struct mention *m)
{
    return m->regions.count ? m->regions.items[0] : m->parties.items[0];
}

/* 其中鲁甸县10人、巧家县20人: of places apart from one another, they are not counted twice. */
static void places_add(const struct asking *a, size_t whole, const size_t *parts, size_t count)
{
    struct stated s = {.kind = RELATION_PART, .form = FORM_LEAST, .of = {whole}, .count = 1};
    for (size_t i = 0; i < count && s.count < RELATION_FIGURES_MOST; i++) {
        const struct mention *m = place_of(a, parts[i]);
        if (!m)
            return;
        for (size_t k = 0; k < i; k++) {
            int64_t x = place_code(m), y = place_code(place_of(a, parts[k]));
            struct region_range one = region_span(x), other = region_span(y);
            if ((y >= one.first && y < one.after) || (x >= other.first && x < other.after))
                return;
        }
        s.of[s.count++] = parts[i];
    }
    if (s.count > 2)
        stated_add(a, &s);
}

/* A date between a cell and a figure: another time is spoken of. */
static bool has_date(const struct asking *a, size_t from, size_t quote)
{
    for (size_t i = quote; i-- > 0 && a->passage->seats[i].whole.from >= from;)
        if (a->proof->quotes[i].kind == QUOTE_DATE)
            return true;
    return false;
}

/* Those behind one 其中, up to ； or the next 其中. */
static void parts_from(const struct asking *a, const struct row_of_figures *r, size_t cell)
{
    const struct cells *c = &a->passage->cells;
    const struct seat *s = a->passage->seats;
    static struct words commas = {.list = {"，", ","}};
    size_t parts[SENTENCE_PARTS], count = 0, whole = SIZE_MAX, from = cell + 2;
    for (size_t k = 0; k < r->count && count < SENTENCE_PARTS; k++) {
        size_t i = r->of[k];
        if (s[i].whole.from < from)
            continue;
        struct span between = {from, s[i].whole.from};
        if (cells_have(c, between, "其中") || cells_have(c, between, "；") ||
            turns_away(a, between) || (count && has_date(a, from, i)))
            break;
        from = s[i].whole.to;
        if (is_percent(&a->proof->quotes[i]) || is_mean(a, i))
            continue;
        size_t of = whole_of(a, r, i, cell);
        if (of == SIZE_MAX || (whole != SIZE_MAX && of != whole))
            break;
        whole = of;
        part_add(a, whole, i, count > 0 && cells_have_any(c, between, &commas));
        parts[count++] = i;
    }
    if (count > 1)
        places_add(a, whole, parts, count);
}

/* 1336个行政村中有贫困村1235个 */
static void part_among(const struct asking *a, const struct row_of_figures *r, size_t k)
{
    static struct words words = {.list = {"中有", "里有", "中的"}};
    size_t whole = r->of[k - 1], part = r->of[k];
    struct span between = words_between(a, whole, part);
    if (between.to - between.from <= 16 && cells_have_any(&a->passage->cells, between, &words) &&
        !cells_have(&a->passage->cells, between, "，") &&
        same_unit(&a->proof->quotes[whole], &a->proof->quotes[part]))
        part_add(a, whole, part, false);
}

void parts_state(const struct asking *a, const struct row_of_figures *r)
{
    const struct cells *c = &a->passage->cells;
    for (size_t k = 1; k < r->count; k++)
        part_among(a, r, k);
    for (size_t i = r->span.from; r->count > 1 && i + 2 < r->span.to; i++)
        if (cells_match(c, i, TEXT("其中")))
            parts_from(a, r, i);
}
