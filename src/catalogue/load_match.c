/*
 * Matches: who fits what, as conditions over two records with a reason each.
 */
#include "catalogue/load_rule.h"

#define REASONS_MAX 40
#define SHOWS_MAX 6

struct match_reader {
    struct loader *l;
    const struct block *block;
    struct match *m;
    struct typing typing;
};

static bool fault_match(struct match_reader *r, bool set)
{
    return fault_at(r->l->f, r->m->at, set);
}

static bool fault_twice(struct match_reader *r, struct position at)
{
    return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "this clause stands twice"));
}

/* ---- between what ---- */

static bool side_take(struct match_reader *r, struct cursor *c, bool is_from)
{
    struct loader *l = r->l;
    struct position at = cursor_position(c);
    const struct record_type **type = is_from ? &r->m->from : &r->m->to;
    struct text *alias = is_from ? &r->m->from_alias : &r->m->to_alias, name;
    if (*type)
        return fault_twice(r, at);
    TRY(cursor_get(&name, c, TOKEN_NAME, l->f));
    *type = catalogue_type_find(l->c, name);
    if (!*type)
        return fault_unknown(l, at, "record", name);
    at = cursor_position(c);
    TRY(cursor_get(alias, c, TOKEN_NAME, l->f));
    for (size_t i = 0; i < r->typing.aliases.count; i++)
        if (text_equal(r->typing.aliases.items[i].name, *alias))
            return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "\"%.*s\" is named already",
                                                TEXT_ARG(*alias)));
    LIST_ADD(l->a, &r->typing.aliases, (struct alias){*alias, *type, is_from ? 0 : 1, NULL});
    return true;
}

static bool has_sides(struct match_reader *r)
{
    return (r->m->from && r->m->to) ||
           fault_match(r, fault_set(r->l->f, FAULT_INPUT, "this block needs \"%s\"",
                                    r->m->from ? "to" : "from"));
}

/* ---- clauses that need both sides ---- */

static bool reads_source(const struct node *n, int source)
{
    if (n->kind == NODE_PATH && n->source == source)
        return true;
    for (size_t i = 0; i < n->arg_count; i++)
        if (n->args[i] && reads_source(n->args[i], source))
            return true;
    return n->at_day && reads_source(n->at_day, source);
}

/* A value of `from` alone: it is taken once, before anybody is looked at. */
static bool own_value_take(struct match_reader *r, struct cursor *c, struct node **out,
                           enum kind kind)
{
    struct position at = cursor_position(c);
    if (*out)
        return fault_twice(r, at);
    TRY(node_read(out, r->l->a, c, r->l->f));
    TRY(node_type_as(&r->typing, *out, (struct type){.kind = kind}));
    if (!reads_source(*out, 0) || reads_source(*out, 1))
        return fault_node(r->l->f, *out, fault_set(r->l->f, FAULT_INPUT,
                                                   "a value of \"%.*s\" alone is wanted",
                                                   TEXT_ARG(r->m->from_alias)));
    return true;
}

static bool reason_take(struct match_reader *r, struct cursor *c, enum match_kind kind)
{
    struct match_reason reason = {.kind = kind, .at = cursor_position(c)};
    if (r->m->reasons.count == REASONS_MAX)
        return fault_at(r->l->f, reason.at, fault_set(r->l->f, FAULT_LIMIT,
                                                      "a match has at most %d reasons",
                                                      REASONS_MAX));
    TRY(node_read(&reason.holds, r->l->a, c, r->l->f));
    TRY(node_type_as(&r->typing, reason.holds, (struct type){.kind = KIND_BOOL}));
    if (!reads_source(reason.holds, 1))
        return fault_node(r->l->f, reason.holds,
                          fault_set(r->l->f, FAULT_INPUT, "a reason says something of \"%.*s\"",
                                    TEXT_ARG(r->m->to_alias)));
    TRY(exists_is_linear(reason.holds, 1, r->l->f));
    TRY(labels_get(&reason.says, c, r->l->f));
    LIST_ADD(r->l->a, &r->m->reasons, reason);
    return true;
}

/* labour.wish.person: a type, and its reference to `to`. */
static bool shows_take(struct match_reader *r, struct cursor *c)
{
    struct loader *l = r->l;
    struct position at = cursor_position(c);
    struct text name;
    struct match_shows shows = {0};
    TRY(cursor_get(&name, c, TOKEN_NAME, l->f));
    for (size_t n = name.n; !shows.type && n-- > 0;)
        if (name.p[n] == '.') {
            shows.type = catalogue_type_find(l->c, text_slice(name, 0, n));
            if (shows.type)
                shows.ref = type_field_find(shows.type, text_slice(name, n + 1, name.n));
        }
    if (!shows.type)
        return fault_unknown(l, at, "record", name);
    if (!shows.ref || shows.ref->type.target != r->m->to || !shows.type->when)
        return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT,
                                            "records with a day and a reference to %.*s are shown",
                                            TEXT_ARG(r->m->to->name)));
    if (r->m->shows.count == SHOWS_MAX)
        return fault_at(l->f, at, fault_set(l->f, FAULT_LIMIT, "a match shows at most %d records",
                                            SHOWS_MAX));
    LIST_ADD(l->a, &r->m->shows, shows);
    return true;
}

static const char *const clause_words[] = {"label", "source", "from",    "to",    "place", "at",
                                           "need",  "prefer", "against", "shows", NULL};

static bool inner_take(struct match_reader *r, struct cursor *c)
{
    static const char *const kinds[] = {"need", "prefer", "against"};
    TRY(has_sides(r));
    if (cursor_take(c, "place"))
        return own_value_take(r, c, &r->m->place, KIND_REGION);
    if (cursor_take(c, "at"))
        return own_value_take(r, c, &r->m->at_day, KIND_DAY);
    if (cursor_take(c, "shows"))
        return shows_take(r, c);
    for (int i = 0; i < 3; i++)
        if (cursor_take(c, kinds[i]))
            return reason_take(r, c, (enum match_kind)i);
    return fault_unknown_word(r->l, c, clause_words);
}

static bool clause_take(struct match_reader *r, struct cursor *c)
{
    if (cursor_take(c, "label"))
        TRY(labels_get(&r->m->label, c, r->l->f));
    else if (cursor_take(c, "source"))
        TRY(cursor_get(&r->m->source, c, TOKEN_LABEL, r->l->f));
    else if (cursor_take(c, "from"))
        TRY(side_take(r, c, true));
    else if (cursor_take(c, "to"))
        TRY(side_take(r, c, false));
    else
        TRY(inner_take(r, c));
    return cursor_end(c, r->l->f);
}

/* ---- one match ---- */

static bool has_need_or_preference(const struct match *m)
{
    for (size_t i = 0; i < m->reasons.count; i++)
        if (m->reasons.items[i].kind != MATCH_AGAINST)
            return true;
    return false;
}

static bool match_read(struct loader *l, const struct declared *d)
{
    struct match_reader r = {.l = l, .block = d->block, .m = d->thing};
    struct cursor c = block_cursor(d->block);
    r.typing = (struct typing){.a = l->a, .c = l->c, .many = true, .exists_depth = 1, .f = l->f};
    r.m->name = d->block->head->text;
    r.m->at = (struct position){d->block->file, d->block->word->line, d->block->word->column};
    ptrdiff_t point = text_find(r.m->name, TEXT("."));
    r.m->system = point < 0 ? r.m->name : text_slice(r.m->name, 0, (size_t)point);
    c.at++;
    TRY(cursor_end(&c, l->f));
    for (size_t i = 0; i < d->block->clauses.count; i++) {
        c = clause_cursor(d->block, i);
        TRY(clause_take(&r, &c));
    }
    const char *wanted = !r.m->label.zh.n                ? "label"
                         : !r.m->from                    ? "from"
                         : !r.m->to                      ? "to"
                         : !has_need_or_preference(r.m) ? "prefer"
                                                         : NULL;
    if (wanted)
        return fault_match(&r, fault_set(l->f, FAULT_INPUT, "this block needs \"%s\"", wanted));
    LIST_ADD(l->a, &l->c->matches, r.m);
    return true;
}

bool matches_load(struct loader *l)
{
    for (size_t i = 0; i < l->matches.count; i++)
        TRY(match_read(l, l->matches.items[i]));
    return true;
}
