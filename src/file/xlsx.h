/*
 * The parts of an XLSX that its sheets need: names, date formats, shared strings.
 */
#ifndef SHANHAI_FILE_XLSX_H
#define SHANHAI_FILE_XLSX_H

#include "file/strings.h"
#include "file/xml.h"

struct xlsx_sheet {
    struct text name, relation;
    bool is_hidden;
    int64_t part; /* index in the ZIP; -1: a chart, or not there */
};

struct xlsx {
    struct parse *parse;
    zip_t *zip;
    struct text bytes; /* instead of a part of the ZIP: for fuzzing a sheet alone */
    struct arena arena;
    LIST(struct xlsx_sheet) sheets;
    LIST(bool) is_day; /* by the cell's style */
    bool is_1904;
    int64_t strings_part, styles_part; /* index in the ZIP; -1: none */
    struct strings strings;
};

/* Opens the ZIP and finds its sheets and parts: no cell is read. */
bool xlsx_parts_find(struct xlsx *x, struct fault *f);
/* Reads one sheet to the sink; index as it stands in struct sheet. */
bool xlsx_sheet_read(struct xlsx *x, const struct xlsx_sheet *s, int index, struct fault *f);

/* Appends t with its _x000D_ escapes decoded. */
void xlsx_text_add(struct buffer *b, struct text t);

#endif
