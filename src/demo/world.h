/*
 * What the generator has made up so far, shared by the parts that write it down.
 */
#ifndef SHANHAI_DEMO_WORLD_H
#define SHANHAI_DEMO_WORLD_H

#include "demo/habits.h"
#include "demo/people.h"
#include "demo/plan.h"

struct spell {
    struct someone *who;
    int64_t home; /* the village where the worker is at home when it starts */
    int64_t workplace;
    struct text employer;
    struct day started, ended; /* DAY_LAST: still at work */
    const char *channel, *trade;
    struct text order, opening, trip; /* what it came of; empty: not known (demo/loop.h) */
    int64_t organiser;                /* the township; 0: none */
};
struct wage {
    size_t spell;
    struct month month;
    int64_t fen;
};
struct change { /* of home, or of standing where home is 0 */
    struct someone *who;
    int64_t home;
    struct day since;
};
struct school_class {
    int64_t county, party;
    struct text code, name;
    struct day starts, ends;
    const char *trade, *kind;
    LIST(struct someone *) trainees;
};
struct housed { /* a household that moved to the site of its county */
    struct text code, site;
    int64_t county, persons;
    struct day lived;
    bool is_followed; /* work or industry followed the move */
};

struct house_pair { /* a pair of schools or of hospitals */
    int64_t party, county, east_region;
    struct text east, west;
    struct day since;
};

struct hospital_visit { /* a doctor of the east came in that year */
    struct text hospital;
    int year;
};

struct world {
    struct arena *arena;
    uint64_t seed;
    struct shelf shelf;
    struct land land;
    struct plan plan;
    struct people people;
    LIST(struct spell) spells;
    LIST(struct wage) wages;
    LIST(struct change) changes;
    struct loop *loop;
    LIST(struct school_class) classes;
    LIST(struct house_pair) school_pairs;
    LIST(struct house_pair) hospital_pairs;
    LIST(struct hospital_visit) hospital_visits;
    LIST(struct housed) housed;
    LIST(struct someone *) everybody; /* of the west's labour force, for the county's own lists */
};

#define LAST_DAY "2019-07-31" /* nothing is recorded after it */

extern const int64_t COUNTIES[11];
struct day last_day(void);
struct day day_within(struct random *r, struct day first, struct day last);
struct day day_after(struct day d, int64_t days);
int64_t county_of(int64_t code);
int64_t village_of(struct world *w, struct random *r, int64_t county); /* any, 村 before 社区 */
int64_t town_of(struct world *w, struct random *r, int64_t region);    /* any of a city */
struct someone *neighbour_new(struct world *w, struct random *r, int64_t county, bool registered);
/* These counties keep a list of persons; the others write persons' columns into every table. */
bool county_lists_people(int64_t county);

/* Each invents its part, or writes it to workbooks. */
bool labour_invent(struct world *w, struct fault *f);
bool classes_invent(struct world *w, struct fault *f);
bool loop_invent(struct world *w, struct fault *f); /* over the spells that are there */
bool loop_write(struct world *w, struct fault *f);
bool baseline_write(struct world *w, struct fault *f);
bool pairing_write(struct world *w, struct fault *f);
bool funds_write(struct world *w, struct fault *f);
bool people_write(struct world *w, struct fault *f);
bool labour_write(struct world *w, struct fault *f);
bool classes_write(struct world *w, struct fault *f);
bool services_write(struct world *w, struct fault *f);
bool talent_write(struct world *w, struct fault *f);
bool industry_write(struct world *w, struct fault *f);
bool education_write(struct world *w, struct fault *f);
bool school_staff_write(struct world *w, struct fault *f);
bool hospital_plans_write(struct world *w, struct fault *f); /* after talent */
bool households_write(struct world *w, struct fault *f);
bool resettlement_write(struct world *w, struct fault *f); /* after funds_write: whom sites house */
bool workshops_write(struct world *w, struct fault *f);
/* The small tables that stand as text in demo/tables/. */
bool tables_write(struct world *w, struct fault *f);

#define COLUMN_COUNT(columns) (int)(sizeof(columns) / sizeof(*(columns)))

#endif
