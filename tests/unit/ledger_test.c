/* The ledger: versions, identity, seals, the chain, and what verify names. */
#include "base/map.h"
#include "count/count.h"
#include "fresh_programme.h"
#include <unistd.h>

static char folder[64];
static struct arena arena;
static struct ledger *ledger;

#define OK(call) assert_true((call) || (print_message("%s\n", f.message), false))

static int programme_make(void **state)
{
    (void)state;
    return fresh_make(TEXT(PROGRAMME_OF_ZHAOTONG));
}

static int set_up(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/shanhai-ledger-XXXXXX");
    return mkdtemp(folder) && rmdir(folder) == 0 ? fresh_open(&ledger, folder) : -1;
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

static const struct record_type *type_of(const char *name)
{
    const struct record_type *t = catalogue_type_find(ledger->catalogue, text_from(name));
    assert_non_null(t);
    return t;
}

static struct value *set(struct value *values, const struct record_type *t, const char *field,
                         struct value v)
{
    const struct field *found = type_field_find(t, text_from(field));
    assert_non_null(found);
    values[found->index] = v;
    return values;
}

static struct value *person(const char *idno, const char *name, int64_t home)
{
    const struct record_type *t = type_of("person");
    struct value *values = ARENA_ARRAY(&arena, struct value, t->field_count);
    set(values, t, "idno", VALUE_OF_TEXT(text_from(idno)));
    set(values, t, "name", VALUE_OF_TEXT(text_from(name)));
    return set(values, t, "home", VALUE_OF_INT(home));
}

static struct batch *begin(int64_t expects)
{
    struct fault f = {0};
    struct batch *b;
    struct batch_head head = {.author = TEXT("试验"), .note = TEXT("test"), .expects = expects};
    OK(batch_begin(&b, ledger, &head, &f));
    return b;
}

static struct put_result put(struct batch *b, const char *type, struct value *values)
{
    struct fault f = {0};
    struct put_result result;
    struct row row = {.type = type_of(type), .values = values, .replaces = -1};
    OK(batch_put(b, &row, &result, &f));
    return result;
}

static int64_t commit(struct batch *b)
{
    struct fault f = {0};
    struct batch_id id;
    OK(batch_commit(b, &id, &f));
    return id.number;
}

static int64_t count_people(int64_t known)
{
    struct fault f = {0};
    int64_t n;
    char sql[200];
    snprintf(sql, sizeof(sql),
             "SELECT count(*) FROM person WHERE since <= %lld AND %lld < until AND void_why IS NULL",
             (long long)known, (long long)known);
    OK(store_int(ledger->store, sql, 0, &n, &f));
    return n;
}

struct named {
    int count;
    char kinds[512];
};

static void take(void *self, const struct finding *finding)
{
    struct named *n = self;
    n->count++;
    size_t at = strlen(n->kinds);
    snprintf(n->kinds + at, sizeof(n->kinds) - at, "%.*s ", TEXT_ARG(finding->kind));
}

static struct named verify(void)
{
    struct fault f = {0};
    struct named n = {0};
    struct finding_sink sink = {take, &n};
    OK(ledger_verify(ledger, &sink, &f));
    return n;
}

/* As somebody with the sqlite3 shell would: no authorizer, triggers dropped. */
static void edit_behind(const char *sql)
{
    char command[1024];
    snprintf(command, sizeof(command), "sqlite3 %s/ledger.db \"%s\"", folder, sql);
    assert_int_equal(system(command), 0);
}

static void reopen(void)
{
    struct fault f = {0};
    ledger_close(ledger);
    ledger = NULL;
    OK(ledger_open(&ledger, folder, STORE_WRITE, &f));
}

/* ---- claims ---- */

static void the_same_key_finds_the_same_record(void **state)
{
    (void)state;
    struct batch *b = begin(-1);
    struct put_result first = put(b, "person", person("990000199001010011", "甲", 530602000000));
    struct put_result same = put(b, "person", person("990000199001010011", "甲", 530602000000));
    struct put_result other = put(b, "person", person("99000019900101002X", "甲", 530602000000));
    assert_int_equal(first.put, PUT_NEW);
    assert_int_equal(same.put, PUT_SAME);
    assert_int_equal(same.record, first.record);
    assert_int_equal(other.put, PUT_NEW);
    assert_int_not_equal(other.record, first.record);
    commit(b);
}

static void a_change_is_a_version_and_the_old_one_stays_known(void **state)
{
    (void)state;
    struct fault f = {0};
    struct batch *b = begin(-1);
    struct put_result first = put(b, "person", person("990000199001010011", "甲", 530602000000));
    int64_t before = commit(b);
    b = begin(-1);
    struct put_result changed = put(b, "person", person("990000199001010011", "甲", 530621000000));
    int64_t after = commit(b);
    assert_int_equal(changed.put, PUT_CHANGED);
    assert_int_equal(changed.replaced, first.version);
    assert_int_equal(count_people(before), 1);
    assert_int_equal(count_people(after), 1);
    struct version v;
    bool found;
    const struct record_type *t = type_of("person");
    int home = type_field_find(t, TEXT("home"))->index;
    OK(record_read(&v, &found, &arena, ledger, &VIEWER_OWNER, t, first.record, before, &f));
    assert_int_equal(v.values[home].i, 530602000000);
    OK(record_read(&v, &found, &arena, ledger, &VIEWER_OWNER, t, first.record, 0, &f));
    assert_int_equal(v.values[home].i, 530621000000);
    assert_int_equal(verify().count, 0);
}

static void an_absent_value_leaves_what_is_known(void **state)
{
    (void)state;
    struct batch *b = begin(-1);
    put(b, "person", person("990000199001010011", "甲", 530602000000));
    struct value *less = person("990000199001010011", "甲", 0);
    set(less, type_of("person"), "home", VALUE_ABSENT);
    assert_int_equal(put(b, "person", less).put, PUT_SAME);
    commit(b);
}

static void a_stale_write_is_refused(void **state)
{
    (void)state;
    struct fault f = {0};
    struct put_result result;
    struct batch *b = begin(-1);
    struct put_result first = put(b, "person", person("990000199001010011", "甲", 530602000000));
    commit(b);
    b = begin(-1);
    put(b, "person", person("990000199001010011", "甲", 530621000000));
    commit(b);
    b = begin(-1);
    struct row late = {.type = type_of("person"),
                       .values = person("990000199001010011", "甲", 530622000000),
                       .replaces = first.version};
    assert_false(batch_put(b, &late, &result, &f));
    assert_int_equal(f.kind, FAULT_CONFLICT);
    late.replaces = 0; /* "there is none yet" is stale, too */
    assert_false(batch_put(b, &late, &result, &f));
    assert_int_equal(f.kind, FAULT_CONFLICT);
    batch_abandon(b);
}

static void a_batch_planned_on_an_older_head_is_refused(void **state)
{
    (void)state;
    struct fault f = {0};
    int64_t head = ledger->head;
    struct batch *b = begin(head);
    put(b, "person", person("990000199001010011", "甲", 530602000000));
    commit(b);
    struct batch_head late = {.author = TEXT("试验"), .expects = head};
    assert_false(batch_begin(&b, ledger, &late, &f));
    assert_int_equal(f.kind, FAULT_CONFLICT);
}

static void an_abandoned_batch_leaves_nothing(void **state)
{
    (void)state;
    struct fault f = {0};
    char path[128], command[200];
    snprintf(path, sizeof(path), "%s/ledger.key", folder);
    struct batch *b = begin(-1);
    int64_t source, n;
    bool seen;
    put(b, "person", person("990000199001010011", "甲", 530602000000));
    OK(batch_source(b, path, TEXT("a.csv"), &source, &seen, &f));
    batch_abandon(b);
    assert_int_equal(count_people(ledger->head), 0);
    OK(store_int(ledger->store, "SELECT count(*) FROM source", 9, &n, &f));
    assert_int_equal(n, 0);
    snprintf(command, sizeof(command), "test -z \"$(ls -A %s/files)\"", folder);
    assert_int_equal(system(command), 0);
}

static void a_version_cannot_be_changed_through_the_store(void **state)
{
    (void)state;
    struct batch *b = begin(-1);
    put(b, "person", person("990000199001010011", "甲", 530602000000));
    commit(b);
    const char *const edits[] = {
        "UPDATE person SET home = 1",
        "DELETE FROM person",
        "UPDATE batch SET note = 'x'",
        "DROP TABLE person",
        "DROP TRIGGER guard_person_row",
        "UPDATE person SET box = NULL",
        "UPDATE source SET name = 'x'",
        "ATTACH DATABASE '/tmp/x.db' AS x",
    };
    for (size_t i = 0; i < sizeof(edits) / sizeof(*edits); i++) {
        struct fault f = {0};
        assert_false(store_exec(ledger->store, edits[i], &f));
        assert_int_equal(f.kind, FAULT_STORE);
    }
    assert_int_equal(verify().count, 0);
}

static void verify_names_each_edit_from_outside(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *kind;
    } edits[] = {
        {"DROP TRIGGER guard_person_row; UPDATE person SET home = 530622000000", "row_changed"},
        {"DROP TRIGGER guard_person_row; UPDATE person SET key_hash = x'00'", "row_changed"},
        {"DROP TRIGGER guard_person_box; UPDATE person SET box = x'0102'", "box_changed"},
        {"DROP TRIGGER guard_person_box; UPDATE person SET box = NULL", "box_gone"},
        {"DROP TRIGGER guard_person_delete; DELETE FROM person", "rows_count"},
        {"DROP TRIGGER guard_batch_row; UPDATE batch SET author = 'x' WHERE batch = 2", "batch_changed"},
        {"DROP TRIGGER guard_batch_delete; DELETE FROM batch WHERE batch = 1", "batch_gone"},
        {"UPDATE person SET until = 7", "until_changed"},
        {"DROP TRIGGER guard_person_until", "guard_gone"},
        {"DROP TRIGGER guard_catalogue_text_row; UPDATE catalogue_text SET text = 'x'",
         "catalogue_changed"},
    };
    for (size_t i = 0; i < sizeof(edits) / sizeof(*edits); i++) {
        struct batch *b = begin(-1);
        put(b, "person", person("990000199001010011", "甲", 530602000000));
        commit(b);
        assert_int_equal(verify().count, 0);
        ledger_close(ledger);
        edit_behind(edits[i].sql);
        struct fault f = {0};
        OK(ledger_open(&ledger, folder, STORE_READ, &f));
        struct named named = verify();
        if (!strstr(named.kinds, edits[i].kind))
            print_message("after %s: %s\n", edits[i].sql, named.kinds);
        assert_non_null(strstr(named.kinds, edits[i].kind));
        tear_down(NULL);
        assert_int_equal(set_up(NULL), 0);
    }
}

static void a_kept_file_that_changes_is_named(void **state)
{
    (void)state;
    struct fault f = {0};
    char path[128], command[300];
    snprintf(path, sizeof(path), "%s/catalogue/programme.cat", folder);
    struct batch *b = begin(-1);
    int64_t source;
    bool seen;
    OK(batch_source(b, path, TEXT("a.csv"), &source, &seen, &f));
    assert_false(seen);
    put(b, "person", person("990000199001010011", "甲", 530602000000));
    commit(b);
    assert_int_equal(verify().count, 0);
    snprintf(command, sizeof(command), "for f in %s/files/*/*; do echo x >> $f; done", folder);
    assert_int_equal(system(command), 0);
    assert_non_null(strstr(verify().kinds, "file_changed"));
    snprintf(command, sizeof(command), "rm %s/files/*/*", folder);
    assert_int_equal(system(command), 0);
    assert_non_null(strstr(verify().kinds, "file_gone"));
}

static void personal_fields_are_not_in_the_file_in_clear(void **state)
{
    (void)state;
    char command[200];
    struct batch *b = begin(-1);
    put(b, "person", person("990000199001010011", "欧阳某某某", 530602000000));
    commit(b);
    ledger_close(ledger);
    ledger = NULL;
    snprintf(command, sizeof(command), "! grep -aqE '990000199001010011|欧阳某某某' %s/ledger.db*", folder);
    assert_int_equal(system(command), 0);
}

static struct version first_person(struct fault *f)
{
    struct version v;
    bool found;
    assert_true(record_read(&v, &found, &arena, ledger, &VIEWER_OWNER, type_of("person"), 1, 0, f));
    assert_true(found);
    return v;
}

static void unmasking_needs_a_reason_and_is_recorded(void **state)
{
    (void)state;
    struct fault f = {0};
    int64_t n;
    struct batch *b = begin(-1);
    put(b, "person", person("990000199001010011", "甲乙", 530602000000));
    commit(b);
    const struct record_type *t = type_of("person");
    const struct field *name = type_field_find(t, TEXT("name"));
    struct version v = first_person(&f);
    assert_int_equal(v.values[name->index].is, VALUE_NONE);
    assert_false(record_unmask(&v, &arena, ledger, &VIEWER_OWNER, t, TEXT("  "), &f));
    OK(record_unmask(&v, &arena, ledger, &VIEWER_OWNER, t, TEXT("电话核实"), &f));
    assert_true(text_is(v.values[name->index].t, "甲乙"));
    OK(store_int(ledger->store, "SELECT count(*) FROM disclosure WHERE why = '电话核实'", 0, &n, &f));
    assert_int_equal(n, 1);
    struct text masked = value_print(&arena, ledger, name, v.values[name->index], true);
    assert_true(text_is(masked, "甲***"));
}

static void a_rotated_key_opens_old_and_new(void **state)
{
    (void)state;
    struct fault f = {0};
    struct batch *b = begin(-1);
    put(b, "person", person("990000199001010011", "甲", 530602000000));
    commit(b);
    OK(key_rotate(ledger, &f));
    b = begin(-1);
    assert_int_equal(put(b, "person", person("990000199001010011", "甲", 530602000000)).put, PUT_SAME);
    put(b, "person", person("99000019900101002X", "乙", 530602000000));
    commit(b);
    OK(key_check(ledger, &f));
    assert_int_equal(verify().count, 0);
}

static void the_recovery_code_makes_the_key_anew(void **state)
{
    (void)state;
    struct fault f = {0};
    char path[128];
    struct batch *b = begin(-1);
    put(b, "person", person("990000199001010011", "甲", 530602000000));
    commit(b);
    OK(key_rotate(ledger, &f));
    snprintf(path, sizeof(path), "%s/ledger.key", folder);
    assert_int_equal(unlink(path), 0);
    reopen();
    assert_false(key_check(ledger, &f));
    assert_int_equal(f.kind, FAULT_KEY);
    assert_int_equal(count_people(ledger->head), 1); /* counting never needs the key */
    assert_false(key_recover(folder, TEXT("AAAAA-BBBBB"), &f));
    OK(key_recover(folder, fresh_recovery, &f));
    reopen();
    OK(key_check(ledger, &f));
    b = begin(-1);
    assert_int_equal(put(b, "person", person("990000199001010011", "甲", 530602000000)).put, PUT_SAME);
    batch_abandon(b);
}

static void without_the_key_no_person_is_written(void **state)
{
    (void)state;
    struct fault f = {0};
    char path[128];
    struct put_result result;
    snprintf(path, sizeof(path), "%s/ledger.key", folder);
    assert_int_equal(unlink(path), 0);
    reopen();
    struct batch *b = begin(-1);
    struct row row = {.type = type_of("person"),
                      .values = person("990000199001010011", "甲", 530602000000),
                      .replaces = -1};
    assert_false(batch_put(b, &row, &result, &f));
    assert_int_equal(f.kind, FAULT_KEY);
    batch_abandon(b);
}

static void an_erased_person_is_gone_and_the_proof_holds(void **state)
{
    (void)state;
    struct fault f = {0};
    struct batch *b = begin(-1);
    put(b, "person", person("990000199001010011", "甲", 530602000000));
    commit(b);
    const struct record_type *t = type_of("person");
    assert_false(ledger_erase(ledger, t, 1, TEXT(""), &VIEWER_OWNER, &f));
    assert_false(ledger_erase(ledger, t, 2, TEXT("本人申请"), &VIEWER_OWNER, &f));
    OK(ledger_erase(ledger, t, 1, TEXT("本人申请"), &VIEWER_OWNER, &f));
    struct version v = first_person(&f);
    OK(record_unmask(&v, &arena, ledger, &VIEWER_OWNER, t, TEXT("核对"), &f));
    assert_int_equal(v.values[type_field_find(t, TEXT("name"))->index].is, VALUE_NONE);
    assert_int_equal(count_people(ledger->head), 1);
    assert_int_equal(verify().count, 0);
}

static void a_voided_record_counts_no_more_and_its_key_is_free(void **state)
{
    (void)state;
    struct fault f = {0};
    struct put_result result;
    struct batch *b = begin(-1);
    struct put_result first = put(b, "person", person("990000199001010011", "甲", 530602000000));
    commit(b);
    b = begin(-1);
    struct row row = {.type = type_of("person"),
                      .values = person("990000199001010011", "甲", 530602000000),
                      .record = first.record,
                      .replaces = first.version,
                      .void_why = TEXT("重复录入")};
    OK(batch_put(b, &row, &result, &f));
    assert_int_equal(result.put, PUT_VOIDED);
    commit(b);
    assert_int_equal(count_people(ledger->head), 0);
    b = begin(-1);
    assert_int_equal(put(b, "person", person("990000199001010011", "甲", 530602000000)).put, PUT_NEW);
    commit(b);
    assert_int_equal(verify().count, 0);
}

static void a_newer_catalogue_is_a_batch_of_its_own(void **state)
{
    (void)state;
    struct fault f = {0};
    char path[128];
    int64_t before = ledger->head;
    ledger_close(ledger);
    ledger = NULL;
    snprintf(path, sizeof(path), "%s/catalogue/more.cat", folder);
    FILE *file = fopen(path, "w");
    fputs("record test.thing\n  label zh \"物\" en \"Thing\"\n  key name\n"
          "  field 1 name text required zh \"名\" en \"Name\"\n",
          file);
    fclose(file);
    OK(ledger_open(&ledger, folder, STORE_READ, &f));
    assert_int_equal(ledger->head, before + 1);
    assert_non_null(catalogue_type_find(ledger->catalogue, TEXT("test.thing")));
    assert_int_equal(verify().count, 0);
    reopen();
    assert_int_equal(ledger->head, before + 1);
}

static void a_second_writer_is_told_to_wait(void **state)
{
    (void)state;
    struct fault f = {0};
    struct ledger *second;
    OK(ledger_open(&second, folder, STORE_WRITE, &f));
    struct batch *b = begin(-1), *late;
    struct batch_head head = {.author = TEXT("另一人"), .expects = -1};
    assert_false(batch_begin(&late, second, &head, &f));
    assert_int_equal(f.kind, FAULT_CONFLICT);
    batch_abandon(b);
    ledger_close(second);
}

static void a_folder_that_holds_something_is_left_alone(void **state)
{
    (void)state;
    struct fault f = {0};
    struct programme_new programme = {.arena = &arena};
    assert_false(ledger_init(folder, &programme, &f));
    assert_int_equal(f.kind, FAULT_CONFLICT);
    struct ledger *other;
    assert_false(ledger_open(&other, "/tmp", STORE_READ, &f));
    assert_null(other);
    assert_int_equal(f.kind, FAULT_ABSENT);
}

static void two_records_that_are_one_count_once(void **state)
{
    (void)state;
    struct fault f = {0};
    struct put_result result;
    const struct record_type *org = type_of("organisation"), *t = type_of("labour.placement");
    struct batch *b = begin(-1);
    struct value *o = ARENA_ARRAY(&arena, struct value, org->field_count);
    set(o, org, "name", VALUE_OF_TEXT(TEXT("某厂")));
    int64_t employer = put(b, "organisation", o).record;
    int64_t people[2];
    for (int i = 0; i < 2; i++) {
        people[i] = put(b, "person", person(i ? "99000019900101002X" : "990000199001010011", "甲",
                                            530602000000)).record;
        struct value *v = ARENA_ARRAY(&arena, struct value, t->field_count);
        set(v, t, "worker", VALUE_OF_INT(people[i]));
        set(v, t, "employer", VALUE_OF_INT(employer));
        set(v, t, "workplace", VALUE_OF_INT(441900000000));
        set(v, t, "started_on", VALUE_OF_INT(17600));
        put(b, "labour.placement", v);
    }
    int64_t before = commit(b);
    b = begin(-1);
    struct row row = {.type = type_of("person"), .record = people[1], .replaces = -1,
                      .values = ARENA_ARRAY(&arena, struct value, 32), .same_as = people[0]};
    OK(batch_put(b, &row, &result, &f));
    commit(b);
    struct figures figures;
    struct figure_query q = {.scope = scope_all()};
    OK(catalogue_indicator_get(&q.indicator, ledger->catalogue, TEXT("labour.placed"), &f));
    OK(count_figure(&figures, &arena, ledger, &VIEWER_OWNER, &q, &f));
    assert_int_equal(figures.items[0].value.mantissa, 1);
    q.known = before;
    OK(count_figure(&figures, &arena, ledger, &VIEWER_OWNER, &q, &f));
    assert_int_equal(figures.items[0].value.mantissa, 2);
}

#define CLAIM(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(the_same_key_finds_the_same_record),
        CLAIM(a_change_is_a_version_and_the_old_one_stays_known),
        CLAIM(an_absent_value_leaves_what_is_known),
        CLAIM(a_stale_write_is_refused),
        CLAIM(a_batch_planned_on_an_older_head_is_refused),
        CLAIM(an_abandoned_batch_leaves_nothing),
        CLAIM(a_version_cannot_be_changed_through_the_store),
        CLAIM(verify_names_each_edit_from_outside),
        CLAIM(a_kept_file_that_changes_is_named),
        CLAIM(personal_fields_are_not_in_the_file_in_clear),
        CLAIM(unmasking_needs_a_reason_and_is_recorded),
        CLAIM(a_rotated_key_opens_old_and_new),
        CLAIM(the_recovery_code_makes_the_key_anew),
        CLAIM(without_the_key_no_person_is_written),
        CLAIM(an_erased_person_is_gone_and_the_proof_holds),
        CLAIM(a_voided_record_counts_no_more_and_its_key_is_free),
        CLAIM(a_newer_catalogue_is_a_batch_of_its_own),
        CLAIM(a_second_writer_is_told_to_wait),
        CLAIM(a_folder_that_holds_something_is_left_alone),
        CLAIM(two_records_that_are_one_count_once),
    };
    return cmocka_run_group_tests(tests, programme_make, fresh_remove);
}
