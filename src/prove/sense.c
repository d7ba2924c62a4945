/*
 * What a figure cannot well be, by the language and the register of regions alone: 032名, 0次 as
 * something done, 150户62人, 全市12个县 where there are 11.
 */
#include "base/language.h"
#include "prove/numeral.h"
#include "prove/stated.h"

#define PERSONS_MOST 10 /* in one household */

static void ask_sense(const struct asking *a, size_t quote, size_t other, struct text formula,
                      struct text note)
{
    struct asked asked = {.tier = TIER_QUESTION,
                          .quote = quote,
                          .others = {other},
                          .other_count = other != SIZE_MAX,
                          .formula = formula,
                          .note = note,
                          .kind = "sense"};
    question_add(a, &asked);
}

static bool is_counted(const struct quote *q)
{
    return q->kind == QUOTE_COUNT || q->kind == QUOTE_PERSON || q->kind == QUOTE_PERSON_TIME ||
           q->kind == QUOTE_HOUSEHOLD;
}

/* 032名: a nought and another digit behind it. */
static void head_ask(const struct asking *a, size_t i)
{
    const struct quote *q = &a->proof->quotes[i];
    struct text t = text_slice(a->proof->source, q->num_start, q->num_end);
    size_t from = a->passage->seats[i].whole.from;
    bool begins = t.n > 1 && t.p[0] == '0' && cell_is_digit((unsigned char)t.p[1]) &&
                  !(from && cell_is_digit(cell_at(&a->passage->cells, from - 1))); /* 3 075 */
    if (begins && q->kind != QUOTE_DATE && q->kind != QUOTE_DURATION && q->kind != QUOTE_OTHER)
        ask_sense(
            a, i, SIZE_MAX, text_printf(a->arena, "%.*s", TEXT_ARG(quote_words(a, i))),
            text_from(tr("a number does not begin with a nought: a digit is wrong or lacks")));
}

/* 共召开联席会议0次 */
static void nought_ask(const struct asking *a, size_t i)
{
    static struct words done = {.list = {"共", "累计", "已", "组织", "建立", "建成", "选派", "召开",
                                         "举办", "引进", "吸纳", "培训", "举行", "签订", "派驻",
                                         "接受", "开展", "实施", "结对"}};
    static struct words wanted = {.list = {"零", "清零", "降", "减", "至", "到", "仅", "事故",
                                           "发生", "发现", "未", "没", "无"}};
    const struct quote *q = &a->proof->quotes[i];
    const struct seat *s = &a->passage->seats[i];
    struct text t = text_slice(a->proof->source, q->num_start, q->num_end);
    if (q->value.mantissa || !is_counted(q) || q->qualifier != QUALIFIER_EXACT || t.n == 0 ||
        t.p[0] != '0' || !cells_have_any(&a->passage->cells, s->clause, &done) ||
        cells_have_any(&a->passage->cells, s->clause, &wanted))
        return;
    ask_sense(a, i, SIZE_MAX, quote_words(a, i),
              text_from(tr("told as something done, and yet it is none")));
}

/* 150户62人: so many persons in so many households. */
static void households_ask(const struct asking *a, size_t i)
{
    const struct cells *c = &a->passage->cells;
    const struct quote *q = a->proof->quotes;
    struct span gap = words_between(a, i, i + 1);
    if (q[i].kind != QUOTE_HOUSEHOLD || q[i + 1].kind != QUOTE_PERSON || !q[i].has_value ||
        !q[i + 1].has_value || gap.to - gap.from > 1 ||
        (gap.to > gap.from && !is_cell_any(cell_at(c, gap.from), U"、，,共")))
        return;
    struct range households = range_of(&q[i], READING_TRUNCATED);
    struct range persons = range_of(&q[i + 1], READING_TRUNCATED);
    struct range most = range_multiply(households, range_at(PERSONS_MOST));
    if (range_reaches(persons, households) != APART && range_reaches(most, persons) != APART)
        return;
    ask_sense(a, i + 1, i,
              text_printf(a->arena, "%.*s / %.*s", TEXT_ARG(quote_words(a, i + 1)),
                          TEXT_ARG(quote_words(a, i))),
              text_printf(a->arena,
                          tr("read as the persons of these households: fewer than one each, or "
                             "more than %d"),
                          PERSONS_MOST));
}

/* ---- counties of the helped region ---- */

struct counties {
    int64_t count;
    struct day on;
};

static void county_take(void *self, const struct region *r)
{
    struct counties *c = self;
    c->count += r->level == LEVEL_COUNTY && r->from.since_1970 <= c->on.since_1970 &&
                c->on.since_1970 <= r->to.since_1970;
}

/* 全市11个县（市、区）: all there are. 2: a part of them; 0: no count of counties. */
static int counties_told(const struct asking *a, size_t i)
{
    static struct words all = {.list = {"下辖", "所辖", "辖", "辖有", "共辖"}};
    static struct words city = {.list = {"全市", "全市有", "全市共有"}};
    static struct words among = {.list = {"中", "中有", "里"}};
    static struct words units = {
        .list = {"个县（市、区）", "个县（区）", "个县区", "个县市区", "个县（市）"}};
    const struct cells *c = &a->passage->cells;
    const struct seat *s = &a->passage->seats[i];
    const struct quote *q = &a->proof->quotes[i];
    if (q->qualifier != QUALIFIER_EXACT || !cells_match_any(c, s->number_end, &units))
        return 0;
    bool whole = cells_match_any_back(c, s->whole.from, &city) > 0;
    size_t behind = s->number_end + cells_match_any(c, s->number_end, &units);
    if (cells_match_any_back(c, s->whole.from, &all) ||
        (whole && cells_match_any(c, behind, &among)))
        return 1;
    if (whole)
        return 2;
    const struct mention *m = mention_before(&a->passage->mentions, s->clause, s->whole.from);
    bool west = m && m->regions.count == 1 && m->parties.count == 0 &&
                m->regions.items[0] == a->catalogue->programme.west;
    return west ? 2 : 0;
}

static void counties_ask(const struct asking *a, size_t i, const struct counties *c)
{
    int told = c->count ? counties_told(a, i) : 0;
    const struct quote *q = &a->proof->quotes[i];
    int order = decimal_compare(q->value, (struct decimal){c->count, 0});
    if (told == 0 || order == 0 || (told == 2 && order < 0))
        return;
    struct text west = region_name(a->arena, a->catalogue->regions, a->catalogue->programme.west);
    ask_sense(a, i, SIZE_MAX,
              text_printf(a->arena, "%.*s %s %lld", TEXT_ARG(quote_words(a, i)),
                          order > 0 ? ">" : "<", (long long)c->count),
              text_printf(a->arena,
                          tr("read as counties of %.*s: the register of regions has %lld"),
                          TEXT_ARG(west), (long long)c->count));
}

/* The text names the region: 全市 in another one's text is another city. */
static bool is_west_named(const struct asking *a)
{
    const struct mentions *all = &a->passage->mentions;
    struct text west =
        region_short(region_name(a->arena, a->catalogue->regions, a->catalogue->programme.west));
    for (size_t i = 0; i < all->count; i++)
        if (cells_have_text(&a->passage->cells, (struct span){all->items[i].from, all->items[i].to},
                            west))
            return true;
    return false;
}

void questions_of_sense(const struct asking *a)
{
    int64_t west = a->catalogue->programme.west;
    struct counties c = {.on = a->until};
    if (region_level_of(west) == LEVEL_PREFECTURE && is_west_named(a))
        region_each_child(a->catalogue->regions, west, county_take, &c);
    for (size_t i = 0; i < a->proof->count; i++) {
        if (!a->proof->quotes[i].has_value)
            continue;
        head_ask(a, i);
        nought_ask(a, i);
        counties_ask(a, i, &c);
        if (i + 1 < a->proof->count)
            households_ask(a, i);
    }
}
