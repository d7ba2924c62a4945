/*
 * Ready mappings (catalogue/mappings/NAME.tsv): sheets whose headings are known beforehand, each
 * read as one record type or as several. A national export is one; so is a form that goes out to
 * a village and comes back.
 *
 * Text, one thing a line, cells parted by tabs:
 *   sheet TITLE...           what its file, its name or a line above it is called
 *   wants HEADING...         headings that all stand in one row of it
 *   source TEXT
 *   note TEXT                of a form: how to fill it in
 *   form TITLE               it goes out filled in, under this title, and comes back
 *   subject TYPE CODE NAME   of a form: what a row is about, the headings of its code and its name
 *   demands HEADING=VALUE OTHER    of a form: where the first says so, the other is wanted
 *   type RECORD [keeps|renews|self] [when HEADING[=VALUE|...]]    begins a part; then its lines:
 *   HEADING PATH [filled] [first|last] [WRITTEN=CODE|...]
 *   = PATH VALUE             of every row; @day, @month, @place are the form's; without a form
 *                            the day that the file's name ends in (_20231218)
 *   new PATH VALUE           only of rows whose record is not known yet
 */
#ifndef SHANHAI_INTAKE_MAPPING_H
#define SHANHAI_INTAKE_MAPPING_H

#include "intake/heading.h"

enum part_base {
    BASE_NONE,   /* every row says something of its own */
    BASE_KEEPS,  /* of a form: the subject's record that is open on its day; it is corrected */
    BASE_RENEWS, /* of a form: the subject's newest record; what changes makes one of the day */
    BASE_SELF,   /* of a form: the subject itself */
};

enum month_as { MONTH_NOT_TAKEN, MONTH_AS_FIRST, MONTH_AS_LAST };

struct mapping_column {
    struct text heading, normal;
    const struct column_path *path;
    struct text values;  /* "WRITTEN=CODE|...": what is written, and the code it means; or empty */
    enum month_as month; /* a month under a field that wants a day */
    bool is_filled;      /* of a form: what is known stands there when it goes out */
};

struct mapping_part {
    const struct record_type *type;
    enum part_base base;
    struct text when, when_values; /* normal heading, "a|b"; empty: every row, any value */
    LIST(struct mapping_column) columns;
    LIST(struct constant) constants, news; /* of every row; of records that are new */
};

/* Where HEADING says `value`, `other` must not be empty. */
struct mapping_demand {
    struct text heading, value, other;
};

struct mapping {
    struct text name; /* of the file, without its ending */
    struct text source, note; /* note: of a form, how to fill it in */
    text_list titles, wants;
    struct text form; /* the form's title; empty: no form */
    const struct record_type *subject;
    struct text code, subject_name; /* headings */
    LIST(struct mapping_demand) demands;
    LIST(struct mapping_part) parts;
};
typedef LIST(struct mapping *) mapping_list;

/*
 * Reads the mappings of the catalogue.
 *
 * faults  INPUT file:line: what; the nearest known name is in the hint
 */
bool mappings_read(mapping_list *out, struct arena *a, const struct title_index *t,
                   struct fault *f);
/* The form of that name; FAULT_ABSENT. */
bool mapping_form_get(const struct mapping **out, const mapping_list *all, struct text name,
                      struct fault *f);

/* The mapping whose headings a sheet has, and in which of its first rows; NULL: none. */
const struct mapping *mapping_of_sheet(const mapping_list *all, struct arena *a,
                                       const struct sheet_head *head, size_t *row);

struct mapping_context {
    struct day day; /* @day, @month; DAY_FIRST: not known */
    int64_t place;  /* @place; 0: not known */
};
/* A part as a given mapping: "HEADING=PATH;...;PATH:=VALUE;..."; `c` as in mapping_value. */
struct text mapping_part_print(struct arena *a, const struct mapping_part *part,
                               struct mapping_context c);
/* A constant's value, @day, @month and @place filled in; empty where they are not known (DAY_FIRST). */
struct text mapping_value(struct arena *a, struct text value, struct mapping_context c);
/* The day that a file's name ends in; DAY_FIRST where there is none. */
struct day mapping_day_of_file(struct text file);
/* The column a heading means in a part; NULL. */
const struct mapping_column *mapping_column_of(const struct mapping_part *part,
                                               const struct heading *h);
/* What a cell says in codes: the code where `written` is translated, else `written`. */
struct text mapping_translate(const struct mapping_column *c, struct text written);
/* A demand of a form reads this column, or a part's `when` does. */
bool mapping_asks_for(const struct mapping *m, struct text normal);
/*
 * What a person's mapping says of one sheet: all of it up to the first "@NAME", and what stands
 * behind the "@" that names this sheet, its file, or FILE/SHEET.
 */
struct text mapping_for_sheet(struct arena *a, struct text mapping, const struct sheet_head *head);
/* One of "a|b" is t. */
bool is_one_of(struct text list, struct text t);

#endif
