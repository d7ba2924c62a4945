#include "rule/sample.h"

#include "base/language.h"
#include "ledger/hash.h"

#include <stdlib.h>

#define CODE_CHARACTERS 10

struct drawn {
    struct behind behind;
    struct hash turn;
};

/* ---- drawing ---- */

static struct hash turn_of(const struct sample *s, const struct sample_request *request,
                           const struct behind *b)
{
    SCOPED_BUFFER bytes = {0};
    canonical_text(&bytes, s->seed);
    canonical_text(&bytes, request->figure.indicator->name);
    canonical_text(&bytes, s->scope);
    canonical_text(&bytes, b->type->name);
    canonical_int(&bytes, b->record);
    return hash_of(buffer_text(&bytes));
}

static int turn_order(const void *a, const void *b)
{
    const struct drawn *x = a, *y = b;
    return text_compare(hash_text(&x->turn), hash_text(&y->turn));
}

static bool is_same(const struct drawn *x, const struct drawn *y)
{
    return x->behind.type == y->behind.type && x->behind.record == y->behind.record;
}

/* Without letters and digits that are mistaken for one another on paper. */
static struct text code_of(struct arena *a, const struct hash *turn)
{
    static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    char code[CODE_CHARACTERS + 1] = {0};
    for (size_t i = 0; i < CODE_CHARACTERS; i++)
        code[i] = letters[turn->bytes[i] % 32];
    return text_printf(a, "CY%s", code);
}

/* ---- what the checker reads ---- */

struct reading {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    struct text why;
};

/* The person a record is about: itself, or the first reference to one. */
static bool person_find(int64_t *record, const struct record_type **person,
                        const struct reading *r, const struct behind *b, const struct version *v)
{
    *person = catalogue_type_find(r->ledger->catalogue, TEXT("person"));
    *record = b->type == *person ? b->record : 0;
    for (size_t i = 0; *person && *record == 0 && i < b->type->field_count; i++)
        if (b->type->fields[i].type.target == *person && v->values[i].is == VALUE_INT)
            *record = v->values[i].i;
    return *person && *record;
}

static struct text person_field(const struct reading *r, const struct record_type *person,
                                const struct version *v, const char *name)
{
    const struct field *field = type_field_find(person, text_from(name));
    if (!field)
        return TEXT("");
    return value_print(r->arena, r->ledger, field, v->values[field->index], r->why.n == 0);
}

static bool person_read(struct sampled *out, const struct reading *r, const struct behind *b,
                        const struct version *of, struct fault *f)
{
    const struct record_type *person;
    struct version v;
    int64_t record;
    bool found;
    if (r->why.n == 0 || !person_find(&record, &person, r, b, of))
        return true;
    TRY(record_read(&v, &found, r->arena, r->ledger, r->viewer, person, record, 0, f));
    if (!found)
        return true;
    TRY(record_unmask(&v, r->arena, r->ledger, r->viewer, person, r->why, f));
    out->name = person_field(r, person, &v, "name");
    out->phone = person_field(r, person, &v, "phone");
    return true;
}

static struct text content_print(const struct reading *r, const struct record_type *t,
                                 const struct version *v)
{
    SCOPED_BUFFER content = {0};
    for (size_t i = 0; i < t->field_count; i++) {
        const struct field *field = &t->fields[i];
        if (field->class == CLASS_SEALED || v->values[i].is == VALUE_NONE)
            continue;
        struct text label = label_now(field->label);
        struct text value = value_print(r->arena, r->ledger, field, v->values[i], r->why.n == 0);
        buffer_printf(&content, "%s%.*s %.*s", content.n ? tr("; ") : "", TEXT_ARG(label),
                      TEXT_ARG(value));
    }
    return text_copy(r->arena, buffer_text(&content));
}

static bool sampled_read(struct sampled *out, const struct reading *r, const struct drawn *d,
                         struct fault *f)
{
    struct version v;
    bool found;
    *out = (struct sampled){.code = code_of(r->arena, &d->turn),
                            .type = d->behind.type,
                            .record = d->behind.record};
    TRY(record_read(&v, &found, r->arena, r->ledger, r->viewer, out->type, out->record, 0, f));
    if (!found)
        return true;
    out->content = content_print(r, out->type, &v);
    return person_read(out, r, &d->behind, &v, f);
}

static struct drawn *turns_draw(struct sample *s, struct arena *a,
                                const struct sample_request *request, const struct behind *behind,
                                size_t count)
{
    struct drawn *drawn = ARENA_ARRAY(a, struct drawn, count + 1);
    for (size_t i = 0; i < count; i++)
        drawn[i] = (struct drawn){behind[i], turn_of(s, request, &behind[i])};
    if (count)
        qsort(drawn, count, sizeof(*drawn), turn_order);
    for (size_t i = 0; i < count; i++) /* a record behind both parts of a rate has one turn */
        if (s->drawn_from == 0 || !is_same(&drawn[s->drawn_from - 1], &drawn[i]))
            drawn[s->drawn_from++] = drawn[i];
    return drawn;
}

bool sample_draw(struct sample *out, struct arena *a, struct ledger *l, const struct viewer *v,
                 const struct sample_request *request, struct fault *f)
{
    struct behind *behind;
    size_t count;
    if (request->count == 0 || request->count > SAMPLE_MAX)
        return fault_set(f, FAULT_LIMIT, "a sample has between 1 and %d records", SAMPLE_MAX);
    *out = (struct sample){.seed = request->seed, .scope = scope_print(a, &request->figure.scope)};
    if (out->seed.n == 0)
        out->seed = ledger_head_print(a, l);
    TRY(count_behind(&behind, &count, a, l, v, &request->figure, f));
    struct drawn *drawn = turns_draw(out, a, request, behind, count);
    out->count = request->count < out->drawn_from ? request->count : out->drawn_from;
    out->items = ARENA_ARRAY(a, struct sampled, out->count + 1);
    struct reading r = {a, l, v, request->why};
    for (size_t i = 0; i < out->count; i++)
        TRY(sampled_read(&out->items[i], &r, &drawn[i], f));
    return true;
}
