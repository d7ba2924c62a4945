/* CSV and encodings, through the child that parses. */
#include "file_lines.h"

static void a_plain_table_is_read(void **state)
{
    (void)state;
    BYTES_WRITE("a.csv", "姓名,村\n甲,一\r\n乙,二\r丙,三");
    assert_string_equal(table_lines("a.csv"), "# UTF-8\n1 姓名|村\n2 甲|一\n3 乙|二\n4 丙|三\n");
}

static void a_byte_order_mark_is_no_text(void **state)
{
    (void)state;
    BYTES_WRITE("a.csv", "\xef\xbb\xbf姓名,村\n");
    assert_string_equal(table_lines("a.csv"), "# UTF-8-BOM\n1 姓名|村\n");
}

static void gb18030_is_read_with_its_four_byte_characters(void **state)
{
    (void)state;
    /* U+3400 stands in four bytes, U+20000 in a plane of its own */
    BYTES_WRITE("a.csv", "\xd0\xd5\xc3\xfb,\x81\x39\xee\x39\n\x95\x32\x82\x36,1\n");
    assert_string_equal(table_lines("a.csv"), "# GB18030\n1 姓名|㐀\n2 𠀀|1\n");
}

static void utf_16_is_read_with_and_without_a_mark(void **state)
{
    (void)state;
    BYTES_WRITE("a.csv", "\xff\xfe\xd3\x59,\0\x0dT\n\0");
    assert_string_equal(table_lines("a.csv"), "# UTF-16LE\n1 姓|名\n");
    BYTES_WRITE("a.csv", "\x59\xd3\0,T\x0d\0\n");
    assert_string_equal(table_lines("a.csv"), "# UTF-16BE\n1 姓|名\n");
    BYTES_WRITE("a.csv", "\xd3\x59,\0\x0dT\n\0");
    assert_string_equal(table_lines("a.csv"), "# UTF-16LE\n1 姓|名\n");
}

static void the_delimiter_is_found_from_the_lines(void **state)
{
    (void)state;
    BYTES_WRITE("a.csv", "甲\t1,5\n乙\t2\n丙\t3,1\n");
    assert_string_equal(table_lines("a.csv"), "# UTF-8\n1 甲|1,5\n2 乙|2\n3 丙|3,1\n");
    BYTES_WRITE("a.csv", "台账,二〇一九\n甲;1;x\n乙;2;y\n");
    assert_string_equal(table_lines("a.csv"), "# UTF-8\n1 台账,二〇一九\n2 甲|1|x\n3 乙|2|y\n");
    BYTES_WRITE("a.csv", "sep=;\na,b;c\n");
    assert_string_equal(table_lines("a.csv"), "# UTF-8\n2 a,b|c\n");
    BYTES_WRITE("a.csv", "a,b\n\t990,x\n\t991,y\n");
    assert_string_equal(table_lines("a.csv"), "# UTF-8\n1 a|b\n2 \t990|x\n3 \t991|y\n");
}

static void quotes_hold_delimiters_and_line_ends(void **state)
{
    (void)state;
    BYTES_WRITE("a.csv", "\"a,b\",\"say \"\"x\"\"\"\n\"l1\r\nl2\",z\n\"\",q\n");
    assert_string_equal(table_lines("a.csv"), "# UTF-8\n1 a,b|say \"x\"\n2 l1\r\nl2|z\n4 |q\n");
}

static void guards_of_spreadsheets_are_taken_off(void **state)
{
    (void)state;
    BYTES_WRITE("a.csv", "=\"0123\",\"=\"\"990,1\"\"\",=\"a,b\"\n");
    assert_string_equal(table_lines("a.csv"), "# UTF-8\n1 0123|990,1|a,b\n");
}

static void a_bad_quote_costs_one_cell_and_not_the_file(void **state)
{
    (void)state;
    BYTES_WRITE("a.csv", "\"a\"b,c\nx,5\" pipe\n\"never,closed\ny,z\n");
    assert_string_equal(table_lines("a.csv"),
                        "# UTF-8\n1 ab|c\n2 x|5\" pipe\n3 \"never|closed\n4 y|z\n");
    BYTES_WRITE("a.csv", "\"open,1\n\"x\",2\n");
    assert_string_equal(table_lines("a.csv"), "# UTF-8\n1 \"open|1\n2 x|2\n");
}

static void a_row_longer_than_the_buffer_is_read_whole(void **state)
{
    (void)state;
    static char big[3000000];
    memset(big, 'x', sizeof(big));
    for (size_t i = 50000; i < sizeof(big); i += 50000)
        big[i] = ',';
    big[sizeof(big) - 1] = '\n';
    bytes_write("a.csv", big, sizeof(big));
    const char *out = table_lines("a.csv");
    assert_non_null(out);
    assert_int_equal(strlen(out), strlen("# UTF-8\n1 \n") + sizeof(big) - 1);
}

static void a_broken_byte_is_named_by_its_line(void **state)
{
    (void)state;
    BYTES_WRITE("a.csv", "一二三四五六七八九十一二三四五六七八\n甲,乙\n丙\xff,丁\n");
    refused("a.csv", FAULT_INPUT);
    assert_non_null(strstr(fault.message, " 3 "));
    BYTES_WRITE("a.csv", "\xd0\xd5\n\xff\n");
    refused("a.csv", FAULT_INPUT);
    assert_non_null(strstr(fault.message, " 2 "));
    BYTES_WRITE("a.csv", "\xff\xfe\x00\xd8");
    refused("a.csv", FAULT_INPUT);
}

static void bytes_that_are_no_text_are_refused(void **state)
{
    (void)state;
    BYTES_WRITE("a.csv", "\x7f"
                         "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0");
    refused("a.csv", FAULT_INPUT);
    BYTES_WRITE("a.csv", "a,b\n1,2\0,3\n4,5\n");
    refused("a.csv", FAULT_INPUT);
}

static void too_much_of_anything_is_refused(void **state)
{
    (void)state;
    struct table_limits limits = TABLE_LIMITS;
    static char wide[1000001];
    memset(wide, ',', sizeof(wide) - 1);
    wide[sizeof(wide) - 1] = 'x';
    bytes_write("a.csv", wide, sizeof(wide));
    refused("a.csv", FAULT_LIMIT);
    memset(wide, 'x', sizeof(wide));
    bytes_write("a.csv", wide, sizeof(wide));
    refused("a.csv", FAULT_LIMIT);
    BYTES_WRITE("a.csv", "1\n2\n3\n");
    limits.rows_max = 2;
    assert_null(table_lines_within("a.csv", &limits));
    assert_int_equal(fault.kind, FAULT_LIMIT);
    limits = TABLE_LIMITS;
    limits.file_bytes_max = 5;
    assert_null(table_lines_within("a.csv", &limits));
    assert_int_equal(fault.kind, FAULT_LIMIT);
}

static bool row_stop(void *self, const struct sheet_row *r, struct fault *f)
{
    (void)r;
    ++*(int *)self;
    return fault_set(f, FAULT_CONFLICT, "enough");
}

static void a_sink_stops_the_child(void **state)
{
    (void)state;
    int rows = 0;
    const struct table_sink sink = {line_sheet, row_stop, &rows};
    FILE *out = fopen(path_of("long.csv"), "wb");
    for (int i = 0; i < 500000; i++)
        fputs("a,b,c,d,e,f\n", out);
    fclose(out);
    fault_clear(&fault);
    assert_false(table_read(path_of("long.csv"), TEXT("long.csv"), &TABLE_LIMITS, &sink, &fault));
    assert_int_equal(fault.kind, FAULT_CONFLICT);
    assert_int_equal(rows, 1);
}

static void what_is_not_there_is_absent(void **state)
{
    (void)state;
    refused("none.csv", FAULT_ABSENT);
    refused(".", FAULT_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_plain_table_is_read),
        cmocka_unit_test(a_byte_order_mark_is_no_text),
        cmocka_unit_test(gb18030_is_read_with_its_four_byte_characters),
        cmocka_unit_test(utf_16_is_read_with_and_without_a_mark),
        cmocka_unit_test(the_delimiter_is_found_from_the_lines),
        cmocka_unit_test(quotes_hold_delimiters_and_line_ends),
        cmocka_unit_test(guards_of_spreadsheets_are_taken_off),
        cmocka_unit_test(a_bad_quote_costs_one_cell_and_not_the_file),
        cmocka_unit_test(a_row_longer_than_the_buffer_is_read_whole),
        cmocka_unit_test(a_broken_byte_is_named_by_its_line),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
        cmocka_unit_test(too_much_of_anything_is_refused),
        cmocka_unit_test(a_sink_stops_the_child),
        cmocka_unit_test(what_is_not_there_is_absent),
    };
    return cmocka_run_group_tests(tests, folder_make, folder_remove);
}
