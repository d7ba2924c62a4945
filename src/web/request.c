#include "web/page.h"

#include <jansson.h>

struct text request_text(const struct request *q, const char *name)
{
    for (size_t i = 0; i < q->parameters.count; i++)
        if (text_is(q->parameters.items[i].name, name))
            return q->parameters.items[i].value;
    return TEXT("");
}

struct text request_field(const struct request *q, const char *name)
{
    const json_t *v = json_object_get(q->json, name);
    return json_is_string(v) ? (struct text){json_string_value(v), json_string_length(v)}
                             : TEXT("");
}

struct text request_word(const struct request *q, const char *name)
{
    return q->json ? request_field(q, name) : request_text(q, name);
}

char *request_path(const struct request *q, const char *name)
{
    return text_cstr(q->arena, text_printf(q->arena, "%s/%s-%llx", sessions_folder(q->sessions),
                                           name, (unsigned long long)(uintptr_t)q->arena));
}

void percent_encode(struct buffer *out, struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        unsigned char c = (unsigned char)t.p[i];
        bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                     c == '.' || c == '-' || c == '_';
        buffer_printf(out, plain ? "%c" : "%%%02X", c);
    }
}

static bool whole_number(int64_t *out, struct text t)
{
    if (t.n == 0 || t.n > 18)
        return false;
    *out = 0;
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] < '0' || t.p[i] > '9')
            return false;
        *out = *out * 10 + (t.p[i] - '0');
    }
    return true;
}

bool request_int(int64_t *out, const struct request *q, const char *name, int64_t absent,
                 int64_t least, int64_t most, struct fault *f)
{
    struct text t = request_text(q, name);
    *out = absent;
    if (t.n == 0)
        return true;
    if (!whole_number(out, t) || *out < least || *out > most)
        return fault_set(f, FAULT_USAGE, "%s wants a whole number from %lld to %lld, not \"%.*s\"",
                         name, (long long)least, (long long)most, (int)(t.n > 40 ? 40 : t.n), t.p);
    return true;
}
