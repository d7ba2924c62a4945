/*
 * Writes the students of the joint-training years: who entered which eastern school, what their
 * schooling would have cost, and where those work who have graduated.
 */
#include "demo/world.h"

#include <inttypes.h>

#define PLAIN(title)                                                                               \
    {                                                                                              \
        {title}, NULL, false                                                                       \
    }

static const struct put_column student_columns[] = {
    PLAIN("姓名"),     PLAIN("身份证号"),     PLAIN("户籍所在地"), PLAIN("是否建档立卡"),
    PLAIN("来源县区"), PLAIN("就读学校"),     PLAIN("就读地"),     PLAIN("办学层次"),
    PLAIN("就读模式"), PLAIN("所属办学项目"), PLAIN("就读专业"),   PLAIN("是否免费就读"),
    PLAIN("入学日期"), PLAIN("离校日期"),     PLAIN("离校原因"),   PLAIN("监护人电话"),
};
static const struct put_column fee_columns[] = {
    PLAIN("姓名"),     PLAIN("身份证号"), PLAIN("入学日期"), PLAIN("学期开始日期"),
    PLAIN("费用项目"), PLAIN("费用处理"), PLAIN("费用金额"), PLAIN("承担单位"),
};
static const struct put_column job_columns[] = {
    PLAIN("姓名"),     PLAIN("身份证号"), PLAIN("录用日期"),     PLAIN("录用单位"),
    PLAIN("就业地区"), PLAIN("就业岗位"), PLAIN("专业是否对口"), PLAIN("起薪"),
};

struct student {
    const struct plan_row *row;
    struct someone *who;
    struct text school, programme;
    int64_t school_region;
    struct day entered, left; /* left: DAY_LAST while at school */
    const char *how;          /* "": still there */
    bool is_free, wants_job;
};
struct schooling { /* one round over the plan */
    struct world *w;
    struct random random;
    LIST(struct student) students;
};

static const char *const trades[] = {"数控技术应用", "汽车维修",   "护理",     "电子商务",
                                     "中餐烹饪",     "计算机应用", "幼儿保育", "模具制造"};

/* What a mode spends in the east: from the day of entering to a day in July. */
static struct day course_end(struct random *r, const struct plan_row *row, struct day entered)
{
    int years = text_is(row->kind, "whole") ? 3 : text_is(row->kind, "two_one") ? 1 : 0;
    struct month start = month_of(entered);
    struct day end = entered;
    day_make(&end, start.index / 12 + years, 7, (int)random_between(r, 5, 20));
    return end;
}

static const char *mode_name(struct text kind)
{
    return text_is(kind, "two_one") ? "2+1" : text_is(kind, "two_half") ? "2.5+0.5" : "全程就读";
}

/* The school that the county's own is paired with, else another of the city. */
static void school_choose(struct schooling *s, struct student *t)
{
    const struct world *w = s->w;
    bool is_joint = !text_is(t->row->kind, "whole");
    for (size_t i = 0; i < w->school_pairs.count; i++) {
        const struct house_pair *p = &w->school_pairs.items[i];
        if (p->county != t->row->place || p->party != t->row->party)
            continue;
        t->school = p->east;
        t->school_region = p->east_region;
        if (is_joint && t->row->first.since_1970 >= p->since.since_1970)
            t->programme = text_printf(w->arena, "LB%02d%d", (int)i + 1,
                                       text_is(t->row->kind, "two_half") ? 2 : 1);
        return;
    }
    t->school_region = town_of(s->w, &s->random, t->row->party);
    t->school =
        text_printf(w->arena, "%.*s职业技术学校", TEXT_ARG(land_name(&w->land, t->school_region)));
}

static void student_add(struct schooling *s, const struct plan_row *row, int64_t i)
{
    struct random *r = &s->random;
    bool is_free = i < row->n[0], is_registered = i < row->n[1];
    struct student t = {.row = row, .is_free = is_free, .left = DAY_LAST, .how = ""};
    int year = month_of(row->first).index / 12;
    t.who = person_new(&s->w->people, village_of(s->w, r, row->place), is_registered, year - 17, year - 15);
    t.entered = day_within(r, row->first, day_after(row->first, 9));
    school_choose(s, &t);
    int64_t from_end = row->n[0] + row->n[2] - 1 - i;
    struct day end = course_end(r, row, t.entered);
    if (from_end < row->n[3]) { /* those who drop out stand at the end of the list */
        t.left = day_after(t.entered, random_between(r, 40, 90));
        t.how = "退学";
    } else if (end.since_1970 <= last_day().since_1970) {
        t.left = end;
        t.how = "毕业";
        t.wants_job = from_end >= row->n[3] + row->n[4];
    }
    LIST_ADD(s->w->arena, &s->students, t);
}

static void student_put(struct schooling *s, struct draft *d, const struct student *t)
{
    struct put_cell *cells = draft_add(d);
    bool is_higher = !t->is_free || (t->row->party == 440300000000 && d->lines.count % 5 == 0);
    cells[0] = cell_text(t->who->name);
    cells[1] = cell_text(t->who->idno);
    cells[2] = cell_region(t->who->home);
    cells[3] = cell_bool(t->who->is_registered);
    cells[4] = cell_region(t->row->place);
    cells[5] = cell_text(t->school);
    cells[6] = cell_region(t->school_region);
    cells[7] = cell_str(is_higher ? "高职" : "中职");
    cells[8] = cell_str(mode_name(t->row->kind));
    cells[9] = cell_text(t->programme);
    cells[10] = cell_str(trades[random_below(&s->random, 8)]);
    cells[11] = cell_bool(t->is_free);
    cells[12] = cell_day(t->entered);
    if (t->how[0] == '\0')
        return;
    cells[13] = cell_day(t->left);
    cells[14] = cell_str(t->how);
}

/* One in sixty goes on at another school of the city: a second record, the same student. */
static void transfer_put(struct schooling *s, struct draft *d, struct student *t)
{
    struct student next = *t;
    t->left = day_after(t->entered, random_between(&s->random, 20, 30));
    t->how = "转学";
    next.entered = day_after(t->left, 5);
    next.school_region = town_of(s->w, &s->random, t->row->party);
    next.school = text_printf(s->w->arena, "%.*s高级技工学校",
                              TEXT_ARG(land_name(&s->w->land, next.school_region)));
    next.programme = (struct text){"", 0};
    student_put(s, d, t);
    student_put(s, d, &next);
}

static void students_plant(struct draft *d)
{
    for (int i = 0; i < 2; i++) {
        struct put_cell *cells =
            draft_plant(d, i ? "离校日期早于入学日期" : "办学层次不在代码表中");
        for (int c = 0; c < d->column_count; c++)
            cells[c] = d->lines.items[i].cells[c];
        if (i)
            cells[13] = cell_day(day_after((struct day){(int32_t)cells[12].number}, -20));
        else
            cells[7] = cell_str("预科");
        cells[12] = cell_day(day_after((struct day){(int32_t)cells[12].number}, i ? 1 : 2));
    }
}

static bool county_students_write(struct schooling *s, int64_t county, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct text name = land_name(&s->w->land, county);
    struct draft d;
    draft_start(&d, &a, &s->w->land, TEXT("就读学生"),
                text_printf(&a, "%.*s职业教育就读台账", TEXT_ARG(name)), student_columns,
                COLUMN_COUNT(student_columns));
    for (size_t i = 0; i < s->students.count; i++) {
        struct student *t = &s->students.items[i];
        if (t->row->place != county)
            continue;
        if (i % 60 == 7 && t->how[0] == '\0')
            transfer_put(s, &d, t);
        else
            student_put(s, &d, t);
    }
    if (d.lines.count == 0)
        return true;
    students_plant(&d);
    struct book *b;
    char *stem = text_cstr(&a, text_printf(&a, "65_%.*s_职教就读", TEXT_ARG(name)));
    TRY(book_open(&b, &s->w->shelf, stem, habit_of(county), f));
    return book_write(b, &d, f) && book_close(b, f);
}

/* ---- what it cost, and where they work ---- */

static void fee_add(struct draft *d, const struct student *t, struct day term, const char *kind,
                    int64_t yuan)
{
    struct put_cell *cells = draft_add(d);
    cells[0] = cell_text(t->who->name);
    cells[1] = cell_text(t->who->idno);
    cells[2] = cell_day(t->entered);
    cells[3] = cell_day(term);
    cells[4] = cell_str(kind);
    cells[5] = cell_str(!t->is_free ? "自缴" : text_is(text_from(kind), "学费") ? "免收" : "资助");
    cells[6] = cell_money(yuan * 100);
    cells[7] = cell_str(t->is_free ? "东部协作市教育部门（演示）" : "学生本人");
}

/* Every eighth student's first term and, of those still there, the next one's. */
static void fees_put(struct schooling *s, struct draft *d)
{
    for (size_t i = 0; i < s->students.count; i += 8) {
        const struct student *t = &s->students.items[i];
        fee_add(d, t, t->entered, "学费", random_between(&s->random, 14, 22) * 100);
        fee_add(d, t, t->entered, "生活费", 1000);
        struct day next = day_after(t->entered, 181);
        if (next.since_1970 < t->left.since_1970 && next.since_1970 < last_day().since_1970)
            fee_add(d, t, next, "学费", random_between(&s->random, 14, 22) * 100);
    }
}

static void job_put(struct schooling *s, struct draft *d, const struct student *t)
{
    static const char *const posts[] = {"操作工", "技术员", "护理员", "文员", "维修工"};
    struct random *r = &s->random;
    bool is_there = random_chance(r, 78);
    int64_t town = is_there ? town_of(s->w, r, t->row->party) : t->row->place;
    struct put_cell *cells = draft_add(d);
    struct day hired = day_after(t->left, random_between(r, 1, 11));
    cells[0] = cell_text(t->who->name);
    cells[1] = cell_text(t->who->idno);
    cells[2] = cell_day(hired.since_1970 < last_day().since_1970 ? hired : last_day());
    cells[3] = cell_text(firm_name(s->w->arena, &s->w->land, town, random_below(r, 168)));
    cells[4] = cell_region(town);
    cells[5] = cell_str(posts[random_below(r, 5)]);
    cells[6] = cell_bool(random_chance(r, 70));
    cells[7] = cell_money(random_between(r, 26, 48) * 10000);
}

static bool afterwards_write(struct schooling *s, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct draft fees, jobs;
    draft_start(&fees, &a, &s->w->land, TEXT("学费减免"), TEXT("学生学费减免资助台账"), fee_columns,
                COLUMN_COUNT(fee_columns));
    draft_start(&jobs, &a, &s->w->land, TEXT("毕业生就业"), TEXT("毕业生就业台账"), job_columns,
                COLUMN_COUNT(job_columns));
    fees_put(s, &fees);
    for (size_t i = 0; i < s->students.count; i++)
        if (s->students.items[i].wants_job)
            job_put(s, &jobs, &s->students.items[i]);
    struct put_cell *wrong = draft_plant(&fees, "费用金额不大于零");
    for (int c = 0; c < fees.column_count; c++)
        wrong[c] = fees.lines.items[0].cells[c];
    wrong[4] = cell_str("教材费");
    wrong[6] = cell_money(0);
    struct book *b;
    TRY(book_open(&b, &s->w->shelf, "66_昭通市_学费与就业", &PREFECTURE, f));
    return book_write(b, &fees, f) && book_write(b, &jobs, f) && book_close(b, f);
}

bool education_write(struct world *w, struct fault *f)
{
    struct schooling s = {.w = w, .random = random_named(w->seed, "education")};
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "students", row)))
        for (int64_t i = 0; i < row->n[0] + row->n[2]; i++)
            student_add(&s, row, i);
    for (int i = 0; i < 11; i++)
        TRY(county_students_write(&s, COUNTIES[i], f));
    return afterwards_write(&s, f) && school_staff_write(w, f);
}
