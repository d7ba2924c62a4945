/*
 * A document before it has a format: headings, paragraphs, tables and charts, and the figures that
 * stand in it. Forms make it, writers print it; nothing here counts.
 */
#ifndef SHANHAI_REPORT_PAPER_H
#define SHANHAI_REPORT_PAPER_H

#include "base/day.h"
#include "base/decimal.h"
#include "base/fault.h"
#include "base/json.h"
#include "base/text.h"

/* A cell: what people read, and the number it is where it is one. */
struct paper_cell {
    struct text text;
    bool is_number;
    struct decimal number;
    size_t figure; /* which of the paper's figures it shows, from 1; 0: none */
};

struct paper_row {
    bool is_head; /* one cell over the whole width */
    LIST(struct paper_cell) cells;
    struct text type; /* of a list: the record that it shows; empty: none */
    int64_t record;
};

/* A cell of the heading: columns it stands over, rows it goes down. */
struct paper_heading {
    struct text text;
    int column, across, row, down; /* column and row from 0 */
};

struct paper_column {
    int characters; /* its width in Chinese characters, about */
    bool is_number; /* set to the right */
    bool is_total;
};

struct paper_table {
    LIST(struct paper_column) columns;
    LIST(struct paper_heading) headings; /* by row, then column; none: a card */
    int heading_rows;
    LIST(struct paper_row) rows;
    int kept_columns; /* these stay in view when it is scrolled sideways */
};

struct paper_mark {
    struct text label, shown;
    bool is_known;
    struct decimal value;
    size_t figure; /* as of a cell */
};
struct paper_chart {
    bool is_line;
    struct text unit, by; /* by: what its marks are, 地区 */
    LIST(struct paper_mark) marks;
};

/* Where in a text a figure stands: bytes start to end. */
struct paper_span {
    size_t start, end, figure;
};

enum paper_kind {
    PAPER_HEADING,
    PAPER_SUBHEADING,
    PAPER_PARAGRAPH,
    PAPER_TABLE,
    PAPER_CHART,
    PAPER_NOTE
};
struct paper_block {
    enum paper_kind kind;
    struct text text; /* of a chart: its title */
    LIST(struct paper_span) spans;
    struct paper_table *table;
    struct paper_chart *chart;
};

/* A figure that stands in it, as it was counted: what a receipt keeps. */
struct paper_figure {
    struct text label; /* "转移就业人数 · 昭阳区" */
    struct text indicator;
    struct text scope; /* canonical */
    struct text value; /* exact, in the indicator's unit; empty: not known */
    struct text shown; /* as it is printed */
};

struct template_filled; /* template.c */

struct paper {
    struct text form, title, scope; /* scope: for people */
    struct text scope_text;         /* canonical */
    struct text banner;             /* 演示数据，由程序生成; or empty */
    struct text standing;           /* "截至第 3 批次（2026-11-26）的台账" */
    struct text code;               /* of its receipt; empty: none is kept */
    struct text head_hash;
    int64_t made_ms; /* UTC, for files that are to be the same bytes again; 0: now */
    int64_t known;
    LIST(struct paper_block) blocks;
    LIST(struct paper_figure) figures;
    /* The office's own workbook, filled: what is written as XLSX; else NULL. Blocks list its cells.
     */
    const struct template_filled *filled;
};

#define WIDE_COLUMNS 7 /* a table of more of them lies, and the whole document with it */
#define ROWS_KEPT 20   /* a table of no more of them, and a card, stands on one page */
bool paper_is_wide(const struct paper *p);
struct paper_block *paper_add(struct paper *p, struct arena *a, enum paper_kind kind,
                              struct text t);
/* "按…台账；存证编号 …；台账首 …": what stands at its foot. */
struct text paper_foot(struct arena *a, const struct paper *p);
/* "16,298", with a comma a thousand. */
struct text number_grouped(struct arena *a, struct text number);
/* Width in half characters: Chinese ones are two. */
int text_width(struct text t);
/* Of the widest number of a column, as it is printed, in half characters. */
int column_number_width(const struct paper_table *t, size_t column);
/* Places of the numbers of a column, the most of any row. */
int column_places(const struct paper_table *t, size_t column);

/* ---- writers: one a format ---- */
enum paper_format { PAPER_XLSX, PAPER_HTML, PAPER_CSV, PAPER_TXT, PAPER_DOCX, PAPER_PDF };
/* By the ending of a file's name. faults: USAGE another ending */
bool paper_format_of(enum paper_format *out, struct text path, struct fault *f);
bool paper_write(const struct paper *p, enum paper_format format, const char *path,
                 struct fault *f);

/* form, title, scope, known and figures: an object; the figures alone: an array. */
void paper_json(struct json *j, const struct paper *p);
void paper_figures_json(struct json *j, const struct paper *p);
void paper_text(struct buffer *out, const struct paper *p); /* for a terminal, too */
void paper_csv(struct buffer *out, const struct paper *p);
void paper_html(struct buffer *out, const struct paper *p);

/*
 * What paper_html writes between <body> and </body>, for a page that has a frame of its own: every
 * figure and every record of a list opens.
 */
struct paper_links {
    void *self;
    void (*figure)(void *self, struct buffer *out, const struct paper_figure *g); /* an address */
    void (*record)(void *self, struct buffer *out, struct text type, int64_t record);
};
void paper_html_inside(struct buffer *out, const struct paper *p, const struct paper_links *links);
bool paper_pdf(const struct paper *p, const char *path, struct fault *f);
bool paper_docx(const struct paper *p, const char *path, struct fault *f);
bool paper_xlsx(const struct paper *p, const char *path, struct fault *f);
bool paper_template(const struct paper *p, const char *path, struct fault *f); /* p->filled */

#endif
