/*
 * Targets: which of them a row stands against, what was done of each, and of their parts together.
 */
#include "report/assess_inside.h"

#include "base/language.h"

/* ---- which targets lie in the scope ---- */

static bool region_holds(struct making *m, int64_t outer, int64_t inner)
{
    size_t n;
    struct region_range *ranges = region_ranges(m->arena, m->ledger->catalogue->regions, outer, &n);
    for (size_t i = 0; i < n; i++)
        if (inner >= ranges[i].first && inner < ranges[i].after)
            return true;
    return false;
}

static bool any_holds(struct making *m, const int64_t *regions, size_t count, int64_t inner)
{
    for (size_t i = 0; i < count; i++)
        if (region_holds(m, regions[i], inner))
            return true;
    return false;
}

static bool is_asked(struct making *m, const struct target *t)
{
    const struct scope *s = &m->query->scope;
    const struct viewer *v = m->viewer;
    int64_t west = m->ledger->catalogue->programme.west;
    bool in_place = s->regions.count ? any_holds(m, s->regions.items, s->regions.count, t->place)
                                     : !west || region_holds(m, west, t->place);
    bool is_open = !v->regions.count || any_holds(m, v->regions.items, v->regions.count, t->place);
    bool of_party = !s->parties.count ||
                    (t->party && any_holds(m, s->parties.items, s->parties.count, t->party));
    return t->place && in_place && of_party && is_open;
}

/* It is for just the place that is asked for. */
static bool is_whole_place(struct making *m, const struct target *t)
{
    const struct scope *s = &m->query->scope;
    int64_t place = s->regions.count == 1 ? s->regions.items[0]
                    : s->regions.count    ? 0
                                          : m->ledger->catalogue->programme.west;
    return place && t->place == place;
}

static bool is_whole(struct making *m, const struct target *t)
{
    const struct scope *s = &m->query->scope;
    bool of_party = s->parties.count == 0   ? t->party == 0
                    : s->parties.count == 1 ? t->party == s->parties.items[0]
                                            : false;
    return of_party && is_whole_place(m, t);
}

static struct text whose(struct making *m, const struct target *t)
{
    const struct regions *regions = m->ledger->catalogue->regions;
    struct text place = is_whole_place(m, t) ? TEXT("") : region_name(m->arena, regions, t->place);
    struct text party = t->party ? region_name(m->arena, regions, t->party) : TEXT("");
    if (!place.n || !party.n)
        return place.n ? place : party;
    return text_printf(m->arena, "%.*s · %.*s", TEXT_ARG(place), TEXT_ARG(party));
}

/* ---- what was done ---- */

/* Both as whole numbers of the same places. */
static bool as_ratio(struct ratio *out, struct decimal x, struct decimal y, struct fault *f)
{
    int places = x.places > y.places ? x.places : y.places;
    TRY(decimal_rescale(&x, x, places, f));
    TRY(decimal_rescale(&y, y, places, f));
    *out = (struct ratio){x.mantissa, y.mantissa};
    return multiply_int64(&out->part, out->part, 100, f);
}

/* What falls short never prints as 100.00. */
static bool completion_set(struct assess_held *h, struct fault *f)
{
    struct ratio r;
    bool is_short = decimal_compare(h->done, h->wanted) < 0;
    TRY(as_ratio(&r, h->done, h->wanted, f));
    TRY(ratio_round(&h->completion, r, 2, f));
    if (!is_short)
        return true;
    if (decimal_compare(h->completion, (struct decimal){100, 0}) >= 0)
        TRY(ratio_truncate(&h->completion, r, 2, f));
    return decimal_add(&h->missing, h->wanted, (struct decimal){-h->done.mantissa, h->done.places},
                       f);
}

static bool uncounted(struct assess_held *out, struct text why)
{
    out->state = ASSESS_UNCOUNTED;
    out->why = why;
    return true;
}

static struct text done_print(struct making *m, const struct assess_held *h)
{
    struct text number = decimal_print(m->arena, decimal_trim(h->done));
    return text_printf(m->arena, "%.*s %.*s", TEXT_ARG(number_grouped(m->arena, number)),
                       TEXT_ARG(label_now(h->unit->label)));
}

bool held_count(struct assess_held *out, struct making *m, const struct indicator *i,
                const struct scope *scope, const struct unit *unit, struct decimal wanted,
                struct day due, struct text label)
{
    struct figure_query q = {
        .indicator = i, .scope = *scope, .known = m->query->known, .is_named = true};
    struct figures figures = {0};
    struct fault fault = {0};
    *out = (struct assess_held){.unit = unit, .wanted = decimal_trim(wanted), .scope = *scope};
    if (scope->from.since_1970 > scope->to.since_1970)
        return uncounted(out, text_from(tr("it has not begun")));
    if (!count_figure(&figures, m->arena, m->ledger, m->viewer, &q, &fault)) {
        if (fault.kind != FAULT_INPUT && fault.kind != FAULT_ABSENT && fault.kind != FAULT_DENIED) {
            *m->fault = fault;
            return false;
        }
        return uncounted(out, text_copy(m->arena, text_from(fault.message)));
    }
    const struct figure *figure = figures.count ? &figures.items[0] : NULL;
    if (!figure || !figure->is_known || figure->is_withheld)
        return uncounted(out, text_from(tr("nothing to count it from")));
    TRY(count_in_unit(&out->done, decimal_trim(figure->value), i->unit, unit, m->fault));
    out->done = decimal_trim(out->done);
    TRY(completion_set(out, m->fault));
    bool is_met = decimal_compare(out->done, out->wanted) >= 0;
    bool is_due = due.since_1970 <= m->query->scope.to.since_1970;
    out->state = is_met ? ASSESS_MET : is_due ? ASSESS_BEHIND : ASSESS_OPEN;
    out->figure = reading_keep(m, i, scope, label, figure, done_print(m, out));
    return true;
}

static struct text target_label(struct making *m, const struct assess_target *t)
{
    struct text label = label_now(t->indicator->label);
    return text_printf(m->arena, "%.*s · %.*s%s%.*s", TEXT_ARG(label), TEXT_ARG(t->whose),
                       t->whose.n ? " " : "", TEXT_ARG(t->code));
}

static bool target_count(struct assess_target *t, struct making *m)
{
    const struct catalogue *c = m->ledger->catalogue;
    struct scope scope = {.from = t->set.period.from,
                          .to = day_earlier(t->set.period.to, m->query->scope.to)};
    t->held = (struct assess_held){.wanted = decimal_trim(t->set.amount)};
    t->indicator = catalogue_indicator_find(c, t->set.indicator);
    if (!t->indicator)
        return uncounted(&t->held, text_from(tr("the catalogue has no such indicator")));
    const struct unit *unit =
        t->indicator->unit ? count_unit_named(c, t->indicator->unit, t->set.unit_name) : NULL;
    if (!unit)
        return uncounted(&t->held, text_from(tr("its unit is not one of the indicator's")));
    if (t->set.amount.mantissa <= 0)
        return uncounted(&t->held, text_from(tr("its value is not above zero")));
    LIST_ADD(m->arena, &scope.regions, t->set.place);
    if (t->set.party)
        LIST_ADD(m->arena, &scope.parties, t->set.party);
    return held_count(&t->held, m, t->indicator, &scope, unit, t->set.amount, t->set.period.to,
                      target_label(m, t));
}

static void state_tally(struct assessment *s, enum assess_state state)
{
    s->met += state == ASSESS_MET;
    s->behind += state == ASSESS_BEHIND;
    s->open += state == ASSESS_OPEN;
    s->uncounted += state == ASSESS_UNCOUNTED;
}

bool targets_read(struct assessment *s, struct making *m)
{
    const struct indicator *targets = s->query.scheme->targets;
    struct target *set;
    size_t count;
    int year, month, day;
    if (!targets)
        return true;
    day_split(m->query->scope.to, &year, &month, &day);
    struct period due = {month_first((struct month){year * 12}),
                         month_last((struct month){year * 12 + 11})};
    const struct record_type *type = targets->over[0].type;
    TRY(count_targets(&set, &count, m->arena, m->ledger, m->viewer, type, due, m->paper->known,
                      m->fault));
    for (size_t i = 0; i < count; i++) {
        if (!is_asked(m, &set[i]))
            continue;
        struct assess_target t = {.set = set[i], .type = type, .whose = whose(m, &set[i])};
        const struct evidence_sheet *sheet = sheet_find(s, set[i].sheet);
        t.code = record_print(m->arena, m->ledger, type, set[i].record);
        t.file = sheet ? sheet->file : TEXT("");
        t.sheet = sheet ? sheet->name : TEXT("");
        TRY(target_count(&t, m));
        state_tally(s, t.held.state);
        LIST_ADD(m->arena, &s->targets, t);
    }
    return true;
}

/* ---- the parts together ---- */

typedef LIST(struct assess_target *) target_list;

static bool list_has(const int64_t *items, size_t count, int64_t one)
{
    for (size_t i = 0; i < count; i++)
        if (items[i] == one)
            return true;
    return false;
}

/* Shares, means and extremes of parts are none of the whole. */
static bool adds_up(const struct node *n, int depth)
{
    if (n->kind == NODE_AGGREGATE)
        return n->aggregate != AGGREGATE_MIN && n->aggregate != AGGREGATE_MAX;
    if (n->kind == NODE_INDICATOR)
        return depth < 8 && adds_up(n->indicator->value, depth + 1);
    if (n->kind != NODE_OPERATOR || n->op == OP_DIVIDE)
        return false;
    for (size_t i = 0; i < n->arg_count; i++)
        if (!adds_up(n->args[i], depth))
            return false;
    return true;
}

static bool overlaps(struct making *m, const struct scope *s, int64_t place)
{
    for (size_t i = 0; i < s->regions.count; i++)
        if (region_holds(m, s->regions.items[i], place) ||
            region_holds(m, place, s->regions.items[i]))
            return true;
    return false;
}

/* The parts cover places and parties of one scope, each once, in the same days and unit. */
static bool scope_of_parts(struct scope *out, struct making *m, const target_list *parts)
{
    const struct assess_target *first = parts->items[0];
    *out = first->held.scope;
    out->regions.count = out->regions.cap = out->parties.count = out->parties.cap = 0;
    for (size_t i = 0; i < parts->count; i++) {
        const struct assess_target *t = parts->items[i];
        if (t->held.unit != first->held.unit || !t->held.unit ||
            t->set.period.from.since_1970 != first->set.period.from.since_1970 ||
            t->set.period.to.since_1970 != first->set.period.to.since_1970 ||
            (t->set.party == 0) != (first->set.party == 0))
            return false;
        for (size_t n = 0; n < i; n++)
            if (parts->items[n]->set.place == t->set.place &&
                parts->items[n]->set.party == t->set.party)
                return false;
        if (!list_has(out->regions.items, out->regions.count, t->set.place)) {
            if (overlaps(m, out, t->set.place))
                return false; /* a part of a part */
            LIST_ADD(m->arena, &out->regions, t->set.place);
        }
        if (t->set.party && !list_has(out->parties.items, out->parties.count, t->set.party))
            LIST_ADD(m->arena, &out->parties, t->set.party);
    }
    size_t parties = out->parties.count ? out->parties.count : 1;
    return parts->count == out->regions.count * parties;
}

/* By party where the whole place is shared out so, else by the places within. */
static void parts_choose(target_list *out, struct making *m, const struct assess_row *row)
{
    target_list of_places = {0}, of_both = {0};
    for (size_t i = 0; i < row->targets.count; i++) {
        struct assess_target *t = row->targets.items[i];
        if (is_whole_place(m, &t->set))
            LIST_ADD(m->arena, out, t);
        else if (t->set.party == 0)
            LIST_ADD(m->arena, &of_places, t);
        else
            LIST_ADD(m->arena, &of_both, t);
    }
    if (out->count == 0)
        *out = of_places.count ? of_places : of_both;
}

static bool parts_hold(struct assess_row *row, struct making *m)
{
    target_list parts = {0};
    struct scope scope;
    struct decimal wanted = {0, 0};
    const struct indicator *i = row->row->figure.indicator;
    parts_choose(&parts, m, row);
    if (parts.count < 2 || !adds_up(i->value, 0) || !scope_of_parts(&scope, m, &parts))
        return true;
    for (size_t n = 0; n < parts.count; n++)
        TRY(decimal_add(&wanted, wanted, parts.items[n]->held.wanted, m->fault));
    row->is_sum = true;
    return held_count(&row->held, m, i, &scope, parts.items[0]->held.unit, wanted,
                      parts.items[0]->set.period.to,
                      text_printf(m->arena, tr("%.*s · parts together"), TEXT_ARG(row->label)));
}

bool targets_hold(struct assess_row *row, struct assessment *s, struct making *m)
{
    const struct assess_target *whole = NULL;
    size_t wholes = 0;
    for (size_t i = 0; i < s->targets.count; i++) {
        struct assess_target *t = &s->targets.items[i];
        if (t->indicator != row->row->figure.indicator)
            continue;
        t->is_listed = true;
        LIST_ADD(m->arena, &row->targets, t);
        wholes += is_whole(m, &t->set);
        whole = is_whole(m, &t->set) ? t : whole;
    }
    if (wholes == 1)
        row->held = whole->held;
    return wholes > 0 || row->targets.count == 0 || parts_hold(row, m);
}

/* ---- for the receipt ---- */

/* A code that can stand in a condition as it is. */
static bool is_plain(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if ((unsigned char)t.p[i] < ' ' || t.p[i] == '\'' || t.p[i] == '"')
            return false;
    return t.n > 0;
}

static const struct figure *figure_of_code(const struct figures *figures, struct text code)
{
    for (size_t i = 0; i < figures->count; i++)
        if (text_equal(figures->items[i].keys.items[0], code))
            return &figures->items[i];
    return NULL;
}

bool targets_keep(struct assessment *s, struct making *m)
{
    const struct indicator *share = s->query.scheme->targets;
    struct fault ignored = {0};
    struct figures figures;
    if (!share || s->targets.count == 0 || share->over[0].type->key_count != 1)
        return true;
    struct text key = share->over[0].type->key[0]->name;
    struct figure_query q = {.indicator = share, .known = m->query->known};
    TRY(scope_of_time(&q.scope, m, &(struct form_figure){.indicator = share}, TIME_YEAR, NULL));
    LIST_ADD(m->arena, &q.by, key);
    if (!count_figure(&figures, m->arena, m->ledger, m->viewer, &q, &ignored))
        return true; /* it is not broken down target by target */
    for (size_t i = 0; i < s->targets.count; i++) {
        const struct assess_target *t = &s->targets.items[i];
        const struct figure *figure = figure_of_code(&figures, t->code);
        struct scope scope = q.scope;
        if (!figure || !is_plain(t->code))
            continue;
        scope.where = text_printf(m->arena, "%.*s = '%.*s'", TEXT_ARG(key), TEXT_ARG(t->code));
        struct text label = text_printf(m->arena, "%.*s · %.*s", TEXT_ARG(label_now(share->label)),
                                        TEXT_ARG(t->code));
        reading_keep(m, share, &scope, label, figure,
                     figure->is_known ? decimal_print(m->arena, decimal_trim(figure->value))
                                      : TEXT("—"));
    }
    return true;
}
