/*
 * Questions to the author (疑问): figures that are linked and yet do not go together in the reading
 * that was chosen, and words that do not. A question says the reading; it changes no link and no
 * verdict.
 */
#ifndef SHANHAI_PROVE_QUESTION_H
#define SHANHAI_PROVE_QUESTION_H

#include "prove/passage.h"

/* What detectors share: they add questions to the proof, in any order. */
struct asking {
    struct arena *arena;
    const struct catalogue *catalogue;
    const struct passage *passage;
    struct proof *proof;
    struct day until; /* the text's own day */
    struct ledger *ledger;
    const struct viewer *viewer;
    int64_t known;         /* 0: newest */
    bool relations;        /* those that hold are to be shown, with their formula */
    struct text *readings; /* one a quote: what reading_words said of it, or empty */
    struct text *scopes;   /* one a quote's `told`: what it said of its scope, or empty */
};

/* Relations and questions, ordered by the place they stand beside; faults STORE. */
bool questions_find(const struct asking *a, struct fault *f);

/* quote: SIZE_MAX where it stands beside words; others: SIZE_MAX at the end. */
struct asked {
    enum tier tier;
    size_t quote;
    struct span words; /* cells; where there is no quote */
    size_t others[RELATION_FIGURES_MOST];
    size_t other_count;
    struct text formula, note;
    const char *kind; /* NULL: "reading" */
    struct text repair;
};
void question_add(const struct asking *a, const struct asked *asked);
/* "16298人", without its line breaks. */
struct text quote_words(const struct asking *a, size_t quote);
/* "labour.placed": “转移就业人数”（昭通市 · ...） */
struct text reading_words(const struct asking *a, size_t quote);

/* The groups of detectors, each linear in the text but for a bounded window. */
void questions_of_sets(const struct asking *a);  /* part and whole, containment.c */
void questions_of_rates(const struct asking *a); /* heads, means and plans, product.c */
void questions_of_words(const struct asking *a); /* two cities, names, 户 and 人, wording.c */
void questions_of_sense(const struct asking *a); /* 032名, 150户62人, 全市12个县, sense.c */
void questions_of_names(const struct asking *a); /* firms, places and people, alike.c */
bool superlatives_ask(const struct asking *a, struct fault *f); /* superlative.c; STORE */

#endif
