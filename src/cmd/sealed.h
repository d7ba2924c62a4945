/*
 * Sealed texts on the terminal: what `receipt` says of them, and corrections.
 */
#ifndef SHANHAI_CMD_SEALED_H
#define SHANHAI_CMD_SEALED_H

#include "cmd/cmd.h"
#include "prove/seal.h"

/* What has moved since; *looks where something has. */
bool sealed_print(struct call *call, struct ledger *l, const struct sealed_text *text, bool *looks,
                  struct fault *f);
/* Who is at the terminal. */
struct text author_now(struct arena *a);

#endif
