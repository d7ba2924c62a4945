/*
 * An assessment as tables: area by area, what is behind, which records lack proof, and which
 * targets no row of the scheme looks at.
 */
#include "base/language.h"
#include "report/assess_inside.h"

#define MISSING_MAX 10 /* of an indicator, named in the paper; the evidence names all */

struct paper_table *assess_table(struct paper *p, struct arena *a,
                                 const struct assess_column *columns, size_t count)
{
    struct paper_table *t = ARENA_NEW(a, struct paper_table);
    paper_add(p, a, PAPER_TABLE, TEXT(""))->table = t;
    for (size_t i = 0; i < count; i++) {
        int width = columns[i].width;
        struct paper_column column = {width < 0 ? -width : width, width < 0, false};
        struct paper_heading heading = {text_from(tr(columns[i].title)), (int)i, 1, 0, 1};
        LIST_ADD(a, &t->columns, column);
        LIST_ADD(a, &t->headings, heading);
    }
    t->heading_rows = 1;
    t->kept_columns = 1;
    return t;
}

void cell_add_text(struct arena *a, struct paper_row *row, struct text t)
{
    LIST_ADD(a, &row->cells, (struct paper_cell){.text = t});
}

void cell_add_number(struct arena *a, struct paper_row *row, struct decimal d)
{
    struct paper_cell cell = {
        .text = number_grouped(a, decimal_print(a, d)), .is_number = true, .number = d};
    LIST_ADD(a, &row->cells, cell);
}

void cell_add_count(struct arena *a, struct paper_row *row, int64_t n)
{
    cell_add_number(a, row, (struct decimal){n, 0});
}

static void row_add(struct arena *a, struct paper_table *t, struct paper_row row)
{
    LIST_ADD(a, &t->rows, row);
}

/* ---- the main table ---- */

static const struct assess_column main_columns[] = {
    {"indicator", 20},       {"unit of measure", 5}, {"target", -9},        {"done", -9},
    {"completion (%)", -7},  {"missing", -8},        {"standing", 6},       {"records", -6},
    {"with a voucher", -6},  {"both sides", -6},     {"sample agrees", -6}, {"sample differs", -6},
    {"one side's word", -6}, {"proof missing", -6},  {"weight", -5},        {"points", -5},
};
#define MAIN_COLUMNS (sizeof(main_columns) / sizeof(*main_columns))
#define SCORE_COLUMNS 2 /* the last ones: only where the scheme has weights */

static bool has_weights(const struct scheme *s)
{
    bool any = false;
    for (size_t i = 0; i < s->areas.count; i++) {
        any = any || s->areas.items[i].has_weight;
        for (size_t n = 0; n < s->areas.items[i].rows.count; n++)
            any = any || s->areas.items[i].rows.items[n].has_weight;
    }
    return any;
}

static struct text unit_label(const struct unit *u)
{
    return u ? label_now(u->label) : TEXT("");
}

static void dash(struct arena *a, struct paper_row *row, int count)
{
    for (int i = 0; i < count; i++)
        cell_add_text(a, row, TEXT("—"));
}

/* target, done, completion, missing, standing */
static void held_cells(struct arena *a, struct paper_row *row, const struct assess_held *h)
{
    bool is_counted = h->state != ASSESS_UNCOUNTED;
    cell_add_number(a, row, h->wanted);
    if (is_counted) {
        cell_add_number(a, row, h->done);
        row->cells.items[row->cells.count - 1].figure = h->figure;
        cell_add_number(a, row, h->completion);
        cell_add_number(a, row, h->missing);
    } else {
        dash(a, row, 3);
    }
    cell_add_text(a, row, text_from(assess_state_label(h->state)));
}

static void figure_cells(struct arena *a, struct paper_row *row, const struct assess_row *r)
{
    dash(a, row, 1);
    struct paper_cell cell = {
        .text = r->shown, .is_number = r->is_known, .number = r->value, .figure = r->figure};
    LIST_ADD(a, &row->cells, cell);
    dash(a, row, 3);
}

void proof_cells(struct arena *a, struct paper_row *row, const struct assess_row *r)
{
    const struct assess_proofs *n = &r->proofs;
    cell_add_count(a, row, n->records);
    cell_add_count(a, row, n->vouchers);
    cell_add_count(a, row, n->both);
    cell_add_count(a, row, n->sampled_agree);
    cell_add_count(a, row, n->sampled_differ);
    cell_add_count(a, row, n->one_side);
    if (r->row->asks.kinds == 0 || (n->records && n->unasked == n->records))
        dash(a, row, 1);
    else
        cell_add_count(a, row, n->missing);
}

static void score_cells(struct arena *a, struct paper_row *row, const struct assess_row *r)
{
    if (r->row->has_weight)
        cell_add_number(a, row, decimal_trim(r->row->weight));
    else
        dash(a, row, 1);
    if (r->has_points)
        cell_add_number(a, row, r->points);
    else
        dash(a, row, 1);
}

/* The row itself says its target where that is one for just this scope, in its own unit. */
static bool is_in_row(const struct assess_row *r)
{
    return r->held.state != ASSESS_NOTHING && !r->is_sum && r->held.unit == r->row->figure.unit;
}

static void line_held(struct arena *a, struct paper_table *t, struct text label, struct text unit,
                      const struct assess_held *h)
{
    struct paper_row row = {.is_head = false};
    cell_add_text(a, &row, label);
    cell_add_text(a, &row, unit);
    held_cells(a, &row, h);
    for (size_t i = row.cells.count; i < t->columns.count; i++)
        cell_add_text(a, &row, TEXT(""));
    row_add(a, t, row);
}

static void target_line(struct arena *a, struct paper_table *t, const struct assess_row *r,
                        const struct assess_target *g)
{
    struct text whose = g->whose.n ? g->whose : text_from(tr("the whole"));
    if (is_in_row(r) && !g->whose.n)
        return;
    struct text unit = g->held.unit ? unit_label(g->held.unit) : g->set.unit_name;
    line_held(a, t, text_printf(a, tr("  of it: %.*s (%.*s)"), TEXT_ARG(whose), TEXT_ARG(g->code)),
              unit, &g->held);
}

static void row_lines(struct arena *a, struct paper_table *t, const struct assess_row *r)
{
    struct paper_row row = {.is_head = false};
    cell_add_text(a, &row, r->label);
    cell_add_text(a, &row, unit_label(r->row->figure.unit));
    if (is_in_row(r))
        held_cells(a, &row, &r->held);
    else
        figure_cells(a, &row, r);
    proof_cells(a, &row, r);
    if (t->columns.count == MAIN_COLUMNS)
        score_cells(a, &row, r);
    row_add(a, t, row);
    if (r->is_sum)
        line_held(a, t, text_from(tr("  targets together")), unit_label(r->held.unit), &r->held);
    for (size_t i = 0; i < r->targets.count; i++)
        target_line(a, t, r, r->targets.items[i]);
}

static struct text area_title(struct arena *a, const struct scheme_area *area)
{
    struct text label = label_now(area->label), aspect = label_now(area->aspect);
    if (aspect.n)
        label = text_printf(a, "%.*s · %.*s", TEXT_ARG(aspect), TEXT_ARG(label));
    if (!area->has_weight)
        return label;
    struct text weight = decimal_print(a, decimal_trim(area->weight));
    return text_printf(a, tr("%.*s (weight %.*s)"), TEXT_ARG(label), TEXT_ARG(weight));
}

static void main_table(struct making *m, const struct assessment *s)
{
    struct arena *a = m->arena;
    size_t columns = has_weights(s->query.scheme) ? MAIN_COLUMNS : MAIN_COLUMNS - SCORE_COLUMNS;
    paper_add(m->paper, a, PAPER_HEADING, text_from(tr("Area by area")));
    struct paper_table *t = assess_table(m->paper, a, main_columns, columns);
    t->kept_columns = 2;
    for (size_t i = 0; i < s->rows.count; i++) {
        const struct assess_row *r = &s->rows.items[i];
        if (r->number == 1) {
            struct paper_row head = {.is_head = true};
            cell_add_text(a, &head, area_title(a, r->area));
            row_add(a, t, head);
        }
        row_lines(a, t, r);
    }
}

/* ---- areas in one line each ---- */

static const struct assess_column summary_columns[] = {
    {"area", 14},
    {"indicators", -6},
    {"targets", -6},
    {"reached", -6},
    {"not reached", -6},
    {"not due yet", -6},
    {"cannot be counted", -6},
    {"records asked for proof", -8},
    {"proof missing", -8},
};
#define SUMMARY_COLUMNS (sizeof(summary_columns) / sizeof(*summary_columns))

struct paper_table *summary_table(struct paper *p, struct arena *a, const struct assessment *s)
{
    struct paper_table *t = assess_table(p, a, summary_columns, SUMMARY_COLUMNS);
    for (size_t i = 0; i < s->query.scheme->areas.count; i++) {
        int64_t rows = 0, targets = 0, asked = 0, missing = 0, states[ASSESS_UNCOUNTED + 1] = {0};
        for (size_t n = 0; n < s->rows.count; n++) {
            const struct assess_row *r = &s->rows.items[n];
            if (r->area_number != (int)i + 1)
                continue;
            rows++;
            targets += (int64_t)r->targets.count;
            for (size_t k = 0; k < r->targets.count; k++)
                states[r->targets.items[k]->held.state]++;
            asked += r->row->asks.kinds ? r->proofs.records - r->proofs.unasked : 0;
            missing += r->proofs.missing;
        }
        struct paper_row row = {.is_head = false};
        cell_add_text(a, &row, area_title(a, &s->query.scheme->areas.items[i]));
        cell_add_count(a, &row, rows);
        cell_add_count(a, &row, targets);
        for (int n = ASSESS_MET; n <= ASSESS_UNCOUNTED; n++)
            cell_add_count(a, &row, states[n]);
        cell_add_count(a, &row, asked);
        cell_add_count(a, &row, missing);
        row_add(a, t, row);
    }
    return t;
}

/* ---- targets: what is behind, what no row looks at ---- */

static const struct assess_column target_columns[] = {
    {"indicator", 16},      {"target no.", 8},        {"whose", 12},
    {"unit of measure", 5}, {"target", -9},           {"done", -9},
    {"completion (%)", -7}, {"missing", -8},          {"standing", 10},
    {"due on", 8},          {"file, sheet, row", 22},
};
#define TARGET_COLUMNS (sizeof(target_columns) / sizeof(*target_columns))

static struct text origin_text(struct arena *a, struct text file, struct text sheet, int64_t row)
{
    if (!file.n)
        return text_from(tr("entered in a form"));
    return text_printf(a, "%.*s%s%.*s:%lld", TEXT_ARG(file), sheet.n ? " / " : "", TEXT_ARG(sheet),
                       (long long)row);
}

static void target_row(struct arena *a, struct paper_table *t, const struct assess_target *g)
{
    struct paper_row row = {.is_head = false};
    cell_add_text(a, &row, g->indicator ? label_now(g->indicator->label) : g->set.indicator);
    cell_add_text(a, &row, g->code);
    cell_add_text(a, &row, g->whose.n ? g->whose : text_from(tr("the whole")));
    cell_add_text(a, &row, g->held.unit ? unit_label(g->held.unit) : g->set.unit_name);
    held_cells(a, &row, &g->held);
    if (g->held.state == ASSESS_UNCOUNTED)
        row.cells.items[row.cells.count - 1].text = g->held.why;
    cell_add_text(a, &row, day_print(a, g->set.period.to));
    cell_add_text(a, &row, origin_text(a, g->file, g->sheet, g->set.row));
    row_add(a, t, row);
}

static struct paper_table *targets_begin(struct making *m, const char *title)
{
    paper_add(m->paper, m->arena, PAPER_HEADING, text_from(title));
    return assess_table(m->paper, m->arena, target_columns, TARGET_COLUMNS);
}

void targets_table(struct making *m, const struct assessment *s, const struct assess_row *row,
                   const char *title)
{
    struct paper_table *t = NULL;
    for (size_t i = 0; i < s->targets.count; i++) {
        const struct assess_target *g = &s->targets.items[i];
        if (row && g->indicator != row->row->figure.indicator)
            continue;
        t = t ? t : targets_begin(m, title);
        target_row(m->arena, t, g);
    }
}

/* Those that a row looks at and that are not reached; or those that no row looks at. */
static void targets_left(struct making *m, const struct assessment *s, const char *title,
                         bool is_listed)
{
    struct paper_table *t = NULL;
    for (size_t i = 0; i < s->targets.count; i++) {
        const struct assess_target *g = &s->targets.items[i];
        if (g->is_listed != is_listed || (is_listed && g->held.state == ASSESS_MET))
            continue;
        t = t ? t : targets_begin(m, title);
        target_row(m->arena, t, g);
    }
}

/* ---- records without proof ---- */

const struct assess_column missing_columns[] = {
    {"indicator", 13}, {"record type", 8}, {"record", 28},          {"file", 20},
    {"sheet", 8},      {"row", -4},        {"what is lacking", 12},
};

static void missing_row(struct paper_table *t, struct arena *a, struct ledger *l,
                        const struct assessment *s, const struct assess_row *r,
                        const struct record_proof *p)
{
    const struct evidence_sheet *sheet = sheet_find(s, p->sheet);
    struct paper_row row = {.is_head = false};
    cell_add_text(a, &row, r->label);
    cell_add_text(a, &row, label_now(p->type->label));
    cell_add_text(a, &row, record_print(a, l, p->type, p->record));
    cell_add_text(a, &row, sheet ? sheet->file : text_from(tr("entered in a form")));
    cell_add_text(a, &row, sheet ? sheet->name : TEXT(""));
    if (sheet)
        cell_add_count(a, &row, p->row);
    else
        cell_add_text(a, &row, TEXT(""));
    cell_add_text(a, &row, asks_print(a, &r->row->asks));
    row_add(a, t, row);
}

void missing_rows(struct paper_table *t, struct arena *a, struct ledger *l,
                  const struct assessment *s, const struct assess_row *row, int64_t most)
{
    for (int64_t i = 0; i < row->proofs.missing && i < most; i++)
        missing_row(t, a, l, s, row, &row->proofs.items[i]);
}

/* One indicator may lack so many that the others would never be named. */
static void more_say(struct arena *a, struct paper_table *t, const struct assess_row *r)
{
    struct paper_row head = {.is_head = true};
    if (r->proofs.missing <= MISSING_MAX)
        return;
    cell_add_text(a, &head,
                  text_printf(a,
                              tr("%.*s: %lld records lack proof; %d of them stand here, all of "
                                 "them in the evidence"),
                              TEXT_ARG(r->label), (long long)r->proofs.missing, MISSING_MAX));
    row_add(a, t, head);
}

void missing_table(struct making *m, const struct assessment *s)
{
    struct paper_table *t = NULL;
    for (size_t i = 0; i < s->rows.count; i++) {
        const struct assess_row *r = &s->rows.items[i];
        if (r->proofs.missing == 0)
            continue;
        if (!t) {
            paper_add(m->paper, m->arena, PAPER_HEADING, text_from(tr("Records without proof")));
            t = assess_table(m->paper, m->arena, missing_columns, MISSING_COLUMNS);
        }
        more_say(m->arena, t, r);
        missing_rows(t, m->arena, m->ledger, s, r, MISSING_MAX);
    }
}

/* ---- what the scheme says and does not say ---- */

static struct text points_text(struct arena *a, struct decimal d)
{
    return decimal_print(a, decimal_trim(d));
}

static void score_say(struct making *m, const struct assessment *s)
{
    struct arena *a = m->arena;
    struct text points = points_text(a, s->points), scored = points_text(a, s->scored);
    struct text unscored = points_text(a, s->unscored);
    if (!s->is_scored) {
        paper_add(m->paper, a, PAPER_PARAGRAPH,
                  text_from(has_weights(s->query.scheme)
                                ? tr("The scheme has weights and does not say how points follow "
                                     "from them: nothing is scored.")
                                : tr("It defines no points: nothing is scored.")));
        return;
    }
    paper_add(m->paper, a, PAPER_PARAGRAPH,
              text_printf(a, tr("Points: %.*s of %.*s."), TEXT_ARG(points), TEXT_ARG(scored)));
    if (s->unscored.mantissa)
        paper_add(m->paper, a, PAPER_PARAGRAPH,
                  text_printf(a,
                              tr("Rows that weigh %.*s have no target or cannot be counted, and "
                                 "are not scored."),
                              TEXT_ARG(unscored)));
}

static void grades_say(struct making *m, const struct assessment *s)
{
    const struct scheme *scheme = s->query.scheme;
    SCOPED_BUFFER out = {0};
    if (scheme->grades.count == 0)
        return;
    if (s->grade) {
        buffer_printf(&out, tr("Grade: %.*s"), TEXT_ARG(label_now(s->grade->label)));
    } else {
        buffer_add_str(&out, tr("Grades: "));
        for (size_t i = 0; i < scheme->grades.count; i++)
            buffer_printf(&out, "%s%.*s", i ? tr(", ") : "",
                          TEXT_ARG(label_now(scheme->grades.items[i].label)));
        buffer_add_str(&out, scheme->grades.items[0].has_points
                                 ? tr("; none is given while something is not scored.")
                                 : tr("; what each takes the scheme does not say: none is given."));
    }
    paper_add(m->paper, m->arena, PAPER_PARAGRAPH, text_copy(m->arena, buffer_text(&out)));
}

static void notes_say(struct making *m, const struct assessment *s)
{
    struct arena *a = m->arena;
    struct paper *p = m->paper;
    const struct scheme *scheme = s->query.scheme;
    paper_add(p, a, PAPER_NOTE,
              text_printf(a, tr("Source of the scheme: %.*s"), TEXT_ARG(scheme->source)));
    for (size_t i = 0; i < scheme->notes.count; i++)
        paper_add(p, a, PAPER_NOTE, label_now(scheme->notes.items[i]));
    paper_add(p, a, PAPER_NOTE,
              text_from(tr("What is done is counted in the place, of the side and over the days of "
                           "its target; completion is not capped; — stands where there is no "
                           "target, or no field for the proof that is asked.")));
}

void assess_tables(struct making *m, const struct assessment *s)
{
    score_say(m, s);
    grades_say(m, s);
    paper_add(m->paper, m->arena, PAPER_HEADING, text_from(tr("Areas")));
    summary_table(m->paper, m->arena, s);
    main_table(m, s);
    targets_left(m, s, tr("Targets not reached"), true);
    targets_left(m, s, tr("Targets that no row of the scheme looks at"), false);
    missing_table(m, s);
    notes_say(m, s);
}
