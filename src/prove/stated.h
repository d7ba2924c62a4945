/*
 * Relations that a text states between its own figures (文内勾稽): a share of a whole, parts, a
 * sum, a growth, a mean, how many are named. Each holds in the intervals that the print allows, or
 * holds only where a figure was cut off instead of rounded, or cannot hold.
 */
#ifndef SHANHAI_PROVE_STATED_H
#define SHANHAI_PROVE_STATED_H

#include "prove/question.h"
#include "prove/range.h"

/* A relation as found, before it is judged: of[0] is the figure that says the result. */
struct stated {
    enum relation_kind kind;
    enum relation_form form;
    size_t of[RELATION_FIGURES_MOST];
    size_t count;
    int64_t least, most; /* of the form's own number: names in a row, a power of growth */
    bool falls;          /* 下降, 减少 */
    bool is_unsure;      /* a broken one is asked, not told */
    bool is_about;       /* 约占, 约增长 */
    bool only_holds;     /* a broken one is silent: the reading itself may be wrong */
    struct text note;    /* why it is asked; empty: by the kind */
};

#define FIGURES_OF_SENTENCE 64 /* more of one sentence are not looked at */

/* Judges one and keeps it with the proof. */
void stated_add(const struct asking *a, const struct stated *s);
/* Whether it would hold; for choosing between readings. */
bool stated_holds(const struct asking *a, const struct stated *s);

/* For repairs: what its figures allow, whether it can hold, what comes out. */
void relation_ranges(struct range *out, const struct asking *a, const struct relation *r,
                     enum reading reading);
enum meeting relation_meets(const struct relation *r, const struct range *of);
struct range relation_computed(const struct relation *r, const struct range *of);

/* Findings of all that do not hold, with the smallest repair. */
void relations_ask(const struct asking *a);

/* ---- what detectors share ---- */

/* Numbers of one sentence, in order. */
struct row_of_figures {
    size_t *of;
    size_t count;
    struct span span; /* of the sentence */
};
/* In one unit: people with people, 万元 with 亿元. */
bool same_unit(const struct quote *x, const struct quote *y);
bool is_percent(const struct quote *q);
struct span words_between(const struct asking *a, size_t before, size_t behind);
bool is_about_before(const struct asking *a, size_t cell); /* 约, 近 */
bool ends_with_any(const struct asking *a, size_t cell, struct words *words);

/* The groups of detectors; each looks at one sentence. */
void shares_state(const struct asking *a, const struct row_of_figures *r);  /* share.c */
void parts_state(const struct asking *a, const struct row_of_figures *r);   /* part.c */
void totals_state(const struct asking *a, const struct row_of_figures *r);  /* total.c */
void growths_state(const struct asking *a, const struct row_of_figures *r); /* growth.c */
void means_state(const struct asking *a, const struct row_of_figures *r);   /* mean.c */
void lists_state(const struct asking *a, const struct row_of_figures *r);   /* list.c */
/* Over the whole text. */
void repeats_state(const struct asking *a);    /* repeat.c */
void twins_find(const struct asking *a);       /* repeat.c: by the same row of names */
void arithmetic_state(const struct asking *a); /* repeat.c: what the catalogue computes */

/* Finds all relations of a text. */
void relations_find(const struct asking *a);

#endif
