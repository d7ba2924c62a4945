/*
 * Expressions of the catalogue: parsed, typed, and evaluated on one row. count/ turns the same
 * nodes into SQL.
 *
 *     expr    = and { "or" and }
 *     and     = not { "and" not }
 *     not     = [ "not" ] compare
 *     compare = sum [ ( "=" | "!=" | "<" | "<=" | ">" | ">=" ) sum | "in" span | "in" "(" list ")" ]
 *     sum     = product { ( "+" | "-" ) product }
 *     product = unary { ( "*" | "/" ) unary }
 *     unary   = [ "-" ] primary
 *     primary = number | 2019-07-31 | 2019-07 | 'text' | "as_of" | "from" | "to" | "true" | "false"
 *             | call | path [ "at" primary ] | "(" expr ")"
 *     span    = sum ".." [ sum ]            (no right end: open) | "last" number "months"|"days"
 *     path    = name { "." name }           (from the row: field, or ref field and on)
 *     call    = name "(" [ arguments ] ")"
 *             | "exists" "(" type alias ":" expr ")"
 *             | "count" "(" type alias ":" expr [ ":" "distinct" path ] ")"
 *             | "sum" "(" type alias ":" expr ":" expr ")"
 *
 * A bare name beside a code field (`channel = organised`) is that list's code; `none` is the
 * absent value: `ended_on = none` asks whether there is one. Beside a day a month is its days:
 * `d >= 2018-03` is from the 1st, `d <= 2018-03` until the 31st, `d = 2018-03` within; as the left
 * end of a span it is its first day, as the right end its last. `d in A..B` includes both ends,
 * and an absent right end is open. A number beside money is yuan.
 */
#ifndef SHANHAI_CATALOGUE_NODE_H
#define SHANHAI_CATALOGUE_NODE_H

#include "catalogue/catalogue.h"

enum node_kind {
    NODE_CONSTANT,  /* `constant`, of `type` */
    NODE_NONE,      /* the absent value */
    NODE_SYMBOL,    /* `symbol`: a day given by the scope */
    NODE_PATH,      /* `steps` from the row (of source `source`) */
    NODE_CALL,      /* `call` with args */
    NODE_PICK,      /* args: condition, value, condition, value, ..., else-value (odd count) */
    NODE_OPERATOR,  /* `op` with one or two args */
    NODE_SPAN,      /* args[0]..args[1]; where open, arg_count is 1 and args[1] NULL */
    NODE_AGGREGATE, /* `aggregate` over the indicator's rows; args[0] its expression, or none */
    NODE_INDICATOR, /* `indicator`, pinned to args[0] (a day) where arg_count is 1 */
};

enum symbol { SYMBOL_AS_OF, SYMBOL_FROM, SYMBOL_TO }; /* as_of and to: last day of the period */

#define FIGURE_PLACES 2 /* decimal places of figure() */

enum node_call {
    CALL_MONTHS,   /* months(A..B [, cut]) -> int whole months, both ends included; an open or
                      absent B is as_of; a B after cut is cut */
    CALL_DAYS,     /* days(A..B [, cut]) -> int, both ends included; 0 where B is before A */
    CALL_AGE,      /* age(birth month or day, day) -> int completed years */
    CALL_OVERLAPS, /* overlaps(A..B, C..D) -> bool; an open or absent right end has no end */
    CALL_WITHIN,   /* within(region, region) -> bool */
    CALL_PAIRED,   /* paired(region) -> bool: within the province of a party that has begun by as_of */
    CALL_WEST,     /* west(region) -> bool: within the helped region */
    CALL_PROVINCE, /* province(region) -> region */
    CALL_PREFECTURE,
    CALL_COUNTY,
    CALL_TOWN,
    CALL_YEAR,     /* year(day or month) -> year */
    CALL_MONTH,    /* month(day) -> month */
    CALL_MIN,      /* min(a, b) */
    CALL_MAX,
    CALL_FIGURE,   /* figure(key, unit, A..B) -> decimal places 2: the indicator that a row names, in the
                    * row's own place and party, in the unit it names; absent where that is unknown */
    CALL_NUMBER,   /* number(x) -> the whole number without its unit: persons times yuan */
    CALL_EXISTS,   /* exists(TYPE alias: condition) -> bool; `sub_type`, args[0] condition */
    CALL_COUNT,    /* count(TYPE alias: condition) -> int, how many records; 0 where there is none */
    CALL_COUNT_DISTINCT, /* count(TYPE alias: condition : distinct x) -> int; args[1] x */
    CALL_SUM,      /* sum(TYPE alias: condition : x) -> as x; args[1] x; 0 where there is none */
};

enum operator {
    OP_OR,
    OP_AND,
    OP_NOT,
    OP_EQ,
    OP_NE,
    OP_LT,
    OP_LE,
    OP_GT,
    OP_GE,
    OP_IN_SPAN, /* args[0] in args[1] (NODE_SPAN) */
    OP_IN_LIST, /* args[0] in args[1..] */
    OP_ADD,
    OP_SUBTRACT,
    OP_MULTIPLY,
    OP_DIVIDE,
    OP_NEGATE,
};

enum aggregate {
    AGGREGATE_COUNT,          /* count(): rows; count(x): rows where x is not absent */
    AGGREGATE_COUNT_DISTINCT, /* count(distinct path) */
    AGGREGATE_SUM,
    AGGREGATE_MIN,
    AGGREGATE_MAX,
    AGGREGATE_LATEST,  /* latest(field): each subject's newest by the day, added; latest(): how many */
    AGGREGATE_BALANCE, /* balance(amount, in HOLDER DAY, out HOLDER DAY): args amount, in holder,
                          in day, out holder, out day */
    AGGREGATE_AGED,    /* the same, and args[5] the days over which money counts as idle */
};

/* One step of a path: a field or a derived field; all but the last are references. */
struct step {
    const struct field *field;   /* or NULL */
    const struct derive *derive; /* or NULL */
};

struct node {
    enum node_kind kind;
    struct type type; /* of the value; of operands: read theirs */
    struct position at;
    struct value constant;
    enum symbol symbol;
    enum node_call call;
    enum operator op;
    enum aggregate aggregate;
    const struct indicator *indicator;
    struct step *steps;
    size_t step_count;   /* 0: the record itself (`p` in `count(distinct p)`): KIND_REF */
    int source;          /* 0: the row itself; n: the alias of the n-th enclosing exists() or count(), counted
                            from outside; -1: the subject of an indicator over several types
                            (source_over.subject of each) */
    struct text alias;   /* NODE_PATH, CALL_EXISTS: the name after `as` or in exists(); or empty */
    struct node *at_day; /* NODE_PATH: a dated attribute is read at this day; NULL: latest */
    const struct record_type *sub_type; /* CALL_EXISTS */
    struct node **args;
    size_t arg_count;
};

/*
 * Parses and types one expression over rows of a type (--where; tests). It belongs to arena.
 * faults  INPUT with the column of the mistake and the nearest known name
 */
bool node_parse(struct node **out, struct arena *arena, const struct catalogue *c,
                const struct record_type *over, struct text expression, struct fault *f);
void node_print(struct buffer *out, const struct node *n);

/* exists(), and count() and sum() over the records of another type. */
bool node_is_related(const struct node *n);

/* How an evaluation reads what the row itself does not hold. */
struct row_reader {
    const struct value *fields; /* by field index, of the type the node was parsed over */
    /* The value of a path that leaves the row; NULL: such paths are absent. */
    bool (*path)(struct value *out, void *self, const struct node *path, struct fault *f);
    void *self;
    struct day from, to; /* the scope's period, for as_of, from and to */
    const struct catalogue *catalogue;
};

/*
 * Evaluates a node on one row. Absent values make comparisons absent (VALUE_NONE), as in SQL;
 * `and`, `or` and `not` follow three-valued logic.
 */
bool node_evaluate(struct value *out, const struct node *n, const struct row_reader *row,
                   struct fault *f);

#endif
