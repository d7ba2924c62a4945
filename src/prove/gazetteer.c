#include "prove/gazetteer.h"
#include "prove/words.h"

enum place_kind {
    PLACE_WEST,
    PLACE_EAST,
    PLACE_EAST_PROVINCE,
    PLACE_OWN_COUNTY,
    PLACE_BEYOND, /* 全国: what no programme counts */
};

struct place {
    enum place_kind kind;
    region_list regions, parties;
};

struct gazetteer {
    struct arena *arena;
    const struct catalogue *catalogue;
    struct lexicon names;
};

struct text region_short(struct text name)
{
    static const char *const endings[] = {"自治区",     "自治州", "自治县", "特别行政区",
                                          "街道办事处", "地区",   "市",     "县",
                                          "区",         "省",     "州",     NULL};
    static const char *const peoples[] = {
        "回族",   "壮族",   "维吾尔", "彝族",   "苗族",   "藏族",   "侗族",
        "羌族",   "白族",   "傣族",   "土家族", "布依族", "蒙古族", "朝鲜族",
        "哈尼族", "景颇族", "傈僳族", "瑶族",   "各族",   "哈萨克", NULL};
    struct text s = name;
    for (const char *const *e = endings; *e; e++)
        if (text_ends(s, text_from(*e)) && utf8_count(s) >= utf8_count(text_from(*e)) + 2) {
            s.n -= text_from(*e).n;
            break;
        }
    for (const char *const *p = peoples; *p; p++)
        if (text_ends(s, text_from(*p)) && utf8_count(s) >= utf8_count(text_from(*p)) + 2) {
            s.n -= text_from(*p).n;
            p = peoples - 1;
        }
    return s;
}

static bool is_valid(struct day from, struct day to, struct day on)
{
    return from.since_1970 <= on.since_1970 && on.since_1970 <= to.since_1970;
}

/* A later name never takes the place of an earlier one: parties and the region stand first. */
static void place_add(struct gazetteer *g, struct text name, struct place *place)
{
    if (utf8_count(name) >= 2 && !lexicon_find(&g->names, name))
        lexicon_add(g->arena, &g->names, name, place);
}

static void names_add(struct gazetteer *g, struct text name, struct place *place)
{
    place_add(g, name, place);
    place_add(g, region_short(name), place);
}

static struct place *place_new(struct gazetteer *g, enum place_kind kind, int64_t region)
{
    struct place *p = ARENA_NEW(g->arena, struct place);
    p->kind = kind;
    if (kind == PLACE_WEST && region)
        LIST_ADD(g->arena, &p->regions, region);
    else if (kind == PLACE_EAST)
        LIST_ADD(g->arena, &p->parties, region);
    return p;
}

static void group_add(struct gazetteer *g, const struct group *group)
{
    struct place *p = place_new(g, PLACE_EAST, 0);
    p->parties.count = 0;
    int64_t west = g->catalogue->programme.west;
    struct region_range within = region_span(west);
    for (size_t i = 0; i < group->regions.count; i++) {
        int64_t region = group->regions.items[i];
        if (region >= within.first && region < within.after)
            LIST_ADD(g->arena, &p->regions, region);
        else
            LIST_ADD(g->arena, &p->parties, region);
    }
    for (size_t i = 0; i < group->says.count; i++)
        place_add(g, group->says.items[i], p);
}

static void child_add(void *self, const struct region *region)
{
    struct gazetteer *g = self;
    struct place *p = place_new(g, PLACE_WEST, region->code);
    if (region->level == LEVEL_TOWN)
        place_add(g, region->name, p); /* a short name of a town is too often a word */
    else
        names_add(g, region->name, p);
    if (region->level < LEVEL_TOWN)
        region_each_child(g->catalogue->regions, region->code, child_add, g);
}

static void words_add(struct gazetteer *g, const char *const *words, enum place_kind kind,
                      int64_t region)
{
    for (; *words; words++)
        place_add(g, text_from(*words), place_new(g, kind, region));
}

/* 全市 and the like mean the helped region where it is of that level. */
static void own_words_add(struct gazetteer *g, int64_t west)
{
    static const char *const city[] = {"全市", "我市", "全州", "我州", "全盟", "我盟", NULL};
    static const char *const province[] = {"全省", "我省", "全区", "我区", NULL};
    static const char *const county[] = {"全县", "我县", "该县", "全旗", NULL};
    static const char *const country[] = {"全国", "我国", "全省", "我省", "全自治区", NULL};
    enum region_level level = region_level_of(west);
    if (level == LEVEL_PROVINCE)
        words_add(g, province, PLACE_WEST, west);
    else if (level == LEVEL_PREFECTURE)
        words_add(g, city, PLACE_WEST, west);
    if (level == LEVEL_COUNTY)
        words_add(g, county, PLACE_WEST, west);
    else
        words_add(g, county, PLACE_OWN_COUNTY, 0);
    words_add(g, country, PLACE_BEYOND, 0); /* an own word stays the region's */
}

static void west_add(struct gazetteer *g)
{
    const struct catalogue *c = g->catalogue;
    int64_t west = c->programme.west;
    struct place *p = place_new(g, PLACE_WEST, west);
    names_add(g, region_name(g->arena, c->regions, west), p);
    own_words_add(g, west);
    region_each_child(c->regions, west, child_add, g);
    int64_t province = region_at_level(west, LEVEL_PROVINCE);
    if (province != west)
        names_add(g, region_name(g->arena, c->regions, province), place_new(g, PLACE_WEST, 0));
}

struct gazetteer *gazetteer_read(struct arena *a, const struct catalogue *c, struct day on)
{
    struct gazetteer *g = ARENA_NEW(a, struct gazetteer);
    g->arena = a;
    g->catalogue = c;
    for (size_t i = 0; i < c->groups.count; i++)
        if (is_valid(c->groups.items[i]->from, c->groups.items[i]->to, on))
            group_add(g, c->groups.items[i]);
    for (size_t i = 0; i < c->parties.count; i++) {
        const struct party *party = c->parties.items[i];
        struct place *p = place_new(g, PLACE_EAST, party->region);
        for (size_t k = 0; k < party->says.count; k++)
            place_add(g, party->says.items[k], p);
        names_add(g, region_name(a, c->regions, party->region), p);
        int64_t province = region_at_level(party->region, LEVEL_PROVINCE);
        names_add(g, region_name(a, c->regions, province), place_new(g, PLACE_EAST_PROVINCE, 0));
    }
    if (c->programme.west)
        west_add(g);
    return g;
}

static void list_join(struct arena *a, region_list *to, const region_list *from)
{
    for (size_t i = 0; i < from->count; i++) {
        bool known = false;
        for (size_t k = 0; k < to->count && !known; k++)
            known = to->items[k] == from->items[i];
        if (!known)
            LIST_ADD(a, to, from->items[i]);
    }
}

/* 鲁甸县龙头山镇: the town, not the county and the town. */
static void ancestors_drop(region_list *list, const region_list *narrow)
{
    if (narrow->count != 1)
        return;
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        struct region_range r = region_span(list->items[i]);
        if (narrow->items[0] < r.first || narrow->items[0] >= r.after)
            list->items[kept++] = list->items[i];
    }
    list->count = kept;
}

static enum side side_of(const struct place *p)
{
    if (p->kind == PLACE_BEYOND)
        return SIDE_NONE;
    if (p->regions.count && p->parties.count)
        return SIDE_BOTH;
    return p->kind == PLACE_WEST || p->kind == PLACE_OWN_COUNTY ? SIDE_WEST : SIDE_EAST;
}

/* 、 or 和 between two names, or nothing at all, makes one mention of them. */
static bool stands_together(const struct cells *c, size_t end, size_t next)
{
    static struct words links = {.list = {"、", "和", "与", "及", "以及"}};
    return next == end || (next > end && cells_match_any(c, end, &links) == next - end);
}

static bool is_county(int64_t code)
{
    return region_level_of(code) == LEVEL_COUNTY;
}

struct finder_state {
    LIST(struct mention) list;
    int64_t county; /* the last one named, for 全县 */
    size_t waiting; /* mentions from here on whose 全县 waits for a county */
};

static void mention_add(struct finder_state *s, struct arena *a, const struct cells *c, size_t from,
                        size_t to, const struct place *p)
{
    struct mention *last = s->list.count ? &s->list.items[s->list.count - 1] : NULL;
    enum side side = side_of(p);
    if (!last || !stands_together(c, last->to, from)) {
        LIST_ADD(a, &s->list, (struct mention){.from = from, .side = side});
        last = &s->list.items[s->list.count - 1];
    }
    if (last->to == from && last->from < from)
        ancestors_drop(&last->regions, &p->regions);
    last->to = to;
    last->side = last->side == side ? side : SIDE_BOTH;
    list_join(a, &last->regions, &p->regions);
    list_join(a, &last->parties, &p->parties);
    if (p->kind == PLACE_OWN_COUNTY && s->county)
        LIST_ADD(a, &last->regions, s->county);
    last->awaits_county |= p->kind == PLACE_OWN_COUNTY && !s->county;
    if (p->kind == PLACE_WEST && p->regions.count && is_county(p->regions.items[0]))
        s->county = p->regions.items[0];
}

/* 全县 at the head of a text means the county that is named next. */
static void counties_settle(struct finder_state *s, struct arena *a)
{
    for (; s->waiting < s->list.count && s->county; s->waiting++) {
        struct mention *m = &s->list.items[s->waiting];
        if (m->awaits_county)
            LIST_ADD(a, &m->regions, s->county);
    }
}

void mentions_find(struct mentions *out, struct arena *a, const struct gazetteer *g,
                   const struct cells *c)
{
    struct finder_state s = {0};
    struct lexicon_hit hits[LEXICON_CELLS_MAX];
    for (size_t i = 0; i < c->count;) {
        size_t n = lexicon_at(&g->names, c, i, hits);
        if (n == 0) {
            i++;
            continue;
        }
        bool first_county = s.county == 0;
        mention_add(&s, a, c, i, i + hits[0].cells, hits[0].value);
        if (first_county && s.county)
            counties_settle(&s, a);
        i += hits[0].cells;
    }
    *out = (struct mentions){s.list.items, s.list.count};
}

size_t mentions_from(const struct mentions *m, size_t cell)
{
    size_t low = 0;
    for (size_t n = m->count, half; n; n -= half) { /* by halves, without a branch to guess */
        half = (n + 1) / 2;
        low += m->items[low + half - 1].from < cell ? half : 0;
    }
    return low;
}

const struct mention *mention_before(const struct mentions *m, struct span within, size_t cell)
{
    size_t i = mentions_from(m, cell);
    if (i == 0 || m->items[i - 1].to > cell || m->items[i - 1].from < within.from)
        return NULL;
    return &m->items[i - 1];
}

/* ---- places in front of a name ---- */

bool gazetteer_knows(const struct gazetteer *g, struct text name)
{
    return lexicon_find(&g->names, name) != NULL;
}

/* Bytes of the longest place of two characters or more that the name begins with. */
static size_t place_length(const struct gazetteer *g, struct text name)
{
    struct cell items[LEXICON_CELLS_MAX];
    struct lexicon_hit hits[LEXICON_CELLS_MAX];
    struct cells c = {items, 0};
    for (size_t at = 0, length; at < name.n && c.count < LEXICON_CELLS_MAX; at += length) {
        uint32_t cp = utf8_next(text_slice(name, at, name.n), &length);
        items[c.count++] =
            (struct cell){.cp = cp & 0x1FFFFF, .length = length & 7, .at = (uint32_t)at};
    }
    return lexicon_at(&g->names, &c, 0, hits) && hits[0].cells >= 2 ? cell_end(&c, hits[0].cells)
                                                                    : 0;
}

struct text gazetteer_strip(const struct gazetteer *g, struct text name)
{
    for (size_t n; name.n && (n = place_length(g, name)) > 0 && n < name.n;)
        name = text_slice(name, n, name.n);
    return name;
}
