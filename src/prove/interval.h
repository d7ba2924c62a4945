/*
 * What a printed number allows: lo <= v < hi, by its places, its 万/亿 and its qualifier.
 *
 *     1336个      [1336, 1336]      exact whole numbers are exact
 *     1.09万      [10850, 10950)    half a unit of the last printed place either way; a whole % too
 *     200余       [200, 300)        to one unit of the last place that is not a nought
 *     500以上     [500, ..          至少, 超过, 突破 alike
 *     3500左右    [3150, 3850)      约 alike: ten per cent
 *     近2000      [1800, 2000)
 *     不足50      [0, 50)           以下 alike
 *     数十        [20, 99]
 */
#ifndef SHANHAI_PROVE_INTERVAL_H
#define SHANHAI_PROVE_INTERVAL_H

#include "prove/numeral.h"
#include "prove/prove.h"

/* Sets value, lo, hi, hi_open and has_value; `times` brings the printed unit to its base.
 * false: it does not fit into 64 bits. */
bool interval_set(struct quote *q, const struct numeral *n, int64_t times);

/* Whether a value lies in it. */
bool interval_holds(const struct quote *q, struct decimal v);

#endif
