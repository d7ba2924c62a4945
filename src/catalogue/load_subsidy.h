/*
 * Between the two parts of the subsidies' compiler: the clauses, and what an amount is made of.
 */
#ifndef SHANHAI_CATALOGUE_LOAD_SUBSIDY_H
#define SHANHAI_CATALOGUE_LOAD_SUBSIDY_H

#include "catalogue/load_rule.h"

struct subsidy_reader {
    struct loader *l;
    const struct block *block;
    struct subsidy *s;
    struct typing typing;
    bool has_percent, has_round; /* a percentage wants its rounding declared */
};

/* An expression over the subsidy's records: typed, and near-linear like a rule's. */
bool subsidy_node_read(struct subsidy_reader *r, struct node **out, struct cursor *c, struct type as);
/* `50%`: part / over. */
bool percent_read(struct subsidy_reader *r, int64_t *part, int64_t *over, struct cursor *c);
/* amount [zh ""] TERM | amount none | amount [zh ""] table [EXPR, ...] */
bool amount_clause(struct subsidy_reader *r, struct cursor *c);
/* row CELL, ... : TERM [zh ""] */
bool row_clause(struct subsidy_reader *r, struct cursor *c);

#endif
