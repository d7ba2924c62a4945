#include "prove/link.h"

#include "prove/relation.h"
#include "prove/score.h"
#include "prove/statement.h"

#define SCORE_LEAST 15
#define LEAD_PERCENT 115 /* the best must have that much of the second */
#define WHOLE_SCORE 40   /* a part of a whole that is linked already */
#define ALONE_SCORE 32   /* 其中, but no part that the catalogue knows: only by strong words */

struct linker {
    const struct passage *passage;
    const struct vocabulary *vocabulary;
    struct scores scores;
    struct link *links;
    const struct unit *named; /* by the noun before the figure at hand */
    struct subjects subjects; /* that it may be told of */
    struct day until;
};

/* What a figure at hand may be. */
struct choice {
    size_t quote, whole; /* whole: an indicator, or SIZE_MAX */
    bool planned, alone;
    size_t best;
    int score, second;
    enum link_why why;
};

static const struct indicator *indicator_at(const struct linker *l, size_t i)
{
    return l->vocabulary->catalogue->indicators.items[i];
}

static int candidate_score(const struct linker *l, size_t indicator, size_t whole)
{
    const struct candidate *c = &l->scores.candidates[indicator];
    size_t parent = l->vocabulary->traits[indicator].whole;
    int own = c->best + c->rest + (whole == SIZE_MAX ? 0 : c->part);
    if (parent >= l->vocabulary->count)
        return own;
    const struct candidate *p = &l->scores.candidates[parent];
    int above = p->touched ? p->best + p->rest : 0;
    if (whole == parent && above < WHOLE_SCORE)
        above = WHOLE_SCORE;
    /* A word like 建档立卡 alone says nothing: some word of the whole must stand there, too. */
    bool by_attribute = own == 0 && l->vocabulary->traits[indicator].attributes == 1;
    if (own == 0 && (!by_attribute || c->attribute == 0 || above == 0))
        return 0;
    return own + c->attribute + above;
}

/* The first two characters of the records' name: 结对, 转移. A noun of units needs them near. */
static bool says_matter(const struct linker *l, struct span sentence, const struct indicator *x)
{
    if (x->over_count == 0)
        return false;
    struct text label = x->over[0].type->label.zh;
    size_t length, two = 0;
    for (int i = 0; i < 2 && two < label.n; i++, two += length)
        utf8_next(text_slice(label, two, label.n), &length);
    return cells_have_text(&l->passage->cells, sentence, text_slice(label, 0, two));
}

static struct span sentence_of(const struct linker *l, size_t quote)
{
    return l->passage->sentences[l->passage->seats[quote].sentence].span;
}

/* Two characters alone are too few, but where another phrase or the named unit bears them out. */
static bool is_supported(const struct linker *l, size_t quote, size_t indicator)
{
    const struct passage *p = l->passage;
    const struct candidate *c = &l->scores.candidates[indicator];
    const struct quote *q = &p->proof->quotes[quote];
    const struct indicator *x = indicator_at(l, indicator);
    struct span sentence = sentence_of(l, quote);
    if (c->longest >= 3 || c->supported || c->attribute > 0 || c->part > 0)
        return true;
    if (c->adjoins && q->kind == QUOTE_PERSON_TIME)
        return true; /* so rare a unit bears out what stands at its side */
    if (q->kind == QUOTE_COUNT && (q->unit_is_named || l->named) && says_matter(l, sentence, x))
        return true;
    struct subject_path told; /* 底薪 of a firm that is known */
    subject_find(&told, l->scores.arena, &l->subjects, x);
    if (told.named && c->best > 0)
        return true;
    size_t said = 0;
    for (size_t i = 0; i < x->says.count && said < 2; i++)
        said += cells_have_text(&p->cells, sentence, x->says.items[i]);
    return said > 1;
}

static bool whole_allows(const struct linker *l, size_t indicator, const struct choice *ch)
{
    if (ch->whole == SIZE_MAX || l->vocabulary->traits[indicator].whole == ch->whole)
        return true;
    const struct indicator *x = indicator_at(l, indicator), *of = indicator_at(l, ch->whole);
    if (ch->alone)
        return x != of && (x->basis == BASIS_ENTERED) == (of->basis == BASIS_ENTERED) &&
               x->over_count && of->over_count && x->over[0].type != of->over[0].type &&
               l->scores.candidates[indicator].best >= ALONE_SCORE;
    /* Published statistics of one sheet stand side by side: the part is an item of its own. */
    return x != of && x->basis == BASIS_ENTERED && of->basis == BASIS_ENTERED && x->over_count &&
           of->over_count && x->over[0].type == of->over[0].type;
}

static bool fits(const struct linker *l, const struct choice *ch, size_t indicator)
{
    const struct passage *p = l->passage;
    return !l->scores.candidates[indicator].unsaid &&
           unit_agrees(p, ch->quote, indicator_at(l, indicator), &l->vocabulary->traits[indicator],
                       l->named) &&
           whole_allows(l, indicator, ch) && is_supported(l, ch->quote, indicator) &&
           direction_agrees(p, &p->seats[ch->quote], &l->vocabulary->traits[indicator]);
}

/* One person's, or one firm's that leads to no record. */
static bool is_single(const struct linker *l, size_t quote, size_t indicator)
{
    const struct indicator *x = indicator_at(l, indicator);
    const struct passage *p = l->passage;
    const struct seat *s = &p->seats[quote];
    struct subject_path path;
    if (is_one_persons(p, s, &l->vocabulary->traits[indicator]))
        return true;
    subject_find(&path, l->scores.arena, &l->subjects, x);
    if (path.named)
        return false;
    const struct calling *own = l->subjects.is_own ? l->subjects.of[0].calling : NULL;
    return l->subjects.is_number || is_particular(p, s, x, &l->vocabulary->traits[indicator]) ||
           (own && own->count && named_is_business(own->of[0]));
}

static void choice_offer(const struct linker *l, struct choice *ch, size_t indicator)
{
    const struct indicator *x = indicator_at(l, indicator);
    int score = candidate_score(l, indicator, ch->whole);
    struct subject_path told;
    if (score + score / 2 < SCORE_LEAST)
        return; /* nothing helps it */
    subject_find(&told, l->scores.arena, &l->subjects, x);
    if (told.is_role)
        score += score / 2; /* what it is known for here leads */
    else if (l->vocabulary->traits[indicator].of_role && !told.named &&
             !says_matter(l, sentence_of(l, ch->quote), x))
        score -= score / 4; /* no word of 企业 */
    if (score < SCORE_LEAST || !fits(l, ch, indicator))
        return;
    if (ch->planned != x->is_plan) {
        ch->why = ch->planned ? LINK_PLANNED : ch->why;
    } else if (is_single(l, ch->quote, indicator)) {
        ch->why = LINK_PARTICULAR;
    } else if (score > ch->score) {
        ch->second = ch->score;
        ch->score = score;
        ch->best = indicator;
    } else if (score > ch->second) {
        ch->second = score;
    }
}

static void choices_offer(const struct linker *l, struct choice *ch, bool planned)
{
    ch->planned = planned;
    for (size_t i = 0; i < l->scores.touched.count; i++)
        choice_offer(l, ch, l->scores.touched.items[i]);
}

/* The best of what the words offer, if it leads. */
static bool link_choose(struct linker *l, size_t quote, size_t whole, bool alone)
{
    struct choice ch = {.quote = quote, .alone = alone, .best = SIZE_MAX, .why = LINK_NONE};
    struct link *out = &l->links[quote];
    bool planned = is_planned(l->passage, quote, l->until);
    ch.whole = whole == SIZE_MAX ? SIZE_MAX : l->links[whole].indicator;
    choices_offer(l, &ch, planned);
    if (ch.best == SIZE_MAX && !planned && is_among_plans(l->passage, &l->passage->seats[quote]))
        choices_offer(l, &ch, true);
    bool leads = ch.best != SIZE_MAX && ch.score * 100 >= ch.second * LEAD_PERCENT;
    out->whole = whole;
    out->why = leads ? LINK_FOUND : ch.best != SIZE_MAX ? LINK_UNSURE : ch.why;
    if (leads) {
        out->indicator = ch.best;
        subject_find(&out->subject, l->scores.arena, &l->subjects, indicator_at(l, ch.best));
    }
    return leads || out->why != LINK_NONE;
}

/* 两市, 3市: the number of those just named. */
static bool is_within_mention(const struct passage *p, const struct seat *s)
{
    size_t i = mentions_from(&p->mentions, s->whole.from + 1);
    return i > 0 && p->mentions.items[i - 1].to >= s->whole.to &&
           p->mentions.items[i - 1].from <= s->whole.from;
}

static void link_like(struct linker *l, size_t quote, size_t indicator, size_t like)
{
    l->links[quote].indicator = indicator;
    l->links[quote].like = like;
    l->links[quote].why = LINK_FOUND;
}

/* 实际投资11亿元，其中某集团投资1亿元: the same of one firm, by the word right before the number.
 */
static bool link_share(struct linker *l, size_t quote, size_t whole)
{
    const struct passage *p = l->passage;
    const struct seat *s = &p->seats[quote];
    struct link *out = &l->links[quote];
    if (whole == SIZE_MAX || s->left.to < s->left.from + 2 ||
        p->proof->quotes[whole].kind != p->proof->quotes[quote].kind)
        return false;
    const struct indicator *x = indicator_at(l, l->links[whole].indicator);
    struct text word = cells_text(l->scores.arena, &p->cells, s->left.to - 2, s->left.to);
    subject_find(&out->subject, l->scores.arena, &l->subjects, x);
    if (!l->subjects.is_own || !out->subject.named || !indicator_says(x, word))
        return false;
    out->indicator = l->links[whole].indicator;
    out->why = LINK_FOUND;
    return true;
}

static void link_one(struct linker *l, size_t quote)
{
    const struct passage *p = l->passage;
    bool part;
    size_t whole, other;
    if (is_within_mention(p, &p->seats[quote]) || !some_unit_agrees(p, quote, l->vocabulary)) {
        l->links[quote].why = LINK_NOTHING;
        return;
    }
    if (is_beyond(p, &p->seats[quote]) || is_former(p, quote)) {
        l->links[quote].why = is_former(p, quote) ? LINK_FORMER : LINK_BEYOND;
        return;
    }
    l->named = unit_named_before(p, quote, l->vocabulary);
    if (!l->named)
        l->named = unit_named_within(&p->proof->quotes[quote], l->vocabulary);
    scores_collect(&l->scores, quote);
    subjects_read(&l->subjects, p, quote);
    whole = whole_before(p, l->links, quote, &part);
    l->links[quote].is_part = part;
    l->links[quote].whole = whole;
    if (part && whole == SIZE_MAX)
        return; /* a part of something that is not known */
    if (link_choose(l, quote, whole, false) ||
        (part && (link_share(l, quote, whole) || link_choose(l, quote, whole, true))))
        return;
    if ((other = grown_from(p, l->links, quote)) != SIZE_MAX) {
        link_like(l, quote, l->links[other].indicator, other);
    } else if ((other = companion_find(p, l->vocabulary, l->links, quote)) != SIZE_MAX) {
        link_like(l, quote, other, number_before(p, quote));
    } else if (!part) {
        scores_collect_topic(&l->scores, quote);
        link_choose(l, quote, whole, false);
    }
}

struct link *links_read(struct arena *a, const struct passage *p, const struct vocabulary *v,
                        struct day until)
{
    size_t count = p->proof->count;
    struct linker l = {.passage = p, .vocabulary = v, .until = until};
    scores_init(&l.scores, a, p, v);
    l.links = ARENA_ARRAY(a, struct link, count + 1);
    for (size_t i = 0; i < count; i++) {
        l.links[i] = (struct link){
            .indicator = SIZE_MAX, .whole = SIZE_MAX, .like = SIZE_MAX, .why = LINK_NONE};
        if (quote_is_number(&p->proof->quotes[i]) && p->proof->quotes[i].has_value)
            link_one(&l, i);
    }
    return l.links;
}
