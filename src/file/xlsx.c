/* Layout: ECMA-376 part 1, 18.2 (workbook), 18.4 (shared strings), 18.8 (styles). */
#include "file/xlsx.h"

#include "file/number.h"
#include <string.h>

#define SHEETS_MAX 1024
#define STYLES_MAX 65536
#define FORMATS_MAX 65536

static bool text_ignore(void *self, struct text t, struct fault *f)
{
    (void)self, (void)t, (void)f;
    return true;
}

static bool close_ignore(void *self, const char *name, struct fault *f)
{
    (void)self, (void)name, (void)f;
    return true;
}

static struct text attribute_copy(struct arena *a, const char *const *attributes, const char *name)
{
    const char *value = xml_attribute(attributes, name);
    return text_copy(a, text_from(value));
}

static bool too_many(const struct xlsx *x, const char *what, struct fault *f)
{
    return fault_set(f, FAULT_LIMIT, "\"%.*s\" has too many parts of one kind: %s",
                     TEXT_ARG(x->parse->name), what);
}

/* ---- xl/workbook.xml ---- */

static bool workbook_element(void *self, const char *name, const char *const *attributes,
                             struct fault *f)
{
    struct xlsx *x = self;
    if (strcmp(name, "workbookPr") == 0)
        x->is_1904 = xml_is_true(xml_attribute(attributes, "date1904"));
    if (strcmp(name, "sheet") != 0)
        return true;
    if (x->sheets.count >= SHEETS_MAX)
        return too_many(x, name, f);
    const char *state = xml_attribute(attributes, "state");
    LIST_ADD(&x->arena, &x->sheets,
             (struct xlsx_sheet){
                 .name = attribute_copy(&x->arena, attributes, "name"),
                 .relation = attribute_copy(&x->arena, attributes, "id"),
                 .is_hidden = state && strcmp(state, "visible") != 0,
                 .part = -1,
             });
    return true;
}

/* ---- xl/_rels/workbook.xml.rels ---- */

static int64_t part_find(const struct xlsx *x, struct text target)
{
    SCOPED_ARENA a = {0};
    bool is_absolute = target.n && target.p[0] == '/';
    struct text path = is_absolute ? text_slice(target, 1, target.n)
                                   : text_printf(&a, "xl/%.*s", TEXT_ARG(target));
    char *name = text_cstr(&a, path);
    int64_t part = zip_name_locate(x->zip, name, 0);
    return part >= 0 ? part : zip_name_locate(x->zip, name, ZIP_FL_NOCASE);
}

static bool relation_element(void *self, const char *name, const char *const *attributes,
                             struct fault *f)
{
    (void)f;
    struct xlsx *x = self;
    struct text type = text_from(xml_attribute(attributes, "Type"));
    struct text id = text_from(xml_attribute(attributes, "Id"));
    struct text target = text_from(xml_attribute(attributes, "Target"));
    if (strcmp(name, "Relationship") != 0 || target.n == 0)
        return true;
    if (text_ends(type, TEXT("/sharedStrings")))
        x->strings_part = part_find(x, target);
    if (text_ends(type, TEXT("/styles")))
        x->styles_part = part_find(x, target);
    if (text_ends(type, TEXT("/worksheet")))
        for (size_t i = 0; i < x->sheets.count; i++)
            if (text_equal(x->sheets.items[i].relation, id))
                x->sheets.items[i].part = part_find(x, target);
    return true;
}

/* ---- xl/styles.xml ---- */

struct format {
    int64_t id;
    bool is_day;
};

struct styles {
    struct xlsx *xlsx;
    struct arena arena;
    LIST(struct format) formats;
    bool is_cells; /* within cellXfs */
};

static bool format_find(const struct styles *s, int64_t id)
{
    for (size_t i = 0; i < s->formats.count; i++)
        if (s->formats.items[i].id == id)
            return s->formats.items[i].is_day;
    return format_builtin_is_day(id);
}

static bool style_open(void *self, const char *name, const char *const *attributes, struct fault *f)
{
    struct styles *s = self;
    struct xlsx *x = s->xlsx;
    int64_t id = 0;
    xml_number(&id, xml_attribute(attributes, "numFmtId"), INT32_MAX);
    if (strcmp(name, "cellXfs") == 0)
        s->is_cells = true;
    if (strcmp(name, "numFmt") == 0) {
        struct text code = text_from(xml_attribute(attributes, "formatCode"));
        if (s->formats.count >= FORMATS_MAX)
            return too_many(x, name, f);
        LIST_ADD(&s->arena, &s->formats, (struct format){id, format_is_day(code)});
    }
    if (s->is_cells && strcmp(name, "xf") == 0) {
        if (x->is_day.count >= STYLES_MAX)
            return too_many(x, name, f);
        LIST_ADD(&x->arena, &x->is_day, format_find(s, id));
    }
    return true;
}

static bool style_close(void *self, const char *name, struct fault *f)
{
    (void)f;
    struct styles *s = self;
    if (strcmp(name, "cellXfs") == 0)
        s->is_cells = false;
    return true;
}

static bool styles_read(struct xlsx *x, int64_t part, struct fault *f)
{
    struct styles s = {.xlsx = x};
    const struct xml_reader reader = {style_open, style_close, text_ignore, &s, NULL};
    bool is_read = part < 0 || xml_part_read(x->parse, x->zip, (uint64_t)part, &reader, f);
    arena_clear(&s.arena);
    return is_read;
}

/* ---- xl/sharedStrings.xml ---- */

static int hex_digit(char c)
{
    const char *at = c ? strchr("0123456789abcdef", c | 0x20) : NULL;
    return c >= '0' && at ? (int)(at - "0123456789abcdef") : -1;
}

/* The character that "_x000D_" at t stands for; -1 where it is no escape. */
static int32_t escape_decode(struct text t)
{
    if (t.n < 7 || t.p[1] != 'x' || t.p[6] != '_')
        return -1;
    int32_t c = 0;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(t.p[i]);
        if (digit < 0)
            return -1;
        c = c * 16 + digit;
    }
    return c == 0 || (c >= 0xd800 && c <= 0xdfff) ? -1 : c;
}

void xlsx_text_add(struct buffer *b, struct text t)
{
    while (t.n) {
        const char *at = memchr(t.p, '_', t.n);
        size_t before = at ? (size_t)(at - t.p) : t.n;
        buffer_add(b, text_slice(t, 0, before));
        t = text_slice(t, before, t.n);
        int32_t c = t.n ? escape_decode(t) : -1;
        if (c >= 0)
            buffer_add_code_point(b, (uint32_t)c);
        else if (t.n)
            buffer_add_char(b, '_');
        t = text_slice(t, c >= 0 ? 7 : 1, t.n);
    }
}

struct shared {
    struct xlsx *xlsx;
    struct buffer raw, decoded;
    bool is_text; /* within t */
    int phonetic; /* within how many rPh: how a word is read, no part of it */
};

static bool shared_open(void *self, const char *name, const char *const *attributes,
                        struct fault *f)
{
    (void)attributes, (void)f;
    struct shared *s = self;
    if (strcmp(name, "si") == 0)
        s->raw.n = 0;
    else if (strcmp(name, "rPh") == 0)
        s->phonetic++;
    else if (strcmp(name, "t") == 0)
        s->is_text = s->phonetic == 0;
    return true;
}

static bool shared_close(void *self, const char *name, struct fault *f)
{
    struct shared *s = self;
    if (strcmp(name, "t") == 0)
        s->is_text = false;
    else if (strcmp(name, "rPh") == 0)
        s->phonetic--;
    else if (strcmp(name, "si") == 0) {
        s->decoded.n = 0;
        xlsx_text_add(&s->decoded, buffer_text(&s->raw));
        return strings_add(&s->xlsx->strings, buffer_text(&s->decoded), f);
    }
    return true;
}

static bool shared_text(void *self, struct text t, struct fault *f)
{
    struct shared *s = self;
    const struct parse *p = s->xlsx->parse;
    if (!s->is_text)
        return true;
    buffer_add(&s->raw, t);
    if ((int64_t)s->raw.n > p->limits->cell_bytes_max)
        return fault_set(f, FAULT_LIMIT, "\"%.*s\": a text is longer than %lld bytes",
                         TEXT_ARG(p->name), (long long)p->limits->cell_bytes_max);
    return true;
}

static bool shared_read(struct xlsx *x, int64_t part, struct fault *f)
{
    struct shared s = {.xlsx = x};
    const struct xml_reader reader = {shared_open, shared_close, shared_text, &s, NULL};
    bool is_read = part < 0 || xml_part_read(x->parse, x->zip, (uint64_t)part, &reader, f);
    buffer_clear(&s.raw);
    buffer_clear(&s.decoded);
    return is_read;
}

/* ---- the whole ---- */

static bool part_read(struct xlsx *x, const char *name,
                      bool (*open)(void *, const char *, const char *const *, struct fault *),
                      void *self, struct fault *f)
{
    const struct xml_reader reader = {open, close_ignore, text_ignore, self, NULL};
    int64_t part = zip_name_locate(x->zip, name, 0);
    if (part < 0)
        return fault_set(f, FAULT_INPUT, "\"%.*s\" has no part %s", TEXT_ARG(x->parse->name), name);
    return xml_part_read(x->parse, x->zip, (uint64_t)part, &reader, f);
}

bool xlsx_parts_find(struct xlsx *x, struct fault *f)
{
    x->strings_part = x->styles_part = -1;
    TRY(zip_file_open(&x->zip, x->parse, f));
    TRY(part_read(x, "xl/workbook.xml", workbook_element, x, f));
    return part_read(x, "xl/_rels/workbook.xml.rels", relation_element, x, f);
}

static bool xlsx_read(struct xlsx *x, struct fault *f)
{
    TRY(strings_open(&x->strings, x->parse->spill_fd, x->parse->limits->shared_string_bytes_max,
                     f));
    TRY(xlsx_parts_find(x, f));
    TRY(styles_read(x, x->styles_part, f));
    TRY(shared_read(x, x->strings_part, f));
    for (size_t i = 0; i < x->sheets.count; i++)
        if (x->sheets.items[i].part >= 0)
            TRY(xlsx_sheet_read(x, &x->sheets.items[i], (int)i, f));
    return true;
}

bool xlsx_parse(struct parse *p, struct fault *f)
{
    struct xlsx x = {.parse = p};
    bool is_read = xlsx_read(&x, f);
    strings_clear(&x.strings);
    zip_file_close(&x.zip);
    arena_clear(&x.arena);
    return is_read;
}
