/*
 * Whom a damaged number may mean: the one known person of that name in that place. Shown to be
 * confirmed, never applied, for two cousins may share both.
 */
#include "base/language.h"
#include "catalogue/node.h"
#include "intake/inside.h"

#define ASKED_MAX 40 /* in one import */

/* The sealed free text of a type: a person's name. */
static const struct field *name_field(const struct record_type *t)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (t->fields[i].class == CLASS_SEALED && t->fields[i].type.kind == KIND_TEXT &&
            t->fields[i].type.form == FORM_FREE)
            return &t->fields[i];
    return NULL;
}

static const struct field *place_field(const struct record_type *t)
{
    const struct node *n = t->place;
    const struct field *field =
        n && n->kind == NODE_PATH && n->step_count == 1 ? n->steps[0].field : NULL;
    return field && field->class != CLASS_SEALED ? field : NULL;
}

static bool candidate_find(struct intake *in, const struct plan_node *n, int64_t *record,
                           struct fault *f)
{
    const struct field *name = name_field(n->type), *place = place_field(n->type);
    int64_t found[2];
    size_t count = 0;
    *record = 0;
    if (!name || !place || !in->ledger->keyring || n->values[name->index].is == VALUE_NONE ||
        n->values[place->index].is == VALUE_NONE || in->candidates_asked++ >= ASKED_MAX)
        return true;
    TRY(record_find_sealed(found, 2, &count, in->ledger, in->viewer, place, n->values[place->index],
                           name, n->values[name->index].t, f));
    *record = count == 1 ? found[0] : 0;
    return true;
}

bool damaged_tell(struct intake *in, struct fault *f)
{
    const struct damaged *d = &in->damaged;
    const struct plan_node *n = d->column->node;
    struct text found = cell_shown(&in->scratch, d->column->heading->path->field, d->cell->text);
    struct text wanted = d->problem.wanted;
    int64_t record;
    TRY(candidate_find(in, n, &record, f));
    if (record) {
        const struct field *name = name_field(n->type), *place = place_field(n->type);
        struct text shown = cell_shown(&in->scratch, name, n->values[name->index].t);
        struct text where =
            value_print(&in->scratch, in->ledger, place, n->values[place->index], true);
        wanted =
            text_printf(&in->scratch, tr("%.*s; perhaps %.*s %lld (%.*s, %.*s): to be confirmed"),
                        TEXT_ARG(wanted), TEXT_ARG(label_now(n->type->label)), (long long)record,
                        TEXT_ARG(shown), TEXT_ARG(where));
    }
    row_refuse(in, d->problem.kind, d->column, found, wanted, d->problem.says);
    return true;
}

static bool has_sealed_key(const struct record_type *t)
{
    for (size_t i = 0; i < t->key_count; i++)
        if (t->key[i]->class == CLASS_SEALED)
            return true;
    return false;
}

bool name_ask(struct intake *in, const struct plan_node *n, int64_t record, struct fault *f)
{
    const struct field *name = has_sealed_key(n->type) ? name_field(n->type) : NULL;
    struct version known;
    bool found;
    if (!name || n->values[name->index].is != VALUE_TEXT || !in->ledger->keyring)
        return true;
    TRY(record_read(&known, &found, &in->scratch, in->ledger, in->viewer, n->type, record,
                    in->report->head + 1, f));
    if (!found)
        return true;
    TRY(record_open(&known, &in->scratch, in->ledger, in->viewer, n->type, f));
    struct value before = known.values[name->index], now = n->values[name->index];
    if (before.is != VALUE_TEXT || value_equal(before, now))
        return true;
    struct text was = cell_shown(&in->scratch, name, before.t);
    struct text said = cell_shown(&in->scratch, name, now.t);
    finding_tell(in, FINDING_ASK, "other_name", plan_column_of(&in->sheet->plan, n, name), said, was,
                 text_printf(&in->scratch,
                             tr("the same number is known under another name: %.*s here, %.*s in "
                                "the ledger (%.*s %lld)"),
                             TEXT_ARG(said), TEXT_ARG(was), TEXT_ARG(label_now(n->type->label)),
                             (long long)record));
    return true;
}
