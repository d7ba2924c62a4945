#include "prove/name.h"
#include "prove/words.h"

/* Words before a number that make it a rank or a rate: 第三家, 每三户. */
static struct words heads = {.list = {"第", "初", "每", "每一", "星期"}};
/* Words before 一 that make it a way of speaking: 另一家, 同一个项目, 统一. */
static struct words heads_of_one = {.list = {"某", "另", "任", "这", "那", "哪", "同",  "逐",
                                             "统", "唯", "单", "专", "上", "下", "新",  "首",
                                             "头", "之", "万", "进", "其", "独", "最后"}};

static bool is_plain_digit(uint32_t cp)
{
    return chinese_digit(cp) > 0;
}

static bool is_sign(uint32_t cp) /* + × x of 1+8, 2.5+0.5, 1+N */
{
    return cp == '+' || cp == 0xD7;
}

#define SUM_CELLS_MAX 40 /* longer ones are no name */

/* 1+8, 2.5+0.5, 1+N, 党支部+N: digits and letters held together by +. */
static size_t sum_match(const struct cells *c, size_t i)
{
    size_t at = i;
    bool sign = false;
    for (;; at++) {
        uint32_t cp = cell_at(c, at);
        if (is_sign(cp))
            sign = true;
        else if ((!cell_is_digit(cp) && cp != '.' && !cell_is_latin(cp)) || at == i + SUM_CELLS_MAX)
            break;
    }
    return sign && is_sign(cell_at(c, at - 1)) == false ? at - i : 0;
}

/* One cell that may stand in such a name: a digit, or 十 百 千 万. */
static bool is_short_numeral(const struct cells *c, size_t i)
{
    return is_plain_digit(cell_at(c, i)) ||
           (is_chinese_numeral(cell_at(c, i)) && chinese_digit(cell_at(c, i)) < 0 &&
            !is_chinese_numeral(cell_at(c, i + 1)));
}

/* 两地三市, 一对一, 三通一平, 十里八乡: short numerals that alternate with single words. */
static size_t pairs_match(const struct cells *c, const struct numeral *n)
{
    static struct words links = {
        .list = {"至", "到", "成", "点", "块"}}; /* 三到五个, 两成五, 三块二 */
    size_t i = n->start, at = i;
    if (n->number_end != i + 1 || cells_match_any(c, i + 1, &links))
        return 0;
    while (is_short_numeral(c, at) && cell_is_han(cell_at(c, at + 1)) &&
           !is_chinese_numeral(cell_at(c, at + 1)))
        at += 2;
    if (at == i + 2 && is_plain_digit(cell_at(c, i)) && is_plain_digit(cell_at(c, at)))
        return 3; /* 一对一 */
    return at >= i + 4 ? at - i : 0;
}

/* “三个全覆盖”, “一把手工程”: a short name in quotation marks that begins with a small number. */
static size_t quoted_match(const struct cells *c, const struct numeral *n)
{
    uint32_t before = n->start ? cell_at(c, n->start - 1) : 0;
    if (!n->is_chinese || n->mantissa >= 100 || n->is_vague ||
        (before != 0x201C && before != '"' && before != 0x300C && before != 0x2018))
        return 0;
    for (size_t at = n->end; at < n->start + 12; at++) {
        uint32_t cp = cell_at(c, at);
        if (cp == 0xFF0C || cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == 0xFF1B)
            return 0; /* what somebody said */
        if (cp == 0x201D || cp == '"' || cp == 0x300D || cp == 0x2019)
            return at - n->start;
    }
    return 0;
}

/* 1. or 2、 or 3） at the head of a line: a number of a list. */
static bool is_list_number(const struct cells *c, const struct numeral *n)
{
    uint32_t after = cell_at(c, n->end), before = n->start ? cell_at(c, n->start - 1) : 0;
    bool head =
        n->start == 0 || c->items[n->start].gap >= GAP_LINE || before == 0xFF08 || before == '(';
    return head &&
           (after == '.' || after == 0x3001 || after == ')' || after == 0xFF09 || after == 0xFF0E);
}

/* 5G, A4, 0871-12345, 10:30, www.x.cn/3: digits inside a code, a time or an address. */
static bool is_code(const struct cells *c, const struct numeral *n)
{
    uint32_t before = n->start && c->items[n->start].gap == GAP_NONE ? cell_at(c, n->start - 1) : 0;
    uint32_t after = n->end < c->count && c->items[n->end].gap == GAP_NONE ? cell_at(c, n->end) : 0;
    static const uint32_t signs[] = {'/', '_', ':', '@', '=', '#', '&', '.', '*'};
    if (cell_is_latin(before) || cell_is_latin(after) || before == '-')
        return true;
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
        if (before == signs[i] || (after == signs[i] && after != '.'))
            return true;
    return false;
}

static bool is_ordinal(const struct cells *c, const struct numeral *n)
{
    static struct words ranks = {.list = {"第", "前", "NO.", "No.", "№"}};
    static struct words words = {.list = {"目前", "以前", "此前", "年前", "当前", "日前", "之前",
                                          "底前", "提前", "月前", "先前", "从前", "眼前", "面前"}};
    return cells_match_any_back(c, n->start, &ranks) && !cells_match_any_back(c, n->start, &words);
}

/* 十九届四中全会, 十三届全国人大: which one, not how many. */
static bool is_session(const struct cells *c, const struct numeral *n)
{
    static struct words bodies = {.list = {"中", "次", "全", "人大", "党"}};
    if (!n->is_chinese || cell_at(c, n->end) != 0x5C4A) /* 届 */
        return false;
    size_t at = n->end + 1;
    return cells_match_any(c, is_plain_digit(cell_at(c, at)) ? at + 1 : at, &bodies) > 0;
}

size_t name_match(const struct cells *c, const struct numeral *n)
{
    size_t size;
    if (cell_is_digit(cell_at(c, n->start)) && (size = sum_match(c, n->start)) > 0)
        return size;
    if ((size = pairs_match(c, n)) > 0 || (size = quoted_match(c, n)) > 0)
        return size;
    if (cells_match(c, n->end, TEXT("年代")) || cells_match(c, n->end, TEXT("年级")) ||
        is_session(c, n))
        return n->number_end - n->start; /* 80年代, 三年级, 十九届四中全会 */
    if (is_ordinal(c, n) || is_list_number(c, n) || (!n->is_chinese && is_code(c, n)))
        return n->number_end - n->start;
    return 0;
}

/* 引进企业一家，: what is counted stands before it, and nothing behind. */
static bool is_counted_alone(const struct cells *c, const struct numeral *n,
                             const struct unit_match *unit)
{
    uint32_t after = cell_at(c, unit->end);
    bool ends = after == 0xFF0C || after == 0x3002 || after == 0x3001 || after == 0xFF1B;
    return ends && unit->word->kind == QUOTE_COUNT && is_counted_noun_back(c, n->start);
}

bool is_idiom(const struct cells *c, const struct numeral *n, const struct unit_match *unit)
{
    static struct words exact = {.list = {"近", "超", "超过", "逾", "约", "突破", "达", "不足"}};
    /* 九年义务教育, 一年到头, 三天打鱼 */
    static struct words goes_on = {
        .list = {"义务教育", "一贯制", "到头", "打鱼", "晒网", "两天晒"}};
    bool single = n->is_chinese && !n->is_vague && n->mantissa < 10 && n->scale == 0;
    size_t cells = n->number_end - n->start;
    if (!n->is_chinese || n->is_vague)
        return false;
    if (cells == 1 && !is_plain_digit(cell_at(c, n->start)) && cell_at(c, n->start) != 0x5341)
        return !n->has_more && !cells_match_any_back(c, n->start, &exact) &&
               !numeral_is_round_up(c, n); /* 千家: many */
    if (cells_match_any_back(c, n->start, &heads) || cells_match_any(c, unit->end, &goes_on))
        return true;
    if (!single || unit->tenths)
        return false;
    if (n->mantissa == 1 && cells_match_any_back(c, n->start, &heads_of_one))
        return true;
    /* 一个大棚, with 个 or 个大棚 for its unit */
    bool counted = is_counted_noun(c, unit->end) || is_counted_alone(c, n, unit) ||
                   (unit->is_named && is_counted_noun(c, n->number_end + 1));
    bool is_pair = cell_at(c, n->start) == 0x4E24; /* 两 counts, 二 is a name: 二期 */
    if (n->mantissa == 2 && !is_pair && unit->word->kind == QUOTE_COUNT)
        return true;
    if (unit->word->small == SMALL_NONE && !is_pair && !(counted && unit->is_named))
        return true;
    static struct words after = {.list = {"性", "化", "体", "子", "家人", "起", "般", "度", "代"}};
    if (cells_match_any(c, unit->end, &after) || cell_at(c, unit->end) == cell_at(c, unit->end - 1))
        return true; /* 一次性, 一个个 */
    if (n->mantissa == 1 && unit->word->small != SMALL_ONE && !unit->has_more && !unit->tenths)
        return !counted;
    return false;
}
