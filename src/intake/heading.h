/*
 * Finds the heading of a sheet, the record type it is of, and what each column holds.
 *
 * Works on the first rows alone, so that a sheet of any length is recognised before it is read.
 */
#ifndef SHANHAI_INTAKE_HEADING_H
#define SHANHAI_INTAKE_HEADING_H

#include "file/table.h"
#include "intake/intake.h"
#include "intake/title.h"

#define HEAD_ROWS_MAX 40 /* looked at; the heading stands among the first 20 */
#define HEAD_COLUMNS_MAX 400

/* The first rows of a sheet, kept. */
struct sheet_head {
    struct text file, sheet;
    struct sheet_row rows[HEAD_ROWS_MAX];
    size_t row_count;
};
/* Copies a row, texts and all; nothing once HEAD_ROWS_MAX are there. */
void sheet_head_add(struct sheet_head *h, struct arena *a, const struct sheet_row *row);

enum region_part {
    PART_WHOLE,
    PART_PROVINCE,
    PART_PREFECTURE,
    PART_COUNTY,
    PART_TOWN,
    PART_VILLAGE
};

struct heading {
    int64_t column;                 /* 1-based */
    struct text shown;              /* as found; two levels joined by "/" */
    struct text whole, low, top;    /* normal: both levels run together, the lower, the upper */
    struct text unit;               /* of the heading's bracket, or of the sheet for money */
    const struct column_path *path; /* NULL: not used */
    enum column_how how;
    enum region_part part; /* one of several columns that make up one region: 县区 | 乡镇 | 村 */
};

/* What a line above the table, the sheet's or the file's name says for every row. */
struct constant {
    const struct column_path *path;
    struct text value;
    struct text from; /* as found: "年度：2018" */
};

struct recognised {
    const struct record_type *type; /* NULL: `near` says what it might be */
    const struct record_type *near[3];
    size_t heading_first, heading_last; /* rows of the head, from 0 */
    struct heading *headings;
    size_t heading_count;
    LIST(struct constant) constants;
    struct text titles;      /* sheet name, lines above the heading: one text, by line breaks */
    struct text fingerprint; /* of the headings: under it a mapping is remembered */
    bool has_table;          /* at least something looked like headings */
    int score;
};

struct recognise_options {
    const struct record_type *as_type; /* NULL: find out */
    struct text mapping; /* "姓名=worker.name;channel:=政府组织"; empty: none given */
    bool only_given;     /* columns that the mapping does not name are not used */
    size_t heading_row;  /* 1-based among the first rows: it stands there; 0: find out */
    /* A mapping remembered for headings, "type|姓名=worker.name;..."; NULL: none are kept. */
    bool (*recall)(void *self, struct text fingerprint, struct text *mapping);
    void *self;
};

/* Everything in `out` lives in a and borrows from the head. */
void sheet_recognise(struct recognised *out, struct arena *a, const struct title_index *t,
                     const struct sheet_head *head, const struct recognise_options *options);

/* The left side of "FIELD:=VALUE" in a given mapping; takes the colon off. */
bool mapping_is_constant(struct text *field);

/* "type|heading=path;...", as it is remembered. */
struct text mapping_print(struct arena *a, const struct recognised *r);

/* ---- parts, for tests ---- */
/* The rows from..last as headings; two levels where last > from. */
size_t headings_read(struct heading *out, struct arena *a, const struct sheet_head *head,
                     size_t from, size_t last);
bool is_reason_heading(struct text normal); /* the last column of a workbook of refused rows */
bool is_idle_heading(struct text normal);   /* 序号, 备注: never a field by themselves */
/* A region part by the ending of a title: 县区, 乡镇, 行政村. */
enum region_part region_part_of(struct text normal);

/* Fills constants from the lines above and the names of sheet and file. */
void constants_find(struct recognised *r, struct arena *a, const struct title_index *t,
                    const struct sheet_head *head);

#endif
