/*
 * How the rows of one sheet become records: a reader for each column, and a tree of the record
 * and of what it refers to. Made once a sheet, so that a row costs reading its cells and little
 * else.
 */
#ifndef SHANHAI_INTAKE_PLAN_H
#define SHANHAI_INTAKE_PLAN_H

#include "intake/cell.h"
#include "intake/heading.h"
#include "intake/mapping.h"
#include "ledger/ledger.h"

#define PARTIALS_MAX 4 /* different sets of filled key columns that are kept */

/* One record of a row: the sheet's type, or what it refers to. */
struct plan_node {
    const struct record_type *type;
    struct plan_node *parent;
    const struct field *ref; /* in the parent's type; NULL for the root */
    struct value *base;      /* by field index: what the sheet says for all rows */
    struct value *values;    /* of this row */
    bool *has_column;        /* by field index: a column or a constant fills it */
    bool is_new;             /* made by this row */
    int64_t record;          /* 0: none, or not yet */
    struct partial
        *partials[PARTIALS_MAX]; /* find records by a part of their key; NULL until needed */
    struct arena cache_arena;
    struct map cache; /* key values -> int64_t record; bounded */
};

struct plan_column {
    size_t index; /* of the cell, from 0 */
    struct reader reader;
    struct plan_node *node;
    const struct heading *heading;
    struct plan_column *coarser; /* the part of the same region before it; NULL */
    const struct mapping_column *mapped; /* by a ready mapping: codes and months; NULL */
    bool is_quantity;            /* merged downwards it would count several times */
    bool is_dated_code;          /* some codes of its list have a time */
    bool is_read;                /* of this row: it holds a value */
    bool is_kept;                /* of this row: it stands as it did when the form went out */
    bool is_damaged;             /* of the sheet: a spreadsheet has cut numbers in it */
};

struct plan {
    struct arena *arena; /* of the sheet */
    const struct catalogue *catalogue;
    const struct record_type *type;
    struct plan_node **nodes; /* children before parents: the root is the last */
    size_t node_count;
    struct plan_column *columns;
    size_t column_count;
    struct value *fallbacks; /* by field index of the root: what a new record says by itself */
    bool needs_day;     /* required from a day, or codes that have a time */
    bool has_fallbacks; /* of fields that no column fills and no key needs */
};

/*
 * Makes the plan of a recognised sheet.
 *
 * problems  called for each column or constant that cannot be read as titled
 */
struct plan_problem {
    const struct heading *heading; /* NULL: a constant */
    const struct constant *constant;
    const char *kind;
    struct text wanted, says;
};
struct plan_sink {
    void (*take)(void *self, const struct plan_problem *problem);
    void *self;
};
void plan_make(struct plan *out, struct arena *a, const struct catalogue *c,
               const struct recognised *r, struct region_cache *regions,
               const struct plan_sink *problems);
void plan_clear(struct plan *p); /* caches and partial keys; the rest is the arena's */

/* What a new record says where a row does not: `value` as it is written. */
void plan_fallback(struct plan *p, const struct field *field, struct text value,
                   struct region_cache *regions);

struct plan_node *plan_root(const struct plan *p);
/* The node below `parent` that `ref` leads to; NULL where no column fills it. */
struct plan_node *plan_child(const struct plan *p, const struct plan_node *parent,
                             const struct field *ref);
/* The column that fills a field of the root, or one of what it refers to; NULL. */
const struct plan_column *plan_column_of(const struct plan *p, const struct plan_node *node,
                                         const struct field *field);

#endif
