/*
 * The real regions the demonstration plays in: counties, townships and villages of the west, towns
 * and villages of the east, and county-level places elsewhere where people go to work.
 */
#ifndef SHANHAI_DEMO_LAND_H
#define SHANHAI_DEMO_LAND_H

#include "base/fault.h"
#include "base/text.h"

struct spot {
    int64_t code; /* 12 digits */
    struct text name;
};
struct land {
    struct spot *spots; /* ordered by code */
    size_t count;
};
struct spots { /* some of them, borrowed or made */
    struct spot *items;
    size_t count;
};

bool land_load(struct land *out, struct arena *a, struct fault *f);
/* Directly within `code`, one level down; villages: all of them, 村 before 社区. */
struct spots land_towns(struct arena *a, const struct land *l, int64_t code);
struct spots land_villages(struct arena *a, const struct land *l, int64_t code);
struct spots land_counties(struct arena *a, const struct land *l, int64_t code);
struct text land_name(const struct land *l, int64_t code); /* its own name; "" where unknown */

enum land_style { LAND_SPOKEN, LAND_OFFICIAL, LAND_CODE };
/* "鲁甸县龙树镇照壁村", "鲁甸县龙树镇照壁村民委员会", "530621106203". */
struct text land_print(struct arena *a, const struct land *l, int64_t code, enum land_style style);

#endif
