/* What must hold of a row before it becomes a record: required fields, codes' times, checks. */
#include "base/language.h"
#include "catalogue/node.h"
#include "intake/inside.h"

/* ---- paths that leave the row ---- */

/* Where a path stands: a record of this row, or one the ledger holds. */
struct standing {
    const struct record_type *type;
    struct plan_node *node; /* NULL: only the ledger knows it */
    int64_t record;
};

static bool standing_value(struct value *out, struct intake *in, const struct standing *at,
                           const struct field *field, struct fault *f)
{
    struct version version;
    bool found;
    *out = at->node ? at->node->values[field->index] : VALUE_ABSENT;
    if (out->is != VALUE_NONE || at->record == 0)
        return true;
    TRY(record_read(&version, &found, &in->scratch, in->ledger, in->viewer, at->type, at->record,
                    in->report->head + 1, f));
    if (found)
        *out = version.values[field->index];
    return true;
}

static bool path_read(struct value *out, void *self, const struct node *path, struct fault *f)
{
    struct intake *in = self;
    struct plan_node *root = plan_root(&in->sheet->plan);
    struct standing at = {root->type, root, 0};
    *out = VALUE_ABSENT;
    for (size_t i = 0; i < path->step_count; i++) {
        const struct field *field = path->steps[i].field;
        if (!field || path->source != 0)
            return true;
        TRY(standing_value(out, in, &at, field, f));
        if (i + 1 == path->step_count)
            return true;
        struct plan_node *child = at.node ? plan_child(&in->sheet->plan, at.node, field) : NULL;
        if (out->is == VALUE_NONE && !(child && child->is_new))
            return true;
        at = (struct standing){field->type.target, child, out->is == VALUE_INT ? out->i : 0};
        *out = VALUE_ABSENT;
    }
    return true;
}

/* The row's own values; a reference to a record that this row makes has no number yet: -1. */
static const struct value *values_seen(struct intake *in)
{
    struct plan_node *root = plan_root(&in->sheet->plan);
    struct value *seen = ARENA_ARRAY(&in->scratch, struct value, root->type->field_count);
    for (size_t i = 0; i < root->type->field_count; i++) {
        const struct field *field = &root->type->fields[i];
        struct plan_node *child =
            field->type.kind == KIND_REF ? plan_child(&in->sheet->plan, root, field) : NULL;
        seen[i] = child && child->is_new ? VALUE_OF_INT(-1) : root->values[i];
    }
    return seen;
}

static struct row_reader reader_of(struct intake *in)
{
    return (struct row_reader){.fields = values_seen(in),
                               .path = path_read,
                               .self = in,
                               .from = DAY_FIRST,
                               .to = day_today(),
                               .catalogue = in->ledger->catalogue};
}

bool row_period(struct intake *in, struct period *out, bool *known, struct fault *f)
{
    const struct node *when = in->sheet->plan.type->when;
    struct row_reader reader = reader_of(in);
    struct value v = VALUE_ABSENT;
    *out = (struct period){DAY_FIRST, DAY_LAST};
    *known = false;
    if (when)
        TRY(node_evaluate(&v, when, &reader, f));
    if (v.is != VALUE_INT)
        return true;
    *known = true;
    if (when->type.kind == KIND_MONTH)
        *out = (struct period){month_first((struct month){(int32_t)v.i}),
                               month_last((struct month){(int32_t)v.i})};
    else
        out->from = out->to = (struct day){(int32_t)v.i};
    return true;
}

/* ---- required fields ---- */

static bool is_lacking(const struct intake *in, const struct plan_node *root,
                       const struct field *field, struct day day)
{
    if (!field->required || root->values[field->index].is != VALUE_NONE)
        return false;
    const struct plan_node *child =
        field->type.kind == KIND_REF ? plan_child(&in->sheet->plan, root, field) : NULL;
    return !(child && child->is_new) && field->required_from.since_1970 <= day.since_1970;
}

static void refuse_lacking(struct intake *in, const struct plan_node *root,
                           const struct field *field)
{
    const struct plan_column *column = plan_column_of(&in->sheet->plan, root, field);
    const struct plan_node *child = plan_child(&in->sheet->plan, root, field);
    for (size_t i = 0; !column && child && i < in->sheet->plan.column_count; i++)
        if (in->sheet->plan.columns[i].node == child)
            column = &in->sheet->plan.columns[i];
    struct text label = label_now(field->label);
    struct text wanted =
        column ? label
               : text_printf(&in->scratch, tr("that column, or for every row alike %.*s:=VALUE"),
                             TEXT_ARG(field->name));
    row_refuse(in, "required", column, (struct text){"", 0}, wanted,
               column ? text_printf(&in->scratch, tr("\"%.*s\" is empty"), TEXT_ARG(label))
                      : text_printf(&in->scratch, tr("the sheet has no column \"%.*s\""),
                                    TEXT_ARG(label)));
}

/* What a file leaves out of a record that is known stays as it is; a new one needs it. */
static bool required_check(struct intake *in, struct day day, struct fault *f)
{
    struct plan_node *root = plan_root(&in->sheet->plan);
    const struct record_type *type = root->type;
    int64_t record = 0, version;
    bool lacks = in->sheet->plan.has_fallbacks;
    if (in->corrects)
        return true;
    for (size_t i = 0; i < type->field_count && !lacks; i++)
        lacks = is_lacking(in, root, &type->fields[i], day);
    if (!lacks)
        return true;
    if (key_is_whole(root))
        TRY(batch_find(in->batch, type, root->values, &record, &version, f));
    if (record)
        return true;
    for (size_t i = 0; i < type->field_count; i++) {
        const struct field *field = &type->fields[i];
        if (field->drawn_from && root->values[i].is == VALUE_NONE)
            root->values[i] = idno_tells(field, root->values);
        else if (!root->has_column[i] && root->values[i].is == VALUE_NONE)
            root->values[i] = in->sheet->plan.fallbacks[i];
        if (is_lacking(in, root, field, day))
            refuse_lacking(in, root, field);
    }
    return true;
}

/* ---- codes ---- */

static void codes_check(struct intake *in, struct day day)
{
    const struct plan *p = &in->sheet->plan;
    for (size_t i = 0; i < p->column_count; i++) {
        const struct plan_column *c = &p->columns[i];
        const struct field *field = c->heading->path->field;
        struct value v = c->node->values[field->index];
        const struct code *code =
            c->is_dated_code && v.is == VALUE_TEXT ? code_find(field->type.codes, v.t) : NULL;
        if (!code ||
            (code->from.since_1970 <= day.since_1970 && day.since_1970 <= code->to.since_1970))
            continue;
        struct text label = label_now(code->label), at = day_print(&in->scratch, day);
        row_refuse(in, "code_not_valid_then", c, label,
                   text_printf(&in->scratch, tr("a value of that list on %.*s"), TEXT_ARG(at)),
                   text_printf(&in->scratch, tr("\"%.*s\" was not in the list on %.*s"),
                               TEXT_ARG(label), TEXT_ARG(at)));
    }
}

/* ---- checks of the catalogue ---- */

static void check_tell(struct intake *in, const struct check *check)
{
    struct text says = label_now(check->says), none = {"", 0};
    const char *name = text_cstr(&in->scratch, check->name);
    if (check->level == CHECK_REFUSE)
        row_refuse(in, name, NULL, none, none, says);
    else
        finding_tell(in, check->level == CHECK_WARN ? FINDING_WARN : FINDING_ASK, name, NULL, none,
                     none, says);
}

bool row_check(struct intake *in, struct fault *f)
{
    const struct record_type *type = in->sheet->plan.type;
    struct period period = {DAY_FIRST, DAY_LAST};
    bool known = false;
    if (in->sheet->plan.needs_day)
        TRY(row_period(in, &period, &known, f));
    TRY(required_check(in, known ? period.to : day_today(), f));
    if (known)
        codes_check(in, period.to);
    struct row_reader reader = reader_of(in);
    for (size_t i = 0; i < type->check_count; i++) {
        struct value holds;
        TRY(node_evaluate(&holds, type->checks[i].holds, &reader, f));
        if (holds.is == VALUE_INT && holds.i == 0)
            check_tell(in, &type->checks[i]);
    }
    return true;
}
