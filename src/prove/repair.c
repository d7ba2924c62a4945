/*
 * What is said of relations that do not hold: where, how badly, and the smallest change that would
 * mend them, which is one digit where one digit does it for all relations of a figure.
 */
#include "base/language.h"
#include "prove/numeral.h"
#include "prove/stated.h"

#define NEAR 48    /* relations around one that share figures with it */
#define MENDED 400 /* broken ones that a repair is looked for */
#define DIGITS_MOST 18

/* ---- one figure with one digit changed ---- */

struct print { /* the numeral as it stands, without white space */
    char text[80];
    size_t length;
    size_t digit[DIGITS_MOST]; /* where its digits stand */
    size_t digits;
    int places;
    struct fraction one; /* what 1 in its last place but for `places` is, in the base unit */
};

static bool print_read(struct print *out, const struct asking *a, const struct quote *q)
{
    struct text t = text_slice(a->proof->source, q->num_start, q->num_end);
    int64_t all = 0;
    bool point = false;
    *out = (struct print){.length = 0};
    for (size_t i = 0; i < t.n; i++) {
        bool digit = cell_is_digit((unsigned char)t.p[i]);
        if ((unsigned char)t.p[i] <= ' ')
            continue;
        if (out->length + 1 >= sizeof(out->text) || (digit && out->digits == DIGITS_MOST - 1))
            return false;
        if (digit) {
            out->digit[out->digits++] = out->length;
            all = all * 10 + (t.p[i] - '0');
            out->places += point;
        }
        point |= t.p[i] == '.';
        out->text[out->length++] = t.p[i];
    }
    struct range r = range_of(q, READING_ROUNDED);
    struct range value = q->qualifier == QUALIFIER_EXACT && !q->hi_open ? r : (struct range){0};
    if (q->qualifier == QUALIFIER_AT_LEAST)
        value.lo = value.hi = r.lo;
    struct fraction middle = fraction_divide(fraction_add(value.lo, value.hi), fraction_whole(2));
    out->one = fraction_divide(middle, fraction_of((struct decimal){all, out->places}));
    return out->digits > 0 && all > 0 && out->one.over != 0;
}

static struct fraction change_of(const struct print *p, size_t digit, int by)
{
    int power = (int)(p->digits - 1 - digit) - p->places;
    struct decimal d = {by * (power > 0 ? ten_to(power) : 1), power < 0 ? -power : 0};
    return fraction_multiply(p->one, fraction_of(d));
}

/* ---- all relations of one figure ---- */

static void near_of(const struct asking *a, size_t relation, size_t *first, size_t *after)
{
    *first = relation > NEAR ? relation - NEAR : 0;
    *after =
        relation + NEAR < a->proof->relation_count ? relation + NEAR : a->proof->relation_count;
}

static bool has_figure(const struct relation *r, size_t quote)
{
    for (size_t i = 0; i < r->count; i++)
        if (r->of[i] == quote)
            return true;
    return false;
}

static bool holds_with(const struct asking *a, const struct relation *r, size_t quote,
                       struct fraction change, enum reading reading)
{
    struct range of[RELATION_FIGURES_MOST];
    relation_ranges(of, a, r, reading);
    for (size_t i = 0; i < r->count; i++)
        if (r->of[i] == quote)
            of[i] = range_shift(of[i], change);
    return relation_meets(r, of) == MEETS;
}

/* How many broken ones it mends; 0 where it breaks one, or leaves this one broken. */
static size_t mends(const struct asking *a, size_t relation, size_t quote, struct fraction change)
{
    size_t first, after, mended = 0;
    near_of(a, relation, &first, &after);
    for (size_t i = first; i < after; i++) {
        const struct relation *r = &a->proof->relations[i];
        if (!has_figure(r, quote))
            continue;
        bool was = r->verdict != RELATION_BROKEN;
        bool is = holds_with(a, r, quote, change, was ? READING_TRUNCATED : READING_ROUNDED);
        if ((was || i == relation) && !is)
            return 0;
        mended += !was && is;
    }
    return mended;
}

struct mending {
    size_t quote, mended;
    struct text repair;
    bool is_shared; /* another figure would do as well */
};

static struct text changed_print(const struct asking *a, const struct print *p, size_t digit,
                                 char to)
{
    struct print q = *p;
    q.text[q.digit[digit]] = to;
    return text_printf(a->arena, "%.*s → %.*s", (int)p->length, p->text, (int)q.length, q.text);
}

static void digits_try(struct mending *best, const struct asking *a, size_t relation, size_t quote)
{
    struct print p;
    size_t here = 0;
    struct text repair = {NULL, 0};
    if (!print_read(&p, a, &a->proof->quotes[quote]))
        return;
    for (size_t i = p.digits; i-- > 0;)
        for (char to = i == 0 && p.digits > (size_t)p.places + 1 ? '1' : '0'; to <= '9'; to++) {
            char was = p.text[p.digit[i]];
            size_t n = to == was ? 0 : mends(a, relation, quote, change_of(&p, i, to - was));
            if (n > here) {
                here = n;
                repair = changed_print(a, &p, i, to);
            }
        }
    if (here == 0 || here < best->mended)
        return;
    best->is_shared = here == best->mended;
    if (here > best->mended)
        *best = (struct mending){quote, here, repair, false};
}

/* ---- the result as it should be printed ---- */

static struct text result_print(const struct asking *a, const struct relation *r)
{
    struct range of[RELATION_FIGURES_MOST];
    struct print p;
    struct fault f = {0};
    struct decimal d;
    bool lost = false;
    if (r->form == FORM_LEAST || r->form == FORM_CHANGE ||
        !print_read(&p, a, &a->proof->quotes[r->of[0]]))
        return text_from("");
    relation_ranges(of, a, r, READING_ROUNDED);
    struct range result = relation_computed(r, of);
    if (result.no_end || (r->form == FORM_LIST && r->least != r->most))
        return text_from("");
    struct fraction lo = fraction_divide(result.lo, p.one), hi = fraction_divide(result.hi, p.one);
    struct fraction middle = fraction_divide(fraction_add(lo, hi), fraction_whole(2));
    if (result.hi_excluded) /* 200余 */
        middle = lo;
    if (middle.over == 0 || middle.over > INT64_MAX || middle.part > INT64_MAX || middle.part < 0 ||
        p.places > 6 || fraction_compare(hi, middle, &lost) < 0 || lost ||
        !ratio_round(&d, (struct ratio){(int64_t)middle.part, (int64_t)middle.over}, p.places, &f))
        return text_from("");
    size_t end = p.digit[p.digits - 1] + 1; /* 万 and 亿 stay */
    struct text number = decimal_print(a->arena, d);
    return text_printf(a->arena, "%.*s → %.*s%.*s", (int)p.length, p.text, TEXT_ARG(number),
                       (int)(p.length - end), p.text + end);
}

/* ---- findings ---- */

static struct text note_of(const struct asking *a, const struct relation *r)
{
    const char *why = "";
    if (r->note.n)
        return r->note;
    if (r->verdict == RELATION_TRUNCATED)
        return text_from(tr("holds only where the figure was cut off; rounded it is another"));
    switch (r->kind) {
    case RELATION_SHARE:
        why = tr("the share is not that of the part in the whole");
        break;
    case RELATION_PART:
        why = tr("the part is more than the whole it is said to be of");
        break;
    case RELATION_SUM:
    case RELATION_REST:
        why = tr("the parts do not come to the whole");
        break;
    case RELATION_GROWTH:
    case RELATION_TIMES:
    case RELATION_POINTS:
    case RELATION_STEP:
        why = tr("the two figures do not differ by so much");
        break;
    case RELATION_CHANGE:
        why = tr("it goes the other way than the words say");
        break;
    case RELATION_MEAN:
        why = tr("the mean is not that of the total and the number");
        break;
    case RELATION_LIST:
        why = tr("another number of names stands there");
        break;
    case RELATION_REPEAT:
        why = tr("the same is said with another number elsewhere");
        break;
    case RELATION_ARITHMETIC:
        why = tr("read as the catalogue computes it, it is another");
        break;
    }
    return text_printf(a->arena, "%s%s", why,
                       r->is_vague ? tr("; though one of them is only about so much") : "");
}

static void relation_ask(const struct asking *a, size_t relation, bool mend)
{
    const struct relation *r = &a->proof->relations[relation];
    struct mending best = {.quote = r->of[0]};
    for (size_t i = 0; i < r->count && mend && r->verdict == RELATION_BROKEN; i++)
        digits_try(&best, a, relation, r->of[i]);
    if (best.is_shared)
        best.quote = r->of[0];
    if (r->note.n)
        best = (struct mending){.quote = r->of[0]}; /* another word would mend it */
    else if (mend && (best.repair.n == 0 || best.is_shared))
        best.repair = result_print(a, r);
    struct asked asked = {.quote = best.quote,
                          .formula = r->formula,
                          .note = note_of(a, r),
                          .kind = relation_kind_name(r->kind),
                          .repair = best.repair};
    asked.tier = r->verdict == RELATION_TRUNCATED ? TIER_TRUNCATED
                 : r->is_unsure || r->is_vague    ? TIER_QUESTION
                                                  : TIER_ERROR;
    for (size_t i = 0; i < r->count && r->verdict == RELATION_BROKEN; i++)
        a->proof->quotes[r->of[i]].is_doubted = true;
    for (size_t i = 0; i < r->count; i++)
        if (r->of[i] != best.quote)
            asked.others[asked.other_count++] = r->of[i];
    question_add(a, &asked);
}

void relations_ask(const struct asking *a)
{
    size_t mended = 0;
    for (size_t i = 0; i < a->proof->relation_count; i++) {
        const struct relation *r = &a->proof->relations[i];
        if (r->verdict == RELATION_HOLDS || (r->verdict == RELATION_TRUNCATED && r->is_vague))
            continue;
        relation_ask(a, i, mended++ < MENDED);
    }
}
