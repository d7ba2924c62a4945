/*
 * Projects first, then the money that flows to them: two files share what is made up between.
 */
#ifndef SHANHAI_DEMO_FUNDS_H
#define SHANHAI_DEMO_FUNDS_H

#include "base/map.h"
#include "demo/world.h"

#define FEN 10000 /* of a hundredth of 万元, the plan's unit of money */
#define PLAIN(title)                                                                               \
    {                                                                                              \
        {title}, NULL, false                                                                       \
    }

struct project {
    struct text code, name;
    const char *kind;
    int64_t place, party;
    int year;
    struct day starts, ends, started, finished; /* DAY_LAST: not yet */
    struct text site;                           /* empty: none */
    int64_t budget_fen, invested_fen, spent_fen; /* the last two grow while money is made up */
};
struct books {
    struct world *w;
    struct random random;
    struct arena *arena;
    LIST(struct project) projects;
    struct draft sites, list, progress, housed, assets, benefits, funds, plans;
    struct map idle_funds; /* of which a movement is marked */
    int vouchers, households;
};

int year_of(struct day d);
/* Makes them up; writes them once the money that was spent on them is known. */
bool projects_invent(struct books *b, struct fault *f);
bool projects_write(struct books *b, struct fault *f);
/* The turn-th project of a county and year, going round; NULL where there is none. */
struct project *project_at(const struct books *b, int64_t place, int year, int64_t turn);
struct project *project_of_site(const struct books *b, int64_t place);

#endif
