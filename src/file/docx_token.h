/*
 * The tokens of XML that was found well-formed before: for putting something in at exact places,
 * which events do not know.
 */
#ifndef SHANHAI_FILE_DOCX_TOKEN_H
#define SHANHAI_FILE_DOCX_TOKEN_H

#include "base/text.h"

enum token_kind { TOKEN_OPEN, TOKEN_EMPTY, TOKEN_CLOSE, TOKEN_TEXT, TOKEN_CDATA, TOKEN_OTHER };
struct token {
    enum token_kind kind;
    size_t from, to;  /* of the whole token; of CDATA and text: of what it says */
    struct text name; /* of an element, with its prefix */
    size_t next;      /* where the next token begins */
};

/* False at the end; never beyond it, whatever the bytes. */
bool token_next(struct token *out, struct text xml, size_t at);
struct text name_local(struct text name); /* "r" of "w:r" */
struct text name_prefix(struct text name);
/* The value of an attribute of a tag by its whole name; false where it has none. */
bool token_attribute(struct text *out, struct text tag, const char *name);

#endif
