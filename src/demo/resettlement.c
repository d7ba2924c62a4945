/*
 * Writes the households that sites house (projects.c makes them up), those that were given a home
 * and do not live in it, and the work that followed the move.
 */
#include "demo/world.h"

#define PLAIN(title)                                                                               \
    {                                                                                              \
        {title}, NULL, false                                                                       \
    }

static const struct put_column household_columns[] = {
    {{"点位编号"}, NULL, true},
    PLAIN("安置户编号"),
    PLAIN("户主姓名"),
    PLAIN("楼栋房号"),
    PLAIN("搬迁类型"),
    PLAIN("年度搬迁任务"),
    PLAIN("迁出地"),
    PLAIN("安置人口"),
    PLAIN("劳动力人数"),
    PLAIN("住房面积"),
    PLAIN("自筹资金"),
    PLAIN("搬迁日期"),
    PLAIN("实际入住日期"),
    PLAIN("旧房拆除日期"),
    PLAIN("复垦日期"),
};
static const struct put_column followup_columns[] = {
    PLAIN("点位编号"),       PLAIN("安置户编号"),   PLAIN("后续帮扶方式"),
    PLAIN("就业单位或项目"), PLAIN("后续开始日期"), PLAIN("后续结束日期"),
};

static bool is_on_record(struct day d)
{
    return d.since_1970 <= last_day().since_1970;
}

/* The households that followup_put will choose: the first of a county, as many as the plan says. */
static void followed_mark(struct world *w)
{
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "followup", row))) {
        int64_t left = row->n[0];
        for (size_t i = 0; i < w->housed.count && left > 0; i++) {
            struct housed *h = &w->housed.items[i];
            if (h->county != row->place || h->lived.since_1970 > row->last.since_1970)
                continue;
            h->is_followed = true;
            left--;
        }
    }
}

/* A rule finds who can work and has lived there for a year with no work or industry to follow. */
static void unfollowed_mark(struct draft *d, const struct housed *h)
{
    struct sheet_line *line = &d->lines.items[d->lines.count - 1];
    struct day last = {0};
    day_make(&last, 2018, 8, 31);
    if (!h->is_followed && h->lived.since_1970 < last.since_1970 && line->cells[8].number > 0)
        line->rule = "resettlement.no_followup";
}

/* A household at its site; one that does not live there yet has no day of that. */
static void household_put(struct world *w, struct random *r, struct draft *d,
                          const struct housed *h, bool lives)
{
    struct someone *head = person_new(&w->people, village_of(w, r, h->county), true, 1950, 1990);
    bool is_along = random_chance(r, 9);
    struct day down = day_after(h->lived, random_between(r, 60, 420));
    struct day green = day_after(down, random_between(r, 40, 240));
    struct put_cell *cells = draft_add(d);
    cells[0] = cell_text(h->site);
    cells[1] = cell_text(h->code);
    cells[2] = cell_text(head->name);
    cells[3] = cell_text(text_printf(d->arena, "%d栋%d0%d室", (int)random_between(r, 1, 24),
                                     (int)random_between(r, 1, 6), (int)random_between(r, 1, 4)));
    cells[4] = cell_str(is_along ? "同步搬迁" : "建档立卡搬迁");
    cells[5] = cell_count(month_of(h->lived).index / 12);
    cells[6] = cell_region(head->home);
    cells[7] = cell_count(h->persons);
    cells[8] = cell_count(random_chance(r, 6) ? 0 : random_between(r, 1, (h->persons + 1) / 2));
    cells[9] = cell_count(h->persons * random_between(r, 19, 25));
    cells[10] = cell_money((h->persons < 5 ? h->persons * 2000 : 9500) * 100);
    cells[11] = cell_day(day_after(h->lived, -random_between(r, 2, 28)));
    if (!lives)
        return;
    cells[12] = cell_day(h->lived);
    unfollowed_mark(d, h);
    if (!is_on_record(down) || random_chance(r, 12))
        return;
    cells[13] = cell_day(down);
    if (is_on_record(green) && random_chance(r, 75))
        cells[14] = cell_day(green);
}

/* ---- the work that follows ---- */

static const struct {
    const char *kind, *word, *detail;
    bool ends; /* some of these end again */
} followups[] = {
    {"job", "就业", "县城务工", true},
    {"post", "公益性岗位", "保洁岗", false},
    {"cooperative", "加入合作社", "养牛合作社", true},
    {"land", "退耕还林", "竹产业", false},
    {"lease", "租赁经营", "大棚租赁", true},
    {"business", "自主创业", "小卖部", true},
};

/* The plan's number of a county's households in this work; `ended` of them no more. */
static void followup_put(const struct world *w, struct random *r, struct draft *d,
                         const struct plan_row *row)
{
    int64_t left = row->n[0], ended = row->n[1];
    size_t kind = 0;
    while (!text_is(row->kind, followups[kind].kind))
        kind++;
    for (size_t i = 0; i < w->housed.count && left > 0; i++) {
        const struct housed *h = &w->housed.items[i];
        if (h->county != row->place || h->lived.since_1970 > row->last.since_1970)
            continue;
        struct day first =
            h->lived.since_1970 > row->first.since_1970 ? h->lived : row->first;
        struct day starts = day_within(r, first, row->last);
        struct put_cell *cells = draft_add(d);
        cells[0] = cell_text(h->site);
        cells[1] = cell_text(h->code);
        cells[2] = cell_str(followups[kind].word);
        cells[3] = cell_str(followups[kind].detail);
        cells[4] = cell_day(starts);
        if (left-- <= ended)
            cells[5] = cell_day(day_within(r, starts, last_day()));
    }
}

static void households_plant(struct draft *d)
{
    static const char *const wrongs[] = {"入住早于搬迁", "劳动力多于安置人口", "复垦早于拆除旧房"};
    for (int i = 0; i < 3; i++) {
        struct put_cell *cells = draft_plant(d, wrongs[i]);
        for (int c = 0; c < d->column_count; c++)
            cells[c] = d->lines.items[0].cells[c];
        struct day lived = {(int32_t)cells[12].number};
        cells[1] = cell_text(text_printf(d->arena, "AZ9900%d", i));
        cells[11] = cell_day(day_after(lived, i == 0 ? 30 : -10));
        cells[8] = cell_count(i == 1 ? cells[7].number + 1 : 1);
        cells[13] = cell_day(day_after(lived, 90));
        cells[14] = cell_day(day_after(lived, i == 2 ? 60 : 120));
    }
}

bool resettlement_write(struct world *w, struct fault *f)
{
    static const struct habit habit = {
        .office = "昭通市扶贫开发办公室", .days = DAY_DOTS, .lead_rows = 2, .has_notes = true};
    SCOPED_ARENA a = {0};
    struct random r = random_named(w->seed, "resettlement");
    struct draft households, followup;
    draft_start(&households, &a, &w->land, TEXT("安置户信息"), TEXT("易地搬迁安置户信息表"),
                household_columns, COLUMN_COUNT(household_columns));
    draft_start(&followup, &a, &w->land, TEXT("后续帮扶台账"), TEXT("易地搬迁后续帮扶台账"),
                followup_columns, COLUMN_COUNT(followup_columns));
    followed_mark(w);
    for (size_t i = 0; i < w->housed.count; i++)
        household_put(w, &r, &households, &w->housed.items[i], true);
    households_plant(&households);
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "allotted", row)))
        for (int64_t i = 0; i < row->n[0]; i++) {
            struct housed h = {.code = text_printf(&a, "AF%.*s%03d", TEXT_ARG(row->kind), (int)i),
                               .site = row->kind,
                               .county = row->place,
                               .persons = random_between(&r, 2, 6),
                               .lived = day_within(&r, row->first, row->last)};
            household_put(w, &r, &households, &h, false);
        }
    while ((row = plan_next(&w->plan, "followup", row)))
        followup_put(w, &r, &followup, row);
    struct book *b;
    TRY(book_open(&b, &w->shelf, "77_昭通市_安置户信息", &habit, f));
    return book_write(b, &households, f) && book_write(b, &followup, f) && book_close(b, f);
}
