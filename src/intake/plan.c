#include "intake/plan.h"
#include "intake/partial.h"

#include <stdlib.h>

/* ---- nodes ---- */

static struct plan_node *node_new(struct plan *p, const struct record_type *type,
                                  struct plan_node *parent, const struct field *ref)
{
    struct plan_node *n = ARENA_NEW(p->arena, struct plan_node);
    *n = (struct plan_node){.type = type, .parent = parent, .ref = ref};
    n->base = ARENA_ARRAY(p->arena, struct value, type->field_count + 1);
    n->values = ARENA_ARRAY(p->arena, struct value, type->field_count + 1);
    n->has_column = ARENA_ARRAY(p->arena, bool, type->field_count + 1);
    p->nodes[p->node_count++] = n;
    return n;
}

struct plan_node *plan_child(const struct plan *p, const struct plan_node *parent,
                             const struct field *ref)
{
    for (size_t i = 0; i < p->node_count; i++)
        if (p->nodes[i]->parent == parent && p->nodes[i]->ref == ref)
            return p->nodes[i];
    return NULL;
}

struct plan_node *plan_root(const struct plan *p)
{
    return p->nodes[p->node_count - 1];
}

/* The node that holds a path's field, with those on the way to it. */
static struct plan_node *node_of_path(struct plan *p, struct plan_node *root,
                                      const struct column_path *path)
{
    struct plan_node *n = root;
    for (int i = 0; i < path->depth; i++) {
        struct plan_node *child = plan_child(p, n, path->refs[i]);
        n->has_column[path->refs[i]->index] = true;
        n = child ? child : node_new(p, path->refs[i]->type.target, n, path->refs[i]);
    }
    return n;
}

/* Made from the root on, used from the leaves up. */
static void nodes_turn(struct plan *p)
{
    for (size_t i = 0, k = p->node_count; i + 1 < k; i++) {
        struct plan_node *n = p->nodes[i];
        p->nodes[i] = p->nodes[--k];
        p->nodes[k] = n;
    }
}

/* ---- columns ---- */

static bool is_quantity(const struct field *field)
{
    enum kind k = field->type.kind;
    return k == KIND_MONEY || k == KIND_INT || k == KIND_DECIMAL;
}

static bool has_dated_codes(const struct field *field)
{
    const struct code_list *list = field->type.kind == KIND_CODE ? field->type.codes : NULL;
    for (size_t i = 0; list && i < list->count; i++)
        if (list->codes[i].from.since_1970 != DAY_FIRST.since_1970 ||
            list->codes[i].to.since_1970 != DAY_LAST.since_1970)
            return true;
    return false;
}

static enum region_level level_of_part(enum region_part part)
{
    static const enum region_level levels[] = {LEVEL_ANY,    LEVEL_PROVINCE, LEVEL_PREFECTURE,
                                               LEVEL_COUNTY, LEVEL_TOWN,     LEVEL_VILLAGE};
    return levels[part];
}

/* A part of a region is read at its own level, whatever the field as a whole wants. */
static const struct field *field_of_part(struct plan *p, const struct heading *h)
{
    if (h->part == PART_WHOLE)
        return h->path->field;
    struct field *field = ARENA_NEW(p->arena, struct field);
    *field = *h->path->field;
    field->type.level = level_of_part(h->part);
    return field;
}

static bool is_party(const struct record_type *type, const struct column_path *path)
{
    const struct node *n = type->party;
    return n && n->kind == NODE_PATH && path->depth == 0 && n->step_count == 1 &&
           n->steps[0].field == path->field;
}

static void column_problem(const struct plan_sink *sink, const struct heading *h,
                           const struct constant *c, const char *kind, struct text wanted,
                           struct text says)
{
    struct plan_problem problem = {h, c, kind, wanted, says};
    sink->take(sink->self, &problem);
}

static void column_add(struct plan *p, struct plan_node *root, const struct heading *h,
                       struct region_cache *regions, const struct plan_sink *sink)
{
    struct plan_column *c = &p->columns[p->column_count];
    struct fault f = {0};
    *c = (struct plan_column){.index = (size_t)h->column - 1, .heading = h};
    if (!reader_init(&c->reader, p->arena, p->catalogue, field_of_part(p, h), h->unit, regions,
                     &f)) {
        column_problem(sink, h, NULL, "unknown_unit", (struct text){"", 0}, text_from(f.message));
        if (h->path->field->type.kind == KIND_MONEY)
            return;
    }
    c->node = node_of_path(p, root, h->path);
    c->node->has_column[h->path->field->index] = true;
    c->reader.within = p->catalogue->programme.west;
    c->reader.is_eastern = is_party(p->type, h->path);
    c->is_quantity = is_quantity(h->path->field);
    c->is_dated_code = has_dated_codes(h->path->field);
    p->needs_day |= c->is_dated_code;
    p->column_count++;
}

static int column_order(const void *x, const void *y)
{
    const struct plan_column *a = x, *b = y;
    if (a->heading->part != b->heading->part)
        return (int)a->heading->part - (int)b->heading->part;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* Coarser parts come first, and each knows the one before it. */
static void parts_link(struct plan *p)
{
    qsort(p->columns, p->column_count, sizeof(*p->columns), column_order);
    for (size_t i = 0; i < p->column_count; i++)
        for (size_t k = i; k-- > 0 && p->columns[i].heading->part != PART_WHOLE;)
            if (p->columns[k].heading->path == p->columns[i].heading->path) {
                p->columns[i].coarser = &p->columns[k];
                break;
            }
}

/* ---- constants ---- */

static void constant_set(struct plan *p, struct plan_node *root, const struct constant *constant,
                         struct region_cache *regions, const struct plan_sink *sink)
{
    struct reader reader;
    struct fault f = {0};
    struct problem problem = {0};
    const struct field *field = constant->path->field;
    struct cell cell = {.kind = CELL_TEXT, .text = constant->value};
    struct value value;
    if (!reader_init(&reader, p->arena, p->catalogue, field, (struct text){"", 0}, regions, &f))
        return;
    reader.within = p->catalogue->programme.west;
    reader.is_eastern = is_party(p->type, constant->path);
    if (cell_read(&value, p->arena, &reader, &cell, &problem) != READING_VALUE) {
        column_problem(sink, NULL, constant, problem.kind, problem.wanted, problem.says);
        return;
    }
    struct plan_node *n = node_of_path(p, root, constant->path);
    n->has_column[field->index] = true;
    n->base[field->index] = value;
}

static void requirements_note(struct plan *p, const struct plan_node *n)
{
    for (size_t i = 0; i < n->type->field_count; i++) {
        const struct field *field = &n->type->fields[i];
        p->needs_day |= field->required && field->required_from.since_1970 != DAY_FIRST.since_1970;
        p->has_fallbacks |= field->drawn_from || (field->fallback.is != VALUE_NONE && !n->has_column[i]);
    }
}

void plan_make(struct plan *out, struct arena *a, const struct catalogue *c,
               const struct recognised *r, struct region_cache *regions,
               const struct plan_sink *problems)
{
    *out = (struct plan){.arena = a, .catalogue = c, .type = r->type};
    size_t most = r->heading_count + r->constants.count;
    out->nodes = ARENA_ARRAY(a, struct plan_node *, most * PATH_DEPTH_MAX + 1);
    out->columns = ARENA_ARRAY(a, struct plan_column, r->heading_count + 1);
    struct plan_node *root = node_new(out, r->type, NULL, NULL);
    for (size_t i = 0; i < r->heading_count; i++)
        if (r->headings[i].path)
            column_add(out, root, &r->headings[i], regions, problems);
    for (size_t i = 0; i < r->constants.count; i++)
        constant_set(out, root, &r->constants.items[i], regions, problems);
    out->fallbacks = ARENA_ARRAY(a, struct value, r->type->field_count + 1);
    for (size_t i = 0; i < r->type->field_count; i++)
        out->fallbacks[i] = r->type->fields[i].fallback;
    parts_link(out);
    nodes_turn(out);
    requirements_note(out, root);
}

void plan_fallback(struct plan *p, const struct field *field, struct text value,
                   struct region_cache *regions)
{
    struct reader reader;
    struct fault f = {0};
    struct problem problem = {0};
    struct cell cell = {.kind = CELL_TEXT, .text = value};
    if (reader_init(&reader, p->arena, p->catalogue, field, (struct text){"", 0}, regions, &f) &&
        cell_read(&p->fallbacks[field->index], p->arena, &reader, &cell, &problem) == READING_VALUE)
        p->has_fallbacks = true;
    else
        p->fallbacks[field->index] = VALUE_ABSENT;
}

void plan_clear(struct plan *p)
{
    for (size_t i = 0; i < p->node_count; i++) {
        for (size_t k = 0; k < PARTIALS_MAX; k++)
            partial_close(p->nodes[i]->partials[k]);
        arena_clear(&p->nodes[i]->cache_arena);
    }
}

const struct plan_column *plan_column_of(const struct plan *p, const struct plan_node *node,
                                         const struct field *field)
{
    for (size_t i = p->column_count; i-- > 0;)
        if (p->columns[i].node == node && p->columns[i].heading->path->field == field)
            return &p->columns[i];
    return NULL;
}
