/*
 * Any bytes as an office's workbook: as a ZIP for the child that looks at it, as a sheet (and,
 * behind a line "%%", its shared texts) whose blanks are filled. What is filled is XML still, and
 * holds no blank; and so are its properties.
 */
#include "base/language.h"
#include "file/xlsx_property.h"
#include "file/xlsx_template.h"
#include "file/xml.h"
#include "parse.h"

static bool open_ignore(void *self, const char *name, const char *const *attributes,
                        struct fault *f)
{
    (void)self, (void)name, (void)attributes, (void)f;
    return true;
}

static bool close_ignore(void *self, const char *name, struct fault *f)
{
    (void)self, (void)name, (void)f;
    return true;
}

static bool text_ignore(void *self, struct text t, struct fault *f)
{
    (void)self, (void)t, (void)f;
    return true;
}

static bool is_xml(struct text t)
{
    struct fault f = {0};
    const struct xml_reader r = {open_ignore, close_ignore, text_ignore, NULL, NULL};
    return utf8_valid(t) && xml_bytes_read(t, TEXT("t"), &r, &f);
}

static void filling_make(struct filling *out, struct arena *a, const struct blank *b)
{
    size_t from, to;
    out->is_number = b->is_cell && b->text.n % 2;
    out->number = (struct decimal){-12345, 2};
    for (size_t at = 0; blank_span_next(&from, &to, b->text, at); at = to) {
        assert(from >= at && to > from && to <= b->text.n);
        LIST_ADD(a, &out->spans, (struct filling_span){from, to, TEXT("甲<&2")});
    }
    assert(out->spans.count);
}

static void sheet_fill(struct text sheet, struct text strings)
{
    SCOPED_ARENA a = {0};
    SCOPED_BUFFER out = {0};
    struct fault f = {0};
    struct shared_texts shared;
    blank_list blanks = {0}, left = {0};
    if (!is_xml(sheet) || (strings.n && !is_xml(strings)) ||
        !shared_texts_read(&shared, &a, strings, &f) ||
        !blanks_find(&blanks, &a, 0, TEXT("s"), sheet, &shared, &f))
        return;
    struct filling *fillings = ARENA_ARRAY(&a, struct filling, blanks.count + 1);
    for (size_t i = 0; i < blanks.count; i++) {
        assert(utf8_valid(blanks.items[i].text));
        filling_make(&fillings[i], &a, &blanks.items[i]);
    }
    blanks_fill(&out, sheet, &shared, fillings, blanks.count);
    assert(is_xml(buffer_text(&out)));
    assert(blanks_find(&left, &a, 0, TEXT("s"), buffer_text(&out), &shared, &f));
    assert(left.count == 0);
}

static void properties_set(struct text xml)
{
    SCOPED_ARENA a = {0};
    struct property_parts parts = {.custom = xml, .types = xml, .relations = xml};
    if (!is_xml(xml))
        return;
    property_put(&parts, &a, PROPERTY_CODE, TEXT("7K2M-Q4XD"));
    properties_name(&parts, &a);
    assert(is_xml(parts.custom) && is_xml(parts.types) && is_xml(parts.relations));
    assert(is_xml(workbook_recalculated(&a, xml)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text bytes = {(const char *)data, size};
    ptrdiff_t parted = text_find(bytes, TEXT("\n%%\n"));
    size_t n = parted < 0 ? size : (size_t)parted;
    language_set(LANGUAGE_EN);
    sheet_fill(text_slice(bytes, 0, n), text_slice(bytes, n + 4, size));
    properties_set(text_slice(bytes, 0, n));
    if (text_starts(bytes, TEXT("PK"))) {
        SCOPED_BUFFER said = {0};
        struct fault f = {0};
        struct table_limits limits = TABLE_LIMITS;
        struct parse p = {.fd = bytes_file(data, size),
                          .size = (int64_t)size,
                          .name = TEXT("t.xlsx"),
                          .limits = &limits};
        if (!xlsx_template_look(&said, &p, &f))
            assert(f.kind != FAULT_NONE && f.message[0]);
        close(p.fd);
    }
    return 0;
}
