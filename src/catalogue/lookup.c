/*
 * Finding things in a loaded catalogue by name.
 */
#include "catalogue/load.h"

#include "base/language.h"
#include <stdio.h>

#define NAME_BYTES_MAX 200

void *name_find(const struct catalogue *c, const char *kind, struct text name)
{
    char key[NAME_BYTES_MAX + 16];
    if (name.n > NAME_BYTES_MAX)
        return NULL;
    int n = snprintf(key, sizeof(key), "%s %.*s", kind, TEXT_ARG(name));
    return map_find(&c->by_name, (struct text){key, (size_t)n});
}

bool name_declare(struct loader *l, const char *kind, struct text name, void *thing,
                  struct position at)
{
    if (name.n > NAME_BYTES_MAX)
        return fault_at(l->f, at, fault_set(l->f, FAULT_LIMIT, "a name is longer than %d bytes",
                                            NAME_BYTES_MAX));
    if (name_find(l->c, kind, name))
        return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "the %s \"%.*s\" is there already",
                                            kind, TEXT_ARG(name)));
    map_put(l->a, &l->c->by_name, text_printf(l->a, "%s %.*s", kind, TEXT_ARG(name)), thing);
    return true;
}

const struct record_type *catalogue_type_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "record", name);
}

const struct indicator *catalogue_indicator_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "indicator", name);
}

const struct match *catalogue_match_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "match", name);
}

const struct subsidy *catalogue_subsidy_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "subsidy", name);
}

const struct rule *catalogue_rule_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "rule", name);
}

const struct report_form *catalogue_form_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "form", name);
}

const struct scheme *catalogue_scheme_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "scheme", name);
}

const struct unit *catalogue_unit_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "unit", name);
}

const struct code_list *catalogue_codes_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "codes", name);
}

const struct party *catalogue_party_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "party", name);
}

const struct group *catalogue_group_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "group", name);
}

const struct system *catalogue_system_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "system", name);
}

const struct word *catalogue_word_find(const struct catalogue *c, struct text name)
{
    return name_find(c, "word", name);
}

const struct field *type_field_find(const struct record_type *t, struct text name)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (text_equal(t->fields[i].name, name))
            return &t->fields[i];
    return NULL;
}

const struct derive *type_derive_find(const struct record_type *t, struct text name)
{
    for (size_t i = 0; i < t->derive_count; i++)
        if (text_equal(t->derives[i].name, name))
            return &t->derives[i];
    return NULL;
}

const struct code *code_find(const struct code_list *l, struct text code)
{
    for (size_t i = 0; i < l->count; i++)
        if (text_equal(l->codes[i].code, code))
            return &l->codes[i];
    return NULL;
}

static bool code_is_written(const struct code *code, struct text written)
{
    if (text_equal(code->code, written) || text_equal(code->label.zh, written) ||
        text_equal(code->label.en, written))
        return true;
    for (size_t i = 0; i < code->reads.count; i++)
        if (text_equal(code->reads.items[i], written))
            return true;
    return false;
}

const struct code *code_read(const struct code_list *l, struct text written)
{
    written = text_trim(written);
    for (size_t i = 0; written.n && i < l->count; i++)
        if (code_is_written(&l->codes[i], written))
            return &l->codes[i];
    return NULL;
}

bool catalogue_indicator_get(const struct indicator **out, const struct catalogue *c,
                             struct text name, struct fault *f)
{
    *out = catalogue_indicator_find(c, name);
    if (*out)
        return true;
    struct nearest near = nearest_to(name);
    for (size_t i = 0; i < c->indicators.count; i++)
        nearest_try(&near, c->indicators.items[i]->name);
    fault_set(f, FAULT_ABSENT, "there is no indicator \"%.*s\"", TEXT_ARG(name));
    return nearest_hint(&near, f);
}

bool catalogue_form_get(const struct report_form **out, const struct catalogue *c, struct text name,
                        struct fault *f)
{
    *out = catalogue_form_find(c, name);
    if (*out)
        return true;
    struct nearest near = nearest_to(name);
    for (size_t i = 0; i < c->forms.count; i++)
        nearest_try(&near, c->forms.items[i]->name);
    fault_set(f, FAULT_ABSENT, "there is no form \"%.*s\"", TEXT_ARG(name));
    return nearest_hint(&near, f);
}

bool catalogue_scheme_get(const struct scheme **out, const struct catalogue *c, struct text name,
                          struct fault *f)
{
    *out = catalogue_scheme_find(c, name);
    if (*out)
        return true;
    struct nearest near = nearest_to(name);
    for (size_t i = 0; i < c->schemes.count; i++)
        nearest_try(&near, c->schemes.items[i]->name);
    fault_set(f, FAULT_ABSENT, "there is no scheme \"%.*s\"", TEXT_ARG(name));
    return nearest_hint(&near, f);
}

bool catalogue_rule_get(const struct rule **out, const struct catalogue *c, struct text name,
                        struct fault *f)
{
    *out = catalogue_rule_find(c, name);
    if (*out)
        return true;
    struct nearest near = nearest_to(name);
    for (size_t i = 0; i < c->rules.count; i++)
        nearest_try(&near, c->rules.items[i]->name);
    fault_set(f, FAULT_ABSENT, "there is no rule \"%.*s\"", TEXT_ARG(name));
    return nearest_hint(&near, f);
}

bool catalogue_subsidy_get(const struct subsidy **out, const struct catalogue *c, struct text name,
                           struct fault *f)
{
    *out = catalogue_subsidy_find(c, name);
    if (*out)
        return true;
    struct nearest near = nearest_to(name);
    for (size_t i = 0; i < c->subsidies.count; i++)
        nearest_try(&near, c->subsidies.items[i]->name);
    fault_set(f, FAULT_ABSENT, "there is no subsidy \"%.*s\"", TEXT_ARG(name));
    return nearest_hint(&near, f);
}

bool catalogue_type_get(const struct record_type **out, const struct catalogue *c, struct text name,
                        struct fault *f)
{
    *out = catalogue_type_find(c, name);
    if (*out)
        return true;
    struct nearest near = nearest_to(name);
    for (size_t i = 0; i < c->types.count; i++)
        nearest_try(&near, c->types.items[i]->name);
    fault_set(f, FAULT_ABSENT, "there is no record type \"%.*s\"", TEXT_ARG(name));
    return nearest_hint(&near, f);
}

struct text label_now(struct label l)
{
    return language_now() == LANGUAGE_EN && l.en.n ? l.en : l.zh;
}
