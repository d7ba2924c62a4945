/*
 * Blanks of an office's own workbook: texts of cells, headers and footers that hold a brace or a
 * bracket. They are found and filled over the tokens of a sheet's XML, so that all else stays byte
 * for byte. Well-formedness was seen to before.
 */
#ifndef SHANHAI_FILE_XLSX_BLANK_H
#define SHANHAI_FILE_XLSX_BLANK_H

#include "base/decimal.h"
#include "base/fault.h"
#include "base/text.h"

struct blank {
    size_t sheet;
    struct text sheet_name;
    struct text place; /* "B5"; of a header or footer its element's name: "oddFooter" */
    bool is_cell;
    struct text text; /* as people see it, its letters' looks left out */
};
typedef LIST(struct blank) blank_list;

/* What is put in: a number in the cell's own format or, for spans of its text, other texts. */
struct filling_span {
    size_t from, to; /* of blank.text; in order */
    struct text text;
};
struct filling {
    bool is_number;
    struct decimal number;
    LIST(struct filling_span) spans; /* none, and no number: it stays as it is */
};

/* The next {...} or [key ...: ...] of a text from `at` on; one that is not closed goes to its end.
 */
bool blank_span_next(size_t *from, size_t *to, struct text t, size_t at);

/* xl/sharedStrings.xml. faults: LIMIT too many */
struct shared_text {
    struct text xml;  /* within <si> */
    bool is_no_blank; /* it was read, and is none */
};
struct shared_texts {
    LIST(struct shared_text) items; /* as a cell numbers them */
};
bool shared_texts_read(struct shared_texts *out, struct arena *a, struct text xml, struct fault *f);

/* Adds those of one sheet. faults: LIMIT too many */
bool blanks_find(blank_list *out, struct arena *a, size_t sheet, struct text name, struct text xml,
                 const struct shared_texts *shared, struct fault *f);

/*
 * The sheet with its blanks filled: one filling for each that is found in it, in order. What
 * formulas showed last is taken out, whichever they are: it may stand on what is filled.
 */
void blanks_fill(struct buffer *out, struct text xml, const struct shared_texts *shared,
                 const struct filling *fillings, size_t count);
bool sheet_has_formula(struct text xml);

#endif
