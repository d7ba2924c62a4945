/*
 * Numbers and money as they are written: separators of thousands, full-width digits, a unit in
 * the heading or in the cell. Words of doubt (约, 余) make a number that is not exact: refused.
 */
#include "base/language.h"
#include "intake/cell.h"

#include <string.h>

#define NUMBER_DIGITS_MAX 18
#define SPREADSHEET_DIGITS 15 /* what a spreadsheet keeps of a number; more is its noise */

/* ---- units ---- */

static bool label_is(const struct unit *u, struct text t)
{
    if (text_equal(u->label.zh, t) || text_equal(u->label.en, t) || text_equal(u->name, t))
        return true;
    for (size_t i = 0; i < u->reads.count; i++)
        if (text_equal(u->reads.items[i], t))
            return true;
    return false;
}

static const struct unit *unit_read(const struct catalogue *c, struct text t)
{
    for (size_t i = 0; i < c->units.count; i++)
        if (label_is(c->units.items[i], t))
            return c->units.items[i];
    return NULL;
}

static const struct unit *field_unit(const struct catalogue *c, const struct field *field)
{
    if (field->type.unit)
        return field->type.unit;
    return field->type.kind == KIND_MONEY ? catalogue_unit_find(c, TEXT("yuan")) : NULL;
}

static bool is_yuan(struct text t)
{
    return text_is(t, "元") || text_is(t, "元整") || text_is(t, "人民币") || text_is(t, "RMB") ||
           text_is(t, "yuan");
}

/* `rest` is a unit without 万 or 亿 before it; "" is the field's own. */
static bool scale_of_unit(struct scale *out, const struct catalogue *c, const struct field *field,
                          struct text rest)
{
    const struct unit *own = field_unit(c, field), *written;
    *out = (struct scale){1, 1};
    if (rest.n == 0 || (field->type.kind == KIND_MONEY && is_yuan(rest)))
        return true;
    written = unit_read(c, rest);
    if (!written)
        return false;
    if (!own)
        return true; /* a plain number: its unit is not the catalogue's business */
    if (written == own)
        return true;
    if (written->base != own->base || !written->base)
        return false;
    return !__builtin_mul_overflow(written->times, own->over, &out->times) &&
           !__builtin_mul_overflow(written->over, own->times, &out->over);
}

bool scale_find(struct scale *out, const struct catalogue *c, const struct field *field,
                struct text unit)
{
    static const struct {
        const char *word;
        int64_t times;
    } many[] = {{"十亿", 1000000000}, {"亿", 100000000}, {"千万", 10000000}, {"百万", 1000000},
                {"十万", 100000},     {"万", 10000},     {"千", 1000},       {"百", 100}};
    if (scale_of_unit(out, c, field, unit))
        return true;
    for (size_t i = 0; i < sizeof(many) / sizeof(*many); i++) {
        struct text word = text_from(many[i].word);
        if (text_starts(unit, word) &&
            scale_of_unit(out, c, field, text_slice(unit, word.n, unit.n)))
            return !__builtin_mul_overflow(out->times, many[i].times, &out->times);
    }
    return false;
}

/* ---- digits ---- */

struct digits {
    int64_t mantissa;
    int places, significant;
    bool negative, overflow;
    size_t used; /* bytes */
};

static void digit_take(struct digits *d, char c)
{
    if (d->significant || c != '0')
        d->significant++;
    if (d->significant > NUMBER_DIGITS_MAX)
        d->overflow = true;
    else
        d->mantissa = d->mantissa * 10 + (c - '0');
}

static bool is_digit(struct text t, size_t i)
{
    return i < t.n && t.p[i] >= '0' && t.p[i] <= '9';
}

/* A separator is one only before exactly three digits: 1,23 stays what it is, unreadable. */
static bool is_separator(struct text t, size_t i, char wanted)
{
    return i < t.n && (t.p[i] == ',' || t.p[i] == ' ') && (!wanted || t.p[i] == wanted) &&
           is_digit(t, i + 1) && is_digit(t, i + 2) && is_digit(t, i + 3) && !is_digit(t, i + 4);
}

/* False: the text does not start with a number. */
static bool digits_read(struct digits *d, struct text t)
{
    size_t i = 0, first;
    *d = (struct digits){0};
    if (t.n && (t.p[0] == '-' || t.p[0] == '+'))
        d->negative = t.p[i++] == '-';
    first = i;
    char separator = 0;
    for (; is_digit(t, i); i++) {
        digit_take(d, t.p[i]);
        if (is_separator(t, i + 1, separator) && (separator || i - first < 3))
            separator = t.p[++i];
    }
    if (i == first)
        return false;
    if (i < t.n && t.p[i] == '.' && is_digit(t, i + 1))
        for (i++; is_digit(t, i); i++, d->places++)
            digit_take(d, t.p[i]);
    d->used = i;
    return true;
}

/* Reads an exponent that a spreadsheet's file may hold; leaves d->used where there is none. */
static bool exponent_read(struct digits *d, struct text t)
{
    size_t i = d->used;
    if (i >= t.n || (t.p[i] != 'E' && t.p[i] != 'e'))
        return true;
    bool negative = ++i < t.n && t.p[i] == '-';
    if (i < t.n && (t.p[i] == '-' || t.p[i] == '+'))
        i++;
    int exponent = 0;
    size_t first = i;
    for (; is_digit(t, i) && exponent < 100; i++)
        exponent = exponent * 10 + (t.p[i] - '0');
    if (i == first)
        return false;
    d->places += negative ? exponent : -exponent;
    for (; d->places < 0 && !d->overflow; d->places++)
        d->overflow = __builtin_mul_overflow(d->mantissa, 10, &d->mantissa);
    d->used = i;
    return d->places <= 40;
}

/* A spreadsheet computes with 15 digits; what stands behind them is noise of its arithmetic. */
static void noise_drop(struct digits *d)
{
    while (d->significant > SPREADSHEET_DIGITS && d->places > 0) {
        d->mantissa = (d->mantissa + 5) / 10;
        d->significant--;
        d->places--;
    }
    while (d->places > 0 && d->mantissa % 10 == 0) {
        d->mantissa /= 10;
        d->places--;
    }
}

/* ---- the value ---- */

static int field_places(const struct field *field)
{
    if (field->type.kind == KIND_MONEY)
        return 2;
    return field->type.kind == KIND_DECIMAL ? field->type.places : 0;
}

static enum reading refuse_number(struct problem *p, struct arena *a, const struct reader *r,
                                  const char *kind, const char *says, struct text t)
{
    const char *wanted = r->field->type.kind == KIND_INT ? tr("a whole number") : tr("a number");
    struct text shown = cell_shown(a, r->field, t);
    struct label label = r->field->type.unit ? r->field->type.unit->label : (struct label){0};
    struct text unit = label_now(label);
    if (r->field->type.kind == KIND_MONEY)
        unit = text_from(tr("yuan, at most two decimal places"));
    return refuse_cell(p, kind,
                       text_printf(a, "%s%s%.*s", wanted, unit.n ? ", " : "", TEXT_ARG(unit)),
                       text_printf(a, says, TEXT_ARG(shown)));
}

static enum reading scaled_value(struct value *out, struct arena *a, const struct reader *r,
                                 struct digits d, struct scale s, struct text t, struct problem *p)
{
    __int128 wide = (__int128)d.mantissa * s.times, over = s.over;
    for (int i = field_places(r->field); i > d.places; i--)
        wide *= 10;
    for (int i = field_places(r->field); i < d.places; i++) {
        if (over > (__int128)1 << 90)
            return refuse_number(p, a, r, "too_many_places",
                                 tr("\"%.*s\" has too many decimal places"), t);
        over *= 10;
    }
    if (wide % over != 0)
        return refuse_number(
            p, a, r, r->field->type.kind == KIND_INT ? "not_whole" : "too_many_places",
            r->field->type.kind == KIND_INT ? tr("\"%.*s\" is not a whole number")
                                            : tr("\"%.*s\" has too many decimal places"),
            t);
    wide /= over;
    if (wide > INT64_MAX / 4)
        return refuse_number(p, a, r, "out_of_range", tr("\"%.*s\" is too large"), t);
    *out = VALUE_OF_INT(d.negative ? -(int64_t)wide : (int64_t)wide);
    return READING_VALUE;
}

static bool says_about(struct text t)
{
    static const char *const words[] = {"约",   "余",   "多",   "近",   "超", "逾", "左右",
                                        "以上", "以下", "不足", "上下", "数", "几", "大概"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (text_find(t, text_from(words[i])) >= 0)
            return true;
    return false;
}

static enum reading refuse_words(struct problem *p, struct arena *a, const struct reader *r,
                                 struct text t)
{
    if (says_about(t))
        return refuse_number(p, a, r, "approximate",
                             tr("\"%.*s\" is not exact: a record holds what was counted"), t);
    return refuse_number(p, a, r, "not_a_number", tr("\"%.*s\" is not a number"), t);
}

static bool is_percent_field(const struct field *field)
{
    return field->type.unit && text_is(field->type.unit->name, "percent");
}

/* What stands behind the digits: nothing, a unit, a percent sign. */
static bool suffix_scale(struct scale *s, const struct reader *r, struct text rest)
{
    *s = r->scale;
    rest = text_trim(rest);
    if (rest.n == 0)
        return true;
    if (is_percent_field(r->field) && text_is(rest, "%")) {
        *s = (struct scale){1, 1};
        return true;
    }
    return scale_find(s, r->catalogue, r->field, rest);
}

/*
 * 0.7465 under a percent heading without a sign is 74.65% in one office and 0.7465% in the next.
 */
static bool is_percent_doubtful(const struct reader *r, struct digits d, struct text rest)
{
    return is_percent_field(r->field) && rest.n == 0 && !r->unit_is_percent && d.places > 0 &&
           d.mantissa != 0 && d.significant <= d.places;
}

enum reading number_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                         bool is_number, struct problem *p)
{
    struct digits d;
    struct scale s;
    struct text body = t;
    if (text_starts(t, TEXT("¥")) || text_starts(t, TEXT("￥")))
        body = text_trim(text_slice(t, t.p[0] == '\xc2' ? 2 : 3, t.n));
    if (!digits_read(&d, body))
        return refuse_words(p, a, r, t);
    if (is_number && !exponent_read(&d, body))
        return refuse_number(p, a, r, "out_of_range", tr("\"%.*s\" is too small or too large"), t);
    if (d.overflow)
        return refuse_number(p, a, r, "out_of_range", tr("\"%.*s\" is too large"), t);
    if (is_number)
        noise_drop(&d);
    struct text rest = text_slice(body, d.used, body.n);
    if (is_percent_doubtful(r, d, rest))
        return refuse_number(p, a, r, "percent_doubtful",
                             tr("\"%.*s\" may be a share or a percentage: write it with %%"), t);
    if (!suffix_scale(&s, r, rest))
        return refuse_words(p, a, r, t);
    return scaled_value(out, a, r, d, s, t, p);
}
