/*
 * Records found by a part of their key: a wage sheet has no day of starting work, yet the person
 * and the employer are one placement. Taken only where exactly one record fits.
 */
#ifndef SHANHAI_INTAKE_PARTIAL_H
#define SHANHAI_INTAKE_PARTIAL_H

#include "ledger/ledger.h"

struct partial;

/* The day fields a record of a type holds from and to, by their names; NULL. */
const struct field *type_first_day(const struct record_type *t);
const struct field *type_last_day(const struct record_type *t);

/*
 * Reads the current records of a type with the fields that `said` has values for; sealed fields
 * cannot be among them.
 *
 * faults  STORE
 */
bool partial_open(struct partial **out, struct ledger *l, const struct record_type *t,
                  const struct value *said, struct fault *f);
void partial_close(struct partial *p); /* NULL is fine */

enum partial_found { PARTIAL_NONE, PARTIAL_ONE, PARTIAL_SEVERAL };
/*
 * `values` as at partial_open: the same fields filled. Where several records fit and the type has
 * a first and a last day, only those are looked at that are open on some day of `at`.
 */
enum partial_found partial_find(const struct partial *p, const struct value *values,
                                struct period at, int64_t *record);
bool partial_is_for(const struct partial *p, const struct value *said);

#endif
