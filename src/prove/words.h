/*
 * Words of this folder's own code, looked for among cells: lists that are readied once, so that at
 * nearly every place one bit tells that none of them stands there.
 */
#ifndef SHANHAI_PROVE_WORDS_H
#define SHANHAI_PROVE_WORDS_H

#include "prove/cells.h"
#include <stdatomic.h>

#define WORDS_MOST 48

/* static struct words verbs = {.list = {"有", "达到"}}; */
struct words {
    const char *list[WORDS_MOST + 1]; /* NULL behind the last */
    atomic_bool is_ready;
    uint64_t first[4], last[4]; /* bits of characters that one of them begins or ends with */
    uint32_t heads[WORDS_MOST], tails[WORDS_MOST]; /* the characters themselves, in order */
};

/* Cells of the longest that begins at a cell, or that ends before one; 0: none. */
size_t cells_match_any(const struct cells *c, size_t i, struct words *w);
size_t cells_match_any_back(const struct cells *c, size_t end, struct words *w);
/* Whether one stands within a span. */
bool cells_have_any(const struct cells *c, struct span s, struct words *w);

#endif
