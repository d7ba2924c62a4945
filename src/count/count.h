/*
 * Figures: an indicator in a scope as known at a batch, counted by SQL over the ledger's tables.
 * Reads the ledger and nothing else.
 */
#ifndef SHANHAI_COUNT_COUNT_H
#define SHANHAI_COUNT_COUNT_H

#include "catalogue/node.h"
#include "ledger/ledger.h"

struct scope {
    LIST(int64_t) regions; /* places in the west; empty: the programme's west */
    LIST(int64_t) parties; /* eastern regions; empty: all, also records without one */
    struct day from, to;   /* from DAY_FIRST: 累计, from the programme's first day */
    struct text where;     /* an expression over the indicator's (first) record type; or empty */
};

/* Everything from the programme's first day to today. */
struct scope scope_all(void);
/* Adds a region by code or name, or a group's regions; a party by name, a group's, or a region. */
bool scope_add_place(struct scope *s, struct arena *a, const struct catalogue *c, struct text name,
                     struct fault *f);
bool scope_add_party(struct scope *s, struct arena *a, const struct catalogue *c, struct text name,
                     struct fault *f);

/* "in=5306 party=4419,4420 from=2017-01-01 to=2019-07-31 where=\"...\"": the one canonical text. */
struct text scope_print(struct arena *a, const struct scope *s);
/*
 * Takes the canonical text; also names of parties, groups and regions, and year=2019, month=2019-07.
 * faults: INPUT
 */
bool scope_parse(struct scope *out, struct arena *a, const struct catalogue *c, struct text written,
                 struct fault *f);
/* The parts that are written take the place of those of *inout. faults: INPUT */
bool scope_replace(struct scope *inout, struct arena *a, const struct catalogue *c,
                   struct text written, struct fault *f);
/* `count` months from `first` on; where they are not over yet, up to today. */
void scope_set_months(struct scope *s, struct month first, int count);
/* For people: "昭通市 · 东莞、中山两市 · 2017-01-01 至 2019-07-31". */
struct text scope_describe(struct arena *a, const struct catalogue *c, const struct scope *s);

struct figure_query {
    const struct indicator *indicator;
    struct scope scope;
    LIST(struct text) by; /* county town village party month year, or a dimension's name */
    int64_t known;        /* as known at this batch; 0: the newest */
    bool is_named;        /* for a row that names it: no further figure() within */
    /*
     * What was counted already for other questions of one document, within one transaction and one
     * arena, by one viewer; or NULL. A rate finds its parts there.
     */
    struct map *memory;
};

/* What stands behind a figure: how many of its records ... */
struct evidence {
    int64_t records;
    int64_t with_file;  /* came from a file that is kept */
    int64_t vouchers;   /* name a voucher */
    int64_t both_sides; /* are confirmed by both sides */
    int64_t sampled_agree, sampled_differ; /* were checked by phone or on site, and how it went */
    int64_t one_side;   /* stand on one side's word: none of the above but a file */
};

struct figure {
    text_list keys;     /* the group's codes, one per `by`; "530621", "2019-07" */
    text_list labels;   /* the same for people */
    bool is_known;      /* false: nothing to count from (no statistic, no denominator) */
    bool is_withheld;   /* a small cell of a personal indicator, for this viewer */
    struct decimal value, lo, hi; /* in the indicator's unit (money in yuan); lo == hi == value
                                     where it is exact; a rate is rounded to places + 6 */
    struct ratio ratio; /* over != 0 for rates and means: before rounding, in base units */
    enum basis basis;
    bool is_plan;
    struct evidence evidence;
};

struct figures {
    struct figure *items;
    size_t count;
    int64_t known;     /* the batch it stands on */
    struct text scope; /* canonical */
};

/*
 * Counts one indicator, for every group where `by` is not empty.
 *
 * out     one row per group that has records, ordered by group code; one row without `by`
 * faults  ABSENT no such dimension; INPUT scope; LIMIT overflow; STORE
 */
bool count_figure(struct figures *out, struct arena *a, struct ledger *l, const struct viewer *v,
                  const struct figure_query *q, struct fault *f);

/* One record behind a figure. */
struct trace_row {
    const struct record_type *type;
    int64_t record, version;
    struct text file, sheet;
    int64_t row;
    struct text batch_note;
    int64_t since;
    text_list names, values; /* the fields for people, masked */
};
/*
 * The records behind a figure, in order of file, sheet and row; for a computed figure those of
 * each of its parts.
 *
 * offset, most  a window of them; *total says how many there are
 */
bool count_trace(struct arena *a, struct ledger *l, const struct viewer *v,
                 const struct figure_query *q, int64_t offset, int64_t most,
                 struct trace_row **rows, size_t *row_count, int64_t *total, struct fault *f);

/* Which records those are, in no order, a computed figure's parts one after the other. */
struct behind {
    const struct record_type *type;
    int64_t record;
};
bool count_behind(struct behind **out, size_t *count, struct arena *a, struct ledger *l,
                  const struct viewer *v, const struct figure_query *q, struct fault *f);

/* ---- what proves the records behind a figure ---- */

struct record_proof {
    const struct record_type *type;
    int64_t record, version;
    int64_t sheet, row; /* ledger/evidence.h; 0: it came from no file */
    bool has_voucher;
    bool has_both; /* the other side agrees */
    bool is_sampled, sample_agrees;
};
/* Each record behind it once, a computed figure's parts together; by type, sheet, row, version. */
bool count_proofs(struct record_proof **out, size_t *count, struct arena *a, struct ledger *l,
                  const struct viewer *v, const struct figure_query *q, struct fault *f);
/* ---- targets: records that say what an indicator is to come to ---- */

struct target {
    int64_t record, version, sheet, row;
    struct text indicator, unit_name; /* as written */
    struct decimal amount;
    int64_t place, party; /* 0: none */
    struct period period; /* from its first day to the day it is due */
};
/*
 * Those due in a period, by record.
 *
 * type  with the fields indicator, amount, unit_name, starts_on, due_on, as a scheme wants them
 */
bool count_targets(struct target **out, size_t *count, struct arena *a, struct ledger *l,
                   const struct viewer *v, const struct record_type *type, struct period due,
                   int64_t known, struct fault *f);
/* The unit a row names, among those that measure the same as the indicator's own; or NULL. */
const struct unit *count_unit_named(const struct catalogue *c, const struct unit *own,
                                    struct text written);
/* From one unit to the other, cut to FIGURE_PLACES: what falls short of a target stays short. */
bool count_in_unit(struct decimal *out, struct decimal value, const struct unit *own,
                   const struct unit *named, struct fault *f);

/* The statement a figure is counted by, for tests and for people who want to see it. */
bool count_sql(struct text *out, struct arena *a, struct ledger *l, const struct figure_query *q,
               struct fault *f);

#endif
