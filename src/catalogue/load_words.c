/*
 * Units, the programme, parties, groups, words and systems: blocks of a line or two.
 */
#include "catalogue/load.h"

/* All lines of a block as one row of clauses: take() is called until nothing is left. */
static bool block_each(struct loader *l, const struct declared *d,
                       bool (*take)(struct loader *l, void *thing, struct cursor *c))
{
    struct cursor c = block_cursor(d->block);
    c.at++; /* its name */
    for (size_t i = 0;; i++) {
        while (c.at->kind != TOKEN_END)
            TRY(take(l, d->thing, &c));
        if (i == d->block->clauses.count)
            return true;
        c = clause_cursor(d->block, i);
    }
}

static struct position declared_at(const struct declared *d)
{
    return (struct position){d->block->file, d->block->word->line, d->block->word->column};
}

static bool fault_wants(struct loader *l, struct position at, const char *what)
{
    return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "this block needs \"%s\"", what));
}

/* ---- units ---- */

static bool times_get(struct unit *u, struct loader *l, struct cursor *c)
{
    int64_t tens = 1;
    struct text t;
    struct decimal d;
    struct position at = cursor_position(c);
    TRY(cursor_get(&t, c, TOKEN_NUMBER, l->f));
    if (!decimal_parse(&d, t, l->f))
        return fault_at(l->f, at, false);
    for (int i = 0; i < d.places; i++)
        tens *= 10;
    u->times = d.mantissa;
    u->over = tens;
    if (cursor_take(c, "/")) {
        int64_t over;
        TRY(cursor_whole(&over, c, l->f));
        if (!multiply_int64(&u->over, tens, over, l->f))
            return fault_at(l->f, at, false);
    }
    if (u->times == 0 || u->over == 0)
        return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "a unit is not 0 of another"));
    return true;
}

static bool unit_take(struct loader *l, void *thing, struct cursor *c)
{
    static const char *const known[] = {"zh", "en", "reads", "of", NULL};
    struct unit *u = thing;
    bool took;
    TRY(label_take(&u->label, c, &took, l->f));
    if (took)
        return true;
    if (cursor_take(c, "reads"))
        return phrases_get(l, &u->reads, c);
    if (!cursor_take(c, "of"))
        return fault_unknown_word(l, c, known);
    TRY(unit_get(&u->base, l, c));
    TRY(cursor_expect(c, "=", l->f));
    return times_get(u, l, c);
}

bool units_load(struct loader *l)
{
    for (size_t i = 0; i < l->units.count; i++) {
        struct declared *d = l->units.items[i];
        struct unit *u = d->thing;
        *u = (struct unit){.name = d->block->head->text, .base = u, .times = 1, .over = 1,
                           .at = declared_at(d)};
        TRY(block_each(l, d, unit_take));
        if (u->label.zh.n == 0)
            return fault_wants(l, u->at, "zh");
        LIST_ADD(l->a, &l->c->units, u);
    }
    for (size_t i = 0; i < l->c->units.count; i++) {
        const struct unit *u = l->c->units.items[i];
        if (u->base->base != u->base || (u->base == u && u->times != u->over))
            return fault_at(l->f, u->at, fault_set(l->f, FAULT_INPUT,
                                                   "\"%.*s\" is not a base unit",
                                                   TEXT_ARG(u->base->name)));
    }
    return true;
}

/* ---- the programme ---- */

static bool programme_take(struct loader *l, void *thing, struct cursor *c)
{
    static const char *const known[] = {"zh", "en", "west", "from", "to", "demonstration", NULL};
    struct programme *p = thing;
    bool took;
    TRY(label_take(&p->label, c, &took, l->f));
    if (took)
        return true;
    if (cursor_take(c, "west"))
        return region_get(&p->west, l, c);
    if (cursor_take(c, "from"))
        return cursor_day(&p->from, c, l->f);
    if (cursor_take(c, "to"))
        return cursor_day(&p->to, c, l->f);
    if (!cursor_take(c, "demonstration"))
        return fault_unknown_word(l, c, known);
    p->is_demonstration = true;
    return true;
}

static bool programme_load(struct loader *l, const struct declared *d)
{
    struct programme *p = &l->c->programme;
    if (p->at.line)
        return fault_at(l->f, declared_at(d),
                        fault_set(l->f, FAULT_INPUT, "there is a programme already"));
    struct declared here = *d;
    here.thing = p;
    p->at = declared_at(d);
    TRY(block_each(l, &here, programme_take));
    if (p->label.zh.n == 0)
        return fault_wants(l, p->at, "zh");
    return p->west ? true : fault_wants(l, p->at, "west");
}

/* ---- parties and groups ---- */

static bool party_take(struct loader *l, void *thing, struct cursor *c)
{
    static const char *const known[] = {"region", "from", "to", "says", NULL};
    struct party *p = thing;
    bool took;
    TRY(from_to_take(&p->from, &p->to, c, &took, l->f));
    if (took)
        return true;
    if (cursor_take(c, "region"))
        return region_get(&p->region, l, c);
    if (cursor_take(c, "says"))
        return phrases_get(l, &p->says, c);
    return fault_unknown_word(l, c, known);
}

static bool party_load(struct loader *l, const struct declared *d)
{
    struct party *p = d->thing;
    *p = (struct party){.name = d->block->head->text, .from = DAY_FIRST, .to = DAY_LAST,
                        .at = declared_at(d)};
    TRY(block_each(l, d, party_take));
    LIST_ADD(l->a, &l->c->parties, p);
    return p->region ? true : fault_wants(l, p->at, "region");
}

static bool member_take(struct loader *l, struct group *g, struct cursor *c)
{
    struct position at = cursor_position(c);
    int64_t region;
    if (c->at->kind == TOKEN_NAME) {
        const struct party *p = catalogue_party_find(l->c, c->at->text);
        if (!p)
            return fault_unknown(l, at, "party", c->at->text);
        c->at++;
        region = p->region;
    } else {
        TRY(region_get(&region, l, c));
    }
    LIST_ADD(l->a, &g->regions, region);
    return true;
}

static bool group_take(struct loader *l, void *thing, struct cursor *c)
{
    struct group *g = thing;
    bool took;
    TRY(from_to_take(&g->from, &g->to, c, &took, l->f));
    if (took)
        return true;
    if (cursor_take(c, "says"))
        return phrases_get(l, &g->says, c);
    return member_take(l, g, c);
}

static bool group_load(struct loader *l, const struct declared *d)
{
    struct group *g = d->thing;
    *g = (struct group){.name = d->block->head->text, .from = DAY_FIRST, .to = DAY_LAST,
                        .at = declared_at(d)};
    TRY(block_each(l, d, group_take));
    if (g->regions.count == 0)
        return fault_at(l->f, g->at, fault_set(l->f, FAULT_INPUT, "a group needs members"));
    if (catalogue_party_find(l->c, g->name))
        return fault_at(l->f, g->at, fault_set(l->f, FAULT_INPUT, "a party has the name \"%.*s\"",
                                               TEXT_ARG(g->name)));
    LIST_ADD(l->a, &l->c->groups, g);
    return true;
}

/* ---- words ---- */

static bool word_take(struct loader *l, void *thing, struct cursor *c)
{
    static const char *const known[] = {"zh", "en", "reads", NULL};
    struct word *w = thing;
    bool took;
    if (cursor_take(c, "zh")) {
        struct dated_text zh = {{"", 0}, DAY_FIRST, DAY_LAST};
        TRY(cursor_get(&zh.text, c, TOKEN_LABEL, l->f));
        TRY(from_to_take(&zh.from, &zh.to, c, &took, l->f));
        LIST_ADD(l->a, &w->zh, zh);
        return true;
    }
    if (cursor_take(c, "en"))
        return cursor_get(&w->en, c, TOKEN_LABEL, l->f);
    if (cursor_take(c, "reads"))
        return phrases_get(l, &w->reads, c);
    return fault_unknown_word(l, c, known);
}

static bool word_load(struct loader *l, const struct declared *d)
{
    struct word *w = d->thing;
    *w = (struct word){.name = d->block->head->text, .at = declared_at(d)};
    TRY(block_each(l, d, word_take));
    LIST_ADD(l->a, &l->c->words, w);
    return w->zh.count ? true : fault_wants(l, w->at, "zh");
}

/* ---- systems ---- */

static bool system_take(struct loader *l, void *thing, struct cursor *c)
{
    static const char *const known[] = {"zh", "en", NULL};
    struct system *s = thing;
    bool took;
    TRY(label_take(&s->label, c, &took, l->f));
    return took || fault_unknown_word(l, c, known);
}

static bool system_load(struct loader *l, const struct declared *d)
{
    struct system *s = d->thing;
    *s = (struct system){.name = d->block->head->text, .at = declared_at(d)};
    TRY(block_each(l, d, system_take));
    LIST_ADD(l->a, &l->c->systems, s);
    return s->label.zh.n ? true : fault_wants(l, s->at, "zh");
}

bool words_load(struct loader *l)
{
    for (size_t i = 0; i < l->programmes.count; i++)
        TRY(programme_load(l, l->programmes.items[i]));
    for (size_t i = 0; i < l->parties.count; i++)
        TRY(party_load(l, l->parties.items[i]));
    for (size_t i = 0; i < l->groups.count; i++)
        TRY(group_load(l, l->groups.items[i]));
    for (size_t i = 0; i < l->words.count; i++)
        TRY(word_load(l, l->words.items[i]));
    for (size_t i = 0; i < l->systems.count; i++)
        TRY(system_load(l, l->systems.items[i]));
    return true;
}
