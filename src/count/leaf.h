/*
 * One aggregate of an indicator, as one statement: `count(distinct worker)` of labour.placed.
 */
#ifndef SHANHAI_COUNT_LEAF_H
#define SHANHAI_COUNT_LEAF_H

#include "count/emit.h"

#define BY_MAX 4

/* What a figure is broken down by. */
enum by_kind { BY_PLACE, BY_PARTY, BY_MONTH, BY_YEAR, BY_VALUE };
struct by {
    enum by_kind kind;
    enum region_level level;          /* BY_PLACE */
    const struct dimension *dimension; /* BY_VALUE */
    struct type type;                  /* of the key */
};

struct leaf_query {
    const struct indicator *indicator;
    const struct node *aggregate; /* NODE_AGGREGATE */
    const struct scope *scope;
    struct period period;
    int64_t known;
    const struct viewer *viewer;
    struct by by[BY_MAX];
    size_t by_count;
};

struct leaf_row {
    struct value keys[BY_MAX];
    bool is_known;
    int64_t value, lo, hi; /* whole numbers as stored: fen, scaled decimals */
    struct evidence evidence;
};

struct leaf_rows {
    struct leaf_row *items;
    size_t count, cap;
};

/* The statement, with ?1 known, ?2 from, ?3 to and its own parameters in `e`. */
bool leaf_sql(struct buffer *sql, struct emit *e, struct ledger *l, const struct leaf_query *q);
bool leaf_count(struct leaf_rows *out, struct arena *a, struct ledger *l,
                const struct leaf_query *q, struct fault *f);
/* The records behind it: SELECT ty (type index), record, version, sheet, row. */
bool leaf_trace_sql(struct buffer *sql, struct emit *e, struct ledger *l,
                    const struct leaf_query *q);

/* Calls for each aggregate of an indicator, also of those it is computed from. */
bool leaf_each(struct arena *a, struct ledger *l, const struct viewer *v,
               const struct figure_query *q,
               bool (*take)(void *self, const struct leaf_query *q, struct fault *f), void *self,
               struct fault *f);

#endif
