/*
 * Between the parts of a report's making.
 */
#ifndef SHANHAI_REPORT_INSIDE_H
#define SHANHAI_REPORT_INSIDE_H

#include "base/map.h"
#include "report/report.h"

struct making {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct report_query *query;
    struct paper *paper;
    struct map counted; /* "indicator scope by" -> struct figures: a text asks twice */
    struct map memory;  /* of count_figure */
    struct map kept;    /* "indicator scope" -> size_t: place in paper->figures, from 1 */
    struct text place; /* of a workbook to be filled: "表1!B5", before a figure's label; or empty */
    struct fault *fault;
};

/* What a column, a line or a mark stands for. */
struct extent {
    struct text label, key; /* key: the group's code; empty: the whole */
    int64_t region;         /* 0: none */
    bool is_party;
    bool is_time;
    struct period period;
};
typedef LIST(struct extent) extent_list;

/* The columns of a `by`: counties in the scope, parties, months. faults: LIMIT */
bool extents_of(extent_list *out, struct making *m, struct text by);
const char *extent_title(struct text by); /* what stands over them: 地区, 东部协作方, 月份 */

/* A figure in one place of a document. */
struct reading {
    bool is_known;
    bool is_withheld;
    bool is_about;        /* an approximate source: printed with 约 */
    struct decimal value; /* in the unit it is printed in, rounded */
    int places;           /* -1: as many as it has */
    size_t figure;        /* which of the paper's figures, from 1; 0: none can be opened */
};
/* One reading an extent, in order; `label` goes into the receipt. */
bool readings_count(struct reading *out, struct making *m, const struct form_figure *figure,
                    struct text label, const extent_list *extents, struct text by);
/* In the whole scope. */
bool reading_count(struct reading *out, struct making *m, const struct form_figure *figure,
                   struct text label);
/* Keeps a figure for the receipt, once: its place among the paper's figures, from 1. */
size_t reading_keep(struct making *m, const struct indicator *i, const struct scope *scope,
                    struct text label, const struct figure *figure, struct text shown);
struct text reading_print(struct making *m, const struct reading *r, bool is_signed);

/* What stands above every document: which ledger, when, and whether it is made up. */
bool paper_begin(struct making *m, struct text name);

/* What an indicator can be asked: all of its records have a place, or concern a party. */
enum trait { TRAIT_PLACE, TRAIT_PARTY };
bool indicator_has(const struct indicator *i, enum trait trait, int depth);

bool scope_of_time(struct scope *out, struct making *m, const struct form_figure *figure,
                   enum form_time time, const struct extent *e);

/* A field of a record, masked; its title, with its unit. */
struct paper_cell field_cell(struct making *m, const struct field *f, const struct version *v);
struct text field_title(struct making *m, const struct field *f);

/* ---- sections ---- */
bool table_build(struct making *m, const struct form_section *s);
bool list_build(struct making *m, const struct form_section *s);
bool writing_build(struct making *m, const struct writing *w);
bool chart_build(struct making *m, const struct form_section *s);
/* A block's text, with the figures that stand in it. */
bool writing_line_build(struct paper_block *out, struct making *m, const writing_list *parts);
/* A figure of a text, in its own scope where it names one. */
bool writing_figure_count(struct reading *out, struct making *m, const struct form_figure *figure);

#endif
