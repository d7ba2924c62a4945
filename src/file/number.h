/*
 * Numbers as spreadsheets keep them: doubles printed with up to 17 digits, days as serials.
 */
#ifndef SHANHAI_FILE_NUMBER_H
#define SHANHAI_FILE_NUMBER_H

#include "base/day.h"

/*
 * The number a person sees who looks at the cell: beyond 15 digits a fraction is noise of doubles
 * and is rounded away ("3.0000000000000004E-2" is 0.03); a whole number keeps every digit it has.
 * An exponent is written out, but for numbers of 16 digits and more ("1.1E+17" stays): their lost
 * digits are not made up. False: raw is no number.
 */
bool number_print(struct arena *a, struct text *out, struct text raw);

/* The day of a serial with its time of day cut off; false where Excel knows none. */
bool number_day(struct day *out, struct text number, bool is_1904);

/* Whether a number format shows days: yyyy"年"m"月"d"日", not h:mm, not 0.00. */
bool format_is_day(struct text code);
bool format_builtin_is_day(int64_t id);

#endif
