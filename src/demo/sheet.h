/*
 * A table of records on its way to a file, and the habits of the office that keeps it: the same
 * rows come out as differently as officials hold them.
 */
#ifndef SHANHAI_DEMO_SHEET_H
#define SHANHAI_DEMO_SHEET_H

#include "base/day.h"
#include "base/fault.h"
#include "demo/land.h"

enum put { PUT_NOTHING, PUT_TEXT, PUT_DAY, PUT_MONTH, PUT_MONEY, PUT_COUNT, PUT_REGION, PUT_BOOL };

struct put_cell {
    enum put put;
    struct text text;
    int64_t number; /* day, month, fen, count, region, 0 or 1 */
};
struct put_cell cell_text(struct text t);
struct put_cell cell_str(const char *s);
struct put_cell cell_day(struct day d);
struct put_cell cell_month(struct month m);
struct put_cell cell_money(int64_t fen);
struct put_cell cell_count(int64_t n);
struct put_cell cell_region(int64_t code);
struct put_cell cell_bool(bool b);

struct put_column {
    const char *titles[3]; /* as one office or another writes it; NULL: as the first */
    const char *group;     /* the upper line of a two-level heading, or NULL */
    bool is_merged;        /* equal values one below the other become one merged cell */
};

enum file_form { FORM_XLSX, FORM_CSV_BOM, FORM_CSV_GB18030, FORM_CSV_UTF16 };
enum day_style { DAY_SERIAL, DAY_HANZI, DAY_DOTS, DAY_DIGITS, DAY_SLASHES, DAY_DASHES, DAY_WIDE };

struct habit {
    const char *office;
    enum file_form form;
    enum day_style days;
    enum land_style land;
    int titles;        /* which of a column's titles */
    int lead_rows;     /* title and condition lines above the heading: 0, 1 or 2 */
    bool has_groups;   /* two-level headings */
    bool has_merges;   /* merged body cells */
    bool has_totals;   /* 合计 at the end, 小计 where the merged column changes */
    bool has_notes;    /* a note below the table */
    bool in_wan;       /* money in 万元, said in the heading */
    bool has_formulas; /* money as a formula with its value */
    bool counts_as_text;
    bool hides; /* some rows and one column are hidden */
};

struct sheet_line {
    struct put_cell *cells;
    const char *wrong; /* what import refuses this row for: listed in planted.tsv; or NULL */
    const char *rule;  /* the rules that speak of this row, "a,b": listed in facts.tsv; or NULL */
    bool is_odd;       /* that rule must leave it alone */
};
struct draft {
    struct arena *arena;
    const struct land *land;
    struct text name, title;
    const struct put_column *columns;
    int column_count;
    LIST(struct sheet_line) lines;
};

void draft_start(struct draft *d, struct arena *a, const struct land *l, struct text name,
                 struct text title, const struct put_column *columns, int column_count);
struct put_cell *draft_add(struct draft *d);                      /* column_count cells, empty */
struct put_cell *draft_plant(struct draft *d, const char *wrong); /* the same, a wrong row */
/* A row that lands and that `shanhai check` must find by a rule, or must leave alone. */
struct put_cell *draft_fact(struct draft *d, const char *rule);
struct put_cell *draft_odd(struct draft *d, const char *rule);

/* One workbook, or as many CSV files as it has sheets. */
struct book;
struct shelf { /* where files go, and the lists of planted rows and facts */
    const char *folder;
    struct arena *arena;
    const struct land *land;
    struct buffer planted, facts;
    LIST(struct text) files;
};
bool book_open(struct book **out, struct shelf *s, const char *stem, const struct habit *h,
               struct fault *f);
bool book_write(struct book *b, const struct draft *d, struct fault *f);
bool book_close(struct book *b, struct fault *f); /* b is gone whatever happens */

/* A cell as this office writes it. */
struct text cell_write(struct arena *a, const struct land *l, const struct habit *h,
                       struct put_cell c);

#endif
