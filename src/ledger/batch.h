/*
 * What the rest of the ledger shares about batches: their hash and how they are sealed.
 */
#ifndef SHANHAI_LEDGER_BATCH_H
#define SHANHAI_LEDGER_BATCH_H

#include "ledger/writer.h"

/* Over number, time, author, note, rows, its parts, its files and sheets, catalogue, before. */
bool batch_hash(struct hash *out, struct ledger *l, const struct batch_info *info,
                struct text catalogue, struct text before, struct fault *f);
/* The hash of the batch before this one; all zero for the first. */
bool batch_hash_before(struct text *out, struct arena *a, struct ledger *l, int64_t batch,
                       struct fault *f);
/* Writes the batch's own line, inside the caller's transaction. */
bool batch_seal(struct ledger *l, const struct batch_info *info, struct text catalogue,
                struct fault *f);

#endif
