/*
 * Bindings by hand: a person says what a figure of a text counts. Kept beside the records, found
 * again by the sentence without its numbers.
 */
#ifndef SHANHAI_PROVE_BIND_H
#define SHANHAI_PROVE_BIND_H

#include "prove/passage.h"

struct binding {
    bool is_bound;
    const struct indicator *indicator;
    struct scope scope;
    int64_t record; /* a single case: the one record that states it; 0: none */
};

/* all: the ledger's notes of kind BINDINGS. */
#define BINDINGS TEXT("bind")
bool binding_find(struct binding *out, struct arena *a, const struct catalogue *c,
                  const struct map *all, const struct passage *p, size_t quote, struct fault *f);

/* Holds a quote against the one record it was bound to. */
bool binding_prove(struct quote *q, struct arena *a, struct ledger *l, const struct viewer *v,
                   const struct binding *b, int64_t known, struct fault *f);

struct bind_request {
    struct text surface; /* as in the text; white space does not matter */
    int line;            /* of the source (place.h); 0: wherever it stands, if only once */
    const struct document *document; /* what the text was read from, or NULL */
    const struct indicator *indicator;
    struct scope scope;
    int64_t record;
};

/*
 * Remembers what one figure of a text counts.
 *
 * faults  ABSENT no such figure there, or no such record; INPUT several of it; STORE
 */
bool prove_bind(struct arena *a, struct ledger *l, const struct viewer *v, struct text source,
                const struct bind_request *request, struct fault *f);

#endif
