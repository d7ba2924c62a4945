/*
 * Regions of China by statistical code: names, levels, validity and successors.
 *
 * A code is held as a whole number of 12 digits ("530602" is 530602000000), so that a region and
 * all that lies in it is one range.
 */
#ifndef SHANHAI_CATALOGUE_REGION_H
#define SHANHAI_CATALOGUE_REGION_H

#include "base/day.h"
#include "base/fault.h"

enum region_level {
    LEVEL_ANY,
    LEVEL_PROVINCE,
    LEVEL_PREFECTURE,
    LEVEL_COUNTY,
    LEVEL_TOWN,
    LEVEL_VILLAGE,
};

struct region {
    int64_t code; /* 12 digits */
    struct text name;
    enum region_level level;
    struct day from, to;
    int64_t successor; /* 0: none */
};

struct region_range {
    int64_t first, after; /* half open */
};

struct regions;

/* Reads "code<TAB>name[<TAB>from<TAB>to<TAB>successor]" lines; may be called for several files. */
bool regions_read(struct regions **inout, struct arena *a, struct text file, struct text tsv,
                  struct fault *f);

enum region_level region_level_of(int64_t code); /* from its trailing zeros */
int64_t region_at_level(int64_t code, enum region_level level); /* the region it lies in */
struct region_range region_span(int64_t code);
/* "5306", "530602", "530602003", "530602003201" and 12 digits; false: not a code. */
bool region_code_parse(int64_t *out, struct text digits);
struct text region_code_print(struct arena *a, int64_t code); /* shortest: "5306" */

const struct region *region_find(const struct regions *r, int64_t code); /* or NULL */
/* Ranges of a region and of its predecessors; at least one. Borrowed from the table's arena or a. */
struct region_range *region_ranges(struct arena *a, const struct regions *r, int64_t code,
                                   size_t *count);
bool region_has_successors(const struct regions *r); /* of any region */
/* The name alone; the code where it is unknown. */
struct text region_name(struct arena *a, const struct regions *r, int64_t code);
/* "昭阳区北闸镇箐门村": names from the county down; from the province for higher levels. */
struct text region_full_name(struct arena *a, const struct regions *r, int64_t code);

/*
 * Reads a region as people write it: a code, a name, a short name without its ending (昭通,
 * 鲁甸), or a path of names run together or with spaces, - or / between them.
 *
 * within  where to look first (0: everywhere); a name that is unique there wins
 * level   the level wanted, or LEVEL_ANY
 * faults  INPUT: none of that name, or several (the message names up to three of them)
 */
bool region_read(int64_t *out, const struct regions *r, struct text written, int64_t within,
                 enum region_level level, struct fault *f);

/* Calls for each region lying directly in `code`, in order of codes. */
void region_each_child(const struct regions *r, int64_t code,
                       void (*take)(void *self, const struct region *region), void *self);
size_t region_count(const struct regions *r);
const struct region *region_at(const struct regions *r, size_t i); /* ordered by code */

#endif
