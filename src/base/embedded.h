/*
 * Files that travel inside the binary: the standard catalogue, regions, pages, the bulletin.
 *
 * Made at build time by tools/embed.sh; paths are as in the repository ("catalogue/labour.cat",
 * "ui/index.html").
 */
#ifndef SHANHAI_BASE_EMBEDDED_H
#define SHANHAI_BASE_EMBEDDED_H

#include "base/text.h"

struct embedded {
    struct text path;
    struct text bytes;
};

const struct embedded *embedded_find(struct text path); /* or NULL */
size_t embedded_count(void);
const struct embedded *embedded_at(size_t i); /* ordered by path */

#endif
