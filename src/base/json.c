#include "base/json.h"

static void comma_put(struct json *j)
{
    if (j->wants_comma)
        buffer_add_char(j->out, ',');
    j->wants_comma = true;
}

void json_open(struct json *j, char bracket)
{
    comma_put(j);
    buffer_add_char(j->out, bracket);
    j->wants_comma = false;
}

void json_close(struct json *j, char bracket)
{
    buffer_add_char(j->out, bracket);
    j->wants_comma = true;
}

static void character_put(struct buffer *out, uint32_t cp, struct text bytes)
{
    switch (cp) {
    case '"': buffer_add_str(out, "\\\""); return;
    case '\\': buffer_add_str(out, "\\\\"); return;
    case '\n': buffer_add_str(out, "\\n"); return;
    case '\r': buffer_add_str(out, "\\r"); return;
    case '\t': buffer_add_str(out, "\\t"); return;
    default: break;
    }
    /* U+2028 and U+2029 end a line in older JavaScript; '<' could end a script element. */
    if (cp < 0x20 || cp == 0x7f || cp == 0x2028 || cp == 0x2029 || cp == '<')
        buffer_printf(out, "\\u%04x", (unsigned)cp);
    else if (cp == 0xfffd)
        buffer_add_code_point(out, cp);
    else
        buffer_add(out, bytes);
}

static void quoted_put(struct buffer *out, struct text t)
{
    buffer_add_char(out, '"');
    for (size_t n; t.n; t = text_slice(t, n, t.n)) {
        uint32_t cp = utf8_next(t, &n);
        character_put(out, cp, text_slice(t, 0, n));
    }
    buffer_add_char(out, '"');
}

void json_put_key(struct json *j, const char *key)
{
    comma_put(j);
    quoted_put(j->out, text_from(key));
    buffer_add_char(j->out, ':');
    j->wants_comma = false;
}

void json_put_text(struct json *j, struct text t)
{
    comma_put(j);
    quoted_put(j->out, t);
}

void json_put_int(struct json *j, int64_t i)
{
    comma_put(j);
    buffer_printf(j->out, "%lld", (long long)i);
}

void json_put_bool(struct json *j, bool b)
{
    comma_put(j);
    buffer_add_str(j->out, b ? "true" : "false");
}

void json_put_null(struct json *j)
{
    comma_put(j);
    buffer_add_str(j->out, "null");
}

void json_add_text(struct json *j, const char *key, struct text t)
{
    json_put_key(j, key);
    json_put_text(j, t);
}

void json_add_int(struct json *j, const char *key, int64_t i)
{
    json_put_key(j, key);
    json_put_int(j, i);
}

void json_add_bool(struct json *j, const char *key, bool b)
{
    json_put_key(j, key);
    json_put_bool(j, b);
}
