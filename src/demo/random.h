/*
 * A small random stream, so that the demonstration comes out the same from the same seed on every
 * machine. Not for secrets.
 */
#ifndef SHANHAI_DEMO_RANDOM_H
#define SHANHAI_DEMO_RANDOM_H

#include "base/text.h"

struct random {
    uint64_t state;
};

struct random random_named(uint64_t seed, const char *name); /* a stream of its own per name */
uint64_t random_next(struct random *r);
int64_t random_below(struct random *r, int64_t n);                /* 0..n-1; n > 0 */
int64_t random_between(struct random *r, int64_t lo, int64_t hi); /* both included */
bool random_chance(struct random *r, int percent);

#endif
