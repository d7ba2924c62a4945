#include "intake/title.h"
#include "intake/cell.h"

#include <string.h>

/* ---- a heading as it is compared ---- */

static bool is_mark(uint32_t cp)
{
    return cp <= ' ' || cp == '*' || cp == 0x2605 || cp == 0x3000 || cp == 0xa0 || cp == ':' ||
           cp == 0x25b2 || cp == ';' || cp == '"';
}

static size_t bracket_end(struct text t, size_t at)
{
    int depth = 0;
    for (size_t i = at; i < t.n; i++) {
        depth += t.p[i] == '(' || t.p[i] == '[';
        depth -= t.p[i] == ')' || t.p[i] == ']';
        if (depth == 0)
            return i;
    }
    return t.n;
}

static struct text unit_of_bracket(struct text inside)
{
    struct text words[] = {TEXT("单位:"), TEXT("单位")};
    for (size_t i = 0; i < 2; i++)
        if (text_starts(inside, words[i]))
            return text_trim(text_slice(inside, words[i].n, inside.n));
    return text_trim(inside);
}

static struct text brackets_narrow(struct arena *a, struct text t)
{
    t = narrow_text(a, t);
    char *p = (char *)text_copy(a, t).p;
    size_t n = 0, length;
    for (struct text rest = t; rest.n; rest = text_slice(rest, length, rest.n)) {
        uint32_t cp = utf8_next(rest, &length);
        cp = cp == 0x3014 || cp == 0x3010 ? '[' : cp == 0x3015 || cp == 0x3011 ? ']' : cp;
        cp = cp >= 'A' && cp <= 'Z' ? cp - 'A' + 'a' : cp;
        n += utf8_put(p + n, cp);
    }
    return (struct text){p, n};
}

static struct text without_among(struct text title)
{
    return text_starts(title, TEXT("其中")) ? text_slice(title, 6, title.n) : title;
}

/* Chinese characters, small letters and digits alone: nearly all that a catalogue calls a column. */
static bool is_normal(struct text t)
{
    for (size_t i = 0; i < t.n;) {
        bool chinese = utf8_starts_chinese((struct text){t.p + i, t.n - i});
        bool small = (t.p[i] >= 'a' && t.p[i] <= 'z') || (t.p[i] >= '0' && t.p[i] <= '9');
        if (!chinese && !small)
            return false;
        i += chinese ? 3 : 1;
    }
    return true;
}

struct text title_normal(struct arena *a, struct text heading, struct text *unit)
{
    *unit = (struct text){"", 0};
    if (is_normal(heading))
        return without_among(text_copy(a, heading));
    struct text t = brackets_narrow(a, heading);
    char *p = arena_alloc(a, t.n + 1);
    size_t n = 0, length;
    for (size_t i = 0; i < t.n; i += length) {
        uint32_t cp = utf8_next(text_slice(t, i, t.n), &length);
        if (cp == '(' || cp == '[') {
            size_t end = bracket_end(t, i);
            *unit = unit_of_bracket(text_slice(t, i + 1, end));
            length = end - i + 1;
        } else if (!is_mark(cp)) {
            memcpy(p + n, t.p + i, length);
            n += length;
        }
    }
    return without_among((struct text){p, n});
}

/* ---- the index ---- */

struct building {
    struct title_index *out;
    struct column_path *path;
};

/* One use a path and title, the strongest; the list of a title keeps the order of types. */
static void title_add(struct title_index *t, struct text title, const struct column_path *path,
                      int strength)
{
    struct text unit, key = title_normal(t->arena, title, &unit);
    if (key.n == 0)
        return;
    struct title_use *first = map_find(&t->titles, key);
    for (struct title_use *u = first; u; u = u->next)
        if (u->path == path) {
            u->strength = strength > u->strength ? strength : u->strength;
            return;
        }
    struct title_use *use = ARENA_NEW(t->arena, struct title_use);
    *use = (struct title_use){path, strength, first};
    map_put(t->arena, &t->titles, key, use);
}

/* Calls for each way a field's title may be written, surest first. */
static void titles_each(const struct title_index *t, const struct field *field,
                        void (*take)(struct building *b, struct text title, int strength),
                        struct building *b)
{
    const struct word *w = catalogue_word_find(t->catalogue, field->name);
    take(b, field->label.zh, TITLE_LABEL);
    take(b, field->label.en, TITLE_LABEL);
    for (size_t i = 0; i < field->reads.count; i++)
        take(b, field->reads.items[i], TITLE_SYNONYM);
    for (size_t i = 0; w && i < w->zh.count; i++)
        take(b, w->zh.items[i].text, TITLE_SYNONYM);
    for (size_t i = 0; w && i < w->reads.count; i++)
        take(b, w->reads.items[i], TITLE_SYNONYM);
    take(b, field->name, TITLE_SYNONYM);
}

static void take_own(struct building *b, struct text title, int strength)
{
    title_add(b->out, title, b->path, strength);
    if (b->path->field->type.kind == KIND_BOOL)
        title_add(b->out, text_printf(b->out->arena, "是否%.*s", TEXT_ARG(title)), b->path,
                  strength);
}

static void take_referred(struct building *b, struct text title, int strength)
{
    (void)strength;
    title_add(b->out, title, b->path,
              (b->path->in_key ? TITLE_FINDS : TITLE_DISTANT + 1) - b->path->depth + 1);
}

static void take_joined(struct building *b, struct text title, int strength)
{
    const struct field *ref = b->path->refs[b->path->depth - 1];
    struct arena *a = b->out->arena;
    (void)strength;
    title_add(b->out, text_join(a, ref->label.zh, title), b->path, TITLE_SYNONYM);
    for (size_t i = 0; i < ref->reads.count; i++)
        title_add(b->out, text_join(a, ref->reads.items[i], title), b->path, TITLE_SYNONYM);
}

/* What stands in a column that is titled by the reference itself: a name, else the first key. */
static const struct field *naming_field(const struct record_type *t)
{
    const struct field *name = type_field_find(t, TEXT("name"));
    if (name && name->type.kind == KIND_TEXT)
        return name;
    for (size_t i = 0; i < t->key_count; i++)
        if (t->key[i]->type.kind != KIND_REF)
            return t->key[i];
    return NULL;
}

static bool is_title_of(const struct field *field, struct text title)
{
    if (text_equal(field->label.zh, title) || text_equal(field->label.en, title))
        return true;
    for (size_t i = 0; i < field->reads.count; i++)
        if (text_equal(field->reads.items[i], title))
            return true;
    return false;
}

/* "项目编号" over a reference is the code of what it refers to, not its name. */
static const struct field *titled_field(const struct record_type *t, struct text title)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (t->fields[i].type.kind != KIND_REF && is_title_of(&t->fields[i], title))
            return &t->fields[i];
    if (text_ends(title, TEXT("编号")) || text_ends(title, TEXT("代码")) ||
        text_ends(title, TEXT("编码")))
        for (size_t i = 0; i < t->key_count; i++)
            if (t->key[i]->type.kind == KIND_TEXT)
                return t->key[i];
    return NULL;
}

static void take_naming(struct building *b, struct text title, int strength)
{
    const struct record_type *target = b->path->refs[b->path->depth - 1]->type.target;
    const struct field *titled = titled_field(target, title);
    (void)strength;
    if (b->path->field == (titled ? titled : naming_field(target)))
        title_add(b->out, title, b->path, TITLE_NAMES);
}

/* A record that is known by what it refers to, as an enterprise by its organisation, has its name. */
static bool is_named_by(const struct column_path *path, int i)
{
    const struct record_type *target = path->refs[i]->type.target;
    return target->key_count == 1 && target->key[0] == path->refs[i + 1];
}

static void path_titles(struct title_index *t, struct column_path *path)
{
    struct building b = {t, path};
    if (path->depth == 0) {
        titles_each(t, path->field, take_own, &b);
        return;
    }
    titles_each(t, path->field, take_joined, &b);
    titles_each(t, path->field, take_referred, &b);
    for (int i = path->depth; i-- > 0 && (i == path->depth - 1 || is_named_by(path, i));)
        titles_each(t, path->refs[i], take_naming, &b);
}

static bool is_key_field(const struct record_type *t, const struct field *field)
{
    for (size_t i = 0; i < t->key_count; i++)
        if (t->key[i] == field)
            return true;
    return false;
}

static void path_add(struct title_index *t, const struct column_path *before,
                     const struct field *field)
{
    struct column_path *path = ARENA_NEW(t->arena, struct column_path);
    *path = *before;
    path->field = field;
    path->path = before->path.n ? text_printf(t->arena, "%.*s.%.*s", TEXT_ARG(before->path),
                                              TEXT_ARG(field->name))
                                : field->name;
    path->in_key = before->in_key && is_key_field(field->owner, field);
    LIST_ADD(t->arena, &t->paths[before->type->index], path);
    path_titles(t, path);
}

/*
 * A reference that a record may lack is found by its key or name alone: a column of its other
 * fields would say something of a record that the row need not mean.
 */
static bool is_beside_the_way(const struct column_path *before, const struct field *field)
{
    const struct field *ref = before->depth ? before->refs[0] : NULL;
    return ref && !ref->required && !ref->or_new && !is_key_field(ref->type.target, field) &&
           before->depth == 1 && field != naming_field(ref->type.target);
}

/* Own fields, then those of what is referred to; beyond the first reference only key fields. */
static void paths_add(struct title_index *t, const struct column_path *before,
                      const struct record_type *here)
{
    for (size_t i = 0; i < here->field_count; i++) {
        const struct field *field = &here->fields[i];
        bool key = is_key_field(here, field);
        if (before->depth > 1 && !key && field != naming_field(here))
            continue;
        if (is_beside_the_way(before, field))
            continue;
        if (field->type.kind != KIND_REF) {
            path_add(t, before, field);
            continue;
        }
        if (before->depth == PATH_DEPTH_MAX || !field->type.target || (before->depth && !key))
            continue;
        struct column_path next = *before;
        next.refs[next.depth++] = field;
        next.in_key = before->depth ? before->in_key && key : true;
        next.path = before->path.n ? text_printf(t->arena, "%.*s.%.*s", TEXT_ARG(before->path),
                                                 TEXT_ARG(field->name))
                                   : field->name;
        paths_add(t, &next, field->type.target);
    }
}

void title_index_build(struct title_index *out, struct arena *a, const struct catalogue *c)
{
    *out = (struct title_index){.arena = a, .catalogue = c};
    out->paths = ARENA_ARRAY(a, path_list, c->types.count + 1);
    for (size_t i = 0; i < c->types.count; i++) {
        struct column_path root = {.type = c->types.items[i], .in_key = true};
        paths_add(out, &root, c->types.items[i]);
    }
}

const struct title_use *title_find(const struct title_index *t, struct text title)
{
    return map_find(&t->titles, title);
}

const struct title_use *title_in_type(const struct title_index *t, const struct record_type *type,
                                      struct text title)
{
    const struct title_use *best = NULL;
    for (const struct title_use *u = title_find(t, title); u; u = u->next)
        if (u->path->type == type && (!best || u->strength >= best->strength))
            best = u;
    return best;
}

const struct column_path *path_find(const struct title_index *t, const struct record_type *type,
                                    struct text path)
{
    const path_list *list = &t->paths[type->index];
    for (size_t i = 0; i < list->count; i++)
        if (text_equal(list->items[i]->path, path))
            return list->items[i];
    return NULL;
}
