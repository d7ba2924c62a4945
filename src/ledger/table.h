/*
 * How a record type lies in the database: its columns in order, made from the catalogue.
 */
#ifndef SHANHAI_LEDGER_TABLE_H
#define SHANHAI_LEDGER_TABLE_H

#include "ledger/ledger.h"

/* The first columns of every record table, in this order; then the fields that are not sealed by
 * number, then F_hash for each sealed look-up field F by number. */
enum table_column {
    COLUMN_VERSION,
    COLUMN_RECORD,
    COLUMN_SINCE,
    COLUMN_UNTIL,
    COLUMN_VOID_WHY,
    COLUMN_SAME_AS,
    COLUMN_SHEET,
    COLUMN_ROW,
    COLUMN_KEY_HASH,
    COLUMN_BOX,
    COLUMN_BOX_DIGEST,
    COLUMN_HASH,
    COLUMN_FIELDS,
};

struct table {
    const struct record_type *type;
    size_t *order;       /* field indices by field number */
    int *field_column;   /* by field index; -1: sealed, lies in the box */
    int *lookup_column;  /* by field index; -1: none */
    int columns;
    bool key_is_sealed;  /* its hash needs ledger.key */
    struct text list;    /* "version, record, ..." */
    struct text insert;  /* INSERT ... VALUES (?1, ...) */
};

struct table *tables_make(struct arena *a, const struct catalogue *c);
/* CREATE TABLE, or the ALTER TABLEs a newer catalogue needs; its indices and guards. */
bool table_bring(struct store *s, const struct table *t, struct fault *f);

/*
 * Before very many rows come into an empty table: its indices are taken away, and built at once
 * behind the rows, inside the same transaction; sorting them takes half of inserting one by one.
 */
bool table_indices_drop(struct store *s, const struct table *t, struct fault *f);
bool table_indices_bring(struct store *s, const struct table *t, struct fault *f);

/* Values, look-ups and digest of the row a statement over `list` stands on; into arena a. */
struct row_read {
    int64_t version, record, since, until, same_as, sheet, row;
    struct text void_why, key_hash, box, box_digest, hash;
    bool has_box;
    struct value *values;  /* by field index; sealed ones absent */
    struct text *lookups;  /* by field index */
};
void table_row(struct row_read *out, struct arena *a, const struct table *t, struct stmt *q);

/* "type|record|version": what a box is bound to. */
struct text table_about(struct arena *a, const struct table *t, int64_t record, int64_t version);
/* The sealed fields of a row, opened; `values` gets them. */
bool table_unseal(struct value *values, struct arena *a, const struct keyring *k,
                  const struct table *t, const struct row_read *row, struct fault *f);

#endif
