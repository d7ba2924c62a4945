/*
 * Numerals that are no figures: ordinals, names like “1+8” and 两地三市, idioms like 一片 and
 * 统一. Rules of the language; no word of one page.
 */
#ifndef SHANHAI_PROVE_NAME_H
#define SHANHAI_PROVE_NAME_H

#include "prove/numeral.h"
#include "prove/unit.h"

/* Cells of a name that begins with the numeral at n->start (or before it), or 0. */
size_t name_match(const struct cells *c, const struct numeral *n);
/* Whether a Chinese numeral before this unit is a way of speaking. */
bool is_idiom(const struct cells *c, const struct numeral *n, const struct unit_match *unit);

#endif
