/*
 * Units and counting words as texts write them: what a numeral is followed by. The catalogue's
 * units come first; behind them stand the general ones of the language.
 */
#ifndef SHANHAI_PROVE_UNIT_H
#define SHANHAI_PROVE_UNIT_H

#include "catalogue/catalogue.h"
#include "prove/cells.h"
#include "prove/prove.h"

struct unit_word {
    const char *read; /* as written */
    const char *name; /* the unit's name where the catalogue has none */
    enum quote_kind kind;
    int64_t times; /* one of it in `name` */
    int small;     /* which Chinese numerals may stand before it: see SMALL_ */
};
enum {
    SMALL_NONE, /* 十一 and up: 三台, 五角 are more often names */
    SMALL_TWO,  /* 两, 三 ...; 一 only before a thing that is counted */
    SMALL_ONE,  /* 一, too: 一户, 一年 */
};

struct units;                                                         /* the words, longest first */
struct units *units_read(struct arena *a, const struct catalogue *c); /* c may be NULL */

struct unit_match {
    const struct unit_word *word;
    const struct unit *unit; /* the catalogue's, or NULL */
    struct text name;        /* its name, else the general one */
    size_t end;              /* cell behind it */
    bool is_named;           /* it names the thing counted: 个县, 家医疗机构 */
    bool has_more;           /* a 多 or 余 within: 3个多月, 3年多 */
    int tenths;              /* behind it: 5 of 两年半, 2 of 三块二; else 0 */
};
bool unit_find(struct unit_match *out, const struct units *u, const struct cells *c, size_t i);

/* The kind that a catalogue's unit has, by its name and words. */
enum quote_kind unit_kind(const struct unit *u);

/* Cells of a short thing counted right behind a counting word (个县（市、区）, 家企业), or 0. */
size_t noun_match(const struct cells *c, size_t i);
/* Whether what begins at i is counted by records: 一个大棚 is a figure, 一个链 is not. */
bool is_counted_noun(const struct cells *c, size_t i);
/* Whether such a word ends before a cell: 企业一家. */
bool is_counted_noun_back(const struct cells *c, size_t end);

#endif
