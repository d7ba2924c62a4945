/*
 * Writes openings, referrals, orders, trips with who rode, and each county's contacts.
 */
#include "demo/labour_sheets.h"
#include "demo/loop.h"

#include <stdio.h>

#define PLAIN(title)                                                                               \
    {                                                                                              \
        {title}, NULL, false                                                                       \
    }

static const struct put_column order_columns[] = {
    PLAIN("订单编号"), PLAIN("下单企业"), PLAIN("承接县区"),   PLAIN("用工地"),   PLAIN("订单方式"),
    PLAIN("订单工种"), PLAIN("承诺岗位数"), PLAIN("承诺月工资"), PLAIN("下单日期"),
};
static const struct put_column opening_columns[] = {
    PLAIN("岗位编号"),   PLAIN("招聘单位"),   PLAIN("岗位名称"), PLAIN("岗位工种"), PLAIN("招聘人数"),
    PLAIN("月工资下限"), PLAIN("月工资上限"), PLAIN("投放县区"), PLAIN("工作地点"), PLAIN("性别要求"),
    PLAIN("年龄下限"),   PLAIN("年龄上限"),   PLAIN("发布日期"), PLAIN("招聘截止日期"),
};
static const struct put_column referral_columns[] = {
    PLAIN("岗位编号"), PLAIN("推荐日期"), PLAIN("推荐方"),
    PLAIN("本人答复"), PLAIN("答复日期"), PLAIN("不同意原因"),
};
static const struct put_column trip_columns[] = {
    PLAIN("车次编号"), PLAIN("出发地"), PLAIN("到达地"), PLAIN("出发日期"), PLAIN("输送人数"), PLAIN("组织乡镇"),
};
static const struct put_column rider_columns[] = {
    PLAIN("车次编号"), PLAIN("接收单位"), PLAIN("到岗日期"),
};
static const struct put_column contact_columns[] = {
    PLAIN("回访月份"),
    PLAIN("回访日期"),
    PLAIN("回访方"),
    PLAIN("是否在岗"),
    PLAIN("工资是否按时发放"),
    PLAIN("上月工资"),
    PLAIN("反映问题"),
};

/* Person's columns first, then those of the table; returns how many there are. */
static int columns_join(struct put_column *out, const struct put_column *own, int count)
{
    for (int i = 0; i < 7; i++)
        out[i] = (struct put_column){{PERSON_COLUMNS[i].titles[0]}, NULL, false};
    for (int i = 0; i < count; i++)
        out[7 + i] = own[i];
    return 7 + count;
}

static void orders_put(struct draft *d, const struct loop *loop)
{
    for (size_t i = 0; i < loop->orders.count; i++) {
        const struct order *o = loop->orders.items[i];
        struct put_cell cells[] = {cell_text(o->code),        cell_text(o->employer),
                                   cell_region(o->county),    cell_region(o->workplace),
                                   cell_str(o->kind),         cell_str(o->trade),
                                   cell_count(o->posts),      cell_money(o->wage * 100),
                                   cell_day(o->day)};
        struct put_cell *to = draft_add(d);
        for (int c = 0; c < COLUMN_COUNT(order_columns); c++)
            to[c] = cells[c];
    }
    struct put_cell *wrong = draft_plant(d, "承诺岗位数为零");
    wrong[0] = cell_str("DD000000-2018-01");
    wrong[1] = cell_str("演示用工单位");
    wrong[2] = cell_region(COUNTIES[0]);
    wrong[6] = cell_count(0);
    wrong[8] = cell_day(last_day());
}

static void openings_put(struct draft *d, const struct loop *loop)
{
    for (size_t i = 0; i < loop->openings.count; i++) {
        const struct opening *o = loop->openings.items[i];
        struct put_cell *to = draft_add(d);
        to[0] = cell_text(o->code);
        to[1] = cell_text(o->employer);
        to[2] = cell_str(o->trade);
        to[3] = cell_str(o->trade);
        to[4] = cell_count(o->posts);
        to[5] = cell_money(o->wage_low * 100);
        to[6] = cell_money((o->wage_low + 1200) * 100);
        to[7] = cell_region(o->county);
        to[8] = cell_region(o->workplace);
        if (o->wants_woman)
            to[9] = cell_str("女");
        to[10] = cell_count(18);
        to[11] = cell_count(55);
        to[12] = cell_day(o->from);
        if (o->until.since_1970 != DAY_LAST.since_1970)
            to[13] = cell_day(o->until);
    }
    struct put_cell *wrong = draft_plant(d, "年龄上限低于下限");
    wrong[0] = cell_str("GW000000-2019-01");
    wrong[1] = cell_str("演示用工单位");
    wrong[2] = cell_str("普工");
    wrong[4] = cell_count(5);
    wrong[7] = cell_region(COUNTIES[0]);
    wrong[8] = cell_region(441900000000);
    wrong[10] = cell_count(45);
    wrong[11] = cell_count(18);
    wrong[12] = cell_day(last_day());
}

static void referrals_put(struct draft *d, const struct loop *loop)
{
    for (size_t i = 0; i < loop->referrals.count; i++) {
        const struct referral *x = &loop->referrals.items[i];
        struct put_cell *to = draft_add(d);
        person_put(to, x->who, x->who->home);
        to[7] = cell_text(x->opening->code);
        to[8] = cell_day(x->day);
        to[9] = cell_str(i % 3 ? "村级联络员" : i % 2 ? "服务机构" : "乡镇");
        if (x->answer)
            to[10] = cell_str(x->answer);
        if (x->answer && !text_is(text_from(x->answer), "考虑中"))
            to[11] = cell_day(day_after(x->day, (int64_t)(i % 3)));
        if (x->why)
            to[12] = cell_str(x->why);
        if (i == 100) {
            to = draft_plant(d, "岗位编号没有登记");
            person_put(to, x->who, x->who->home);
            to[7] = cell_str("GW999999-2019-99");
            to[8] = cell_day(x->day);
        }
    }
}

static void trips_put(struct draft *trips, struct draft *riders, const struct loop *loop)
{
    for (size_t i = 0; i < loop->trips.count; i++) {
        const struct trip *t = loop->trips.items[i];
        struct put_cell *to = draft_add(trips);
        to[0] = cell_text(t->code);
        to[1] = cell_region(t->county);
        to[2] = cell_region(t->to);
        to[3] = cell_day(t->day);
        to[4] = cell_count((int64_t)t->riders.count);
        if (t->town)
            to[5] = cell_region(t->town);
        for (size_t k = 0; k < t->riders.count; k++) {
            const struct spell *s = t->riders.items[k];
            to = draft_add(riders);
            person_put(to, s->who, s->who->home);
            to[7] = cell_text(t->code);
            to[8] = cell_text(s->employer);
            to[9] = cell_day(day_after(t->day, 1));
        }
    }
}

static bool orders_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct draft orders, openings, referrals;
    struct put_column columns[20];
    draft_start(&orders, &a, &w->land, TEXT("用工订单"), TEXT("企业用工订单台账"), order_columns,
                COLUMN_COUNT(order_columns));
    draft_start(&openings, &a, &w->land, TEXT("招聘岗位"), TEXT("招聘岗位台账"), opening_columns,
                COLUMN_COUNT(opening_columns));
    draft_start(&referrals, &a, &w->land, TEXT("岗位推荐"), TEXT("岗位推荐台账"), columns,
                columns_join(columns, referral_columns, COLUMN_COUNT(referral_columns)));
    orders_put(&orders, w->loop);
    openings_put(&openings, w->loop);
    referrals_put(&referrals, w->loop);
    struct book *b;
    TRY(book_open(&b, &w->shelf, "80_昭通市_订单与岗位", &PREFECTURE, f));
    return book_write(b, &orders, f) && book_write(b, &openings, f) &&
           book_write(b, &referrals, f) && book_close(b, f);
}

static bool trips_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct draft trips, riders;
    struct put_column columns[20];
    draft_start(&trips, &a, &w->land, TEXT("点对点输送"), TEXT("专车输送车次台账"), trip_columns,
                COLUMN_COUNT(trip_columns));
    draft_start(&riders, &a, &w->land, TEXT("输送名册"), TEXT("乘车人员名单"), columns,
                columns_join(columns, rider_columns, COLUMN_COUNT(rider_columns)));
    trips_put(&trips, &riders, w->loop);
    struct book *b;
    TRY(book_open(&b, &w->shelf, "81_昭通市_专车输送", &PREFECTURE, f));
    return book_write(b, &trips, f) && book_write(b, &riders, f) && book_close(b, f);
}

static bool contacts_county(struct world *w, int64_t county, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct draft d;
    struct put_column columns[20];
    struct text name = land_name(&w->land, county);
    draft_start(&d, &a, &w->land, TEXT("务工回访"),
                text_printf(&a, "%.*s务工人员月度回访台账", TEXT_ARG(name)), columns,
                columns_join(columns, contact_columns, COLUMN_COUNT(contact_columns)));
    for (size_t i = 0; i < w->loop->contacts.count; i++) {
        const struct contact *c = &w->loop->contacts.items[i];
        if (county_of(c->who->home) != county)
            continue;
        struct put_cell *to = draft_add(&d);
        person_put(to, c->who, c->who->home);
        to[7] = cell_month(c->month);
        to[8] = cell_day(c->day);
        to[9] = cell_str(c->by);
        to[10] = cell_bool(true);
        if (c->is_paid)
            to[11] = cell_bool(true);
        if (c->wage)
            to[12] = cell_money(c->wage * 100);
        to[13] = cell_str(c->problem);
    }
    char stem[128];
    struct book *b;
    snprintf(stem, sizeof(stem), "82_%.*s_务工回访", TEXT_ARG(name));
    if (d.lines.count == 0)
        return true;
    TRY(book_open(&b, &w->shelf, stem, habit_of(county), f));
    return book_write(b, &d, f) && book_close(b, f);
}

bool loop_write(struct world *w, struct fault *f)
{
    TRY(orders_write(w, f) && trips_write(w, f));
    for (size_t i = 0; i < 11; i++)
        TRY(contacts_county(w, COUNTIES[i], f));
    return true;
}
