/* Figures of a text: which numerals are figures, what they say and what the print allows. The
 * sentences are our own, of several programmes. */
#include "prove/prove.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct day published_on(const char *iso)
{
    struct day d = DAY_FIRST;
    if (iso)
        assert_true(day_parse(&d, text_from(iso)));
    return d;
}

static struct proof found_in(struct arena *a, const char *text, const char *published)
{
    struct proof p;
    struct fault f = {0};
    struct prove_options o = {.published = published_on(published)};
    assert_true(prove_find(&p, a, NULL, text_from(text), &o, &f));
    return p;
}

static const char *value_of(struct arena *a, const struct quote *q)
{
    return text_cstr(a, q->has_value ? decimal_print(a, decimal_trim(q->value)) : q->value_text);
}

static const char *between(struct arena *a, const struct quote *q)
{
    struct text lo = decimal_print(a, decimal_trim(q->lo));
    struct text hi = q->hi_open ? TEXT("..") : decimal_print(a, decimal_trim(q->hi));
    return text_cstr(a, text_printf(a, "%.*s %.*s", TEXT_ARG(lo), TEXT_ARG(hi)));
}

struct wanted {
    const char *text, *surface, *value, *lo_hi;
    enum quote_kind kind;
};

static const struct wanted printed[] = {
    {"福建向宁夏选派干部47名。", "47名", "47", "47 47", QUOTE_PERSON},
    {"闽宁协作累计培训3.25万人次", "3.25万人次", "32500", "32450 32550", QUOTE_PERSON_TIME},
    {"上海援滇资金达38.5亿元。", "38.5亿元", "3850000000", "3845000000 3855000000",
     QUOTE_MONEY},
    {"带动就业1,336人", "1,336人", "1336", "1336 1336", QUOTE_PERSON},
    {"带动就业１３３６人", "１３３６人", "1336", "1336 1336", QUOTE_PERSON},
    {"北京选派教师300余名", "300余名", "300", "300 400", QUOTE_PERSON},
    {"培训540余人", "540余人", "540", "540 550", QUOTE_PERSON},
    {"脱贫1.6万余人", "1.6万余人", "16000", "16000 17000", QUOTE_PERSON},
    {"劳动力320多万人", "320多万人", "3200000", "3200000 3300000", QUOTE_PERSON},
    {"销售2.6亿多元", "2.6亿多元", "260000000", "260000000 270000000", QUOTE_MONEY},
    {"就业500人以上", "500人以上", "500", "500 ..", QUOTE_PERSON},
    {"至少有8户搬迁", "至少有8户", "8", "8 ..", QUOTE_HOUSEHOLD},
    {"超过1.5万人就业", "超过1.5万人", "15000", "15000 ..", QUOTE_PERSON},
    {"月均3500元左右", "3500元左右", "3500", "3150 3850", QUOTE_MONEY},
    {"约200人参加", "约200人", "200", "180 220", QUOTE_PERSON},
    {"近2000人参加", "近2000人", "2000", "1800 2000", QUOTE_PERSON},
    {"不足50户", "不足50户", "50", "0 50", QUOTE_HOUSEHOLD},
    {"数十名工人", "数十名", "20", "20 99", QUOTE_PERSON},
    {"几百名工人", "几百名", "200", "200 999", QUOTE_PERSON},
    {"一百二十三户入住", "一百二十三户", "123", "123 123", QUOTE_HOUSEHOLD},
    {"投入三千万元", "三千万元", "30000000", "29995000 30005000", QUOTE_MONEY},
    {"十余名医生", "十余名", "10", "10 20", QUOTE_PERSON},
    {"廿五户搬迁", "廿五户", "25", "25 25", QUOTE_HOUSEHOLD},
    {"两市共同出资", "两市", "2", "2 2", QUOTE_COUNT},
    {"行政村13\n\n36个", "13\n\n36个", "1336", "1336 1336", QUOTE_COUNT},
    {"实际投资1\n1.75 亿元", "1\n1.75 亿元", "1175000000", "1174500000 1175500000",
     QUOTE_MONEY},
    {"培训100至200人", "100至200人", "100", "100 200", QUOTE_PERSON},
    {"补贴3-5万元", "3-5万元", "30000", "30000 50000", QUOTE_MONEY},
    {"千余户搬迁", "千余户", "1000", "1000 2000", QUOTE_HOUSEHOLD},
    {"近百名医生", "近百名", "100", "90 100", QUOTE_PERSON},
    {"年产3000万剂", "3000万剂", "30000000", "29995000 30005000", QUOTE_OTHER},
    {"占92.44%", "92.44%", "92.44", "92.435 92.445", QUOTE_PERCENT},
    {"占百分之九十二", "百分之九十二", "92", "91.5 92.5", QUOTE_PERCENT},
    {"结对帮扶12个县（市、区）", "12个县（市、区）", "12", "12 12", QUOTE_COUNT},
    {"面积2.3万平方公里", "2.3万平方公里", "23000000000", "22500000000 23500000000",
     QUOTE_AREA},
    {"3个多月", "3个多月", "3", "3 4", QUOTE_DURATION},
    {"5年多来", "5年多来", "5", "5 6", QUOTE_DURATION},
    {"气温11℃", "11℃", "11", "11 11", QUOTE_TEMPERATURE},
    {"合同价壹佰捌拾陆万元", "壹佰捌拾陆万元", "1860000", "1855000 1865000", QUOTE_MONEY},
    {"投入八亿五千万元", "八亿五千万元", "850000000", "849995000 850005000", QUOTE_MONEY},
    {"签约1亿2千万元", "1亿2千万元", "120000000", "115000000 125000000", QUOTE_MONEY},
    {"发动3万5千人", "3万5千人", "35000", "34500 35500", QUOTE_PERSON},
    {"共 12 345 人", "12 345 人", "12345", "12345 12345", QUOTE_PERSON},
    {"共12\xe2\x80\x89" "345人", "12\xe2\x80\x89" "345人", "12345", "12345 12345", QUOTE_PERSON},
    {"投资10\n.65亿元", "10\n.65亿元", "1065000000", "1064500000 1065500000", QUOTE_MONEY},
    {"带动1\n,336人", "1\n,336人", "1336", "1336 1336", QUOTE_PERSON},
    {"带动1,\n336人", "1,\n336人", "1336", "1336 1336", QUOTE_PERSON},
    {"实现34.96万贫困人口脱贫", "34.96万贫困人口", "349600", "349550 349650", QUOTE_PERSON},
    {"代表171万各族人民", "171万各族人民", "1710000", "1705000 1715000", QUOTE_PERSON},
    {"带动3.2万农户增收", "3.2万农户", "32000", "31500 32500", QUOTE_HOUSEHOLD},
    {"转移12万农村富余劳动力", "12万农村富余劳动力", "120000", "115000 125000", QUOTE_PERSON},
    /* a recognised scan puts a space beside the point */
    {"总人口 167 . 8 万人", "167 . 8 万人", "1678000", "1677500 1678500", QUOTE_PERSON},
    {"贫困人口 13. 47 万户", "13. 47 万户", "134700", "134650 134750", QUOTE_HOUSEHOLD},
    {"投入1 .5 亿元", "1 .5 亿元", "150000000", "145000000 155000000", QUOTE_MONEY},
    {"增长 43 . 8%", "43 . 8%", "43.8", "43.75 43.85", QUOTE_PERCENT},
    {"当年新增 6 412\n人", "6 412\n人", "6412", "6412 6412", QUOTE_PERSON},
    {"重点如下：2. 15个村脱贫", "15个村", "15", "15 15", QUOTE_COUNT},
    {"（2. 15个村脱贫", "15个村", "15", "15 15", QUOTE_COUNT},
    {"占百分之八十三点五", "百分之八十三点五", "83.5", "83.45 83.55", QUOTE_PERCENT},
    {"三分之二的村", "三分之二", "66.67", "66.17 67.17", QUOTE_PERCENT},
    {"死亡率3.2‰", "3.2‰", "3.2", "3.15 3.25", QUOTE_OTHER},
    {"千分之三", "千分之三", "3", "3 3", QUOTE_OTHER},
    {"近七成", "近七成", "70", "63 70", QUOTE_PERCENT},
    {"两成五", "两成五", "25", "24.5 25.5", QUOTE_PERCENT},
    {"七八成", "七八成", "70", "70 80", QUOTE_PERCENT},
    {"三五百人", "三五百人", "300", "300 500", QUOTE_PERSON},
    {"一百七八十人", "一百七八十人", "170", "170 180", QUOTE_PERSON},
    {"十七八个品种", "十七八个", "17", "17 18", QUOTE_COUNT},
    {"两三万元", "两三万元", "20000", "20000 30000", QUOTE_MONEY},
    {"三到五个项目", "三到五个", "3", "3 5", QUOTE_COUNT},
    {"四千至五千人", "四千至五千人", "4000", "4000 5000", QUOTE_PERSON},
    {"10—20万元", "10—20万元", "100000", "100000 200000", QUOTE_MONEY},
    {"9000至1.2万元", "9000至1.2万元", "9000", "9000 12000", QUOTE_MONEY},
    {"3.5%—4.2%", "3.5%—4.2%", "3.5", "3.5 4.2", QUOTE_PERCENT},
    {"2100至2600元", "2100至2600元", "2100", "2100 2600", QUOTE_MONEY},
    {"上百名专家", "上百名", "100", "100 ..", QUOTE_PERSON},
    {"上千万元", "上千万元", "10000000", "10000000 ..", QUOTE_MONEY},
    {"三百来户", "三百来户", "300", "300 400", QUOTE_HOUSEHOLD},
    {"4元多", "4元多", "4", "4 5", QUOTE_MONEY},
    {"一个多小时", "一个多小时", "1", "1 2", QUOTE_DURATION},
    {"两年半", "两年半", "2.5", "2.45 2.55", QUOTE_DURATION},
    {"不超2500元", "不超2500元", "2500", "0 2500", QUOTE_MONEY},
    {"五百人出头", "五百人出头", "500", "500 600", QUOTE_PERSON},
    {"五头母牛", "五头", "5", "5 5", QUOTE_COUNT},
    {"两期工程", "两期", "2", "2 2", QUOTE_COUNT},
    {"增长三倍", "三倍", "3", "3 3", QUOTE_OTHER},
    {"“三年后要有房住。”", "三年", "3", "3 3", QUOTE_DURATION},
    {"一户农户租一棚", "一户", "1", "1 1", QUOTE_HOUSEHOLD},
    {"建成一个车间", "一个", "1", "1 1", QUOTE_COUNT},
};

static void figures_are_found_with_what_the_print_allows(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(printed) / sizeof(*printed); i++) {
        SCOPED_ARENA a = {0};
        struct proof p = found_in(&a, printed[i].text, NULL);
        if (p.count != 1)
            print_error("%s: %zu figures\n", printed[i].text, p.count);
        assert_int_equal(p.count, 1);
        assert_string_equal(text_cstr(&a, p.quotes[0].surface), printed[i].surface);
        assert_string_equal(value_of(&a, &p.quotes[0]), printed[i].value);
        assert_string_equal(between(&a, &p.quotes[0]), printed[i].lo_hi);
        assert_int_equal(p.quotes[0].kind, printed[i].kind);
    }
}

static void broken_lines_are_joined_and_offsets_stay_those_of_the_source(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    const char *text = "京蒙协作投资 1\n\n亿元，选\n派3\n6名干部、1000 万 元，共1.0\n9 万人次。";
    struct proof p = found_in(&a, text, NULL);
    assert_int_equal(p.count, 4);
    assert_string_equal(value_of(&a, &p.quotes[0]), "100000000");
    assert_string_equal(value_of(&a, &p.quotes[1]), "36");
    assert_string_equal(value_of(&a, &p.quotes[2]), "10000000");
    assert_string_equal(value_of(&a, &p.quotes[3]), "10900");
    const struct quote *q = &p.quotes[0];
    assert_memory_equal(text + q->byte_start, "1\n\n亿元", strlen("1\n\n亿元"));
    assert_memory_equal(text + q->num_start, "1\n\n亿", strlen("1\n\n亿"));
    assert_int_equal(q->num_end, q->num_start + strlen("1\n\n亿"));
    assert_int_equal(q->line, 1);
    assert_int_equal(p.quotes[1].line, 4);
}

static void a_traditional_text_is_read_as_its_simplified_form(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    const char *text = "東莞市選派３２名幹部掛職，約１.０９萬餘畝，佔百分之九十二；兩市2019年9月底前結對五個縣（區）";
    struct proof p = found_in(&a, text, NULL);
    static const char *const surfaces[] = {"３２名", "約１.０９萬餘畝",  "百分之九十二",
                                           "兩市",   "2019年9月底前", "五個縣（區）"};
    assert_int_equal(p.count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(text_cstr(&a, p.quotes[i].surface), surfaces[i]);
    assert_int_equal(p.quotes[0].kind, QUOTE_PERSON);
    assert_int_equal(p.quotes[1].kind, QUOTE_AREA);
    assert_string_equal(value_of(&a, &p.quotes[1]), "10900");
    assert_string_equal(value_of(&a, &p.quotes[2]), "92");
    assert_string_equal(value_of(&a, &p.quotes[4]), "2019-09-30");
    assert_memory_equal(text + p.quotes[3].byte_start, "兩市", strlen("兩市"));
    assert_int_equal(found_in(&a, "統一組織，“兩後生”，第五協作組，一對一幫扶", NULL).count, 0);
}

static const char *const names[] = {
    "根据“1+3”协议",
    "“2.5+0.5”模式",
    "“1+N”",
    "第五协作工作组",
    "第 12 幢",
    "第\n26幢",
    "“一对一”帮扶",
    "“两地三市”",
    "两不愁三保障",
    "三通一平",
    "“两后生”",
    "5G产品",
    "一片繁忙",
    "一派景象",
    "一台台机器",
    "一条条道路",
    "首家企业",
    "统一组织",
    "进一步加强",
    "一批岗位",
    "几乎没有",
    "几个钱",
    "双创园区",
    "一期工程",
    "四季常青",
    "从一条线到一个链",
    "两大优势",
    "“三个全覆盖”",
    "一把手",
    "一线工人",
    "千家万户",
    "一次性补贴",
    "一家人",
    "百姓",
    "唯一",
    "万一",
    "一体化",
    "一样",
    "一道",
    "一脸",
    "电话0871-12345678",
    "2019.7.31",
    "3/5",
    "万人空巷",
    "版本1.2.3",
    "GB18030编码",
    "A4纸",
    "前三名",
    "每户",
    "老百姓",
    "双方",
    "一起",
    "十分重要",
    "三农",
    "http://a.cn/3个",
    "80年代",
    "八十年代初",
    "十九届四中全会",
    "二期工程",
    "一、二期",
    "三成立",
    "一成不变",
    "十里八乡",
    "千山万水",
    "陆家镇",
    "收拾房间",
    "下午三点一家人",
    "一二三产业",
    "8日、12日",
};

static void names_ordinals_and_idioms_are_no_figures(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        SCOPED_ARENA a = {0};
        struct proof p = found_in(&a, names[i], "2021-01-01");
        if (p.count)
            print_error("%s: %.*s\n", names[i], TEXT_ARG(p.quotes[0].surface));
        assert_int_equal(p.count, 0);
    }
}

struct dated {
    const char *text, *surface, *value, *from, *to;
};

static void dates_have_a_first_and_a_last_day(void **state)
{
    (void)state;
    static const struct dated all[] = {
        {"2019年7月底", "2019年7月底", "2019-07-31", "2019-07-31", "2019-07-31"},
        {"截至2020年底，", "2020年底", "2020-12-31", "2020-12-31", "2020-12-31"},
        {"2020年2月", "2020年2月", "2020-02", "2020-02-01", "2020-02-29"},
        {"2020年\n2月3日", "2020年\n2月3日", "2020-02-03", "2020-02-03", "2020-02-03"},
        {"2018年", "2018年", "2018", "2018-01-01", "2018-12-31"},
        {"2018年度", "2018年度", "2018", "2018-01-01", "2018-12-31"},
        {"2018年上半年", "2018年上半年", "2018-01..2018-06", "2018-01-01", "2018-06-30"},
        {"2017年至今", "2017年至今", "2017..pub", "2017-01-01", "2021-05-20"},
        {"2016年至2019年", "2016年至2019年", "2016..2019", "2016-01-01", "2019-12-31"},
        {"2016-2019年", "2016-2019年", "2016..2019", "2016-01-01", "2019-12-31"},
        {"2019年1月至7月", "2019年1月至7月", "2019-01..2019-07", "2019-01-01", "2019-07-31"},
        {"今年", "今年", "2021", "2021-01-01", "2021-12-31"},
        {"今年 9月底", "今年 9月底", "2021-09-30", "2021-09-30", "2021-09-30"},
        {"今年年底前", "今年年底前", "2021-12-31", "2021-12-31", "2021-12-31"},
        {"去年", "去年", "2020", "2020-01-01", "2020-12-31"},
        {"2021年1—4月", "2021年1—4月", "2021-01..2021-04", "2021-01-01", "2021-04-30"},
        {"1至4月份", "1至4月份", "2021-01..2021-04", "2021-01-01", "2021-04-30"},
        {"2020年第三季度", "2020年第三季度", "2020-07..2020-09", "2020-07-01", "2020-09-30"},
        {"前三季度", "前三季度", "2021-01..2021-09", "2021-01-01", "2021-09-30"},
        {"一季度", "一季度", "2021-01..2021-03", "2021-01-01", "2021-03-31"},
        {"9月中旬", "9月中旬", "2021-09-11..2021-09-20", "2021-09-11", "2021-09-20"},
        {"2020年2月下旬", "2020年2月下旬", "2020-02-21..2020-02-29", "2020-02-21", "2020-02-29"},
        {"3月份", "3月份", "2021-03", "2021-03-01", "2021-03-31"},
        {"二〇一九年", "二〇一九年", "2019", "2019-01-01", "2019-12-31"},
        {"2019-07-31", "2019-07-31", "2019-07-31", "2019-07-31", "2019-07-31"},
    };
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        SCOPED_ARENA a = {0};
        struct proof p = found_in(&a, all[i].text, "2021-05-20");
        assert_int_equal(p.count, 1);
        const struct quote *q = &p.quotes[0];
        assert_int_equal(q->kind, QUOTE_DATE);
        assert_int_equal(q->verdict, VERDICT_DATE);
        assert_string_equal(text_cstr(&a, q->surface), all[i].surface);
        assert_string_equal(value_of(&a, q), all[i].value);
        assert_string_equal(text_cstr(&a, day_print(&a, q->period.from)), all[i].from);
        assert_string_equal(text_cstr(&a, day_print(&a, q->period.to)), all[i].to);
    }
}

static void a_relative_date_needs_the_day_of_publication(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct proof p = found_in(&a, "今年9月底前完成，明年验收", NULL);
    assert_int_equal(p.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_false(p.quotes[i].has_period);
        assert_int_equal(p.quotes[i].verdict, VERDICT_UNLINKED);
    }
}

static void the_year_before_is_that_of_the_year_just_said(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct proof p = found_in(&a, "2018年投入3亿元，较上年增长6%；今年投入4亿元", "2021-05-20");
    assert_int_equal(p.count, 6);
    assert_string_equal(value_of(&a, &p.quotes[2]), "2017");
    assert_string_equal(value_of(&a, &p.quotes[4]), "2021");
    p = found_in(&a, "投入4亿元，较上年增长6%", "2021-05-20");
    assert_string_equal(value_of(&a, &p.quotes[1]), "2020");
}

static void a_year_after_completion_is_no_year(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    assert_int_equal(found_in(&a, "项目建成后年产值可观", "2021-05-20").count, 0);
}

static void recently_is_not_nearly(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct proof p = found_in(&a, "近3年来；就近40人就业", NULL);
    assert_int_equal(p.count, 2);
    assert_int_equal(p.quotes[0].qualifier, QUALIFIER_EXACT);
    assert_int_equal(p.quotes[1].qualifier, QUALIFIER_EXACT);
}

static void paragraphs_and_tables_do_not_run_together(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct proof p = found_in(&a, "12人\n\n34人\n56户", NULL);
    assert_int_equal(p.count, 3);
    assert_int_equal(found_in(&a, "共12\t名单", NULL).count, 0);
}

static void numbers_too_long_for_any_figure_are_left_alone(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    assert_int_equal(found_in(&a, "9999999999999999999999人", NULL).count, 0);
    assert_int_equal(found_in(&a, "9223372036854775807万亿元", NULL).count, 0);
    assert_int_equal(found_in(&a, "0.12345678901234567890亿元", NULL).count, 0);
    assert_int_equal(found_in(&a, "亿亿亿亿亿亿亿亿人", NULL).count, 0);
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct proof p;
    struct fault f = {0};
    struct prove_options o = {.published = DAY_FIRST};
    const char *const broken[] = {"12\xff\xfe人", "\xe5\xb1",         "12人\xe5",
                                  "\xe6\x98",     "12\xe6\x98人",     "\xed\xa0\x80",
                                  "\xc0\xaf人",   "\xf4\x90\x80\x80", "12\x80人"};
    for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
        f = (struct fault){0};
        assert_false(prove_find(&p, &a, NULL, text_from(broken[i]), &o, &f));
        assert_int_equal(f.kind, FAULT_INPUT);
    }
    assert_true(prove_find(&p, &a, NULL, TEXT("12人\xef\xbf\xbd"), &o, &f)); /* U+FFFD */
    assert_int_equal(p.count, 1);
    size_t n = PROVE_BYTES_MAX + 1;
    char *big = arena_alloc(&a, n);
    memset(big, '1', n);
    assert_false(prove_find(&p, &a, NULL, (struct text){big, n}, &o, &f));
    assert_int_equal(f.kind, FAULT_LIMIT);
}

/* 上半年 is of the text's own year once that is half over; before, nobody knows which. */
static void half_a_year_is_of_the_year_that_had_it(void **state)
{
    (void)state;
    static const struct {
        const char *published, *text;
        size_t dates;
    } all[] = {{"2020-11-10", "上半年", 1}, {"2020-11-10", "下半年", 1}, {"2020-06-30", "上半年", 1},
               {"2020-06-30", "下半年", 0}, {"2020-02-10", "上半年", 0}, {NULL, "上半年", 0}};
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        SCOPED_ARENA a = {0};
        struct proof p = found_in(&a, all[i].text, all[i].published);
        assert_int_equal(p.count, all[i].dates);
    }
    SCOPED_ARENA a = {0};
    struct proof p = found_in(&a, "下半年", "2020-11-10");
    assert_string_equal(value_of(&a, &p.quotes[0]), "2020-07..2020-12");
}

static void a_text_of_figures_alone_is_bounded(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    SCOPED_BUFFER b = {0};
    struct proof p;
    struct fault f = {0};
    struct prove_options o = {.published = DAY_FIRST};
    for (int i = 0; i < 100002; i++)
        buffer_add_str(&b, "3人，");
    assert_false(prove_find(&p, &a, NULL, buffer_text(&b), &o, &f));
    assert_int_equal(f.kind, FAULT_LIMIT);
}

static double seconds_for(const char *head, const char *part, const char *tail, size_t times)
{
    double best = 1e9;
    SCOPED_BUFFER b = {0};
    buffer_add_str(&b, head);
    for (size_t i = 0; i < times; i++)
        buffer_add_str(&b, part);
    buffer_add_str(&b, tail);
    for (int round = 0; round < 5; round++) { /* the best: machines are noisy */
        SCOPED_ARENA a = {0};
        struct proof p;
        struct fault f = {0};
        struct prove_options o = {.published = DAY_FIRST};
        clock_t before = clock();
        bool found = prove_find(&p, &a, NULL, buffer_text(&b), &o, &f);
        double took = (double)(clock() - before) / CLOCKS_PER_SEC;
        best = took < best ? took : best;
        if (!found)
            print_error("%s: %s\n", part, f.message);
        assert_true(found);
    }
    return best;
}

/* Eight times the text takes about eight times as long, not sixty-four: half of that is taken for
 * memory and noise. */
static void no_text_takes_longer_than_its_length_allows(void **state)
{
    (void)state;
    static const struct {
        const char *head, *part, *tail;
        size_t times;
    } all[] = {
        {"共", "7", "人", 250000},          {"共", "万", "元", 25000},
        {"", "（", "", 25000},             {"", "“三个", "", 5000},
        {"", "1+", "", 25000},             {"", "一对", "", 25000},
        {"共", "1 ", "人", 25000},         {"共", "1,234,", "人", 12000},
        {"共", "3\n4", "人", 25000},       {"共", "1.", "人", 25000},
        {"共", "1 . ", "人", 25000},       {"共", "1 .5 ", "人", 25000},
        {"", "数万", "", 25000},           {"", "三至", "", 25000},
        {"", "2019年", "", 5000},          {"", "1—", "", 25000},
        {"共", "12 345 ", "人", 25000},    {"", "三分之", "", 25000},
        {"", "1亿", "", 5000},             {"一百", "零", "", 25000},
    };
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        double one = seconds_for(all[i].head, all[i].part, all[i].tail, all[i].times);
        double eight = seconds_for(all[i].head, all[i].part, all[i].tail, all[i].times * 8);
        if (eight > one * 32 + 0.002)
            print_error("%s: %.4f s, eight times as much %.4f s\n", all[i].part, one, eight);
        assert_true(eight <= one * 32 + 0.002);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_found_with_what_the_print_allows),
        cmocka_unit_test(broken_lines_are_joined_and_offsets_stay_those_of_the_source),
        cmocka_unit_test(a_traditional_text_is_read_as_its_simplified_form),
        cmocka_unit_test(names_ordinals_and_idioms_are_no_figures),
        cmocka_unit_test(dates_have_a_first_and_a_last_day),
        cmocka_unit_test(a_relative_date_needs_the_day_of_publication),
        cmocka_unit_test(the_year_before_is_that_of_the_year_just_said),
        cmocka_unit_test(a_year_after_completion_is_no_year),
        cmocka_unit_test(recently_is_not_nearly),
        cmocka_unit_test(paragraphs_and_tables_do_not_run_together),
        cmocka_unit_test(numbers_too_long_for_any_figure_are_left_alone),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(half_a_year_is_of_the_year_that_had_it),
        cmocka_unit_test(a_text_of_figures_alone_is_bounded),
        cmocka_unit_test(no_text_takes_longer_than_its_length_allows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
