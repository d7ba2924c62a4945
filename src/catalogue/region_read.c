/*
 * Regions by name: a hash of short names, and paths of names run together.
 */
#include "catalogue/region_table.h"

#include <pthread.h>
#include <string.h>

#define WRITTEN_BYTES_MAX 240
#define TAKEN_MAX 4 /* a fault names three; a fourth says there are more */

/* ---- short names ---- */

#define W(literal) {(literal), sizeof(literal) - 1}

/* Longest first where one ends in another. */
static const struct text endings[] = {
    W("特别行政区"), W("社区居委会"), W("街道办事处"), W("自治区"), W("自治州"), W("自治县"), W("自治旗"), W("民族乡"),
    W("居委会"),     W("村委会"),     W("街道"),       W("社区"),   W("地区"),   W("林区"),   W("省"),     W("市"),
    W("盟"),         W("县"),         W("区"),         W("旗"),     W("镇"),     W("乡"),     W("村"),
};

static const struct text peoples[] = {
    W("维吾尔族"), W("维吾尔"), W("蒙古族"), W("蒙古"), W("回族"), W("藏族"), W("苗族"), W("彝族"), W("壮族"), W("布依族"),
    W("朝鲜族"), W("满族"), W("侗族"), W("瑶族"), W("白族"), W("土家族"), W("哈尼族"), W("哈萨克族"), W("哈萨克"), W("傣族"),
    W("黎族"), W("傈僳族"), W("佤族"), W("畲族"), W("拉祜族"), W("水族"), W("东乡族"), W("纳西族"), W("景颇族"), W("柯尔克孜族"),
    W("柯尔克孜"), W("土族"), W("达斡尔族"), W("仫佬族"), W("羌族"), W("布朗族"), W("撒拉族"), W("毛南族"), W("仡佬族"),
    W("锡伯族"), W("锡伯"), W("阿昌族"), W("普米族"), W("塔吉克族"), W("塔吉克"), W("怒族"), W("鄂温克族"), W("德昂族"),
    W("保安族"), W("裕固族"), W("独龙族"), W("鄂伦春"), W("门巴族"), W("珞巴族"), W("各族"),
};

#define COUNT_OF(array) (sizeof(array) / sizeof(*(array)))
#define TWO_CHARACTERS 6 /* bytes of Chinese */

static bool ending_cut(struct text *name, const struct text *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (name->n >= words[i].n + TWO_CHARACTERS && text_ends(*name, words[i])) {
            name->n -= words[i].n;
            return true;
        }
    }
    return false;
}

struct text region_short_name(struct text name)
{
    /* 自治州 and 彝族乡 carry the names of peoples before the ending. */
    struct text whole = name;
    if (!ending_cut(&name, endings, COUNT_OF(endings)))
        return whole;
    bool carries = text_find(whole, TEXT("自治")) >= 0 || text_find(whole, TEXT("族")) >= 0;
    while (carries && ending_cut(&name, peoples, COUNT_OF(peoples)))
        continue;
    return name;
}

struct text region_plain_name(struct text name)
{
    static const char *const cuts[][2] = {
        {"村民委员会", "民委员会"}, {"村委会", "委会"},           {"居民委员会", "居民委员会"},
        {"居委会", "居委会"},       {"街道办事处", "办事处"},
    };
    if (!text_ends(name, TEXT("会")) && !text_ends(name, TEXT("处")) && !text_ends(name, TEXT("村")))
        return name; /* nearly all of a register */
    for (size_t i = 0; i < COUNT_OF(cuts); i++) {
        if (!text_ends(name, text_from(cuts[i][0])) || name.n <= strlen(cuts[i][0]))
            continue;
        name.n -= strlen(cuts[i][1]);
        break;
    }
    if (text_ends(name, TEXT("村村")))
        name.n -= strlen("村");
    return name;
}

static void names_index(const struct regions *r)
{
    struct region_names *n = r->names;
    uint32_t size = 1024;
    while (size < r->count)
        size *= 2;
    n->mask = size - 1;
    n->heads = ARENA_ARRAY(n->arena, uint32_t, size);
    n->nexts = ARENA_ARRAY(n->arena, uint32_t, r->count + 1);
    for (uint32_t i = r->count; i > 0; i--) {
        uint32_t slot = (uint32_t)text_hash(region_short_name(r->items[i - 1].name)) & n->mask;
        n->nexts[i] = n->heads[slot];
        n->heads[slot] = i;
    }
}

static const struct region_names *names_ready(const struct regions *r)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    if (atomic_load_explicit(&r->names->is_ready, memory_order_acquire))
        return r->names;
    pthread_mutex_lock(&one_at_a_time);
    if (!r->names->is_ready)
        names_index(r);
    atomic_store_explicit(&r->names->is_ready, true, memory_order_release);
    pthread_mutex_unlock(&one_at_a_time);
    return r->names;
}

/* ---- one name ---- */

struct taken {
    const struct region *items[TAKEN_MAX];
    size_t count;
    int rank; /* of those in items: lower is better */
};

struct search {
    const struct regions *r;
    enum region_level level;
    struct taken taken;
};

static bool region_lies_in(const struct region *region, int64_t within)
{
    if (within == 0)
        return true;
    struct region_range span = region_span(within);
    return region->code >= span.first && region->code < span.after;
}

/* Exact names before short ones, regions that still exist before old ones, high before low. */
static int match_rank(const struct region *region, bool exact)
{
    bool open = region->to.since_1970 == DAY_LAST.since_1970;
    return (exact ? 0 : 100) + (open ? 0 : 10) + (int)region->level;
}

static void take(struct taken *taken, const struct region *region, int rank)
{
    if (taken->count && rank > taken->rank)
        return;
    if (taken->count && rank < taken->rank)
        taken->count = 0;
    taken->rank = rank;
    for (size_t i = 0; i < taken->count; i++)
        if (taken->items[i] == region)
            return;
    if (taken->count < TAKEN_MAX)
        taken->items[taken->count++] = region;
}

/* Calls for each region of that name, whole or short. */
static void each_named(struct search *s, struct text name, int64_t within,
                       void (*found)(struct search *s, const struct region *region, bool exact,
                                     struct text rest),
                       struct text rest)
{
    struct text plain = region_plain_name(name), brief = region_short_name(plain);
    const struct region_names *names = names_ready(s->r);
    uint32_t i = names->heads[(uint32_t)text_hash(brief) & names->mask];
    for (; i; i = names->nexts[i]) {
        const struct region *region = &s->r->items[i - 1];
        if (region->code != within && region_lies_in(region, within) &&
            text_equal(region_short_name(region->name), brief))
            found(s, region, text_equal(region->name, name) || text_equal(region->name, plain),
                  rest);
    }
}

static void take_named(struct search *s, const struct region *region, bool exact, struct text rest)
{
    (void)rest;
    if (s->level == LEVEL_ANY || region->level == s->level)
        take(&s->taken, region, match_rank(region, exact));
}

/* ---- paths ---- */

static struct text separators_skip(struct text t)
{
    for (;;) {
        t = text_trim(t);
        if (t.n && (t.p[0] == '/' || t.p[0] == '-' || t.p[0] == ','))
            t = text_slice(t, 1, t.n);
        else if (text_starts(t, TEXT("·")) || text_starts(t, TEXT("、")))
            t = text_slice(t, strlen(t.p[0] == '\xc2' ? "·" : "、"), t.n);
        else
            return t;
    }
}

static void path_follow(struct search *s, const struct region *region, bool exact,
                        struct text rest);

/* Every beginning that names a region, with the rest of the text inside that region. */
static void path_search(struct search *s, struct text written, int64_t within)
{
    size_t step = 0;
    for (size_t n = 0; n < written.n; n += step) {
        utf8_next(text_slice(written, n, written.n), &step);
        struct text head = text_trim(text_slice(written, 0, n + step));
        struct text rest = separators_skip(text_slice(written, n + step, written.n));
        if (head.n >= TWO_CHARACTERS && rest.n)
            each_named(s, head, within, path_follow, rest);
    }
}

/* Goes down one level at least, so it ends after five. */
static void path_follow(struct search *s, const struct region *region, bool exact,
                        struct text rest)
{
    (void)exact;
    each_named(s, rest, region->code, take_named, rest);
    if (region->level < LEVEL_TOWN)
        path_search(s, rest, region->code);
}

/* ---- reading ---- */

static bool several(const struct search *s, struct text written, struct fault *f)
{
    SCOPED_ARENA scratch = {0};
    struct text names = {"", 0};
    for (size_t i = 0; i < s->taken.count && i < 3; i++) {
        int64_t code = s->taken.items[i]->code;
        struct text digits = region_code_print(&scratch, code);
        struct text full = region_full_name(&scratch, s->r, code);
        names = text_printf(&scratch, "%.*s%s%.*s %.*s", TEXT_ARG(names), i ? ", " : "",
                            TEXT_ARG(digits), TEXT_ARG(full));
    }
    fault_set(f, FAULT_INPUT, "\"%.*s\" names several regions: %.*s%s", TEXT_ARG(written),
              TEXT_ARG(names), s->taken.count > 3 ? ", ..." : "");
    return fault_hint(f, "write the code, or the names above it as well");
}

static bool code_take(int64_t *out, const struct regions *r, struct text written, int64_t code,
                      enum region_level level, struct fault *f)
{
    if (!region_find(r, code))
        return fault_set(f, FAULT_INPUT, "there is no region with the code \"%.*s\"",
                         TEXT_ARG(written));
    if (level != LEVEL_ANY && region_level_of(code) != level)
        return fault_set(f, FAULT_INPUT, "the region \"%.*s\" is not of the level wanted",
                         TEXT_ARG(written));
    *out = code;
    return true;
}

static void names_search(struct search *s, struct text written, int64_t within)
{
    /* 昭阳区 read within 昭阳区 is itself, before a village 昭阳 in it. */
    const struct region *self = region_find(s->r, within);
    if (self && text_equal(region_short_name(self->name),
                           region_short_name(region_plain_name(written))))
        take_named(s, self, text_equal(self->name, written), written);
    each_named(s, written, within, take_named, written);
    if (s->taken.count == 0)
        path_search(s, written, within);
}

bool region_read(int64_t *out, const struct regions *r, struct text written, int64_t within,
                 enum region_level level, struct fault *f)
{
    written = text_trim(written);
    int64_t code;
    if (region_code_parse(&code, written))
        return code_take(out, r, written, code, level, f);
    if (written.n == 0 || written.n > WRITTEN_BYTES_MAX || !r || r->count == 0)
        return fault_set(f, FAULT_INPUT, "there is no region \"%.*s\"",
                         written.n > WRITTEN_BYTES_MAX ? WRITTEN_BYTES_MAX : TEXT_ARG(written));
    struct search s = {r, level, {{0}, 0, 0}};
    if (within)
        names_search(&s, written, within);
    if (s.taken.count == 0)
        names_search(&s, written, 0);
    if (s.taken.count == 0)
        return fault_set(f, FAULT_INPUT, "there is no region \"%.*s\"", TEXT_ARG(written));
    if (s.taken.count > 1)
        return several(&s, written, f);
    *out = s.taken.items[0]->code;
    return true;
}
