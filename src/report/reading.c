/*
 * The figures of a document: counted in the scope of the cell that they stand in.
 */
#include "report/inside.h"

#include "base/language.h"
#include "catalogue/node.h"

#define DEPTH_MAX 8
#define PLACES_OF_OTHER_UNIT 2
#define PLACES_OF_GROWTH 2
#define PLACES_MAX 12 /* of the exact value: enough for its unit and a rate */

/* ---- what an indicator can be asked ---- */

static bool node_has(const struct node *n, enum trait trait, int depth)
{
    if (n->kind == NODE_INDICATOR)
        return indicator_has(n->indicator, trait, depth + 1);
    for (size_t k = 0; k < n->arg_count && n->kind == NODE_OPERATOR; k++)
        if (!node_has(n->args[k], trait, depth))
            return false;
    return true;
}

bool indicator_has(const struct indicator *i, enum trait trait, int depth)
{
    for (size_t s = 0; s < i->over_count; s++)
        if (trait == TRAIT_PLACE ? !i->over[s].type->place : !i->over[s].type->party)
            return false;
    return i->over_count || depth > DEPTH_MAX || node_has(i->value, trait, depth);
}

/* Where no record is there it is nothing, and not unknown. */
static bool is_zero_of_nothing(const struct node *n, int depth)
{
    if (n->kind == NODE_AGGREGATE)
        return n->aggregate != AGGREGATE_LATEST && n->aggregate != AGGREGATE_MIN &&
               n->aggregate != AGGREGATE_MAX;
    if (n->kind == NODE_INDICATOR)
        return depth < DEPTH_MAX && is_zero_of_nothing(n->indicator->value, depth + 1);
    if (n->kind != NODE_OPERATOR || n->op == OP_DIVIDE)
        return n->kind == NODE_CONSTANT;
    for (size_t i = 0; i < n->arg_count; i++)
        if (!is_zero_of_nothing(n->args[i], depth))
            return false;
    return true;
}

/* ---- scopes ---- */

static struct day year_first(struct day d, int years_before)
{
    int year, month, day;
    day_split(d, &year, &month, &day);
    return month_first((struct month){(year - years_before) * 12});
}

/* The same day a year before; the last of a month stays the last. */
static struct day year_before(struct day d)
{
    struct month m = month_of(d);
    if (month_last(m).since_1970 == d.since_1970)
        return month_last((struct month){m.index - 12});
    return day_add_months(d, -12);
}

static void time_apply(struct scope *s, enum form_time time)
{
    struct day to = s->to;
    switch (time) {
    case TIME_ASKED:
        break;
    case TIME_YEAR:
    case TIME_CHANGE:
    case TIME_GROWTH:
        s->from = year_first(to, 0);
        break;
    case TIME_MONTH:
        s->from = month_first(month_of(to));
        break;
    case TIME_CUMULATIVE:
    case TIME_AT:
        s->from = DAY_FIRST;
        break;
    case TIME_LAST_YEAR:
        s->from = year_first(to, 1);
        s->to = year_before(to);
        break;
    }
}

bool scope_of_time(struct scope *out, struct making *m, const struct form_figure *figure,
                   enum form_time time, const struct extent *e)
{
    *out = m->query->scope;
    if (e && e->is_time) {
        out->from = e->period.from;
        out->to = e->period.to;
    }
    if (e && e->region) {
        struct scope one = {0};
        if (e->is_party)
            LIST_ADD(m->arena, &one.parties, e->region);
        else
            LIST_ADD(m->arena, &one.regions, e->region);
        if (e->is_party)
            out->parties.items = one.parties.items, out->parties.count = 1;
        else
            out->regions.items = one.regions.items, out->regions.count = 1;
    }
    time_apply(out, time);
    if (out->where.n && figure->where.n)
        out->where = text_printf(m->arena, "(%.*s) and (%.*s)", TEXT_ARG(out->where),
                                 TEXT_ARG(figure->where));
    else if (figure->where.n)
        out->where = figure->where;
    return true;
}

/* ---- counting, each question once ---- */

static bool figures_get(const struct figures **out, struct making *m, const struct indicator *i,
                        const struct scope *scope, struct text by)
{
    struct text key = text_printf(m->arena, "%.*s %.*s %.*s", TEXT_ARG(i->name), TEXT_ARG(by),
                                  TEXT_ARG(scope_print(m->arena, scope)));
    struct figures *found = map_find(&m->counted, key);
    if (!found) {
        struct figure_query q = {
            .indicator = i, .scope = *scope, .known = m->query->known, .memory = &m->memory};
        found = ARENA_NEW(m->arena, struct figures);
        if (by.n)
            LIST_ADD(m->arena, &q.by, by);
        TRY(count_figure(found, m->arena, m->ledger, m->viewer, &q, m->fault));
        map_put(m->arena, &m->counted, key, found);
    }
    *out = found;
    return true;
}

static const struct figure *group_find(const struct figures *figures, struct text key)
{
    for (size_t i = 0; i < figures->count; i++)
        if (figures->items[i].keys.count == 0 || text_equal(figures->items[i].keys.items[0], key))
            return &figures->items[i];
    return NULL;
}

/* One figure of an extent; a zero that no group says counts as one. */
static bool figure_in(struct figure *out, struct making *m, const struct form_figure *asked,
                      enum form_time time, const struct extent *e, struct text by)
{
    struct scope scope;
    const struct figures *figures;
    bool grouped = e && !e->is_time;
    enum trait wanted = e && e->is_party ? TRAIT_PARTY : TRAIT_PLACE;
    *out = (struct figure){.is_known = false};
    if ((grouped && !indicator_has(asked->indicator, wanted, 0)) ||
        (m->query->scope.parties.count && !indicator_has(asked->indicator, TRAIT_PARTY, 0)))
        return true;
    TRY(scope_of_time(&scope, m, asked, time, grouped ? NULL : e));
    struct text dimension = grouped ? by : TEXT("");
    if (!figures_get(&figures, m, asked->indicator, &scope, dimension)) {
        out->is_withheld = m->fault->kind == FAULT_DENIED;
        if (!out->is_withheld)
            return false;
        fault_clear(m->fault);
        return true;
    }
    const struct figure *found = group_find(figures, grouped ? e->key : TEXT(""));
    if (found)
        *out = *found;
    else
        out->is_known = is_zero_of_nothing(asked->indicator->value, 0);
    return true;
}

/* ---- what a receipt keeps ---- */

size_t reading_keep(struct making *m, const struct indicator *i, const struct scope *scope,
                    struct text label, const struct figure *figure, struct text shown)
{
    struct text canonical = scope_print(m->arena, scope);
    struct text key = text_printf(m->arena, "%.*s %.*s", TEXT_ARG(i->name), TEXT_ARG(canonical));
    size_t *place = map_find(&m->kept, key);
    if (place)
        return *place;
    place = ARENA_NEW(m->arena, size_t);
    map_put(m->arena, &m->kept, key, place);
    struct paper_figure kept = {
        .label = label,
        .indicator = i->name,
        .scope = canonical,
        .value = figure->is_known ? decimal_print(m->arena, decimal_trim(figure->value)) : TEXT(""),
        .shown = shown};
    LIST_ADD(m->arena, &m->paper->figures, kept);
    return *place = m->paper->figures.count;
}

/* Gives its place among the paper's figures, from 1; 0 where none is kept. */
static size_t figure_keep(struct making *m, const struct form_figure *asked, enum form_time time,
                          const struct extent *e, struct text label, const struct figure *figure,
                          struct text shown)
{
    struct scope scope;
    if (figure->is_withheld || !scope_of_time(&scope, m, asked, time, e))
        return 0;
    if (e && e->label.n)
        label = text_printf(m->arena, "%.*s · %.*s", TEXT_ARG(label), TEXT_ARG(e->label));
    return reading_keep(m, asked->indicator, &scope, label, figure, shown);
}

/* ---- in the unit and places of the print ---- */

static bool value_shorten(struct decimal *d, struct fault *f)
{
    struct ratio r = {d->mantissa, 1};
    *d = decimal_trim(*d);
    if (d->places <= PLACES_MAX)
        return true;
    r.part = d->mantissa;
    for (int i = PLACES_MAX; i < d->places; i++)
        r.over *= 10;
    TRY(ratio_round(d, r, 0, f));
    d->places = PLACES_MAX;
    return true;
}

static bool decimal_round(struct decimal *out, struct decimal d, int places, struct fault *f)
{
    struct ratio r = {d.mantissa, 1};
    if (d.places <= places)
        return decimal_rescale(out, d, places, f);
    for (int i = 0; i < d.places; i++)
        r.over *= 10;
    return ratio_round(out, r, places, f);
}

static bool to_print_unit(struct decimal *d, const struct form_figure *asked, struct fault *f)
{
    const struct unit *own = asked->indicator->unit, *print = asked->unit;
    struct decimal times = {0, 0}, over = {0, 0};
    if (!own || own == print)
        return true;
    TRY(value_shorten(d, f));
    TRY(decimal_multiply(&times, *d, (struct decimal){own->times, 0}, f));
    TRY(decimal_multiply(&times, times, (struct decimal){print->over, 0}, f));
    TRY(decimal_multiply(&over, (struct decimal){own->over, 0}, (struct decimal){print->times, 0},
                         f));
    TRY(decimal_rescale(&over, over, times.places, f));
    return ratio_round(d, (struct ratio){times.mantissa, over.mantissa}, 6, f);
}

static int places_of(const struct form_figure *asked)
{
    if (asked->places >= 0)
        return asked->places;
    if (asked->unit != asked->indicator->unit)
        return PLACES_OF_OTHER_UNIT;
    return asked->indicator->places;
}

static bool reading_of(struct reading *out, const struct form_figure *asked,
                       const struct figure *figure, struct fault *f)
{
    *out = (struct reading){.is_known = figure->is_known && !figure->is_withheld,
                            .is_withheld = figure->is_withheld,
                            .places = places_of(asked)};
    if (!out->is_known)
        return true;
    out->is_about = decimal_compare(figure->lo, figure->hi) != 0;
    out->value = figure->value;
    TRY(to_print_unit(&out->value, asked, f));
    if (out->places >= 0)
        return decimal_round(&out->value, out->value, out->places, f);
    out->value = decimal_trim(out->value);
    return true;
}

static bool growth_of(struct reading *out, const struct figure *now, const struct figure *before,
                      int places, struct fault *f)
{
    struct decimal change, x = now->value, y = before->value;
    int most = x.places > y.places ? x.places : y.places;
    out->is_known = decimal_trim(y).mantissa != 0;
    if (!out->is_known)
        return true;
    TRY(decimal_rescale(&x, x, most, f));
    TRY(decimal_rescale(&y, y, most, f));
    TRY(decimal_add(&change, x, (struct decimal){-y.mantissa, y.places}, f));
    TRY(decimal_multiply(&change, change, (struct decimal){100, 0}, f));
    TRY(decimal_rescale(&change, change, most,
                        f)); /* of the same places as what it is divided by */
    out->places = places >= 0 ? places : PLACES_OF_GROWTH;
    return ratio_round(&out->value, (struct ratio){change.mantissa, y.mantissa}, out->places, f);
}

/* The year beside the year before; both are kept. */
static bool change_count(struct reading *out, struct making *m, const struct form_figure *asked,
                         struct text label, const struct extent *e, struct text by)
{
    struct figure now, before;
    struct reading x, y;
    TRY(figure_in(&now, m, asked, TIME_YEAR, e, by));
    TRY(figure_in(&before, m, asked, TIME_LAST_YEAR, e, by));
    TRY(reading_of(&x, asked, &now, m->fault));
    TRY(reading_of(&y, asked, &before, m->fault));
    size_t year = figure_keep(m, asked, TIME_YEAR, e, label, &now, reading_print(m, &x, true));
    figure_keep(m, asked, TIME_LAST_YEAR, e,
                text_printf(m->arena, tr("%.*s, a year before"), TEXT_ARG(label)), &before,
                reading_print(m, &y, true));
    *out = (struct reading){.is_known = x.is_known && y.is_known,
                            .is_withheld = x.is_withheld || y.is_withheld,
                            .is_about = x.is_about || y.is_about,
                            .places = x.places,
                            .figure = x.is_known && y.is_known ? year : 0};
    if (!out->is_known)
        return true;
    if (asked->time == TIME_GROWTH)
        return growth_of(out, &now, &before, asked->places, m->fault);
    return decimal_add(&out->value, x.value, (struct decimal){-y.value.mantissa, y.value.places},
                       m->fault);
}

static bool reading_in(struct reading *out, struct making *m, const struct form_figure *asked,
                       struct text label, const struct extent *e, struct text by)
{
    struct figure figure;
    if (asked->time >= TIME_CHANGE)
        return change_count(out, m, asked, label, e, by);
    TRY(figure_in(&figure, m, asked, asked->time, e, by));
    TRY(reading_of(out, asked, &figure, m->fault));
    size_t place =
        figure_keep(m, asked, asked->time, e, label, &figure, reading_print(m, out, true));
    out->figure = out->is_known ? place : 0;
    return true;
}

bool readings_count(struct reading *out, struct making *m, const struct form_figure *figure,
                    struct text label, const extent_list *extents, struct text by)
{
    for (size_t i = 0; i < extents->count; i++)
        TRY(reading_in(&out[i], m, figure, label, &extents->items[i], by));
    return true;
}

bool reading_count(struct reading *out, struct making *m, const struct form_figure *figure,
                   struct text label)
{
    return reading_in(out, m, figure, label, NULL, TEXT(""));
}

struct text reading_print(struct making *m, const struct reading *r, bool is_signed)
{
    struct decimal value = r->value;
    if (r->is_withheld)
        return text_from(tr("withheld"));
    if (!r->is_known)
        return TEXT("—");
    if (!is_signed && value.mantissa < 0)
        value.mantissa = -value.mantissa;
    struct text number = number_grouped(m->arena, decimal_print(m->arena, value));
    return r->is_about ? text_printf(m->arena, "%s%.*s", tr("about "), TEXT_ARG(number)) : number;
}
