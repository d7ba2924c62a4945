/*
 * Sheets and rows through a pipe, from the process that parses to the one that asked.
 *
 * A frame is its kind, the length of its head and of its text, then both: many rows at a time, all
 * their cells' texts in one piece, so that it is checked to be UTF-8 at once. The reader believes
 * nothing it is sent. Both ends are one program on one machine: byte order is the machine's.
 */
#ifndef SHANHAI_FILE_RELAY_H
#define SHANHAI_FILE_RELAY_H

#include "file/table.h"

struct relay_writer {
    int fd;
    struct buffer head, text; /* of the rows not sent yet */
};
struct table_sink relay_sink(struct relay_writer *w);
/* The last word: the rows that are left, then the end or, where is_read is false, the fault. */
bool relay_finish(struct relay_writer *w, bool is_read, struct fault *f);

/*
 * Reads frames to the sink until the end.
 *
 * is_told  becomes true where the writer said how it ended; where not, it died
 * faults   what the writer sent, what the sink set, or INPUT: nonsense was sent; LIMIT: nothing
 *          came for wait_seconds
 */
bool relay_read(int fd, const struct table_limits *limits, const struct table_sink *sink,
                int64_t wait_seconds, bool *is_told, struct fault *f);

#endif
