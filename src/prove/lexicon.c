#include "prove/lexicon.h"

static uint32_t first_of(struct text word)
{
    size_t length;
    return utf8_next(word, &length) & 0xFFFF;
}

void lexicon_add(struct arena *a, struct lexicon *l, struct text word, void *value)
{
    char folded[LEXICON_CELLS_MAX * 4];
    size_t cells = utf8_count(word);
    if (cells == 0 || cells > LEXICON_CELLS_MAX)
        return;
    word = text_copy(a, text_fold(folded, word));
    uint32_t first = first_of(word);
    l->first[first >> 3] |= (unsigned char)(1u << (first & 7));
    l->cells_most = cells > l->cells_most ? cells : l->cells_most;
    map_put(a, &l->words, word, value);
}

void *lexicon_find(const struct lexicon *l, struct text word)
{
    char folded[LEXICON_CELLS_MAX * 4];
    return word.n > sizeof(folded) ? NULL : map_find(&l->words, text_fold(folded, word));
}

size_t lexicon_at(const struct lexicon *l, const struct cells *c, size_t i,
                  struct lexicon_hit out[LEXICON_CELLS_MAX])
{
    uint32_t first = cell_at(c, i) & 0xFFFF;
    char key[LEXICON_CELLS_MAX * 4];
    size_t ends[LEXICON_CELLS_MAX], n = 0, bytes = 0, found = 0;
    if (!(l->first[first >> 3] & (1u << (first & 7))))
        return 0;
    for (; n < l->cells_most && i + n < c->count; n++) {
        bytes += utf8_put(key + bytes, cell_at(c, i + n));
        ends[n] = bytes;
    }
    for (; n > 0; n--) {
        void *value = map_find(&l->words, (struct text){key, ends[n - 1]});
        if (value)
            out[found++] = (struct lexicon_hit){n, value};
    }
    return found;
}
