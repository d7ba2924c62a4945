/*
 * Between the parts of an assessment's making.
 */
#ifndef SHANHAI_REPORT_ASSESS_INSIDE_H
#define SHANHAI_REPORT_ASSESS_INSIDE_H

#include "ledger/evidence.h"
#include "report/assess.h"
#include "report/inside.h"

/* Reads the targets due in the year that lie in the scope, each with what was done. */
bool targets_read(struct assessment *s, struct making *m);
/* Gives a row its targets, and holds the whole of it against them. */
bool targets_hold(struct assess_row *row, struct assessment *s, struct making *m);
/* done of an indicator in a scope against what is wanted, in a unit. */
bool held_count(struct assess_held *out, struct making *m, const struct indicator *i,
                const struct scope *scope, const struct unit *unit, struct decimal wanted,
                struct day due, struct text label);
/* The share of targets reached, target by target, so that a receipt sees a target that is changed.
 */
bool targets_keep(struct assessment *s, struct making *m);

/* All records behind a row. */
bool proofs_read(struct record_proof **out, size_t *count, struct arena *a, struct ledger *l,
                 const struct viewer *v, const struct assess_row *row, int64_t known,
                 struct fault *f);
const struct evidence_sheet *sheet_find(const struct assessment *s, int64_t number);

/* ---- tables: assess_paper.c ---- */
void assess_tables(struct making *m, const struct assessment *s);
/* A table with its headings; width in Chinese characters, negative: a number. */
struct assess_column {
    const char *title;
    int width;
};
struct paper_table *assess_table(struct paper *p, struct arena *a,
                                 const struct assess_column *columns, size_t count);
void cell_add_text(struct arena *a, struct paper_row *row, struct text t);
void cell_add_number(struct arena *a, struct paper_row *row, struct decimal d);
void cell_add_count(struct arena *a, struct paper_row *row, int64_t n);
/* records, vouchers, both, sampled twice, one side's word, missing */
void proof_cells(struct arena *a, struct paper_row *row, const struct assess_row *r);
/* The records of a row that lack proof, a line each, at most `most` of them. */
void missing_rows(struct paper_table *t, struct arena *a, struct ledger *l,
                  const struct assessment *s, const struct assess_row *row, int64_t most);
/* Those of all rows under a heading, the first of each; nothing where none lacks it. */
void missing_table(struct making *m, const struct assessment *s);
extern const struct assess_column missing_columns[];
#define MISSING_COLUMNS 7
/* The targets of a row, or all where it is NULL, under a heading; nothing where there are none. */
void targets_table(struct making *m, const struct assessment *s, const struct assess_row *row,
                   const char *title);
struct paper_table *summary_table(struct paper *p, struct arena *a, const struct assessment *s);

#endif
