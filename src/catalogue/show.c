#include "catalogue/show.h"

#include "base/language.h"
#include "catalogue/node_inside.h"

/* ---- lines ---- */

static void line_text(struct buffer *out, const char *heading, struct text t)
{
    if (t.n)
        buffer_printf(out, "  %s: %.*s\n", heading, TEXT_ARG(t));
}

static void line_node(struct buffer *out, const char *heading, const struct node *n)
{
    if (!n)
        return;
    buffer_printf(out, "  %s: ", heading);
    node_print(out, n);
    buffer_add_char(out, '\n');
}

static void line_phrases(struct buffer *out, const char *heading, const text_list *phrases)
{
    if (phrases->count == 0)
        return;
    buffer_printf(out, "  %s:", heading);
    for (size_t i = 0; i < phrases->count; i++)
        buffer_printf(out, " \"%.*s\"", TEXT_ARG(phrases->items[i]));
    buffer_add_char(out, '\n');
}

static void put_label(struct buffer *out, struct label l)
{
    buffer_add(out, l.zh);
    if (l.en.n)
        buffer_printf(out, " (%.*s)", TEXT_ARG(l.en));
}

static void put_days(struct buffer *out, struct day from, struct day to)
{
    SCOPED_ARENA a = {0};
    if (from.since_1970 != DAY_FIRST.since_1970)
        buffer_printf(out, " from %.*s", TEXT_ARG(day_print(&a, from)));
    if (to.since_1970 != DAY_LAST.since_1970)
        buffer_printf(out, " to %.*s", TEXT_ARG(day_print(&a, to)));
}

static void head(struct buffer *out, const char *kind, struct text name, struct label l)
{
    buffer_printf(out, "%s %.*s: ", kind, TEXT_ARG(name));
    put_label(out, l);
    buffer_add_char(out, '\n');
}

/* ---- record types ---- */

static void put_class(struct buffer *out, const struct field *f)
{
    SCOPED_ARENA a = {0};
    if (f->or_new)
        buffer_add_str(out, " or new");
    if (f->class == CLASS_SEALED)
        buffer_add_str(out, f->lookup ? " sealed lookup" : " sealed");
    if (f->class == CLASS_PSEUDONYMOUS)
        buffer_add_str(out, " pseudonymous");
    if (f->required)
        buffer_add_str(out, " required");
    if (f->required && f->required_from.since_1970 != DAY_FIRST.since_1970)
        buffer_printf(out, " from %.*s", TEXT_ARG(day_print(&a, f->required_from)));
    if (f->dated_type)
        buffer_printf(out, " dated %.*s.%.*s", TEXT_ARG(f->dated_type->name),
                      TEXT_ARG(f->dated_since->name));
}

static void put_fallback(struct buffer *out, const struct field *f)
{
    if (f->drawn_from)
        buffer_printf(out, " of %.*s", TEXT_ARG(f->drawn_from->name));
    if (f->fallback.is == VALUE_NONE)
        return;
    const struct node n = {.kind = NODE_CONSTANT, .type = f->type, .constant = f->fallback};
    buffer_add_str(out, " else ");
    node_print(out, &n);
}

static void field_show(struct buffer *out, const struct field *f)
{
    static const char *const levels[] = {"",        " province", " prefecture",
                                         " county", " town",     " village"};
    static const char *const forms[] = {"text", "idno", "phone", "uscc"};
    SCOPED_ARENA a = {0};
    struct text type =
        f->type.kind == KIND_TEXT ? text_from(forms[f->type.form]) : type_describe(&a, f->type);
    buffer_printf(out, "  %d %.*s  ", f->number, TEXT_ARG(f->name));
    put_label(out, f->label);
    buffer_printf(out, "  %.*s%s", TEXT_ARG(type), levels[f->type.level]);
    put_class(out, f);
    put_fallback(out, f);
    buffer_add_char(out, '\n');
}

static void line_fields(struct buffer *out, const char *what, const struct field *const *fields,
                        size_t count)
{
    if (count == 0)
        return;
    buffer_printf(out, "  %s:", what);
    for (size_t i = 0; i < count; i++)
        buffer_printf(out, " %.*s", TEXT_ARG(fields[i]->name));
    buffer_add_char(out, '\n');
}

static void record_show(struct buffer *out, const struct record_type *t)
{
    static const char *const levels[] = {"refuse", "warn", "ask"};
    head(out, "record", t->name, t->label);
    line_text(out, tr("source"), t->source);
    line_phrases(out, tr("sheet titles"), &t->reads);
    line_fields(out, tr("key"), t->key, t->key_count);
    line_fields(out, tr("named in texts by"), t->named, t->named_count);
    line_node(out, tr("place"), t->place);
    line_node(out, tr("eastern side"), t->party);
    line_node(out, tr("day"), t->when);
    line_text(out, tr("voucher"), t->voucher ? t->voucher->name : TEXT(""));
    line_text(out, tr("confirmed by the other side"), t->confirmed ? t->confirmed->name : TEXT(""));
    for (size_t i = 0; i < t->field_count; i++)
        field_show(out, &t->fields[i]);
    for (size_t i = 0; i < t->derive_count; i++) {
        buffer_printf(out, "  %.*s ", TEXT_ARG(t->derives[i].name));
        put_label(out, t->derives[i].label);
        buffer_add_str(out, " = ");
        node_print(out, t->derives[i].value);
        buffer_add_char(out, '\n');
    }
    for (size_t i = 0; i < t->check_count; i++) {
        buffer_printf(out, "  %s ", levels[t->checks[i].level]);
        node_print(out, t->checks[i].holds);
        buffer_add_str(out, "  ");
        put_label(out, t->checks[i].says);
        buffer_add_char(out, '\n');
    }
}

/* ---- indicators ---- */

static void over_line(struct buffer *out, const struct indicator *i)
{
    if (i->over_count == 0)
        return;
    buffer_printf(out, "  %s:", tr("records"));
    for (size_t n = 0; n < i->over_count; n++) {
        const struct source_over *o = &i->over[n];
        buffer_printf(out, "%s%.*s", n ? ", " : " ", TEXT_ARG(o->type->name));
        if (o->subject) {
            buffer_add_char(out, '.');
            node_print(out, o->subject);
        }
    }
    if (i->over[0].alias.n)
        buffer_printf(out, " as %.*s", TEXT_ARG(i->over[0].alias));
    buffer_add_char(out, '\n');
}

static void spell_line(struct buffer *out, const struct indicator *i)
{
    if (!i->while_from)
        return;
    buffer_printf(out, "  %s: ", tr("while"));
    node_print(out, i->while_from);
    buffer_add_str(out, "..");
    if (i->while_to)
        node_print(out, i->while_to);
    buffer_add_char(out, '\n');
}

static void by_line(struct buffer *out, const struct indicator *i)
{
    if (i->by_count == 0)
        return;
    buffer_printf(out, "  %s:", tr("by"));
    for (size_t n = 0; n < i->by_count; n++)
        buffer_printf(out, " %.*s", TEXT_ARG(i->by[n].name));
    buffer_add_char(out, '\n');
}

static void indicator_show(struct buffer *out, const struct indicator *i)
{
    const char *bases[] = {tr("counted"), tr("entered"), tr("computed")};
    head(out, "indicator", i->name, i->label);
    line_text(out, tr("source"), i->source);
    line_text(out, tr("definition"),
              label_now((struct label){i->definition_zh, i->definition_en}));
    buffer_printf(out, "  %s: ", tr("unit"));
    put_label(out, i->unit->label);
    if (i->places >= 0)
        buffer_printf(out, tr(", %d decimal places"), i->places);
    buffer_printf(out, ", %s%s%s\n", bases[i->basis], i->is_plan ? ", " : "",
                  i->is_plan ? tr("plan") : "");
    if (i->of)
        line_text(out, tr("part of"), i->of->name);
    if (i->within)
        line_text(out, tr("never more than"), i->within->name);
    over_line(out, i);
    line_node(out, tr("day"), i->when);
    if (i->first_in_year)
        line_node(out, tr("first in the year by"), i->over[0].subject);
    spell_line(out, i);
    line_node(out, tr("where"), i->where);
    line_node(out, tr("value"), i->value);
    by_line(out, i);
    line_phrases(out, tr("said as"), &i->says);
    line_phrases(out, tr("not where it says"), &i->unsaid);
}

/* ---- rules ---- */

static void line_label(struct buffer *out, const char *heading, struct label l)
{
    if (!l.zh.n)
        return;
    buffer_printf(out, "  %s: ", heading);
    put_label(out, l);
    buffer_add_char(out, '\n');
}

static void group_line(struct buffer *out, const struct rule *r)
{
    if (r->group_count == 0)
        return;
    buffer_printf(out, "  %s: ", tr("groups of equal"));
    for (size_t i = 0; i < r->group_count; i++) {
        buffer_add_str(out, i ? ", " : "");
        node_print(out, r->group[i]);
    }
    buffer_add_str(out, " having ");
    node_print(out, r->having);
    buffer_add_char(out, '\n');
}

static void match_show(struct buffer *out, const struct match *m)
{
    const char *kinds[] = {tr("needed"), tr("speaks for"), tr("speaks against")};
    head(out, "match", m->name, m->label);
    line_text(out, tr("source"), m->source);
    buffer_printf(out, "  %s: %.*s %.*s, %.*s %.*s\n", tr("records"), TEXT_ARG(m->from->name),
                  TEXT_ARG(m->from_alias), TEXT_ARG(m->to->name), TEXT_ARG(m->to_alias));
    line_node(out, tr("place"), m->place);
    line_node(out, tr("day"), m->at_day);
    for (size_t i = 0; i < m->reasons.count; i++) {
        const struct match_reason *r = &m->reasons.items[i];
        buffer_printf(out, "  %s: ", kinds[r->kind]);
        node_print(out, r->holds);
        buffer_add_str(out, "  ");
        put_label(out, r->says);
        buffer_add_char(out, '\n');
    }
    for (size_t i = 0; i < m->shows.count; i++)
        buffer_printf(out, "  %s: %.*s.%.*s\n", tr("newest shown"),
                      TEXT_ARG(m->shows.items[i].type->name), TEXT_ARG(m->shows.items[i].ref->name));
}

static void rule_show(struct buffer *out, const struct rule *r)
{
    const char *levels[] = {tr("refused"), tr("warning"), tr("to be asked"), tr("care")};
    head(out, "rule", r->name, r->label);
    buffer_printf(out, "  %s: %s\n", tr("level"), levels[r->level]);
    line_text(out, tr("source"), r->source);
    buffer_printf(out, "  %s:", tr("records"));
    for (size_t i = 0; i < r->over_count; i++)
        buffer_printf(out, "%s %.*s%s%.*s", i ? "," : "", TEXT_ARG(r->over[i].type->name),
                      r->over[i].alias.n ? " " : "", TEXT_ARG(r->over[i].alias));
    buffer_add_char(out, '\n');
    line_node(out, tr("where"), r->where);
    group_line(out, r);
    line_node(out, tr("day"), r->when);
    line_label(out, tr("finding"), r->finds);
    line_label(out, tr("to mend it"), r->mend);
    if (r->tell)
        buffer_printf(out, "  %s: %.*s.%.*s\n", tr("who is told"), TEXT_ARG(r->tell->owner->name),
                      TEXT_ARG(r->tell->name));
}

/* ---- the small ones ---- */

static void codes_show(struct buffer *out, const struct code_list *l)
{
    buffer_printf(out, "codes %.*s\n", TEXT_ARG(l->name));
    for (size_t i = 0; i < l->count; i++) {
        const struct code *c = &l->codes[i];
        buffer_printf(out, "  %.*s: ", TEXT_ARG(c->code));
        put_label(out, c->label);
        put_days(out, c->from, c->to);
        if (c->within.n)
            buffer_printf(out, " within %.*s", TEXT_ARG(c->within));
        for (size_t n = 0; n < c->reads.count; n++)
            buffer_printf(out, " \"%.*s\"", TEXT_ARG(c->reads.items[n]));
        buffer_add_char(out, '\n');
    }
}

static void unit_show(struct buffer *out, const struct unit *u)
{
    head(out, "unit", u->name, u->label);
    if (u->base != u)
        buffer_printf(out, "  1 = %lld/%lld %.*s\n", (long long)u->times, (long long)u->over,
                      TEXT_ARG(u->base->name));
    line_phrases(out, tr("also written"), &u->reads);
}

static void word_show(struct buffer *out, const struct word *w)
{
    buffer_printf(out, "word %.*s: %.*s\n", TEXT_ARG(w->name), TEXT_ARG(w->en));
    for (size_t i = 0; i < w->zh.count; i++) {
        buffer_printf(out, "  %.*s", TEXT_ARG(w->zh.items[i].text));
        put_days(out, w->zh.items[i].from, w->zh.items[i].to);
        buffer_add_char(out, '\n');
    }
    line_phrases(out, tr("also written"), &w->reads);
}

static void system_show(struct buffer *out, const struct catalogue *c, const struct system *s)
{
    head(out, "system", s->name, s->label);
    for (size_t i = 0; i < c->types.count; i++)
        if (text_equal(c->types.items[i]->system, s->name))
            head(out, "  record", c->types.items[i]->name, c->types.items[i]->label);
}

static void party_show(struct buffer *out, const struct catalogue *c, const struct party *p)
{
    SCOPED_ARENA a = {0};
    buffer_printf(out, "party %.*s: %.*s", TEXT_ARG(p->name),
                  TEXT_ARG(region_full_name(&a, c->regions, p->region)));
    put_days(out, p->from, p->to);
    buffer_add_char(out, '\n');
    line_phrases(out, tr("said as"), &p->says);
}

static void group_show(struct buffer *out, const struct catalogue *c, const struct group *g)
{
    SCOPED_ARENA a = {0};
    buffer_printf(out, "group %.*s:", TEXT_ARG(g->name));
    for (size_t i = 0; i < g->regions.count; i++)
        buffer_printf(out, " %.*s", TEXT_ARG(region_name(&a, c->regions, g->regions.items[i])));
    put_days(out, g->from, g->to);
    buffer_add_char(out, '\n');
    line_phrases(out, tr("said as"), &g->says);
}

static bool fault_no_name(const struct catalogue *c, struct text name, struct fault *f)
{
    struct nearest near = nearest_to(name);
    for (size_t i = 0; i < c->by_name.cap; i++) {
        struct text kind, rest = c->by_name.entries[i].key;
        if (c->by_name.entries[i].value && text_split(&kind, &rest, ' '))
            nearest_try(&near, rest);
    }
    fault_set(f, FAULT_ABSENT, "the catalogue has nothing of the name \"%.*s\"", TEXT_ARG(name));
    return nearest_hint(&near, f);
}

bool catalogue_show(struct buffer *out, const struct catalogue *c, struct text name,
                    struct fault *f)
{
    size_t before = out->n;
    if (catalogue_type_find(c, name))
        record_show(out, catalogue_type_find(c, name));
    if (catalogue_indicator_find(c, name))
        indicator_show(out, catalogue_indicator_find(c, name));
    if (catalogue_rule_find(c, name))
        rule_show(out, catalogue_rule_find(c, name));
    if (catalogue_subsidy_find(c, name))
        subsidy_show(out, catalogue_subsidy_find(c, name));
    if (catalogue_match_find(c, name))
        match_show(out, catalogue_match_find(c, name));
    if (catalogue_form_find(c, name))
        form_show(out, catalogue_form_find(c, name));
    if (catalogue_scheme_find(c, name))
        scheme_show(out, catalogue_scheme_find(c, name));
    if (catalogue_codes_find(c, name))
        codes_show(out, catalogue_codes_find(c, name));
    if (catalogue_unit_find(c, name))
        unit_show(out, catalogue_unit_find(c, name));
    if (catalogue_word_find(c, name))
        word_show(out, catalogue_word_find(c, name));
    if (catalogue_system_find(c, name))
        system_show(out, c, catalogue_system_find(c, name));
    if (catalogue_party_find(c, name))
        party_show(out, c, catalogue_party_find(c, name));
    if (catalogue_group_find(c, name))
        group_show(out, c, catalogue_group_find(c, name));
    return out->n > before || fault_no_name(c, name, f);
}
