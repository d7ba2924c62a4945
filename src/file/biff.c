/* Layout: [MS-XLS] 2.1.4 records, 2.5.293 rich texts. */
#include "file/biff.h"

#include <string.h>

#define IS_WIDE 0x01
#define HAS_PHONETIC 0x04
#define HAS_RUNS 0x08

bool biff_broken(const struct parse *p, struct fault *f)
{
    fault_set(f, FAULT_INPUT, "\"%.*s\" is broken or was cut short", TEXT_ARG(p->name));
    return fault_hint(f,
                      "copy or download it once more; if it opens in WPS or Excel, save it again");
}

/* ---- records ---- */

static size_t bytes_read(struct biff *b, void *to, size_t n, int64_t at)
{
    if (n > BIFF_WINDOW_BYTES)
        return ole_read(&b->ole, to, n, at);
    if (at < b->window_at || at + (int64_t)n > b->window_at + (int64_t)b->window_n) {
        b->window_n = ole_read(&b->ole, b->window, BIFF_WINDOW_BYTES, at);
        b->window_at = at;
    }
    size_t from = (size_t)(at - b->window_at);
    size_t got = b->window_n - from < n ? b->window_n - from : n;
    memcpy(to, b->window + from, got);
    return got;
}

bool biff_next(struct biff *b)
{
    uint8_t head[4];
    if (b->at < 0 || bytes_read(b, head, sizeof(head), b->at) != sizeof(head))
        return false;
    b->id = (uint16_t)(head[0] | head[1] << 8);
    b->n = (size_t)(head[2] | head[3] << 8);
    if (bytes_read(b, b->data, b->n, b->at + 4) != b->n)
        return false;
    b->at += 4 + (int64_t)b->n;
    return true;
}

uint16_t biff_peek(struct biff *b)
{
    uint8_t id[2];
    return bytes_read(b, id, 2, b->at) == 2 ? (uint16_t)((unsigned)id[0] | (unsigned)id[1] << 8)
                                            : 0;
}

uint16_t biff_u16(const struct biff *b, size_t at)
{
    return at + 2 <= b->n ? (uint16_t)((unsigned)b->data[at] | (unsigned)b->data[at + 1] << 8) : 0;
}

uint32_t biff_u32(const struct biff *b, size_t at)
{
    return (uint32_t)biff_u16(b, at) | (uint32_t)biff_u16(b, at + 2) << 16;
}

double biff_double(const struct biff *b, size_t at)
{
    uint64_t bits = (uint64_t)biff_u32(b, at) | (uint64_t)biff_u32(b, at + 4) << 32;
    double value;
    memcpy(&value, &bits, sizeof(value));
    return value;
}

/* ---- texts ---- */

/* One unit of UTF-16; the first half of a pair waits in *high for the second. */
static void unit_add(struct buffer *out, uint32_t *high, uint32_t unit)
{
    bool is_low = unit >= 0xdc00 && unit <= 0xdfff;
    if (*high && is_low) {
        buffer_add_code_point(out, 0x10000 + ((*high - 0xd800) << 10) + (unit - 0xdc00));
        *high = 0;
        return;
    }
    if (*high)
        buffer_add_code_point(out, 0xfffd);
    *high = unit >= 0xd800 && unit <= 0xdbff ? unit : 0;
    if (!*high)
        buffer_add_code_point(out, is_low ? 0xfffd : unit);
}

/* Up to count characters from `at`; returns the place behind them, *count what is missing. */
static size_t units_add(struct buffer *out, uint32_t *high, const struct biff *b, size_t at,
                        bool is_wide, size_t *count)
{
    size_t width = is_wide ? 2 : 1;
    for (; *count && at + width <= b->n; (*count)--, at += width)
        unit_add(out, high, is_wide ? biff_u16(b, at) : b->data[at]);
    return at;
}

void biff_text(struct buffer *out, const struct biff *b, size_t at, size_t count)
{
    uint32_t high = 0;
    out->n = 0;
    if (at < b->n)
        units_add(out, &high, b, at + 1, b->data[at] & IS_WIDE, &count);
    if (high)
        buffer_add_code_point(out, 0xfffd);
}

/* ---- shared texts: one long run of bytes, cut into records at any place ---- */

struct cursor {
    struct biff *biff;
    size_t at;
};

static bool cursor_continue(struct cursor *c)
{
    if (c->at < c->biff->n)
        return true;
    c->at = 0;
    return biff_peek(c->biff) == BIFF_CONTINUE && biff_next(c->biff) && c->biff->n > 0;
}

static bool cursor_number(uint32_t *out, struct cursor *c, size_t bytes)
{
    *out = 0;
    for (size_t i = 0; i < bytes; i++) {
        if (!cursor_continue(c))
            return false;
        *out |= (uint32_t)c->biff->data[c->at++] << (8 * i);
    }
    return true;
}

static bool cursor_skip(struct cursor *c, uint64_t bytes)
{
    while (bytes) {
        if (!cursor_continue(c))
            return false;
        size_t here = c->biff->n - c->at;
        size_t n = bytes < here ? (size_t)bytes : here;
        c->at += n;
        bytes -= n;
    }
    return true;
}

/* Characters go on in the next record behind flags of their own. */
static bool cursor_units(struct buffer *out, struct cursor *c, uint32_t flags, size_t count)
{
    uint32_t high = 0;
    c->at = units_add(out, &high, c->biff, c->at, flags & IS_WIDE, &count);
    while (count) {
        c->at = c->biff->n;
        if (!cursor_continue(c))
            return false;
        flags = c->biff->data[c->at++];
        c->at = units_add(out, &high, c->biff, c->at, flags & IS_WIDE, &count);
    }
    if (high)
        buffer_add_code_point(out, 0xfffd);
    return true;
}

static bool cursor_text(struct buffer *out, struct cursor *c)
{
    uint32_t count, flags, runs = 0, phonetic = 0;
    out->n = 0;
    if (!cursor_number(&count, c, 2) || !cursor_number(&flags, c, 1) ||
        (flags & HAS_RUNS && !cursor_number(&runs, c, 2)) ||
        (flags & HAS_PHONETIC && !cursor_number(&phonetic, c, 4)))
        return false;
    return cursor_units(out, c, flags, count) && cursor_skip(c, (uint64_t)runs * 4 + phonetic);
}

bool biff_strings_read(struct strings *s, struct biff *b, struct fault *f)
{
    SCOPED_BUFFER text = {0};
    struct cursor c = {b, 8};
    for (uint32_t left = biff_u32(b, 4); left; left--) {
        if (!cursor_text(&text, &c))
            return biff_broken(b->parse, f);
        TRY(strings_add(s, buffer_text(&text), f));
    }
    return true;
}
