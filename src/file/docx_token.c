#include "file/docx_token.h"

#include <string.h>

static size_t find_from(struct text t, size_t at, const char *what)
{
    ptrdiff_t i = text_find(text_slice(t, at, t.n), text_from(what));
    return i < 0 ? t.n : at + (size_t)i;
}

static bool is_name_end(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '/' || c == '>';
}

/* Behind the > of a tag; quoted values may hold one. */
static size_t tag_end(struct text x, size_t at)
{
    char quote = 0;
    for (; at < x.n; at++) {
        char c = x.p[at];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return at + 1;
    }
    return x.n;
}

static void tag_read(struct token *out, struct text x, size_t at)
{
    bool closes = at + 1 < x.n && x.p[at + 1] == '/';
    size_t name = at + 1 + closes, end = name;
    while (end < x.n && !is_name_end(x.p[end]))
        end++;
    out->from = at;
    out->to = out->next = tag_end(x, at);
    out->name = text_slice(x, name, end);
    bool is_empty = out->to >= at + 2 && x.p[out->to - 2] == '/';
    out->kind = closes ? TOKEN_CLOSE : is_empty ? TOKEN_EMPTY : TOKEN_OPEN;
}

bool token_next(struct token *out, struct text x, size_t at)
{
    struct text rest = text_slice(x, at, x.n);
    *out = (struct token){.kind = TOKEN_OTHER, .from = at};
    if (at >= x.n)
        return false;
    if (x.p[at] != '<') {
        out->kind = TOKEN_TEXT;
        out->to = out->next = find_from(x, at, "<");
    } else if (text_starts(rest, TEXT("<![CDATA["))) {
        out->kind = TOKEN_CDATA;
        out->from = at + 9;
        out->to = find_from(x, out->from, "]]>");
        out->next = out->to + 3;
    } else if (text_starts(rest, TEXT("<!--"))) {
        out->to = out->next = find_from(x, at + 4, "-->") + 3;
    } else if (text_starts(rest, TEXT("<?"))) {
        out->to = out->next = find_from(x, at + 2, "?>") + 2;
    } else {
        tag_read(out, x, at);
    }
    if (out->next > x.n)
        out->to = out->next = x.n;
    return true;
}

struct text name_local(struct text name)
{
    ptrdiff_t colon = text_find(name, TEXT(":"));
    return colon < 0 ? name : text_slice(name, (size_t)colon + 1, name.n);
}

struct text name_prefix(struct text name)
{
    ptrdiff_t colon = text_find(name, TEXT(":"));
    return colon < 0 ? TEXT("") : text_slice(name, 0, (size_t)colon);
}

bool token_attribute(struct text *out, struct text tag, const char *name)
{
    size_t n = strlen(name);
    for (size_t i = 1; i + n + 2 < tag.n; i++) {
        char quote = tag.p[i + n + 1];
        if (!is_name_end(tag.p[i - 1]) || memcmp(tag.p + i, name, n) != 0 || tag.p[i + n] != '=' ||
            (quote != '"' && quote != '\''))
            continue;
        const char *end = memchr(tag.p + i + n + 2, quote, tag.n - i - n - 2);
        *out = text_slice(tag, i + n + 2, end ? (size_t)(end - tag.p) : tag.n);
        return true;
    }
    return false;
}
