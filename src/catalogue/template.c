/*
 * The sentence of a finding: text with expressions in braces.
 */
#include "catalogue/load_rule.h"

#define TEMPLATE_PARTS_MAX 40

static bool fault_template(struct typing *t, struct position at, const char *what, struct text written)
{
    return fault_at(t->f, at, fault_set(t->f, FAULT_INPUT, what, TEXT_ARG(written)));
}

static bool value_read(struct node **out, struct typing *t, struct text written, struct position at)
{
    struct catalogue_file file = {TEXT("finds"), written};
    struct cursor c = {NULL, file.name};
    if (tokens_read(&c.at, t->a, file, t->f) && node_read(out, t->a, &c, t->f) &&
        node_type(t, *out, NULL) && cursor_end(&c, t->f))
        return true;
    return fault_at(t->f, at, false);
}

static void text_add(struct template *out, struct arena *a, struct text t)
{
    if (t.n)
        LIST_ADD(a, &out->parts, (struct template_part){t, NULL});
}

bool template_read(struct template *out, struct typing *t, struct text written, struct position at)
{
    struct text rest = written;
    for (ptrdiff_t open; (open = text_find(rest, TEXT("{"))) >= 0;) {
        struct template_part part = {TEXT(""), NULL};
        struct text tail = text_slice(rest, (size_t)open + 1, rest.n);
        ptrdiff_t end = text_find(tail, TEXT("}"));
        if (end < 0)
            return fault_template(t, at, "a brace is not closed in \"%.*s\"", written);
        if (out->parts.count >= TEMPLATE_PARTS_MAX)
            return fault_template(t, at, "too many braces in \"%.*s\"", written);
        text_add(out, t->a, text_slice(rest, 0, (size_t)open));
        TRY(value_read(&part.value, t, text_slice(tail, 0, (size_t)end), at));
        LIST_ADD(t->a, &out->parts, part);
        rest = text_slice(tail, (size_t)end + 1, tail.n);
    }
    text_add(out, t->a, rest);
    return true;
}
