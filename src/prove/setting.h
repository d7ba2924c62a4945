/*
 * Where and when a figure holds, as its text says: places, eastern parties and period, taken from
 * the clause, else the sentence, else what the paragraph left standing.
 */
#ifndef SHANHAI_PROVE_SETTING_H
#define SHANHAI_PROVE_SETTING_H

#include "prove/link.h"

struct settings {
    struct arena *arena;
    const struct passage *passage;
    const struct vocabulary *vocabulary;
    struct day published; /* DAY_FIRST: not known, then today */
    struct day first;     /* the programme's first day */
    struct day until;     /* published, or today */
    struct period title;  /* the year that the title is about, else from DAY_FIRST to `until` */
};

/* For `title`, by all the others. */
struct period settings_title(const struct settings *s);

/* The scope of one linked figure; before it those of all earlier ones. */
void setting_read(struct scope *out, const struct settings *s, size_t quote,
                  const struct link *link, const struct proof *earlier);

#endif
