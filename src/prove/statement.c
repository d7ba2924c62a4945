#include "prove/statement.h"

static bool is_led_to(const struct cells *c, size_t cell)
{
    static struct words to = {
        .list = {"到", "赴", "在", "走进", "来", "至", "前往", "去", "进驻", "派往", "往", "到了"}};
    return cells_match_any_back(c, cell, &to) > 0;
}

/* 全省, 全国, 云南省: wider than any programme. 到广东省, 省内 are where people went. */
bool is_beyond(const struct passage *p, const struct seat *s)
{
    static struct words inside = {.list = {"内", "籍", "外", "境内"}};
    const struct mention *m = mention_before(&p->mentions, s->clause, s->whole.from);
    return m && m->regions.count == 0 && m->parties.count == 0 && !m->awaits_county &&
           !is_led_to(&p->cells, m->from) && !cells_match_any(&p->cells, m->to, &inside);
}

/* 去年同期5920人: of a part of that year that is not said. */
static bool is_of_same_part(const struct passage *p, size_t quote)
{
    const struct quote *q = p->proof->quotes;
    for (size_t i = quote; i-- > 0 && p->seats[i].sentence == p->seats[quote].sentence;)
        if (q[i].kind == QUOTE_DATE)
            return cells_match(&p->cells, p->seats[i].whole.to, TEXT("同期")) > 0 &&
                   !is_cell_any(cell_at(&p->cells, p->seats[i].whole.from - 1), U"比较于");
    return false;
}

/* 由26万减少到1万: the first is of a time that is not said. */
bool is_former(const struct passage *p, size_t quote)
{
    static struct words from = {.list = {"由", "从"}};
    static struct words to = {.list = {"减少到", "下降到", "降低到", "降到", "降至", "下降至",
                                       "减少至", "减至", "增加到", "增长到", "提高到", "递增到",
                                       "上升到", "扩大到", "增至", "升至", "提高至", "增加至"}};
    const struct seat *s = &p->seats[quote];
    if (is_of_same_part(p, quote))
        return true;
    if (!cells_match_any(&p->cells, s->whole.to, &to))
        return false;
    bool dated = quote > 0 && p->seats[quote - 1].whole.from >= s->left.from &&
                 p->proof->quotes[quote - 1].kind == QUOTE_DATE;
    return !dated && cells_have_any(&p->cells, s->left, &from);
}

static struct words ahead = {.list = {"预计", "力争", "拟",   "将建",   "将完", "将达", "将实",
                                      "将投", "将新", "将全", "将继续", "将在", "将于", "将跨",
                                      "将带", "将可", "将突", "将要",   "将会", "将开", "将有",
                                      "将安", "将引", "将解", "将培",   "将增", "将选", "将帮"}};
static struct words here = {.list = {"计划", "规划", "可实现", "可带动", "可直接", "目标", "有望"}};

/* 到今年10月即可: a date that lies ahead, of the same sentence. */
static bool is_dated_ahead(const struct passage *p, size_t quote, struct day until)
{
    const struct quote *q = p->proof->quotes;
    for (size_t i = quote; i-- > 0 && p->seats[i].sentence == p->seats[quote].sentence;)
        if (q[i].kind == QUOTE_DATE && q[i].has_period)
            return q[i].period.from.since_1970 > until.since_1970;
    return false;
}

bool is_planned(const struct passage *p, size_t quote, struct day until)
{
    const struct seat *s = &p->seats[quote];
    const struct sentence *sentence = &p->sentences[s->sentence];
    return sentence->ahead <= s->whole.to ||
           (sentence->hopes && cells_have_any(&p->cells, s->clause, &here)) ||
           is_dated_ahead(p, quote, until);
}

bool is_among_plans(const struct passage *p, const struct seat *s)
{
    const struct sentence *sentence = &p->sentences[s->sentence];
    return sentence->ahead != SIZE_MAX || sentence->hopes;
}

/* ---- one firm, one site, one person ---- */

static struct words particulars = {.list = {"公司", "集团", "合作社", "产业园", "工厂", "车间",
                                            "该企业", "该项目", "引进企业", "签约项目"}};
/* A sentence about one village: none of its figures is the programme's. */
static struct words one_village = {.list = {"该村", "全村", "本村", "我村", "我们村", "该社区"}};

/* 我 alone, or 我们; 我市 and its like are none. */
static void first_person_mark(struct sentence *s, const struct cells *c, size_t i)
{
    static struct words ours = {.list = {"市", "县", "省", "国", "州", "区", "厅", "镇", "乡"}};
    bool we = cell_at(c, i + 1) == 0x4EEC; /* 们 */
    s->says_we |= we;
    s->says_i |= !we && !cells_match_any(c, i + 1, &ours);
}

static void cell_mark(struct sentence *s, const struct cells *c, size_t i)
{
    size_t n = cells_match_any(c, i, &ahead), end = s->span.to;
    if (n && s->ahead == SIZE_MAX && i + n <= end)
        s->ahead = i + n;
    n = cells_match_any(c, i, &here);
    s->hopes |= n && i + n <= end;
    if (s->particular == end && cells_match_any(c, i, &particulars))
        s->particular = i;
    s->of_village |= cells_match_any(c, i, &one_village) > 0;
    if (cell_at(c, i) == 0x6211) /* 我 */
        first_person_mark(s, c, i);
}

static void heads_join(uint64_t bits[4], struct words *w)
{
    words_ready(w);
    for (size_t i = 0; i < 4; i++)
        bits[i] |= w->first[i];
}

void sentences_mark(struct passage *p)
{
    static struct words me = {.list = {"我"}};
    const struct cells *c = &p->cells;
    uint64_t heads[4] = {0}; /* of all of them: a text is gone through once */
    heads_join(heads, &ahead);
    heads_join(heads, &here);
    heads_join(heads, &particulars);
    heads_join(heads, &one_village);
    heads_join(heads, &me);
    for (size_t i = 0; i < p->sentence_count; i++) {
        struct sentence *s = &p->sentences[i];
        s->ahead = SIZE_MAX;
        s->particular = s->span.to;
        for (size_t k = s->span.from; k < s->span.to; k++)
            if (words_bit(heads, c->items[k].cp))
                cell_mark(s, c, k);
    }
}

/* This clause and the one before it, up to the figure. */
static struct span near_before(const struct passage *p, const struct seat *s)
{
    struct span near = {s->clause.from, s->whole.from};
    size_t first = p->sentences[s->sentence].span.from;
    if (near.from > first)
        near.from--;
    while (near.from > first && s->clause.from - near.from < 40 &&
           !is_clause_end(&p->cells, near.from - 1))
        near.from--;
    return near;
}

/* 他, 她, 大姐: one person's money. 他们, 其他 are none. */
static bool is_one_person(const struct passage *p, const struct seat *s)
{
    static struct words persons = {.list = {"村民", "老乡", "大姐", "大叔", "大妈", "大爷", "师傅",
                                            "先生", "女士", "小伙", "阿姨", "大嫂", "某"}};
    const struct cells *c = &p->cells;
    struct span near = near_before(p, s);
    for (size_t i = near.from; i < near.to; i++)
        if ((cell_at(c, i) == 0x4ED6 || cell_at(c, i) == 0x5979) && cell_at(c, i + 1) != 0x4EEC &&
            cell_at(c, i - 1) != 0x5176)
            return true;
    return cells_have_any(c, near, &persons);
}

bool indicator_says(const struct indicator *x, struct text word)
{
    bool says = text_find(x->label.zh, word) >= 0;
    for (size_t i = 0; i < x->says.count; i++)
        says |= text_find(x->says.items[i], word) >= 0;
    return says;
}

bool is_one_persons(const struct passage *p, const struct seat *s,
                    const struct indicator_trait *trait)
{
    enum quote_kind kind = trait->kind;
    if (kind == QUOTE_AREA || kind == QUOTE_PERCENT)
        return false;
    return p->sentences[s->sentence].says_i ||
           (kind == QUOTE_MONEY && is_one_person(p, s));
}

/* 滇粤产业园, 某电子公司: a word of firms or sites with a name before it. */
static bool is_name_part(const struct passage *p, size_t from, size_t cell)
{
    static struct words stops = {.list = {"驻", "入", "建", "设", "成", "个", "家", "的",
                                          "了", "在", "到", "与", "和", "、", "各", "该",
                                          "有", "从", "进", "园", "区", "业", "共", "为",
                                          "是", "等", "类", "批", "处"}};
    static struct words common = {
        .list = {"现代", "扶贫", "科技", "特色", "高新", "示范", "龙头",     "共建",    "引进",
                 "国有", "民营", "专业", "劳务", "农业", "工业", "产业",     "种植",    "养殖",
                 "搬迁", "安置", "移民", "集中", "易地", "协作", "扶贫协作", "生产加工"}};
    size_t at = cell, n;
    while ((n = cells_match_any_back(&p->cells, at, &common)) > 0)
        at -= n;
    cell = at;
    while (at > from && cell - at < 6 && cell_is_han(cell_at(&p->cells, at - 1)) &&
           !cells_match_any_back(&p->cells, at, &stops))
        at--;
    return cell - at >= 2;
}

static bool is_named(const struct passage *p, struct span within, const char *word)
{
    for (size_t i = within.from; i < within.to; i++)
        if (cells_match(&p->cells, i, text_from(word)) && is_name_part(p, within.from, i))
            return true;
    return false;
}

/* A firm or site that the sentence names behind the last place, though no record has that name. */
static bool names_another(const struct passage *p, struct span before, size_t number)
{
    static struct words words = {.list = {"公司", "集团", "合作社", "产业园", "基地", "园区", "厂",
                                          "安置区", "安置点", "示范点"}};
    const struct mention *m = mention_before(&p->mentions, before, number);
    if (m)
        before.from = m->to;
    bool some = cells_have_any(&p->cells, before, &words);
    for (const char *const *w = words.list; some && *w; w++)
        if (is_named(p, before, *w))
            return true;
    /* 某某负责人说, and no place */
    return !m && cells_have(&p->cells, before, "负责人");
}

#define TOWN_CELLS_MOST 4

/* 某市茶山镇投入680万元: the nearest side before it is one town of an eastern city. */
static bool is_of_eastern_town(const struct passage *p, const struct seat *s)
{
    static struct words ends = {.list = {"镇", "街道"}};
    struct span sentence = p->sentences[s->sentence].span;
    const struct mention *m = mention_before(&p->mentions, sentence, s->whole.from);
    if (!m || m->side != SIDE_EAST || m->parties.count != 1)
        return false;
    for (size_t i = m->to + 1; i <= m->to + TOWN_CELLS_MOST && i < s->whole.from; i++) {
        if (!cell_is_han(cell_at(&p->cells, i - 1)) || cells_match_any(&p->cells, i - 1, &ends))
            return false;
        size_t n = cells_match_any(&p->cells, i, &ends);
        if (n) /* 茶山镇等32个镇街 are many */
            return !is_cell_any(cell_at(&p->cells, i + n), U"等、和与及");
    }
    return false;
}

bool is_particular(const struct passage *p, const struct seat *s, const struct indicator *x,
                   const struct indicator_trait *trait)
{
    const struct sentence *sentence = &p->sentences[s->sentence];
    if (trait->kind == QUOTE_PERCENT || (trait->kind == QUOTE_AREA && !trait->leads_to_named))
        return false;
    if (sentence->says_we || sentence->of_village || is_of_eastern_town(p, s))
        return true;
    struct span before = {sentence->span.from, s->clause.to};
    bool some = sentence->particular < before.to;
    for (const char *const *w = particulars.list; some && *w; w++)
        if (cells_have(&p->cells, before, *w) && !indicator_says(x, text_from(*w)))
            return true;
    return trait->leads_to_named && names_another(p, before, s->whole.from);
}

/* ---- units ---- */

static bool counts_alike(const struct passage *p, const struct quote *q, const struct seat *s,
                         const struct unit *unit, const struct unit *named)
{
    const struct unit *base = unit->base ? unit->base : unit;
    if (q->unit_found && q->unit_is_named)
        return q->unit_found == base || q->unit_found == unit;
    uint32_t sign = cell_at(&p->cells, s->number_end);
    bool alike = literal_first(unit->label.zh) == sign;
    for (size_t i = 0; i < unit->reads.count; i++)
        alike |= literal_first(unit->reads.items[i]) == sign;
    return alike && (!named || named == base || named == unit);
}

bool unit_agrees(const struct passage *p, size_t quote, const struct indicator *x,
                 const struct indicator_trait *trait, const struct unit *named)
{
    const struct quote *q = &p->proof->quotes[quote];
    if (!x->unit || trait->kind != q->kind)
        return false;
    return q->kind != QUOTE_COUNT || counts_alike(p, q, &p->seats[quote], x->unit, named);
}

bool some_unit_agrees(const struct passage *p, size_t quote, const struct vocabulary *v)
{
    const struct quote *q = &p->proof->quotes[quote];
    if (q->kind != QUOTE_COUNT)
        return v->has_kind[q->kind];
    for (size_t i = 0; i < v->counting.count; i++)
        if (counts_alike(p, q, &p->seats[quote], v->counting.items[i], NULL))
            return true;
    return false;
}

const struct unit *unit_named_within(const struct quote *q, const struct vocabulary *v)
{
    const struct unit_noun *best = NULL;
    if (q->kind != QUOTE_COUNT || q->unit_is_named)
        return NULL;
    for (size_t i = 0; i < v->all_nouns.count; i++) {
        const struct unit_noun *n = v->all_nouns.items[i];
        if ((!best || n->word.n > best->word.n) && text_ends(q->surface, n->word))
            best = n;
    }
    return best ? best->unit : NULL;
}

/* The longest noun of a unit that ends before a cell. */
static const struct unit *noun_before(const struct passage *p, size_t end,
                                      const struct vocabulary *v)
{
    struct lexicon_hit hits[LEXICON_CELLS_MAX];
    size_t most = v->nouns.cells_most < end ? v->nouns.cells_most : end;
    for (size_t from = end - most; from < end; from++) {
        size_t n = lexicon_at(&v->nouns, &p->cells, from, hits);
        for (size_t k = 0; k < n; k++)
            if (from + hits[k].cells == end)
                return ((const struct unit_noun *)hits[k].value)->unit;
    }
    return NULL;
}

const struct unit *unit_named_before(const struct passage *p, size_t quote,
                                     const struct vocabulary *v)
{
    static struct words verbs = {.list = {"有", "达", "达到", "为", "共", "共有", "共计", "已有",
                                          "就有", "是", "计", "合计", "分别为"}};
    static struct words no_nouns = {.list = {"与", "和", "在", "到", "被", "已", "均", "参", "得"}};
    const struct seat *s = &p->seats[quote];
    size_t end = s->left.to;
    bool bare = s->right.to <= s->whole.to || cells_match_any(&p->cells, s->whole.to, &no_nouns);
    if (p->proof->quotes[quote].kind != QUOTE_COUNT || !bare)
        return NULL; /* something stands behind it: that is what is counted */
    end -= cells_match_any_back(&p->cells, end, &verbs);
    return end < s->left.from ? NULL : noun_before(p, end, v);
}

/* ---- which way people went, which end of a pair is counted ---- */

static enum direction direction_to(enum side side)
{
    return side == SIDE_EAST   ? DIRECTION_EASTWARD
           : side == SIDE_WEST ? DIRECTION_WESTWARD
                               : DIRECTION_NONE;
}

static enum direction direction_from(enum side side)
{
    return side == SIDE_EAST   ? DIRECTION_WESTWARD
           : side == SIDE_WEST ? DIRECTION_EASTWARD
                               : DIRECTION_NONE;
}

/* The nearest place before it; one that an earlier clause brings in by 与 or 到 is no subject. */
static const struct mention *subject_of(const struct passage *p, const struct seat *s)
{
    static struct words objects = {.list = {"与", "同", "跟", "向", "为", "给", "对"}};
    size_t cell = s->whole.from;
    const struct mention *m;
    while ((m = mention_before(&p->mentions, p->sentences[s->sentence].span, cell)) != NULL) {
        bool object =
            cells_match_any_back(&p->cells, m->from, &objects) || is_led_to(&p->cells, m->from);
        if (m->from >= s->clause.from || !object)
            return m;
        cell = m->from;
    }
    return NULL;
}

static enum direction figure_direction(const struct passage *p, const struct seat *s)
{
    size_t i = mentions_from(&p->mentions, s->right.from);
    if (i < p->mentions.count && p->mentions.items[i].to <= s->right.to) {
        const struct mention *after = &p->mentions.items[i];
        if (is_led_to(&p->cells, after->from) && direction_to(after->side))
            return direction_to(after->side);
    }
    const struct mention *before = subject_of(p, s);
    if (!before)
        return DIRECTION_NONE;
    return is_led_to(&p->cells, before->from) && before->from >= s->clause.from
               ? direction_to(before->side)
               : direction_from(before->side);
}

/* 东部..对口帮扶县区10个: whom they help is at the other end. 帮扶的.. is not. */
static bool is_helped(const struct passage *p, struct span between)
{
    static struct words goes_on = {.list = {"的", "工作", "关系", "活动", "协议", "力度"}};
    for (size_t i = between.from; i + 2 <= between.to; i++)
        if (cells_match(&p->cells, i, TEXT("帮扶")))
            return !cells_match_any(&p->cells, i + 2, &goes_on);
    return false;
}

static enum side figure_side(const struct passage *p, const struct seat *s)
{
    const struct mention *m = subject_of(p, s);
    if (!m || m->side == SIDE_BOTH)
        return SIDE_NONE;
    struct span between = {m->to > s->left.from ? m->to : s->left.from, s->whole.from};
    return m->side == SIDE_EAST && is_helped(p, between) ? SIDE_WEST : m->side;
}

bool direction_agrees(const struct passage *p, const struct seat *s,
                      const struct indicator_trait *t)
{
    if (t->direction)
        return t->direction == figure_direction(p, s);
    return t->side == SIDE_NONE || t->side == figure_side(p, s);
}
