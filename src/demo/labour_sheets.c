/*
 * Writes persons, placements and wages: a county's own books, each with its own habits.
 */
#include "demo/labour_sheets.h"

#include <stdio.h>

const struct put_column PERSON_COLUMNS[7] = {
    {{"户编号", "户编码", "户号"}, "基本信息", true},
    {{"姓名", "人员姓名", "姓名"}, "基本信息", false},
    {{"身份证号", "身份证号码", "公民身份号码"}, "基本信息", false},
    {{"性别", NULL, NULL}, "基本信息", false},
    {{"户籍所在地", "户籍地址", "户籍所在村"}, "基本信息", false},
    {{"是否建档立卡", "是否贫困户", "建档立卡"}, "身份", false},
    {{"联系电话", "手机号码", "联系方式"}, "身份", false},
};

void person_put(struct put_cell *cells, const struct someone *s, int64_t home)
{
    cells[0] = cell_text(s->household);
    cells[1] = cell_text(s->name);
    cells[2] = cell_text(s->idno);
    cells[3] = cell_str(s->is_woman ? "女" : "男");
    cells[4] = cell_region(home);
    cells[5] = cell_bool(s->is_registered);
    cells[6] = cell_text(s->phone);
}

/* Name and number alone where the county lists its people, else all columns; returns how many. */
int who_columns(struct put_column *out, int64_t county)
{
    if (county_lists_people(county)) {
        out[0] = PERSON_COLUMNS[1];
        out[1] = PERSON_COLUMNS[2];
        return 2;
    }
    for (int i = 0; i < 7; i++)
        out[i] = PERSON_COLUMNS[i];
    return 7;
}

void who_put(struct put_cell *cells, const struct someone *s, int64_t home, int64_t county)
{
    if (!county_lists_people(county)) {
        person_put(cells, s, home);
        return;
    }
    cells[0] = cell_text(s->name);
    cells[1] = cell_text(s->idno);
}

/* ---- persons ---- */

static bool people_county(struct world *w, int64_t county, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct draft d;
    struct text name = land_name(&w->land, county);
    draft_start(&d, &a, &w->land, TEXT("农村劳动力信息"),
                text_printf(&a, "%.*s农村劳动力信息表", TEXT_ARG(name)), PERSON_COLUMNS, 7);
    for (size_t i = 0; i < w->everybody.count; i++)
        if (county_of(w->everybody.items[i]->home) == county)
            person_put(draft_add(&d), w->everybody.items[i], w->everybody.items[i]->home);
    char stem[128];
    snprintf(stem, sizeof(stem), "21_%.*s_农村劳动力信息", TEXT_ARG(name));
    struct book *b;
    TRY(book_open(&b, &w->shelf, stem, habit_of(county), f));
    return book_write(b, &d, f) && book_close(b, f);
}

static void change_put(struct put_cell *cells, const struct change *c)
{
    cells[0] = cell_text(c->who->name);
    cells[1] = cell_text(c->who->idno);
    cells[2] = c->home ? cell_region(c->home) : cell_bool(true);
    cells[3] = cell_day(c->since);
}

static bool changes_write(struct world *w, struct fault *f)
{
    static const struct put_column moves[] = {{{"姓名"}, NULL, false},
                                              {{"身份证号"}, NULL, false},
                                              {{"迁入地"}, NULL, false},
                                              {{"迁入日期"}, NULL, false}};
    static const struct put_column standings[] = {{{"姓名"}, NULL, false},
                                                  {{"身份证号"}, NULL, false},
                                                  {{"变动后是否建档立卡"}, NULL, false},
                                                  {{"变动日期"}, NULL, false}};
    SCOPED_ARENA a = {0};
    struct draft moved, standing;
    draft_start(&moved, &a, &w->land, TEXT("户籍迁移登记"), TEXT("跨县户籍迁移登记表"), moves, 4);
    draft_start(&standing, &a, &w->land, TEXT("建档立卡动态调整"), TEXT("建档立卡动态调整名单"),
                standings, 4);
    for (size_t i = 0; i < w->changes.count; i++)
        change_put(draft_add(w->changes.items[i].home ? &moved : &standing), &w->changes.items[i]);
    struct book *b;
    TRY(book_open(&b, &w->shelf, "22_昭通市_人员变动", &PREFECTURE, f));
    return book_write(b, &moved, f) && book_write(b, &standing, f) && book_close(b, f);
}

bool people_write(struct world *w, struct fault *f)
{
    for (size_t i = 0; i < 11; i++)
        if (county_lists_people(COUNTIES[i]))
            TRY(people_county(w, COUNTIES[i], f));
    return changes_write(w, f);
}

/* ---- placements ---- */

static const struct put_column placement_columns[] = {
    {{"用工单位", "务工企业名称", "企业名称"}, "务工情况", false},
    {{"务工地", "务工地点", "务工所在地"}, "务工情况", false},
    {{"上岗日期", "务工开始时间", "上岗时间"}, "务工情况", false},
    {{"离岗日期", "务工结束时间", "离岗时间"}, "务工情况", false},
    {{"就业渠道", "转移就业方式", "务工渠道"}, "务工情况", false},
    {{"工种", "务工岗位", "岗位"}, "务工情况", false},
    {{"用工订单编号", "订单编号", "订单号"}, "来源", false},
    {{"招聘岗位编号", "岗位编号", "岗位编号"}, "来源", false},
    {{"车次编号", "车次编号", "车次编号"}, "来源", false},
    {{"组织输出乡镇", "组织输出乡镇", "输出组织乡镇"}, "来源", false},
    {{"备注"}, NULL, false},
};

static void spell_put(struct put_cell *cells, const struct spell *s)
{
    cells[0] = cell_text(s->employer);
    cells[1] = cell_region(s->workplace);
    cells[2] = cell_day(s->started);
    if (s->ended.since_1970 != DAY_LAST.since_1970)
        cells[3] = cell_day(s->ended);
    cells[4] = cell_str(s->channel);
    cells[5] = cell_str(s->trade);
    if (s->order.n)
        cells[6] = cell_text(s->order);
    if (s->opening.n)
        cells[7] = cell_text(s->opening);
    if (s->trip.n)
        cells[8] = cell_text(s->trip);
    if (s->organiser)
        cells[9] = cell_region(s->organiser);
}

struct planted_row {
    const char *wrong;
    int column; /* counted from the person's number (0) to the last of the placement's columns */
    const char *text;
};

/* Rows nobody can take as they are. Each has a person of its own: were one let in, a figure moved.
 */
static void placements_plant(struct world *w, struct draft *d, struct random *r, int64_t county,
                             int who_count)
{
    static const struct planted_row rows[] = {
        {"身份证号校验码不对", 0, NULL},
        {"身份证号为15位", 0, "990001780305123"},
        {"身份证号成了科学记数", 0, "9.90001E+17"},
        {"身份证号后三位成了000", 0, "990001197803051000"},
        {"上岗日期为13月", 3, "2018年13月5日"},
        {"离岗日期早于上岗日期", 4, "2001-01-01"},
        {"务工地不存在", 2, "蓬莱省瀛洲县"},
        {"就业渠道不在代码表中", 5, "托梦"},
        {"用工单位为空", 1, ""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct someone *s = person_new(&w->people, village_of(w, r, county), true, 1970, 1998);
        struct spell spell = {.who = s,
                              .workplace = 441900003000,
                              .ended = DAY_LAST,
                              .employer = TEXT("演示用工单位"),
                              .channel = "政府组织",
                              .trade = "普工"};
        day_make(&spell.started, 2018, 5, 7);
        struct put_cell *cells = draft_plant(d, rows[i].wrong);
        who_put(cells, s, s->home, county);
        spell_put(cells + who_count, &spell);
        struct text text = text_from(rows[i].text);
        if (!rows[i].text) { /* the last digit, moved on by one */
            char *number = text_cstr(d->arena, s->idno);
            number[17] = number[17] == 'X' ? '0' : number[17] == '9' ? 'X' : (char)(number[17] + 1);
            text = text_from(number);
        }
        int number_column = who_count == 2 ? 1 : 2;
        cells[rows[i].column == 0 ? number_column : who_count + rows[i].column - 1] =
            rows[i].text && !rows[i].text[0] ? (struct put_cell){0} : cell_text(text);
    }
}

static bool placements_county(struct world *w, int64_t county, struct book *b, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct put_column columns[18];
    int who = who_columns(columns, county), n = COLUMN_COUNT(placement_columns);
    for (int i = 0; i < n; i++)
        columns[who + i] = placement_columns[i];
    struct random r = random_named(w->seed, "placements planted");
    struct draft d;
    draft_start(
        &d, &a, &w->land, TEXT("转移就业台账"),
        text_printf(&a, "%.*s农村劳动力转移就业台账", TEXT_ARG(land_name(&w->land, county))),
        columns, who + n);
    size_t kept = 0;
    for (size_t i = 0; i < w->spells.count; i++) {
        const struct spell *s = &w->spells.items[i];
        if (county_of(s->home) != county)
            continue;
        struct put_cell *cells = draft_add(&d);
        who_put(cells, s->who, s->home, county);
        spell_put(cells + who, s);
        if (++kept == 200) { /* the same row once more */
            struct put_cell *again = draft_plant(&d, "与上一行完全相同");
            who_put(again, s->who, s->home, county);
            spell_put(again + who, s);
        }
    }
    placements_plant(w, &d, &r, county, who);
    return book_write(b, &d, f);
}

/* ---- wages ---- */

static bool wages_county(struct world *w, int64_t county, struct book *b, struct fault *f)
{
    static const struct put_column columns[] = {
        {{"姓名", "人员姓名", "姓名"}, "人员", false},
        {{"身份证号", "身份证号码", "公民身份号码"}, "人员", false},
        {{"用工单位", "务工企业名称", "企业名称"}, "务工情况", false},
        {{"上岗日期", "务工开始时间", "上岗时间"}, "务工情况", false},
        {{"工资月份", "发放月份", "所属月份"}, "工资", false},
        {{"实发工资", "实发金额", "月工资"}, "工资", false},
    };
    SCOPED_ARENA a = {0};
    struct draft d;
    draft_start(
        &d, &a, &w->land, TEXT("工资发放"),
        text_printf(&a, "%.*s外出务工人员工资发放表", TEXT_ARG(land_name(&w->land, county))),
        columns, 6);
    for (size_t i = 0; i < w->wages.count; i++) {
        const struct wage *wage = &w->wages.items[i];
        const struct spell *s = &w->spells.items[wage->spell];
        if (county_of(s->home) != county)
            continue;
        struct put_cell cells[] = {cell_text(s->who->name), cell_text(s->who->idno),
                                   cell_text(s->employer),  cell_day(s->started),
                                   cell_month(wage->month), cell_money(wage->fen)};
        struct put_cell *to = draft_add(&d);
        for (int c = 0; c < 6; c++)
            to[c] = cells[c];
        if (d.lines.count == 150) {
            to = draft_plant(&d, "工资为文字");
            for (int c = 0; c < 6; c++)
                to[c] = cells[c];
            to[4] = cell_month((struct month){2016 * 12});
            to[5] = cell_str("约三千五");
        }
    }
    return d.lines.count == 0 || book_write(b, &d, f);
}

bool labour_write(struct world *w, struct fault *f)
{
    for (size_t i = 0; i < 11; i++) {
        int64_t county = COUNTIES[i];
        struct text name = land_name(&w->land, county);
        char stem[128];
        struct book *b;
        snprintf(stem, sizeof(stem), "31_%.*s_转移就业", TEXT_ARG(name));
        TRY(book_open(&b, &w->shelf, stem, habit_of(county), f));
        TRY(placements_county(w, county, b, f) && book_close(b, f));
        snprintf(stem, sizeof(stem), "32_%.*s_工资", TEXT_ARG(name));
        TRY(book_open(&b, &w->shelf, stem, habit_of(county), f));
        TRY(wages_county(w, county, b, f) && book_close(b, f));
    }
    return true;
}
