/*
 * The same figure said twice in one text, and figures that the catalogue computes from others.
 */
#include "base/language.h"
#include "prove/condition.h"
#include "prove/stated.h"

#define SAME_LEAST 4 /* words alike right before both */
#define WINDOW 64

/* One indicator in one scope. */
static struct text told_key(const struct asking *a, const struct quote *q)
{
    struct text scope = scope_print(a->arena, &q->scope);
    return text_printf(a->arena, "%.*s %.*s %.*s", TEXT_ARG(q->indicator->name), TEXT_ARG(scope),
                       TEXT_ARG(q->subject));
}

static const struct quote *date_at(const struct asking *a, size_t cell, size_t before)
{
    for (size_t i = before, n = 0; i-- > 0 && n < 4; n++)
        if (a->passage->seats[i].whole.from == cell && a->proof->quotes[i].kind == QUOTE_DATE)
            return &a->proof->quotes[i];
    return NULL;
}

/* A place, a firm or a date that linking has understood, or a word that says nothing: its cells. */
static size_t understood_at(const struct asking *a, size_t quote, size_t cell)
{
    static const char *const words[] = {"现已", "目前", "已",   "共",   "累计", "全市", "全县",
                                        "全区", "我市", "我县", "我区", "截至", "的",   "了",
                                        "有",   "先后", "总共", "一共", "其中", "并",   NULL};
    const struct passage *p = a->passage;
    size_t m = mentions_from(&p->mentions, cell), k = callings_from(&p->callings, cell);
    if (m < p->mentions.count && p->mentions.items[m].from == cell)
        return p->mentions.items[m].to - cell;
    if (k < p->callings.count && p->callings.items[k].from == cell)
        return p->callings.items[k].to - cell;
    const struct quote *d = date_at(a, cell, quote);
    if (d)
        return p->seats[d - a->proof->quotes].whole.to - cell;
    return cells_match_any(&p->cells, cell, words);
}

static bool all_understood(const struct asking *a, size_t quote, size_t end)
{
    for (size_t i = a->passage->seats[quote].clause.from, n; i < end; i += n)
        if ((n = understood_at(a, quote, i)) == 0)
            return false;
    return true;
}

/* What stands before the words that both have is a place, a date or nothing: the same is told. */
static bool are_told_alike(const struct asking *a, size_t x, size_t y)
{
    const struct cells *c = &a->passage->cells;
    const struct seat *s = &a->passage->seats[x], *t = &a->passage->seats[y];
    size_t i = s->whole.from, k = t->whole.from;
    if (a->proof->quotes[x].subject.n)
        return true;
    while (i > s->clause.from && k > t->clause.from && cell_at(c, i - 1) == cell_at(c, k - 1))
        i--, k--;
    return s->sentence != t->sentence && s->whole.from - i >= SAME_LEAST &&
           all_understood(a, x, i) && all_understood(a, y, k);
}

void repeats_state(const struct asking *a)
{
    struct map seen = {0};
    for (size_t i = 0; i < a->proof->count; i++) {
        const struct quote *q = &a->proof->quotes[i];
        if (!q->indicator || !q->has_value)
            continue;
        struct text key = told_key(a, q);
        size_t *first = map_find(&seen, key);
        if (!first) {
            first = ARENA_NEW(a->arena, size_t);
            *first = i;
            map_put(a->arena, &seen, key, first);
            continue;
        }
        if (!same_unit(q, &a->proof->quotes[*first]) || !are_told_alike(a, *first, i))
            continue;
        stated_add(a, &(struct stated){.kind = RELATION_REPEAT,
                                       .form = FORM_EQUAL,
                                       .of = {i, *first},
                                       .count = 2,
                                       .is_unsure = true});
    }
}

/* ---- a share as the catalogue computes it ---- */

/* An indicator that counts just this, over the same records under the same condition. */
static bool counts(const struct indicator *x, const struct indicator *ratio, const struct node *n)
{
    return x->value && x->over_count == 1 && x->over[0].type == ratio->over[0].type &&
           nodes_equal(x->where, ratio->where) && nodes_equal(x->value, n);
}

static bool is_part_of_ratio(const struct indicator *x, const struct indicator *ratio,
                             const struct node *n)
{
    return n->kind == NODE_INDICATOR ? n->indicator == x : counts(x, ratio, n);
}

static size_t operand_of(const struct asking *a, size_t ratio, const struct node *n)
{
    const struct quote *q = a->proof->quotes;
    struct text scope = scope_print(a->arena, &q[ratio].scope);
    size_t first = ratio > WINDOW ? ratio - WINDOW : 0, found = SIZE_MAX;
    for (size_t i = first; i < ratio + WINDOW && i < a->proof->count; i++) {
        if (i == ratio || !q[i].indicator || !q[i].has_value ||
            !is_part_of_ratio(q[i].indicator, q[ratio].indicator, n) ||
            !text_equal(scope_print(a->arena, &q[i].scope), scope))
            continue;
        if (found != SIZE_MAX)
            return SIZE_MAX; /* said twice: the repetition is what is asked */
        found = i;
    }
    return found;
}

void arithmetic_state(const struct asking *a)
{
    for (size_t i = 0; i < a->proof->count; i++) {
        const struct quote *q = &a->proof->quotes[i];
        const struct node *v = q->indicator ? q->indicator->value : NULL;
        if (!v || !q->has_value || q->indicator->over_count != 1 || v->kind != NODE_OPERATOR ||
            v->op != OP_DIVIDE)
            continue;
        size_t part = operand_of(a, i, v->args[0]), whole = operand_of(a, i, v->args[1]);
        if (part == SIZE_MAX || whole == SIZE_MAX || part == whole)
            continue;
        stated_add(a, &(struct stated){.kind = RELATION_ARITHMETIC,
                                       .form = is_percent(q) ? FORM_SHARE : FORM_MEAN,
                                       .of = {i, part, whole},
                                       .count = 3,
                                       .is_unsure = true});
    }
}
