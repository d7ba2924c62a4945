/*
 * Exact intervals: what figures that are only known by their print come to when they are added,
 * multiplied and held against one another. Fractions of wide integers; what does not fit is lost,
 * and what is lost says nothing.
 */
#ifndef SHANHAI_PROVE_RANGE_H
#define SHANHAI_PROVE_RANGE_H

#include "prove/prove.h"

struct fraction {
    __int128 part, over; /* reduced, over > 0; over == 0: lost */
};
struct fraction fraction_of(struct decimal d);
struct fraction fraction_whole(int64_t n);
struct fraction fraction_add(struct fraction x, struct fraction y);
struct fraction fraction_subtract(struct fraction x, struct fraction y);
struct fraction fraction_multiply(struct fraction x, struct fraction y);
struct fraction fraction_divide(struct fraction x, struct fraction y); /* lost where y is 0 */
/* below 0, 0, above 0; *lost is set where it cannot be told, else left alone */
int fraction_compare(struct fraction x, struct fraction y, bool *lost);
/* Cut to so many places, without trailing noughts; "?" where it is lost. */
struct text fraction_print(struct arena *a, struct fraction x, int places);

struct range {
    struct fraction lo, hi;
    bool hi_excluded; /* 200余: less than 300 */
    bool no_end;
};
struct range range_at(int64_t n);
struct range range_add(struct range x, struct range y);
struct range range_subtract(struct range x, struct range y);
struct range range_multiply(struct range x, struct range y); /* both not below 0 */
struct range range_divide(struct range x, struct range y);   /* y above 0, else lost */
struct range range_shift(struct range x, struct fraction by);

enum meeting { MEETS, APART, LOST };
enum meeting range_meets(struct range x, struct range y);
enum meeting range_reaches(struct range x, struct range y); /* x >= y is possible */

enum reading { READING_ROUNDED, READING_TRUNCATED /* rounded or cut off */ };
/* What a printed figure allows, in its base unit. */
struct range range_of(const struct quote *q, enum reading reading);

#endif
