#include "base/text.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct text text_from(const char *s)
{
    return (struct text){s ? s : "", s ? strlen(s) : 0};
}

bool text_equal(struct text a, struct text b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool text_is(struct text a, const char *s)
{
    return text_equal(a, text_from(s));
}

int text_compare(struct text a, struct text b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool text_starts(struct text t, struct text prefix)
{
    return t.n >= prefix.n && text_equal((struct text){t.p, prefix.n}, prefix);
}

bool text_ends(struct text t, struct text suffix)
{
    return t.n >= suffix.n &&
           text_equal((struct text){t.p + (t.n - suffix.n), suffix.n}, suffix);
}

ptrdiff_t text_find(struct text t, struct text part)
{
    if (part.n == 0)
        return 0;
    const char *at = t.n ? memmem(t.p, t.n, part.p, part.n) : NULL;
    return at ? at - t.p : -1;
}

struct text text_slice(struct text t, size_t from, size_t to)
{
    if (to > t.n)
        to = t.n;
    if (from > to)
        from = to;
    return (struct text){t.p ? t.p + from : t.p, to - from};
}

/* Bytes of the white space at the beginning: ASCII, U+00A0, U+3000, U+FEFF; 0 where there is none. */
static size_t space_at(struct text t)
{
    unsigned char first = t.n ? (unsigned char)t.p[0] : 'x';
    if (first == ' ' || (first >= '\t' && first <= '\r'))
        return 1;
    if (first == 0xc2)
        return text_starts(t, TEXT("\xc2\xa0")) ? 2 : 0;
    if (first == 0xe3)
        return text_starts(t, TEXT("\xe3\x80\x80")) ? 3 : 0;
    return first == 0xef && text_starts(t, TEXT("\xef\xbb\xbf")) ? 3 : 0;
}

static size_t space_before_end(struct text t)
{
    for (size_t n = 1; n <= 3 && n <= t.n; n++)
        if (space_at((struct text){t.p + t.n - n, n}) == n)
            return n;
    return 0;
}

struct text text_trim(struct text t)
{
    for (size_t n; (n = space_at(t)) > 0;)
        t = (struct text){t.p + n, t.n - n};
    for (size_t n; (n = space_before_end(t)) > 0;)
        t.n -= n;
    return t;
}

bool text_split(struct text *head, struct text *rest, char separator)
{
    if (rest->p == NULL)
        return false;
    const char *at = rest->n ? memchr(rest->p, separator, rest->n) : NULL;
    if (!at) {
        *head = *rest;
        *rest = (struct text){NULL, 0};
        return true;
    }
    size_t n = (size_t)(at - rest->p);
    *head = (struct text){rest->p, n};
    *rest = (struct text){at + 1, rest->n - n - 1};
    return true;
}

uint64_t text_hash(struct text t)
{
    uint64_t h = 0xcbf29ce484222325u ^ t.n, eight;
    size_t i = 0;
    for (; i + 8 <= t.n; i += 8) {
        memcpy(&eight, t.p + i, 8);
        h = (h ^ eight) * 0x9e3779b97f4a7c15u;
        h ^= h >> 32;
    }
    for (; i < t.n; i++)
        h = (h ^ (unsigned char)t.p[i]) * 0x100000001b3u;
    return h ^ (h >> 29);
}

struct text text_copy(struct arena *a, struct text t)
{
    char *p = arena_alloc(a, t.n + 1);
    if (t.n)
        memcpy(p, t.p, t.n);
    return (struct text){p, t.n};
}

char *text_cstr(struct arena *a, struct text t)
{
    return (char *)text_copy(a, t).p;
}

struct text text_vprintf(struct arena *a, const char *format, va_list args)
{
    char brief[512]; /* nearly all texts fit, and are printed once */
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(brief, sizeof(brief), format, again);
    va_end(again);
    assert(n >= 0);
    if ((size_t)n < sizeof(brief))
        return text_copy(a, (struct text){brief, (size_t)n});
    char *p = arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, format, args);
    return (struct text){p, (size_t)n};
}

struct text text_printf(struct arena *a, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct text t = text_vprintf(a, format, args);
    va_end(args);
    return t;
}

struct text text_join(struct arena *a, struct text head, struct text tail)
{
    char *p = arena_alloc(a, head.n + tail.n + 1);
    if (head.n)
        memcpy(p, head.p, head.n);
    if (tail.n)
        memcpy(p + head.n, tail.p, tail.n);
    return (struct text){p, head.n + tail.n};
}

struct text text_lower_ascii(struct arena *a, struct text t)
{
    struct text out = text_copy(a, t);
    char *p = (char *)out.p;
    for (size_t i = 0; i < out.n; i++)
        if (p[i] >= 'A' && p[i] <= 'Z')
            p[i] = (char)(p[i] - 'A' + 'a');
    return out;
}

/* ---- UTF-8 ---- */

static size_t utf8_length(struct text t)
{
    const unsigned char *p = (const unsigned char *)t.p;
    if (utf8_starts_chinese(t))
        return 3;
    size_t n = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;
    if (n == 0 || n > t.n)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((p[i] & 0xc0) != 0x80)
            return 0;
    if ((p[0] == 0xe0 && p[1] < 0xa0) || (p[0] == 0xed && p[1] > 0x9f) ||
        (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f))
        return 0;
    return n;
}

bool utf8_valid(struct text t)
{
    uint64_t eight;
    while (t.n) {
        if (t.n >= 8 && (memcpy(&eight, t.p, 8), (eight & 0x8080808080808080u) == 0)) {
            t = (struct text){t.p + 8, t.n - 8}; /* ASCII */
            continue;
        }
        size_t n = utf8_length(t);
        if (n == 0)
            return false;
        t = (struct text){t.p + n, t.n - n};
    }
    return true;
}

uint32_t utf8_next(struct text t, size_t *length)
{
    static const unsigned char mask[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    size_t n = utf8_length(t);
    if (n == 0) {
        *length = 1;
        return 0xfffd;
    }
    uint32_t cp = (unsigned char)t.p[0] & mask[n];
    for (size_t i = 1; i < n; i++)
        cp = cp << 6 | ((unsigned char)t.p[i] & 0x3f);
    *length = n;
    return cp;
}

size_t utf8_put(char out[4], uint32_t cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = n; i-- > 1; cp >>= 6)
        out[i] = (char)(0x80 | (cp & 0x3f));
    out[0] = (char)(lead[n] | cp);
    return n;
}

size_t utf8_count(struct text t)
{
    size_t count = t.n, i = 0;
    uint64_t eight, ones = 0x0101010101010101u;
    for (; i + 8 <= t.n; i += 8) { /* but those of the form 10xxxxxx */
        memcpy(&eight, t.p + i, 8);
        count -= (size_t)__builtin_popcountll(eight >> 7 & ~(eight >> 6) & ones);
    }
    for (; i < t.n; i++)
        count -= ((unsigned char)t.p[i] & 0xc0) == 0x80;
    return count;
}

#define DISTANCE_CODE_POINTS_MAX 64

static size_t code_points(uint32_t *out, struct text t)
{
    size_t count = 0, n;
    for (; t.n && count < DISTANCE_CODE_POINTS_MAX; t = text_slice(t, n, t.n))
        out[count++] = utf8_next(t, &n);
    return count;
}

size_t text_distance(struct text a, struct text b, size_t most)
{
    uint32_t x[DISTANCE_CODE_POINTS_MAX], y[DISTANCE_CODE_POINTS_MAX];
    size_t row[DISTANCE_CODE_POINTS_MAX + 1];
    size_t nx = code_points(x, a), ny = code_points(y, b);
    for (size_t j = 0; j <= ny; j++)
        row[j] = j;
    for (size_t i = 1; i <= nx; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= ny; j++) {
            size_t best = diagonal + (x[i - 1] != y[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[ny] > most ? most + 1 : row[ny];
}

/* ---- buffer ---- */

void buffer_clear(struct buffer *b)
{
    memory_free(b->p);
    *b = (struct buffer){0};
}

static void buffer_reserve(struct buffer *b, size_t more)
{
    if (b->cap - b->n >= more + 1)
        return;
    size_t cap = b->cap ? b->cap : 256;
    while (cap - b->n < more + 1)
        cap *= 2;
    b->p = memory_resize(b->p, cap);
    b->cap = cap;
}

void buffer_add(struct buffer *b, struct text t)
{
    buffer_reserve(b, t.n);
    if (t.n)
        memcpy(b->p + b->n, t.p, t.n);
    b->n += t.n;
    b->p[b->n] = '\0';
}

void buffer_add_str(struct buffer *b, const char *s)
{
    buffer_add(b, text_from(s));
}

void buffer_add_char(struct buffer *b, char c)
{
    buffer_add(b, (struct text){&c, 1});
}

void buffer_add_xml(struct buffer *b, struct text t)
{
    size_t length;
    for (size_t i = 0; i < t.n; i += length) {
        uint32_t cp = utf8_next(text_slice(t, i, t.n), &length);
        bool control = (cp < ' ' && cp != '\t' && cp != '\n') || cp == 0x7f;
        if (cp == '&')
            buffer_add_str(b, "&amp;");
        else if (cp == '<')
            buffer_add_str(b, "&lt;");
        else if (cp == '>')
            buffer_add_str(b, "&gt;");
        else if (cp == '"')
            buffer_add_str(b, "&quot;");
        else if (control || cp == 0xfffe || cp == 0xffff)
            buffer_add_char(b, ' ');
        else
            buffer_add(b, text_slice(t, i, i + length));
    }
}

void buffer_add_code_point(struct buffer *b, uint32_t cp)
{
    char bytes[4];
    size_t n = utf8_put(bytes, cp);
    buffer_add(b, (struct text){bytes, n});
}

void buffer_printf(struct buffer *b, const char *format, ...)
{
    va_list args, again;
    buffer_reserve(b, 63); /* what fits is printed once */
    va_start(args, format);
    va_copy(again, args);
    size_t room = b->cap - b->n;
    int n = vsnprintf(b->p + b->n, room, format, again);
    va_end(again);
    assert(n >= 0);
    if ((size_t)n >= room) {
        buffer_reserve(b, (size_t)n);
        vsnprintf(b->p + b->n, (size_t)n + 1, format, args);
    }
    va_end(args);
    b->n += (size_t)n;
}

struct text buffer_text(const struct buffer *b)
{
    return (struct text){b->p ? b->p : "", b->n};
}
