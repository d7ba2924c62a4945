/*
 * What became of the figures of a document that left the house.
 */
#ifndef SHANHAI_REPORT_RECEIPT_H
#define SHANHAI_REPORT_RECEIPT_H

#include "count/compare.h"
#include "ledger/receipt.h"
#include "report/report.h"

/*
 * Writes a document and keeps its receipt: what it shows is kept, or nothing is written.
 *
 * p     gets its code
 * who   whose document it is
 * name  the file's name for people, by whose ending it is written; path's last part where empty
 */
bool report_issue(struct receipt *out, struct paper *p, struct arena *a, struct ledger *l,
                  struct text who, const char *path, struct text name, struct fault *f);

/* Fills the receipt of a paper that becomes `path`; kept only by receipt_keep. */
bool receipt_begin(struct receipt *out, const struct paper *p, struct arena *a, struct ledger *l,
                   struct text who, const char *path, struct text name, struct fault *f);

enum receipt_standing {
    RECEIPT_STANDS,    /* it is counted as it was */
    RECEIPT_CHANGED,   /* records changed */
    RECEIPT_REDEFINED, /* the same records are counted otherwise: the catalogue changed */
    RECEIPT_UNKNOWN,   /* its indicator is no more in the catalogue, or not open to this viewer */
};

struct receipt_figure {
    struct paper_figure kept;
    enum receipt_standing standing;
    struct text now;       /* exact, as kept.value is */
    bool is_explained;     /* its records were looked for */
    struct comparison why; /* where it changed */
};

struct receipt_answer {
    struct receipt receipt;
    bool file_differs; /* the file carries the code and has other bytes than those that left */
    struct receipt_figure *figures;
    size_t count;
    int64_t changed, redefined, unknown;
};

/* By a file: by its bytes, or by the code that it carries. faults: ABSENT */
bool receipt_find_file(struct receipt_answer *out, struct arena *a, struct ledger *l,
                       const char *path, struct fault *f);
/* By its code, or by a file of that name. */
bool receipt_find(struct receipt_answer *out, struct arena *a, struct ledger *l,
                  struct text written, struct fault *f);
/*
 * Counts each figure again, as known now.
 *
 * explained  of how many changed figures the records are looked for, in their order: that takes as
 *            long as two counts of each
 */
bool receipt_answer(struct receipt_answer *inout, struct arena *a, struct ledger *l,
                    const struct viewer *v, size_t explained, struct fault *f);

/* An object; `most` records to each figure. */
void receipt_json(struct json *j, const struct receipt_answer *x, size_t most);
const char *receipt_standing_name(enum receipt_standing s); /* stands changed redefined unknown */

#endif
