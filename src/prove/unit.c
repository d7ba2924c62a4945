#include "prove/unit.h"
#include "prove/lexicon.h"
#include "prove/numeral.h"
#include "prove/words.h"

#include <stdlib.h>
#include <string.h>

#define COUNTED(read, small)                                                                       \
    {                                                                                              \
        read, "item", QUOTE_COUNT, 1, small                                                        \
    }

static const struct unit_word general[] = {
    {"人次", "person_time", QUOTE_PERSON_TIME, 1, SMALL_TWO},
    {"人", "person", QUOTE_PERSON, 1, SMALL_TWO},
    {"号人", "person", QUOTE_PERSON, 1, SMALL_NONE},
    {"口人", "person", QUOTE_PERSON, 1, SMALL_TWO},
    {"名", "person", QUOTE_PERSON, 1, SMALL_TWO},
    {"位", "person", QUOTE_PERSON, 1, SMALL_TWO},
    {"户次", "household_time", QUOTE_OTHER, 1, SMALL_NONE},
    {"户", "household", QUOTE_HOUSEHOLD, 1, SMALL_ONE},
    {"元", "yuan", QUOTE_MONEY, 1, SMALL_TWO},
    {"元人民币", "yuan", QUOTE_MONEY, 1, SMALL_NONE},
    {"块钱", "yuan", QUOTE_MONEY, 1, SMALL_TWO},
    {"美元", "usd", QUOTE_MONEY, 1, SMALL_TWO},
    {"港元", "hkd", QUOTE_MONEY, 1, SMALL_NONE},
    {"%", "percent", QUOTE_PERCENT, 1, SMALL_NONE},
    {"个百分点", "percentage_point", QUOTE_OTHER, 1, SMALL_TWO},
    {"平方公里", "m2", QUOTE_AREA, 1000000, SMALL_TWO},
    {"平方千米", "m2", QUOTE_AREA, 1000000, SMALL_TWO},
    {"公顷", "m2", QUOTE_AREA, 10000, SMALL_TWO},
    {"平方米", "m2", QUOTE_AREA, 1, SMALL_TWO},
    {"亩", "mu", QUOTE_AREA, 1, SMALL_ONE},
    {"公里", "km", QUOTE_LENGTH, 1, SMALL_ONE},
    {"千米", "km", QUOTE_LENGTH, 1, SMALL_ONE},
    {"米", "m", QUOTE_LENGTH, 1, SMALL_TWO},
    {"吨", "tonne", QUOTE_MASS, 1, SMALL_ONE},
    {"公斤", "kg", QUOTE_MASS, 1, SMALL_ONE},
    {"千克", "kg", QUOTE_MASS, 1, SMALL_ONE},
    {"斤", "jin", QUOTE_MASS, 1, SMALL_ONE},
    {"立方米", "m3", QUOTE_OTHER, 1, SMALL_TWO},
    {"千瓦时", "kwh", QUOTE_OTHER, 1, SMALL_NONE},
    {"千瓦", "kw", QUOTE_OTHER, 1, SMALL_NONE},
    {"℃", "celsius", QUOTE_TEMPERATURE, 1, SMALL_NONE},
    {"摄氏度", "celsius", QUOTE_TEMPERATURE, 1, SMALL_NONE},
    {"岁", "year_of_age", QUOTE_DURATION, 1, SMALL_TWO},
    {"周岁", "year_of_age", QUOTE_DURATION, 1, SMALL_TWO},
    {"周年", "year", QUOTE_DURATION, 1, SMALL_TWO},
    {"年", "year", QUOTE_DURATION, 1, SMALL_ONE},
    {"个月", "month", QUOTE_DURATION, 1, SMALL_ONE},
    {"个工作日", "day", QUOTE_DURATION, 1, SMALL_TWO},
    {"个小时", "hour", QUOTE_DURATION, 1, SMALL_TWO},
    {"小时", "hour", QUOTE_DURATION, 1, SMALL_ONE},
    {"分钟", "minute", QUOTE_DURATION, 1, SMALL_TWO},
    {"天", "day", QUOTE_DURATION, 1, SMALL_TWO},
    {"‰", "permille", QUOTE_OTHER, 1, SMALL_NONE},
    {"㎡", "m2", QUOTE_AREA, 1, SMALL_NONE},
    {"平米", "m2", QUOTE_AREA, 1, SMALL_NONE},
    {"担", "dan", QUOTE_MASS, 1, SMALL_NONE},
    {"克", "g", QUOTE_MASS, 1, SMALL_TWO},
    {"厘米", "cm", QUOTE_LENGTH, 1, SMALL_TWO},
    {"毫米", "mm", QUOTE_LENGTH, 1, SMALL_TWO},
    {"块", "yuan", QUOTE_MONEY, 1, SMALL_NONE},
    {"欧元", "eur", QUOTE_MONEY, 1, SMALL_TWO},
    {"兆瓦", "mw", QUOTE_OTHER, 1, SMALL_TWO},
    {"吉瓦", "gw", QUOTE_OTHER, 1, SMALL_TWO},
    {"度电", "kwh", QUOTE_OTHER, 1, SMALL_ONE},
    {"立方", "m3", QUOTE_OTHER, 1, SMALL_NONE},
    {"升", "litre", QUOTE_OTHER, 1, SMALL_NONE},
    {"个季度", "quarter", QUOTE_DURATION, 1, SMALL_TWO},
    {"个星期", "week", QUOTE_DURATION, 1, SMALL_TWO},
    {"周", "week", QUOTE_DURATION, 1, SMALL_NONE},
    {"学年", "school_year", QUOTE_DURATION, 1, SMALL_TWO},
    {"日", "day", QUOTE_DURATION, 1, SMALL_NONE},
    {"秒", "second", QUOTE_DURATION, 1, SMALL_NONE},
    {"倍", "times", QUOTE_OTHER, 1, SMALL_TWO},
    {"省", "province", QUOTE_COUNT, 1, SMALL_TWO},
    {"市", "city", QUOTE_COUNT, 1, SMALL_TWO},
    {"县", "county", QUOTE_COUNT, 1, SMALL_TWO},
    {"村", "village", QUOTE_COUNT, 1, SMALL_TWO},
    {"镇", "town", QUOTE_COUNT, 1, SMALL_NONE},
    {"乡", "town", QUOTE_COUNT, 1, SMALL_NONE},
    {"社区", "village", QUOTE_COUNT, 1, SMALL_NONE},
    COUNTED("个", SMALL_TWO),
    COUNTED("家", SMALL_TWO),
    COUNTED("所", SMALL_TWO),
    COUNTED("项", SMALL_TWO),
    COUNTED("条", SMALL_TWO),
    COUNTED("座", SMALL_TWO),
    COUNTED("间", SMALL_TWO),
    COUNTED("次", SMALL_TWO),
    COUNTED("件", SMALL_TWO),
    COUNTED("份", SMALL_TWO),
    COUNTED("种", SMALL_TWO),
    COUNTED("类", SMALL_TWO),
    COUNTED("期", SMALL_NONE),
    COUNTED("场", SMALL_TWO),
    COUNTED("场次", SMALL_TWO),
    COUNTED("批次", SMALL_TWO),
    COUNTED("批", SMALL_TWO),
    COUNTED("台", SMALL_TWO),
    COUNTED("套", SMALL_TWO),
    COUNTED("辆", SMALL_TWO),
    COUNTED("只", SMALL_TWO),
    COUNTED("头", SMALL_TWO),
    COUNTED("羽", SMALL_TWO),
    COUNTED("株", SMALL_TWO),
    COUNTED("棵", SMALL_TWO),
    COUNTED("栋", SMALL_TWO),
    COUNTED("幢", SMALL_TWO),
    COUNTED("层", SMALL_NONE),
    COUNTED("处", SMALL_TWO),
    COUNTED("口", SMALL_NONE),
    COUNTED("支", SMALL_TWO),
    COUNTED("组", SMALL_NONE),
    COUNTED("对", SMALL_TWO),
    COUNTED("门", SMALL_NONE),
    COUNTED("节", SMALL_NONE),
    COUNTED("课时", SMALL_NONE),
    COUNTED("学时", SMALL_NONE),
    COUNTED("册", SMALL_TWO),
    COUNTED("本", SMALL_NONE),
    COUNTED("张", SMALL_NONE),
    COUNTED("笔", SMALL_TWO),
    COUNTED("宗", SMALL_NONE),
    COUNTED("起", SMALL_TWO),
    COUNTED("例", SMALL_TWO),
    COUNTED("班", SMALL_NONE),
    COUNTED("届", SMALL_TWO),
    COUNTED("轮", SMALL_TWO),
    COUNTED("车次", SMALL_TWO),
    COUNTED("床", SMALL_TWO),
    COUNTED("架次", SMALL_NONE),
    COUNTED("盏", SMALL_TWO),
    COUNTED("趟", SMALL_TWO),
    COUNTED("双", SMALL_TWO),
    COUNTED("眼", SMALL_TWO),
    COUNTED("样", SMALL_TWO),
    COUNTED("枚", SMALL_TWO),
    COUNTED("颗", SMALL_TWO),
    COUNTED("匹", SMALL_TWO),
    COUNTED("艘", SMALL_TWO),
    COUNTED("箱", SMALL_TWO),
    COUNTED("瓶", SMALL_TWO),
    COUNTED("袋", SMALL_TWO),
    COUNTED("盒", SMALL_TWO),
    COUNTED("桶", SMALL_TWO),
    COUNTED("筐", SMALL_TWO),
    COUNTED("捆", SMALL_TWO),
    COUNTED("棒", SMALL_NONE),
    COUNTED("列", SMALL_NONE),
    COUNTED("部", SMALL_NONE),
    COUNTED("篇", SMALL_TWO),
    COUNTED("幅", SMALL_TWO),
    COUNTED("首", SMALL_NONE),
    COUNTED("副", SMALL_NONE),
    COUNTED("粒", SMALL_NONE),
    COUNTED("班次", SMALL_TWO),
    COUNTED("台次", SMALL_TWO),
    COUNTED("页", SMALL_NONE),
    COUNTED("单", SMALL_NONE),
    COUNTED("孔", SMALL_NONE),
    COUNTED("机位", SMALL_NONE),
    COUNTED("床位", SMALL_NONE),
    COUNTED("车位", SMALL_NONE),
    COUNTED("学位", SMALL_NONE),
};

struct unit_entry {
    struct unit_word word;
    struct text read;
    const struct unit *unit;
    bool is_named;  /* names the thing: 个县, not 个 */
    uint32_t first; /* code point: most places fail on it */
};
struct units {
    LIST(struct unit_entry) list;
    struct lexicon words; /* struct unit_entry */
};

/* text_is, told apart by the first bytes nearly always; words of C are never empty. */
static bool is_word(struct text t, const char *word)
{
    return t.n > 0 && t.p[0] == word[0] && (t.n < 3 || strncmp(t.p, word, 3) == 0) &&
           text_is(t, word);
}

enum quote_kind unit_kind(const struct unit *u)
{
    if (!u)
        return QUOTE_OTHER;
    const struct unit *base = u->base ? u->base : u;
    for (size_t i = 0; i < sizeof(general) / sizeof(*general); i++)
        if (is_word(base->name, general[i].name) || is_word(base->label.zh, general[i].read))
            return general[i].kind;
    return QUOTE_COUNT;
}

static const struct unit_word *general_find(struct text read)
{
    for (size_t i = 0; i < sizeof(general) / sizeof(*general); i++)
        if (is_word(read, general[i].read))
            return &general[i];
    return NULL;
}

/*
 * A word of a catalogue's unit. Money and areas are brought to their base unit; others keep the
 * unit that is printed, so that 吨 stays 吨.
 */
static void entry_add(struct units *u, struct arena *a, const struct unit *unit, struct text read)
{
    const struct unit_word *known = general_find(read);
    if (read.n == 0 || cell_is_digit((uint32_t)read.p[0]) ||
        (known && known->kind != unit_kind(unit)))
        return; /* 户次 is no 户, 个百分点 no % */
    for (size_t i = 0; i < u->list.count; i++)
        if (text_equal(u->list.items[i].read, read))
            return; /* the catalogue's first unit of that word */
    bool to_base = known && known->times > 1 && unit->base != unit;
    const struct unit *as = to_base ? unit->base : unit;
    struct unit_entry e = {{text_cstr(a, read), text_cstr(a, as->name), unit_kind(unit),
                            to_base ? known->times : 1, known ? known->small : SMALL_NONE},
                           read,
                           as,
                           utf8_count(read) >= 2 && unit_kind(unit) == QUOTE_COUNT,
                           0};
    LIST_ADD(a, &u->list, e);
}

static int longer_first(const void *x, const void *y)
{
    const struct unit_entry *a = x, *b = y;
    if (a->read.n != b->read.n)
        return a->read.n < b->read.n ? 1 : -1;
    return text_compare(a->read, b->read);
}

struct units *units_read(struct arena *a, const struct catalogue *c)
{
    struct units *u = ARENA_NEW(a, struct units);
    for (size_t i = 0; c && i < c->units.count; i++) {
        const struct unit *unit = c->units.items[i];
        if (!unit->base || unit_kind(unit) == QUOTE_OTHER)
            continue;
        entry_add(u, a, unit, unit->label.zh);
        for (size_t k = 0; k < unit->reads.count; k++)
            entry_add(u, a, unit, unit->reads.items[k]);
    }
    for (size_t i = 0; i < sizeof(general) / sizeof(*general); i++) {
        struct text read = text_from(general[i].read);
        bool known = false;
        for (size_t k = 0; k < u->list.count && !known; k++)
            known = text_equal(u->list.items[k].read, read);
        if (!known)
            LIST_ADD(a, &u->list, (struct unit_entry){general[i], read, NULL, false, 0});
    }
    size_t length;
    for (size_t i = 0; i < u->list.count; i++)
        u->list.items[i].first = utf8_next(u->list.items[i].read, &length);
    qsort(u->list.items, u->list.count, sizeof(*u->list.items), longer_first);
    for (size_t i = 0; i < u->list.count; i++)
        lexicon_add(a, &u->words, u->list.items[i].read, &u->list.items[i]);
    return u;
}

static bool is_more_cell(uint32_t cp)
{
    return cp == 0x4F59 || cp == 0x591A; /* 余 多 */
}

/* A unit of one character that here is the beginning of a word, or counts something else. */
static bool is_other_word(uint32_t unit, const struct cells *c, size_t after)
{
    static struct words within = {.list = {"内", "以内", "之内"}};
    static struct words in_pieces = {.list = {"地", "田", "板", "牌", "匾", "石", "砖", "屏", "展",
                                              "电", "表", "肉", "糖", "菜", "土", "水", "试", "基",
                                              "木", "布", "玻", "手", "荒", "坡", "宅", "耕"}};
    static struct words orders = {.list = {"元", "位", "独", "项", "身", "纯", "价", "一", "个"}};
    switch (unit) {
    case 0x65E5: /* 日: 9月8日、12日 are days of a month */
        return !cells_match_any(c, after, &within);
    case 0x5757: /* 块: 3块地 is no money */
        return cells_match_any(c, after, &in_pieces) > 0;
    case 0x5355: /* 单: 3单元 */
        return cells_match_any(c, after, &orders) > 0;
    case 0x671F: /* 期: 十一期间 */
        return cell_at(c, after) == 0x95F4;
    default:
        return false;
    }
}

static bool entry_match(struct unit_match *out, const struct unit_entry *e, const struct cells *c,
                        size_t i)
{
    /* 个县级医院, 个村民小组: the thing counted is another. */
    static struct words goes_on = {.list = {"级", "域", "民", "庄", "城", "委", "干", "医", "校"}};
    size_t n = cells_match(c, i, e->read);
    if (n && e->read.n == 3 && is_other_word(e->first, c, i + n))
        return false;
    if (n == 0 || (e->is_named && cells_match_any(c, i + n, &goes_on)))
        return false;
    *out = (struct unit_match){
        .word = &e->word, .unit = e->unit, .end = i + n, .is_named = e->is_named};
    out->name = e->unit ? e->unit->name : text_from(e->word.name);
    return true;
}

static const struct unit_entry *entry_find(const struct units *u, const struct cells *c, size_t i)
{
    struct unit_match unused;
    struct lexicon_hit hits[LEXICON_CELLS_MAX];
    size_t n = lexicon_at(&u->words, c, i, hits);
    for (size_t k = 0; k < n; k++)
        if (entry_match(&unused, hits[k].value, c, i))
            return hits[k].value;
    return NULL;
}

/* 3个多月, 一个多小时, 两个半月: 多 or 半 inside the word. */
static bool inner_more_find(struct unit_match *out, const struct units *u, const struct cells *c,
                            size_t i)
{
    struct text head = TEXT("个");
    bool half = cell_at(c, i + 1) == 0x534A; /* 半 */
    if (cell_at(c, i) != 0x4E2A || !(half || is_more_cell(cell_at(c, i + 1))))
        return false;
    for (size_t k = 0; k < u->list.count; k++) {
        const struct unit_entry *e = &u->list.items[k];
        struct text rest = text_slice(e->read, head.n, e->read.n);
        size_t n = e->word.kind == QUOTE_DURATION && text_starts(e->read, head)
                       ? cells_match(c, i + 2, rest)
                       : 0;
        if (n == 0)
            continue;
        *out = (struct unit_match){.word = &e->word,
                                   .unit = e->unit,
                                   .end = i + 2 + n,
                                   .has_more = !half,
                                   .tenths = half ? 5 : 0};
        out->name = e->unit ? e->unit->name : text_from(e->word.name);
        return true;
    }
    return false;
}

/* What is measured may have 多 behind its unit: 3年多, 4元多, 5公里多; 4元多于 is not. */
static bool takes_more(const struct unit_match *m, const struct cells *c)
{
    static struct words words = {.list = {"多于", "多个", "多种", "多家", "多名", "多年", "多元"}};
    enum quote_kind kind = m->word->kind;
    return cell_at(c, m->end) == 0x591A && !cells_match_any(c, m->end, &words) &&
           (kind == QUOTE_DURATION || kind == QUOTE_MONEY || kind == QUOTE_AREA ||
            kind == QUOTE_LENGTH || kind == QUOTE_MASS);
}

/* 两年半, 三块二: tenths behind the unit, or 0; 一年半载 is a way of speaking, 三块五百 no price.
 */
static int tenths_of(const struct unit_match *m, const struct cells *c)
{
    static struct words words = {.list = {"半载", "半途", "半数", "半个", "半价"}};
    int digit = chinese_digit(cell_at(c, m->end));
    bool is_half = cell_at(c, m->end) == 0x534A && !cells_match_any(c, m->end, &words); /* 半 */
    bool is_price = cell_at(c, m->end - 1) == 0x5757;                                   /* 块 */
    if (is_half && (is_price || m->word->kind == QUOTE_DURATION))
        return 5;
    return is_price && digit > 0 && !is_chinese_numeral(cell_at(c, m->end + 1)) ? digit : 0;
}

bool unit_find(struct unit_match *out, const struct units *u, const struct cells *c, size_t i)
{
    if (inner_more_find(out, u, c, i))
        return true;
    const struct unit_entry *e = entry_find(u, c, i);
    if (!e)
        return false;
    entry_match(out, e, c, i);
    out->has_more = takes_more(out, c);
    out->tenths = out->has_more ? 0 : tenths_of(out, c);
    out->end += out->has_more || out->tenths;
    return true;
}

size_t noun_match(const struct cells *c, size_t i)
{
    static struct words nouns = {.list = {"县（市、区）", "县（区）", "县（市）", "县市区", "县区",
                                          "县", "乡镇", "镇街", "镇（街道）", "村（社区）",
                                          "村社区", "行政村", "贫困村", "村", "社区", "企业"}};
    static struct words longer = {
        .list = {"县级", "村级", "县域", "村庄", "村民", "村干部", "社区干部", "县城", "企业家"}};
    return cells_match_any(c, i, &longer) ? 0 : cells_match_any(c, i, &nouns);
}

static struct words counted_nouns = {
    .list = {"大棚",   "车间",   "扶贫车间", "基地",   "园区",   "产业园", "项目",
             "企业",   "合作社", "学校",     "医院",   "县",     "村",     "乡镇",
             "社区",   "安置点", "安置区",   "示范点", "培训班", "生产线", "厂房",
             "干部",   "教师",   "医生",     "专家",   "学生",   "工人",   "农户",
             "贫困户", "机构",   "工作站",   "卫生院", "卫生室", "幼儿园"}};

bool is_counted_noun(const struct cells *c, size_t i)
{
    return cells_match_any(c, i, &counted_nouns) > 0;
}

bool is_counted_noun_back(const struct cells *c, size_t end)
{
    return cells_match_any_back(c, end, &counted_nouns) > 0;
}
