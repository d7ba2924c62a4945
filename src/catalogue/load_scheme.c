/*
 * Schemes of the yearly assessment: areas, their rows, what a row is held against, what it weighs
 * and what is to prove it.
 */
#include "catalogue/load_form.h"

#define AREAS_MAX 40
#define ROWS_MAX 200 /* of an area */
#define GRADES_MAX 12

struct scheme_reader {
    struct loader *l;
    struct scheme *s;
    struct label aspect;                 /* of the areas that follow */
    struct position score_at, target_at; /* of `score`; of the first row against a target */
    bool has_target;
};

static const char *const proof_words[PROOF_KINDS + 1] = {"voucher", "both", "sampled", "file",
                                                         NULL};

const char *proof_name(enum proof_kind k)
{
    int i = 0;
    while (i < PROOF_KINDS - 1 && (1u << i) != (unsigned)k)
        i++;
    return proof_words[i];
}

static bool fault_scheme(struct scheme_reader *r, struct position at, bool set)
{
    return fault_at(r->l->f, at, set);
}

static struct scheme_area *area_last(struct scheme_reader *r)
{
    return r->s->areas.count ? &r->s->areas.items[r->s->areas.count - 1] : NULL;
}

static struct scheme_row *row_last(struct scheme_reader *r)
{
    struct scheme_area *area = area_last(r);
    return area && area->rows.count ? &area->rows.items[area->rows.count - 1] : NULL;
}

/* ---- numbers ---- */

/* At most six places, above zero; a percent sign may stand behind it. */
static bool number_get(struct decimal *out, struct scheme_reader *r, struct cursor *c)
{
    struct position at = cursor_position(c);
    struct text written;
    TRY(cursor_get(&written, c, TOKEN_NUMBER, r->l->f));
    cursor_take(c, "%");
    if (!decimal_parse(out, written, r->l->f) || out->places > 6 || out->mantissa <= 0 ||
        out->mantissa > INT64_C(1000000000000))
        return fault_scheme(r, at,
                            fault_set(r->l->f, FAULT_INPUT,
                                      "a number above zero with at most %d places is wanted", 6));
    return true;
}

/* weight NUMBER, or weight none: the scheme has none, and that is said. */
static bool weight_get(bool *has, struct decimal *out, struct scheme_reader *r, struct cursor *c)
{
    *has = false;
    if (cursor_take(c, "none"))
        return true;
    *has = true;
    return number_get(out, r, c);
}

/* ---- what proves a record ---- */

bool asks_reach(const struct scheme_asks *asks, const struct record_type *t)
{
    unsigned fields = asks->kinds & (PROOF_VOUCHER | PROOF_BOTH);
    return asks->kinds && (!fields || ((fields & PROOF_VOUCHER) && t->voucher) ||
                           ((fields & PROOF_BOTH) && t->confirmed));
}

static bool type_can(const struct record_type *t, unsigned kinds)
{
    return (kinds & (PROOF_SAMPLED | PROOF_FILE)) || ((kinds & PROOF_VOUCHER) && t->voucher) ||
           ((kinds & PROOF_BOTH) && t->confirmed);
}

/* Asked of one row, it must be something that its records can have. */
static bool asks_fits(struct scheme_reader *r, const struct scheme_row *row, unsigned kinds,
                      struct position at)
{
    const struct indicator *i = row->figure.indicator;
    for (size_t n = 0; n < i->over_count; n++)
        if (!type_can(i->over[n].type, kinds))
            return fault_scheme(r, at,
                                fault_set(r->l->f, FAULT_INPUT,
                                          "records of %.*s have nothing of what is asked",
                                          TEXT_ARG(i->over[n].type->name)));
    return true;
}

/* asks none | KIND ... [zh "..."]: of all rows of an area before its first, else of the last row.
 */
static bool asks_clause(struct scheme_reader *r, struct cursor *c)
{
    struct position at = cursor_position(c);
    struct scheme_area *area = area_last(r);
    struct scheme_row *row = row_last(r);
    struct scheme_asks asks = {.kinds = 0};
    bool took = cursor_take(c, "none");
    if (!area)
        return fault_scheme(
            r, at, fault_set(r->l->f, FAULT_INPUT, "before this clause stands \"%s\"", "area"));
    while (!took && c->at->kind == TOKEN_NAME && !cursor_is(c, "zh") && !cursor_is(c, "en")) {
        int i = 0;
        while (proof_words[i] && !cursor_take(c, proof_words[i]))
            i++;
        if (!proof_words[i])
            return fault_unknown_word(r->l, c, proof_words);
        asks.kinds |= 1u << i;
    }
    if (!took && !asks.kinds)
        return fault_unknown_word(r->l, c, proof_words);
    TRY(label_take(&asks.paper, c, &took, r->l->f));
    if (took && !asks.paper.zh.n)
        return cursor_expect(c, "zh", r->l->f);
    if (!row) {
        area->asks = asks;
        return true;
    }
    TRY(!asks.kinds || asks_fits(r, row, asks.kinds, at));
    row->asks = asks;
    return true;
}

/* ---- areas and rows ---- */

static bool area_clause(struct scheme_reader *r, struct cursor *c)
{
    struct scheme_area area = {.aspect = r->aspect, .at = cursor_position(c)};
    if (r->s->areas.count == AREAS_MAX)
        return fault_scheme(
            r, area.at,
            fault_set(r->l->f, FAULT_LIMIT, "a scheme has at most %d areas", AREAS_MAX));
    TRY(labels_get(&area.label, c, r->l->f));
    if (cursor_take(c, "weight"))
        TRY(weight_get(&area.has_weight, &area.weight, r, c));
    LIST_ADD(r->l->a, &r->s->areas, area);
    return true;
}

static bool is_held_already(const struct scheme_reader *r, const struct indicator *i)
{
    for (size_t n = 0; n < r->s->areas.count; n++)
        for (size_t k = 0; k < r->s->areas.items[n].rows.count; k++) {
            const struct scheme_row *row = &r->s->areas.items[n].rows.items[k];
            if (row->against == AGAINST_TARGET && row->figure.indicator == i)
                return true;
        }
    return false;
}

static bool target_take(struct scheme_reader *r, struct scheme_row *row, struct position at)
{
    const struct form_figure *f = &row->figure;
    row->against = AGAINST_TARGET;
    if (f->where.n)
        return fault_scheme(r, at,
                            fault_set(r->l->f, FAULT_INPUT,
                                      "targets are of whole indicators: a condition is an "
                                      "indicator of its own"));
    if (is_held_already(r, f->indicator))
        return fault_scheme(r, at,
                            fault_set(r->l->f, FAULT_INPUT,
                                      "the targets of %.*s stand in another row already",
                                      TEXT_ARG(f->indicator->name)));
    if (!r->has_target)
        r->target_at = at;
    r->has_target = true;
    return true;
}

/* against target | against NUMBER | against none */
static bool against_take(struct scheme_reader *r, struct scheme_row *row, struct cursor *c)
{
    static const char *const known[] = {"target", "none", NULL};
    struct position at = cursor_position(c);
    if (cursor_take(c, "target"))
        return target_take(r, row, at);
    if (cursor_take(c, "none"))
        return true;
    if (c->at->kind == TOKEN_NAME)
        return fault_unknown_word(r->l, c, known);
    row->against = AGAINST_NUMBER;
    return number_get(&row->number, r, c);
}

static bool row_label_take(struct scheme_reader *r, struct scheme_row *row, struct cursor *c)
{
    struct label own = {{0}, {0}};
    bool took;
    TRY(label_take(&own, c, &took, r->l->f));
    if (took && !own.zh.n)
        return cursor_expect(c, "zh", r->l->f);
    row->label = took ? own : row->figure.indicator->label;
    return true;
}

static bool row_clause(struct scheme_reader *r, struct cursor *c)
{
    struct scheme_area *area = area_last(r);
    struct scheme_row row = {.at = cursor_position(c)};
    if (!area)
        return fault_scheme(
            r, row.at, fault_set(r->l->f, FAULT_INPUT, "before this clause stands \"%s\"", "area"));
    if (area->rows.count == ROWS_MAX)
        return fault_scheme(
            r, row.at, fault_set(r->l->f, FAULT_LIMIT, "an area has at most %d rows", ROWS_MAX));
    TRY(form_figure_get(&row.figure, r->l, c));
    if (row.figure.time >= TIME_CHANGE)
        return fault_scheme(
            r, row.at,
            fault_set(r->l->f, FAULT_INPUT, "a row of a scheme is a figure, not its change"));
    TRY(row_label_take(r, &row, c));
    for (;;) {
        if (cursor_take(c, "against"))
            TRY(against_take(r, &row, c));
        else if (cursor_take(c, "weight"))
            TRY(weight_get(&row.has_weight, &row.weight, r, c));
        else
            break;
    }
    row.asks = area->asks;
    LIST_ADD(r->l->a, &area->rows, row);
    return true;
}

/* ---- where targets are kept ---- */

static const struct {
    const char *name;
    enum kind kind;
} target_fields[] = {{"indicator", KIND_TEXT},
                     {"amount", KIND_DECIMAL},
                     {"unit_name", KIND_TEXT},
                     {"starts_on", KIND_DAY},
                     {"due_on", KIND_DAY}};

static bool targets_clause(struct scheme_reader *r, struct cursor *c)
{
    struct position at = cursor_position(c);
    struct text name;
    TRY(cursor_get(&name, c, TOKEN_NAME, r->l->f));
    const struct indicator *i = catalogue_indicator_find(r->l->c, name);
    if (!i)
        return fault_unknown(r->l, at, "indicator", name);
    if (i->over_count != 1 || !i->over[0].type->place)
        return fault_scheme(r, at,
                            fault_set(r->l->f, FAULT_INPUT,
                                      "%.*s does not count records of one type with a place",
                                      TEXT_ARG(i->name)));
    const struct record_type *t = i->over[0].type;
    for (size_t n = 0; n < sizeof(target_fields) / sizeof(*target_fields); n++) {
        const struct field *field = type_field_find(t, text_from(target_fields[n].name));
        if (!field || field->type.kind != target_fields[n].kind || field->class != CLASS_OPEN)
            return fault_scheme(r, at,
                                fault_set(r->l->f, FAULT_INPUT,
                                          "%.*s holds no targets: it lacks a field \"%s\"",
                                          TEXT_ARG(t->name), target_fields[n].name));
    }
    r->s->targets = i;
    return true;
}

/* ---- points and grades ---- */

/* score completion [capped PERCENT]: points are weight times completion. */
static bool score_clause(struct scheme_reader *r, struct cursor *c)
{
    static const char *const known[] = {"completion", "none", NULL};
    r->score_at = cursor_position(c);
    if (cursor_take(c, "none"))
        return true;
    if (!cursor_take(c, "completion"))
        return fault_unknown_word(r->l, c, known);
    r->s->has_score = true;
    r->s->is_capped = cursor_take(c, "capped");
    return !r->s->is_capped || number_get(&r->s->cap, r, c);
}

static bool grade_clause(struct scheme_reader *r, struct cursor *c)
{
    struct position at = cursor_position(c);
    struct scheme_grade grade = {.has_points = false};
    if (r->s->grades.count == GRADES_MAX)
        return fault_scheme(
            r, at, fault_set(r->l->f, FAULT_LIMIT, "a scheme has at most %d grades", GRADES_MAX));
    TRY(labels_get(&grade.label, c, r->l->f));
    if (cursor_take(c, "at")) {
        grade.has_points = true;
        bool is_zero = c->at->kind == TOKEN_NUMBER && text_is(c->at->text, "0");
        TRY(is_zero ? cursor_whole(&grade.points.mantissa, c, r->l->f)
                    : number_get(&grade.points, r, c));
    }
    const struct scheme_grade *before =
        r->s->grades.count ? &r->s->grades.items[r->s->grades.count - 1] : NULL;
    if (before && (before->has_points != grade.has_points ||
                   (grade.has_points && decimal_compare(before->points, grade.points) <= 0)))
        return fault_scheme(r, at,
                            fault_set(r->l->f, FAULT_INPUT,
                                      "grades go from the best down, all with points or none"));
    LIST_ADD(r->l->a, &r->s->grades, grade);
    return true;
}

/* ---- one scheme ---- */

static bool aspect_take(struct scheme_reader *r, struct cursor *c)
{
    struct label aspect = {{0}, {0}};
    TRY(labels_get(&aspect, c, r->l->f));
    r->aspect = aspect;
    return true;
}

static bool years_take(struct scheme_reader *r, struct cursor *c)
{
    bool took;
    return from_to_take(&r->s->from, &r->s->to, c, &took, r->l->f);
}

static bool part_take(struct scheme_reader *r, struct cursor *c)
{
    static const char *const known[] = {"label",  "source", "from", "targets", "score", "grade",
                                        "aspect", "area",   "row",  "asks",    "note",  NULL};
    struct label note = {{0}, {0}};
    if (cursor_take(c, "targets"))
        return targets_clause(r, c);
    if (cursor_take(c, "score"))
        return score_clause(r, c);
    if (cursor_take(c, "grade"))
        return grade_clause(r, c);
    if (cursor_take(c, "area"))
        return area_clause(r, c);
    if (cursor_take(c, "row"))
        return row_clause(r, c);
    if (cursor_take(c, "asks"))
        return asks_clause(r, c);
    if (!cursor_take(c, "note"))
        return fault_unknown_word(r->l, c, known);
    TRY(labels_get(&note, c, r->l->f));
    LIST_ADD(r->l->a, &r->s->notes, note);
    return true;
}

static bool clause_take(struct scheme_reader *r, struct cursor *c)
{
    if (cursor_take(c, "label"))
        TRY(labels_get(&r->s->label, c, r->l->f));
    else if (cursor_take(c, "source"))
        TRY(cursor_get(&r->s->source, c, TOKEN_LABEL, r->l->f));
    else if (cursor_is(c, "from"))
        TRY(years_take(r, c));
    else if (cursor_take(c, "aspect"))
        TRY(aspect_take(r, c));
    else
        TRY(part_take(r, c));
    return cursor_end(c, r->l->f);
}

static bool scheme_needs(struct scheme_reader *r, struct position at, const char *what)
{
    return fault_scheme(r, at, fault_set(r->l->f, FAULT_INPUT, "this block needs \"%s\"", what));
}

/* The weights of an area's rows, where they have any, are the area's own. */
static bool weights_agree(struct scheme_reader *r, const struct scheme_area *area)
{
    struct decimal sum = {0, 0};
    bool any = false;
    for (size_t i = 0; i < area->rows.count; i++) {
        const struct scheme_row *row = &area->rows.items[i];
        any = any || row->has_weight;
        TRY(!row->has_weight || decimal_add(&sum, sum, row->weight, r->l->f));
        if (row->has_weight && r->s->has_score && row->against == AGAINST_NOTHING)
            return fault_scheme(
                r, row->at,
                fault_set(r->l->f, FAULT_INPUT, "a row that is scored stands against something"));
    }
    if (!any || !area->has_weight || decimal_compare(sum, area->weight) == 0)
        return true;
    struct text has = decimal_print(r->l->a, decimal_trim(sum));
    struct text wanted = decimal_print(r->l->a, decimal_trim(area->weight));
    return fault_scheme(r, area->at,
                        fault_set(r->l->f, FAULT_INPUT,
                                  "the rows of this area weigh %.*s together, not %.*s",
                                  TEXT_ARG(has), TEXT_ARG(wanted)));
}

static bool areas_are_whole(struct scheme_reader *r)
{
    bool any = false;
    for (size_t i = 0; i < r->s->areas.count; i++) {
        const struct scheme_area *area = &r->s->areas.items[i];
        if (area->rows.count == 0)
            return scheme_needs(r, area->at, "row");
        TRY(weights_agree(r, area));
        for (size_t n = 0; n < area->rows.count; n++)
            any = any || area->rows.items[n].has_weight;
    }
    if (r->s->has_score && !any)
        return fault_scheme(
            r, r->score_at,
            fault_set(r->l->f, FAULT_INPUT, "without the weight of a row nothing can be scored"));
    return true;
}

static bool scheme_is_whole(struct scheme_reader *r)
{
    const struct scheme *s = r->s;
    const char *wanted = !s->label.zh.n ? "label" : !s->source.n ? "source" : NULL;
    if (!wanted && s->from.since_1970 == DAY_FIRST.since_1970)
        wanted = "from";
    if (!wanted && s->areas.count == 0)
        wanted = "area";
    if (wanted)
        return scheme_needs(r, s->at, wanted);
    if (r->has_target && !s->targets)
        return scheme_needs(r, r->target_at, "targets");
    if (s->grades.count && s->grades.items[0].has_points && !s->has_score)
        return scheme_needs(r, s->at, "score");
    return areas_are_whole(r);
}

static bool scheme_read(struct loader *l, const struct declared *d)
{
    struct scheme_reader r = {.l = l, .s = d->thing};
    struct cursor c = block_cursor(d->block);
    *r.s = (struct scheme){.name = d->block->head->text, .from = DAY_FIRST, .to = DAY_LAST};
    r.s->at = (struct position){d->block->file, d->block->word->line, d->block->word->column};
    if (catalogue_form_find(l->c, r.s->name)) /* a receipt names either by its name */
        return fault_at(l->f, cursor_position(&c),
                        fault_set(l->f, FAULT_INPUT, "the %s \"%.*s\" is there already", "form",
                                  TEXT_ARG(r.s->name)));
    c.at++;
    TRY(cursor_end(&c, l->f));
    for (size_t i = 0; i < d->block->clauses.count; i++) {
        c = clause_cursor(d->block, i);
        TRY(clause_take(&r, &c));
    }
    TRY(scheme_is_whole(&r));
    LIST_ADD(l->a, &l->c->schemes, r.s);
    return true;
}

bool schemes_load(struct loader *l)
{
    for (size_t i = 0; i < l->schemes.count; i++)
        TRY(scheme_read(l, l->schemes.items[i]));
    return true;
}
