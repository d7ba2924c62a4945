/*
 * Answers to findings: records of type check.answer, found by a finding's code.
 */
#ifndef SHANHAI_RULE_ANSWER_H
#define SHANHAI_RULE_ANSWER_H

#include "rule/rule.h"

struct answers {
    struct map by_code;
};

/* All that were given up to a batch; none where the catalogue has no check.answer. */
bool answers_read(struct answers *out, struct arena *a, struct ledger *l, int64_t known,
                  struct fault *f);
/*
 * Sets status, answer, note, answered_on and handler.
 *
 * An explanation holds for the records as they were then: an answer that names their state is
 * compared with it, one that does not is older than any version that came in a later batch.
 */
void answer_apply(struct found *found, const struct answers *answers);

#endif
