#include "file/xlsx_blank.h"

#include "file/docx_token.h"
#include "file/xlsx_text.h"
#include <stdio.h>
#include <string.h>

#define SHARED_MAX 4000000
#define BLANKS_MAX 20000
#define TEXT_BYTES_MAX ((size_t)1 << 20)   /* of one cell's XML; Excel's own texts are shorter */
#define FIGURE_BYTES_MAX 400               /* of what stands before the colon of a turn */
#define BLANK_BYTES_MAX ((size_t)16 << 20) /* of all their texts */

/* ---- what a blank looks like ---- */

static bool is_key_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

/* "[labour.placed change: ...": any other bracket is a text's own. */
static bool is_turn_start(struct text t)
{
    size_t n = 1, points = 0;
    for (; n < t.n && is_key_byte(t.p[n]); n++)
        points += t.p[n] == '.';
    return points && text_find(text_slice(t, 0, FIGURE_BYTES_MAX), TEXT(":")) >= 0;
}

bool blank_span_next(size_t *from, size_t *to, struct text t, size_t at)
{
    for (; at < t.n; at++) {
        struct text rest = text_slice(t, at, t.n);
        bool is_brace = t.p[at] == '{';
        if (!is_brace && (t.p[at] != '[' || !is_turn_start(rest)))
            continue;
        ptrdiff_t end = text_find(rest, is_brace ? TEXT("}") : TEXT("]"));
        *from = at;
        *to = end < 0 ? t.n : at + (size_t)end + 1;
        return true;
    }
    return false;
}

static bool is_blank(struct text t)
{
    size_t from, to;
    return blank_span_next(&from, &to, t, 0);
}

/* Cheaper than to read it: neither sign nor a reference that may stand for one. */
static bool may_be_blank(struct text xml)
{
    return memchr(xml.p, '{', xml.n) || memchr(xml.p, '[', xml.n) ||
           text_find(xml, TEXT("&#")) >= 0;
}

/* ---- shared texts ---- */

bool shared_texts_read(struct shared_texts *out, struct arena *a, struct text xml, struct fault *f)
{
    struct token t;
    size_t from = 0;
    memset(out, 0, sizeof(*out));
    for (size_t at = 0; token_next(&t, xml, at); at = t.next) {
        if (t.kind > TOKEN_CLOSE || !text_is(name_local(t.name), "si"))
            continue;
        if (out->items.count == SHARED_MAX)
            return fault_set(f, FAULT_LIMIT, "the workbook has more than %d texts", SHARED_MAX);
        if (t.kind == TOKEN_OPEN)
            from = t.next;
        else
            LIST_ADD(a, &out->items,
                     (struct shared_text){
                         .xml = text_slice(xml, t.kind == TOKEN_CLOSE ? from : t.from, t.from)});
    }
    return true;
}

static struct shared_text *shared_find(const struct shared_texts *s, struct text number)
{
    size_t n = 0;
    struct text digits = text_trim(number);
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9' || n > s->items.count)
            return NULL;
        n = n * 10 + (size_t)(digits.p[i] - '0');
    }
    return digits.n && n < s->items.count ? &s->items.items[n] : NULL;
}

/* ---- going over a sheet ---- */

enum spot_kind { SPOT_CELL, SPOT_PAGE };

/* A cell, or a header or footer. */
struct spot {
    enum spot_kind kind;
    struct text tag, name; /* the opening one */
    struct text type;      /* of a cell: "s", "inlineStr", "str", or another */
    size_t from, open_to, close_from, to;
    struct text value;                                     /* within <v>, or the text of a header */
    struct text in_line;                                   /* within <is> */
    size_t value_from, value_to, in_line_from, in_line_to; /* the elements themselves */
    bool has_formula;
    char place[16]; /* of a cell */
};

struct walk {
    struct text xml;
    size_t at;
    int64_t row, column;
    bool in_data, in_page;
};

static void position_step(struct walk *w, const struct token *t, struct text tag)
{
    struct text stated;
    if (!text_is(name_local(t->name), "row") || t->kind == TOKEN_CLOSE)
        return;
    w->row++;
    w->column = -1;
    int64_t row = 0;
    if (!token_attribute(&stated, tag, "r"))
        return;
    for (size_t i = 0; i < stated.n && stated.p[i] >= '0' && stated.p[i] <= '9' && row < INT32_MAX;
         i++)
        row = row * 10 + (stated.p[i] - '0');
    w->row = row;
}

static void place_print(struct spot *out, struct walk *w)
{
    struct text stated;
    char letters[8];
    size_t n = sizeof(letters);
    w->column++;
    if (token_attribute(&stated, out->tag, "r") && stated.n < sizeof(out->place)) {
        memcpy(out->place, stated.p, stated.n);
        out->place[stated.n] = '\0';
        int64_t column = 0;
        for (size_t i = 0; i < stated.n && stated.p[i] >= 'A' && stated.p[i] <= 'Z' && i < 3; i++)
            column = column * 26 + (stated.p[i] - 'A' + 1);
        w->column = column - 1;
        return;
    }
    for (int64_t c = w->column + 1; c > 0 && n; c = (c - 1) / 26)
        letters[--n] = (char)('A' + (c - 1) % 26);
    snprintf(out->place, sizeof(out->place), "%.*s%d", (int)(sizeof(letters) - n), letters + n,
             (int)w->row);
}

/* The children of a cell, up to where it closes. */
static void cell_read(struct spot *out, struct walk *w)
{
    struct token t;
    int depth = 0;
    size_t at = out->open_to;
    for (; token_next(&t, w->xml, at); at = t.next) {
        if (t.kind > TOKEN_CLOSE)
            continue;
        struct text local = name_local(t.name);
        if (t.kind == TOKEN_CLOSE && depth == 0)
            break;
        bool is_child = depth == (t.kind == TOKEN_CLOSE ? 1 : 0);
        depth += t.kind == TOKEN_OPEN ? 1 : t.kind == TOKEN_CLOSE ? -1 : 0;
        if (!is_child)
            continue;
        bool is_value = text_is(local, "v"), is_line = text_is(local, "is");
        out->has_formula |= text_is(local, "f");
        size_t *from = is_value ? &out->value_from : &out->in_line_from;
        size_t *to = is_value ? &out->value_to : &out->in_line_to;
        if (!is_value && !is_line)
            continue;
        if (t.kind != TOKEN_CLOSE)
            *from = t.from;
        *to = t.next;
        struct text *inner = is_value ? &out->value : &out->in_line;
        if (t.kind == TOKEN_OPEN)
            *inner = text_slice(w->xml, t.next, t.next);
        else if (t.kind == TOKEN_CLOSE && inner->p)
            inner->n = (size_t)(w->xml.p + t.from - inner->p);
    }
    out->close_from = t.from;
    out->to = t.next;
}

static bool is_page_name(struct text local)
{
    return (text_ends(local, TEXT("Header")) || text_ends(local, TEXT("Footer"))) &&
           !text_is(local, "headerFooter"); /* which is around them */
}

static void page_read(struct spot *out, struct walk *w)
{
    struct token t;
    size_t at = out->open_to;
    while (token_next(&t, w->xml, at) && t.kind > TOKEN_CLOSE)
        at = t.next;
    if (t.kind != TOKEN_CLOSE)
        return; /* it holds elements, which no header does */
    out->value = text_slice(w->xml, out->open_to, t.from);
    out->close_from = t.from;
    out->to = t.next;
}

static bool spot_next(struct spot *out, struct walk *w)
{
    struct token t;
    for (; token_next(&t, w->xml, w->at); w->at = t.next) {
        struct text tag = text_slice(w->xml, t.from, t.to), local = name_local(t.name);
        if (t.kind > TOKEN_CLOSE)
            continue;
        if (text_is(local, "sheetData"))
            w->in_data = t.kind == TOKEN_OPEN;
        if (text_is(local, "headerFooter"))
            w->in_page = t.kind == TOKEN_OPEN;
        position_step(w, &t, tag);
        bool is_cell = w->in_data && text_is(local, "c") && t.kind != TOKEN_CLOSE;
        bool is_page = w->in_page && is_page_name(local) && t.kind == TOKEN_OPEN;
        if (!is_cell && !is_page)
            continue;
        *out = (struct spot){.kind = is_cell ? SPOT_CELL : SPOT_PAGE,
                             .tag = tag,
                             .name = t.name,
                             .from = t.from,
                             .open_to = t.next,
                             .close_from = t.next,
                             .to = t.next};
        if (is_cell)
            place_print(out, w);
        if (is_cell && t.kind == TOKEN_OPEN)
            cell_read(out, w);
        else if (is_page)
            page_read(out, w);
        w->at = out->to;
        return true;
    }
    return false;
}

/* ---- their texts ---- */

struct source {
    struct text xml; /* within <si>, <is>, <v> or a header */
    bool is_plain;
    struct shared_text *shared; /* or NULL */
};

/* Where the text of a spot stands; false where it has none, or a formula makes it. */
static bool source_find(struct source *out, const struct spot *s, const struct shared_texts *shared)
{
    struct text type = {"", 0};
    *out = (struct source){.xml = s->value, .is_plain = true};
    if (s->kind == SPOT_PAGE)
        return true;
    if (s->has_formula || !token_attribute(&type, s->tag, "t"))
        return false;
    if (text_is(type, "str"))
        return true;
    out->is_plain = false;
    out->xml = s->in_line;
    if (text_is(type, "inlineStr"))
        return true;
    out->shared = text_is(type, "s") ? shared_find(shared, s->value) : NULL;
    if (out->shared)
        out->xml = out->shared->xml;
    return out->shared != NULL;
}

/* The text of a spot that is a blank; empty: it is none. */
static struct text blank_text(struct arena *a, const struct spot *s,
                              const struct shared_texts *shared)
{
    SCOPED_ARENA scratch = {0};
    struct source from;
    struct spelled spelled;
    if (!source_find(&from, s, shared) || (from.shared && from.shared->is_no_blank))
        return (struct text){"", 0};
    if (from.xml.n <= TEXT_BYTES_MAX && may_be_blank(from.xml)) {
        spelled_read(&spelled, &scratch, from.xml, from.is_plain);
        if (is_blank(spelled.text))
            return text_copy(a, spelled.text);
    }
    if (from.shared)
        from.shared->is_no_blank = true; /* a million cells may name one long text */
    return (struct text){"", 0};
}

bool blanks_find(blank_list *out, struct arena *a, size_t sheet, struct text name, struct text xml,
                 const struct shared_texts *shared, struct fault *f)
{
    struct walk w = {.xml = xml};
    struct spot s;
    size_t bytes = 0;
    for (size_t i = 0; i < out->count; i++)
        bytes += out->items[i].text.n;
    while (spot_next(&s, &w)) {
        struct text text = blank_text(a, &s, shared);
        if (text.n == 0)
            continue;
        bytes += text.n;
        if (out->count == BLANKS_MAX || bytes > BLANK_BYTES_MAX)
            return fault_set(f, FAULT_LIMIT, "sheet \"%.*s\": too many cells hold a brace",
                             TEXT_ARG(name));
        struct blank b = {
            .sheet = sheet,
            .sheet_name = name,
            .place = text_copy(a, s.kind == SPOT_CELL ? text_from(s.place) : name_local(s.name)),
            .is_cell = s.kind == SPOT_CELL,
            .text = text};
        LIST_ADD(a, out, b);
    }
    return true;
}

bool sheet_has_formula(struct text xml)
{
    struct walk w = {.xml = xml};
    struct spot s;
    while (spot_next(&s, &w))
        if (s.has_formula)
            return true;
    return false;
}

/* ---- filling ---- */

/* The tag with another type, or none; every other attribute stays as it is written. */
static void tag_put(struct buffer *out, const struct spot *s, const char *type)
{
    struct text old;
    size_t end = s->tag.n;
    bool is_empty = end >= 2 && s->tag.p[end - 2] == '/';
    struct text tag = text_slice(s->tag, 0, end - 1 - is_empty);
    if (token_attribute(&old, s->tag, "t")) {
        size_t value = (size_t)(old.p - s->tag.p);
        buffer_add(out, text_slice(tag, 0, value - 4)); /* ` t="` */
        buffer_add(out, text_slice(tag, value + old.n + 1, tag.n));
    } else {
        buffer_add(out, tag);
    }
    if (type)
        buffer_printf(out, " t=\"%s\"", type);
    buffer_add_char(out, '>');
}

/* The children of a cell but its value. */
static void rest_put(struct buffer *out, struct text xml, const struct spot *s)
{
    size_t at = s->open_to;
    for (int i = 0; i < 2; i++) {
        bool value_first = s->value_from <= s->in_line_from;
        bool is_value = (i == 0) == value_first;
        size_t from = is_value ? s->value_from : s->in_line_from;
        size_t to = is_value ? s->value_to : s->in_line_to;
        if (from < at)
            continue; /* not there */
        buffer_add(out, text_slice(xml, at, from));
        at = to;
    }
    buffer_add(out, text_slice(xml, at, s->close_from));
}

static void element_put(struct buffer *out, struct text prefix, const char *name, bool closes)
{
    buffer_printf(out, "<%s%.*s%s%s>", closes ? "/" : "", TEXT_ARG(prefix), prefix.n ? ":" : "",
                  name);
}

static void number_put(struct buffer *out, const struct spot *s, struct decimal number)
{
    SCOPED_ARENA a = {0};
    struct text prefix = name_prefix(s->name);
    tag_put(out, s, NULL);
    element_put(out, prefix, "v", false);
    buffer_add(out, decimal_print(&a, number));
    element_put(out, prefix, "v", true);
}

static void text_put(struct buffer *out, const struct spot *s, const struct shared_texts *shared,
                     const struct filling *filling)
{
    SCOPED_ARENA a = {0};
    struct text prefix = name_prefix(s->name);
    struct source from;
    struct spelled spelled;
    if (!source_find(&from, s, shared))
        return;
    spelled_read(&spelled, &a, from.xml, from.is_plain);
    tag_put(out, s, from.is_plain ? "str" : "inlineStr");
    element_put(out, prefix, from.is_plain ? "v" : "is", false);
    if (from.is_plain)
        spelled_write_plain(out, from.xml, &spelled, filling, false);
    else
        spelled_write(out, from.xml, &spelled, filling, prefix);
    element_put(out, prefix, from.is_plain ? "v" : "is", true);
}

static void cell_put(struct buffer *out, struct text xml, const struct spot *s,
                     const struct shared_texts *shared, const struct filling *filling)
{
    if (filling && filling->is_number)
        number_put(out, s, filling->number);
    else if (filling)
        text_put(out, s, shared, filling);
    else
        tag_put(out, s, NULL);
    rest_put(out, xml, s);
    buffer_add(out, text_slice(xml, s->close_from, s->to));
}

static void page_put(struct buffer *out, const struct spot *s, struct text xml,
                     const struct filling *filling)
{
    SCOPED_ARENA a = {0};
    struct spelled spelled;
    spelled_read(&spelled, &a, s->value, true);
    buffer_add(out, text_slice(xml, s->from, s->open_to));
    spelled_write_plain(out, s->value, &spelled, filling, true);
    buffer_add(out, text_slice(xml, s->close_from, s->to));
}

void blanks_fill(struct buffer *out, struct text xml, const struct shared_texts *shared,
                 const struct filling *fillings, size_t count)
{
    SCOPED_ARENA a = {0};
    struct walk w = {.xml = xml};
    struct spot s;
    size_t at = 0, n = 0;
    while (spot_next(&s, &w)) {
        const struct filling *filling = NULL;
        bool is_next = n < count && blank_text(&a, &s, shared).n > 0;
        if (is_next && (fillings[n].is_number || fillings[n].spans.count))
            filling = &fillings[n];
        n += is_next;
        bool is_stale = s.has_formula && s.value_to > 0;
        if (!filling && !is_stale)
            continue;
        buffer_add(out, text_slice(xml, at, s.from));
        if (s.kind == SPOT_CELL)
            cell_put(out, xml, &s, shared, filling);
        else
            page_put(out, &s, xml, filling);
        at = s.to;
    }
    buffer_add(out, text_slice(xml, at, xml.n));
}
