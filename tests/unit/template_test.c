/* Blanks of an office's own workbook: found and filled over the tokens of its XML. */
#include "file/bundle.h"
#include "file/xlsx_property.h"
#include "file/xlsx_template.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Every span is filled with "甲&"; a cell that is one span with 12.5. */
static void fills_as(const char *sheet, const char *strings, const char *wanted)
{
    SCOPED_ARENA a = {0};
    SCOPED_BUFFER out = {0};
    struct fault f = {0};
    struct shared_texts shared;
    blank_list blanks = {0};
    assert_true(shared_texts_read(&shared, &a, text_from(strings), &f));
    assert_true(blanks_find(&blanks, &a, 0, TEXT("表"), text_from(sheet), &shared, &f));
    struct filling *fillings = ARENA_ARRAY(&a, struct filling, blanks.count + 1);
    for (size_t i = 0; i < blanks.count; i++) {
        struct text t = blanks.items[i].text;
        size_t from, to;
        for (size_t at = 0; blank_span_next(&from, &to, t, at); at = to)
            LIST_ADD(&a, &fillings[i].spans, (struct filling_span){from, to, TEXT("甲&")});
        fillings[i].is_number = blanks.items[i].is_cell && t.p[0] == '{' && t.p[t.n - 1] == '}' &&
                                fillings[i].spans.count == 1;
        fillings[i].number = (struct decimal){125, 1};
    }
    blanks_fill(&out, text_from(sheet), &shared, fillings, blanks.count);
    buffer_add_char(&out, '\0');
    assert_string_equal(out.p, wanted);
}

#define SHEET(inner) "<w><sheetData><row r=\"3\">" inner "</row></sheetData></w>"

static void other_cells_stay(void **state)
{
    (void)state;
    const char *plain = SHEET("<c r=\"A3\" s=\"1\" t=\"s\"><v>0</v></c><c r='B3'/><c><v>5</v></c>"
                              "<c t=\"inlineStr\"><is><t>[2018]5号 ｛甲｝</t></is></c>");
    fills_as(plain, "<sst><si><t>甲</t></si></sst>", plain);
}

static void a_key_alone_is_a_number_of_the_same_style(void **state)
{
    (void)state;
    fills_as(SHEET("<c r=\"A3\" s=\"7\" t=\"s\" cm=\"1\"><v>0</v><extLst/></c>"),
             "<sst><si><t>{a.b}</t></si></sst>",
             SHEET("<c r=\"A3\" s=\"7\" cm=\"1\"><v>12.5</v><extLst/></c>"));
    fills_as(SHEET("<c t='str'><v>{a.b}</v></c>"), "", SHEET("<c><v>12.5</v></c>"));
}

static void words_around_a_key_stay(void **state)
{
    (void)state;
    fills_as(SHEET("<c r=\"A3\" t=\"s\"><v> 0 </v></c>"),
             "<sst><si><t>共&#160;{a.b}&lt;人</t><phoneticPr fontId=\"1\"/></si></sst>",
             SHEET("<c r=\"A3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">共&#160;甲&amp;&lt;人"
                   "</t></is></c>"));
    fills_as(SHEET("<c t=\"str\"><v>x{a.b}</v></c>"), "",
             SHEET("<c t=\"str\"><v>x甲&amp;</v></c>"));
}

static void a_key_over_several_looks_takes_the_first(void **state)
{
    (void)state;
    fills_as(
        SHEET("<c t=\"inlineStr\"><is><r><rPr><b/></rPr><t>x{a</t></r><r><t>.b</t></r><r><t>} y"
              "</t></r></is></c>"),
        "",
        SHEET("<c t=\"inlineStr\"><is><r><rPr><b/></rPr><t xml:space=\"preserve\">x甲&amp;</t></r>"
              "<r><t xml:space=\"preserve\"></t></r><r><t xml:space=\"preserve\"> y</t></r></is>"
              "</c>"));
}

static void prefixes_are_the_sheets_own(void **state)
{
    (void)state;
    fills_as("<x:w xmlns:x=\"m\"><x:sheetData><x:row><x:c t=\"s\"><x:v>0</x:v></x:c></x:row>"
             "</x:sheetData></x:w>",
             "<sst><si><t>y{a.b}</t></si></sst>",
             "<x:w xmlns:x=\"m\"><x:sheetData><x:row><x:c t=\"inlineStr\"><x:is><x:t "
             "xml:space=\"preserve\">y甲&amp;</x:t></x:is></x:c></x:row></x:sheetData></x:w>");
}

static void what_a_formula_showed_is_taken_out(void **state)
{
    (void)state;
    fills_as(SHEET("<c r=\"A3\" t=\"str\"><f>\"{a.b}\"</f><v>{a.b}</v></c><c><f>A3</f></c>"), "",
             SHEET("<c r=\"A3\"><f>\"{a.b}\"</f></c><c><f>A3</f></c>"));
}

static void pages_are_filled_and_their_codes_kept(void **state)
{
    (void)state;
    fills_as(
        "<w><headerFooter><oddFooter>&amp;L{foot}&amp;P</oddFooter><evenHeader/></headerFooter>"
        "</w>",
        "",
        "<w><headerFooter><oddFooter>&amp;L甲&amp;&amp;&amp;P</oddFooter><evenHeader/>"
        "</headerFooter></w>");
}

static void places_are_counted_where_none_is_said(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct fault f = {0};
    struct shared_texts shared = {.items = {0}};
    blank_list blanks = {0};
    struct text sheet =
        TEXT("<w><sheetData><row/><row><c/><c t=\"str\"><v>{a}</v></c></row><row r=\"9\">"
             "<c r=\"Z9\"/><c t=\"str\"><v>{b}</v></c></row></sheetData></w>");
    assert_true(blanks_find(&blanks, &a, 0, TEXT("表"), sheet, &shared, &f));
    assert_int_equal(blanks.count, 2);
    assert_string_equal(text_cstr(&a, blanks.items[0].place), "B2");
    assert_string_equal(text_cstr(&a, blanks.items[1].place), "AA9");
}

static void calculation_is_asked_where_the_schema_wants_it(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    const char *const pairs[][2] = {
        {"<w><sheets/><calcPr calcId=\"1\"/></w>",
         "<w><sheets/><calcPr calcId=\"1\" fullCalcOnLoad=\"1\"/></w>"},
        {"<w><calcPr fullCalcOnLoad=\"0\"></calcPr></w>",
         "<w><calcPr fullCalcOnLoad=\"1\"></calcPr></w>"},
        {"<x:w><x:sheets></x:sheets><x:definedNames/><x:pivotCaches/></x:w>",
         "<x:w><x:sheets></x:sheets><x:definedNames/><x:calcPr "
         "fullCalcOnLoad=\"1\"/><x:pivotCaches/>"
         "</x:w>"},
    };
    for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++)
        assert_string_equal(text_cstr(&a, workbook_recalculated(&a, text_from(pairs[i][0]))),
                            pairs[i][1]);
}

/* ---- files ---- */

#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static char *workbook_make(struct arena *a, const char *folder, const char *sheet)
{
    char *path = text_cstr(a, text_printf(a, "%s/t.xlsx", folder));
    struct bundle *z;
    struct fault f = {0};
    const char *const parts[][2] = {
        {"[Content_Types].xml",
         "<Types><Override ContentType=\"x.spreadsheetml.sheet.main+xml\"/></Types>"},
        {"_rels/.rels", "<Relationships></Relationships>"},
        {"xl/workbook.xml",
         "<w xmlns:r=\"" RELATION "\"><sheets><sheet name=\"表\" r:id=\"a\"/></sheets></w>"},
        {"xl/_rels/workbook.xml.rels", "<R><Relationship Id=\"a\" Type=\"" RELATION
                                       "/worksheet\" Target=\"worksheets/s.xml\"/></R>"},
        {"xl/worksheets/s.xml", sheet},
    };
    unlink(path);
    assert_true(bundle_open(&z, path, &f));
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
        assert_true(bundle_add_text(z, parts[i][0], text_from(parts[i][1]), &f));
    assert_true(bundle_finish(z, &f));
    return path;
}

static struct text file_bytes(struct arena *a, const char *path)
{
    SCOPED_BUFFER b = {0};
    char part[4096];
    size_t n;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    while ((n = fread(part, 1, sizeof(part), file)) > 0)
        buffer_add(&b, (struct text){part, n});
    fclose(file);
    return text_copy(a, buffer_text(&b));
}

static void the_same_twice_has_the_same_bytes(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    char folder[] = "/tmp/template_XXXXXX";
    struct fault f = {0};
    struct xlsx_template t;
    assert_non_null(mkdtemp(folder));
    char *path = workbook_make(&a, folder, SHEET("<c t=\"str\"><v>{a.b}</v></c><c><f>1</f></c>"));
    if (!xlsx_template_read(&t, &a, path, TEXT("t"), &f))
        fail_msg("%s", f.message);
    assert_int_equal(t.blanks.count, 1);
    struct filling filling = {.is_number = true, .number = {125, 1}};
    char *one = text_cstr(&a, text_printf(&a, "%s/1.xlsx", folder));
    char *two = text_cstr(&a, text_printf(&a, "%s/2.xlsx", folder));
    assert_true(xlsx_template_write(&t, &filling, TEXT("7K2M-Q4XD"), TEXT("甲"), one, &f));
    sleep(2); /* a ZIP knows every second second */
    assert_true(xlsx_template_write(&t, &filling, TEXT("7K2M-Q4XD"), TEXT("甲"), two, &f));
    assert_true(text_equal(file_bytes(&a, one), file_bytes(&a, two)));
    struct text rest = TEXT("1.xlsx\n2.xlsx\nt.xlsx\n");
    for (struct text name; text_split(&name, &rest, '\n');)
        unlink(text_cstr(&a, text_printf(&a, "%s/%.*s", folder, TEXT_ARG(name))));
    rmdir(folder);
}

static void a_sheet_that_is_no_xml_is_refused(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    char folder[] = "/tmp/template_XXXXXX";
    const char *const sheets[] = {"", "<w>", "<w><sheetData></w>", "<!DOCTYPE w []><w/>",
                                  "\xff<w/>"};
    assert_non_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof(sheets) / sizeof(*sheets); i++) {
        struct xlsx_template t;
        struct fault f = {0};
        char *path = workbook_make(&a, folder, sheets[i]);
        assert_false(xlsx_template_read(&t, &a, path, TEXT("t"), &f));
        assert_true(f.kind == FAULT_INPUT || f.kind == FAULT_LIMIT);
        unlink(path);
    }
    rmdir(folder);
}

static void too_many_blanks_are_refused(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    SCOPED_BUFFER b = {0};
    struct fault f = {0};
    struct shared_texts shared = {.items = {0}};
    blank_list blanks = {0};
    buffer_add_str(&b, "<w><sheetData>");
    for (int i = 0; i < 20001; i++)
        buffer_add_str(&b, "<row><c t=\"str\"><v>{a.b}</v></c></row>");
    buffer_add_str(&b, "</sheetData></w>");
    assert_false(blanks_find(&blanks, &a, 0, TEXT("表"), buffer_text(&b), &shared, &f));
    assert_int_equal(f.kind, FAULT_LIMIT);
}

static void much_of_anything_stays_linear(void **state)
{
    (void)state;
    static const char *const pieces[] = {"[a.b ", "[a.b:", "{", "[", "&#123;", "<t>{</t>", "a"};
    for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
        SCOPED_ARENA a = {0};
        SCOPED_BUFFER b = {0};
        struct fault f = {0};
        struct shared_texts shared = {.items = {0}};
        blank_list blanks = {0};
        buffer_add_str(&b, "<w><sheetData><row>");
        for (int cell = 0; cell < 10; cell++) {
            size_t from = b.n;
            buffer_add_str(&b, "<c t=\"inlineStr\"><is><t>");
            while (b.n < from + 900000)
                buffer_add_str(&b, pieces[i]);
            buffer_add_str(&b, "</t></is></c>");
        }
        buffer_add_str(&b, "</row></sheetData></w>");
        assert_true(blanks_find(&blanks, &a, 0, TEXT("表"), buffer_text(&b), &shared, &f));
        assert_true(blanks.count == 10 || blanks.count == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_cells_stay),
        cmocka_unit_test(a_key_alone_is_a_number_of_the_same_style),
        cmocka_unit_test(words_around_a_key_stay),
        cmocka_unit_test(a_key_over_several_looks_takes_the_first),
        cmocka_unit_test(prefixes_are_the_sheets_own),
        cmocka_unit_test(what_a_formula_showed_is_taken_out),
        cmocka_unit_test(pages_are_filled_and_their_codes_kept),
        cmocka_unit_test(places_are_counted_where_none_is_said),
        cmocka_unit_test(calculation_is_asked_where_the_schema_wants_it),
        cmocka_unit_test(the_same_twice_has_the_same_bytes),
        cmocka_unit_test(a_sheet_that_is_no_xml_is_refused),
        cmocka_unit_test(too_many_blanks_are_refused),
        cmocka_unit_test(much_of_anything_stays_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
