/*
 * Catalogue expressions as SQL: fields become columns, paths become joins as known at a batch.
 */
#ifndef SHANHAI_COUNT_EMIT_H
#define SHANHAI_COUNT_EMIT_H

#include "count/count.h"

/* Every statement's first parameters. */
#define PARAMETER_KNOWN "?1" /* the batch */
#define PARAMETER_FROM "?2"  /* first day of the period */
#define PARAMETER_TO "?3"    /* its last day */
#define PARAMETERS_FIXED 3

struct leaf_query;
struct parameter {
    struct value value;
};

/* One row source of a statement: the indicator's table, or that of an exists(). */
struct emit_source {
    const struct record_type *type;
    struct text alias;
    struct buffer joins;
    LIST(struct join *) joined;
};

#define EMIT_SOURCES_MAX 5 /* the row itself, and exists(), count(), sum() within one another */

struct emit {
    struct arena *arena;
    struct ledger *ledger;
    struct emit_source sources[EMIT_SOURCES_MAX];
    int source_count;
    const struct node *subject; /* what source -1 stands for: the subject of several types */
    int aliases;
    LIST(const struct node *) aggregates; /* over a group: the n-th reads column x<n> */
    LIST(struct parameter) parameters;
    /* Appends figure() for the row: what the indicator a row names comes to. NULL: not counted here. */
    bool (*figures)(struct buffer *out, struct emit *e, const struct node *n);
    const struct leaf_query *figures_for;
    struct fault *fault;
};

/* Begins with the table of `type` as the row; joins belong behind its FROM. */
void emit_begin(struct emit *e, struct arena *a, struct ledger *l, struct fault *f);
void emit_clear(struct emit *e);
void emit_row(struct emit *e, const struct record_type *type);
/* One more row beside it, the next source of paths. */
void emit_row_beside(struct emit *e, const struct record_type *type);
/* Appends the expression; faults LIMIT, INPUT (what SQL cannot say). */
bool emit_node(struct buffer *out, struct emit *e, const struct node *n);
/* A reference followed to the record it turned out to be; any other value as it is. */
bool emit_value(struct buffer *out, struct emit *e, const struct node *n);
/* The same where SQL wants a truth: a stored one is 0 or 1. */
bool emit_condition(struct buffer *out, struct emit *e, const struct node *n);
/* "?7" for a value. */
void emit_parameter(struct buffer *out, struct emit *e, struct value v);
/* " t0.since <= ?1 AND ?1 < t0.until AND t0.void_why IS NULL" */
void emit_known(struct buffer *out, struct text alias);
/* The expression within any of the regions (and their predecessors). */
void emit_within(struct buffer *out, struct emit *e, struct text expression, const int64_t *regions,
                 size_t count);
void emit_bind(const struct emit *e, struct stmt *q, int64_t known, struct period period);

#endif
