#include "demo/people.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const surnames[] = {
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高",
    "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧",
    "程", "曹", "袁", "邓", "许", "傅", "曾", "彭", "吕", "苏", "卢", "蒋", "贾", "丁", "魏",
    "薛", "叶", "阎", "余", "潘", "杜", "戴", "夏", "钟", "汪", "田", "任", "姜", "范", "方",
    "石", "姚", "谭", "廖", "邹", "熊", "陆", "郝", "孔", "白", "崔", "康", "毛", "邱", "秦",
    "江", "史", "顾", "邵", "孟", "龙", "万", "段", "雷", "钱", "汤", "尹", "黎", "易", "常",
};
static const char *const given_men[] = {
    "伟", "强", "勇", "磊", "涛", "斌", "辉", "刚", "健", "飞", "鹏", "波", "亮", "超", "平",
    "华", "国", "建", "志", "文", "海", "德", "兴", "昌", "云", "松", "柏", "洪", "富", "贵",
    "荣", "发", "祥", "福", "林", "山", "川", "江", "河", "正", "荣", "学", "兵", "奎", "顺",
};
static const char *const given_women[] = {
    "芳", "娟", "敏", "静", "丽", "艳", "娜", "秀", "英", "霞", "燕", "玲", "桂", "兰", "萍",
    "红", "梅", "琴", "云", "莲", "珍", "凤", "洁", "琳", "素", "雪", "荣", "爱", "翠", "香",
    "菊", "月", "莹", "慧", "巧", "美", "娥", "芬", "琼", "淑", "惠", "珠", "青", "春", "蓉",
};

char idno_check_digit(const char digits[17])
{
    static const int weights[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++)
        sum += (digits[i] - '0') * weights[i];
    return "10X98765432"[sum % 11];
}

static struct text name_new(struct people *p, bool is_woman)
{
    const char *const *given = is_woman ? given_women : given_men;
    int64_t count = (int64_t)(sizeof(given_men) / sizeof(*given_men));
    const char *first = surnames[random_below(&p->random, sizeof(surnames) / sizeof(*surnames))];
    const char *one = given[random_below(&p->random, count)];
    const char *two = given[random_below(&p->random, count)];
    if (random_chance(&p->random, 22))
        return text_printf(p->arena, "%s%s", first, one);
    return text_printf(p->arena, "%s%s%s", first, one, two);
}

/* Prefix and sequence come from a counter: no two persons can have one number. */
static struct text idno_new(struct people *p, const struct someone *s)
{
    char digits[32];
    int64_t turn = p->count / 10000;
    snprintf(digits, sizeof(digits), "%06d%04d%02d%02d%03d", (int)(990000 + p->count % 10000),
             s->born.index / 12, s->born.index % 12 + 1, (int)random_between(&p->random, 1, 28),
             (int)(120 + turn * 2 + (s->is_woman ? 0 : 1)));
    return text_printf(p->arena, "%.17s%c", digits, idno_check_digit(digits));
}

struct someone *person_new(struct people *p, int64_t home, bool is_registered, int born_from,
                           int born_to)
{
    struct someone *s = ARENA_NEW(p->arena, struct someone);
    s->home = home;
    s->is_registered = is_registered;
    s->is_woman = random_chance(&p->random, 43);
    s->born = (struct month){(int32_t)(random_between(&p->random, born_from, born_to) * 12 +
                                       random_below(&p->random, 12))};
    s->idno = idno_new(p, s);
    s->name = name_new(p, s->is_woman);
    s->phone = text_printf(p->arena, "1%d%08" PRId64, (int)random_between(&p->random, 30, 99),
                           random_below(&p->random, 100000000));
    s->education = (int)random_below(&p->random, 6);
    s->household = text_printf(p->arena, "H%06" PRId64 "%05" PRId64, home / 1000000, p->count / 2);
    p->count++;
    return s;
}

struct text education_name(int education)
{
    static const char *const names[] = {"小学", "小学", "初中", "初中", "高中", "中专"};
    return text_from(names[education]);
}

struct text firm_name(struct arena *a, const struct land *l, int64_t region, int64_t number)
{
    static const char *const brands[] = {"恒信", "新宇", "金桥", "安达", "鼎丰", "联创", "嘉禾",
                                         "宏业", "伟通", "泰和", "南粤", "启航", "博远", "精诚"};
    static const char *const trades[] = {"电子", "鞋业", "五金", "服装", "家具", "玩具",
                                         "塑胶", "食品", "包装", "建筑", "物流", "餐饮"};
    return text_printf(a, "%.*s%s%s有限公司", TEXT_ARG(land_print(a, l, region, LAND_SPOKEN)),
                       brands[number % 14], trades[number / 14 % 12]);
}
