/* Figures: scopes as text, distinct persons over places, small cells, dated attributes. */
#include "count/count.h"
#include "fresh_programme.h"
#include <unistd.h>

static char folder[64];
static struct arena arena;
static struct ledger *ledger;
static struct batch *batch;

#define OK(call) assert_true((call) || (print_message("%s\n", f.message), false))
#define ZHAOYANG INT64_C(530602000000)
#define LUDIAN INT64_C(530621000000)
#define DONGGUAN INT64_C(441900000000)

static struct day day_of(const char *iso)
{
    struct day d;
    assert_true(day_parse(&d, text_from(iso)));
    return d;
}

static const struct record_type *type_of(const char *name)
{
    return catalogue_type_find(ledger->catalogue, text_from(name));
}

struct row_maker {
    const struct record_type *type;
    struct value *values;
};

static struct row_maker make(const char *type)
{
    const struct record_type *t = type_of(type);
    assert_non_null(t);
    return (struct row_maker){t, ARENA_ARRAY(&arena, struct value, t->field_count)};
}

static void set(struct row_maker m, const char *field, struct value v)
{
    const struct field *found = type_field_find(m.type, text_from(field));
    assert_non_null(found);
    m.values[found->index] = v;
}

static int64_t put(struct row_maker m)
{
    struct fault f = {0};
    struct put_result result;
    struct row row = {.type = m.type, .values = m.values, .replaces = -1};
    OK(batch_put(batch, &row, &result, &f));
    return result.record;
}

static int64_t person(int n, int64_t home)
{
    char *idno = arena_alloc(&arena, 32);
    snprintf(idno, 32, "99000019900101%04d", n);
    struct row_maker m = make("person");
    set(m, "idno", VALUE_OF_TEXT(text_from(idno)));
    set(m, "name", VALUE_OF_TEXT(TEXT("甲")));
    set(m, "home", VALUE_OF_INT(home));
    return put(m);
}

static void placement(int64_t worker, const char *started)
{
    struct row_maker org = make("organisation");
    set(org, "name", VALUE_OF_TEXT(TEXT("某厂")));
    struct row_maker m = make("labour.placement");
    set(m, "worker", VALUE_OF_INT(worker));
    set(m, "employer", VALUE_OF_INT(put(org)));
    set(m, "workplace", VALUE_OF_INT(DONGGUAN));
    set(m, "started_on", VALUE_OF_INT(day_of(started).since_1970));
    put(m);
}

static void begin(void)
{
    struct fault f = {0};
    struct batch_head head = {.author = TEXT("试验"), .expects = -1};
    OK(batch_begin(&batch, ledger, &head, &f));
}

static int64_t commit(void)
{
    struct fault f = {0};
    struct batch_id id;
    OK(batch_commit(batch, &id, &f));
    return id.number;
}

static int programme_make(void **state)
{
    (void)state;
    return fresh_make(TEXT(PROGRAMME_OF_ZHAOTONG
                           "party zhongshan region 4420 from 2016-09-01 says \"中山\"\n"
                           "group two_cities dongguan zhongshan says \"两市\"\n"));
}

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/shanhai-count-XXXXXX");
    return mkdtemp(folder) && rmdir(folder) == 0 ? fresh_open(&ledger, folder) : -1;
}

static int tear_down(void **state)
{
    (void)state;
    char command[128];
    ledger_close(ledger);
    arena_clear(&arena);
    snprintf(command, sizeof(command), "rm -rf %s", folder);
    return system(command);
}

static struct figures count(const char *key, const char *scope, const char *by,
                            const struct viewer *v)
{
    struct fault f = {0};
    struct figures figures;
    struct figure_query q = {0};
    OK(catalogue_indicator_get(&q.indicator, ledger->catalogue, text_from(key), &f));
    OK(scope_parse(&q.scope, &arena, ledger->catalogue, text_from(scope), &f));
    struct text names = text_from(by);
    for (struct text name; by && text_split(&name, &names, ',');)
        LIST_ADD(&arena, &q.by, name);
    OK(count_figure(&figures, &arena, ledger, v, &q, &f));
    return figures;
}

static int64_t value(const char *key, const char *scope)
{
    struct figures figures = count(key, scope, NULL, &VIEWER_OWNER);
    assert_int_equal(figures.count, 1);
    assert_true(figures.items[0].is_known);
    return decimal_trim(figures.items[0].value).mantissa;
}

/* ---- claims ---- */

static void a_scope_has_one_text(void **state)
{
    (void)state;
    static const struct {
        const char *written, *printed;
    } scopes[] = {
        {"in=5306 party=4420,4419 from=2017-01-01 to=2019-07-31",
         "in=5306 party=4419,4420 from=2017-01-01 to=2019-07-31"},
        {"to=2019-07-31 in=昭通 party=两市", "in=5306 party=4419,4420 to=2019-07-31"},
        {"in=530602000000,5306,530602 to=2019-07-31", "in=5306,530602 to=2019-07-31"},
        {"party=东莞 to=2019-07-31 where=\"channel = organised\"",
         "party=4419 to=2019-07-31 where=\"channel = organised\""},
    };
    for (size_t i = 0; i < sizeof(scopes) / sizeof(*scopes); i++) {
        struct fault f = {0};
        struct scope s;
        OK(scope_parse(&s, &arena, ledger->catalogue, text_from(scopes[i].written), &f));
        struct text printed = scope_print(&arena, &s);
        assert_string_equal(printed.p, scopes[i].printed);
        OK(scope_parse(&s, &arena, ledger->catalogue, printed, &f));
        assert_string_equal(scope_print(&arena, &s).p, scopes[i].printed);
    }
}

static void a_scope_that_is_none_is_refused(void **state)
{
    (void)state;
    const char *const none[] = {"5306", "in=nowhere-at-all", "from=2019-02-30", "by=county",
                                "where=\"x", "where=a\"b", "from=2019-08-01 to=2019-07-31"};
    for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
        struct fault f = {0};
        struct scope s;
        assert_false(scope_parse(&s, &arena, ledger->catalogue, text_from(none[i]), &f));
        assert_int_equal(f.kind, FAULT_INPUT);
    }
}

static void persons_who_moved_count_in_both_counties_and_once_in_the_whole(void **state)
{
    (void)state;
    begin();
    int64_t mover = person(1, ZHAOYANG), stayer = person(2, ZHAOYANG);
    placement(mover, "2017-03-01");
    placement(stayer, "2017-03-01");
    struct row_maker move = make("person.move");
    set(move, "person", VALUE_OF_INT(mover));
    set(move, "home", VALUE_OF_INT(LUDIAN));
    set(move, "started_on", VALUE_OF_INT(day_of("2018-01-01").since_1970));
    put(move);
    placement(mover, "2018-05-01");
    commit();
    struct figures by = count("labour.placed", "to=2019-07-31", "county", &VIEWER_OWNER);
    assert_int_equal(by.count, 2);
    assert_string_equal(by.items[0].keys.items[0].p, "530602");
    assert_int_equal(by.items[0].value.mantissa, 2);
    assert_int_equal(by.items[1].value.mantissa, 1);
    assert_int_equal(value("labour.placed", "to=2019-07-31"), 2);
    assert_int_equal(value("labour.placed", "in=鲁甸 to=2019-07-31"), 1);
    assert_int_equal(value("labour.placed", "in=鲁甸 to=2017-12-31"), 0);
}

static void a_small_cell_is_withheld_from_a_reader(void **state)
{
    (void)state;
    struct viewer reader = {.name = TEXT("编辑"), .role = ROLE_READER};
    begin();
    for (int n = 1; n <= 9; n++)
        placement(person(n, n <= 6 ? ZHAOYANG : LUDIAN), "2018-03-01");
    commit();
    struct figures by = count("labour.placed", "to=2019-07-31", "county", &reader);
    assert_int_equal(by.count, 2);
    assert_false(by.items[0].is_withheld);
    assert_int_equal(by.items[0].value.mantissa, 6);
    assert_true(by.items[1].is_withheld);
    assert_int_equal(by.items[1].value.mantissa, 0);
    assert_false(count("labour.placed", "to=2019-07-31", "county", &VIEWER_OWNER).items[1].is_withheld);
}

static void a_reader_sees_no_records_and_no_other_system(void **state)
{
    (void)state;
    struct fault f = {0};
    struct viewer reader = {.name = TEXT("编辑"), .role = ROLE_READER};
    struct viewer funds = {.name = TEXT("财政"), .role = ROLE_CLERK};
    struct figure_query q = {.scope = scope_all()};
    struct trace_row *rows;
    struct figures figures;
    size_t n;
    int64_t total;
    LIST_ADD(&arena, &funds.systems, TEXT("funds"));
    OK(catalogue_indicator_get(&q.indicator, ledger->catalogue, TEXT("labour.placed"), &f));
    assert_false(count_trace(&arena, ledger, &reader, &q, 0, 10, &rows, &n, &total, &f));
    assert_int_equal(f.kind, FAULT_DENIED);
    assert_false(count_figure(&figures, &arena, ledger, &funds, &q, &f));
    assert_int_equal(f.kind, FAULT_DENIED);
}

static void a_viewer_of_one_county_counts_that_county(void **state)
{
    (void)state;
    struct viewer clerk = {.name = TEXT("鲁甸"), .role = ROLE_CLERK};
    LIST_ADD(&arena, &clerk.regions, LUDIAN);
    begin();
    for (int n = 1; n <= 9; n++)
        placement(person(n, n <= 6 ? ZHAOYANG : LUDIAN), "2018-03-01");
    commit();
    struct figures figures = count("labour.placed", "to=2019-07-31", NULL, &clerk);
    assert_int_equal(figures.items[0].value.mantissa, 3);
}

static void an_earlier_batch_gives_the_earlier_figure(void **state)
{
    (void)state;
    struct fault f = {0};
    begin();
    int64_t worker = person(1, ZHAOYANG);
    placement(worker, "2018-03-01");
    int64_t before = commit();
    begin();
    placement(person(2, ZHAOYANG), "2018-03-01");
    commit();
    assert_int_equal(value("labour.placed", "to=2019-07-31"), 2);
    struct figures figures;
    struct figure_query q = {.scope = scope_all(), .known = before};
    OK(catalogue_indicator_get(&q.indicator, ledger->catalogue, TEXT("labour.placed"), &f));
    OK(count_figure(&figures, &arena, ledger, &VIEWER_OWNER, &q, &f));
    assert_int_equal(figures.items[0].value.mantissa, 1);
    assert_int_equal(figures.known, before);
}

static void a_trace_gives_every_record_once_window_by_window(void **state)
{
    (void)state;
    struct fault f = {0};
    struct figure_query q = {.scope = scope_all()};
    struct trace_row *rows;
    size_t n;
    int64_t total, seen = 0;
    begin();
    for (int i = 1; i <= 7; i++)
        placement(person(i, ZHAOYANG), "2018-03-01");
    commit();
    OK(catalogue_indicator_get(&q.indicator, ledger->catalogue, TEXT("labour.placed"), &f));
    for (int64_t offset = 0; offset < 9; offset += 3) {
        OK(count_trace(&arena, ledger, &VIEWER_OWNER, &q, offset, 3, &rows, &n, &total, &f));
        assert_int_equal(total, 7);
        for (size_t i = 0; i < n; i++)
            seen += rows[i].record;
    }
    assert_int_equal(seen, 1 + 2 + 3 + 4 + 5 + 6 + 7);
}

static void a_stock_over_months_is_what_it_was_at_each_end(void **state)
{
    (void)state;
    begin();
    placement(person(1, ZHAOYANG), "2018-01-15");
    placement(person(2, ZHAOYANG), "2018-03-02");
    commit();
    struct figures by = count("labour.at_work", "from=2018-01-01 to=2018-03-31", "month", &VIEWER_OWNER);
    assert_int_equal(by.count, 3);
    assert_string_equal(by.items[1].keys.items[0].p, "2018-02");
    assert_int_equal(by.items[1].value.mantissa, 1);
    assert_int_equal(by.items[2].value.mantissa, 2);
    by = count("labour.at_work", "from=2018-01-01 to=2018-03-31", "month,party", &VIEWER_OWNER);
    assert_int_equal(by.count, 3);
    assert_string_equal(by.items[2].keys.items[0].p, "2018-03");
    assert_string_equal(by.items[2].keys.items[1].p, "4419");
    assert_int_equal(by.items[2].value.mantissa, 2);
}

/* The events of a year over the stock at its end, not over the events' own years. */
static void a_rate_of_events_over_a_stock_is_known_for_each_year(void **state)
{
    (void)state;
    begin();
    struct row_maker pair = make("pairing.pair");
    set(pair, "kind", VALUE_OF_TEXT(TEXT("county")));
    set(pair, "east_region", VALUE_OF_INT(DONGGUAN));
    set(pair, "east_name", VALUE_OF_TEXT(TEXT("东莞市")));
    set(pair, "west_region", VALUE_OF_INT(ZHAOYANG));
    set(pair, "west_name", VALUE_OF_TEXT(TEXT("昭阳区")));
    set(pair, "started_on", VALUE_OF_INT(day_of("2016-09-01").since_1970));
    put(pair);
    commit();
    struct figures by = count("funds.paid_per_county", "from=2017-01-01 to=2018-12-31", "year", &VIEWER_OWNER);
    assert_int_equal(by.count, 2);
    for (size_t i = 0; i < by.count; i++) {
        assert_true(by.items[i].is_known); /* nothing paid over one county */
        assert_int_equal(by.items[i].ratio.over > 0, 1);
    }
    assert_string_equal(by.items[1].keys.items[0].p, "2018");
}

static void a_condition_that_names_nothing_is_refused(void **state)
{
    (void)state;
    struct fault f = {0};
    struct figures figures;
    struct figure_query q = {.scope = scope_all()};
    OK(catalogue_indicator_get(&q.indicator, ledger->catalogue, TEXT("labour.placed"), &f));
    const char *const none[] = {"chanel = organised", "channel", "started_on > 5", "worker.name = 'x'",
                                "1 = 1; DROP TABLE person", "channel = organised or"};
    for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
        q.scope.where = text_from(none[i]);
        assert_false(count_figure(&figures, &arena, ledger, &VIEWER_OWNER, &q, &f));
        assert_int_equal(f.kind, FAULT_INPUT);
    }
}

#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(a_scope_has_one_text),
        CLAIM(a_scope_that_is_none_is_refused),
        CLAIM(persons_who_moved_count_in_both_counties_and_once_in_the_whole),
        CLAIM(a_small_cell_is_withheld_from_a_reader),
        CLAIM(a_reader_sees_no_records_and_no_other_system),
        CLAIM(a_viewer_of_one_county_counts_that_county),
        CLAIM(an_earlier_batch_gives_the_earlier_figure),
        CLAIM(a_trace_gives_every_record_once_window_by_window),
        CLAIM(a_stock_over_months_is_what_it_was_at_each_end),
        CLAIM(a_rate_of_events_over_a_stock_is_known_for_each_year),
        CLAIM(a_condition_that_names_nothing_is_refused),
    };
    return cmocka_run_group_tests(tests, programme_make, fresh_remove);
}
