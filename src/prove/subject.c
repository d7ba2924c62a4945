#include "prove/subject.h"

#include "catalogue/node.h"
#include "prove/statement.h"

#define PATH_DEPTH_MOST 3
#define BACK_SENTENCES 6 /* a sentence without a subject goes on with one before */
#define BACK_CALLINGS 24 /* 公司 takes up one of so many before */
#define BACK_CELLS 700
#define SPEAKER_CELLS 20
#define ROW_END_CELLS 3  /* 甲农业、乙科技2家 */
#define CONTEXT_CELLS 10 /* 华坚鞋业生产车间: words behind a name that belong to it */

/* ---- objects: led to, and not spoken of ---- */

static size_t start_with_places(const struct passage *p, size_t from)
{
    for (size_t i = mentions_from(&p->mentions, from); i-- > 0;) {
        if (p->mentions.items[i].to != from)
            break;
        from = p->mentions.items[i].from;
    }
    return from;
}

static bool is_led_to(const struct passage *p, size_t cell)
{
    static struct words words = {
        .list = {"入驻",   "入驻了", "利用", "走进",   "走进了", "落户", "落户到", "落地",   "引进",
                 "引进了", "引入",   "到",   "在",     "赴",     "往",   "与",     "和",     "同",
                 "跟",     "向",     "为",   "给",     "对",     "把",   "是",     "支持",   "帮助",
                 "依托",   "位于",   "来自", "对接",   "参观",   "考察", "成立",   "成立了", "建成",
                 "建设",   "打造",   "搬到", "搬迁到", "安置",   "像"}};
    return cells_match_any_back(&p->cells, cell, &words) > 0;
}

/* 巧家、彝良等5个县: the places are what is counted. */
static bool is_enumeration(const struct passage *p, const struct mention *m, size_t number)
{
    return m->regions.count + m->parties.count > 1 &&
           (m->to == number || (m->to + 1 == number && cell_at(&p->cells, m->to) == 0x7B49));
}

static bool is_place_subject(const struct passage *p, const struct mention *m)
{
    size_t k = callings_from(&p->callings, m->from);
    if (k < p->callings.count && p->callings.items[k].from == m->to)
        return false; /* 鲁甸粤旺食用菌产业园 */
    if (is_led_to(p, m->from))
        return false;
    for (size_t i = m->to; i <= m->to + 1; i++)
        if (cell_is_digit(cell_at(&p->cells, i)) && is_enumeration(p, m, i))
            return false;
    return true;
}

/* ---- 公司, 该项目, 我们 ---- */

struct pronoun {
    const char *word;
    const char *noun; /* what the name or its surroundings must hold; NULL: any firm */
};
static const struct pronoun pronouns[] = {
    {"该公司", "公司"}, {"本公司", "公司"},   {"这家公司", "公司"}, {"公司", "公司"},
    {"该集团", "集团"}, {"集团", "集团"},     {"该企业", NULL},     {"这家企业", NULL},
    {"企业", NULL},     {"我们", "我们"},     {"合作社", "合作社"}, {"该项目", "项目"},
    {"项目", "项目"},   {"该基地", "基地"},   {"基地", "基地"},     {"该园", "园"},
    {"园区", "园"},     {"产业园", "产业园"}, {"该点", "点"},       {"安置区", "安置"},
    {"安置点", "安置"}, {"示范点", "示范点"}, {"该厂", "厂"},       {NULL, NULL}};

static bool begins_clause(const struct cells *c, size_t i)
{
    uint32_t before = cell_at(c, i - 1);
    static struct words leads = {.list = {"目前", "现在", "据介绍", "今年", "随后", "其中"}};
    return i == 0 || is_clause_end(c, i - 1) || before == 0x201C || before == 0x201D ||
           cells_match_any_back(c, i, &leads) > 0;
}

/* A pronoun stands at the head of its clause: 目前，公司已启动; 某公司 is a name. */
static const struct pronoun *pronoun_at(const struct cells *c, size_t i, size_t *cells)
{
    for (const struct pronoun *w = pronouns; w->word; w++) {
        *cells = cells_match(c, i, text_from(w->word));
        if (*cells && (begins_clause(c, i) || text_starts(text_from(w->word), TEXT("该")) ||
                       text_is(text_from(w->word), "我们")))
            return w;
    }
    return NULL;
}

static bool context_has(const struct passage *p, const struct calling *k, const char *noun)
{
    size_t end = k->to;
    while (end < k->to + CONTEXT_CELLS && end < p->cells.count && !is_clause_end(&p->cells, end))
        end++;
    if (cells_have(&p->cells, (struct span){k->from, end}, noun))
        return true;
    for (size_t i = 0; i < k->count; i++)
        if (text_find(k->of[i]->name, text_from(noun)) >= 0)
            return true;
    return false;
}

static bool is_firm(const struct calling *k)
{
    for (size_t i = 0; i < k->count; i++)
        for (size_t n = 0; n < k->of[i]->type->field_count; n++)
            if (k->of[i]->type->fields[n].type.kind == KIND_TEXT &&
                k->of[i]->type->fields[n].type.form == FORM_USCC)
                return named_is_business(k->of[i]);
    return false;
}

/* 本报讯, 本报记者: another article begins. */
static bool article_ends(const struct passage *p, size_t from, size_t to)
{
    static struct words heads = {.list = {"本报讯", "本报记者", "（记者"}};
    return cells_have_any(&p->cells, (struct span){from, to}, &heads);
}

/* The nearest before a cell that a noun may mean; NULL noun: any firm; 我们: who is spoken of. */
static const struct calling *antecedent(const struct passage *p, const struct callings *all,
                                        size_t cell, const char *noun)
{
    size_t end = callings_from(all, cell), first = end > BACK_CALLINGS ? end - BACK_CALLINGS : 0;
    const struct calling *firm = NULL;
    bool is_us = noun && text_is(text_from(noun), "我们");
    for (size_t i = end; i-- > first;) {
        const struct calling *k = &all->items[i];
        if (k->from + BACK_CELLS < cell || article_ends(p, k->to, cell))
            break;
        if (k->is_pronoun || k->is_ambiguous || k->to > cell)
            continue;
        if (noun && !is_us && context_has(p, k, noun))
            return k;
        if (is_us && !k->is_object && !k->is_listed)
            return k;
        firm = !firm && is_firm(k) ? k : firm;
    }
    bool any = !noun || is_us || text_is(text_from(noun), "公司") ||
               text_is(text_from(noun), "集团") || text_is(text_from(noun), "车间") ||
               text_is(text_from(noun), "厂");
    return any ? firm : NULL;
}

static void pronoun_add(struct passage *p, struct arena *a, const struct callings *all, size_t from,
                        size_t cells, const struct pronoun *w)
{
    const struct calling *k = antecedent(p, all, from, w->noun);
    if (!k)
        return;
    struct calling again = *k;
    again.from = from;
    again.to = from + cells;
    again.is_pronoun = true;
    again.is_listed = false;
    again.is_object = is_led_to(p, from);
    LIST_ADD(a, &p->callings, again);
}

/* ---- settling ---- */

static bool joins_row(const struct passage *p, const struct calling *x, const struct calling *y)
{
    static struct words links = {.list = {"、", "和", "与", "及", "以及"}};
    size_t from = start_with_places(p, y->from);
    for (size_t gap = x->to; gap <= x->to + 4 && gap < from; gap++)
        if (cells_match_any(&p->cells, gap, &links) == from - gap)
            return x->count && y->count && x->of[0]->type == y->of[0]->type;
    return false;
}

/* 某集团技术总监介绍: who speaks is not what is spoken of. */
static bool is_speaker(const struct passage *p, size_t cell)
{
    static struct words says = {.list = {"介绍", "说", "表示", "告诉记者", "介绍说"}};
    size_t end = cell;
    while (end < cell + SPEAKER_CELLS && end < p->cells.count && !is_clause_end(&p->cells, end))
        end++;
    return cells_match_any_back(&p->cells, end, &says) > 0;
}

static void callings_mark(const struct passage *p, struct callings *all)
{
    struct calling *k = all->items;
    for (size_t i = 0; i + 1 < all->count; i++)
        if (joins_row(p, &k[i], &k[i + 1]))
            k[i].is_listed = k[i + 1].is_listed = true;
    for (size_t i = 0; i < all->count; i++)
        k[i].is_object = is_led_to(p, start_with_places(p, k[i].from)) || is_speaker(p, k[i].to);
}

/* 云南华坚鞋业 speaks of no province. */
static void mentions_drop(struct passage *p)
{
    size_t kept = 0, k = 0;
    for (size_t i = 0; i < p->mentions.count; i++) {
        const struct mention *m = &p->mentions.items[i];
        while (k < p->callings.count && p->callings.items[k].to <= m->from)
            k++;
        bool within = k < p->callings.count && p->callings.items[k].from <= m->from &&
                      m->to <= p->callings.items[k].to;
        bool beyond = m->regions.count == 0 && m->parties.count == 0 && k < p->callings.count &&
                      p->callings.items[k].from == m->to;
        if (!within && !beyond)
            p->mentions.items[kept++] = *m;
    }
    p->mentions.count = kept;
}

void subjects_settle(struct passage *p, struct arena *a, struct callings *k)
{
    size_t next = 0, cells;
    p->callings = (struct callings){0};
    if (k->count == 0)
        return;
    callings_mark(p, k);
    for (size_t i = 0; i < p->cells.count;) {
        const struct pronoun *w;
        if (next < k->count && k->items[next].from == i) {
            LIST_ADD(a, &p->callings, k->items[next]);
            i = k->items[next++].to;
        } else if ((w = pronoun_at(&p->cells, i, &cells)) != NULL) {
            pronoun_add(p, a, k, i, cells, w);
            i += cells;
            while (next < k->count && k->items[next].from < i)
                next++;
        } else {
            i++;
        }
    }
    mentions_drop(p);
}

/* ---- one figure ---- */

static void subject_add(struct subjects *out, const struct calling *k, bool first, const char *word)
{
    if (out->count == SUBJECTS_MOST)
        return;
    size_t at = first ? 0 : out->count;
    for (size_t i = out->count; i > at; i--)
        out->of[i] = out->of[i - 1];
    out->of[at] = (struct subject){k, word};
    out->count++;
}

/* From a cell backwards to the first subject: a calling, or a place. False: neither is there. */
static bool scan_back(struct subjects *out, const struct passage *p, struct span within,
                      bool *is_place)
{
    size_t k = callings_from(&p->callings, within.to), m = mentions_from(&p->mentions, within.to);
    for (;;) {
        const struct calling *call = k > 0 && p->callings.items[k - 1].from >= within.from
                                         ? &p->callings.items[k - 1]
                                         : NULL;
        const struct mention *place = m > 0 && p->mentions.items[m - 1].from >= within.from
                                          ? &p->mentions.items[m - 1]
                                          : NULL;
        if (!call && !place)
            return false;
        if (call && (!place || call->from > place->from)) {
            k--;
            if (call->is_listed)
                continue;
            subject_add(out, call, !call->is_object && out->count > 0, NULL);
            if (!call->is_object)
                return true;
        } else {
            m--;
            *is_place = is_place_subject(p, place);
            if (*is_place)
                return true;
        }
    }
}

static void clause_rest(struct subjects *out, const struct passage *p, const struct seat *s,
                        size_t end)
{
    for (size_t i = callings_from(&p->callings, s->whole.to);
         i < p->callings.count && p->callings.items[i].to <= end; i++)
        if (!p->callings.items[i].is_listed)
            subject_add(out, &p->callings.items[i], false, NULL);
}

/* The sentences before it, where its own has no subject. */
static void sentences_back(struct subjects *out, const struct passage *p, size_t sentence,
                           size_t cell)
{
    for (size_t n = 0; n < BACK_SENTENCES && sentence > 0; n++, sentence--) {
        bool is_place = false;
        const struct sentence *own = &p->sentences[sentence], *before = own - 1;
        if (own->begins_paragraph && !p->is_narrow)
            return;
        if (article_ends(p, before->span.from, n ? own->span.from : cell))
            return;
        if (scan_back(out, p, before->span, &is_place) || out->count)
            return;
    }
}

/* Words that speak of one firm or site, though none is named in the sentence. */
static void taken_up(struct subjects *out, const struct passage *p, const struct seat *s)
{
    static const char *const words[] = {"车间", "厂", "产业园", "基地", NULL};
    struct span before = {p->sentences[s->sentence].span.from, s->whole.from};
    for (const char *const *w = words; *w; w++) {
        const struct calling *k =
            cells_have(&p->cells, before, *w) ? antecedent(p, &p->callings, before.from, *w) : NULL;
        if (k)
            subject_add(out, k, false, *w);
    }
}

/* 一家企业, 某公司: another one, whoever was spoken of before. */
static bool is_another(const struct passage *p, struct span before)
{
    static struct words words = {.list = {"一家", "某", "另一", "有家", "这样的企业"}};
    return cells_have_any(&p->cells, before, &words);
}

void subjects_read(struct subjects *out, const struct passage *p, size_t quote)
{
    const struct seat *s = &p->seats[quote];
    struct span sentence = p->sentences[s->sentence].span;
    bool is_place = false, found;
    *out = (struct subjects){.count = 0};
    if (p->callings.count == 0)
        return;
    size_t k = callings_from(&p->callings, s->whole.from);
    out->is_number = k > 0 && p->callings.items[k - 1].is_listed &&
                     p->callings.items[k - 1].to + ROW_END_CELLS >= s->whole.from &&
                     p->callings.items[k - 1].to >= s->clause.from;
    found = scan_back(out, p, (struct span){sentence.from, s->whole.from}, &is_place);
    out->is_own = out->count > 0 && !out->of[0].calling->is_object;
    clause_rest(out, p, s, s->clause.to);
    if (is_another(p, (struct span){sentence.from, s->whole.from}))
        return;
    if (!found && out->count == 0)
        sentences_back(out, p, s->sentence, s->whole.from);
    if (!is_place)
        taken_up(out, p, s);
}

/* ---- from an indicator's records to the thing ---- */

struct search {
    struct arena *arena;
    const struct record_type *target;
    size_t found, found_required;
    struct text path, path_required;
    bool is_role, is_role_required;
};

static void paths_search(struct search *s, const struct record_type *t, struct text before,
                         size_t depth, bool required)
{
    for (size_t i = 0; i < t->field_count; i++) {
        const struct field *field = &t->fields[i];
        if (field->type.kind != KIND_REF)
            continue;
        struct text path =
            before.n ? text_printf(s->arena, "%.*s.%.*s", TEXT_ARG(before), TEXT_ARG(field->name))
                     : field->name;
        bool must = required && field->required;
        if (depth > 1) {
            paths_search(s, field->type.target, path, depth - 1, must);
        } else if (field->type.target == s->target) {
            bool is_role = t->key_count == 1 && t->key[0] == field;
            s->found++;
            s->path = path;
            s->is_role = is_role;
            s->found_required += must;
            s->path_required = must ? path : s->path_required;
            s->is_role_required = must ? is_role : s->is_role_required;
        }
    }
}

/* The one shortest way; of several the one that every record has. */
static bool path_find(struct subject_path *out, struct arena *a, const struct record_type *from,
                      const struct record_type *to)
{
    out->path = (struct text){"", 0};
    out->is_role = false;
    if (from == to)
        return true;
    for (size_t depth = 1; depth <= PATH_DEPTH_MOST; depth++) {
        struct search s = {.arena = a, .target = to};
        paths_search(&s, from, (struct text){"", 0}, depth, true);
        if (s.found == 0)
            continue;
        out->path = s.found == 1 ? s.path : s.path_required;
        out->is_role = s.found == 1 ? s.is_role : s.is_role_required;
        return s.found == 1 || s.found_required == 1;
    }
    return false;
}

/* The record types that a figure is counted over; false where there are several. */
static bool type_of(const struct record_type **out, const struct indicator *x);

static bool node_type_of(const struct record_type **out, const struct node *n)
{
    if (!n)
        return true;
    if (n->kind == NODE_INDICATOR && !type_of(out, n->indicator))
        return false;
    for (size_t i = 0; i < n->arg_count; i++)
        if (!node_type_of(out, n->args[i]))
            return false;
    return true;
}

static bool type_of(const struct record_type **out, const struct indicator *x)
{
    if (x->over_count == 0)
        return node_type_of(out, x->value);
    if (x->over_count > 1 || (*out && *out != x->over[0].type))
        return false;
    *out = x->over[0].type;
    return true;
}

static bool counts_itself(const struct indicator *x, const struct record_type *t)
{
    return x->over_count == 1 && x->over[0].type == t && x->value->kind == NODE_AGGREGATE &&
           (x->value->aggregate == AGGREGATE_COUNT ||
            x->value->aggregate == AGGREGATE_COUNT_DISTINCT);
}

static bool calling_find(struct subject_path *out, struct arena *a, const struct calling *k,
                         const struct indicator *x, const struct record_type *type)
{
    for (size_t i = 0; i < k->count && !k->is_ambiguous; i++) {
        if (counts_itself(x, k->of[i]->type) || !path_find(out, a, type, k->of[i]->type))
            continue;
        out->named = k->of[i];
        return true;
    }
    return false;
}

void subject_find(struct subject_path *out, struct arena *a, const struct subjects *s,
                  const struct indicator *x)
{
    const struct record_type *type = NULL;
    *out = (struct subject_path){.named = NULL};
    if (s->count == 0 || !type_of(&type, x) || !type)
        return;
    for (size_t i = 0; i < s->count; i++) {
        if (s->of[i].word && indicator_says(x, text_from(s->of[i].word)))
            continue;
        if (calling_find(out, a, s->of[i].calling, x, type) || (i == 0 && s->is_own))
            return;
    }
}

struct text subject_where(struct arena *a, const struct subject_path *path)
{
    const struct named *n = path->named;
    return text_printf(a, "%.*s%s%.*s = '%.*s'", TEXT_ARG(path->path), path->path.n ? "." : "",
                       TEXT_ARG(n->by->name), TEXT_ARG(n->value));
}
