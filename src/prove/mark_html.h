/*
 * A text as a page that stands alone: every figure marked by its verdict, and beside it what the
 * ledger says. Needs no script and nothing from elsewhere, and prints.
 */
#ifndef SHANHAI_PROVE_MARK_HTML_H
#define SHANHAI_PROVE_MARK_HTML_H

#include "prove/mark.h"

/* faults  STORE */
bool mark_html(struct buffer *out, struct marking *m, struct fault *f);

#endif
