/*
 * Writes funds, their plans and every movement from giver to payee.
 */
#include "demo/funds.h"

#include <inttypes.h>

static const char *kind_name(struct text kind)
{
    static const char *const names[][2] = {{"city_fiscal", "东部市级财政"},
                                           {"district_fiscal", "东部区县级财政"},
                                           {"paired_county", "携手奔小康"},
                                           {"social", "社会捐赠"},
                                           {"local_integrated", "西部整合"}};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (text_is(kind, names[i][0]))
            return names[i][1];
    return "";
}

static struct text fund_code(struct books *b, const struct plan_row *row)
{
    return text_printf(b->arena, "ZJ%d-%" PRId64 "-%" PRId64 "-%.*s", year_of(row->first),
                       row->party / 100000000, row->place / 1000000, 2, row->kind.p);
}

/* What all movements of a fund in the plan add up to; the plan was a little more. */
static int64_t fund_fen(struct books *b, const struct plan_row *row)
{
    const struct plan_row *other = NULL;
    int64_t fen = 0;
    while ((other = plan_next(&b->w->plan, "money", other)))
        if (text_equal(fund_code(b, other), fund_code(b, row)))
            fen += other->n[0] * FEN;
    return fen;
}

static bool fund_is_new(struct books *b, struct text code)
{
    for (size_t i = 0; i < b->funds.lines.count; i++)
        if (text_equal(b->funds.lines.items[i].cells[0].text, code))
            return false;
    return true;
}

static void fund_put(struct books *b, const struct plan_row *row)
{
    struct text code = fund_code(b, row);
    if (!fund_is_new(b, code))
        return;
    int year = year_of(row->first);
    struct day planned = {0};
    day_make(&planned, year, year == 2016 ? 9 : 1, 20);
    struct put_cell *cells = draft_add(&b->funds);
    cells[0] = cell_text(code);
    cells[1] = cell_count(year);
    cells[2] = cell_str(kind_name(row->kind));
    cells[3] = cell_region(row->party);
    cells[4] = cell_region(row->place);
    cells[5] =
        cell_text(text_printf(b->arena, "协作发〔%d〕%d号", year, (int)b->funds.lines.count));
    cells = draft_add(&b->plans);
    int64_t fen = fund_fen(b, row);
    cells[0] = cell_text(code);
    cells[1] = cell_money(fen + fen / 100 * random_between(&b->random, 0, 6) / FEN * FEN);
    cells[2] = cell_day(planned);
}

/* ---- movements ---- */

struct hop {
    struct text from, to;
    const char *step;
    int64_t fen;
    struct day sent, received;
    struct text project;
    bool is_idle; /* the first of a fund that nothing was spent of for a year: a rule finds it */
};

static void hop_put(struct books *b, struct draft *d, struct text fund, const struct hop *h)
{
    struct put_cell *cells = h->is_idle ? draft_fact(d, "funds.idle_money") : draft_add(d);
    cells[0] = cell_text(fund);
    cells[1] = cell_str(h->step);
    cells[2] = cell_text(h->from);
    cells[3] = cell_text(h->to);
    cells[4] = cell_money(h->fen);
    cells[5] = cell_day(h->sent);
    cells[6] = cell_day(h->received);
    cells[7] = cell_text(h->project);
    cells[8] = cell_text(text_printf(b->arena, "PZ%d-%05d", year_of(h->sent), ++b->vouchers));
}

static struct day by_last(struct day d)
{
    return d.since_1970 < last_day().since_1970 ? d : last_day();
}

static void spends_put(struct books *b, struct draft *d, const struct plan_row *row,
                       const struct hop *grant)
{
    int64_t left = row->n[1] * FEN, times = random_between(&b->random, 2, 6);
    for (int64_t i = 0; i < times && left > 0; i++) {
        struct project *p = project_at(b, row->place, year_of(row->first), i);
        if (grant->project.n)
            p = project_of_site(b, row->place);
        struct hop h = {.from = grant->to, .step = "支出"};
        h.to = firm_name(b->arena, &b->w->land, row->place, random_below(&b->random, 60));
        h.fen =
            i + 1 == times ? left : random_between(&b->random, left / 5, left * 2 / 5) / FEN * FEN;
        h.sent = day_within(&b->random, grant->received,
                            by_last(day_after(grant->received, 100 + i * 60)));
        h.received = by_last(day_after(h.sent, random_between(&b->random, 1, 4)));
        h.project = p ? p->code : (struct text){"", 0};
        if (h.fen > 0) {
            hop_put(b, d, fund_code(b, row), &h);
            if (p)
                p->spent_fen += h.fen;
        }
        left -= h.fen;
    }
}

static bool fund_is_spent(struct books *b, struct text fund)
{
    const struct plan_row *row = NULL;
    bool is_spent = false;
    while ((row = plan_next(&b->w->plan, "money", row)))
        is_spent |= row->n[1] > 0 && text_equal(fund_code(b, row), fund);
    return is_spent;
}

/* A year before the programme's last day; marked once a fund. */
static bool is_first_idle(struct books *b, const struct plan_row *row, struct day received)
{
    struct text fund = fund_code(b, row);
    struct day last = {0};
    day_make(&last, 2018, 8, 31);
    if (received.since_1970 >= last.since_1970 || fund_is_spent(b, fund) ||
        map_find(&b->idle_funds, fund))
        return false;
    map_put(b->arena, &b->idle_funds, fund, b);
    return true;
}

static void money_put(struct books *b, struct draft *d, const struct plan_row *row)
{
    bool is_own = row->party == row->place; /* the county's own money, pooled */
    struct text county = land_name(&b->w->land, row->place);
    struct text giver = land_name(&b->w->land, row->party);
    struct hop h = {.step = "拨付", .fen = row->n[0] * FEN};
    h.from = is_own ? text_printf(b->arena, "%.*s统筹整合资金专户", TEXT_ARG(county))
             : text_is(row->kind, "social") ? text_printf(b->arena, "%.*s慈善会", TEXT_ARG(giver))
             : text_is(row->kind, "district_fiscal")
                 ? text_printf(b->arena, "%.*s镇街财政联合专户", TEXT_ARG(giver))
                 : text_printf(b->arena, "%.*s财政局", TEXT_ARG(giver));
    h.to = is_own ? text_printf(b->arena, "%.*s扶贫开发局", TEXT_ARG(county))
                  : text_printf(b->arena, "%.*s财政局", TEXT_ARG(county));
    h.sent = day_within(&b->random, row->first, day_after(row->last, -4));
    h.received = by_last(day_after(h.sent, random_between(&b->random, 1, 20)));
    const struct project *site = project_of_site(b, row->place);
    if (site && site->year == year_of(row->first) && site->year == 2016)
        h.project = site->code;
    h.is_idle = is_first_idle(b, row, h.received);
    hop_put(b, d, fund_code(b, row), &h);
    spends_put(b, d, row, &h);
}

static void money_plant(struct draft *d)
{
    static const struct {
        const char *wrong;
        int column;
        const char *text;
    } rows[] = {
        {"金额为文字", 4, "约三百万"},       {"到位日期早于拨付日期", 6, "2001-02-03"},
        {"拨付日期为13月", 5, "2018.13.1"},  {"资金编号不存在", 0, "ZJ1999-0000-000000-xx"},
        {"资金环节不在代码表中", 1, "路过"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct put_cell *cells = draft_plant(d, rows[i].wrong);
        for (int c = 0; c < d->column_count; c++)
            cells[c] = d->lines.items[0].cells[c];
        cells[8] = cell_text(text_printf(d->arena, "PZ-%zu-X", d->lines.count));
        cells[rows[i].column] = cell_str(rows[i].text);
    }
}

static const struct put_column fund_columns[] = {
    PLAIN("资金编号"), PLAIN("资金年度"), PLAIN("资金类别"),
    PLAIN("出资方"),   PLAIN("受援县区"), PLAIN("下达文号"),
};
static const struct put_column plan_columns[] = {
    PLAIN("资金编号"),
    PLAIN("计划金额"),
    PLAIN("计划日期"),
};
static const struct put_column money_columns[] = {
    PLAIN("资金编号"), PLAIN("资金环节"), PLAIN("拨出单位"), PLAIN("收款单位"), PLAIN("金额"),
    PLAIN("拨付日期"), PLAIN("到位日期"), PLAIN("项目编号"), PLAIN("凭证号"),
};

static bool movements_write(struct books *b, const char *stem, int64_t party, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct draft d;
    draft_start(&d, &a, &b->w->land, TEXT("资金拨付台账"), TEXT("帮扶资金拨付使用台账"),
                money_columns, COLUMN_COUNT(money_columns));
    const struct plan_row *row = NULL;
    while ((row = plan_next(&b->w->plan, "money", row)))
        if (party ? row->party == party : row->party == row->place)
            money_put(b, &d, row);
    if (party)
        money_plant(&d);
    struct book *book;
    TRY(book_open(&book, &b->w->shelf, stem, &PREFECTURE_MONEY, f));
    return book_write(book, &d, f) && book_close(book, f);
}

bool funds_write(struct world *w, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct books b = {.w = w, .random = random_named(w->seed, "funds"), .arena = &a};
    TRY(projects_invent(&b, f));
    draft_start(&b.funds, &a, &w->land, TEXT("资金来源"), TEXT("帮扶资金来源清单"), fund_columns,
                COLUMN_COUNT(fund_columns));
    draft_start(&b.plans, &a, &w->land, TEXT("资金计划"), TEXT("帮扶资金年度计划"), plan_columns,
                COLUMN_COUNT(plan_columns));
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "money", row)))
        fund_put(&b, row);
    struct book *book;
    TRY(book_open(&book, &w->shelf, "14_昭通市_资金来源与计划", &PREFECTURE_MONEY, f));
    TRY(book_write(book, &b.funds, f) && book_write(book, &b.plans, f) && book_close(book, f));
    TRY(movements_write(&b, "15_东莞市_资金拨付", 441900000000, f));
    TRY(movements_write(&b, "16_中山市_资金拨付", 442000000000, f));
    TRY(movements_write(&b, "17_永善县_整合资金", 0, f));
    return projects_write(&b, f);
}
