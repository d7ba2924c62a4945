/*
 * A rule as one statement, and which column of it is what.
 */
#ifndef SHANHAI_RULE_STATEMENT_H
#define SHANHAI_RULE_STATEMENT_H

#include "count/emit.h"
#include "rule/rule.h"

/* Columns: version and record of each source (the second null where there is one), place, day,
 * then the values of the sentence, then the keys of the group. */
enum rule_column { RULE_VERSION, RULE_RECORD, RULE_VERSION_2, RULE_RECORD_2, RULE_PLACE, RULE_DAY,
                   RULE_VALUES };

/*
 * Rows of a group follow one another, in order of their keys, then of sheet and row.
 *
 * sentence  whose values are wanted: rule->finds_zh or finds_en
 */
bool rule_statement(struct buffer *sql, struct emit *e, const struct rule *r,
                    const struct template *sentence);
size_t template_values(const struct template *t); /* how many parts are values */

#endif
