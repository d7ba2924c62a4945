#include "prove/vocabulary.h"

#include "prove/unit.h"

static struct phrase *phrase_get(struct vocabulary *v, struct arena *a, struct text text)
{
    struct phrase *p = lexicon_find(&v->phrases, text);
    if (!p) {
        p = ARENA_NEW(a, struct phrase);
        p->text = text;
        p->cells = utf8_count(text);
        lexicon_add(a, &v->phrases, text, p);
    }
    return p;
}

static void phrase_add(struct vocabulary *v, struct arena *a, struct text text, size_t indicator,
                       enum phrase_use use)
{
    if (utf8_count(text) < 2)
        return;
    struct phrase *p = phrase_get(v, a, text);
    for (size_t i = 0; i < p->of.count; i++)
        if (p->of.items[i].indicator == indicator &&
            (p->of.items[i].use == use || p->of.items[i].use == PHRASE_WORD))
            return;
    LIST_ADD(a, &p->of, (struct phrase_of){indicator, use});
}

static bool list_has(const text_list *list, struct text t)
{
    for (size_t i = 0; i < list->count; i++)
        if (text_equal(list->items[i], t))
            return true;
    return false;
}

/* 务工人员 of 转移就业人数: what is counted, without 数 or 人数 at the end. */
static struct text label_head(struct text label)
{
    static const char *const endings[] = {"人数", "个数", "次数", "数", NULL};
    for (const char *const *e = endings; *e; e++)
        if (text_ends(label, text_from(*e)))
            return text_slice(label, 0, label.n - text_from(*e).n);
    return label;
}

static void node_each(const struct node *n, void (*take)(void *self, const struct node *n),
                      void *self)
{
    if (!n)
        return;
    take(self, n);
    for (size_t i = 0; i < n->arg_count; i++)
        node_each(n->args[i], take, self);
}

struct attributes {
    struct vocabulary *v;
    struct arena *arena;
    size_t indicator;
    const struct indicator *whole; /* what its `where` says already is no attribute */
    bool known;
    struct text seek;
};

static void name_seek(void *self, const struct node *n)
{
    struct attributes *s = self;
    if (n->kind == NODE_PATH && n->step_count) {
        const struct step *last = &n->steps[n->step_count - 1];
        struct text name = last->field ? last->field->name : last->derive->name;
        s->known |= text_equal(name, s->seek);
    }
    if (n->kind == NODE_CONSTANT && n->constant.is == VALUE_TEXT)
        s->known |= text_equal(n->constant.t, s->seek);
}

static bool whole_says(struct attributes *s, struct text name)
{
    s->known = false;
    s->seek = name;
    node_each(s->whole->where, name_seek, s);
    return s->known;
}

static void word_attribute(struct attributes *s, struct text name)
{
    const struct word *w = catalogue_word_find(s->v->catalogue, name);
    for (size_t i = 0; w && i < w->zh.count; i++)
        phrase_add(s->v, s->arena, w->zh.items[i].text, s->indicator, PHRASE_WORD);
    for (size_t i = 0; w && i < w->reads.count; i++)
        phrase_add(s->v, s->arena, w->reads.items[i], s->indicator, PHRASE_WORD);
}

static void code_attribute(struct attributes *s, const struct code_list *list, struct text name)
{
    const struct code *code = list ? code_find(list, name) : NULL;
    if (!code)
        return;
    phrase_add(s->v, s->arena, code->label.zh, s->indicator, PHRASE_ATTRIBUTE);
    for (size_t i = 0; i < code->reads.count; i++)
        phrase_add(s->v, s->arena, code->reads.items[i], s->indicator, PHRASE_ATTRIBUTE);
}

static void attribute_take(struct attributes *s, const struct node *n)
{
    if (n->kind == NODE_PATH && n->step_count) {
        const struct step *last = &n->steps[n->step_count - 1];
        struct text name = last->field ? last->field->name : last->derive->name;
        if (!whole_says(s, name)) {
            s->v->traits[s->indicator].attributes++;
            word_attribute(s, name);
        }
    } else if (n->kind == NODE_CONSTANT && n->type.kind == KIND_CODE &&
               n->constant.is == VALUE_TEXT && !whole_says(s, n->constant.t)) {
        code_attribute(s, n->type.codes, n->constant.t);
    }
}

/* One of several codes says less than all of them: 教师 is no 支教支医支农. */
static bool is_one_of_several(const struct node *n)
{
    return n->kind == NODE_OPERATOR && n->op == OP_IN_LIST && n->arg_count > 2;
}

static void attributes_take(struct attributes *s, const struct node *n)
{
    attribute_take(s, n);
    for (size_t i = 0; i < (is_one_of_several(n) ? 1 : n->arg_count); i++)
        attributes_take(s, n->args[i]);
}

static void direction_take(void *self, const struct node *n)
{
    struct indicator_trait *t = self;
    if (n->kind != NODE_CONSTANT || n->type.kind != KIND_CODE || n->constant.is != VALUE_TEXT)
        return;
    if (text_is(n->constant.t, "eastward"))
        t->direction = DIRECTION_EASTWARD;
    else if (text_is(n->constant.t, "westward"))
        t->direction = DIRECTION_WESTWARD;
}

static void party_take(void *self, const struct node *n);

static void indicator_party(struct indicator_trait *t, const struct indicator *x)
{
    for (size_t i = 0; i < x->over_count; i++)
        t->has_party |= x->over[i].type->party != NULL;
    if (x->over_count == 0)
        node_each(x->value, party_take, t);
}

static void party_take(void *self, const struct node *n)
{
    if (n->kind == NODE_INDICATOR)
        indicator_party(self, n->indicator);
}

static bool refers_to_named(const struct record_type *t, int depth)
{
    for (size_t i = 0; i < t->field_count; i++) {
        const struct record_type *to = t->fields[i].type.target;
        if (t->fields[i].type.kind == KIND_REF &&
            (to->named_count || (depth > 1 && refers_to_named(to, depth - 1))))
            return true;
    }
    return t->named_count > 0;
}

static bool requires_named(const struct record_type *t)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (t->fields[i].type.kind == KIND_REF && t->fields[i].required &&
            t->fields[i].type.target->named_count)
            return true;
    return false;
}

/* A job at an enterprise or a workshop, which is some organisation's. */
static bool is_of_role(const struct record_type *t)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (t->fields[i].type.kind == KIND_REF && t->fields[i].required &&
            requires_named(t->fields[i].type.target))
            return true;
    return false;
}

static void trait_read(struct vocabulary *v, size_t i, const struct indicator *x)
{
    struct indicator_trait *t = &v->traits[i];
    t->whole = SIZE_MAX;
    t->kind = unit_kind(x->unit);
    for (size_t k = 0; x->of && k < v->count; k++)
        if (v->catalogue->indicators.items[k] == x->of)
            t->whole = k;
    node_each(x->where, direction_take, t);
    if (t->direction == DIRECTION_NONE)
        t->side = text_starts(x->label.zh, TEXT("东部"))   ? SIDE_EAST
                  : text_starts(x->label.zh, TEXT("西部")) ? SIDE_WEST
                                                           : SIDE_NONE;
    indicator_party(t, x);
    for (size_t k = 0; k < x->over_count; k++)
        t->leads_to_named |= refers_to_named(x->over[k].type, 2);
    t->of_role = x->over_count == 1 && is_of_role(x->over[0].type);
}

/* Whether a phrase is the official word for a standing that records hold as a field: it stands
 * for very many things, and names none of them alone. */
static bool is_standing(const struct catalogue *c, struct text phrase)
{
    for (size_t i = 0; i < c->words.count; i++) {
        const struct word *w = c->words.items[i];
        bool zh = false, field = false;
        for (size_t k = 0; k < w->zh.count; k++)
            zh |= text_equal(w->zh.items[k].text, phrase);
        for (size_t k = 0; zh && k < c->types.count; k++)
            field |= type_field_find(c->types.items[k], w->name) != NULL;
        if (field)
            return true;
    }
    return false;
}

static void indicator_words(struct vocabulary *v, struct arena *a, size_t i,
                            const struct indicator *x)
{
    struct text head = label_head(x->label.zh);
    struct attributes s = {v, a, i, x->of, false, {NULL, 0}};
    if (x->of && x->where)
        attributes_take(&s, x->where);
    for (size_t k = 0; k < x->says.count; k++)
        if (!x->of || !list_has(&x->of->says, x->says.items[k]))
            phrase_add(v, a, x->says.items[k], i,
                       is_standing(v->catalogue, x->says.items[k]) ? PHRASE_PART : PHRASE_SAYS);
    if (utf8_count(head) >= 4 && (!x->of || !list_has(&x->of->says, head)))
        phrase_add(v, a, head, i, PHRASE_SAYS);
    for (size_t k = 0; k < x->unsaid.count; k++)
        phrase_add(v, a, x->unsaid.items[k], i, PHRASE_UNSAID);
}

/* ---- units ---- */

/* 个机构 as a noun is 机构; 村 alone is one, too. */
static struct text noun_of(struct text word)
{
    static const char *const counting[] = {"个", "家", "所", "期", "份", "宗", NULL};
    for (const char *const *w = counting; *w; w++)
        if (text_starts(word, text_from(*w)) && word.n > text_from(*w).n)
            word = text_slice(word, text_from(*w).n, word.n);
    bool enough = utf8_count(word) >= 2 || text_is(word, "村") || text_is(word, "县");
    return enough ? word : (struct text){NULL, 0};
}

static void noun_add(struct vocabulary *v, struct arena *a, const struct unit *u, struct text word)
{
    struct text noun = noun_of(word);
    if (noun.n == 0 || lexicon_find(&v->nouns, noun))
        return;
    struct unit_noun *n = ARENA_NEW(a, struct unit_noun);
    *n = (struct unit_noun){u, noun};
    lexicon_add(a, &v->nouns, noun, n);
    LIST_ADD(a, &v->all_nouns, n);
}

static void nouns_read(struct vocabulary *v, struct arena *a)
{
    for (size_t i = 0; i < v->catalogue->units.count; i++) {
        const struct unit *u = v->catalogue->units.items[i];
        noun_add(v, a, u, u->label.zh);
        for (size_t k = 0; k < u->reads.count; k++)
            noun_add(v, a, u, u->reads.items[k]);
    }
}

static void counting_add(struct vocabulary *v, struct arena *a, const struct unit *u)
{
    for (size_t i = 0; i < v->counting.count; i++)
        if (v->counting.items[i] == u)
            return;
    LIST_ADD(a, &v->counting, u);
}

void vocabulary_read(struct vocabulary *out, struct arena *a, const struct catalogue *c)
{
    *out = (struct vocabulary){.catalogue = c, .count = c->indicators.count};
    out->traits = ARENA_ARRAY(a, struct indicator_trait, out->count + 1);
    for (size_t i = 0; i < out->count; i++)
        trait_read(out, i, c->indicators.items[i]);
    for (size_t i = 0; i < out->count; i++) {
        out->has_kind[out->traits[i].kind] |= c->indicators.items[i]->unit != NULL;
        if (out->traits[i].kind == QUOTE_COUNT && c->indicators.items[i]->unit)
            counting_add(out, a, c->indicators.items[i]->unit);
    }
    nouns_read(out, a);
    for (size_t i = 0; i < out->count; i++)
        indicator_words(out, a, i, c->indicators.items[i]);
}
