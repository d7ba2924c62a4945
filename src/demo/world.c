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

int64_t village_of(struct world *w, struct random *r, int64_t county)
{
    SCOPED_ARENA scratch = {0};
    struct spots villages = land_villages(&scratch, &w->land, county);
    return villages.items[random_below(r, (int64_t)villages.count)].code;
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
