/*
 * Any bytes as a Word document's document.xml: what is read lies in it, in order; and with comments
 * put in it reads the same, every range with its end and its reference.
 */
#include "base/language.h"
#include "file/docx_comment.h"
#include "file/xml.h"

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define COMMENTS_MOST 64

struct ranges {
    int starts[COMMENTS_MOST], ends[COMMENTS_MOST], references[COMMENTS_MOST];
};

static bool range_open(void *self, const char *name, const char *const *attributes, struct fault *f)
{
    struct ranges *r = self;
    const char *id = xml_attribute(attributes, "id");
    long i = id ? strtol(id, NULL, 10) - 1000000 : -1;
    (void)f;
    if (i < 0 || i >= COMMENTS_MOST)
        return true;
    if (strcmp(name, "commentRangeStart") == 0)
        r->starts[i]++;
    else if (strcmp(name, "commentRangeEnd") == 0)
        assert(r->starts[i] == ++r->ends[i]);
    else if (strcmp(name, "commentReference") == 0)
        assert(r->ends[i] == ++r->references[i]);
    return true;
}

static bool range_close(void *self, const char *name, struct fault *f)
{
    (void)self, (void)name, (void)f;
    return true;
}

static bool range_text(void *self, struct text t, struct fault *f)
{
    (void)self, (void)t, (void)f;
    return true;
}

/* Spans of the text by its own bytes: some long, some of one character, some over one another. */
static size_t comments_choose(struct docx_comment *out, const struct document *d)
{
    size_t count = 0, at = 0, length;
    while (at < d->text.n && count < COMMENTS_MOST) {
        size_t n = 1 + (unsigned char)d->text.p[at] % 7, end = at;
        for (size_t i = 0; i < n && end < d->text.n; i++) {
            utf8_next(text_slice(d->text, end, d->text.n), &length);
            end += length;
        }
        struct docx_comment c = {.start = at, .end = end, .author = TEXT("a"), .text = TEXT("t")};
        document_span_decoded(d, &c.start, &c.end);
        assert(c.start <= c.end && c.end <= d->source.n);
        if (c.end > c.start)
            out[count++] = c;
        for (size_t i = 0; i < 1 + n / 2 && at < d->text.n; i++) {
            utf8_next(text_slice(d->text, at, d->text.n), &length);
            at += length;
        }
    }
    return count;
}

static bool starts_in_order(const struct docx_comment *c, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (c[i].start < c[i - 1].start)
            return false;
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED_ARENA arena = {0};
    struct fault f = {0};
    struct document d = {.source = {(const char *)data, size}}, again = {0};
    struct document_writer w = {.arena = &arena}, w2 = {.arena = &arena};
    struct docx_comment items[COMMENTS_MOST];
    SCOPED_BUFFER out = {0};
    language_set(LANGUAGE_EN);
    bool is_read = utf8_valid(d.source) && docx_xml_read(&w, d.source, TEXT("d"), &f);
    document_end(&d, &w);
    if (!is_read)
        return 0;
    struct docx_comments c = {items, comments_choose(items, &d), 1000000};
    assert(starts_in_order(items, c.count));
    bool *placed = docx_comment_xml(&out, &arena, d.source, &c);
    fault_clear(&f);
    bool is_still = docx_xml_read(&w2, buffer_text(&out), TEXT("d"), &f);
    document_end(&again, &w2);
    assert(is_still && text_equal(again.text, d.text));
    struct ranges r = {0};
    struct xml_reader reader = {range_open, range_close, range_text, &r, NULL};
    assert(xml_bytes_read(buffer_text(&out), TEXT("d"), &reader, &f));
    for (size_t i = 0; i < c.count; i++)
        assert(r.starts[i] == placed[i] && r.ends[i] == placed[i] && r.references[i] == placed[i]);
    return 0;
}
