/*
 * Words of this folder's own code, looked for among cells: lists that are readied once, so that at
 * nearly every place one bit tells that none of them stands there.
 */
#ifndef SHANHAI_PROVE_WORDS_H
#define SHANHAI_PROVE_WORDS_H

#include "prove/cells.h"
#include <stdatomic.h>

#define WORDS_MOST 64

/* static struct words verbs = {.list = {"有", "达到"}}; */
struct words {
    const char *list[WORDS_MOST + 1]; /* NULL behind the last */
    atomic_bool is_ready;
    uint64_t first[4], last[4]; /* bits of characters that one of them begins or ends with */
    uint32_t heads[WORDS_MOST], tails[WORDS_MOST]; /* the characters themselves, in order */
};

void words_read(struct words *w); /* once; by words_ready */

static inline void words_ready(struct words *w)
{
    if (!atomic_load_explicit(&w->is_ready, memory_order_acquire))
        words_read(w);
}
static inline unsigned words_bit_of(uint32_t cp)
{
    return (cp ^ cp >> 8) & 255;
}
static inline bool words_bit(const uint64_t bits[4], uint32_t cp)
{
    return bits[words_bit_of(cp) / 64] >> words_bit_of(cp) % 64 & 1;
}

size_t words_longest(const struct cells *c, size_t i, const struct words *w);
size_t words_longest_back(const struct cells *c, size_t end, const struct words *w);

/* Cells of the longest that begins at a cell, or that ends before one; 0: none. */
static inline size_t cells_match_any(const struct cells *c, size_t i, struct words *w)
{
    words_ready(w);
    return i < c->count && words_bit(w->first, c->items[i].cp) ? words_longest(c, i, w) : 0;
}
static inline size_t cells_match_any_back(const struct cells *c, size_t end, struct words *w)
{
    words_ready(w);
    return end && end <= c->count && words_bit(w->last, c->items[end - 1].cp)
               ? words_longest_back(c, end, w)
               : 0;
}
/* The first cell of a span where one begins, or the span's end. */
size_t cells_find_any(const struct cells *c, struct span s, struct words *w);
/* Whether one stands within a span. */
bool cells_have_any(const struct cells *c, struct span s, struct words *w);

#endif
