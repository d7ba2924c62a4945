/*
 * Numbers of persons (GB 11643), of organisations (GB 32100) and of telephones.
 *
 * A number that Excel has cut is never mended here: 17 digits cannot be told from 15.
 */
#include "base/language.h"
#include "intake/cell.h"

#include <string.h>

char idno_last_sign(const char *first17)
{
    static const int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++)
        sum += (first17[i] - '0') * weights[i];
    return "10X98765432"[sum % 11];
}

char uscc_last_sign(const char *first17)
{
    static const char alphabet[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    static const int weights[17] = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
        const char *at = first17[i] ? strchr(alphabet, first17[i]) : NULL;
        if (!at)
            return 0;
        sum += (int)(at - alphabet) * weights[i];
    }
    return alphabet[(31 - sum % 31) % 31];
}

static size_t digit_count(struct text t)
{
    size_t n = 0;
    while (n < t.n && t.p[n] >= '0' && t.p[n] <= '9')
        n++;
    return n;
}

/* Without inner spaces and a leading apostrophe, in capitals. */
static struct text identifier_text(struct arena *a, struct text t)
{
    bool plain = true;
    for (size_t i = 0; i < t.n; i++)
        plain = plain && ((t.p[i] >= '0' && t.p[i] <= '9') || (t.p[i] >= 'A' && t.p[i] <= 'Z'));
    if (plain)
        return t;
    char *p = arena_alloc(a, t.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < t.n; i++) {
        char c = t.p[i];
        if (c == ' ' || c == '\'' || c == '`')
            continue;
        p[n++] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    }
    return (struct text){p, n};
}

static bool is_birth_day_real(struct text t)
{
    char iso[] = {t.p[6], t.p[7], t.p[8], t.p[9], '-', t.p[10], t.p[11], '-', t.p[12], t.p[13]};
    struct day d;
    return day_parse(&d, (struct text){iso, sizeof iso}) && t.p[6] >= '1';
}

static bool is_idno(struct text t)
{
    return t.n == 18 && digit_count(t) >= 17 && is_birth_day_real(t) &&
           idno_last_sign(t.p) == t.p[17];
}

/* 1.1E+17, or 18 digits of which a spreadsheet kept 15. */
static bool is_damaged(struct text t, bool is_number)
{
    if (text_find(t, TEXT("E+")) > 0)
        return true;
    bool cut = t.n == 18 && digit_count(t) == 18 && memcmp(t.p + 15, "000", 3) == 0;
    return cut && (is_number || !is_idno(t));
}

static enum reading refuse_idno(struct arena *a, const struct reader *r, struct text t,
                                struct problem *p)
{
    struct text shown = cell_shown(a, r->field, t), wanted = text_from(tr("18 digits, as text"));
    if (t.n == 15 && digit_count(t) == 15)
        return refuse_cell(p, "idno_15", wanted,
                           text_printf(a, tr("\"%.*s\" is a number of the old kind with 15 digits"),
                                       TEXT_ARG(shown)));
    if (t.n != 18 || digit_count(t) < 17)
        return refuse_cell(p, "not_idno", wanted,
                           text_printf(a,
                                       tr("\"%.*s\" is not a citizen's number: %zu signs, not 18"),
                                       TEXT_ARG(shown), utf8_count(t)));
    if (!is_birth_day_real(t))
        return refuse_cell(p, "not_idno", wanted,
                           text_printf(a, tr("\"%.*s\" holds a day of birth that does not exist"),
                                       TEXT_ARG(shown)));
    return refuse_cell(p, "idno_check_digit", wanted,
                       text_printf(a, tr("the check digit of \"%.*s\" is wrong"), TEXT_ARG(shown)));
}

/* A certificate of disability is the number and two digits for kind and grade. */
static bool is_certificate(struct text t)
{
    return (t.n == 20 || t.n == 22) && t.p[18] >= '1' && t.p[18] <= '7' && t.p[19] >= '1' &&
           t.p[19] <= '4' && is_idno(text_slice(t, 0, 18));
}

enum reading idno_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                       bool is_number, struct problem *p)
{
    t = identifier_text(a, t);
    if (is_certificate(t))
        t = text_slice(t, 0, 18);
    if (is_idno(t) && memcmp(t.p + 15, "000", 3) != 0) {
        *out = VALUE_OF_TEXT(t);
        return READING_VALUE;
    }
    if (t.n && is_damaged(t, is_number))
        return refuse_cell(
            p, "damaged_idno", text_from(tr("18 digits, as text")),
            text_printf(a,
                        tr("\"%.*s\": a spreadsheet kept only the first 15 digits; take the "
                           "number from its source"),
                        TEXT_ARG(cell_shown(a, r->field, t))));
    if (!is_idno(t))
        return refuse_idno(a, r, t, p);
    *out = VALUE_OF_TEXT(t);
    *p = (struct problem){FINDING_ASK, "idno_may_be_cut", text_from(tr("18 digits, as text")),
                          text_printf(a, tr("\"%.*s\" ends in 000: compare it with its source"),
                                      TEXT_ARG(cell_shown(a, r->field, t)))};
    return READING_VALUE;
}

/* Digits without - ( ) and spaces; false where anything else stands in it. */
static bool phone_digits(char out[16], size_t *count, struct text t)
{
    *count = 0;
    for (size_t i = 0; i < t.n; i++) {
        if (strchr("-() ", t.p[i]) && t.p[i])
            continue;
        if (t.p[i] < '0' || t.p[i] > '9' || *count == 15)
            return false;
        out[(*count)++] = t.p[i];
    }
    return true;
}

static size_t area_length(const char *digits)
{
    /* 010 and 02x are the areas with three digits */
    return digits[1] == '1' || digits[1] == '2' ? 3 : 4;
}

enum reading phone_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                        struct problem *p)
{
    char digits[16];
    size_t n;
    if (text_starts(t, TEXT("+86")))
        t = text_slice(t, 3, t.n);
    if (phone_digits(digits, &n, t)) {
        if (n == 13 && memcmp(digits, "86", 2) == 0 && digits[2] == '1')
            memmove(digits, digits + 2, n -= 2);
        if (n == 11 && digits[0] == '1' && digits[1] >= '3') {
            *out = VALUE_OF_TEXT(text_copy(a, (struct text){digits, n}));
            return READING_VALUE;
        }
        size_t area = n > 4 && digits[0] == '0' && digits[1] != '0' ? area_length(digits) : 0;
        if (area && n - area >= 7 && n - area <= 8) {
            *out = VALUE_OF_TEXT(
                text_printf(a, "%.*s-%.*s", (int)area, digits, (int)(n - area), digits + area));
            return READING_VALUE;
        }
    }
    return refuse_cell(p, "not_phone", text_from(tr("11 digits, or area code and number")),
                       text_printf(a, tr("\"%.*s\" is not a telephone number"),
                                   TEXT_ARG(cell_shown(a, r->field, t))));
}

enum reading uscc_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                       struct problem *p)
{
    t = identifier_text(a, t);
    if (t.n == 18 && uscc_last_sign(t.p) == t.p[17]) {
        *out = VALUE_OF_TEXT(t);
        return READING_VALUE;
    }
    struct text shown = cell_shown(a, r->field, t), wanted = text_from(tr("18 digits and letters"));
    if (t.n != 18)
        return refuse_cell(p, "not_uscc", wanted,
                           text_printf(a,
                                       tr("\"%.*s\" is not a social credit code: %zu signs, "
                                          "not 18"),
                                       TEXT_ARG(shown), utf8_count(t)));
    return refuse_cell(p, "not_uscc", wanted,
                       text_printf(a, tr("the check digit of \"%.*s\" is wrong"), TEXT_ARG(shown)));
}

struct value idno_tells(const struct field *field, const struct value *values)
{
    struct value number = values[field->drawn_from->index];
    if (number.is != VALUE_TEXT || number.t.n != 18 || digit_count(number.t) < 17)
        return VALUE_ABSENT;
    const char *p = number.t.p;
    if (field->type.kind == KIND_CODE)
        return VALUE_OF_TEXT((p[16] - '0') % 2 ? TEXT("male") : TEXT("female"));
    int year = (p[6] - '0') * 1000 + (p[7] - '0') * 100 + (p[8] - '0') * 10 + (p[9] - '0');
    return VALUE_OF_INT(year * 12 + (p[10] - '0') * 10 + (p[11] - '0') - 1);
}
