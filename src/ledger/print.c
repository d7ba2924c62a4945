/*
 * Values for people: names for codes, yuan for fen, and masks over what is personal.
 */
#include "base/language.h"
#include "ledger/table.h"

#define REFERENCE_DEPTH_MAX 3

/* 530621********1234 keeps the place and the last four; 138****1234; a name its first character. */
static struct text mask(struct arena *a, const struct field *field, struct text t)
{
    size_t n, first = 0, last = 0;
    if (t.n == 0)
        return TEXT("***");
    if (field->type.form == FORM_IDNO && t.n >= 15)
        first = 6, last = 4;
    else if (field->type.form == FORM_PHONE && t.n >= 7)
        first = 3, last = 4;
    else
        utf8_next(t, &n), first = n;
    return text_printf(a, "%.*s***%.*s", (int)first, t.p, (int)last, t.p + t.n - last);
}

static struct text code_print(struct arena *a, const struct field *field, struct text code)
{
    const struct code *found = code_find(field->type.codes, code);
    return found ? label_now(found->label) : text_copy(a, code);
}

static struct text reference_print(struct arena *a, struct ledger *l, const struct record_type *t,
                                   int64_t record, int depth);

static struct text number_print(struct arena *a, const struct field *field, int64_t n)
{
    if (field->type.kind == KIND_MONEY)
        return decimal_print(a, (struct decimal){n, 2});
    if (field->type.kind == KIND_DECIMAL)
        return decimal_print(a, decimal_trim((struct decimal){n, field->type.places}));
    return text_printf(a, "%lld", (long long)n);
}

static struct text clear_print(struct arena *a, struct ledger *l, const struct field *field,
                               struct value v, int depth)
{
    switch (field->type.kind) {
    case KIND_TEXT:
        return text_copy(a, v.t);
    case KIND_CODE:
        return code_print(a, field, v.t);
    case KIND_DAY:
        return day_print(a, (struct day){(int32_t)v.i});
    case KIND_MONTH:
        return month_print(a, (struct month){(int32_t)v.i});
    case KIND_BOOL:
        return text_from(v.i ? tr("yes") : tr("no"));
    case KIND_REGION:
        return region_full_name(a, l->catalogue->regions, v.i);
    case KIND_REF:
        return reference_print(a, l, field->type.target, v.i, depth + 1);
    case KIND_INT:
    case KIND_YEAR:
    case KIND_MONEY:
    case KIND_DECIMAL:
        break;
    }
    return number_print(a, field, v.i);
}

static struct text field_print(struct arena *a, struct ledger *l, const struct field *field,
                               struct value v, bool masked, int depth)
{
    if (masked && field->class == CLASS_SEALED)
        return v.is == VALUE_TEXT ? mask(a, field, v.t) : TEXT("***");
    if (v.is == VALUE_NONE)
        return TEXT("");
    if (masked && field->class == CLASS_PSEUDONYMOUS && field->type.kind != KIND_REGION)
        return TEXT("***");
    /* A home is shown to the township at most. */
    if (masked && field->class == CLASS_PSEUDONYMOUS)
        v.i = region_at_level(v.i, LEVEL_TOWN);
    return clear_print(a, l, field, v, depth);
}

/* A record by its key, personal parts masked; by its number where nothing of the key is open. */
static struct text reference_print(struct arena *a, struct ledger *l, const struct record_type *t,
                                   int64_t record, int depth)
{
    struct version v;
    struct fault ignored = {0};
    bool found = false, any = false;
    SCOPED_BUFFER out = {0};
    if (depth <= REFERENCE_DEPTH_MAX)
        record_read(&v, &found, a, l, &VIEWER_OWNER, t, record, 0, &ignored);
    for (size_t i = 0; found && i < t->key_count; i++) {
        const struct field *field = t->key[i];
        if (field->class == CLASS_SEALED)
            continue;
        buffer_printf(&out, "%s%.*s", any ? " " : "",
                      TEXT_ARG(field_print(a, l, field, v.values[field->index], true, depth)));
        any = true;
    }
    if (!any)
        buffer_printf(&out, "%.*s #%lld", TEXT_ARG(label_now(t->label)), (long long)record);
    return text_copy(a, buffer_text(&out));
}

struct text record_print(struct arena *a, struct ledger *l, const struct record_type *t,
                         int64_t record)
{
    return reference_print(a, l, t, record, 0);
}

struct text value_print(struct arena *a, struct ledger *l, const struct field *field,
                        struct value v, bool masked)
{
    return field_print(a, l, field, v, masked, 0);
}
