#include "store/functions.h"

#include "base/day.h"

/* An argument out of the calendar gives null, not a wrong day. */
static bool day_in_range(int64_t day)
{
    return day >= DAY_FIRST.since_1970 && day <= DAY_LAST.since_1970;
}

static bool month_in_range(int64_t month)
{
    return month >= 12 && month < 12 * 10000;
}

static bool one_int(sqlite3_context *c, sqlite3_value **v, int64_t *out, bool (*fits)(int64_t))
{
    if (sqlite3_value_type(v[0]) != SQLITE_INTEGER)
        return false;
    *out = sqlite3_value_int64(v[0]);
    (void)c;
    return !fits || fits(*out);
}

static void day_year(sqlite3_context *c, int n, sqlite3_value **v)
{
    int64_t day;
    int y, m, d;
    (void)n;
    if (!one_int(c, v, &day, day_in_range))
        return;
    day_split((struct day){(int32_t)day}, &y, &m, &d);
    sqlite3_result_int64(c, y);
}

static void day_month(sqlite3_context *c, int n, sqlite3_value **v)
{
    int64_t day;
    (void)n;
    if (one_int(c, v, &day, day_in_range))
        sqlite3_result_int64(c, month_of((struct day){(int32_t)day}).index);
}

static void month_first_day(sqlite3_context *c, int n, sqlite3_value **v)
{
    int64_t month;
    (void)n;
    if (one_int(c, v, &month, month_in_range))
        sqlite3_result_int64(c, month_first((struct month){(int32_t)month}).since_1970);
}

static void month_last_day(sqlite3_context *c, int n, sqlite3_value **v)
{
    int64_t month;
    (void)n;
    if (one_int(c, v, &month, month_in_range))
        sqlite3_result_int64(c, month_last((struct month){(int32_t)month}).since_1970);
}

static void spell_months(sqlite3_context *c, int n, sqlite3_value **v)
{
    int64_t from, to;
    (void)n;
    if (one_int(c, v, &from, day_in_range) && one_int(c, v + 1, &to, day_in_range))
        sqlite3_result_int64(
            c, months_between((struct day){(int32_t)from}, (struct day){(int32_t)to}));
}

/* Of two numbers; null where either is, in every engine. */
static void lesser(sqlite3_context *c, int n, sqlite3_value **v)
{
    int64_t a, b;
    (void)n;
    if (one_int(c, v, &a, NULL) && one_int(c, v + 1, &b, NULL))
        sqlite3_result_int64(c, a < b ? a : b);
}

static void greater(sqlite3_context *c, int n, sqlite3_value **v)
{
    int64_t a, b;
    (void)n;
    if (one_int(c, v, &a, NULL) && one_int(c, v + 1, &b, NULL))
        sqlite3_result_int64(c, a > b ? a : b);
}

static int64_t region_unit(int64_t code)
{
    static const int64_t units[] = {10000000000, 100000000, 1000000, 1000, 1};
    for (int i = 0; i < 4; i++)
        if (code % units[i] == 0)
            return units[i];
    return 1;
}

static void region_after(sqlite3_context *c, int n, sqlite3_value **v)
{
    int64_t code;
    (void)n;
    if (one_int(c, v, &code, NULL))
        sqlite3_result_int64(c, code + region_unit(code));
}

static void region_level_number(sqlite3_context *c, int n, sqlite3_value **v)
{
    int64_t code;
    (void)n;
    if (!one_int(c, v, &code, NULL))
        return;
    int level = 1;
    for (int64_t unit = region_unit(code); unit < 10000000000; level++)
        unit *= unit == 1 || unit == 1000 ? 1000 : 100;
    sqlite3_result_int64(c, level);
}

bool store_functions(sqlite3 *db)
{
    static const struct {
        const char *name;
        int arguments;
        void (*call)(sqlite3_context *, int, sqlite3_value **);
    } functions[] = {
        {"day_year", 1, day_year},
        {"day_month", 1, day_month},
        {"month_first", 1, month_first_day},
        {"month_last", 1, month_last_day},
        {"months_between", 2, spell_months},
        {"lesser", 2, lesser},
        {"greater", 2, greater},
        {"region_after", 1, region_after},
        {"region_level", 1, region_level_number},
    };
    for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++)
        if (sqlite3_create_function_v2(db, functions[i].name, functions[i].arguments,
                                       SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL,
                                       functions[i].call, NULL, NULL, NULL) != SQLITE_OK)
            return false;
    return true;
}
