/*
 * Indicators: each is compiled after those it names.
 */
#include "catalogue/load.h"

#define CHAIN_MAX 16
#define PARTS_MAX 64

struct indicator_reader {
    struct loader *l;
    struct declared *d;
    struct indicator *i;
    struct typing typing;
    struct cursor where, value, day, of, by; /* at->kind is read when the rest is known */
    struct text subject_alias;
    struct node *own_where;
    bool by_word, day_is_spell;
};

static bool compile(struct loader *l, struct declared *d, int depth);

static bool fault_indicator(struct indicator_reader *r, bool set)
{
    return fault_at(r->l->f, r->i->at, set);
}

/* ---- which record types ---- */

bool over_type_get(const struct record_type **out, struct text *rest, struct loader *l,
                   struct cursor *c)
{
    struct position at = cursor_position(c);
    struct text name;
    TRY(cursor_get(&name, c, TOKEN_NAME, l->f));
    *rest = TEXT("");
    *out = catalogue_type_find(l->c, name);
    for (size_t n = name.n; !*out && n > 0; n--)
        if (name.p[n - 1] == '.') {
            *out = catalogue_type_find(l->c, text_slice(name, 0, n - 1));
            *rest = text_slice(name, n, name.n);
        }
    return *out ? true : fault_unknown(l, at, "record", name);
}

/* A record type, and a path from it. */
static bool over_take(struct indicator_reader *r, struct cursor *c)
{
    struct loader *l = r->l;
    struct position at = cursor_position(c);
    struct source_over over = {0};
    struct text rest;
    TRY(over_type_get(&over.type, &rest, l, c));
    if (rest.n) {
        struct typing t = {.a = l->a, .c = l->c, .over = over.type, .f = l->f};
        over.subject = node_new(l->a, NODE_PATH, at);
        over.subject->constant = VALUE_OF_TEXT(rest);
        TRY(node_type_path(&t, over.subject));
    }
    r->i->over = arena_grow(l->a, r->i->over, r->i->over_count, r->i->over_count + 1, sizeof(over));
    r->i->over[r->i->over_count++] = over;
    return true;
}

/* The name after `as` is the record, or the subject where a path was named after the type. */
static bool alias_add(struct indicator_reader *r, struct position at)
{
    const struct source_over *first = &r->i->over[0];
    for (size_t i = 0; i < r->i->over_count; i++) {
        r->i->over[i].alias = r->subject_alias;
        const struct node *s = r->i->over[i].subject;
        if (r->i->over_count > 1 && !s)
            return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT,
                                                   "several record types need a path after each"));
        if (s && (s->type.kind != KIND_REF || s->type.target != first->subject->type.target))
            return fault_at(r->l->f, s->at, fault_set(r->l->f, FAULT_INPUT,
                                                      "the subjects must be records of one type"));
    }
    if (r->subject_alias.n == 0)
        return true;
    struct alias alias = {r->subject_alias, first->type, 0, NULL};
    if (first->subject) {
        alias.type = first->subject->type.target;
        alias.subject = first->subject;
        alias.source = r->i->over_count > 1 ? -1 : 0;
    }
    LIST_ADD(r->l->a, &r->typing.aliases, alias);
    return true;
}

static bool over_clause(struct indicator_reader *r, struct cursor *c)
{
    struct position at = cursor_position(c);
    if (r->i->over_count)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "this clause stands twice"));
    do
        TRY(over_take(r, c));
    while (cursor_take(c, ","));
    if (cursor_take(c, "as"))
        TRY(cursor_get(&r->subject_alias, c, TOKEN_NAME, r->l->f));
    else if (r->i->over_count > 1)
        return cursor_expect(c, "as", r->l->f);
    r->typing.over = r->i->over[0].type;
    r->typing.many = r->i->over_count > 1;
    return alias_add(r, at);
}

/* ---- clauses ---- */

static struct declared *declared_find(struct loader *l, struct text name)
{
    return map_find(&l->by_name, name);
}

static bool definition_take(struct indicator_reader *r, struct cursor *c)
{
    struct label label = {{"", 0}, {"", 0}};
    TRY(labels_get(&label, c, r->l->f));
    r->i->definition_zh = label.zh;
    r->i->definition_en = label.en;
    return true;
}

static bool places_take(struct indicator_reader *r, struct cursor *c)
{
    struct position at = cursor_position(c);
    int64_t places;
    TRY(cursor_whole(&places, c, r->l->f));
    if (places > 9)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "at most 9 decimal places"));
    r->i->places = (int)places;
    return true;
}

static const char *const clause_words[] = {
    "label", "source", "definition", "unit", "places", "plan", "over", "of", "within",
    "when",  "while",  "where",      "value", "by",    "says", "unsaid", NULL};

/* Expressions wait until `over` and `of` are known, wherever these stand. */
static bool later_take(struct indicator_reader *r, struct cursor *c, bool *took)
{
    struct cursor *waits = cursor_is(c, "where")   ? &r->where
                           : cursor_is(c, "value") ? &r->value
                           : cursor_is(c, "when")  ? &r->day
                           : cursor_is(c, "while") ? &r->day
                           : cursor_is(c, "of")    ? &r->of
                           : cursor_is(c, "by")    ? &r->by
                                                   : NULL;
    *took = waits != NULL;
    if (!waits)
        return true;
    if (waits->at)
        return fault_at(r->l->f, cursor_position(c),
                        fault_set(r->l->f, FAULT_INPUT, "this clause stands twice"));
    r->day_is_spell = r->day_is_spell || cursor_is(c, "while");
    c->at++;
    *waits = *c;
    while (c->at->kind != TOKEN_END)
        c->at++;
    return true;
}

static bool within_take(struct indicator_reader *r, struct cursor *c)
{
    struct within w = {.indicator = r->i, .at = cursor_position(c)};
    TRY(cursor_get(&w.name, c, TOKEN_NAME, r->l->f));
    LIST_ADD(r->l->a, &r->l->withins, w);
    return true;
}

static bool withins_find(struct loader *l)
{
    for (size_t i = 0; i < l->withins.count; i++) {
        struct within *w = &l->withins.items[i];
        struct declared *d = declared_find(l, w->name);
        if (!d)
            return fault_at(l->f, w->at,
                            catalogue_indicator_get(&w->indicator->within, l->c, w->name, l->f));
        if (d->thing == w->indicator)
            return fault_at(l->f, w->at,
                            fault_set(l->f, FAULT_INPUT, "no indicator is within itself"));
        w->indicator->within = d->thing;
    }
    return true;
}

static bool clause_take(struct indicator_reader *r, struct cursor *c)
{
    struct indicator *i = r->i;
    struct loader *l = r->l;
    bool took;
    TRY(later_take(r, c, &took));
    if (took)
        return true;
    if (cursor_take(c, "label"))
        TRY(labels_get(&i->label, c, l->f));
    else if (cursor_take(c, "source"))
        TRY(cursor_get(&i->source, c, TOKEN_LABEL, l->f));
    else if (cursor_take(c, "definition"))
        TRY(definition_take(r, c));
    else if (cursor_take(c, "unit"))
        TRY(unit_get(&i->unit, l, c));
    else if (cursor_take(c, "places"))
        TRY(places_take(r, c));
    else if (cursor_take(c, "plan"))
        i->is_plan = true;
    else if (cursor_take(c, "over"))
        TRY(over_clause(r, c));
    else if (cursor_take(c, "within"))
        TRY(within_take(r, c));
    else if (cursor_take(c, "says"))
        TRY(phrases_get(l, &i->says, c));
    else if (cursor_take(c, "unsaid"))
        TRY(phrases_get(l, &i->unsaid, c));
    else
        return fault_unknown_word(l, c, clause_words);
    return cursor_end(c, l->f);
}

/* ---- of another ---- */

static bool indicator_compiled(const struct indicator **out, void *self, struct text name,
                               struct position at, struct fault *f)
{
    struct indicator_reader *r = self;
    struct declared *d = declared_find(r->l, name);
    if (!d)
        return fault_at(f, at, catalogue_indicator_get(out, r->l->c, name, f));
    if (d->state == STATE_OPEN || r->d->depth + 1 > CHAIN_MAX)
        return fault_at(f, at, fault_set(f, FAULT_INPUT, "the indicator \"%.*s\" stands on itself, "
                                                         "or on more than %d others",
                                         TEXT_ARG(name), CHAIN_MAX));
    if (d->state == STATE_NEW)
        TRY(compile(r->l, d, r->d->depth + 1));
    r->d->parts += d->parts;
    if (r->d->parts > PARTS_MAX)
        return fault_at(f, at, fault_set(f, FAULT_LIMIT,
                                         "more than %d indicators would be counted for one",
                                         PARTS_MAX));
    *out = d->thing;
    return true;
}

static bool of_take(struct indicator_reader *r)
{
    struct cursor c = r->of;
    struct position at = cursor_position(&c);
    struct text name;
    TRY(cursor_get(&name, &c, TOKEN_NAME, r->l->f));
    TRY(cursor_end(&c, r->l->f));
    if (r->i->over_count || r->value.at || r->day.at)
        return fault_indicator(r, fault_set(r->l->f, FAULT_INPUT,
                                            "`of` takes over, when and value from \"%.*s\"",
                                            TEXT_ARG(name)));
    const struct indicator *of;
    TRY(indicator_compiled(&of, r, name, at, r->l->f));
    if (of->over_count == 0)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT,
                                               "\"%.*s\" is computed: it has no parts",
                                               TEXT_ARG(name)));
    if (!r->where.at)
        return fault_indicator(r, fault_set(r->l->f, FAULT_INPUT, "this block needs \"%s\"",
                                            "where"));
    struct indicator *i = r->i;
    if (i->unit && i->unit->base != of->unit->base)
        return fault_indicator(r, fault_set(r->l->f, FAULT_INPUT,
                                            "a part is counted in the unit of its whole, \"%.*s\"",
                                            TEXT_ARG(of->unit->name)));
    i->of = of;
    i->over = of->over;
    i->over_count = of->over_count;
    i->when = of->when;
    i->while_from = of->while_from;
    i->while_to = of->while_to;
    i->first_in_year = of->first_in_year;
    i->value = of->value;
    i->basis = of->basis;
    i->is_plan = i->is_plan || of->is_plan;
    i->unit = i->unit ? i->unit : of->unit;
    i->places = i->places < 0 ? of->places : i->places;
    i->by = of->by;
    i->by_count = of->by_count;
    r->typing.over = of->over[0].type;
    r->typing.many = of->over_count > 1;
    r->subject_alias = of->over[0].alias;
    return alias_add(r, at);
}

/* ---- which records ---- */

static bool where_read(struct indicator_reader *r)
{
    struct cursor c = r->where;
    if (c.at) {
        TRY(node_read(&r->i->where, r->l->a, &c, r->l->f));
        r->typing.figures = !r->typing.many;
        TRY(node_type_as(&r->typing, r->i->where, (struct type){.kind = KIND_BOOL}));
        r->typing.figures = false;
        TRY(cursor_end(&c, r->l->f));
    }
    if (!r->i->of || !r->i->of->where)
        return true;
    struct node *both = node_new(r->l->a, NODE_OPERATOR, r->i->at);
    both->op = OP_AND;
    both->type.kind = KIND_BOOL;
    both->args = ARENA_ARRAY(r->l->a, struct node *, 2);
    both->args[0] = r->i->of->where;
    both->args[1] = r->i->where;
    both->arg_count = 2;
    r->i->where = both;
    return true;
}

static bool is_day(const struct node *n)
{
    return n->type.kind == KIND_DAY || n->type.kind == KIND_MONTH;
}

static bool time_get(struct indicator_reader *r, struct node *n)
{
    TRY(node_type(&r->typing, n, NULL));
    if (is_day(n) && n->kind != NODE_CONSTANT && n->kind != NODE_SYMBOL)
        return true;
    return fault_node(r->l->f, n, fault_set(r->l->f, FAULT_INPUT,
                                            "a field with a day or month is wanted"));
}

/* first in year by PATH: the path is the subject. */
static bool first_in_year_read(struct indicator_reader *r, struct cursor *c)
{
    struct indicator *i = r->i;
    TRY(cursor_expect(c, "in", r->l->f));
    TRY(cursor_expect(c, "year", r->l->f));
    TRY(cursor_expect(c, "by", r->l->f));
    struct node *subject;
    TRY(node_read(&subject, r->l->a, c, r->l->f));
    TRY(node_type(&r->typing, subject, NULL));
    bool named = subject->kind == NODE_PATH && (subject->step_count || subject->source);
    if (!named)
        return fault_node(r->l->f, subject,
                          fault_set(r->l->f, FAULT_INPUT, "the subject of `first in year` is a "
                                                          "field"));
    i->first_in_year = true;
    if (subject->source != -1)
        i->over[0].subject = subject;
    else if (subject->step_count)
        return fault_node(r->l->f, subject,
                          fault_set(r->l->f, FAULT_INPUT, "the subject of `first in year` is a "
                                                          "field"));
    return true;
}

static bool type_when(struct indicator_reader *r)
{
    for (size_t i = 0; i < r->i->over_count; i++)
        if (!r->i->over[i].type->when)
            return fault_indicator(r, fault_set(r->l->f, FAULT_INPUT,
                                                "%.*s has no `when`: say when its records count",
                                                TEXT_ARG(r->i->over[i].type->name)));
    r->i->when = r->i->over[0].type->when;
    return true;
}

static bool spell_read(struct indicator_reader *r, struct cursor *c)
{
    struct node *span;
    TRY(node_read_span(&span, r->l->a, c, r->l->f));
    if (span->kind != NODE_SPAN)
        return fault_node(r->l->f, span, fault_set(r->l->f, FAULT_INPUT,
                                                   "a span A..B is wanted here"));
    for (size_t i = 0; i < span->arg_count; i++)
        TRY(time_get(r, span->args[i]));
    r->i->while_from = span->args[0];
    r->i->while_to = span->arg_count == 2 ? span->args[1] : NULL;
    return cursor_end(c, r->l->f);
}

static bool holds_balance(const struct node *n)
{
    if (n->kind == NODE_AGGREGATE &&
        (n->aggregate == AGGREGATE_BALANCE || n->aggregate == AGGREGATE_AGED))
        return true;
    for (size_t i = 0; i < n->arg_count; i++)
        if (n->kind == NODE_OPERATOR && holds_balance(n->args[i]))
            return true;
    return false;
}

static bool day_read(struct indicator_reader *r)
{
    struct cursor c = r->day;
    if (!c.at)
        return holds_balance(r->i->value) ? true : type_when(r);
    if (r->day_is_spell)
        return spell_read(r, &c);
    if (cursor_take(&c, "first")) {
        TRY(first_in_year_read(r, &c));
        TRY(type_when(r));
        return cursor_end(&c, r->l->f);
    }
    TRY(node_read(&r->i->when, r->l->a, &c, r->l->f));
    TRY(time_get(r, r->i->when));
    return cursor_end(&c, r->l->f);
}

/* ---- value and dimensions ---- */

static bool holds_kind(const struct node *n, enum node_kind kind, enum aggregate aggregate)
{
    if (n->kind == kind && (kind != NODE_AGGREGATE || n->aggregate == aggregate))
        return true;
    for (size_t i = 0; i < n->arg_count && n->kind == NODE_OPERATOR; i++)
        if (holds_kind(n->args[i], kind, aggregate))
            return true;
    return false;
}

static bool value_read(struct indicator_reader *r)
{
    struct cursor c = r->value;
    if (!c.at)
        return fault_indicator(r, fault_set(r->l->f, FAULT_INPUT, "this block needs \"%s\"",
                                            "value"));
    r->typing.indicator = indicator_compiled;
    r->typing.self = r;
    TRY(node_read(&r->i->value, r->l->a, &c, r->l->f));
    r->typing.figures = !r->typing.many;
    TRY(node_type_value(&r->typing, r->i->value, r->i->unit));
    r->typing.figures = false;
    TRY(cursor_end(&c, r->l->f));
    bool computed = holds_kind(r->i->value, NODE_INDICATOR, 0);
    bool latest = holds_kind(r->i->value, NODE_AGGREGATE, AGGREGATE_LATEST);
    r->i->basis = computed ? BASIS_COMPUTED : latest ? BASIS_ENTERED : BASIS_COUNTED;
    if (computed && r->i->over_count)
        return fault_indicator(r, fault_set(r->l->f, FAULT_INPUT,
                                            "a value of other indicators has no `over`"));
    if (computed && (r->where.at || r->day.at || r->by.at))
        return fault_indicator(r, fault_set(r->l->f, FAULT_INPUT,
                                            "a value of other indicators has their records: no "
                                            "when, where or by"));
    return true;
}

static bool dimension_follows(const struct indicator *i, struct text name, bool *known)
{
    const struct record_type *t = i->over[0].type;
    *known = true;
    if (text_is(name, "place"))
        return t->place != NULL;
    if (text_is(name, "party"))
        return t->party != NULL;
    if (text_is(name, "month") || text_is(name, "year"))
        return i->when || i->while_from;
    *known = false;
    return false;
}

static bool dimension_take(struct indicator_reader *r, struct cursor *c)
{
    struct dimension d = {0};
    struct position at = cursor_position(c);
    bool known;
    TRY(cursor_get(&d.name, c, TOKEN_NAME, r->l->f));
    if (!dimension_follows(r->i, d.name, &known)) {
        bool field = text_find(d.name, TEXT(".")) >= 0 ||
                     type_field_find(r->i->over[0].type, d.name) ||
                     type_derive_find(r->i->over[0].type, d.name);
        if (known && !field)
            return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT,
                                                   "%.*s has no `%.*s` to count by",
                                                   TEXT_ARG(r->i->over[0].type->name),
                                                   TEXT_ARG(d.name)));
        d.value = node_new(r->l->a, NODE_PATH, at);
        d.value->constant = VALUE_OF_TEXT(d.name);
        TRY(node_type_path(&r->typing, d.value));
    }
    struct indicator *i = r->i;
    i->by = arena_grow(r->l->a, i->by, i->by_count, i->by_count + 1, sizeof(d));
    i->by[i->by_count++] = d;
    return true;
}

static bool by_read(struct indicator_reader *r)
{
    if (!r->by.at)
        return true;
    r->i->by = NULL; /* its own, not those of its whole */
    r->i->by_count = 0;
    struct cursor c = r->by;
    do
        TRY(dimension_take(r, &c));
    while (c.at->kind != TOKEN_END);
    return true;
}

/* ---- one indicator ---- */

static bool clauses_read(struct indicator_reader *r)
{
    struct cursor c = block_cursor(r->d->block);
    c.at++;
    TRY(cursor_end(&c, r->l->f));
    for (size_t i = 0; i < r->d->block->clauses.count; i++) {
        c = clause_cursor(r->d->block, i);
        TRY(clause_take(r, &c));
    }
    return r->i->label.zh.n ? true
                            : fault_indicator(r, fault_set(r->l->f, FAULT_INPUT,
                                                           "this block needs \"%s\"", "label"));
}

static bool parts_read(struct indicator_reader *r)
{
    if (r->of.at) {
        TRY(of_take(r));
        TRY(where_read(r));
        return by_read(r);
    }
    if (!r->i->unit)
        return fault_indicator(r, fault_set(r->l->f, FAULT_INPUT, "this block needs \"%s\"",
                                            "unit"));
    TRY(value_read(r));
    if (r->i->over_count == 0)
        return true;
    TRY(where_read(r));
    TRY(day_read(r));
    return by_read(r);
}

static bool compile(struct loader *l, struct declared *d, int depth)
{
    struct indicator_reader r = {.l = l, .d = d, .i = d->thing};
    r.typing = (struct typing){.a = l->a, .c = l->c, .f = l->f};
    d->state = STATE_OPEN;
    d->depth = depth;
    r.i->places = -1;
    TRY(clauses_read(&r));
    TRY(parts_read(&r));
    d->parts = r.i->over_count ? 1 : d->parts;
    d->state = STATE_DONE;
    return true;
}

bool indicators_load(struct loader *l)
{
    for (size_t i = 0; i < l->indicators.count; i++)
        if (l->indicators.items[i]->state == STATE_NEW)
            TRY(compile(l, l->indicators.items[i], 0));
    return withins_find(l);
}
