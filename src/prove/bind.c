#include "prove/bind.h"

#include "base/language.h"
#include "prove/compare.h"
#include "prove/place.h"

/* FNV-1a twice over, so that two sentences do not meet. */
static struct text fingerprint_print(struct arena *a, struct text words, size_t nth)
{
    uint64_t h[2] = {0xcbf29ce484222325u, 0x84222325cbf29ce4u};
    for (size_t i = 0; i < words.n; i++) {
        h[0] = (h[0] ^ (unsigned char)words.p[i]) * 0x100000001b3u;
        h[1] = (h[1] + (unsigned char)words.p[i]) * 0x9E3779B97F4A7C15u;
        h[1] ^= h[1] >> 29;
    }
    return text_printf(a, "%016llx%016llx.%zu", (unsigned long long)h[0], (unsigned long long)h[1],
                       nth);
}

/* The sentence without white space and numerals, and which of its figures this is. */
static struct text fingerprint(struct arena *a, const struct passage *p, size_t quote)
{
    struct span sentence = p->sentences[p->seats[quote].sentence].span;
    size_t first = quote, count = p->proof->count;
    while (first > 0 && p->seats[first - 1].sentence == p->seats[quote].sentence)
        first--;
    SCOPED_BUFFER words = {0};
    size_t at = sentence.from;
    for (size_t i = first; i < count && p->seats[i].sentence == p->seats[quote].sentence; i++) {
        struct text before = cells_text(a, &p->cells, at, p->seats[i].whole.from);
        buffer_add(&words, before);
        buffer_add_char(&words, '#');
        at = p->seats[i].number_end;
    }
    buffer_add(&words, cells_text(a, &p->cells, at, sentence.to));
    return fingerprint_print(a, buffer_text(&words), quote - first);
}

bool binding_find(struct binding *out, struct arena *a, const struct catalogue *c,
                  const struct map *all, const struct passage *p, size_t quote, struct fault *f)
{
    struct text value, key, scope, record;
    *out = (struct binding){0};
    const struct text *found = all->count ? map_find(all, fingerprint(a, p, quote)) : NULL;
    if (!found)
        return true;
    value = *found;
    if (!text_split(&key, &value, '\t') || !text_split(&scope, &value, '\t') ||
        !text_split(&record, &value, '\t'))
        return true;
    out->indicator = catalogue_indicator_find(c, key);
    if (!out->indicator)
        return true; /* the catalogue knows it no longer */
    TRY(scope_parse(&out->scope, a, c, scope, f));
    for (size_t i = 0; i < record.n; i++)
        out->record = out->record * 10 + (record.p[i] - '0');
    out->is_bound = true;
    return true;
}

/* The number a record states: the field that the indicator takes its value from, or its only one.
 */
static const struct field *field_of_value(const struct node *n, const struct record_type *t)
{
    if (!n)
        return NULL;
    if (n->kind == NODE_PATH && n->step_count == 1 && n->steps[0].field) {
        enum kind k = n->steps[0].field->type.kind;
        if (k == KIND_INT || k == KIND_MONEY || k == KIND_DECIMAL)
            return n->steps[0].field;
    }
    for (size_t i = 0; i < n->arg_count; i++) {
        const struct field *found = field_of_value(n->args[i], t);
        if (found)
            return found;
    }
    return NULL;
}

static struct decimal value_of(const struct field *field, struct value v)
{
    int places = field->type.kind == KIND_MONEY     ? 2
                 : field->type.kind == KIND_DECIMAL ? field->type.places
                                                    : 0;
    return decimal_trim((struct decimal){v.i, places});
}

bool binding_prove(struct quote *q, struct arena *a, struct ledger *l, const struct viewer *v,
                   const struct binding *b, int64_t known, struct fault *f)
{
    const struct record_type *t = q->indicator->over_count ? q->indicator->over[0].type : NULL;
    const struct field *field = t ? field_of_value(q->indicator->value, t) : NULL;
    struct version version;
    bool found = false;
    q->known = known ? known : l->head;
    q->bound_record = b->record;
    if (t && field)
        TRY(record_read(&version, &found, a, l, v, t, b->record, known, f));
    if (found && version.values[field->index].is == VALUE_INT) {
        struct decimal value = value_of(field, version.values[field->index]);
        struct figure *figure = ARENA_NEW(a, struct figure);
        *figure = (struct figure){.is_known = true,
                                  .value = value,
                                  .lo = value,
                                  .hi = value,
                                  .basis = BASIS_COUNTED,
                                  .evidence = {.records = 1}};
        q->figure = figure;
    }
    verdict_set(q, a);
    return true;
}

/* ---- binding one ---- */

static bool same_surface(struct arena *a, struct text x, struct text y)
{
    struct cells one, two;
    cells_read(&one, a, x);
    cells_read(&two, a, y);
    return text_equal(cells_text(a, &one, 0, one.count), cells_text(a, &two, 0, two.count));
}

static bool quote_find(size_t *out, struct arena *a, const struct proof *p,
                       const struct bind_request *r, struct fault *f)
{
    size_t found = 0;
    struct places places;
    places_open(&places, p);
    for (size_t i = 0; i < p->count; i++) {
        const struct quote *q = &p->quotes[i];
        int line = place_of(&places, q->byte_start, q->byte_end).line;
        if (q->kind == QUOTE_DATE || (r->line && line != r->line) ||
            !same_surface(a, q->surface, r->surface))
            continue;
        *out = i;
        found++;
    }
    if (found == 1)
        return true;
    if (found == 0)
        fault_set(f, FAULT_ABSENT, "there is no figure \"%.*s\" there", TEXT_ARG(r->surface));
    else
        fault_set(f, FAULT_INPUT, "\"%.*s\" stands there %zu times", TEXT_ARG(r->surface), found);
    return fault_hint(f, "see `shanhai prove FILE` for its line and how it is written");
}

static bool record_check(struct arena *a, struct ledger *l, const struct viewer *v,
                         const struct bind_request *r, struct fault *f)
{
    const struct indicator *x = r->indicator;
    const struct record_type *t = x->over_count ? x->over[0].type : NULL;
    struct version version;
    bool found = false;
    if (r->record == 0)
        return true;
    if (!t || !field_of_value(x->value, t))
        return fault_set(f, FAULT_INPUT, "no record alone states \"%.*s\"", TEXT_ARG(x->name));
    TRY(record_read(&version, &found, a, l, v, t, r->record, 0, f));
    if (!found)
        return fault_set(f, FAULT_ABSENT, "there is no %.*s %lld", TEXT_ARG(t->name),
                         (long long)r->record);
    return true;
}

bool prove_bind(struct arena *a, struct ledger *l, const struct viewer *v, struct text source,
                const struct bind_request *request, struct fault *f)
{
    struct proof proof;
    struct passage passage;
    struct prove_options options = {.published = DAY_FIRST};
    size_t quote = 0;
    TRY(prove_find(&proof, a, l->catalogue, source, &options, f));
    proof.document = request->document;
    TRY(quote_find(&quote, a, &proof, request, f));
    TRY(record_check(a, l, v, request, f));
    passage_read(&passage, a, &proof, NULL);
    struct text value =
        text_printf(a, "%.*s\t%.*s\t%lld", TEXT_ARG(request->indicator->name),
                    TEXT_ARG(scope_print(a, &request->scope)), (long long)request->record);
    return ledger_note_put(l, BINDINGS, fingerprint(a, &passage, quote), value, f);
}
