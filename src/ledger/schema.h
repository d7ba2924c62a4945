/*
 * The tables that are no records, and how an older ledger is brought to this program's schema.
 */
#ifndef SHANHAI_LEDGER_SCHEMA_H
#define SHANHAI_LEDGER_SCHEMA_H

#include "ledger/ledger.h"

/* An empty database, in the caller's transaction. */
bool schema_create(struct store *s, struct fault *f);
/* Whether it is of an earlier schema than this program's. */
bool schema_is_old(struct store *s, bool *old, struct fault *f);
/* Brings an older schema to this one, step by step, each in one transaction. */
bool schema_migrate(struct store *s, struct fault *f);
/*
 * Where the catalogue is newer than the newest batch's: brings tables and columns, keeps its text,
 * and writes a batch that says so.
 */
bool schema_follow_catalogue(struct ledger *l, struct fault *f);
/* The newest batch was written under another catalogue than this. */
bool schema_is_behind(struct ledger *l, bool *behind, struct fault *f);

#endif
