#include "catalogue/pages.h"

#include "catalogue/show.h"

#include "base/language.h"
#include "catalogue/node.h"

#define CODES_SHOWN_MAX 24

/* ---- pieces ---- */

/* Text in a cell of a table: one line, bars escaped. */
static void put_cell(struct buffer *out, struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] == '|')
            buffer_add_char(out, '\\');
        buffer_add_char(out, t.p[i] == '\n' ? ' ' : t.p[i]);
    }
}

static struct text other_language(struct label l)
{
    return language_now() == LANGUAGE_EN ? l.zh : l.en;
}

static void put_list(struct buffer *out, const text_list *texts)
{
    for (size_t i = 0; i < texts->count; i++) {
        buffer_add_str(out, i ? tr(", ") : "");
        put_cell(out, texts->items[i]);
    }
}

static struct text system_of(struct text name)
{
    ptrdiff_t point = text_find(name, TEXT("."));
    return point < 0 ? name : text_slice(name, 0, (size_t)point);
}

/* ---- what a field takes ---- */

static void put_codes(struct buffer *out, const struct code_list *l)
{
    for (size_t i = 0; i < l->count && i < CODES_SHOWN_MAX; i++) {
        buffer_add_str(out, i ? tr(", ") : "");
        put_cell(out, label_now(l->codes[i].label));
    }
    if (l->count > CODES_SHOWN_MAX)
        buffer_printf(out, tr(" and others (%zu)"), l->count);
}

static const char *region_word(enum region_level level)
{
    switch (level) {
    case LEVEL_PROVINCE:
        return tr("a province");
    case LEVEL_PREFECTURE:
        return tr("a prefecture or city");
    case LEVEL_COUNTY:
        return tr("a county or district");
    case LEVEL_TOWN:
        return tr("a township or street");
    case LEVEL_VILLAGE:
        return tr("a village or community");
    default:
        return tr("a region's name or code");
    }
}

static const char *text_word(enum text_form form)
{
    return form == FORM_IDNO    ? tr("18 digits, as text")
           : form == FORM_PHONE ? tr("11 digits, or area code and number")
           : form == FORM_USCC  ? tr("18 digits and letters")
                                : tr("text");
}

static void put_type(struct buffer *out, const struct field *f)
{
    switch (f->type.kind) {
    case KIND_TEXT:
        buffer_add_str(out, text_word(f->type.form));
        break;
    case KIND_INT:
    case KIND_DECIMAL:
        buffer_add_str(out, tr("a number"));
        if (f->type.unit)
            buffer_printf(out, tr(" (%.*s)"), TEXT_ARG(label_now(f->type.unit->label)));
        break;
    case KIND_MONEY:
        buffer_add_str(out, tr("yuan, at most two decimal places"));
        break;
    case KIND_DAY:
        buffer_add_str(out, tr("a day: 2019-07-31"));
        break;
    case KIND_MONTH:
        buffer_add_str(out, tr("a month: 2019-07"));
        break;
    case KIND_YEAR:
        buffer_add_str(out, tr("a year: 2019"));
        break;
    case KIND_BOOL:
        buffer_add_str(out, tr("yes or no: 是, 否, √"));
        break;
    case KIND_CODE:
        put_codes(out, f->type.codes);
        break;
    case KIND_REGION:
        buffer_add_str(out, region_word(f->type.level));
        break;
    case KIND_REF:
        buffer_printf(out, tr("the record \"%.*s\""), TEXT_ARG(label_now(f->type.target->label)));
        break;
    }
}

static void put_required(struct buffer *out, const struct field *f)
{
    SCOPED_ARENA a = {0};
    if (!f->required)
        return;
    buffer_add_str(out, tr("yes"));
    if (f->required_from.since_1970 != DAY_FIRST.since_1970)
        buffer_printf(out, tr(" from %.*s"), TEXT_ARG(day_print(&a, f->required_from)));
}

/* ---- record types ---- */

static void put_field(struct buffer *out, const struct field *f)
{
    buffer_add_str(out, "| ");
    put_cell(out, label_now(f->label));
    buffer_add_str(out, " | ");
    put_type(out, f);
    if (f->class == CLASS_SEALED)
        buffer_add_str(out, tr("; kept encrypted"));
    if (f->class == CLASS_PSEUDONYMOUS)
        buffer_add_str(out, tr("; masked in view"));
    buffer_add_str(out, " | ");
    put_required(out, f);
    buffer_add_str(out, " | ");
    put_list(out, &f->reads);
    buffer_add_str(out, " | ");
    put_cell(out, other_language(f->label));
    buffer_add_str(out, " |\n");
}

static void put_check(struct buffer *out, const struct check *c)
{
    const char *const levels[] = {tr("refused"), tr("warned of"), tr("asked about")};
    buffer_printf(out, "- %s%s%.*s\n", levels[c->level], tr(": "), TEXT_ARG(label_now(c->says)));
}

static void put_record(struct buffer *out, const struct record_type *t)
{
    buffer_printf(out, "\n### %.*s · %.*s\n\n`%.*s`", TEXT_ARG(label_now(t->label)),
                  TEXT_ARG(other_language(t->label)), TEXT_ARG(t->name));
    buffer_add_str(out, tr(". One record is found by "));
    for (size_t i = 0; i < t->key_count; i++)
        buffer_printf(out, "%s%.*s", i ? tr(", ") : "", TEXT_ARG(label_now(t->key[i]->label)));
    if (t->voucher)
        buffer_printf(out, tr("; its voucher is %.*s"), TEXT_ARG(label_now(t->voucher->label)));
    if (t->confirmed)
        buffer_printf(out, tr("; the other side confirms by %.*s"),
                      TEXT_ARG(label_now(t->confirmed->label)));
    buffer_printf(out, tr(". Source: %.*s.\n"), TEXT_ARG(t->source.n ? t->source : TEXT("–")));
    if (t->reads.count) {
        buffer_add_str(out, tr("\nTables of these names are taken for it: "));
        put_list(out, &t->reads);
        buffer_add_str(out, tr(".\n"));
    }
    buffer_printf(out, "\n| %s | %s | %s | %s | %s |\n|---|---|---|---|---|\n", tr("column"),
                  tr("what it takes"), tr("wanted"), tr("also written"), tr("in the other language"));
    for (size_t i = 0; i < t->field_count; i++)
        put_field(out, &t->fields[i]);
    if (t->check_count)
        buffer_add_char(out, '\n');
    for (size_t i = 0; i < t->check_count; i++)
        put_check(out, &t->checks[i]);
}

/* ---- indicators ---- */

static void put_parts(struct buffer *out, const struct node *n, size_t *said)
{
    if (!n)
        return;
    if (n->kind == NODE_INDICATOR)
        buffer_printf(out, "%s%.*s", (*said)++ ? tr(", ") : "",
                      TEXT_ARG(label_now(n->indicator->label)));
    for (size_t i = 0; i < n->arg_count; i++)
        put_parts(out, n->args[i], said);
}

static void put_counted_from(struct buffer *out, const struct indicator *i)
{
    size_t said = 0;
    if (i->over_count == 0) {
        buffer_add_str(out, tr("computed: "));
        put_parts(out, i->value, &said);
        return;
    }
    if (i->basis == BASIS_ENTERED)
        buffer_add_str(out, tr("entered: "));
    for (size_t k = 0; k < i->over_count; k++)
        buffer_printf(out, "%s%.*s", k ? tr(", ") : "", TEXT_ARG(label_now(i->over[k].type->label)));
}

static void put_indicator(struct buffer *out, const struct indicator *i)
{
    buffer_add_str(out, "| ");
    put_cell(out, label_now(i->label));
    if (i->is_plan)
        buffer_add_str(out, tr(" (plan)"));
    buffer_printf(out, "<br>`%.*s` | %.*s | ", TEXT_ARG(i->name), TEXT_ARG(label_now(i->unit->label)));
    put_cell(out, label_now((struct label){i->definition_zh, i->definition_en}));
    if (i->of)
        buffer_printf(out, tr(" (part of %.*s)"), TEXT_ARG(label_now(i->of->label)));
    if (i->within)
        buffer_printf(out, tr(" (never more than %.*s)"), TEXT_ARG(label_now(i->within->label)));
    buffer_add_str(out, " | ");
    put_counted_from(out, i);
    buffer_add_str(out, " | ");
    put_cell(out, i->source);
    buffer_add_str(out, " | ");
    put_cell(out, other_language(i->label));
    buffer_add_str(out, " |\n");
}

/* ---- pages ---- */

static size_t records_of(const struct catalogue *c, struct text system)
{
    size_t n = 0;
    for (size_t i = 0; i < c->types.count; i++)
        n += text_equal(c->types.items[i]->system, system);
    return n;
}

static size_t indicators_of(const struct catalogue *c, struct text system)
{
    size_t n = 0;
    for (size_t i = 0; i < c->indicators.count; i++)
        n += text_equal(system_of(c->indicators.items[i]->name), system);
    return n;
}

static void put_indicators(struct buffer *out, const struct catalogue *c, struct text system)
{
    if (indicators_of(c, system) == 0)
        return;
    buffer_printf(out, "\n## %s\n\n| %s | %s | %s | %s | %s | %s |\n|---|---|---|---|---|---|\n",
                  tr("What is counted"), tr("indicator"), tr("unit"), tr("how it is counted"),
                  tr("from"), tr("source"), tr("in the other language"));
    for (size_t i = 0; i < c->indicators.count; i++)
        if (text_equal(system_of(c->indicators.items[i]->name), system))
            put_indicator(out, c->indicators.items[i]);
}

/* ---- rules ---- */

static void put_rule(struct buffer *out, const struct rule *r)
{
    const char *const levels[] = {tr("refused"), tr("warned of"), tr("asked about"), tr("to be cared for")};
    buffer_add_str(out, "| ");
    put_cell(out, label_now(r->label));
    buffer_printf(out, "<br>`%.*s` | %s | ", TEXT_ARG(r->name), levels[r->level]);
    put_cell(out, label_now(r->mend));
    buffer_add_str(out, " | ");
    put_cell(out, r->source);
    buffer_add_str(out, " | ");
    put_cell(out, other_language(r->label));
    buffer_add_str(out, " |\n");
}

/* Those across records; checks of one record stand with its type. */
static void put_rules(struct buffer *out, const struct catalogue *c, struct text system)
{
    size_t put = 0;
    for (size_t i = 0; i < c->rules.count; i++) {
        const struct rule *r = c->rules.items[i];
        if (r->is_check || !text_equal(r->system, system))
            continue;
        if (put++ == 0)
            buffer_printf(out, "\n## %s\n\n| %s | %s | %s | %s | %s |\n|---|---|---|---|---|\n",
                          tr("What is looked for"), tr("rule"), tr("level"), tr("what would mend it"),
                          tr("source"), tr("in the other language"));
        put_rule(out, r);
    }
}

static void subsidies_put(struct buffer *out, const struct catalogue *c, const struct system *s)
{
    bool any = false;
    for (size_t i = 0; i < c->subsidies.count; i++) {
        if (!text_equal(c->subsidies.items[i]->system, s->name))
            continue;
        if (!any)
            buffer_printf(out, "\n## %s\n", tr("What is due to whom"));
        any = true;
        subsidy_page(out, c->subsidies.items[i]);
    }
}

void catalogue_page(struct buffer *out, const struct catalogue *c, const struct system *s)
{
    buffer_printf(out, "# %.*s\n%.*s\n", TEXT_ARG(label_now(s->label)),
                  TEXT_ARG(other_language(s->label)));
    if (records_of(c, s->name))
        buffer_printf(out, "\n## %s\n", tr("What is recorded"));
    for (size_t i = 0; i < c->types.count; i++)
        if (text_equal(c->types.items[i]->system, s->name))
            put_record(out, c->types.items[i]);
    put_indicators(out, c, s->name);
    subsidies_put(out, c, s);
    put_rules(out, c, s->name);
}

static void forms_index(struct buffer *out, const struct catalogue *c)
{
    if (c->forms.count == 0)
        return;
    buffer_printf(out, "\n# %s\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n", tr("Report forms"), tr("report form"),
                  tr("form name"), tr("source"), tr("in the other language"));
    for (size_t i = 0; i < c->forms.count; i++) {
        const struct report_form *form = c->forms.items[i];
        buffer_printf(out, "| %.*s | `%.*s` | %.*s | %.*s |\n", TEXT_ARG(label_now(form->label)), TEXT_ARG(form->name),
                      TEXT_ARG(form->source), TEXT_ARG(other_language(form->label)));
    }
}

static void schemes_index(struct buffer *out, const struct catalogue *c)
{
    if (c->schemes.count == 0)
        return;
    buffer_printf(out, "\n# [%s](schemes.md)\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n",
                  tr("Schemes of the yearly assessment"), tr("scheme"), tr("scheme name"), tr("source"),
                  tr("in the other language"));
    for (size_t i = 0; i < c->schemes.count; i++) {
        const struct scheme *s = c->schemes.items[i];
        buffer_printf(out, "| %.*s | `%.*s` | %.*s | %.*s |\n", TEXT_ARG(label_now(s->label)),
                      TEXT_ARG(s->name), TEXT_ARG(s->source), TEXT_ARG(other_language(s->label)));
    }
}

void catalogue_schemes_page(struct buffer *out, const struct catalogue *c)
{
    if (c->schemes.count)
        buffer_printf(out, "# %s\n", tr("Schemes of the yearly assessment"));
    for (size_t i = 0; i < c->schemes.count; i++)
        scheme_page(out, c->schemes.items[i]);
}

void catalogue_index(struct buffer *out, const struct catalogue *c)
{
    buffer_printf(out, "# %s\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n", tr("The catalogue, system by system"),
                  tr("system"), tr("record types"), tr("indicators"), tr("in the other language"));
    for (size_t i = 0; i < c->systems.count; i++) {
        const struct system *s = c->systems.items[i];
        buffer_printf(out, "| [%.*s](%.*s.md) | %zu | %zu | %.*s |\n", TEXT_ARG(label_now(s->label)),
                      TEXT_ARG(s->name), records_of(c, s->name), indicators_of(c, s->name),
                      TEXT_ARG(other_language(s->label)));
    }
    forms_index(out, c);
    schemes_index(out, c);
}

const struct record_type *catalogue_unnamed_system(const struct catalogue *c)
{
    for (size_t i = 0; i < c->types.count; i++)
        if (!catalogue_system_find(c, c->types.items[i]->system))
            return c->types.items[i];
    return NULL;
}
