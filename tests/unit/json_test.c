/* JSON is written with its commas and escapes. */
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
/* cmocka after those four */
#include <cmocka.h>

static void commas_stand_between_values_only(void **state)
{
    (void)state;
    SCOPED_BUFFER out = {0};
    struct json j = {.out = &out};
    json_open(&j, '{');
    json_add_text(&j, "a", TEXT("x"));
    json_put_key(&j, "b");
    json_open(&j, '[');
    json_put_int(&j, -1);
    json_put_bool(&j, true);
    json_put_null(&j);
    json_open(&j, '{');
    json_close(&j, '}');
    json_close(&j, ']');
    json_add_int(&j, "c", INT64_MIN);
    json_close(&j, '}');
    assert_string_equal(out.p, "{\"a\":\"x\",\"b\":[-1,true,null,{}],\"c\":-9223372036854775808}");
}

static void what_would_end_a_text_or_a_script_is_escaped(void **state)
{
    (void)state;
    SCOPED_BUFFER out = {0};
    struct json j = {.out = &out};
    json_put_text(&j, TEXT("\"\\\n\t\x01<昭通"));
    assert_string_equal(out.p, "\"\\\"\\\\\\n\\t\\u0001\\u003c昭通\"");
}

static void broken_utf8_becomes_a_replacement(void **state)
{
    (void)state;
    SCOPED_BUFFER out = {0};
    struct json j = {.out = &out};
    json_put_text(&j, TEXT("a\xff\xe6\x98z"));
    assert_true(utf8_valid(buffer_text(&out)));
    assert_null(strchr(out.p, '\xff'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_stand_between_values_only),
        cmocka_unit_test(what_would_end_a_text_or_a_script_is_escaped),
        cmocka_unit_test(broken_utf8_becomes_a_replacement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
