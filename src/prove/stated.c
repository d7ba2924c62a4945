#include "prove/stated.h"

#include <stdlib.h>
#include <string.h>

#define PLACES_SHOWN 4
#define KEPT_LOOKED_AT 64 /* relations back that one may repeat */

/* ---- judging ---- */

struct sides {
    struct range x, y;
    bool reaches; /* x >= y is enough */
};

static struct range sum_from(const struct range *r, size_t first, size_t count)
{
    struct range sum = r[first];
    for (size_t i = first + 1; i < count; i++)
        sum = range_add(sum, r[i]);
    return sum;
}

static struct range names_of(int64_t least, int64_t most)
{
    struct range r = {.lo = fraction_whole(least), .hi = fraction_whole(most)};
    r.no_end = most == INT64_MAX;
    return r;
}

static struct range grown(struct range before, struct range by, bool falls)
{
    struct range all = range_at(100);
    return range_multiply(before, falls ? range_subtract(all, by) : range_add(all, by));
}

/* What a step is of what there was before it; falling, that was the larger. */
static struct fraction step_part(struct fraction step, struct fraction now, bool falls)
{
    struct fraction before = falls ? fraction_add(now, step) : fraction_subtract(now, step);
    bool lost = false;
    if (fraction_compare(before, fraction_whole(0), &lost) <= 0 || lost)
        return (struct fraction){0, 0};
    return fraction_divide(fraction_multiply(step, fraction_whole(100)), before);
}

/* Grows with the step and falls with what there is now, so that its ends are those of both. */
static struct range step_share(struct range step, struct range now, bool falls)
{
    struct fraction none = {0, 1};
    return (struct range){now.no_end ? none : step_part(step.lo, now.hi, falls),
                          step_part(step.hi, now.lo, falls), step.hi_excluded, step.no_end};
}

static struct sides sides_of(const struct relation *s, const struct range *r)
{
    struct range hundred = range_at(100), one = range_at(1);
    switch (s->form) {
    case FORM_SHARE:
        return (struct sides){range_multiply(r[0], r[2]), range_multiply(r[1], hundred), false};
    case FORM_MEAN:
        return (struct sides){range_multiply(r[0], r[2]), r[1], false};
    case FORM_SUM:
    case FORM_LEAST:
        return (struct sides){r[0], sum_from(r, 1, s->count), s->form == FORM_LEAST};
    case FORM_GROWTH:
        return (struct sides){range_multiply(r[1], hundred), grown(r[2], r[0], s->falls), false};
    case FORM_TIMES_BY:
        return (struct sides){r[1], range_multiply(r[2], range_add(r[0], one)), false};
    case FORM_TIMES_TO:
        return (struct sides){r[1], range_multiply(r[2], r[0]), false};
    case FORM_STEP:
        if (s->falls)
            return (struct sides){r[2], range_add(r[1], r[0]), false};
        return (struct sides){r[1], range_add(r[2], r[0]), false};
    case FORM_STEP_SHARE:
        return (struct sides){r[0], step_share(r[1], r[2], s->falls), false};
    case FORM_CHANGE:
    case FORM_EQUAL:
        return (struct sides){r[0], r[1], s->form == FORM_CHANGE};
    case FORM_LIST:
        return (struct sides){r[0], names_of(s->least, s->most), false};
    }
    return (struct sides){r[0], r[0], true};
}

enum meeting relation_meets(const struct relation *s, const struct range *r)
{
    struct sides sides = sides_of(s, r);
    return sides.reaches ? range_reaches(sides.x, sides.y) : range_meets(sides.x, sides.y);
}

void relation_ranges(struct range *out, const struct asking *a, const struct relation *s,
                     enum reading reading)
{
    for (size_t i = 0; i < s->count; i++)
        out[i] = range_of(&a->proof->quotes[s->of[i]], reading);
}

static struct relation relation_of(const struct stated *s)
{
    struct relation r = {.kind = s->kind,
                         .form = s->form,
                         .count = s->count,
                         .least = s->least,
                         .most = s->most,
                         .falls = s->falls,
                         .is_unsure = s->is_unsure,
                         .is_vague = s->is_about,
                         .note = s->note};
    for (size_t i = 0; i < s->count; i++)
        r.of[i] = s->of[i];
    return r;
}

bool stated_holds(const struct asking *a, const struct stated *s)
{
    struct range r[RELATION_FIGURES_MOST];
    struct relation x = relation_of(s);
    relation_ranges(r, a, &x, READING_TRUNCATED);
    return relation_meets(&x, r) == MEETS;
}

/* ---- the formula ---- */

struct range relation_computed(const struct relation *s, const struct range *r)
{
    struct range hundred = range_at(100), one = range_at(1);
    switch (s->form) {
    case FORM_SHARE:
        return range_divide(range_multiply(r[1], hundred), r[2]);
    case FORM_MEAN:
    case FORM_TIMES_TO:
        return range_divide(r[1], r[2]);
    case FORM_SUM:
    case FORM_LEAST:
        return sum_from(r, 1, s->count);
    case FORM_GROWTH: {
        struct range now = range_divide(range_multiply(r[1], hundred), r[2]);
        return s->falls ? range_subtract(hundred, now) : range_subtract(now, hundred);
    }
    case FORM_TIMES_BY:
        return range_subtract(range_divide(r[1], r[2]), one);
    case FORM_STEP:
        return s->falls ? range_subtract(r[2], r[1]) : range_subtract(r[1], r[2]);
    case FORM_STEP_SHARE:
        return step_share(r[1], r[2], s->falls);
    case FORM_CHANGE:
    case FORM_EQUAL:
        return r[1];
    case FORM_LIST:
        return names_of(s->least, s->most);
    }
    return r[0];
}

static void ends_print(struct buffer *b, struct arena *a, struct range r)
{
    bool lost = false, one = !r.no_end && fraction_compare(r.lo, r.hi, &lost) == 0;
    buffer_printf(b, "%.*s", TEXT_ARG(fraction_print(a, r.lo, PLACES_SHOWN)));
    if (r.no_end)
        buffer_add_str(b, "..");
    else if (!one)
        buffer_printf(b, "..%.*s", TEXT_ARG(fraction_print(a, r.hi, PLACES_SHOWN)));
}

/* What is reckoned, in the words of the text: "922个 / 1235个". */
static void reckoning_print(struct buffer *b, const struct asking *a, const struct relation *s)
{
    static const char *const marks[] = {
        [FORM_SHARE] = " / ",    [FORM_MEAN] = " / ",   [FORM_SUM] = " + ",
        [FORM_LEAST] = " + ",    [FORM_GROWTH] = " / ", [FORM_TIMES_BY] = " / ",
        [FORM_TIMES_TO] = " / ", [FORM_STEP] = " - ",   [FORM_CHANGE] = "",
        [FORM_LIST] = "",        [FORM_EQUAL] = ""};
    bool turned = s->falls && s->form == FORM_STEP;
    if (s->form == FORM_STEP_SHARE) {
        struct text step = quote_words(a, s->of[1]), now = quote_words(a, s->of[2]);
        buffer_printf(b, "%.*s / (%.*s %s %.*s)", TEXT_ARG(step), TEXT_ARG(now),
                      s->falls ? "+" : "-", TEXT_ARG(step));
        return;
    }
    if (s->falls && s->form == FORM_GROWTH)
        buffer_add_str(b, "1 - ");
    for (size_t i = 1; i < s->count; i++) {
        size_t quote = s->of[turned ? s->count - i : i];
        buffer_printf(b, "%s%.*s", i > 1 ? marks[s->form] : "", TEXT_ARG(quote_words(a, quote)));
    }
    if ((!s->falls && s->form == FORM_GROWTH) || s->form == FORM_TIMES_BY)
        buffer_add_str(b, " - 1");
}

static const char *relation_sign(const struct relation *s)
{
    static const char *const equal[] = {"=", "≒", "≠"}, *const least[] = {"≤", "≤", ">"};
    bool order = s->form == FORM_LEAST || s->form == FORM_CHANGE;
    return (order ? least : equal)[s->verdict];
}

static bool is_of_hundred(enum relation_form form)
{
    return form == FORM_SHARE || form == FORM_GROWTH || form == FORM_STEP_SHARE;
}

static struct text formula_print(const struct asking *a, const struct relation *s,
                                 const struct range *r)
{
    SCOPED_BUFFER b = {0};
    reckoning_print(&b, a, s);
    bool is_plain = s->count == 2 && s->form != FORM_LIST; /* nothing to reckon */
    if (!is_plain) {
        buffer_add_str(&b, s->count > 1 ? " = " : "");
        ends_print(&b, a->arena, relation_computed(s, r));
        buffer_add_str(&b, is_of_hundred(s->form) ? "%" : "");
    }
    buffer_printf(&b, " %s %.*s", relation_sign(s), TEXT_ARG(quote_words(a, s->of[0])));
    bool lost = false;
    if (r[0].no_end || fraction_compare(r[0].lo, r[0].hi, &lost) != 0) {
        buffer_add_str(&b, " [");
        buffer_printf(&b, "%.*s, ", TEXT_ARG(fraction_print(a->arena, r[0].lo, PLACES_SHOWN)));
        if (!r[0].no_end)
            buffer_printf(&b, "%.*s", TEXT_ARG(fraction_print(a->arena, r[0].hi, PLACES_SHOWN)));
        buffer_add_str(&b, r[0].no_end || r[0].hi_excluded ? ")" : "]");
    }
    return text_copy(a->arena, buffer_text(&b));
}

/* ---- keeping ---- */

static bool is_vague(const struct quote *q)
{
    return q->qualifier == QUALIFIER_ABOUT || q->qualifier == QUALIFIER_NEARLY ||
           q->qualifier == QUALIFIER_VAGUE;
}

static bool is_kept(const struct proof *p, const struct relation *r)
{
    for (size_t i = p->relation_count, n = 0; i-- > 0 && n < KEPT_LOOKED_AT; n++) {
        const struct relation *x = &p->relations[i];
        if (x->of[0] == r->of[0] && x->form == r->form && x->count == r->count &&
            memcmp(x->of, r->of, r->count * sizeof(*r->of)) == 0)
            return true;
    }
    return false;
}

void stated_add(const struct asking *a, const struct stated *s)
{
    struct range rounded[RELATION_FIGURES_MOST], cut[RELATION_FIGURES_MOST];
    struct relation r = relation_of(s);
    struct proof *p = a->proof;
    if (is_kept(p, &r))
        return;
    for (size_t i = 0; i < r.count; i++)
        r.is_vague |= is_vague(&p->quotes[r.of[i]]);
    relation_ranges(rounded, a, &r, READING_ROUNDED);
    relation_ranges(cut, a, &r, READING_TRUNCATED);
    enum meeting now = relation_meets(&r, rounded), then = relation_meets(&r, cut);
    if (now == LOST || then == LOST || (now == APART && then == APART && s->only_holds))
        return;
    r.verdict = now == MEETS    ? RELATION_HOLDS
                : then == MEETS ? RELATION_TRUNCATED
                                : RELATION_BROKEN;
    if (r.verdict != RELATION_HOLDS || a->relations)
        r.formula = formula_print(a, &r, rounded);
    if ((p->relation_count & (p->relation_count - 1)) == 0)
        p->relations =
            arena_grow(a->arena, p->relations, p->relation_count,
                       p->relation_count ? p->relation_count * 2 : 1, sizeof(*p->relations));
    p->relations[p->relation_count++] = r;
}

/* ---- for detectors ---- */

bool is_percent(const struct quote *q)
{
    return q->kind == QUOTE_PERCENT;
}

/* 个, 家, 台: the letter right behind the numeral and its 余. */
static uint32_t counting_word(const struct quote *q)
{
    struct text t = text_slice(q->surface, q->num_end - q->byte_start, q->surface.n);
    size_t length;
    for (; t.n; t = text_slice(t, length, t.n)) {
        uint32_t cp = utf8_next(t, &length);
        if (cp > ' ' && cp != 0x3000 && cp != 0x4F59 && cp != 0x591A) /* 余 多 */
            return cp;
    }
    return 0;
}

/* 台 are no 家, though both are things; 个县 and 个 may be the same. */
static bool same_counted(const struct quote *x, const struct quote *y)
{
    if (x->unit_is_named && y->unit_is_named)
        return text_equal(x->unit, y->unit);
    return counting_word(x) == counting_word(y);
}

bool same_unit(const struct quote *x, const struct quote *y)
{
    const struct unit *a = x->unit_found, *b = y->unit_found;
    if (x->kind != y->kind || !x->has_value || !y->has_value)
        return false;
    if (x->kind == QUOTE_COUNT)
        return same_counted(x, y);
    if (a && b)
        return a == b || (a->base && a->base == b->base);
    return text_equal(x->unit, y->unit);
}

struct span words_between(const struct asking *a, size_t before, size_t behind)
{
    const struct seat *s = a->passage->seats;
    size_t from = s[before].whole.to, to = s[behind].whole.from;
    return (struct span){from, to > from ? to : from};
}

bool ends_with_any(const struct asking *a, size_t cell, struct words *words)
{
    return cells_match_any_back(&a->passage->cells, cell, words) > 0;
}

bool is_about_before(const struct asking *a, size_t cell)
{
    static struct words words = {.list = {"约", "大约", "近", "将近", "接近", "大概"}};
    return ends_with_any(a, cell, &words);
}

static bool takes_part(const struct quote *q)
{
    return q->has_value && q->kind != QUOTE_DATE && q->kind != QUOTE_DURATION && !q->is_since &&
           q->value.mantissa >= 0;
}

static void sentence_state(const struct asking *a, const struct row_of_figures *r)
{
    parts_state(a, r);
    shares_state(a, r);
    totals_state(a, r);
    growths_state(a, r);
    means_state(a, r);
    lists_state(a, r);
}

static int by_result(const void *x, const void *y)
{
    const struct relation *p = x, *q = y;
    if (p->of[0] != q->of[0])
        return p->of[0] < q->of[0] ? -1 : 1;
    return p->kind != q->kind ? (int)p->kind - (int)q->kind : text_compare(p->formula, q->formula);
}

void relations_find(const struct asking *a)
{
    const struct passage *p = a->passage;
    struct row_of_figures r = {.of = ARENA_ARRAY(a->arena, size_t, FIGURES_OF_SENTENCE)};
    a->proof->relations = NULL;
    a->proof->relation_count = 0;
    for (size_t i = 0; i < a->proof->count;) {
        size_t sentence = p->seats[i].sentence;
        r.count = 0;
        r.span = p->sentences[sentence].span;
        for (; i < a->proof->count && p->seats[i].sentence == sentence; i++)
            if (takes_part(&a->proof->quotes[i]) && r.count < FIGURES_OF_SENTENCE)
                r.of[r.count++] = i;
        if (r.count)
            sentence_state(a, &r);
    }
    repeats_state(a);
    twins_find(a);
    arithmetic_state(a);
    if (a->proof->relation_count)
        qsort(a->proof->relations, a->proof->relation_count, sizeof(*a->proof->relations),
              by_result);
}
