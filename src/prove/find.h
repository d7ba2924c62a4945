/*
 * Finding with units that were read before: prove_find for many texts.
 */
#ifndef SHANHAI_PROVE_FIND_H
#define SHANHAI_PROVE_FIND_H

#include "prove/unit.h"

/* faults: INPUT no UTF-8; LIMIT too long, too many figures */
bool quotes_find(struct proof *out, struct arena *a, const struct units *u, struct text source,
                 const struct prove_options *options, struct fault *f);

#endif
