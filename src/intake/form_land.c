/*
 * Three say something of a field: the ledger when the form was made (prefilled), the ledger now,
 * and the form as it came back. Unchanged by the village: nothing. Changed by the village alone: a
 * change. Changed by both, and not alike: a conflict, which is shown and not applied until somebody
 * says which of the two is right.
 */
#include "base/language.h"
#include "intake/inside.h"

#define CONFLICTS_SHOWN_MAX 500

struct weighing {
    struct intake *in;
    const struct mapping_part *part;
    struct plan_node *root;
    struct version now;
    int64_t record;              /* what is corrected; 0: a new one */
    const struct value *then;    /* by field index; NULL: it was not known */
    const struct value *current; /* of `record`, or of what a renewed one follows; NULL: none */
    bool changes;
};

/* ---- conflicts ---- */

/* "form" or "ledger" for all, "ID=form" for one; the last that fits. */
static struct text choice_of(const struct intake *in, struct text id)
{
    struct text entry, rest = in->options->take, choice = {"", 0};
    while (rest.n && text_split(&entry, &rest, ';')) {
        struct text name = text_trim(entry), value = {NULL, 0};
        ptrdiff_t at = text_find(name, TEXT("="));
        if (at >= 0) {
            value = text_slice(name, (size_t)at + 1, name.n);
            name = text_slice(name, 0, (size_t)at);
            if (text_equal(name, id))
                choice = value;
        } else if (name.n && !choice.n) {
            choice = name;
        }
    }
    return choice;
}

static struct text shown(struct intake *in, const struct field *field, const struct value *values)
{
    struct text none = {"", 0};
    if (!values || values[field->index].is == VALUE_NONE)
        return none;
    return value_print(in->arena, in->ledger, field, values[field->index], true);
}

static struct text said_of(struct intake *in, const struct plan_column *c)
{
    return text_copy(in->arena, cell_shown(&in->scratch, c->heading->path->field,
                                           text_trim(in->row->cells[c->index].text)));
}

static struct conflict conflict_of(const struct weighing *w, const struct plan_column *c,
                                   const struct field *field)
{
    struct intake *in = w->in;
    const struct form_work *form = in->sheet->form;
    const struct sheet_report *report = report_of(in, in->sheet);
    SCOPED_BUFFER id = {0};
    if (form->subject)
        buffer_printf(&id, "%.*s:%.*s", TEXT_ARG(form->code), TEXT_ARG(field->name));
    else
        buffer_printf(&id, "row%lld:%.*s", (long long)in->row->number, TEXT_ARG(field->name));
    struct text who = {"", 0}, since = {"", 0};
    if (form->subject)
        who = form_name_of(in->arena, in->ledger, in->viewer, in->sheet->mapping->subject,
                           form->subject);
    if (w->now.file.n)
        since = text_printf(in->arena, tr("%.*s, row %lld"), TEXT_ARG(w->now.file),
                            (long long)w->now.row);
    return (struct conflict){.id = text_copy(in->arena, buffer_text(&id)),
                             .who = who,
                             .type = label_now(w->part->type->label),
                             .field = label_now(field->label),
                             .prefilled = shown(in, field, w->then),
                             .in_ledger = shown(in, field, w->current),
                             .said = said_of(in, c),
                             .since = since,
                             .file = report->file,
                             .sheet = report->sheet,
                             .row = in->row->number};
}

/* True where the form's value is to be taken. */
static bool conflict_settle(const struct weighing *w, const struct plan_column *c,
                            const struct field *field)
{
    struct intake *in = w->in;
    struct conflict x = conflict_of(w, c, field);
    x.taken = choice_of(in, x.id);
    in->report->conflict_count++;
    if (in->report->conflicts.count < CONFLICTS_SHOWN_MAX)
        LIST_ADD(in->arena, &in->report->conflicts, x);
    if (x.taken.n)
        return text_is(x.taken, "form");
    in->report->conflicts_open++;
    finding_tell(in, FINDING_ASK, "conflict", c, x.said, x.in_ledger,
                 text_printf(&in->scratch,
                             tr("%.*s %.*s: \"%.*s\" stood there, the ledger now says \"%.*s\", the "
                                "form \"%.*s\"; nothing is changed until one is taken (%.*s)"),
                             TEXT_ARG(x.who), TEXT_ARG(x.field), TEXT_ARG(x.prefilled),
                             TEXT_ARG(x.in_ledger), TEXT_ARG(x.said), TEXT_ARG(x.id)));
    return false;
}

/* ---- one field ---- */

static const struct field *root_field(const struct plan_column *c)
{
    const struct column_path *path = c->heading->path;
    return path->depth ? path->refs[0] : path->field;
}

static struct value value_at(const struct value *values, const struct field *field)
{
    return values ? values[field->index] : VALUE_ABSENT;
}

/* The form's value, or what the ledger has; a target that was begun for it is let go. */
static void field_weigh(struct weighing *w, const struct plan_column *c)
{
    const struct field *field = root_field(c);
    struct value *said = &w->root->values[field->index];
    struct plan_node *begun = c->node != w->root && c->node->is_new ? c->node : NULL;
    struct value then = value_at(w->then, field), now = value_at(w->current, field);
    bool takes = true;
    if (!begun && (value_equal(*said, then) || value_equal(*said, now)))
        takes = false;
    else if (!value_equal(then, now))
        takes = conflict_settle(w, c, field);
    w->changes |= takes;
    if (takes)
        return;
    *said = now;
    if (begun)
        begun->is_new = false;
}

static bool is_weighed(const struct weighing *w, const struct plan_column *c)
{
    const struct field *ref = w->in->sheet->form->ref;
    return c->is_read && !(ref && c->heading->path->depth && c->heading->path->refs[0] == ref);
}

/* What the form does not say stays as it is; of a renewed record only its own columns are kept. */
static void rest_keep(struct weighing *w)
{
    const struct plan *p = &w->in->sheet->plan;
    for (size_t i = 0; i < w->part->type->field_count; i++) {
        const struct field *field = &w->part->type->fields[i];
        const struct plan_column *c = NULL;
        bool kept = w->record > 0;
        for (size_t k = 0; k < p->column_count; k++)
            if (root_field(&p->columns[k]) == field)
                c = &p->columns[k];
        if (c && is_weighed(w, c))
            continue;
        if (w->part->base == BASE_RENEWS)
            kept = c && c->is_kept;
        if (kept && field->class != CLASS_SEALED && field != w->in->sheet->form->ref)
            w->root->values[i] = value_at(w->current, field);
    }
}

/* ---- the record it is about ---- */

static bool record_at(struct version *out, bool *found, struct weighing *w, int64_t record,
                      int64_t known, struct fault *f)
{
    struct intake *in = w->in;
    TRY(record_read(out, found, &in->scratch, in->ledger, in->viewer, w->part->type, record, known,
                    f));
    *found = *found && out->void_why.n == 0;
    if (*found && w->part->base == BASE_SELF && in->ledger->keyring)
        TRY(record_open(out, &in->scratch, in->ledger, in->viewer, w->part->type, f));
    return true;
}

/* Of a renewed record: what it follows. Of others: what is corrected, if it is there. */
static bool target_find(struct weighing *w, struct fault *f)
{
    struct intake *in = w->in;
    struct form_work *form = in->sheet->form;
    int64_t version, record = form->base;
    struct version then;
    bool found = false, was = false;
    if (w->part->base == BASE_RENEWS)
        record = form_base_of(&form->bases_now, form->subject);
    else if (!record && key_is_whole(w->root))
        TRY(batch_find(in->batch, w->part->type, w->root->values, &record, &version, f));
    w->then = form->base_values;
    if (!record)
        return true;
    TRY(record_at(&w->now, &found, w, record, in->report->head + 1, f));
    if (found)
        w->current = w->now.values;
    if (!form->base && found) {
        TRY(record_at(&then, &was, w, record, form->id.batch, f));
        w->then = was ? then.values : NULL;
    }
    if (w->part->base != BASE_RENEWS)
        w->record = record;
    if (w->record && !found)
        row_refuse(in, "gone", NULL, form->code, (struct text){"", 0},
                   text_printf(&in->scratch, tr("this %.*s was voided since the form was made"),
                               TEXT_ARG(label_now(w->part->type->label))));
    return true;
}

/* ---- landing ---- */

static bool nodes_put(struct intake *in, struct fault *f)
{
    struct plan *p = &in->sheet->plan;
    for (size_t i = 0; i + 1 < p->node_count; i++)
        if (p->nodes[i]->is_new)
            TRY(node_put(in, p->nodes[i], f));
    return true;
}

static bool correct(struct weighing *w, struct fault *f)
{
    struct intake *in = w->in;
    struct put_result put = {.record = w->record, .version = w->now.version};
    if (w->now.version >= in->first_versions[w->part->type->index]) {
        refuse_duplicate(in);
        return true;
    }
    in->corrects = true;
    bool checked = row_check(in, f);
    in->corrects = false;
    if (!checked || in->is_refused)
        return checked;
    TRY(nodes_put(in, f));
    TRY(change_note(in, &put, f));
    struct row row = {.type = w->part->type,
                      .values = w->root->values,
                      .record = w->record,
                      .replaces = w->now.version,
                      .origin = {in->sheet->number, in->row->number}};
    TRY(batch_put(in->batch, &row, &put, f));
    report_of(in, in->sheet)->changed += put.put == PUT_CHANGED;
    report_of(in, in->sheet)->same += put.put == PUT_SAME;
    return true;
}

static bool make(struct weighing *w, struct fault *f)
{
    struct intake *in = w->in;
    if (w->part->base == BASE_KEEPS && in->sheet->form->subject && !key_is_whole(w->root) &&
        !w->record) {
        bool begins = false;
        for (size_t i = 0; i < w->part->type->key_count; i++)
            begins |= w->part->type->key[i] != in->sheet->form->ref &&
                      w->root->has_column[w->part->type->key[i]->index] &&
                      w->root->values[w->part->type->key[i]->index].is != VALUE_NONE;
        if (!begins) {
            row_refuse(in, "nothing_open", NULL, in->sheet->form->code, (struct text){"", 0},
                       text_printf(&in->scratch,
                                   tr("this person had no open \"%.*s\" on the form: what is filled "
                                      "in belongs to none"),
                                   TEXT_ARG(label_now(w->part->type->label))));
            return true;
        }
    }
    TRY(row_check(in, f));
    if (in->is_refused)
        return true;
    TRY(nodes_put(in, f));
    return root_put(in, f);
}

bool form_land(struct intake *in, struct fault *f)
{
    struct weighing w = {.in = in,
                         .part = &in->sheet->mapping->parts.items[in->sheet->part],
                         .root = plan_root(&in->sheet->plan)};
    const struct form_work *form = in->sheet->form;
    TRY(references_resolve(in, f));
    if (in->is_refused)
        return true;
    if (form->subject && form->ref)
        w.root->values[form->ref->index] = VALUE_OF_INT(form->subject);
    TRY(target_find(&w, f));
    if (in->is_refused)
        return true;
    if (w.part->base == BASE_SELF && !w.record)
        w.changes = true;
    for (size_t i = 0; i < in->sheet->plan.column_count; i++)
        if (is_weighed(&w, &in->sheet->plan.columns[i]))
            field_weigh(&w, &in->sheet->plan.columns[i]);
    rest_keep(&w);
    if (!w.changes) {
        report_of(in, in->sheet)->same++;
        return true;
    }
    return w.record ? correct(&w, f) : make(&w, f);
}
