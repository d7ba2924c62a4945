/*
 * Names that are nearly another's (立时, 立勤): firms by their endings, places by the register,
 * people by the title before or the verb behind. One character apart, and surely a name.
 */
#include "base/language.h"
#include "prove/question.h"

#define NAME_LEAST 3 /* cells of a place or a person */
#define FIRM_CELLS 6 /* of a firm's name: what stands before its ending, too */

/* One pattern of a name with a hole, and the first that had it. */
struct pattern {
    struct span name;
    uint32_t at_hole;
    bool is_asked;
};

static void ask_alike(const struct asking *a, struct span name, struct span other)
{
    const struct cells *c = &a->passage->cells;
    struct text one = cells_text(a->arena, c, name.from, name.to);
    struct text first = cells_text(a->arena, c, other.from, other.to);
    struct asked asked = {.tier = TIER_QUESTION, .quote = SIZE_MAX, .words = name, .kind = "name"};
    asked.formula = text_printf(a->arena, "%.*s ≠ %.*s", TEXT_ARG(one), TEXT_ARG(first));
    asked.note = text_printf(
        a->arena, tr("read as two names; one character apart from %.*s elsewhere in the text"),
        TEXT_ARG(first));
    question_add(a, &asked);
}

/* Two that differ in the hole alone. Whether both are known things is looked at by the caller. */
static struct pattern *pattern_take(const struct asking *a, struct map *seen, struct span name,
                                    size_t hole, struct span *other)
{
    const struct cells *c = &a->passage->cells;
    SCOPED_BUFFER key = {0};
    for (size_t i = name.from; i < name.to; i++)
        buffer_add_code_point(&key, i == hole ? '*' : cell_at(c, i));
    buffer_add_char(&key, (char)('0' + hole - name.from));
    struct pattern *p = map_find(seen, buffer_text(&key));
    if (!p) {
        p = ARENA_NEW(a->arena, struct pattern);
        *p = (struct pattern){name, cell_at(c, hole), false};
        map_put(a->arena, seen, text_copy(a->arena, buffer_text(&key)), p);
        return NULL;
    }
    if (p->is_asked || p->at_hole == cell_at(c, hole))
        return NULL;
    *other = p->name;
    return p;
}

/* The record that is called there, or 0. */
static int64_t called_at(const struct asking *a, struct span name)
{
    const struct callings *all = &a->passage->callings;
    size_t i = callings_from(all, name.from > 4 ? name.from - 4 : 0);
    for (; i < all->count && all->items[i].from < name.to; i++)
        if (all->items[i].to > name.from && all->items[i].count && !all->items[i].is_pronoun)
            return all->items[i].of[0]->record;
    return 0;
}

static bool are_known_apart(const struct asking *a, struct span x, struct span y)
{
    int64_t one = called_at(a, x), other = called_at(a, y);
    return one && other && one != other;
}

static bool all_han(const struct cells *c, struct span s)
{
    for (size_t i = s.from; i < s.to; i++)
        if (!cell_is_han(cell_at(c, i)))
            return false;
    return true;
}

/* ---- firms: six characters before 有限公司 and the like ---- */

/* As far back as both say the same, and with their endings. */
static void ask_firms(const struct asking *a, struct span name, struct span other)
{
    const struct cells *c = &a->passage->cells;
    size_t before = name.to - name.from;
    while (name.from > 0 && other.from > 0 && cell_is_han(cell_at(c, name.from - 1)) &&
           cell_at(c, name.from - 1) == cell_at(c, other.from - 1))
        name.from--, other.from--;
    ask_alike(a, name,
              (struct span){other.from, other.from + before + (name.to - name.from - before)});
}

static void firms_ask(const struct asking *a)
{
    static struct words ends = {.list = {"有限责任公司", "有限公司", "股份公司", "专业合作社",
                                         "产业园", "工业园", "示范园"}};
    const struct cells *c = &a->passage->cells;
    struct map seen = {0};
    struct span rest = {FIRM_CELLS, c->count};
    for (size_t i; (i = cells_find_any(c, rest, &ends)) < rest.to; rest.from = i + 1) {
        size_t n = cells_match_any(c, i, &ends);
        struct span name = {i - FIRM_CELLS, i};
        if (cells_match_any_back(c, i + 1, &ends) || !all_han(c, name))
            continue;
        for (size_t hole = name.from + 1; hole < name.to; hole++) {
            struct span other;
            struct pattern *p = pattern_take(a, &seen, name, hole, &other);
            if (!p || are_known_apart(a, name, other))
                continue;
            p->is_asked = true;
            ask_firms(a, (struct span){name.from, i + n}, other);
        }
    }
}

/* ---- people: 总监吴从军介绍 ---- */

static void people_ask(const struct asking *a)
{
    static struct words titles = {
        .list = {"书记", "支书", "主任",   "局长", "县长",   "市长", "镇长", "乡长",
                 "村长", "总监", "负责人", "经理", "董事长", "村民", "群众", "校长",
                 "院长", "医生", "教师",   "部长", "干部",   "区长", "厂长", "社长",
                 "会长", "队长", "组长",   "专家", "教授",   "同志", "大户", "户主"}};
    static struct words verbs = {.list = {"介绍", "说", "告诉", "表示", "坦言", "认为", "感激",
                                          "高兴", "激动", "感慨", "笑着", "深有"}};
    const struct cells *c = &a->passage->cells;
    struct map seen = {0};
    struct span rest = {NAME_LEAST, c->count};
    for (size_t i; (i = cells_find_any(c, rest, &verbs)) < rest.to; rest.from = i + 1) {
        struct span name = {i - NAME_LEAST, i};
        if (!all_han(c, name))
            continue;
        uint32_t before = name.from ? cell_at(c, name.from - 1) : 0;
        if (!cells_match_any_back(c, name.from, &titles) && !is_cell_any(before, U"。”，"))
            continue;
        for (size_t hole = name.from; hole < name.to; hole++) {
            struct span other;
            struct pattern *p = pattern_take(a, &seen, name, hole, &other);
            if (!p)
                continue;
            p->is_asked = true;
            ask_alike(a, name, other);
        }
    }
}

/* ---- places: a name that no register has, one character off one that the text says ---- */

static bool is_region(const struct asking *a, struct text name)
{
    int64_t code;
    struct fault f = {0};
    bool read = region_read(&code, a->catalogue->regions, name, 0, LEVEL_ANY, &f);
    bool several = !read && f.kind == FAULT_INPUT && text_find(text_from(f.message), name) < 0;
    return read || several;
}

/* Known ones of three characters, each with a hole at its first and at its second. */
static void places_learn(const struct asking *a, struct map *known)
{
    const struct mentions *all = &a->passage->mentions;
    for (size_t i = 0; i < all->count; i++) {
        const struct mention *m = &all->items[i];
        struct span name = {m->from, m->to}, other;
        if (m->to - m->from != NAME_LEAST || m->regions.count != 1 ||
            !is_cell_any(cell_at(&a->passage->cells, m->to - 1), U"县区镇市"))
            continue;
        for (size_t hole = name.from; hole + 1 < name.to; hole++)
            pattern_take(a, known, name, hole, &other);
    }
}

static bool is_mentioned(const struct asking *a, struct span s)
{
    const struct mentions *all = &a->passage->mentions;
    size_t i = mentions_from(all, s.to);
    return i > 0 && all->items[i - 1].to > s.from;
}

static void places_ask(const struct asking *a)
{
    static struct words levels = {.list = {"县", "区", "镇", "市"}};
    const struct cells *c = &a->passage->cells;
    struct map known = {0};
    places_learn(a, &known);
    struct span rest = {NAME_LEAST - 1, known.count ? c->count : 0};
    for (size_t last; (last = cells_find_any(c, rest, &levels)) < rest.to; rest.from = last + 1) {
        struct span name = {last + 1 - NAME_LEAST, last + 1};
        if (!all_han(c, name) ||
            is_mentioned(a, name))
            continue;
        for (size_t hole = name.from; hole + 1 < name.to; hole++) {
            SCOPED_BUFFER key = {0};
            for (size_t k = name.from; k < name.to; k++)
                buffer_add_code_point(&key, k == hole ? '*' : cell_at(c, k));
            buffer_add_char(&key, (char)('0' + hole - name.from));
            struct pattern *p = map_find(&known, buffer_text(&key));
            if (!p || p->is_asked || is_region(a, cells_text(a->arena, c, name.from, name.to)))
                continue;
            p->is_asked = true;
            ask_alike(a, name, p->name);
        }
    }
}

void questions_of_names(const struct asking *a)
{
    firms_ask(a);
    people_ask(a);
    places_ask(a);
}
