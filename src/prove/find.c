/*
 * Finding: one pass over the cells. At each place a date, a numeral or nothing begins; what was
 * read is never read again.
 */
#include "prove/find.h"

#include "prove/date.h"
#include "prove/interval.h"
#include "prove/name.h"
#include "prove/words.h"
#include <string.h>

#define QUOTES_MAX 100000

struct finder {
    struct arena *arena;
    struct cells cells;
    const struct units *units;
    struct text source;
    const struct prove_options *options;
    LIST(struct quote) quotes;
    size_t line_at; /* bytes whose lines are counted */
    int line;
    int year_said;       /* the last year that the text has named by its number; 0: none */
    size_t year_said_at; /* cell */
};

/* Lines are counted once, since quotes come in order. */
static int line_of(struct finder *s, size_t at)
{
    const char *p = s->source.p;
    while (s->line_at < at) {
        const char *end = memchr(p + s->line_at, '\n', at - s->line_at);
        s->line += end != NULL;
        s->line_at = end ? (size_t)(end - p) + 1 : at;
    }
    return s->line;
}

static struct quote *quote_add(struct finder *s, size_t from, size_t to, size_t num_from,
                               size_t num_to)
{
    const struct cells *c = &s->cells;
    LIST_ADD(s->arena, &s->quotes, (struct quote){.tier = TIER_NONE});
    struct quote *q = &s->quotes.items[s->quotes.count - 1];
    q->byte_start = cell_start(c, from);
    q->byte_end = cell_end(c, to);
    q->num_start = cell_start(c, num_from);
    q->num_end = cell_end(c, num_to);
    q->verdict = VERDICT_UNLINKED;
    q->line = line_of(s, q->num_start);
    q->surface = text_slice(s->source, q->byte_start, q->byte_end);
    return q;
}

struct qualifier_words {
    struct words words;
    enum qualifier qualifier;
};

static struct qualifier_words before[] = {
    {{.list = {"大约", "约"}}, QUALIFIER_ABOUT},
    {{.list = {"将近", "接近", "近"}}, QUALIFIER_NEARLY},
    {{.list = {"超过了", "超过", "超", "突破", "逾", "高于", "多于", "大于", "超出"}},
     QUALIFIER_OVER},
    {{.list = {"至少有", "至少", "不低于", "不少于", "起码", "不下", "不下于", "不小于"}},
     QUALIFIER_OR_MORE},
    {{.list = {"不足", "不到", "不超过", "少于", "低于", "最多", "不高于", "不多于", "不超", "小于",
               "不满", "未满"}},
     QUALIFIER_BELOW},
};
static struct qualifier_words behind[] = {
    {{.list = {"以上"}}, QUALIFIER_OR_MORE},
    {{.list = {"左右", "上下"}}, QUALIFIER_ABOUT},
    {{.list = {"以下", "以内", "之内"}}, QUALIFIER_BELOW},
    {{.list = {"有余", "出头"}}, QUALIFIER_AT_LEAST},
    {{.list = {"开外"}}, QUALIFIER_OVER},
    {{.list = {"之多"}}, QUALIFIER_EXACT},
};

static size_t qualifier_behind(const struct finder *s, size_t i, enum qualifier *q)
{
    for (size_t k = 0; k < sizeof(behind) / sizeof(*behind); k++) {
        size_t n = cells_match_any(&s->cells, i, &behind[k].words);
        if (n == 0)
            continue;
        if (behind[k].qualifier != QUALIFIER_EXACT)
            *q = behind[k].qualifier;
        return n;
    }
    return 0;
}

/* The longest one that ends there; 附近, 就近 and 近3年来 are not about the number. */
static size_t qualifier_before(const struct finder *s, size_t end, bool is_duration,
                               enum qualifier *q)
{
    static struct words others = {.list = {"附近", "就近", "靠近", "临近", "邻近", "最近", "远近",
                                           "赶超", "贴近", "走近", "条约", "节约", "签约", "合约",
                                           "大超"}};
    size_t best = 0;
    if (cells_match_any_back(&s->cells, end, &others))
        return 0;
    for (size_t k = 0; k < sizeof(before) / sizeof(*before); k++) {
        size_t n = cells_match_any_back(&s->cells, end, &before[k].words);
        if (n > best && !(is_duration && n == 1 && before[k].qualifier == QUALIFIER_NEARLY)) {
            best = n;
            *q = before[k].qualifier;
        }
    }
    return best;
}

/* 上百, 上千万: at least so many; 90%以上百姓 is not. */
static size_t up_to_before(const struct finder *s, const struct numeral *n, enum qualifier *q)
{
    if (!numeral_is_round_up(&s->cells, n))
        return 0;
    *q = QUALIFIER_OR_MORE;
    return 1;
}

/* 3年来, 3年多来, 3年间: a length of time that ends with the text. */
static size_t since_behind(const struct finder *s, size_t i)
{
    static struct words words = {.list = {"来", "间"}};
    static struct words not_those = {.list = {"来自", "来到", "来源", "来看"}};
    return cells_match_any(&s->cells, i, &not_those) ? 0 : cells_match_any(&s->cells, i, &words);
}

#define YEAR_CELLS_MAX 200

/* 2022年…较上年: 上年 is the one before the year just said, not before the text's own. */
static struct day spoken_on(const struct finder *s, size_t i)
{
    struct day on = s->options->published;
    if (s->year_said && i - s->year_said_at < YEAR_CELLS_MAX &&
        cells_match(&s->cells, i, TEXT("上年")))
        day_make(&on, s->year_said, 12, 31);
    return on;
}

static void year_remember(struct finder *s, size_t i, const struct date_match *d)
{
    int month, day;
    if (d->is_relative || !d->has_period || d->is_since)
        return;
    day_split(d->period.from, &s->year_said, &month, &day);
    s->year_said_at = i;
}

static size_t date_take(struct finder *s, size_t i)
{
    struct date_match d;
    if (!date_read(&d, s->arena, &s->cells, i, spoken_on(s, i)))
        return 0;
    year_remember(s, i, &d);
    struct quote *q = quote_add(s, i, d.end, d.number_start, d.number_end);
    q->kind = QUOTE_DATE;
    q->value_text = d.value;
    q->has_period = d.has_period;
    q->period = d.period;
    q->is_since = d.is_since;
    q->unit = TEXT("day");
    q->verdict = d.has_period ? VERDICT_DATE : VERDICT_UNLINKED;
    return d.end;
}

static void quote_fill(struct quote *q, const struct numeral *n, const struct unit_match *unit)
{
    q->kind = unit->word->kind;
    q->unit = unit->name;
    q->unit_found = unit->unit;
    q->unit_is_named = unit->is_named;
    if (n->is_vague)
        q->qualifier = QUALIFIER_VAGUE;
    else if (q->qualifier == QUALIFIER_EXACT && (n->has_more || unit->has_more))
        q->qualifier = QUALIFIER_AT_LEAST;
}

/* A numeral with its unit becomes a quote; returns the cell to go on from. */
static size_t figure_take(struct finder *s, const struct numeral *read,
                          const struct unit_match *unit)
{
    struct numeral halved = *read, *n = &halved;
    if (unit->tenths && !n->is_vague && !n->scale && n->mantissa < 1000) {
        n->mantissa = n->mantissa * 10 + unit->tenths; /* 两年半 */
        n->places++;
    }
    const struct cells *c = &s->cells;
    enum qualifier qualifier = QUALIFIER_EXACT;
    bool is_duration = unit->word->kind == QUOTE_DURATION;
    size_t end = unit->end;
    size_t start = n->start - qualifier_before(s, n->start, is_duration, &qualifier);
    if (start == n->start)
        start -= up_to_before(s, n, &qualifier);
    if (unit->word->kind == QUOTE_COUNT)
        end += noun_match(c, end);
    end += qualifier_behind(s, end, &qualifier);
    size_t since = is_duration ? since_behind(s, end) : 0;
    struct quote *q = quote_add(s, start, end + since, n->start, n->number_end);
    q->qualifier = qualifier;
    quote_fill(q, n, unit);
    if (!interval_set(q, n, unit->word->times)) {
        s->quotes.count--; /* longer than any figure */
        return n->end;
    }
    q->verdict = since ? VERDICT_DATE : VERDICT_UNLINKED;
    q->is_since = since > 0;
    return end + since;
}

/* The unit that one sign stands for: %, ‰, 人, 户. */
static struct unit_match sign_unit(const struct finder *s, char32_t sign, size_t end)
{
    struct cell cells[] = {{.cp = sign & 0x1FFFFF, .length = 1}};
    struct unit_match unit = {0};
    unit_find(&unit, s->units, &(struct cells){cells, 1}, 0);
    unit.end = end;
    return unit;
}

/* 百分之九十二, 千分之三. */
static size_t percent_take(struct finder *s, size_t i)
{
    struct numeral n;
    size_t end, head = cells_match(&s->cells, i, TEXT("百分之"));
    bool permille = head == 0 && (head = cells_match(&s->cells, i, TEXT("千分之"))) > 0;
    if (head == 0 || !numeral_read(&n, &s->cells, i + head, &end))
        return 0;
    struct unit_match unit = sign_unit(s, permille ? U'‰' : U'%', end);
    n.start = i;
    return figure_take(s, &n, &unit);
}

/* 三分之二: printed to a hundredth of a per cent, and good for half of one. */
static size_t fraction_take(struct finder *s, const struct numeral *over)
{
    struct numeral n;
    size_t end, head = cells_match(&s->cells, over->end, TEXT("分之"));
    if (head == 0 || over->places || over->scale || over->mantissa < 2 || over->mantissa > 100 ||
        over->is_vague || !numeral_read(&n, &s->cells, over->end + head, &end) || n.places ||
        n.scale || n.has_more || n.mantissa < 1 || n.mantissa >= over->mantissa)
        return 0;
    n.is_fraction = true;
    n.mantissa = (n.mantissa * 10000 * 2 / over->mantissa + 1) / 2;
    n.places = 2;
    n.start = over->start;
    struct unit_match unit = sign_unit(s, U'%', end);
    return figure_take(s, &n, &unit);
}

/* 三成, 七八成, 两成五; 三成立 and 一成不变 are words. */
static size_t tenths_take(struct finder *s, const struct numeral *tenths)
{
    static struct words words = {.list = {"成立", "成为", "成果", "成员", "成本", "成功", "成效",
                                          "成熟", "成绩", "成交", "成就", "成分", "成品", "成型",
                                          "成长", "成年", "成人", "成套", "成新", "成不"}};
    const struct cells *c = &s->cells;
    struct numeral n = *tenths;
    if (cell_at(c, n.end) != 0x6210 || n.places || n.scale || n.has_more || n.mantissa < 1 ||
        n.mantissa > 9 || n.number_end - n.start > 2 || cells_match_any(c, n.end, &words))
        return 0;
    size_t end = n.end + 1;
    int part = cell_at(c, end) == 0x534A ? 5 : chinese_digit(cell_at(c, end)); /* 半 */
    if (part > 0 && !n.is_vague) {
        n.mantissa = n.mantissa * 10 + part;
        end++;
    } else {
        n.scale = 1;
        n.most_power += 1;
    }
    n.number_end = end;
    struct unit_match unit = sign_unit(s, U'%', end);
    return figure_take(s, &n, &unit);
}

/* 9000至1.2万元 is not 9000万; 500—1000万元 is 500万. */
static void range_scale(struct numeral *first, const struct numeral *second)
{
    if (first->scale || !second->scale)
        return;
    struct decimal low = {first->mantissa, first->places};
    struct decimal high = {second->mantissa, second->places};
    if (decimal_compare(low, high) < 0)
        first->scale = second->scale;
}

static bool is_ascending(const struct numeral *first, const struct numeral *second)
{
    struct decimal low = {first->mantissa, first->places};
    struct decimal high = {second->mantissa, second->places};
    int apart = second->scale - first->scale;
    if (apart < 0 || apart > 8 ||
        __builtin_mul_overflow(high.mantissa, ten_to(apart), &high.mantissa))
        return false;
    return decimal_compare(low, high) < 0;
}

static size_t range_mark(const struct finder *s, size_t at, bool is_chinese)
{
    static struct words marks = {.list = {"-", "—", "——", "~", "～", "–", "至", "到"}};
    static struct words words = {.list = {"至", "到", "—", "——", "～"}};
    return cells_match_any(&s->cells, at, is_chinese ? &words : &marks);
}

/* 10%—20%, 3-5万元, 三至五个: from one to the other; the unit stands behind the second. */
static size_t range_take(struct finder *s, const struct numeral *first)
{
    const struct cells *c = &s->cells;
    struct numeral n = *first, second;
    struct unit_match unit, own;
    size_t end, at = first->end;
    bool has_own = unit_find(&own, s->units, c, at);
    at = has_own ? own.end : at;
    size_t mark = range_mark(s, at, n.is_chinese);
    if (mark == 0 || n.has_more || n.is_vague || !numeral_read(&second, c, at + mark, &end) ||
        second.is_chinese != n.is_chinese || second.is_vague || second.has_more ||
        !unit_find(&unit, s->units, c, second.end) || (has_own && own.word != unit.word) ||
        (unit.word->kind == QUOTE_DURATION && n.mantissa >= 1900 && n.mantissa <= 2100))
        return 0;
    range_scale(&n, &second);
    n.is_vague = true;
    n.most = second.mantissa;
    n.most_power = second.scale - second.places;
    n.number_end = second.number_end;
    return is_ascending(&n, &second) ? figure_take(s, &n, &unit) : 0;
}

/* 34.96万贫困人口, 3.2万农户: the noun says what so many are, where no counting word stands. */
static bool head_noun(struct unit_match *out, const struct finder *s, const struct numeral *n)
{
    static struct words which = {
        .list = {"贫困", "农村", "城镇", "城乡", "各族", "建档立卡", "脱贫", "搬迁", "返乡",
                 "外出", "务工", "富余", "在校", "残疾", "受灾", "山区", "低收入"}};
    static struct words people = {.list = {"人口", "人民", "群众", "干部群众", "劳动力", "劳力",
                                           "村民", "农民", "农民工", "居民", "学生", "老人"}};
    static struct words households = {.list = {"贫困户", "农户", "搬迁户", "困难户", "脱贫户"}};
    const struct cells *c = &s->cells;
    size_t at = n->end, length = cells_match_any(c, at, &households);
    bool are_households = length > 0;
    if (n->is_chinese || n->scale < 4)
        return false;
    for (size_t k; !length && (k = cells_match_any(c, at, &which)) > 0;) {
        at += k;
        length = cells_match_any(c, at, &people);
    }
    if (!length && !(length = cells_match_any(c, at, &people)))
        return false;
    *out = sign_unit(s, are_households ? U'户' : U'人', at + length);
    return true;
}

/* 3000万棒: what counts so many has a unit, known or not. */
static bool unit_unknown(struct unit_match *out, const struct cells *c, const struct numeral *n)
{
    static const struct unit_word word = {"", "item", QUOTE_OTHER, 1, SMALL_NONE};
    static struct words none = {.list = {"的", "以", "之", "和", "与", "及", "等", "到", "至", "而",
                                         "是", "在", "大", "里", "级"}};
    if (n->is_chinese || n->scale < 4 || !cell_is_han(cell_at(c, n->end)) ||
        cells_match_any(c, n->end, &none))
        return false;
    *out = (struct unit_match){.word = &word, .end = n->end + 1};
    return true;
}

static size_t numeral_take(struct finder *s, size_t i)
{
    const struct cells *c = &s->cells;
    struct numeral n;
    struct unit_match unit;
    size_t end, name;
    bool read = numeral_read(&n, c, i, &end);
    if (!read)
        return end;
    if ((name = name_match(c, &n)) > 0)
        return i + name > end ? i + name : end;
    size_t taken = range_take(s, &n);
    if (taken || (taken = fraction_take(s, &n)) > 0 || (taken = tenths_take(s, &n)) > 0)
        return taken;
    if (!unit_find(&unit, s->units, c, n.end) && !head_noun(&unit, s, &n)) {
        if (!unit_unknown(&unit, c, &n))
            return end;
        unit.name = cells_text(s->arena, c, n.end, n.end + 1);
    }
    if (is_idiom(c, &n, &unit))
        return end;
    return figure_take(s, &n, &unit);
}

/* What a figure or a date may begin with; hardly another character has their bits. */
static struct words starts = {
    .list = {"0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  "〇", "零",
             "一", "二", "三", "四", "五", "六", "七", "八", "九", "两", "十", "百",
             "千", "万", "亿", "廿", "卅", "壹", "贰", "叁", "肆", "伍", "陆", "柒",
             "捌", "玖", "拾", "佰", "仟", "数", "几", "今", "本", "去", "上", "前",
             "明", "后", "下"}};

/* 今 本 去 上 前 明 后 下: what a date may begin with beside digits. */
static bool begins_date(uint32_t cp)
{
    static const uint32_t heads[] = {0x4ECA, 0x672C, 0x53BB, 0x4E0A, 0x524D, 0x660E, 0x540E, 0x4E0B};
    for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
        if (heads[i] == cp)
            return true;
    return false;
}

static bool find_all(struct finder *s, struct fault *f)
{
    words_ready(&starts);
    for (size_t i = 0; i < s->cells.count;) {
        uint32_t cp = cell_at(&s->cells, i);
        if (!words_bit(starts.first, cp)) {
            i++;
            continue;
        }
        size_t next = cp == 0x767E || cp == 0x5343 ? percent_take(s, i) : 0; /* 百 千 */
        bool digit = cell_is_digit(cp) || is_chinese_numeral(cp);
        if (!next && (digit || begins_date(cp)))
            next = date_take(s, i);
        if (!next && (digit || cp == 0x6570 || cp == 0x51E0)) /* 数 几 */
            next = numeral_take(s, i);
        i = next > i ? next : i + 1;
        if (s->quotes.count > QUOTES_MAX)
            return fault_set(f, FAULT_LIMIT, "the text has more than %d figures", QUOTES_MAX);
    }
    return true;
}

bool quotes_find(struct proof *out, struct arena *a, const struct units *u, struct text source,
                 const struct prove_options *options, struct fault *f)
{
    if (source.n > PROVE_BYTES_MAX)
        return fault_set(f, FAULT_LIMIT, "the text is larger than %d MiB",
                         (int)(PROVE_BYTES_MAX >> 20));
    struct finder s = {.arena = a, .units = u, .source = source, .options = options, .line = 1};
    if (!cells_read(&s.cells, a, source))
        return fault_set(f, FAULT_INPUT, "the text is not UTF-8");
    TRY(find_all(&s, f));
    *out = (struct proof){
        .quotes = s.quotes.items, .count = s.quotes.count, .source = source, .cells = s.cells};
    return true;
}

bool prove_find(struct proof *out, struct arena *a, const struct catalogue *c, struct text source,
                const struct prove_options *options, struct fault *f)
{
    return quotes_find(out, a, units_read(a, c), source, options, f);
}
