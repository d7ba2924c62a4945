/* A row of a returned form: whom it is about, and which of its cells are as they went out. */
#include "base/language.h"
#include "intake/inside.h"

static size_t column_of(const struct sheet_work *s, struct text normal)
{
    for (size_t i = 0; normal.n && i < s->r.heading_count; i++)
        if (text_equal(s->r.headings[i].low, normal))
            return (size_t)s->r.headings[i].column;
    return 0;
}

bool form_open(struct intake *in, struct sheet_work *s, struct fault *f)
{
    struct form_work *w = s->form;
    const struct mapping_part *part = &s->mapping->parts.items[s->part];
    w->code_column = column_of(s, s->mapping->code);
    w->name_column = column_of(s, s->mapping->subject_name);
    w->ref = part->base == BASE_SELF ? NULL : form_subject_ref(s->mapping, part);
    TRY(form_bases_read(&w->bases, &in->work, in->ledger, s->mapping, part, w->id.day, w->id.batch,
                        f));
    return form_bases_read(&w->bases_now, &in->work, in->ledger, s->mapping, part, DAY_LAST,
                           in->report->head, f);
}

static struct text cell_at(const struct intake *in, size_t column)
{
    const struct sheet_row *row = in->row;
    return column && column <= row->cell_count ? text_trim(row->cells[column - 1].text)
                                               : (struct text){"", 0};
}

static const struct heading *heading_at(const struct sheet_work *s, size_t column)
{
    for (size_t i = 0; i < s->r.heading_count; i++)
        if (s->r.headings[i].column == (int64_t)column)
            return &s->r.headings[i];
    return NULL;
}

static void refuse_at(struct intake *in, size_t column, const char *kind, struct text found,
                      const char *wanted, struct text says)
{
    struct plan_column c = {.heading = heading_at(in->sheet, column)};
    row_refuse(in, kind, &c, found, text_from(wanted), says);
}

/* ---- whom it is about ---- */

static bool code_take(struct intake *in, struct fault *f)
{
    struct form_work *w = in->sheet->form;
    form_subject_list found = {0};
    int64_t record;
    if (!subject_code_read(&record, &w->key, w->code)) {
        refuse_at(in, w->code_column, "subject_code", w->code,
                  tr("the seven letters that stood there"),
                  text_printf(&in->scratch, tr("\"%.*s\" is no code of a person: a letter of it is "
                                               "wrong or missing"),
                              TEXT_ARG(w->code)));
        return true;
    }
    TRY(form_subjects(&found, &in->scratch, in->ledger, in->sheet->mapping, w->id, record, f));
    if (found.count == 0)
        refuse_at(in, w->code_column, "subject_unknown", w->code,
                  tr("a code that stood on this form"),
                  text_printf(&in->scratch, tr("nobody on this form has the code \"%.*s\""),
                              TEXT_ARG(w->code)));
    else
        w->subject = record;
    return true;
}

/* A person without a code needs a number; a name alone finds whom it may mean, and takes nobody. */
static bool hand_take(struct intake *in, struct fault *f)
{
    const struct mapping *m = in->sheet->mapping;
    const struct plan_column *id = NULL;
    const struct plan *p = &in->sheet->plan;
    (void)f;
    for (size_t i = 0; i < p->column_count; i++)
        if (p->columns[i].reader.field->owner == m->subject &&
            p->columns[i].reader.field->class == CLASS_SEALED && p->columns[i].reader.field->lookup)
            id = &p->columns[i];
    if (id && cell_at(in, id->index + 1).n)
        return true;
    struct text name = cell_at(in, in->sheet->form->name_column);
    refuse_at(in, in->sheet->form->code_column, "subject_without_code",
              form_name(&in->scratch, name),
              tr("the code for one who stood on the form; name and identity number for one who did "
                 "not"),
              text_from(tr("this row has neither a code nor an identity number")));
    return true;
}

static bool is_said(struct intake *in, const struct mapping_demand *d)
{
    return text_equal(cell_at(in, column_of(in->sheet, d->heading)), d->value);
}

static void demands_check(struct intake *in)
{
    const struct mapping *m = in->sheet->mapping;
    for (size_t i = 0; i < m->demands.count; i++) {
        const struct mapping_demand *d = &m->demands.items[i];
        size_t other = column_of(in->sheet, d->other);
        if (!is_said(in, d) || cell_at(in, other).n)
            continue;
        refuse_at(in, other, "demanded", (struct text){"", 0}, "",
                  text_printf(&in->scratch, tr("\"%.*s\" says \"%.*s\", and \"%.*s\" is empty"),
                              TEXT_ARG(d->heading), TEXT_ARG(d->value), TEXT_ARG(d->other)));
    }
}

static bool base_take(struct intake *in, struct fault *f)
{
    struct form_work *w = in->sheet->form;
    const struct mapping_part *part = &in->sheet->mapping->parts.items[in->sheet->part];
    struct version base;
    bool found;
    w->base = part->base == BASE_SELF ? w->subject : form_base_of(&w->bases, w->subject);
    if (!w->base)
        return true;
    TRY(record_read(&base, &found, &in->scratch, in->ledger, in->viewer, part->type, w->base,
                    w->id.batch, f));
    if (found && part->base == BASE_SELF && in->ledger->keyring)
        TRY(record_open(&base, &in->scratch, in->ledger, in->viewer, part->type, f));
    w->base_values = found ? base.values : NULL;
    return true;
}

bool form_row_begin(struct intake *in, struct fault *f)
{
    struct form_work *w = in->sheet->form;
    w->subject = w->base = 0;
    w->base_values = NULL;
    w->code = cell_at(in, w->code_column);
    if (w->code.n)
        TRY(code_take(in, f));
    else
        TRY(hand_take(in, f));
    if (!in->is_refused)
        demands_check(in);
    return in->is_refused || !w->subject || base_take(in, f);
}

/* ---- its cells ---- */

static bool is_of_subject(const struct intake *in, const struct plan_column *c)
{
    const struct form_work *w = in->sheet->form;
    const struct column_path *path = c->heading->path;
    if (w->ref)
        return path->depth && path->refs[0] == w->ref;
    return path->in_key || c->index + 1 == w->name_column;
}

bool form_passes_over(struct intake *in, struct plan_column *c, const struct cell *cell,
                      bool *failed, struct fault *f)
{
    struct form_work *w = in->sheet->form;
    struct text then;
    if (!w->subject)
        return false;
    if (is_of_subject(in, c))
        return true;
    if (!w->base_values || !c->mapped || !c->mapped->is_filled)
        return false;
    *failed = !form_value(&then, &in->scratch, in->ledger, in->viewer, c->heading->path,
                          w->base_values, w->id.batch, f);
    bool clean;
    struct text now = clean_text(&in->scratch, text_trim(cell->text), &clean);
    c->is_kept = !*failed && then.n && text_equal(now, then);
    return c->is_kept;
}

bool form_says_something(const struct intake *in)
{
    const struct plan *p = &in->sheet->plan;
    bool by_hand = !in->sheet->form->subject && !in->sheet->form->ref;
    for (size_t i = 0; i < p->column_count; i++)
        if (p->columns[i].is_read && (by_hand || !is_of_subject(in, &p->columns[i])))
            return true;
    return false;
}
