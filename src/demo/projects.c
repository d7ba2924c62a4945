/*
 * Invents projects and sites and writes them: what is built, what was invested, whom it reached.
 */
#include "demo/funds.h"

#include <inttypes.h>

int year_of(struct day d)
{
    int y, m, day;
    day_split(d, &y, &m, &day);
    return y;
}

/* ---- projects and sites ---- */

static const char *project_word(struct text kind)
{
    static const char *const words[][2] = {
        {"industry", "产业"},
        {"education", "教育"},
        {"health", "卫生"},
        {"housing", "住房"},
        {"road", "道路"},
        {"water", "饮水"},
        {"village_hall", "村级活动场所"},
        {"labour", "劳务"},
        {"training", "人才培训"},
        {"site", "示范点"},
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (text_is(kind, words[i][0]))
            return words[i][1];
    return "其他";
}

static struct project *project_new(struct books *b, const struct plan_row *row, struct text kind,
                                   bool is_finished)
{
    struct project p = {.place = row->place,
                        .party = row->party,
                        .year = year_of(row->first),
                        .finished = DAY_LAST};
    int serial = (int)b->projects.count + 1;
    p.kind = project_word(kind);
    p.code = text_printf(b->arena, "XM%d-%" PRId64 "-%03d", p.year, row->place / 1000000, serial);
    p.name = text_printf(b->arena, "%.*s%d年%s项目（%d）",
                         TEXT_ARG(land_name(&b->w->land, row->place)), p.year, p.kind, serial);
    struct day latest = day_after(last_day(), -40);
    struct day first = p.year == 2016 ? day_after(row->first, 270) : day_after(row->first, 45);
    p.starts = row->is_month ? day_after(row->first, -120)
                             : day_within(&b->random, first, day_after(first, 60));
    if (p.starts.since_1970 > latest.since_1970)
        p.starts = latest;
    p.ends = day_after(p.starts, random_between(&b->random, 180, 420));
    p.started = day_after(p.starts, random_between(&b->random, 0, 25));
    if (is_finished) {
        p.finished = day_after(p.started, random_between(&b->random, 100, 260));
        if (p.finished.since_1970 > last_day().since_1970)
            p.finished = last_day();
    } else if (p.ends.since_1970 < last_day().since_1970) {
        p.ends = day_after(last_day(), 60); /* what is not finished was put off */
    }
    p.budget_fen = random_between(&b->random, 80, 1600) * 1000000;
    LIST_ADD(b->arena, &b->projects, p);
    return &b->projects.items[b->projects.count - 1];
}

static void project_put(struct books *b, const struct project *p)
{
    int64_t people = random_between(&b->random, 40, 900);
    struct put_cell *cells = draft_add(&b->list);
    int64_t village = village_of(b->w, &b->random, p->place);
    cells[0] = cell_text(p->code);
    cells[1] = cell_text(p->name);
    cells[2] = cell_str(p->kind);
    cells[3] = cell_str(random_chance(&b->random, 80) ? "新建" : "续建");
    cells[4] = cell_region(random_chance(&b->random, 75) ? village : p->place);
    cells[5] = cell_region(p->party);
    cells[6] = cell_day(p->starts);
    cells[7] = cell_day(p->ends);
    cells[8] = cell_money(p->budget_fen);
    cells[9] = cell_day(p->started);
    if (p->finished.since_1970 != DAY_LAST.since_1970)
        cells[10] = cell_day(p->finished);
    cells[11] = cell_day(day_after(p->starts, -12));
    cells[12] = cell_text(p->site);
    cells[13] = cell_bool(random_chance(&b->random, 85));
    cells[14] = cell_count(people);
    cells[15] = cell_count(people * 2 / 5);
    if (day_after(p->finished, 45).since_1970 < last_day().since_1970)
        cells[16] = cell_day(day_after(p->finished, random_between(&b->random, 10, 45)));
    struct put_cell *link = draft_add(&b->benefits);
    static const char *const links[] = {"就业", "分红", "入股", "土地流转", "订单"};
    link[0] = cell_text(p->code);
    link[1] = cell_str(links[random_below(&b->random, 5)]);
    if (p->finished.since_1970 == DAY_LAST.since_1970)
        return;
    struct put_cell *asset = draft_add(&b->assets);
    asset[0] = cell_text(text_printf(b->arena, "ZC%.*s", (int)(p->code.n - 2), p->code.p + 2));
    asset[1] = cell_text(p->code);
    asset[2] = cell_text(text_printf(b->arena, "%s设施", p->kind));
    asset[3] = cell_money(p->budget_fen / 5 * 4);
    asset[4] = cell_str(random_chance(&b->random, 70) ? "村集体" : "国有");
    asset[5] = cell_day(p->finished);
    asset[6] = cell_day(p->finished);
    asset[7] = cell_str("在用");
}

static void sites_put(struct books *b)
{
    static const char *const names[] = {"朝阳", "幸福", "团结", "新民",
                                        "金沙", "兴隆", "和顺", "安康"};
    const struct plan_row *row = NULL;
    int serial = 0;
    while ((row = plan_next(&b->w->plan, "site", row))) {
        bool is_village = text_is(row->kind, "village");
        struct text code = text_printf(b->arena, "DW%03d", ++serial);
        struct put_cell *cells = draft_add(&b->sites);
        cells[0] = cell_text(code);
        cells[1] = row->name.n ? cell_text(row->name)
                               : cell_text(text_printf(b->arena, "%s%s", names[serial % 8],
                                                       is_village ? "示范村" : "安置点"));
        cells[2] = cell_str(is_village ? "示范村" : "安置点");
        cells[3] = cell_region(village_of(b->w, &b->random, row->place));
        cells[4] = cell_region(row->party);
        cells[5] = cell_day(day_within(&b->random, row->first, row->last));
        struct project *p = project_new(b, row, TEXT("site"), true);
        p->site = code;
        if (year_of(row->first) == 2016)
            p->starts = p->started = day_after(row->first, -70);
    }
}

static void projects_put(struct books *b)
{
    const struct plan_row *row = NULL;
    sites_put(b);
    while ((row = plan_next(&b->w->plan, "project", row)))
        for (int64_t i = 0; i < row->n[0]; i++)
            project_new(b, row, row->kind, i < row->n[1]);
    for (size_t i = 0; i < b->projects.count; i++)
        project_put(b, &b->projects.items[i]);
}

/* ---- progress and households ---- */

struct slot {
    struct project *project;
    struct month month;
};

/* The year's investment, one row a project and month; the last takes what is left. */
static bool works_put(struct books *b, const struct plan_row *row, struct fault *f)
{
    SCOPED_ARENA a = {0};
    LIST(struct slot) slots = {0};
    int64_t left = row->n[0] * FEN;
    struct day end = row->last.since_1970 < last_day().since_1970 ? row->last : last_day();
    for (size_t i = 0; i < b->projects.count; i++) {
        struct project *p = &b->projects.items[i];
        if (p->place != row->place || p->year != year_of(row->first))
            continue;
        struct day last = p->finished.since_1970 < end.since_1970 ? p->finished : end;
        struct month m = month_of(p->started), begins = {2016 * 12 + 8}; /* of the cooperation */
        for (m = m.index < begins.index ? begins : m; m.index <= month_of(last).index; m.index++)
            LIST_ADD(&a, &slots, (struct slot){p, m});
    }
    if (slots.count == 0)
        return fault_set(f, FAULT_INPUT, "the plan has works without a project in \"%.*s\"",
                         TEXT_ARG(land_name(&b->w->land, row->place)));
    for (size_t i = 0; i < slots.count; i++) {
        int64_t remaining = (int64_t)(slots.count - i), mean = left / remaining;
        int64_t fen =
            remaining == 1 ? left : random_between(&b->random, mean / 2, mean * 3 / 2) / FEN * FEN;
        struct put_cell *cells = draft_add(&b->progress);
        cells[0] = cell_text(slots.items[i].project->code);
        cells[1] = cell_month(slots.items[i].month);
        cells[2] = cell_money(fen);
        slots.items[i].project->invested_fen += fen;
        left -= fen;
    }
    return true;
}

static void housed_put(struct books *b, const struct plan_row *row)
{
    const struct project *p = project_of_site(b, row->place);
    int64_t households = row->n[0], persons = row->n[1];
    for (int64_t i = 0; p && i < households; i++) {
        int64_t left = households - i, mean = persons / left;
        int64_t n =
            left == 1 ? persons : random_between(&b->random, mean > 2 ? mean - 2 : 1, mean + 2);
        if (n > persons - (left - 1))
            n = persons - (left - 1);
        struct put_cell *cells = draft_add(&b->housed);
        struct housed h = {.code = text_printf(b->w->arena, "AZ%05d", ++b->households),
                           .site = text_copy(b->w->arena, p->site),
                           .county = row->place,
                           .persons = n,
                           .lived = day_within(&b->random, row->first, row->last)};
        LIST_ADD(b->w->arena, &b->w->housed, h);
        cells[0] = cell_text(p->code);
        cells[1] = cell_text(h.code);
        cells[2] = cell_count(n);
        cells[3] = cell_day(h.lived);
        persons -= n;
    }
}

struct project *project_at(const struct books *b, int64_t place, int year, int64_t turn)
{
    int64_t fits = 0;
    for (size_t i = 0; i < b->projects.count; i++)
        fits += b->projects.items[i].place == place && b->projects.items[i].year == year;
    for (size_t i = 0; fits && i < b->projects.count; i++) {
        struct project *p = &b->projects.items[i];
        if (p->place == place && p->year == year && turn-- % fits == 0)
            return p;
    }
    return NULL;
}

struct project *project_of_site(const struct books *b, int64_t place)
{
    for (size_t i = 0; i < b->projects.count; i++)
        if (b->projects.items[i].place == place && b->projects.items[i].site.n)
            return &b->projects.items[i];
    return NULL;
}

/* ---- writing ---- */

static const struct put_column site_columns[] = {
    PLAIN("点位编号"),   PLAIN("点位名称"), PLAIN("点位类型"),
    PLAIN("点位所在地"), PLAIN("帮扶方"),   PLAIN("建成日期"),
};
static const struct put_column project_columns[] = {
    PLAIN("项目编号"), PLAIN("项目名称"),     PLAIN("项目类型"),     PLAIN("建设性质"),
    PLAIN("项目地址"), PLAIN("援助方"),       PLAIN("开始日期"),     PLAIN("截止日期"),
    PLAIN("预算金额"), PLAIN("开工日期"),     PLAIN("完工日期"),     PLAIN("公示日期"),
    PLAIN("点位编号"), PLAIN("建档立卡紧密"), PLAIN("惠及贫困人口"), PLAIN("带动脱贫人口"),
    PLAIN("验收日期"),
};
static const struct put_column progress_columns[] = {
    PLAIN("项目编号"),
    PLAIN("月份"),
    PLAIN("当月完成投资"),
};
static const struct put_column housed_columns[] = {
    {{"项目编号"}, NULL, true},
    PLAIN("受益户编号"),
    PLAIN("家庭人口"),
    PLAIN("入住日期"),
};
static const struct put_column asset_columns[] = {
    PLAIN("资产编号"), PLAIN("项目编号"), PLAIN("资产名称"), PLAIN("资产价值"),
    PLAIN("资产权属"), PLAIN("形成日期"), PLAIN("移交日期"), PLAIN("使用状态"),
};
static const struct put_column benefit_columns[] = {
    PLAIN("项目编号"),
    PLAIN("联结方式"),
};

static void drafts_start(struct books *b)
{
#define START(draft, name, title, columns)                                                         \
    draft_start(&b->draft, b->arena, &b->w->land, TEXT(name), TEXT(title), columns,                \
                COLUMN_COUNT(columns))
    START(sites, "示范点台账", "扶贫协作示范点（安置点）台账", site_columns);
    START(list, "项目台账", "扶贫协作项目台账", project_columns);
    START(progress, "项目进度月报", "扶贫协作项目投资完成情况", progress_columns);
    START(housed, "安置户名册", "示范点安置户名册", housed_columns);
    START(assets, "资产台账", "扶贫协作项目资产台账", asset_columns);
    START(benefits, "利益联结", "扶贫协作项目利益联结情况", benefit_columns);
#undef START
}

static void works_plant(struct books *b)
{
    struct put_cell *wrong = draft_plant(&b->progress, "项目编号不存在");
    wrong[0] = cell_str("XM2018-000000-999");
    wrong[1] = cell_month((struct month){2018 * 12});
    wrong[2] = cell_money(123456700);
    wrong = draft_plant(&b->progress, "月份为文字");
    wrong[0] = b->progress.lines.items[0].cells[0];
    wrong[1] = cell_str("去年底");
    wrong[2] = cell_money(4560000);
}

bool projects_invent(struct books *b, struct fault *f)
{
    drafts_start(b);
    projects_put(b);
    const struct plan_row *row = NULL;
    while ((row = plan_next(&b->w->plan, "works", row)))
        TRY(works_put(b, row, f));
    works_plant(b);
    while ((row = plan_next(&b->w->plan, "housed", row)))
        housed_put(b, row);
    return true;
}

/* A budget holds what was done and what was paid for it. */
static void budgets_put(struct books *b)
{
    for (size_t i = 0; i < b->projects.count; i++) {
        const struct project *p = &b->projects.items[i];
        int64_t most = p->invested_fen > p->spent_fen ? p->invested_fen : p->spent_fen;
        if (most > p->budget_fen)
            b->list.lines.items[i].cells[8] = cell_money((most / 20 * 21 / 1000000 + 1) * 1000000);
    }
}

bool projects_write(struct books *b, struct fault *f)
{
    static const struct habit merged = {.office = "昭通市扶贫开发办公室",
                                        .days = DAY_HANZI,
                                        .lead_rows = 2,
                                        .has_merges = true,
                                        .has_notes = true};
    budgets_put(b);
    struct book *book;
    TRY(book_open(&book, &b->w->shelf, "11_昭通市_项目", &PREFECTURE, f));
    TRY(book_write(book, &b->sites, f) && book_write(book, &b->list, f));
    TRY(book_write(book, &b->benefits, f) && book_write(book, &b->assets, f) &&
        book_close(book, f));
    TRY(book_open(&book, &b->w->shelf, "12_昭通市_项目进度", &PREFECTURE_MONEY, f));
    TRY(book_write(book, &b->progress, f) && book_close(book, f));
    TRY(book_open(&book, &b->w->shelf, "13_昭通市_安置户", &merged, f));
    return book_write(book, &b->housed, f) && book_close(book, f);
}
