/*
 * Writes JSON into a buffer, piece by piece; commas are put where they belong.
 *
 *     struct json j = {.out = &buffer};
 *     json_open(&j, '{');
 *     json_put_key(&j, "name");
 *     json_put_text(&j, name);
 *     json_close(&j, '}');
 *
 * Names are not jansson's, which a few folders link.
 */
#ifndef SHANHAI_BASE_JSON_H
#define SHANHAI_BASE_JSON_H

#include "base/text.h"

struct json {
    struct buffer *out;
    bool wants_comma; /* something stands before in this object or array */
};

void json_open(struct json *j, char bracket);  /* '{' or '[' */
void json_close(struct json *j, char bracket); /* '}' or ']' */
void json_put_key(struct json *j, const char *key);
void json_put_text(struct json *j, struct text t); /* quoted; broken UTF-8 becomes U+FFFD */
void json_put_int(struct json *j, int64_t i);
void json_put_bool(struct json *j, bool b);
void json_put_null(struct json *j);

/* A key and its value. */
void json_add_text(struct json *j, const char *key, struct text t);
void json_add_int(struct json *j, const char *key, int64_t i);
void json_add_bool(struct json *j, const char *key, bool b);

#endif
