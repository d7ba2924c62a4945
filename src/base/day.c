#include "base/day.h"

#include <time.h>

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

/* Days from the civil calendar: years are counted from March so that leap days come last. */
static int32_t days_from_civil(int year, int month, int day)
{
    int y = month <= 2 ? year - 1 : year;
    int era = (y >= 0 ? y : y - 399) / 400;
    int year_of_era = y - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

bool day_make(struct day *out, int year, int month, int day)
{
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return false;
    out->since_1970 = days_from_civil(year, month, day);
    return true;
}

void day_split(struct day d, int *year, int *month, int *day)
{
    int z = d.since_1970 + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int from_march = (5 * day_of_year + 2) / 153;
    *day = day_of_year - (153 * from_march + 2) / 5 + 1;
    *month = from_march < 10 ? from_march + 3 : from_march - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
}

static bool digits_parse(int *out, struct text t, size_t from, size_t count)
{
    int value = 0;
    for (size_t i = from; i < from + count; i++) {
        if (i >= t.n || t.p[i] < '0' || t.p[i] > '9')
            return false;
        value = value * 10 + (t.p[i] - '0');
    }
    *out = value;
    return true;
}

bool day_parse(struct day *out, struct text iso)
{
    int year, month, day;
    return iso.n == 10 && iso.p[4] == '-' && iso.p[7] == '-' && digits_parse(&year, iso, 0, 4) &&
           digits_parse(&month, iso, 5, 2) && digits_parse(&day, iso, 8, 2) &&
           day_make(out, year, month, day);
}

/* Days are printed by the thousand. */
static void digits_put(char *out, int number, int count)
{
    for (int i = count; i-- > 0; number /= 10)
        out[i] = (char)('0' + number % 10);
}

struct text day_print(struct arena *a, struct day d)
{
    int year, month, day;
    day_split(d, &year, &month, &day);
    if (year < 0 || year > 9999)
        return text_printf(a, "%04d-%02d-%02d", year, month, day);
    char *p = arena_alloc(a, 10);
    digits_put(p, year, 4);
    digits_put(p + 5, month, 2);
    digits_put(p + 8, day, 2);
    p[4] = p[7] = '-';
    return (struct text){p, 10};
}

struct day day_of_ms(int64_t at_ms)
{
    return (struct day){(int32_t)((at_ms + INT64_C(8) * 3600000) / 86400000)};
}

struct day day_today(void)
{
    return day_of_ms((int64_t)time(NULL) * 1000);
}

struct day day_earlier(struct day a, struct day b)
{
    return a.since_1970 < b.since_1970 ? a : b;
}

struct month month_of(struct day d)
{
    int year, month, day;
    day_split(d, &year, &month, &day);
    return (struct month){year * 12 + month - 1};
}

bool month_parse(struct month *out, struct text iso)
{
    int year, month;
    if (iso.n != 7 || iso.p[4] != '-' || !digits_parse(&year, iso, 0, 4) ||
        !digits_parse(&month, iso, 5, 2) || year < 1 || month < 1 || month > 12)
        return false;
    out->index = year * 12 + month - 1;
    return true;
}

struct text month_print(struct arena *a, struct month m)
{
    return text_printf(a, "%04d-%02d", m.index / 12, m.index % 12 + 1);
}

struct day month_first(struct month m)
{
    return (struct day){days_from_civil(m.index / 12, m.index % 12 + 1, 1)};
}

struct day month_last(struct month m)
{
    return (struct day){month_first((struct month){m.index + 1}).since_1970 - 1};
}

struct day day_add_months(struct day d, int months)
{
    int year, month, day;
    day_split(d, &year, &month, &day);
    struct month to = {year * 12 + month - 1 + months};
    int most = days_in_month(to.index / 12, to.index % 12 + 1);
    return (struct day){days_from_civil(to.index / 12, to.index % 12 + 1, day < most ? day : most)};
}

int months_between(struct day from, struct day to)
{
    if (to.since_1970 < from.since_1970)
        return 0;
    struct day after = {to.since_1970 + 1};
    int months = month_of(after).index - month_of(from).index;
    return day_add_months(from, months).since_1970 > after.since_1970 ? months - 1 : months;
}

int age_at(struct month born, struct day at)
{
    return (month_of(at).index - born.index) / 12;
}
