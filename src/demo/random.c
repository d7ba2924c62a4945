#include "demo/random.h"

/* splitmix64: public domain arithmetic, one multiplication deep, no state beyond one word. */
uint64_t random_next(struct random *r)
{
    uint64_t z = (r->state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

struct random random_named(uint64_t seed, const char *name)
{
    uint64_t h = 0xcbf29ce484222325u ^ seed;
    for (; *name; name++)
        h = (h ^ (unsigned char)*name) * 0x100000001b3u;
    return (struct random){h};
}

int64_t random_below(struct random *r, int64_t n)
{
    return (int64_t)(random_next(r) % (uint64_t)n);
}

int64_t random_between(struct random *r, int64_t lo, int64_t hi)
{
    return hi <= lo ? lo : lo + random_below(r, hi - lo + 1);
}

bool random_chance(struct random *r, int percent)
{
    return random_below(r, 100) < percent;
}
