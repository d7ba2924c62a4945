/*
 * Writes the payroll of the workshops: who was paid there month by month. The workshops themselves
 * stand in demo/tables/workshops.tsv; the plan says how many worked in each.
 */
#include "demo/world.h"

#define PLAIN(title)                                                                               \
    {                                                                                              \
        {title}, NULL, false                                                                       \
    }
#define MONTHS_MOST 8 /* of one worker: enough to see who stays */

static const struct put_column payroll_columns[] = {
    {{"车间编号"}, NULL, true},
    PLAIN("用工月份"),
    PLAIN("姓名"),
    PLAIN("身份证号"),
    PLAIN("户籍所在地"),
    PLAIN("是否建档立卡"),
    PLAIN("出勤天数"),
    PLAIN("底薪"),
    PLAIN("计件工资"),
    PLAIN("应发合计"),
    PLAIN("发放方式"),
};

static int64_t at_most(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static void month_put(struct draft *d, struct random *r, struct text code, struct month m,
                      const struct someone *s, bool is_twice)
{
    int64_t days = random_between(r, 16, 27);
    int64_t base = random_between(r, 12, 19) * 10000, piece = days * random_between(r, 25, 60) * 100;
    struct put_cell *cells = is_twice ? draft_fact(d, "workshops.worker_two_shops") : draft_add(d);
    cells[0] = cell_text(code);
    cells[1] = cell_month(m);
    cells[2] = cell_text(s->name);
    cells[3] = cell_text(s->idno);
    cells[4] = cell_region(s->home);
    cells[5] = cell_bool(s->is_registered);
    cells[6] = cell_count(days);
    cells[7] = cell_money(base);
    cells[8] = cell_money(piece);
    cells[9] = cell_money(base + piece);
    cells[10] = cell_str(random_chance(r, 88) ? "银行代发" : "现金");
}

/* From a month after the workshop opened to `last`, without a gap. */
static void worker_put(struct draft *d, struct random *r, const struct plan_row *row,
                       const struct someone *s, struct month last, bool is_twice)
{
    int32_t opened = month_of(row->first).index;
    int64_t most = at_most(last.index - opened + 1, MONTHS_MOST);
    int32_t count = (int32_t)random_between(r, at_most(2, most), most);
    for (int32_t i = last.index - count + 1; i <= last.index; i++)
        month_put(d, r, row->kind, (struct month){i}, s, is_twice && i == month_of(last_day()).index);
}

/*
 * number: paid in the last months; second: registered of them; third: left long before; fourth: of
 * those paid, paid by the workshop of the row before, too; fifth: months since the third were.
 */
static void workshop_put(struct world *w, struct draft *d, struct random *r,
                         const struct plan_row *row, const struct plan_row *before)
{
    struct month now = month_of(last_day());
    for (int64_t i = 0; i < row->n[0]; i++) {
        struct someone *s = person_new(&w->people, village_of(w, r, row->place), i < row->n[1],
                                       1965, 1999);
        struct month last = {now.index - random_chance(r, 4)};
        worker_put(d, r, row, s, last, before && i < row->n[3]);
        if (before && i < row->n[3])
            month_put(d, r, before->kind, now, s, false);
    }
    struct month gone = {now.index - (int32_t)row->n[4]};
    for (int64_t i = 0; i < row->n[2]; i++) {
        struct someone *s = person_new(&w->people, village_of(w, r, row->place),
                                       random_chance(r, 40), 1965, 1999);
        worker_put(d, r, row, s, gone, false);
    }
}

static void payroll_plant(struct world *w, struct draft *d, struct random *r)
{
    static const char *const wrongs[] = {"出勤天数多于当月", "车间编号不存在", "工资为负"};
    for (int i = 0; i < 3; i++) {
        struct put_cell *cells = draft_plant(d, wrongs[i]);
        for (int c = 0; c < d->column_count; c++)
            cells[c] = d->lines.items[0].cells[c];
        struct someone *s =
            person_new(&w->people, village_of(w, r, COUNTIES[1]), false, 1970, 1990);
        cells[0] = i == 1 ? cell_str("CJ99") : cells[0];
        cells[2] = cell_text(s->name);
        cells[3] = cell_text(s->idno);
        cells[6] = cell_count(i == 0 ? 41 : 20);
        cells[9] = cell_money(i == 2 ? -150000 : 210000);
    }
}

bool workshops_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct random r = random_named(w->seed, "workshops");
    struct draft payroll;
    draft_start(&payroll, &a, &w->land, TEXT("车间工资月报"), TEXT("扶贫车间务工人员工资月报"),
                payroll_columns, COLUMN_COUNT(payroll_columns));
    const struct plan_row *row = NULL;
    for (const struct plan_row *before = NULL; (row = plan_next(&w->plan, "workshop", row));
         before = row)
        workshop_put(w, &payroll, &r, row, before);
    payroll_plant(w, &payroll, &r);
    struct book *b;
    TRY(book_open(&b, &w->shelf, "79_昭通市_车间工资", &PREFECTURE, f));
    return book_write(b, &payroll, f) && book_close(b, f);
}
