#include "prove/passage.h"

#define SENTENCE_CELLS_MAX 400 /* a text without full stops is cut */
#define CLAUSE_CELLS_MAX 100   /* to either side of a figure */

static bool is_closing(uint32_t cp)
{
    return cp == 0x201D || cp == 0x2019 || cp == 0xFF09 || cp == 0x300D || cp == ')';
}

/* Newspaper columns: lines are so short that their ends mean nothing, and hardly one is a
 * sentence's. */
static bool is_narrow(const struct cells *c)
{
    size_t lines = 1, whole = 0;
    for (size_t i = 1; i < c->count; i++)
        if (c->items[i].gap >= GAP_LINE) {
            lines++;
            whole += cell_is_stop(cell_at(c, i - 1));
        }
    return lines > 8 && c->count / lines < 30 && whole * 2 < lines;
}

static void sentences_read(struct passage *p, struct arena *a)
{
    LIST(struct sentence) list = {0};
    const struct cells *c = &p->cells;
    p->is_narrow = is_narrow(c);
    enum gap breaks = p->is_narrow ? GAP_BLANK : GAP_LINE;
    size_t from = 0;
    bool begins = true;
    for (size_t i = 0; i < c->count; i++) {
        bool stop = cell_is_stop(cell_at(c, i));
        while (stop && is_closing(cell_at(c, i + 1)))
            i++;
        /* In wide text a line is a paragraph; in columns only a full stop ends anything. */
        bool line = i + 1 < c->count && c->items[i + 1].gap >= breaks;
        if (!stop && i + 1 < c->count && i - from < SENTENCE_CELLS_MAX &&
            !(line && breaks == GAP_LINE))
            continue;
        LIST_ADD(a, &list, (struct sentence){.span = {from, i + 1}, .begins_paragraph = begins});
        begins = line;
        from = i + 1;
    }
    p->sentences = list.items;
    p->sentence_count = list.count;
}

/* The first cell at or behind a byte; quotes come in order, so that it is near. */
static size_t cell_from(const struct cells *c, size_t i, size_t byte)
{
    while (i < c->count && c->items[i].at < byte)
        i++;
    return i;
}

bool cells_have_text(const struct cells *c, struct span s, struct text t)
{
    size_t n = utf8_count(t);
    uint32_t first = literal_first(t);
    size_t to = s.to < c->count ? s.to : c->count;
    for (size_t i = s.from; i + n <= to; i++)
        if (c->items[i].cp == first && cells_match_all(c, i, t))
            return true;
    return false;
}

bool cells_have(const struct cells *c, struct span s, const char *word)
{
    return cells_have_text(c, s, text_from(word));
}

bool is_within_those(const struct cells *c, size_t cell)
{
    static struct words within = {.list = {"中"}};
    static struct words others = {.list = {"中心", "中学", "中小", "中药", "中央", "中共", "中级",
                                           "中医", "中国", "中间", "中标", "中型", "中秋", "中专",
                                           "中等", "中层", "中青", "中方", "中高"}};
    return cells_match_any(c, cell, &within) && !cells_match_any(c, cell, &others);
}

static struct span clause_around(const struct cells *c, struct span sentence, struct span whole)
{
    struct span s = whole;
    while (s.from > sentence.from && whole.from - s.from < CLAUSE_CELLS_MAX &&
           !is_clause_end(c, s.from - 1))
        s.from--;
    while (s.to < sentence.to && s.to - whole.to < CLAUSE_CELLS_MAX && !is_clause_end(c, s.to))
        s.to++;
    return s;
}

/* 、 between figures; inside （） it belongs to a name. */
static bool is_list_comma(const struct passage *p, size_t i)
{
    const struct cells *c = &p->cells;
    if (cell_at(c, i) != 0x3001 || cell_at(c, i + 2) == 0xFF09 || cell_at(c, i - 1) == 0xFF08)
        return false;
    size_t m = mentions_from(&p->mentions, i);
    return m == 0 || p->mentions.items[m - 1].to <= i; /* 东莞、中山 are one */
}

/* Words behind a figure end where the next begins, at 、, and where a part is taken: 中有. */
static struct span right_of(const struct passage *p, const struct seat *s, size_t next)
{
    const struct cells *c = &p->cells;
    static struct words parts = {.list = {"中有", "其中", "中的"}};
    size_t end = s->clause.to < next ? s->clause.to : next, i = s->number_end;
    if (s->number_end > end)
        return (struct span){s->number_end, s->number_end};
    while (i < end && !is_list_comma(p, i) && !(i >= s->whole.to && cells_match_any(c, i, &parts)))
        i++;
    return (struct span){s->number_end, i};
}

static struct span left_of(const struct passage *p, const struct seat *s, size_t before)
{
    const struct cells *c = &p->cells;
    static struct words parts = {.list = {"中有"}};
    size_t end = s->clause.from > before ? s->clause.from : before, i = s->whole.from;
    if (i < end)
        return (struct span){i, i};
    while (i > end && !is_list_comma(p, i - 1) && !cells_match_any_back(c, i, &parts))
        i--;
    return (struct span){i, s->whole.from};
}

static bool is_number_of(const struct quote *q)
{
    return q->kind != QUOTE_DATE && q->kind != QUOTE_DURATION; /* 稳定就业3个月以上200人 */
}

static void seats_divide(struct passage *p, size_t count)
{
    const struct cells *c = &p->cells;
    size_t before = 0, next = c->count;
    for (size_t i = 0; i < count; i++) {
        struct seat *s = &p->seats[i];
        s->left = left_of(p, s, before);
        s->is_chained = i > 0 && before && p->seats[i - 1].whole.to == before &&
                        before >= s->clause.from && cell_at(c, before) == 0x7684; /* 的 */
        if (is_number_of(&p->proof->quotes[i]))
            before = s->whole.to;
    }
    for (size_t i = count; i-- > 0;) {
        struct seat *s = &p->seats[i];
        s->right = right_of(p, s, next);
        bool bare = s->right.to <= s->whole.to && i + 1 < count;
        s->shares_right =
            bare && (next == s->whole.to || (next == s->whole.to + 1 + p->seats[i + 1].left.to -
                                                         p->seats[i + 1].left.from &&
                                             is_list_comma(p, s->whole.to)));
        s->is_coordinate = i + 1 < count && next == s->right.to + 1 &&
                           is_list_comma(p, s->right.to) && p->seats[i + 1].whole.from == next;
        if (is_number_of(&p->proof->quotes[i]))
            next = s->whole.from;
    }
}

void passage_read(struct passage *out, struct arena *a, const struct proof *proof,
                  const struct gazetteer *g)
{
    *out = (struct passage){.proof = proof};
    const struct cells *c = &out->cells;
    out->cells = proof->cells;
    if (g)
        mentions_find(&out->mentions, a, g, &out->cells);
    sentences_read(out, a);
    out->seats = ARENA_ARRAY(a, struct seat, proof->count + 1);
    size_t sentence = 0, from = 0;
    for (size_t i = 0; i < proof->count; i++) {
        const struct quote *q = &proof->quotes[i];
        struct seat *s = &out->seats[i];
        from = cell_from(c, from, q->byte_start);
        s->whole = (struct span){from, cell_from(c, from, q->byte_end)};
        s->number_end = cell_from(c, from, q->num_end);
        while (cell_at(c, s->number_end) == 0x4F59 || cell_at(c, s->number_end) == 0x591A)
            s->number_end++;
        while (sentence + 1 < out->sentence_count &&
               out->sentences[sentence].span.to <= s->whole.from)
            sentence++;
        s->sentence = sentence;
        s->clause = clause_around(c, out->sentences[sentence].span, s->whole);
    }
    seats_divide(out, proof->count);
}

size_t seats_from(const struct passage *p, size_t cell)
{
    size_t low = 0, high = p->proof->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->seats[middle].whole.from < cell)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
