#include "catalogue/load.h"

#include <stdlib.h>
#include <string.h>

/* ---- which block declares what ---- */

typedef LIST(struct declared *) declared_list;

static bool declare(struct loader *l, const struct block *b, const char *kind, size_t size,
                    void *list)
{
    declared_list *declared = list;
    struct cursor c = block_cursor(b);
    struct position at = cursor_position(&c);
    struct text name;
    TRY(cursor_get(&name, &c, TOKEN_NAME, l->f));
    struct declared *d = ARENA_NEW(l->a, struct declared);
    *d = (struct declared){.block = b, .thing = arena_alloc(l->a, size)};
    TRY(name_declare(l, kind, name, d->thing, at));
    LIST_ADD(l->a, declared, d);
    return true;
}

static struct text name_system(struct text name)
{
    ptrdiff_t point = text_find(name, TEXT("."));
    return point < 0 ? name : text_slice(name, 0, (size_t)point);
}

static bool indicator_declare(struct loader *l, const struct block *b)
{
    TRY(declare(l, b, "indicator", sizeof(struct indicator), &l->indicators));
    struct declared *d = l->indicators.items[l->indicators.count - 1];
    struct indicator *i = d->thing;
    i->name = b->head->text;
    i->at = (struct position){b->file, b->word->line, b->word->column};
    map_put(l->a, &l->by_name, i->name, d);
    LIST_ADD(l->a, &l->c->indicators, i);
    return true;
}

static bool rule_declare(struct loader *l, const struct block *b)
{
    TRY(declare(l, b, "rule", sizeof(struct rule), &l->rules));
    struct rule *r = l->rules.items[l->rules.count - 1]->thing;
    r->name = b->head->text;
    r->system = name_system(r->name);
    r->at = (struct position){b->file, b->word->line, b->word->column};
    return true;
}

static bool record_declare(struct loader *l, const struct block *b)
{
    TRY(declare(l, b, "record", sizeof(struct record_type), &l->records));
    struct record_type *t = l->records.items[l->records.count - 1]->thing;
    t->name = b->head->text;
    t->at = (struct position){b->file, b->word->line, b->word->column};
    t->index = (int)l->c->types.count;
    char *table = text_cstr(l->a, t->name);
    for (size_t i = 0; i < t->name.n; i++)
        if (table[i] == '.')
            table[i] = '_';
    t->table = (struct text){table, t->name.n};
    t->system = name_system(t->name);
    LIST_ADD(l->a, &l->c->types, t);
    return true;
}

static bool block_declare(struct loader *l, const struct block *b)
{
    static const char *const known[] = {"programme", "party",     "group", "word", "system", "unit",
                                        "record",    "indicator", "rule",  "match", "subsidy", "form",
                                        "scheme", NULL};
    struct cursor c = {b->word, b->file};
    if (cursor_is(&c, "record"))
        return record_declare(l, b);
    if (cursor_is(&c, "indicator"))
        return indicator_declare(l, b);
    if (cursor_is(&c, "rule"))
        return rule_declare(l, b);
    if (cursor_is(&c, "match"))
        return declare(l, b, "match", sizeof(struct match), &l->matches);
    if (cursor_is(&c, "subsidy"))
        return declare(l, b, "subsidy", sizeof(struct subsidy), &l->subsidies);
    if (cursor_is(&c, "form"))
        return declare(l, b, "form", sizeof(struct report_form), &l->forms);
    if (cursor_is(&c, "scheme"))
        return declare(l, b, "scheme", sizeof(struct scheme), &l->schemes);
    if (cursor_is(&c, "unit"))
        return declare(l, b, "unit", sizeof(struct unit), &l->units);
    if (cursor_is(&c, "word"))
        return declare(l, b, "word", sizeof(struct word), &l->words);
    if (cursor_is(&c, "system"))
        return declare(l, b, "system", sizeof(struct system), &l->systems);
    if (cursor_is(&c, "party"))
        return declare(l, b, "party", sizeof(struct party), &l->parties);
    if (cursor_is(&c, "group"))
        return declare(l, b, "group", sizeof(struct group), &l->groups);
    if (cursor_is(&c, "programme"))
        return declare(l, b, "programme", sizeof(struct programme), &l->programmes);
    return fault_unknown_word(l, &c, known);
}

/* ---- files ---- */

static struct text base_name(struct text path)
{
    for (size_t i = path.n; i > 0; i--)
        if (path.p[i - 1] == '/')
            return text_slice(path, i, path.n);
    return path;
}

static bool is_region_file(struct text name)
{
    return text_starts(base_name(name), TEXT("regions")) && text_ends(name, TEXT(".tsv"));
}

static bool is_code_file(struct text name)
{
    struct text folder = text_slice(name, 0, name.n - base_name(name).n);
    return text_ends(folder, TEXT("codes/")) && text_ends(name, TEXT(".tsv"));
}

static bool is_mapping_file(struct text name)
{
    struct text folder = text_slice(name, 0, name.n - base_name(name).n);
    return text_ends(folder, TEXT("mappings/")) && text_ends(name, TEXT(".tsv"));
}

static bool is_text_file(struct text name)
{
    struct text folder = text_slice(name, 0, name.n - base_name(name).n);
    return text_ends(folder, TEXT("text/")) && text_ends(name, TEXT(".txt"));
}

static bool is_taken(struct text name)
{
    return text_ends(name, TEXT(".cat")) || is_region_file(name) || is_code_file(name) ||
           is_mapping_file(name) || is_text_file(name);
}

static int file_order(const void *a, const void *b)
{
    return text_compare(((const struct catalogue_file *)a)->name,
                        ((const struct catalogue_file *)b)->name);
}

static void text_keep(struct loader *l, const struct catalogue_file *files, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += files[i].name.n + files[i].bytes.n + strlen("# file \n\n");
    char *p = arena_alloc(l->a, n + 1), *at = p;
    for (size_t i = 0; i < count; i++) {
        at = mempcpy(at, "# file ", strlen("# file "));
        at = mempcpy(at, files[i].name.p, files[i].name.n);
        *at++ = '\n';
        if (files[i].bytes.n)
            at = mempcpy(at, files[i].bytes.p, files[i].bytes.n);
        if (at[-1] != '\n')
            *at++ = '\n';
    }
    l->c->text = (struct text){p, (size_t)(at - p)};
}

/* The catalogue borrows from its own text: callers may drop theirs. */
static struct catalogue_file file_kept(const struct loader *l, struct text *rest,
                                       const struct catalogue_file *file)
{
    (void)l;
    size_t head = strlen("# file ") + file->name.n + 1;
    struct catalogue_file kept = {text_slice(*rest, strlen("# file "), head - 1),
                                  text_slice(*rest, head, head + file->bytes.n)};
    bool ended = head + file->bytes.n > 0 && rest->p[head + file->bytes.n - 1] == '\n';
    *rest = text_slice(*rest, head + file->bytes.n + !ended, rest->n);
    return kept;
}

static bool file_load(struct loader *l, struct catalogue_file file)
{
    if (is_region_file(file.name))
        return regions_read(&l->c->regions, l->a, file.name, file.bytes, l->f);
    if (is_code_file(file.name))
        return codes_load(l, file);
    if (is_mapping_file(file.name)) {
        LIST_ADD(l->a, &l->c->mappings, file);
        return true;
    }
    if (is_text_file(file.name)) {
        LIST_ADD(l->a, &l->texts, file);
        return true;
    }
    return blocks_read(&l->blocks, l->a, file, l->f);
}

static bool files_load(struct loader *l, const struct catalogue_file *files, size_t count)
{
    LIST(struct catalogue_file) taken = {0};
    for (size_t i = 0; i < count; i++)
        if (is_taken(files[i].name))
            LIST_ADD(l->a, &taken, files[i]);
    if (taken.count)
        qsort(taken.items, taken.count, sizeof(*taken.items), file_order);
    text_keep(l, taken.items, taken.count);
    struct text rest = l->c->text;
    for (size_t i = 0; i < taken.count; i++)
        TRY(file_load(l, file_kept(l, &rest, &taken.items[i])));
    for (size_t i = 0; i < l->blocks.count; i++)
        TRY(block_declare(l, &l->blocks.items[i]));
    return true;
}

bool catalogue_load(struct catalogue **out, struct arena *arena, const struct catalogue_file *files,
                    size_t file_count, struct fault *f)
{
    struct loader l = {.a = arena, .c = ARENA_NEW(arena, struct catalogue), .f = f};
    l.c->arena = arena;
    l.c->programme.from = DAY_FIRST;
    l.c->programme.to = DAY_LAST;
    TRY(files_load(&l, files, file_count));
    TRY(units_load(&l));
    TRY(words_load(&l));
    TRY(records_load_fields(&l));
    TRY(records_load_rules(&l));
    TRY(indicators_load(&l));
    TRY(rules_load(&l));
    TRY(matches_load(&l));
    TRY(subsidies_load(&l));
    TRY(forms_load(&l));
    TRY(schemes_load(&l));
    *out = l.c;
    return true;
}
