/*
 * A finding (疑点): one row of a result that somebody should look at. Any number of them; they
 * stop nothing.
 */
#ifndef SHANHAI_BASE_FINDING_H
#define SHANHAI_BASE_FINDING_H

#include "base/text.h"

enum finding_level { FINDING_REFUSE, FINDING_WARN, FINDING_ASK, FINDING_NOTE };

struct finding {
    enum finding_level level;
    struct text kind;    /* stable word: "not_a_day", "duplicate_key", ... or a check's name */
    struct text file;    /* as the person named it */
    struct text sheet;   /* empty where there is none */
    int64_t row;         /* 1-based as the spreadsheet shows it; 0 where it is not about a row */
    int64_t column;      /* 1-based; 0 where it is not about one column */
    struct text heading; /* the column's title as found */
    struct text found;   /* the cell as found; masked where the field is personal */
    struct text wanted;  /* what would be taken instead, in the language of the thread */
    struct text says;    /* the whole sentence, in the language of the thread */
};

/* Receives findings as they arise; texts are valid during the call only. */
struct finding_sink {
    void (*take)(void *self, const struct finding *finding);
    void *self;
};

const char *finding_level_name(enum finding_level level); /* refuse warn ask note */
struct text column_letters(struct arena *a, int64_t column); /* 1 -> A, 28 -> AB */

#endif
