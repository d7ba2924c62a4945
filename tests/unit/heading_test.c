/* Headings: which rows they are, which type they mean, which column holds what. */
#include "catalogue/standard.h"
#include "intake/cell.h"
#include "intake/heading.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;
static struct catalogue *catalogue;
static struct title_index titles;

static const char PROGRAMME[] =
    "programme test\n  zh \"测试\"\n  en \"Test\"\n  west 5306\n  from 2016-09-01\n  "
    "demonstration\n"
    "party dongguan\n  region 4419\n  from 2016-09-01\n  says \"东莞市\"\n"
    "party zhongshan\n  region 4420\n  from 2016-09-01\n  says \"中山市\"\n";

static int set_up(void **state)
{
    (void)state;
    struct fault f = {0};
    size_t count;
    struct catalogue_file *standard = catalogue_standard_files(&arena, &count);
    struct catalogue_file *files = ARENA_ARRAY(&arena, struct catalogue_file, count + 1);
    memcpy(files, standard, count * sizeof(*files));
    files[count] = (struct catalogue_file){TEXT("programme.cat"), text_from(PROGRAMME)};
    if (!catalogue_load(&catalogue, &arena, files, count + 1, &f)) {
        print_error("%s\n", f.message);
        return -1;
    }
    title_index_build(&titles, &arena, catalogue);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_clear(&arena);
    return 0;
}

/* A sheet as text: rows by line breaks, cells by "|"; "<" repeats the merged cell to the left,
 * "^" the one above. */
static struct sheet_head grid(const char *file, const char *sheet, const char *text)
{
    struct sheet_head h = {.file = text_from(file), .sheet = text_from(sheet)};
    struct text line, cell, rest = text_from(text);
    static struct cell cells[HEAD_ROWS_MAX][64];
    for (int64_t n = 0; n < HEAD_ROWS_MAX && text_split(&line, &rest, '\n'); n++) {
        struct sheet_row row = {.number = n + 1, .cells = cells[n]};
        while (text_split(&cell, &line, '|')) {
            size_t i = row.cell_count++;
            cells[n][i] = (struct cell){.kind = cell.n ? CELL_TEXT : CELL_EMPTY, .text = cell};
            if (text_is(cell, "<") && i) {
                cells[n][i] = cells[n][i - 1];
                cells[n][i].is_merged = true;
            } else if (text_is(cell, "^") && n) {
                cells[n][i] = cells[n - 1][i];
                cells[n][i].is_merged = cells[n][i].merge_down = true;
            }
        }
        sheet_head_add(&h, &arena, &row);
    }
    return h;
}

static struct recognised recognise(const char *file, const char *sheet, const char *text)
{
    struct recognised r;
    struct sheet_head h = grid(file, sheet, text);
    struct recognise_options o = {0};
    sheet_recognise(&r, &arena, &titles, &h, &o);
    return r;
}

static void is_type(const struct recognised *r, const char *type)
{
    if (!r->type || !text_is(r->type->name, type))
        print_error("wanted %s, found %.*s (near %.*s, %.*s; score %d)\n", type,
                    r->type ? (int)r->type->name.n : 4, r->type ? r->type->name.p : "none",
                    r->near[0] ? (int)r->near[0]->name.n : 0, r->near[0] ? r->near[0]->name.p : "",
                    r->near[1] ? (int)r->near[1]->name.n : 0, r->near[1] ? r->near[1]->name.p : "",
                    r->score);
    assert_true(r->type && text_is(r->type->name, type));
}

static void column_is(const struct recognised *r, int64_t column, const char *path)
{
    for (size_t i = 0; i < r->heading_count; i++) {
        const struct heading *h = &r->headings[i];
        if (h->column != column)
            continue;
        struct text found = h->path ? h->path->path : TEXT("");
        if (!text_is(found, path))
            print_error("column %d \"%.*s\": %.*s, wanted %s\n", (int)column, TEXT_ARG(h->shown),
                        TEXT_ARG(found), path);
        assert_true(text_is(found, path));
        return;
    }
    assert_string_equal(path, "no such column");
}

static void constant_is(const struct recognised *r, const char *path, const char *value)
{
    for (size_t i = 0; i < r->constants.count; i++)
        if (text_is(r->constants.items[i].path->path, path)) {
            if (!text_is(r->constants.items[i].value, value))
                print_error("%s: %.*s\n", path, TEXT_ARG(r->constants.items[i].value));
            assert_true(text_is(r->constants.items[i].value, value));
            return;
        }
    assert_string_equal(value, "no such constant");
}

static void placements_are_recognised_below_title_lines(void **state)
{
    (void)state;
    struct recognised r =
        recognise("务工.xlsx", "Sheet1",
                  "昭阳区已外出务工信息表|<|<|<|<|<|<\n"
                  "填报单位：昭阳区|||||填报日期：2019-07-31|\n"
                  "序号|姓名|身份证号码|务工企业名称|务工地（县级）|务工开始时间|务工结束时间\n"
                  "1|甲|x|乙厂|东莞市|2018-01-01|\n");
    is_type(&r, "labour.placement");
    assert_int_equal(r.heading_first, 2);
    column_is(&r, 1, "");
    column_is(&r, 2, "worker.name");
    column_is(&r, 3, "worker.idno");
    column_is(&r, 4, "employer.name");
    column_is(&r, 5, "workplace");
    column_is(&r, 6, "started_on");
    column_is(&r, 7, "ended_on");
}

static void persons_are_not_taken_for_placements(void **state)
{
    (void)state;
    struct recognised r = recognise("a.csv", "", "姓名,身份证号\n");
    r = recognise("a.csv", "", "姓名|身份证号|性别|户籍所在村|是否建档立卡|联系电话\n");
    is_type(&r, "person");
    column_is(&r, 4, "home");
    column_is(&r, 5, "registered");
    column_is(&r, 6, "phone");
    assert_int_equal(r.heading_first, 0);
}

static void two_levels_of_headings_are_joined(void **state)
{
    (void)state;
    struct recognised r = recognise("", "资金拨付台账",
                                    "资金拨付台账|<|<|<|<|<\n"
                                    "资金编号|拨付情况|<|<|<|凭证号\n"
                                    "^|拨出单位|收款单位|金额（万元）|拨付日期|^\n"
                                    "F1|a|b|3|2018-01-01|v\n");
    is_type(&r, "funds.movement");
    assert_int_equal(r.heading_first, 1);
    assert_int_equal(r.heading_last, 2);
    column_is(&r, 1, "fund.code");
    column_is(&r, 2, "from_holder.name");
    column_is(&r, 3, "to_holder.name");
    column_is(&r, 4, "amount");
    assert_true(text_is(r.headings[3].unit, "万元"));
    assert_true(text_is(r.headings[3].shown, "拨付情况/金额(万元)") ||
                text_is(r.headings[3].shown, "拨付情况/金额（万元）"));
    column_is(&r, 6, "voucher");
}

static void the_upper_heading_tells_two_references_apart(void **state)
{
    (void)state;
    struct recognised r = recognise("", "资金流水",
                                    "资金编号|资金环节|收款单位|<|拨出单位|<|金额|拨付日期|凭证号\n"
                                    "^|^|名称|信用代码|名称|信用代码|^|^|^\n");
    is_type(&r, "funds.movement");
    column_is(&r, 3, "to_holder.name");
    column_is(&r, 4, "to_holder.uscc");
    column_is(&r, 5, "from_holder.name");
    column_is(&r, 6, "from_holder.uscc");
    /* and once more as the workbook of refused rows writes them */
    r = recognise("", "资金流水",
                  "资金编号|资金环节|收款单位/名称|收款单位/信用代码|拨出单位/名称|拨出单位/"
                  "信用代码|金额|拨付日期|凭证号|原因\n");
    is_type(&r, "funds.movement");
    column_is(&r, 5, "from_holder.name");
    column_is(&r, 10, "");
}

static void a_condition_line_gives_the_unit_of_money(void **state)
{
    (void)state;
    struct recognised r = recognise("", "资金计划", "单位：万元\n资金编号|计划金额|计划日期\n");
    is_type(&r, "funds.plan");
    assert_true(text_is(r.headings[1].unit, "万元"));
    r = recognise("", "资金计划", "单位：元谋县财政局\n资金编号|计划金额|计划日期\n");
    assert_true(text_is(r.headings[1].unit, ""));
}

static void a_region_may_stand_in_several_columns(void **state)
{
    (void)state;
    struct recognised r = recognise("", "联络员名册", "县区|乡镇|行政村|姓名|身份证号|聘任日期\n");
    is_type(&r, "labour.liaison");
    column_is(&r, 1, "village");
    column_is(&r, 2, "village");
    column_is(&r, 3, "village");
    assert_int_equal(r.headings[0].part, PART_COUNTY);
    assert_int_equal(r.headings[2].part, PART_VILLAGE);
    column_is(&r, 5, "person.idno");
}

static void lines_above_and_names_fill_what_no_column_says(void **state)
{
    (void)state;
    struct recognised r = recognise("农村劳动力（鲁甸县）.xlsx", "Sheet1", "姓名|身份证号|性别\n");
    is_type(&r, "person");
    constant_is(&r, "home", "530621");
    r = recognise("工资.xlsx", "2019年7月", "工资发放表\n姓名|身份证号|用工单位|实发工资\n");
    is_type(&r, "labour.wage_month");
    constant_is(&r, "month", "2019年7月");
    r = recognise("资金.xlsx", "资金来源", "年度：2018\n资金编号|资金类别|出资方|受援县区\n");
    is_type(&r, "funds.fund");
    constant_is(&r, "year", "2018");
}

static void what_is_not_unambiguous_is_not_filled(void **state)
{
    (void)state;
    struct recognised r = recognise("鲁甸县和巧家县.xlsx", "", "姓名|身份证号|性别\n");
    is_type(&r, "person");
    assert_int_equal(r.constants.count, 0);
    r = recognise("", "2018年与2019年", "资金来源\n资金编号|资金类别|出资方|受援县区\n");
    is_type(&r, "funds.fund");
    assert_int_equal(r.constants.count, 0);
}

static void one_class_a_sheet_is_still_a_roster(void **state)
{
    (void)state;
    struct recognised r = recognise("培训学员名册.xlsx", "第3期电工班",
                                    "第3期电工班学员花名册|<|<|<\n序号|姓名|身份证号|是否结业\n");
    is_type(&r, "labour.attendance");
    column_is(&r, 3, "trainee.idno");
    column_is(&r, 4, "passed");
}

static void a_sheet_that_is_no_table_is_not_recognised(void **state)
{
    (void)state;
    struct recognised r =
        recognise("说明.xlsx", "填表说明", "填表说明\n一、每行一人\n二、日期用文本\n");
    assert_null(r.type);
    assert_false(r.has_table);
    r = recognise("", "", "产品|产地|价格\n苹果|昭阳|5\n");
    assert_null(r.type);
    r = recognise("", "", "姓名|身份证号\n"); /* a roster of anything */
    assert_true(!r.type || text_is(r.type->name, "person"));
}

static void a_given_type_and_mapping_are_followed(void **state)
{
    (void)state;
    struct recognised r;
    struct sheet_head h = grid("", "", "姓名|身份证号|厂|地方|开始\n");
    struct recognise_options o = {
        .mapping = TEXT("厂=employer.name;地方=workplace;开始=started_on"),
        .as_type = catalogue_type_find(catalogue, TEXT("labour.placement"))};
    sheet_recognise(&r, &arena, &titles, &h, &o);
    is_type(&r, "labour.placement");
    column_is(&r, 3, "employer.name");
    column_is(&r, 5, "started_on");
    assert_int_equal(r.headings[2].how, COLUMN_GIVEN);
    struct text kept = mapping_print(&arena, &r);
    assert_true(text_starts(kept, TEXT("labour.placement|")));
    assert_true(text_find(kept, TEXT("厂=employer.name;")) > 0);
}

static bool recall_always(void *self, struct text fingerprint, struct text *mapping)
{
    *mapping = *(struct text *)self;
    return text_find(fingerprint, TEXT("厂|")) >= 0;
}

static void a_remembered_mapping_is_followed(void **state)
{
    (void)state;
    struct recognised r;
    struct text kept = TEXT("labour.placement|厂=employer.name;地方=workplace;开始=started_on;");
    struct sheet_head h = grid("", "", "名单\n姓名|身份证号|厂|地方|开始\n");
    struct recognise_options o = {.recall = recall_always, .self = &kept};
    sheet_recognise(&r, &arena, &titles, &h, &o);
    is_type(&r, "labour.placement");
    column_is(&r, 4, "workplace");
    assert_int_equal(r.headings[3].how, COLUMN_REMEMBERED);
}

static void every_type_recognises_its_own_labels(void **state)
{
    (void)state;
    for (size_t i = 0; i < catalogue->types.count; i++) {
        const struct record_type *type = catalogue->types.items[i];
        SCOPED_BUFFER b = {0};
        for (size_t k = 0; k < type->field_count; k++) {
            buffer_add_str(&b, k ? "|" : "");
            buffer_add(&b, type->fields[k].label.zh);
        }
        buffer_add_str(&b, "\n");
        const char *sheet = text_cstr(&arena, type->label.zh);
        struct recognised r = recognise("", sheet, text_cstr(&arena, buffer_text(&b)));
        is_type(&r, text_cstr(&arena, type->name));
    }
}

static void titles_lose_marks_and_brackets(void **state)
{
    (void)state;
    struct text unit;
    assert_true(text_is(title_normal(&arena, TEXT(" 金　额\n（万元）"), &unit), "金额"));
    assert_true(text_is(unit, "万元"));
    assert_true(text_is(title_normal(&arena, TEXT("*姓名："), &unit), "姓名"));
    assert_true(text_is(title_normal(&arena, TEXT("其中：建档立卡"), &unit), "建档立卡"));
    assert_true(text_is(title_normal(&arena, TEXT("投资(单位：亿元)"), &unit), "投资"));
    assert_true(text_is(unit, "亿元"));
    assert_true(text_is(title_normal(&arena, TEXT("开着（的"), &unit), "开着"));
    assert_true(text_is(title_normal(&arena, TEXT(""), &unit), ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placements_are_recognised_below_title_lines),
        cmocka_unit_test(persons_are_not_taken_for_placements),
        cmocka_unit_test(two_levels_of_headings_are_joined),
        cmocka_unit_test(the_upper_heading_tells_two_references_apart),
        cmocka_unit_test(a_condition_line_gives_the_unit_of_money),
        cmocka_unit_test(a_region_may_stand_in_several_columns),
        cmocka_unit_test(lines_above_and_names_fill_what_no_column_says),
        cmocka_unit_test(what_is_not_unambiguous_is_not_filled),
        cmocka_unit_test(one_class_a_sheet_is_still_a_roster),
        cmocka_unit_test(a_sheet_that_is_no_table_is_not_recognised),
        cmocka_unit_test(a_given_type_and_mapping_are_followed),
        cmocka_unit_test(a_remembered_mapping_is_followed),
        cmocka_unit_test(every_type_recognises_its_own_labels),
        cmocka_unit_test(titles_lose_marks_and_brackets),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
