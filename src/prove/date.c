#include "prove/date.h"

#include "prove/numeral.h"
#include "prove/words.h"

/* What has been read so far of one end. */
struct ends {
    int year, month, day; /* 0: not said */
    int month_to;         /* of 1—8月 */
    struct day first, last;
    bool is_span; /* 中旬: from the one day to the other */
    bool is_day;  /* a single day: 底, or a day of a month */
};

static bool is_known(struct day d)
{
    return d.since_1970 != DAY_FIRST.since_1970;
}

/* One or two digits, or a Chinese number to 31; returns cells taken. */
static size_t small_number(const struct cells *c, size_t i, int *out)
{
    struct numeral n;
    size_t end;
    bool digit = cell_is_digit(cell_at(c, i));
    if ((!digit && !is_chinese_numeral(cell_at(c, i))) || !numeral_read(&n, c, i, &end) ||
        n.places || n.scale || n.has_more || n.is_vague || n.mantissa < 1 || n.mantissa > 31)
        return 0;
    *out = (int)n.mantissa;
    return end - i;
}

static size_t year_number(const struct cells *c, size_t i, int *out)
{
    int year = 0;
    size_t n = 0;
    for (; n < 4; n++) {
        uint32_t cp = cell_at(c, i + n);
        int digit = cell_is_digit(cp) ? (int)(cp - '0') : chinese_digit(cp);
        if (digit < 0 || (n > 0 && cell_is_digit(cp) != cell_is_digit(cell_at(c, i))))
            return 0;
        year = year * 10 + digit;
    }
    *out = year;
    return year >= 1900 && year <= 2100 && !cell_is_digit(cell_at(c, i + 4)) ? n : 0;
}

static void ends_make(struct ends *e)
{
    int month = e->month ? e->month : 1, day = e->day ? e->day : 1;
    if (!day_make(&e->first, e->year, month, day) && !day_make(&e->first, e->year, month, 1))
        return;
    e->last = e->first;
    if (!e->month)
        day_make(&e->last, e->year, 12, 31);
    else if (!e->day)
        e->last = month_last(month_of(e->first));
    if (e->month_to && day_make(&e->last, e->year, e->month_to, 1))
        e->last = month_last(month_of(e->last));
}

/* 底, 末, 初, 上半年 and the like, which narrow what was read. */
static size_t part_read(const struct cells *c, size_t i, struct ends *e)
{
    static struct words close = {.list = {"年底", "底", "末", "年末"}};
    size_t n = e->day ? 0 : cells_match_any(c, i, &close);
    if (n && (e->month == 0 || n == 1)) {
        e->first = e->last;
        e->is_day = true;
        return n;
    }
    if (e->month == 0 && (n = cells_match(c, i, TEXT("上半年"))) > 0)
        day_make(&e->last, e->year, 6, 30);
    else if (e->month == 0 && (n = cells_match(c, i, TEXT("下半年"))) > 0)
        day_make(&e->first, e->year, 7, 1);
    else
        n = e->month == 0 && cell_at(c, i) == 0x5EA6 ? 1 : 0; /* 年度 */
    return n;
}

/* 1—8月, 1至8月份: cells, or 0. */
static size_t months_read(const struct cells *c, size_t i, struct ends *e)
{
    static struct words to = {.list = {"-", "—", "——", "~", "～", "–", "至", "到"}};
    int first, last;
    size_t n = small_number(c, i, &first), mark = n ? cells_match_any(c, i + n, &to) : 0;
    size_t m = mark ? small_number(c, i + n + mark, &last) : 0, at = i + n + mark + m;
    if (m == 0 || cell_at(c, at) != 0x6708 || last > 12 || first >= last) /* 月 */
        return 0;
    e->month = first;
    e->month_to = last;
    return at + 1 - i + (cell_at(c, at + 1) == 0x4EFD); /* 份 */
}

/* 一季度, 第三季度, 前三季度: cells, or 0. */
static size_t quarter_read(const struct cells *c, size_t i, struct ends *e)
{
    static struct words heads = {.list = {"第", "前"}};
    int quarter;
    size_t head = cells_match_any(c, i, &heads), n = small_number(c, i + head, &quarter);
    size_t word = n ? cells_match(c, i + head + n, TEXT("季度")) : 0;
    if (word == 0 || quarter > 4 || (quarter == 1 && cell_at(c, i) == 0x524D)) /* 前 */
        return 0;
    e->month = cell_at(c, i) == 0x524D ? 1 : quarter * 3 - 2;
    e->month_to = quarter * 3;
    return head + n + word;
}

/* 上旬, 中旬, 下旬 of a month. */
static size_t decade_read(const struct cells *c, size_t i, struct ends *e)
{
    static const char *const names[] = {"上旬", "中旬", "下旬"};
    for (int k = 0; k < 3; k++)
        if (cells_match(c, i, text_from(names[k]))) {
            day_make(&e->first, e->year, e->month, k * 10 + 1);
            if (k < 2)
                day_make(&e->last, e->year, e->month, k * 10 + 10);
            e->is_span = true;
            return 2;
        }
    return 0;
}

/* 7月, 7月31日, 7月底, 1—8月, 三季度 behind a year; *i moves. */
static void month_read(const struct cells *c, size_t *i, struct ends *e)
{
    int month, day;
    size_t n = months_read(c, *i, e), d;
    if (n || (n = quarter_read(c, *i, e)) > 0) {
        *i += n;
    } else if ((n = small_number(c, *i, &month)) > 0 && cell_at(c, *i + n) == 0x6708 &&
               month <= 12) { /* 月 */
        e->month = month;
        *i += n + 1;
        d = small_number(c, *i, &day);
        uint32_t sign = cell_at(c, *i + d);
        if (d && (sign == 0x65E5 || sign == 0x53F7)) { /* 日 号 */
            e->day = day;
            *i += d + 1;
        } else if (cell_at(c, *i) == 0x4EFD) { /* 月份 */
            ++*i;
        }
    }
    ends_make(e);
    if (e->month_to)
        return;
    if (e->month && !e->day)
        *i += decade_read(c, *i, e);
    if (e->is_span)
        return;
    *i += part_read(c, *i, e);
    static struct words before = {.list = {"之前", "以前", "前"}};
    if (e->is_day)
        *i += cells_match_any(c, *i, &before);
}

static bool relative_year(const struct cells *c, size_t i, struct day published, struct ends *e,
                          size_t *taken)
{
    static const struct {
        const char *word;
        int back;
    } words[] = {{"今年", 0}, {"本年", 0},  {"去年", 1}, {"上年", 1},
                 {"前年", 2}, {"明年", -1}, {"后年", -2}};
    /* 建成后年产, 三年前年均: 前 and 后 belong to what stands before them. */
    static struct words follows = {.list = {"产", "均", "收", "利", "销", "营", "限", "复"}};
    int year = 0, month, day;
    if (is_known(published))
        day_split(published, &year, &month, &day);
    for (size_t k = 0; k < sizeof(words) / sizeof(*words); k++)
        if ((*taken = cells_match(c, i, text_from(words[k].word))) > 0) {
            e->year = year ? year - words[k].back : 0;
            return (words[k].back != 2 && words[k].back != -2) ||
                   cells_match_any(c, i + *taken, &follows) == 0;
        }
    return false;
}

static struct text ends_print(struct arena *a, const struct ends *e)
{
    if (e->is_day || e->day)
        return day_print(a, e->last);
    if (e->is_span)
        return text_printf(a, "%.*s..%.*s", TEXT_ARG(day_print(a, e->first)),
                           TEXT_ARG(day_print(a, e->last)));
    if (e->month && !e->month_to)
        return month_print(a, month_of(e->first));
    int year, month, day;
    day_split(e->first, &year, &month, &day);
    return !e->month_to && e->last.since_1970 - e->first.since_1970 > 300
               ? text_printf(a, "%d", year)
               : text_printf(a, "%.*s..%.*s", TEXT_ARG(month_print(a, month_of(e->first))),
                             TEXT_ARG(month_print(a, month_of(e->last))));
}

/* 至2019年7月, 至7月: the other end of a span; false where none follows. */
static bool other_end(const struct cells *c, size_t *i, const struct ends *first, struct ends *e)
{
    static struct words to = {.list = {"至", "到", "-", "—", "——", "~", "－"}};
    size_t n = cells_match_any(c, *i, &to), at = *i + n, y;
    if (n == 0 || !cell_is_digit(cell_at(c, at)))
        return false;
    int month;
    if ((y = year_number(c, at, &e->year)) > 0 && cell_at(c, at + y) == 0x5E74) {
        at += y + 1;
    } else {
        size_t m = small_number(c, at, &month);
        if (!first->month || m == 0 || cell_at(c, at + m) != 0x6708)
            return false;
        e->year = first->year;
    }
    month_read(c, &at, e);
    *i = at;
    return true;
}

/* 2019-07-31; no other dashes or points, which are as often something else. */
static bool iso_read(struct date_match *out, struct arena *a, const struct cells *c, size_t i)
{
    struct day d;
    struct text t = cells_text(a, c, i, i + 10);
    if (!day_parse(&d, t) || cell_is_digit(cell_at(c, i + 10)))
        return false;
    *out = (struct date_match){.end = i + 10,
                               .number_start = i,
                               .number_end = i + 10,
                               .has_period = true,
                               .period = {d, d},
                               .value = t};
    return true;
}

/* 2016-2019年, 2016至2019年 */
static bool years_read(struct date_match *out, struct arena *a, const struct cells *c, size_t i)
{
    static struct words to = {.list = {"-", "—", "——", "~", "～", "–", "至", "到"}};
    struct ends first = {0}, last = {0};
    size_t n = year_number(c, i, &first.year), mark = n ? cells_match_any(c, i + n, &to) : 0;
    size_t at = i + n + mark, m = mark ? year_number(c, at, &last.year) : 0;
    if (m == 0 || cell_at(c, at + m) != 0x5E74 || last.year < first.year)
        return false;
    ends_make(&first);
    ends_make(&last);
    *out = (struct date_match){.number_start = i,
                               .number_end = at + m,
                               .end = at + m + 1,
                               .has_period = true,
                               .period = {first.first, last.last}};
    out->value = text_printf(a, "%d..%d", first.year, last.year);
    return true;
}

static void date_finish(struct date_match *out, struct arena *a, const struct cells *c, size_t i,
                        struct ends *e, struct day published)
{
    static struct words since = {.list = {"至今", "以来", "年以来", "起至今"}};
    struct ends other = {0};
    size_t n = cells_match_any(c, i, &since);
    out->has_period = e->year > 0;
    out->end = i;
    if (!out->has_period)
        return;
    out->period = (struct period){e->first, e->last};
    out->value = ends_print(a, e);
    if (n) {
        out->is_since = true;
        out->end = i + n;
        out->value = text_printf(a, "%.*s..pub", TEXT_ARG(out->value));
        out->period.to = is_known(published) ? published : DAY_LAST;
    } else if (other_end(c, &i, e, &other)) {
        out->end = i;
        out->value =
            text_printf(a, "%.*s..%.*s", TEXT_ARG(out->value), TEXT_ARG(ends_print(a, &other)));
        out->period.to = other.last;
    }
}

static bool begins_month(const struct cells *c, size_t i)
{
    struct ends unused = {0};
    int month;
    size_t n = small_number(c, i, &month);
    bool is_lunar = n && cell_at(c, i + n + 1) == 0x521D && /* 九月初三 */
                    (chinese_digit(cell_at(c, i + n + 2)) > 0 || cell_at(c, i + n + 2) == 0x5341);
    return (n && month <= 12 && cell_at(c, i + n) == 0x6708 && !is_lunar) ||
           months_read(c, i, &unused) || quarter_read(c, i, &unused);
}

/* 上半年, 下半年 without a year: of the year of a text that was written in or after it. */
static bool is_half_year(const struct cells *c, size_t i, struct day published)
{
    int year, month, day;
    if (!is_known(published))
        return false;
    day_split(published, &year, &month, &day);
    return (cells_match(c, i, TEXT("上半年")) && month >= 6) ||
           (cells_match(c, i, TEXT("下半年")) && month >= 7);
}

#define DATE_CELLS_MAX 16

/* Every date has 年, 月, 季 or a dash near its beginning. */
static bool may_begin_date(const struct cells *c, size_t i)
{
    for (size_t k = i; k < i + DATE_CELLS_MAX && k < c->count; k++) {
        uint32_t cp = c->items[k].cp;
        if (cp == 0x5E74 || cp == 0x6708 || cp == 0x5B63 || cp == '-')
            return true;
    }
    return false;
}

bool date_read(struct date_match *out, struct arena *a, const struct cells *c, size_t i,
               struct day published)
{
    struct ends e = {0};
    size_t n, at = i;
    int month, unused;
    *out = (struct date_match){.number_start = i};
    if (!may_begin_date(c, i))
        return false;
    if (cell_is_digit(cell_at(c, i)) && cell_at(c, i + 4) == '-' && iso_read(out, a, c, i))
        return true;
    if (years_read(out, a, c, i))
        return true;
    if ((n = year_number(c, i, &e.year)) > 0 && cell_at(c, i + n) == 0x5E74) { /* 年 */
        at = i + n + 1;
    } else if (relative_year(c, i, published, &e, &n)) {
        at = i + n;
        out->is_relative = true;
    } else if (begins_month(c, i) || is_half_year(c, i, published)) { /* 9月底, 三季度 alone */
        out->is_relative = true;
        if (is_known(published))
            day_split(published, &e.year, &month, &unused);
    } else {
        return false;
    }
    if (e.year) {
        month_read(c, &at, &e);
    } else {
        struct ends blind = {.year = 2000};
        month_read(c, &at, &blind);
    }
    out->number_end = at;
    date_finish(out, a, c, at, &e, published);
    return true;
}
