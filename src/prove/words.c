#include "prove/words.h"

#include <pthread.h>

static void bit_set(uint64_t bits[4], uint32_t cp)
{
    bits[words_bit_of(cp) / 64] |= (uint64_t)1 << words_bit_of(cp) % 64;
}

void words_read(struct words *w)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&one_at_a_time);
    for (size_t i = 0; w->list[i] && !w->is_ready; i++) {
        struct text rest = text_from(w->list[i]);
        for (size_t length; rest.n; rest = text_slice(rest, length, rest.n)) {
            w->tails[i] = utf8_next(rest, &length);
            if (rest.p == w->list[i])
                w->heads[i] = w->tails[i];
        }
        bit_set(w->first, w->heads[i]);
        bit_set(w->last, w->tails[i]);
    }
    atomic_store_explicit(&w->is_ready, true, memory_order_release);
    pthread_mutex_unlock(&one_at_a_time);
}

size_t words_longest(const struct cells *c, size_t i, const struct words *w)
{
    size_t best = 0;
    for (size_t k = 0; w->list[k]; k++) {
        size_t n = w->heads[k] == c->items[i].cp ? cells_match(c, i, text_from(w->list[k])) : 0;
        best = n > best ? n : best;
    }
    return best;
}

size_t words_longest_back(const struct cells *c, size_t end, const struct words *w)
{
    size_t best = 0;
    uint32_t last = c->items[end - 1].cp;
    for (size_t k = 0; w->list[k]; k++) {
        size_t n = w->tails[k] == last ? cells_match_back(c, end, text_from(w->list[k])) : 0;
        best = n > best ? n : best;
    }
    return best;
}

size_t cells_find_any(const struct cells *c, struct span s, struct words *w)
{
    size_t to = s.to < c->count ? s.to : c->count;
    words_ready(w);
    for (; s.from < to; s.from++)
        if (words_bit(w->first, c->items[s.from].cp) && words_longest(c, s.from, w))
            return s.from;
    return s.to;
}

static bool any_within(const struct cells *c, size_t i, size_t to, const struct words *w)
{
    for (size_t k = 0; w->list[k]; k++) {
        size_t n = w->heads[k] == c->items[i].cp ? cells_match(c, i, text_from(w->list[k])) : 0;
        if (n && i + n <= to)
            return true;
    }
    return false;
}

bool cells_have_any(const struct cells *c, struct span s, struct words *w)
{
    words_ready(w);
    for (size_t i = s.from; i < s.to && i < c->count; i++)
        if (words_bit(w->first, c->items[i].cp) && any_within(c, i, s.to, w))
            return true;
    return false;
}
