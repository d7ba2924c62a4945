/*
 * Texts: figures put into sentences, and the phrases that turn with them.
 */
#include "report/inside.h"

#include "base/language.h"

/* ---- words of the scope ---- */

static void regions_print(struct buffer *b, struct making *m, const int64_t *codes, size_t count)
{
    const struct regions *table = m->ledger->catalogue->regions;
    for (size_t i = 0; i < count; i++)
        buffer_printf(b, "%s%.*s", i ? "、" : "", TEXT_ARG(region_name(m->arena, table, codes[i])));
}

static struct text day_for_people(struct making *m, struct day d)
{
    int year, month, day;
    day_split(d, &year, &month, &day);
    return text_printf(m->arena, tr("%d/%d/%d"), year, month, day);
}

static struct text word_print(struct making *m, enum writing_word word)
{
    const struct catalogue *c = m->ledger->catalogue;
    const struct scope *s = &m->query->scope;
    SCOPED_BUFFER b = {0};
    int year, month, day;
    day_split(s->to, &year, &month, &day);
    switch (word) {
    case WORD_IN:
        if (s->regions.count)
            regions_print(&b, m, s->regions.items, s->regions.count);
        else if (c->programme.west)
            regions_print(&b, m, &c->programme.west, 1);
        break;
    case WORD_PARTY:
        regions_print(&b, m, s->parties.items, s->parties.count);
        for (size_t i = 0; s->parties.count == 0 && i < c->parties.count; i++)
            if (c->parties.items[i]->from.since_1970 <= s->to.since_1970) {
                buffer_add_str(&b, b.n ? "、" : "");
                regions_print(&b, m, &c->parties.items[i]->region, 1);
            }
        break;
    case WORD_FROM:
        return day_for_people(
            m, s->from.since_1970 > c->programme.from.since_1970 ? s->from : c->programme.from);
    case WORD_TO:
        return day_for_people(m, s->to);
    case WORD_YEAR:
        return text_printf(m->arena, "%d", year);
    case WORD_MONTH:
        return text_printf(m->arena, "%d", month);
    case WORD_PROGRAMME:
        return label_now(c->programme.label);
    }
    return text_copy(m->arena, buffer_text(&b));
}

/* ---- turns ---- */

static bool turn_holds(enum turn when, const struct reading *r)
{
    struct decimal whole = {100, 0};
    if (when == TURN_ELSE)
        return true;
    if (!r->is_known)
        return when == TURN_UNKNOWN;
    switch (when) {
    case TURN_UP:
    case TURN_SOME:
        return r->value.mantissa > 0;
    case TURN_DOWN:
        return r->value.mantissa < 0;
    case TURN_SAME:
    case TURN_NONE:
        return r->value.mantissa == 0;
    case TURN_FULL:
        return decimal_compare(r->value, whole) >= 0;
    case TURN_SHORT:
        return decimal_compare(r->value, whole) < 0;
    case TURN_UNKNOWN:
    case TURN_ELSE:
        break;
    }
    return false;
}

/* A line while it is written. */
struct line {
    struct buffer b;
    struct paper_block *block;
};

static bool parts_build(struct line *line, struct making *m, const writing_list *parts,
                        bool in_turn);

bool writing_figure_count(struct reading *out, struct making *m, const struct form_figure *figure)
{
    const struct report_query *whole = m->query;
    struct report_query own = *whole;
    struct text label = label_now(figure->indicator->label);
    if (m->place.n)
        label = text_printf(m->arena, "%.*s %.*s", TEXT_ARG(m->place), TEXT_ARG(label));
    if (figure->scope.n)
        TRY(scope_replace(&own.scope, m->arena, m->ledger->catalogue, figure->scope, m->fault));
    m->query = &own;
    bool is_counted = reading_count(out, m, figure, label);
    m->query = whole;
    return is_counted;
}

static bool turn_build(struct line *line, struct making *m, const struct writing_part *p)
{
    struct reading r;
    TRY(writing_figure_count(&r, m, &p->figure));
    for (size_t i = 0; i < p->branches.count; i++)
        if (turn_holds(p->branches.items[i].when, &r))
            return parts_build(line, m, p->branches.items[i].parts, true);
    return true;
}

static void reading_add(struct line *line, struct making *m, const struct reading *r,
                        struct text shown)
{
    struct paper_span span = {line->b.n, line->b.n + shown.n, r->figure};
    buffer_add(&line->b, shown);
    if (r->figure)
        LIST_ADD(m->arena, &line->block->spans, span);
}

/* A rise and a fall are said in words: within a turn their figure has no sign. */
static bool parts_build(struct line *line, struct making *m, const writing_list *parts,
                        bool in_turn)
{
    for (size_t i = 0; i < parts->count; i++) {
        const struct writing_part *p = &parts->items[i];
        struct reading r;
        switch (p->kind) {
        case WRITING_TEXT:
            buffer_add(&line->b, p->text);
            break;
        case WRITING_WORD:
            buffer_add(&line->b, word_print(m, p->word));
            break;
        case WRITING_FIGURE:
            TRY(writing_figure_count(&r, m, &p->figure));
            reading_add(line, m, &r,
                        reading_print(m, &r, !in_turn || p->figure.time < TIME_CHANGE));
            break;
        case WRITING_TURN:
            TRY(turn_build(line, m, p));
            break;
        }
    }
    return true;
}

bool writing_line_build(struct paper_block *out, struct making *m, const writing_list *parts)
{
    struct line line = {.block = out};
    bool good = parts_build(&line, m, parts, false);
    out->text = text_copy(m->arena, buffer_text(&line.b));
    buffer_clear(&line.b);
    return good;
}

bool writing_build(struct making *m, const struct writing *w)
{
    static const enum paper_kind kinds[] = {PAPER_PARAGRAPH, PAPER_HEADING, PAPER_SUBHEADING};
    for (size_t i = 0; i < w->blocks.count; i++) {
        struct paper_block line = {.kind = kinds[w->blocks.items[i].heading]};
        TRY(writing_line_build(&line, m, &w->blocks.items[i].parts));
        if (line.text.n)
            LIST_ADD(m->arena, &m->paper->blocks, line);
    }
    return true;
}
