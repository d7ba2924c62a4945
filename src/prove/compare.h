/*
 * A printed figure against what the ledger says of the same thing.
 */
#ifndef SHANHAI_PROVE_COMPARE_H
#define SHANHAI_PROVE_COMPARE_H

#include "prove/prove.h"

/* Sets verdict and note from q->figure, q->indicator and the interval of the print. */
void verdict_set(struct quote *q, struct arena *a);

#endif
