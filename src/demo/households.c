/*
 * Writes some hundreds of households with their members, incomes of two years, and the cases under
 * watch with what was done for them. All of them fit together: the rules of `shanhai check` have
 * nothing to say of them but where a row is marked.
 */
#include "demo/world.h"

#include "base/decimal.h"

#include <inttypes.h>

#define PLAIN(title)                                                                               \
    {                                                                                              \
        {title}, NULL, false                                                                       \
    }

static const struct put_column household_columns[] = {
    PLAIN("户编号"),         PLAIN("所在村"),         PLAIN("户主姓名"),
    PLAIN("户类型"),         PLAIN("识别日期"),       PLAIN("脱贫日期"),
    PLAIN("家庭人口"),       PLAIN("主要致贫原因"),   PLAIN("次要致贫原因"),
    PLAIN("耕地面积（亩）"), PLAIN("林地面积（亩）"), PLAIN("退耕还林面积（亩）"),
    PLAIN("是否危房户"),     PLAIN("住房面积"),       PLAIN("饮水是否安全"),
    PLAIN("是否通生活用电"), PLAIN("入户路类型"),     PLAIN("与村主干路距离（公里）"),
    PLAIN("主要燃料类型"),   PLAIN("有无卫生厕所"),   PLAIN("是否易地搬迁户"),
};
static const struct put_column member_columns[] = {
    PLAIN("姓名"),
    PLAIN("身份证号"),
    PLAIN("户籍所在地"),
    PLAIN("是否建档立卡"),
    PLAIN("户编号"),
    PLAIN("与户主关系"),
    PLAIN("性别"),
    PLAIN("民族"),
    PLAIN("文化程度"),
    PLAIN("在校生状况"),
    PLAIN("健康状况"),
    PLAIN("是否持残疾证"),
    PLAIN("劳动技能"),
    PLAIN("是否参加城乡居民医保"),
    PLAIN("是否参加职工医保"),
    PLAIN("是否特困供养"),
    PLAIN("是否享受低保"),
    PLAIN("公益性岗位"),
    PLAIN("公益性岗位月数"),
    PLAIN("务工月数"),
};
static const struct put_column income_columns[] = {
    PLAIN("户编号"),         PLAIN("收入核算日期"), PLAIN("计入人口"),       PLAIN("工资性收入"),
    PLAIN("生产经营性收入"), PLAIN("财产性收入"),   PLAIN("转移性收入"),     PLAIN("低保金"),
    PLAIN("养老保险金"),     PLAIN("生态补偿金"),   PLAIN("生产经营性支出"), PLAIN("家庭纯收入"),
    PLAIN("人均纯收入"),
};
static const struct put_column case_columns[] = {
    PLAIN("户编号"),       PLAIN("监测识别日期"), PLAIN("监测对象类别"),
    PLAIN("监测人口"),     PLAIN("主要风险"),     PLAIN("识别时人均纯收入"),
    PLAIN("风险消除日期"), PLAIN("风险消除方式"), PLAIN("消除时人均纯收入"),
};
static const struct put_column measure_columns[] = {
    PLAIN("户编号"),   PLAIN("监测识别日期"), PLAIN("帮扶措施类别"),
    PLAIN("落实日期"), PLAIN("帮扶金额"),     PLAIN("落实单位"),
};

struct family {
    const struct plan_row *row;
    struct text code;
    struct someone *head;
    int64_t village, members, elders;
    struct day left;     /* poverty; DAY_LAST: not yet */
    int64_t income_head; /* yuan a head in the newest year */
    bool is_aided, is_watched;
};
struct village_life {
    struct world *w;
    struct random random;
    struct draft *households, *members, *incomes, *cases, *measures;
    int64_t serial;
};

static struct put_cell cell_hundredths(struct arena *a, int64_t n)
{
    return cell_text(decimal_print(a, (struct decimal){n, 2}));
}

/* ---- members ---- */

static const char *schooling_of(int year_born)
{
    return year_born >= 2013 ? "学前教育" : year_born >= 2007 ? "小学在读" : "初中在读";
}

static struct put_cell *member_put(struct village_life *v, struct family *y, struct someone *s,
                                   const char *relation)
{
    struct put_cell *cells = draft_add(v->members);
    int born = s->born.index / 12;
    bool is_child = born >= 2004, is_old = born < 1959;
    bool is_disabled = !is_child && !is_old && s != y->head && random_chance(&v->random, 5);
    cells[0] = cell_text(s->name);
    cells[1] = cell_text(s->idno);
    cells[2] = cell_region(y->village);
    cells[3] = cell_bool(s->is_registered);
    cells[4] = cell_text(y->code);
    cells[5] = cell_str(relation);
    cells[6] = cell_str(s->is_woman ? "女" : "男");
    cells[7] = cell_str(v->serial % 7 == 0 ? "彝族" : v->serial % 11 == 0 ? "苗族" : "汉族");
    if (is_child)
        cells[9] = cell_str(schooling_of(born));
    else
        cells[8] = cell_text(education_name(s->education));
    cells[10] = cell_str(is_disabled                       ? "残疾"
                         : is_old && s->education % 2 == 0 ? "长期慢性病"
                                                           : "健康");
    cells[11] = cell_bool(is_disabled);
    cells[12] = cell_str(is_child || is_old ? "无劳动力"
                         : is_disabled      ? "丧失劳动力"
                                            : "普通劳动力");
    cells[13] = cell_bool(true);
    cells[14] = cell_bool(false);
    cells[15] = cell_bool(false);
    cells[16] = cell_bool(y->is_aided);
    y->members++;
    return cells;
}

static struct someone *relative(struct village_life *v, const struct family *y, int from, int to)
{
    return person_new(&v->w->people, y->village, y->head->is_registered, from, to);
}

/* The head, a husband or wife, up to three children, and now and then a parent. */
static void members_put(struct village_life *v, struct family *y)
{
    struct random *r = &v->random;
    struct put_cell *cells = member_put(v, y, y->head, "户主");
    if (y->is_watched && v->serial % 3 == 0) {
        cells[17] = cell_str("生态护林员");
        cells[18] = cell_count(7);
    } else if (!y->is_aided) {
        cells[19] = cell_count(random_between(r, 4, 10));
    }
    if (random_chance(r, 85)) {
        struct someone *s;
        do
            s = relative(v, y, 1963, 1985);
        while (s->is_woman == y->head->is_woman);
        member_put(v, y, s, "配偶");
    }
    for (int64_t i = random_below(r, 4); i > 0; i--) {
        struct someone *s = relative(v, y, 2004, 2015);
        member_put(v, y, s, s->is_woman ? "之女" : "之子");
    }
    if (random_chance(r, 30)) {
        struct someone *s = relative(v, y, 1938, 1944);
        member_put(v, y, s, s->is_woman ? "之母" : "之父");
        y->elders++;
    }
}

/* ---- households and incomes ---- */

static void household_put(struct village_life *v, const struct family *y)
{
    static const char *const causes[] = {"因病", "缺技术", "缺资金", "因学", "缺劳力", "因残"};
    static const char *const roads[] = {"泥土路", "砂石路", "水泥路", "水泥路"};
    struct random *r = &v->random;
    struct draft *d = v->households;
    struct put_cell *cells = draft_add(d);
    size_t cause = (size_t)random_below(r, 6);
    bool has_left = y->left.since_1970 != DAY_LAST.since_1970;
    int64_t forest = random_between(r, 100, 600);
    cells[0] = cell_text(y->code);
    cells[1] = cell_region(y->village);
    cells[2] = cell_text(y->head->name);
    cells[3] = cell_str(y->is_aided ? "低保贫困户" : has_left ? "脱贫户" : "一般贫困户");
    cells[4] = cell_day(y->row->first);
    if (has_left)
        cells[5] = cell_day(y->left);
    cells[6] = cell_count(y->members);
    cells[7] = cell_str(causes[cause]);
    cells[8] = cell_str(causes[(cause + 1) % 6]);
    cells[9] = cell_hundredths(d->arena, random_between(r, 50, 900));
    cells[10] = cell_hundredths(d->arena, forest);
    cells[11] = cell_hundredths(d->arena, forest / 2);
    cells[12] = cell_bool(!has_left && random_chance(r, 20));
    cells[13] = cell_hundredths(d->arena, y->members * random_between(r, 1800, 2400));
    cells[14] = cell_bool(has_left || random_chance(r, 85));
    cells[15] = cell_bool(true);
    cells[16] = cell_str(roads[random_below(r, 4)]);
    cells[17] = cell_hundredths(d->arena, random_between(r, 5, 420));
    cells[18] = cell_str(random_chance(r, 40) ? "柴草" : "清洁能源");
    cells[19] = cell_bool(random_chance(r, 70));
    cells[20] = cell_bool(false);
}

/* Wages make up what is wanting to a whole income a head: parts and sum agree to the yuan. */
static void income_put(struct village_life *v, const struct family *y, int year, int64_t head)
{
    struct random *r = &v->random;
    struct day counted = y->row->first;
    day_make(&counted, year, 9, 30);
    int64_t business = random_between(r, 20, 80) * 100, cost = business / 3;
    int64_t aid = y->is_aided ? 2400 : 0, pension = y->elders * 1320;
    int64_t ecology = random_between(r, 1, 6) * 100, net = head * y->members;
    int64_t transfer = aid + pension + ecology;
    int64_t parts[] = {net - transfer - business + cost,
                       business,
                       0,
                       transfer,
                       aid,
                       pension,
                       ecology,
                       cost,
                       net,
                       head};
    struct put_cell *cells = draft_add(v->incomes);
    cells[0] = cell_text(y->code);
    cells[1] = cell_day(counted);
    cells[2] = cell_count(y->members);
    for (int i = 0; i < 10; i++)
        cells[3 + i] = cell_money(parts[i] * 100);
}

/* ---- cases ---- */

static void measure_put(struct village_life *v, const struct family *y, struct day found,
                        const char *kind, int64_t after, int64_t yuan)
{
    struct put_cell *cells = draft_add(v->measures);
    cells[0] = cell_text(y->code);
    cells[1] = cell_day(found);
    cells[2] = cell_str(kind);
    cells[3] = cell_day(day_after(found, after));
    if (yuan)
        cells[4] = cell_money(yuan * 100);
    cells[5] = cell_text(text_printf(v->measures->arena, "%.*s扶贫办",
                                     TEXT_ARG(land_name(&v->w->land, y->row->place))));
}

static void case_put(struct village_life *v, const struct family *y)
{
    static const char *const risks[] = {"因病", "因务工就业不稳", "因自然灾害", "因学"};
    struct random *r = &v->random;
    struct day found = y->row->first;
    day_make(&found, 2018, 11, 1);
    found = day_after(found, random_below(r, 90));
    bool is_cleared = v->serial % 5 < 2;
    bool has_work = is_cleared || v->serial % 4, has_care = v->serial % 3 == 0;
    struct put_cell *cells = has_work || has_care
                                 ? draft_add(v->cases)
                                 : draft_fact(v->cases, "monitoring.case_no_measure");
    cells[0] = cell_text(y->code);
    cells[1] = cell_day(found);
    cells[2] =
        cell_str(y->left.since_1970 == DAY_LAST.since_1970 ? "边缘易致贫户" : "脱贫不稳定户");
    cells[3] = cell_count(y->members);
    cells[4] = cell_str(risks[random_below(r, 4)]);
    cells[5] = cell_money(y->income_head * 100);
    if (is_cleared) {
        cells[6] = cell_day(day_after(found, random_between(r, 100, 170)));
        cells[7] = cell_str("帮扶消除");
        cells[8] = cell_money((y->income_head + random_between(r, 5, 20) * 100) * 100);
    }
    if (has_work)
        measure_put(v, y, found, "就业帮扶", random_between(r, 5, 30), 0);
    if (has_care)
        measure_put(v, y, found, "健康帮扶", random_between(r, 5, 60),
                    random_between(r, 5, 40) * 100);
}

/* ---- a county ---- */

static void family_put(struct village_life *v, const struct plan_row *row, int64_t i)
{
    struct random *r = &v->random;
    struct family y = {.row = row, .left = DAY_LAST};
    v->serial++;
    y.village = village_of(v->w, r, row->place);
    y.code = text_printf(v->w->arena, "JD%06" PRId64 "%04" PRId64, row->place / 1000000, i + 1);
    y.head = person_new(&v->w->people, y.village, true, 1963, 1983);
    y.is_aided = i >= row->n[0] - row->n[3];
    y.is_watched = i % (row->n[0] / row->n[2]) == 0 && i / (row->n[0] / row->n[2]) < row->n[2];
    if (i < row->n[1]) {
        day_make(&y.left, 2017 + (int)(i % 2), 12, 20);
        y.income_head = random_between(r, 62, 99) * 100;
    } else {
        y.income_head = random_between(r, 52, 58) * 100;
    }
    members_put(v, &y);
    household_put(v, &y);
    income_put(v, &y, 2017, y.income_head - random_between(r, 3, 9) * 100);
    income_put(v, &y, 2018, y.income_head);
    if (y.is_watched)
        case_put(v, &y);
}

static void households_plant(struct village_life *v)
{
    struct draft *d = v->households;
    struct put_cell *cells = draft_plant(d, "家庭人口不大于零");
    for (int c = 0; c < d->column_count; c++)
        cells[c] = d->lines.items[0].cells[c];
    cells[0] = cell_text(text_printf(v->w->arena, "%.*sX", TEXT_ARG(cells[0].text)));
    cells[6] = cell_count(0);
}

static bool county_write(struct village_life *v, const struct plan_row *row, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct world *w = v->w;
    struct draft households, members, incomes;
    struct text name = land_name(&w->land, row->place);
    draft_start(&households, &a, &w->land, TEXT("农户信息"),
                text_printf(&a, "%.*s建档立卡户信息", TEXT_ARG(name)), household_columns,
                COLUMN_COUNT(household_columns));
    draft_start(&members, &a, &w->land, TEXT("家庭成员"),
                text_printf(&a, "%.*s家庭成员信息", TEXT_ARG(name)), member_columns,
                COLUMN_COUNT(member_columns));
    draft_start(&incomes, &a, &w->land, TEXT("家庭收入"),
                text_printf(&a, "%.*s家庭收入情况", TEXT_ARG(name)), income_columns,
                COLUMN_COUNT(income_columns));
    v->households = &households;
    v->members = &members;
    v->incomes = &incomes;
    for (int64_t i = 0; i < row->n[0]; i++)
        family_put(v, row, i);
    households_plant(v);
    struct book *b;
    char *stem = text_cstr(&a, text_printf(&a, "67_%.*s_农户信息", TEXT_ARG(name)));
    TRY(book_open(&b, &w->shelf, stem, habit_of(row->place), f));
    TRY(book_write(b, &households, f) && book_write(b, &members, f));
    return book_write(b, &incomes, f) && book_close(b, f);
}

bool households_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct draft cases, measures;
    struct village_life v = {.w = w, .random = random_named(w->seed, "households")};
    draft_start(&cases, &a, &w->land, TEXT("监测对象"), TEXT("昭通市监测对象台账"), case_columns,
                COLUMN_COUNT(case_columns));
    draft_start(&measures, &a, &w->land, TEXT("帮扶措施"), TEXT("监测对象帮扶措施台账"),
                measure_columns, COLUMN_COUNT(measure_columns));
    v.cases = &cases;
    v.measures = &measures;
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "household", row)))
        TRY(county_write(&v, row, f));
    struct book *b;
    TRY(book_open(&b, &w->shelf, "67_昭通市_监测对象", &PREFECTURE, f));
    return book_write(b, &cases, f) && book_write(b, &measures, f) && book_close(b, f);
}
