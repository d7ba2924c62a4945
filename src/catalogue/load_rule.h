/*
 * Between the parts of the rules' compiler.
 */
#ifndef SHANHAI_CATALOGUE_LOAD_RULE_H
#define SHANHAI_CATALOGUE_LOAD_RULE_H

#include "catalogue/load.h"

/* Cuts "{p.worker} 在校期间登记务工" and types what stands in braces; `at` is where it stands. */
bool template_read(struct template *out, struct typing *t, struct text written, struct position at);

/*
 * Joined records and those of exists() must be found by an equality of one of their own fields: a
 * reference, a region, a text or a field of the key; so that no rule goes through all pairs. Marks
 * these fields as joined.
 */
bool rule_is_linear(struct rule *r, struct fault *f);

/* Each exists(), count() and sum() within finds its records by an equality; depth: sources beside the first. */
bool exists_is_linear(const struct node *n, int depth, struct fault *f);

#endif
