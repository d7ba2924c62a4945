/*
 * One table's part of a batch: finds records by their key, seals, hashes and inserts versions.
 */
#ifndef SHANHAI_LEDGER_WRITER_H
#define SHANHAI_LEDGER_WRITER_H

#include "ledger/hash.h"
#include "ledger/table.h"

struct writer {
    struct ledger *ledger;
    const struct table *table;
    struct stmt *insert, *end;
    struct stmt *find, *find_at;       /* record and version, by key_hash; at a version */
    struct stmt *current, *current_at; /* the row, by record; at a version */
    int64_t next_record, next_version;
    int64_t first_version, rows;
    struct merkle merkle;
    /*
     * The keys written, while the table was empty at the batch's start: a key that is not among them
     * is new, without asking the database. Eight bytes of each suffice to say "perhaps".
     */
    struct seen {
        uint64_t mark; /* 0: free */
        int64_t version;
    } *seen;
    size_t seen_count, seen_cap; /* cap 0: not kept */
    bool rebuilds; /* it has no index for now: they are built behind the rows */
    struct buffer key, plain, box, scratch;
    struct arena arena; /* of one row */
};

/* is_large: hundreds of thousands of rows may come */
bool writer_open(struct writer *w, struct ledger *l, const struct table *t, bool is_large,
                 struct fault *f);
/* After the last row. */
bool writer_finish(struct writer *w, struct fault *f);
void writer_close(struct writer *w);
bool writer_find(struct writer *w, const struct value *values, int64_t *record, int64_t *version,
                 struct fault *f);
bool writer_put(struct writer *w, int64_t batch, const struct row *row, struct put_result *out,
                struct fault *f);

#endif
