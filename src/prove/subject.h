/*
 * Whom a figure is told of: the one firm, site or park that its sentence names, or that 公司,
 * 该项目 or a sentence without a subject takes up from before.
 */
#ifndef SHANHAI_PROVE_SUBJECT_H
#define SHANHAI_PROVE_SUBJECT_H

#include "prove/passage.h"

#define SUBJECTS_MOST 8

struct subject {
    const struct calling *calling;
    const char *word; /* 车间, 基地: it is only taken up by that word; else NULL */
};

/* Those a figure may be told of, the likeliest first. */
struct subjects {
    struct subject of[SUBJECTS_MOST];
    size_t count;
    bool is_own;    /* the first is the subject of the figure's own sentence */
    bool is_number; /* 甲、乙2家: how many were just named */
};

/*
 * Readies the callings of a passage: takes up 公司 and the like, tells objects from subjects, and
 * drops the places that are only a part of a name. k: as found; may be empty.
 */
void subjects_settle(struct passage *p, struct arena *a, struct callings *k);

void subjects_read(struct subjects *out, const struct passage *p, size_t quote);

/* How an indicator's records lead to one of them: "enterprise", or "" for the record itself. */
struct subject_path {
    const struct named *named; /* NULL: they do not, or in two ways */
    struct text path;
    bool is_role; /* through a record of what it is in the programme: an enterprise, a workshop */
};
void subject_find(struct subject_path *out, struct arena *a, const struct subjects *s,
                  const struct indicator *x);

/* "enterprise.name = '...'" */
struct text subject_where(struct arena *a, const struct subject_path *path);

#endif
