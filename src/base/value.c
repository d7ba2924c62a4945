#include "base/value.h"

bool value_equal(struct value a, struct value b)
{
    if (a.is != b.is)
        return false;
    return a.is == VALUE_NONE || (a.is == VALUE_INT ? a.i == b.i : text_equal(a.t, b.t));
}
