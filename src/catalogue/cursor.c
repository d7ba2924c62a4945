/*
 * Stepping through tokens, and saying where and what was wrong.
 */
#include "base/language.h"
#include "catalogue/token.h"

#include <stdio.h>
#include <string.h>

struct position cursor_position(const struct cursor *c)
{
    return (struct position){c->file, c->at->line, c->at->column};
}

bool cursor_is(const struct cursor *c, const char *word)
{
    return (c->at->kind == TOKEN_NAME || c->at->kind == TOKEN_MARK) && text_is(c->at->text, word);
}

bool cursor_take(struct cursor *c, const char *word)
{
    if (!cursor_is(c, word))
        return false;
    c->at++;
    return true;
}

static bool cursor_unexpected(struct cursor *c, const char *wanted, struct fault *f)
{
    struct position at = cursor_position(c);
    if (c->at->kind == TOKEN_END)
        return fault_at(f, at, fault_set(f, FAULT_INPUT, "here the line ends, and %s is wanted",
                                         wanted));
    return fault_at(f, at, fault_set(f, FAULT_INPUT, "\"%.*s\" stands where %s is wanted",
                                     TEXT_ARG(c->at->text), wanted));
}

bool cursor_expect(struct cursor *c, const char *word, struct fault *f)
{
    char quoted[32];
    if (cursor_take(c, word))
        return true;
    snprintf(quoted, sizeof(quoted), "\"%s\"", word);
    return cursor_unexpected(c, quoted, f);
}

static const char *kind_name(enum token_kind kind)
{
    switch (kind) {
    case TOKEN_END: return tr("the end of the line");
    case TOKEN_NAME: return tr("a name");
    case TOKEN_NUMBER: return tr("a number");
    case TOKEN_DAY: return tr("a day like 2019-07-31");
    case TOKEN_MONTH: return tr("a month like 2019-07");
    case TOKEN_LABEL: return tr("a text in \"double quotes\"");
    case TOKEN_TEXT: return tr("a text in 'single quotes'");
    case TOKEN_MARK: return tr("a sign");
    }
    return "";
}

bool cursor_get(struct text *out, struct cursor *c, enum token_kind kind, struct fault *f)
{
    if (c->at->kind != kind)
        return cursor_unexpected(c, kind_name(kind), f);
    *out = c->at->text;
    if (kind != TOKEN_END)
        c->at++;
    return true;
}

bool cursor_day(struct day *out, struct cursor *c, struct fault *f)
{
    struct text t;
    TRY(cursor_get(&t, c, TOKEN_DAY, f));
    return day_parse(out, t); /* the lexer has seen that it is one */
}

bool cursor_whole(int64_t *out, struct cursor *c, struct fault *f)
{
    struct position at = cursor_position(c);
    struct text t;
    struct decimal d;
    TRY(cursor_get(&t, c, TOKEN_NUMBER, f));
    if (!decimal_parse(&d, t, f))
        return fault_at(f, at, false);
    if (d.places)
        return fault_at(f, at, fault_set(f, FAULT_INPUT, "\"%.*s\" is not a whole number",
                                         TEXT_ARG(t)));
    *out = d.mantissa;
    return true;
}

bool cursor_end(struct cursor *c, struct fault *f)
{
    struct text t;
    return cursor_get(&t, c, TOKEN_END, f);
}

bool fault_at(struct fault *f, struct position at, bool set)
{
    (void)set;
    char message[sizeof(f->message)];
    memcpy(message, f->message, sizeof(message));
    int n = snprintf(f->message, sizeof(f->message), "%.*s:%d:%d: ", (int)(at.file.n % 200),
                     at.file.p, at.line, at.column);
    size_t room = sizeof(f->message) - (size_t)n - 1, length = strlen(message);
    if (length > room)
        length = room;
    while (length && length < strlen(message) && ((unsigned char)message[length] & 0xc0) == 0x80)
        length--;
    memcpy(f->message + n, message, length);
    f->message[(size_t)n + length] = '\0';
    return false;
}

struct nearest nearest_to(struct text wanted)
{
    return (struct nearest){wanted, {"", 0}, wanted.n / 3 + 2};
}

/* Bytes that both begin with, and those that both end with. */
static size_t ends_shared(struct text a, struct text b)
{
    size_t least = a.n < b.n ? a.n : b.n, head = 0, tail = 0;
    while (head < least && a.p[head] == b.p[head])
        head++;
    while (head + tail < least && a.p[a.n - 1 - tail] == b.p[b.n - 1 - tail])
        tail++;
    return head + tail;
}

/* Of two as near: which shares more at its ends, else the first in order; names come in none. */
static bool is_nearer(const struct nearest *n, struct text name)
{
    size_t old = ends_shared(n->wanted, n->best), now = ends_shared(n->wanted, name);
    return now != old ? now > old : text_compare(name, n->best) < 0;
}

void nearest_try(struct nearest *n, struct text name)
{
    size_t distance = text_distance(n->wanted, name, n->distance);
    bool as_near = distance == n->distance && n->best.n && is_nearer(n, name);
    if (distance < n->distance || as_near) {
        n->distance = distance;
        n->best = name;
    }
}

bool nearest_hint(const struct nearest *n, struct fault *f)
{
    if (n->best.n)
        fault_hint(f, "the nearest known name is \"%.*s\"", TEXT_ARG(n->best));
    return false;
}
