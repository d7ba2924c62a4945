/*
 * Chinese calendar days (UTC+8, no zone stored), months and years as whole numbers.
 */
#ifndef SHANHAI_BASE_DAY_H
#define SHANHAI_BASE_DAY_H

#include "base/text.h"

struct day {
    int32_t since_1970;
};
struct month {
    int32_t index; /* year * 12 + month - 1 */
};
struct period {
    struct day from, to; /* both included */
};

#define DAY_FIRST ((struct day){-719162}) /* 0001-01-01 */
#define DAY_LAST ((struct day){2932896})  /* 9999-12-31 */

bool day_make(struct day *out, int year, int month, int day); /* false: no such day */
void day_split(struct day d, int *year, int *month, int *day);
bool day_parse(struct day *out, struct text iso); /* exactly 2019-07-31 */
struct text day_print(struct arena *a, struct day d);
struct day day_today(void); /* in UTC+8 */
struct day day_earlier(struct day a, struct day b);
struct day day_of_ms(int64_t at_ms); /* of a UTC instant, in UTC+8 */

struct month month_of(struct day d);
bool month_parse(struct month *out, struct text iso); /* exactly 2019-07 */
struct text month_print(struct arena *a, struct month m);
struct day month_first(struct month m);
struct day month_last(struct month m);
struct day day_add_months(struct day d, int months); /* 31 Jan + 1 month = last of February */

/*
 * Whole months of a spell with both ends included: 2018-01-01..2018-03-31 are 3, ..2018-03-30 are
 * 2; 0 where to is before from.
 */
int months_between(struct day from, struct day to);
/* Completed years of age at a day, from the month of birth (its first day). */
int age_at(struct month born, struct day at);

#endif
