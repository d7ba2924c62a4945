/*
 * What a row below the heading is: data, or one of the things that people put between data.
 */
#ifndef SHANHAI_INTAKE_ROWS_H
#define SHANHAI_INTAKE_ROWS_H

#include "intake/heading.h"

enum row_role {
    ROW_DATA,
    ROW_EMPTY,
    ROW_TOTAL,   /* 合计, 小计: computed from the rows, so never counted */
    ROW_NOTE,    /* 备注：, 填表人：, a sentence under the table */
    ROW_HEADING, /* the heading once more, as on a new page */
};

enum row_role row_role(const struct sheet_row *row, const struct recognised *r);

#endif
