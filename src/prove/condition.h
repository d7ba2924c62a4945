/*
 * The conditions of an indicator (`where`), apart: what one has that another has not, and whether a
 * record of an eastern party meets one by its party alone.
 */
#ifndef SHANHAI_PROVE_CONDITION_H
#define SHANHAI_PROVE_CONDITION_H

#include "catalogue/node.h"

#define CONDITIONS_MOST 16

struct conditions {
    const struct node *of[CONDITIONS_MOST]; /* joined by `and` */
    size_t count;
    bool is_cut; /* there were more */
};
void conditions_read(struct conditions *out, const struct node *where);
bool conditions_have(const struct conditions *c, const struct node *n);
/* `kind = guidance`: the code that the field of this name must have, or NULL. */
const struct node *condition_code(const struct conditions *c, struct text field);
/* Some field must be one code here and another there: no record meets both. */
bool conditions_exclude(const struct conditions *x, const struct conditions *y);
/* Whether whatever concerns that party meets it, wherever in the west it belongs. */
bool condition_met_by_party(const struct node *n, const struct record_type *t, int64_t party,
                            const struct catalogue *c);

bool nodes_equal(const struct node *x, const struct node *y);

#endif
