/*
 * Receipts (数据存证): which document left the house, what figures stood in it, and what the ledger
 * knew then. Kept in a guarded table, each hashed behind the one before it.
 */
#ifndef SHANHAI_LEDGER_RECEIPT_H
#define SHANHAI_LEDGER_RECEIPT_H

#include "ledger/ledger.h"

struct receipt {
    int64_t number;          /* 1 is the first */
    struct text code;        /* "7K2M-Q4XD": what a document carries */
    int64_t at_ms;           /* UTC */
    struct text who;         /* whose document it is */
    struct text form;        /* "assessment.2019" */
    struct text scope;       /* canonical */
    struct text title, file; /* for people; the file's name as it was written */
    int64_t known;           /* the figures are as known at this batch */
    int64_t head;            /* the newest batch then, and its hash in hex */
    struct text head_hash;
    struct text figures; /* a line a figure, tab-separated: see report/receipt.h */
    struct text digest;  /* BLAKE2b of the file's bytes, hex */
};

/* Fills number, at_ms, head, head_hash and code, so that the document can carry them. */
bool receipt_draft(struct receipt *inout, struct arena *a, struct ledger *l, struct fault *f);
/* Takes the file's digest and keeps the receipt. faults: CONFLICT another one came between */
bool receipt_keep(struct receipt *inout, struct arena *a, struct ledger *l, const char *path,
                  struct fault *f);
/* All, oldest first. */
bool receipt_all(struct receipt **out, size_t *count, struct arena *a, struct ledger *l,
                 struct fault *f);
/* faults: ABSENT no receipt has this code */
bool receipt_get(struct receipt *out, struct arena *a, struct ledger *l, struct text code,
                 struct fault *f);
/* Hex digest of a file's bytes. */
bool receipt_digest(struct text *out, struct arena *a, const char *path, struct fault *f);

/* The hash of one as it stands there, behind the one before: for verify. */
struct hash;
void receipt_hash(struct hash *out, const struct receipt *r, struct text before);

#endif
