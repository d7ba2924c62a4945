#include "prove/numeral.h"

int64_t ten_to(int n)
{
    int64_t power = 1;
    if (n < 0 || n > 18)
        return 0;
    while (n-- > 0)
        power *= 10;
    return power;
}

int chinese_digit(uint32_t cp)
{
    static const uint32_t digits[] = {0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                      0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
    for (int i = 0; i < 10; i++)
        if (digits[i] == cp)
            return i;
    return cp == 0x4E24 ? 2 : cp == 0x3007 ? 0 : -1; /* 两 〇 */
}

/* The power of ten of 十 百 千 万 亿, or 0. */
static int power_of(uint32_t cp)
{
    switch (cp) {
    case 0x5341:
        return 1;
    case 0x767E:
        return 2;
    case 0x5343:
        return 3;
    case 0x4E07:
        return 4;
    case 0x4EBF:
        return 8;
    default:
        return 0;
    }
}

bool is_chinese_numeral(uint32_t cp)
{
    return chinese_digit(cp) >= 0 || power_of(cp) > 0 || cp == 0x5EFF || cp == 0x5345;
}

/* 千克, 千米, 万元 are read as units or scales by what follows the letter. */
static bool begins_unit(const struct cells *c, size_t i)
{
    static const char *const units[] = {"千克", "千米", "千瓦", "百分", "亿立方", NULL};
    return cells_match_any(c, i, units) > 0;
}

static bool is_more(uint32_t cp)
{
    return cp == 0x4F59 || cp == 0x591A; /* 余 多 */
}

static bool is_vague_head(uint32_t cp)
{
    return cp == 0x6570 || cp == 0x51E0; /* 数 几 */
}

/*
 * Digits go on over a line break only inside prose: something stands before them on their line
 * and a word follows them on the next, and over spaces only where every digit stands alone.
 */
static bool digits_go_on(const struct cells *c, size_t start, size_t i)
{
    enum gap gap = (enum gap)c->items[i].gap;
    if (gap == GAP_NONE)
        return true;
    if (gap == GAP_SPACE)
        return (i + 1 >= c->count || !cell_is_digit(cell_at(c, i + 1)) ||
                c->items[i + 1].gap == GAP_SPACE) &&
               (i == start + 1 || c->items[i - 1].gap == GAP_SPACE);
    if (start == 0 || c->items[start].gap >= GAP_LINE || (gap == GAP_BLANK && i - start > 3))
        return false; /* over an empty line only the first digits of a number, and no year */
    size_t after = i;
    while ((cell_is_digit(cell_at(c, after)) || cell_at(c, after) == '.') &&
           (after == i || c->items[after].gap == GAP_NONE))
        after++;
    return cell_is_han(cell_at(c, after)) && c->items[after].gap <= GAP_SPACE;
}

/* 1,336: a comma and exactly three digits. */
static bool is_thousands(const struct cells *c, size_t i)
{
    for (size_t k = 1; k <= 3; k++)
        if (!cell_is_digit(cell_at(c, i + k)) || c->items[i + k].gap != GAP_NONE)
            return false;
    return cell_at(c, i) == ',' && !cell_is_digit(cell_at(c, i + 4));
}

static bool digit_take(struct numeral *n, uint32_t cp)
{
    return !__builtin_mul_overflow(n->mantissa, 10, &n->mantissa) &&
           !__builtin_add_overflow(n->mantissa, (int64_t)(cp - '0'), &n->mantissa);
}

static bool arabic_read(struct numeral *n, const struct cells *c, size_t *at)
{
    size_t i = n->start;
    bool fits = true, point = false;
    for (; i < c->count; i++) {
        uint32_t cp = cell_at(c, i);
        if (cell_is_digit(cp)) {
            if (i > n->start && cell_is_digit(cell_at(c, i - 1)) && !digits_go_on(c, n->start, i))
                break;
            fits = fits && digit_take(n, cp);
            n->places += point;
        } else if (cp == '.' && !point && cell_is_digit(cell_at(c, i + 1)) &&
                   c->items[i + 1].gap != GAP_BLANK && c->items[i].gap == GAP_NONE) {
            point = true;
        } else if (point || c->items[i].gap != GAP_NONE ||
                   !(is_thousands(c, i) || (cp == ',' && is_thousands(c, i + 4)))) {
            break;
        }
    }
    *at = i;
    return fits && n->places <= 9;
}

/* 三百二十万: sections of 万 and 亿; the mantissa leaves a closing 万 or 亿 to `scale`. */
struct sections {
    int64_t total, section, digit;
    bool fits;
};

static void power_take(struct sections *s, int power)
{
    int64_t times = ten_to(power);
    if (power < 4) {
        s->section += (s->digit ? s->digit : s->section % times == 0 ? 1 : 0) * times;
    } else {
        int64_t all = s->total + s->section + s->digit;
        s->fits = s->fits && !__builtin_mul_overflow(all ? all : 1, times, &s->total);
        s->section = 0;
    }
    s->digit = 0;
}

static bool chinese_read(struct numeral *n, const struct cells *c, size_t *at)
{
    struct sections s = {.fits = true};
    size_t i = n->start;
    int digits = 0, last_power = 0;
    for (; i < c->count && is_chinese_numeral(cell_at(c, i)) && i < n->start + 24; i++) {
        uint32_t cp = cell_at(c, i);
        int digit = chinese_digit(cp), power = power_of(cp);
        if (i > n->start && c->items[i].gap == GAP_BLANK)
            break;
        if (digit >= 0) {
            if (digits > 0 && s.digit)
                break; /* 三四 side by side are no place values: the first alone */
            s.digit = digit;
            digits++;
        } else {
            s.digit = power ? s.digit : cp == 0x5EFF ? 2 : 3; /* 廿 卅 */
            power_take(&s, power ? power : 1);
            digits = 0;
        }
        last_power = power;
        n->scale = power >= 4 && i > n->start ? power : 0;
    }
    *at = i;
    int64_t all;
    if (!s.fits || __builtin_add_overflow(s.total, s.section + s.digit, &all))
        return false;
    n->scale = last_power >= 4 ? n->scale : 0;
    n->mantissa = n->scale ? all / ten_to(n->scale) : all;
    n->is_chinese = true;
    return true;
}

/* 数十, 几百万: from two (or one more than the ten) to nines. */
static bool vague_read(struct numeral *n, const struct cells *c, size_t *at)
{
    int power = 0;
    size_t i = n->start + 1;
    for (; power_of(cell_at(c, i)) && c->items[i].gap != GAP_BLANK; i++)
        power += power_of(cell_at(c, i));
    if (power == 0 || power > 15)
        return false;
    n->mantissa = 2;
    n->scale = power;
    n->most = ten_to(power + 1) - 1;
    n->is_vague = n->is_chinese = true;
    *at = i;
    return true;
}

static void scales_take(struct numeral *n, const struct cells *c, size_t *at)
{
    n->number_end = *at;
    for (; *at < c->count; ++*at) {
        uint32_t cp = cell_at(c, *at);
        int power = power_of(cp);
        if (is_more(cp) || (cp == 0x51E0 && n->is_chinese)) { /* 余 多, 十几 */
            if (n->has_more)
                return;
            n->has_more = true;
        } else if (power && !begins_unit(c, *at) && n->scale + power <= 15) {
            n->scale += power;
            n->number_end = *at + 1;
        } else {
            return;
        }
    }
}

bool numeral_read(struct numeral *out, const struct cells *c, size_t i, size_t *end)
{
    *out = (struct numeral){.start = i};
    *end = i + 1;
    uint32_t cp = cell_at(c, i);
    bool read = false;
    if (cell_is_digit(cp))
        read = arabic_read(out, c, end);
    else if (is_chinese_numeral(cp))
        read = chinese_read(out, c, end);
    else if (is_vague_head(cp))
        read = vague_read(out, c, end);
    if (!read)
        return false;
    scales_take(out, c, end);
    out->end = *end;
    return true;
}
