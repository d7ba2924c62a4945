/* The codes of forms and of the people on them. */
#include "intake/form_code.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct form_key key = {{1, 2, 3}}, other = {{1, 2, 4}};
static const struct form_id id = {530602003201, {18108}, 41};

static struct text code_of(struct arena *a, struct form_id which)
{
    struct fault f = {0};
    struct text t = {"", 0};
    assert_true(form_code_print(&t, a, &key, TEXT("village"), which, &f));
    return t;
}

static enum form_code_found found(struct form_id *out, const char *t)
{
    return form_code_find(out, &key, TEXT("village"), text_from(t));
}

static void a_form_code_says_what_it_was_made_of(void **state)
{
    SCOPED_ARENA a = {0};
    (void)state;
    const struct form_id all[] = {id, {0, {10957}, 0}, {999999999999, {76492}, (1 << 23) - 1}};
    for (size_t i = 0; i < 3; i++) {
        struct form_id back;
        struct text t = code_of(&a, all[i]);
        assert_int_equal(t.n, 29);
        assert_int_equal(found(&back, t.p), FORM_CODE_GOOD);
        assert_int_equal(back.place, all[i].place);
        assert_int_equal(back.day.since_1970, all[i].day.since_1970);
        assert_int_equal(back.batch, all[i].batch);
    }
}

static void it_is_found_however_a_phone_wrote_it(void **state)
{
    SCOPED_ARENA a = {0};
    struct form_id back;
    char room[400] = "某村务工情况月报　表码：", *at = room + strlen(room);
    (void)state;
    struct text t = code_of(&a, id);
    for (size_t i = 0; i < t.n; i++) /* full-width, small, dashes as spaces */
        if (t.p[i] == '-')
            *at++ = ' ';
        else
            at += utf8_put(at, (uint32_t)t.p[i] + 32 + 0xfee0);
    strcpy(at, "（请勿删除）");
    assert_int_equal(found(&back, room), FORM_CODE_GOOD);
    assert_int_equal(back.batch, id.batch);
}

static void a_torn_or_foreign_code_is_none(void **state)
{
    SCOPED_ARENA a = {0};
    struct form_id back;
    (void)state;
    char *t = text_cstr(&a, code_of(&a, id));
    for (size_t i = 0; t[i]; i++) {
        char was = t[i];
        if (was == '-')
            continue;
        t[i] = was == 'A' ? 'B' : 'A';
        assert_int_equal(found(&back, t), FORM_CODE_TORN);
        t[i] = was;
    }
    assert_int_equal(found(&back, text_cstr(&a, text_slice(text_from(t), 0, 20))), FORM_CODE_TORN);
    assert_int_equal(found(&back, "WPS Office WORKBOOK"), FORM_CODE_NONE);
    assert_int_equal(form_code_find(&back, &other, TEXT("village"), text_from(t)), FORM_CODE_TORN);
    assert_int_equal(form_code_find(&back, &key, TEXT("county"), text_from(t)), FORM_CODE_TORN);
    assert_int_equal(found(&back, t), FORM_CODE_GOOD);
}

static void a_form_beyond_the_limits_gets_no_code(void **state)
{
    SCOPED_ARENA a = {0};
    struct text t;
    (void)state;
    const struct form_id all[] = {{1, {10956}, 0}, {1, {76493}, 0}, {1, {18000}, 1 << 23}};
    for (size_t i = 0; i < 3; i++) {
        struct fault f = {0};
        assert_false(form_code_print(&t, &a, &key, TEXT("village"), all[i], &f));
        assert_int_equal(f.kind, FAULT_LIMIT);
    }
}

static void a_person_code_leads_back_to_its_record(void **state)
{
    (void)state;
    for (int64_t record = 1; record < 148035889; record = record * 3 + 1) {
        SCOPED_ARENA a = {0};
        struct fault f = {0};
        struct text t;
        int64_t back;
        assert_true(subject_code_print(&t, &a, &key, record, &f));
        assert_int_equal(t.n, 7);
        assert_true(subject_code_read(&back, &key, t));
        assert_int_equal(back, record);
        assert_true(!subject_code_read(&back, &other, t) || back != record);
    }
}

/* One wrong letter and two that changed places are always seen. */
static void a_mistyped_person_code_is_refused(void **state)
{
    static const char letters[] = "ABCDEFGHJKLMNPQRTUVWXYZ";
    SCOPED_ARENA a = {0};
    struct fault f = {0};
    struct text t;
    int64_t back;
    (void)state;
    assert_true(subject_code_print(&t, &a, &key, 4711, &f));
    char *code = text_cstr(&a, t);
    for (int i = 0; i < 7; i++)
        for (const char *l = letters; *l; l++) {
            char was = code[i];
            code[i] = *l;
            assert_true(subject_code_read(&back, &key, text_from(code)) == (*l == was));
            code[i] = was;
        }
    for (int i = 0; i < 5; i++) {
        char was = code[i];
        code[i] = code[i + 1];
        code[i + 1] = was;
        assert_true(subject_code_read(&back, &key, text_from(code)) == (code[i] == was));
        code[i + 1] = code[i];
        code[i] = was;
    }
    const char *const none[] = {"", "ABC", "12345", "ABCDEFGH", "张三", "ABCDEF1"};
    for (size_t i = 0; i < 6; i++)
        assert_false(subject_code_read(&back, &key, text_from(none[i])));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_code_says_what_it_was_made_of),
        cmocka_unit_test(it_is_found_however_a_phone_wrote_it),
        cmocka_unit_test(a_torn_or_foreign_code_is_none),
        cmocka_unit_test(a_form_beyond_the_limits_gets_no_code),
        cmocka_unit_test(a_person_code_leads_back_to_its_record),
        cmocka_unit_test(a_mistyped_person_code_is_refused),
    };
    return cmocka_run_group_tests_name("codes of forms", tests, NULL, NULL);
}
