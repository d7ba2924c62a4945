/*
 * A text as it reads: code points without the white space and line breaks that a page's columns
 * put into words and numbers, each with the byte it stands at. Lines are re-joined here and
 * nowhere else, and only virtually: every offset is one of the source.
 */
#ifndef SHANHAI_PROVE_CELLS_H
#define SHANHAI_PROVE_CELLS_H

#include "base/text.h"

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

/*
 * One code point as it is compared: full-width letters, digits and signs as ASCII, but not ，；:
 * a Traditional character as its Simplified one. Words that are looked for among cells and do not
 * stand in this folder's code are folded alike.
 */
struct text text_fold(char *out, struct text t); /* out has t.n bytes: nothing folds into more */

/* Tabs and control characters stay as cells, so that nothing is joined across a table's columns. */
void cells_read(struct cells *out, struct arena *a, struct text source);

uint32_t cell_at(const struct cells *c, size_t i);  /* 0 beyond either end */
size_t cell_start(const struct cells *c, size_t i); /* byte; of the end where i == count */
size_t cell_end(const struct cells *c, size_t i);   /* byte after cell i-1: end of [.., i) */

/* Cells that `literal` takes from i on, or 0; white space and line breaks do not matter. */
size_t cells_match(const struct cells *c, size_t i, struct text literal);
/* The same for a literal that ends before cell `end`. */
size_t cells_match_back(const struct cells *c, size_t end, struct text literal);
/* The longest of some literals (NULL at the end), ahead or behind; 0: none. */
size_t cells_match_any(const struct cells *c, size_t i, const char *const *literals);
size_t cells_match_any_back(const struct cells *c, size_t end, const char *const *literals);

bool cell_is_digit(uint32_t cp);
bool cell_is_latin(uint32_t cp);
bool cell_is_han(uint32_t cp);

/* Cells [from, to) as UTF-8, without what was left out. */
struct text cells_text(struct arena *a, const struct cells *c, size_t from, size_t to);

#endif
