/*
 * A proof as lines: TSV and JSON for machines, a table for people.
 */
#ifndef SHANHAI_PROVE_PRINT_H
#define SHANHAI_PROVE_PRINT_H

#include "prove/prove.h"

/*
 * Tab separated with a header line; columns are only ever added:
 * byte_start byte_end num_start num_end line surface kind value unit lo hi verdict tier indicator
 * scope basis known ledger_value note cp_start cp_end column
 * Offsets and lines are of the source (place.h). Line breaks of a surface are written as \n, an
 * open upper end as inf.
 */
void proof_print_tsv(struct buffer *out, struct arena *a, const struct proof *p);
/* An array of objects with the same names; offsets, line and known are numbers. */
void proof_print_json(struct buffer *out, struct arena *a, const struct proof *p);
/* For people, in the thread's language, with how many there are of each verdict. */
void proof_print_table(struct buffer *out, struct arena *a, const struct proof *p);

/* The value as printed: "1000.5", "20..99", "2019-07-31"; empty where it has none. */
struct text quote_value_print(struct arena *a, const struct quote *q);
/*
 * What is to be looked at, one row each: tier byte_start byte_end formula others note kind repair.
 * Offsets are of the source: of the figure, or of the words; others are the spans of the other
 * figures; repair is the smallest change that helps, or empty.
 */
void findings_print_tsv(struct buffer *out, struct arena *a, const struct proof *p);
void findings_print_json(struct buffer *out, struct arena *a, const struct proof *p);
void findings_print_table(struct buffer *out, struct arena *a, const struct proof *p);
/* Relations that the text states, one row each: verdict kind byte_start byte_end formula others. */
void relations_print_tsv(struct buffer *out, struct arena *a, const struct proof *p);
void relations_print_json(struct buffer *out, struct arena *a, const struct proof *p);
void relations_print_table(struct buffer *out, struct arena *a, const struct proof *p);

#endif
