#include "demo/land.h"

#include "base/embedded.h"

#include <inttypes.h>

static int64_t padded(struct text digits)
{
    int64_t code = 0;
    for (size_t i = 0; i < 12; i++)
        code = code * 10 + (i < digits.n ? digits.p[i] - '0' : 0);
    return code;
}

bool land_load(struct land *out, struct arena *a, struct fault *f)
{
    const struct embedded *file = embedded_find(TEXT("catalogue/regions.tsv"));
    if (!file)
        return fault_set(f, FAULT_SYSTEM, "catalogue/regions.tsv is not in this binary");
    LIST(struct spot) list = {0};
    struct text line, rest = file->bytes, code, name;
    while (text_split(&line, &rest, '\n')) {
        struct text cells = line;
        if (!text_split(&code, &cells, '\t') || !text_split(&name, &cells, '\t'))
            continue;
        LIST_ADD(a, &list, (struct spot){padded(code), name});
    }
    *out = (struct land){list.items, list.count};
    return true;
}

/* First spot with a code not below this one: the table is ordered. */
static size_t first_at(const struct land *l, int64_t code)
{
    size_t lo = 0, hi = l->count;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (l->spots[mid].code < code)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static int64_t span_of(int64_t code)
{
    if (code % 1000)
        return 1;
    if (code % 1000000)
        return 1000;
    if (code % 100000000)
        return 1000000;
    return code % 10000000000 ? 100000000 : 10000000000;
}

static struct spots select(struct arena *a, const struct land *l, int64_t code, int64_t unit,
                           int64_t above)
{
    LIST(struct spot) list = {0};
    int64_t after = code + span_of(code);
    for (size_t i = first_at(l, code + 1); i < l->count && l->spots[i].code < after; i++)
        if (l->spots[i].code % unit == 0 && l->spots[i].code % above != 0)
            LIST_ADD(a, &list, l->spots[i]);
    return (struct spots){list.items, list.count};
}

struct spots land_counties(struct arena *a, const struct land *l, int64_t code)
{
    return select(a, l, code, 1000000, 100000000);
}

struct spots land_towns(struct arena *a, const struct land *l, int64_t code)
{
    return select(a, l, code, 1000, 1000000);
}

struct spots land_villages(struct arena *a, const struct land *l, int64_t code)
{
    struct spots all = select(a, l, code, 1, 1000);
    struct spots sorted = {ARENA_ARRAY(a, struct spot, all.count + 1), 0};
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < all.count; i++)
            if (text_ends(all.items[i].name, TEXT("村民委员会")) == (pass == 0))
                sorted.items[sorted.count++] = all.items[i];
    return sorted;
}

struct text land_name(const struct land *l, int64_t code)
{
    size_t i = first_at(l, code);
    return i < l->count && l->spots[i].code == code ? l->spots[i].name : (struct text){"", 0};
}

static struct text spoken(struct arena *a, struct text name)
{
    struct text village = TEXT("村民委员会"), estate = TEXT("社区居民委员会");
    if (text_ends(name, village))
        return text_printf(a, "%.*s村", (int)(name.n - village.n), name.p);
    if (text_ends(name, estate))
        return text_printf(a, "%.*s社区", (int)(name.n - estate.n), name.p);
    return name;
}

struct text land_print(struct arena *a, const struct land *l, int64_t code, enum land_style style)
{
    static const int64_t units[] = {100000000, 1000000, 1000, 1};
    if (style == LAND_CODE)
        return text_printf(a, "%" PRId64,
                           code % 1000000 == 0 ? code / 1000000
                           : code % 1000 == 0  ? code / 1000
                                               : code);
    SCOPED_BUFFER b = {0};
    int64_t last = 0;
    for (int i = 0; i < 4; i++) {
        int64_t part = code / units[i] * units[i];
        bool is_own_prefecture = i == 0 && code != part && part == 530600000000;
        if (part == last || is_own_prefecture)
            continue;
        last = part;
        struct text name = land_name(l, part);
        buffer_add(&b, style == LAND_SPOKEN ? spoken(a, name) : name);
    }
    return text_copy(a, buffer_text(&b));
}
