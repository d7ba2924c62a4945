/*
 * Invents what lies between a wish and a wage, over the spells there are: who ordered workers, which
 * openings there were, who was offered one, who went by which bus, who was asked since.
 */
#include "demo/loop.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static struct text code_new(struct world *w, const char *letters, const struct plan_row *row,
                            size_t serial)
{
    int year, month, day;
    day_split(row->first, &year, &month, &day);
    return text_printf(w->arena, "%s%" PRId64 "-%d-%02zu", letters, row->place / 1000000, year,
                       serial);
}

/* Of the row's county, side and period, sent by the government. */
static bool is_of(const struct world *w, const struct spell *s, const struct plan_row *row)
{
    struct text channel = text_from(s->channel);
    (void)w;
    return county_of(s->home) == row->place && text_is(channel, "政府组织") &&
           s->workplace / 100000000 == row->party / 100000000 &&
           s->started.since_1970 >= row->first.since_1970 &&
           s->started.since_1970 <= row->last.since_1970;
}

/* ---- openings and referrals ---- */

static struct opening *opening_of(struct world *w, struct loop *loop, struct random *r,
                                  const struct plan_row *row, const struct spell *s)
{
    for (size_t i = 0; i < loop->openings.count; i++) {
        struct opening *o = loop->openings.items[i];
        if (o->county == row->place && o->from.since_1970 == row->first.since_1970 &&
            text_equal(o->employer, s->employer))
            return o;
    }
    struct opening *o = ARENA_NEW(w->arena, struct opening);
    *o = (struct opening){.county = row->place, .workplace = s->workplace, .employer = s->employer,
                          .trade = s->trade, .from = row->first};
    o->code = code_new(w, "GW", row, loop->openings.count + 1);
    o->posts = random_between(r, 2, 12) * 5;
    o->wage_low = random_between(r, 26, 34) * 100;
    o->until = row->last.since_1970 < last_day().since_1970 ? row->last : DAY_LAST;
    o->wants_woman = random_chance(r, 25);
    LIST_ADD(w->arena, &loop->openings, o);
    return o;
}

static void referral_add(struct world *w, struct loop *loop, const struct someone *who,
                         struct opening *o, struct day day, const char *answer, const char *why)
{
    if (day.since_1970 < o->from.since_1970)
        day = o->from;
    LIST_ADD(w->arena, &loop->referrals, (struct referral){who, o, day, answer, why});
}

static void referrals_good(struct world *w, struct loop *loop, struct random *r,
                           const struct plan_row *row)
{
    int64_t wanted = row->n[0];
    for (size_t i = 0; i < w->spells.count && wanted > 0; i++) {
        struct spell *s = &w->spells.items[i];
        if (!is_of(w, s, row) || s->opening.n || i % 2)
            continue;
        struct opening *o = opening_of(w, loop, r, row, s);
        o->wants_woman = o->wants_woman && s->who->is_woman;
        s->opening = o->code;
        referral_add(w, loop, s->who, o, day_after(s->started, -random_between(r, 5, 25)), "同意",
                     NULL);
        wanted--;
    }
}

/* Who refused one went elsewhere two months later; each of them once. */
static void referrals_bad(struct world *w, struct loop *loop, struct random *r,
                          const struct plan_row *row)
{
    static const char *const reasons[] = {"照顾家庭", "身体原因", "不想出去", "不敢出去"};
    int64_t wanted = row->n[1];
    for (size_t i = 0; i < w->spells.count && wanted > 0 && loop->openings.count; i++) {
        struct spell *s = &w->spells.items[i];
        struct opening *o = loop->openings.items[loop->openings.count - 1 - (size_t)wanted % 3];
        struct day day = day_after(s->started, -random_between(r, 60, 90));
        if (county_of(s->home) != row->place || s->opening.n || i % 5 != 3 ||
            o->county != row->place || text_equal(o->employer, s->employer) ||
            day.since_1970 < row->first.since_1970 || day.since_1970 > row->last.since_1970)
            continue;
        referral_add(w, loop, s->who, o, day, "不同意", reasons[random_below(r, 4)]);
        wanted--;
    }
}

/* Back home in spring and not at work since: offered something in July, without an answer. */
static const struct someone *waiting(struct world *w, int64_t county, size_t *from)
{
    for (; *from < w->spells.count; ++*from) {
        const struct spell *s = &w->spells.items[*from];
        bool fits = county_of(s->home) == county && s->ended.since_1970 < last_day().since_1970 - 60;
        for (size_t k = 0; fits && k < w->spells.count; k++)
            fits = w->spells.items[k].who != s->who || k == *from;
        if (fits)
            return w->spells.items[(*from)++].who;
    }
    return NULL;
}

static void referrals_open(struct world *w, struct loop *loop, struct random *r,
                           const struct plan_row *row)
{
    size_t from = 0;
    struct opening *o = loop->openings.count ? loop->openings.items[loop->openings.count - 1] : NULL;
    for (int64_t i = 0; i < row->n[2] && o && o->county == row->place; i++) {
        const struct someone *who = waiting(w, row->place, &from);
        if (who)
            referral_add(w, loop, who, o, day_after(last_day(), -random_between(r, 3, 28)),
                         i % 3 ? "考虑中" : "联系不上", NULL);
    }
}

/* ---- orders ---- */

static void order_add(struct world *w, struct loop *loop, struct random *r,
                      const struct plan_row *row, int64_t posts)
{
    static const char *const kinds[] = {"订单式", "定向式", "定岗式"};
    static const char *const houses[] = {"惠众", "同兴", "恒聚", "新桥", "众达"};
    struct order *o = NULL;
    int64_t hires = posts * random_between(r, 55, 95) / 100;
    for (size_t i = 0; i < w->spells.count && hires > 0; i++) {
        struct spell *s = &w->spells.items[i];
        if (!is_of(w, s, row) || s->order.n || i % 2 == 0)
            continue;
        if (!o) {
            o = ARENA_NEW(w->arena, struct order);
            *o = (struct order){.county = row->place, .workplace = row->party, .posts = posts,
                                .trade = s->trade, .day = row->first};
            o->employer = text_printf(w->arena, "%.*s%s人力资源有限公司",
                                      TEXT_ARG(land_name(&w->land, row->party)),
                                      houses[loop->orders.count % 5]); /* for several firms */
            o->code = code_new(w, "DD", row, loop->orders.count + 1);
            o->kind = kinds[loop->orders.count % 3];
            o->wage = random_between(r, 20, 25) * 100;
            LIST_ADD(w->arena, &loop->orders, o);
        }
        s->order = o->code;
        hires--;
    }
}

/* ---- trips ---- */

static int spell_order(const void *x, const void *y)
{
    const struct spell *const *a = x, *const *b = y;
    if ((*a)->started.since_1970 != (*b)->started.since_1970)
        return (*a)->started.since_1970 < (*b)->started.since_1970 ? -1 : 1;
    return text_compare((*a)->who->idno, (*b)->who->idno);
}

/* Those who began in the period, in order of the day: so many to a bus, which leaves before them. */
static void trips_add(struct world *w, struct loop *loop, struct random *r,
                      const struct plan_row *row)
{
    LIST(struct spell *) going = {0};
    for (size_t i = 0; i < w->spells.count; i++)
        if (is_of(w, &w->spells.items[i], row) && !w->spells.items[i].trip.n)
            LIST_ADD(w->arena, &going, &w->spells.items[i]);
    if (going.count)
        qsort(going.items, going.count, sizeof(*going.items), spell_order);
    size_t each = (size_t)(row->n[1] / row->n[0]), next = 0;
    for (int64_t t = 0; t < row->n[0] && next + each <= going.count; t++) {
        struct trip *trip = ARENA_NEW(w->arena, struct trip);
        *trip = (struct trip){.county = row->place, .to = row->party};
        trip->code = code_new(w, "DS", row, loop->trips.count + 1);
        trip->day = day_after(going.items[next]->started, -1);
        trip->town = t % 2 ? village_of(w, r, row->place) / 1000 * 1000 : 0;
        for (size_t i = 0; i < each; i++, next++) {
            going.items[next]->trip = trip->code;
            going.items[next]->organiser = trip->town;
            LIST_ADD(w->arena, &trip->riders, going.items[next]);
        }
        LIST_ADD(w->arena, &loop->trips, trip);
    }
}

/* ---- contacts ---- */

static void contacts_add(struct world *w, struct loop *loop, struct random *r,
                         const struct plan_row *row)
{
    static const char *const problems[] = {"希望换岗", "生活不适应", "计划返乡", "工伤或生病"};
    int64_t wanted = row->n[0], unpaid = row->n[1], named = row->n[2];
    for (size_t i = 0; i < w->spells.count && wanted > 0; i++) {
        const struct spell *s = &w->spells.items[i];
        struct contact c = {.who = s->who, .month = month_of(row->first), .problem = "无",
                            .is_paid = true, .by = i % 4 ? "村级联络员" : "服务机构"};
        c.day = day_within(r, row->first, row->last);
        /* Some are never asked, some others not in this month. */
        bool is_left_out = ((int64_t)i + c.month.index * 5) % 17 == 0;
        if (is_left_out || county_of(s->home) != row->place || s->who->idno.p[16] == '7' ||
            s->started.since_1970 >= row->first.since_1970 || s->ended.since_1970 <= c.day.since_1970)
            continue;
        c.wage = random_between(r, 290, 430) * 10;
        if (wanted % 29 == 0 && unpaid-- > 0) {
            c.is_paid = false;
            c.wage = 0;
            c.problem = "工资拖欠";
        } else if (wanted % 23 == 0 && named-- > 0) {
            c.problem = problems[random_below(r, 4)];
        }
        LIST_ADD(w->arena, &loop->contacts, c);
        wanted--;
    }
}

bool loop_invent(struct world *w, struct fault *f)
{
    struct random r = random_named(w->seed, "loop");
    struct loop *loop = ARENA_NEW(w->arena, struct loop);
    memset(loop, 0, sizeof(*loop));
    (void)f;
    w->loop = loop;
    for (const struct plan_row *row = NULL; (row = plan_next(&w->plan, "referral", row));) {
        referrals_good(w, loop, &r, row);
        referrals_bad(w, loop, &r, row);
        referrals_open(w, loop, &r, row);
    }
    for (const struct plan_row *row = NULL; (row = plan_next(&w->plan, "order", row));)
        for (int64_t i = 0; i < row->n[0]; i++)
            order_add(w, loop, &r, row, row->n[1] / row->n[0]);
    for (const struct plan_row *row = NULL; (row = plan_next(&w->plan, "dispatch", row));)
        trips_add(w, loop, &r, row);
    for (const struct plan_row *row = NULL; (row = plan_next(&w->plan, "contact", row));)
        contacts_add(w, loop, &r, row);
    return true;
}
