/*
 * Writes what the counties and villages were before it all began, and the published statistics.
 */
#include "demo/world.h"

#include "base/decimal.h"

static const struct put_column county_columns[] = {
    {{"县（市、区）"}, NULL, false},   {{"是否国家扶贫工作重点县"}, NULL, false},
    {{"是否深度贫困县"}, NULL, false}, {{"国土面积（平方公里）"}, NULL, false},
    {{"入册日期"}, NULL, false},
};
static const struct put_column village_columns[] = {
    {{"行政村"}, NULL, false},   {{"是否贫困村"}, NULL, false}, {{"是否深度贫困村"}, NULL, false},
    {{"入册日期"}, NULL, false}, {{"全村户数"}, NULL, false},   {{"饮水未达标户数"}, NULL, false},
    {{"危房户数"}, NULL, false},
};
static const struct put_column statistic_columns[] = {
    {{"统计地区"}, NULL, true},  {{"统计时点"}, NULL, false}, {{"统计项目"}, NULL, false},
    {{"数值"}, NULL, false},     {{"下限"}, NULL, false},     {{"上限"}, NULL, false},
    {{"发布单位"}, NULL, false},
};

static void counties_put(struct world *w, struct draft *d)
{
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "county", row))) {
        struct put_cell *cells = draft_add(d);
        struct decimal area = {row->n[0], 2};
        cells[0] = cell_region(row->place);
        cells[1] = cell_bool(!text_is(row->kind, "none"));
        cells[2] = cell_bool(text_is(row->kind, "deep"));
        cells[3] = cell_text(decimal_print(d->arena, area));
        cells[4] = cell_day(row->first);
    }
    struct put_cell *wrong = draft_plant(d, "县区不存在");
    wrong[0] = cell_str("乌有县");
    wrong[1] = wrong[2] = cell_bool(true);
    wrong[4] = cell_day(last_day());
}

/* How many households a village has, and how many of them without safe water or a safe house. */
static void living_put(struct put_cell *cells, int64_t spread, bool is_poor)
{
    cells[4] = cell_count(180 + spread);
    cells[5] = cell_count(is_poor ? spread % 41 : 0);
    cells[6] = cell_count(is_poor ? spread % 23 : spread % 3);
}

static void villages_put(struct world *w, struct draft *d)
{
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "villages", row))) {
        SCOPED_ARENA scratch = {0};
        struct spots villages = land_villages(&scratch, &w->land, row->place);
        int64_t deep = row->n[2], poor = deep + row->n[1], all = poor + row->n[0];
        for (int64_t i = 0; i < all && i < (int64_t)villages.count; i++) {
            struct put_cell *cells = draft_add(d);
            cells[0] = cell_region(villages.items[i].code);
            cells[1] = cell_bool(i < poor);
            cells[2] = cell_bool(i < deep);
            cells[3] = cell_day(row->first);
            living_put(cells, i * 37 % 290, i < poor);
        }
    }
    struct put_cell *wrong = draft_plant(d, "深度贫困村却不是贫困村");
    wrong[0] = cell_region(w->land.count ? d->lines.items[0].cells[0].number : 0);
    wrong[1] = cell_bool(false);
    wrong[2] = cell_bool(true);
    wrong[3] = d->lines.items[0].cells[3];
}

static const char *item_name(struct text kind)
{
    static const char *const names[][2] = {{"poor_persons", "贫困人口"},
                                           {"poor_households", "贫困户"},
                                           {"farm_persons", "农业户籍人口"},
                                           {"labour", "农村劳动力"},
                                           {"labour_registered", "建档立卡贫困劳动力"}};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (text_is(kind, names[i][0]))
            return names[i][1];
    return "";
}

static void statistics_put(struct world *w, struct draft *d)
{
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "statistic", row))) {
        struct put_cell *cells = draft_add(d);
        cells[0] = cell_region(row->place);
        cells[1] = cell_day(row->first);
        cells[2] = cell_str(item_name(row->kind));
        cells[3] = cell_count(row->n[0]);
        if (row->n[2]) {
            cells[4] = cell_count(row->n[1]);
            cells[5] = cell_count(row->n[2]);
        }
        cells[6] = cell_str("昭通市统计局（演示）");
    }
}

bool baseline_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct draft counties, villages, statistics;
    draft_start(&counties, &a, &w->land, TEXT("县区基本情况"), TEXT("昭通市县区基本情况表"),
                county_columns, COLUMN_COUNT(county_columns));
    draft_start(&villages, &a, &w->land, TEXT("行政村名册"), TEXT("昭通市行政村名册"),
                village_columns, COLUMN_COUNT(village_columns));
    draft_start(&statistics, &a, &w->land, TEXT("统计数据"), TEXT("昭通市统计公布数"),
                statistic_columns, COLUMN_COUNT(statistic_columns));
    counties_put(w, &counties);
    villages_put(w, &villages);
    statistics_put(w, &statistics);
    struct book *b;
    TRY(book_open(&b, &w->shelf, "01_昭通市_底数", &PREFECTURE, f));
    TRY(book_write(b, &counties, f) && book_write(b, &villages, f));
    return book_write(b, &statistics, f) && book_close(b, f);
}
