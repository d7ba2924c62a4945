/*
 * An office's own workbook (套表模板): its blanks, and a copy of it in which they are filled. Parts
 * without a blank stay as they lie.
 */
#ifndef SHANHAI_FILE_XLSX_TEMPLATE_H
#define SHANHAI_FILE_XLSX_TEMPLATE_H

#include "file/xlsx_blank.h"

struct template_sheet {
    struct text name;
    char *part; /* its name in the ZIP */
};
struct xlsx_template {
    char *path;
    struct text name; /* for messages */
    LIST(struct template_sheet) sheets;
    char *strings; /* the part of shared texts; NULL: there is none */
    blank_list blanks;
};

/*
 * A confined child looks whether it is a sound workbook first.
 *
 * faults  ABSENT, SYSTEM it cannot be opened; INPUT no XLSX, macros, broken, or a key where none
 *         can stand; LIMIT too large, too many blanks
 */
bool xlsx_template_read(struct xlsx_template *out, struct arena *a, const char *path,
                        struct text name, struct fault *f);

/*
 * Writes the copy: the same bytes for the same fillings, code and note.
 *
 * fillings  one a blank, in order
 * code      of its receipt, note: kept among the file's properties
 */
bool xlsx_template_write(const struct xlsx_template *t, const struct filling *fillings,
                         struct text code, struct text note, const char *path, struct fault *f);

/* What the child does, for fuzz targets: the names of its parts. */
struct parse;
bool xlsx_template_look(struct buffer *out, struct parse *p, struct fault *f);

#endif
