/*
 * A figure as a form asks for it: an indicator, over which days, in which unit.
 */
#include "catalogue/load_form.h"

static const char *const time_words[] = {"asked", "year",      "month",  "cumulative",
                                         "at",    "last_year", "change", "growth"};
#define TIME_WORDS (sizeof(time_words) / sizeof(*time_words))

const char *form_time_name(enum form_time t)
{
    return time_words[t];
}

static bool indicator_take(struct form_figure *out, struct loader *l, struct cursor *c)
{
    struct text name;
    out->at = cursor_position(c);
    TRY(cursor_get(&name, c, TOKEN_NAME, l->f));
    out->indicator = catalogue_indicator_find(l->c, name);
    if (!out->indicator)
        return fault_unknown(l, out->at, "indicator", name);
    out->unit = out->indicator->unit;
    out->places = -1;
    return true;
}

static const struct unit *base_of(const struct unit *u)
{
    return u && u->base ? u->base : u;
}

static bool unit_take(struct form_figure *out, struct loader *l, struct cursor *c)
{
    struct position at = cursor_position(c);
    TRY(unit_get(&out->unit, l, c));
    if (base_of(out->unit) == base_of(out->indicator->unit))
        return true;
    return fault_at(l->f, at,
                    fault_set(l->f, FAULT_INPUT, "%.*s is not counted in %.*s",
                              TEXT_ARG(out->indicator->name), TEXT_ARG(out->unit->name)));
}

static bool places_take(struct form_figure *out, struct loader *l, struct cursor *c)
{
    struct position at = cursor_position(c);
    int64_t places;
    TRY(cursor_whole(&places, c, l->f));
    if (places > 6)
        return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "at most %d decimal places", 6));
    out->places = (int)places;
    return true;
}

static bool where_take(struct form_figure *out, struct loader *l, struct cursor *c)
{
    struct position at = cursor_position(c);
    struct node *node;
    TRY(cursor_get(&out->where, c, TOKEN_LABEL, l->f));
    if (out->indicator->over_count == 0)
        return fault_at(l->f, at,
                        fault_set(l->f, FAULT_INPUT,
                                  "%.*s has no records of its own to put a condition on",
                                  TEXT_ARG(out->indicator->name)));
    return node_parse(&node, l->a, l->c, out->indicator->over[0].type, out->where, l->f) ||
           fault_at(l->f, at, false);
}

bool form_time_take(enum form_time *out, struct cursor *c)
{
    for (size_t i = 0; i < TIME_WORDS; i++)
        if (cursor_take(c, time_words[i])) {
            *out = (enum form_time)i;
            return true;
        }
    return false;
}

bool form_time_fault(struct loader *l, struct cursor *c)
{
    const char *known[TIME_WORDS + 4] = {"in", "places", "where"};
    for (size_t i = 0; i < TIME_WORDS; i++)
        known[i + 3] = time_words[i];
    return fault_unknown_word(l, c, known);
}

/* What may follow a figure: a label, the fields of a list, what a chart goes by; in a scheme, what
 * it is held against. */
static bool is_followed(const struct cursor *c)
{
    static const char *const after[] = {"zh", "en", "show", "by", "against", "weight"};
    for (size_t i = 0; i < sizeof(after) / sizeof(*after); i++)
        if (cursor_is(c, after[i]))
            return true;
    return c->at->kind != TOKEN_NAME;
}

bool form_figure_get(struct form_figure *out, struct loader *l, struct cursor *c)
{
    TRY(indicator_take(out, l, c));
    for (;;) {
        if (form_time_take(&out->time, c))
            continue;
        if (cursor_take(c, "in"))
            TRY(unit_take(out, l, c));
        else if (cursor_take(c, "places"))
            TRY(places_take(out, l, c));
        else if (cursor_take(c, "where"))
            TRY(where_take(out, l, c));
        else
            break;
    }
    if (!is_followed(c))
        return form_time_fault(l, c);
    if (out->time == TIME_GROWTH &&
        base_of(out->unit) == catalogue_unit_find(l->c, TEXT("percent")))
        return fault_at(l->f, out->at,
                        fault_set(l->f, FAULT_INPUT, "%.*s is a share: it has a change, no growth",
                                  TEXT_ARG(out->indicator->name)));
    return true;
}
