/*
 * Names and their number: 昭阳、鲁甸2个县区, 甲电子、乙食品等5家企业, 从甲、乙、丙3个方面. Only
 * where the names are of what is counted: 甲县、乙县20家医院 names no hospital.
 */
#include "prove/stated.h"

#define NAMES_READ 24
#define NAME_CELLS 24

struct names {
    size_t least, most; /* 和 may join two names, or stand within one */
    struct span of[NAMES_READ];
    size_t count;
    bool is_open; /* 等 */
    bool is_cut;  /* too many, or too long */
    struct span span;
};

static void list_add(const struct asking *a, size_t quote, size_t least, size_t most, bool open,
                     bool only_holds)
{
    stated_add(a, &(struct stated){.kind = RELATION_LIST,
                                   .form = FORM_LIST,
                                   .of = {quote},
                                   .count = 1,
                                   .least = (int64_t)least,
                                   .most = open ? INT64_MAX : (int64_t)most,
                                   .only_holds = only_holds});
}

/* ---- places ---- */

static enum region_level level_of(const struct quote *q, const struct asking *a, size_t quote)
{
    static const struct {
        const char *end;
        enum region_level level;
    } ends[] = {{"省", LEVEL_PROVINCE}, {"市", LEVEL_PREFECTURE}, {"县", LEVEL_COUNTY},
                {"区", LEVEL_COUNTY},   {"乡", LEVEL_TOWN},       {"镇", LEVEL_TOWN},
                {"村", LEVEL_VILLAGE}};
    struct text words = quote_words(a, quote);
    if (q->kind != QUOTE_COUNT || !q->unit_is_named)
        for (size_t i = 0; i < 2; i++) /* 两市 */
            if (text_ends(words, text_from(ends[i].end)))
                return ends[i].level;
    static const char *const named[] = {"省",   "地级市", "市", "县", "区县", "区",
                                        "乡镇", "镇",     "乡", "村", NULL};
    static const enum region_level levels[] = {
        LEVEL_PROVINCE, LEVEL_PREFECTURE, LEVEL_PREFECTURE, LEVEL_COUNTY, LEVEL_COUNTY,
        LEVEL_COUNTY,   LEVEL_TOWN,       LEVEL_TOWN,       LEVEL_TOWN,   LEVEL_VILLAGE};
    const struct cells *c = &a->passage->cells;
    size_t i = a->passage->seats[quote].number_end;
    i += cells_match(c, i, TEXT("个"));
    for (size_t k = 0; named[k]; k++)
        if (cells_match(c, i, text_from(named[k])))
            return levels[k];
    return LEVEL_ANY;
}

static bool all_of_level(const struct mention *m, enum region_level level)
{
    for (size_t i = 0; i < m->regions.count; i++)
        if (region_level_of(m->regions.items[i]) != level)
            return false;
    for (size_t i = 0; i < m->parties.count; i++)
        if (region_level_of(m->parties.items[i]) != level)
            return false;
    return m->regions.count + m->parties.count > 1;
}

/* Of names, not of a word like 两市 for several of them: those are joined by 、 or 和. */
static bool is_spelled(const struct asking *a, const struct mention *m)
{
    size_t links = 0;
    for (size_t i = m->from; i < m->to; i++)
        links += is_cell_any(cell_at(&a->passage->cells, i), U"、和与及");
    return links + 1 == m->regions.count + m->parties.count;
}

/* Places right before the number, or right behind it in （） or after ：. */
static bool places_list(const struct asking *a, size_t quote)
{
    const struct cells *c = &a->passage->cells;
    const struct seat *s = &a->passage->seats[quote];
    const struct mentions *all = &a->passage->mentions;
    enum region_level level = level_of(&a->proof->quotes[quote], a, quote);
    if (level == LEVEL_ANY)
        return false;
    static struct words fill = {.list = {"共", "这", "等", "共计", "合计"}};
    size_t end = s->whole.from - cells_match_any_back(c, s->whole.from, &fill);
    for (size_t i = mentions_from(all, s->whole.from + 1); i-- > 0 && all->items[i].to + 2 > end;) {
        const struct mention *m = &all->items[i];
        bool holds_it = m->to >= s->whole.to && m->from < s->whole.from; /* 甲、乙两市 */
        if (m->to != end && !holds_it)
            continue;
        struct mention names = *m;
        if (holds_it)
            names.to = end;
        if (!all_of_level(m, level) || !is_spelled(a, &names) ||
            (m->from > 0 && cell_at(c, m->from - 1) == 0x3001)) /* 、 another before it */
            return false;
        size_t n = m->regions.count + m->parties.count;
        list_add(a, quote, n, n, cell_at(c, s->whole.from - 1) == 0x7B49, false);
        return true;
    }
    return false;
}

static bool places_behind(const struct asking *a, size_t quote)
{
    const struct cells *c = &a->passage->cells;
    const struct seat *s = &a->passage->seats[quote];
    size_t i = s->whole.to;
    while (i < s->whole.to + 4 && cell_is_han(cell_at(c, i)))
        i++;
    if (!is_cell_any(cell_at(c, i), U"（(：:"))
        return false;
    size_t at = mentions_from(&a->passage->mentions, i + 1);
    const struct mention *m =
        at < a->passage->mentions.count ? &a->passage->mentions.items[at] : NULL;
    enum region_level level = level_of(&a->proof->quotes[quote], a, quote);
    if (!m || m->from != i + 1 || level == LEVEL_ANY || !all_of_level(m, level) ||
        !is_spelled(a, m) || !is_cell_any(cell_at(c, m->to), U"）)。；"))
        return false;
    size_t n = m->regions.count + m->parties.count;
    list_add(a, quote, n, n, false, false);
    return true;
}

/* ---- other names ---- */

static bool is_opening(uint32_t cp)
{
    return is_cell_any(cp, U"（(《“‘");
}

static bool is_closing(uint32_t cp)
{
    return is_cell_any(cp, U"）)》”’");
}

/* Names before a cell, parted by 、 within the clause; what stands in marks is one. */
static void names_before(struct names *out, const struct cells *c, size_t end, size_t first)
{
    size_t to = end, depth = 0, i = end, joins = 0;
    *out = (struct names){.span = {end, end}};
    for (; i > first && out->count < NAMES_READ && to - i < NAME_CELLS; i--) {
        uint32_t cp = cell_at(c, i - 1);
        depth += is_closing(cp);
        if (depth && is_opening(cp))
            depth--;
        else if (!depth && (is_clause_end(c, i - 1) || is_opening(cp)))
            break;
        if (depth)
            continue;
        if (cp == 0x3001) {
            out->of[out->count++] = (struct span){i, to};
            to = i - 1;
        } else if (is_cell_any(cp, U"和与及") && i - 1 > first && to > i) {
            joins++;
        }
    }
    out->is_cut = out->count == NAMES_READ || to - i >= NAME_CELLS;
    if (to > i && !out->is_cut)
        out->of[out->count++] = (struct span){i, to};
    out->span.from = i;
    out->least = out->count;
    out->most = out->count + joins;
}

/* Names of firms end in a word of their trade, or are known to the ledger. */
static bool is_firm(const struct asking *a, struct span name)
{
    static struct words ends = {
        .list = {"集团", "公司", "企业", "股份", "鞋业", "农业",   "科技", "电子", "实业", "食品",
                 "药业", "纺织", "服饰", "智能", "果业", "茶业",   "牧业", "渔业", "农场", "酒业",
                 "家居", "建材", "能源", "物流", "商贸", "电器",   "机械", "材料", "制衣", "制药",
                 "生物", "传媒", "视通", "通信", "光电", "合作社", "菌业", "粮油", "乳业", "工厂"}};
    size_t n = name.to - name.from, k = callings_from(&a->passage->callings, name.from);
    const struct callings *all = &a->passage->callings;
    bool known = k < all->count && all->items[k].from < name.to && all->items[k].count;
    return n >= 3 && (known || ends_with_any(a, name.to, &ends));
}

static bool are_firms(const struct asking *a, const struct names *n)
{
    size_t firms = 0;
    for (size_t i = 0; i < n->count; i++)
        firms += is_firm(a, n->of[i]);
    return n->count > 1 && firms * 4 >= n->count * 3;
}

/* 从甲、乙、丙3个方面: what is counted is only a word for what was named. */
static bool are_aspects(const struct asking *a, size_t quote, struct names *n)
{
    static struct words nouns = {.list = {"方面", "领域", "环节", "层面", "维度", "重点",
                                          "关键环节", "板块", "重点领域", "环节"}};
    static struct words heads = {
        .list = {"从", "在", "围绕", "聚焦", "就", "包括", "涵盖", "涉及", "紧扣"}};
    const struct cells *c = &a->passage->cells;
    size_t i = a->passage->seats[quote].number_end;
    i += cells_match(c, i, TEXT("个")) + cells_match(c, i, TEXT("大"));
    if (!cells_match_any(c, i, &nouns) || n->count < 2)
        return false;
    struct span *head = &n->of[n->count - 1];
    return cells_match_any(c, head->from, &heads) > 0;
}

static bool are_counted_firms(const struct asking *a, size_t quote)
{
    const struct cells *c = &a->passage->cells;
    size_t i = a->passage->seats[quote].number_end;
    size_t end = i + 8;
    if (cell_at(c, i) != 0x5BB6) /* 家 */
        return false;
    static struct words nouns = {.list = {"企业", "公司", "粤商", "单位", "厂"}};
    for (i++; i < end; i++)
        if (cells_match_any(c, i, &nouns))
            return true;
    return is_clause_end(c, a->passage->seats[quote].whole.to);
}

static void names_list(const struct asking *a, size_t quote)
{
    const struct cells *c = &a->passage->cells;
    const struct seat *s = &a->passage->seats[quote];
    static struct words fill = {.list = {"共", "这", "等", "在内的", "等共"}};
    struct names n;
    size_t end = s->whole.from - cells_match_any_back(c, s->whole.from, &fill);
    bool open = cells_have(c, (struct span){end, s->whole.from}, "等");
    if (end == 0 || is_clause_end(c, end - 1))
        return;
    names_before(&n, c, end, s->clause.from);
    if (n.count < 2 || n.is_cut)
        return;
    if (are_aspects(a, quote, &n) || (are_counted_firms(a, quote) && are_firms(a, &n)))
        list_add(a, quote, n.least, n.most, open, false);
}

void lists_state(const struct asking *a, const struct row_of_figures *r)
{
    for (size_t k = 0; k < r->count; k++) {
        const struct quote *q = &a->proof->quotes[r->of[k]];
        if (q->kind != QUOTE_COUNT || q->qualifier != QUALIFIER_EXACT || q->value.places ||
            q->value.mantissa > 99)
            continue;
        if (!places_list(a, r->of[k]) && !places_behind(a, r->of[k]))
            names_list(a, r->of[k]);
    }
}
