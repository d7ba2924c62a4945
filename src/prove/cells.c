#include "prove/cells.h"

#include "base/embedded.h"
#include <assert.h>

static bool is_blank(uint32_t cp)
{
    if (cp > 0x3000 && cp < 0xFEFF) /* nearly all of Chinese */
        return false;
    return cp == ' ' || cp == '\r' || cp == '\v' || cp == '\f' || cp == 0x3000 || cp == 0xA0 ||
           cp == 0xFEFF || (cp >= 0x2000 && cp <= 0x200B) || cp == 0x202F || cp == 0x205F ||
           cp == 0x2060;
}

/* Simplified forms by upper byte, then lower: tools/traditional.mjs says how it is laid out. */
static const unsigned char *simplified_table(void)
{
    static _Atomic(const unsigned char *) table;
    if (!table) {
        const struct embedded *e = embedded_find(TEXT("prove/traditional"));
        assert(e && e->bytes.n > 256 && (e->bytes.n - 256) % 512 == 0);
        table = (const unsigned char *)e->bytes.p;
    }
    return table;
}

static uint32_t simplified(const unsigned char *table, uint32_t cp)
{
    if (cp < 0x3400 || cp > 0xFFFF || table[cp >> 8] == 0)
        return cp;
    const unsigned char *p = table + 256 + (size_t)(table[cp >> 8] - 1) * 512 + (cp & 255) * 2;
    uint32_t to = (uint32_t)p[0] | (uint32_t)p[1] << 8;
    return to ? to : cp;
}

/* ，；：！？（） stay, they end clauses. */
static uint32_t fold(const unsigned char *table, uint32_t cp)
{
    if (cp < 0xFF01 || cp > 0xFF5E)
        return simplified(table, cp);
    bool stays = cp == 0xFF0C || cp == 0xFF1B || cp == 0xFF1A || cp == 0xFF01 || cp == 0xFF1F ||
                 cp == 0xFF08 || cp == 0xFF09;
    return stays ? cp : cp - 0xFEE0;
}

struct text text_fold(char *out, struct text t)
{
    const unsigned char *table = simplified_table();
    size_t n = 0;
    for (size_t at = 0, length; at < t.n; at += length)
        n += utf8_put(out + n, fold(table, utf8_next(text_slice(t, at, t.n), &length)));
    return (struct text){out, n};
}

/* utf8_next, for what is nearly always a Chinese character or a sign of ASCII. */
static inline uint32_t source_next(struct text t, size_t *length)
{
    const unsigned char *p = (const unsigned char *)t.p;
    if (utf8_starts_chinese(t)) {
        *length = 3;
        return (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    }
    if (p[0] < 0x80) {
        *length = 1;
        return p[0];
    }
    return utf8_next(t, length);
}

bool cells_read(struct cells *out, struct arena *a, struct text source)
{
    out->items = ARENA_ARRAY(a, struct cell, utf8_count(source) + 1);
    out->count = 0;
    const unsigned char *table = simplified_table();
    enum gap gap = GAP_NONE;
    for (size_t at = 0, length; at < source.n; at += length) {
        uint32_t cp = source_next((struct text){source.p + at, source.n - at}, &length);
        if (cp == 0xFFFD && length == 1)
            return false;
        if (cp == '\n') {
            gap = gap >= GAP_LINE ? GAP_BLANK : GAP_LINE;
        } else if (is_blank(cp)) {
            gap = gap > GAP_SPACE ? gap : GAP_SPACE;
        } else {
            out->items[out->count++] = (struct cell){.cp = fold(table, cp) & 0x1FFFFF,
                                                     .length = (uint32_t)length & 7,
                                                     .gap = gap,
                                                     .at = (uint32_t)at};
            gap = GAP_NONE;
        }
    }
    return true;
}

size_t cell_start(const struct cells *c, size_t i)
{
    return i < c->count ? c->items[i].at : cell_end(c, c->count);
}

size_t cell_end(const struct cells *c, size_t i)
{
    return i == 0 || c->count == 0 ? 0 : c->items[i - 1].at + c->items[i - 1].length;
}

/* The next code point of a literal; *p moves. Nearly all of them take three bytes. */
static inline uint32_t literal_next(const char **p, const char *end)
{
    const unsigned char *s = (const unsigned char *)*p;
    size_t length;
    if (s[0] < 0x80) {
        *p += 1;
        return s[0];
    }
    if ((s[0] & 0xF0) == 0xE0 && end - *p >= 3) {
        *p += 3;
        return (s[0] & 0xFu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
    }
    uint32_t cp = utf8_next((struct text){*p, (size_t)(end - *p)}, &length);
    *p += length;
    return cp;
}

size_t cells_match_all(const struct cells *c, size_t i, struct text literal)
{
    const char *p = literal.p, *end = literal.p + literal.n;
    size_t n = 0;
    for (; p < end; n++)
        if (i + n >= c->count || c->items[i + n].cp != literal_next(&p, end))
            return 0;
    return n;
}

size_t cells_match_back(const struct cells *c, size_t end, struct text literal)
{
    /* Nearly always its last character is another: of three bytes, the last tells. */
    if (end == 0 || end > c->count || literal.n == 0 ||
        ((unsigned char)literal.p[literal.n - 1] & 0x3F) != (c->items[end - 1].cp & 0x3F))
        return 0;
    size_t n = utf8_count(literal);
    return n <= end && cells_match(c, end - n, literal) == n ? n : 0;
}

bool is_cell_any(uint32_t cp, const char32_t *letters)
{
    while (*letters && *letters != cp)
        letters++;
    return *letters != 0;
}

struct text cells_text(struct arena *a, const struct cells *c, size_t from, size_t to)
{
    if (to > c->count)
        to = c->count;
    if (from > to)
        from = to;
    char *p = arena_alloc(a, (to - from) * 4 + 1);
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        n += utf8_put(p + n, c->items[i].cp);
    return (struct text){p, n};
}
