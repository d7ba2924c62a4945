/*
 * Writes JSON into a buffer: commas, escapes and brackets come by themselves. Figures go out as
 * strings, so that no reader makes floating point of them.
 */
#ifndef SHANHAI_WEB_JSON_H
#define SHANHAI_WEB_JSON_H

#include "base/text.h"

struct writer {
    struct buffer *out;
    unsigned arrays; /* bit n: the n-th open bracket is an array */
    int depth;
    bool comma; /* the next value follows another */
};

void put_object(struct writer *w); /* { */
void put_array(struct writer *w);  /* [ */
void put_end(struct writer *w);    /* closes what was opened last */
void put_key(struct writer *w, const char *name);
void put_text(struct writer *w, struct text t);
void put_int(struct writer *w, int64_t i); /* within 2^53: counts and numbers of records */
void put_bool(struct writer *w, bool b);
void put_null(struct writer *w);
void put_raw(struct writer *w, struct text json); /* a finished value */

/* "name": value */
void put_text_as(struct writer *w, const char *name, struct text t);
void put_str_as(struct writer *w, const char *name, const char *s);
void put_int_as(struct writer *w, const char *name, int64_t i);
void put_bool_as(struct writer *w, const char *name, bool b);
void put_object_as(struct writer *w, const char *name);
void put_array_as(struct writer *w, const char *name);

#endif
