/*
 * What a marked copy of a text says beside each figure: the same words on a page and in a comment.
 */
#ifndef SHANHAI_PROVE_MARK_H
#define SHANHAI_PROVE_MARK_H

#include "prove/prove.h"

struct marking {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct proof *proof;
    struct text title;    /* of the text, for the head of a page */
    struct day published; /* DAY_FIRST: not given */
    struct map *said;     /* of records behind a figure; NULL at first */
};

/* A figure, or words that a question stands beside. */
struct mark {
    size_t start, end;                       /* of proof->source */
    size_t quote;                            /* index; SIZE_MAX: words */
    LIST(const struct question *) questions; /* that its verdict does not say already */
    bool speaks;                             /* has a note: not for dates and plain numbers */
};
struct marks {
    struct mark *items; /* by where they start; those that start together, the longer first */
    size_t count;
};
void marks_read(struct marks *out, const struct marking *m);

enum mark_line_kind {
    LINE_INDICATOR,
    LINE_LEDGER,
    LINE_SCOPE,
    LINE_NOTE,
    LINE_RECORD,
    LINE_QUESTION
};
struct mark_line {
    enum mark_line_kind kind;
    struct text text;
};
struct mark_note {
    const char *class;   /* proved, differs, ..., or question */
    const char *sign;    /* that every Chinese font has; or empty */
    struct text label;   /* 相符, 不符, 疑问 */
    struct text surface; /* without white space */
    struct text brief;   /* the indicator and what the ledger has, in a few words; or empty */
    LIST(struct mark_line) lines;
};
/* faults  STORE */
bool mark_note_read(struct mark_note *out, struct marking *m, const struct mark *mark,
                    struct fault *f);

/* "demonstration data, made by a program", or empty. */
struct text mark_banner(const struct marking *m);

#endif
