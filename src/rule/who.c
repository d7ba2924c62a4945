#include "rule/who.h"

static const struct field *sealed_field(const struct record_type *t, enum text_form form)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (t->fields[i].class == CLASS_SEALED && t->fields[i].type.kind == KIND_TEXT &&
            t->fields[i].type.form == form)
            return &t->fields[i];
    return NULL;
}

const struct field *who_field(const struct record_type *t, bool is_person)
{
    for (size_t i = 0; i < t->field_count; i++) {
        const struct field *field = &t->fields[i];
        if (field->type.kind != KIND_REF || field->type.target->has_sealed != is_person)
            continue;
        if (is_person || type_field_find(field->type.target, TEXT("name")))
            return field;
    }
    return NULL;
}

static struct text say(struct arena *a, struct ledger *l, const struct version *v,
                       const struct field *field, bool masked)
{
    if (!field || v->values[field->index].is == VALUE_NONE)
        return TEXT("");
    return value_print(a, l, field, v->values[field->index], masked);
}

bool who_read(struct who *out, struct arena *a, struct ledger *l, const struct viewer *v,
              const struct record_type *type, int64_t record, struct text why, struct fault *f)
{
    struct version version;
    bool found;
    *out = (struct who){.type = type, .record = record};
    TRY(record_read(&version, &found, a, l, v, type, record, 0, f));
    if (found && why.n)
        TRY(record_unmask(&version, a, l, v, type, why, f));
    else if (found && l->keyring)
        TRY(record_open(&version, a, l, v, type, f));
    if (found) {
        out->name = say(a, l, &version, sealed_field(type, FORM_FREE), why.n == 0);
        out->number = say(a, l, &version, sealed_field(type, FORM_IDNO), why.n == 0);
    }
    if (found && why.n)
        out->phone = say(a, l, &version, sealed_field(type, FORM_PHONE), false);
    if (out->name.n == 0)
        out->name = record_print(a, l, type, record);
    return true;
}
