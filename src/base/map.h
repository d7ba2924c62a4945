/*
 * A table from text to a pointer, in an arena. Keys are borrowed, not copied.
 */
#ifndef SHANHAI_BASE_MAP_H
#define SHANHAI_BASE_MAP_H

#include "base/text.h"

struct map_entry {
    struct text key;
    void *value;
};
struct map {
    struct map_entry *entries; /* power of two; value NULL is free */
    size_t count, cap;
};

void map_put(struct arena *a, struct map *m, struct text key, void *value); /* replaces */
void *map_find(const struct map *m, struct text key);                      /* or NULL */

#endif
