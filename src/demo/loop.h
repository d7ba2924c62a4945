/*
 * What lies between a wish and a wage, while it is made up: orders, openings, referrals, trips,
 * contacts.
 */
#ifndef SHANHAI_DEMO_LOOP_H
#define SHANHAI_DEMO_LOOP_H

#include "demo/world.h"

struct opening {
    int64_t county, workplace, posts, wage_low; /* yuan a month */
    struct text code, employer;
    const char *trade;
    struct day from, until; /* DAY_LAST: still open */
    bool wants_woman;
};
struct referral {
    const struct someone *who;
    const struct opening *opening;
    struct day day;
    const char *answer, *why; /* NULL: none yet */
};
struct order {
    int64_t county, workplace, posts, wage;
    struct text code, employer;
    const char *trade, *kind;
    struct day day;
};
struct trip {
    int64_t county, to, town; /* town 0: the county organised it */
    struct text code;
    struct day day;
    LIST(const struct spell *) riders;
};
struct contact {
    const struct someone *who;
    struct month month;
    struct day day;
    const char *by, *problem;
    bool is_paid; /* false: says that the wage is late, and not whether it was paid at all */
    int64_t wage; /* yuan; 0: not asked */
};

struct loop {
    LIST(struct opening *) openings;
    LIST(struct referral) referrals;
    LIST(struct order *) orders;
    LIST(struct trip *) trips;
    LIST(struct contact) contacts;
};

#endif
