/*
 * A text as a Word document with a comment at each figure: a copy of the document it was read from,
 * or a new one of its paragraphs.
 */
#ifndef SHANHAI_PROVE_MARK_DOCX_H
#define SHANHAI_PROVE_MARK_DOCX_H

#include "prove/mark.h"

/*
 * from    the file that m->proof->document was read from; used where it is a DOCX
 * faults  CONFLICT `to` is `from`; INPUT, SYSTEM, STORE
 */
bool mark_docx(const char *from, const char *to, struct marking *m, struct fault *f);

#endif
