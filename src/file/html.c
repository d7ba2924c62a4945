/*
 * HTML as a reader sees it. No tree is built: a tag ends a paragraph or a cell, or it does not;
 * scripts and the like are left out. So any bytes give some text, in one pass, and every
 * character knows where it stands.
 */
#include "file/document.h"

#include <string.h>

struct html {
    struct document_writer *w;
    const char *p;
    size_t n, at;
    bool was_space; /* white space is one blank, none at the beginning of a line */
};

/* ---- names ---- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c)
{
    return lower(c) >= 'a' && lower(c) <= 'z';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool name_is(struct text name, const char *wanted)
{
    if (strlen(wanted) != name.n)
        return false;
    for (size_t i = 0; i < name.n; i++)
        if (lower(name.p[i]) != wanted[i])
            return false;
    return true;
}

static bool name_among(struct text name, const char *const *wanted)
{
    for (; *wanted; wanted++)
        if (name_is(name, *wanted))
            return true;
    return false;
}

/* ---- text ---- */

/* What ends a paragraph, a line or a cell; the same end twice is one. */
static void break_put(struct html *h, const char *end)
{
    struct text had = buffer_text(&h->w->text), more = text_from(end);
    h->was_space = true;
    if (had.n == 0 || text_ends(had, more) || (more.n == 1 && had.p[had.n - 1] == '\n'))
        return;
    if (more.n == 2 && had.p[had.n - 1] == '\n')
        more.n = 1; /* a line ended here: one more ends the paragraph */
    document_put_unit(h->w, more, h->at, 0);
}

static const struct {
    const char *name, *text;
} entities[] = {
    {"amp", "&"},         {"lt", "<"},          {"gt", ">"},          {"quot", "\""},
    {"apos", "'"},        {"nbsp", "\u00a0"},   {"ldquo", "\u201c"},  {"rdquo", "\u201d"},
    {"lsquo", "\u2018"},  {"rsquo", "\u2019"},  {"mdash", "\u2014"},  {"ndash", "\u2013"},
    {"hellip", "\u2026"}, {"middot", "\u00b7"}, {"times", "\u00d7"},  {"deg", "\u00b0"},
    {"permil", "\u2030"}, {"yen", "\u00a5"},    {"laquo", "\u00ab"},  {"raquo", "\u00bb"},
    {"ensp", "\u2002"},   {"emsp", "\u2003"},   {"thinsp", "\u2009"}, {"sup2", "\u00b2"},
    {"bull", "\u2022"},   {"copy", "\u00a9"},   {"reg", "\u00ae"},    {"plusmn", "\u00b1"},
};
#define ENTITY_BYTES_MAX 12

/* &#20803; &#x5143; : the code point, or 0. */
static uint32_t number_read(struct text t)
{
    bool is_hex = t.n > 1 && lower(t.p[1]) == 'x';
    uint32_t cp = 0;
    for (size_t i = is_hex ? 2 : 1; i < t.n; i++) {
        char c = lower(t.p[i]);
        int digit = c >= '0' && c <= '9'             ? c - '0'
                    : is_hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                                                     : -1;
        if (digit < 0 || cp > 0x10ffff)
            return 0;
        cp = cp * (is_hex ? 16 : 10) + (uint32_t)digit;
    }
    return cp < 0x20 || cp > 0x10ffff || (cp >= 0xd800 && cp < 0xe000) ? 0 : cp;
}

/* The bytes of an entity at `at`, ; and all, and its text; 0: an ampersand that is one. */
static size_t entity_read(const struct html *h, char text[8], size_t *n)
{
    size_t end = h->at + 1, most = h->at + ENTITY_BYTES_MAX;
    while (end < h->n && end < most && h->p[end] != ';' && h->p[end] != '&' && h->p[end] != '<')
        end++;
    if (end >= h->n || h->p[end] != ';' || end == h->at + 1)
        return 0;
    struct text name = {h->p + h->at + 1, end - h->at - 1};
    uint32_t cp = name.p[0] == '#' ? number_read(name) : 0;
    if (cp) {
        *n = utf8_put(text, cp);
        return end + 1 - h->at;
    }
    for (size_t i = 0; i < sizeof(entities) / sizeof(*entities); i++)
        if (text_is(name, entities[i].name)) {
            *n = strlen(entities[i].text);
            memcpy(text, entities[i].text, *n);
            return end + 1 - h->at;
        }
    return 0;
}

static void space_put(struct html *h)
{
    if (!h->was_space)
        document_put_unit(h->w, TEXT(" "), h->at, 1);
    h->was_space = true;
    h->at++;
}

static void run_put(struct html *h)
{
    size_t from = h->at;
    while (h->at < h->n && h->p[h->at] != '<' && h->p[h->at] != '&' && !is_space(h->p[h->at]) &&
           h->p[h->at] != '\0')
        h->at++;
    document_put(h->w, (struct text){h->p + from, h->at - from}, from);
    h->was_space = false;
}

static void ampersand_put(struct html *h)
{
    char text[8];
    size_t n, length = entity_read(h, text, &n);
    if (length == 0) {
        text[0] = '&';
        n = length = 1;
    }
    document_put_unit(h->w, (struct text){text, n}, h->at, length);
    h->was_space = false;
    h->at += length;
}

/* ---- tags ---- */

static const char *const paragraphs[] = {
    "p",          "div",        "h1",     "h2",      "h3",      "h4",  "h5",   "h6",
    "section",    "article",    "header", "footer",  "aside",   "nav", "main", "figure",
    "figcaption", "blockquote", "table",  "ul",      "ol",      "dl",  "pre",  "form",
    "fieldset",   "hr",         "body",   "caption", "address", NULL};
static const char *const lines[] = {"br", "li", "tr", "dt", "dd", "option", "legend", NULL};
static const char *const cells[] = {"td", "th", NULL};
static const char *const unread[] = {"script",   "style",    "title", "noscript",
                                     "template", "textarea", NULL};

/* Behind the > of a tag that begins at `at`; attributes in quotes may hold one. */
static size_t tag_end(const struct html *h, size_t at)
{
    char quote = '\0';
    for (; at < h->n; at++) {
        char c = h->p[at];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if ((c == '"' || c == '\'') && h->p[at - 1] == '=')
            quote = c;
        else if (c == '>')
            return at + 1;
    }
    return h->n;
}

/* Behind </NAME of what is not read; the end of all where there is none. */
static size_t unread_end(const struct html *h, size_t at, struct text name)
{
    for (; at + 2 + name.n <= h->n; at++) {
        const char *p = memchr(h->p + at, '<', h->n - at);
        if (!p)
            break;
        at = (size_t)(p - h->p);
        if (at + 2 + name.n > h->n || h->p[at + 1] != '/')
            continue;
        size_t i = 0;
        while (i < name.n && lower(h->p[at + 2 + i]) == lower(name.p[i]))
            i++;
        if (i == name.n)
            return tag_end(h, at + 1);
    }
    return h->n;
}

static size_t comment_end(const struct html *h)
{
    const char *end =
        h->n - h->at > 4 ? memmem(h->p + h->at + 4, h->n - h->at - 4, "-->", 3) : NULL;
    return end ? (size_t)(end - h->p) + 3 : h->n;
}

static void tag_read(struct html *h)
{
    bool is_end = h->at + 1 < h->n && h->p[h->at + 1] == '/';
    size_t from = h->at + 1 + is_end, to = from;
    while (to < h->n && (is_letter(h->p[to]) || (to > from && h->p[to] >= '0' && h->p[to] <= '9')))
        to++;
    struct text name = {h->p + from, to - from};
    size_t after = tag_end(h, to);
    if (!is_end && name_among(name, unread))
        after = unread_end(h, after, name);
    if (name_among(name, paragraphs))
        break_put(h, "\n\n");
    else if (name_among(name, lines) && (!is_end || !name_is(name, "br")))
        break_put(h, "\n");
    else if (is_end && name_among(name, cells))
        break_put(h, "\t");
    h->at = after;
}

/* Whether a < begins a tag, and is not a sign of its own. */
static bool is_tag(const struct html *h)
{
    if (h->at + 1 >= h->n)
        return false;
    char c = h->p[h->at + 1];
    return is_letter(c) || (c == '/' && h->at + 2 < h->n && is_letter(h->p[h->at + 2]));
}

void html_read(struct document_writer *w, struct text html)
{
    struct html h = {.w = w, .p = html.p, .n = html.n, .was_space = true};
    while (h.at < h.n) {
        char c = h.p[h.at];
        if (c == '<' && h.n - h.at >= 4 && memcmp(h.p + h.at, "<!--", 4) == 0) {
            h.at = comment_end(&h);
        } else if (c == '<' && h.at + 1 < h.n && (h.p[h.at + 1] == '!' || h.p[h.at + 1] == '?')) {
            h.at = tag_end(&h, h.at + 1);
        } else if (c == '<' && is_tag(&h)) {
            tag_read(&h);
        } else if (c == '<') {
            document_put(w, TEXT("<"), h.at++);
            h.was_space = false;
        } else if (c == '&') {
            ampersand_put(&h);
        } else if (is_space(c) || c == '\0') {
            space_put(&h);
        } else {
            run_put(&h);
        }
    }
}

bool document_is_html(struct text t)
{
    static const char *const begins[] = {"<!doctype html", "<html",    "<head",    "<body",
                                         "<meta",          "<div",     "<p>",      "<p ",
                                         "<table",         "<article", "<section", NULL};
    size_t at = t.n >= 3 && memcmp(t.p, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    while (at < t.n && is_space(t.p[at]))
        at++;
    for (const char *const *b = begins; *b; b++) {
        size_t i = 0, n = strlen(*b);
        while (i < n && at + i < t.n && lower(t.p[at + i]) == (*b)[i])
            i++;
        if (i == n)
            return true;
    }
    return false;
}
