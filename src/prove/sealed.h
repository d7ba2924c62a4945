/*
 * What sealing and looking back share: inside of seal.h.
 */
#ifndef SHANHAI_PROVE_SEALED_H
#define SHANHAI_PROVE_SEALED_H

#include "prove/seal.h"

struct text sealed_squeezed(struct arena *a, struct text t); /* without white space */
const char *sealed_qualifier_name(enum qualifier q);
enum qualifier sealed_qualifier_read(struct text name); /* exact where it is none */

#endif
