/*
 * Parts that clauses of several blocks have in common.
 */
#include "catalogue/load.h"

struct cursor block_cursor(const struct block *b)
{
    return (struct cursor){b->head, b->file};
}

struct cursor clause_cursor(const struct block *b, size_t i)
{
    return (struct cursor){b->clauses.items[i].tokens, b->file};
}

bool label_take(struct label *out, struct cursor *c, bool *took, struct fault *f)
{
    for (*took = false;; *took = true) {
        bool zh = cursor_take(c, "zh");
        if (!zh && !cursor_take(c, "en"))
            return true;
        TRY(cursor_get(zh ? &out->zh : &out->en, c, TOKEN_LABEL, f));
    }
}

bool labels_get(struct label *out, struct cursor *c, struct fault *f)
{
    bool took;
    TRY(label_take(out, c, &took, f));
    return out->zh.n ? true : cursor_expect(c, "zh", f);
}

bool phrases_get(struct loader *l, text_list *out, struct cursor *c)
{
    do {
        struct text phrase;
        struct position at = cursor_position(c);
        TRY(cursor_get(&phrase, c, TOKEN_LABEL, l->f));
        if (phrase.n == 0)
            return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "a phrase is empty"));
        LIST_ADD(l->a, out, phrase);
    } while (c->at->kind == TOKEN_LABEL);
    return true;
}

bool from_to_take(struct day *from, struct day *to, struct cursor *c, bool *took, struct fault *f)
{
    for (*took = false;; *took = true) {
        struct position at = cursor_position(c);
        bool is_from = cursor_take(c, "from");
        if (!is_from && !cursor_take(c, "to"))
            return true;
        TRY(cursor_day(is_from ? from : to, c, f));
        if (from->since_1970 > to->since_1970)
            return fault_at(f, at, fault_set(f, FAULT_INPUT, "the day after `from` is later than "
                                                             "the day after `to`"));
    }
}

bool region_get(int64_t *out, struct loader *l, struct cursor *c)
{
    struct position at = cursor_position(c);
    struct text written;
    bool is_name = c->at->kind == TOKEN_LABEL;
    TRY(cursor_get(&written, c, is_name ? TOKEN_LABEL : TOKEN_NUMBER, l->f));
    /* Without a table of regions (tests), any code will do. */
    if (region_count(l->c->regions) == 0 && region_code_parse(out, written))
        return true;
    if (region_read(out, l->c->regions, written, 0, LEVEL_ANY, l->f))
        return true;
    return fault_at(l->f, at, false);
}

bool fault_unknown_word(struct loader *l, struct cursor *c, const char *const *known)
{
    struct nearest near = nearest_to(c->at->text);
    for (; *known; known++)
        nearest_try(&near, text_from(*known));
    if (c->at->kind == TOKEN_END)
        return fault_at(l->f, cursor_position(c),
                        fault_set(l->f, FAULT_INPUT, "here the line ends too early"));
    fault_at(l->f, cursor_position(c), fault_set(l->f, FAULT_INPUT,
                                                 "the word \"%.*s\" is not known here",
                                                 TEXT_ARG(c->at->text)));
    return nearest_hint(&near, l->f);
}

bool fault_unknown(struct loader *l, struct position at, const char *kind, struct text name)
{
    struct nearest near = nearest_to(name);
    struct text prefix = text_printf(l->a, "%s ", kind);
    const struct map *m = &l->c->by_name;
    for (size_t i = 0; i < m->cap; i++)
        if (m->entries[i].value && text_starts(m->entries[i].key, prefix))
            nearest_try(&near, text_slice(m->entries[i].key, prefix.n, m->entries[i].key.n));
    fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "there is no %s \"%.*s\"",
                                 text_is(text_from(kind), "codes") ? "code list" : kind,
                                 TEXT_ARG(name)));
    return nearest_hint(&near, l->f);
}

bool unit_get(const struct unit **out, struct loader *l, struct cursor *c)
{
    struct position at = cursor_position(c);
    struct text name;
    TRY(cursor_get(&name, c, TOKEN_NAME, l->f));
    *out = catalogue_unit_find(l->c, name);
    return *out ? true : fault_unknown(l, at, "unit", name);
}

/* ---- types of fields ---- */

static const struct {
    const char *word;
    enum kind kind;
    enum text_form form;
} type_words[] = {
    {"text", KIND_TEXT, FORM_FREE},   {"idno", KIND_TEXT, FORM_IDNO},
    {"phone", KIND_TEXT, FORM_PHONE}, {"uscc", KIND_TEXT, FORM_USCC},
    {"int", KIND_INT, 0},             {"money", KIND_MONEY, 0},
    {"decimal", KIND_DECIMAL, 0},     {"percent", KIND_DECIMAL, 0},
    {"day", KIND_DAY, 0},             {"month", KIND_MONTH, 0},
    {"year", KIND_YEAR, 0},           {"bool", KIND_BOOL, 0},
    {"code", KIND_CODE, 0},           {"region", KIND_REGION, 0},
    {"ref", KIND_REF, 0},
};

#define TYPE_WORDS (sizeof(type_words) / sizeof(*type_words))

static bool places_get(int *out, struct loader *l, struct cursor *c)
{
    struct position at = cursor_position(c);
    int64_t places;
    TRY(cursor_whole(&places, c, l->f));
    if (places > 9)
        return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "at most 9 decimal places"));
    *out = (int)places;
    return true;
}

static bool number_type_read(struct type *out, struct loader *l, struct cursor *c, bool percent)
{
    bool decimal = out->kind == KIND_DECIMAL;
    if (percent) {
        out->places = 2;
        out->unit = catalogue_unit_find(l->c, TEXT("percent"));
        return true;
    }
    if (out->kind == KIND_MONEY) {
        out->unit = catalogue_unit_find(l->c, TEXT("yuan"));
        return true;
    }
    bool unit_here = c->at->kind == TOKEN_NAME && catalogue_unit_find(l->c, c->at->text);
    if (unit_here || (decimal && !cursor_is(c, "places")))
        TRY(unit_get(&out->unit, l, c));
    if (!decimal)
        return true;
    TRY(cursor_expect(c, "places", l->f));
    return places_get(&out->places, l, c);
}

static void level_take(struct type *out, struct cursor *c)
{
    static const char *const levels[] = {"province", "prefecture", "county", "town", "village"};
    for (int i = 0; i < 5; i++)
        if (cursor_take(c, levels[i]))
            out->level = (enum region_level)(LEVEL_PROVINCE + i);
}

static bool named_type_read(struct type *out, struct loader *l, struct cursor *c)
{
    struct position at = cursor_position(c);
    struct text name;
    TRY(cursor_get(&name, c, TOKEN_NAME, l->f));
    if (out->kind == KIND_CODE) {
        out->codes = catalogue_codes_find(l->c, name);
        return out->codes ? true : fault_unknown(l, at, "codes", name);
    }
    out->target = catalogue_type_find(l->c, name);
    return out->target ? true : fault_unknown(l, at, "record", name);
}

bool type_read(struct type *out, struct loader *l, struct cursor *c)
{
    const char *known[TYPE_WORDS + 1] = {0};
    for (size_t i = 0; i < TYPE_WORDS; i++) {
        known[i] = type_words[i].word;
        if (!cursor_take(c, type_words[i].word))
            continue;
        *out = (struct type){.kind = type_words[i].kind, .form = type_words[i].form};
        switch (out->kind) {
        case KIND_INT:
        case KIND_MONEY:
        case KIND_DECIMAL:
            return number_type_read(out, l, c, text_is(text_from(known[i]), "percent"));
        case KIND_REGION: level_take(out, c); return true;
        case KIND_CODE:
        case KIND_REF: return named_type_read(out, l, c);
        default: return true;
        }
    }
    return fault_unknown_word(l, c, known);
}
