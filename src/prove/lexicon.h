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
    unsigned char
        first[8192]; /* bits of the low 16 bits of first characters: most places fail here */
};

void lexicon_add(struct arena *a, struct lexicon *l, struct text word, void *value); /* replaces */
void *lexicon_find(const struct lexicon *l, struct text word);

/* The words that begin at cell i, longest first. */
struct lexicon_hit {
    size_t cells;
    void *value;
};
size_t lexicon_at(const struct lexicon *l, const struct cells *c, size_t i,
                  struct lexicon_hit out[LEXICON_CELLS_MAX]);

#endif
