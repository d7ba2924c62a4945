/* What this programme is, and what its catalogue knows. */
#include "intake/intake.h"
#include "web/figure.h"
#include "web/pages.h"

#include <stdio.h>

static void region_put(struct writer *w, struct arena *a, const struct catalogue *c, int64_t code)
{
    put_object(w);
    put_text_as(w, "code", region_code_print(a, code));
    put_text_as(w, "name", region_name(a, c->regions, code));
    put_end(w);
}

struct children {
    struct writer *w;
    struct arena *a;
    const struct catalogue *c;
};

static void child_put(void *self, const struct region *region)
{
    struct children *to = self;
    if (region->successor == 0)
        region_put(to->w, to->a, to->c, region->code);
}

static void batches_put(struct writer *w, struct arena *a, const struct batch_info *batches,
                        size_t count)
{
    put_array_as(w, "batches");
    for (size_t i = count; i > 0; i--) {
        const struct batch_info *b = &batches[i - 1];
        char hash[65];
        for (int n = 0; n < 32; n++)
            snprintf(hash + 2 * n, 3, "%02x", b->hash[n]);
        put_object(w);
        put_int_as(w, "number", b->number);
        put_int_as(w, "at", b->at_ms);
        put_text_as(w, "author", b->author);
        put_text_as(w, "note", b->note);
        put_int_as(w, "rows", b->rows);
        put_text_as(w, "hash", text_copy(a, text_from(hash)));
        put_end(w);
    }
    put_end(w);
}

static void places_put(struct writer *w, const struct request *q)
{
    const struct catalogue *c = q->ledger->catalogue;
    put_key(w, "west");
    region_put(w, q->arena, c, c->programme.west);
    put_array_as(w, "places");
    region_each_child(c->regions, c->programme.west, child_put, &(struct children){w, q->arena, c});
    put_end(w);
    put_array_as(w, "parties");
    for (size_t i = 0; i < c->parties.count; i++)
        region_put(w, q->arena, c, c->parties.items[i]->region);
    put_end(w);
}

/* The systems in their order, so that long lists can be read by them. */
static void systems_put(struct writer *w, const struct catalogue *c)
{
    put_array_as(w, "systems");
    for (size_t i = 0; i < c->systems.count; i++) {
        put_object(w);
        put_text_as(w, "name", c->systems.items[i]->name);
        put_text_as(w, "label", label_now(c->systems.items[i]->label));
        put_end(w);
    }
    put_end(w);
}

bool programme_page(struct request *q, struct reply *r, struct fault *f)
{
    struct batch_info *batches;
    size_t count;
    struct day newest;
    const struct catalogue *c = q->ledger->catalogue;
    TRY(ledger_batches(&batches, &count, q->arena, q->ledger, f));
    TRY(newest_day(&newest, q, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_text_as(&w, "name", label_now(c->programme.label));
    put_bool_as(&w, "demonstration", c->programme.is_demonstration);
    put_text_as(&w, "head", ledger_head_print(q->arena, q->ledger));
    put_int_as(&w, "known", count ? batches[count - 1].number : 0);
    put_text_as(&w, "from", day_print(q->arena, c->programme.from));
    put_text_as(&w, "today", day_print(q->arena, day_today()));
    put_text_as(&w, "newest", day_print(q->arena, newest));
    put_bool_as(&w, "has_key", q->ledger->keyring != NULL);
    places_put(&w, q);
    systems_put(&w, c);
    batches_put(&w, q->arena, batches, count);
    put_end(&w);
    return true;
}

bool indicators_page(struct request *q, struct reply *r, struct fault *f)
{
    (void)f;
    const struct catalogue *c = q->ledger->catalogue;
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_array_as(&w, "indicators");
    for (size_t i = 0; i < c->indicators.count; i++)
        indicator_put(&w, NULL, c->indicators.items[i]);
    put_end(&w);
    put_end(&w);
    return true;
}

/* ---- record types: for matching columns and for templates ---- */

static void codes_put(struct writer *w, const struct code_list *codes)
{
    put_array_as(w, "codes");
    for (size_t i = 0; codes && i < codes->count; i++) {
        put_object(w);
        put_text_as(w, "code", codes->codes[i].code);
        put_text_as(w, "label", label_now(codes->codes[i].label));
        put_end(w);
    }
    put_end(w);
}

/* The columns a sheet of this type may have: its fields, a reference by its target's fields. */
static void columns_put(struct writer *w, struct arena *a, const struct record_type *t,
                        struct text before, struct text label_before, int depth)
{
    for (size_t i = 0; i < t->field_count; i++) {
        const struct field *field = &t->fields[i];
        struct text path = text_printf(a, "%.*s%.*s", TEXT_ARG(before), TEXT_ARG(field->name));
        struct text label =
            text_printf(a, "%.*s%.*s", TEXT_ARG(label_before), TEXT_ARG(label_now(field->label)));
        if (field->type.kind == KIND_REF && depth > 0) {
            columns_put(w, a, field->type.target, text_printf(a, "%.*s.", TEXT_ARG(path)),
                        text_printf(a, "%.*s · ", TEXT_ARG(label)), depth - 1);
            continue;
        }
        put_object(w);
        put_text_as(w, "path", path);
        put_text_as(w, "label", label);
        put_bool_as(w, "required", field->required);
        codes_put(w, field->type.codes);
        put_end(w);
    }
}

bool types_page(struct request *q, struct reply *r, struct fault *f)
{
    (void)f;
    const struct catalogue *c = q->ledger->catalogue;
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_array_as(&w, "types");
    for (size_t i = 0; i < c->types.count; i++) {
        const struct record_type *t = c->types.items[i];
        put_object(&w);
        put_text_as(&w, "name", t->name);
        put_text_as(&w, "label", label_now(t->label));
        put_text_as(&w, "system", t->system);
        put_array_as(&w, "columns");
        columns_put(&w, q->arena, t, TEXT(""), TEXT(""), 2);
        put_end(&w);
        put_end(&w);
    }
    put_end(&w);
    put_end(&w);
    return true;
}
