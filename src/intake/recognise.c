/* Which rows are the heading, which type the table is of, which column holds what. */
#include "intake/cell.h"
#include "intake/heading.h"

#include <stdlib.h>

#define HEADING_ROWS_LOOKED_AT 20
#define MARGIN_MIN 6 /* the best type is taken where it leads the next by this much */
#define OPTIONS_PER_HEADING 64

struct option {
    struct heading *heading;
    const struct column_path *path;
    int strength;
    bool is_label;
};
struct options {
    struct option *items;
    size_t count, cap;
};

/* One reading of some rows as headings, and how well each type fits it. */
struct candidate {
    size_t first, last;
    bool is_merged; /* two levels that merged cells show */
    struct heading *headings;
    size_t count;
    struct text fingerprint;
    int *scores; /* by type->index */
    const struct record_type *best, *second, *third;
};

/* ---- matching the headings of one type ---- */

static bool ref_is_called(const struct field *ref, struct text title)
{
    if (title.n == 0)
        return false;
    if (text_equal(ref->label.zh, title))
        return true;
    for (size_t i = 0; i < ref->reads.count; i++)
        if (text_equal(ref->reads.items[i], title))
            return true;
    return false;
}

static void options_add(struct options *out, const struct title_index *t,
                        const struct record_type *type, struct heading *h, struct text title,
                        int more)
{
    for (const struct title_use *u = title_find(t, title); u && out->count < out->cap;
         u = u->next) {
        if (u->path->type != type)
            continue;
        int strength = u->strength + more;
        if (u->path->depth && ref_is_called(u->path->refs[u->path->depth - 1], h->top))
            strength += 6;
        out->items[out->count++] =
            (struct option){h, u->path, strength, u->strength == TITLE_LABEL};
    }
}

static int option_order(const void *x, const void *y)
{
    const struct option *a = x, *b = y;
    if (a->strength != b->strength)
        return b->strength - a->strength;
    if (a->heading->column != b->heading->column)
        return a->heading->column < b->heading->column ? -1 : 1;
    return text_compare(a->path->path, b->path->path);
}

static bool path_is_taken(const struct heading *headings, size_t count,
                          const struct column_path *path)
{
    for (size_t i = 0; i < count; i++)
        if (headings[i].path == path)
            return true;
    return false;
}

/* The surest pair of column and path first, each at most once. */
static void options_assign(struct options *options, struct heading *headings, size_t count)
{
    qsort(options->items, options->count, sizeof(*options->items), option_order);
    for (size_t i = 0; i < options->count; i++) {
        struct option *o = &options->items[i];
        if (o->heading->path || path_is_taken(headings, count, o->path))
            continue;
        o->heading->how = o->is_label ? COLUMN_LABEL : COLUMN_SYNONYM;
        o->heading->path = o->path;
    }
}

static void headings_match(struct arena *a, const struct title_index *t,
                           const struct record_type *type, struct heading *headings, size_t count)
{
    struct options options = {.cap = count * OPTIONS_PER_HEADING};
    options.items = ARENA_ARRAY(a, struct option, options.cap + 1);
    for (size_t i = 0; i < count; i++) {
        struct heading *h = &headings[i];
        if (h->how == COLUMN_GIVEN || h->how == COLUMN_REMEMBERED || is_reason_heading(h->low))
            continue;
        options_add(&options, t, type, h, h->whole, 1);
        if (!text_equal(h->whole, h->low))
            options_add(&options, t, type, h, h->low, 0);
    }
    options_assign(&options, headings, count);
}

/* ---- how well a type fits ---- */

static bool ref_is_filled(const struct heading *headings, size_t count, const struct field *field)
{
    for (size_t i = 0; i < count; i++) {
        const struct column_path *p = headings[i].path;
        if (p && (p->depth ? p->refs[0] : p->field) == field)
            return true;
    }
    return false;
}

static int heading_score(const struct heading *h)
{
    if (!h->path)
        return is_idle_heading(h->low) ? 0 : -3;
    if (h->path->depth == 0)
        return h->how == COLUMN_LABEL ? TITLE_LABEL : TITLE_SYNONYM;
    return h->path->in_key ? 8 : h->path->depth == 1 ? 7 : 3;
}

static int type_score(const struct record_type *type, const struct heading *headings, size_t count)
{
    int score = 0;
    for (size_t i = 0; i < count; i++)
        score += heading_score(&headings[i]);
    for (size_t i = 0; i < type->field_count; i++) {
        const struct field *field = &type->fields[i];
        bool lacking = field->required && field->fallback.is == VALUE_NONE &&
                       field->required_from.since_1970 == DAY_FIRST.since_1970 &&
                       !ref_is_filled(headings, count, field);
        score -= lacking ? 5 : 0;
    }
    for (size_t i = 0; i < type->key_count; i++)
        score -= ref_is_filled(headings, count, type->key[i]) ? 0 : 5;
    return score;
}

static int words_bonus(struct text titles, struct text word)
{
    return word.n && text_find(titles, word) >= 0 ? 8 + 2 * (int)utf8_count(word) : 0;
}

/* Title lines, sheet and file name may name the type: the longest of its names that occurs. */
static int title_bonus(const struct record_type *type, struct text titles)
{
    int best = words_bonus(titles, type->label.zh);
    for (size_t i = 0; i < type->reads.count; i++) {
        int n = words_bonus(titles, type->reads.items[i]);
        best = n > best ? n : best;
    }
    return best;
}

static struct text titles_above(struct arena *a, const struct sheet_head *head, size_t before)
{
    SCOPED_BUFFER b = {0};
    buffer_add(&b, head->sheet);
    for (size_t i = 0; i < before; i++)
        for (size_t k = 0; k < head->rows[i].cell_count; k++) {
            if (k && head->rows[i].cells[k].is_merged &&
                text_equal(head->rows[i].cells[k].text, head->rows[i].cells[k - 1].text))
                continue;
            buffer_add_char(&b, '\n');
            buffer_add(&b, head->rows[i].cells[k].text);
        }
    return text_copy(a, buffer_text(&b));
}

/* ---- candidates ---- */

static struct text headings_fingerprint(struct arena *a, const struct heading *headings,
                                        size_t count)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < count; i++) {
        if (is_reason_heading(headings[i].low))
            continue;
        buffer_add(&b, headings[i].whole);
        if (headings[i].unit.n)
            buffer_printf(&b, "(%.*s)", TEXT_ARG(headings[i].unit));
        buffer_add_char(&b, '|');
    }
    return text_copy(a, buffer_text(&b));
}

static bool is_known_title(const struct title_index *t, const struct heading *h)
{
    return title_find(t, h->whole) || title_find(t, h->low);
}

static void candidate_rank(struct candidate *c, const struct catalogue *catalogue)
{
    c->best = c->second = c->third = NULL;
    for (size_t i = 0; i < catalogue->types.count; i++) {
        const struct record_type *type = catalogue->types.items[i];
        int score = c->scores[type->index];
        if (!c->best || score > c->scores[c->best->index]) {
            c->third = c->second;
            c->second = c->best;
            c->best = type;
        } else if (!c->second || score > c->scores[c->second->index]) {
            c->third = c->second;
            c->second = type;
        } else if (!c->third || score > c->scores[c->third->index]) {
            c->third = type;
        }
    }
}

static void headings_forget(struct heading *headings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        headings[i].path = NULL;
        headings[i].how = COLUMN_UNKNOWN;
    }
}

/* Reads rows first..last as headings; false where too little of them is known. */
static bool candidate_make(struct candidate *c, struct arena *a, const struct title_index *t,
                           const struct sheet_head *head, size_t first, size_t last,
                           size_t known_min)
{
    struct heading *headings = ARENA_ARRAY(a, struct heading, HEAD_COLUMNS_MAX + 1);
    size_t known = 0;
    *c = (struct candidate){.first = first, .last = last, .headings = headings};
    c->count = headings_read(headings, a, head, first, last);
    for (size_t i = 0; i < c->count; i++)
        known += is_known_title(t, &headings[i]);
    if (known < known_min)
        return false;
    c->fingerprint = headings_fingerprint(a, headings, c->count);
    return true;
}

static void candidate_score(struct candidate *c, struct arena *a, const struct title_index *t,
                            const struct sheet_head *head)
{
    const struct catalogue *catalogue = t->catalogue;
    struct text titles = titles_above(a, head, c->first);
    c->scores = ARENA_ARRAY(a, int, catalogue->types.count + 1);
    SCOPED_ARENA scratch = {0};
    for (size_t i = 0; i < catalogue->types.count; i++) {
        const struct record_type *type = catalogue->types.items[i];
        headings_forget(c->headings, c->count);
        headings_match(&scratch, t, type, c->headings, c->count);
        int bonus = title_bonus(type, titles), named = title_bonus(type, head->file);
        c->scores[type->index] =
            type_score(type, c->headings, c->count) + (bonus > named ? bonus : named / 2);
        arena_reset(&scratch);
    }
    headings_forget(c->headings, c->count);
    candidate_rank(c, catalogue);
}

/* Merged downwards, or merged over some columns but not over all of them, as a title line is. */
static bool has_two_levels(const struct sheet_row *top, const struct sheet_row *low)
{
    bool merged = false, differs = false;
    for (size_t i = 0; i < low->cell_count; i++)
        if (low->cells[i].merge_down)
            return true;
    for (size_t i = 1; i < top->cell_count; i++) {
        bool same = text_equal(top->cells[i].text, top->cells[i - 1].text);
        merged |= same && top->cells[i].is_merged;
        differs |= !same;
    }
    return merged && differs;
}

/* Without merged cells two levels are believed where they explain more than the lower row alone. */
static int candidate_value(const struct candidate *c, const struct record_type *as_type)
{
    int level = c->last == c->first ? 0 : c->is_merged ? 1 : -1;
    return c->scores[as_type ? as_type->index : c->best->index] * 2 + level;
}

/* ---- given and remembered mappings ---- */

bool mapping_is_constant(struct text *field)
{
    struct text t = text_trim(*field);
    if (!text_ends(t, TEXT(":")))
        return false;
    *field = text_trim(text_slice(t, 0, t.n - 1));
    return true;
}

static bool has_path(const struct recognised *r, const struct column_path *path)
{
    for (size_t i = 0; i < r->heading_count; i++)
        if (r->headings[i].path == path)
            return true;
    return false;
}

/* Said again, it holds instead of what was said before; said empty, it is taken back. */
static void constant_give(struct recognised *r, struct arena *a, struct constant constant)
{
    for (size_t i = 0; i < r->constants.count; i++) {
        if (r->constants.items[i].path != constant.path)
            continue;
        r->constants.items[i] = constant;
        if (constant.value.n == 0)
            r->constants.items[i] = r->constants.items[--r->constants.count];
        return;
    }
    if (constant.value.n)
        LIST_ADD(a, &r->constants, constant);
}

/* "channel:=政府组织": what every row of a table without that column is to say. */
static void constants_give(struct recognised *r, struct arena *a, const struct title_index *t,
                           struct text mapping)
{
    struct text entry, rest = mapping;
    while (text_split(&entry, &rest, ';')) {
        struct text field, value = entry;
        if (!text_split(&field, &value, '=') || !value.p || !mapping_is_constant(&field))
            continue;
        const struct column_path *path = path_find(t, r->type, field);
        if (path && !has_path(r, path))
            constant_give(r, a, (struct constant){path, text_trim(value), entry});
    }
}

static void mapping_apply(struct recognised *r, struct arena *a, const struct title_index *t,
                          struct text mapping, enum column_how how)
{
    struct text entry, rest = mapping, unit;
    while (text_split(&entry, &rest, ';')) {
        struct text heading, path = entry;
        if (!text_split(&heading, &path, '=') || !path.p)
            continue;
        if (mapping_is_constant(&heading))
            continue;
        heading = title_normal(a, heading, &unit);
        const struct column_path *found = path_find(t, r->type, text_trim(path));
        for (size_t i = 0; i < r->heading_count; i++) {
            struct heading *h = &r->headings[i];
            if (!text_equal(h->whole, heading) && !text_equal(h->low, heading))
                continue;
            h->path = found;
            h->how = how;
        }
    }
}

static const struct record_type *remembered_type(const struct title_index *t, struct text *mapping)
{
    struct text name;
    if (!text_split(&name, mapping, '|'))
        return NULL;
    return catalogue_type_find(t->catalogue, name);
}

struct text mapping_print(struct arena *a, const struct recognised *r)
{
    SCOPED_BUFFER b = {0};
    buffer_printf(&b, "%.*s|", TEXT_ARG(r->type->name));
    for (size_t i = 0; i < r->heading_count; i++)
        if (r->headings[i].path && r->headings[i].part == PART_WHOLE)
            buffer_printf(&b, "%.*s=%.*s;", TEXT_ARG(r->headings[i].whole),
                          TEXT_ARG(r->headings[i].path->path));
    return text_copy(a, buffer_text(&b));
}

/* ---- several columns that make up one region ---- */

static bool is_region_path(const struct column_path *p)
{
    return p->field->type.kind == KIND_REGION;
}

/* 户籍所在县 belongs to 户籍所在村: the same words before the ending. */
static bool stem_fits(const struct column_path *path, struct text title, struct text ending)
{
    struct text stem = text_slice(title, 0, title.n - ending.n);
    if (stem.n == 0 || text_is(stem, "所在"))
        return true;
    if (text_starts(path->field->label.zh, stem))
        return true;
    for (size_t i = 0; i < path->field->reads.count; i++)
        if (text_starts(path->field->reads.items[i], stem))
            return true;
    return false;
}

static struct text part_ending(struct text title, enum region_part part)
{
    size_t length, at = 0;
    for (size_t i = 0; i < title.n; i += length) {
        utf8_next(text_slice(title, i, title.n), &length);
        struct text rest = text_slice(title, i, title.n);
        if (rest.n <= 9 && region_part_of(rest) == part) {
            at = i;
            break;
        }
    }
    return text_slice(title, at, title.n);
}

/* The region a part belongs to: the one to its right that is finer, else the record's place. */
static const struct column_path *part_path(const struct recognised *r, const struct title_index *t,
                                           const struct heading *part, enum region_part kind)
{
    struct text ending = part_ending(part->low, kind);
    for (size_t i = 0; i < r->heading_count; i++) {
        const struct heading *h = &r->headings[i];
        if (h->column > part->column && h->path && is_region_path(h->path) &&
            (h->part > kind || region_part_of(h->low) > kind) &&
            stem_fits(h->path, part->low, ending))
            return h->path;
    }
    const path_list *list = &t->paths[r->type->index];
    for (size_t i = 0; i < list->count; i++)
        if (is_region_path(list->items[i]) &&
            !path_is_taken(r->headings, r->heading_count, list->items[i]) &&
            stem_fits(list->items[i], part->low, ending))
            return list->items[i];
    return NULL;
}

static void region_parts_match(struct recognised *r, const struct title_index *t)
{
    for (size_t i = r->heading_count; i-- > 0;) {
        struct heading *h = &r->headings[i];
        enum region_part kind = region_part_of(h->low);
        if (h->path || h->how == COLUMN_GIVEN || kind == PART_WHOLE || h->low.n > 24)
            continue;
        h->path = part_path(r, t, h, kind);
        h->part = h->path ? kind : PART_WHOLE;
        h->how = h->path ? COLUMN_SYNONYM : COLUMN_UNKNOWN;
        for (size_t k = 0; h->path && k < r->heading_count; k++)
            if (r->headings[k].path == h->path && r->headings[k].part == PART_WHOLE)
                r->headings[k].part = region_part_of(r->headings[k].low);
    }
}

/* ---- all of it ---- */

static struct candidate *candidate_choose(struct arena *a, const struct title_index *t,
                                          const struct sheet_head *head,
                                          const struct recognise_options *o, struct text *mapping)
{
    struct candidate *best = NULL;
    size_t from = o->heading_row ? o->heading_row - 1 : 0;
    size_t to = o->heading_row ? o->heading_row : HEADING_ROWS_LOOKED_AT;
    for (size_t i = from; i < head->row_count && i < to; i++)
        for (size_t last = i; last <= i + 1 && last < head->row_count; last++) {
            struct candidate *c = ARENA_NEW(a, struct candidate);
            if (!candidate_make(c, a, t, head, i, last, o->as_type || o->mapping.n ? 1 : 2))
                continue;
            candidate_score(c, a, t, head);
            c->is_merged = has_two_levels(&head->rows[i], &head->rows[last]);
            if (o->recall && !o->as_type && o->recall(o->self, c->fingerprint, mapping))
                return c;
            if (!best || candidate_value(c, o->as_type) > candidate_value(best, o->as_type))
                best = c;
        }
    return best;
}

static void type_choose(struct recognised *r, const struct candidate *c,
                        const struct recognise_options *o)
{
    r->near[0] = c->best;
    r->near[1] = c->second;
    r->near[2] = c->third;
    r->score = c->scores[o->as_type ? o->as_type->index : c->best->index];
    if (o->as_type) {
        r->type = o->as_type;
        return;
    }
    int second = c->second ? c->scores[c->second->index] : INT16_MIN;
    if (r->score > 0 && r->score - second >= MARGIN_MIN)
        r->type = c->best;
}

void sheet_recognise(struct recognised *out, struct arena *a, const struct title_index *t,
                     const struct sheet_head *head, const struct recognise_options *o)
{
    struct text mapping = {NULL, 0};
    *out = (struct recognised){0};
    out->titles = head->sheet;
    struct candidate *c = candidate_choose(a, t, head, o, &mapping);
    if (!c)
        return;
    out->has_table = true;
    out->heading_first = c->first;
    out->heading_last = c->last;
    out->headings = c->headings;
    out->heading_count = c->count;
    out->fingerprint = c->fingerprint;
    out->titles = titles_above(a, head, c->first);
    type_choose(out, c, o);
    const struct record_type *remembered = mapping.n ? remembered_type(t, &mapping) : NULL;
    if (remembered)
        out->type = remembered;
    if (!out->type)
        return;
    if (remembered)
        mapping_apply(out, a, t, mapping, COLUMN_REMEMBERED);
    mapping_apply(out, a, t, o->mapping, COLUMN_GIVEN);
    if (!o->only_given) {
        headings_match(a, t, out->type, out->headings, out->heading_count);
        region_parts_match(out, t);
    }
    constants_give(out, a, t, o->mapping);
    if (!o->only_given)
        constants_find(out, a, t, head);
}
