/*
 * Expressions of the catalogue: what they mean on a row, how they print, what is refused.
 */
#include "catalogue/node.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
/* cmocka after those four */
#include <cmocka.h>

static struct arena arena;
static struct catalogue *c;
static const struct record_type *spell;

static const char text[] =
    "unit person zh \"人\"\n"
    "unit household zh \"户\"\n"
    "unit yuan zh \"元\"\n"
    "programme small zh \"小\" west 5306 from 2016-09-01\n"
    "party east region 4419 from 2016-09-01 to 2018-12-31\n"
    "record someone\n"
    "  label zh \"某人\"\n"
    "  key code\n"
    "  field 1 code text required zh \"编号\"\n"
    "  field 2 home region zh \"家\" dated move.moved_on\n"
    "  field 3 secret text sealed zh \"密\"\n"
    "record move\n"
    "  label zh \"迁移\"\n"
    "  key who moved_on\n"
    "  field 1 who ref someone required zh \"谁\"\n"
    "  field 2 home region zh \"家\"\n"
    "  field 3 moved_on day required zh \"何日\"\n"
    "record spell\n"
    "  label zh \"经历\"\n"
    "  key who a\n"
    "  field 1 who ref someone required zh \"谁\"\n"
    "  field 2 a day required zh \"始\"\n"
    "  field 3 b day zh \"止\"\n"
    "  field 4 m month zh \"月\"\n"
    "  field 5 pay money zh \"钱\"\n"
    "  field 6 n int person zh \"人数\"\n"
    "  field 7 h int household zh \"户数\"\n"
    "  field 8 place region zh \"地\"\n"
    "  field 9 kind code kind zh \"类\"\n"
    "  field 10 yes bool zh \"是\"\n"
    "  field 11 area decimal places 3 zh \"面积\"\n"
    "  field 12 note text zh \"注\"\n"
    "  field 13 y year zh \"年\"\n"
    "  derive where_to code kind = pick(within(place, 5306) : near, paired(place) : partner,\n"
    "    else : none) zh \"去向\"\n";
static const char kinds[] = "code\tzh\nnear\t近\npartner\t结对\nfar\t远\n";

enum { WHO, A, B, M, PAY, N, H, PLACE, KIND, YES, AREA, NOTE, Y, FIELDS };

static int catalogue_read(void **state)
{
    (void)state;
    struct fault f = {0};
    const struct catalogue_file files[] = {{TEXT("small.cat"), TEXT(text)},
                                           {TEXT("codes/kind.tsv"), TEXT(kinds)}};
    if (!catalogue_load(&c, &arena, files, 2, &f))
        print_error("%s\n", f.message);
    spell = catalogue_type_find(c, TEXT("spell"));
    return spell ? 0 : -1;
}

static int catalogue_clear(void **state)
{
    (void)state;
    arena_clear(&arena);
    return 0;
}

static struct day day_of(const char *iso)
{
    struct day d = {0};
    assert_true(day_parse(&d, text_from(iso)));
    return d;
}

static struct value on(const char *iso)
{
    return VALUE_OF_INT(day_of(iso).since_1970);
}

/* A row with nothing in it but a = 2018-01-01, as of 2018-06-30. */
struct row {
    struct value fields[FIELDS];
    struct row_reader reader;
};

static struct row *row_new(void)
{
    struct row *r = ARENA_NEW(&arena, struct row);
    r->fields[A] = on("2018-01-01");
    r->reader = (struct row_reader){.fields = r->fields, .from = day_of("2018-01-01"),
                                    .to = day_of("2018-06-30"), .catalogue = c};
    return r;
}

static struct node *parse(const char *expression)
{
    struct fault f = {0};
    struct node *n = NULL;
    if (!node_parse(&n, &arena, c, spell, text_from(expression), &f))
        print_error("%s: %s\n", expression, f.message);
    return n;
}

static struct value value_of(const struct row *r, const char *expression)
{
    struct fault f = {0};
    struct value v = VALUE_ABSENT;
    struct node *n = parse(expression);
    assert_non_null(n);
    assert_true(node_evaluate(&v, n, &r->reader, &f));
    return v;
}

#define assert_value(row, expression, wanted)                                                      \
    do {                                                                                           \
        struct value found = value_of((row), (expression));                                        \
        assert_int_equal(found.is, VALUE_INT);                                                     \
        assert_int_equal(found.i, (wanted));                                                       \
    } while (0)
#define assert_absent(row, expression)                                                             \
    assert_int_equal(value_of((row), (expression)).is, VALUE_NONE)

static void and_or_not_follow_three_valued_logic(void **state)
{
    (void)state;
    struct row *r = row_new(); /* yes is absent */
    assert_absent(r, "yes");
    assert_absent(r, "yes and true");
    assert_value(r, "yes and false", 0);
    assert_value(r, "false and yes", 0);
    assert_absent(r, "yes or false");
    assert_value(r, "yes or true", 1);
    assert_absent(r, "not yes");
    r->fields[YES] = VALUE_OF_INT(1);
    assert_value(r, "not yes or yes and not false", 1);
}

static void absent_values_make_comparisons_absent_but_none_asks(void **state)
{
    (void)state;
    struct row *r = row_new();
    assert_absent(r, "b >= a");
    assert_absent(r, "b != 2018-01-01");
    assert_absent(r, "kind = near");
    assert_absent(r, "n + 1 > 0");
    assert_value(r, "b = none", 1);
    assert_value(r, "b != none", 0);
    assert_value(r, "a = none", 0);
    assert_value(r, "none != a", 1);
    assert_absent(r, "kind in (near, far)");
    assert_absent(r, "b in a..2018-02-01");
}

static void a_list_with_an_absent_part_is_absent_unless_another_fits(void **state)
{
    (void)state;
    struct row *r = row_new();
    r->fields[KIND] = VALUE_OF_TEXT(TEXT("far"));
    assert_value(r, "kind in (near, far)", 1);
    assert_value(r, "kind in (near, partner)", 0);
    assert_value(r, "a in (b, 2018-01-01)", 1);
    assert_absent(r, "a in (b, 2018-01-02)");
}

static void months_and_days_count_both_ends(void **state)
{
    (void)state;
    struct row *r = row_new();
    r->fields[B] = on("2018-03-31");
    assert_value(r, "months(a..b)", 3);
    assert_value(r, "days(a..b)", 90);
    r->fields[B] = on("2018-03-30");
    assert_value(r, "months(a..b)", 2);
    r->fields[B] = on("2017-12-31");
    assert_value(r, "months(a..b)", 0);
    assert_value(r, "days(a..b)", 0);
}

static void an_open_spell_runs_to_the_cut_or_to_as_of(void **state)
{
    (void)state;
    struct row *r = row_new();
    assert_value(r, "months(a..b)", 6);
    assert_value(r, "months(a..)", 6);
    assert_value(r, "months(a..b, 2018-03-31)", 3);
    r->fields[B] = on("2019-12-31");
    assert_value(r, "months(a..b, as_of)", 6);
    assert_value(r, "months(a..b)", 24);
    r->fields[A] = VALUE_ABSENT;
    assert_absent(r, "months(a..b)");
}

static void age_is_completed_years(void **state)
{
    (void)state;
    struct row *r = row_new();
    struct month born;
    assert_true(month_parse(&born, TEXT("2000-07")));
    r->fields[M] = VALUE_OF_INT(born.index);
    assert_value(r, "age(m, as_of)", 17);
    assert_value(r, "age(m, 2018-07-01)", 18);
    assert_value(r, "age(2000-07-31, 2018-07-01)", 18); /* by month */
    assert_absent(r, "age(b, as_of)");
}

static void spells_overlap_when_they_share_a_day(void **state)
{
    (void)state;
    struct row *r = row_new();
    r->fields[B] = on("2018-03-31");
    assert_value(r, "overlaps(a..b, 2018-03-31..2018-04-30)", 1);
    assert_value(r, "overlaps(a..b, 2018-04-01..2018-04-30)", 0);
    assert_value(r, "overlaps(a..b, 2017-01-01..)", 1);
    assert_value(r, "overlaps(a..b, 2017-01-01..2017-12)", 0);
    r->fields[B] = VALUE_ABSENT;
    assert_value(r, "overlaps(a..b, 2030-01-01..2030-01-02)", 1);
}

static void a_month_is_its_first_day_on_the_left_and_its_last_on_the_right(void **state)
{
    (void)state;
    struct row *r = row_new();
    r->fields[A] = on("2018-03-15");
    assert_value(r, "a = 2018-03", 1);
    assert_value(r, "a >= 2018-03", 1);
    assert_value(r, "a <= 2018-03", 1);
    assert_value(r, "a > 2018-03", 0);
    assert_value(r, "a < 2018-03", 0);
    assert_value(r, "2018-03 > a", 0);
    assert_value(r, "2018-04 > a", 1);
    assert_value(r, "a in 2018-02..2018-03", 1);
    assert_value(r, "a in 2018-04..2018-05", 0);
    assert_value(r, "days(2018-02..2018-02)", 28);
    assert_value(r, "month(a) = 2018-03", 1);
    assert_value(r, "month(a) < 2018-04", 1);
}

static void regions_lie_within_regions(void **state)
{
    (void)state;
    struct row *r = row_new();
    r->fields[PLACE] = VALUE_OF_INT(530602003000);
    assert_value(r, "within(place, 5306)", 1);
    assert_value(r, "within(5306, place)", 0);
    assert_value(r, "county(place) = 530602", 1);
    assert_value(r, "province(place) = 53", 1);
    assert_value(r, "west(place)", 1);
    assert_value(r, "paired(place)", 0);
    r->fields[PLACE] = VALUE_OF_INT(441900003000);
    assert_value(r, "paired(place)", 1);
    r->fields[PLACE] = VALUE_OF_INT(440100000000); /* its province counts with it */
    assert_value(r, "paired(place)", 1);
    r->reader.to = day_of("2016-08-31"); /* the party begins the day after */
    assert_value(r, "paired(place)", 0);
    r->fields[PLACE] = VALUE_ABSENT;
    assert_absent(r, "within(place, 5306)");
}

static void pick_takes_the_first_that_is_true(void **state)
{
    (void)state;
    struct row *r = row_new();
    assert_absent(r, "where_to");
    r->fields[PLACE] = VALUE_OF_INT(530602000000);
    assert_true(text_is(value_of(r, "where_to").t, "near"));
    assert_value(r, "where_to = near", 1);
    r->fields[PLACE] = VALUE_OF_INT(441900000000);
    assert_true(text_is(value_of(r, "where_to").t, "partner"));
    assert_value(r, "pick(yes : 1, n > 0 : 2, else : 3)", 3);
}

static void numbers_of_different_places_are_compared_exactly(void **state)
{
    (void)state;
    struct row *r = row_new();
    r->fields[PAY] = VALUE_OF_INT(100050); /* 1000.50 yuan */
    r->fields[AREA] = VALUE_OF_INT(2500);  /* 2.500 */
    r->fields[N] = VALUE_OF_INT(7);
    assert_value(r, "pay > 1000", 1);
    assert_value(r, "pay > 1000.50", 0);
    assert_value(r, "pay >= 1000.4", 1);
    assert_value(r, "pay * 2 = 2001", 1);
    assert_value(r, "area = 2.5", 1);
    assert_value(r, "area + area = 5", 1);
    assert_value(r, "n - 10 = -3", 1);
    assert_value(r, "min(n, 3)", 3);
    assert_value(r, "max(n, 3)", 7);
}

static void days_are_added_and_subtracted(void **state)
{
    (void)state;
    struct row *r = row_new();
    r->fields[B] = on("2018-01-31");
    assert_value(r, "b - a", 30);
    assert_value(r, "a + 30 = b", 1);
    assert_value(r, "year(a) = 2018", 1);
    assert_value(r, "as_of = 2018-06-30", 1);
    assert_value(r, "from = a and to = as_of", 1);
}

static void what_leaves_the_calendar_or_64_bits_is_a_fault(void **state)
{
    (void)state;
    struct row *r = row_new();
    struct fault f = {0};
    struct value v;
    assert_false(node_evaluate(&v, parse("a + 99999999 > a"), &r->reader, &f));
    assert_int_equal(f.kind, FAULT_LIMIT);
    r->fields[N] = VALUE_OF_INT(INT64_MAX);
    assert_false(node_evaluate(&v, parse("n + 1 > 0"), &r->reader, &f));
    assert_false(node_evaluate(&v, parse("n * 2 > 0"), &r->reader, &f));
}

static void paths_that_leave_the_row_are_absent_without_a_reader(void **state)
{
    (void)state;
    struct row *r = row_new();
    r->fields[WHO] = VALUE_OF_INT(1);
    assert_absent(r, "who.home");
    assert_absent(r, "who.home at a = 5306");
    assert_absent(r, "exists(move v: v.who = who)");
    assert_absent(r, "count(move v: v.who = who) > 0");
    assert_absent(r, "sum(spell s: s.who = who : s.n) > 0");
    assert_value(r, "who = none", 0);
}

static void what_is_printed_reads_back_to_the_same(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "a >= 2018-01-01 and b = none or not yes",
        "(a = b or yes) and kind != far",
        "not (yes and n > 3)",
        "n - (n - 1) > -(n + 2) * 3",
        "who.home at a = county(place)",
        "kind in (near, partner) and a in 2018-01..b",
        "months(a..b, as_of) >= 3",
        "overlaps(a.., 2018-01-01..2018-02-01)",
        "exists(move v: v.who = who and v.moved_on <= a and exists(spell s: s.who = v.who))",
        "count(move v: v.who = who) >= 3",
        "count(move v: v.who = who : distinct v.home) < 2",
        "sum(spell s: s.who = who and count(move v: v.who = s.who) > 1 : s.n + 1) > n",
        "pick(yes : 1, else : 2) = 1",
        "note = 'two words' and pay > 10.50",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        SCOPED_BUFFER once = {0}, twice = {0};
        struct node *n = parse(texts[i]);
        assert_non_null(n);
        node_print(&once, n);
        assert_string_equal(once.p, texts[i]);
        node_print(&twice, parse(once.p));
        assert_string_equal(once.p, twice.p);
    }
}

static void refused_at(const char *expression, int column, const char *hint)
{
    struct fault f = {0};
    struct node *n;
    char at[32];
    snprintf(at, sizeof(at), "where:1:%d: ", column);
    bool taken = node_parse(&n, &arena, c, spell, text_from(expression), &f);
    if (taken || strncmp(f.message, at, strlen(at)) != 0 || !strstr(f.hint, hint))
        print_error("%s gives %s / %s\n", expression, f.message, f.hint);
    assert_false(taken);
    assert_int_equal(strncmp(f.message, at, strlen(at)), 0);
    assert_non_null(strstr(f.hint, hint));
}

static void mistakes_are_refused_with_their_column_and_the_nearest_name(void **state)
{
    (void)state;
    refused_at("knd = near", 1, "\xe2\x80\x9ckind\xe2\x80\x9d");
    refused_at("kind = nere", 8, "\xe2\x80\x9cnear\xe2\x80\x9d");
    refused_at("kind = 'near'", 8, "");
    refused_at("a = note", 5, "");
    refused_at("n = h", 5, "");
    refused_at("n + h > 1", 5, "");
    refused_at("a = 2018-02-30", 5, "");
    refused_at("a > ", 4, "");
    refused_at("(a = b", 7, "");
    refused_at("a = b)", 6, "");
    refused_at("monts(a..b) > 1", 1, "\xe2\x80\x9cmonths\xe2\x80\x9d");
    refused_at("months(a) > 1", 8, "");
    refused_at("months(n..b) > 1", 8, "");
    refused_at("within(place) and yes", 1, "");
    refused_at("place = 123", 9, "");
    refused_at("note < 'x'", 1, "");
    refused_at("n and yes", 1, "");
    refused_at("n / 2 > 1", 1, "");
    refused_at("count() > 1", 1, "");
    refused_at("who.secret = 'x'", 1, "");
    refused_at("who.home.more = 1", 1, "");
    refused_at("n at a > 1", 6, "");
    refused_at("exists(mov v: v.who = who)", 8, "\xe2\x80\x9cmove\xe2\x80\x9d");
    refused_at("exists(move who: true)", 13, "");
    refused_at("count(mov v: v.who = who) > 1", 7, "\xe2\x80\x9cmove\xe2\x80\x9d");
    refused_at("count(move v: v.who = who : v.home) > 1", 29, "");
    refused_at("sum(move v: v.who = who) > 1", 24, "");
    refused_at("sum(move v: v.who = who : v.home) > 1", 27, "");
    refused_at("y = n", 5, "");
    refused_at("pay > 1000.499", 7, "");
    refused_at("pay > area", 7, "");
    refused_at("m in a..b", 7, "");
    refused_at("note = 'x", 8, "");
    refused_at("n = 99999999999999999999", 5, "");
    refused_at("kind in ()", 1, "");
    refused_at("pick(yes : 1)", 13, "");
}

static void nesting_and_length_are_bounded(void **state)
{
    (void)state;
    SCOPED_BUFFER deep = {0}, wide = {0};
    struct fault f = {0};
    struct node *n;
    for (int i = 0; i < 100000; i++)
        buffer_add_char(&deep, '(');
    assert_false(node_parse(&n, &arena, c, spell, buffer_text(&deep), &f));
    assert_int_equal(f.kind, FAULT_LIMIT);
    buffer_add_str(&wide, "yes");
    for (int i = 0; i < 2000; i++)
        buffer_add_str(&wide, " and yes");
    assert_false(node_parse(&n, &arena, c, spell, buffer_text(&wide), &f));
    assert_int_equal(f.kind, FAULT_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(and_or_not_follow_three_valued_logic),
        cmocka_unit_test(absent_values_make_comparisons_absent_but_none_asks),
        cmocka_unit_test(a_list_with_an_absent_part_is_absent_unless_another_fits),
        cmocka_unit_test(months_and_days_count_both_ends),
        cmocka_unit_test(an_open_spell_runs_to_the_cut_or_to_as_of),
        cmocka_unit_test(age_is_completed_years),
        cmocka_unit_test(spells_overlap_when_they_share_a_day),
        cmocka_unit_test(a_month_is_its_first_day_on_the_left_and_its_last_on_the_right),
        cmocka_unit_test(regions_lie_within_regions),
        cmocka_unit_test(pick_takes_the_first_that_is_true),
        cmocka_unit_test(numbers_of_different_places_are_compared_exactly),
        cmocka_unit_test(days_are_added_and_subtracted),
        cmocka_unit_test(what_leaves_the_calendar_or_64_bits_is_a_fault),
        cmocka_unit_test(paths_that_leave_the_row_are_absent_without_a_reader),
        cmocka_unit_test(what_is_printed_reads_back_to_the_same),
        cmocka_unit_test(mistakes_are_refused_with_their_column_and_the_nearest_name),
        cmocka_unit_test(nesting_and_length_are_bounded),
    };
    return cmocka_run_group_tests(tests, catalogue_read, catalogue_clear);
}
