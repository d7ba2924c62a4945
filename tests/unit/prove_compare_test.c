/* Verdicts: a printed figure against what a ledger says, without a ledger. */
#include "prove/compare.h"

#include "base/language.h"
#include "prove/interval.h"
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct unit person = {.name = {"person", 6}, .base = &person, .times = 1, .over = 1};
static const struct unit m2 = {.name = {"m2", 2}, .base = &m2, .times = 1, .over = 1};
static const struct unit km2 = {.name = {"km2", 3}, .base = &m2, .times = 1000000, .over = 1};
static const struct unit mu = {.name = {"mu", 2}, .base = &m2, .times = 2000, .over = 3};
static const struct unit percent = {
    .name = {"percent", 7}, .base = &percent, .times = 1, .over = 1};
static const struct unit wan_yuan = {
    .name = {"wan_yuan", 8}, .base = &person, .times = 10000, .over = 1};

static struct decimal number(const char *s)
{
    struct decimal d;
    struct fault f = {0};
    assert_true(decimal_parse(&d, text_from(s), &f));
    return d;
}

/* The first figure of a sentence, against one value of the ledger. */
static struct quote held(struct arena *a, const char *text, const char *ledger,
                         const struct unit *unit, enum basis basis)
{
    static struct indicator indicator;
    struct figure *figure = ARENA_NEW(a, struct figure);
    struct proof p;
    struct fault f = {0};
    struct prove_options o = {.published = DAY_FIRST};
    assert_true(prove_find(&p, a, NULL, text_from(text), &o, &f));
    assert_true(p.count >= 1);
    struct quote q = p.quotes[0];
    indicator = (struct indicator){.unit = unit, .basis = basis};
    q.indicator = &indicator;
    *figure = (struct figure){
        .is_known = true, .value = number(ledger), .basis = basis, .evidence = {.records = 1}};
    figure->lo = figure->hi = figure->value;
    q.figure = figure;
    return q;
}

/* Its figure, to be made another. */
static struct figure *figure_of(const struct quote *q)
{
    return (struct figure *)q->figure;
}

struct wanted {
    const char *text, *ledger;
    enum verdict verdict;
};

static void records_prove_what_the_print_allows(void **state)
{
    (void)state;
    static const struct wanted all[] = {
        {"47名", "47", VERDICT_PROVED},           {"47名", "46", VERDICT_DIFFERS},
        {"1.09万人", "10850", VERDICT_PROVED},    {"1.09万人", "10949", VERDICT_PROVED},
        {"1.09万人", "10849", VERDICT_DIFFERS},   {"1.09万人", "10950", VERDICT_TRUNCATED},
        {"1.09万人", "10999", VERDICT_TRUNCATED}, {"1.09万人", "11000", VERDICT_DIFFERS},
        {"200余人", "200", VERDICT_PROVED},       {"200余人", "299", VERDICT_PROVED},
        {"200余人", "300", VERDICT_DIFFERS},      {"200余人", "199", VERDICT_DIFFERS},
        {"500人以上", "500", VERDICT_PROVED},     {"500人以上", "9000", VERDICT_PROVED},
        {"500人以上", "499", VERDICT_DIFFERS},    {"不足50人", "49", VERDICT_PROVED},
        {"不足50人", "50", VERDICT_DIFFERS},      {"约200人", "200", VERDICT_WITHIN},
        {"约200人", "219", VERDICT_WITHIN},       {"约200人", "221", VERDICT_DIFFERS},
        {"近2000人", "1900", VERDICT_WITHIN},     {"近2000人", "2000", VERDICT_DIFFERS},
        {"数十人", "99", VERDICT_WITHIN},         {"数十人", "100", VERDICT_DIFFERS},
    };
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
        SCOPED_ARENA a = {0};
        struct quote q = held(&a, all[i].text, all[i].ledger, &person, BASIS_COUNTED);
        verdict_set(&q, &a);
        if (q.verdict != all[i].verdict)
            print_error("%s %s: %s\n", all[i].text, all[i].ledger, verdict_name(q.verdict));
        assert_int_equal(q.verdict, all[i].verdict);
    }
}

static void a_share_cut_off_is_truncated_and_a_rounded_one_proved(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct quote q = held(&a, "74.65%", "74.65587045", &percent, BASIS_COMPUTED);
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_TRUNCATED);
    assert_true(q.note.n > 0);
    q = held(&a, "74.66%", "74.65587045", &percent, BASIS_COMPUTED);
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_PROVED);
    q = held(&a, "74.67%", "74.65587045", &percent, BASIS_COMPUTED);
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_DIFFERS);
}

static void a_statistic_and_a_plan_are_within_and_never_proved(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct quote q = held(&a, "133.67万人", "1336712", &person, BASIS_ENTERED);
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_WITHIN);
    q = held(&a, "133.67万人", "1336000", &person, BASIS_ENTERED);
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_DIFFERS);
    q = held(&a, "133.67万人", "1336759", &person, BASIS_ENTERED);
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_DIFFERS); /* truncation explains records only */
    q = held(&a, "500人", "500", &person, BASIS_COUNTED);
    figure_of(&q)->is_plan = true;
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_WITHIN);
}

static void a_statistic_known_between_two_ends_meets_the_print(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct quote q = held(&a, "320多万人", "3150000", &person, BASIS_ENTERED);
    figure_of(&q)->lo = number("3100000");
    figure_of(&q)->hi = number("3250000");
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_WITHIN);
    figure_of(&q)->hi = number("3199999");
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_DIFFERS);
}

static void a_mean_printed_whole_is_a_rounded_mean(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct quote q = held(&a, "3500元", "3499.612345", &person, BASIS_COUNTED);
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_PROVED);
    q = held(&a, "3500元", "3499.4", &person, BASIS_COUNTED);
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_DIFFERS);
}

static void units_of_one_kind_are_brought_together(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct quote q = held(&a, "2.3万平方公里", "23021.5", &km2, BASIS_COUNTED);
    q.unit_found = &m2;
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_PROVED);
    q = held(&a, "300亩", "200000", &m2, BASIS_COUNTED);
    q.unit_found = &mu;
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_PROVED);
    figure_of(&q)->value = figure_of(&q)->lo = figure_of(&q)->hi = number("200001");
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_DIFFERS);
    q = held(&a, "1.25亿元", "12500", &wan_yuan, BASIS_COUNTED);
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_PROVED);
}

static void without_records_nothing_is_proved_or_contradicted(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct quote q = held(&a, "47名", "47", &person, BASIS_COUNTED);
    figure_of(&q)->is_known = false;
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_UNPROVED);
    q = held(&a, "47名", "0", &person, BASIS_COUNTED);
    figure_of(&q)->evidence.records = 0;
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_UNPROVED);
    q = held(&a, "47名", "47", &person, BASIS_COUNTED);
    q.figure = NULL;
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_UNPROVED);
    q = held(&a, "3名", "3", &person, BASIS_COUNTED);
    figure_of(&q)->is_withheld = true;
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_UNPROVED);
}

static void what_cannot_be_brought_together_is_not_judged(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct quote q = held(&a, "300亩", "9223372036854775807", &km2, BASIS_COUNTED);
    q.unit_found = &mu;
    verdict_set(&q, &a);
    assert_int_equal(q.verdict, VERDICT_UNPROVED);
}

static void labels_follow_the_language(void **state)
{
    (void)state;
    language_set(LANGUAGE_ZH);
    assert_true(text_is(verdict_label(VERDICT_PROVED), "相符"));
    assert_true(text_is(verdict_label(VERDICT_UNLINKED), "待关联"));
    language_set(LANGUAGE_EN);
    assert_true(text_is(verdict_label(VERDICT_PROVED), "proved"));
    assert_string_equal(verdict_name(VERDICT_TRUNCATED), "truncated");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_prove_what_the_print_allows),
        cmocka_unit_test(a_share_cut_off_is_truncated_and_a_rounded_one_proved),
        cmocka_unit_test(a_statistic_and_a_plan_are_within_and_never_proved),
        cmocka_unit_test(a_statistic_known_between_two_ends_meets_the_print),
        cmocka_unit_test(a_mean_printed_whole_is_a_rounded_mean),
        cmocka_unit_test(units_of_one_kind_are_brought_together),
        cmocka_unit_test(without_records_nothing_is_proved_or_contradicted),
        cmocka_unit_test(what_cannot_be_brought_together_is_not_judged),
        cmocka_unit_test(labels_follow_the_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
