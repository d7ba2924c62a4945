/* Cells: every kind, what is taken and what is refused. */
#include "intake/cell.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;
static struct catalogue *catalogue;
static struct region_cache regions;

static const char CAT[] =
    "programme test zh \"测试\" en \"Test\" west 5306 from 2016-09-01 demonstration\n"
    "party dongguan\n  region 4419\n  from 2016-09-01\n  says \"东莞市\"\n"
    "unit yuan\n  zh \"元\" en \"yuan\"\n"
    "unit person\n  zh \"人\" en \"person\" reads \"名\"\n"
    "unit percent\n  zh \"%\" en \"%\"\n"
    "unit mu\n  zh \"亩\" en \"mu\"\n"
    "word registered\n  zh \"建档立卡贫困人口\" to 2020-12-31\n  zh \"脱贫人口\" from 2021-01-01\n"
    "  en \"registered poor\"\n  reads \"建档立卡\" \"贫困户\"\n"
    "record t.all\n"
    "  label zh \"各类\" en \"All\"\n"
    "  source \"test\"\n"
    "  key name\n"
    "  field 1 name text required zh \"名称\" en \"Name\"\n"
    "  field 2 idno idno sealed lookup zh \"身份证号\" en \"Number\"\n"
    "  field 3 phone phone zh \"电话\" en \"Phone\"\n"
    "  field 4 uscc uscc zh \"信用代码\" en \"Code\"\n"
    "  field 5 persons int person zh \"人数\" en \"Persons\"\n"
    "  field 6 amount money zh \"金额\" en \"Amount\"\n"
    "  field 7 area decimal mu places 2 zh \"面积\" en \"Area\"\n"
    "  field 8 share percent zh \"比例\" en \"Share\"\n"
    "  field 9 done day zh \"日期\" en \"Day\"\n"
    "  field 10 month month zh \"月份\" en \"Month\"\n"
    "  field 11 year year zh \"年度\" en \"Year\"\n"
    "  field 12 registered bool zh \"建档立卡\" en \"Registered\"\n"
    "  field 13 channel code channel zh \"渠道\" en \"Channel\"\n"
    "  field 14 home region zh \"住址\" en \"Home\"\n";
static const char CODES[] = "code\tzh\ten\treads\twithin\tfrom\tto\n"
                            "organised\t政府组织\torganised\t有组织|组织输出\t\t\t\n"
                            "own\t自发\town\t自主\t\t\t\n"
                            "none\t无\tnone\t\t\t\t\n";
static const char REGIONS[] = "530000000000\t云南省\n530600000000\t昭通市\n530602000000\t昭阳区\n"
                              "530602003000\t北闸镇\n530621000000\t鲁甸县\n440000000000\t广东省\n"
                              "441900000000\t东莞市\n442000000000\t中山市\n";

static int set_up(void **state)
{
    (void)state;
    const struct catalogue_file files[] = {
        {TEXT("t.cat"), text_from(CAT)},
        {TEXT("codes/channel.tsv"), text_from(CODES)},
        {TEXT("regions.tsv"), text_from(REGIONS)},
    };
    struct fault f = {0};
    if (catalogue_load(&catalogue, &arena, files, 3, &f))
        return 0;
    print_error("%s\n", f.message);
    return -1;
}

static int tear_down(void **state)
{
    (void)state;
    region_cache_clear(&regions);
    arena_clear(&arena);
    return 0;
}

struct tried {
    enum reading reading;
    struct value value;
    struct problem problem;
};

static struct tried try_cell(const char *field, const char *unit, enum cell_kind kind,
                             const char *text)
{
    struct tried t = {0};
    struct reader r;
    struct fault f = {0};
    const struct record_type *type = catalogue_type_find(catalogue, TEXT("t.all"));
    assert_true(reader_init(&r, &arena, catalogue, type_field_find(type, text_from(field)),
                            text_from(unit), &regions, &f));
    r.within = 530600000000;
    struct cell cell = {.kind = kind, .text = text_from(text)};
    t.reading = cell_read(&t.value, &arena, &r, &cell, &t.problem);
    return t;
}

static void takes_text(const char *field, const char *written, const char *wanted)
{
    struct tried t = try_cell(field, "", CELL_TEXT, written);
    if (t.reading != READING_VALUE)
        print_error("%s: %s\n", written, t.problem.kind ? t.problem.kind : "empty");
    assert_int_equal(t.reading, READING_VALUE);
    if (!text_is(t.value.t, wanted))
        print_error("%s: %.*s\n", written, TEXT_ARG(t.value.t));
    assert_true(text_is(t.value.t, wanted));
}

static void takes_int(const char *field, const char *unit, enum cell_kind kind, const char *written,
                      int64_t wanted)
{
    struct tried t = try_cell(field, unit, kind, written);
    if (t.reading != READING_VALUE || t.value.i != wanted)
        print_error("%s: %s, %lld\n", written, t.problem.kind ? t.problem.kind : "-",
                    (long long)t.value.i);
    assert_int_equal(t.reading, READING_VALUE);
    assert_int_equal(t.value.i, wanted);
}

static void refuses(const char *field, enum cell_kind kind, const char *written, const char *wanted)
{
    struct tried t = try_cell(field, "", kind, written);
    if (t.reading != READING_REFUSED || strcmp(t.problem.kind, wanted) != 0)
        print_error("%s: %s\n", written, t.problem.kind ? t.problem.kind : "taken");
    assert_int_equal(t.reading, READING_REFUSED);
    assert_string_equal(t.problem.kind, wanted);
    assert_true(t.problem.says.n > 0);
}

static int64_t day_number(const char *iso)
{
    struct day d;
    assert_true(day_parse(&d, text_from(iso)));
    return d.since_1970;
}

static void one_day_reads_in_every_habit(void **state)
{
    (void)state;
    const char *const habits[] = {"2019-07-31",
                                  "2019/7/31",
                                  "2019.7.31",
                                  "2019年7月31日",
                                  "20190731",
                                  "2019年07月31",
                                  "43677",
                                  "43677.354",
                                  "2019-7-31",
                                  "２０１９－７－３１",
                                  "2019/07/31 08:30",
                                  "2019-07-31T08:30:00Z",
                                  "2019 年 7 月 31 日",
                                  " 2019.07.31 "};
    for (size_t i = 0; i < sizeof(habits) / sizeof(*habits); i++)
        takes_int("done", "", CELL_TEXT, habits[i], day_number("2019-07-31"));
    takes_int("done", "", CELL_NUMBER, "43677", day_number("2019-07-31"));
    takes_int("done", "", CELL_DAY, "2019-07-31", day_number("2019-07-31"));
}

static void what_is_no_day_is_refused(void **state)
{
    (void)state;
    const char *const none[] = {"2019-02-29",   "31/7/2019",  "19.7.31",    "2019-7-31x",
                                "七月三十一日", "20191301",   "1234",       "70000",
                                "2019-07-31 x", "0219-07-31", "2019-07/31", "43677.x",
                                "2019-07-00"};
    for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
        refuses("done", CELL_TEXT, none[i], "not_a_day");
    refuses("done", CELL_TEXT, "2019年7月", "no_day");
    refuses("done", CELL_TEXT, "2019.7", "no_day");
}

static void months_and_years_read(void **state)
{
    (void)state;
    const char *const habits[] = {"2019-07",    "2019年7月", "201907", "2019.7",
                                  "2019-07-31", "2019/07",   "43677"};
    for (size_t i = 0; i < sizeof(habits) / sizeof(*habits); i++)
        takes_int("month", "", CELL_TEXT, habits[i], 2019 * 12 + 6);
    takes_int("month", "", CELL_TEXT, "2019.10", 2019 * 12 + 9);
    takes_int("month", "", CELL_TEXT, "2019.1", 2019 * 12);
    takes_int("month", "", CELL_NUMBER, "2019.7", 2019 * 12 + 6);
    refuses("month", CELL_NUMBER, "2019.1", "month_doubtful");
    refuses("month", CELL_TEXT, "2019-13", "not_a_month");
    refuses("month", CELL_TEXT, "7月", "not_a_month");
    refuses("month", CELL_TEXT, "2019-02-30", "not_a_month");
    takes_int("year", "", CELL_TEXT, "2019年度", 2019);
    takes_int("year", "", CELL_NUMBER, "2019", 2019);
    refuses("year", CELL_TEXT, "19", "not_a_year");
    refuses("year", CELL_TEXT, "20190", "not_a_year");
}

static void money_is_exact_in_fen(void **state)
{
    (void)state;
    takes_int("amount", "", CELL_TEXT, "10 851.8", 1085180);
    takes_int("amount", "", CELL_TEXT,
              "10\xe2\x80\x89"
              "851.8",
              1085180);
    takes_int("amount", "", CELL_TEXT, "1,234,567.89", 123456789);
    takes_int("amount", "", CELL_TEXT, "１，２３４．５０元", 123450);
    takes_int("amount", "万元", CELL_TEXT, "3.25", 3250000);
    takes_int("amount", "万元", CELL_NUMBER, "0.1", 100000);
    takes_int("amount", "亿元", CELL_TEXT, "1.0000000001", 10000000001);
    takes_int("amount", "万元", CELL_TEXT, "5000元", 500000);
    takes_int("amount", "", CELL_TEXT, "12万元", 12000000);
    takes_int("amount", "", CELL_TEXT, "￥88.00", 8800);
    takes_int("amount", "", CELL_TEXT, "-12.5", -1250);
    takes_int("amount", "", CELL_NUMBER, "1.5E+4", 1500000);
    takes_int("amount", "", CELL_NUMBER, "3249.0099999999998", 324901);
}

static void money_that_is_not_exact_is_refused(void **state)
{
    (void)state;
    refuses("amount", CELL_TEXT, "12.345", "too_many_places");
    refuses("amount", CELL_TEXT, "约三百万", "approximate");
    refuses("amount", CELL_TEXT, "300余万元", "approximate");
    refuses("amount", CELL_TEXT, "三百万", "not_a_number");
    refuses("amount", CELL_TEXT, "12美元", "not_a_number");
    refuses("amount", CELL_TEXT, "1,23", "not_a_number");
    refuses("amount", CELL_TEXT, "1,2345", "not_a_number");
    refuses("amount", CELL_TEXT, "12..5", "not_a_number");
    refuses("amount", CELL_TEXT, "1 234,567", "not_a_number");
    refuses("amount", CELL_TEXT, "1.5E+4", "not_a_number");
    refuses("amount", CELL_TEXT, "99999999999999999999", "out_of_range");
    refuses("amount", CELL_TEXT, "900000000000000000", "out_of_range");
    refuses("amount", CELL_NUMBER, "1E+300", "out_of_range");
    refuses("amount", CELL_ERROR, "#REF!", "formula_error");
}

static void whole_numbers_take_their_unit(void **state)
{
    (void)state;
    takes_int("persons", "", CELL_TEXT, "1,336", 1336);
    takes_int("persons", "", CELL_TEXT, "12人", 12);
    takes_int("persons", "", CELL_TEXT, "12 名", 12);
    takes_int("persons", "万人", CELL_TEXT, "133.67", 1336700);
    takes_int("persons", "", CELL_TEXT, "3.5万", 35000);
    takes_int("persons", "", CELL_NUMBER, "12.0", 12);
    refuses("persons", CELL_TEXT, "12.5", "not_whole");
    refuses("persons", CELL_TEXT, "12亩", "not_a_number");
    refuses("persons", CELL_TEXT, "十二", "not_a_number");
    takes_int("area", "", CELL_TEXT, "12.5亩", 1250);
    refuses("area", CELL_TEXT, "12.555", "too_many_places");
}

static void a_share_is_not_read_as_a_percentage(void **state)
{
    (void)state;
    struct tried t = try_cell("share", "", CELL_TEXT, "74.65%");
    assert_int_equal(t.reading, READING_VALUE);
    refuses("share", CELL_NUMBER, "0.7465", "percent_doubtful");
    t = try_cell("share", "%", CELL_NUMBER, "0.5");
    assert_int_equal(t.reading, READING_VALUE);
}

static void citizens_numbers_are_checked(void **state)
{
    (void)state;
    takes_text("idno", "11010519491231002X", "11010519491231002X");
    takes_text("idno", "11010519491231002x", "11010519491231002X");
    takes_text("idno", "34052419800101001X", "34052419800101001X");
    takes_text("idno", " 110105 19491231 002X ", "11010519491231002X");
    takes_text("idno", "１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X");
    takes_text("idno", "=\"11010519491231002X\"", "11010519491231002X");
    takes_text("idno", "'11010519491231002X", "11010519491231002X");
    takes_text("idno", "11010519491231002X11", "11010519491231002X");
    refuses("idno", CELL_TEXT, "110105194912310021", "idno_check_digit");
    refuses("idno", CELL_TEXT, "110105194913310021", "not_idno");
    refuses("idno", CELL_TEXT, "110105491231002", "idno_15");
    refuses("idno", CELL_TEXT, "1101051949123100", "not_idno");
    refuses("idno", CELL_TEXT, "不详", "not_idno");
    refuses("idno", CELL_TEXT, "11010519491231002X91", "not_idno");
}

static void a_damaged_number_is_never_mended(void **state)
{
    (void)state;
    refuses("idno", CELL_TEXT, "1.1E+17", "damaged_idno");
    refuses("idno", CELL_TEXT, "1.10105E+17", "damaged_idno");
    refuses("idno", CELL_NUMBER, "110105194912310000", "damaged_idno");
    refuses("idno", CELL_TEXT, "110105194912310000", "damaged_idno");
    refuses("name", CELL_NUMBER, "530602003201001234", "damaged_number");
    char number[19] = "990000199001011000";
    for (int i = 0; i < 100 && idno_last_sign(number) != '0'; i++) { /* one of eleven fits */
        number[4] = (char)('0' + i / 10);
        number[5] = (char)('0' + i % 10);
    }
    assert_int_equal(idno_last_sign(number), '0');
    struct tried t = try_cell("idno", "", CELL_TEXT, number);
    assert_int_equal(t.reading, READING_VALUE);
    assert_string_equal(t.problem.kind, "idno_may_be_cut");
    refuses("idno", CELL_NUMBER, number, "damaged_idno");
}

static void personal_values_are_masked_in_sentences(void **state)
{
    (void)state;
    struct tried t = try_cell("idno", "", CELL_TEXT, "110105194912310021");
    assert_true(text_find(t.problem.says, TEXT("1101****0021")) >= 0);
    assert_true(text_find(t.problem.says, TEXT("19491231")) < 0);
    const struct record_type *type = catalogue_type_find(catalogue, TEXT("t.all"));
    const struct field *idno = type_field_find(type, TEXT("idno"));
    assert_true(text_is(cell_shown(&arena, idno, TEXT("王小明")), "王**"));
    assert_true(text_is(cell_shown(&arena, idno, TEXT("")), ""));
}

static void telephones_and_credit_codes_are_checked(void **state)
{
    (void)state;
    takes_text("phone", "138 1234 5678", "13812345678");
    takes_text("phone", "+86 138-1234-5678", "13812345678");
    takes_text("phone", "0870-2123456", "0870-2123456");
    takes_text("phone", "(0755)82123456", "0755-82123456");
    takes_text("phone", "010-82123456", "010-82123456");
    refuses("phone", CELL_TEXT, "12812345678", "not_phone");
    refuses("phone", CELL_TEXT, "1381234567", "not_phone");
    refuses("phone", CELL_TEXT, "1.38E+10", "not_phone");
    refuses("phone", CELL_TEXT, "13812345678、13912345678", "not_phone");
    takes_text("uscc", "91350100M000100Y43", "91350100M000100Y43");
    takes_text("uscc", "91350100m000100y43", "91350100M000100Y43");
    refuses("uscc", CELL_TEXT, "91350100M000100Y4Z", "not_uscc");
    refuses("uscc", CELL_TEXT, "91350100M000100Y4", "not_uscc");
    refuses("uscc", CELL_TEXT, "9135010OM000100Y43", "not_uscc");
}

static void yes_and_no_in_their_signs(void **state)
{
    (void)state;
    const char *const yes[] = {"是", "√", "1", "Y", "有", "建档立卡", "贫困户", "建档立卡贫困人口"};
    const char *const no[] = {"否", "×", "0", "N", "无", "非贫困户"};
    for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
        takes_int("registered", "", CELL_TEXT, yes[i], 1);
    for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
        takes_int("registered", "", CELL_TEXT, no[i], 0);
    refuses("registered", CELL_TEXT, "也许", "not_yes_or_no");
    refuses("registered", CELL_TEXT, "2", "not_yes_or_no");
}

static void codes_read_by_code_label_and_synonym(void **state)
{
    (void)state;
    takes_text("channel", "organised", "organised");
    takes_text("channel", "政府组织", "organised");
    takes_text("channel", " 有组织 ", "organised");
    takes_text("channel", "自主", "own");
    takes_text("channel", "无", "none");
    refuses("channel", CELL_TEXT, "政府", "unknown_code");
    struct tried t = try_cell("channel", "", CELL_TEXT, "政府");
    assert_true(text_find(t.problem.wanted, TEXT("政府组织")) >= 0);
}

static void regions_read_by_code_and_name(void **state)
{
    (void)state;
    takes_int("home", "", CELL_TEXT, "530602", 530602000000);
    takes_int("home", "", CELL_TEXT, "昭阳区", 530602000000);
    takes_int("home", "", CELL_TEXT, "昭阳区北闸镇", 530602003000);
    takes_int("home", "", CELL_TEXT, "昭阳区北闸镇", 530602003000); /* once more, from the cache */
    takes_int("home", "", CELL_TEXT, "东莞", 441900000000);
    refuses("home", CELL_TEXT, "乌有县", "unknown_region");
    refuses("home", CELL_TEXT, "999999", "unknown_region");
}

static void marks_for_nothing_are_nothing(void **state)
{
    (void)state;
    const char *const marks[] = {"", " ", "—", "/", "无", "空", "N/A", "　", "--"};
    const char *const fields[] = {"name", "amount", "done", "persons", "idno", "home"};
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        for (size_t k = 0; k < sizeof(fields) / sizeof(*fields); k++)
            assert_int_equal(try_cell(fields[k], "", CELL_TEXT, marks[i]).reading, READING_EMPTY);
    assert_int_equal(try_cell("done", "", CELL_TEXT, "至今").reading, READING_EMPTY);
    assert_int_equal(try_cell("name", "", CELL_TEXT, "至今").reading, READING_VALUE);
    takes_int("persons", "", CELL_TEXT, "0", 0);
}

static void names_keep_one_space_and_no_hidden_sign(void **state)
{
    (void)state;
    takes_text("name", "  阿依　 古丽 ", "阿依 古丽");
    takes_text("name", "A１２（二期）", "A12（二期）");
    takes_text("name", "张\xe2\x80\x8b三", "张三");
    takes_text("name", "第一行\n第二行", "第一行 第二行");
    refuses("name", CELL_TEXT, "张\x01三", "control_character");
    refuses("name", CELL_TEXT,
            "abc\xe2\x80\xae"
            "def",
            "control_character");
    static char longest[5000];
    memset(longest, 'a', sizeof longest - 1);
    refuses("name", CELL_TEXT, longest, "too_long");
}

static void a_formula_without_a_kept_value_is_refused(void **state)
{
    (void)state;
    struct reader r;
    struct fault f = {0};
    struct value v;
    struct problem p;
    const struct record_type *type = catalogue_type_find(catalogue, TEXT("t.all"));
    assert_true(reader_init(&r, &arena, catalogue, type_field_find(type, TEXT("amount")), TEXT(""),
                            &regions, &f));
    struct cell cell = {.kind = CELL_EMPTY, .text = TEXT(""), .is_formula = true};
    assert_int_equal(cell_read(&v, &arena, &r, &cell, &p), READING_REFUSED);
    assert_false(reader_init(&r, &arena, catalogue, type_field_find(type, TEXT("amount")),
                             TEXT("万美元"), &regions, &f));
    assert_false(reader_init(&r, &arena, catalogue, type_field_find(type, TEXT("persons")),
                             TEXT("亩"), &regions, &f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_day_reads_in_every_habit),
        cmocka_unit_test(what_is_no_day_is_refused),
        cmocka_unit_test(months_and_years_read),
        cmocka_unit_test(money_is_exact_in_fen),
        cmocka_unit_test(money_that_is_not_exact_is_refused),
        cmocka_unit_test(whole_numbers_take_their_unit),
        cmocka_unit_test(a_share_is_not_read_as_a_percentage),
        cmocka_unit_test(citizens_numbers_are_checked),
        cmocka_unit_test(a_damaged_number_is_never_mended),
        cmocka_unit_test(personal_values_are_masked_in_sentences),
        cmocka_unit_test(telephones_and_credit_codes_are_checked),
        cmocka_unit_test(yes_and_no_in_their_signs),
        cmocka_unit_test(codes_read_by_code_label_and_synonym),
        cmocka_unit_test(regions_read_by_code_and_name),
        cmocka_unit_test(marks_for_nothing_are_nothing),
        cmocka_unit_test(names_keep_one_space_and_no_hidden_sign),
        cmocka_unit_test(a_formula_without_a_kept_value_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
