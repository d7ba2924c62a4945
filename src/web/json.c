#include "web/json.h"

#include <assert.h>

static void open_bracket(struct writer *w, char bracket)
{
    assert(w->depth < WRITER_DEPTH_MAX);
    json_open(&w->json, bracket);
    w->open[w->depth++] = bracket;
}

void put_object(struct writer *w)
{
    open_bracket(w, '{');
}

void put_array(struct writer *w)
{
    open_bracket(w, '[');
}

void put_end(struct writer *w)
{
    assert(w->depth > 0);
    json_close(&w->json, w->open[--w->depth] == '{' ? '}' : ']');
}

void put_key(struct writer *w, const char *name)
{
    json_put_key(&w->json, name);
}

void put_text(struct writer *w, struct text t)
{
    json_put_text(&w->json, t);
}

void put_raw(struct writer *w, struct text json)
{
    if (w->json.wants_comma)
        buffer_add_char(w->json.out, ',');
    w->json.wants_comma = true;
    buffer_add(w->json.out, json);
}

void put_text_as(struct writer *w, const char *name, struct text t)
{
    json_add_text(&w->json, name, t);
}

void put_str_as(struct writer *w, const char *name, const char *s)
{
    json_add_text(&w->json, name, text_from(s));
}

void put_int_as(struct writer *w, const char *name, int64_t i)
{
    json_add_int(&w->json, name, i);
}

void put_bool_as(struct writer *w, const char *name, bool b)
{
    json_add_bool(&w->json, name, b);
}

void put_object_as(struct writer *w, const char *name)
{
    put_key(w, name);
    put_object(w);
}

void put_array_as(struct writer *w, const char *name)
{
    put_key(w, name);
    put_array(w);
}
