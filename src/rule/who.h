/*
 * Who somebody is, as far as the reader may know: a person by a masked name and number, or in clear
 * for a reason that is kept.
 */
#ifndef SHANHAI_RULE_WHO_H
#define SHANHAI_RULE_WHO_H

#include "count/count.h"

struct who {
    const struct record_type *type; /* of persons; NULL: nobody */
    int64_t record;
    struct text name, number; /* "王***", "530621***1234"; by record number without the key */
    struct text phone;        /* only in clear; else empty */
};

/*
 * why     empty: masked; else in clear, and written to the disclosure log (a ledger open for writing)
 * faults  DENIED for who may not read records; STORE; KEY a reason without ledger.key
 */
bool who_read(struct who *out, struct arena *a, struct ledger *l, const struct viewer *v,
              const struct record_type *type, int64_t record, struct text why, struct fault *f);

/* The first reference of a type to persons (true) or to open records of their own name, as an
 * employer (false); NULL where it has none. */
const struct field *who_field(const struct record_type *t, bool is_person);

#endif
