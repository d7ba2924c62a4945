/*
 * Words to look for in a text, all at once: a tree of characters, so that a place costs as many
 * steps as the words there have characters in common with the text.
 */
#ifndef SHANHAI_PROVE_LEXICON_H
#define SHANHAI_PROVE_LEXICON_H

#include "prove/cells.h"

#define LEXICON_CELLS_MAX 16 /* longer words are not looked for */

struct lexicon_step {
    uint32_t from, cp; /* a node, and the character that leads on; from is 1 at the root */
    uint32_t to;       /* 0: free */
};

struct lexicon {
    struct lexicon_step *steps; /* by hash of from and cp; step_cap is a power of two */
    size_t step_count, step_cap;
    LIST(void *) values; /* by node: what was given with the word that ends there, or NULL */
    size_t cells_most;
    /* Bits: most places fail here. Of the low 16 bits of characters that are words, and of the
     * first two of longer words, folded into 16. */
    unsigned char single[8192], pair[8192];
};

void lexicon_add(struct arena *a, struct lexicon *l, struct text word, void *value); /* replaces */
void *lexicon_find(const struct lexicon *l, struct text word);

/* The words that begin at cell i, longest first. */
struct lexicon_hit {
    size_t cells;
    void *value;
};
size_t lexicon_hits(const struct lexicon *l, const struct cells *c, size_t i,
                    struct lexicon_hit out[LEXICON_CELLS_MAX]);

static inline bool lexicon_bit(const unsigned char bits[8192], uint32_t bit)
{
    return bits[bit / 8] >> bit % 8 & 1;
}
static inline uint32_t lexicon_pair(uint32_t first, uint32_t second)
{
    return (first * 0x9E37u ^ second) & 0xFFFF;
}
static inline size_t lexicon_at(const struct lexicon *l, const struct cells *c, size_t i,
                                struct lexicon_hit out[LEXICON_CELLS_MAX])
{
    uint32_t first = cell_at(c, i), second = cell_at(c, i + 1);
    bool may = lexicon_bit(l->single, first & 0xFFFF) ||
               lexicon_bit(l->pair, lexicon_pair(first, second));
    return may ? lexicon_hits(l, c, i, out) : 0;
}

#endif
