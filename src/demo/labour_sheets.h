/*
 * The columns that say who somebody is, as counties write them into every table.
 */
#ifndef SHANHAI_DEMO_LABOUR_SHEETS_H
#define SHANHAI_DEMO_LABOUR_SHEETS_H

#include "demo/world.h"

extern const struct put_column PERSON_COLUMNS[7];
void person_put(struct put_cell *cells, const struct someone *s, int64_t home);
/* Fills up to 7 columns, or cells, and returns how many there are for this county. */
int who_columns(struct put_column *out, int64_t county);
void who_put(struct put_cell *cells, const struct someone *s, int64_t home, int64_t county);

#endif
