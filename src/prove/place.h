/*
 * Where the figures of a proof stand in their source: the file itself, not the text read from it.
 */
#ifndef SHANHAI_PROVE_PLACE_H
#define SHANHAI_PROVE_PLACE_H

#include "prove/prove.h"

/*
 * Half open. Bytes are of the file (of a DOCX: of its word/document.xml; of a PDF: of its text),
 * code points of the same as UTF-8. line and column are from 1, in code points; of a DOCX the line
 * is the paragraph, and the column is within it.
 */
struct place {
    size_t byte_start, byte_end, cp_start, cp_end;
    int line, column;
};

/* Goes forward through a proof; going back is slow, but right. */
struct places {
    const struct proof *proof;
    struct text source; /* what code points and lines are counted in */
    size_t at, cp, line, line_cp;
    size_t text_at, text_cp, piece, paragraph, paragraph_cp; /* of a DOCX */
};

void places_open(struct places *out, const struct proof *p);
struct place place_of(struct places *s, size_t start, size_t end); /* a span of proof->source */
/* "a..b,c..d" in the text, as in the source. */
struct text places_of_spans(struct arena *a, const struct proof *p, struct text spans);

#endif
