/*
 * Days, months, years and spans of them as texts write them: 2019年7月底, 今年9月底, 2017年至今.
 */
#ifndef SHANHAI_PROVE_DATE_H
#define SHANHAI_PROVE_DATE_H

#include "base/day.h"
#include "prove/cells.h"

struct date_match {
    size_t end; /* cell behind it */
    size_t number_start, number_end;
    bool is_relative; /* says nothing without the day of publication */
    bool is_since;    /* 至今, 以来: up to the text's own day */
    bool has_period;
    struct period period; /* first and last day of what is named */
    struct text value;    /* "2019", "2016-09", "2019-07-31", "2017..pub", "2016..2019" */
};

/*
 * Reads a date that begins at cell i.
 *
 * published  DAY_FIRST: not known; a relative date is then found without a period
 */
bool date_read(struct date_match *out, struct arena *a, const struct cells *c, size_t i,
               struct day published);

#endif
