/*
 * What stops an operation, said once where it happened and printed once at the edge.
 *
 * A fault is not a finding (a row of a result) and not a bug (an assert).
 */
#ifndef SHANHAI_BASE_FAULT_H
#define SHANHAI_BASE_FAULT_H

#include <stdbool.h>

enum fault_kind {
    FAULT_NONE,
    FAULT_USAGE,    /* the command line or a request is not of the form asked for */
    FAULT_INPUT,    /* what came from outside cannot be taken as it is */
    FAULT_ABSENT,   /* the thing named does not exist */
    FAULT_CONFLICT, /* somebody else was there before: read again, then write */
    FAULT_DENIED,   /* the viewer may not */
    FAULT_KEY,      /* ledger.key is needed and not there, or not the right one */
    FAULT_LIMIT,    /* larger, deeper or longer than is taken from outside */
    FAULT_STORE,    /* the database failed */
    FAULT_SYSTEM,   /* the machine failed: disk, permission, process */
};

struct fault {
    enum fault_kind kind;
    char message[768]; /* one line, lower case, no full stop, quotes the value */
    char hint[512];    /* what to do; may be empty */
};

/*
 * Sets kind and message and returns false, so that a function can end with it.
 *
 * format  an English literal; where base/messages.c holds a Chinese one and the language of this
 *         thread is Chinese, that one is used with the same arguments in the same order
 */
bool fault_set(struct fault *f, enum fault_kind kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds what to do about it; returns false. */
bool fault_hint(struct fault *f, const char *format, ...) __attribute__((format(printf, 2, 3)));

void fault_clear(struct fault *f);

/* Exit code and HTTP status of a kind: the one table of both. */
int fault_exit_code(enum fault_kind kind);
int fault_http_status(enum fault_kind kind);
const char *fault_name(enum fault_kind kind);

#define TRY(call)                                                                                  \
    do {                                                                                           \
        if (!(call))                                                                               \
            return false;                                                                          \
    } while (0)

#endif
