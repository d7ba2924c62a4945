/*
 * Writes cadres and experts of both ways, their training, technologies and activities.
 */
#include "demo/world.h"

#include <inttypes.h>

#define PLAIN(title)                                                                               \
    {                                                                                              \
        {title}, NULL, false                                                                       \
    }

static const struct put_column cadre_columns[] = {
    PLAIN("姓名"),         PLAIN("身份证号"),         PLAIN("交流方向"),
    PLAIN("西部地区"),     PLAIN("东部地区"),         PLAIN("职务层级"),
    PLAIN("政治面貌"),     PLAIN("选派前单位及职务"), PLAIN("选派期单位及职务"),
    PLAIN("挂职开始日期"), PLAIN("挂职结束日期"),     PLAIN("对方确认日期"),
};
static const struct put_column expert_columns[] = {
    PLAIN("姓名"),         PLAIN("身份证号"),     PLAIN("交流方向"),   PLAIN("西部地区"),
    PLAIN("东部地区"),     PLAIN("专业领域"),     PLAIN("交流形式"),   PLAIN("职称"),
    PLAIN("交流开始日期"), PLAIN("交流结束日期"), PLAIN("是否组团式"), PLAIN("接收单位"),
    PLAIN("派出单位"),     PLAIN("对方确认日期"),
};

static struct someone *official(struct world *w, int64_t region)
{
    return person_new(&w->people, region, false, 1963, 1989);
}

static const char *direction_name(struct text kind)
{
    return text_starts(kind, TEXT("eastward")) ? "西派东" : "东派西";
}

/* Ends by the last day on record, and never in the month of its start. */
static struct put_cell end_put(struct random *r, struct day starts, int64_t lo, int64_t hi)
{
    struct day end = day_after(starts, random_between(r, lo, hi));
    return end.since_1970 < last_day().since_1970 ? cell_day(end) : (struct put_cell){0};
}

/* The other side says so two weeks later, if it is not too late for this record. */
static struct put_cell confirmed_put(struct day starts)
{
    struct day said = day_after(starts, 14);
    return said.since_1970 <= last_day().since_1970 ? cell_day(said) : (struct put_cell){0};
}

static void cadre_put(struct world *w, struct random *r, const struct plan_row *row,
                      struct draft *d, bool is_back)
{
    static const char *const ranks[] = {"处级", "科级", "科级", "其他"};
    static const char *const parties[] = {"中共党员", "中共党员", "中共党员", "群众"};
    bool is_east = text_is(row->kind, "eastward");
    struct someone *s = official(w, is_east ? row->place : row->party);
    struct day starts = day_within(r, row->first, day_after(row->last, -3));
    struct put_cell *cells = draft_add(d);
    struct text west = land_name(&w->land, row->place);
    struct text east = land_print(d->arena, &w->land, town_of(w, r, row->party), LAND_SPOKEN);
    cells[0] = cell_text(s->name);
    cells[1] = cell_text(s->idno);
    cells[2] = cell_str(direction_name(row->kind));
    cells[3] = cell_region(row->place);
    cells[4] = cell_region(row->party);
    cells[5] = cell_str(ranks[random_below(r, 4)]);
    cells[6] = cell_str(parties[random_below(r, 4)]);
    cells[7] =
        cell_text(text_printf(d->arena, "%.*s办公室副主任", TEXT_ARG(is_east ? west : east)));
    cells[8] =
        cell_text(text_printf(d->arena, "%.*s挂职主任助理", TEXT_ARG(is_east ? east : west)));
    cells[9] = cell_day(starts);
    if (is_back)
        cells[10] = end_put(r, starts, 180, 300);
    if (d->lines.count % 5)
        cells[11] = confirmed_put(starts);
}

/* A doctor goes from one hospital of a pair to the other: the pairs of the county in turns. */
static void hospital_put(struct world *w, const struct plan_row *row, struct put_cell *cells,
                         size_t turn)
{
    for (size_t i = 0; i < w->hospital_pairs.count; i++) {
        const struct house_pair *p = &w->hospital_pairs.items[(i + turn) % w->hospital_pairs.count];
        if (p->county != row->place || p->party != row->party)
            continue;
        cells[11] = cell_text(p->west);
        cells[12] = cell_text(p->east);
        struct day starts = {(int32_t)cells[8].number};
        struct hospital_visit visit = {p->west, month_of(starts).index / 12};
        LIST_ADD(w->arena, &w->hospital_visits, visit);
        return;
    }
}

static void expert_put(struct world *w, struct random *r, const struct plan_row *row,
                       struct draft *d)
{
    static const char *const titles[] = {"高级", "副高级", "中级", "初级"};
    bool is_guidance = text_ends(row->kind, TEXT("guidance"));
    bool is_east = text_starts(row->kind, TEXT("eastward"));
    struct text rest = row->kind, direction, domain, form;
    text_split(&direction, &rest, ' ');
    text_split(&domain, &rest, ' ');
    text_split(&form, &rest, ' ');
    struct someone *s = official(w, is_east ? row->place : row->party);
    struct day starts = day_within(r, row->first, day_after(row->last, -3));
    struct put_cell *cells = draft_add(d);
    cells[0] = cell_text(s->name);
    cells[1] = cell_text(s->idno);
    cells[2] = cell_str(direction_name(row->kind));
    cells[3] = cell_region(row->place);
    cells[4] = cell_region(row->party);
    cells[5] = cell_str(text_is(domain, "education")     ? "教育"
                        : text_is(domain, "health")      ? "卫生"
                        : text_is(domain, "agriculture") ? "农业"
                                                         : "科技");
    cells[6] = cell_str(is_guidance                   ? "教学指导"
                        : text_is(form, "study")      ? "跟岗进修"
                        : text_is(form, "secondment") ? "挂职"
                                                      : "交流");
    cells[7] = cell_str(titles[random_below(r, 4)]);
    cells[8] = cell_day(starts);
    cells[9] = is_guidance ? cell_day(day_after(starts, random_between(r, 3, 18)))
                           : end_put(r, starts, 45, 400);
    cells[10] = cell_bool(text_is(form, "secondment") && random_chance(r, 40));
    if (d->lines.count % 3)
        cells[13] = confirmed_put(starts);
    if (!is_east && text_is(domain, "health"))
        hospital_put(w, row, cells, d->lines.count);
}

static void cadres_plant(struct world *w, struct random *r, struct draft *d)
{
    for (int i = 0; i < 2; i++) {
        struct put_cell *cells = draft_plant(d, i ? "挂职结束早于开始" : "交流方向不在代码表中");
        for (int c = 0; c < d->column_count; c++)
            cells[c] = d->lines.items[0].cells[c];
        struct someone *s = official(w, COUNTIES[(size_t)random_below(r, 11)]);
        cells[0] = cell_text(s->name);
        cells[1] = cell_text(s->idno);
        if (i)
            cells[10] = cell_day(day_after((struct day){(int32_t)cells[9].number}, -30));
        else
            cells[2] = cell_str("南派北");
    }
}

/* ---- care for those on secondment; leaders ---- */

static const struct put_column care_columns[] = {
    PLAIN("姓名"),     PLAIN("身份证号"), PLAIN("关怀类别"), PLAIN("关怀日期"),
    PLAIN("西部地区"), PLAIN("东部地区"), PLAIN("依据文件"),
};
static const struct put_column leader_columns[] = {
    PLAIN("姓名"),     PLAIN("身份证号"),   PLAIN("户籍所在地"),   PLAIN("是否建档立卡"),
    PLAIN("参训日期"), PLAIN("培训协作方"), PLAIN("创业成功日期"), PLAIN("带动贫困人口"),
};

/* Cadres of the county, in the order of their list, in whatever care comes round. */
static void care_put(struct random *r, const struct plan_row *row, struct draft *d,
                     const struct draft *cadres)
{
    static const char *const kinds[] = {"保健", "心理健康", "服务保障", "休假", "人文关怀"};
    struct day document =
        row->first; /* the prefecture's notice on care, in its list of documents */
    day_make(&document, 2018, 7, 18);
    int64_t wanted = row->n[0];
    for (size_t i = 0; i < cadres->lines.count && wanted > 0; i++) {
        const struct put_cell *cadre = cadres->lines.items[i].cells;
        bool is_back = cadre[10].put == PUT_DAY && cadre[10].number < row->last.since_1970;
        if (cadre[3].number != row->place || cadre[9].number > row->first.since_1970 || is_back ||
            cadres->lines.items[i].wrong)
            continue;
        struct put_cell *cells = draft_add(d);
        cells[0] = cadre[0];
        cells[1] = cadre[1];
        cells[2] = cell_str(kinds[random_below(r, 5)]);
        cells[3] = cell_day(day_within(r, row->first, row->last));
        cells[4] = cadre[3];
        cells[5] = cadre[4];
        if (cells[3].number >= document.since_1970)
            cells[6] = cell_str("WJ002");
        wanted--;
    }
}

static void leader_put(struct world *w, struct random *r, const struct plan_row *row,
                       struct draft *d)
{
    for (int64_t i = 0; i < row->n[0]; i++) {
        struct someone *s = neighbour_new(w, r, row->place, false);
        struct day trained = day_within(r, row->first, row->last);
        struct put_cell *cells = draft_add(d);
        cells[0] = cell_text(s->name);
        cells[1] = cell_text(s->idno);
        cells[2] = cell_region(s->home);
        cells[3] = cell_bool(false);
        cells[4] = cell_day(trained);
        cells[5] = cell_region(row->party);
        if (i < row->n[1]) {
            cells[6] = cell_day(day_after(trained, random_between(r, 60, 260)));
            cells[7] = cell_count(random_between(r, 3, 24));
        }
    }
}

static bool people_of_note_write(struct world *w, struct random *r, const struct draft *cadres,
                                 struct fault *f)
{
    struct draft care, leaders;
    draft_start(&care, cadres->arena, &w->land, TEXT("关怀台账"), TEXT("挂职干部关怀台账"),
                care_columns, COLUMN_COUNT(care_columns));
    draft_start(&leaders, cadres->arena, &w->land, TEXT("致富带头人"), TEXT("致富带头人培育台账"),
                leader_columns, COLUMN_COUNT(leader_columns));
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "care", row)))
        care_put(r, row, &care, cadres);
    while ((row = plan_next(&w->plan, "leader", row)))
        leader_put(w, r, row, &leaders);
    struct book *b;
    TRY(book_open(&b, &w->shelf, "44_昭通市_关怀与带头人", &PREFECTURE, f));
    return book_write(b, &care, f) && book_write(b, &leaders, f) && book_close(b, f);
}

static bool secondments_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct random r = random_named(w->seed, "secondments");
    struct draft cadres, experts;
    draft_start(&cadres, &a, &w->land, TEXT("挂职干部"), TEXT("昭通市挂职干部名册"), cadre_columns,
                COLUMN_COUNT(cadre_columns));
    draft_start(&experts, &a, &w->land, TEXT("专业技术人才"), TEXT("专业技术人才交流台账"),
                expert_columns, COLUMN_COUNT(expert_columns));
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "cadre", row)))
        for (int64_t i = 0; i < row->n[0]; i++)
            cadre_put(w, &r, row, &cadres, i < row->n[1]);
    cadres_plant(w, &r, &cadres);
    while ((row = plan_next(&w->plan, "expert", row)))
        for (int64_t i = 0; i < row->n[0]; i++)
            expert_put(w, &r, row, &experts);
    struct book *b;
    TRY(book_open(&b, &w->shelf, "41_昭通市_挂职干部", &PREFECTURE, f));
    TRY(book_write(b, &cadres, f) && book_close(b, f));
    TRY(people_of_note_write(w, &r, &cadres, f));
    TRY(book_open(&b, &w->shelf, "42_昭通市_人才交流", &PREFECTURE_CSV, f));
    return book_write(b, &experts, f) && book_close(b, f);
}

/* ---- training, technologies, activities ---- */

static const struct put_column training_columns[] = {
    PLAIN("培训编号"),     PLAIN("培训名称"),     PLAIN("培训对象"),
    PLAIN("培训形式"),     PLAIN("受训县区"),     PLAIN("施训方"),
    PLAIN("培训开始日期"), PLAIN("培训结束日期"), PLAIN("培训人次"),
};
static const struct put_column technology_columns[] = {
    PLAIN("技术编号"), PLAIN("技术名称"), PLAIN("技术领域"), PLAIN("输出或引进"),
    PLAIN("应用地"),   PLAIN("合作方"),   PLAIN("落地日期"),
};
static const struct put_column activity_columns[] = {
    PLAIN("活动编号"), PLAIN("活动名称"), PLAIN("活动类别"), PLAIN("组织县区"),
    PLAIN("对方城市"), PLAIN("活动日期"), PLAIN("参与人次"),
};

static int64_t share_of(int64_t whole, int64_t parts, int64_t i)
{
    return whole / parts + (i < whole % parts);
}

static void training_put(struct world *w, struct random *r, const struct plan_row *row,
                         struct draft *d)
{
    static const char *const modes[] = {"赴东培训", "送教上门", "线上培训"};
    const char *audience = text_is(row->kind, "cadre")    ? "党政干部"
                           : text_is(row->kind, "leader") ? "致富带头人"
                                                          : "专业技术人员";
    for (int64_t i = 0; i < row->n[0]; i++) {
        struct day starts = day_within(r, row->first, day_after(row->last, -6));
        struct put_cell *cells = draft_add(d);
        cells[0] = cell_text(text_printf(d->arena, "RC%04d", (int)d->lines.count));
        cells[1] = cell_text(text_printf(d->arena, "%.*s%s培训",
                                         TEXT_ARG(land_name(&w->land, row->place)), audience));
        cells[2] = cell_str(audience);
        cells[3] = cell_str(modes[random_below(r, 3)]);
        cells[4] = cell_region(row->place);
        cells[5] = cell_region(row->party);
        cells[6] = cell_day(starts);
        cells[7] = cell_day(day_after(starts, random_between(r, 1, 5)));
        cells[8] = cell_count(share_of(row->n[1], row->n[0], i));
    }
}

static void technology_put(struct random *r, const struct plan_row *row, struct draft *d)
{
    static const char *const names[] = {"脱毒种苗繁育", "设施蔬菜栽培", "微创手术", "冷链保鲜",
                                        "数控加工",     "远程会诊",     "竹材加工", "土壤改良"};
    for (int64_t i = 0; i < row->n[0]; i++) {
        size_t which = (d->lines.count * 3) % 8;
        struct put_cell *cells = draft_add(d);
        cells[0] = cell_text(text_printf(d->arena, "JS%03d", (int)d->lines.count));
        cells[1] =
            cell_text(text_printf(d->arena, "%s技术（%d）", names[which], (int)d->lines.count));
        cells[2] = cell_str(which == 2 || which == 5 ? "卫生" : which == 4 ? "科技" : "农业");
        cells[3] = cell_str(text_is(row->kind, "in") ? "引进" : "输出");
        cells[4] = cell_region(row->place);
        cells[5] = cell_region(row->party);
        struct day last = row->last.since_1970 < last_day().since_1970 ? row->last : last_day();
        cells[6] = cell_day(day_within(r, row->first, last));
    }
}

static void activity_put(struct world *w, struct random *r, const struct plan_row *row,
                         struct draft *d)
{
    const char *kind = text_is(row->kind, "study_trip") ? "观摩学习"
                       : text_is(row->kind, "academic") ? "学术支援"
                                                        : "义诊";
    for (int64_t i = 0; i < row->n[0]; i++) {
        struct put_cell *cells = draft_add(d);
        cells[0] = cell_text(text_printf(d->arena, "HD%03d", (int)d->lines.count));
        cells[1] = cell_text(
            text_printf(d->arena, "%.*s%s活动", TEXT_ARG(land_name(&w->land, row->place)), kind));
        cells[2] = cell_str(kind);
        cells[3] = cell_region(row->place);
        cells[4] = cell_region(row->party);
        cells[5] = cell_day(day_within(r, row->first, row->last));
        cells[6] = cell_count(share_of(row->n[1], row->n[0], i));
    }
}

bool talent_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct random r = random_named(w->seed, "talent");
    struct draft trainings, technologies, activities;
    draft_start(&trainings, &a, &w->land, TEXT("干部人才培训"), TEXT("干部人才培训台账"),
                training_columns, COLUMN_COUNT(training_columns));
    draft_start(&technologies, &a, &w->land, TEXT("技术台账"), TEXT("技术输出引进台账"),
                technology_columns, COLUMN_COUNT(technology_columns));
    draft_start(&activities, &a, &w->land, TEXT("活动台账"), TEXT("人才交流活动台账"),
                activity_columns, COLUMN_COUNT(activity_columns));
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "training", row)))
        training_put(w, &r, row, &trainings);
    while ((row = plan_next(&w->plan, "technology", row)))
        technology_put(&r, row, &technologies);
    while ((row = plan_next(&w->plan, "activity", row)))
        activity_put(w, &r, row, &activities);
    struct put_cell *wrong = draft_plant(&trainings, "培训人次不是数字");
    for (int c = 0; c < trainings.column_count; c++)
        wrong[c] = trainings.lines.items[0].cells[c];
    wrong[0] = cell_str("RC9999");
    wrong[8] = cell_str("若干");
    struct book *b;
    TRY(secondments_write(w, f));
    TRY(book_open(&b, &w->shelf, "43_昭通市_人才培训与活动", &PREFECTURE, f));
    TRY(book_write(b, &trainings, f) && book_write(b, &technologies, f));
    return book_write(b, &activities, f) && book_close(b, f);
}
