/*
 * The codes of a form that goes out and comes back: of the form itself, and of each person on it.
 *
 * Both are made of 23 capital letters (no I, O, S and no digit), so that no spreadsheet takes them
 * for a number or a date, and both are keyed: without ledger.key they tell nothing and cannot be
 * made up. A person's code is seven letters, the last checks the others; a form's twenty-five.
 */
#ifndef SHANHAI_INTAKE_FORM_CODE_H
#define SHANHAI_INTAKE_FORM_CODE_H

#include "base/day.h"
#include "ledger/ledger.h"

struct form_key {
    unsigned char bytes[16];
};

/* What a form's code says: which region, the day it stands for, the batch known when it was made. */
struct form_id {
    int64_t place;
    struct day day;
    int64_t batch;
};

bool form_key_get(struct form_key *out, const struct ledger *l, struct fault *f); /* faults: KEY */

/* "ABCDE-FGHJK-LMNPQ-RTUVW-XYZAB". faults: LIMIT a day before 2000 or after 2179, a batch beyond
 * 2^23 */
bool form_code_print(struct text *out, struct arena *a, const struct form_key *k, struct text form,
                     struct form_id id, struct fault *f);

enum form_code_found {
    FORM_CODE_NONE,
    FORM_CODE_TORN, /* letters stand there that may have been one */
    FORM_CODE_GOOD,
};
/* Looks for a code of that form anywhere in a text: full-width, small, with spaces or dashes. */
enum form_code_found form_code_find(struct form_id *out, const struct form_key *k, struct text form,
                                    struct text in);

/* faults: LIMIT a record beyond 23^6 */
bool subject_code_print(struct text *out, struct arena *a, const struct form_key *k, int64_t record,
                        struct fault *f);
/* False: mistyped, or no code. That a record of that number is there is not said by it. */
bool subject_code_read(int64_t *record, const struct form_key *k, struct text written);

#endif
