/*
 * How well each indicator's words fit one figure: longer phrases and nearer ones count more.
 */
#ifndef SHANHAI_PROVE_SCORE_H
#define SHANHAI_PROVE_SCORE_H

#include "prove/passage.h"
#include "prove/vocabulary.h"

struct candidate {
    int best, rest; /* its longest, nearest phrase; a quarter of the others */
    int attribute;  /* a part's own word */
    int part;       /* a word that names it only as a part of what stands before */
    size_t longest; /* cells of its longest phrase */
    bool unsaid, touched, supported;
    bool adjoins; /* a phrase ends right before the number: 受训200人次 */
};

/* A phrase of a clause. */
struct phrase_at {
    size_t from, to; /* cells */
    const struct phrase *phrase;
    const struct phrase *outer; /* a longer one around it, or NULL */
};

struct scores {
    struct arena *arena;
    const struct passage *passage;
    const struct vocabulary *vocabulary;
    struct candidate *candidates; /* by indicator */
    LIST(size_t) touched;         /* those that some phrase spoke of */
    struct span *topics;          /* a quote: the clause before that says what is counted */
    struct span clause;           /* the last one that was read */
    LIST(struct phrase_at) found; /* its phrases: several figures may share them */
    const struct phrase *times[2];
    size_t times_sentence; /* the last one where they were looked for, */
    size_t times_end[2];   /* and behind which cell each stands first; SIZE_MAX: nowhere */
};

void scores_init(struct scores *s, struct arena *a, const struct passage *p,
                 const struct vocabulary *v);
/* Collects all phrases that speak of one figure; what was there before is gone. */
void scores_collect(struct scores *s, size_t quote);
/* The same from the clause before, for a figure that stands alone: 安置点，全市已经建了10个. */
void scores_collect_topic(struct scores *s, size_t quote);

#endif
