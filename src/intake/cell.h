/*
 * One cell under one field: a value, nothing, or what is wrong with it. Nothing is ever guessed.
 *
 * Values borrow from the cell or from the scratch arena given, so they live as long as the row.
 */
#ifndef SHANHAI_INTAKE_CELL_H
#define SHANHAI_INTAKE_CELL_H

#include "base/finding.h"
#include "catalogue/catalogue.h"
#include "file/table.h"

/* How many of the field's own unit one of what is written is: 万元 under money is 10000/1. */
struct scale {
    int64_t times, over;
};

/* Regions that were read before in this import; bounded, so that memory does not grow. */
struct region_cache {
    struct arena arena;
    struct map found; /* level, where first, name -> int64_t */
};
void region_cache_clear(struct region_cache *c);

/* How one column is read; made once a sheet. */
struct reader {
    const struct field *field;
    const struct catalogue *catalogue;
    struct scale scale;   /* of a number without a unit of its own */
    bool unit_is_percent; /* the heading says so */
    int64_t within;       /* regions are looked for here first; 0: everywhere */
    bool is_eastern;      /* ... and then in each party, before everywhere */
    struct map codes;     /* KIND_CODE: what is written -> const struct code */
    struct map truths;    /* KIND_BOOL: what is written -> const bool */
    struct region_cache *regions;
};

struct problem {
    enum finding_level level; /* REFUSE: the row cannot be taken; else the value stands */
    const char *kind;         /* stable: "not_a_day"; NULL: none */
    struct text wanted;       /* what would be taken, in the thread's language */
    struct text says;         /* the sentence, the value masked where the field is personal */
};

enum reading { READING_EMPTY, READING_VALUE, READING_REFUSED };

/*
 * Prepares a column.
 *
 * unit    as in its heading, "" where there is none
 * faults  INPUT a unit that is money but of no known size, or one of another dimension
 */
bool reader_init(struct reader *r, struct arena *a, const struct catalogue *c,
                 const struct field *field, struct text unit, struct region_cache *regions,
                 struct fault *f);

/* p->kind is NULL unless there is something to say; it may be set beside a value, too. */
enum reading cell_read(struct value *out, struct arena *scratch, const struct reader *r,
                       const struct cell *cell, struct problem *p);

/* As found, for people: personal fields masked (王**, 5306****1234), cut to 80 code points. */
struct text cell_shown(struct arena *a, const struct field *field, struct text found);

/* Nothing but a mark for nothing: —, /, 无, 空, N/A. */
bool is_empty_mark(struct text trimmed, const struct field *field);

/* ---- the parts, by kind; t is trimmed and narrowed (see narrow_text) ---- */

/* Full-width letters, digits and signs as ASCII, all kinds of spaces as one kind; for numbers,
 * days and identifiers. Returns t itself where there is nothing to do. */
struct text narrow_text(struct arena *a, struct text t);
/* For names and free text: full-width letters and digits as ASCII, brackets left as they are,
 * runs of spaces and line breaks as one space, invisible marks dropped; *clean is false where a
 * control character stands in it. */
struct text clean_text(struct arena *a, struct text t, bool *clean);

enum reading day_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                      bool is_number, struct problem *p);
enum reading month_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                        bool is_number, struct problem *p);
enum reading year_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                       struct problem *p);
enum reading number_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                         bool is_number, struct problem *p);
enum reading idno_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                       bool is_number, struct problem *p);
enum reading phone_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                        struct problem *p);
enum reading uscc_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                       struct problem *p);

/*
 * How large one `unit` ("万元", "亩") is in the field's own unit; false: it is none of this
 * field's dimension.
 */
bool scale_find(struct scale *out, const struct catalogue *c, const struct field *field,
                struct text unit);

/* Check digits, for whoever makes numbers. `first17` are digits. */
char idno_last_sign(const char *first17); /*
 * What the number of a citizen among a record's values tells: the month of birth, or the sex, as
 * the field wants; absent where there is no number.
 */
struct value idno_tells(const struct field *field, const struct value *values);
/* GB 11643 */
char uscc_last_sign(const char *first17); /* GB 32100; 0: a sign that cannot stand */

/* Sets the problem and returns READING_REFUSED. */
enum reading refuse_cell(struct problem *p, const char *kind, struct text wanted, struct text says);

#endif
