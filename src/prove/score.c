#include "prove/score.h"

#define CLAUSE_WEIGHT 4
#define TOPIC_WEIGHT 5
#define TOPIC_LEFT_CELLS_MAX 12

static struct words times = {.list = {"目前", "累计"}};

void scores_init(struct scores *s, struct arena *a, const struct passage *p,
                 const struct vocabulary *v)
{
    *s = (struct scores){.arena = a, .passage = p, .vocabulary = v};
    s->candidates = ARENA_ARRAY(a, struct candidate, v->count + 1);
    s->topics = ARENA_ARRAY(a, struct span, p->proof->count + 1);
    s->times_sentence = SIZE_MAX;
    for (size_t i = 0; i < 2; i++)
        s->times[i] = lexicon_find(&v->phrases, text_from(times.list[i]));
}

static struct candidate *candidate_at(struct scores *s, size_t indicator)
{
    struct candidate *c = &s->candidates[indicator];
    if (!c->touched) {
        *c = (struct candidate){.touched = true};
        LIST_ADD(s->arena, &s->touched, indicator);
    }
    return c;
}

/* Ten right beside the figure, five at the far end of its own words. */
static int weight_of(size_t distance)
{
    return distance <= 2 ? 10 : distance <= 6 ? 8 : distance <= 12 ? 6 : 5;
}

static void says_take(struct candidate *c, size_t cells, int score)
{
    c->supported |= c->longest > 0;
    c->longest = cells > c->longest ? cells : c->longest;
    if (score > c->best) {
        c->rest += c->best / 4;
        c->best = score;
    } else {
        c->rest += score / 4;
    }
}

/* 捐款捐物 names a whole: 捐物 within it sets no part apart. */
static bool is_within_whole(const struct scores *s, const struct phrase *outer, size_t indicator)
{
    size_t whole = s->vocabulary->traits[indicator].whole;
    for (size_t i = 0; whole < s->vocabulary->count && i < outer->of.count; i++)
        if (outer->of.items[i].indicator == whole && outer->of.items[i].use == PHRASE_SAYS)
            return true;
    return false;
}

struct hit {
    int weight;
    bool own, adjoins;
    const struct phrase *outer; /* a longer one around it, or NULL */
};

static void phrase_take(struct scores *s, const struct phrase *p, const struct hit *h)
{
    int score = (int)p->cells * h->weight;
    for (size_t i = 0; i < p->of.count; i++) {
        struct candidate *c = candidate_at(s, p->of.items[i].indicator);
        switch (p->of.items[i].use) {
        case PHRASE_SAYS:
            c->adjoins |= h->adjoins;
            says_take(c, p->cells, score);
            break;
        case PHRASE_UNSAID:
            c->unsaid |= h->own;
            break;
        case PHRASE_PART:
            c->part = score > c->part ? score : c->part;
            break;
        case PHRASE_ATTRIBUTE:
        case PHRASE_WORD:
            if (h->own && score > c->attribute &&
                !(h->outer && is_within_whole(s, h->outer, p->of.items[i].indicator)))
                c->attribute = score;
            break;
        }
    }
}

/* Whether other figures of the clause have a better claim to it. */
static bool is_anothers(const struct passage *p, size_t quote, size_t from, size_t to)
{
    size_t first = quote > 3 ? quote - 3 : 0, last = quote + 4;
    if (last > p->proof->count)
        last = p->proof->count;
    for (size_t i = first; i < last; i++) {
        const struct seat *s = &p->seats[i];
        if (i != quote && p->proof->quotes[i].kind != QUOTE_DATE &&
            ((from < s->left.to && to > s->left.from) ||
             (from < s->right.to && to > s->right.from)))
            return true;
    }
    return false;
}

/* 62个乡镇、108个村、35所学校与东部结对: where the last one of a row ends its words. */
static const struct seat *row_end(const struct seat *s)
{
    for (int i = 0; i < 12 && s->is_coordinate; i++)
        s++;
    return s;
}

/* Where a phrase stands to the figure: its weight; 0: it is another's. */
static int place_weight(const struct passage *p, size_t quote, size_t from, size_t to, bool *own)
{
    const struct seat *s = &p->seats[quote];
    *own = true;
    if (from >= s->right.from && to <= s->right.to)
        return weight_of(from - s->right.from > 0 ? from - s->right.from - 1 : 0);
    if (from >= s->left.from && to <= s->left.to)
        return weight_of(s->left.to - to);
    if (s->shares_right && from >= s[1].right.from && to <= s[1].right.to)
        return weight_of(from - s[1].right.from + 1);
    /* What has a noun of its own shares what the last one's row does, not what it is. */
    const struct seat *last = row_end(s);
    *own = s->right.to <= s->whole.to;
    if (last != s && from >= last->right.from && to <= last->right.to)
        return CLAUSE_WEIGHT;
    *own = false;
    /* 跨县安置5个县的群众3.6万人: the words before the first hold for the second. */
    if (s->is_chained && from >= s[-1].left.from && to <= s[-1].left.to)
        return CLAUSE_WEIGHT;
    if (from < s->clause.from || to > s->clause.to)
        return 0;
    bool touches = from < s->left.to && to > s->left.from;
    return touches || !is_anothers(p, quote, from, to) ? CLAUSE_WEIGHT : 0;
}

static void clause_read(struct scores *s, struct span clause)
{
    struct lexicon_hit hits[LEXICON_CELLS_MAX];
    const struct phrase *outer = NULL;
    size_t outer_to = 0;
    s->clause = clause;
    s->found.count = 0;
    for (size_t i = clause.from; i < clause.to; i++) {
        size_t n = lexicon_at(&s->vocabulary->phrases, &s->passage->cells, i, hits);
        for (size_t k = 0; k < n; k++) {
            struct phrase_at p = {.from = i, .to = i + hits[k].cells, .phrase = hits[k].value};
            p.outer = p.to <= outer_to ? outer : k ? hits[0].value : NULL;
            LIST_ADD(s->arena, &s->found, p);
        }
        if (n && i + hits[0].cells > outer_to) {
            outer = hits[0].value;
            outer_to = i + hits[0].cells;
        }
    }
}

static void clause_collect(struct scores *s, size_t quote)
{
    const struct seat *seat = &s->passage->seats[quote];
    struct span clause = seat->clause;
    if (seat->shares_right && seat[1].right.to > clause.to)
        clause.to = seat[1].right.to;
    if (clause.from != s->clause.from || clause.to != s->clause.to)
        clause_read(s, clause);
    for (size_t i = 0; i < s->found.count; i++) {
        const struct phrase_at *p = &s->found.items[i];
        if (p->to <= seat->whole.from && is_within_those(&s->passage->cells, p->to))
            continue; /* 搬迁群众中劳动力19.8万人 */
        struct hit h = {.adjoins = p->to == seat->whole.from, .outer = p->outer};
        h.weight = place_weight(s->passage, quote, p->from, p->to, &h.own);
        if (h.weight)
            phrase_take(s, p->phrase, &h);
    }
}

static void span_collect(struct scores *s, const struct cells *c, struct span span, int weight)
{
    struct lexicon_hit hits[LEXICON_CELLS_MAX];
    for (size_t i = span.from; i < span.to; i++) {
        size_t n = lexicon_at(&s->vocabulary->phrases, c, i, hits);
        for (size_t k = 0; k < n; k++)
            if (i + hits[k].cells <= span.to)
                phrase_take(s, hits[k].value, &(struct hit){.weight = weight, .own = true});
    }
}

/* Where they stand first in a sentence. */
static void times_read(struct scores *s, size_t sentence)
{
    const struct cells *c = &s->passage->cells;
    struct span span = s->passage->sentences[sentence].span;
    s->times_sentence = sentence;
    s->times_end[0] = s->times_end[1] = SIZE_MAX;
    for (size_t at; (at = cells_find_any(c, span, &times)) < span.to; span.from = at + 1)
        for (size_t i = 0; i < 2; i++)
            if (s->times_end[i] == SIZE_MAX && cells_match(c, at, text_from(times.list[i])))
                s->times_end[i] = at + 2;
}

/* 目前 and 累计 hold for the whole sentence before the figure. */
static void times_collect(struct scores *s, size_t quote)
{
    const struct seat *seat = &s->passage->seats[quote];
    if (seat->sentence != s->times_sentence)
        times_read(s, seat->sentence);
    for (size_t i = 0; i < 2; i++) {
        const struct phrase *phrase = s->times[i];
        if (!phrase || s->times_end[i] > seat->whole.from)
            continue;
        for (size_t k = 0; k < phrase->of.count; k++)
            if (phrase->of.items[k].use == PHRASE_UNSAID)
                candidate_at(s, phrase->of.items[k].indicator)->unsaid = true;
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

/* The item that belongs to the n-th percentage, or an empty span. */
static struct span respective_item(const struct passage *p, size_t quote)
{
    const struct cells *c = &p->cells;
    size_t first = group_start(p, quote), nth = quote - first, at;
    struct span words = {p->seats[first].clause.from, p->seats[first].whole.from};
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

static bool respective_collect(struct scores *s, size_t quote)
{
    if (s->passage->proof->quotes[quote].kind != QUOTE_PERCENT)
        return false;
    struct span item = respective_item(s->passage, quote);
    if (item.to <= item.from)
        return false;
    struct text words = cells_text(s->arena, &s->passage->cells, item.from, item.to);
    struct cells cells;
    cells_read(&cells, s->arena, text_printf(s->arena, "占%.*s", TEXT_ARG(words)));
    span_collect(s, &cells, (struct span){0, cells.count}, 10);
    return true;
}

/* 解决贫困群众400人就业，其中建档立卡99人: what sets the part apart does not hold for the whole. */
static void part_set_apart(struct scores *s, size_t quote)
{
    const struct passage *p = s->passage;
    const struct seat *seat = &p->seats[quote];
    struct lexicon_hit hits[LEXICON_CELLS_MAX];
    if (quote + 1 >= p->proof->count || seat[1].sentence != seat->sentence)
        return;
    struct span between = {seat->whole.to, seat[1].whole.from};
    if (p->proof->quotes[quote + 1].kind != p->proof->quotes[quote].kind ||
        !cells_have(&p->cells, between, "其中"))
        return;
    for (size_t i = between.from; i < between.to; i++) {
        size_t n = lexicon_at(&s->vocabulary->phrases, &p->cells, i, hits);
        for (size_t k = 0; k < n; k++) {
            const struct phrase *phrase = hits[k].value;
            for (size_t m = 0; m < phrase->of.count; m++)
                if (phrase->of.items[m].use != PHRASE_SAYS &&
                    phrase->of.items[m].use != PHRASE_UNSAID)
                    candidate_at(s, phrase->of.items[m].indicator)->attribute = 0;
        }
    }
}

void scores_collect(struct scores *s, size_t quote)
{
    for (size_t i = 0; i < s->touched.count; i++)
        s->candidates[s->touched.items[i]].touched = false;
    s->touched.count = 0;
    if (!respective_collect(s, quote))
        clause_collect(s, quote);
    part_set_apart(s, quote);
    times_collect(s, quote);
}

/* ---- the clause before ---- */

static bool has_figure(const struct passage *p, size_t quote, struct span clause)
{
    for (size_t i = quote; i-- > 0 && p->seats[i].whole.to > clause.from;)
        if (p->proof->quotes[i].kind != QUOTE_DATE && !p->proof->quotes[i].is_since)
            return true;
    return false;
}

static struct span topic_of(const struct scores *s, size_t quote)
{
    const struct passage *p = s->passage;
    const struct seat *seat = &p->seats[quote];
    size_t first = p->sentences[seat->sentence].span.from;
    struct span before = {seat->clause.from, seat->clause.from};
    if (seat->right.to > seat->whole.to ||
        seat->whole.from - seat->left.from > TOPIC_LEFT_CELLS_MAX || before.to <= first)
        return (struct span){0, 0};
    before.to--;
    for (before.from = before.to; before.from > first && before.to - before.from < 40 &&
                                  !is_clause_end(&p->cells, before.from - 1);)
        before.from--;
    if (!has_figure(p, quote, before))
        return before;
    bool same = quote > 0 && p->seats[quote - 1].clause.from == before.from;
    return same ? s->topics[quote - 1] : (struct span){0, 0};
}

void scores_collect_topic(struct scores *s, size_t quote)
{
    s->topics[quote] = topic_of(s, quote);
    span_collect(s, &s->passage->cells, s->topics[quote], TOPIC_WEIGHT);
}
