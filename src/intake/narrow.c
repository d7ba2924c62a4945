/* What typists and spreadsheets put around a value: full-width signs, odd spaces, hidden marks. */
#include "intake/cell.h"

#include <string.h>

/* ASCII for a full-width form, ' ' for any space, 0 for what is to be dropped, else itself. */
static uint32_t narrow_sign(uint32_t cp)
{
    if (cp >= 0xff01 && cp <= 0xff5e)
        return cp - 0xff01 + '!';
    if ((cp >= 0x2000 && cp <= 0x200a) || cp == 0x3000 || cp == 0xa0 || cp == 0x202f ||
        cp == '\t' || cp == '\n' || cp == '\r')
        return ' ';
    if ((cp >= 0x200b && cp <= 0x200d) || cp == 0x2060 || cp == 0xfeff)
        return 0;
    if (cp == 0x2212 || cp == 0x2013 || cp == 0x2010)
        return '-';
    return cp == 0x3002 ? '.' : cp;
}

static bool is_plain_ascii(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if ((unsigned char)t.p[i] >= 0x80 || (unsigned char)t.p[i] < 0x20)
            return false;
    return true;
}

/* ASCII and Chinese characters alone, none of which narrow_sign changes. */
static bool is_plain(struct text t)
{
    for (size_t i = 0; i < t.n;) {
        bool chinese = utf8_starts_chinese((struct text){t.p + i, t.n - i});
        if (!chinese && ((unsigned char)t.p[i] >= 0x80 || (unsigned char)t.p[i] < 0x20))
            return false;
        i += chinese ? 3 : 1;
    }
    return true;
}

struct text narrow_text(struct arena *a, struct text t)
{
    if (is_plain(t))
        return text_trim(t);
    char *p = arena_alloc(a, t.n + 1);
    size_t n = 0, length;
    for (struct text rest = t; rest.n; rest = text_slice(rest, length, rest.n)) {
        uint32_t cp = narrow_sign(utf8_next(rest, &length));
        if (cp)
            n += utf8_put(p + n, cp); /* never longer than what it stands for */
    }
    return text_trim((struct text){p, n});
}

static bool is_wide_letter_or_digit(uint32_t cp)
{
    return (cp >= 0xff10 && cp <= 0xff19) || (cp >= 0xff21 && cp <= 0xff3a) ||
           (cp >= 0xff41 && cp <= 0xff5a);
}

/* C0 and C1 controls, and the marks that turn the direction of writing. */
static bool is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp <= 0x9f) || (cp >= 0x202a && cp <= 0x202e) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0xfffd;
}

/* Nothing to do for text that holds no space, control or sign above U+2000 but Chinese ones. */
static bool is_clean(struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        unsigned char c = (unsigned char)t.p[i];
        if (c <= 0x20 || c == 0x7f || c == 0xc2 || c == 0xe2 || c == 0xef)
            return false;
        if (c == 0xe3 && i + 1 < t.n && (unsigned char)t.p[i + 1] == 0x80)
            return false;
    }
    return true;
}

struct text clean_text(struct arena *a, struct text t, bool *clean)
{
    *clean = true;
    t = text_trim(t);
    if (is_clean(t))
        return t;
    char *p = arena_alloc(a, t.n + 1);
    size_t n = 0, length;
    for (struct text rest = t; rest.n; rest = text_slice(rest, length, rest.n)) {
        uint32_t cp = utf8_next(rest, &length), narrow = narrow_sign(cp);
        if (narrow == 0 && cp != 0)
            continue;
        if (narrow == ' ') {
            if (n && p[n - 1] != ' ')
                p[n++] = ' ';
            continue;
        }
        if (is_control(cp))
            *clean = false;
        n += utf8_put(p + n, is_wide_letter_or_digit(cp) ? narrow : cp);
    }
    return text_trim((struct text){p, n});
}

/* ---- showing what was found ---- */

#define SHOWN_CODE_POINTS_MAX 80

static struct text cut_text(struct arena *a, struct text t, size_t most)
{
    size_t at = 0, length;
    for (size_t i = 0; i < most && at < t.n; i++, at += length)
        utf8_next(text_slice(t, at, t.n), &length);
    if (at >= t.n)
        return t;
    return text_printf(a, "%.*s…", (int)at, t.p);
}

/* Shows a number by both its ends, a name by its first sign: neither can be found again by it. */
static struct text mask_text(struct arena *a, struct text t)
{
    if (t.n == 0)
        return t;
    if (is_plain_ascii(t) && t.n >= 12)
        return text_printf(a, "%.4s****%.4s", t.p, t.p + t.n - 4);
    if (is_plain_ascii(t) && t.n >= 6 && memchr(t.p, 'E', t.n))
        return t; /* 1.1E+17 tells nobody apart */
    size_t length;
    utf8_next(t, &length);
    return text_printf(a, "%.*s**", (int)length, t.p);
}

struct text cell_shown(struct arena *a, const struct field *field, struct text found)
{
    bool clean;
    struct text t = clean_text(a, found, &clean);
    if (field && field->class == CLASS_SEALED)
        return mask_text(a, t);
    return cut_text(a, t, SHOWN_CODE_POINTS_MAX);
}
