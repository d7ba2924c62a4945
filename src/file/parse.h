/*
 * The readers behind table_read: one file's bytes to a sink, in whatever process they are called.
 *
 * table_read calls them in a child that may do little; tests and fuzz targets call them here.
 */
#ifndef SHANHAI_FILE_PARSE_H
#define SHANHAI_FILE_PARSE_H

#include "file/table.h"

#define PARSE_DEPTH_MAX 4 /* whatever the limits say */

/* What every reader is given. A reader opens nothing by itself: the sandbox would not let it. */
struct parse {
    int fd;           /* the file; read with pread */
    int64_t size;     /* of it, in bytes */
    struct text name; /* as its sheets shall say */
    const struct table_limits *limits;
    const struct table_sink *sink;
    int depth;                      /* how many ZIPs it lies in */
    int unpack_fd[PARSE_DEPTH_MAX]; /* empty unlinked files: entry of a ZIP at that depth */
    int spill_fd;                   /* another: shared strings */
    int64_t rows;                   /* so far, of all sheets */
};

/* What a file is by its content; the name's ending is a hint only. */
enum file_kind { FILE_CSV, FILE_XLSX, FILE_XLS, FILE_ARCHIVE };

/*
 * Names the kind of a file that can be read, refuses any other with what to do.
 */
bool file_kind_find(enum file_kind *out, const struct parse *p, struct fault *f);

bool csv_parse(struct parse *p, struct fault *f);
bool xlsx_parse(struct parse *p, struct fault *f);
bool xls_parse(struct parse *p, struct fault *f);
bool archive_parse(struct parse *p, struct fault *f);

/* Reads p->fd by its kind. */
bool parse_run(struct parse *p, struct fault *f);

/* Gives a row to the sink after counting it against the limits; an empty one is passed over. */
bool parse_row(struct parse *p, struct sheet_row *row, struct fault *f);

/* Takes fd, name, limits and sink as set; opens the rest. parse_close in any case. */
bool parse_open(struct parse *p, struct fault *f);
void parse_close(struct parse *p);

/* ---- the whole, in this process ---- */
bool table_parse_here(int fd, struct text name, const struct table_limits *limits,
                      const struct table_sink *sink, struct fault *f);

#endif
