/*
 * Days and months in the habits of six offices: 2019-07-31, 2019/7/31, 2019.7.31, 2019年7月31日,
 * 20190731, and the serial number a spreadsheet keeps. The order is always year, month, day.
 */
#include "base/language.h"
#include "intake/cell.h"

#include <string.h>

#define SERIAL_FIRST 20000 /* 1954-10-03 */
#define SERIAL_LAST 60000  /* 2064-04-08 */
#define SERIAL_OF_1970 25569
#define YEAR_FIRST 1900
#define YEAR_LAST 2100

struct date {
    int year, month, day; /* 0: not written */
};

static int number_take(struct text *t, int digits_max)
{
    int n = 0, value = 0;
    while (n < digits_max && (size_t)n < t->n && t->p[n] >= '0' && t->p[n] <= '9')
        value = value * 10 + (t->p[n++] - '0');
    *t = text_slice(*t, (size_t)n, t->n);
    return n ? value : -1;
}

static bool sign_take(struct text *t, const char *sign)
{
    struct text s = text_from(sign);
    while (t->n && t->p[0] == ' ' && sign[0] != ' ')
        *t = text_slice(*t, 1, t->n);
    if (!text_starts(*t, s))
        return false;
    *t = text_slice(*t, s.n, t->n);
    while (t->n && t->p[0] == ' ')
        *t = text_slice(*t, 1, t->n);
    return true;
}

/* " 08:30", "T08:30:00.000", "8时30分": a time of day, which no record keeps. */
static bool is_time(struct text t)
{
    if (t.n == 0)
        return true;
    if (t.p[0] == 'T')
        t = text_slice(t, 1, t.n);
    t = text_trim(t);
    if (!(t.n && t.p[0] >= '0' && t.p[0] <= '9'))
        return false;
    bool colon = false;
    for (size_t i = 0; i < t.n; i++) {
        colon = colon || t.p[i] == ':';
        if (!strchr("0123456789:.+Z", t.p[i]) || !t.p[i])
            return false;
    }
    return colon;
}

static bool compact_read(struct date *out, struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] < '0' || t.p[i] > '9')
            return false;
    if (t.n != 8 && t.n != 6)
        return false;
    out->year = number_take(&t, 4);
    out->month = number_take(&t, 2);
    out->day = t.n ? number_take(&t, 2) : 0;
    return true;
}

static const char *separator_take(struct text *t)
{
    static const char *const signs[] = {"-", "/", ".", "年"};
    for (size_t i = 0; i < 4; i++)
        if (sign_take(t, signs[i]))
            return i == 3 ? "月" : signs[i];
    return NULL;
}

static bool parts_read(struct date *out, struct text t)
{
    struct text before = t;
    out->year = number_take(&t, 4);
    if (before.n - t.n != 4)
        return false;
    const char *separator = separator_take(&t);
    if (!separator)
        return false;
    out->month = number_take(&t, 2);
    out->day = 0;
    if (out->month < 0)
        return false;
    bool chinese = separator[0] == "月"[0];
    if (t.n == 0)
        return true;
    if (!sign_take(&t, separator))
        return false;
    if (t.n == 0)
        return chinese;
    out->day = number_take(&t, 2);
    if (chinese && !(sign_take(&t, "日") || sign_take(&t, "号")) && t.n)
        return false;
    return out->day > 0 && is_time(t);
}

static bool serial_read(struct day *out, struct text t)
{
    const char *point = memchr(t.p, '.', t.n);
    struct text whole = point ? text_slice(t, 0, (size_t)(point - t.p)) : t;
    int value = whole.n == 5 ? number_take(&whole, 5) : -1;
    if (whole.n || value < SERIAL_FIRST || value > SERIAL_LAST)
        return false;
    for (size_t i = point ? (size_t)(point - t.p) + 1 : t.n; i < t.n; i++)
        if (t.p[i] < '0' || t.p[i] > '9')
            return false;
    out->since_1970 = value - SERIAL_OF_1970;
    return true;
}

static bool date_read(struct date *out, struct text t)
{
    *out = (struct date){0};
    if (!compact_read(out, t) && !parts_read(out, t))
        return false;
    return out->year >= YEAR_FIRST && out->year <= YEAR_LAST && out->month >= 1 && out->month <= 12;
}

/* 19.5 and the like are no serials, and neither is anything outside a hundred years. */
static bool day_of_text(struct day *out, struct text t)
{
    struct date d;
    int year, month, day;
    if (t.n == 10 && day_parse(out, t)) {
        day_split(*out, &year, &month, &day);
        return year >= YEAR_FIRST && year <= YEAR_LAST;
    }
    if (serial_read(out, t))
        return true;
    return date_read(&d, t) && d.day && day_make(out, d.year, d.month, d.day);
}

enum reading day_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                      bool is_number, struct problem *p)
{
    (void)is_number;
    struct day d;
    struct date partly;
    if (day_of_text(&d, t)) {
        *out = VALUE_OF_INT(d.since_1970);
        return READING_VALUE;
    }
    struct text shown = cell_shown(a, r->field, t), wanted = text_from(tr("a day: 2019-07-31"));
    if (date_read(&partly, t) && !partly.day)
        return refuse_cell(p, "no_day", wanted,
                           text_printf(a, tr("\"%.*s\" has no day of the month"), TEXT_ARG(shown)));
    return refuse_cell(p, "not_a_day", wanted,
                       text_printf(a, tr("\"%.*s\" is not a day"), TEXT_ARG(shown)));
}

/* A spreadsheet turns 2019.10, typed as a number, into 2019.1. */
static bool is_month_doubtful(struct text t, bool is_number)
{
    return is_number && t.n == 6 && t.p[4] == '.' && t.p[5] == '1';
}

enum reading month_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                        bool is_number, struct problem *p)
{
    struct date d;
    struct day day;
    struct text wanted = text_from(tr("a month: 2019-07"));
    if (is_month_doubtful(t, is_number))
        return refuse_cell(
            p, "month_doubtful", wanted,
            text_printf(a, tr("\"%.*s\" as a number may be January or October"), TEXT_ARG(t)));
    if (serial_read(&day, t)) {
        *out = VALUE_OF_INT(month_of(day).index);
        return READING_VALUE;
    }
    if (date_read(&d, t) && (!d.day || day_make(&day, d.year, d.month, d.day))) {
        *out = VALUE_OF_INT(d.year * 12 + d.month - 1);
        return READING_VALUE;
    }
    return refuse_cell(
        p, "not_a_month", wanted,
        text_printf(a, tr("\"%.*s\" is not a month"), TEXT_ARG(cell_shown(a, r->field, t))));
}

enum reading year_read(struct value *out, struct arena *a, const struct reader *r, struct text t,
                       struct problem *p)
{
    struct date d;
    struct text rest = t;
    int year = number_take(&rest, 4);
    bool alone = t.n - rest.n == 4 && (rest.n == 0 || text_is(rest, "年") ||
                                       text_is(rest, "年度") || text_is(rest, "年底"));
    if (!alone && date_read(&d, t)) {
        year = d.year;
        alone = true;
    }
    if (alone && year >= YEAR_FIRST && year <= YEAR_LAST) {
        *out = VALUE_OF_INT(year);
        return READING_VALUE;
    }
    return refuse_cell(
        p, "not_a_year", text_from(tr("a year: 2019")),
        text_printf(a, tr("\"%.*s\" is not a year"), TEXT_ARG(cell_shown(a, r->field, t))));
}
