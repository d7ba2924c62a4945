/*
 * Between the parts of the forms' compiler.
 */
#ifndef SHANHAI_CATALOGUE_LOAD_FORM_H
#define SHANHAI_CATALOGUE_LOAD_FORM_H

#include "catalogue/load.h"

/*
 * KEY [asked|year|month|cumulative|at|last_year|change|growth] [in UNIT] [places N] [where "EXPR"]
 * faults  INPUT with its place: an indicator, unit or condition that does not fit
 */
bool form_figure_get(struct form_figure *out, struct loader *l, struct cursor *c);

/* One of the words for days; else says which there are. */
bool form_time_take(enum form_time *out, struct cursor *c);
bool form_time_fault(struct loader *l, struct cursor *c);

/* A line of a writing: text with {figures}, {words} and [turns]; `at` is where it stands. */
bool writing_line_read(writing_list *out, struct loader *l, struct text written,
                       struct position at);
/* text/NAME.txt of the catalogue, or NULL where there is none. */
bool writing_find(const struct writing **out, struct loader *l, struct text name);

#endif
