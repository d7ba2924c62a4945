/*
 * Parts of an office's package (DOCX, XLSX) that is edited in a copy: all that is not named stays
 * byte for byte.
 */
#ifndef SHANHAI_FILE_PART_H
#define SHANHAI_FILE_PART_H

#include "file/zip_file.h"

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* The file's bytes under another name. faults: SYSTEM */
bool file_copy(const char *from, const char *to, struct fault *f);
bool file_is_same(const char *x, const char *y);

/* A part's bytes; empty where there is none. faults: INPUT broken, or not in UTF-8; LIMIT */
bool part_get(struct text *out, struct arena *a, const struct parse *p, zip_t *z, const char *name,
              struct fault *f);
/* In its place, or a new one; `bytes` must live until the archive is closed. faults: SYSTEM */
bool part_set(zip_t *z, const char *name, struct text bytes, struct fault *f);

/* Where the relationships of a part say that something of this type is; NULL: nowhere. */
char *part_target(struct arena *a, struct text relationships, const char *type_end,
                  const char *folder);
/* What is added just before the root closes; a new part where there is none. */
struct text part_with(struct arena *a, struct text part, const char *fresh_open,
                      const char *fresh_close, struct text added);

/* ---- XML ---- */

/* Where the root closes; false where it does not. */
bool xml_root_close(struct text xml, size_t *at);

#endif
