/*
 * The shared strings of a workbook, by number: in memory up to a limit, then in an unlinked file.
 *
 * They stand one after the other, each behind its length; only every sixteenth place is kept in
 * memory.
 */
#ifndef SHANHAI_FILE_STRINGS_H
#define SHANHAI_FILE_STRINGS_H

#include "base/fault.h"
#include "base/text.h"

struct strings {
    int spill_fd;
    size_t memory_bytes_max;
    struct buffer tail; /* not spilled yet: from byte spilled on */
    int64_t spilled;
    struct arena arena;
    LIST(int64_t) places; /* of strings 0, 16, 32, ... */
    int64_t count;
    struct buffer window; /* of the spilled bytes, from window_at on */
    int64_t window_at;
};

/* Empties what a workbook before may have left in spill_fd. */
bool strings_open(struct strings *s, int spill_fd, int64_t memory_bytes_max, struct fault *f);
bool strings_add(struct strings *s, struct text t, struct fault *f);
/* Borrowed until the next call. INPUT where there is none of that number. */
bool strings_get(struct text *out, struct strings *s, int64_t number, struct fault *f);
void strings_clear(struct strings *s);

#endif
