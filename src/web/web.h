/*
 * The edge to the browser: pages and an API over HTTP for one local person.
 *
 * Listens on loopback alone, answers only requests that were made for it (Host, Origin, token),
 * and never sends anything anywhere.
 */
#ifndef SHANHAI_WEB_WEB_H
#define SHANHAI_WEB_WEB_H

#include "base/fault.h"

struct web_options {
    const char *folder; /* the programme */
    const char *listen; /* "127.0.0.1:8080"; port 0: any free one; NULL: 8080 or the next free */
    /* Called once, when requests are answered: "http://127.0.0.1:8080/". */
    void (*ready)(void *self, const char *url);
    void *self;
};

/*
 * Serves until SIGTERM or SIGINT, then lets what is under way end and returns true.
 *
 * faults  USAGE not an address, or not loopback; ABSENT no programme there; SYSTEM the port is
 *         taken; STORE
 */
bool web_serve(const struct web_options *options, struct fault *f);

#endif
