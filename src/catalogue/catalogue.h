/*
 * The domain as data: .cat text becomes record types, code lists, units, indicators and the words
 * that name them. Knows no database and no files: it is given texts and keeps them in an arena.
 *
 * Everything here is read-only after catalogue_load; all memory belongs to the arena given there.
 */
#ifndef SHANHAI_CATALOGUE_CATALOGUE_H
#define SHANHAI_CATALOGUE_CATALOGUE_H

#include "base/day.h"
#include "base/decimal.h"
#include "base/fault.h"
#include "base/map.h"
#include "base/value.h"
#include "catalogue/region.h"

struct node; /* an expression: catalogue/node.h */

/* Where in a .cat text something stands: "labour.cat:12:9". */
struct position {
    struct text file;
    int line, column; /* from 1; columns count code points */
};

struct label {
    struct text zh, en;
};

/* A word list that has a time: zh before and after a change of vocabulary. */
struct dated_text {
    struct text text;
    struct day from, to; /* both included; DAY_FIRST, DAY_LAST where open */
};
typedef LIST(struct text) text_list;

/* ---- kinds of values ---- */

enum kind {
    KIND_TEXT,    /* VALUE_TEXT */
    KIND_INT,     /* VALUE_INT, in `unit` */
    KIND_MONEY,   /* VALUE_INT, fen */
    KIND_DECIMAL, /* VALUE_INT, scaled by 10^places, in `unit` */
    KIND_DAY,     /* VALUE_INT, days since 1970 */
    KIND_MONTH,   /* VALUE_INT, year*12 + month-1 */
    KIND_YEAR,    /* VALUE_INT */
    KIND_BOOL,    /* VALUE_INT, 0 or 1 */
    KIND_CODE,    /* VALUE_TEXT, a code of `codes` */
    KIND_REGION,  /* VALUE_INT, 12 digits */
    KIND_REF,     /* VALUE_INT, record number of `target` */
};

enum text_form { FORM_FREE, FORM_IDNO, FORM_PHONE, FORM_USCC };
enum field_class { CLASS_OPEN, CLASS_PSEUDONYMOUS, CLASS_SEALED };

struct type {
    enum kind kind;
    enum text_form form;             /* KIND_TEXT */
    const struct code_list *codes;   /* KIND_CODE */
    const struct record_type *target; /* KIND_REF */
    enum region_level level;         /* KIND_REGION: the level wanted, or LEVEL_ANY */
    int places;                      /* KIND_DECIMAL */
    const struct unit *unit;         /* numbers; NULL where it has none */
};

/* ---- units ---- */

/*
 * unit wan_yuan  zh "万元" of yuan = 10000
 * A unit without `of` is a base unit of its own dimension. Persons, person-times, households are
 * base units: they are never added to one another.
 */
struct unit {
    struct text name;
    struct label label;
    text_list reads;        /* other ways to write it: "名" "位" */
    const struct unit *base; /* itself for a base unit */
    int64_t times, over;    /* 1 of it = times/over of base */
    struct position at;
};

/* ---- code lists ---- */

struct code {
    struct text code;
    struct label label;
    text_list reads;
    struct text within; /* a coarser code, or empty */
    struct day from, to;
};
struct code_list {
    struct text name;
    struct code *codes;
    size_t count;
    struct position at;
};

/* ---- record types ---- */

struct field {
    int number; /* fixed for ever; enters the row's hash */
    struct text name;
    struct label label;
    text_list reads; /* column titles that mean this field, besides the label */
    struct type type;
    enum field_class class;
    bool lookup;   /* a sealed field that is found by a keyed hash */
    bool required;
    struct day required_from; /* required for records of that day on */
    bool or_new;   /* KIND_REF: the target is made in the same batch where it is not there */
    bool joined;   /* a rule finds records by it: the ledger keeps an index */
    struct value fallback; /* `else CODE`: taken where a file has no such column at all */
    const struct field *drawn_from; /* `of IDNO`: a month of birth or a sex that the number tells */
    /*
     * `dated TYPE.SINCE`: the value changes in time. TYPE has a field of the same name, one `ref`
     * to this type and a day field SINCE; the value at a day is that of the newest such record
     * with SINCE <= day, else this field's own.
     */
    const struct record_type *dated_type;
    const struct field *dated_value, *dated_since, *dated_ref;
    const struct record_type *owner;
    int index; /* in owner->fields */
    struct position at;
};

struct derive {
    struct text name;
    struct label label;
    struct type type;
    struct node *value;
    const struct record_type *owner;
    struct position at;
};

/* CHECK_CARE is a rule's alone: nothing is wrong, somebody should be asked or told. */
enum check_level { CHECK_REFUSE, CHECK_WARN, CHECK_ASK, CHECK_CARE };
struct check {
    struct text name; /* "labour.placement.1": type and place in the file, or given */
    enum check_level level;
    struct node *holds; /* true, or absent values: no finding */
    struct label says;  /* the sentence of the finding */
    struct position at;
};

struct record_type {
    struct text name;   /* "labour.placement" */
    struct text table;  /* "labour_placement" */
    struct text system; /* "labour" */
    struct label label;
    text_list reads;    /* titles of sheets that mean this type */
    struct text source;
    struct field *fields;
    size_t field_count;
    const struct field **key; /* together they find a record */
    size_t key_count;
    const struct field **named; /* open text fields that name a record in texts; may be none */
    size_t named_count;
    struct node *place; /* region-valued, or NULL */
    struct node *party; /* region-valued, or NULL */
    struct node *when;  /* the day a record belongs to (for required_from and lists), or NULL */
    const struct field *voucher;   /* names the paper that proves a record, or NULL */
    const struct field *confirmed; /* a bool or day: the other side agrees, or NULL */
    struct derive *derives;
    size_t derive_count;
    struct check *checks;
    size_t check_count;
    bool has_sealed;
    int index; /* in catalogue->types */
    struct position at;
};

/* ---- indicators ---- */

enum basis { BASIS_COUNTED, BASIS_ENTERED, BASIS_COMPUTED };

struct dimension {
    struct text name;   /* "place", "party", "month", "year", or a field's or path's name */
    struct node *value; /* NULL for place, party, month, year: they follow from the type */
};

/* One record type an indicator runs over; more than one are united. */
struct source_over {
    const struct record_type *type;
    struct text alias;     /* "p" in `as p`, or empty */
    struct node *subject;  /* the path named after the type (labour.placement.worker), or NULL */
};

struct indicator {
    struct text name;
    struct label label;
    struct text source;
    struct text definition_zh, definition_en; /* a sentence for people; may be empty */
    const struct unit *unit;
    int places; /* decimal places when printed in its unit; -1: as exact as it is */
    enum basis basis;
    const struct indicator *of; /* the whole it is a part of, or NULL */
    const struct indicator *within; /* never more than it, though of other records; or NULL */
    struct source_over *over;   /* none for a computed one */
    size_t over_count;
    struct node *when;                   /* an event's day or month, or NULL */
    struct node *while_from, *while_to;  /* a spell's ends, or NULL */
    bool first_in_year;                  /* only the first event of its subject in a year */
    struct node *where;                  /* all of it, `of` included; NULL: every record */
    struct node *value; /* NODE_AGGREGATE, NODE_INDICATOR and arithmetic over them */
    struct dimension *by;
    size_t by_count;
    text_list says;   /* phrases of a text that name it */
    text_list unsaid; /* phrases of the same clause that speak against it */
    bool is_plan;     /* its records are plans */
    struct position at;
};

/* ---- who fits what ---- */

enum match_kind {
    MATCH_NEED,    /* who does not meet it does not fit */
    MATCH_PREFER,  /* speaks for somebody */
    MATCH_AGAINST, /* speaks against somebody, and excludes nobody */
};

struct match_reason {
    enum match_kind kind;
    struct node *holds; /* absent: it is not known, and is to be asked */
    struct label says;  /* what a person reads, said positively */
    struct position at;
};

/* `shows labour.wish.person`: the newest such record of the person, beside the reasons. */
struct match_shows {
    const struct record_type *type;
    const struct field *ref;
};

/*
 * Which records of `to` fit one of `from` (persons an opening), and why. Paths of a reason begin
 * with an alias: source 0 is `from`, source 1 is `to`.
 */
struct match {
    struct text name, system;
    struct label label;
    struct text source;
    const struct record_type *from, *to;
    struct text from_alias, to_alias;
    struct node *place;  /* where people are looked for, of `from`; NULL: everywhere */
    struct node *at_day; /* the last day `from` can be judged at, or NULL */
    LIST(struct match_reason) reasons;
    LIST(struct match_shows) shows;
    struct position at;
};

/* ---- rules ---- */

/* "{p.worker} 在校期间登记务工": texts and what stands between them. */
struct template_part {
    struct text text;
    struct node *value; /* printed where it is not NULL; `text` is empty then */
};
struct template {
    LIST(struct template_part) parts;
};

#define RULE_OVER_MAX 2
#define RULE_GROUP_MAX 4

/*
 * What should not be: every row of `over` (or pair of rows) for which `where` holds, or every group
 * of rows for which `having` does. A record type's check is a rule, too: its condition turned round.
 */
struct rule {
    struct text name;   /* "labour.pupil_at_work" */
    struct text system; /* "labour" */
    struct label label;
    enum check_level level;
    struct text source;
    struct source_over over[RULE_OVER_MAX];
    size_t over_count;
    struct node *where;                 /* or NULL: every record */
    struct node *group[RULE_GROUP_MAX]; /* a group is of equal values of all of them */
    size_t group_count;
    struct node *having; /* over a group: conditions on counts and sums; NULL without a group */
    struct node *when;   /* the day of a finding: the first record's, or NULL */
    const struct field *tell; /* `tell labour.liaison.village`: whose region it is acts; or NULL */
    struct label finds, mend;
    struct template finds_zh, finds_en;
    bool is_check;     /* made of a record type's check */
    bool reads_sealed; /* only import sees it */
    struct position at;
};

/* ---- subsidies and support ---- */

enum subsidy_term_kind {
    TERM_MONEY,   /* `base`, money */
    TERM_PERCENT, /* part/over of `base`, money */
    TERM_PER,     /* `fen` for each of `base`, a whole number */
};
struct subsidy_term {
    enum subsidy_term_kind kind;
    int64_t part, over, fen;
    struct node *base;
    struct node *cap; /* money it does not go above, or NULL */
};
struct subsidy_row {
    struct node *fits; /* NULL: always */
    struct subsidy_term term;
    struct label says;   /* what a person reads for it; may be empty */
    struct text written; /* the row or term as the catalogue prints it */
};

#define SUBSIDY_AMOUNTS_MAX 6
#define SUBSIDY_NEEDS_MAX 12
#define SUBSIDY_PAYS_MAX 6
#define SUBSIDY_SHARES_MAX 6

/* One part of what is due; its first row that fits counts, none is nothing. */
struct subsidy_amount {
    struct label label; /* may be empty */
    bool is_table;
    struct node *keys[4];
    size_t key_count;
    LIST(struct subsidy_row) rows;
};
struct subsidy_need {
    struct node *holds;
    struct label says;
};

enum subsidy_once { ONCE_YEAR, ONCE_QUARTER, ONCE_EVER };
enum rounding { ROUND_HALF_UP, ROUND_HALF_EVEN, ROUND_DOWN, ROUND_UP };
enum after_unit { AFTER_DAYS, AFTER_MONTHS, AFTER_YEARS };

/* `50% at w.recognised_on after 1 year if ...` */
struct subsidy_pay {
    int64_t part, over;
    struct node *on;
    int after;
    enum after_unit after_unit;
    struct node *condition; /* or NULL */
};
struct subsidy_share {
    const struct indicator *factor;
    int64_t part, over;
};
struct month_day {
    int month, day;
};

/*
 * Who may claim what: records of one type, their payee, what must hold, and the amount. One rule for
 * subsidies to persons and support to enterprises: the payee says which.
 */
struct subsidy {
    struct text name, system;
    struct label label;
    struct text source;
    LIST(int64_t) regions; /* empty: the whole west */
    struct day from, to;
    struct source_over over;
    struct node *payee; /* KIND_REF: to persons (a type with sealed fields) or organisations */
    struct node *when;                  /* an event's day in the period; the record's own, or NULL */
    struct node *while_from, *while_to; /* a spell that touches the period, or NULL */
    struct node *where;                 /* whom it speaks of at all, or NULL */
    struct subsidy_need needs[SUBSIDY_NEEDS_MAX];
    size_t need_count;
    struct subsidy_amount amounts[SUBSIDY_AMOUNTS_MAX]; /* added up */
    size_t amount_count;
    bool is_recognition; /* `amount none`: it says who qualifies, not what is due */
    enum rounding rounding;
    int64_t round_fen; /* to a multiple of it; 1 where the rule does not say */
    enum subsidy_once once;
    struct node *times; /* how often in that time, of one record; NULL: once */
    struct node *paid;  /* holds where it was paid without an application, or NULL */
    const struct subsidy *excludes[8];
    size_t exclude_count;
    struct text claim;             /* "quarterly", "yearly"; or empty */
    LIST(struct month_day) due;    /* last days to claim */
    int notice_days, notice_times; /* 0: none */
    text_list papers;              /* codes of the list "paper" */
    struct subsidy_pay pays[SUBSIDY_PAYS_MAX];
    size_t pay_count;
    int64_t places; /* to be shared out over counties; 0: no quota */
    struct subsidy_share shares[SUBSIDY_SHARES_MAX];
    size_t share_count;
    struct label contact;
    struct position at;
};

/* ---- report forms ---- */

/* Which days a figure of a form is counted over; the form is asked for FROM..TO. */
enum form_time {
    TIME_ASKED,      /* FROM..TO */
    TIME_YEAR,       /* the year of TO, up to TO */
    TIME_MONTH,      /* the month of TO, up to TO */
    TIME_CUMULATIVE, /* from the programme's first day to TO */
    TIME_AT,         /* on TO: what is open or newest */
    TIME_LAST_YEAR,  /* the year before, up to the same day of it */
    TIME_CHANGE,     /* the year less the year before */
    TIME_GROWTH,     /* the change as percent of the year before */
};

struct form_figure {
    const struct indicator *indicator;
    enum form_time time;
    const struct unit *unit; /* it is printed in; the indicator's where nothing is said */
    int places;              /* -1: the indicator's */
    struct text where;       /* a condition over the indicator's records; or empty */
    struct text scope;       /* "in=530621 to=2019-07-31" as written: of an office's own workbook */
    struct position at;
};

/* A line of a table: a head, or a figure in each column. */
struct form_line {
    bool is_head;
    struct label label; /* of a row: the indicator's where it says nothing */
    struct form_figure figure;
};

/* "{in}昭通市...": a word of the scope, a figure, or a turn: a phrase that goes with a figure. */
enum writing_kind { WRITING_TEXT, WRITING_WORD, WRITING_FIGURE, WRITING_TURN };
enum writing_word { WORD_IN, WORD_PARTY, WORD_FROM, WORD_TO, WORD_YEAR, WORD_MONTH, WORD_PROGRAMME };
enum turn { TURN_UP, TURN_DOWN, TURN_SAME, TURN_SOME, TURN_NONE, TURN_FULL, TURN_SHORT, TURN_UNKNOWN, TURN_ELSE };

struct writing_part;
typedef LIST(struct writing_part) writing_list;
struct turn_branch {
    enum turn when;
    writing_list *parts;
};
struct writing_part {
    enum writing_kind kind;
    struct text text;
    enum writing_word word;
    struct form_figure figure; /* of a turn: what it goes with */
    LIST(struct turn_branch) branches;
};
struct writing_block {
    int heading; /* 0: a paragraph; 1, 2: a heading of that level */
    writing_list parts;
};
/* text/NAME.txt, compiled. */
struct writing {
    struct text name;
    LIST(struct writing_block) blocks;
};

enum section_kind {
    SECTION_TABLE, /* a line an indicator, a column a county */
    SECTION_LINES, /* a line a county, a column an indicator, heads above them */
    SECTION_LIST,  /* the records behind an indicator, a line each */
    SECTION_CARD,  /* the same, a small table each */
    SECTION_TEXT,  /* a written text */
    SECTION_CHART,
};

struct form_section {
    enum section_kind kind;
    struct label label; /* a heading above it, or empty */
    bool shows_unit;    /* a column of units */
    bool shows_total;   /* counted in the whole scope, never summed */
    text_list by;       /* county town village party month year: what columns, lines or marks are */
    LIST(enum form_time) beside; /* of a table: each row once more over other days */
    LIST(struct form_line) lines;
    struct form_figure figure;          /* of a list, a card, a chart */
    LIST(const struct field *) fields;  /* of a list, a card */
    const struct writing *zh, *en;      /* of a text */
    bool is_line;                       /* of a chart: a line, not bars */
    struct position at;
};

/* What the office hands in, made of sections. */
struct report_form {
    struct text name;
    struct label label;  /* in lists */
    struct label about;  /* what it is for, a sentence; or empty */
    struct text source;
    writing_list title_zh, title_en;
    LIST(struct label) notes; /* below it */
    LIST(struct form_section) sections;
    struct position at;
};

/* ---- schemes of the yearly assessment ---- */

/* What may prove a record; several of them: any one will do. */
enum proof_kind {
    PROOF_VOUCHER = 1, /* it names a paper */
    PROOF_BOTH = 2,    /* the other side agrees */
    PROOF_SAMPLED = 4, /* it was checked, and agrees */
    PROOF_FILE = 8,    /* the file it came from is kept */
};
#define PROOF_KINDS 4

struct scheme_asks {
    unsigned kinds;     /* of enum proof_kind; 0: the scheme asks for none */
    struct label paper; /* what people look for: "会议纪要"; may be empty */
};

enum scheme_against { AGAINST_NOTHING, AGAINST_TARGET, AGAINST_NUMBER };

struct scheme_row {
    struct label label; /* the indicator's where it says nothing */
    struct form_figure figure;
    enum scheme_against against;
    struct decimal number; /* AGAINST_NUMBER: to be reached, in the unit the figure is printed in */
    bool has_weight;       /* else it is not scored */
    struct decimal weight; /* points */
    struct scheme_asks asks;
    struct position at;
};

struct scheme_area {
    struct label aspect; /* what it belongs to; may be empty */
    struct label label;
    bool has_weight;
    struct decimal weight; /* points; that of its rows together where they have any */
    struct scheme_asks asks; /* of its rows that say nothing themselves */
    LIST(struct scheme_row) rows;
    struct position at;
};

struct scheme_grade {
    struct label label;
    bool has_points; /* false: the scheme names it and does not say what it takes */
    struct decimal points;
};

/*
 * What is looked at in the assessment of some years, held against what. What it does not define
 * (weights, points, grades) is not made up.
 */
struct scheme {
    struct text name;
    struct label label;
    struct text source;
    struct day from, to; /* it holds for years that end within */
    /*
     * The share of targets reached; its one record type holds them, with the fields indicator,
     * amount, unit_name, starts_on and due_on. NULL where no row stands against a target.
     */
    const struct indicator *targets;
    bool has_score; /* weight times completion */
    bool is_capped; /* ... which counts up to `cap` percent */
    struct decimal cap;
    LIST(struct scheme_grade) grades; /* best first */
    LIST(struct scheme_area) areas;
    LIST(struct label) notes;
    struct position at;
};

/* ---- words, parties, the programme ---- */

struct word {
    struct text name; /* "registered" */
    LIST(struct dated_text) zh;
    text_list reads;
    struct text en;
    struct position at;
};

/* One of the systems that the programme's work falls into: "labour" of labour.placement. */
struct system {
    struct text name;
    struct label label;
    struct position at;
};

struct party {
    struct text name;
    int64_t region;
    struct day from, to;
    text_list says;
    struct position at;
};

/* A named set of regions and parties with its dates: 东莞、中山两市, 两地三市. */
struct group {
    struct text name;
    LIST(int64_t) regions; /* parties resolved to their regions */
    text_list says;
    struct day from, to;
    struct position at;
};

struct programme {
    struct label label;
    int64_t west; /* the region that is helped */
    struct day from, to;
    bool is_demonstration; /* prints 演示数据 on everything */
    struct position at;
};

struct catalogue_file {
    struct text name; /* "labour.cat", "codes/destination.tsv", "regions.tsv" */
    struct text bytes;
};

struct catalogue {
    struct arena *arena;
    struct regions *regions;
    LIST(struct unit *) units;
    LIST(struct code_list *) code_lists;
    LIST(struct record_type *) types; /* in load order: the order of tables */
    LIST(struct indicator *) indicators;
    LIST(struct match *) matches;
    LIST(struct subsidy *) subsidies;
    LIST(struct report_form *) forms;
    LIST(struct scheme *) schemes;
    LIST(struct rule *) rules; /* checks of record types first, in the order of the types */
    LIST(struct word *) words;
    LIST(struct system *) systems; /* in the order of their blocks: that of pages and lists */
    LIST(struct party *) parties;
    LIST(struct group *) groups;
    struct programme programme;
    struct map by_name; /* "record labour.placement" and the like: see catalogue.c */
    LIST(struct catalogue_file) mappings; /* mappings/NAME.tsv, as text: for intake */
    struct text text;   /* all files, each behind a line "# file NAME": what a ledger keeps */
};

/*
 * Compiles files to a catalogue; order of files does not matter.
 *
 * files   .cat blocks, codes/NAME.tsv code lists, regions*.tsv, text/NAME.txt of forms,
 *         mappings/NAME.tsv (kept as text); others are ignored
 * faults  INPUT with "file:line:col: what; nearest known name" for the first mistake
 */
bool catalogue_load(struct catalogue **out, struct arena *arena, const struct catalogue_file *files,
                    size_t file_count, struct fault *f);

/* NULL where there is none. */
const struct record_type *catalogue_type_find(const struct catalogue *c, struct text name);
const struct indicator *catalogue_indicator_find(const struct catalogue *c, struct text name);
const struct match *catalogue_match_find(const struct catalogue *c, struct text name);
const struct subsidy *catalogue_subsidy_find(const struct catalogue *c, struct text name);
const struct rule *catalogue_rule_find(const struct catalogue *c, struct text name);
const struct report_form *catalogue_form_find(const struct catalogue *c, struct text name);
const struct scheme *catalogue_scheme_find(const struct catalogue *c, struct text name);
const struct unit *catalogue_unit_find(const struct catalogue *c, struct text name);
const struct code_list *catalogue_codes_find(const struct catalogue *c, struct text name);
const struct party *catalogue_party_find(const struct catalogue *c, struct text name);
const struct group *catalogue_group_find(const struct catalogue *c, struct text name);
const struct word *catalogue_word_find(const struct catalogue *c, struct text name);
const struct system *catalogue_system_find(const struct catalogue *c, struct text name);
const struct field *type_field_find(const struct record_type *t, struct text name);
const struct derive *type_derive_find(const struct record_type *t, struct text name);
const struct code *code_find(const struct code_list *l, struct text code);
/* By code, label (zh or en) or synonym; NULL. */
const struct code *code_read(const struct code_list *l, struct text written);

/* FAULT_ABSENT with the nearest known name in the hint. */
bool catalogue_indicator_get(const struct indicator **out, const struct catalogue *c,
                             struct text name, struct fault *f);
bool catalogue_form_get(const struct report_form **out, const struct catalogue *c, struct text name,
                        struct fault *f);
bool catalogue_scheme_get(const struct scheme **out, const struct catalogue *c, struct text name,
                          struct fault *f);
bool catalogue_rule_get(const struct rule **out, const struct catalogue *c, struct text name,
                        struct fault *f);
bool catalogue_subsidy_get(const struct subsidy **out, const struct catalogue *c, struct text name,
                           struct fault *f);
bool catalogue_type_get(const struct record_type **out, const struct catalogue *c, struct text name,
                        struct fault *f);

/*
 * One {...} or [...: ...] of an office's own workbook, as in text/NAME.txt; behind a figure may
 * stand a scope of its own, which is not looked at: {labour.placed year in=530621 to=2019-07-31}.
 *
 * faults  INPUT without a place, the nearest known name in the hint
 */
bool catalogue_writing_read(writing_list *out, struct arena *a, const struct catalogue *c,
                            struct text written, struct fault *f);

const char *form_time_name(enum form_time t); /* asked year month ... */
const char *proof_name(enum proof_kind k);    /* voucher both sampled file */
const char *turn_name(enum turn t);           /* up down same ... */
const char *writing_word_name(enum writing_word w);

const char *proof_label(enum proof_kind k);   /* for people */
/* "会议纪要：凭证或抽查相符", for people; empty where nothing is asked. */
struct text asks_print(struct arena *a, const struct scheme_asks *asks);
/* Whether a scheme asks it of records of a type: what no field can hold is asked of none. */
bool asks_reach(const struct scheme_asks *asks, const struct record_type *t);

struct text label_now(struct label l); /* in the thread's language, zh where en is empty */

/* The same text in the one true layout; what it prints it leaves alone. */
bool catalogue_fmt(struct buffer *out, struct catalogue_file file, struct fault *f);
/* All of it for machines: record types, fields, code lists, units, indicators. */
void catalogue_json(struct buffer *out, const struct catalogue *c);

#endif
