/*
 * The database behind one interface. Only this folder includes a database's header.
 *
 * SQL given here keeps to what SQLite and PostgreSQL share, with parameters ?1, ?2 ... and these
 * functions, which every engine provides: day_year(day), day_month(day) (year*12+month-1),
 * month_first(month), month_last(month) (days), months_between(from, to) (base/day.h), lesser(a, b), greater(a, b) (null where either is),
 * region_after(code) (end of its range, region_span), region_level(code) as enum region_level.
 *
 * What is guarded: rows of a guarded table are only ever inserted, and their column `until` set
 * once from open; anything else is FAULT_STORE, whoever asks, until store_allow says otherwise.
 */
#ifndef SHANHAI_STORE_STORE_H
#define SHANHAI_STORE_STORE_H

#include "base/fault.h"
#include "base/text.h"

#define STORE_OPEN INT64_MAX /* `until` of a current version */

struct store;
struct stmt;

enum store_mode {
    STORE_READ,
    STORE_WRITE, /* creates the file where it is not there */
};

bool store_open(struct store **out, const char *path, enum store_mode mode, struct fault *f);
void store_close(struct store *s); /* rolls back what is open; NULL is fine */
void store_cleanup(struct store **s);
#define SCOPED_STORE __attribute__((cleanup(store_cleanup))) struct store

/*
 * Before a very large batch: rollback journal and a large cache, while nobody reads (WAL would
 * write everything twice). Stays with WAL, and says so through *out, where somebody else has it
 * open. store_small_batches goes back.
 */
bool store_large_batch(struct store *s, bool *out, struct fault *f);
bool store_small_batches(struct store *s, struct fault *f);

/* Several statements without parameters. */
bool store_exec(struct store *s, const char *sql, struct fault *f);
/* A table is guarded from its next statement on; also writes its triggers. */
bool store_guard(struct store *s, const char *table, struct fault *f);
/* All triggers that store_guard wrote for it are there. */
bool store_is_guarded(struct store *s, const char *table, bool *out, struct fault *f);
/* Lets the box of versions be emptied (`erase`) until called with false. */
void store_allow_erase(struct store *s, bool allow);
/* What was overwritten leaves the log, too: after personal fields were emptied. */
bool store_forget(struct store *s, struct fault *f);
/* An online copy to a new file. */
bool store_backup(struct store *s, const char *path, struct fault *f);
bool store_table_exists(struct store *s, const char *table, bool *out, struct fault *f);
bool store_column_exists(struct store *s, const char *table, const char *column, bool *out,
                         struct fault *f);
/* The engine's own check of its file; the first complaint is the fault. */
bool store_check(struct store *s, struct fault *f);

/* ---- statements ---- */
bool stmt_prepare(struct stmt **out, struct store *s, struct text sql, struct fault *f);
void stmt_close(struct stmt *q);
void stmt_cleanup(struct stmt **q);
#define SCOPED_STMT __attribute__((cleanup(stmt_cleanup))) struct stmt
void stmt_bind_int(struct stmt *q, int index, int64_t value); /* index from 1 */
void stmt_bind_text(struct stmt *q, int index, struct text t); /* borrowed until the next reset */
void stmt_bind_blob(struct stmt *q, int index, const void *p, size_t n); /* borrowed too */
void stmt_bind_null(struct stmt *q, int index);
/* *row says whether there is one; false only on a fault. */
bool stmt_step(struct stmt *q, bool *row, struct fault *f);
bool stmt_run(struct stmt *q, struct fault *f); /* to the end, then reset; bindings cleared */
void stmt_reset(struct stmt *q);
bool stmt_is_null(struct stmt *q, int column); /* columns from 0 */
bool stmt_is_text(struct stmt *q, int column);
int64_t stmt_int(struct stmt *q, int column);
struct text stmt_text(struct stmt *q, int column); /* valid until the next step or reset */
struct text stmt_blob(struct stmt *q, int column); /* the same */
int stmt_columns(struct stmt *q);
struct text stmt_column_name(struct stmt *q, int column);
/* One whole number from a statement without parameters; absent when there is no row or null. */
bool store_int(struct store *s, const char *sql, int64_t absent, int64_t *out, struct fault *f);

/* ---- transactions ---- */
enum txn_kind { TXN_READ, TXN_WRITE };
struct txn {
    struct store *store; /* NULL when not open */
};
/* Reading within another transaction is part of that one. */
bool txn_begin(struct txn *out, struct store *s, enum txn_kind kind, struct fault *f);
bool txn_commit(struct txn *t, struct fault *f);
void txn_rollback(struct txn *t); /* nothing where it is not open */
#define SCOPED_TXN __attribute__((cleanup(txn_rollback))) struct txn

#endif
