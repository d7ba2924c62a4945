#include "prove/lexicon.h"

#define ROOT 1u

static void bit_set(unsigned char bits[8192], uint32_t bit)
{
    bits[bit / 8] |= (unsigned char)(1u << bit % 8);
}

static struct lexicon_step *step_slot(const struct lexicon *l, uint32_t from, uint32_t cp)
{
    uint64_t h = ((uint64_t)from << 21 | cp) * 0x9E3779B97F4A7C15u;
    size_t i = (size_t)(h >> 32) & (l->step_cap - 1);
    while (l->steps[i].to && (l->steps[i].from != from || l->steps[i].cp != cp))
        i = (i + 1) & (l->step_cap - 1);
    return &l->steps[i];
}

/* The node that a character leads to, or 0. */
static uint32_t step_to(const struct lexicon *l, uint32_t from, uint32_t cp)
{
    return l->step_cap ? step_slot(l, from, cp)->to : 0;
}

static void steps_grow(struct arena *a, struct lexicon *l)
{
    struct lexicon_step *old = l->steps;
    size_t old_cap = l->step_cap;
    l->step_cap = old_cap ? old_cap * 2 : 256;
    l->steps = ARENA_ARRAY(a, struct lexicon_step, l->step_cap);
    for (size_t i = 0; i < old_cap; i++)
        if (old[i].to)
            *step_slot(l, old[i].from, old[i].cp) = old[i];
}

static uint32_t step_make(struct arena *a, struct lexicon *l, uint32_t from, uint32_t cp)
{
    if (l->step_count * 2 >= l->step_cap)
        steps_grow(a, l);
    struct lexicon_step *s = step_slot(l, from, cp);
    if (s->to == 0) {
        *s = (struct lexicon_step){from, cp, (uint32_t)l->values.count};
        LIST_ADD(a, &l->values, NULL);
        l->step_count++;
    }
    return s->to;
}

void lexicon_add(struct arena *a, struct lexicon *l, struct text word, void *value)
{
    char folded[LEXICON_CELLS_MAX * 4];
    size_t cells = utf8_count(word);
    if (cells == 0 || cells > LEXICON_CELLS_MAX)
        return;
    while (l->values.count <= ROOT)
        LIST_ADD(a, &l->values, NULL);
    uint32_t node = ROOT;
    size_t first_length, unused;
    word = text_fold(folded, word);
    uint32_t first = utf8_next(word, &first_length);
    if (cells == 1)
        bit_set(l->single, first & 0xFFFF);
    else
        bit_set(l->pair,
                lexicon_pair(first, utf8_next(text_slice(word, first_length, word.n), &unused)));
    for (size_t at = 0, length; at < word.n; at += length)
        node = step_make(a, l, node, utf8_next(text_slice(word, at, word.n), &length));
    l->values.items[node] = value;
    l->cells_most = cells > l->cells_most ? cells : l->cells_most;
}

void *lexicon_find(const struct lexicon *l, struct text word)
{
    char folded[LEXICON_CELLS_MAX * 4];
    if (word.n == 0 || word.n > sizeof(folded))
        return NULL;
    uint32_t node = ROOT;
    word = text_fold(folded, word);
    for (size_t at = 0, length; at < word.n && node; at += length)
        node = step_to(l, node, utf8_next(text_slice(word, at, word.n), &length));
    return node ? l->values.items[node] : NULL;
}

size_t lexicon_hits(const struct lexicon *l, const struct cells *c, size_t i,
                    struct lexicon_hit out[LEXICON_CELLS_MAX])
{
    size_t found = 0;
    uint32_t node = ROOT;
    for (size_t n = 0; i + n < c->count && (node = step_to(l, node, c->items[i + n].cp)); n++)
        if (l->values.items[node])
            out[found++] = (struct lexicon_hit){n + 1, l->values.items[node]};
    for (size_t k = 0; k < found / 2; k++) {
        struct lexicon_hit hit = out[k];
        out[k] = out[found - 1 - k];
        out[found - 1 - k] = hit;
    }
    return found;
}
