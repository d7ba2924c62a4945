/*
 * demo/plan.tsv: the one place of the demonstration's quantities, as parts by county, party and
 * month. What each part's numbers mean stands in demo/README.md.
 */
#ifndef SHANHAI_DEMO_PLAN_H
#define SHANHAI_DEMO_PLAN_H

#include "base/day.h"
#include "base/fault.h"

struct plan_row {
    struct text part, kind;
    int64_t place, party;   /* 12 digits; 0: none */
    struct day first, last; /* of the period; a year, a month or a day */
    bool is_month;
    int64_t n[5];
    struct text name; /* where the bulletin has one; else empty */
};

struct plan {
    LIST(struct plan_row) rows;
};

bool plan_read(struct plan *out, struct arena *a, struct text tsv, struct fault *f);
bool plan_embedded(struct plan *out, struct arena *a, struct fault *f);
/* The next row of a part behind `after` (NULL: from the first), or NULL. */
const struct plan_row *plan_next(const struct plan *p, const char *part,
                                 const struct plan_row *after);

#endif
