/*
 * Rules: which records, or pairs or groups of them, should not be; and what is said of each.
 */
#include "catalogue/load_rule.h"

struct rule_reader {
    struct loader *l;
    const struct block *block;
    struct rule *r;
    struct typing typing;
    struct cursor where, group, when, finds; /* at is NULL where the clause is absent */
    bool has_level;
};

static bool fault_rule(struct rule_reader *r, bool set)
{
    return fault_at(r->l->f, r->r->at, set);
}

static bool fault_needs(struct rule_reader *r, const char *word)
{
    return fault_rule(r, fault_set(r->l->f, FAULT_INPUT, "this block needs \"%s\"", word));
}

/* ---- which records ---- */

static bool over_take(struct rule_reader *r, struct cursor *c)
{
    struct rule *rule = r->r;
    struct loader *l = r->l;
    struct position at = cursor_position(c);
    struct text rest;
    if (rule->over_count == RULE_OVER_MAX)
        return fault_at(l->f, at, fault_set(l->f, FAULT_LIMIT, "a rule joins at most %d records",
                                            RULE_OVER_MAX));
    struct source_over *over = &rule->over[rule->over_count];
    TRY(over_type_get(&over->type, &rest, l, c));
    if (rest.n)
        return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "a rule is over records: %.*s",
                                            TEXT_ARG(over->type->name)));
    at = cursor_position(c);
    TRY(cursor_get(&over->alias, c, TOKEN_NAME, l->f));
    if (rule->over_count && text_equal(over->alias, rule->over[0].alias))
        return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "\"%.*s\" is named already",
                                            TEXT_ARG(over->alias)));
    struct alias alias = {over->alias, over->type, (int)rule->over_count, NULL};
    LIST_ADD(l->a, &r->typing.aliases, alias);
    rule->over_count++;
    return true;
}

static bool over_clause(struct rule_reader *r, struct cursor *c)
{
    if (r->r->over_count)
        return fault_at(r->l->f, cursor_position(c),
                        fault_set(r->l->f, FAULT_INPUT, "this clause stands twice"));
    do
        TRY(over_take(r, c));
    while (cursor_take(c, ","));
    r->typing.over = r->r->over[0].type;
    r->typing.many = r->r->over_count > 1;
    r->typing.exists_depth = (int)r->r->over_count - 1;
    return true;
}

/* ---- clauses ---- */

static bool level_take(struct rule_reader *r, struct cursor *c)
{
    static const char *const levels[] = {"refuse", "warn", "ask", "care", NULL};
    for (int i = 0; levels[i]; i++)
        if (cursor_take(c, levels[i])) {
            r->r->level = (enum check_level)i;
            r->has_level = true;
            return true;
        }
    return fault_unknown_word(r->l, c, levels);
}

/* labour.liaison.village: a type, and the region of its that a finding lies in. */
static bool tell_take(struct rule_reader *r, struct cursor *c)
{
    struct loader *l = r->l;
    struct position at = cursor_position(c);
    const struct record_type *type;
    struct text rest;
    TRY(over_type_get(&type, &rest, l, c));
    r->r->tell = type_field_find(type, rest);
    if (r->r->tell && r->r->tell->type.kind == KIND_REGION)
        return true;
    return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "%.*s and a region of it are wanted",
                                        TEXT_ARG(type->name)));
}

static const char *const clause_words[] = {"label", "level", "source", "over", "where", "group",
                                           "when",  "finds", "mend",   "tell", NULL};

/* Expressions wait until `over` is known, wherever it stands. */
static bool later_take(struct rule_reader *r, struct cursor *c, bool *took)
{
    struct cursor *waits = cursor_is(c, "where")   ? &r->where
                           : cursor_is(c, "group") ? &r->group
                           : cursor_is(c, "when")  ? &r->when
                           : cursor_is(c, "finds") ? &r->finds
                                                   : NULL;
    *took = waits != NULL;
    if (!waits)
        return true;
    if (waits->at)
        return fault_at(r->l->f, cursor_position(c),
                        fault_set(r->l->f, FAULT_INPUT, "this clause stands twice"));
    c->at++;
    *waits = *c;
    while (c->at->kind != TOKEN_END)
        c->at++;
    return true;
}

static bool clause_take(struct rule_reader *r, struct cursor *c)
{
    struct loader *l = r->l;
    bool took;
    TRY(later_take(r, c, &took));
    if (took)
        return true;
    if (cursor_take(c, "label"))
        TRY(labels_get(&r->r->label, c, l->f));
    else if (cursor_take(c, "level"))
        TRY(level_take(r, c));
    else if (cursor_take(c, "source"))
        TRY(cursor_get(&r->r->source, c, TOKEN_LABEL, l->f));
    else if (cursor_take(c, "over"))
        TRY(over_clause(r, c));
    else if (cursor_take(c, "tell"))
        TRY(tell_take(r, c));
    else if (cursor_take(c, "mend"))
        TRY(labels_get(&r->r->mend, c, l->f));
    else
        return fault_unknown_word(l, c, clause_words);
    return cursor_end(c, l->f);
}

/* ---- conditions and groups ---- */

static bool condition_get(struct rule_reader *r, struct node **out, struct cursor *c)
{
    TRY(node_read(out, r->l->a, c, r->l->f));
    TRY(node_type_as(&r->typing, *out, (struct type){.kind = KIND_BOOL}));
    return cursor_end(c, r->l->f);
}

static bool group_key_get(struct rule_reader *r, struct cursor *c)
{
    struct rule *rule = r->r;
    struct position at = cursor_position(c);
    struct node *key;
    if (rule->group_count == RULE_GROUP_MAX)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_LIMIT,
                                               "a group has at most %d values in common",
                                               RULE_GROUP_MAX));
    TRY(node_read(&key, r->l->a, c, r->l->f));
    TRY(node_type(&r->typing, key, NULL));
    if (key->kind == NODE_CONSTANT || key->kind == NODE_NONE || key->kind == NODE_SYMBOL)
        return fault_node(r->l->f, key,
                          fault_set(r->l->f, FAULT_INPUT, "a value of the record is wanted"));
    rule->group[rule->group_count++] = key;
    return true;
}

/* group EXPR, ... having EXPR */
static bool group_read(struct rule_reader *r)
{
    struct cursor c = r->group;
    if (!c.at)
        return true;
    do
        TRY(group_key_get(r, &c));
    while (cursor_take(&c, ","));
    TRY(cursor_expect(&c, "having", r->l->f));
    r->typing.counts = r->typing.counts_only = true;
    bool good = condition_get(r, &r->r->having, &c);
    r->typing.counts = r->typing.counts_only = false;
    return good;
}

static bool when_read(struct rule_reader *r)
{
    struct cursor c = r->when;
    r->r->when = r->r->over[0].type->when;
    if (!c.at)
        return true;
    TRY(node_read(&r->r->when, r->l->a, &c, r->l->f));
    TRY(node_type_as(&r->typing, r->r->when, (struct type){.kind = KIND_DAY}));
    return cursor_end(&c, r->l->f);
}

static bool finds_read(struct rule_reader *r)
{
    struct cursor c = r->finds;
    struct position at = cursor_position(&c);
    TRY(labels_get(&r->r->finds, &c, r->l->f));
    TRY(cursor_end(&c, r->l->f));
    r->typing.counts = r->r->group_count > 0;
    TRY(template_read(&r->r->finds_zh, &r->typing, r->r->finds.zh, at));
    return template_read(&r->r->finds_en, &r->typing, r->r->finds.en, at);
}

/* ---- one rule ---- */

static bool clauses_read(struct rule_reader *r)
{
    struct cursor c = block_cursor(r->block);
    c.at++;
    TRY(cursor_end(&c, r->l->f));
    for (size_t i = 0; i < r->block->clauses.count; i++) {
        c = clause_cursor(r->block, i);
        TRY(clause_take(r, &c));
    }
    const struct rule *rule = r->r;
    const char *wanted = !rule->label.zh.n     ? "label"
                         : !r->has_level       ? "level"
                         : !rule->source.n     ? "source"
                         : !rule->over_count   ? "over"
                         : !r->finds.at        ? "finds"
                         : !rule->mend.zh.n    ? "mend"
                         : !r->where.at && !r->group.at ? "where"
                                               : NULL;
    return !wanted || fault_needs(r, wanted);
}

static bool rule_compile(struct loader *l, const struct declared *d)
{
    struct rule_reader r = {.l = l, .block = d->block, .r = d->thing};
    r.typing = (struct typing){.a = l->a, .c = l->c, .orders_records = true, .f = l->f};
    TRY(clauses_read(&r));
    if (r.where.at)
        TRY(condition_get(&r, &r.r->where, &r.where));
    TRY(group_read(&r));
    TRY(when_read(&r));
    TRY(finds_read(&r));
    LIST_ADD(l->a, &l->c->rules, r.r);
    return rule_is_linear(r.r, l->f);
}

/* ---- checks are rules, too ---- */

static bool reads_sealed(const struct node *n)
{
    for (size_t i = 0; i < n->step_count; i++)
        if (n->steps[i].field && n->steps[i].field->class == CLASS_SEALED)
            return true;
    for (size_t i = 0; i < n->arg_count; i++)
        if (n->args[i] && reads_sealed(n->args[i]))
            return true;
    return false;
}

static struct node *node_not(struct arena *a, struct node *holds)
{
    struct node *n = node_new(a, NODE_OPERATOR, holds->at);
    n->op = OP_NOT;
    n->type.kind = KIND_BOOL;
    n->args = ARENA_ARRAY(a, struct node *, 1);
    n->args[0] = holds;
    n->arg_count = 1;
    return n;
}

static bool check_rule(struct loader *l, const struct record_type *t, const struct check *c)
{
    struct rule *r = ARENA_NEW(l->a, struct rule);
    *r = (struct rule){.name = c->name, .system = t->system, .label = c->says, .level = c->level,
                       .source = t->source, .over_count = 1, .when = t->when, .finds = c->says,
                       .is_check = true, .at = c->at};
    r->over[0] = (struct source_over){.type = t};
    r->where = node_not(l->a, c->holds);
    r->reads_sealed = reads_sealed(c->holds);
    LIST_ADD(l->a, &r->finds_zh.parts, (struct template_part){c->says.zh, NULL});
    if (c->says.en.n)
        LIST_ADD(l->a, &r->finds_en.parts, (struct template_part){c->says.en, NULL});
    TRY(name_declare(l, "rule", r->name, r, r->at));
    LIST_ADD(l->a, &l->c->rules, r);
    return true;
}

bool rules_load(struct loader *l)
{
    for (size_t i = 0; i < l->c->types.count; i++)
        for (size_t n = 0; n < l->c->types.items[i]->check_count; n++)
            TRY(check_rule(l, l->c->types.items[i], &l->c->types.items[i]->checks[n]));
    for (size_t i = 0; i < l->rules.count; i++)
        TRY(rule_compile(l, l->rules.items[i]));
    return true;
}
