/*
 * base/json.h for pages: brackets close themselves, and a key stands with its value. Figures go out
 * as strings, so that no reader makes floating point of them.
 */
#ifndef SHANHAI_WEB_JSON_H
#define SHANHAI_WEB_JSON_H

#include "base/json.h"

#define WRITER_DEPTH_MAX 16

struct writer {
    struct json json; /* begins as {.out = &buffer} */
    char open[WRITER_DEPTH_MAX];
    int depth;
};

void put_object(struct writer *w); /* { */
void put_array(struct writer *w);  /* [ */
void put_end(struct writer *w);    /* closes what was opened last */
void put_key(struct writer *w, const char *name);
void put_text(struct writer *w, struct text t);
void put_raw(struct writer *w, struct text json); /* a finished value */

/* "name": value */
void put_text_as(struct writer *w, const char *name, struct text t);
void put_str_as(struct writer *w, const char *name, const char *s);
void put_int_as(struct writer *w, const char *name, int64_t i); /* within 2^53 */
void put_bool_as(struct writer *w, const char *name, bool b);
void put_object_as(struct writer *w, const char *name);
void put_array_as(struct writer *w, const char *name);

#endif
