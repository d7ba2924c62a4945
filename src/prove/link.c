#include "prove/link.h"

#include "prove/unit.h"

#define SCORE_LEAST 16
#define LEAD_PERCENT 115 /* the best must have that much of the second */
#define WHOLE_SCORE 40   /* a part of a whole that is linked already */

/* How well one indicator fits the figure at hand. */
struct candidate {
    int best, rest;      /* its longest, nearest phrase; a quarter of the others */
    int attribute;       /* a part's own word */
    size_t longest;      /* cells of its longest phrase */
    bool unsaid, touched, supported;
    bool adjoins; /* a phrase ends right before the number: 受训200人次 */
};

struct linker {
    struct arena *arena;
    const struct passage *passage;
    const struct mentions *mentions;
    const struct vocabulary *vocabulary;
    struct candidate *candidates;
    LIST(size_t) touched;
    struct link *links;
};

const struct mention *mention_before(const struct mentions *m, struct span within, size_t cell)
{
    size_t i = mentions_from(m, cell);
    if (i == 0 || m->items[i - 1].to > cell || m->items[i - 1].from < within.from)
        return NULL;
    return &m->items[i - 1];
}

static const struct mention *mention_in(const struct mentions *m, struct span within)
{
    size_t i = mentions_from(m, within.from);
    return i < m->count && m->items[i].to <= within.to ? &m->items[i] : NULL;
}

/* ---- what kind of statement it is ---- */

static bool is_planned(const struct passage *p, const struct seat *s)
{
    static const char *const ahead[] = {"预计", "力争", "拟", "将建", "将完", "将达", "将实", "将投",
                                        "将新", "将全", "将继续", "将在", "将于", "将跨", "将带", "将可",
                                        "将突", "将要", "将会", "将开", "将有", "将安", "将引", "将解",
                                        "将培", "将增", "将选", "将帮", NULL};
    static const char *const here[] = {"计划", "规划", "可实现", "可带动", "可直接", "目标", "有望", NULL};
    struct span before = {p->sentences[s->sentence].span.from, s->whole.from};
    return cells_have_any(&p->cells, before, ahead) || cells_have_any(&p->cells, s->clause, here);
}

/* One firm, one site, one person speaking: what they have is no figure of the programme. */
static const char *const particulars[] = {"公司", "集团", "合作社", "产业园", "工厂", "车间", "厂房",
                                          "该企业", "该项目", "大棚", NULL};

static bool is_first_person(const struct passage *p, struct span sentence)
{
    static const uint32_t ours[] = {0x5E02, 0x53BF, 0x7701, 0x56FD, 0x5DDE, 0x533A, 0x5382, 0x9547,
                                    0x4E61, 0x6751}; /* 我市 我县 我省 我国 我州 我区 我厅 ... */
    for (size_t i = sentence.from; i < sentence.to; i++) {
        if (cell_at(&p->cells, i) != 0x6211) /* 我 */
            continue;
        bool our = false;
        for (size_t k = 0; k < sizeof(ours) / sizeof(*ours); k++)
            our |= cell_at(&p->cells, i + 1) == ours[k];
        if (!our)
            return true;
    }
    return false;
}

/* 他, 她, 大姐: one person's money. 他们, 其他 are none. */
static bool is_one_person(const struct passage *p, const struct seat *s)
{
    static const char *const persons[] = {"村民", "老乡", "大姐", "大叔", "大妈", "大爷", "师傅", "先生",
                                          "女士", "小伙", "阿姨", "大嫂", "某", NULL};
    const struct cells *c = &p->cells;
    struct span near = {s->clause.from, s->whole.from};
    size_t first = p->sentences[s->sentence].span.from;
    if (near.from > first)
        near.from--;
    while (near.from > first && s->clause.from - near.from < 40 && !is_clause_end(c, near.from - 1))
        near.from--;
    for (size_t i = near.from; i < near.to; i++)
        if ((cell_at(c, i) == 0x4ED6 || cell_at(c, i) == 0x5979) && cell_at(c, i + 1) != 0x4EEC &&
            cell_at(c, i - 1) != 0x5176)
            return true;
    return cells_have_any(c, near, persons);
}

static bool says_word(const struct indicator *x, struct text word)
{
    bool says = text_find(x->label.zh, word) >= 0;
    for (size_t i = 0; i < x->says.count; i++)
        says |= text_find(x->says.items[i], word) >= 0;
    return says;
}

static bool is_particular(const struct passage *p, const struct seat *s, const struct indicator *x)
{
    struct span sentence = p->sentences[s->sentence].span;
    enum quote_kind kind = unit_kind(x->unit);
    if (kind == QUOTE_AREA || kind == QUOTE_PERCENT)
        return false;
    if (is_first_person(p, sentence) || (kind == QUOTE_MONEY && is_one_person(p, s)))
        return true;
    for (const char *const *w = particulars; *w; w++)
        if (cells_have(&p->cells, sentence, *w) && !says_word(x, text_from(*w)))
            return true;
    return false;
}

/* ---- units ---- */

static bool counts_alike(const struct passage *p, const struct quote *q, const struct seat *s,
                         const struct unit *unit)
{
    const struct cells *c = &p->cells;
    const struct unit *base = unit->base ? unit->base : unit;
    if (q->unit_found && q->unit_is_named)
        return q->unit_found == base || q->unit_found == unit;
    uint32_t sign = cell_at(c, s->number_end);
    size_t length;
    if (unit->label.zh.n && utf8_next(unit->label.zh, &length) == sign)
        return true;
    for (size_t i = 0; i < unit->reads.count; i++)
        if (unit->reads.items[i].n && utf8_next(unit->reads.items[i], &length) == sign)
            return true;
    return false;
}

static bool unit_agrees(const struct passage *p, size_t quote, const struct indicator *x)
{
    const struct quote *q = &p->proof->quotes[quote];
    if (!x->unit || unit_kind(x->unit) != q->kind)
        return false;
    return q->kind != QUOTE_COUNT || counts_alike(p, q, &p->seats[quote], x->unit);
}

static bool some_unit_agrees(const struct linker *l, size_t quote)
{
    const struct catalogue *c = l->vocabulary->catalogue;
    for (size_t i = 0; i < c->indicators.count; i++)
        if (unit_agrees(l->passage, quote, c->indicators.items[i]))
            return true;
    return false;
}

/* ---- which way people went, which end of a pair is counted ---- */

static bool is_led_to(const struct cells *c, size_t cell)
{
    static const char *const to[] = {"到", "赴", "在", "走进", "来", "至", "前往", "去", "进驻", NULL};
    return cells_match_any_back(c, cell, to) > 0;
}

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

static enum direction figure_direction(const struct linker *l, const struct seat *s)
{
    const struct cells *c = &l->passage->cells;
    const struct mention *after = mention_in(l->mentions, s->right);
    if (after && is_led_to(c, after->from) && direction_to(after->side))
        return direction_to(after->side);
    const struct mention *before =
        mention_before(l->mentions, l->passage->sentences[s->sentence].span, s->whole.from);
    if (!before)
        return DIRECTION_NONE;
    return is_led_to(c, before->from) && before->from >= s->left.from
               ? direction_to(before->side)
               : direction_from(before->side);
}

static enum side figure_side(const struct linker *l, const struct seat *s)
{
    const struct mention *m =
        mention_before(l->mentions, l->passage->sentences[s->sentence].span, s->whole.from);
    return m && m->side != SIDE_BOTH ? m->side : SIDE_NONE;
}

static bool direction_agrees(const struct linker *l, const struct seat *s,
                             const struct indicator_trait *t)
{
    if (t->direction)
        return t->direction == figure_direction(l, s);
    return t->side == SIDE_NONE || t->side == figure_side(l, s);
}

/* ---- phrases ---- */

static struct candidate *candidate_at(struct linker *l, size_t indicator)
{
    struct candidate *c = &l->candidates[indicator];
    if (!c->touched) {
        *c = (struct candidate){.touched = true};
        LIST_ADD(l->arena, &l->touched, indicator);
    }
    return c;
}

/* Nearer words count more: ten right beside the figure, five at the far end of its own words,
 * four elsewhere in the clause. */
static int weight_of(size_t distance)
{
    return distance <= 2 ? 10 : distance <= 6 ? 8 : distance <= 12 ? 6 : 5;
}

static void phrase_take(struct linker *l, const struct phrase *p, int weight, bool own, bool adjoins)
{
    int score = (int)p->cells * weight;
    for (size_t i = 0; i < p->of.count; i++) {
        struct candidate *c = candidate_at(l, p->of.items[i].indicator);
        c->adjoins |= adjoins && p->of.items[i].use == PHRASE_SAYS;
        if (p->of.items[i].use == PHRASE_UNSAID) {
            c->unsaid |= own;
        } else if (p->of.items[i].use != PHRASE_SAYS) {
            if (own && score > c->attribute)
                c->attribute = score;
        } else if (score > c->best) {
            c->rest += c->best / 4;
            c->best = score;
            c->supported |= c->longest > 0;
            c->longest = p->cells > c->longest ? p->cells : c->longest;
        } else {
            c->rest += score / 4;
            c->supported = true;
        }
    }
}

/* Where a phrase stands to the figure: its weight; 0: it is another's. */
/* Whether other figures of the clause have a better claim to it. */
static bool is_anothers(const struct linker *l, size_t quote, size_t from, size_t to)
{
    const struct passage *p = l->passage;
    size_t first = quote > 3 ? quote - 3 : 0, last = quote + 4;
    if (last > p->proof->count)
        last = p->proof->count;
    for (size_t i = first; i < last; i++) {
        const struct seat *s = &p->seats[i];
        if (i != quote && p->proof->quotes[i].kind != QUOTE_DATE &&
            ((from < s->left.to && to > s->left.from) || (from < s->right.to && to > s->right.from)))
            return true;
    }
    return false;
}

static int place_weight(const struct linker *l, size_t quote, size_t from, size_t to, bool *own)
{
    const struct seat *s = &l->passage->seats[quote];
    const struct seat *next = s->shares_right ? s + 1 : NULL;
    *own = true;
    if (from >= s->right.from && to <= s->right.to)
        return weight_of(from - s->right.from > 0 ? from - s->right.from - 1 : 0);
    if (from >= s->left.from && to <= s->left.to)
        return weight_of(s->left.to - to);
    if (next && from >= next->right.from && to <= next->right.to)
        return weight_of(from - next->right.from + 1);
    *own = false;
    if (from < s->clause.from || to > s->clause.to)
        return 0;
    bool touches = from < s->left.to && to > s->left.from;
    return touches || !is_anothers(l, quote, from, to) ? 4 : 0;
}

static void phrases_collect(struct linker *l, size_t quote)
{
    const struct seat *s = &l->passage->seats[quote];
    struct lexicon_hit hits[LEXICON_CELLS_MAX];
    size_t end = s->clause.to;
    if (s->shares_right && s[1].right.to > end)
        end = s[1].right.to;
    for (size_t i = s->clause.from; i < end; i++) {
        size_t n = lexicon_at(&l->vocabulary->phrases, &l->passage->cells, i, hits);
        for (size_t k = 0; k < n; k++) {
            bool own;
            int weight = place_weight(l, quote, i, i + hits[k].cells, &own);
            if (weight)
                phrase_take(l, hits[k].value, weight, own, i + hits[k].cells == s->whole.from);
        }
    }
}

/* 目前 and 累计 hold for the whole sentence before the figure. */
static void times_collect(struct linker *l, size_t quote)
{
    static const char *const times[] = {"目前", "累计"};
    const struct seat *s = &l->passage->seats[quote];
    struct span before = {l->passage->sentences[s->sentence].span.from, s->whole.from};
    for (size_t i = 0; i < 2; i++) {
        struct phrase *p = lexicon_find(&l->vocabulary->phrases, text_from(times[i]));
        if (p && cells_have(&l->passage->cells, before, times[i]))
            for (size_t k = 0; k < p->of.count; k++)
                if (p->of.items[k].use == PHRASE_UNSAID)
                    candidate_at(l, p->of.items[k].indicator)->unsaid = true;
    }
}

/* ---- 分别占甲和乙的 x%和y% ---- */

static size_t group_start(const struct passage *p, size_t quote)
{
    while (quote > 0 && p->proof->quotes[quote - 1].kind == QUOTE_PERCENT &&
           p->seats[quote - 1].clause.from == p->seats[quote].clause.from &&
           p->seats[quote].whole.from - p->seats[quote - 1].whole.to <= 2)
        quote--;
    return quote;
}

/* The span of the item that belongs to the n-th percentage, or an empty one. */
static struct span respective_item(const struct passage *p, size_t quote)
{
    const struct cells *c = &p->cells;
    size_t first = group_start(p, quote), nth = quote - first, at;
    struct span words = p->seats[first].clause;
    words.to = p->seats[first].whole.from;
    for (at = words.from; at < words.to && !cells_match(c, at, TEXT("分别占")); at++)
        ;
    if (at == words.to)
        return (struct span){0, 0};
    struct span item = {at + 3, at + 3};
    for (size_t i = at + 3;; i++) {
        uint32_t cp = cell_at(c, i);
        bool ends = i >= words.to || cp == 0x7684; /* 的 */
        if (!ends && cp != 0x548C && cp != 0x3001) /* 和 、 */
            continue;
        item.to = i;
        if (nth-- == 0)
            return item;
        if (ends)
            return (struct span){0, 0};
        item.from = i + 1;
    }
}

static bool respective_collect(struct linker *l, size_t quote)
{
    if (l->passage->proof->quotes[quote].kind != QUOTE_PERCENT)
        return false;
    struct span item = respective_item(l->passage, quote);
    if (item.to <= item.from)
        return false;
    struct text words = cells_text(l->arena, &l->passage->cells, item.from, item.to);
    struct cells cells;
    cells_read(&cells, l->arena, text_printf(l->arena, "占%.*s", TEXT_ARG(words)));
    struct lexicon_hit hits[LEXICON_CELLS_MAX];
    for (size_t i = 0; i < cells.count; i++) {
        size_t n = lexicon_at(&l->vocabulary->phrases, &cells, i, hits);
        for (size_t k = 0; k < n; k++)
            phrase_take(l, hits[k].value, 10, true, false);
    }
    return true;
}

/* ---- choosing ---- */

static int candidate_score(const struct linker *l, size_t indicator, size_t whole)
{
    const struct candidate *c = &l->candidates[indicator];
    size_t parent = l->vocabulary->traits[indicator].whole;
    int own = c->best + c->rest;
    if (parent == SIZE_MAX || parent >= l->vocabulary->count)
        return own;
    const struct candidate *p = &l->candidates[parent];
    int above = p->touched ? p->best + p->rest : 0;
    if (whole != SIZE_MAX && whole == parent)
        above = above > WHOLE_SCORE ? above : WHOLE_SCORE;
    /* A word like 建档立卡 alone says nothing: some word of the whole must stand there, too. */
    if (own + c->attribute == 0 || (own == 0 && above == 0))
        return 0;
    return own + c->attribute + above;
}

/* Two characters alone are too few, but where another phrase or the named unit bears them out. */
static bool is_supported(const struct linker *l, size_t quote, size_t indicator)
{
    const struct passage *p = l->passage;
    const struct candidate *c = &l->candidates[indicator];
    const struct quote *q = &p->proof->quotes[quote];
    const struct indicator *x = l->vocabulary->catalogue->indicators.items[indicator];
    struct span sentence = p->sentences[p->seats[quote].sentence].span;
    if (c->adjoins && q->kind == QUOTE_PERSON_TIME)
        return true; /* so rare a unit bears out what stands at its side */
    if (c->longest >= 3 || c->supported || c->attribute > 0 ||
        (q->unit_found && q->unit_is_named && q->kind == QUOTE_COUNT))
        return true;
    size_t said = 0;
    for (size_t i = 0; i < x->says.count && said < 2; i++)
        said += cells_have_text(&p->cells, sentence, x->says.items[i]);
    return said > 1;
}

static bool whole_allows(const struct linker *l, size_t indicator, size_t whole)
{
    if (whole == SIZE_MAX)
        return true;
    const struct indicator *const *all = (void *)l->vocabulary->catalogue->indicators.items;
    const struct indicator *x = all[indicator], *of = all[whole];
    if (l->vocabulary->traits[indicator].whole == whole)
        return true;
    /* Published statistics of one sheet stand side by side: the part is an item of its own. */
    return x != of && x->basis == BASIS_ENTERED && of->basis == BASIS_ENTERED && x->over_count &&
           of->over_count && x->over[0].type == of->over[0].type;
}

struct choice {
    size_t best;
    int score, second;
    enum link_why why;
};

static void choice_offer(const struct linker *l, struct choice *ch, size_t quote, size_t indicator,
                         size_t whole, bool planned)
{
    const struct passage *p = l->passage;
    const struct indicator *x = l->vocabulary->catalogue->indicators.items[indicator];
    const struct seat *s = &p->seats[quote];
    int score = candidate_score(l, indicator, whole);
    if (score < SCORE_LEAST || l->candidates[indicator].unsaid || !unit_agrees(p, quote, x) ||
        !whole_allows(l, indicator, whole) || !is_supported(l, quote, indicator) ||
        !direction_agrees(l, s, &l->vocabulary->traits[indicator]))
        return;
    if (planned != x->is_plan) {
        ch->why = planned ? LINK_PLANNED : ch->why;
        return;
    }
    if (is_particular(p, s, x)) {
        ch->why = LINK_PARTICULAR;
        return;
    }
    if (score > ch->score) {
        ch->second = ch->score;
        ch->score = score;
        ch->best = indicator;
    } else if (score > ch->second) {
        ch->second = score;
    }
}

static size_t index_of(const struct linker *l, size_t quote)
{
    return quote == SIZE_MAX ? SIZE_MAX : l->links[quote].indicator;
}

static void link_choose(struct linker *l, size_t quote, size_t whole)
{
    struct choice ch = {.best = SIZE_MAX, .why = LINK_NONE};
    bool planned = is_planned(l->passage, &l->passage->seats[quote]);
    for (size_t i = 0; i < l->touched.count; i++) {
        size_t indicator = l->touched.items[i];
        choice_offer(l, &ch, quote, indicator, index_of(l, whole), planned);
    }
    struct link *out = &l->links[quote];
    out->whole = whole;
    out->why = ch.why;
    if (ch.best != SIZE_MAX && ch.score * 100 >= ch.second * LEAD_PERCENT) {
        out->indicator = ch.best;
        out->why = LINK_FOUND;
    } else if (ch.best != SIZE_MAX) {
        out->why = LINK_UNSURE;
    }
}

/* ---- what stands before ---- */

static void node_print_where(struct buffer *out, const struct indicator *x)
{
    if (x->where)
        node_print(out, x->where);
}

static bool is_number(const struct quote *q)
{
    return q->kind != QUOTE_DATE && !q->is_since;
}

static size_t number_before(const struct passage *p, size_t quote)
{
    for (size_t i = quote; i-- > 0 && p->seats[i].sentence == p->seats[quote].sentence;)
        if (is_number(&p->proof->quotes[i]))
            return i;
    return SIZE_MAX;
}

/* 其中: the figure it is a part of; SIZE_MAX: none. *part: it says 其中, linked or not. */
static size_t whole_before(const struct linker *l, size_t quote, bool *part)
{
    const struct passage *p = l->passage;
    size_t before = number_before(p, quote);
    *part = false;
    if (before == SIZE_MAX)
        return SIZE_MAX;
    struct span between = {p->seats[before].whole.to, p->seats[quote].whole.from};
    if (cells_have(&p->cells, between, "其中")) {
        *part = true;
        return l->links[before].indicator == SIZE_MAX ? SIZE_MAX : before;
    }
    /* 其中甲10人、乙20人 */
    if (l->links[before].whole != SIZE_MAX && cell_at(&p->cells, between.from) == 0x3001) {
        *part = true;
        return l->links[before].whole;
    }
    return SIZE_MAX;
}

/* 从..递增到..: the same thing at another time. */
static bool is_grown(const struct linker *l, size_t quote, size_t *like)
{
    static const char *const grown[] = {"递增到", "增加到", "增长到", "提高到", "扩大到", "上升到",
                                        "增至", "升至", "提高至", "增加至", "减少到", "下降到", "降至",
                                        "下降至", NULL};
    const struct passage *p = l->passage;
    *like = number_before(p, quote);
    if (*like == SIZE_MAX || l->links[*like].indicator == SIZE_MAX ||
        p->proof->quotes[*like].kind != p->proof->quotes[quote].kind)
        return false;
    struct span between = {p->seats[*like].whole.to, p->seats[quote].whole.from};
    return cells_have_any(&p->cells, between, grown);
}

/*
 * 义诊5次，惠及2300人次: whom the events before it reached. The one indicator over the same records
 * under the same condition that has this unit.
 */
static size_t companion_find(const struct linker *l, size_t quote)
{
    static const char *const reached[] = {"惠及", "受益", "服务群众", "接诊", "诊治", "参加人员", NULL};
    const struct passage *p = l->passage;
    size_t before = number_before(p, quote), found = SIZE_MAX;
    if (before == SIZE_MAX || l->links[before].indicator == SIZE_MAX ||
        p->proof->quotes[before].kind != QUOTE_COUNT ||
        !cells_have_any(&p->cells, p->seats[quote].left, reached))
        return SIZE_MAX;
    const struct catalogue *c = l->vocabulary->catalogue;
    const struct indicator *x = c->indicators.items[l->links[before].indicator];
    SCOPED_BUFFER want = {0};
    node_print_where(&want, x);
    for (size_t i = 0; i < c->indicators.count; i++) {
        const struct indicator *y = c->indicators.items[i];
        SCOPED_BUFFER has = {0};
        if (y == x || !x->over_count || !y->over_count || y->over[0].type != x->over[0].type ||
            !unit_agrees(p, quote, y))
            continue;
        node_print_where(&has, y);
        if (!text_equal(buffer_text(&want), buffer_text(&has)))
            continue;
        if (found != SIZE_MAX)
            return SIZE_MAX;
        found = i;
    }
    return found;
}

static bool is_within_mention(const struct linker *l, const struct seat *s)
{
    size_t i = mentions_from(l->mentions, s->whole.from + 1);
    return i > 0 && l->mentions->items[i - 1].to >= s->whole.to &&
           l->mentions->items[i - 1].from <= s->whole.from;
}

static void link_like(struct linker *l, size_t quote, size_t indicator, size_t like)
{
    l->links[quote].indicator = indicator;
    l->links[quote].like = like;
    l->links[quote].why = LINK_FOUND;
}

static void touched_clear(struct linker *l)
{
    for (size_t i = 0; i < l->touched.count; i++)
        l->candidates[l->touched.items[i]].touched = false;
    l->touched.count = 0;
}

static void link_one(struct linker *l, size_t quote)
{
    struct link *out = &l->links[quote];
    bool part;
    size_t like, whole, indicator;
    touched_clear(l);
    if (is_within_mention(l, &l->passage->seats[quote]) || !some_unit_agrees(l, quote)) {
        out->why = LINK_NOTHING;
        return;
    }
    if (!respective_collect(l, quote))
        phrases_collect(l, quote);
    times_collect(l, quote);
    whole = whole_before(l, quote, &part);
    if (part && whole == SIZE_MAX)
        return; /* a part of something that is not known */
    link_choose(l, quote, whole);
    if (out->indicator != SIZE_MAX)
        return;
    if (is_grown(l, quote, &like))
        link_like(l, quote, l->links[like].indicator, like);
    else if ((indicator = companion_find(l, quote)) != SIZE_MAX)
        link_like(l, quote, indicator, number_before(l->passage, quote));
}

struct link *links_read(struct arena *a, const struct passage *p, const struct mentions *m,
                        const struct vocabulary *v)
{
    size_t count = p->proof->count;
    struct linker l = {.arena = a, .passage = p, .mentions = m, .vocabulary = v};
    l.candidates = ARENA_ARRAY(a, struct candidate, v->count + 1);
    l.links = ARENA_ARRAY(a, struct link, count + 1);
    for (size_t i = 0; i < count; i++) {
        l.links[i] = (struct link){SIZE_MAX, SIZE_MAX, SIZE_MAX, LINK_NONE};
        if (is_number(&p->proof->quotes[i]) && p->proof->quotes[i].has_value)
            link_one(&l, i);
    }
    return l.links;
}
