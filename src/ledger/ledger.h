/*
 * The ledger (台账): batches of versions of records, in one programme's folder.
 *
 * A programme is a folder: ledger.db, ledger.key, files/ (evidence by content hash), catalogue/
 * (local additions). A version, once written, never changes but for `until`, and the box of its
 * sealed fields when a person is erased.
 */
#ifndef SHANHAI_LEDGER_LEDGER_H
#define SHANHAI_LEDGER_LEDGER_H

#include "base/finding.h"
#include "catalogue/catalogue.h"
#include "store/store.h"

struct ledger {
    struct arena arena; /* process: catalogue and names */
    struct text folder;
    struct store *store;
    struct catalogue *catalogue;
    struct keyring *keyring; /* NULL without ledger.key: personal parts stay closed */
    struct table *tables;    /* by type->index: ledger/table.h */
    int64_t head;            /* the newest batch; 0: none */
};

struct batch_id {
    int64_t number; /* 1 is the first */
};

/* ---- a programme ---- */

struct programme_new {
    struct text catalogue_text; /* a first local catalogue ("programme.cat"), or empty */
    struct text *recovery;      /* out: the recovery code, printed once; in `arena` */
    struct arena *arena;
};

/* Makes the folder; FAULT_CONFLICT where it holds something. */
bool ledger_init(const char *folder, const struct programme_new *programme, struct fault *f);
/* faults: ABSENT no programme there; INPUT its local catalogue; STORE */
bool ledger_open(struct ledger **out, const char *folder, enum store_mode mode, struct fault *f);
/* Whether no batch landed since it was opened; else whoever reads opens it again. */
bool ledger_is_current(bool *out, struct ledger *l, struct fault *f);
void ledger_close(struct ledger *l);
void ledger_cleanup(struct ledger **l);
#define SCOPED_LEDGER __attribute__((cleanup(ledger_cleanup))) struct ledger

/* ---- who reads ---- */

enum role { ROLE_OWNER, ROLE_CLERK, ROLE_READER }; /* READER: small cells are withheld */
struct viewer {
    struct text name;
    enum role role;
    LIST(int64_t) regions;      /* empty: all */
    LIST(struct text) systems;  /* empty: all */
};
extern const struct viewer VIEWER_OWNER; /* the one local person of the first versions */
bool viewer_sees_type(const struct viewer *v, const struct record_type *t);

/* ---- batches: how versions come in ---- */

struct origin {
    int64_t sheet; /* batch_sheet; 0: no file (a form, an API) */
    int64_t row;   /* as the spreadsheet shows it */
};

struct batch_head {
    struct text author;
    struct text note; /* what it is, for people: "导入 labour.xlsx" */
    int64_t expects;  /* the head this was planned on; -1: any. Else FAULT_CONFLICT where it moved */
    bool is_large;    /* hundreds of thousands of rows: rollback journal while nobody reads */
};

struct row {
    const struct record_type *type;
    struct value *values;  /* by field index; type->field_count of them */
    int64_t record;        /* 0: found by the key, or new */
    int64_t replaces;      /* the version this was made from; 0: none is expected, -1: the current,
                              -2: none, but where there is one only say so: SAME or DIFFERS */
    struct text void_why;  /* empty: not a void */
    int64_t same_as;       /* the record that this one turned out to be; 0: as it is known */
    struct origin origin;
};

enum put { PUT_NEW, PUT_SAME, PUT_CHANGED, PUT_VOIDED, PUT_DIFFERS /* nothing was written */ };
struct put_result {
    enum put put;
    int64_t record, version;
    int64_t replaced; /* the version that ended, or 0 */
};

struct batch;
/* Takes the one write transaction; FAULT_CONFLICT when the ledger is being written to. */
bool batch_begin(struct batch **out, struct ledger *l, const struct batch_head *head,
                 struct fault *f);
/* Keeps a file as evidence (files/ab/abcd...) and gives its number; *seen: was there before. */
bool batch_source(struct batch *b, const char *path, struct text name, int64_t *source, bool *seen,
                  struct fault *f);
bool batch_sheet(struct batch *b, int64_t source, struct text file, struct text name,
                 int64_t *sheet, struct fault *f);
/*
 * Writes one row, or finds that it says nothing new.
 *
 * A value that is absent leaves what is known as it is for an existing record (a sheet without
 * that column says nothing about it); VALUE_NONE of a required field of a new record is a bug.
 * faults  CONFLICT a stale or missing `replaces`; KEY a sealed field without ledger.key
 */
bool batch_put(struct batch *b, const struct row *row, struct put_result *out, struct fault *f);
/* The record with these key values as this batch sees it; *record 0 where there is none. */
bool batch_find(struct batch *b, const struct record_type *t, const struct value *values,
                int64_t *record, int64_t *version, struct fault *f);
int64_t batch_row_count(const struct batch *b); /* versions written so far */
bool batch_commit(struct batch *b, struct batch_id *out, struct fault *f); /* b is gone */
void batch_abandon(struct batch *b); /* nothing happened; NULL is fine */
void batch_cleanup(struct batch **b);
#define SCOPED_BATCH __attribute__((cleanup(batch_cleanup))) struct batch

/* ---- reading ---- */

struct version {
    int64_t version, record, since, until;
    struct text void_why;
    int64_t same_as;
    struct value *values; /* by field index; sealed ones VALUE_NONE unless unmasked */
    struct text file, sheet; /* where it came from; empty for a form */
    int64_t row;
    int64_t origin_sheet; /* its number; 0: no file */
    struct text hash;     /* of the row, 32 bytes */
};

/* The current version (known: as known at that batch); *found false where there is none. */
bool record_read(struct version *out, bool *found, struct arena *a, struct ledger *l,
                 const struct viewer *v, const struct record_type *t, int64_t record, int64_t known,
                 struct fault *f);
/* All versions, oldest first. */
bool record_history(struct version **out, size_t *count, struct arena *a, struct ledger *l,
                    const struct viewer *v, const struct record_type *t, int64_t record,
                    struct fault *f);
/* Fills the sealed fields; writes who and why to the disclosure log first. */
bool record_unmask(struct version *inout, struct arena *a, struct ledger *l, const struct viewer *v,
                   const struct record_type *t, struct text reason, struct fault *f);
/* Fills the sealed fields of a version for the program itself: to compare, to print a mask. Who
 * lets a person see them calls record_unmask. */
bool record_open(struct version *inout, struct arena *a, struct ledger *l, const struct viewer *v,
                 const struct record_type *t, struct fault *f);
/* Current records whose keyed look-up of a sealed field is this value. */
bool record_lookup(int64_t *records, size_t most, size_t *count, struct ledger *l,
                   const struct viewer *v, const struct field *field, struct text value,
                   struct fault *f);
/*
 * Current records whose open or pseudonymous field `among` is `is` and whose sealed `field` holds
 * `value`: opens the boxes of the first, at most 5000, so it is for single questions. Shows
 * nothing that was not known already, so nothing is disclosed.
 */
bool record_find_sealed(int64_t *records, size_t most, size_t *count, struct ledger *l,
                        const struct viewer *v, const struct field *among, struct value is,
                        const struct field *field, struct text value, struct fault *f);
/* A value for people: codes and regions by name, days as 2019-07-31, money in yuan, references
 * by the target's key; personal fields masked (王**, 5306****1234) unless the version is open. */
struct text value_print(struct arena *a, struct ledger *l, const struct field *field,
                        struct value v, bool masked);

/* A record by its key, masked; by its number where nothing of the key is open. */
struct text record_print(struct arena *a, struct ledger *l, const struct record_type *t,
                         int64_t record);

/* The batch a day's end stands for (the last committed before it), or a batch number. */
bool ledger_known_at(struct ledger *l, struct text day_or_batch, int64_t *known, struct fault *f);

struct batch_info {
    int64_t number;
    int64_t at_ms; /* UTC */
    struct text author, note;
    int64_t rows;
    unsigned char hash[32];
};
bool ledger_batches(struct batch_info **out, size_t *count, struct arena *a, struct ledger *l,
                    struct fault *f);

/* ---- what a programme remembers beside its records ---- */

/* Small notes that are no facts: column mappings, bindings of quotes. Kept, never hashed. */
bool ledger_note_put(struct ledger *l, struct text kind, struct text name, struct text value,
                     struct fault *f);
/* All of a kind, by name: struct text. */
bool ledger_notes_read(struct map *out, struct arena *a, struct ledger *l, struct text kind,
                       struct fault *f);
bool ledger_note_find(struct ledger *l, struct arena *a, struct text kind, struct text name,
                      struct text *value, bool *found, struct fault *f);

/* ---- proof ---- */

/* Every hash, chain, `until`, trigger and file; each thing that is wrong is a finding. */
bool ledger_verify(struct ledger *l, const struct finding_sink *findings, struct fault *f);
/* 64 hex digits of the head; "0...0" before the first batch. */
struct text ledger_head_print(struct arena *a, struct ledger *l);

/* ---- backup ---- */
/* The programme without its key, in a new file; safe while others write. */
bool ledger_backup(struct ledger *l, const char *path, struct fault *f);
/* Makes the folder from it; all of it or nothing. */
bool ledger_restore(const char *path, const char *folder, struct fault *f);

/* ---- keys and erasure ---- */
bool key_check(struct ledger *l, struct fault *f);
/* Sixteen keyed bytes for a purpose: the same as long as the look-up key is. faults: KEY */
bool ledger_keyed(unsigned char out[16], const struct ledger *l, struct text purpose,
                  struct fault *f);
/* Writes into the disclosure log that something left the house: what, why and to whom. */
bool ledger_disclose(struct ledger *l, const struct viewer *v, const struct record_type *t,
                     int64_t record, struct text reason, struct fault *f);
bool key_rotate(struct ledger *l, struct fault *f);
/* Makes ledger.key anew from the recovery code. */
bool key_recover(const char *folder, struct text code, struct fault *f);
/* Empties the sealed box of every version of a record. */
bool ledger_erase(struct ledger *l, const struct record_type *t, int64_t record, struct text why,
                  const struct viewer *v, struct fault *f);

/* ---- names in SQL: for count/, which writes its own statements ---- */
/*
 * Each record type has a table `type->table` with columns version, record, since, until,
 * void_why, same_as, sheet, row, then one column a field that is not sealed, named as the field;
 * a sealed look-up field F has F_hash (keyed, 16 bytes), a pseudonymous one both.
 * As known at batch B: since <= B and B < until and void_why is null.
 */

#endif
