/*
 * Any bytes as a document: text that is UTF-8, or a sentence; and every span of the text is one of
 * the source, in the same order. As a DOCX's body, too.
 */
#include "base/language.h"
#include "file/document.h"
#include "file/encoding.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

static void spans_are_sound(const struct document *d, size_t source)
{
    size_t length, before = 0;
    for (size_t at = 0; at < d->text.n; at += length) {
        utf8_next(text_slice(d->text, at, d->text.n), &length);
        size_t start = at, end = at + length;
        document_span(d, &start, &end);
        assert(start <= end && end <= source && start >= before);
        before = start;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED_ARENA arena = {0};
    struct fault f = {0};
    struct document d;
    struct text bytes = {(const char *)data, size};
    language_set(LANGUAGE_EN);
    encoding_prepare();
    if (document_of_bytes(&d, &arena, bytes, TEXT("d"), &f)) {
        assert(utf8_valid(d.text));
        spans_are_sound(&d, size);
    } else {
        assert(f.kind == FAULT_INPUT && f.message[0]);
    }
    return 0;
}
