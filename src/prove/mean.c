/*
 * Means and rates: 户均2万元 of a total and a number of households; 每人500元.
 */
#include "prove/stated.h"

struct mean_word {
    const char *word;
    enum quote_kind of;
};

static const struct mean_word mean_words[] = {
    {"人均", QUOTE_PERSON},        {"每人", QUOTE_PERSON},    {"每名", QUOTE_PERSON},
    {"平均每人", QUOTE_PERSON},    {"户均", QUOTE_HOUSEHOLD}, {"每户", QUOTE_HOUSEHOLD},
    {"亩均", QUOTE_AREA},          {"每亩", QUOTE_AREA},      {"每个", QUOTE_COUNT},
    {"平均每户", QUOTE_HOUSEHOLD}, {"平均每个", QUOTE_COUNT}, {"每家", QUOTE_COUNT},
    {"每期", QUOTE_COUNT},         {"平均每期", QUOTE_COUNT}, {"每所", QUOTE_COUNT},
};

#define OWN_CELLS_MOST 8

/* The word nearest before a figure, and what stands between them: 户均|增收|2000元. */
static const struct mean_word *mean_word_of(struct span *own, const struct asking *a, size_t quote)
{
    static struct words heads = {.list = {"人均", "户均", "亩均", "每", "平均每"}};
    const struct cells *c = &a->passage->cells;
    const struct seat *s = &a->passage->seats[quote];
    size_t first = s->left.from;
    if (s->whole.from - first > OWN_CELLS_MOST + 4)
        first = s->whole.from - OWN_CELLS_MOST - 4;
    const struct mean_word *found = NULL;
    for (size_t i = first; i < s->whole.from; i++)
        for (size_t k = 0;
             k < sizeof(mean_words) / sizeof(*mean_words) && cells_match_any(c, i, &heads); k++) {
            size_t n = cells_match(c, i, text_from(mean_words[k].word));
            if (!n || i + n > s->whole.from)
                continue;
            found = &mean_words[k];
            *own = (struct span){i + n, s->whole.from};
        }
    return found;
}

/* The one figure before it that fits; SIZE_MAX where there is none, or where there are more. */
static size_t only_before(const struct asking *a, const struct row_of_figures *r, size_t k,
                          enum quote_kind kind, size_t like)
{
    const struct quote *q = a->proof->quotes;
    size_t found = SIZE_MAX;
    for (size_t i = 0; i < r->count; i++) {
        size_t at = r->of[i];
        if (i == k || (like == SIZE_MAX ? q[at].kind != kind : !same_unit(&q[at], &q[like])))
            continue;
        if (found != SIZE_MAX || i > k)
            return SIZE_MAX;
        found = at;
    }
    return found;
}

/* 户均增收: the total is one of 增收, too; with no word of its own it stands right before. */
static bool is_told_alike(const struct asking *a, struct span own, size_t total, size_t heads,
                          size_t mean)
{
    static struct words wider = {
        .list = {"全村", "全镇", "全县", "全市", "全区", "全省", "累计", "年产值", "总产值"}};
    const struct cells *c = &a->passage->cells;
    const struct seat *s = a->passage->seats;
    if (cells_have_any(c, s[total].left, &wider))
        return false;
    size_t n = own.to - own.from;
    if (n == 0) {
        size_t last = s[total].whole.to > s[heads].whole.to ? total : heads;
        return s[mean].whole.from - s[last].whole.to <= 6;
    }
    struct text word = cells_text(a->arena, c, own.to - (n > 2 ? 2 : n), own.to);
    struct span right = {s[total].whole.to, s[total].right.to};
    return cells_have_text(c, s[total].left, word) ||
           (right.to > right.from && cells_have_text(c, right, word));
}

static void mean_state(const struct asking *a, const struct row_of_figures *r, size_t k)
{
    static struct words times = {.list = {"月", "每年", "年均", "天", "日", "次"}};
    struct span own;
    const struct quote *q = a->proof->quotes;
    size_t mean = r->of[k];
    const struct mean_word *w = mean_word_of(&own, a, mean);
    if (!w || is_percent(&q[mean]) || q[mean].kind == w->of ||
        cells_have_any(&a->passage->cells, own, &times))
        return;
    size_t heads = only_before(a, r, k, w->of, SIZE_MAX);
    size_t total = only_before(a, r, k, q[mean].kind, mean);
    if (heads == SIZE_MAX || total == SIZE_MAX || heads == total)
        return;
    struct stated s = {
        .kind = RELATION_MEAN, .form = FORM_MEAN, .of = {mean, total, heads}, .count = 3};
    s.only_holds = !is_told_alike(a, own, total, heads, mean);
    stated_add(a, &s);
}

void means_state(const struct asking *a, const struct row_of_figures *r)
{
    for (size_t k = 2; k < r->count; k++)
        mean_state(a, r, k);
}
