#include "base/map.h"

static struct map_entry *slot_find(const struct map *m, struct text key)
{
    size_t i = text_hash(key) & (m->cap - 1);
    while (m->entries[i].value && !text_equal(m->entries[i].key, key))
        i = (i + 1) & (m->cap - 1);
    return &m->entries[i];
}

static void map_widen(struct arena *a, struct map *m)
{
    struct map wide = {ARENA_ARRAY(a, struct map_entry, m->cap ? m->cap * 2 : 16), m->count,
                       m->cap ? m->cap * 2 : 16};
    for (size_t i = 0; i < m->cap; i++)
        if (m->entries[i].value)
            *slot_find(&wide, m->entries[i].key) = m->entries[i];
    *m = wide;
}

void map_put(struct arena *a, struct map *m, struct text key, void *value)
{
    if (m->count * 4 >= m->cap * 3)
        map_widen(a, m);
    struct map_entry *slot = slot_find(m, key);
    m->count += slot->value == NULL;
    *slot = (struct map_entry){key, value};
}

void *map_find(const struct map *m, struct text key)
{
    return m->cap ? slot_find(m, key)->value : NULL;
}
