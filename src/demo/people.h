/*
 * Invented persons and organisations. Identity numbers have a right check digit and a region code
 * that does not exist (990000 and up), so none of them can be anybody's.
 */
#ifndef SHANHAI_DEMO_PEOPLE_H
#define SHANHAI_DEMO_PEOPLE_H

#include "base/day.h"
#include "demo/land.h"
#include "demo/random.h"

struct someone {
    struct text idno, name, phone, household;
    bool is_woman, is_registered;
    struct month born;
    int64_t home;  /* a village, or a city for people of the east */
    int education; /* 0..5, grows with schooling */
    struct day works_from;              /* first day of the first spell; day 0: none */
    struct day class_first, class_last; /* all classes they sat in lie within; day 0: none */
};

struct people {
    struct arena *arena;
    struct random random;
    int64_t count; /* made so far: keeps numbers apart */
};

struct someone *person_new(struct people *p, int64_t home, bool is_registered, int born_from,
                           int born_to);
struct text education_name(int education);

/* The check digit of seventeen digits (GB 11643). */
char idno_check_digit(const char digits[17]);

/* "东莞市长安镇恒信电子有限公司": the same number gives the same firm. */
struct text firm_name(struct arena *a, const struct land *l, int64_t region, int64_t number);

#endif
