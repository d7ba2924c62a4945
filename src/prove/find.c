/*
 * Finding: one pass over the cells. At each place a date, a numeral or nothing begins; what was
 * read is never read again.
 */
#include "prove/date.h"
#include "prove/interval.h"
#include "prove/name.h"
#include "prove/prove.h"

#define QUOTES_MAX 100000

struct finder {
    struct arena *arena;
    struct cells cells;
    struct units *units;
    struct text source;
    const struct prove_options *options;
    LIST(struct quote) quotes;
    size_t line_at; /* bytes whose lines are counted */
    int line;
};

/* Lines are counted once, since quotes come in order. */
static int line_of(struct finder *s, size_t at)
{
    for (; s->line_at < at; s->line_at++)
        s->line += s->source.p[s->line_at] == '\n';
    return s->line;
}

static struct quote *quote_add(struct finder *s, size_t from, size_t to, size_t num_from,
                               size_t num_to)
{
    const struct cells *c = &s->cells;
    struct quote q = {.byte_start = cell_start(c, from),
                      .byte_end = cell_end(c, to),
                      .num_start = cell_start(c, num_from),
                      .num_end = cell_end(c, num_to),
                      .verdict = VERDICT_UNLINKED};
    q.line = line_of(s, q.num_start);
    q.surface = text_slice(s->source, q.byte_start, q.byte_end);
    LIST_ADD(s->arena, &s->quotes, q);
    return &s->quotes.items[s->quotes.count - 1];
}

struct qualifier_word {
    const char *word;
    enum qualifier qualifier;
};

static const struct qualifier_word before[] = {
    {"大约", QUALIFIER_ABOUT},     {"约", QUALIFIER_ABOUT},       {"将近", QUALIFIER_NEARLY},
    {"接近", QUALIFIER_NEARLY},    {"近", QUALIFIER_NEARLY},      {"超过了", QUALIFIER_OVER},
    {"超过", QUALIFIER_OVER},      {"超", QUALIFIER_OVER},        {"突破", QUALIFIER_OVER},
    {"逾", QUALIFIER_OVER},        {"至少有", QUALIFIER_OR_MORE}, {"至少", QUALIFIER_OR_MORE},
    {"不低于", QUALIFIER_OR_MORE}, {"不少于", QUALIFIER_OR_MORE}, {"不足", QUALIFIER_BELOW},
    {"不到", QUALIFIER_BELOW},     {"不超过", QUALIFIER_BELOW},   {"少于", QUALIFIER_BELOW},
    {"低于", QUALIFIER_BELOW},     {"最多", QUALIFIER_BELOW},
};
static const struct qualifier_word behind[] = {
    {"以上", QUALIFIER_OR_MORE}, {"左右", QUALIFIER_ABOUT}, {"上下", QUALIFIER_ABOUT},
    {"以下", QUALIFIER_BELOW},   {"以内", QUALIFIER_BELOW}, {"之多", QUALIFIER_EXACT},
};

static size_t qualifier_behind(const struct finder *s, size_t i, enum qualifier *q)
{
    for (size_t k = 0; k < sizeof(behind) / sizeof(*behind); k++) {
        size_t n = cells_match(&s->cells, i, text_from(behind[k].word));
        if (n == 0)
            continue;
        if (behind[k].qualifier != QUALIFIER_EXACT)
            *q = behind[k].qualifier;
        return n;
    }
    return 0;
}

/* The longest one that ends there; 附近, 就近 and 近3年来 are not about the number. */
static size_t qualifier_before(const struct finder *s, size_t end, bool is_duration,
                               enum qualifier *q)
{
    static const char *const others[] = {"附近", "就近", "靠近", "临近", "邻近", "最近",
                                         "远近", "赶超", "贴近", "走近", "条约", "节约",
                                         "签约", "合约", "大超", NULL};
    size_t best = 0;
    if (cells_match_any_back(&s->cells, end, others))
        return 0;
    for (size_t k = 0; k < sizeof(before) / sizeof(*before); k++) {
        size_t n = cells_match_back(&s->cells, end, text_from(before[k].word));
        if (n > best && !(is_duration && n == 1 && before[k].qualifier == QUALIFIER_NEARLY)) {
            best = n;
            *q = before[k].qualifier;
        }
    }
    return best;
}

/* 3年来, 3年多来, 3年间: a length of time that ends with the text. */
static size_t since_behind(const struct finder *s, size_t i)
{
    static const char *const words[] = {"来", "间", NULL};
    static const char *const not_those[] = {"来自", "来到", "来源", "来看", NULL};
    return cells_match_any(&s->cells, i, not_those) ? 0 : cells_match_any(&s->cells, i, words);
}

static size_t date_take(struct finder *s, size_t i)
{
    struct date_match d;
    if (!date_read(&d, s->arena, &s->cells, i, s->options->published))
        return 0;
    struct quote *q = quote_add(s, i, d.end, d.number_start, d.number_end);
    q->kind = QUOTE_DATE;
    q->value_text = d.value;
    q->has_period = d.has_period;
    q->period = d.period;
    q->is_since = d.is_since;
    q->unit = TEXT("day");
    q->verdict = d.has_period ? VERDICT_DATE : VERDICT_UNLINKED;
    return d.end;
}

static void quote_fill(struct quote *q, const struct numeral *n, const struct unit_match *unit)
{
    q->kind = unit->word->kind;
    q->unit = unit->name;
    q->unit_found = unit->unit;
    q->unit_is_named = unit->is_named;
    if (n->is_vague)
        q->qualifier = QUALIFIER_VAGUE;
    else if (q->qualifier == QUALIFIER_EXACT && (n->has_more || unit->has_more))
        q->qualifier = QUALIFIER_AT_LEAST;
}

/* A numeral with its unit becomes a quote; returns the cell to go on from. */
static size_t figure_take(struct finder *s, const struct numeral *n, const struct unit_match *unit)
{
    const struct cells *c = &s->cells;
    enum qualifier qualifier = QUALIFIER_EXACT;
    bool is_duration = unit->word->kind == QUOTE_DURATION;
    size_t end = unit->end;
    size_t start = n->start - qualifier_before(s, n->start, is_duration, &qualifier);
    if (unit->word->kind == QUOTE_COUNT)
        end += noun_match(c, end);
    end += qualifier_behind(s, end, &qualifier);
    size_t since = is_duration ? since_behind(s, end) : 0;
    struct quote q = {.qualifier = qualifier};
    quote_fill(&q, n, unit);
    if (!interval_set(&q, n, unit->word->times))
        return n->end; /* longer than any figure */
    struct quote *out = quote_add(s, start, end + since, n->start, n->number_end);
    q.byte_start = out->byte_start, q.byte_end = out->byte_end;
    q.num_start = out->num_start, q.num_end = out->num_end;
    q.line = out->line, q.surface = out->surface;
    q.verdict = since ? VERDICT_DATE : VERDICT_UNLINKED;
    q.is_since = since > 0;
    *out = q;
    return end + since;
}

/* 百分之九十二 */
static size_t percent_head(const struct finder *s, size_t i)
{
    return cells_match(&s->cells, i, TEXT("百分之"));
}

static size_t percent_take(struct finder *s, size_t i)
{
    static const struct unit_word word = {"%", "percent", QUOTE_PERCENT, 1, SMALL_ONE};
    struct numeral n;
    size_t end, head = percent_head(s, i);
    if (head == 0 || !numeral_read(&n, &s->cells, i + head, &end))
        return 0;
    struct unit_match unit = {.word = &word, .name = TEXT("percent"), .end = end};
    struct unit_match known;
    if (unit_find(&known, s->units, &(struct cells){&(struct cell){.cp = '%', .length = 1}, 1}, 0))
        unit.unit = known.unit, unit.name = known.name;
    n.start = i;
    return figure_take(s, &n, &unit);
}

static bool is_year(const struct numeral *n)
{
    return n->places == 0 && n->scale == 0 && n->mantissa >= 1900 && n->mantissa <= 2100;
}

/* 10%—20%, 3-5万元, 100至200人: from one to the other; the unit stands behind the second. */
static size_t range_take(struct finder *s, const struct numeral *first)
{
    static const char *const marks[] = {"-", "—", "——", "~", "～", "–", "至", "到", NULL};
    const struct cells *c = &s->cells;
    struct numeral n = *first, second;
    struct unit_match unit, own;
    size_t end, at = first->end;
    if (unit_find(&own, s->units, c, at))
        at = own.end;
    size_t mark = cells_match_any(c, at, marks);
    if (n.is_chinese || n.places || n.has_more || is_year(&n) || mark == 0 ||
        !cell_is_digit(cell_at(c, at + mark)) || !numeral_read(&second, c, at + mark, &end) ||
        second.places || second.has_more || second.scale > 15 ||
        !unit_find(&unit, s->units, c, second.end) || (at > first->end && own.word != unit.word))
        return 0;
    n.scale = n.scale ? n.scale : second.scale;
    n.is_vague = true;
    n.number_end = second.number_end;
    if (second.mantissa <= n.mantissa || n.scale != second.scale ||
        __builtin_mul_overflow(second.mantissa, ten_to(second.scale), &n.most))
        return 0;
    return figure_take(s, &n, &unit);
}

/* 3000万棒: what counts so many has a unit, known or not. */
static bool unit_unknown(struct unit_match *out, const struct cells *c, const struct numeral *n)
{
    static const struct unit_word word = {"", "item", QUOTE_OTHER, 1, SMALL_NONE};
    static const char *const none[] = {"的", "以", "之", "和", "与", "及", "等", "到",
                                       "至", "而", "是", "在", "大", "里", "级", NULL};
    if (n->is_chinese || n->scale < 4 || !cell_is_han(cell_at(c, n->end)) ||
        cells_match_any(c, n->end, none))
        return false;
    *out = (struct unit_match){.word = &word, .end = n->end + 1};
    return true;
}

static size_t numeral_take(struct finder *s, size_t i)
{
    const struct cells *c = &s->cells;
    struct numeral n;
    struct unit_match unit;
    size_t end, name;
    bool read = numeral_read(&n, c, i, &end);
    if (!read)
        return end;
    if ((name = name_match(c, &n)) > 0)
        return i + name > end ? i + name : end;
    size_t range = range_take(s, &n);
    if (range)
        return range;
    if (!unit_find(&unit, s->units, c, n.end)) {
        if (!unit_unknown(&unit, c, &n))
            return end;
        unit.name = cells_text(s->arena, c, n.end, n.end + 1);
    }
    if (is_idiom(c, &n, &unit))
        return end;
    return figure_take(s, &n, &unit);
}

/* 今 本 去 上 前 明 后, or a digit: what a date may begin with. */
static bool begins_date(uint32_t cp)
{
    static const uint32_t heads[] = {0x4ECA, 0x672C, 0x53BB, 0x4E0A, 0x524D, 0x660E, 0x540E};
    for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++)
        if (heads[i] == cp)
            return true;
    return cell_is_digit(cp) || is_chinese_numeral(cp);
}

static bool begins_numeral(uint32_t cp)
{
    return cell_is_digit(cp) || is_chinese_numeral(cp) || cp == 0x6570 || cp == 0x51E0;
}

static bool find_all(struct finder *s, struct fault *f)
{
    for (size_t i = 0; i < s->cells.count;) {
        uint32_t cp = cell_at(&s->cells, i);
        size_t next = cp == 0x767E ? percent_take(s, i) : 0; /* 百 */
        if (!next && begins_date(cp))
            next = date_take(s, i);
        if (!next && begins_numeral(cp))
            next = numeral_take(s, i);
        i = next > i ? next : i + 1;
        if (s->quotes.count > QUOTES_MAX)
            return fault_set(f, FAULT_LIMIT, "the text has more than %d figures", QUOTES_MAX);
    }
    return true;
}

bool prove_find(struct proof *out, struct arena *a, const struct catalogue *c, struct text source,
                const struct prove_options *options, struct fault *f)
{
    if (source.n > PROVE_BYTES_MAX)
        return fault_set(f, FAULT_LIMIT, "the text is larger than %d MiB",
                         (int)(PROVE_BYTES_MAX >> 20));
    if (!utf8_valid(source))
        return fault_set(f, FAULT_INPUT, "the text is not UTF-8");
    struct finder s = {
        .arena = a, .units = units_read(a, c), .source = source, .options = options, .line = 1};
    cells_read(&s.cells, a, source);
    TRY(find_all(&s, f));
    *out = (struct proof){.quotes = s.quotes.items, .count = s.quotes.count, .source = source};
    return true;
}
