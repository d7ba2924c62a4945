/*
 * Sealed texts (定稿封存): what a text printed, what the ledger said of it then, what has moved
 * since, and what was corrected. Kept as records of a batch (catalogue/proof.cat), the file as
 * evidence.
 */
#ifndef SHANHAI_PROVE_SEAL_H
#define SHANHAI_PROVE_SEAL_H

#include "count/compare.h"
#include "prove/prove.h"

struct seal_request {
    const char *path; /* the file that is kept */
    struct text name; /* its name for people */
    struct text title, who;
    struct day published; /* DAY_FIRST: not given */
};

struct sealed_text {
    int64_t record;
    struct text code; /* "DG-7K2MQ4XD" */
    struct text title, file, digest, head, who;
    struct day sealed_on;
    int64_t known;
};

/*
 * Keeps a proof as known at the newest batch.
 *
 * p       proven of that file (p->document), without `known`
 * faults  CONFLICT the same file was sealed already, or the ledger moved since; INPUT no figure
 */
bool seal_text(struct sealed_text *out, struct arena *a, struct ledger *l, const struct proof *p,
               const struct seal_request *request, struct fault *f);

enum sealed_standing {
    SEALED_STANDS,    /* it is counted as it was */
    SEALED_CHANGED,   /* records changed */
    SEALED_REDEFINED, /* the same records are counted otherwise: the catalogue changed */
    SEALED_UNKNOWN,   /* its indicator is no more in the catalogue, or cannot be counted now */
    SEALED_UNLINKED,  /* nobody said what it counts */
};

struct sealed_quote {
    int64_t record, number, line, column;
    struct text surface, indicator, scope;
    struct text verdict, ledger_value;  /* then */
    struct text verdict_now, value_now; /* empty where it cannot be counted */
    enum sealed_standing standing;
    struct comparison why;                              /* where it changed */
    struct text should_be, corrected_why, corrected_on; /* empty: not corrected */
    struct quote print;                                 /* what was printed, for another verdict */
    int64_t bound_record;
};
struct sealed_answer {
    struct sealed_text text;
    struct sealed_quote *quotes; /* by number */
    size_t count;
    size_t changed, redefined, unknown; /* of them */
};

/* By its code, or by a file with the same bytes; *found false where there is none. */
bool seal_find(struct sealed_text *out, bool *found, struct arena *a, struct ledger *l,
               struct text written, struct fault *f);
/* Counts each figure again, as known now. */
bool seal_answer(struct sealed_answer *out, struct arena *a, struct ledger *l,
                 const struct viewer *v, const struct sealed_text *text, struct fault *f);

/*
 * Keeps a correction beside a printed figure.
 *
 * quote   its number, or how it is written, if only once
 * faults  ABSENT, INPUT no such figure, or several
 */
bool seal_correct(struct arena *a, struct ledger *l, const struct sealed_text *text,
                  struct text quote, struct text should_be, struct text why, struct text who,
                  struct fault *f);

const char *sealed_standing_name(enum sealed_standing s); /* stands changed redefined ... */

/* An object; `most` records to each figure. */
void sealed_json(struct json *j, const struct sealed_answer *x, size_t most);

/* All sealed texts, the newest first. */
bool seal_all(struct sealed_text **out, size_t *count, struct arena *a, struct ledger *l,
              struct fault *f);

#endif
