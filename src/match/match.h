/*
 * Who fits an opening, and why: every reason of the catalogue's match is asked of every person
 * where people are looked for. A list in order of good reasons; nothing is assigned.
 */
#ifndef SHANHAI_MATCH_MATCH_H
#define SHANHAI_MATCH_MATCH_H

#include "rule/who.h"

struct match_query {
    const struct match *match;
    int64_t record;        /* of match->from */
    struct day at;         /* DAY_FIRST: the day it can last be judged at, or today */
    int64_t known;         /* 0: the newest batch */
    LIST(int64_t) regions; /* people of these alone; empty: where the match says */
    size_t most;           /* so many are named; 0: all */
    struct text why;       /* empty: names are masked */
};

enum reason_kind {
    REASON_FOR,
    REASON_AGAINST,
    REASON_ASK, /* a need that the records cannot answer */
};
struct reason {
    enum reason_kind kind;
    struct text says;
};

struct fitting {
    struct who who;
    struct text county, village; /* of home at that day; empty: not known */
    int good, bad, asks;
    LIST(struct reason) reasons; /* good ones first, in the order of the catalogue */
    text_list shows;             /* "就业意愿 2019-03-02：愿意外出，广东省" */
};

struct match_list {
    struct text what;  /* the opening by its key, and the fields that say what it is */
    text_list names, values; /* its open fields, for people */
    struct day at;
    struct fitting *items;
    size_t count;
    int64_t looked_at, fit; /* persons asked about; those of them who meet every need */
};

/*
 * The record of match->from whose key is `key`, or whose number it is.
 * faults  ABSENT there is none; USAGE the type has no key of one text
 */
bool match_record(int64_t *out, struct arena *a, struct ledger *l, const struct match *m,
                  struct text key, struct fault *f);

/*
 * out     ordered by good reasons, then by fewer bad ones, fewer to ask, number of the record
 * faults  DENIED for who may not read records; STORE
 */
bool match_people(struct match_list *out, struct arena *a, struct ledger *l,
                  const struct viewer *v, const struct match_query *q, struct fault *f);

/* One record of match->from to choose among. */
struct origin_row {
    int64_t record;
    struct text key;    /* "GW530602-2019-01" */
    text_list values;   /* its first open fields beside the key, for people */
};
/*
 * Records that can be judged at the day, newest first; regions as in match_query.
 *
 * total  how many there are, of which at most `most` are given
 */
bool match_origins(struct origin_row **out, size_t *count, int64_t *total, struct arena *a,
                   struct ledger *l, const struct viewer *v, const struct match_query *q,
                   struct fault *f);

/* for against ask, for machines. */
const char *reason_kind_name(enum reason_kind k);

#endif
