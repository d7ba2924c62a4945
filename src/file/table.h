/*
 * Foreign tables as a stream of rows: XLSX, XLS, CSV and ZIPs of them. Knows files, not figures.
 *
 * The file is parsed in a child process that may do little but read what it was handed and write
 * rows to a pipe; memory does not grow with the file. Merged cells are filled with the value of
 * their first cell (and say so), hidden rows and columns say so, a formula gives its cached value.
 */
#ifndef SHANHAI_FILE_TABLE_H
#define SHANHAI_FILE_TABLE_H

#include "base/day.h"
#include "base/fault.h"

enum cell_kind {
    CELL_EMPTY,
    CELL_TEXT,
    CELL_NUMBER, /* `text` is its shortest exact decimal; exponent only where the file has one */
    CELL_DAY,    /* a number under a date format: `text` is 2019-07-31 */
    CELL_BOOL,   /* TRUE or FALSE */
    CELL_ERROR,  /* #REF! and the like */
};

struct cell {
    enum cell_kind kind;
    struct text text; /* UTF-8, as in the file, not trimmed */
    bool is_formula;  /* the value is the cached one */
    bool is_merged;   /* repeated from the first cell of a merged area */
    bool merge_down;  /* ... from a row above */
};

struct sheet_row {
    int64_t number; /* 1-based, as a spreadsheet shows it; for CSV the line it starts on */
    struct cell *cells;
    size_t cell_count; /* trailing empty cells are cut */
    bool is_hidden;
};

struct sheet {
    struct text file; /* the name inside a ZIP, with the ZIP's before it: "a.zip/b.xlsx" */
    struct text name; /* the sheet's; empty for CSV */
    int index;        /* from 0 within the file */
    bool is_hidden;
    const bool *hidden_columns; /* by index from 0 */
    size_t hidden_column_count;
    struct text encoding; /* CSV: "UTF-8", "UTF-8-BOM", "GB18030", "UTF-16LE", "UTF-16BE" */
};

struct table_sink {
    /* Return false to stop with the fault set. Texts are valid during the call only. */
    bool (*sheet)(void *self, const struct sheet *sheet, struct fault *f);
    bool (*row)(void *self, const struct sheet_row *row, struct fault *f);
    void *self;
};

struct table_limits {
    int64_t file_bytes_max;  /* of the file as it lies there */
    int64_t entry_bytes_max; /* of one unpacked part */
    int64_t ratio_max;       /* unpacked to packed */
    int64_t rows_max, columns_max, cell_bytes_max;
    int depth_max;                   /* ZIP in ZIP: 1 allows workbooks in one ZIP */
    int64_t shared_string_bytes_max; /* above it they are spilled to an unlinked file */
    int64_t seconds_max;             /* of processor time for one file */
};
extern const struct table_limits TABLE_LIMITS; /* 2 GiB, 4 GiB, 200, 20 M, 16384, 98301, 1, ... */

/*
 * Reads all sheets of one file, in their order.
 *
 * path    where it lies
 * name    what to call it in findings (the uploaded name); its ending is a hint only
 * faults  INPUT  a password, .doc .et .wps .ods .pdf (each with what to do), not a table, broken
 *         LIMIT  larger, deeper or denser than the limits; a path that leaves an archive
 *         SYSTEM cannot be read
 */
bool table_read(const char *path, struct text name, const struct table_limits *limits,
                const struct table_sink *sink, struct fault *f);

#endif
