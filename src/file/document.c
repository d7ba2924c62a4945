#include "file/document.h"

#include "file/encoding.h"
#include "file/parse.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *document_kind_name(enum document_kind k)
{
    static const char *const names[] = {"plain", "html", "docx", "pdf"};
    return names[k];
}

/* ---- writing ---- */

/* Whether the last piece goes on: the same units, without a gap on either side. */
static bool piece_goes_on(const struct document_writer *w, struct document_piece next)
{
    if (w->pieces.count == 0)
        return false;
    const struct document_piece *last = &w->pieces.items[w->pieces.count - 1];
    size_t units = (next.text - last->text) / last->text_unit;
    return last->text_unit == next.text_unit && last->source_unit == next.source_unit &&
           last->text + units * last->text_unit == next.text &&
           last->source + units * last->source_unit == next.source;
}

static void piece_add(struct document_writer *w, size_t text_unit, size_t source,
                      size_t source_unit)
{
    struct document_piece next = {w->text.n, source, (uint32_t)text_unit, (uint32_t)source_unit};
    if (!piece_goes_on(w, next))
        LIST_ADD(w->arena, &w->pieces, next);
}

void document_put(struct document_writer *w, struct text text, size_t source)
{
    if (text.n == 0)
        return;
    piece_add(w, 1, source, 1);
    buffer_add(&w->text, text);
}

void document_put_unit(struct document_writer *w, struct text text, size_t source, size_t length)
{
    if (text.n == 0)
        return;
    piece_add(w, text.n, source, length);
    buffer_add(&w->text, text);
}

/* ---- spans ---- */

static const struct document_piece *piece_of(const document_pieces *pieces, size_t text)
{
    size_t lo = 0, hi = pieces->count;
    while (lo + 1 < hi) {
        size_t mid = (lo + hi) / 2;
        if (pieces->items[mid].text <= text)
            lo = mid;
        else
            hi = mid;
    }
    return &pieces->items[lo];
}

/* Where the unit that holds a byte of the text begins in the source; *after: where it ends. */
static size_t unit_at(const document_pieces *pieces, size_t text, size_t *after)
{
    const struct document_piece *p = piece_of(pieces, text);
    size_t units = (text - p->text) / p->text_unit;
    size_t at = p->source + units * p->source_unit;
    *after = at + p->source_unit;
    return at;
}

static void span_through(const document_pieces *pieces, size_t *start, size_t *end)
{
    size_t after, from = *start, to = *end;
    if (pieces->count == 0)
        return;
    *start = unit_at(pieces, from, &after);
    if (to > from)
        unit_at(pieces, to - 1, &after);
    *end = to > from ? after : *start;
}

void document_span_decoded(const struct document *d, size_t *start, size_t *end)
{
    span_through(&d->pieces, start, end);
}

void document_span(const struct document *d, size_t *start, size_t *end)
{
    span_through(&d->pieces, start, end);
    span_through(&d->below, start, end);
}

/* ---- plain text ---- */

/* The bytes of a character in an encoding; 0: there is none. */
static size_t source_length(enum encoding e, struct text t)
{
    const unsigned char *p = (const unsigned char *)t.p;
    if (e == ENCODING_GB18030) {
        size_t n = p[0] < 0x81 ? 1 : t.n > 1 && p[1] >= 0x30 && p[1] <= 0x39 ? 4 : 2;
        return n <= t.n ? n : 0;
    }
    if (t.n < 2)
        return 0;
    unsigned high = p[e == ENCODING_UTF16LE];
    size_t n = high >= 0xd8 && high < 0xdc ? 4 : 2;
    return n <= t.n ? n : 0;
}

/* Character by character beside its decoded form; false where the two do not end together. */
static bool beside(struct document_writer *w, enum encoding e, struct text source, size_t from,
                   struct text decoded)
{
    size_t at = 0;
    while (at < decoded.n && from < source.n) {
        size_t length, n = source_length(e, text_slice(source, from, source.n));
        if (n == 0)
            return false;
        utf8_next(text_slice(decoded, at, decoded.n), &length);
        document_put_unit(w, text_slice(decoded, at, at + length), from, n);
        at += length;
        from += n;
    }
    return at == decoded.n && from == source.n;
}

/* False: half a character, or half a pair of two. */
static bool utf16_decode(struct text *out, struct arena *a, struct text bytes, enum encoding e)
{
    SCOPED_BUFFER b = {0};
    uint32_t first = 0;
    for (size_t i = 0; i + 1 < bytes.n; i += 2) {
        const unsigned char *p = (const unsigned char *)bytes.p + i;
        uint32_t unit =
            e == ENCODING_UTF16LE ? p[0] | (uint32_t)p[1] << 8 : p[1] | (uint32_t)p[0] << 8;
        bool is_second = unit >= 0xdc00 && unit < 0xe000;
        if (is_second != (first != 0))
            return false;
        if (unit >= 0xd800 && unit < 0xdc00) {
            first = unit;
            continue;
        }
        buffer_add_code_point(&b,
                              first ? 0x10000 + ((first - 0xd800) << 10) + (unit - 0xdc00) : unit);
        first = 0;
    }
    *out = text_copy(a, buffer_text(&b));
    return bytes.n % 2 == 0 && first == 0;
}

static size_t bom_length(struct text t)
{
    const char *p = t.p;
    if (t.n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
        return 3;
    bool is_utf16 = t.n >= 2 && (memcmp(p, "\xff\xfe", 2) == 0 || memcmp(p, "\xfe\xff", 2) == 0);
    return is_utf16 ? 2 : 0;
}

bool plain_read(struct document_writer *w, struct text bytes, struct text name, struct fault *f)
{
    struct text decoded;
    size_t bom = bom_length(bytes);
    if (bom != 2 && utf8_valid(bytes)) {
        document_put(w, text_slice(bytes, bom, bytes.n), bom);
        return true;
    }
    enum encoding e = bom != 2               ? ENCODING_GB18030
                      : bytes.p[0] == '\xff' ? ENCODING_UTF16LE
                                             : ENCODING_UTF16BE;
    bool is_text = e == ENCODING_GB18030
                       ? encoding_to_utf8(w->arena, &decoded, bytes)
                       : utf16_decode(&decoded, w->arena, text_slice(bytes, bom, bytes.n), e);
    if (is_text && utf8_valid(decoded) && beside(w, e, bytes, bom, decoded))
        return true;
    fault_set(f, FAULT_INPUT, "\"%.*s\" is no text in UTF-8 or GB18030", TEXT_ARG(name));
    return fault_hint(f, "save the document as plain text first");
}

/* ---- from bytes ---- */

void document_end(struct document *out, struct document_writer *w)
{
    out->text = text_copy(w->arena, buffer_text(&w->text));
    out->pieces = w->pieces;
    /* One piece from the beginning: the text is the source. */
    if (w->pieces.count == 1 && w->pieces.items[0].source == 0 &&
        w->pieces.items[0].source_unit == 1 && w->pieces.items[0].text_unit == 1)
        out->pieces.count = 0;
    buffer_clear(&w->text);
}

static bool text_fits(const struct document *d, struct text name, struct fault *f)
{
    if (d->text.n <= DOCUMENT_TEXT_BYTES_MAX)
        return true;
    return fault_set(f, FAULT_LIMIT, "\"%.*s\" holds more than %d MiB of text", TEXT_ARG(name),
                     (int)(DOCUMENT_TEXT_BYTES_MAX >> 20));
}

bool document_of_bytes(struct document *out, struct arena *a, struct text bytes, struct text name,
                       struct fault *f)
{
    struct document_writer plain = {.arena = a}, html = {.arena = a};
    *out = (struct document){.kind = DOCUMENT_PLAIN};
    if (!plain_read(&plain, bytes, name, f)) {
        buffer_clear(&plain.text);
        return false;
    }
    document_end(out, &plain);
    out->below = out->pieces;
    out->source = out->text;
    out->pieces = (document_pieces){0};
    if (!document_is_html(out->text))
        return text_fits(out, name, f);
    html_read(&html, out->source);
    out->kind = DOCUMENT_HTML;
    document_end(out, &html);
    return text_fits(out, name, f);
}

/* ---- from a file ---- */

static bool bytes_read(struct text *out, struct arena *a, int fd, size_t n, struct text name,
                       struct fault *f)
{
    char *p = arena_alloc(a, n + 1);
    size_t at = 0;
    while (at < n) {
        ssize_t got = pread(fd, p + at, n - at, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        at += (size_t)got;
    }
    *out = (struct text){p, at};
    return at == n || fault_set(f, FAULT_SYSTEM, "\"%.*s\" cannot be read", TEXT_ARG(name));
}

static bool file_read(struct document *out, struct arena *a, int fd, const char *path,
                      struct text name, struct fault *f)
{
    struct stat s;
    struct text bytes;
    if (fstat(fd, &s) != 0 || !S_ISREG(s.st_mode))
        return fault_set(f, FAULT_INPUT, "\"%.*s\" is not a file", TEXT_ARG(name));
    if ((size_t)s.st_size > DOCUMENT_BYTES_MAX)
        return fault_set(f, FAULT_LIMIT, "\"%.*s\" is larger than %lld bytes", TEXT_ARG(name),
                         (long long)DOCUMENT_BYTES_MAX);
    TRY(bytes_read(&bytes, a, fd, (size_t)s.st_size, name, f));
    if (text_starts(bytes, TEXT("%PDF-"))) {
        struct text text;
        *out = (struct document){.kind = DOCUMENT_PDF};
        TRY(pdf_text(&text, a, path, name, f));
        out->text = out->source = text;
        return text_fits(out, name, f);
    }
    if (text_starts(bytes, TEXT("PK\x03\x04")))
        return docx_confined(out, a, fd, name, f);
    if (text_starts(bytes, TEXT("\xd0\xcf\x11\xe0"))) {
        fault_set(f, FAULT_INPUT, "\"%.*s\" is an old Word document", TEXT_ARG(name));
        return fault_hint(f, "open it in WPS or Word and save it as .docx");
    }
    return document_of_bytes(out, a, bytes, name, f);
}

bool document_read(struct document *out, struct arena *a, const char *path, struct text name,
                   struct fault *f)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return fault_set(f, errno == ENOENT ? FAULT_ABSENT : FAULT_SYSTEM, "cannot open \"%s\": %s",
                         path, strerror(errno));
    encoding_prepare();
    bool is_read = file_read(out, a, fd, path, name, f);
    close(fd);
    return is_read;
}
