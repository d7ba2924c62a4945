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
    bool is_named; /* asked by figure(): no further figure() within it */
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

/*
 * figure(KEY, UNIT, A..B) as SQL: the indicator that each row names, counted in the row's own place
 * and party from A to B, in the row's unit, rounded down; NULL where indicator or unit is unknown.
 *
 * faults  LIMIT more than FIGURES_MAX rows; INPUT within a figure that a row names; STORE
 */
#define FIGURES_MAX 5000
bool named_figures(struct buffer *out, struct emit *e, const struct node *n);

/* The statement, with ?1 known, ?2 from, ?3 to and its own parameters in `e`. */
bool leaf_sql(struct buffer *sql, struct emit *e, struct ledger *l, const struct leaf_query *q);
bool leaf_count(struct leaf_rows *out, struct arena *a, struct ledger *l,
                const struct leaf_query *q, struct fault *f);
/* Broken down by one thing, the groups and the whole of the same rows in one statement. */
bool leaf_has_both(const struct leaf_query *q);
bool leaf_count_both(struct leaf_rows *groups, struct leaf_rows *whole, struct arena *a, struct ledger *l,
                     const struct leaf_query *q, struct fault *f);
/* The records behind it: SELECT ty (type index), record, version, sheet, row. */
bool leaf_trace_sql(struct buffer *sql, struct emit *e, struct ledger *l,
                    const struct leaf_query *q);

/* The same, each counted row with what proves it: ... , a voucher, both sides (0 or 1), the sample
 * (1 agrees, 0 differs, null). */
bool leaf_proof_sql(struct buffer *sql, struct emit *e, const struct leaf_query *q);

/* Calls for each aggregate of an indicator, also of those it is computed from. */
bool leaf_each(struct arena *a, struct ledger *l, const struct viewer *v,
               const struct figure_query *q,
               bool (*take)(void *self, const struct leaf_query *q, struct fault *f), void *self,
               struct fault *f);

#endif
