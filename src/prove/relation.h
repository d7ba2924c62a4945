/*
 * What a figure has to do with the one before it in its sentence: a part of it, the same at
 * another time, those whom it reached.
 */
#ifndef SHANHAI_PROVE_RELATION_H
#define SHANHAI_PROVE_RELATION_H

#include "prove/link.h"

bool quote_is_number(const struct quote *q); /* no date, no length of time up to now */
/* The figure before it in the same sentence, or SIZE_MAX. */
size_t number_before(const struct passage *p, size_t quote);

/* 其中, 占: the linked figure it is a part of, or SIZE_MAX; *part: it is said to be one. */
size_t whole_before(const struct passage *p, const struct link *links, size_t quote, bool *part);
/* 从..递增到..: the linked figure that it follows, or SIZE_MAX. */
size_t grown_from(const struct passage *p, const struct link *links, size_t quote);
/*
 * 义诊5次，惠及2300人次: the one indicator over the same records under the same condition as the
 * figure before, in this unit; or SIZE_MAX.
 */
size_t companion_find(const struct passage *p, const struct vocabulary *v, const struct link *links,
                      size_t quote);

#endif
