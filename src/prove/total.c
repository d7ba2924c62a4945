/*
 * Sums: 甲10户、乙20户，共30户; 共30人，分别为..; 624个，已出列600个，剩余24个.
 */
#include "prove/stated.h"

#define SUBSETS_OF 10 /* so many figures are tried in all ways */

static struct stated sum_of(enum relation_kind kind, size_t total, const size_t *parts,
                            size_t count)
{
    struct stated s = {.kind = kind, .form = FORM_SUM, .of = {total}, .count = 1};
    for (size_t i = 0; i < count && s.count < RELATION_FIGURES_MOST; i++)
        s.of[s.count++] = parts[i];
    return s;
}

/* Figures before it in its unit; no percents, and none that is a sum itself. */
static size_t parts_before(size_t *out, const struct asking *a, const struct row_of_figures *r,
                           size_t k)
{
    const struct quote *q = a->proof->quotes;
    size_t count = 0;
    for (size_t i = k; i-- > 0 && count < SUBSETS_OF;)
        if (same_unit(&q[r->of[i]], &q[r->of[k]]))
            out[count++] = r->of[i];
    for (size_t i = 0; i < count / 2; i++) {
        size_t other = out[i];
        out[i] = out[count - 1 - i];
        out[count - 1 - i] = other;
    }
    return count;
}

/* Some of them come to the total, at least two; or all, where none do. */
static struct stated sum_choose(const struct asking *a, enum relation_kind kind, size_t total,
                                const size_t *parts, size_t count)
{
    struct stated all = sum_of(kind, total, parts, count);
    if (stated_holds(a, &all))
        return all;
    for (unsigned set = 1; set < 1u << count; set++) {
        size_t some[SUBSETS_OF], n = 0;
        for (size_t i = 0; i < count; i++)
            if (set & 1u << i)
                some[n++] = parts[i];
        struct stated s = sum_of(kind, total, some, n);
        if (n > 1 && stated_holds(a, &s))
            return s;
    }
    return all;
}

/* All of them stand one by one, with nothing in another unit between them and the total. */
static bool is_plain_list(const struct asking *a, const struct row_of_figures *r, size_t k,
                          size_t count)
{
    const struct cells *c = &a->passage->cells;
    for (size_t i = k; i-- > k - count;)
        if (!same_unit(&a->proof->quotes[r->of[i]], &a->proof->quotes[r->of[k]]))
            return false;
    struct span s = {a->passage->seats[r->of[k - count]].whole.from,
                     a->passage->seats[r->of[k]].whole.from};
    static struct words inner = {.list = {"其中", "（", "(", "；", "从", "由", "占", "比"}};
    return !cells_have_any(c, s, &inner);
}

static void total_behind(const struct asking *a, const struct row_of_figures *r, size_t k)
{
    static struct words strong = {.list = {"合计", "共计", "总计", "合计为", "共计为"}};
    static struct words weak = {
        .list = {"共", "一共", "总共", "合计", "共计", "总计", "合计为", "共计为"}};
    const struct cells *c = &a->passage->cells;
    const struct seat *s = &a->passage->seats[r->of[k]];
    size_t n = cells_match_any_back(c, s->whole.from, &weak), parts[SUBSETS_OF];
    bool heads = n && s->whole.from - n == s->clause.from;
    if (!heads && !cells_match_any_back(c, s->whole.from, &strong))
        return;
    size_t count = parts_before(parts, a, r, k);
    if (count < 2)
        return;
    struct stated sum = sum_choose(a, RELATION_SUM, r->of[k], parts, count);
    sum.only_holds = count == SUBSETS_OF || !heads || !is_plain_list(a, r, k, count);
    stated_add(a, &sum);
}

/* 共30人，分别为10人、12人、8人 */
static void parts_behind(const struct asking *a, const struct row_of_figures *r, size_t k)
{
    static struct words cues = {.list = {"分别为", "分别是", "分别有"}};
    const struct cells *c = &a->passage->cells;
    const struct seat *s = a->passage->seats;
    size_t count = 0, total = r->of[k];
    size_t parts[SUBSETS_OF];
    for (size_t i = k + 1; i < r->count && count < SUBSETS_OF; i++) {
        struct span gap = {s[r->of[i - 1]].whole.to, s[r->of[i]].whole.from};
        bool first = i == k + 1;
        if (!same_unit(&a->proof->quotes[r->of[i]], &a->proof->quotes[total]) ||
            cells_have(c, gap, "；") || cells_have(c, gap, "其中") ||
            (first && !cells_have_any(c, gap, &cues)) || (!first && cells_have(c, gap, "，")))
            break;
        parts[count++] = r->of[i];
    }
    if (count < 2)
        return;
    struct stated sum = sum_of(RELATION_SUM, total, parts, count);
    struct span head = {s[total].clause.from, s[total].whole.from};
    static struct words totals = {.list = {"共", "总", "合计"}};
    sum.only_holds = !cells_have_any(c, head, &totals);
    stated_add(a, &sum);
}

/* 624个，已出列600个，剩余24个 */
static void rest_left(const struct asking *a, const struct row_of_figures *r, size_t k)
{
    static struct words cues = {.list = {"剩余", "剩下", "还剩", "还余", "尚余", "仅剩", "剩"}};
    static struct words done = {.list = {"已", "出列", "脱贫", "完成", "摘帽", "搬迁", "退出"}};
    const struct cells *c = &a->passage->cells;
    const struct quote *q = a->proof->quotes;
    const struct seat *s = a->passage->seats;
    size_t rest = r->of[k], taken = r->of[k - 1], all = r->of[k - 2];
    struct span words = words_between(a, taken, rest), before = words_between(a, all, taken);
    if (words.to - words.from > 10 || !cells_have_any(c, words, &cues) ||
        !same_unit(&q[rest], &q[taken]) || !same_unit(&q[rest], &q[all]))
        return;
    struct stated sum = sum_of(RELATION_REST, all, (size_t[]){taken, rest}, 2);
    sum.only_holds = !cells_have_any(c, before, &done) ||
                     !ends_with_any(a, s[rest].whole.from, &cues) || before.to - before.from > 14;
    stated_add(a, &sum);
}

void totals_state(const struct asking *a, const struct row_of_figures *r)
{
    for (size_t k = 0; k < r->count; k++) {
        if (is_percent(&a->proof->quotes[r->of[k]]))
            continue;
        total_behind(a, r, k);
        parts_behind(a, r, k);
        if (k > 1)
            rest_left(a, r, k);
    }
}
