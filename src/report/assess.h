/*
 * The yearly assessment (考核): what a scheme looks at, counted, held against the targets of the
 * agreements, with what proves the records behind each figure.
 */
#ifndef SHANHAI_REPORT_ASSESS_H
#define SHANHAI_REPORT_ASSESS_H

#include "count/count.h"
#include "ledger/receipt.h"
#include "report/paper.h"

struct assess_query {
    const struct scheme *scheme;
    struct scope scope; /* assessed is the year of its last day, up to that day */
    int64_t known;      /* 0: the newest batch */
};

enum assess_state {
    ASSESS_NOTHING, /* it stands against nothing */
    ASSESS_MET,
    ASSESS_BEHIND,
    ASSESS_OPEN,      /* not reached, and not due yet */
    ASSESS_UNCOUNTED, /* the ledger cannot count it: `why` */
};

/* A figure held against what it is to come to. */
struct assess_held {
    enum assess_state state;
    const struct unit *unit; /* of the numbers below; NULL where it is not known */
    struct decimal wanted;
    struct decimal done;       /* cut to two places; where it is counted */
    struct decimal missing;    /* wanted less done; 0 where it is reached */
    struct decimal completion; /* percent to two places, not capped; 100 only where reached */
    struct text why;           /* ASSESS_UNCOUNTED */
    struct scope scope;        /* what `done` is counted in */
    size_t figure;             /* which of the paper's figures `done` is, from 1; 0: none */
};

struct assess_target {
    struct target set;
    const struct record_type *type;
    const struct indicator *indicator; /* NULL: the catalogue has none of that name */
    struct text code;                  /* the record by its key */
    struct text whose; /* "昭阳区 · 东莞市"; empty: the whole that is asked for */
    struct text file, sheet;
    struct assess_held held;
    bool is_listed; /* a row of the scheme stands against it */
};

/* How many records stand behind a row, and what proves them. */
struct assess_proofs {
    int64_t records, vouchers, both, sampled_agree, sampled_differ;
    int64_t one_side;           /* none of those */
    int64_t missing;            /* without what the scheme asks */
    int64_t unasked;            /* of a type that has no field for it */
    struct record_proof *items; /* those that lack it: `missing` of them */
};

struct assess_row {
    int area_number, number; /* from 1; number: within its area */
    const struct scheme_area *area;
    const struct scheme_row *row;
    struct text label;
    size_t figure;     /* which of the paper's figures it shows, from 1; 0: none */
    struct text shown; /* its figure in the whole scope, for people; "—" */
    bool is_known;
    struct decimal value; /* the same, in the unit it is printed in */
    struct scope scope;
    struct assess_held
        held;    /* the whole of it: a target of its own, the sum of its parts, a number */
    bool is_sum; /* `held` is of its parts together */
    LIST(struct assess_target *) targets;
    struct assess_proofs proofs;
    bool has_points;
    struct decimal points;
};

struct assessment {
    struct assess_query query;
    LIST(struct assess_row) rows;
    LIST(struct assess_target) targets; /* all that are due in the year and lie in the scope */
    struct evidence_sheet *sheets;      /* ledger/evidence.h: where records came from */
    size_t sheet_count;
    int64_t met, behind, open, uncounted; /* targets */
    bool is_scored;                       /* the scheme says how */
    struct decimal points;                /* of the rows that could be scored */
    struct decimal scored;                /* the weight of those rows */
    struct decimal unscored;              /* the weight of the others */
    const struct scheme_grade *grade; /* where all is scored and the scheme says what grades take */
};

/* The file and sheet of a number of record_proof; empty where it came from none. */
void assess_origin(struct text *file, struct text *sheet, const struct assessment *s,
                   int64_t number);
bool proof_is_missing(const struct scheme_asks *asks, const struct record_proof *p);
const char *assess_state_name(enum assess_state s);  /* none met behind open uncounted */
const char *assess_state_label(enum assess_state s); /* for people */

/*
 * Counts a scheme and makes it a paper: a line a row, its targets under it, what is behind, and
 * which records lack proof. All of it is one reading of the ledger.
 *
 * out     its figures are those of the paper; both live in `a`
 * faults  INPUT the scheme does not hold in that year; DENIED records are not open to the viewer
 */
bool assess_build(struct paper *paper, struct assessment *out, struct arena *a, struct ledger *l,
                  const struct viewer *v, const struct assess_query *q, struct fault *f);

/* What the evidence is written with. */
struct assess_files {
    const char *path; /* FILE.zip; all of it or nothing */
    struct text name; /* what people call it, for the receipt; empty: path's last part */
    bool originals;   /* the files that were handed in, with all that stands in them ... */
    struct text why;  /* ... for this reason, which is recorded */
    struct text who;
    int64_t folders, records, files; /* out: indicators, records listed, originals */
};
/*
 * Writes the evidence of an assessment: a folder an indicator, an index over all. The same ledger
 * and question give the same bytes. Names of persons and numbers stand in no file of it, unless the
 * originals are asked for.
 *
 * out     its receipt: the file is found by its bytes
 * faults  USAGE originals without a reason; ABSENT an original that is gone
 */
bool assess_evidence(struct receipt *out, struct assess_files *files, struct paper *paper,
                     const struct assessment *s, struct arena *a, struct ledger *l,
                     const struct viewer *v, struct fault *f);

#endif
