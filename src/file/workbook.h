/*
 * Writes XLSX row by row, in little memory, through libxlsxwriter.
 */
#ifndef SHANHAI_FILE_WORKBOOK_H
#define SHANHAI_FILE_WORKBOOK_H

#include "base/day.h"
#include "base/decimal.h"
#include "base/fault.h"

struct workbook;

enum workbook_style {
    STYLE_PLAIN,
    STYLE_TITLE,      /* large, centred: for a merged first line */
    STYLE_HEAD,       /* bold, grey, bordered, wrapped */
    STYLE_NOTE,       /* grey italics */
    STYLE_REASON,     /* red: why a row was refused */
    STYLE_TOTAL,      /* bold, line above */
    STYLE_CELL,       /* bordered */
    STYLE_CELL_RIGHT, /* the same, for a dash among numbers */
    STYLE_CELL_LEFT,  /* the same, for a number on a card */
    STYLE_GROUP,      /* bold on light grey, bordered: a line over its rows */
    STYLE_WRAPPED,    /* a paragraph over several lines */
    STYLE_FOOT,       /* grey italics over several lines */
};

bool workbook_open(struct workbook **out, const char *path, struct fault *f);
/* When it says it was made (UTC), so that the same cells are the same bytes; else now. */
void workbook_made(struct workbook *w, int64_t at_ms);
bool workbook_sheet(struct workbook *w, struct text name,
                    struct fault *f); /* cleaned and cut to 31 */
void workbook_width(struct workbook *w, int column, int characters);
void workbook_freeze(struct workbook *w, int64_t rows, int columns); /* rows above stay in view */
/* A4, all columns on one page's width, page numbers and `foot` below; before any row. */
void workbook_page(struct workbook *w, bool is_landscape, struct text foot);
/* Pages begin at these rows, in order, at full size instead of as wide as fits; 1,000 at most. */
void workbook_breaks(struct workbook *w, const int64_t *rows, size_t count);
void workbook_print_area(struct workbook *w, int64_t row_last, int column_last); /* from A1 */
void workbook_repeat_rows(struct workbook *w, int64_t row, int64_t row_last);    /* on every page */
void workbook_row_height(struct workbook *w, int64_t row, int points); /* before its cells */
/* Rows and columns count from 0; rows must not go back within a sheet. */
void workbook_text(struct workbook *w, int64_t row, int column, struct text t,
                   enum workbook_style style);
void workbook_number(struct workbook *w, int64_t row, int column, struct decimal d,
                     const char *format, enum workbook_style style); /* format: "#,##0.00", or "" */
void workbook_day(struct workbook *w, int64_t row, int column, struct day d); /* a serial */
/* A formula with the value it is to show without being calculated. */
void workbook_formula(struct workbook *w, int64_t row, int column, const char *formula,
                      struct decimal cached);
void workbook_merge(struct workbook *w, int64_t row, int column, int64_t row_last, int column_last,
                    struct text t, enum workbook_style style);
struct workbook_mark {
    struct text name;
    bool is_known;
    struct decimal number;
};
/* A chart of cells that are written: names in one column, numbers in another; without a legend. */
struct workbook_chart {
    struct text title, unit;
    bool is_line;
    bool has_labels;                   /* each number beside its bar or dot */
    int64_t row, row_last;             /* of the cells */
    const struct workbook_mark *marks; /* what stands in them, for who shows it without reckoning */
    int name_column, number_column;
    const char *format; /* of the numbers */
    int64_t at_row;     /* where its upper left corner lies */
    int at_column;
    int width_px, height_px;
};
void workbook_chart(struct workbook *w, const struct workbook_chart *c);
/* Cells of a column take one of these words (or nothing); 255 characters at most in all. */
void workbook_choices(struct workbook *w, int64_t row, int64_t row_last, int column,
                      const struct text *words, size_t count);
void workbook_hide_sheet(struct workbook *w); /* not the first one */
void workbook_hide_row(struct workbook *w, int64_t row);
void workbook_hide_column(struct workbook *w, int column);
/* Writes the file; w is gone whatever happens. */
bool workbook_finish(struct workbook *w, struct fault *f);

#endif
