#include "catalogue/region_table.h"

#include <stdlib.h>
#include <string.h>

static const int64_t level_size[] = {
    [LEVEL_ANY] = 1000000000000,      [LEVEL_PROVINCE] = 10000000000,
    [LEVEL_PREFECTURE] = 100000000,   [LEVEL_COUNTY] = 1000000,
    [LEVEL_TOWN] = 1000,              [LEVEL_VILLAGE] = 1,
};

/* ---- codes ---- */

enum region_level region_level_of(int64_t code)
{
    /* Constants, and nearly all codes are of villages and towns: it is asked for every row. */
    if (code % 1000)
        return LEVEL_VILLAGE;
    if (code % 1000000)
        return LEVEL_TOWN;
    if (code % 100000000)
        return LEVEL_COUNTY;
    return code % 10000000000 ? LEVEL_PREFECTURE : LEVEL_PROVINCE;
}

int64_t region_at_level(int64_t code, enum region_level level)
{
    return level == LEVEL_ANY ? code : code - code % level_size[level];
}

struct region_range region_span(int64_t code)
{
    return (struct region_range){code, code + level_size[region_level_of(code)]};
}

bool region_code_parse(int64_t *out, struct text digits)
{
    if (digits.n != 2 && digits.n != 4 && digits.n != 6 && digits.n != 9 && digits.n != 12)
        return false;
    int64_t code = 0;
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9')
            return false;
        code = code * 10 + (digits.p[i] - '0');
    }
    for (size_t i = digits.n; i < 12; i++)
        code *= 10;
    *out = code;
    return code >= level_size[LEVEL_PROVINCE];
}

struct text region_code_print(struct arena *a, int64_t code)
{
    return text_printf(a, "%lld", (long long)(code / level_size[region_level_of(code)]));
}

/* ---- reading the table ---- */

static int region_order(const void *a, const void *b)
{
    const struct region *x = a, *y = b;
    return (x->code > y->code) - (x->code < y->code);
}

static bool day_or_open(struct day *out, struct text t, struct day open)
{
    *out = open;
    return t.n == 0 || day_parse(out, t);
}

static bool region_parse(struct region *out, struct text line)
{
    struct text code = {0}, name = {0}, from = {0}, to = {0}, successor = {0};
    text_split(&code, &line, '\t');
    text_split(&name, &line, '\t');
    if (line.n) { /* hardly one has more */
        text_split(&from, &line, '\t');
        text_split(&to, &line, '\t');
        text_split(&successor, &line, '\t');
    }
    *out = (struct region){.name = region_plain_name(name)};
    if (!region_code_parse(&out->code, code) || name.n == 0 || !utf8_valid(name) ||
        !day_or_open(&out->from, from, DAY_FIRST) || !day_or_open(&out->to, to, DAY_LAST) ||
        (successor.n && !region_code_parse(&out->successor, successor)))
        return false;
    out->level = region_level_of(out->code);
    return true;
}

/* As many places as the file has lines, at once: growing would copy the table again and again. */
static void region_reserve(struct regions *r, struct arena *a, struct text tsv)
{
    size_t lines = 1;
    for (const char *p = tsv.p, *end = tsv.p + tsv.n;
         p < end && (p = memchr(p, '\n', (size_t)(end - p))) != NULL; p++)
        lines++;
    r->items = arena_grow(a, r->items, r->count, r->count + lines, sizeof(*r->items));
    r->cap = r->count + (uint32_t)lines;
}

static bool lines_read(struct regions *r, struct text file, struct text tsv,
                       struct fault *f)
{
    struct text line, rest = tsv;
    for (int number = 1; text_split(&line, &rest, '\n'); number++) {
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (line.n == 0 || line.p[0] == '#' || text_starts(line, TEXT("code\t")))
            continue;
        struct region region;
        if (!region_parse(&region, line))
            return fault_set(f, FAULT_INPUT, "%.*s:%d:1: not a region: \"%.*s\"", TEXT_ARG(file),
                             number, TEXT_ARG(line));
        r->items[r->count++] = region;
    }
    return true;
}

static bool table_order(struct regions *r, struct text file, struct fault *f)
{
    bool ordered = true;
    for (uint32_t i = 1; i < r->count && ordered; i++)
        ordered = r->items[i - 1].code < r->items[i].code;
    if (!ordered)
        qsort(r->items, r->count, sizeof(*r->items), region_order);
    for (uint32_t i = 1; i < r->count; i++)
        if (r->items[i - 1].code == r->items[i].code)
            return fault_set(f, FAULT_INPUT, "%.*s:1:1: region %lld stands twice", TEXT_ARG(file),
                             (long long)r->items[i].code);
    return true;
}

bool regions_read(struct regions **inout, struct arena *a, struct text file, struct text tsv,
                  struct fault *f)
{
    struct regions *r = *inout ? *inout : ARENA_NEW(a, struct regions);
    region_reserve(r, a, tsv);
    TRY(lines_read(r, file, tsv, f));
    TRY(table_order(r, file, f));
    r->succeeded.count = 0;
    for (uint32_t i = 0; i < r->count; i++)
        if (r->items[i].successor)
            LIST_ADD(a, &r->succeeded, i);
    r->names = ARENA_NEW(a, struct region_names); /* of before: no longer all */
    r->names->arena = a;
    *inout = r;
    return true;
}

/* ---- looking up ---- */

/* The first item whose code is not less. */
static size_t region_lower(const struct regions *r, int64_t code)
{
    size_t low = 0, high = r ? r->count : 0;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (r->items[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct region *region_find(const struct regions *r, int64_t code)
{
    size_t i = region_lower(r, code);
    return r && i < r->count && r->items[i].code == code ? &r->items[i] : NULL;
}

size_t region_count(const struct regions *r)
{
    return r ? r->count : 0;
}

const struct region *region_at(const struct regions *r, size_t i)
{
    return &r->items[i];
}

bool region_has_successors(const struct regions *r)
{
    return r && r->succeeded.count > 0;
}

static bool ranges_hold(const struct region_range *ranges, size_t count, int64_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code < ranges[i].after)
            return true;
    return false;
}

struct region_range *region_ranges(struct arena *a, const struct regions *r, int64_t code,
                                   size_t *count)
{
    LIST(struct region_range) ranges = {0};
    LIST_ADD(a, &ranges, region_span(code));
    /* Each pass takes in at least one more region or is the last. */
    for (bool grown = r != NULL; grown;) {
        grown = false;
        for (size_t i = 0; i < r->succeeded.count; i++) {
            const struct region *old = &r->items[r->succeeded.items[i]];
            if (ranges_hold(ranges.items, ranges.count, old->code) ||
                !ranges_hold(ranges.items, ranges.count, old->successor))
                continue;
            LIST_ADD(a, &ranges, region_span(old->code));
            grown = true;
        }
    }
    *count = ranges.count;
    return ranges.items;
}

struct text region_name(struct arena *a, const struct regions *r, int64_t code)
{
    const struct region *region = region_find(r, code);
    return region ? region->name : region_code_print(a, code);
}

struct text region_full_name(struct arena *a, const struct regions *r, int64_t code)
{
    enum region_level level = region_level_of(code);
    int first = level >= LEVEL_COUNTY ? LEVEL_COUNTY : LEVEL_PROVINCE;
    /* 东莞市 and the like have no counties: their towns follow the prefecture. */
    if (first == LEVEL_COUNTY && !region_find(r, region_at_level(code, LEVEL_COUNTY)))
        first = LEVEL_PREFECTURE;
    struct text full = {"", 0};
    int64_t before = 0;
    for (int l = first; l <= (int)level; l++) {
        int64_t part = region_at_level(code, (enum region_level)l);
        if (part == before)
            continue;
        struct text name = region_name(a, r, part);
        full = full.n ? text_printf(a, "%.*s%.*s", TEXT_ARG(full), TEXT_ARG(name)) : name;
        before = part;
    }
    return full;
}

void region_each_child(const struct regions *r, int64_t code,
                       void (*take)(void *self, const struct region *region), void *self)
{
    struct region_range span = code ? region_span(code) : (struct region_range){1, INT64_MAX};
    int64_t covered = 0; /* children reach up to here: what lies in them is theirs */
    for (size_t i = region_lower(r, span.first); r && i < r->count; i++) {
        const struct region *region = &r->items[i];
        if (region->code >= span.after)
            return;
        if (region->code == code || region->code < covered)
            continue;
        covered = region_span(region->code).after;
        take(self, region);
    }
}
