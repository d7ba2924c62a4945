#include "prove/unit.h"

#include <stdlib.h>
#include <string.h>

#define COUNTED(read, small)                                                                       \
    {                                                                                              \
        read, "item", QUOTE_COUNT, 1, small                                                        \
    }

static const struct unit_word general[] = {
    {"人次", "person_time", QUOTE_PERSON_TIME, 1, SMALL_TWO},
    {"人", "person", QUOTE_PERSON, 1, SMALL_TWO},
    {"名", "person", QUOTE_PERSON, 1, SMALL_TWO},
    {"位", "person", QUOTE_PERSON, 1, SMALL_TWO},
    {"户次", "household_time", QUOTE_OTHER, 1, SMALL_NONE},
    {"户", "household", QUOTE_HOUSEHOLD, 1, SMALL_ONE},
    {"元", "yuan", QUOTE_MONEY, 1, SMALL_NONE},
    {"元人民币", "yuan", QUOTE_MONEY, 1, SMALL_NONE},
    {"块钱", "yuan", QUOTE_MONEY, 1, SMALL_NONE},
    {"美元", "usd", QUOTE_MONEY, 1, SMALL_NONE},
    {"港元", "hkd", QUOTE_MONEY, 1, SMALL_NONE},
    {"%", "percent", QUOTE_PERCENT, 1, SMALL_NONE},
    {"个百分点", "percentage_point", QUOTE_OTHER, 1, SMALL_TWO},
    {"平方公里", "m2", QUOTE_AREA, 1000000, SMALL_NONE},
    {"平方千米", "m2", QUOTE_AREA, 1000000, SMALL_NONE},
    {"公顷", "m2", QUOTE_AREA, 10000, SMALL_NONE},
    {"平方米", "m2", QUOTE_AREA, 1, SMALL_NONE},
    {"亩", "mu", QUOTE_AREA, 1, SMALL_TWO},
    {"公里", "m", QUOTE_LENGTH, 1000, SMALL_NONE},
    {"千米", "m", QUOTE_LENGTH, 1000, SMALL_NONE},
    {"米", "m", QUOTE_LENGTH, 1, SMALL_NONE},
    {"吨", "tonne", QUOTE_MASS, 1, SMALL_NONE},
    {"公斤", "kg", QUOTE_MASS, 1, SMALL_NONE},
    {"千克", "kg", QUOTE_MASS, 1, SMALL_NONE},
    {"斤", "jin", QUOTE_MASS, 1, SMALL_NONE},
    {"立方米", "m3", QUOTE_OTHER, 1, SMALL_NONE},
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
    {"小时", "hour", QUOTE_DURATION, 1, SMALL_TWO},
    {"分钟", "minute", QUOTE_DURATION, 1, SMALL_NONE},
    {"天", "day", QUOTE_DURATION, 1, SMALL_TWO},
    {"倍", "times", QUOTE_OTHER, 1, SMALL_NONE},
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
    COUNTED("场", SMALL_NONE),
    COUNTED("场次", SMALL_TWO),
    COUNTED("批次", SMALL_TWO),
    COUNTED("批", SMALL_NONE),
    COUNTED("台", SMALL_NONE),
    COUNTED("套", SMALL_TWO),
    COUNTED("辆", SMALL_TWO),
    COUNTED("只", SMALL_NONE),
    COUNTED("头", SMALL_NONE),
    COUNTED("羽", SMALL_NONE),
    COUNTED("株", SMALL_NONE),
    COUNTED("棵", SMALL_NONE),
    COUNTED("栋", SMALL_TWO),
    COUNTED("幢", SMALL_TWO),
    COUNTED("层", SMALL_NONE),
    COUNTED("处", SMALL_NONE),
    COUNTED("口", SMALL_NONE),
    COUNTED("支", SMALL_TWO),
    COUNTED("组", SMALL_NONE),
    COUNTED("对", SMALL_NONE),
    COUNTED("门", SMALL_NONE),
    COUNTED("节", SMALL_NONE),
    COUNTED("课时", SMALL_NONE),
    COUNTED("学时", SMALL_NONE),
    COUNTED("册", SMALL_NONE),
    COUNTED("本", SMALL_NONE),
    COUNTED("张", SMALL_NONE),
    COUNTED("笔", SMALL_NONE),
    COUNTED("宗", SMALL_NONE),
    COUNTED("起", SMALL_NONE),
    COUNTED("例", SMALL_NONE),
    COUNTED("班", SMALL_NONE),
    COUNTED("届", SMALL_NONE),
    COUNTED("轮", SMALL_NONE),
    COUNTED("车次", SMALL_TWO),
    COUNTED("床", SMALL_NONE),
    COUNTED("架次", SMALL_NONE),
    COUNTED("盏", SMALL_NONE),
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
};

enum quote_kind unit_kind(const struct unit *u)
{
    if (!u)
        return QUOTE_OTHER;
    const struct unit *base = u->base ? u->base : u;
    for (size_t i = 0; i < sizeof(general) / sizeof(*general); i++)
        if (text_is(base->name, general[i].name) || text_is(base->label.zh, general[i].read))
            return general[i].kind;
    return QUOTE_COUNT;
}

static const struct unit_word *general_find(struct text read)
{
    for (size_t i = 0; i < sizeof(general) / sizeof(*general); i++)
        if (text_is(read, general[i].read))
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
    return u;
}

static bool entry_match(struct unit_match *out, const struct unit_entry *e, const struct cells *c,
                        size_t i)
{
    /* 个县级医院, 个村民小组: the thing counted is another. */
    static const char *const goes_on[] = {"级", "域", "民", "庄", "城",
                                          "委", "干", "医", "校", NULL};
    size_t n = cells_match(c, i, e->read);
    if (n == 0 || (e->is_named && cells_match_any(c, i + n, goes_on)))
        return false;
    *out = (struct unit_match){
        .word = &e->word, .unit = e->unit, .end = i + n, .is_named = e->is_named};
    out->name = e->unit ? e->unit->name : text_from(e->word.name);
    return true;
}

bool unit_find(struct unit_match *out, const struct units *u, const struct cells *c, size_t i)
{
    static const char *const months[] = {"个多月", "个余月", NULL};
    if (cells_match_any(c, i, months)) { /* 3个多月 */
        for (size_t k = 0; k < u->list.count; k++)
            if (text_is(u->list.items[k].read, "个月")) {
                entry_match(out, &u->list.items[k], c, i);
                *out = (struct unit_match){.word = &u->list.items[k].word,
                                           .end = i + 3,
                                           .has_more = true,
                                           .unit = u->list.items[k].unit};
                out->name = out->unit ? out->unit->name : text_from(out->word->name);
                return true;
            }
    }
    uint32_t first = cell_at(c, i);
    for (size_t k = 0; k < u->list.count; k++)
        if (u->list.items[k].first == first && entry_match(out, &u->list.items[k], c, i)) {
            if (out->word->kind == QUOTE_DURATION && cell_at(c, out->end) == 0x591A) { /* 3年多 */
                out->has_more = true;
                out->end++;
            }
            return true;
        }
    return false;
}

size_t noun_match(const struct cells *c, size_t i)
{
    static const char *const nouns[] = {
        "县（市、区）", "县（区）", "县（市）",   "县市区",     "县区",   "县",
        "乡镇",         "镇街",     "镇（街道）", "村（社区）", "村社区", "行政村",
        "贫困村",       "村",       "社区",       "企业",       NULL};
    static const char *const longer[] = {"县级",   "村级",     "县域", "村庄",   "村民",
                                         "村干部", "社区干部", "县城", "企业家", NULL};
    return cells_match_any(c, i, longer) ? 0 : cells_match_any(c, i, nouns);
}

bool is_counted_noun(const struct cells *c, size_t i)
{
    static const char *const nouns[] = {
        "大棚",   "车间",   "扶贫车间", "基地",   "园区",   "产业园", "项目",   "企业",
        "合作社", "学校",   "医院",     "县",     "村",     "乡镇",   "社区",   "安置点",
        "安置区", "示范点", "培训班",   "生产线", "厂房",   "干部",   "教师",   "医生",
        "专家",   "学生",   "工人",     "农户",   "贫困户", "机构",   "工作站", NULL};
    return cells_match_any(c, i, nouns) > 0;
}
