/*
 * Words that do not go together: two cities where one was spoken of, a name that is nearly another,
 * households counted in persons, one phrase with two numbers, a length of time that is not over.
 */
#include "base/language.h"
#include "prove/question.h"

#define BACK_SENTENCES 6
#define ROW_MOST 12
#define NEAR_CELLS 700 /* how far behind a row of names a near one is looked for */
#define PHRASE_CELLS_MOST 8

/* ---- 两市, where only one of them was spoken of ---- */

static bool has_party(const struct mention *m, int64_t party)
{
    for (size_t i = 0; i < m->parties.count; i++)
        if (m->parties.items[i] == party)
            return true;
    return false;
}

/* The mention is the group's own word: 两市, no names of cities in it. */
static bool is_group_word(const struct asking *a, const struct mention *m)
{
    struct text words = cells_text(a->arena, &a->passage->cells, m->from, m->to);
    bool group = false;
    for (size_t i = 0; i < a->catalogue->groups.count; i++)
        for (size_t k = 0; k < a->catalogue->groups.items[i]->says.count; k++)
            group |= text_equal(a->catalogue->groups.items[i]->says.items[k], words);
    for (size_t i = 0; i < a->catalogue->parties.count; i++) {
        const struct party *p = a->catalogue->parties.items[i];
        for (size_t k = 0; k < p->says.count; k++)
            group &= text_find(words, p->says.items[k]) < 0;
    }
    return group && m->parties.count > 1;
}

static size_t sentence_at(const struct passage *p, size_t cell)
{
    size_t low = 0, high = p->sentence_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->sentences[middle].span.to <= cell)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Where the paragraph begins, or some sentences before. */
static size_t paragraph_start(const struct passage *p, size_t cell)
{
    size_t s = sentence_at(p, cell);
    for (size_t n = 0; n < BACK_SENTENCES && s > 0 && s < p->sentence_count; n++, s--)
        if (p->sentences[s].begins_paragraph)
            break;
    return s < p->sentence_count ? p->sentences[s].span.from : cell;
}

static void ask_group(const struct asking *a, size_t i, int64_t only)
{
    const struct mention *m = &a->passage->mentions.items[i];
    struct text word = cells_text(a->arena, &a->passage->cells, m->from, m->to);
    SCOPED_BUFFER all = {0};
    for (size_t k = 0; k < m->parties.count; k++)
        buffer_printf(&all, "%s%.*s", k ? "、" : "",
                      TEXT_ARG(region_name(a->arena, a->catalogue->regions, m->parties.items[k])));
    struct text one = region_name(a->arena, a->catalogue->regions, only),
                parties = buffer_text(&all);
    struct asked asked = {.tier = TIER_QUESTION, .quote = SIZE_MAX, .words = {m->from, m->to}};
    asked.formula = text_printf(a->arena, "%.*s = %.*s ≠ %.*s", TEXT_ARG(word), TEXT_ARG(parties),
                                TEXT_ARG(one));
    asked.note = text_printf(
        a->arena, tr("read as %.*s, though the paragraph has spoken of %.*s alone; name them"),
        TEXT_ARG(parties), TEXT_ARG(one));
    question_add(a, &asked);
}

static void groups_ask(const struct asking *a)
{
    const struct mentions *all = &a->passage->mentions;
    for (size_t i = 0; i < all->count; i++) {
        const struct mention *m = &all->items[i];
        int64_t only = 0;
        bool several = false;
        if (m->parties.count < 2 || !is_group_word(a, m))
            continue;
        size_t from = paragraph_start(a->passage, m->from);
        for (size_t k = i; k-- > 0 && all->items[k].from >= from && !several;)
            for (size_t n = 0; n < all->items[k].parties.count; n++) {
                int64_t party = all->items[k].parties.items[n];
                several |= only && only != party;
                only = party;
            }
        if (only && !several && has_party(m, only))
            ask_group(a, i, only);
    }
}

/* ---- 立勤电子, where 立时电子 was named ---- */

struct name_row {
    struct span names[ROW_MOST];
    size_t count;
};

/* 甲、乙、丙3家: names between 、 right before a number; the first may have a verb before it. */
static void row_read(struct name_row *out, const struct passage *p, const struct seat *s)
{
    const struct cells *c = &p->cells;
    size_t end = s->whole.from, from = s->clause.from;
    *out = (struct name_row){.count = 0};
    if (end > from && cell_at(c, end - 1) == 0x7B49) /* 等 */
        end--;
    for (size_t i = end; i > from && out->count < ROW_MOST; i--) {
        bool cut = cell_at(c, i - 1) == 0x3001 || cell_at(c, i - 1) == 0x548C || /* 、 和 */
                   cell_at(c, i - 1) == 0x4E0E;                                  /* 与 */
        if (!cut)
            continue;
        out->names[out->count++] = (struct span){i, end};
        end = i - 1;
    }
}

/* One character of four or more differs, neither the first nor one of the last two. */
static bool is_near(const struct cells *c, struct span name, size_t at)
{
    size_t n = name.to - name.from, differ = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t x = cell_at(c, name.from + i), y = cell_at(c, at + i);
        if (!cell_is_han(y) || (x != y && (i == 0 || i + 2 >= n)))
            return false;
        differ += x != y;
    }
    return differ == 1;
}

static bool row_has(const struct name_row *r, const struct cells *c, size_t at, size_t n)
{
    for (size_t i = 0; i < r->count; i++) {
        bool same = r->names[i].to - r->names[i].from == n;
        for (size_t k = 0; same && k < n; k++)
            same = cell_at(c, r->names[i].from + k) == cell_at(c, at + k);
        if (same)
            return true;
    }
    return false;
}

static void ask_near(const struct asking *a, size_t quote, struct span name, size_t at)
{
    const struct cells *c = &a->passage->cells;
    struct span found = {at, at + name.to - name.from};
    struct text one = cells_text(a->arena, c, found.from, found.to);
    struct text other = cells_text(a->arena, c, name.from, name.to);
    for (size_t i = 0; i < a->proof->question_count; i++)
        if (a->proof->questions[i].byte_start == cell_start(c, found.from) &&
            a->proof->questions[i].quote == SIZE_MAX)
            return;
    struct asked asked = {.tier = TIER_QUESTION,
                          .quote = SIZE_MAX,
                          .words = found,
                          .others = {quote},
                          .other_count = 1};
    asked.formula = text_printf(a->arena, "%.*s ≠ %.*s", TEXT_ARG(one), TEXT_ARG(other));
    asked.note = text_printf(
        a->arena,
        tr("read as a firm that is none of %.*s just named; it is %.*s but for one character"),
        TEXT_ARG(quote_words(a, quote)), TEXT_ARG(other));
    question_add(a, &asked);
}

static void near_names_ask(const struct asking *a)
{
    const struct passage *p = a->passage;
    for (size_t i = 0; i < a->proof->count; i++) {
        const struct quote *q = &a->proof->quotes[i];
        struct name_row r;
        if (q->kind != QUOTE_COUNT || q->value.places || q->value.mantissa < 3 ||
            q->value.mantissa > ROW_MOST)
            continue;
        row_read(&r, p, &p->seats[i]);
        if (r.count + 1 != (size_t)q->value.mantissa)
            continue;
        size_t end = p->seats[i].whole.to + NEAR_CELLS;
        for (size_t k = 0; k < r.count; k++) {
            size_t n = r.names[k].to - r.names[k].from;
            for (size_t at = p->seats[i].whole.to; n >= 4 && at + n < p->cells.count && at < end;
                 at++)
                if (is_near(&p->cells, r.names[k], at) && !row_has(&r, &p->cells, at, n))
                    ask_near(a, i, r.names[k], at);
        }
    }
}

/* ---- 贫困户99人 ---- */

static void households_ask(const struct asking *a)
{
    static struct words verbs = {.list = {"有", "达", "达到", "共", "共有", "占", "为"}};
    const struct cells *c = &a->passage->cells;
    for (size_t i = 0; i < a->proof->count; i++) {
        const struct seat *s = &a->passage->seats[i];
        size_t end = s->whole.from - cells_match_any_back(c, s->whole.from, &verbs);
        if (i > 0 && s[-1].whole.to >= end)
            continue; /* 8.24万户35.98万人 */
        if (a->proof->quotes[i].kind != QUOTE_PERSON || end < 2 || end <= s->clause.from ||
            cell_at(c, end - 1) != 0x6237 || !cell_is_han(cell_at(c, end - 2))) /* 户 */
            continue;
        struct asked asked = {.tier = TIER_STYLE, .quote = i};
        asked.formula = text_printf(a->arena, "%.*s: 户 ≠ 人", TEXT_ARG(quote_words(a, i)));
        asked.note =
            text_from(tr("read as persons of such households; households are counted in 户"));
        question_add(a, &asked);
    }
}

/* ---- “两地三市” and “两地四市” ---- */

static bool is_small_numeral(uint32_t cp)
{
    static const uint32_t digits[] = {0x4E00, 0x4E8C, 0x4E24, 0x4E09, 0x56DB, 0x4E94,
                                      0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341};
    for (size_t i = 0; i < sizeof(digits) / sizeof(*digits); i++)
        if (cp == digits[i])
            return true;
    return cell_is_digit(cp);
}

/* The phrase with # for its numerals; empty where it has none, or hardly anything else. */
static struct text skeleton(const struct asking *a, struct span s)
{
    SCOPED_BUFFER b = {0};
    size_t numerals = 0, others = 0;
    for (size_t i = s.from; i < s.to; i++) {
        uint32_t cp = cell_at(&a->passage->cells, i);
        bool numeral = is_small_numeral(cp);
        numerals += numeral;
        others += !numeral && cell_is_han(cp);
        buffer_add_code_point(&b, numeral ? '#' : cp);
    }
    return numerals > 1 && others > 1 ? text_copy(a->arena, buffer_text(&b))
                                      : (struct text){NULL, 0};
}

static bool quoted_at(const struct cells *c, size_t i, struct span *out)
{
    if (cell_at(c, i) != 0x201C)
        return false;
    for (size_t end = i + 1; end < c->count && end <= i + 1 + PHRASE_CELLS_MOST; end++)
        if (cell_at(c, end) == 0x201D) {
            *out = (struct span){i + 1, end};
            return end > i + 1;
        }
    return false;
}

struct phrase_seen {
    struct span first, other; /* the first way it stands, and the first that differs */
    bool differs;
};

static void phrase_take(const struct asking *a, struct map *seen, struct span s)
{
    struct text key = skeleton(a, s);
    const struct cells *c = &a->passage->cells;
    if (key.n == 0)
        return;
    struct phrase_seen *p = map_find(seen, key);
    if (!p) {
        p = ARENA_NEW(a->arena, struct phrase_seen);
        *p = (struct phrase_seen){.first = s};
        map_put(a->arena, seen, key, p);
        return;
    }
    struct text first = cells_text(a->arena, c, p->first.from, p->first.to);
    struct text now = cells_text(a->arena, c, s.from, s.to);
    if (p->differs || text_equal(first, now))
        return;
    p->differs = true;
    struct asked asked = {.tier = TIER_STYLE, .quote = SIZE_MAX, .words = s};
    asked.formula = text_printf(a->arena, "%.*s ≠ %.*s", TEXT_ARG(now), TEXT_ARG(first));
    asked.note = text_printf(
        a->arena, tr("read as two names; the text says %.*s elsewhere: say from when each holds"),
        TEXT_ARG(first));
    question_add(a, &asked);
}

static void phrases_ask(const struct asking *a)
{
    struct map seen = {0};
    struct span s;
    for (size_t i = 0; i < a->passage->cells.count; i++)
        if (quoted_at(&a->passage->cells, i, &s))
            phrase_take(a, &seen, s);
}

/* ---- 3年多来, where three years are not over ---- */

static void durations_ask(const struct asking *a)
{
    struct day from = a->catalogue->programme.from;
    for (size_t i = 0; i < a->proof->count; i++) {
        const struct quote *q = &a->proof->quotes[i];
        if (!q->is_since || !text_is(q->unit, "year") || q->qualifier != QUALIFIER_AT_LEAST ||
            q->value.places || q->value.mantissa < 1 || q->value.mantissa > 99)
            continue;
        struct day over = day_add_months(from, 12 * (int)q->value.mantissa);
        struct day near = day_add_months(over, -12);
        if (a->until.since_1970 > over.since_1970 || a->until.since_1970 < near.since_1970)
            continue;
        struct text since = day_print(a->arena, from), until = day_print(a->arena, a->until);
        struct asked asked = {.tier = TIER_STYLE, .quote = i};
        asked.formula = text_printf(a->arena, "%.*s .. %.*s ≤ %lld × 12", TEXT_ARG(since),
                                    TEXT_ARG(until), (long long)q->value.mantissa);
        asked.note = text_printf(
            a->arena,
            tr("read from the programme's first day, %.*s: that is no more than %lld years"),
            TEXT_ARG(since), (long long)q->value.mantissa);
        question_add(a, &asked);
    }
}

void questions_of_words(const struct asking *a)
{
    groups_ask(a);
    near_names_ask(a);
    households_ask(a);
    phrases_ask(a);
    durations_ask(a);
}
