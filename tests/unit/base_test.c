/* Base types: days, decimals, text. */
#include "base/day.h"
#include "base/decimal.h"
#include "base/finding.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct day day_of(const char *iso)
{
    struct day d;
    assert_true(day_parse(&d, text_from(iso)));
    return d;
}

static void every_day_of_four_centuries_survives_a_split(void **state)
{
    (void)state;
    for (int32_t n = -719162; n < -719162 + 146097; n++) {
        int year, month, day;
        struct day back;
        day_split((struct day){n}, &year, &month, &day);
        assert_true(day_make(&back, year, month, day));
        assert_int_equal(back.since_1970, n);
    }
}

static void a_day_that_is_none_is_refused(void **state)
{
    (void)state;
    const char *const none[] = {"2019-02-29", "2019-13-01", "2019-00-10", "2019-1-01", "20190101",
                                "2019-04-31", "2019-04-3x", "0000-01-01"};
    struct day d;
    for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
        assert_false(day_parse(&d, text_from(none[i])));
}

static void months_count_both_ends(void **state)
{
    (void)state;
    assert_int_equal(months_between(day_of("2018-01-01"), day_of("2018-03-31")), 3);
    assert_int_equal(months_between(day_of("2018-01-01"), day_of("2018-03-30")), 2);
    assert_int_equal(months_between(day_of("2018-01-15"), day_of("2018-04-14")), 3);
    assert_int_equal(months_between(day_of("2018-01-15"), day_of("2018-04-13")), 2);
    assert_int_equal(months_between(day_of("2017-11-30"), day_of("2018-02-28")), 3);
    assert_int_equal(months_between(day_of("2018-04-01"), day_of("2018-03-30")), 0);
}

static void decimals_are_exact_or_refused(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct fault f = {0};
    struct decimal d;
    assert_true(decimal_parse(&d, TEXT("-12.50"), &f));
    assert_true(text_is(decimal_print(&a, d), "-12.50"));
    assert_true(decimal_rescale(&d, d, 1, &f));
    assert_int_equal(d.mantissa, -125);
    assert_false(decimal_rescale(&d, (struct decimal){125, 2}, 1, &f));
    const char *const none[] = {"", "-", "1.", ".5", "1e3", "1 000", "99999999999999999999", "1..2"};
    for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
        assert_false(decimal_parse(&d, text_from(none[i]), &f));
}

static void a_share_rounds_half_up_and_truncates(void **state)
{
    (void)state;
    struct fault f = {0};
    struct decimal d;
    assert_true(ratio_round(&d, (struct ratio){92200, 1235}, 2, &f));
    assert_int_equal(d.mantissa, 7466);
    assert_true(ratio_truncate(&d, (struct ratio){92200, 1235}, 2, &f));
    assert_int_equal(d.mantissa, 7465);
    assert_true(ratio_round(&d, (struct ratio){-1, 2}, 0, &f));
    assert_int_equal(d.mantissa, -1);
}

static void text_is_trimmed_of_wide_spaces(void **state)
{
    (void)state;
    assert_true(text_is(text_trim(TEXT("\xef\xbb\xbf \xe3\x80\x80表\xc2\xa0\t")), "表"));
    assert_int_equal(text_trim(TEXT("  ")).n, 0);
}

static void broken_utf8_is_seen(void **state)
{
    (void)state;
    assert_true(utf8_valid(TEXT("山海 ok")));
    const char *const broken[] = {"\xc0\xaf", "\xed\xa0\x80", "\xe5\xb1", "\xff", "\xf4\x90\x80\x80"};
    for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++)
        assert_false(utf8_valid(text_from(broken[i])));
}

static void columns_have_letters(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    assert_true(text_is(column_letters(&a, 1), "A"));
    assert_true(text_is(column_letters(&a, 26), "Z"));
    assert_true(text_is(column_letters(&a, 28), "AB"));
    assert_true(text_is(column_letters(&a, 703), "AAA"));
}

static void a_long_message_ends_at_a_character(void **state)
{
    (void)state;
    struct fault f = {0};
    char big[3000];
    for (size_t i = 0; i + 3 < sizeof(big); i += 3)
        big[i] = '\xe5', big[i + 1] = '\xb1', big[i + 2] = '\xb1', big[i + 3] = '\0';
    fault_set(&f, FAULT_INPUT, "%s", big);
    assert_true(utf8_valid(text_from(f.message)));
}

/* Two lists that grow in turn, far beyond a block: each keeps what it has. */
static void lists_that_grow_in_turn_keep_what_they_have(void **state)
{
    (void)state;
    enum { COUNT = 300000 };
    SCOPED_ARENA a = {0};
    LIST(int64_t) up = {0}, down = {0};
    for (int64_t i = 0; i < COUNT; i++) {
        LIST_ADD(&a, &up, i);
        if (i % 3 == 0)
            LIST_ADD(&a, &down, -i);
        if (i % 1000 == 0)
            assert_non_null(arena_alloc(&a, 40));
    }
    assert_true(a.held >= up.cap * 8 + down.cap * 8);
    for (int64_t i = 0; i < COUNT; i++)
        assert_true(up.items[i] == i);
    for (int64_t i = 0; i < COUNT / 3; i++)
        assert_true(down.items[i] == -i * 3);
    arena_reset(&a);
    assert_true(a.held <= 65536);
    arena_clear(&a);
    assert_true(a.held == 0);
}

static void texts_of_any_length_are_printed_whole(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    SCOPED_BUFFER all = {0};
    char long_one[2000];
    memset(long_one, 'x', sizeof(long_one));
    for (int n = 0; n < 2000; n += n < 520 ? 1 : 97) {
        struct text t = text_printf(&a, "%.*s昭", n, long_one);
        assert_int_equal(t.n, n + 3);
        assert_memory_equal(t.p, long_one, (size_t)n);
        assert_int_equal(t.p[t.n], '\0');
        assert_int_equal(utf8_count(t), n + 1);
        buffer_clear(&all);
        buffer_printf(&all, "%.*s昭", n, long_one);
        assert_true(text_equal(buffer_text(&all), t));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_day_of_four_centuries_survives_a_split),
        cmocka_unit_test(a_day_that_is_none_is_refused),
        cmocka_unit_test(months_count_both_ends),
        cmocka_unit_test(decimals_are_exact_or_refused),
        cmocka_unit_test(a_share_rounds_half_up_and_truncates),
        cmocka_unit_test(text_is_trimmed_of_wide_spaces),
        cmocka_unit_test(broken_utf8_is_seen),
        cmocka_unit_test(columns_have_letters),
        cmocka_unit_test(a_long_message_ends_at_a_character),
        cmocka_unit_test(lists_that_grow_in_turn_keep_what_they_have),
        cmocka_unit_test(texts_of_any_length_are_printed_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
