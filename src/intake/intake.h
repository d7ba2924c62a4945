/*
 * Workbooks in: recognises tables, matches columns, reads cells, and lands all accepted rows of
 * all files in one batch or none.
 */
#ifndef SHANHAI_INTAKE_INTAKE_H
#define SHANHAI_INTAKE_INTAKE_H

#include "ledger/ledger.h"

struct intake_file {
    const char *path;
    struct text name; /* as the person named it */
};

struct progress {
    void (*tell)(void *self, struct text what, int64_t done, int64_t of); /* of 0: unknown */
    void *self;
};

struct intake_options {
    bool dry_run;         /* reads, checks and compares, then forgets */
    struct text as_type;  /* --as: every sheet is of this type; empty: recognised */
    struct text mapping;  /* "姓名=worker.name;channel:=政府组织": given columns, and what every
                             row of a table without that column says; or empty */
    struct text replaces; /* an earlier file's name or digest: what is missing now is listed */
    bool void_missing;    /* ... and voided */
    struct text author;
    int64_t expects;          /* head the person saw; -1: any */
    struct text take;         /* conflicts of returned forms: "form" or "ledger" for all, "ID=form"
                                 for one, several by ";"; what is not named stays open */
    const char *refused_path; /* the workbook of refused rows to write; NULL: none */
    struct progress progress;
};

enum column_how { COLUMN_UNKNOWN, COLUMN_LABEL, COLUMN_SYNONYM, COLUMN_REMEMBERED, COLUMN_GIVEN };
struct column_match {
    int64_t column;      /* 1-based */
    struct text heading; /* two-level headings joined by "/" */
    struct text path;    /* "worker.idno"; empty: not used */
    struct text unit;    /* as in the heading: "万元"; empty: none */
    enum column_how how;
};

/* What a line above the table, or the name of sheet or file, says for all rows. */
struct sheet_constant {
    struct text path, value, from;
};

struct sheet_report {
    struct text file, sheet;
    const struct record_type *type; /* NULL: not recognised, and the findings say why */
    int64_t heading_row;            /* 1-based */
    LIST(struct column_match) columns;
    LIST(struct sheet_constant) constants;
    int64_t rows, news, changed, same, refused;
    int64_t skipped_totals, skipped_notes, skipped_empty, skipped_headings, hidden_rows;
};

struct change { /* the first of them, for the dry run's page */
    struct text type, record, field, before, after, file, sheet;
    int64_t row;
};

/* A field that a returned form and the ledger both changed since the form was made. */
struct conflict {
    struct text id;    /* "KQMTWXB:ended_on": the person's code (or "row12") and the field */
    struct text who;   /* the masked name, or "" */
    struct text type, field;                /* labels */
    struct text prefilled, in_ledger, said; /* then; now; by the form */
    struct text since;                      /* where the ledger has its value from */
    struct text file, sheet;
    int64_t row;
    struct text taken; /* "form", "ledger", or empty: open, and not applied */
};

struct intake_report {
    LIST(struct sheet_report) sheets;
    LIST(struct change) changes; /* at most 200 */
    LIST(struct conflict) conflicts; /* at most 500 */
    int64_t conflict_count, conflicts_open;
    LIST(struct text) missing;   /* --replaces: records no longer in the file, at most 200 */
    int64_t rows, news, changed, same, refused, voided, missing_count;
    int64_t finding_count, warning_count;
    struct batch_id batch; /* 0: nothing landed (dry run, nothing new, or all refused) */
    int64_t head;          /* the batch this was compared with */
    bool all_seen_before;  /* every file was imported before, byte for byte */
};

/*
 * Imports files as one batch.
 *
 * out       in arena a
 * findings  every refused cell and row, and what was odd; may be NULL. The first thousand of a
 *           batch that landed stay as its note "findings": {"total", "rows"}
 * faults    INPUT a file that cannot be read at all, a mapping that names no field; CONFLICT the
 *           head moved; KEY; STORE; SYSTEM. On a fault nothing has landed.
 */
bool intake_import(struct intake_report *out, struct arena *a, struct ledger *l,
                   const struct viewer *v, const struct intake_file *files, size_t file_count,
                   const struct intake_options *options, const struct finding_sink *findings,
                   struct fault *f);

/* ---- forms that go out and come back: mappings with `form` ---- */
struct form_asked {
    struct text form;   /* "village": catalogue/mappings/village.tsv */
    int64_t place;      /* a village, or any region */
    struct month month;
};
struct form_made {
    int64_t subjects, busy; /* rows; of them with something open */
    struct day day;         /* what it stands for: the month's last, or today */
    struct text code;
};
/* The workbook of one place. That it left is written into the disclosure log. faults: ABSENT,
 * INPUT, KEY, LIMIT, STORE, SYSTEM */
bool intake_form(struct form_made *out, struct arena *a, struct ledger *l, const struct viewer *v,
                 const struct form_asked *asked, const char *path, struct fault *f);
/* Villages in asked->place where somebody lives; *elsewhere: persons whose village is not known. */
bool intake_form_places(int64_t **out, size_t *count, int64_t *elsewhere, struct arena *a,
                        struct ledger *l, const struct form_asked *asked, struct fault *f);

/* That every ready mapping (catalogue/mappings/) names types and fields that are there. */
bool intake_mappings_check(const struct catalogue *c, struct fault *f);

struct json;
/* A finding as an object: level kind file sheet row column heading found wanted says. */
/* A conflict as an object: id who type field prefilled in_ledger said since file sheet row taken. */
void conflict_put(struct json *j, const struct conflict *x);
void finding_put(struct json *j, struct arena *a, const struct finding *x);

/* An empty workbook for a type: headings, a sheet of codes, one line of notes. */
bool intake_template(struct ledger *l, const struct record_type *t, const char *path,
                     struct fault *f);

#endif
