#include "report/assess.h"

#include "base/language.h"
#include "report/assess_inside.h"

#define POINTS_PLACES 2

const char *assess_state_name(enum assess_state s)
{
    static const char *const names[] = {"none", "met", "behind", "open", "uncounted"};
    return names[s];
}

const char *assess_state_label(enum assess_state s)
{
    switch (s) {
    case ASSESS_NOTHING:
        break;
    case ASSESS_MET:
        return tr("reached");
    case ASSESS_BEHIND:
        return tr("not reached");
    case ASSESS_OPEN:
        return tr("not due yet");
    case ASSESS_UNCOUNTED:
        return tr("cannot be counted");
    }
    return "—";
}

const struct evidence_sheet *sheet_find(const struct assessment *s, int64_t number)
{
    size_t from = 0, to = s->sheet_count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (s->sheets[middle].sheet < number)
            from = middle + 1;
        else
            to = middle;
    }
    return from < s->sheet_count && s->sheets[from].sheet == number ? &s->sheets[from] : NULL;
}

void assess_origin(struct text *file, struct text *sheet, const struct assessment *s,
                   int64_t number)
{
    const struct evidence_sheet *found = sheet_find(s, number);
    *file = found ? found->file : TEXT("");
    *sheet = found ? found->name : TEXT("");
}

/* ---- what proves the records ---- */

bool proof_is_missing(const struct scheme_asks *asks, const struct record_proof *p)
{
    return asks_reach(asks, p->type) && !((asks->kinds & PROOF_VOUCHER) && p->has_voucher) &&
           !((asks->kinds & PROOF_BOTH) && p->has_both) &&
           !((asks->kinds & PROOF_SAMPLED) && p->sample_agrees) &&
           !((asks->kinds & PROOF_FILE) && p->sheet);
}

static void proof_tally(struct assess_proofs *n, const struct scheme_asks *asks,
                        const struct record_proof *p)
{
    n->records++;
    n->vouchers += p->has_voucher;
    n->both += p->has_both;
    n->sampled_agree += p->sample_agrees;
    n->sampled_differ += p->is_sampled && !p->sample_agrees;
    n->one_side += !p->has_voucher && !p->has_both && !p->is_sampled;
    n->missing += proof_is_missing(asks, p);
    n->unasked += asks->kinds && !asks_reach(asks, p->type);
}

bool proofs_read(struct record_proof **out, size_t *count, struct arena *a, struct ledger *l,
                 const struct viewer *v, const struct assess_row *row, int64_t known,
                 struct fault *f)
{
    struct figure_query q = {
        .indicator = row->row->figure.indicator, .scope = row->scope, .known = known};
    return count_proofs(out, count, a, l, v, &q, f);
}

/* Only those that lack proof are kept: a row may stand on a million records. */
static bool proofs_count(struct assess_row *row, struct making *m)
{
    SCOPED_ARENA scratch = {0};
    struct assess_proofs *n = &row->proofs;
    const struct scheme_asks *asks = &row->row->asks;
    struct record_proof *all;
    size_t count, kept = 0;
    TRY(proofs_read(&all, &count, &scratch, m->ledger, m->viewer, row, m->query->known, m->fault));
    for (size_t i = 0; i < count; i++)
        proof_tally(n, asks, &all[i]);
    n->items = ARENA_ARRAY(m->arena, struct record_proof, n->missing + 1);
    for (size_t i = 0; i < count; i++)
        if (proof_is_missing(asks, &all[i]))
            n->items[kept++] = all[i];
    return true;
}

/* ---- a row ---- */

static bool number_hold(struct assess_row *row, struct making *m)
{
    const struct form_figure *f = &row->row->figure;
    struct text label =
        text_printf(m->arena, tr("%.*s · held against a number"), TEXT_ARG(row->label));
    if (row->row->against != AGAINST_NUMBER)
        return true;
    return held_count(&row->held, m, f->indicator, &row->scope, f->unit, row->row->number,
                      row->scope.to, label);
}

/* A share, or an indicator that knows no party, is not known within one. */
static bool row_count(struct assess_row *row, struct making *m)
{
    struct reading r;
    const struct form_figure *f = &row->row->figure;
    TRY(scope_of_time(&row->scope, m, f, f->time, NULL));
    TRY(reading_count(&r, m, f, row->label));
    row->figure = r.figure;
    row->shown = reading_print(m, &r, true);
    row->is_known = r.is_known;
    row->value = r.value;
    return (!r.is_known && m->query->scope.parties.count) || proofs_count(row, m);
}

/* weight times completion, up to the cap; to two places, half up. */
static bool points_set(struct assess_row *row, struct assessment *s, struct fault *f)
{
    const struct scheme *scheme = s->query.scheme;
    struct decimal completion = row->held.completion, product;
    bool is_known = row->held.state != ASSESS_NOTHING && row->held.state != ASSESS_UNCOUNTED;
    struct ratio r = {0, 1};
    if (!scheme->has_score || !row->row->has_weight)
        return true;
    if (!is_known)
        return decimal_add(&s->unscored, s->unscored, row->row->weight, f);
    if (scheme->is_capped && decimal_compare(completion, scheme->cap) > 0)
        completion = scheme->cap;
    TRY(decimal_multiply(&product, decimal_trim(completion), decimal_trim(row->row->weight), f));
    r.part = product.mantissa;
    for (int i = 0; i < product.places + 2; i++)
        r.over *= 10;
    TRY(ratio_round(&row->points, r, POINTS_PLACES, f));
    row->has_points = true;
    TRY(decimal_add(&s->points, s->points, row->points, f));
    return decimal_add(&s->scored, s->scored, row->row->weight, f);
}

static bool rows_count(struct assessment *s, struct making *m)
{
    for (size_t i = 0; i < s->query.scheme->areas.count; i++) {
        const struct scheme_area *area = &s->query.scheme->areas.items[i];
        for (size_t n = 0; n < area->rows.count; n++) {
            struct assess_row row = {.area_number = (int)i + 1,
                                     .number = (int)n + 1,
                                     .area = area,
                                     .row = &area->rows.items[n]};
            row.label = label_now(row.row->label);
            TRY(row_count(&row, m));
            TRY(number_hold(&row, m));
            if (row.row->against == AGAINST_TARGET)
                TRY(targets_hold(&row, s, m));
            TRY(points_set(&row, s, m->fault));
            LIST_ADD(m->arena, &s->rows, row);
        }
    }
    return true;
}

/* ---- the whole ---- */

/* A grade is said where the scheme says what each takes, and nothing is left unscored. */
static void grade_set(struct assessment *s)
{
    const struct scheme *scheme = s->query.scheme;
    s->is_scored = scheme->has_score;
    if (!s->is_scored || s->unscored.mantissa || s->scored.mantissa == 0)
        return;
    for (size_t i = 0; i < scheme->grades.count && !s->grade; i++)
        if (scheme->grades.items[i].has_points &&
            decimal_compare(s->points, scheme->grades.items[i].points) >= 0)
            s->grade = &scheme->grades.items[i];
}

static bool scheme_holds(const struct scheme *s, struct day d)
{
    return s->from.since_1970 <= d.since_1970 && d.since_1970 <= s->to.since_1970;
}

static bool scheme_check(struct making *m, const struct assess_query *q)
{
    const struct catalogue *c = m->ledger->catalogue;
    struct text day = day_print(m->arena, q->scope.to);
    if (scheme_holds(q->scheme, q->scope.to))
        return true;
    fault_set(m->fault, FAULT_INPUT, "the scheme \"%.*s\" does not hold on %.*s",
              TEXT_ARG(q->scheme->name), TEXT_ARG(day));
    for (size_t i = 0; i < c->schemes.count; i++)
        if (scheme_holds(c->schemes.items[i], q->scope.to))
            return fault_hint(m->fault, "the scheme \"%.*s\" does",
                              TEXT_ARG(c->schemes.items[i]->name));
    return false;
}

static struct text title_of(struct making *m, const struct assess_query *q)
{
    int year, month, day;
    struct text label = label_now(q->scheme->label);
    day_split(q->scope.to, &year, &month, &day);
    return text_printf(m->arena, tr("%.*s, %d"), TEXT_ARG(label), year);
}

bool assess_build(struct paper *paper, struct assessment *out, struct arena *a, struct ledger *l,
                  const struct viewer *v, const struct assess_query *q, struct fault *f)
{
    struct report_query asked = {.scope = q->scope, .known = q->known};
    struct making m = {
        .arena = a, .ledger = l, .viewer = v, .query = &asked, .paper = paper, .fault = f};
    SCOPED_TXN txn = {0}; /* all figures see one ledger */
    *out = (struct assessment){.query = *q};
    TRY(scheme_check(&m, q));
    TRY(txn_begin(&txn, l->store, TXN_READ, f));
    TRY(paper_begin(&m, q->scheme->name));
    paper->title = title_of(&m, q);
    TRY(evidence_sheets(&out->sheets, &out->sheet_count, a, l, f));
    TRY(targets_read(out, &m));
    TRY(rows_count(out, &m));
    TRY(targets_keep(out, &m));
    grade_set(out);
    assess_tables(&m, out);
    return true;
}
