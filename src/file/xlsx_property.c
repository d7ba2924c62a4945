#include "file/xlsx_property.h"

#include "file/docx_token.h"
#include "file/part.h"

#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/"
#define FORMAT_ID "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" /* of properties that people set */

/* ---- properties ---- */

static int64_t whole_read(struct text digits)
{
    int64_t n = 0;
    for (size_t i = 0; i < digits.n && digits.p[i] >= '0' && digits.p[i] <= '9' && n < 1 << 20; i++)
        n = n * 10 + (digits.p[i] - '0');
    return n;
}

/* Where the property of that name stands; the highest number of any. */
static bool property_find(size_t *from, size_t *to, int64_t *most, struct text xml,
                          struct text name)
{
    struct token t;
    struct text said;
    bool is_here = false, found = false;
    *most = 1; /* numbers begin with 2 */
    for (size_t at = 0; token_next(&t, xml, at); at = t.next) {
        struct text tag = text_slice(xml, t.from, t.to);
        if (t.kind > TOKEN_CLOSE || !text_is(name_local(t.name), "property"))
            continue;
        if (t.kind != TOKEN_CLOSE) {
            if (token_attribute(&said, tag, "pid") && whole_read(said) > *most)
                *most = whole_read(said);
            is_here = !found && token_attribute(&said, tag, "name") && text_equal(said, name);
            if (is_here)
                *from = t.from;
        }
        if (is_here && t.kind != TOKEN_OPEN) {
            *to = t.next;
            found = true;
            is_here = false;
        }
    }
    return found;
}

void property_put(struct property_parts *inout, struct arena *a, const char *name,
                  struct text value)
{
    SCOPED_BUFFER b = {0};
    size_t from, to;
    int64_t most;
    struct text old = inout->custom;
    bool found = property_find(&from, &to, &most, old, text_from(name));
    buffer_printf(&b,
                  "<property xmlns=\"" OFFICE "custom-properties\" fmtid=\"" FORMAT_ID
                  "\" pid=\"%lld\" name=\"%s\"><vt:lpwstr xmlns:vt=\"" OFFICE "docPropsVTypes\">",
                  (long long)most + 1, name);
    buffer_add_xml(&b, value);
    buffer_add_str(&b, "</vt:lpwstr></property>");
    struct text added = text_copy(a, buffer_text(&b));
    if (found)
        old = text_printf(a, "%.*s%.*s", TEXT_ARG(text_slice(old, 0, from)),
                          TEXT_ARG(text_slice(old, to, old.n)));
    inout->custom = part_with(a, old, "<Properties xmlns=\"" OFFICE "custom-properties\">",
                              "</Properties>", added);
}

void properties_name(struct property_parts *inout, struct arena *a)
{
    struct text type =
        TEXT("<Override xmlns=\"" PACKAGE "content-types\" PartName=\"/" PROPERTY_PART
             "\" ContentType=\"application/vnd.openxmlformats-officedocument.custom-properties+xml"
             "\"/>");
    if (text_find(inout->types, TEXT("/" PROPERTY_PART)) < 0)
        inout->types = part_with(a, inout->types, "<Types xmlns=\"" PACKAGE "content-types\">",
                                 "</Types>", type);
    inout->relations =
        part_with(a, inout->relations, "<Relationships xmlns=\"" PACKAGE "relationships\">",
                  "</Relationships>",
                  TEXT("<Relationship xmlns=\"" PACKAGE "relationships\" Id=\"rIdShanhai\" "
                       "Type=\"" OFFICE "relationships/custom-properties\" "
                       "Target=\"" PROPERTY_PART "\"/>"));
}

/* ---- formulas ---- */

/* Elements of a workbook that calcPr stands behind, as its schema orders them. */
static bool stands_before(struct text local)
{
    static const char *const names[] = {"sheets", "functionGroups", "externalReferences",
                                        "definedNames"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (text_is(local, names[i]))
            return true;
    return false;
}

static struct text with_attribute(struct arena *a, struct text xml, const struct token *t)
{
    struct text tag = text_slice(xml, t->from, t->to), said;
    size_t from = t->to - (t->kind == TOKEN_EMPTY ? 2 : 1), to = from;
    const char *added = " fullCalcOnLoad=\"1\"";
    if (token_attribute(&said, tag, "fullCalcOnLoad")) {
        from = (size_t)(said.p - xml.p);
        to = from + said.n;
        added = "1";
    }
    return text_printf(a, "%.*s%s%.*s", TEXT_ARG(text_slice(xml, 0, from)), added,
                       TEXT_ARG(text_slice(xml, to, xml.n)));
}

struct text workbook_recalculated(struct arena *a, struct text xml)
{
    struct token t;
    size_t behind = 0;
    struct text prefix = {"", 0};
    for (size_t at = 0; token_next(&t, xml, at); at = t.next) {
        if (t.kind > TOKEN_CLOSE)
            continue;
        if (t.kind != TOKEN_CLOSE && text_is(name_local(t.name), "calcPr"))
            return with_attribute(a, xml, &t);
        if (t.kind != TOKEN_OPEN && stands_before(name_local(t.name))) {
            behind = t.next;
            prefix = name_prefix(t.name);
        }
    }
    if (behind == 0)
        return xml;
    return text_printf(a, "%.*s<%.*s%scalcPr fullCalcOnLoad=\"1\"/>%.*s",
                       TEXT_ARG(text_slice(xml, 0, behind)), TEXT_ARG(prefix), prefix.n ? ":" : "",
                       TEXT_ARG(text_slice(xml, behind, xml.n)));
}
