/*
 * Invents who went to work, where, since when, for what pay. Every count is a row of the plan.
 */
#include "demo/world.h"

struct going { /* one row of the plan, while its people are made */
    const struct plan_row *row;
    int64_t pay_registered, pay_other, spread; /* yuan a month */
    size_t first_spell, count;
};

static const char *const trades[] = {"普工", "缝纫工", "装配工", "质检员", "包装工", "焊工",
                                     "电工", "保洁员", "保安",   "厨工",   "叉车工", "注塑工"};

static const char *channel_of(struct random *r, const struct plan_row *row)
{
    int64_t n = random_below(r, 100);
    if (text_is(row->kind, "near"))
        return n < 30 ? "就业扶贫车间" : n < 55 ? "公益性岗位" : n < 80 ? "政府组织" : "自发";
    if (text_is(row->kind, "other"))
        return n < 50 ? "政府组织" : "自发";
    return n < 74 ? "政府组织" : n < 86 ? "企业组织" : n < 93 ? "劳务经纪" : "自发";
}

/* 务工地 to the county, or the town of a city without counties. */
static int64_t workplace_of(struct world *w, struct random *r, const struct plan_row *row,
                            int64_t party)
{
    static const int64_t provinces[] = {330000000000, 320500000000, 310100000000, 350200000000};
    static const int64_t yunnan[] = {530100000000, 530300000000, 530400000000, 530600000000};
    if (party)
        return town_of(w, r, party);
    if (text_is(row->kind, "near"))
        return row->place;
    bool is_home = text_is(row->kind, "province");
    SCOPED_ARENA scratch = {0};
    for (;;) {
        int64_t over = is_home ? yunnan[random_below(r, 4)] : provinces[random_below(r, 4)];
        struct spots some = over % 10000000000
                                ? land_counties(&scratch, &w->land, over)
                                : land_counties(&scratch, &w->land, over + 100000000);
        if (some.count == 0)
            continue;
        int64_t code = some.items[random_below(r, (int64_t)some.count)].code;
        if (code != row->place)
            return code;
    }
}

static struct spell spell_new(struct world *w, struct random *r, const struct plan_row *row,
                              struct someone *who, int64_t party)
{
    struct spell s = {.who = who, .home = who->home, .ended = DAY_LAST};
    s.workplace = workplace_of(w, r, row, party);
    s.employer = firm_name(w->arena, &w->land, s.workplace,
                           s.workplace / 1000 % 97 + random_below(r, 6) * 13);
    s.channel = channel_of(r, row);
    s.trade = trades[random_below(r, 12)];
    return s;
}

static struct day end_of(struct random *r, struct day started)
{
    struct day latest = day_after(last_day(), -1); /* open on the last day means at work */
    struct day end = day_after(started, random_between(r, 75, 480));
    if (end.since_1970 < latest.since_1970)
        return end;
    return day_within(r, day_after(started, (latest.since_1970 - started.since_1970) / 2), latest);
}

static void first_spells(struct world *w, struct random *r, struct going *g)
{
    const struct plan_row *row = g->row;
    g->first_spell = w->spells.count;
    g->count = (size_t)row->n[0];
    struct day last =
        row->last.since_1970 < last_day().since_1970 - 3 ? row->last : day_after(last_day(), -8);
    for (int64_t i = 0; i < row->n[0]; i++) {
        /* Registered and still at work are spread over one another, not nested. */
        bool registered = i < row->n[1], open = (i * 7919) % row->n[0] < row->n[2];
        if (row->n[0] % 7919 == 0)
            open = i < row->n[2];
        struct someone *who = neighbour_new(w, r, row->place, registered);
        struct spell s = spell_new(w, r, row, who, row->party);
        s.started = day_within(r, row->first, last);
        s.ended = open ? DAY_LAST : end_of(r, s.started);
        LIST_ADD(w->arena, &w->spells, s);
    }
}

/* Moves the worker's home to another county between two spells, where the plan still wants one. */
static void maybe_move(struct world *w, struct random *r, struct spell *second, struct day since)
{
    static const int64_t to[] = {530627000000, 530602000000, 530621000000, 530628000000};
    int64_t county = county_of(second->who->home), moved = 0;
    for (size_t i = 0; i < w->changes.count; i++)
        moved += w->changes.items[i].home && county_of(w->changes.items[i].who->home) == county;
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "moved", row)))
        if (row->place == county && moved < row->n[0]) {
            int64_t target = to[random_below(r, 4)];
            second->home =
                village_of(w, r, target == county ? to[0] == county ? to[1] : to[0] : target);
            LIST_ADD(w->arena, &w->changes, (struct change){second->who, second->home, since});
        }
}

static void second_spells(struct world *w, struct random *r, const struct going *g)
{
    int64_t wanted = g->row->n[3];
    for (size_t i = 0; i < g->count && wanted > 0; i++) {
        struct spell first = w->spells.items[g->first_spell + i];
        if (first.ended.since_1970 > last_day().since_1970 - 90)
            continue;
        int64_t other = g->row->party == 441900000000 ? 442000000000 : 441900000000;
        struct spell s =
            spell_new(w, r, g->row, first.who, random_chance(r, 50) ? g->row->party : other);
        s.started = day_after(first.ended, random_between(r, 25, 60));
        s.ended = day_within(r, day_after(s.started, 10), day_after(last_day(), -2));
        maybe_move(w, r, &s, day_after(first.ended, 10));
        LIST_ADD(w->arena, &w->spells, s);
        wanted--;
    }
}

static int months_of(const struct spell *s)
{
    struct day end = s->ended.since_1970 > last_day().since_1970 ? last_day() : s->ended;
    return month_of(end).index - month_of(s->started).index + 1;
}

/* As many wage months as the row wants, dealt in turns to those who have months left. */
static bool wages(struct world *w, struct random *r, const struct going *g, struct fault *f)
{
    int64_t wanted = g->row->n[4];
    for (int round = 0; wanted > 0 && round < 40; round++)
        for (size_t i = g->count; i-- > 0 && wanted > 0;) {
            const struct spell *s = &w->spells.items[g->first_spell + i];
            if (round >= months_of(s))
                continue;
            int64_t usual = s->who->is_registered ? g->pay_registered : g->pay_other;
            int64_t yuan = usual + random_between(r, -g->spread, g->spread);
            struct month m = {month_of(s->started).index + round};
            int64_t fen = (yuan * 10 + random_below(r, 10)) * 10;
            LIST_ADD(w->arena, &w->wages, (struct wage){g->first_spell + i, m, fen});
            wanted--;
        }
    if (wanted > 0)
        return fault_set(f, FAULT_INPUT, "the plan pays more months in \"%.*s\" than were worked",
                         TEXT_ARG(land_name(&w->land, g->row->place)));
    return true;
}

static bool standing_change(struct world *w, struct random *r)
{
    const struct plan_row *row = NULL;
    while ((row = plan_next(&w->plan, "standing", row))) {
        int64_t wanted = row->n[0];
        for (size_t i = 0; i < w->spells.count && wanted > 0; i += 3) {
            const struct spell *s = &w->spells.items[i];
            bool fits = county_of(s->home) == row->place && !s->who->is_registered &&
                        s->started.since_1970 < row->first.since_1970 && s->home == s->who->home;
            for (size_t k = 0; fits && k < w->spells.count; k++) /* one spell only */
                fits = k == i || w->spells.items[k].who != s->who;
            if (!fits)
                continue;
            struct day since = day_within(r, row->first, row->last);
            LIST_ADD(w->arena, &w->changes, (struct change){s->who, 0, since});
            wanted--;
        }
    }
    return true;
}

bool labour_invent(struct world *w, struct fault *f)
{
    struct random r = random_named(w->seed, "labour");
    const struct plan_row *row = NULL, *pay = NULL;
    while ((row = plan_next(&w->plan, "placed", row))) {
        struct going g = {.row = row};
        for (pay = NULL; (pay = plan_next(&w->plan, "pay", pay));)
            if (pay->place == row->place) {
                g.pay_registered = pay->n[0];
                g.pay_other = pay->n[1];
                g.spread = pay->n[2];
            }
        first_spells(w, &r, &g);
        second_spells(w, &r, &g);
        TRY(wages(w, &r, &g, f));
    }
    return standing_change(w, &r);
}
