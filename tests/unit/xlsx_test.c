/* XLSX: what is written is read; habits of other programs; hostile parts. */
#include "file/number.h"
#include "file/workbook.h"
#include "file_lines.h"

#define WORKBOOK                                                                                   \
    "<workbook xmlns:r='r'><sheets><sheet name='表' sheetId='1' r:id='r1'/></sheets></workbook>"
#define RELATIONS                                                                                  \
    "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='worksheets/a.xml'/>"          \
    "<Relationship Id='r2' Type='x/sharedStrings' Target='/xl/strings.xml'/>"                      \
    "<Relationship Id='r3' Type='x/styles' Target='styles.xml'/></Relationships>"
#define STYLES                                                                                     \
    "<styleSheet><numFmts><numFmt numFmtId='176' "                                                 \
    "formatCode='yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@'/></numFmts>"               \
    "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='176'/><xf numFmtId='4'/>"         \
    "</cellXfs></styleSheet>"
#define STRINGS                                                                                    \
    "<sst><si><t>一</t></si><si><r><t>张</t></r><r><t xml:space='preserve'> 三</t></r>"         \
    "<rPh sb='0' eb='1'><t>zhang</t></rPh></si><si><t>a_x000D_b_x</t></si></sst>"

static void sheet_write_with(const char *name, const char *workbook, const char *strings,
                             const char *sheet, size_t sheet_bytes)
{
    const struct part parts[] = {{"[Content_Types].xml", "<Types/>", 0},
                                 {"xl/workbook.xml", workbook, 0},
                                 {"xl/_rels/workbook.xml.rels", RELATIONS, 0},
                                 {"xl/strings.xml", strings, 0},
                                 {"xl/styles.xml", STYLES, 0},
                                 {"xl/worksheets/a.xml", sheet, sheet_bytes}};
    parts_write(name, parts, sizeof(parts) / sizeof(*parts));
}

static void sheet_write(const char *sheet)
{
    sheet_write_with("a.xlsx", WORKBOOK, STRINGS, sheet, 0);
}

#define SHEET(rows) "<worksheet><sheetData>" rows "</sheetData></worksheet>"

static void what_a_workbook_writes_is_read(void **state)
{
    (void)state;
    struct workbook *w;
    struct day day;
    assert_true(day_parse(&day, TEXT("2019-07-31")));
    assert_true(workbook_open(&w, path_of("w.xlsx"), &fault));
    assert_true(workbook_sheet(w, TEXT("转移[就业]"), &fault));
    workbook_width(w, 0, 12);
    workbook_hide_column(w, 2);
    workbook_merge(w, 0, 0, 0, 2, TEXT("台账"), STYLE_TITLE);
    workbook_merge(w, 1, 0, 2, 0, TEXT("户1"), STYLE_PLAIN);
    workbook_text(w, 1, 1, TEXT("甲"), STYLE_PLAIN);
    workbook_day(w, 1, 2, day);
    workbook_text(w, 2, 1, TEXT("乙"), STYLE_REASON);
    workbook_number(w, 2, 2, (struct decimal){-1250, 2}, "#,##0.00", STYLE_TOTAL);
    workbook_hide_row(w, 2);
    workbook_formula(w, 3, 1, "=1+1", (struct decimal){25, 1});
    workbook_number(w, 3, 2, (struct decimal){990000198001010011, 0}, "", STYLE_PLAIN);
    assert_true(workbook_sheet(w, TEXT("转移[就业]"), &fault));
    workbook_text(w, 0, 0, TEXT(" a\n"), STYLE_NOTE);
    assert_true(workbook_finish(w, &fault));
    assert_string_equal(table_lines("w.xlsx"), "# 转移_就业_ -2\n1 台账|m:台账|m:台账\n"
                                               "2 户1|甲|d:2019-07-31\n3h v:户1|乙|n:-12.5\n"
                                               "4 |=n:2.5|990000198001010011\n"
                                               "# 转移_就业_(2)\n1  a\n\n");
}

static void a_workbook_that_cannot_be_written_says_so(void **state)
{
    (void)state;
    struct workbook *w;
    assert_false(workbook_open(&w, path_of("none/w.xlsx"), &fault));
    assert_int_equal(fault.kind, FAULT_SYSTEM);
}

static void cells_of_every_kind_are_read(void **state)
{
    (void)state;
    sheet_write(SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
                      "<c r='C1' t='s'><v>2</v></c></row>"
                      "<row r='2'><c r='A2' t='inlineStr'><is><t>内</t></is></c>"
                      "<c r='B2' t='str'><f>A1</f><v>果</v></c><c r='C2' t='b'><v>1</v></c>"
                      "<c r='D2' t='e'><v>#REF!</v></c><c r='F2'><f>1+1</f><v>2</v></c></row>"
                      "<row r='3'><c r='A3' t='d'><v>2019-07-31T00:00:00</v></c>"
                      "<c r='B3'><f>X</f></c></row>"));
    assert_string_equal(table_lines("a.xlsx"), "# 表\n1 一|张 三|a\rb_x\n"
                                               "2 内|=果|b:TRUE|e:#REF!||=n:2\n3 d:2019-07-31\n");
}

static void serials_under_date_formats_are_days(void **state)
{
    (void)state;
    const char *sheet = SHEET("<row><c s='1'><v>43677</v></c><c s='2'><v>43677.75</v></c>"
                              "<c s='0'><v>43677</v></c><c s='3'><v>43677</v></c>"
                              "<c s='1'><v>60</v></c><c s='1'><v>-1</v></c><c s='99'><v>1</v></c>"
                              "</row>");
    sheet_write(sheet);
    assert_string_equal(table_lines("a.xlsx"),
                        "# 表\n1 d:2019-07-31|d:2019-07-31|n:43677|n:43677|n:60|n:-1|n:1\n");
    sheet_write_with("a.xlsx",
                     "<workbook xmlns:r='r'><workbookPr date1904='1'/><sheets><sheet name='a' "
                     "state='hidden' r:id='r1'/></sheets></workbook>",
                     STRINGS, SHEET("<row><c s='1'><v>42215</v></c></row>"), 0);
    assert_string_equal(table_lines("a.xlsx"), "# a hidden\n1 d:2019-07-31\n");
}

static void numbers_lose_the_noise_of_doubles_only(void **state)
{
    (void)state;
    static const char *const numbers[][2] = {{"3.0000000000000004E-2", "0.03"},
                                             {"0.30000000000000004", "0.3"},
                                             {"1.1E+17", "1.1E+17"},
                                             {"5.3060219800101E17", "5.3060219800101E+17"},
                                             {"530602198001011000", "530602198001011000"},
                                             {"12.50", "12.50"},
                                             {"1E3", "1000"},
                                             {"-2.5E-3", "-0.0025"},
                                             {"99.9999999999999999", "100"},
                                             {"1.1102230246251565E-16", "1.11022302462516E-16"},
                                             {"0.5", "0.5"},
                                             {"123456.78900000001", "123456.789"},
                                             {"0.0", "0.0"},
                                             {"0E0", "0"},
                                             {"+7", "7"}};
    SCOPED_ARENA a = {0};
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
        struct text out;
        assert_true(number_print(&a, &out, text_from(numbers[i][0])));
        assert_string_equal(text_cstr(&a, out), numbers[i][1]);
    }
    static const char *const none[] = {"",   "-",   ".",   "1.2.3", "1e",
                                       "e5", "NaN", "1 2", "0x10",  "1e99999999999"};
    for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
        struct text out;
        assert_false(number_print(&a, &out, text_from(none[i])));
    }
}

static void formats_say_which_serials_are_days(void **state)
{
    (void)state;
    static const char *const days[] = {"yyyy-mm-dd",    "yyyy\"年\"m\"月\"d\"日\";@",
                                       "[$-804]m/d/yy", "m\"月\"d\"日\"",
                                       "[Red]dd\\-mm",  "yyyy/m/d\\ h:mm"};
    static const char *const others[] = {"General", "0.00",   "#,##0\"d\"", "h:mm:ss",
                                         "mm:ss.0", "[h]:mm", "0\\y",       "[Yellow]0",
                                         "@",       "0;yyyy", "\"y"};
    for (size_t i = 0; i < sizeof(days) / sizeof(*days); i++)
        assert_true(format_is_day(text_from(days[i])));
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        assert_false(format_is_day(text_from(others[i])));
    assert_true(format_builtin_is_day(14) && format_builtin_is_day(31) &&
                format_builtin_is_day(58));
    assert_false(format_builtin_is_day(20) || format_builtin_is_day(32) ||
                 format_builtin_is_day(4));
}

static void merged_areas_are_filled_from_their_first_cell(void **state)
{
    (void)state;
    sheet_write("<worksheet><cols><col min='2' max='3' hidden='1'/></cols><sheetData>"
                "<row r='1'><c t='s'><v>0</v></c></row>"
                "<row r='2' hidden='1'><c r='B2'><v>2</v></c></row>"
                "<row r='4'><c r='A4'/></row></sheetData>"
                "<mergeCells><mergeCell ref='A1:A4'/><mergeCell ref='C1:D2'/>"
                "<mergeCell ref='B2:C2'/></mergeCells></worksheet>");
    assert_string_equal(table_lines("a.xlsx"), "# 表 -1 -2\n1 一\n2h v:一|n:2|m:n:2\n4 v:一\n");
}

static void merged_areas_that_make_no_sense_are_passed_over(void **state)
{
    (void)state;
    sheet_write("<worksheet><sheetData><row r='1'><c t='s'><v>0</v></c></row></sheetData>"
                "<mergeCells><mergeCell ref='C3:A1'/><mergeCell ref='-A1:B2'/><mergeCell/>"
                "<mergeCell ref='A1'/><mergeCell ref='A0:B0'/><mergeCell ref='AAAAAAAAAAAA1:B2'/>"
                "<mergeCell ref='A1:B99999999999999999999'/></mergeCells></worksheet>");
    assert_string_equal(table_lines("a.xlsx"), "# 表\n1 一\n");
}

static void a_merged_area_over_the_whole_sheet_does_no_harm(void **state)
{
    (void)state;
    sheet_write("<worksheet><dimension ref='A1:XFD1048576'/><sheetData>"
                "<row r='1'><c r='A1'><v>1</v></c></row>"
                "<row r='1048576'><c r='XFD1048576'><v>2</v></c></row></sheetData>"
                "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells></worksheet>");
    const char *out = table_lines("a.xlsx");
    assert_non_null(out);
    assert_memory_equal(out, "# 表\n1 n:1|m:n:1|", 16);
    assert_non_null(strstr(out, "\n1048576 v:n:1|"));
}

static void a_sheet_says_it_is_huge_and_has_two_cells(void **state)
{
    (void)state;
    sheet_write("<worksheet><dimension ref='A1:XFD1048576'/><sheetData>"
                "<row r='2'><c r='C2'><v>1</v></c></row>"
                "<row r='1048576'><c r='A1048576'><v>2</v></c></row></sheetData></worksheet>");
    assert_string_equal(table_lines("a.xlsx"), "# 表\n2 ||n:1\n1048576 n:2\n");
}

static void rows_and_cells_without_a_place_follow_one_another(void **state)
{
    (void)state;
    sheet_write(SHEET("<row><c><v>1</v></c><c><v>2</v></c></row><row r='5'><c r='C5'><v>3</v></c>"
                      "<c><v>4</v></c></row><row><c><v>5</v></c></row>"));
    assert_string_equal(table_lines("a.xlsx"), "# 表\n1 n:1|n:2\n5 ||n:3|n:4\n6 n:5\n");
}

static void broken_sheets_are_refused(void **state)
{
    (void)state;
    static const char *const broken[] = {
        SHEET("<row r='2'><c><v>1</v></c></row><row r='1'><c><v>1</v></c></row>"),
        SHEET("<row r='x'><c><v>1</v></c></row>"),
        SHEET("<row r='-1'><c><v>1</v></c></row>"),
        SHEET("<row r='1048577'><c><v>1</v></c></row>"),
        SHEET("<row r='1'><c r='1A'><v>1</v></c></row>"),
        SHEET("<row r='1'><c r='XFE1'><v>1</v></c></row>"),
        SHEET("<row r='1'><c t='s'><v>3</v></c></row>"),
        SHEET("<row r='1'><c t='s'><v>-1</v></c></row>"),
        SHEET("<row r='1'><c t='s'><v>99999999999999999999</v></c></row>"),
        SHEET("<c><v>1</v></c>"),
        "<worksheet><sheetData><row>",
        "",
        "<!DOCTYPE a [<!ENTITY b 'bb'>]><worksheet><sheetData/></worksheet>",
    };
    for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
        sheet_write(broken[i]);
        refused("a.xlsx", FAULT_INPUT);
    }
}

static void an_entity_bomb_is_refused(void **state)
{
    (void)state;
    sheet_write_with("a.xlsx", WORKBOOK,
                     "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
                     "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><sst><si><t>&c;</t></si></sst>",
                     SHEET(""), 0);
    refused("a.xlsx", FAULT_INPUT);
}

static void deep_nesting_is_refused(void **state)
{
    (void)state;
    SCOPED_BUFFER b = {0};
    for (int i = 0; i < 100000; i++)
        buffer_add_str(&b, "<a>");
    buffer_add_char(&b, '\0');
    sheet_write(b.p);
    refused("a.xlsx", FAULT_LIMIT);
}

static void a_sheet_that_inflates_without_end_is_refused(void **state)
{
    (void)state;
    size_t n = 64 << 20;
    char *spaces = memory_new(n);
    memset(spaces, ' ', n);
    memcpy(spaces, "<worksheet>", 11);
    sheet_write_with("a.xlsx", WORKBOOK, STRINGS, spaces, n);
    refused("a.xlsx", FAULT_LIMIT);
    struct table_limits limits = TABLE_LIMITS;
    limits.ratio_max = 100000;
    limits.entry_bytes_max = 32 << 20;
    assert_null(table_lines_within("a.xlsx", &limits));
    assert_int_equal(fault.kind, FAULT_LIMIT);
    memory_free(spaces);
}

static void shared_strings_are_the_same_when_spilled(void **state)
{
    (void)state;
    SCOPED_BUFFER strings = {0}, sheet = {0}, want = {0};
    buffer_add_str(&strings, "<sst>");
    buffer_add_str(&sheet, "<worksheet><sheetData>");
    buffer_add_str(&want, "# 表\n");
    for (int i = 0; i < 2000; i++) {
        int other = i * 7919 % 2000;
        buffer_printf(&strings, "<si><t>文字%d%.*s</t></si>", i, i % 50,
                      "xxxxxxxxxxxxxxxxxxxxxxxx"
                      "xxxxxxxxxxxxxxxxxxxxxxxxxx");
        buffer_printf(&sheet, "<row><c t='s'><v>%d</v></c></row>", other);
        buffer_printf(&want, "%d 文字%d%.*s\n", i + 1, other, other % 50,
                      "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx");
    }
    buffer_add(&strings, (struct text){"</sst>", 7});
    buffer_add(&sheet, (struct text){"</sheetData></worksheet>", 25});
    buffer_add_char(&want, '\0');
    sheet_write_with("a.xlsx", WORKBOOK, strings.p, sheet.p, 0);
    struct table_limits limits = TABLE_LIMITS;
    assert_string_equal(table_lines_within("a.xlsx", &limits), want.p);
    limits.shared_string_bytes_max = 3000;
    assert_string_equal(table_lines_within("a.xlsx", &limits), want.p);
}

static void a_text_longer_than_a_cell_is_refused(void **state)
{
    (void)state;
    SCOPED_BUFFER sheet = {0};
    buffer_add_str(&sheet, "<worksheet><sheetData><row><c t='str'><v>");
    for (int i = 0; i < 100000; i++)
        buffer_add_char(&sheet, 'x');
    buffer_add(&sheet, (struct text){"</v></c></row></sheetData></worksheet>", 39});
    sheet_write(sheet.p);
    refused("a.xlsx", FAULT_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_workbook_writes_is_read),
        cmocka_unit_test(a_workbook_that_cannot_be_written_says_so),
        cmocka_unit_test(cells_of_every_kind_are_read),
        cmocka_unit_test(serials_under_date_formats_are_days),
        cmocka_unit_test(numbers_lose_the_noise_of_doubles_only),
        cmocka_unit_test(formats_say_which_serials_are_days),
        cmocka_unit_test(merged_areas_are_filled_from_their_first_cell),
        cmocka_unit_test(merged_areas_that_make_no_sense_are_passed_over),
        cmocka_unit_test(a_merged_area_over_the_whole_sheet_does_no_harm),
        cmocka_unit_test(a_sheet_says_it_is_huge_and_has_two_cells),
        cmocka_unit_test(rows_and_cells_without_a_place_follow_one_another),
        cmocka_unit_test(broken_sheets_are_refused),
        cmocka_unit_test(an_entity_bomb_is_refused),
        cmocka_unit_test(deep_nesting_is_refused),
        cmocka_unit_test(a_sheet_that_inflates_without_end_is_refused),
        cmocka_unit_test(shared_strings_are_the_same_when_spilled),
        cmocka_unit_test(a_text_longer_than_a_cell_is_refused),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
