/*
 * One request on its way: from the first line to the last byte of the reply. Between the threads
 * that hold sockets (server.c) and those that answer pages (worker.c).
 */
#ifndef SHANHAI_WEB_EXCHANGE_H
#define SHANHAI_WEB_EXCHANGE_H

#include "base/embedded.h"
#include "web/page.h"

#include <microhttpd.h>

enum exchange_state {
    EXCHANGE_READING, /* the body is still arriving */
    EXCHANGE_REFUSED, /* `fault` is the answer; the rest of the body is thrown away */
    EXCHANGE_AT_WORK, /* a worker has it; the connection is suspended */
    EXCHANGE_ANSWERED,
};

struct exchange {
    struct MHD_Connection *connection;
    enum exchange_state state;
    const struct page *page;        /* or a file of ui/ ... */
    const struct embedded *content; /* ... or, both NULL, nothing of that name */
    struct arena arena;             /* of the request */
    struct request request;
    struct reply reply;
    struct fault fault; /* kind NONE: `reply` is the answer */
    struct buffer body;
    struct upload *upload;
    struct exchange *next; /* in the workers' queue */
};

/* What stands in front of every page: see guard.c. */
struct guard {
    char token[33]; /* made at every start; the page carries it, another site cannot read it */
    const char *folder;
    struct sessions *sessions;
};

/*
 * Whether this request was made for this server: Host names loopback (no rebound name), another
 * site did not cause it, a POST bears the token, its declared length is within what the page takes.
 */
bool guard_check(const struct guard *g, struct MHD_Connection *c, const struct page *page,
                 bool is_post, struct fault *f);
/* "127.0.0.1", "localhost", with or without a port. */
bool guard_host_is_ours(struct text host);
/* zh unless ?lang= or Accept-Language asks for English first. */
enum language guard_language(struct MHD_Connection *c);

/* Sends what the exchange holds. */
enum MHD_Result reply_send(struct exchange *x, const struct guard *g);

/* ---- workers ---- */
struct workers;
bool workers_start(struct workers **out, const struct guard *g, int count, struct fault *f);
/* The connection must be suspended; it is resumed when the answer is there. */
void workers_take(struct workers *w, struct exchange *x);
/* Answers what is queued, then ends; false where one is still at work after `seconds`. */
bool workers_stop(struct workers *w, int seconds);

/* ---- the desk ---- */
struct desk;
bool desk_start(struct desk **out, const struct guard *g, struct fault *f);
bool desk_stop(struct desk *d, int seconds);

#endif
