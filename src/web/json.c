#include "web/json.h"

#include <assert.h>

static void value_begin(struct writer *w)
{
    if (w->comma)
        buffer_add_char(w->out, ',');
    w->comma = true;
}

static void open(struct writer *w, char bracket)
{
    value_begin(w);
    assert(w->depth < 31);
    w->depth++;
    w->arrays = bracket == '[' ? w->arrays | 1u << w->depth : w->arrays & ~(1u << w->depth);
    buffer_add_char(w->out, bracket);
    w->comma = false;
}

void put_object(struct writer *w)
{
    open(w, '{');
}

void put_array(struct writer *w)
{
    open(w, '[');
}

void put_end(struct writer *w)
{
    assert(w->depth > 0);
    buffer_add_char(w->out, w->arrays & 1u << w->depth ? ']' : '}');
    w->depth--;
    w->comma = true;
}

static void quoted(struct buffer *out, struct text t)
{
    static const char short_escapes[] = "\"\"\\\\\nn\tt\rr";
    buffer_add_char(out, '"');
    for (size_t i = 0; i < t.n; i++) {
        unsigned char c = (unsigned char)t.p[i];
        const char *e = short_escapes;
        while (*e && (unsigned char)*e != c)
            e += 2;
        if (*e)
            buffer_add_char(out, '\\'), buffer_add_char(out, e[1]);
        else if (c < 0x20 || c == 0x7f)
            buffer_printf(out, "\\u%04x", c);
        else
            buffer_add_char(out, (char)c);
    }
    buffer_add_char(out, '"');
}

void put_key(struct writer *w, const char *name)
{
    value_begin(w);
    quoted(w->out, text_from(name));
    buffer_add_char(w->out, ':');
    w->comma = false;
}

void put_text(struct writer *w, struct text t)
{
    value_begin(w);
    quoted(w->out, utf8_valid(t) ? t : TEXT("\xef\xbf\xbd"));
}

void put_int(struct writer *w, int64_t i)
{
    value_begin(w);
    buffer_printf(w->out, "%lld", (long long)i);
}

void put_bool(struct writer *w, bool b)
{
    value_begin(w);
    buffer_add_str(w->out, b ? "true" : "false");
}

void put_null(struct writer *w)
{
    value_begin(w);
    buffer_add_str(w->out, "null");
}

void put_raw(struct writer *w, struct text json)
{
    value_begin(w);
    buffer_add(w->out, json);
}

void put_text_as(struct writer *w, const char *name, struct text t)
{
    put_key(w, name);
    put_text(w, t);
}

void put_str_as(struct writer *w, const char *name, const char *s)
{
    put_text_as(w, name, text_from(s));
}

void put_int_as(struct writer *w, const char *name, int64_t i)
{
    put_key(w, name);
    put_int(w, i);
}

void put_bool_as(struct writer *w, const char *name, bool b)
{
    put_key(w, name);
    put_bool(w, b);
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
