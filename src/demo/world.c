#include "demo/world.h"

const int64_t COUNTIES[11] = {530602000000, 530621000000, 530622000000, 530623000000,
                              530624000000, 530625000000, 530626000000, 530627000000,
                              530628000000, 530629000000, 530681000000};

struct day last_day(void)
{
    struct day d = DAY_LAST;
    day_parse(&d, TEXT(LAST_DAY));
    return d;
}

struct day day_within(struct random *r, struct day first, struct day last)
{
    return (struct day){(int32_t)random_between(r, first.since_1970, last.since_1970)};
}

struct day day_after(struct day d, int64_t days)
{
    return (struct day){(int32_t)(d.since_1970 + days)};
}

int64_t county_of(int64_t code)
{
    return code / 1000000 * 1000000;
}

/* Whether a 村 and a 社区 of one town share their name: then half a name would not do. */
static bool has_twin(const struct spots *villages, size_t which)
{
    struct spot v = villages->items[which];
    for (size_t i = 0; i < villages->count; i++) {
        struct spot o = villages->items[i];
        if (i != which && o.code / 1000 == v.code / 1000 && o.name.n > 5 && v.name.n > 5 &&
            text_equal(text_slice(o.name, 0, 6), text_slice(v.name, 0, 6)))
            return true;
    }
    return false;
}

int64_t village_of(struct world *w, struct random *r, int64_t county)
{
    SCOPED_ARENA scratch = {0};
    struct spots villages = land_villages(&scratch, &w->land, county);
    for (;;) {
        size_t i = (size_t)random_below(r, (int64_t)villages.count);
        if (!has_twin(&villages, i))
            return villages.items[i].code;
    }
}

int64_t town_of(struct world *w, struct random *r, int64_t region)
{
    SCOPED_ARENA scratch = {0};
    struct spots towns = land_towns(&scratch, &w->land, region);
    return towns.items[random_below(r, (int64_t)towns.count)].code;
}

bool county_lists_people(int64_t county)
{
    switch (county / 1000000) {
    case 530602:
    case 530621:
    case 530625:
    case 530627:
    case 530628:
        return true;
    default:
        return false;
    }
}

struct someone *neighbour_new(struct world *w, struct random *r, int64_t county, bool registered)
{
    struct someone *s = person_new(&w->people, village_of(w, r, county), registered, 1962, 1999);
    LIST_ADD(w->arena, &w->everybody, s);
    return s;
}
