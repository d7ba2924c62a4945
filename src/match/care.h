/*
 * What needs care this month: what the catalogue's rules of level care find, each with the person,
 * the employer, who should act, and what to do.
 */
#ifndef SHANHAI_MATCH_CARE_H
#define SHANHAI_MATCH_CARE_H

#include "rule/who.h"
#include "rule/rule.h"

struct care_query {
    struct month month;
    LIST(int64_t) regions;    /* empty: all */
    const struct rule *rule;  /* NULL: every rule of that level */
    int64_t known;            /* 0: the newest batch */
    size_t offset, most;      /* a window of them is named; most 0: all */
    struct text why;          /* empty: names are masked */
};

struct care_item {
    const struct found *found; /* rule, why, mend (what to do), county, village, day */
    struct who who;            /* type NULL: it is about nobody by name */
    struct text employer;      /* empty: none */
    LIST(struct who) told;     /* who acts: the village's liaisons; at most 3 */
};

/* How many of one kind there are, over all counties asked for. */
struct care_kind {
    const struct rule *rule;
    int64_t count;
};

struct care_list {
    struct day at; /* the month's last day, or today within it */
    struct care_item *items;
    size_t count;  /* of the window */
    int64_t total;
    struct care_kind *kinds;
    size_t kind_count;
};

/*
 * out     ordered by county, village, person, day
 * faults  DENIED for who may not read records; STORE; KEY a reason without ledger.key
 */
bool care_find(struct care_list *out, struct arena *a, struct ledger *l, const struct viewer *v,
               const struct care_query *q, struct fault *f);

/* One workbook, a sheet a county, with an empty column for what was done. */
bool care_workbook(struct arena *a, const struct care_list *list, const char *path, struct fault *f);

/* "张***、李***" */
struct text care_told(struct arena *a, const struct care_item *item);

#endif
