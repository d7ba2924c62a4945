/*
 * Records that make a difference, on the terminal: what receipt and compare share.
 */
#ifndef SHANHAI_CMD_DIFFERENCE_H
#define SHANHAI_CMD_DIFFERENCE_H

#include "count/compare.h"

void difference_print(const struct difference *d);
/* kind type record cause cause_record file sheet row batch author fields, tab-separated, no end. */
void difference_tsv(const struct difference *d);

#endif
