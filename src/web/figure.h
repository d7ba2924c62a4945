/*
 * Figures on pages: what a request asks for as a query, and what was counted as JSON.
 */
#ifndef SHANHAI_WEB_FIGURE_H
#define SHANHAI_WEB_FIGURE_H

#include "count/count.h"
#include "web/json.h"
#include "web/page.h"

#define BY_MAX 3

/*
 * Reads key, scope (or in, party, from, to, where), by and known. faults: ABSENT, INPUT, USAGE
 */
bool figure_asked(struct figure_query *out, const struct request *q, struct fault *f);
/* scope, or its parts in, party, from, to, where. faults: INPUT */
bool scope_asked(struct scope *out, const struct request *q, struct fault *f);
/* A batch or a day under this name; 0, the newest, where it is not there. faults: ABSENT, USAGE */
bool known_asked(int64_t *out, const struct request *q, const char *name, struct fault *f);
/* The programme's whole west and all parties, from its first day to `to`. */
struct scope scope_whole(const struct ledger *l, struct day to);
/*
 * The day figures stand at when nobody says one: today, or the last day of the newest month that
 * the programme's headlines have records of where that is earlier.
 */
bool newest_day(struct day *out, const struct request *q, struct fault *f);

/* An object: key, label, definition, source, unit, basis ... */
void indicator_put(struct writer *w, const char *name, const struct indicator *i);
/* An object: value and its interval as strings, basis, evidence, keys and labels of its group. */
void figure_put(struct writer *w, struct arena *a, const struct indicator *i,
                const struct figure *figure);
/* The value as people read it, rounded to the indicator's places; "—" where there is none. */
struct text figure_text(struct arena *a, const struct indicator *i, struct decimal value);

/* ---- panels: which indicators a page shows, as data: catalogue/panels.tsv ---- */

struct panel_line {
    struct text panel, step, name;
    struct label label;
    const struct indicator *indicator; /* NULL: this programme's catalogue has none */
    struct text where;                 /* a condition beside it, or empty */
};
/* The lines of one panel, in order. */
struct panel_line *panel_read(struct arena *a, const struct catalogue *c, const char *panel,
                              size_t *count);

#endif
