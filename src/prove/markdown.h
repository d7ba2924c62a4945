/*
 * A proof as a page for people: each figure of a text with what it counts, in what scope, on what
 * evidence, how it came out, and what is asked about it. docs/page.md is one, over the
 * demonstration.
 */
#ifndef SHANHAI_PROVE_MARKDOWN_H
#define SHANHAI_PROVE_MARKDOWN_H

#include "prove/prove.h"

/* title: of the page, as a line; without batch or time, so that the same records give the same
 * page. */
void proof_print_markdown(struct buffer *out, struct arena *a, const struct catalogue *c,
                          const struct proof *p, struct text title);

#endif
