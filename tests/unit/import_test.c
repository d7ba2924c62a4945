/* Imports, file by file: what lands, what is refused and why, and what comes back to be mended. */
#include "file/workbook.h"
#include "intake/cell.h"
#include "intake/intake.h"
#include "fresh_programme.h"
#include <unistd.h>

#define OK(call) assert_true((call) || (print_message("%s\n", f.message), false))

static char folder[64], programme_folder[80];
static struct arena arena;
static struct ledger *ledger;
static struct intake_report report;

/* ---- findings are kept as "level kind row column" and their sentence ---- */

struct kept {
    char line[80];
    char kind[40];
    int64_t row, column;
    char found[120], wanted[240], says[240];
    enum finding_level level;
};
static struct kept kept[300];
static size_t kept_count;

static void keep(void *self, const struct finding *x)
{
    (void)self;
    if (kept_count == 300)
        return;
    struct kept *k = &kept[kept_count++];
    snprintf(k->kind, sizeof k->kind, "%.*s", TEXT_ARG(x->kind));
    snprintf(k->found, sizeof k->found, "%.*s", TEXT_ARG(x->found));
    snprintf(k->wanted, sizeof k->wanted, "%.*s", TEXT_ARG(x->wanted));
    snprintf(k->says, sizeof k->says, "%.*s", TEXT_ARG(x->says));
    k->row = x->row;
    k->column = x->column;
    k->level = x->level;
}

static const struct kept *finding_of(const char *kind)
{
    for (size_t i = 0; i < kept_count; i++)
        if (strcmp(kept[i].kind, kind) == 0)
            return &kept[i];
    for (size_t i = 0; i < kept_count; i++)
        print_error("%s row %lld: %s\n", kept[i].kind, (long long)kept[i].row, kept[i].says);
    print_error("no finding \"%s\"\n", kind);
    fail();
    return NULL;
}

static size_t findings_at(enum finding_level level)
{
    size_t n = 0;
    for (size_t i = 0; i < kept_count; i++)
        n += kept[i].level == level;
    return n;
}

/* ---- a programme for each test ---- */

static int programme_make(void **state)
{
    (void)state;
    return fresh_make(TEXT(PROGRAMME_OF_ZHAOTONG));
}

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/shanhai-import-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    snprintf(programme_folder, sizeof programme_folder, "%s/programme", folder);
    kept_count = 0;
    return fresh_open(&ledger, programme_folder);
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    ledger_close(ledger);
    ledger = NULL;
    arena_clear(&arena);
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    return system(command);
}

static const char *path_of(const char *name)
{
    return text_cstr(&arena, text_printf(&arena, "%s/%s", folder, name));
}

static const char *csv(const char *name, const char *content)
{
    const char *path = path_of(name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(content, file);
    fclose(file);
    return path;
}

static bool import_files(const char *const *paths, size_t count, struct intake_options *o,
                         struct fault *f)
{
    struct intake_file files[8];
    struct finding_sink sink = {keep, NULL};
    for (size_t i = 0; i < count; i++)
        files[i] = (struct intake_file){paths[i], text_from(strrchr(paths[i], '/') + 1)};
    o->author = TEXT("test");
    kept_count = 0;
    return intake_import(&report, &arena, ledger, &VIEWER_OWNER, files, count, o, &sink, f);
}

static void import(const char *path)
{
    struct fault f = {0};
    struct intake_options o = {.expects = -1};
    OK(import_files(&path, 1, &o, &f));
}

static void import_csv(const char *name, const char *content)
{
    import(csv(name, content));
}

static void counts(int64_t news, int64_t changed, int64_t same, int64_t refused)
{
    bool right = report.news == news && report.changed == changed && report.same == same &&
                 report.refused == refused;
    if (!right) {
        print_error("new %lld changed %lld same %lld refused %lld\n", (long long)report.news,
                    (long long)report.changed, (long long)report.same, (long long)report.refused);
        for (size_t i = 0; i < kept_count; i++)
            print_error("  %s row %lld: %s\n", kept[i].kind, (long long)kept[i].row, kept[i].says);
    }
    assert_true(right);
}

static int64_t sql(const char *query)
{
    struct fault f = {0};
    int64_t n = -1;
    OK(store_int(ledger->store, query, 0, &n, &f));
    return n;
}

/* A right number of the region that does not exist; n tells persons apart. */
static const char *idno(int n)
{
    char *p = arena_alloc(&arena, 40);
    snprintf(p, 40, "990000198%d0%d15%03d", n / 8 % 10, n % 8 + 1, n * 7 % 900 + 11);
    p[17] = idno_last_sign(p);
    return p;
}

static const char *rows_of(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    struct text t = text_vprintf(&arena, format, args);
    va_end(args);
    return text_cstr(&arena, t);
}

static void row_write(struct workbook *w, int64_t row, const char *const *cells, int count)
{
    for (int i = 0; i < count; i++)
        workbook_text(w, row, i, text_from(cells[i]), row ? STYLE_PLAIN : STYLE_HEAD);
}

#define CURRENT " WHERE until = 9223372036854775807 AND void_why IS NULL"
#define PLACEMENT_HEAD "姓名,身份证号,用工单位,务工地,上岗日期,就业渠道\n"

static void persons_two(void)
{
    import_csv("persons.csv", rows_of("姓名,身份证号,性别,户籍所在地,是否建档立卡\n"
                                      "甲一,%s,男,昭阳区北闸镇,是\n乙二,%s,女,鲁甸县,否\n",
                                      idno(1), idno(2)));
    counts(2, 0, 0, 0);
}

/* ---- what lands ---- */

static void title_lines_totals_and_notes_are_passed_over(void **state)
{
    (void)state;
    import_csv("a.csv", rows_of("昭阳区转移就业台账,,,,,,\n填报单位：昭阳区,,,,,,\n"
                                "序号,姓名,身份证号,用工单位,务工地,上岗日期,就业渠道\n"
                                "1,甲一,%s,乙厂,东莞市,2018-03-01,政府组织\n"
                                "2,乙二,%s,乙厂,东莞市,2018年3月2日,自发\n"
                                "小计,2,,,,,\n,,,,,,\n"
                                "序号,姓名,身份证号,用工单位,务工地,上岗日期,就业渠道\n"
                                "3,丙三,%s,丙厂,昭阳区,20180303,自发\n"
                                "合　计,3,,,,,\n填表人：丁四,,,审核人：戊五,,,\n",
                                idno(1), idno(2), idno(3)));
    counts(3, 0, 0, 0);
    const struct sheet_report *s = &report.sheets.items[0];
    assert_int_equal(s->heading_row, 3);
    assert_int_equal(s->skipped_totals, 2);
    assert_int_equal(s->skipped_notes, 1);
    assert_int_equal(s->skipped_headings, 1);
    assert_int_equal(sql("SELECT count(*) FROM person" CURRENT), 3);
    assert_int_equal(sql("SELECT count(*) FROM organisation" CURRENT), 2);
    /* the county of the condition line is where new persons are from */
    assert_int_equal(sql("SELECT count(*) FROM person WHERE home = 530602000000"), 3);
}

static void files_land_in_the_order_of_references(void **state)
{
    (void)state;
    struct fault f = {0};
    struct intake_options o = {.expects = -1};
    const char *paths[] = {
        csv("1.csv", rows_of("人员身份证号,迁入地,迁入日期\n%s,巧家县,2019-01-01\n", idno(1))),
        csv("2.csv", rows_of(PLACEMENT_HEAD "甲一,%s,乙厂,东莞市,2018-03-01,自发\n", idno(1)))};
    OK(import_files(paths, 2, &o, &f));
    counts(2, 0, 0, 0);
    assert_int_equal(sql("SELECT count(*) FROM person_move" CURRENT), 1);
}

static void a_record_that_must_be_known_is_not_made(void **state)
{
    (void)state;
    import_csv("m.csv", rows_of("人员身份证号,迁入地,迁入日期\n%s,巧家县,2019-01-01\n", idno(1)));
    counts(0, 0, 0, 1);
    const struct kept *k = finding_of("absent_reference");
    assert_int_equal(k->row, 2);
    assert_int_equal(k->column, 1);
    assert_null(strstr(k->says, idno(1))); /* masked */
    assert_int_equal(report.batch.number, 0);
}

static void a_wage_finds_its_placement_without_the_day_it_began(void **state)
{
    (void)state;
    import_csv("p.csv", rows_of(PLACEMENT_HEAD "甲一,%s,乙厂,东莞市,2018-03-01,自发\n"
                                               "乙二,%s,乙厂,东莞市,2018-03-01,自发\n",
                                idno(1), idno(2)));
    import_csv("p2.csv", rows_of("姓名,身份证号,用工单位,务工地,上岗日期,离岗日期,就业渠道\n"
                                 "乙二,%s,乙厂,东莞市,2017-01-01,2017-06-30,自发\n",
                                 idno(2)));
    import_csv("w.csv", rows_of("工资发放表,,,,\n姓名,身份证号,用工单位,工资月份,实发工资\n"
                                "甲一,%s,乙厂,2018-04,3500.50\n" /* one placement */
                                "乙二,%s,乙厂,2017-02,2000\n" /* open in that month: the earlier */
                                "乙二,%s,乙厂,2018年5月,2000\n" /* the later */
                                "乙二,%s,乙厂,2017-12,2000\n"   /* neither was open */
                                "甲一,%s,无名厂,2018-04,3500\n",
                                idno(1), idno(2), idno(2), idno(2), idno(1)));
    counts(3, 0, 0, 2);
    assert_int_equal(sql("SELECT sum(pay) FROM labour_wage_month" CURRENT), 750050);
    assert_int_equal(sql("SELECT count(DISTINCT placement) FROM labour_wage_month" CURRENT), 3);
}

static void one_class_a_sheet_is_told_by_its_name(void **state)
{
    (void)state;
    struct fault f = {0};
    struct workbook *w;
    const char *path = path_of("培训.xlsx");
    OK(workbook_open(&w, path, &f));
    const char *heads[] = {"班级编号", "班级名称", "办班县区", "协作方", "开班日期", "结业日期"};
    const char *classes[][6] = {
        {"PX-01", "电工一班", "昭阳区", "东莞市", "2018-01-01", "2018-01-20"},
        {"PX-012", "焊工二班", "昭阳区", "东莞市", "2018-02-01", "2018-02-20"}};
    OK(workbook_sheet(w, TEXT("学员名册PX-012"), &f)); /* before the classes it needs */
    const char *roster[] = {"姓名", "身份证号", "是否结业"};
    row_write(w, 0, roster, 3);
    workbook_text(w, 1, 0, TEXT("甲一"), STYLE_PLAIN);
    workbook_text(w, 1, 1, text_from(idno(1)), STYLE_PLAIN);
    workbook_text(w, 1, 2, TEXT("√"), STYLE_PLAIN);
    OK(workbook_sheet(w, TEXT("培训班台账"), &f));
    row_write(w, 0, heads, 6);
    row_write(w, 1, classes[0], 6);
    row_write(w, 2, classes[1], 6);
    OK(workbook_finish(w, &f));
    import(path);
    counts(3, 0, 0, 0);
    assert_int_equal(sql("SELECT count(*) FROM labour_attendance a JOIN labour_training_class c ON "
                         "c.record = a.class WHERE c.code = 'PX-012'"),
                     1);
}

static void a_region_in_three_columns_is_one(void **state)
{
    (void)state;
    import_csv("l.csv", rows_of("联络员名册,,,,,\n县区,乡镇,行政村,姓名,身份证号,聘任日期\n"
                                "鲁甸县,龙树镇,新乐村,甲一,%s,2018-01-01\n"
                                "昭阳区,龙树镇,新乐村,乙二,%s,2018-01-01\n",
                                idno(1), idno(2)));
    counts(1, 0, 0, 1);
    assert_int_equal(sql("SELECT count(*) FROM labour_liaison WHERE village > 530621000000 AND "
                         "village < 530622000000"),
                     1);
}

static void a_workbook_of_habits_is_read(void **state)
{
    (void)state;
    struct fault f = {0};
    struct workbook *w;
    struct day day;
    const char *path = path_of("资金.xlsx");
    assert_true(day_parse(&day, TEXT("2018-05-06")));
    OK(workbook_open(&w, path, &f));
    OK(workbook_sheet(w, TEXT("资金来源"), &f));
    const char *fund[] = {"资金编号", "资金年度", "资金类别", "出资方", "受援县区"};
    const char *values[] = {"F1", "2018", "东部市级财政", "东莞市", "昭阳区"};
    row_write(w, 0, fund, 5);
    row_write(w, 1, values, 5);
    OK(workbook_sheet(w, TEXT("资金计划"), &f));
    workbook_merge(w, 0, 0, 0, 2, TEXT("昭阳区资金计划表"), STYLE_TITLE);
    workbook_text(w, 1, 0, TEXT("单位：万元"), STYLE_NOTE);
    workbook_merge(w, 2, 0, 3, 0, TEXT("资金编号"), STYLE_HEAD);
    workbook_merge(w, 2, 1, 2, 2, TEXT("计划情况"), STYLE_HEAD);
    workbook_text(w, 3, 1, TEXT("计划金额"), STYLE_HEAD);
    workbook_text(w, 3, 2, TEXT("计划日期"), STYLE_HEAD);
    workbook_merge(w, 4, 0, 5, 0, TEXT("F1"), STYLE_PLAIN); /* the code over two rows */
    workbook_formula(w, 4, 1, "=100.5+0.25", (struct decimal){10075, 2});
    workbook_day(w, 4, 2, day);
    workbook_number(w, 5, 1, (struct decimal){2, 0}, "0", STYLE_PLAIN);
    workbook_number(w, 5, 2, (struct decimal){43227, 0}, "0", STYLE_PLAIN); /* a bare serial */
    workbook_hide_row(w, 5);
    workbook_text(w, 6, 0, TEXT("合计"), STYLE_TOTAL);
    workbook_formula(w, 6, 1, "=SUM(B5:B6)", (struct decimal){10275, 2});
    OK(workbook_finish(w, &f));
    import(path);
    counts(3, 0, 0, 0);
    assert_int_equal(sql("SELECT sum(amount) FROM funds_plan" CURRENT), 102750000);
    assert_int_equal(sql("SELECT min(planned_on) FROM funds_plan" CURRENT), day.since_1970);
    assert_int_equal(finding_of("hidden_rows")->level, FINDING_NOTE);
}

static void an_amount_merged_over_rows_is_refused(void **state)
{
    (void)state;
    struct fault f = {0};
    struct workbook *w;
    const char *path = path_of("计划.xlsx");
    import_csv("f.csv", "资金编号,资金年度,资金类别,出资方,受援县区\n"
                        "F1,2018,东部市级财政,东莞市,昭阳区\nF2,2018,东部市级财政,东莞市,昭阳区\n");
    OK(workbook_open(&w, path, &f));
    OK(workbook_sheet(w, TEXT("资金计划"), &f));
    const char *heads[] = {"资金编号", "计划金额", "计划日期"};
    row_write(w, 0, heads, 3);
    workbook_text(w, 1, 0, TEXT("F1"), STYLE_PLAIN);
    workbook_merge(w, 1, 1, 2, 1, TEXT("100"), STYLE_PLAIN);
    workbook_text(w, 1, 2, TEXT("2018-01-01"), STYLE_PLAIN);
    workbook_text(w, 2, 0, TEXT("F2"), STYLE_PLAIN);
    workbook_text(w, 2, 2, TEXT("2018-01-01"), STYLE_PLAIN);
    OK(workbook_finish(w, &f));
    import(path);
    counts(1, 0, 0, 1);
    assert_int_equal(finding_of("merged_quantity")->row, 3);
}

static void a_csv_of_gb18030_reads_the_same(void **state)
{
    (void)state;
    char command[400];
    csv("u.csv", rows_of("姓名,身份证号,性别,户籍所在地\n甲一,%s,男,昭阳区\n", idno(1)));
    snprintf(command, sizeof command, "iconv -f utf-8 -t gb18030 %s/u.csv > %s/g.csv", folder,
             folder);
    assert_int_equal(system(command), 0);
    import(path_of("g.csv"));
    counts(1, 0, 0, 0);
    import(path_of("u.csv"));
    counts(0, 0, 1, 0);
}

/* ---- what is refused ---- */

static void each_refused_cell_is_a_finding_and_the_row_stays_out(void **state)
{
    (void)state;
    import_csv("a.csv",
               rows_of(PLACEMENT_HEAD "甲一,%s,乙厂,东莞市,2018-03-01,自发\n"
                                      "乙二,990000198001150019,乙厂,乌有市,2018-13-01,托梦\n"
                                      "丙三,%s,,东莞市,2018-03-01,自发\n",
                       idno(1), idno(3)));
    counts(1, 0, 0, 2);
    assert_int_equal(finding_of("idno_check_digit")->column, 2);
    assert_int_equal(finding_of("unknown_region")->row, 3);
    assert_int_equal(finding_of("not_a_day")->column, 5);
    assert_non_null(strstr(finding_of("unknown_code")->wanted, "自发"));
    assert_int_equal(finding_of("required")->row, 4);
    assert_int_equal(sql("SELECT count(*) FROM person" CURRENT), 1);
}

static void a_check_of_the_catalogue_refuses_the_row(void **state)
{
    (void)state;
    import_csv("a.csv", rows_of("姓名,身份证号,用工单位,务工地,上岗日期,离岗日期,就业渠道\n"
                                "甲一,%s,乙厂,东莞市,2018-03-01,2018-02-01,自发\n"
                                "乙二,%s,乙厂,东莞市,1980-03-01,,自发\n", /* a warning only */
                                idno(1), idno(2)));
    counts(1, 0, 0, 1);
    assert_int_equal(findings_at(FINDING_REFUSE), 1);
    assert_int_equal(findings_at(FINDING_WARN), 1);
    assert_int_equal(report.warning_count, 1);
    assert_int_equal(sql("SELECT count(*) FROM person" CURRENT), 1); /* no worker without a row */
}

static void what_is_required_only_from_a_day_may_lack_before(void **state)
{
    (void)state;
    import_csv("a.csv", rows_of("姓名,身份证号,用工单位,务工地,上岗日期\n"
                                "甲一,%s,乙厂,东莞市,2017-12-31\n"
                                "乙二,%s,乙厂,东莞市,2018-01-01\n",
                                idno(1), idno(2)));
    counts(1, 0, 0, 1);
    assert_int_equal(finding_of("required")->row, 3);
}

static void the_same_row_twice_counts_once_and_another_is_refused(void **state)
{
    (void)state;
    import_csv("a.csv", rows_of(PLACEMENT_HEAD "甲一,%s,乙厂,东莞市,2018-03-01,自发\n"
                                               "甲一,%s,乙厂,东莞市,2018-03-01,自发\n"
                                               "甲一,%s,乙厂,中山市,2018-03-01,自发\n",
                                idno(1), idno(1), idno(1)));
    counts(1, 0, 1, 1);
    assert_int_equal(finding_of("duplicate_key")->row, 4);
    assert_int_equal(sql("SELECT workplace FROM labour_placement" CURRENT), 441900000000);
}

static void a_damaged_number_names_whom_it_may_mean(void **state)
{
    (void)state;
    persons_two();
    import_csv("p.csv", "姓名,身份证号,户籍所在地,用工单位,务工地,上岗日期,就业渠道\n"
                        "甲一,9.9E+17,昭阳区北闸镇,乙厂,东莞市,2018-03-01,自发\n"
                        "甲一,9.9E+17,鲁甸县,乙厂,东莞市,2018-03-01,自发\n");
    counts(0, 0, 0, 2);
    assert_string_equal(kept[0].kind, "damaged_idno");
    assert_non_null(strstr(kept[0].wanted, "1")); /* record 1, 甲** */
    assert_non_null(strstr(kept[0].wanted, "甲**"));
    assert_null(strstr(kept[0].wanted, "甲一"));
    assert_null(strstr(kept[1].wanted, "甲**"));
    assert_int_equal(sql("SELECT count(*) FROM labour_placement"), 0);
}

/* ---- again, changed, gone ---- */

static void the_same_file_twice_changes_nothing_and_says_so(void **state)
{
    (void)state;
    persons_two();
    int64_t head = ledger->head;
    import(path_of("persons.csv"));
    counts(0, 0, 2, 0);
    assert_true(report.all_seen_before);
    assert_int_equal(report.batch.number, 0);
    assert_int_equal(ledger->head, head);
}

static void another_value_is_a_change_shown_and_kept_as_a_version(void **state)
{
    (void)state;
    persons_two();
    import_csv("later.csv",
               rows_of("身份证号,户籍所在地,性别\n%s,巧家县,男\n%s,鲁甸县,女\n", idno(1), idno(2)));
    counts(0, 1, 1, 0);
    assert_int_equal(report.changes.count, 1);
    assert_non_null(strstr(report.changes.items[0].after.p, "巧家"));
    assert_int_equal(sql("SELECT count(*) FROM person"), 3);
    assert_int_equal(
        sql("SELECT home FROM person WHERE record = 1 AND until = 9223372036854775807"),
        530622000000);
}

static void an_old_file_seen_before_does_not_undo_a_correction(void **state)
{
    (void)state;
    persons_two();
    import_csv("later.csv", rows_of("身份证号,户籍所在地,性别\n%s,巧家县,男\n", idno(1)));
    import(path_of("persons.csv"));
    counts(0, 0, 2, 0);
    assert_int_equal(
        sql("SELECT home FROM person WHERE record = 1 AND until = 9223372036854775807"),
        530622000000);
}

static void a_dry_run_stores_nothing(void **state)
{
    (void)state;
    struct fault f = {0};
    struct intake_options o = {.expects = -1, .dry_run = true};
    const char *path = csv("d.csv", rows_of("姓名,身份证号,性别\n甲一,%s,男\n", idno(1)));
    int64_t head = ledger->head;
    OK(import_files(&path, 1, &o, &f));
    counts(1, 0, 0, 0);
    assert_int_equal(report.batch.number, 0);
    assert_int_equal(ledger->head, head);
    assert_int_equal(sql("SELECT count(*) FROM person"), 0);
    assert_int_equal(sql("SELECT count(*) FROM source"), 0);
    assert_int_equal(sql("SELECT count(*) FROM note WHERE kind = 'mapping'"), 0);
    o = (struct intake_options){.expects = report.head};
    OK(import_files(&path, 1, &o, &f));
    counts(1, 0, 0, 0);
}

static void an_import_planned_on_an_older_head_is_refused(void **state)
{
    (void)state;
    struct fault f = {0};
    int64_t head = ledger->head;
    persons_two();
    struct intake_options o = {.expects = head};
    const char *path = csv("d.csv", rows_of("姓名,身份证号,性别\n丙三,%s,男\n", idno(3)));
    assert_false(import_files(&path, 1, &o, &f));
    assert_int_equal(f.kind, FAULT_CONFLICT);
    assert_int_equal(sql("SELECT count(*) FROM person"), 2);
}

static void refused_rows_come_back_as_a_workbook_and_read_again(void **state)
{
    (void)state;
    struct fault f = {0};
    const char *out = path_of("refused.xlsx");
    struct intake_options o = {.expects = -1, .refused_path = out};
    const char *path = csv("m.csv", rows_of("鲁甸县户籍迁移登记,,\n身份证号,迁入地,迁入日期\n"
                                            "%s,巧家县,2019-01-01\n%s,巧家县,2019-01-02\n",
                                            idno(1), idno(3)));
    persons_two();
    OK(import_files(&path, 1, &o, &f));
    counts(1, 0, 0, 1);
    assert_int_equal(access(out, F_OK), 0);
    import(out); /* still unknown, and the column of reasons disturbs nothing */
    counts(0, 0, 0, 1);
    assert_true(text_is(report.sheets.items[0].type->name, "person.move"));
    import_csv("p3.csv", rows_of("姓名,身份证号,性别\n丙三,%s,男\n", idno(3)));
    import(out);
    counts(1, 0, 0, 0);
}

static void no_workbook_is_written_where_nothing_is_refused(void **state)
{
    (void)state;
    struct fault f = {0};
    const char *out = path_of("none.xlsx");
    struct intake_options o = {.expects = -1, .refused_path = out};
    const char *path = csv("p.csv", rows_of("姓名,身份证号,性别\n丙三,%s,男\n", idno(3)));
    OK(import_files(&path, 1, &o, &f));
    assert_int_not_equal(access(out, F_OK), 0);
}

static void what_a_file_no_longer_lists_is_named_and_voided_when_asked(void **state)
{
    (void)state;
    struct fault f = {0};
    persons_two();
    struct intake_options o = {.expects = -1, .replaces = TEXT("persons.csv")};
    const char *path = csv("new.csv", rows_of("姓名,身份证号,性别\n甲一,%s,男\n", idno(1)));
    OK(import_files(&path, 1, &o, &f));
    assert_int_equal(report.missing_count, 1);
    assert_int_equal(report.voided, 0);
    assert_int_equal(sql("SELECT count(*) FROM person" CURRENT), 2);
    o.void_missing = true;
    OK(import_files(&path, 1, &o, &f));
    assert_int_equal(report.voided, 1);
    assert_int_equal(sql("SELECT count(*) FROM person" CURRENT), 1);
}

static void nothing_is_voided_beside_refused_rows(void **state)
{
    (void)state;
    struct fault f = {0};
    persons_two();
    struct intake_options o = {
        .expects = -1, .replaces = TEXT("persons.csv"), .void_missing = true};
    const char *path = csv("new.csv", "姓名,身份证号,性别\n甲一,990000198001150019,男\n");
    assert_false(import_files(&path, 1, &o, &f));
    assert_int_equal(f.kind, FAULT_INPUT);
    assert_int_equal(sql("SELECT count(*) FROM person" CURRENT), 2);
    o.replaces = TEXT("never.csv");
    assert_false(import_files(&path, 1, &o, &f));
    assert_int_equal(f.kind, FAULT_ABSENT);
}

/* ---- columns and types ---- */

static void a_mapping_that_was_given_is_remembered(void **state)
{
    (void)state;
    struct fault f = {0};
    const char *text =
        "姓名,身份证号,厂子,去哪里,哪天走,路子\n甲一,%s,乙厂,东莞市,2018-03-01,自发\n";
    struct intake_options o = {
        .expects = -1,
        .as_type = TEXT("labour.placement"),
        .mapping = TEXT("厂子=employer.name;去哪里=workplace;哪天走=started_on;路子=channel")};
    const char *path = csv("a.csv", rows_of(text, idno(1)));
    OK(import_files(&path, 1, &o, &f));
    counts(1, 0, 0, 0);
    import_csv("b.csv", rows_of(text, idno(2)));
    counts(1, 0, 0, 0);
    assert_true(text_is(report.sheets.items[0].type->name, "labour.placement"));
    assert_int_equal(report.sheets.items[0].columns.items[2].how, COLUMN_REMEMBERED);
}

static void a_mapping_to_no_field_is_a_fault(void **state)
{
    (void)state;
    struct fault f = {0};
    const char *path = csv("a.csv", "姓名,身份证号\n");
    struct intake_options o = {.expects = -1, .mapping = TEXT("姓名=worker.nam")};
    assert_false(import_files(&path, 1, &o, &f));
    assert_int_equal(f.kind, FAULT_INPUT);
    o.mapping = TEXT("姓名");
    assert_false(import_files(&path, 1, &o, &f));
    o = (struct intake_options){.expects = -1, .as_type = TEXT("labour.placemen")};
    assert_false(import_files(&path, 1, &o, &f));
    assert_int_equal(f.kind, FAULT_ABSENT);
}

static void an_unknown_table_says_what_it_might_be(void **state)
{
    (void)state;
    import_csv("x.csv", "姓名,日期,金额\n甲,2018-01-01,5\n");
    const struct kept *k = finding_of("not_recognised");
    assert_non_null(strstr(k->wanted, "--as"));
    assert_null(report.sheets.items[0].type);
    import_csv("y.csv", "填表说明\n一、请如实填写\n");
    assert_int_equal(finding_of("no_table")->level, FINDING_NOTE);
}

static void every_template_reads_as_its_own_type(void **state)
{
    (void)state;
    struct fault f = {0};
    for (size_t i = 0; i < ledger->catalogue->types.count; i++) {
        const struct record_type *t = ledger->catalogue->types.items[i];
        const char *path = path_of("template.xlsx");
        OK(intake_template(ledger, t, path, &f));
        struct intake_options o = {.expects = -1, .dry_run = true};
        OK(import_files(&path, 1, &o, &f));
        const struct sheet_report *s = &report.sheets.items[0];
        if (s->type != t)
            print_error("%.*s\n", TEXT_ARG(t->name));
        assert_ptr_equal(s->type, t);
        for (size_t k = 0; k < s->columns.count; k++)
            if (s->columns.items[k].path.n == 0)
                print_error("%.*s: %.*s\n", TEXT_ARG(t->name),
                            TEXT_ARG(s->columns.items[k].heading));
        for (size_t k = 0; k < s->columns.count; k++)
            assert_true(s->columns.items[k].path.n > 0);
    }
}

static void a_file_that_is_no_table_stops_the_import(void **state)
{
    (void)state;
    struct fault f = {0};
    struct intake_options o = {.expects = -1};
    const char *paths[] = {csv("p.csv", rows_of("姓名,身份证号,性别\n丙三,%s,男\n", idno(3))),
                           csv("b.xlsx", "PK\x03\x04 broken")};
    assert_false(import_files(paths, 2, &o, &f));
    assert_int_equal(sql("SELECT count(*) FROM person"), 0);
    assert_int_equal(sql("SELECT count(*) FROM source"), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(title_lines_totals_and_notes_are_passed_over),
        TEST(files_land_in_the_order_of_references),
        TEST(a_record_that_must_be_known_is_not_made),
        TEST(a_wage_finds_its_placement_without_the_day_it_began),
        TEST(one_class_a_sheet_is_told_by_its_name),
        TEST(a_region_in_three_columns_is_one),
        TEST(a_workbook_of_habits_is_read),
        TEST(an_amount_merged_over_rows_is_refused),
        TEST(a_csv_of_gb18030_reads_the_same),
        TEST(each_refused_cell_is_a_finding_and_the_row_stays_out),
        TEST(a_check_of_the_catalogue_refuses_the_row),
        TEST(what_is_required_only_from_a_day_may_lack_before),
        TEST(the_same_row_twice_counts_once_and_another_is_refused),
        TEST(a_damaged_number_names_whom_it_may_mean),
        TEST(the_same_file_twice_changes_nothing_and_says_so),
        TEST(another_value_is_a_change_shown_and_kept_as_a_version),
        TEST(an_old_file_seen_before_does_not_undo_a_correction),
        TEST(a_dry_run_stores_nothing),
        TEST(an_import_planned_on_an_older_head_is_refused),
        TEST(refused_rows_come_back_as_a_workbook_and_read_again),
        TEST(no_workbook_is_written_where_nothing_is_refused),
        TEST(what_a_file_no_longer_lists_is_named_and_voided_when_asked),
        TEST(nothing_is_voided_beside_refused_rows),
        TEST(a_mapping_that_was_given_is_remembered),
        TEST(a_mapping_to_no_field_is_a_fault),
        TEST(an_unknown_table_says_what_it_might_be),
        TEST(every_template_reads_as_its_own_type),
        TEST(a_file_that_is_no_table_stops_the_import),
    };
    return cmocka_run_group_tests(tests, programme_make, fresh_remove);
}
