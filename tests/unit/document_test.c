/* Documents as text, and each byte of the text as bytes of the source. */
#include "file/document.h"

#include "file/encoding.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <iconv.h>
#include <string.h>

static struct document read_bytes(struct arena *a, struct text bytes)
{
    struct document d;
    struct fault f = {0};
    encoding_prepare();
    if (!document_of_bytes(&d, a, bytes, TEXT("d"), &f))
        fail_msg("%s", f.message);
    return d;
}

static void reads_as(const char *source, const char *wanted)
{
    SCOPED_ARENA a = {0};
    struct document d = read_bytes(&a, text_from(source));
    assert_string_equal(text_cstr(&a, d.text), wanted);
}

/* The span of `part` in the text stands for these bytes of the source. */
static void stands_for(struct arena *a, const struct document *d, struct text source,
                       const char *part, struct text wanted)
{
    ptrdiff_t at = text_find(d->text, text_from(part));
    assert_true(at >= 0);
    size_t start = (size_t)at, end = start + strlen(part);
    document_span(d, &start, &end);
    assert_true(end <= source.n && start <= end);
    struct text got = text_slice(source, start, end);
    if (!text_equal(got, wanted))
        fail_msg("\"%s\" stands for \"%s\"", part, text_cstr(a, got));
}

static struct text in_encoding(struct arena *a, const char *utf8, const char *encoding)
{
    iconv_t cd = iconv_open(encoding, "UTF-8");
    assert_true(cd != (iconv_t)-1);
    size_t left = strlen(utf8), room = left * 4 + 8;
    char *from = text_cstr(a, text_from(utf8)), *to = arena_alloc(a, room), *at = to;
    assert_true(iconv(cd, &from, &left, &at, &room) != (size_t)-1);
    iconv_close(cd);
    return (struct text){to, (size_t)(at - to)};
}

static void plain_text_is_its_own_source(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct document d = read_bytes(&a, TEXT("共有 12 人。\n"));
    assert_int_equal(d.kind, DOCUMENT_PLAIN);
    assert_int_equal(d.pieces.count, 0);
}

static void a_byte_order_mark_is_no_text(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct text source = TEXT("\xef\xbb\xbf共有12人");
    struct document d = read_bytes(&a, source);
    assert_true(text_starts(d.text, TEXT("共")));
    stands_for(&a, &d, source, "12人", TEXT("12人"));
}

static void other_encodings_keep_their_places(void **state)
{
    (void)state;
    static const char *const encodings[] = {"GB18030", "UTF-16LE", "UTF-16BE"};
    static const char text[] = "全县转移就业16298人，其中𠮷镇a1人（约）。";
    for (size_t i = 0; i < 3; i++) {
        SCOPED_ARENA a = {0};
        struct text body = in_encoding(&a, text, encodings[i]);
        const char *bom = i == 0 ? "" : i == 1 ? "\xff\xfe" : "\xfe\xff";
        struct text source = text_printf(&a, "%s", bom);
        char *all = arena_alloc(&a, source.n + body.n);
        size_t n = strlen(bom);
        memcpy(all, bom, n);
        memcpy(all + n, body.p, body.n);
        source = (struct text){all, n + body.n};
        struct document d = read_bytes(&a, source);
        assert_string_equal(text_cstr(&a, d.text), text);
        stands_for(&a, &d, source, "16298人", in_encoding(&a, "16298人", encodings[i]));
        stands_for(&a, &d, source, "𠮷镇a1", in_encoding(&a, "𠮷镇a1", encodings[i]));
        stands_for(&a, &d, source, "。", in_encoding(&a, "。", encodings[i]));
    }
}

static void html_reads_as_it_is_seen(void **state)
{
    (void)state;
    reads_as("<!DOCTYPE html><html><head><title>题</title><style>p{}</style></head>"
             "<body><h1>标题</h1><p>全县 <b>16</b>298\n 人</p></body></html>",
             "标题\n\n全县 16298 人\n\n");
    reads_as("<p>一</p><p>二<br>三<br/>四</p>", "一\n\n二\n三\n四\n\n");
    reads_as("<table><tr><td>县</td><td>12</td></tr><tr><td>乡</td><td>3</td></tr></table>",
             "县\t12\t\n乡\t3\t\n\n");
    reads_as("<p>a &lt; b &amp; c&nbsp;&#20803;&#x5143;&nichts; 5 < 6</p>",
             "a < b & c\u00a0元元&nichts; 5 < 6\n\n");
    reads_as("<p>甲<script>var x = '<p>12人</p>';</script>乙<!-- 13人 -->丙</p>", "甲乙丙\n\n");
    reads_as("<p title=\"a > b\">甲</p", "甲\n\n");
}

static void html_keeps_its_places(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct text source = TEXT("<p>投入&yen;3&middot;5亿元，<b>16</b>298人</p>");
    struct document d = read_bytes(&a, source);
    assert_int_equal(d.kind, DOCUMENT_HTML);
    stands_for(&a, &d, source, "3·5亿元", TEXT("3&middot;5亿元"));
    stands_for(&a, &d, source, "16298人", TEXT("16</b>298人"));
    stands_for(&a, &d, source, "¥", TEXT("&yen;"));
}

static void html_in_gb18030_keeps_its_places(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct text source = in_encoding(&a, "<html><p>转移就业<i>16298</i>人", "GB18030");
    struct document d = read_bytes(&a, source);
    assert_int_equal(d.kind, DOCUMENT_HTML);
    stands_for(&a, &d, source, "就业16298人", in_encoding(&a, "就业<i>16298</i>人", "GB18030"));
}

static void what_is_no_text_is_refused(void **state)
{
    (void)state;
    SCOPED_ARENA a = {0};
    struct document d;
    struct fault f = {0};
    encoding_prepare();
    assert_false(document_of_bytes(&d, &a, (struct text){"\xff\x81\x00\x80", 4}, TEXT("d"), &f));
    assert_int_equal(f.kind, FAULT_INPUT);
    assert_true(f.hint[0] != '\0');
}

static void much_of_anything_stays_linear(void **state)
{
    (void)state;
    static const char *const pieces[] = {"<", "<p", "<!--", "&", "&#", "</script", "<script>", "<a b=\"", "<td>"};
    for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
        SCOPED_ARENA a = {0};
        SCOPED_BUFFER b = {0};
        buffer_add_str(&b, "<html>");
        while (b.n < 400000)
            buffer_add_str(&b, pieces[i]);
        struct document d = read_bytes(&a, buffer_text(&b));
        assert_int_equal(d.kind, DOCUMENT_HTML);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_is_its_own_source),
        cmocka_unit_test(a_byte_order_mark_is_no_text),
        cmocka_unit_test(other_encodings_keep_their_places),
        cmocka_unit_test(html_reads_as_it_is_seen),
        cmocka_unit_test(html_keeps_its_places),
        cmocka_unit_test(html_in_gb18030_keeps_its_places),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(much_of_anything_stays_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
