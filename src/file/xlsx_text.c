#include "file/xlsx_text.h"

#include "file/part.h"
#include "file/xlsx_blank.h"
#include <string.h>

/* ---- reading ---- */

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

/* The code point of "&#20013;" or "&#x4e2d;" at t; 0 where it is none. */
static uint32_t number_read(struct text t, size_t *length)
{
    bool is_hex = t.n > 2 && t.p[2] == 'x';
    size_t at = is_hex ? 3 : 2;
    uint32_t c = 0, base = is_hex ? 16 : 10;
    for (; at < t.n && t.p[at] != ';'; at++) {
        uint32_t digit = (uint32_t)digit_of(t.p[at]);
        if (digit >= base || c > 0x10ffff)
            return 0;
        c = c * base + digit;
    }
    *length = at + 1;
    return at < t.n && c <= 0x10ffff ? c : 0;
}

/* The same of "&lt;" and its like, too. */
static uint32_t reference_read(struct text t, size_t *length)
{
    static const struct {
        const char *name;
        uint32_t c;
    } names[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (text_starts(t, text_from(names[i].name))) {
            *length = strlen(names[i].name);
            return names[i].c;
        }
    return text_starts(t, TEXT("&#")) ? number_read(t, length) : 0;
}

/* One unit of XML at i as its bytes; how long it is there. */
static size_t unit_read(char out[4], size_t *n, struct text xml, size_t i, size_t to, bool is_cdata)
{
    size_t length = 1;
    uint32_t c = 0;
    *n = 1;
    out[0] = xml.p[i];
    if (xml.p[i] == '\r') { /* as XML reads the end of a line */
        out[0] = '\n';
        return i + 1 < to && xml.p[i + 1] == '\n' ? 2 : 1;
    }
    if (xml.p[i] == '&' && !is_cdata)
        c = reference_read(text_slice(xml, i, to), &length);
    if (c)
        *n = utf8_put(out, c);
    return c ? length : 1;
}

static void piece_read(struct spelled *out, struct buffer *b, struct arena *a, struct text xml,
                       size_t from, size_t to, bool is_cdata)
{
    /* No unit of XML is shorter than what it says. */
    size_t *at = ARENA_ARRAY(a, size_t, to - from + 1), start = b->n, n;
    char bytes[4];
    for (size_t i = from; i < to;) {
        size_t length = unit_read(bytes, &n, xml, i, to, is_cdata);
        for (size_t k = 0; k < n; k++)
            at[b->n - start + k] = i;
        buffer_add(b, (struct text){bytes, n});
        i += length;
    }
    at[b->n - start] = to;
    LIST_ADD(a, &out->pieces, (struct text_piece){start, b->n, at});
}

void spelled_read(struct spelled *out, struct arena *a, struct text xml, bool is_plain)
{
    SCOPED_BUFFER b = {0};
    struct token t;
    bool in_text = is_plain;
    int readings = 0;
    *out = (struct spelled){.text = {"", 0}};
    for (size_t at = 0; token_next(&t, xml, at); at = t.next) {
        bool is_tag = t.kind <= TOKEN_CLOSE && !is_plain;
        if (is_tag && text_is(name_local(t.name), "rPh") && t.kind != TOKEN_EMPTY)
            readings += t.kind == TOKEN_OPEN ? 1 : -1;
        if (is_tag && text_is(name_local(t.name), "t"))
            in_text = t.kind == TOKEN_OPEN;
        if ((t.kind == TOKEN_TEXT || t.kind == TOKEN_CDATA) && in_text && readings == 0)
            piece_read(out, &b, a, xml, t.from, t.to, t.kind == TOKEN_CDATA);
    }
    out->text = text_copy(a, buffer_text(&b));
}

/* ---- writing ---- */

/* In a header & is doubled, and a number is kept from the size of letters before it: "&9" "2019".
 */
static void page_text_put(struct buffer *out, struct text t)
{
    SCOPED_BUFFER doubled = {0};
    size_t digits = out->n;
    while (digits && out->p[digits - 1] >= '0' && out->p[digits - 1] <= '9')
        digits--;
    bool is_size = digits < out->n && digits >= 5 && memcmp(out->p + digits - 5, "&amp;", 5) == 0;
    if (is_size && t.n && t.p[0] >= '0' && t.p[0] <= '9')
        buffer_add_char(&doubled, ' ');
    for (size_t i = 0; i < t.n; i++)
        buffer_add_str(&doubled, t.p[i] == '&' ? "&&" : (char[]){t.p[i], '\0'});
    buffer_add_xml(out, buffer_text(&doubled));
}

/* CDATA is written as it would stand outside: what is put in is escaped. */
static void raw_put(struct buffer *out, struct text xml, size_t from, size_t to, bool is_cdata)
{
    if (is_cdata)
        buffer_add_xml(out, text_slice(xml, from, to));
    else
        buffer_add(out, text_slice(xml, from, to));
}

struct writing_of {
    struct buffer *out;
    struct text xml;
    const struct filling *filling;
    bool is_page;
};

static void piece_write(const struct writing_of *w, const struct text_piece *p, bool is_cdata)
{
    size_t at = p->text_from;
    for (size_t i = 0; i < w->filling->spans.count; i++) {
        const struct filling_span *s = &w->filling->spans.items[i];
        if (s->to <= at || s->from >= p->text_to)
            continue;
        if (s->from >= at) {
            raw_put(w->out, w->xml, p->at[at - p->text_from], p->at[s->from - p->text_from],
                    is_cdata);
            if (w->is_page)
                page_text_put(w->out, s->text);
            else
                buffer_add_xml(w->out, s->text);
        }
        at = s->to < p->text_to ? s->to : p->text_to;
    }
    raw_put(w->out, w->xml, p->at[at - p->text_from], p->at[p->text_to - p->text_from], is_cdata);
}

static void tag_write(struct buffer *out, struct text xml, const struct token *t,
                      struct text prefix)
{
    struct text local = name_local(t->name);
    size_t rest = (size_t)(t->name.p + t->name.n - xml.p);
    struct text ignored, tag = text_slice(xml, t->from, t->to);
    bool is_text = t->kind == TOKEN_OPEN && text_is(local, "t");
    buffer_printf(out, "<%s%.*s%s%.*s", t->kind == TOKEN_CLOSE ? "/" : "", TEXT_ARG(prefix),
                  prefix.n ? ":" : "", TEXT_ARG(local));
    if (is_text && !token_attribute(&ignored, tag, "xml:space"))
        buffer_add_str(out, " xml:space=\"preserve\"");
    buffer_add(out, text_slice(xml, rest, t->to));
}

/* How words are read aloud, and how that is set: no more true of another text. */
static bool is_reading_name(struct text local)
{
    return text_is(local, "rPh") || text_is(local, "phoneticPr");
}

void spelled_write(struct buffer *out, struct text xml, const struct spelled *s,
                   const struct filling *filling, struct text prefix)
{
    struct writing_of w = {out, xml, filling, false};
    struct token t;
    size_t piece = 0;
    bool in_text = false;
    int readings = 0;
    for (size_t at = 0; token_next(&t, xml, at); at = t.next) {
        bool is_tag = t.kind <= TOKEN_CLOSE, is_reading = false;
        if (is_tag && is_reading_name(name_local(t.name))) {
            is_reading = true;
            readings += t.kind == TOKEN_OPEN ? 1 : t.kind == TOKEN_CLOSE ? -1 : 0;
        }
        if (is_tag && text_is(name_local(t.name), "t"))
            in_text = t.kind == TOKEN_OPEN;
        if (is_reading || readings)
            continue;
        if (is_tag)
            tag_write(out, xml, &t, prefix);
        else if (t.kind != TOKEN_OTHER && in_text && piece < s->pieces.count)
            piece_write(&w, &s->pieces.items[piece++], t.kind == TOKEN_CDATA);
    }
}

void spelled_write_plain(struct buffer *out, struct text xml, const struct spelled *s,
                         const struct filling *filling, bool is_page)
{
    struct writing_of w = {out, xml, filling, is_page};
    struct token t;
    size_t piece = 0;
    for (size_t at = 0; token_next(&t, xml, at); at = t.next)
        if ((t.kind == TOKEN_TEXT || t.kind == TOKEN_CDATA) && piece < s->pieces.count)
            piece_write(&w, &s->pieces.items[piece++], t.kind == TOKEN_CDATA);
}
