/*
 * Exact decimals: a mantissa and a number of decimal places. No floating point anywhere.
 */
#ifndef SHANHAI_BASE_DECIMAL_H
#define SHANHAI_BASE_DECIMAL_H

#include "base/fault.h"
#include "base/text.h"

struct decimal {
    int64_t mantissa;
    int places; /* value = mantissa / 10^places; 0..18 */
};
struct money {
    int64_t fen;
};
struct ratio {
    int64_t part, over; /* over == 0 prints as "—" */
};

/* [+-]digits[.digits]; no separators, no exponent. FAULT_INPUT, also when it overflows. */
bool decimal_parse(struct decimal *out, struct text t, struct fault *f);
struct text decimal_print(struct arena *a, struct decimal d); /* "-12.50" keeps its places */
/* The same value with `places` places; FAULT_INPUT where digits would be lost or overflow. */
bool decimal_rescale(struct decimal *out, struct decimal d, int places, struct fault *f);
int decimal_compare(struct decimal a, struct decimal b); /* exact */
bool decimal_multiply(struct decimal *out, struct decimal a, struct decimal b, struct fault *f);
bool decimal_add(struct decimal *out, struct decimal a, struct decimal b, struct fault *f);
struct decimal decimal_trim(struct decimal d); /* without trailing zero places */

/* part / over with `places` places, half up away from zero, or cut. over must not be 0. */
bool ratio_round(struct decimal *out, struct ratio r, int places, struct fault *f);
bool ratio_truncate(struct decimal *out, struct ratio r, int places, struct fault *f);

bool add_int64(int64_t *out, int64_t a, int64_t b, struct fault *f);
bool multiply_int64(int64_t *out, int64_t a, int64_t b, struct fault *f);

#endif
