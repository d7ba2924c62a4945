/*
 * Files as evidence: kept by content hash under files/ab/abcd..., never changed, never twice.
 */
#ifndef SHANHAI_LEDGER_EVIDENCE_H
#define SHANHAI_LEDGER_EVIDENCE_H

#include "ledger/hash.h"

struct kept {
    struct hash digest;
    int64_t bytes;
    struct text copy; /* where it lies until it is placed; empty once it is */
};

/* Copies a file into the programme's folder, to disk, under a passing name. */
bool evidence_copy(struct kept *out, struct arena *a, const struct ledger *l, const char *path,
                   struct fault *f);
/* Gives the copy its own name, just before the batch that names it is committed. */
bool evidence_place(struct kept *kept, const struct ledger *l, struct fault *f);
void evidence_forget(struct kept *kept); /* removes a copy that was not placed */
struct text evidence_path(struct arena *a, const struct ledger *l, const struct hash *digest);
/* A sheet that records came from, and the file that is kept of it. */
struct evidence_sheet {
    int64_t sheet, source;
    struct text file, name;  /* as records say: the file (within an archive, too) and the sheet */
    struct text source_name; /* the file as it was handed in */
    int64_t bytes;
    struct hash digest;
};
/* All of them, by number. */
bool evidence_sheets(struct evidence_sheet **out, size_t *count, struct arena *a, struct ledger *l,
                     struct fault *f);
/* Its bytes still have this digest; *there false where the file is gone. */
bool evidence_check(bool *same, bool *there, const struct ledger *l, const struct hash *digest,
                    struct fault *f);
#endif
