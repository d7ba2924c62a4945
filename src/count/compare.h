/*
 * Two answers to one question held side by side: as known at two batches, or of two days; and the
 * records that make the difference.
 */
#ifndef SHANHAI_COUNT_COMPARE_H
#define SHANHAI_COUNT_COMPARE_H

#include "base/json.h"
#include "count/count.h"

enum difference_kind {
    DIFFERENCE_ADDED,   /* it is counted after and was not before */
    DIFFERENCE_REMOVED, /* it was counted before */
    DIFFERENCE_CHANGED, /* it is counted in both, with another value */
};

struct compared_field {
    struct text name, before, after; /* for people, masked */
};

/* One record that makes a difference, and what made it so. */
struct difference {
    enum difference_kind kind;
    const struct record_type *type;
    int64_t record;
    struct text label;
    /*
     * The record whose new version it comes from: itself, or one that it refers to. NULL: no
     * version came between (another day was asked for, or another record took its place).
     */
    const struct record_type *cause_type;
    int64_t cause_record;
    struct text cause_label;
    bool is_new;                        /* the cause was not there before */
    struct text void_why;               /* the cause is void */
    LIST(struct compared_field) fields; /* of the cause, where it was changed */
    struct text file, sheet;            /* where the new version came from; empty for a form */
    int64_t row;
    int64_t batch; /* that brought it */
    struct text author, note;
    int64_t at_ms;
};

struct comparison {
    struct figure before, after;
    struct difference *items;
    size_t count; /* at most `most` */
    int64_t total;
};

/*
 * before, after  the same indicator, without `by`
 * faults  as of count_figure; DENIED for a reader
 */
bool count_compare(struct comparison *out, struct arena *a, struct ledger *l,
                   const struct viewer *v, const struct figure_query *before,
                   const struct figure_query *after, size_t most, struct fault *f);
const char *difference_kind_name(enum difference_kind k); /* added removed changed */
void difference_json(struct json *j, const struct difference *d);
/* The values are the same, to the last place. */
bool figure_same(const struct figure *x, const struct figure *y);

#endif
