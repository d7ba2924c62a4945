/*
 * A text in a workbook's XML: one or several <t>, whose letters may differ in looks.
 */
#ifndef SHANHAI_FILE_XLSX_TEXT_H
#define SHANHAI_FILE_XLSX_TEXT_H

#include "base/text.h"
#include "file/docx_token.h"

struct filling; /* xlsx_blank.h */

/* A run of it: bytes text_from..text_to of the text, and for each of them where it stands. */
struct text_piece {
    size_t text_from, text_to;
    const size_t *at; /* in the XML; one more for the end */
};
struct spelled {
    struct text text;
    LIST(struct text_piece) pieces; /* in order of the text and of the XML */
};

/* xml: the bytes within <si> or <is>; is_plain: they are the text itself (<v>, <oddFooter>). */
void spelled_read(struct spelled *out, struct arena *a, struct text xml, bool is_plain);

/*
 * The bytes within, spans of the text replaced, every tag with `prefix`; how words are read aloud
 * (<rPh>) is left out.
 */
void spelled_write(struct buffer *out, struct text xml, const struct spelled *s,
                   const struct filling *filling, struct text prefix);
/* The same of a plain one. is_page: a header or footer, in which & begins a code. */
void spelled_write_plain(struct buffer *out, struct text xml, const struct spelled *s,
                         const struct filling *filling, bool is_page);

#endif
