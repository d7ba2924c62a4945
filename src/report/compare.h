/*
 * A figure, or each figure of a form, as known at two batches or of two days.
 */
#ifndef SHANHAI_REPORT_COMPARE_H
#define SHANHAI_REPORT_COMPARE_H

#include "count/compare.h"
#include "report/report.h"

struct sides {
    struct scope scope[2];
    int64_t known[2]; /* 0: the newest batch */
};
/* faults  USAGE both sides are the same; INPUT one of them ends before it begins */
bool sides_check(const struct sides *s, struct fault *f);

/* A figure that is another on the second side. */
struct compared {
    const struct indicator *indicator;
    struct text label;
    struct text scope[2]; /* canonical */
    bool is_explained;    /* its records were looked for; else the comparison has values alone */
    struct comparison comparison;
};

/*
 * out   the one of an indicator, also where it is the same
 * most  records named
 */
bool compare_indicator(struct compared *out, struct arena *a, struct ledger *l,
                       const struct viewer *v, const struct indicator *i, const struct sides *s,
                       size_t most, struct fault *f);
/*
 * Each figure of the form that is another, in the order of the document; none is a valid answer.
 *
 * explained  of how many the records are looked for: that takes as long as two counts of each
 */
bool compare_form(struct compared **out, size_t *count, struct arena *a, struct ledger *l,
                  const struct viewer *v, const struct report_form *form, const struct sides *s,
                  size_t most, size_t explained, struct fault *f);

#endif
