/*
 * What columns, lines and marks stand for: the counties of a scope, its parties, its months.
 */
#include "report/inside.h"

#include "base/language.h"
#include <stdlib.h>

#define EXTENTS_MAX 3000

static const struct {
    const char *name;
    enum region_level level;
} levels[] = {{"county", LEVEL_COUNTY}, {"town", LEVEL_TOWN}, {"village", LEVEL_VILLAGE}};

static bool fault_many(struct making *m)
{
    return fault_set(m->fault, FAULT_LIMIT, "the form would have more than %d columns or lines",
                     EXTENTS_MAX);
}

/* ---- places ---- */

struct collecting {
    struct making *making;
    extent_list *out;
    enum region_level level;
};

static bool is_valid_then(const struct collecting *c, const struct region *r)
{
    const struct scope *s = &c->making->query->scope;
    return r->from.since_1970 <= s->to.since_1970 && r->to.since_1970 >= s->to.since_1970;
}

static void region_take(void *self, const struct region *r)
{
    struct collecting *c = self;
    const struct regions *table = c->making->ledger->catalogue->regions;
    if (!is_valid_then(c, r) || c->out->count > EXTENTS_MAX)
        return;
    if (r->level < c->level) {
        region_each_child(table, r->code, region_take, c);
        return;
    }
    struct arena *a = c->making->arena;
    struct extent e = {.label = region_name(a, table, r->code),
                       .key = region_code_print(a, r->code),
                       .region = r->code};
    LIST_ADD(a, c->out, e);
}

static void place_collect(struct collecting *c, int64_t code)
{
    const struct regions *table = c->making->ledger->catalogue->regions;
    const struct region *r = region_find(table, code);
    struct region unknown = {
        .code = code, .level = region_level_of(code), .from = DAY_FIRST, .to = DAY_LAST};
    region_take(c, r ? r : &unknown);
}

static void places_collect(extent_list *out, struct making *m, enum region_level level)
{
    const struct scope *s = &m->query->scope;
    struct collecting c = {m, out, level};
    for (size_t i = 0; i < s->regions.count; i++)
        place_collect(&c, s->regions.items[i]);
    if (s->regions.count == 0 && m->ledger->catalogue->programme.west)
        place_collect(&c, m->ledger->catalogue->programme.west);
}

/* ---- parties ---- */

static void party_add(extent_list *out, struct making *m, int64_t region)
{
    const struct regions *table = m->ledger->catalogue->regions;
    int64_t code = region_at_level(region, LEVEL_PREFECTURE);
    struct extent e = {.label = region_name(m->arena, table, code),
                       .key = region_code_print(m->arena, code),
                       .region = region,
                       .is_party = true};
    LIST_ADD(m->arena, out, e);
}

static void parties_collect(extent_list *out, struct making *m)
{
    const struct scope *s = &m->query->scope;
    const struct catalogue *c = m->ledger->catalogue;
    for (size_t i = 0; i < s->parties.count; i++)
        party_add(out, m, s->parties.items[i]);
    for (size_t i = 0; s->parties.count == 0 && i < c->parties.count; i++)
        if (c->parties.items[i]->from.since_1970 <= s->to.since_1970)
            party_add(out, m, c->parties.items[i]->region);
}

/* ---- months and years ---- */

static struct day day_later(struct day a, struct day b)
{
    return a.since_1970 > b.since_1970 ? a : b;
}

static void times_collect(extent_list *out, struct making *m, int step)
{
    struct period whole = {m->query->scope.from, m->query->scope.to};
    whole.from = day_later(whole.from, m->ledger->catalogue->programme.from);
    int32_t first = month_of(whole.from).index / step, last = month_of(whole.to).index / step;
    for (int32_t n = first; n <= last && out->count <= EXTENTS_MAX; n++) {
        struct day from = month_first((struct month){n * step});
        struct day to = month_last((struct month){n * step + step - 1});
        struct extent e = {.is_time = true, .period = {day_later(from, whole.from), to}};
        if (to.since_1970 > whole.to.since_1970)
            e.period.to = whole.to;
        struct month month = {n * step};
        e.label =
            step == 1 ? month_print(m->arena, month) : text_printf(m->arena, tr("year %d"), (int)n);
        e.key = e.label;
        LIST_ADD(m->arena, out, e);
    }
}

bool extents_of(extent_list *out, struct making *m, struct text by)
{
    if (text_is(by, "party"))
        parties_collect(out, m);
    else if (text_is(by, "month") || text_is(by, "year"))
        times_collect(out, m, text_is(by, "month") ? 1 : 12);
    for (size_t i = 0; i < sizeof(levels) / sizeof(*levels); i++)
        if (text_is(by, levels[i].name))
            places_collect(out, m, levels[i].level);
    return out->count <= EXTENTS_MAX || fault_many(m);
}
