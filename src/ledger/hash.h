/*
 * What the ledger's hashes are taken over: rows, Merkle trees of rows, batches.
 */
#ifndef SHANHAI_LEDGER_HASH_H
#define SHANHAI_LEDGER_HASH_H

#include "ledger/ledger.h"

#define HASH_BYTES 32

struct hash {
    unsigned char bytes[HASH_BYTES];
};

struct hash hash_of(struct text bytes);
struct text hash_text(const struct hash *h); /* borrows */
struct text hash_print(struct arena *a, const struct hash *h);
bool hash_equal(struct hash a, struct text bytes);

/* Numbers as they enter a hash: eight bytes, low first; texts behind their length. */
void canonical_int(struct buffer *b, int64_t n);
void canonical_text(struct buffer *b, struct text t);

/*
 * One row: type, record, since, void_why, same_as, origin; then every field that is not null in
 * order of its number (a look-up hash under number + 2^31, the box's digest under 2^32, the key's hash under 2^33).
 * `until` is left out: verify computes it anew.
 */
struct row_hashed {
    const struct record_type *type;
    const size_t *order; /* indices of type->fields, by field number */
    int64_t record, since, same_as, sheet, row;
    struct text void_why;
    const struct value *values;  /* by field index; sealed ones not looked at */
    const struct text *lookups;  /* by field index; empty where there is none */
    struct text box_digest;      /* empty where there is no box */
    struct text key;             /* key_hash; empty where the type has no key */
};
struct hash hash_row(struct buffer *scratch, const struct row_hashed *row);

/* A Merkle tree fed leaf by leaf, in log2(n) memory. */
struct merkle {
    struct hash levels[64];
    uint64_t count;
};
void merkle_add(struct merkle *m, struct hash leaf);
struct hash merkle_root(const struct merkle *m); /* all zero without leaves */

#endif
