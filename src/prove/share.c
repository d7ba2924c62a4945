/*
 * Shares of a whole: 占全部的30%, 分别占行政村和贫困村的92.4%和74.6%.
 */
#include "prove/stated.h"

#define NAMES_MOST_HERE 6
#define NAME_CELLS_MOST 14
#define BACK_FIGURES 10 /* a whole stands among the last so many */

/* Percents that one 占 speaks of. */
struct share {
    size_t percents[NAMES_MOST_HERE];
    struct span names[NAMES_MOST_HERE]; /* of the wholes, between 占 and the first percent */
    size_t count, name_count;
    size_t cell;      /* of 占 */
    struct span part; /* 贫困村占..: what stands before it, where that is no figure; or empty */
    bool each;        /* 分别占 */
    bool is_about;    /* 约占 */
};

static bool is_link(uint32_t cp)
{
    return is_cell_any(cp, U"、和与及");
}

/* Without 全市, 其, 总数 and the like at its ends. */
static struct span name_trim(const struct cells *c, struct span s)
{
    static struct words heads = {.list = {"全市", "全县", "全区", "全省", "全村", "全镇", "全部",
                                          "其", "该", "了", "到", "总", "所有", "同期", "本市",
                                          "本县"}};
    static struct words tails = {
        .list = {"总数", "总量", "总额", "总人数", "总人口", "的", "数", "总面积", "总户数"}};
    for (size_t n; s.from < s.to && (n = cells_match_any(c, s.from, &heads)) > 0;)
        s.from += n;
    for (size_t n; s.from < s.to && (n = cells_match_any_back(c, s.to, &tails)) > 0;)
        s.to = s.to - s.from > n ? s.to - n : s.from;
    return s;
}

static void names_read(struct share *out, const struct cells *c, struct span s)
{
    size_t from = s.from;
    for (size_t i = s.from; i <= s.to && out->name_count < NAMES_MOST_HERE; i++) {
        if (i < s.to && !is_link(cell_at(c, i)))
            continue;
        struct span name = name_trim(c, (struct span){from, i});
        if (name.to > name.from)
            out->names[out->name_count++] = name;
        from = i + 1;
    }
}

/* What is said to be a share: the clause before 占, where no figure stands in it. */
static struct span part_name(const struct cells *c, size_t first, size_t cell)
{
    static struct words fill = {.list = {"分别", "均", "也", "约", "将", "已"}};
    size_t to = cell - cells_match_any_back(c, cell, &fill), from = to;
    while (from > first && !is_clause_end(c, from - 1))
        from--;
    return from > first ? name_trim(c, (struct span){from, to}) : (struct span){to, to};
}

/* 占 within the words before the k-th figure, and the percents that go on from there. */
static bool share_read(struct share *out, const struct asking *a, const struct row_of_figures *r,
                       size_t k)
{
    static struct words not_those = {.list = {"占地", "占用", "占领", "侵占", "抢占"}};
    const struct cells *c = &a->passage->cells;
    const struct seat *s = a->passage->seats;
    size_t start = s[r->of[k]].whole.from, first = k ? s[r->of[k - 1]].whole.to : r->span.from;
    *out = (struct share){.cell = SIZE_MAX};
    for (size_t i = first; i < start; i++)
        if (cell_at(c, i) == 0x5360 && !cells_match_any(c, i, &not_those)) /* 占 */
            out->cell = i;
    if (out->cell == SIZE_MAX || start - out->cell > NAME_CELLS_MOST * 2)
        return false;
    size_t behind = out->cell + 1;
    out->part = part_name(c, first, out->cell);
    out->is_about = is_about_before(a, out->cell);
    behind += cells_match(c, behind, TEXT("比"));
    out->each = cells_match_back(c, out->cell, TEXT("分别")) > 0 ||
                cells_match(c, behind, TEXT("分别")) > 0;
    behind += cells_match(c, behind, TEXT("分别"));
    names_read(out, c, (struct span){behind < start ? behind : start, start});
    for (size_t i = k; i < r->count && out->count < NAMES_MOST_HERE; i++) {
        struct span gap = {i > k ? s[r->of[i - 1]].whole.to : start, s[r->of[i]].whole.from};
        bool joined = i == k || (gap.to == gap.from + 1 && is_link(cell_at(c, gap.from)));
        if (!joined || !is_percent(&a->proof->quotes[r->of[i]]))
            break;
        out->percents[out->count++] = r->of[i];
    }
    return out->count > 0;
}

/* How near a name stands at a figure: 1 right at it, more with words before; 0 not at all. */
static size_t name_distance(const struct asking *a, size_t quote, struct span name)
{
    const struct cells *c = &a->passage->cells;
    const struct seat *s = &a->passage->seats[quote];
    struct text word = cells_text(a->arena, c, name.from, name.to);
    static struct words verbs = {.list = {"有", "共", "共有", "达", "达到", "为", "是", "总数",
                                          "总量", "总额", "数", "总人数", "约", "超过", "的"}};
    size_t end = s->whole.from;
    for (size_t n; end > s->left.from && (n = cells_match_any_back(c, end, &verbs)) > 0;)
        end -= n;
    size_t n = cells_match_back(c, end, word);
    if (n && end - n >= s->clause.from) {
        uint32_t before = end - n > s->clause.from ? cell_at(c, end - n - 1) : 0;
        return cell_is_han(before) && !is_cell_any(before, U"有的共市县区省村中") ? 2 : 1;
    }
    for (size_t i = s->number_end; i < s->right.to && i <= s->number_end + 3; i++)
        if (cells_match(c, i, word))
            return 1;
    return 0;
}

/* The figure before one that a name speaks of; SIZE_MAX: none. */
static size_t named_before(const struct asking *a, size_t before, size_t like, struct span name)
{
    const struct quote *q = a->proof->quotes;
    size_t best = SIZE_MAX, best_far = SIZE_MAX, n = 0;
    for (size_t i = before; i-- > 0 && n < BACK_FIGURES; n++) {
        size_t far =
            i == like || is_percent(&q[i]) || (like != SIZE_MAX && !same_unit(&q[i], &q[like]))
                ? 0
                : name_distance(a, i, name);
        if (far && far < best_far) {
            best = i;
            best_far = far;
        }
    }
    return best;
}

/* 全县500户，其中脱贫300户，占60%: the last in its unit before 其中. */
static size_t whole_of_part(const struct asking *a, const struct row_of_figures *r, size_t part)
{
    const struct cells *c = &a->passage->cells;
    const struct quote *q = a->proof->quotes;
    size_t cell = SIZE_MAX;
    for (size_t i = r->span.from; i < a->passage->seats[part].whole.from; i++)
        if (cells_match(c, i, TEXT("其中")) || cells_match(c, i, TEXT("中有")))
            cell = i;
    for (size_t k = r->count; k-- > 0 && cell != SIZE_MAX;)
        if (a->passage->seats[r->of[k]].whole.to <= cell && same_unit(&q[r->of[k]], &q[part]))
            return r->of[k];
    return SIZE_MAX;
}

/* Some other figure before it makes the share hold: then that is the whole. */
static size_t whole_that_holds(const struct asking *a, size_t part, size_t percent)
{
    const struct quote *q = a->proof->quotes;
    for (size_t i = part, n = 0; i-- > 0 && n < BACK_FIGURES; n++) {
        struct stated s = {.form = FORM_SHARE, .of = {percent, part, i}, .count = 3};
        if (same_unit(&q[i], &q[part]) && stated_holds(a, &s))
            return i;
    }
    return SIZE_MAX;
}

/* 3000元以上的占62%: a class is no amount that could be a share of another. */
static bool is_class(const struct quote *q)
{
    return q->hi_open || q->qualifier == QUALIFIER_BELOW || q->qualifier == QUALIFIER_VAGUE;
}

static void share_add(const struct asking *a, const struct row_of_figures *r, size_t part,
                      size_t percent, const struct span *name, bool is_about)
{
    struct stated s = {.kind = RELATION_SHARE,
                       .form = FORM_SHARE,
                       .of = {percent, part},
                       .count = 3,
                       .is_about = is_about};
    s.of[2] = name ? named_before(a, percent, part, *name) : whole_of_part(a, r, part);
    if (s.of[2] == SIZE_MAX || !stated_holds(a, &s)) {
        size_t other = whole_that_holds(a, part, percent);
        if (other != SIZE_MAX)
            s.of[2] = other;
    }
    const struct quote *q = a->proof->quotes;
    if (s.of[2] != SIZE_MAX && !is_class(&q[part]) && !is_class(&q[s.of[2]]))
        stated_add(a, &s);
}

/* The last `count` figures before 占 that are no percents, in one unit. */
static bool parts_before(size_t *out, const struct asking *a, const struct row_of_figures *r,
                         size_t cell, size_t count)
{
    const struct quote *q = a->proof->quotes;
    size_t left = count;
    for (size_t k = r->count; k-- > 0 && left;) {
        size_t i = r->of[k];
        if (a->passage->seats[i].whole.to > cell || is_percent(&q[i]))
            continue;
        if (left < count && !same_unit(&q[i], &q[out[left]]))
            return false;
        out[--left] = i;
    }
    return left == 0;
}

static bool parts_find(size_t *out, const struct asking *a, const struct row_of_figures *r,
                       const struct share *s)
{
    if (s->part.to == s->part.from)
        return parts_before(out, a, r, s->cell, s->count);
    out[0] = s->count == 1 ? named_before(a, s->percents[0], SIZE_MAX, s->part) : SIZE_MAX;
    return out[0] != SIZE_MAX;
}

void shares_state(const struct asking *a, const struct row_of_figures *r)
{
    for (size_t k = 1; k < r->count; k++) {
        struct share s;
        size_t parts[NAMES_MOST_HERE];
        if (!is_percent(&a->proof->quotes[r->of[k]]) || !share_read(&s, a, r, k))
            continue;
        bool fits = s.each ? s.name_count <= 1 || s.name_count == s.count
                           : s.count == 1 && s.name_count <= 1;
        if (!fits || !parts_find(parts, a, r, &s))
            continue;
        for (size_t i = 0; i < s.count; i++)
            share_add(a, r, parts[i], s.percents[i],
                      s.name_count == 0   ? NULL
                      : s.name_count == 1 ? &s.names[0]
                                          : &s.names[i],
                      s.is_about);
    }
}
