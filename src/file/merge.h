/*
 * Merged areas of a sheet: the first cell's value stands for all of them.
 */
#ifndef SHANHAI_FILE_MERGE_H
#define SHANHAI_FILE_MERGE_H

#include "file/table.h"

#define MERGE_COLUMNS_MAX 16384 /* of any sheet */

struct merge {
    int64_t row, row_last;       /* from 1 */
    int64_t column, column_last; /* from 0 */
};

struct merges {
    struct arena arena;
    LIST(struct merge) areas;
    size_t next; /* of areas: the first that has not begun */
    LIST(struct merge_open *) open;
    int64_t steps; /* taken, against areas made to cost time */
};

/* What is no area, or only one cell, is passed over. LIMIT: too many. */
bool merge_add(struct merges *m, struct merge area, struct fault *f);
bool merge_parse(struct merge *out, const char *reference); /* "A1:C3"; false: none */
void merge_sort(struct merges *m);                          /* once all are added */

/*
 * Fills the areas that row `number` lies in; called for each row in order.
 *
 * cells   room for MERGE_COLUMNS_MAX of them; *count grows where an area reaches beyond it
 * faults  LIMIT the areas overlap so much that filling them would take too long
 */
bool merge_fill(struct merges *m, int64_t number, struct cell *cells, size_t *count,
                struct fault *f);
void merge_clear(struct merges *m);

/* "AB12" -> column 27 and row 12; false where it is no such reference. */
bool reference_parse(int64_t *column, int64_t *row, const char *s, const char **end);

#endif
