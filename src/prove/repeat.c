/*
 * The same figure said twice in one text, and figures that the catalogue computes from others.
 */
#include "base/language.h"
#include "prove/condition.h"
#include "prove/stated.h"

#define SAME_LEAST 4 /* words alike right before both */
#define WINDOW 64

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
    static struct words words = {.list = {"现已", "目前", "已",   "共",   "累计", "全市", "全县",
                                          "全区", "我市", "我县", "我区", "截至", "的",   "了",
                                          "有",   "先后", "总共", "一共", "其中", "并"}};
    const struct passage *p = a->passage;
    size_t m = mentions_from(&p->mentions, cell), k = callings_from(&p->callings, cell);
    if (m < p->mentions.count && p->mentions.items[m].from == cell)
        return p->mentions.items[m].to - cell;
    if (k < p->callings.count && p->callings.items[k].from == cell)
        return p->callings.items[k].to - cell;
    const struct quote *d = date_at(a, cell, quote);
    if (d)
        return p->seats[d - a->proof->quotes].whole.to - cell;
    return cells_match_any(&p->cells, cell, &words);
}

static bool all_understood(const struct asking *a, size_t quote, size_t end)
{
    const struct cells *c = &a->passage->cells;
    size_t from = a->passage->seats[quote].clause.from;
    size_t sentence = a->passage->sentences[a->passage->seats[quote].sentence].span.from;
    if (from > sentence && is_cell_any(cell_at(c, from - 1), U"：:")) /* 甲县：转移就业.. */
        for (from--; from > sentence && !is_clause_end(c, from - 1);)
            from--;
    for (size_t i = from, n; i < end; i += n)
        if ((n = is_clause_end(c, i) ? 1 : understood_at(a, quote, i)) == 0)
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
    const struct quote *q = a->proof->quotes;
    size_t most = 0;
    for (size_t i = 0; i < a->proof->count; i++)
        most = q[i].told > most ? q[i].told : most;
    size_t *first = ARENA_ARRAY(a->arena, size_t, most + 1); /* quote + 1 */
    for (size_t i = 0; i < a->proof->count; i++) {
        size_t *x = &first[q[i].told];
        if (q[i].told == 0 || !q[i].has_value)
            continue;
        if (*x == 0) {
            *x = i + 1;
            continue;
        }
        if (!same_unit(&q[i], &q[*x - 1]) || !are_told_alike(a, *x - 1, i))
            continue;
        stated_add(a, &(struct stated){.kind = RELATION_REPEAT,
                                       .form = FORM_EQUAL,
                                       .of = {i, *x - 1},
                                       .count = 2,
                                       .is_unsure = true});
    }
}

/* ---- the same row of names in two sentences ---- */

#define ROW_CELLS 16 /* so many alike, with two 、 among them, make two sentences twins */

/* The one figure of a sentence with this unit behind the same two characters, or SIZE_MAX. */
static size_t figure_like(const struct asking *a, struct span sentence, size_t like)
{
    const struct cells *c = &a->passage->cells;
    const struct quote *q = a->proof->quotes;
    size_t at = a->passage->seats[like].whole.from, found = SIZE_MAX;
    for (size_t i = seats_from(a->passage, sentence.from);
         i < a->proof->count && a->passage->seats[i].whole.from < sentence.to; i++) {
        size_t from = a->passage->seats[i].whole.from;
        if (from < 2 || at < 2 || q[i].kind == QUOTE_DATE || !same_unit(&q[i], &q[like]) ||
            cell_at(c, from - 1) != cell_at(c, at - 1) ||
            cell_at(c, from - 2) != cell_at(c, at - 2))
            continue;
        if (found != SIZE_MAX)
            return SIZE_MAX;
        found = i;
    }
    return found;
}

static void twins_state(const struct asking *a, struct span first, struct span second)
{
    for (size_t i = seats_from(a->passage, second.from);
         i < a->proof->count && a->passage->seats[i].whole.from < second.to; i++) {
        size_t before =
            a->proof->quotes[i].kind == QUOTE_DATE ? SIZE_MAX : figure_like(a, first, i);
        if (before != SIZE_MAX && figure_like(a, second, i) == i)
            stated_add(a, &(struct stated){.kind = RELATION_REPEAT,
                                           .form = FORM_EQUAL,
                                           .of = {i, before},
                                           .count = 2,
                                           .is_unsure = true});
    }
}

/* Names, digits left out: a number must not decide whether two sentences are told alike. */
static bool is_row(const struct cells *c, size_t i)
{
    size_t commas = 0;
    for (size_t k = i; k < i + ROW_CELLS; k++) {
        if (!cell_is_han(cell_at(c, k)) && cell_at(c, k) != 0x3001)
            return false;
        commas += cell_at(c, k) == 0x3001;
    }
    return commas > 1;
}

void twins_find(const struct asking *a)
{
    const struct passage *p = a->passage;
    struct map seen = {0};
    for (size_t s = 0; s < p->sentence_count; s++) {
        struct span in = p->sentences[s].span;
        size_t twin = SIZE_MAX;
        for (size_t i = in.from; i + ROW_CELLS <= in.to; i++) {
            if (!is_row(&p->cells, i))
                continue;
            struct text row = cells_text(a->arena, &p->cells, i, i + ROW_CELLS);
            size_t *first = map_find(&seen, row);
            if (!first) {
                first = ARENA_NEW(a->arena, size_t);
                *first = s;
                map_put(a->arena, &seen, row, first);
            } else if (*first != s && twin == SIZE_MAX) {
                twin = *first;
            }
        }
        if (twin != SIZE_MAX)
            twins_state(a, p->sentences[twin].span, in);
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
    size_t first = ratio > WINDOW ? ratio - WINDOW : 0, found = SIZE_MAX;
    for (size_t i = first; i < ratio + WINDOW && i < a->proof->count; i++) {
        if (i == ratio || !q[i].indicator || !q[i].has_value ||
            !is_part_of_ratio(q[i].indicator, q[ratio].indicator, n) ||
            !text_equal(q[i].scope_text, q[ratio].scope_text))
            continue;
        if (found != SIZE_MAX)
            return SIZE_MAX; /* said twice: the repetition is what is asked */
        found = i;
    }
    return found;
}

/* A part, as the catalogue knows it, of a whole that the text says for the same scope. */
static void part_state(const struct asking *a, size_t part)
{
    const struct quote *q = a->proof->quotes;
    size_t first = part > WINDOW ? part - WINDOW : 0, whole = SIZE_MAX;
    for (size_t i = first; i < part && q[part].indicator->of; i++)
        if (q[i].indicator == q[part].indicator->of && q[i].has_value &&
            same_unit(&q[i], &q[part]) && text_equal(q[i].subject, q[part].subject) &&
            text_equal(q[i].scope_text, q[part].scope_text))
            whole = i;
    if (whole != SIZE_MAX)
        stated_add(a, &(struct stated){.kind = RELATION_PART,
                                       .form = FORM_LEAST,
                                       .of = {whole, part},
                                       .count = 2,
                                       .is_unsure = true});
}

void arithmetic_state(const struct asking *a)
{
    for (size_t i = 0; i < a->proof->count; i++)
        if (a->proof->quotes[i].indicator && a->proof->quotes[i].has_value)
            part_state(a, i);
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
