/*
 * Writes what schools and hospitals plan and do beside sending people: joint-training programmes,
 * the four forms of teacher training, and the yearly plan of each pair of hospitals.
 */
#include "demo/world.h"

#define PLAIN(title)                                                                               \
    {                                                                                              \
        {title}, NULL, false                                                                       \
    }

static const struct put_column programme_columns[] = {
    PLAIN("办学编号"),     PLAIN("办学模式"),     PLAIN("办学专业"),     PLAIN("西部办学地区"),
    PLAIN("西部办学学校"), PLAIN("东部办学地区"), PLAIN("东部办学学校"), PLAIN("办学开始日期"),
    PLAIN("办学结束日期"), PLAIN("计划招生"),
};
static const struct put_column training_columns[] = {
    PLAIN("姓名"),         PLAIN("身份证号"), PLAIN("教师培训形式"), PLAIN("选派县区"),
    PLAIN("跟岗城市"),     PLAIN("跟岗单位"), PLAIN("任教学科"),     PLAIN("跟岗开始日期"),
    PLAIN("跟岗结束日期"), PLAIN("跟岗天数"), PLAIN("培训是否合格"),
};
static const struct put_column plan_columns[] = {
    PLAIN("选派年度"),     PLAIN("支援地区"),         PLAIN("支援医院"),
    PLAIN("受援地区"),     PLAIN("受援医院"),         PLAIN("计划制定日期"),
    PLAIN("计划完成日期"), PLAIN("计划选派管理专家"), PLAIN("计划选派医务人员"),
    PLAIN("计划选派人次"),
};

/* Two programmes a pair of schools: 2+1 from the first autumn, 2.5+0.5 half a year later. */
static void programmes_put(struct world *w, struct draft *d)
{
    static const char *const trades[] = {"数控技术应用", "护理", "电子商务", "汽车维修"};
    for (size_t i = 0; i < w->school_pairs.count * 2; i++) {
        const struct house_pair *p = &w->school_pairs.items[i / 2];
        bool is_half = i % 2;
        struct put_cell *cells = draft_add(d);
        struct day starts = p->since;
        day_make(&starts, is_half ? 2018 : 2017, is_half ? 2 : 9, 1);
        cells[0] = cell_text(text_printf(d->arena, "LB%02d%d", (int)(i / 2) + 1, is_half + 1));
        cells[1] = cell_str(is_half ? "2.5+0.5" : "2+1");
        cells[2] = cell_str(trades[i % 4]);
        cells[3] = cell_region(p->county);
        cells[4] = cell_text(p->west);
        cells[5] = cell_region(p->east_region);
        cells[6] = cell_text(p->east);
        cells[7] = cell_day(starts);
        if (i == 3) /* one was given up */
            cells[8] = cell_day(day_after(starts, 500));
        cells[9] = cell_count(160 + 20 * (int64_t)(i % 3));
    }
}

static const char *form_name(struct text kind)
{
    return text_is(kind, "research")    ? "教研队伍跟岗培训"
           : text_is(kind, "principal") ? "校长跟岗学习"
           : text_is(kind, "one_nine")  ? "1+9教师培训"
                                        : "职业教师跟岗培训";
}

static void training_put(struct world *w, struct random *r, const struct plan_row *row,
                         struct draft *d)
{
    static const char *const subjects[] = {"语文", "数学", "英语", "物理", "专业课"};
    for (int64_t i = 0; i < row->n[0]; i++) {
        struct someone *s = person_new(&w->people, village_of(w, r, row->place), false, 1966, 1992);
        int64_t town = town_of(w, r, row->party), days = random_between(r, 5, 25);
        struct day starts = day_within(r, row->first, row->last);
        struct put_cell *cells = draft_add(d);
        cells[0] = cell_text(s->name);
        cells[1] = cell_text(s->idno);
        cells[2] = cell_str(form_name(row->kind));
        cells[3] = cell_region(row->place);
        cells[4] = cell_region(row->party);
        cells[5] =
            cell_text(text_printf(d->arena, "%.*s中心学校", TEXT_ARG(land_name(&w->land, town))));
        cells[6] = cell_str(subjects[random_below(r, 5)]);
        cells[7] = cell_day(starts);
        cells[8] = cell_day(day_after(starts, days - 1));
        cells[9] = cell_count(days);
        cells[10] = cell_bool(true);
    }
}

static bool is_visited(const struct world *w, struct text hospital, int year)
{
    for (size_t i = 0; i < w->hospital_visits.count; i++)
        if (w->hospital_visits.items[i].year == year &&
            text_equal(w->hospital_visits.items[i].hospital, hospital))
            return true;
    return false;
}

/* The county's plan of the year, one line a pair of its hospitals; where nobody came although the
 * year is over, a rule says so. */
static void plans_put(struct world *w, struct random *r, const struct plan_row *row,
                      struct draft *d)
{
    for (size_t i = 0; i < w->hospital_pairs.count; i++) {
        const struct house_pair *p = &w->hospital_pairs.items[i];
        if (p->county != row->place || p->party != row->party)
            continue;
        struct day planned = day_within(r, row->first, row->last), due = planned;
        int year = month_of(planned).index / 12;
        day_make(&due, year, 12, 31);
        bool is_kept = due.since_1970 > last_day().since_1970 || is_visited(w, p->west, year);
        struct put_cell *cells = is_kept ? draft_add(d) : draft_fact(d, "health.plan_unmet");
        cells[0] = cell_count(year);
        cells[1] = cell_region(p->east_region);
        cells[2] = cell_text(p->east);
        cells[3] = cell_region(p->county);
        cells[4] = cell_text(p->west);
        cells[5] = cell_day(planned);
        cells[6] = cell_day(due);
        cells[7] = cell_count(row->n[1]);
        cells[8] = cell_count(row->n[0] - row->n[1]);
        cells[9] = cell_count(row->n[0]);
    }
}

bool hospital_plans_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct random r = random_named(w->seed, "hospital plans");
    struct draft d;
    draft_start(&d, &a, &w->land, TEXT("医疗选派计划"), TEXT("医院年度选派计划台账"), plan_columns,
                COLUMN_COUNT(plan_columns));
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "hospital_plan", row)))
        plans_put(w, &r, row, &d);
    struct put_cell *wrong = draft_plant(&d, "计划选派人次不大于零");
    for (int c = 0; c < d.column_count; c++)
        wrong[c] = d.lines.items[0].cells[c];
    wrong[2] = cell_str("演示用支援医院");
    wrong[9] = cell_count(0);
    struct book *b;
    TRY(book_open(&b, &w->shelf, "66_昭通市_医疗选派计划", &PREFECTURE, f));
    return book_write(b, &d, f) && book_close(b, f);
}

bool school_staff_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct random r = random_named(w->seed, "school staff");
    struct draft programmes, trainings;
    draft_start(&programmes, &a, &w->land, TEXT("联合办学"), TEXT("联合办学项目台账"),
                programme_columns, COLUMN_COUNT(programme_columns));
    draft_start(&trainings, &a, &w->land, TEXT("教师跟岗培训"), TEXT("教师培训台账"),
                training_columns, COLUMN_COUNT(training_columns));
    programmes_put(w, &programmes);
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "teacher_training", row)))
        training_put(w, &r, row, &trainings);
    struct put_cell *wrong = draft_plant(&trainings, "教师培训形式不在代码表中");
    for (int c = 0; c < trainings.column_count; c++)
        wrong[c] = trainings.lines.items[0].cells[c];
    wrong[2] = cell_str("外出考察");
    struct book *b;
    TRY(book_open(&b, &w->shelf, "64_昭通市_联合办学与教师", &PREFECTURE, f));
    return book_write(b, &programmes, f) && book_write(b, &trainings, f) && book_close(b, f);
}
