#include "file/number.h"

#include <string.h>

#define DIGITS_EXACT 15
#define EXPONENT_MAX 15    /* written out below it */
#define EXPONENT_MIN (-12) /* and above it */
#define EXPONENT_SANE 400

/* sign, digits without leading zeros, and the power of ten of the first digit */
struct scientific {
    bool is_negative, is_whole; /* whole: neither point nor exponent */
    char digits[DIGITS_EXACT + 1];
    int count; /* of digits, also of those beyond the array */
    int power;
    char next; /* the first digit beyond the array, '0' where there is none */
};

static void digit_add(struct scientific *s, char digit)
{
    if (s->count < DIGITS_EXACT)
        s->digits[s->count] = digit;
    else if (s->count == DIGITS_EXACT)
        s->next = digit;
    s->count++;
}

static bool exponent_parse(int *out, struct text t)
{
    bool is_negative = t.n && t.p[0] == '-';
    size_t at = t.n && (t.p[0] == '-' || t.p[0] == '+') ? 1 : 0;
    *out = 0;
    if (at == t.n)
        return false;
    for (; at < t.n; at++) {
        if (t.p[at] < '0' || t.p[at] > '9' || *out > EXPONENT_SANE)
            return false;
        *out = *out * 10 + (t.p[at] - '0');
    }
    *out = is_negative ? -*out : *out;
    return true;
}

static bool scientific_parse(struct scientific *s, struct text t)
{
    *s = (struct scientific){.next = '0', .is_whole = true};
    size_t at = t.n && (t.p[0] == '-' || t.p[0] == '+') ? 1 : 0;
    s->is_negative = at && t.p[0] == '-';
    bool has_point = false, has_digit = false;
    int power = -1, exponent = 0;
    for (; at < t.n && t.p[at] != 'e' && t.p[at] != 'E'; at++) {
        char c = t.p[at];
        if (c == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (c < '0' || c > '9' || power > EXPONENT_SANE || power < -EXPONENT_SANE)
            return false;
        has_digit = true;
        if (s->count || c != '0') {
            digit_add(s, c);
            power += !has_point;
        } else {
            power -= has_point;
        }
    }
    s->is_whole = !has_point && at == t.n;
    if (!has_digit || (at < t.n && !exponent_parse(&exponent, text_slice(t, at + 1, t.n))))
        return false;
    s->power = power + exponent;
    return true;
}

static void scientific_round(struct scientific *s)
{
    int n = s->count < DIGITS_EXACT ? s->count : DIGITS_EXACT;
    if (s->count > DIGITS_EXACT && s->next >= '5') {
        int i = n - 1;
        while (i >= 0 && s->digits[i] == '9')
            s->digits[i--] = '0';
        if (i >= 0) {
            s->digits[i]++;
        } else {
            s->digits[0] = '1';
            s->power++;
        }
    }
    while (n > 0 && s->digits[n - 1] == '0')
        n--;
    s->count = n;
}

static struct text scientific_print(struct arena *a, const struct scientific *s)
{
    static const char zeros[] = "000000000000000";
    const char *sign = s->is_negative ? "-" : "";
    int n = s->count, power = s->power;
    if (n == 0)
        return TEXT("0");
    if (power >= EXPONENT_MAX || power < EXPONENT_MIN)
        return text_printf(a, "%s%c%s%.*sE%+d", sign, s->digits[0], n > 1 ? "." : "", n - 1,
                           s->digits + 1, power);
    if (power < 0)
        return text_printf(a, "%s0.%.*s%.*s", sign, -power - 1, zeros, n, s->digits);
    if (n <= power + 1)
        return text_printf(a, "%s%.*s%.*s", sign, n, s->digits, power + 1 - n, zeros);
    return text_printf(a, "%s%.*s.%.*s", sign, power + 1, s->digits, n - power - 1,
                       s->digits + power + 1);
}

static bool has_exponent(struct text t)
{
    return t.n && (memchr(t.p, 'e', t.n) || memchr(t.p, 'E', t.n));
}

bool number_print(struct arena *a, struct text *out, struct text raw)
{
    struct scientific s;
    *out = raw;
    if (!scientific_parse(&s, raw))
        return false;
    bool is_plain = raw.p[0] != '+' && raw.p[0] != '.' && raw.p[raw.n - 1] != '.';
    if (is_plain && (s.is_whole || (s.count <= DIGITS_EXACT && !has_exponent(raw))))
        return true;
    if (s.is_whole) { /* "+12" */
        *out = text_slice(raw, 1, raw.n);
        return true;
    }
    scientific_round(&s);
    *out = scientific_print(a, &s);
    return true;
}

#define SERIAL_MAX 2958465 /* 9999-12-31 */

bool number_day(struct day *out, struct text number, bool is_1904)
{
    struct scientific s;
    int32_t serial = 0;
    if (!scientific_parse(&s, number) || s.is_negative || s.power > 6)
        return false;
    for (int i = 0; i <= s.power; i++)
        serial = serial * 10 + (i < s.count && i < DIGITS_EXACT ? s.digits[i] - '0' : 0);
    if (is_1904) {
        *out = (struct day){serial - 24107};
        return serial >= 1 && serial <= SERIAL_MAX - 1462;
    }
    /* Excel believes in 29 February 1900, serial 60: days before it stand one lower. */
    *out = (struct day){serial - 25569 + (serial < 60)};
    return serial >= 1 && serial <= SERIAL_MAX && serial != 60;
}

/* Steps over what a format prints as it stands; 0 where t begins with a code letter. */
static size_t literal_length(struct text t)
{
    if (t.p[0] == '\\' || t.p[0] == '_' || t.p[0] == '*')
        return t.n > 1 ? 2 : 1;
    char end = t.p[0] == '"' ? '"' : t.p[0] == '[' ? ']' : '\0';
    if (!end)
        return 0;
    const char *close = memchr(t.p + 1, end, t.n - 1);
    return close ? (size_t)(close - t.p) + 1 : t.n;
}

/* [h]:mm counts hours; [Red] and [$-804] are none of a format's letters. */
static bool is_elapsed(struct text t)
{
    return t.n > 2 && t.p[0] == '[' && memchr("hHmMsS", t.p[1], 6) &&
           (t.p[2] == ']' || t.p[2] == t.p[1]);
}

bool format_is_day(struct text code)
{
    bool has_day = false, has_month = false, has_other = false;
    if (text_is(code, "General"))
        return false;
    for (size_t at = 0; at < code.n && code.p[at] != ';';) {
        struct text rest = text_slice(code, at, code.n);
        size_t n = literal_length(rest);
        has_other |= is_elapsed(rest);
        if (n == 0) {
            char c = code.p[at];
            has_day |= c == 'y' || c == 'Y' || c == 'd' || c == 'D';
            has_month |= c == 'm' || c == 'M';
            has_other |= c && strchr("hHsS0#?@", c);
            n = 1;
        }
        at += n;
    }
    return has_day || (has_month && !has_other);
}

/* The ids from 27 on are those of Chinese Excel; 18-21, 32-35, 45-47 and 55-56 show times. */
bool format_builtin_is_day(int64_t id)
{
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
           (id >= 50 && id <= 54) || id == 57 || id == 58;
}
