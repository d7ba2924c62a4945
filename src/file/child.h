/*
 * A process that reads a foreign file and says what it found through a pipe.
 */
#ifndef SHANHAI_FILE_CHILD_H
#define SHANHAI_FILE_CHILD_H

#include "base/fault.h"
#include "base/text.h"
#include <sys/types.h>

#define CHILD_SECONDS_MAX 60 /* of processor time */

bool child_pipe(int ends[2], struct fault *f);
/* The child's side; false where nobody reads. */
bool child_write(int fd, const void *p, size_t n);
/* Everything until the end; false where it is too much, takes too long, or breaks. */
bool child_read(struct buffer *out, int fd, size_t most);
/* Ends it where it still runs; whether it ended well by itself. */
bool child_end(pid_t pid, bool is_over);

#endif
