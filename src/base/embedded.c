#include "base/embedded.h"

/* Made by tools/embed.sh: ordered by path. */
extern const struct embedded embedded_table[];
extern const uint64_t embedded_table_count;

size_t embedded_count(void)
{
    return (size_t)embedded_table_count;
}

const struct embedded *embedded_at(size_t i)
{
    return &embedded_table[i];
}

const struct embedded *embedded_find(struct text path)
{
    for (size_t i = 0; i < embedded_count(); i++)
        if (text_equal(embedded_table[i].path, path))
            return &embedded_table[i];
    return NULL;
}
