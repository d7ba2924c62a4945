/*
 * Invents training classes and who sat in them; writes some counties' classes a sheet each.
 */
#include "demo/labour_sheets.h"

#include <inttypes.h>
#include <stdio.h>

static const char *const trades[] = {"电子装配", "缝纫", "家政服务", "建筑工匠", "中式烹饪",
                                     "种植养殖", "焊工", "叉车驾驶", "育婴",     "竹编"};
static const char *const kinds[] = {"订单式", "定向式", "定岗式"};

/* Registered poor of the county who are in no class then: workers to be, or a new face. */
static struct someone *trainee_for(struct world *w, struct random *r, const struct school_class *c,
                                   struct someone *const *pool, size_t pool_count)
{
    for (int tries = 0; tries < 3 && pool_count > 0 && random_chance(r, 75); tries++) {
        struct someone *s = pool[random_below(r, (int64_t)pool_count)];
        if (s->class_last.since_1970 < c->starts.since_1970 ||
            s->class_first.since_1970 > c->ends.since_1970)
            return s;
    }
    return neighbour_new(w, r, c->county, true);
}

static void class_fill(struct world *w, struct random *r, struct school_class *c, int64_t seats,
                       struct someone *const *pool, size_t pool_count)
{
    for (int64_t i = 0; i < seats; i++) {
        struct someone *s = trainee_for(w, r, c, pool, pool_count);
        bool is_first = s->class_last.since_1970 == 0;
        if (is_first || s->class_first.since_1970 > c->starts.since_1970)
            s->class_first = c->starts;
        if (is_first || s->class_last.since_1970 < c->ends.since_1970)
            s->class_last = c->ends;
        LIST_ADD(w->arena, &c->trainees, s);
    }
}

/* Registered poor who first go to work within the five months after the class. */
static size_t pool_of(struct world *w, const struct plan_row *row, struct someone **pool)
{
    size_t n = 0;
    for (size_t i = 0; i < w->spells.count; i++) {
        const struct spell *s = &w->spells.items[i];
        int64_t wait = s->started.since_1970 - row->last.since_1970;
        if (s->started.since_1970 == s->who->works_from.since_1970 && s->who->is_registered && county_of(s->who->home) == row->place && wait > 0 &&
            wait < 150)
            pool[n++] = s->who;
    }
    return n;
}

static void classes_of_row(struct world *w, struct random *r, const struct plan_row *row,
                           int *serial)
{
    SCOPED_ARENA a = {0};
    struct someone **pool = ARENA_ARRAY(&a, struct someone *, w->spells.count + 1);
    size_t pool_count = pool_of(w, row, pool);
    for (int64_t k = 0; k < row->n[0]; k++) {
        struct school_class c = {.county = row->place, .party = row->party};
        struct day latest = day_after(row->last, -12);
        c.starts = day_within(r, row->first, latest);
        c.ends = day_after(c.starts, random_between(r, 5, 12));
        c.trade = trades[random_below(r, 10)];
        c.kind = kinds[random_below(r, 3)];
        c.code = text_printf(w->arena, "PX%" PRId64 "-%03d", row->place / 1000000, ++*serial);
        c.name = text_printf(w->arena, "%.*s%s培训班", TEXT_ARG(land_name(&w->land, row->place)),
                             c.trade);
        int64_t seats = row->n[1] / row->n[0] + (k < row->n[1] % row->n[0]);
        class_fill(w, r, &c, seats, pool, pool_count);
        LIST_ADD(w->arena, &w->classes, c);
    }
}

bool classes_invent(struct world *w, struct fault *f)
{
    struct random r = random_named(w->seed, "classes");
    const struct plan_row *row = NULL;
    int serial = 0;
    (void)f;
    for (size_t i = 0; i < w->spells.count; i++) {
        struct someone *s = w->spells.items[i].who;
        struct day started = w->spells.items[i].started;
        if (s->works_from.since_1970 == 0 || started.since_1970 < s->works_from.since_1970)
            s->works_from = started;
    }
    while ((row = plan_next(&w->plan, "classes", row)))
        classes_of_row(w, &r, row, &serial);
    return true;
}

/* ---- writing ---- */

static const struct put_column class_columns[] = {
    {{"班级编号", "培训班编号", "班号"}, "班级", false},
    {{"班级名称", "培训班名称", "班级名称"}, "班级", false},
    {{"办班县区", "举办地", "所属县区"}, "班级", false},
    {{"协作方", "协作市", "帮扶市"}, "班级", false},
    {{"开班日期", "开班时间", "培训开始时间"}, "时间", false},
    {{"结业日期", "结业时间", "培训结束时间"}, "时间", false},
    {{"培训工种", "工种", "培训专业"}, "内容", false},
    {{"培训方式", "培训类型", "培训方式"}, "内容", false},
};

static void class_put(struct put_cell *cells, const struct school_class *c)
{
    cells[0] = cell_text(c->code);
    cells[1] = cell_text(c->name);
    cells[2] = cell_region(c->county);
    cells[3] = cell_region(c->party);
    cells[4] = cell_day(c->starts);
    cells[5] = cell_day(c->ends);
    cells[6] = cell_str(c->trade);
    cells[7] = cell_str(c->kind);
}

static bool classes_list(struct world *w, int64_t county, struct book *b, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct draft d;
    draft_start(&d, &a, &w->land, TEXT("培训班台账"),
                text_printf(&a, "%.*s劳务培训班台账", TEXT_ARG(land_name(&w->land, county))),
                class_columns, COLUMN_COUNT(class_columns));
    const struct school_class *any = NULL;
    for (size_t i = 0; i < w->classes.count; i++)
        if (w->classes.items[i].county == county) {
            any = &w->classes.items[i];
            class_put(draft_add(&d), any);
        }
    if (any) { /* a class that never was */
        struct put_cell *cells = draft_plant(&d, "结业日期早于开班日期");
        class_put(cells, any);
        cells[0] = cell_text(text_printf(&a, "%.*s-X", TEXT_ARG(any->code)));
        cells[5] = cell_day(day_after(any->starts, -30));
    }
    return book_write(b, &d, f);
}

/* A roster says no more of a person than the county's other tables lack. */
static int roster_columns(struct put_column *out, int64_t county)
{
    static const int which[] = {1, 2, 4, 5};
    int n = county_lists_people(county) ? 2 : 4;
    for (int i = 0; i < n; i++)
        out[i] = PERSON_COLUMNS[which[i]];
    return n;
}

static void roster_who(struct put_cell *cells, const struct someone *s, int64_t county)
{
    cells[0] = cell_text(s->name);
    cells[1] = cell_text(s->idno);
    if (county_lists_people(county))
        return;
    cells[2] = cell_region(s->home);
    cells[3] = cell_bool(s->is_registered);
}

static void roster_put(struct draft *d, const struct school_class *c, int who)
{
    for (size_t i = 0; i < c->trainees.count; i++) {
        struct put_cell *cells = draft_add(d);
        cells[0] = cell_text(c->code);
        roster_who(cells + 1, c->trainees.items[i], c->county);
        cells[1 + who] = cell_count(c->ends.since_1970 - c->starts.since_1970 + 1);
        cells[2 + who] = cell_bool(true);
    }
}

/* One class a sheet where the county lists its people, else one long list. */
static bool rosters(struct world *w, int64_t county, struct book *b, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct put_column columns[10] = {{{"班级编号", "培训班编号", "班号"}, "班级", true}};
    int who = roster_columns(columns + 1, county);
    columns[1 + who] = (struct put_column){{"出勤天数", "签到天数", "出勤天数"}, "出勤", false};
    columns[2 + who] = (struct put_column){{"是否结业", "结业", "是否结业"}, "出勤", false};
    bool is_sheet_each = county_lists_people(county);
    struct draft d;
    draft_start(&d, &a, &w->land, TEXT("学员名册"), TEXT("劳务培训班学员名册"), columns, 3 + who);
    for (size_t i = 0; i < w->classes.count; i++) {
        const struct school_class *c = &w->classes.items[i];
        if (c->county != county)
            continue;
        if (is_sheet_each)
            draft_start(&d, &a, &w->land, text_printf(&a, "学员名册%.*s", TEXT_ARG(c->code)),
                        text_printf(&a, "%.*s学员名册", TEXT_ARG(c->name)), columns, 3 + who);
        roster_put(&d, c, who);
        if (is_sheet_each)
            TRY(book_write(b, &d, f));
    }
    return is_sheet_each || book_write(b, &d, f);
}

bool classes_write(struct world *w, struct fault *f)
{
    for (size_t i = 0; i < 11; i++) {
        char stem[128];
        snprintf(stem, sizeof(stem), "33_%.*s_劳务培训",
                 TEXT_ARG(land_name(&w->land, COUNTIES[i])));
        struct book *b;
        TRY(book_open(&b, &w->shelf, stem, habit_of(COUNTIES[i]), f));
        TRY(classes_list(w, COUNTIES[i], b, f) && rosters(w, COUNTIES[i], b, f));
        TRY(book_close(b, f));
    }
    return true;
}
