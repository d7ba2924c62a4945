/*
 * A text as it reads: code points without the white space and line breaks that a page's columns
 * put into words and numbers, each with the byte it stands at. Lines are re-joined here and
 * nowhere else, and only virtually: every offset is one of the source.
 */
#ifndef SHANHAI_PROVE_CELLS_H
#define SHANHAI_PROVE_CELLS_H

#include "base/text.h"
#include <uchar.h>

enum gap { /* what stood between the cell and the one before */
           GAP_NONE,
           GAP_SPACE,
           GAP_LINE,  /* one line break */
           GAP_BLANK, /* an empty line */
};

struct cell {
    uint32_t cp : 21; /* folded: see text_fold */
    uint32_t length : 3;
    uint32_t gap : 3;
    uint32_t at; /* byte in the source */
};

struct cells {
    struct cell *items;
    size_t count;
};

struct span {
    size_t from, to; /* cells, half open */
};

/*
 * One code point as it is compared: full-width letters, digits and signs as ASCII, but not ，；:
 * a Traditional character as its Simplified one. Words that are looked for among cells and do not
 * stand in this folder's code are folded alike.
 */
struct text text_fold(char *out, struct text t); /* out has t.n bytes: nothing folds into more */

/* Tabs and control characters stay as cells, so that nothing is joined across a table's columns.
 * False where the source is not UTF-8. */
bool cells_read(struct cells *out, struct arena *a, struct text source);

/* 0 beyond either end */
static inline uint32_t cell_at(const struct cells *c, size_t i)
{
    return i < c->count ? c->items[i].cp : 0;
}
size_t cell_start(const struct cells *c, size_t i); /* byte; of the end where i == count */
size_t cell_end(const struct cells *c, size_t i);   /* byte after cell i-1: end of [.., i) */

/* Cells that `literal` takes from i on, or 0; white space and line breaks do not matter. */
size_t cells_match_all(const struct cells *c, size_t i, struct text literal);
/* The first code point of a literal; 0 of none. Nearly all take three bytes. */
static inline uint32_t literal_first(struct text literal)
{
    const unsigned char *p = (const unsigned char *)literal.p;
    size_t unused;
    if (literal.n >= 3 && (p[0] & 0xF0) == 0xE0)
        return (p[0] & 0xFu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
    return literal.n ? utf8_next(literal, &unused) : 0;
}
/* The same; nearly always the first character is another. */
static inline size_t cells_match(const struct cells *c, size_t i, struct text literal)
{
    return i < c->count && c->items[i].cp == literal_first(literal)
               ? cells_match_all(c, i, literal)
               : 0;
}
/* The same for a literal that ends before cell `end`. */
size_t cells_match_back(const struct cells *c, size_t end, struct text literal);
static inline bool cell_is_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}
static inline bool cell_is_latin(uint32_t cp)
{
    return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}
static inline bool cell_is_han(uint32_t cp)
{
    return (cp >= 0x3400 && cp <= 0x9FFF) || (cp >= 0x20000 && cp <= 0x3FFFF);
}
bool is_cell_any(uint32_t cp, const char32_t *letters); /* one of the letters of a literal */

/* Cells [from, to) as UTF-8, without what was left out. */
struct text cells_text(struct arena *a, const struct cells *c, size_t from, size_t to);

#endif
