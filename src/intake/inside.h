/*
 * What the parts of one import share. Nothing outside this folder includes it.
 */
#ifndef SHANHAI_INTAKE_INSIDE_H
#define SHANHAI_INTAKE_INSIDE_H

#include "intake/form.h"
#include "intake/intake.h"
#include "intake/mapping.h"
#include "intake/plan.h"
#include "intake/rows.h"

struct refused;
struct touched;

/* A number of a person that a spreadsheet has cut; column NULL: none. */
struct damaged {
    const struct plan_column *column;
    const struct cell *cell;
    struct problem problem;
};

/* What a sheet that is a returned form is read with. */
struct form_work {
    struct form_key key;
    struct form_id id;
    size_t code_column, name_column; /* 1-based; 0: not there */
    const struct field *ref;         /* from the part's type to the subject; NULL: it is the subject */
    struct form_bases bases, bases_now; /* when it was made, and as the ledger is */
    /* of the row being read */
    int64_t subject; /* 0: added by hand */
    int64_t base;    /* the record the part of the row is about, as of then; 0: none */
    struct value *base_values; /* as of then; NULL: none */
    struct text code;
};

/* One sheet, from its first rows to its last. */
struct sheet_work {
    size_t file; /* of in->files */
    int ordinal; /* the n-th sheet of it, those inside a ZIP counted through */
    struct sheet_head *head;
    struct recognised r;
    const struct mapping *mapping; /* a ready one; NULL: none */
    int part;                      /* of the mapping: a sheet may be read as several types */
    int64_t passed;                /* rows of which this part says nothing */
    size_t when_column;            /* 1-based: only rows that say something there; 0: all */
    size_t report;  /* in report->sheets */
    int rank;       /* types that others refer to come first */
    int64_t number; /* batch_sheet */
    bool is_seen;   /* the same bytes came in before */
    struct plan plan;
    struct form_work *form; /* NULL: no form */
};

struct file_work {
    int64_t source;
    bool is_seen;
    int sheets_read; /* while reading: how many have begun */
    bool is_csv;
};

struct intake {
    struct arena *arena;  /* the caller's: the report */
    struct arena work;    /* this import: heads, plans */
    struct arena scratch; /* one row */
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct intake_options *options;
    const struct intake_file *files;
    size_t file_count;
    struct file_work *file_work;
    struct intake_report *report;
    const struct finding_sink *sink;
    struct title_index titles;
    mapping_list mappings;
    struct map rows_refused; /* of sheets with several parts: what one refused, no other takes */
    struct region_cache regions;
    const struct record_type *as_type;
    struct batch *batch;
    int64_t *first_versions; /* by type->index: versions from here on are this batch's */
    LIST(struct sheet_work *) sheets;
    struct refused *refused;  /* NULL until a row is refused */
    struct touched *touched;  /* NULL but for --replaces */
    struct sheet_work *sheet; /* being read; NULL: rows are passed over */
    const struct sheet_row *row;
    struct buffer reasons;    /* why this row is refused */
    struct buffer kept;       /* the first findings, as JSON: kept.c */
    int kept_count;
    struct damaged damaged;   /* a cut number of this row, told once its name is read */
    int candidates_asked;     /* of the whole import: each opens boxes */
    bool is_refused;          /* this row */
    bool corrects;            /* this row: a record that is known, so nothing of it can lack */
    size_t file_now;          /* being read */
};

struct sheet_report *report_of(const struct intake *in, const struct sheet_work *s);

/* A finding about the row being read, or about the sheet where the row is NULL. */
void finding_tell(struct intake *in, enum finding_level level, const char *kind,
                  const struct plan_column *column, struct text found, struct text wanted,
                  struct text says);
/* The same, level REFUSE; the row is refused. */
void row_refuse(struct intake *in, const char *kind, const struct plan_column *column,
                struct text found, struct text wanted, struct text says);

/* ---- scan.c: the first pass ---- */
/* Reads the first rows of every sheet of every file and recognises them. */
bool scan_files(struct intake *in, struct fault *f);
/* What a ready mapping's @day and @place mean on this sheet: its form's, or its file's day. */
struct mapping_context sheet_context(const struct sheet_work *s);
/* How many types at most must land before this one, because it refers to them. */
int type_rank(const struct catalogue *c, const struct record_type *t);

/* ---- land.c: the second pass ---- */
bool sheet_open(struct intake *in, struct sheet_work *s, struct fault *f);
void sheet_close(struct intake *in, struct sheet_work *s);
bool row_land(struct intake *in, const struct sheet_row *row, struct fault *f);

/* What the sheet's rows refer to, found or begun. */
bool references_resolve(struct intake *in, struct fault *f);
bool change_note(struct intake *in, const struct put_result *was, struct fault *f);
void refuse_duplicate(struct intake *in);
/* Puts the root as a new record, or as a change of what its key finds. */
bool root_put(struct intake *in, struct fault *f);

/* ---- form_find.c: whether a sheet is a form that was made here ---- */
bool form_find(struct intake *in, struct sheet_work *s); /* sets s->form */
void form_refuse(struct intake *in, struct sheet_work *s); /* says why it is none */

/* ---- form_row.c: rows of a returned form ---- */
bool form_open(struct intake *in, struct sheet_work *s, struct fault *f);
/* Whom the row is about; refuses it where its code is none of this form. */
bool form_row_begin(struct intake *in, struct fault *f);
/* The cell stands as it went out, or belongs to the subject that the code names. */
bool form_passes_over(struct intake *in, struct plan_column *c, const struct cell *cell,
                      bool *failed, struct fault *f);
bool form_says_something(const struct intake *in);
/* ---- form_land.c: what the village, the form and the ledger say, field by field ---- */
bool form_land(struct intake *in, struct fault *f);

/* ---- named.c ---- */
/* References that no column fills, from the name of the sheet, the lines above, the file. */
bool named_references_fill(struct intake *in, struct fault *f);

/* ---- candidate.c ---- */
/* Refuses the row for its cut number, naming whom name and place may mean: to be confirmed. */
bool damaged_tell(struct intake *in, struct fault *f);

/* Asks where a person's number is known under another name than the row says. */
bool name_ask(struct intake *in, const struct plan_node *n, int64_t record, struct fault *f);

/* ---- resolve.c: what a row refers to ---- */
bool node_resolve(struct intake *in, struct plan_node *n, struct period at, struct fault *f);
bool node_put(struct intake *in, struct plan_node *n, struct fault *f);
bool key_is_whole(const struct plan_node *n);

/* ---- check.c: what must hold of a row ---- */
/* The day or month the row belongs to; all time where it says none. */
bool row_period(struct intake *in, struct period *out, bool *known, struct fault *f);
bool row_check(struct intake *in, struct fault *f);

/* ---- refused.c ---- */
bool refused_add(struct intake *in, const struct sheet_row *row, struct text reasons,
                 struct fault *f);
bool refused_finish(struct intake *in, struct fault *f); /* writes it, if there is any */
void refused_drop(struct intake *in);                    /* and leaves no file */

/* ---- replaces.c ---- */
bool replaces_begin(struct intake *in, struct fault *f);
void replaces_touch(struct intake *in, const struct record_type *t, int64_t record);
bool replaces_end(struct intake *in, struct fault *f);
void replaces_drop(struct intake *in);

/* ---- kept.c ---- */
void finding_keep(struct intake *in, const struct finding *x);
void findings_remember(struct intake *in);

#endif
