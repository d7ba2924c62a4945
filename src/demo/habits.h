/*
 * Each county office keeps its tables in its own way; the prefecture in a plainer one.
 */
#ifndef SHANHAI_DEMO_HABITS_H
#define SHANHAI_DEMO_HABITS_H

#include "demo/sheet.h"

const struct habit *habit_of(int64_t county);
extern const struct habit PREFECTURE;       /* plain workbooks */
extern const struct habit PREFECTURE_MONEY; /* 万元, merged, with totals and formulas */
extern const struct habit PREFECTURE_CSV;   /* UTF-16, as Excel saves "Unicode text" */

#endif
