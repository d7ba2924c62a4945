/*
 * The inside of a table of regions, shared by region.c (codes) and region_read.c (names).
 */
#ifndef SHANHAI_CATALOGUE_REGION_TABLE_H
#define SHANHAI_CATALOGUE_REGION_TABLE_H

#include "catalogue/region.h"
#include <stdatomic.h>

/* Regions by name: made when the first name is asked for, since most commands ask for none. */
struct region_names {
    atomic_bool is_ready;
    struct arena *arena;
    uint32_t *heads; /* by hash of the short name: 1-based index into items, 0 empty */
    uint32_t *nexts; /* the next of the same hash */
    uint32_t mask;   /* heads has mask + 1 places */
};

struct regions {
    struct region *items; /* ordered by code */
    uint32_t count, cap;
    struct region_names *names;
    LIST(uint32_t) succeeded; /* items that have a successor */
};

/* Without its ending: 昭通市 -> 昭通, 德宏傣族景颇族自治州 -> 德宏; at least two characters. */
struct text region_short_name(struct text name);
/* Villages as people say them: 箐门村民委员会 -> 箐门村. */
struct text region_plain_name(struct text name);

#endif
