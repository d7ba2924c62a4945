/*
 * The process in which foreign files are parsed: it holds what it was given and can do little
 * else, whatever a file makes of the code that reads it.
 */
#ifndef SHANHAI_FILE_SANDBOX_H
#define SHANHAI_FILE_SANDBOX_H

#include "base/fault.h"
#include <stddef.h>
#include <stdint.h>

/*
 * Gives up everything for the rest of this process's life: other open files, new ones, programs,
 * the network, other processes, memory and processor time beyond the limits.
 *
 * keep    open files that stay, in any order; standard error stays too
 * faults  SYSTEM the kernel does not offer one of these: nothing is parsed then
 */
bool sandbox_enter(const int *keep, size_t keep_count, int64_t seconds_max, struct fault *f);

#endif
