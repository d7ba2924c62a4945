/*
 * Writes who serves those who go: institutions, their staff, village liaisons, and what was asked,
 * paid, offered and driven.
 */
#include "demo/labour_sheets.h"

#include <inttypes.h>

#define PLAIN(title)                                                                               \
    {                                                                                              \
        {title}, NULL, false                                                                       \
    }

static const struct put_column institution_columns[] = {
    PLAIN("服务机构名称"), PLAIN("机构类型"), PLAIN("机构所在地"),
    PLAIN("服务地区"),     PLAIN("设立日期"),
};
static const struct put_column staff_columns[] = {
    {{"服务机构名称"}, NULL, true},
    PLAIN("姓名"),
    PLAIN("身份证号"),
    PLAIN("派驻日期"),
    PLAIN("离任日期"),
};

static struct someone *adult(struct world *w, struct random *r, int64_t county)
{
    return person_new(&w->people, village_of(w, r, county), false, 1968, 1994);
}

static void staff_put(struct draft *d, struct text house, const struct someone *s, struct day since,
                      struct day until)
{
    struct put_cell *cells = draft_add(d);
    cells[0] = cell_text(house);
    cells[1] = cell_text(s->name);
    cells[2] = cell_text(s->idno);
    cells[3] = cell_day(since);
    if (until.since_1970 != DAY_LAST.since_1970)
        cells[4] = cell_day(until);
}

static void house_put(struct world *w, struct random *r, const struct plan_row *row, int serial,
                      struct draft *houses, struct draft *staff)
{
    for (int64_t i = 0; i < row->n[0]; i++) {
        int64_t town = town_of(w, r, row->party);
        struct text name = text_printf(
            w->arena, "%.*s驻%.*s劳务协作工作站（%d号）", TEXT_ARG(land_name(&w->land, row->place)),
            TEXT_ARG(land_print(w->arena, &w->land, town, LAND_SPOKEN)), serial + (int)i);
        struct put_cell *cells = draft_add(houses);
        cells[0] = cell_text(name);
        cells[1] = cell_str("劳务工作站");
        cells[2] = cell_region(town);
        cells[3] = cell_region(row->place);
        cells[4] = cell_day(row->first);
        int64_t here = row->n[1] / row->n[0] + (i < row->n[1] % row->n[0]);
        for (int64_t k = 0; k < here; k++)
            staff_put(staff, name, adult(w, r, row->place),
                      day_after(row->first, random_between(r, 3, 60)), DAY_LAST);
        for (int64_t k = 0; i == 0 && k < row->n[2]; k++)
            staff_put(staff, name, adult(w, r, row->place), day_after(row->first, 3),
                      day_after(row->first, random_between(r, 90, 300)));
    }
}

static bool houses_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct random r = random_named(w->seed, "institutions");
    struct draft houses, staff;
    draft_start(&houses, &a, &w->land, TEXT("劳务协作工作站"), TEXT("驻外劳务协作工作站一览表"),
                institution_columns, COLUMN_COUNT(institution_columns));
    draft_start(&staff, &a, &w->land, TEXT("派驻人员"), TEXT("派驻工作人员名册"), staff_columns,
                COLUMN_COUNT(staff_columns));
    const struct plan_row *row = NULL;
    int serial = 1;
    while ((row = plan_next(&w->plan, "institution", row))) {
        house_put(w, &r, row, serial, &houses, &staff);
        serial += (int)row->n[0];
    }
    struct book *b;
    TRY(book_open(&b, &w->shelf, "34_昭通市_服务机构", &PREFECTURE, f));
    return book_write(b, &houses, f) && book_write(b, &staff, f) && book_close(b, f);
}

/* ---- liaisons ---- */

static const struct put_column liaison_columns[] = {
    PLAIN("负责村"),   PLAIN("姓名"),     PLAIN("身份证号"),
    PLAIN("联系电话"), PLAIN("聘任日期"), PLAIN("解聘日期"),
};

static void liaison_put(struct draft *d, int64_t village, const struct someone *s, struct day since,
                        struct day until)
{
    struct put_cell *cells = draft_add(d);
    cells[0] = cell_region(village);
    cells[1] = cell_text(s->name);
    cells[2] = cell_text(s->idno);
    cells[3] = cell_text(s->phone);
    cells[4] = cell_day(since);
    if (until.since_1970 != DAY_LAST.since_1970)
        cells[5] = cell_day(until);
}

static int64_t villages_planned(struct world *w, int64_t county)
{
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "villages", row)))
        if (row->place == county)
            return row->n[0] + row->n[1] + row->n[2];
    return 0;
}

static bool liaisons_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct random r = random_named(w->seed, "liaisons");
    struct draft d;
    draft_start(&d, &a, &w->land, TEXT("村级联络员"), TEXT("劳务输出联络员名册"), liaison_columns,
                COLUMN_COUNT(liaison_columns));
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "liaison", row))) {
        struct spots villages = land_villages(&a, &w->land, row->place);
        int64_t with_one = villages_planned(w, row->place) - row->n[0];
        for (int64_t i = 0; i < with_one; i++) {
            struct day since = day_within(&r, row->first, day_after(row->last, 200));
            struct day left = day_after(since, random_between(&r, 100, 300));
            bool has_changed = i < row->n[1];
            int64_t village = villages.items[i].code;
            liaison_put(&d, village, adult(w, &r, row->place), since,
                        has_changed ? left : DAY_LAST);
            if (has_changed)
                liaison_put(&d, village, adult(w, &r, row->place), day_after(left, 1), DAY_LAST);
        }
    }
    struct put_cell *wrong = draft_plant(&d, "行政村不存在");
    struct someone *s = adult(w, &r, COUNTIES[0]);
    wrong[0] = cell_str("昭阳区桃源镇武陵村");
    wrong[1] = cell_text(s->name);
    wrong[2] = cell_text(s->idno);
    wrong[4] = cell_day(last_day());
    struct book *b;
    TRY(book_open(&b, &w->shelf, "35_昭通市_联络员", &PREFECTURE_CSV, f));
    return book_write(b, &d, f) && book_close(b, f);
}

/* ---- wishes, subsidies, fairs, trips ---- */

static const struct put_column wish_columns[] = {
    PLAIN("姓名"),     PLAIN("身份证号"),   PLAIN("户籍所在地"),   PLAIN("调查日期"),
    PLAIN("就业意愿"), PLAIN("不外出原因"), PLAIN("是否建档立卡"),
};
static const struct put_column subsidy_columns[] = {
    PLAIN("姓名"),     PLAIN("身份证号"), PLAIN("户籍所在地"),   PLAIN("补贴类别"),
    PLAIN("补贴金额"), PLAIN("发放日期"), PLAIN("是否建档立卡"),
};
static const struct put_column fair_columns[] = {
    PLAIN("招聘会名称"), PLAIN("招聘会地点"), PLAIN("协作方"),
    PLAIN("举办日期"),   PLAIN("提供岗位数"),
};
static const struct put_column trip_columns[] = {
    PLAIN("车次编号"), PLAIN("出发地"), PLAIN("到达地"), PLAIN("出发日期"), PLAIN("输送人数"),
};

/* Every third worker of the county, from a place that differs: no person twice in one list. */
static void workers_put(struct world *w, struct random *r, const struct plan_row *row,
                        struct draft *d, bool is_subsidy)
{
    static const char *const kinds[] = {"交通补贴", "稳岗补贴"};
    int64_t wanted = row->n[0];
    for (size_t i = 0; i < w->spells.count && wanted > 0; i++) {
        const struct spell *s = &w->spells.items[i];
        if (county_of(s->home) != row->place || s->home != s->who->home || i % 3 != is_subsidy ||
            s->started.since_1970 > last_day().since_1970 - 120)
            continue;
        struct put_cell *cells = draft_add(d);
        cells[0] = cell_text(s->who->name);
        cells[1] = cell_text(s->who->idno);
        cells[2] = cell_region(s->home);
        cells[6] = cell_bool(s->who->is_registered);
        if (is_subsidy) {
            /* The way there is paid once, for the first spell. */
            bool is_steady = i % 2 || s->started.since_1970 != s->who->works_from.since_1970;
            cells[3] = cell_str(kinds[is_steady]);
            cells[4] = cell_money(is_steady ? 120000 : random_between(r, 4, 10) * 10000);
            cells[5] = cell_day(day_after(s->started, random_between(r, 95, 118)));
        } else {
            cells[3] = cell_day(day_after(s->started, -random_between(r, 20, 90)));
            cells[4] = cell_str(random_chance(r, 80) ? "愿意外出" : "愿意就近");
        }
        wanted--;
    }
}

static void unwilling_put(struct world *w, struct random *r, const struct plan_row *row,
                          struct draft *d)
{
    static const char *const reasons[] = {"照顾家庭", "身体原因", "缺少技能", "不想出去",
                                          "不敢出去"};
    for (int64_t i = 0; i < row->n[0] / 4; i++) {
        struct someone *s = neighbour_new(w, r, row->place, true);
        struct put_cell *cells = draft_add(d);
        cells[0] = cell_text(s->name);
        cells[1] = cell_text(s->idno);
        cells[2] = cell_region(s->home);
        cells[3] = cell_day(day_within(r, row->first, last_day()));
        cells[4] = cell_str("不愿外出");
        cells[5] = cell_str(reasons[random_below(r, 5)]);
        cells[6] = cell_bool(s->is_registered);
    }
}

static void events_put(struct world *w, struct random *r, const struct plan_row *row,
                       struct draft *d, bool is_trip)
{
    struct day from = {17257}; /* 2017-04-01 */
    for (int64_t i = 0; i < row->n[0]; i++) {
        struct put_cell *cells = draft_add(d);
        struct day day = day_within(r, from, last_day());
        if (is_trip) {
            cells[0] = cell_text(
                text_printf(d->arena, "CC%" PRId64 "-%02d", row->place / 1000000, (int)i + 1));
            cells[2] = cell_region(row->party);
        } else {
            cells[0] =
                cell_text(text_printf(d->arena, "%.*s第%d次专场招聘会",
                                      TEXT_ARG(land_name(&w->land, row->place)), (int)i + 1));
            cells[2] = cell_region(row->party);
        }
        cells[1] = cell_region(row->place);
        cells[3] = cell_day(day);
        cells[4] = cell_count(is_trip ? random_between(r, 28, 53) : random_between(r, 300, 1900));
    }
}

bool services_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct random r = random_named(w->seed, "services");
    struct draft wishes, subsidies, fairs, trips;
    draft_start(&wishes, &a, &w->land, TEXT("就业意愿调查"), TEXT("外出务工意愿调查表"),
                wish_columns, 7);
    draft_start(&subsidies, &a, &w->land, TEXT("补贴发放"), TEXT("劳务补贴发放台账"),
                subsidy_columns, 7);
    draft_start(&fairs, &a, &w->land, TEXT("招聘会"), TEXT("招聘会台账"), fair_columns, 5);
    draft_start(&trips, &a, &w->land, TEXT("点对点输送"), TEXT("点对点输送台账"), trip_columns, 5);
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "wish", row))) {
        workers_put(w, &r, row, &wishes, false);
        unwilling_put(w, &r, row, &wishes);
    }
    while ((row = plan_next(&w->plan, "subsidy", row)))
        workers_put(w, &r, row, &subsidies, true);
    while ((row = plan_next(&w->plan, "fair", row)))
        events_put(w, &r, row, &fairs, false);
    while ((row = plan_next(&w->plan, "trip", row)))
        events_put(w, &r, row, &trips, true);
    struct book *b;
    TRY(houses_write(w, f) && liaisons_write(w, f));
    TRY(book_open(&b, &w->shelf, "36_昭通市_劳务服务", &PREFECTURE, f));
    TRY(book_write(b, &wishes, f) && book_write(b, &subsidies, f));
    return book_write(b, &fairs, f) && book_write(b, &trips, f) && book_close(b, f);
}
