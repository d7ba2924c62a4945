/*
 * From the words around a figure to the indicator it states. Never looks at the value: the same
 * sentence with another number links alike.
 */
#ifndef SHANHAI_PROVE_LINK_H
#define SHANHAI_PROVE_LINK_H

#include "prove/subject.h"
#include "prove/vocabulary.h"

enum link_why {
    LINK_FOUND,
    LINK_NONE,       /* no words name an indicator */
    LINK_UNSURE,     /* two fit about equally */
    LINK_PARTICULAR, /* one firm's or one person's */
    LINK_PLANNED,    /* planned, and no indicator of plans fits */
    LINK_BEYOND,     /* of a province or the country */
    LINK_FORMER,     /* of a time that is not said */
    LINK_NOTHING,    /* no indicator has such a unit */
};

struct link {
    size_t indicator;            /* index; SIZE_MAX: none */
    size_t whole;                /* 其中: the quote it is a part of, else SIZE_MAX */
    size_t like;                 /* 递增到: the quote whose scope it takes, else SIZE_MAX */
    bool is_part;                /* 其中, whether the whole is linked or not */
    struct subject_path subject; /* the one firm or site it is told of, if any */
    enum link_why why;
};

/* One a quote, in order. until: the text's own day. */
struct link *links_read(struct arena *a, const struct passage *p, const struct vocabulary *v,
                        struct day until);

#endif
