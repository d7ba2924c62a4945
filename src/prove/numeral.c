#include "prove/numeral.h"
#include "prove/words.h"

int64_t ten_to(int n)
{
    int64_t power = 1;
    if (n < 0 || n > 18)
        return 0;
    while (n-- > 0)
        power *= 10;
    return power;
}

/* 壹贰叁 of cheques and contracts. */
static int formal_digit(uint32_t cp)
{
    switch (cp) {
    case 0x58F9:
        return 1;
    case 0x8D30:
        return 2;
    case 0x53C1:
        return 3;
    case 0x8086:
        return 4;
    case 0x4F0D:
        return 5;
    case 0x9646:
        return 6;
    case 0x67D2:
        return 7;
    case 0x634C:
        return 8;
    case 0x7396:
        return 9;
    default:
        return -1;
    }
}

int chinese_digit(uint32_t cp)
{
    switch (cp) {
    case 0x3007: /* 〇 */
    case 0x96F6:
        return 0;
    case 0x4E00:
        return 1;
    case 0x4E24: /* 两 */
    case 0x4E8C:
        return 2;
    case 0x4E09:
        return 3;
    case 0x56DB:
        return 4;
    case 0x4E94:
        return 5;
    case 0x516D:
        return 6;
    case 0x4E03:
        return 7;
    case 0x516B:
        return 8;
    case 0x4E5D:
        return 9;
    default:
        return formal_digit(cp);
    }
}

/* The power of ten of 十 百 千 万 亿 拾 佰 仟, or 0. */
static int power_of(uint32_t cp)
{
    switch (cp) {
    case 0x5341:
    case 0x62FE:
        return 1;
    case 0x767E:
    case 0x4F70:
        return 2;
    case 0x5343:
    case 0x4EDF:
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

/* 陆, 伍 are names and 拾 is to pick up, but where a formal digit and a power stand together. */
static bool is_formal_word(const struct cells *c, size_t i)
{
    uint32_t cp = cell_at(c, i);
    bool formal_power = cp == 0x62FE || cp == 0x4F70 || cp == 0x4EDF;
    return formal_power || (formal_digit(cp) > 0 && !power_of(cell_at(c, i + 1)));
}

/* 千克, 千米, 万元 are read as units or scales by what follows the letter. */
static bool begins_unit(const struct cells *c, size_t i)
{
    static struct words units = {.list = {"千克", "千米", "千瓦", "百分", "千分", "万分"}};
    return cells_match_any(c, i, &units) > 0;
}

static bool is_more(uint32_t cp)
{
    return cp == 0x4F59 || cp == 0x591A; /* 余 多 */
}

static bool is_vague_head(uint32_t cp)
{
    return cp == 0x6570 || cp == 0x51E0; /* 数 几 */
}

/* Something stands before it on its line. */
static bool is_in_prose(const struct cells *c, size_t start)
{
    return start > 0 && c->items[start].gap < GAP_LINE;
}

/* 12 345 678: behind at most three digits, groups of three with one space before each. */
static bool is_spaced_thousands(const struct cells *c, size_t start, size_t i)
{
    if (i - start > 3 && c->items[i - 3].gap != GAP_SPACE)
        return false;
    for (size_t k = 1; k < 3; k++)
        if (!cell_is_digit(cell_at(c, i + k)) || c->items[i + k].gap != GAP_NONE)
            return false;
    if (cell_is_digit(cell_at(c, i + 3)))
        return c->items[i + 3].gap == GAP_SPACE && cell_at(c, start) != '0';
    enum gap most = is_in_prose(c, start) ? GAP_LINE : GAP_SPACE;
    return cell_is_han(cell_at(c, i + 3)) && c->items[i + 3].gap <= most &&
           cell_at(c, start) != '0';
}

/* A word, or % ‰ ℃ ㎡: what a number may have behind it on its last line. */
static bool follows_number(uint32_t cp)
{
    return cell_is_han(cp) || cp == '%' || cp == 0x2030 || cp == 0x2103 || cp == 0x33A1;
}

/*
 * Digits go on over a line break only inside prose: something stands before them on their line
 * and a word follows them on the next; over spaces where every digit stands alone, and where they
 * part thousands.
 */
static bool digits_go_on(const struct cells *c, size_t start, size_t i)
{
    enum gap gap = (enum gap)c->items[i].gap;
    if (gap == GAP_NONE)
        return true;
    if (gap == GAP_SPACE)
        return ((i + 1 >= c->count || !cell_is_digit(cell_at(c, i + 1)) ||
                 c->items[i + 1].gap != GAP_NONE) &&
                (i == start + 1 || c->items[i - 1].gap != GAP_NONE)) ||
               is_spaced_thousands(c, start, i);
    if (!is_in_prose(c, start) || (gap == GAP_BLANK && i - start > 3))
        return false; /* over an empty line only the first digits of a number, and no year */
    size_t after = i;
    while ((cell_is_digit(cell_at(c, after)) || cell_at(c, after) == '.' ||
            cell_at(c, after) == ',') &&
           (after == i || c->items[after].gap <= GAP_SPACE))
        after++;
    return follows_number(cell_at(c, after)) && c->items[after].gap <= GAP_SPACE;
}

/* 167 . 8万人, 13. 47万户 of a recognised scan; ；2. 15个 and （2. 15个 begin an item. */
static bool is_spaced_sign(const struct cells *c, size_t start, size_t i)
{
    size_t end = i + 1;
    if (!is_in_prose(c, start) || end >= c->count || c->items[i].gap > GAP_SPACE ||
        c->items[end].gap > GAP_SPACE)
        return false;
    if (c->items[i].gap == GAP_NONE && is_cell_any(cell_at(c, start - 1), U"。；：！？（，、;:(,"))
        return false;
    while (cell_is_digit(cell_at(c, end)) && (end == i + 1 || c->items[end].gap == GAP_NONE))
        end++;
    return end > i + 1 && follows_number(cell_at(c, end)) && c->items[end].gap <= GAP_SPACE;
}

/* A point or comma inside a number may end a line or begin the next, inside prose alone. */
static bool sign_joins(const struct cells *c, size_t start, size_t i)
{
    uint32_t before = c->items[i].gap, after = i + 1 < c->count ? c->items[i + 1].gap : GAP_BLANK;
    if (before == GAP_NONE && after == GAP_NONE)
        return true;
    if (before == GAP_SPACE || after == GAP_SPACE) /* every letter stands alone */
        return is_spaced_sign(c, start, i) ||
               (before != GAP_NONE && after != GAP_NONE &&
                (before + after > 2 * GAP_SPACE || i == start + 1 ||
                 c->items[i - 1].gap != GAP_NONE));
    bool is_one = before == GAP_NONE || after == GAP_NONE;
    return is_in_prose(c, start) && is_one && (before + after == GAP_LINE || i - start <= 3);
}

/* 1,336: a comma and exactly three digits. */
static bool is_thousands(const struct cells *c, size_t i)
{
    for (size_t k = 1; k <= 3; k++)
        if (!cell_is_digit(cell_at(c, i + k)))
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
        bool after_digit = i > n->start && cell_is_digit(cell_at(c, i - 1));
        if (cell_is_digit(cp)) {
            if (after_digit && !digits_go_on(c, n->start, i))
                break;
            fits = fits && digit_take(n, cp);
            n->places += point;
        } else if (point || !after_digit || !sign_joins(c, n->start, i)) {
            break;
        } else if (cp == '.' && cell_is_digit(cell_at(c, i + 1))) {
            point = true;
        } else if (!is_thousands(c, i)) {
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
    int64_t times = ten_to(power), all;
    if (power < 4) {
        s->section += (s->digit ? s->digit : s->section % times == 0 ? 1 : 0) * times;
    } else {
        /* 八亿五千万: the 亿 is done with */
        bool beyond = s->total > 0 && s->total % times == 0 && s->section + s->digit > 0;
        all = (beyond ? 0 : s->total) + s->section + s->digit;
        s->fits = s->fits && !__builtin_mul_overflow(all ? all : 1, times, &all) &&
                  !__builtin_add_overflow(all, beyond ? s->total : 0, &s->total);
        s->section = 0;
    }
    s->digit = 0;
}

static bool sections_sum(const struct sections *s, int64_t *out)
{
    return s->fits && !__builtin_add_overflow(s->total, s->section + s->digit, out);
}

/* 三五百, 十七八: two digits side by side are from the one to the other. */
static bool is_pair(const struct sections *low, int digit, int digits)
{
    return digits == 1 && low->digit > 0 && digit > low->digit && digit - low->digit <= 2;
}

#define CHINESE_CELLS_MAX 24

static bool chinese_read(struct numeral *n, const struct cells *c, size_t *at)
{
    struct sections low = {.fits = true}, high = {.fits = true};
    size_t i = n->start;
    int digits = 0;
    bool pair = false;
    for (; i < c->count && is_chinese_numeral(cell_at(c, i)) && i < n->start + CHINESE_CELLS_MAX;
         i++) {
        uint32_t cp = cell_at(c, i);
        int digit = chinese_digit(cp), power = power_of(cp);
        if (i > n->start && c->items[i].gap == GAP_BLANK)
            break;
        if (digit >= 0) {
            bool pairs = is_pair(&low, digit, digits) && !pair;
            if (digits > 0 && low.digit && !pairs)
                break; /* no place values: the first alone */
            pair = pair || pairs;
            high.digit = digit;
            low.digit = pairs ? low.digit : digit;
            digits++;
        } else {
            int ten = power ? 0 : cp == 0x5EFF ? 2 : 3; /* 廿 卅 */
            low.digit = ten ? ten : low.digit;
            high.digit = ten ? ten : high.digit;
            power_take(&low, power ? power : 1);
            power_take(&high, power ? power : 1);
            digits = 0;
        }
        n->scale = power >= 4 && i > n->start ? power : 0;
    }
    *at = i;
    int64_t all, most;
    if (!sections_sum(&low, &all) || !sections_sum(&high, &most))
        return false;
    n->mantissa = n->scale ? all / ten_to(n->scale) : all;
    n->most = most;
    n->is_chinese = true;
    n->is_vague = pair;
    return true;
}

/* 八十三点五, 一点二万; 三点二十分 is a time. */
static bool places_read(struct numeral *n, const struct cells *c, size_t *at)
{
    static struct words clock = {.list = {"十", "分", "刻", "整", "钟", "半", "多"}};
    static struct words day = {.list = {"上午", "下午", "早上", "晚上", "凌晨", "中午"}};
    size_t i = *at + 1;
    int64_t mantissa = n->mantissa;
    int places = 0, digit;
    if (cell_at(c, *at) != 0x70B9 || n->scale || n->is_vague || /* 点 */
        cells_match_any_back(c, n->start, &day))
        return true;
    for (; (digit = chinese_digit(cell_at(c, i))) >= 0 && places < 9; i++, places++)
        if (__builtin_mul_overflow(mantissa, 10, &mantissa) ||
            __builtin_add_overflow(mantissa, (int64_t)digit, &mantissa))
            return false;
    if (places == 0 || cells_match_any(c, i, &clock))
        return true;
    n->mantissa = mantissa;
    n->places = places;
    *at = i;
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

/* 120来块, 三千来户; 3000来自 is not: behind a round number, and before what is counted. */
static bool is_some(const struct numeral *n, const struct cells *c, size_t i)
{
    static struct words verbs = {
        .list = {"来自", "来到", "来源", "来看", "来说", "来的", "来了", "来此"}};
    return cell_at(c, i) == 0x6765 && n->places == 0 && (n->scale || n->mantissa % 10 == 0) &&
           cell_is_han(cell_at(c, i + 1)) && !cells_match_any(c, i, &verbs);
}

static void scales_take(struct numeral *n, const struct cells *c, size_t *at)
{
    n->number_end = *at;
    for (; *at < c->count; ++*at) {
        uint32_t cp = cell_at(c, *at);
        int power = power_of(cp);
        if (is_more(cp) || (cp == 0x51E0 && n->is_chinese) || is_some(n, c, *at)) { /* 余 十几 来 */
            if (n->has_more)
                return;
            n->has_more = true;
        } else if (power && !begins_unit(c, *at) && n->scale + power <= 15) {
            n->scale += power;
            n->most_power += n->is_vague ? power : 0;
            n->number_end = *at + 1;
        } else {
            return;
        }
    }
}

static bool one_read(struct numeral *out, const struct cells *c, size_t i, size_t *end)
{
    *out = (struct numeral){.start = i};
    *end = i + 1;
    uint32_t cp = cell_at(c, i);
    bool read = false;
    if (cell_is_digit(cp))
        read = arabic_read(out, c, end);
    else if (is_chinese_numeral(cp) && !is_formal_word(c, i))
        read = chinese_read(out, c, end) && places_read(out, c, end);
    else if (is_vague_head(cp))
        read = vague_read(out, c, end);
    if (!read)
        return false;
    scales_take(out, c, end);
    out->end = *end;
    return true;
}

/* 1亿2千万, 3万5千, 2亿3000万: what follows fills the places behind the first. */
static void rest_take(struct numeral *n, const struct cells *c, size_t *end)
{
    struct numeral rest;
    size_t at;
    int64_t first;
    if (n->is_chinese || n->places || n->scale < 4 || n->has_more || n->end != n->number_end ||
        !cell_is_digit(cell_at(c, n->end)) || c->items[n->end].gap > GAP_LINE ||
        !one_read(&rest, c, n->end, &at) || rest.places || rest.scale >= n->scale ||
        rest.mantissa >= ten_to(n->scale - rest.scale) ||
        rest.mantissa < ten_to(n->scale - rest.scale - 2) || /* 1亿5个: no rest */
        (rest.scale == 0 && cell_at(c, rest.end) == 0x5E74) ||
        __builtin_mul_overflow(n->mantissa, ten_to(n->scale - rest.scale), &first) ||
        __builtin_add_overflow(first, rest.mantissa, &n->mantissa))
        return;
    n->scale = rest.scale;
    n->has_more = rest.has_more;
    n->number_end = rest.number_end;
    n->end = *end = at;
}

bool numeral_read(struct numeral *out, const struct cells *c, size_t i, size_t *end)
{
    if (!one_read(out, c, i, end))
        return false;
    rest_take(out, c, end);
    return true;
}

bool numeral_is_round_up(const struct cells *c, const struct numeral *n)
{
    static struct words others = {.list = {"以上", "向上", "会上", "网上", "线上", "路上", "身上",
                                           "加上", "带上", "早上", "晚上", "场上", "山上"}};
    return n->is_chinese && n->start > 0 && power_of(cell_at(c, n->start)) > 0 &&
           cell_at(c, n->start - 1) == 0x4E0A && !cells_match_any_back(c, n->start, &others);
}
