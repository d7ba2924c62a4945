/*
 * One value of one field as it is stored: nothing, a whole number or a text.
 *
 * Days are days since 1970, months year*12+month-1, money fen, decimals scaled by the field's
 * places, booleans 0 or 1, regions their code padded to 12 digits, references record numbers;
 * codes are their text.
 */
#ifndef SHANHAI_BASE_VALUE_H
#define SHANHAI_BASE_VALUE_H

#include "base/text.h"

enum value_is { VALUE_NONE, VALUE_INT, VALUE_TEXT };

struct value {
    enum value_is is;
    int64_t i;
    struct text t; /* borrowed */
};

#define VALUE_OF_INT(x) ((struct value){VALUE_INT, (x), {NULL, 0}})
#define VALUE_OF_TEXT(x) ((struct value){VALUE_TEXT, 0, (x)})
#define VALUE_ABSENT ((struct value){VALUE_NONE, 0, {NULL, 0}})

bool value_equal(struct value a, struct value b);

#endif
