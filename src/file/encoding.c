#include "file/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#define SAMPLE_BYTES 65536
#define NEVER_BY_CHANCE 16 /* so many characters of UTF-8 in a row are no GB18030 */

const char *encoding_name(enum encoding e)
{
    static const char *const names[] = {[ENCODING_UTF8] = "UTF-8",
                                        [ENCODING_UTF8_BOM] = "UTF-8-BOM",
                                        [ENCODING_GB18030] = "GB18030",
                                        [ENCODING_UTF16LE] = "UTF-16LE",
                                        [ENCODING_UTF16BE] = "UTF-16BE"};
    return names[e];
}

/* ---- UTF-8 ---- */

static bool is_trail(uint8_t c)
{
    return (c & 0xc0) == 0x80;
}

/* The length of the character at p, 0 where it is broken or cut. */
static size_t utf8_length(const uint8_t *p, size_t n)
{
    if (p[0] < 0x80)
        return 1;
    if (p[0] >= 0xe0 && p[0] <= 0xef && n >= 3 && is_trail(p[1]) && is_trail(p[2]) &&
        !(p[0] == 0xe0 && p[1] < 0xa0) && !(p[0] == 0xed && p[1] > 0x9f))
        return 3;
    if (p[0] >= 0xc2 && p[0] <= 0xdf && n >= 2 && is_trail(p[1]))
        return 2;
    if (p[0] >= 0xf0 && p[0] <= 0xf4 && n >= 4 && is_trail(p[1]) && is_trail(p[2]) &&
        is_trail(p[3]) && !(p[0] == 0xf0 && p[1] < 0x90) && !(p[0] == 0xf4 && p[1] > 0x8f))
        return 4;
    return 0;
}

/* Bytes from the start that are whole characters; *wide grows by those beyond ASCII. */
static size_t utf8_prefix(const uint8_t *p, size_t n, size_t *wide)
{
    size_t at = 0;
    while (at < n) {
        uint64_t eight;
        while (at + 8 <= n && (memcpy(&eight, p + at, 8), !(eight & 0x8080808080808080)))
            at += 8;
        for (; at < n && p[at] < 0x80; at++)
            ;
        for (; at < n && p[at] >= 0x80; (*wide)++) {
            size_t length = utf8_length(p + at, n - at);
            if (!length)
                return at;
            at += length;
        }
    }
    return at;
}

bool encoding_is_utf8(struct text t)
{
    size_t wide = 0;
    return utf8_prefix((const uint8_t *)t.p, t.n, &wide) == t.n;
}

/* ---- GB18030: both tables come from iconv, so that a sandbox needs none ---- */

#define GB_FOUR_COUNT 39420 /* four-byte codes of the basic plane; the other planes are linear */
#define GB_PLANES_AT 189000
static uint32_t gb_two[126][191];
static uint16_t gb_four[GB_FOUR_COUNT];

/* Asks for `count` codes of `width` bytes that stand in a row; what is none becomes 0. */
static void gb_ask(iconv_t cd, uint32_t *out, uint8_t *codes, size_t count, size_t width)
{
    char *in = (char *)codes, *end = (char *)(codes + count * width), *to = (char *)out;
    size_t room = count * sizeof(*out);
    iconv(cd, NULL, NULL, NULL, NULL);
    while (in < end) {
        size_t left = (size_t)(end - in);
        if (iconv(cd, &in, &left, &to, &room) != (size_t)-1)
            return;
        in += width;
        memset(to, 0, sizeof(*out));
        to += sizeof(*out);
        room -= sizeof(*out);
    }
}

static void gb_fill(void)
{
    iconv_t cd = iconv_open("UTF-32LE", "GB18030");
    if (cd == (iconv_t)-1)
        return;
    static uint8_t codes[GB_FOUR_COUNT * 4];
    static uint32_t four[GB_FOUR_COUNT];
    size_t n = 0;
    for (uint8_t lead = 0x81; lead <= 0xfe; lead++)
        for (uint8_t trail = 0x40; trail <= 0xfe; trail++)
            codes[n++] = lead, codes[n++] = trail;
    gb_ask(cd, gb_two[0], codes, n / 2, 2);
    n = 0;
    for (unsigned i = 0; i < GB_FOUR_COUNT; i++) {
        codes[n++] = (uint8_t)(0x81 + i / 12600);
        codes[n++] = (uint8_t)(0x30 + i / 1260 % 10);
        codes[n++] = (uint8_t)(0x81 + i / 10 % 126);
        codes[n++] = (uint8_t)(0x30 + i % 10);
    }
    gb_ask(cd, four, codes, GB_FOUR_COUNT, 4);
    for (unsigned i = 0; i < GB_FOUR_COUNT; i++)
        gb_four[i] = (uint16_t)four[i];
    iconv_close(cd);
}

void encoding_prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, gb_fill);
}

/* One character at p: its length, 0 where the rest is not there yet, -1 where it is broken. */
typedef int character_next(uint32_t *out, const uint8_t *p, size_t n);

static uint32_t gb_four_find(const uint8_t *p)
{
    unsigned i = ((unsigned)(p[0] - 0x81) * 10 + (unsigned)(p[1] - 0x30)) * 1260 +
                 (unsigned)(p[2] - 0x81) * 10 + (unsigned)(p[3] - 0x30);
    if (i < GB_FOUR_COUNT)
        return gb_four[i];
    return i >= GB_PLANES_AT && i < GB_PLANES_AT + 0x100000 ? i - GB_PLANES_AT + 0x10000 : 0;
}

static int gb_next(uint32_t *out, const uint8_t *p, size_t n)
{
    *out = p[0];
    if (p[0] < 0x80)
        return 1;
    if (p[0] == 0x80 || p[0] == 0xff)
        return -1;
    if (n < 2)
        return 0;
    if (p[1] >= 0x40 && p[1] <= 0xfe)
        return (*out = gb_two[p[0] - 0x81][p[1] - 0x40]) ? 2 : -1;
    if (p[1] < 0x30 || p[1] > 0x39)
        return -1;
    if (n < 4)
        return 0;
    if (p[2] < 0x81 || p[2] > 0xfe || p[3] < 0x30 || p[3] > 0x39)
        return -1;
    return (*out = gb_four_find(p)) ? 4 : -1;
}

static int utf16_next(uint32_t *out, const uint8_t *p, size_t n, int high)
{
    if (n < 2)
        return 0;
    uint32_t c = (uint32_t)p[high] << 8 | p[1 - high];
    *out = c;
    if (c < 0xd800 || c > 0xdfff)
        return c ? 2 : -1;
    if (n < 4)
        return c < 0xdc00 ? 0 : -1;
    uint32_t low = (uint32_t)p[2 + high] << 8 | p[3 - high];
    if (c >= 0xdc00 || low < 0xdc00 || low > 0xdfff)
        return -1;
    *out = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
    return 4;
}

static int utf16le_next(uint32_t *out, const uint8_t *p, size_t n)
{
    return utf16_next(out, p, n, 1);
}

static int utf16be_next(uint32_t *out, const uint8_t *p, size_t n)
{
    return utf16_next(out, p, n, 0);
}

static character_next *const nexts[] = {[ENCODING_GB18030] = gb_next,
                                        [ENCODING_UTF16LE] = utf16le_next,
                                        [ENCODING_UTF16BE] = utf16be_next};

/* ---- trial ---- */

static bool file_read(size_t *out, int fd, void *to, size_t cap, int64_t at, struct fault *f)
{
    ssize_t n;
    do
        n = pread(fd, to, cap, at);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return fault_set(f, FAULT_SYSTEM, "cannot read the file: %s", strerror(errno));
    *out = (size_t)n;
    return true;
}

/* Bytes of p that are whole characters of e, without a zero byte among them. */
static size_t trial_prefix(enum encoding e, const uint8_t *p, size_t n, size_t *wide)
{
    if (e == ENCODING_UTF8 || e == ENCODING_UTF8_BOM) {
        const uint8_t *zero = memchr(p, 0, n);
        return utf8_prefix(p, zero ? (size_t)(zero - p) : n, wide);
    }
    size_t at = 0;
    uint32_t c;
    for (int length; at < n; at += (size_t)length)
        if ((length = nexts[e](&c, p + at, n - at)) <= 0 || c == 0)
            break;
    return at;
}

struct trial {
    int64_t good; /* bytes from the start that have a meaning */
    bool is_whole;
    size_t wide;
};

static bool trial_run(struct trial *t, enum encoding e, int fd, struct fault *f)
{
    static _Thread_local uint8_t raw[SAMPLE_BYTES];
    *t = (struct trial){0};
    for (;;) {
        size_t n;
        TRY(file_read(&n, fd, raw, sizeof(raw), t->good, f));
        size_t good = trial_prefix(e, raw, n, &t->wide);
        t->good += (int64_t)good;
        t->is_whole = n == 0;
        if (n == 0 || good == 0)
            return true;
    }
}

static bool line_of(int64_t *out, int fd, int64_t until, struct fault *f)
{
    uint8_t raw[4096];
    size_t n;
    *out = 1;
    for (int64_t at = 0; at < until; at += (int64_t)n) {
        TRY(file_read(&n, fd, raw, sizeof(raw), at, f));
        if (n == 0)
            break;
        for (size_t i = 0; i < n && at + (int64_t)i < until; i++)
            *out += raw[i] == '\n';
    }
    return true;
}

static bool broken_at(int fd, int64_t at, const char *encoding, struct fault *f)
{
    int64_t line;
    TRY(line_of(&line, fd, at, f));
    fault_set(f, FAULT_INPUT, "line %lld is broken: the text is %s up to there, but not beyond",
              (long long)line, encoding);
    return fault_hint(f, "open the file, mend that line and save it again as CSV UTF-8");
}

static bool not_text(struct fault *f)
{
    fault_set(f, FAULT_INPUT, "this is not a table that can be read");
    return fault_hint(f, "open it in the program that made it and save it as .xlsx or as CSV");
}

/* What a mark or zero bytes say; ENCODING_UTF8 where they say nothing. */
static bool sample_judge(enum encoding *out, bool *has_mark, const uint8_t *p, size_t n,
                         struct fault *f)
{
    static const struct {
        const char *mark;
        size_t n;
        enum encoding e;
    } marks[] = {{"\xef\xbb\xbf", 3, ENCODING_UTF8_BOM},
                 {"\xff\xfe", 2, ENCODING_UTF16LE},
                 {"\xfe\xff", 2, ENCODING_UTF16BE}};
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if ((*has_mark = n >= marks[i].n && memcmp(p, marks[i].mark, marks[i].n) == 0)) {
            *out = marks[i].e;
            return true;
        }
    size_t zeros[2] = {0, 0}, controls = 0;
    for (size_t i = 0; i < n; i++) {
        zeros[i & 1] += p[i] == 0;
        controls += p[i] < 0x20 && !memchr("\t\r\n\v\f\x1a", p[i], 6);
    }
    *out = ENCODING_UTF8;
    if (zeros[0] + zeros[1] == 0)
        return controls * 100 <= n ? true : not_text(f);
    *out = zeros[1] > zeros[0] ? ENCODING_UTF16LE : ENCODING_UTF16BE;
    size_t more = zeros[1] > zeros[0] ? zeros[1] : zeros[0];
    return zeros[0] + zeros[1] - more <= more / 8 ? true : not_text(f);
}

bool encoding_find(enum encoding *out, int fd, struct fault *f)
{
    uint8_t sample[4096];
    size_t n;
    bool has_mark;
    struct trial t;
    TRY(file_read(&n, fd, sample, sizeof(sample), 0, f));
    TRY(sample_judge(out, &has_mark, sample, n, f));
    TRY(trial_run(&t, *out, fd, f));
    if (t.is_whole)
        return true;
    if (has_mark || (*out == ENCODING_UTF8 && t.wide >= NEVER_BY_CHANCE))
        return broken_at(fd, t.good, encoding_name(*out), f);
    if (*out != ENCODING_UTF8)
        return not_text(f);
    *out = ENCODING_GB18030;
    TRY(trial_run(&t, *out, fd, f));
    return t.is_whole ? true : broken_at(fd, t.good, encoding_name(*out), f);
}

/* ---- decoding ---- */

static size_t bytes_decode(character_next *next, char *to, const uint8_t *p, size_t n, size_t *used)
{
    size_t at = 0, written = 0;
    uint32_t c;
    for (int length; at < n; at += (size_t)length) {
        if (p[at] < 0x80 && next == gb_next) {
            to[written++] = (char)p[at];
            length = 1;
            continue;
        }
        if ((length = next(&c, p + at, n - at)) <= 0)
            break;
        written += utf8_put(to + written, c);
    }
    *used = at;
    return written;
}

bool encoding_to_utf8(struct arena *a, struct text *out, struct text bytes)
{
    *out = bytes;
    if (encoding_is_utf8(bytes))
        return true;
    encoding_prepare();
    char *to = arena_alloc(a, bytes.n * 3 + 4);
    size_t used, n = bytes_decode(gb_next, to, (const uint8_t *)bytes.p, bytes.n, &used);
    *out = (struct text){to, n};
    return used == bytes.n;
}

void decoder_open(struct decoder *d, struct arena *a, int fd, enum encoding e)
{
    *d = (struct decoder){.fd = fd, .encoding = e, .raw = arena_alloc(a, DECODER_RAW_BYTES)};
    d->at = e == ENCODING_UTF8_BOM ? 3 : 0;
}

static bool is_mark(const char *p, size_t n)
{
    return n >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0;
}

bool decoder_read(size_t *out, struct decoder *d, char *to, size_t cap, struct fault *f)
{
    size_t n, used;
    if (d->encoding == ENCODING_UTF8 || d->encoding == ENCODING_UTF8_BOM) {
        TRY(file_read(out, d->fd, to, cap, d->at, f));
        d->at += (int64_t)*out;
        return true;
    }
    bool is_first = d->at == 0;
    size_t want = cap / 3 < DECODER_RAW_BYTES ? cap / 3 : DECODER_RAW_BYTES;
    TRY(file_read(&n, d->fd, d->raw + d->raw_n, want - d->raw_n, d->at, f));
    d->at += (int64_t)n;
    n += d->raw_n;
    *out = bytes_decode(nexts[d->encoding], to, (const uint8_t *)d->raw, n, &used);
    if (used == 0 && n > 0)
        return fault_set(f, FAULT_INPUT, "the file changed while it was read");
    d->raw_n = n - used;
    memmove(d->raw, d->raw + used, d->raw_n);
    if (is_first && is_mark(to, *out))
        memmove(to, to + 3, *out -= 3);
    return true;
}
