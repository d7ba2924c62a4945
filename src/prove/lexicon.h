/*
 * Words to look for in a text, all at once: one pass finds every place where one of them stands.
 */
#ifndef SHANHAI_PROVE_LEXICON_H
#define SHANHAI_PROVE_LEXICON_H

#include "base/map.h"
#include "prove/cells.h"

#define LEXICON_CELLS_MAX 16 /* longer words are not looked for */

struct lexicon {
    struct map words;          /* word -> what was given with it */
    unsigned char first[8192]; /* bit set of low 16 bits of first code points */
    size_t cells_most;
};

void lexicon_add(struct arena *a, struct lexicon *l, struct text word, void *value);
void *lexicon_find(const struct lexicon *l, struct text word);

/* The words that begin at cell i, longest first. */
struct lexicon_hit {
    size_t cells;
    void *value;
};
size_t lexicon_at(const struct lexicon *l, const struct cells *c, size_t i,
                  struct lexicon_hit out[LEXICON_CELLS_MAX]);

#endif
