/*
 * Writes what is many in industry: enterprises and what they paid in, who works there, whom they
 * are tied to, greenhouses and who leases them. Those that are told of one by one stand in
 * demo/tables/industry.tsv; plan rows name them.
 */
#include "demo/world.h"

#include <inttypes.h>

#define PLAIN(title)                                                                               \
    {                                                                                              \
        {title}, NULL, false                                                                       \
    }

static const struct put_column firm_columns[] = {
    PLAIN("企业名称"), PLAIN("落地县区"), PLAIN("来源地"),         PLAIN("投资方"),
    PLAIN("行业"),     PLAIN("主营业务"), PLAIN("协议投资额"),     PLAIN("签约日期"),
    PLAIN("入驻日期"), PLAIN("投产日期"), PLAIN("是否劳动密集型"), PLAIN("是否扶贫企业"),
    PLAIN("退出日期"),
};
static const struct put_column investment_columns[] = {
    PLAIN("投资企业"), PLAIN("到资日期"), PLAIN("出资人"), PLAIN("到位投资额"), PLAIN("验资凭证"),
};
static const struct put_column job_columns[] = {
    PLAIN("姓名"),     PLAIN("身份证号"), PLAIN("户籍所在地"), PLAIN("是否建档立卡"),
    PLAIN("就业企业"), PLAIN("入厂日期"), PLAIN("离厂日期"),   PLAIN("岗位"),
};
static const struct put_column pay_columns[] = {
    PLAIN("身份证号"), PLAIN("就业企业"), PLAIN("入厂日期"), PLAIN("计薪月份"), PLAIN("应发工资"),
};
static const struct put_column linked_columns[] = {
    PLAIN("姓名"),         PLAIN("身份证号"), PLAIN("户籍所在地"),
    PLAIN("是否建档立卡"), PLAIN("户编号"),   PLAIN("带动企业"),
    PLAIN("联结方式"),     PLAIN("联结日期"), PLAIN("脱贫日期"),
};
static const struct put_column greenhouse_columns[] = {
    PLAIN("所属基地"),     PLAIN("大棚编号"), PLAIN("基础完成日期"),
    PLAIN("外棚完成日期"), PLAIN("建成日期"),
};
static const struct put_column lease_columns[] = {
    PLAIN("所属基地"), PLAIN("大棚编号"), PLAIN("承租户编号"), PLAIN("起租日期"),
    PLAIN("退租日期"), PLAIN("年租金"),   PLAIN("承诺收入"),   PLAIN("承诺期月数"),
};
static const struct put_column income_columns[] = {
    PLAIN("所属基地"), PLAIN("大棚编号"), PLAIN("承租户编号"),
    PLAIN("起租日期"), PLAIN("收入月份"), PLAIN("大棚收入"),
};

struct firm {
    int64_t place, party;
    struct text name;
    struct day arrived;
    bool has_left;
};
struct works {
    struct world *w;
    struct random random;
    LIST(struct firm) firms;
    struct draft enterprises, investments, jobs, pays, linked, greenhouses, leases, incomes;
};

/* The i-th of `parts` shares that add up to the whole. */
static int64_t portion(int64_t whole, int64_t parts, int64_t i)
{
    return whole / parts + (i < whole % parts);
}

/* ---- enterprises and what they paid in ---- */

static const char *industry_word(struct text kind)
{
    return text_is(kind, "agriculture") ? "农业" : text_is(kind, "trade") ? "商贸" : "制造业";
}

static void investments_put(struct works *o, const struct firm *firm, int64_t fen)
{
    struct day second = day_after(firm->arrived, random_between(&o->random, 40, 150));
    int64_t first = fen / 5 * random_between(&o->random, 1, 4);
    for (int i = 0; i < 2; i++) {
        struct put_cell *cells = draft_add(&o->investments);
        cells[0] = cell_text(firm->name);
        cells[1] = cell_day(i ? day_earlier(second, last_day()) : day_after(firm->arrived, 10));
        cells[2] = cell_str("本企业");
        cells[3] = cell_money(i ? fen - first : first);
        if (random_chance(&o->random, 80))
            cells[4] = cell_text(
                text_printf(o->enterprises.arena, "YZ%04d", (int)o->investments.lines.count));
    }
}

static void firm_put(struct works *o, const struct plan_row *row, struct firm *firm, int64_t fen)
{
    struct random *r = &o->random;
    struct put_cell *cells = draft_add(&o->enterprises);
    cells[0] = cell_text(firm->name);
    cells[1] = cell_region(row->place);
    cells[2] = cell_region(row->party);
    cells[3] =
        cell_text(firm_name(o->enterprises.arena, &o->w->land, row->party, random_below(r, 160)));
    cells[4] = cell_str(industry_word(row->kind));
    cells[5] = cell_str(text_is(row->kind, "agriculture") ? "果蔬种植" : "来料加工");
    cells[6] = cell_money(fen / 100000000 * 100000000 + random_between(r, 2, 9) * 100000000);
    cells[7] = cell_day(day_after(firm->arrived, -random_between(r, 5, 60)));
    cells[8] = cell_day(firm->arrived);
    struct day produced = day_after(firm->arrived, random_between(r, 50, 200));
    if (!firm->has_left && produced.since_1970 < last_day().since_1970)
        cells[9] = cell_day(produced);
    cells[10] = cell_bool(!text_is(row->kind, "trade") && random_chance(r, 60));
    cells[11] = cell_bool(random_chance(r, 70));
    if (firm->has_left)
        cells[12] = cell_day(day_after(firm->arrived, random_between(r, 90, 200)));
}

/* ---- who works there ---- */

static struct someone *local_new(struct works *o, int64_t county, bool is_registered)
{
    return person_new(&o->w->people, village_of(o->w, &o->random, county), is_registered, 1965,
                      1999);
}

static void person_put(struct put_cell *cells, const struct someone *s)
{
    cells[0] = cell_text(s->name);
    cells[1] = cell_text(s->idno);
    cells[2] = cell_region(s->home);
    cells[3] = cell_bool(s->is_registered);
}

/* Two months of which one is as much above the usual pay as the other is below it. */
static void pays_put(struct works *o, const struct put_cell *job, int64_t months)
{
    struct month last = month_of(last_day());
    int64_t apart = random_between(&o->random, 0, 9) * 10000;
    for (int64_t i = 0; i < months; i++) {
        struct put_cell *cells = draft_add(&o->pays);
        cells[0] = job[1];
        cells[1] = job[4];
        cells[2] = job[5];
        cells[3] = cell_month((struct month){last.index - (int32_t)i});
        cells[4] = cell_money(350000 + (i % 2 ? apart : -apart));
    }
}

static void job_put(struct works *o, const struct firm *firm, bool is_registered, bool has_left,
                    int64_t months)
{
    static const char *const posts[] = {"普工", "操作工", "质检员", "包装工", "种植工"};
    struct random *r = &o->random;
    struct day last = day_after(last_day(), has_left ? -60 : -65);
    struct day started = day_within(r, firm->arrived, last);
    struct put_cell *cells = draft_add(&o->jobs);
    person_put(cells, local_new(o, firm->place, is_registered));
    cells[4] = cell_text(firm->name);
    cells[5] = cell_day(started);
    if (has_left)
        cells[6] = cell_day(day_after(started, random_between(r, 8, 55)));
    cells[7] = cell_str(posts[random_below(r, 5)]);
    pays_put(o, cells, months);
}

static void jobs_put(struct works *o, const struct firm *firm, int64_t registered, int64_t others,
                     int64_t left, int64_t months)
{
    for (int64_t i = 0; i < registered + others; i++)
        job_put(o, firm, i < registered, false, months);
    for (int64_t i = 0; i < left; i++)
        job_put(o, firm, random_chance(&o->random, 40), true, 0);
}

static void firms_put(struct works *o, const struct plan_row *row)
{
    int64_t stay = row->n[0] - row->n[1];
    struct day latest = day_earlier(row->last, day_after(last_day(), -120));
    for (int64_t i = 0; i < row->n[0]; i++) {
        struct firm firm = {.place = row->place, .party = row->party, .has_left = i >= stay};
        firm.name =
            firm_name(o->enterprises.arena, &o->w->land, row->place, 100 + (int64_t)o->firms.count);
        firm.arrived = day_within(&o->random, row->first, latest);
        int64_t fen = firm.has_left ? 0 : portion(row->n[4], stay, i) * 10000;
        firm_put(o, row, &firm, fen);
        if (fen)
            investments_put(o, &firm, fen);
        if (!firm.has_left)
            jobs_put(o, &firm, portion(row->n[2], stay, i), portion(row->n[3], stay, i),
                     random_between(&o->random, 0, 4), 0);
        LIST_ADD(o->enterprises.arena, &o->firms, firm);
    }
}

static void named_jobs_put(struct works *o, const struct plan_row *row)
{
    struct firm firm = {row->place, row->party, row->kind, row->first, false};
    jobs_put(o, &firm, row->n[1], row->n[0] - row->n[1], row->n[2], row->n[3]);
}

/* ---- whom they are tied to ---- */

static const char *link_word(struct text kind)
{
    static const char *const words[][2] = {{"order", "订单"}, {"dividend", "分红"},
                                           {"land", "流转"},  {"share", "入股"},
                                           {"lease", "租赁"}, {"entrusted", "托管"}};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (text_is(kind, words[i][0]))
            return words[i][1];
    return "就业";
}

static const struct firm *firm_near(struct works *o, const struct plan_row *row)
{
    for (;;) {
        const struct firm *f = &o->firms.items[random_below(&o->random, (int64_t)o->firms.count)];
        if (f->place == row->place && f->party == row->party && !f->has_left)
            return f;
    }
}

static void link_put(struct works *o, const struct someone *s, const struct firm *firm,
                     const char *kind, bool is_lifted)
{
    struct random *r = &o->random;
    struct day since = day_within(r, firm->arrived, day_after(last_day(), -100));
    struct put_cell *cells = draft_add(&o->linked);
    person_put(cells, s);
    cells[4] = cell_text(s->household);
    cells[5] = cell_text(firm->name);
    cells[6] = cell_str(kind);
    cells[7] = cell_day(since);
    if (is_lifted)
        cells[8] = cell_day(day_within(r, day_after(since, 30), last_day()));
}

static void links_put(struct works *o, const struct plan_row *row)
{
    const char *kind = link_word(row->kind);
    for (int64_t i = 0; i < row->n[0] + row->n[1] + row->n[2]; i++) {
        bool is_registered = i < row->n[0] + row->n[1], is_lifted = i < row->n[0];
        const struct firm *firm = firm_near(o, row);
        struct someone *s = local_new(o, row->place, is_registered);
        link_put(o, s, firm, kind, is_lifted);
        if (i < row->n[3])
            link_put(o, s, firm, "就业", is_lifted); /* by two links, and still one person */
    }
}

/* ---- greenhouses and who leases them ---- */

static void lease_put(struct works *o, const struct plan_row *row, const struct put_cell *house,
                      int64_t i)
{
    struct random *r = &o->random;
    bool is_long_ago = house[4].number < last_day().since_1970 - 150;
    struct day since = day_after((struct day){(int32_t)house[4].number}, is_long_ago ? 20 : 3);
    struct put_cell *cells = draft_add(&o->leases);
    cells[0] = house[0];
    cells[1] = house[1];
    cells[2] = cell_text(
        text_printf(o->leases.arena, "H%06" PRId64 "7%04" PRId64, row->place / 1000000, i + 1));
    cells[3] = cell_day(since);
    cells[5] = cell_money(random_between(r, 20, 36) * 10000);
    cells[6] = cell_money((is_long_ago ? random_between(r, 6, 9) : 10) * 1000000);
    cells[7] = cell_count(24);
    struct month m = month_of(day_after(since, 60));
    for (; is_long_ago && m.index <= month_of(last_day()).index; m.index += 2) {
        struct put_cell *income = draft_add(&o->incomes);
        for (int c = 0; c < 4; c++)
            income[c] = cells[c];
        income[4] = cell_month(m);
        income[5] = cell_money(random_between(r, 180, 480) * 1000);
    }
}

static void greenhouses_put(struct works *o, const struct plan_row *row)
{
    struct random *r = &o->random;
    struct day until = day_earlier(row->last, day_after(last_day(), -4));
    int64_t all = row->n[0] + row->n[1] + row->n[2];
    for (int64_t i = 0; i < all; i++) {
        struct day finished = day_within(r, day_after(until, -25), until);
        struct day frame = day_after(finished, -random_between(r, 12, 30));
        struct put_cell *cells = draft_add(&o->greenhouses);
        cells[0] = cell_text(row->kind);
        cells[1] = cell_text(text_printf(o->greenhouses.arena, "%03d", (int)(i + 1)));
        cells[2] = cell_day(day_after(frame, -random_between(r, 15, 40)));
        if (i < row->n[1] + row->n[2])
            cells[3] = cell_day(frame);
        if (i >= row->n[2])
            continue;
        cells[4] = cell_day(finished);
        if (i < row->n[3])
            lease_put(o, row, cells, i);
    }
}

/* ---- rows that are wrong, and the workbooks ---- */

static struct put_cell *plant_copy(struct draft *d, const char *wrong)
{
    struct put_cell *cells = draft_plant(d, wrong);
    for (int c = 0; c < d->column_count; c++)
        cells[c] = d->lines.items[0].cells[c];
    return cells;
}

static void wrong_put(struct works *o)
{
    struct put_cell *c = plant_copy(&o->enterprises, "投产日期早于入驻日期");
    c[0] = cell_str("昭通市未来实业有限公司");
    c[9] = cell_day(day_after((struct day){(int32_t)c[8].number}, -20));
    c = plant_copy(&o->investments, "到位投资额不大于零");
    c[3] = cell_money(0);
    c[1] = cell_day(last_day());
    c = plant_copy(&o->investments, "企业尚未登记");
    c[0] = cell_str("昭通市无名实业有限公司");
    c = plant_copy(&o->jobs, "离厂日期早于入厂日期");
    c[5] = cell_day(day_after((struct day){(int32_t)c[5].number}, 1));
    c[6] = cell_day(day_after((struct day){(int32_t)c[5].number}, -9));
    c = plant_copy(&o->linked, "联结方式不在代码表中");
    c[6] = cell_str("口头答应");
    c = plant_copy(&o->greenhouses, "建成早于外棚完成");
    c[1] = cell_str("999");
    c[4] = cell_day(day_after((struct day){(int32_t)c[3].number}, -3));
}

static void start(struct works *o, struct draft *d, struct arena *a, const char *name,
                  const struct put_column *columns, int count)
{
    draft_start(d, a, &o->w->land, text_from(name), text_printf(a, "昭通市%s台账", name), columns,
                count);
}

static void all_start(struct works *o, struct arena *a)
{
    start(o, &o->enterprises, a, "引进企业", firm_columns, COLUMN_COUNT(firm_columns));
    start(o, &o->investments, a, "到位投资", investment_columns, COLUMN_COUNT(investment_columns));
    start(o, &o->jobs, a, "企业用工", job_columns, COLUMN_COUNT(job_columns));
    start(o, &o->pays, a, "企业工资表", pay_columns, COLUMN_COUNT(pay_columns));
    start(o, &o->linked, a, "企业带动", linked_columns, COLUMN_COUNT(linked_columns));
    start(o, &o->greenhouses, a, "大棚建设", greenhouse_columns, COLUMN_COUNT(greenhouse_columns));
    start(o, &o->leases, a, "大棚租赁", lease_columns, COLUMN_COUNT(lease_columns));
    start(o, &o->incomes, a, "租棚户收入", income_columns, COLUMN_COUNT(income_columns));
}

static void all_put(struct works *o)
{
    const struct plan *p = &o->w->plan;
    const struct plan_row *row = NULL;
    while ((row = plan_next(p, "firms", row)))
        firms_put(o, row);
    while ((row = plan_next(p, "jobs", row)))
        named_jobs_put(o, row);
    while ((row = plan_next(p, "linked", row)))
        links_put(o, row);
    while ((row = plan_next(p, "greenhouses", row)))
        greenhouses_put(o, row);
    wrong_put(o);
}

bool industry_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct works o = {.w = w, .random = random_named(w->seed, "industry")};
    struct book *b;
    all_start(&o, &a);
    all_put(&o);
    TRY(book_open(&b, &w->shelf, "72_昭通市_引进企业与用工", &PREFECTURE, f));
    TRY(book_write(b, &o.enterprises, f) && book_write(b, &o.investments, f));
    TRY(book_write(b, &o.jobs, f) && book_write(b, &o.pays, f) && book_close(b, f));
    TRY(book_open(&b, &w->shelf, "73_昭通市_带动与大棚", &PREFECTURE, f));
    TRY(book_write(b, &o.linked, f) && book_write(b, &o.greenhouses, f));
    return book_write(b, &o.leases, f) && book_write(b, &o.incomes, f) && book_close(b, f);
}
