/*
 * Comments in a Word document: a copy of one with comments at exact places, or a new one made of a
 * text.
 */
#ifndef SHANHAI_FILE_DOCX_COMMENT_H
#define SHANHAI_FILE_DOCX_COMMENT_H

#include "file/document.h"

struct docx_comment {
    size_t start, end; /* half open, not empty; in order of start */
    struct text author;
    struct text text; /* its lines become paragraphs */
};
struct docx_comments {
    const struct docx_comment *items;
    size_t count;
    int64_t first_id; /* of the first; the others follow */
};

/*
 * The document.xml `xml` with the ranges of comments, offsets in its bytes. Runs are split at the
 * borders with their properties kept; inside a drawing a comment takes the whole run, outside any
 * run it stands at the paragraph's end. Nothing else changes. Linear.
 *
 * xml     well-formed UTF-8 without DOCTYPE
 * gives   for each comment whether it has a place: text outside paragraphs has none
 */
bool *docx_comment_xml(struct buffer *out, struct arena *a, struct text xml,
                       const struct docx_comments *c);
/* The highest id of a comment that a part of a document speaks of; -1: none. */
int64_t docx_comment_id_most(struct text xml);

/*
 * Writes a copy of the document at `from` with comments (offsets in d->source) to `to`.
 *
 * faults  CONFLICT `to` is `from`; INPUT its XML is not UTF-8; SYSTEM
 */
bool docx_copy_commented(const char *from, const char *to, const struct document *d,
                         const struct docx_comments *c, struct arena *a, struct fault *f);
/* A new document of a text: a paragraph a line, offsets in the text. `head`: a first one, or empty.
 */
bool docx_make_commented(const char *to, struct text head, struct text text,
                         const struct docx_comments *c, struct arena *a, struct fault *f);

#endif
