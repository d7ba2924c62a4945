/* What a row refers to: found by its key, by a part of it, or made new. */
#include "base/language.h"
#include "intake/inside.h"
#include "intake/partial.h"

#define CACHED_MAX 20000

bool key_is_whole(const struct plan_node *n)
{
    for (size_t i = 0; i < n->type->key_count; i++)
        if (n->values[n->type->key[i]->index].is == VALUE_NONE)
            return false;
    return n->type->key_count > 0;
}

/* ---- references that rows share: employers, classes, projects ---- */

static bool is_cached(const struct plan_node *n)
{
    for (size_t i = 0; i < n->type->key_count; i++)
        if (n->type->key[i]->class == CLASS_SEALED)
            return false; /* persons differ from row to row */
    return true;
}

static struct text cache_key(struct arena *a, const struct plan_node *n)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < n->type->key_count; i++) {
        struct value v = n->values[n->type->key[i]->index];
        if (v.is == VALUE_INT)
            buffer_add(&b, (struct text){(const char *)&v.i, sizeof(v.i)});
        else
            buffer_printf(&b, "%zu:%.*s", v.t.n, TEXT_ARG(v.t));
    }
    return text_copy(a, buffer_text(&b));
}

static void cache_put(struct plan_node *n, struct text key)
{
    if (n->cache.count >= CACHED_MAX) {
        arena_clear(&n->cache_arena);
        n->cache = (struct map){0};
    }
    int64_t *record = ARENA_NEW(&n->cache_arena, int64_t);
    *record = n->record;
    map_put(&n->cache_arena, &n->cache, text_copy(&n->cache_arena, key), record);
}

static bool find_by_key(struct intake *in, struct plan_node *n, struct fault *f)
{
    int64_t version;
    bool cached = is_cached(n);
    struct text key = cached ? cache_key(&in->scratch, n) : (struct text){"", 0};
    const int64_t *known = cached ? map_find(&n->cache, key) : NULL;
    if (known) {
        n->record = *known;
        return true;
    }
    TRY(batch_find(in->batch, n->type, n->values, &n->record, &version, f));
    if (cached && n->record)
        cache_put(n, key);
    return true;
}

/* ---- a part of the key ---- */

static struct partial **partial_slot(struct plan_node *n)
{
    for (size_t i = 0; i < PARTIALS_MAX; i++)
        if (!n->partials[i] || partial_is_for(n->partials[i], n->values))
            return &n->partials[i];
    return NULL;
}

static bool says_anything_open(const struct plan_node *n)
{
    for (size_t i = 0; i < n->type->field_count; i++)
        if (n->values[i].is != VALUE_NONE && n->type->fields[i].class != CLASS_SEALED)
            return true;
    return false;
}

static bool find_by_part(struct intake *in, struct plan_node *n, struct period at,
                         enum partial_found *found, struct fault *f)
{
    *found = PARTIAL_NONE;
    struct partial **p = says_anything_open(n) ? partial_slot(n) : NULL;
    if (!p)
        return true;
    if (!*p)
        TRY(partial_open(p, in->ledger, n->type, n->values, f));
    *found = partial_find(*p, n->values, at, &n->record);
    return true;
}

/* ---- refusing ---- */

#define KEY_SHOWN_BYTES 60

static void key_show(struct intake *in, struct buffer *b, const struct plan_node *n)
{
    for (size_t i = 0; i < n->type->field_count && b->n < KEY_SHOWN_BYTES; i++) {
        const struct field *field = &n->type->fields[i];
        struct value v = n->values[i];
        const struct plan_node *child =
            field->type.kind == KIND_REF ? plan_child(&in->sheet->plan, n, field) : NULL;
        if (child)
            key_show(in, b, child);
        if (v.is == VALUE_NONE || field->type.kind == KIND_REF)
            continue;
        struct text shown = v.is == VALUE_TEXT && field->type.kind == KIND_TEXT
                                ? cell_shown(&in->scratch, field, v.t)
                                : value_print(&in->scratch, in->ledger, field, v, true);
        buffer_printf(b, "%s%.*s", b->n ? " " : "", TEXT_ARG(shown));
    }
}

/* What the row says of a record, masked, as far as a line has room. */
static struct text said_key(struct intake *in, const struct plan_node *n)
{
    SCOPED_BUFFER b = {0};
    key_show(in, &b, n);
    return text_copy(&in->scratch, buffer_text(&b));
}

static const struct plan_column *any_column(const struct intake *in, const struct plan_node *n)
{
    const struct plan *p = &in->sheet->plan;
    for (size_t i = 0; i < n->type->key_count; i++) {
        const struct plan_column *c = plan_column_of(p, n, n->type->key[i]);
        if (c)
            return c;
    }
    for (size_t i = 0; i < p->column_count; i++)
        if (p->columns[i].node == n)
            return &p->columns[i];
    return NULL;
}

static void refuse_absent(struct intake *in, const struct plan_node *n, const char *says)
{
    struct text key = said_key(in, n), label = label_now(n->type->label);
    row_refuse(in, "absent_reference", any_column(in, n), key,
               text_printf(&in->scratch, tr("a %.*s that is known"), TEXT_ARG(label)),
               text_printf(&in->scratch, says, TEXT_ARG(label), TEXT_ARG(key)));
}

/* A field that a record of this type cannot begin without, and this row does not say. */
static const struct field *lacking_field(struct plan_node *n)
{
    for (size_t i = 0; i < n->type->field_count; i++) {
        const struct field *field = &n->type->fields[i];
        if (n->values[i].is == VALUE_NONE)
            n->values[i] = field->drawn_from ? idno_tells(field, n->values) : field->fallback;
        if (n->values[i].is == VALUE_NONE && field->required &&
            field->required_from.since_1970 == DAY_FIRST.since_1970)
            return field;
    }
    return NULL;
}

static bool has_new_part(const struct intake *in, const struct plan_node *n)
{
    const struct plan *p = &in->sheet->plan;
    for (size_t i = 0; i < p->node_count; i++)
        if (p->nodes[i]->parent == n && p->nodes[i]->is_new)
            return true;
    return false;
}

/* References that this row makes new have no number yet; they are no gap in a key. */
static const struct field *lacking_beside_new(const struct intake *in, struct plan_node *n)
{
    const struct field *lacking = lacking_field(n);
    if (!lacking || lacking->type.kind != KIND_REF)
        return lacking;
    const struct plan_node *child = plan_child(&in->sheet->plan, n, lacking);
    return child && child->is_new ? NULL : lacking;
}

static void begin_new(struct intake *in, struct plan_node *n, const char *otherwise)
{
    if (!n->ref->or_new) {
        refuse_absent(in, n, otherwise);
        return;
    }
    const struct field *lacking = lacking_beside_new(in, n);
    n->is_new = !lacking;
    if (!lacking)
        return;
    struct text label = label_now(n->type->label), wanted = label_now(lacking->label);
    struct text key = said_key(in, n);
    row_refuse(in, "absent_reference", any_column(in, n), key, wanted,
               text_printf(&in->scratch, tr("the %.*s \"%.*s\" is new, and its %.*s is not given"),
                           TEXT_ARG(label), TEXT_ARG(key), TEXT_ARG(wanted)));
}

/* A cell or a part says something; what stands once for the sheet counts only where it is of the
 * key: the county of a condition line names nobody. */
static bool is_filled(const struct plan_node *n)
{
    for (size_t i = 0; i < n->type->field_count; i++)
        if (n->values[i].is != VALUE_NONE && n->base[i].is == VALUE_NONE)
            return true;
    for (size_t i = 0; i < n->type->key_count; i++)
        if (n->base[n->type->key[i]->index].is != VALUE_NONE)
            return true;
    return false;
}

bool node_resolve(struct intake *in, struct plan_node *n, struct period at, struct fault *f)
{
    enum partial_found found = PARTIAL_NONE;
    if (!is_filled(n) && !has_new_part(in, n))
        return true;
    if (has_new_part(in, n)) {
        begin_new(in, n, tr("there is no %.*s \"%.*s\" yet"));
        return true;
    }
    if (key_is_whole(n))
        TRY(find_by_key(in, n, f));
    else
        TRY(find_by_part(in, n, at, &found, f));
    if (n->record && key_is_whole(n))
        TRY(name_ask(in, n, n->record, f));
    if (n->record)
        n->parent->values[n->ref->index] = VALUE_OF_INT(n->record);
    else if (found == PARTIAL_SEVERAL)
        refuse_absent(in, n, tr("several %.*s fit \"%.*s\": the whole key is needed"));
    else
        begin_new(in, n, tr("there is no %.*s \"%.*s\" yet"));
    return true;
}

bool node_put(struct intake *in, struct plan_node *n, struct fault *f)
{
    struct put_result put;
    struct row row = {.type = n->type,
                      .values = n->values,
                      .replaces = -2,
                      .origin = {in->sheet->number, in->row->number}};
    TRY(batch_put(in->batch, &row, &put, f));
    n->record = put.record;
    n->parent->values[n->ref->index] = VALUE_OF_INT(n->record);
    if (is_cached(n))
        cache_put(n, cache_key(&in->scratch, n));
    return true;
}
