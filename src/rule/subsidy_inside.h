/*
 * Between the parts of subsidies: the statement's columns, exact amounts, applications.
 */
#ifndef SHANHAI_RULE_SUBSIDY_INSIDE_H
#define SHANHAI_RULE_SUBSIDY_INSIDE_H

#include "count/emit.h"
#include "rule/subsidy.h"

/*
 * A row a record of the subsidy's type that it speaks of in the period. Behind the fixed columns:
 * five a need (holds; left and right of its comparison; first day and days of its months()), three
 * an amount (row, base, cap), two a payment (day, condition).
 */
enum subsidy_column { SUBSIDY_VERSION, SUBSIDY_RECORD, SUBSIDY_PLACE, SUBSIDY_PAYEE, SUBSIDY_TIMES,
                      SUBSIDY_PAID, SUBSIDY_NEEDS };
enum { NEED_HOLDS, NEED_LEFT, NEED_RIGHT, NEED_FROM, NEED_DAYS, NEED_COLUMNS };
enum { AMOUNT_ROW, AMOUNT_BASE, AMOUNT_CAP, AMOUNT_COLUMNS };
enum { PAY_ON, PAY_HOLDS, PAY_COLUMNS };
int subsidy_amount_column(const struct subsidy *s, size_t i);
int subsidy_pay_column(const struct subsidy *s, size_t i);

bool subsidy_statement(struct buffer *sql, struct emit *e, const struct subsidy_query *q,
                       const struct viewer *v);
struct period subsidy_period(const struct subsidy_query *q, const struct ledger *l);
/* The comparison a need is measured by, or NULL: `months(...) >= 3`. */
const struct node *subsidy_measure(const struct node *need);

/* Exact money: fen in hundred-millionths, so that every percentage of six places is whole. */
typedef __int128 exact;
#define EXACT_FEN ((exact)100000000)
bool term_amount(exact *out, const struct subsidy_term *t, int64_t base, bool has_cap, int64_t cap,
                 struct fault *f);
/* To a multiple of fen; FAULT_LIMIT where it does not fit. */
bool exact_round(int64_t *fen, exact x, enum rounding rounding, int64_t multiple_fen, struct fault *f);
struct text exact_print(struct arena *a, exact x); /* in yuan, as exact as it is */
struct text fen_print(struct arena *a, int64_t fen); /* "1200.00" */
/* Parts of a sum by the subsidy's payments: each cut to fen, the last takes the rest. */
void payments_split(int64_t *parts, const struct subsidy *s, int64_t fen);

bool applications_read(struct subsidy_applications *out, struct arena *a, struct ledger *l,
                       const struct viewer *v, int64_t known, struct period period, struct fault *f);
bool application_names(const struct subsidy_application *x, const struct subsidy *s);
/* Whether it is of this payee (persons: a type with sealed fields). */
bool application_is_of(const struct subsidy_application *x, const struct record_type *type, int64_t payee);
/* Whether it falls into the time that the rule gives once for. */
bool application_is_within(const struct subsidy_application *x, const struct subsidy *s, int year, int quarter);

#endif
