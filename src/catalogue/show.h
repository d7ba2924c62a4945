/*
 * One thing of the catalogue as a page of text for a person.
 */
#ifndef SHANHAI_CATALOGUE_SHOW_H
#define SHANHAI_CATALOGUE_SHOW_H

#include "base/json.h"
#include "catalogue/catalogue.h"

/*
 * Everything of that name: record type, indicator, code list, unit, word, party, group; labels
 * in zh and en, headings in the language of the thread.
 * faults  ABSENT with the nearest name of any kind
 */
bool catalogue_show(struct buffer *out, const struct catalogue *c, struct text name,
                    struct fault *f);

/* show_subsidy.c: for a person, for machines, and as a part of its system's page. */
/* "12.5%": part / over, over a hundred times a power of ten. */
void percent_print(struct buffer *out, int64_t part, int64_t over);
void subsidy_show(struct buffer *out, const struct subsidy *s);
void subsidy_json(struct json *j, const struct subsidy *s);
void subsidy_page(struct buffer *out, const struct subsidy *s);
/* show_scheme.c: the same. */
void scheme_show(struct buffer *out, const struct scheme *s);
void scheme_json(struct json *j, const struct scheme *s);
void scheme_page(struct buffer *out, const struct scheme *s);
void form_show(struct buffer *out, const struct report_form *form); /* show_form.c */

#endif
