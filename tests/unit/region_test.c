/*
 * Regions: codes, spans, names as people write them, successors.
 */
#include "base/embedded.h"
#include "catalogue/region.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka after those four */
#include <cmocka.h>

static struct arena arena;
static struct regions *china;

static int china_read(void **state)
{
    (void)state;
    struct fault f = {0};
    const struct embedded *e = embedded_find(TEXT("catalogue/regions.tsv"));
    assert_non_null(e);
    assert_true(regions_read(&china, &arena, TEXT("regions.tsv"), e->bytes, &f));
    return 0;
}

static int china_clear(void **state)
{
    (void)state;
    arena_clear(&arena);
    return 0;
}

static int64_t code_of(const char *written, int64_t within, enum region_level level)
{
    struct fault f = {0};
    int64_t code = 0;
    return region_read(&code, china, text_from(written), within, level, &f) ? code : 0;
}

static void reads(const char *written, int64_t wanted)
{
    assert_int_equal(code_of(written, 0, LEVEL_ANY), wanted);
}

static void a_code_of_2_4_6_9_or_12_digits_is_read(void **state)
{
    (void)state;
    reads("53", 530000000000);
    reads("5306", 530600000000);
    reads("530602", 530602000000);
    reads(" 530621103 ", 530621103000);
    reads("530600000000", 530600000000);
}

static void other_numbers_of_digits_and_unknown_codes_are_refused(void **state)
{
    (void)state;
    reads("53060", 0);
    reads("990000", 0);
    reads("00", 0);
    reads("5306022", 0);
}

static void a_name_and_a_short_name_are_read(void **state)
{
    (void)state;
    reads("昭通市", 530600000000);
    reads("昭通", 530600000000);
    reads("鲁甸", 530621000000);
    reads("鲁甸县", 530621000000);
    reads("东莞", 441900000000);
    reads("云南", 530000000000);
    reads("广西", 450000000000);
    reads("德宏", 533100000000);
}

static void a_name_with_an_older_ending_is_read_through_its_short_name(void **state)
{
    (void)state;
    reads("水富县", 530681000000);
    reads("昭通地区", 530600000000);
}

static void a_path_of_names_is_read(void **state)
{
    (void)state;
    int64_t town = code_of("昭阳区北闸镇", 0, LEVEL_ANY);
    assert_true(town >= 530602000000 && town < 530603000000);
    assert_int_equal(code_of("云南省昭通市昭阳区", 0, LEVEL_ANY), 530602000000);
    assert_int_equal(code_of("云南 昭通 昭阳", 0, LEVEL_ANY), 530602000000);
    assert_int_equal(code_of("云南-昭通/昭阳区", 0, LEVEL_ANY), 530602000000);
    assert_int_equal(code_of("昭通昭阳", 0, LEVEL_ANY), 530602000000);
    assert_int_equal(code_of("云南省昭通市水富县", 0, LEVEL_ANY), 530681000000);
}

static void a_path_goes_down_to_the_village(void **state)
{
    (void)state;
    assert_int_equal(code_of("昭阳区北闸镇箐门村", 0, LEVEL_ANY), 530602004210);
    assert_int_equal(code_of("昭阳区箐门", 0, LEVEL_ANY), 530602004210);
    assert_int_equal(code_of("昭通市鲁甸县箐门村民委员会", 0, LEVEL_ANY), 530621201202);
    assert_true(text_is(region_full_name(&arena, china, 530602004210), "昭阳区北闸街道箐门村"));
}

static void a_community_in_full_is_not_the_village_of_the_same_short_name(void **state)
{
    (void)state;
    reads("盐津县中和镇艾田社区居民委员会", 530623104001);
    reads("盐津县中和镇艾田社区", 530623104001);
    reads("盐津县中和镇艾田村民委员会", 530623104206);
    reads("盐津县中和镇艾田", 0);
}

static void within_is_looked_at_first(void **state)
{
    (void)state;
    assert_int_equal(code_of("昭阳", 530600000000, LEVEL_COUNTY), 530602000000);
    assert_int_equal(code_of("昭阳区", 530602000000, LEVEL_ANY), 530602000000);
    assert_int_equal(code_of("东莞市", 530600000000, LEVEL_ANY), 441900000000);
}

static void a_level_leaves_out_the_others(void **state)
{
    (void)state;
    assert_int_equal(code_of("昭通", 0, LEVEL_PREFECTURE), 530600000000);
    assert_int_equal(code_of("昭通", 0, LEVEL_PROVINCE), 0);
    assert_int_equal(code_of("530602", 0, LEVEL_TOWN), 0);
}

static void a_name_that_several_have_is_refused_and_names_them(void **state)
{
    (void)state;
    struct fault f = {0};
    int64_t code;
    assert_false(region_read(&code, china, TEXT("城关镇"), 0, LEVEL_ANY, &f));
    assert_int_equal(f.kind, FAULT_INPUT);
    assert_non_null(strstr(f.message, "城关镇"));
    assert_true(f.hint[0] != '\0');
}

static void a_name_that_none_has_is_refused(void **state)
{
    (void)state;
    reads("", 0);
    reads("金银岛", 0);
    reads("昭通市金银岛", 0);
    reads("某某县", 0);
}

static void a_span_holds_what_lies_in_the_region(void **state)
{
    (void)state;
    struct region_range county = region_span(530602000000);
    assert_int_equal(county.first, 530602000000);
    assert_int_equal(county.after, 530603000000);
    struct region_range village = region_span(530602003201);
    assert_int_equal(village.after - village.first, 1);
    assert_int_equal(region_span(530000000000).after, 540000000000);
    assert_int_equal(region_span(530600000000).after, 530700000000);
    assert_int_equal(region_span(530602003000).after, 530602004000);
}

static void levels_follow_from_zeros(void **state)
{
    (void)state;
    assert_int_equal(region_level_of(530000000000), LEVEL_PROVINCE);
    assert_int_equal(region_level_of(530600000000), LEVEL_PREFECTURE);
    assert_int_equal(region_level_of(530602000000), LEVEL_COUNTY);
    assert_int_equal(region_level_of(530602003000), LEVEL_TOWN);
    assert_int_equal(region_level_of(530602003201), LEVEL_VILLAGE);
    assert_int_equal(region_at_level(530602003201, LEVEL_PREFECTURE), 530600000000);
}

static void codes_are_printed_short_and_names_from_the_county(void **state)
{
    (void)state;
    assert_true(text_is(region_code_print(&arena, 530600000000), "5306"));
    assert_true(text_is(region_code_print(&arena, 530602003000), "530602003"));
    assert_true(text_is(region_full_name(&arena, china, 530602000000), "昭阳区"));
    assert_true(text_is(region_full_name(&arena, china, 530600000000), "云南省昭通市"));
    assert_true(text_is(region_name(&arena, china, 990000000000), "99"));
}

static void child_count(void *self, const struct region *region)
{
    assert_int_equal(region->level, LEVEL_COUNTY);
    (*(int *)self)++;
}

static void children_lie_directly_below(void **state)
{
    (void)state;
    int count = 0;
    region_each_child(china, 530600000000, child_count, &count);
    assert_int_equal(count, 11);
}

static struct regions *small(struct arena *a, const char *tsv, struct fault *f)
{
    struct regions *r = NULL;
    return regions_read(&r, a, TEXT("regions.tsv"), text_from(tsv), f) ? r : NULL;
}

static void a_region_has_the_ranges_of_its_predecessors(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct fault f = {0};
    struct regions *r = small(&a,
                              "530630\t水富县\t\t2018-07-01\t530681\n5306\t昭通市\n"
                              "530681\t水富市\t2018-07-02\n",
                              &f);
    size_t count;
    struct region_range *ranges = region_ranges(&a, r, 530681000000, &count);
    assert_int_equal(count, 2);
    assert_int_equal(ranges[1].first, 530630000000);
    region_ranges(&a, r, 530600000000, &count);
    assert_int_equal(count, 1); /* the predecessor lies in it already */
    int64_t code;
    assert_true(region_read(&code, r, TEXT("水富县"), 0, LEVEL_ANY, &f));
    assert_int_equal(code, 530630000000); /* as stated */
    assert_true(region_read(&code, r, TEXT("水富"), 0, LEVEL_ANY, &f));
    assert_int_equal(code, 530681000000); /* the one there is now */
}

static void a_table_with_a_wrong_line_is_refused_with_its_number(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct fault f = {0};
    assert_null(small(&a, "53\t云南省\n5x\t某地\n", &f));
    assert_non_null(strstr(f.message, "regions.tsv:2:1"));
    assert_null(small(&a, "53\t云南省\n53\t云南省\n", &f));
    assert_null(small(&a, "53\t\n", &f));
    assert_null(small(&a, "53\t云南省\t2018-02-30\n", &f));
    assert_null(small(&a, "53\t云南省\t\t\t5\n", &f));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_of_2_4_6_9_or_12_digits_is_read),
        cmocka_unit_test(other_numbers_of_digits_and_unknown_codes_are_refused),
        cmocka_unit_test(a_name_and_a_short_name_are_read),
        cmocka_unit_test(a_name_with_an_older_ending_is_read_through_its_short_name),
        cmocka_unit_test(a_path_of_names_is_read),
        cmocka_unit_test(a_path_goes_down_to_the_village),
        cmocka_unit_test(a_community_in_full_is_not_the_village_of_the_same_short_name),
        cmocka_unit_test(within_is_looked_at_first),
        cmocka_unit_test(a_level_leaves_out_the_others),
        cmocka_unit_test(a_name_that_several_have_is_refused_and_names_them),
        cmocka_unit_test(a_name_that_none_has_is_refused),
        cmocka_unit_test(a_span_holds_what_lies_in_the_region),
        cmocka_unit_test(levels_follow_from_zeros),
        cmocka_unit_test(codes_are_printed_short_and_names_from_the_county),
        cmocka_unit_test(children_lie_directly_below),
        cmocka_unit_test(a_region_has_the_ranges_of_its_predecessors),
        cmocka_unit_test(a_table_with_a_wrong_line_is_refused_with_its_number),
    };
    return cmocka_run_group_tests(tests, china_read, china_clear);
}
