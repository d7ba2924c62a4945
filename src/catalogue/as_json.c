/*
 * The whole catalogue for machines.
 */
#include "base/json.h"
#include "catalogue/show.h"
#include "catalogue/node.h"

static void put_label(struct json *j, const char *key, struct label l)
{
    json_put_key(j, key);
    json_open(j, '{');
    json_add_text(j, "zh", l.zh);
    json_add_text(j, "en", l.en);
    json_close(j, '}');
}

static void put_texts(struct json *j, const char *key, const text_list *texts)
{
    if (texts->count == 0)
        return;
    json_put_key(j, key);
    json_open(j, '[');
    for (size_t i = 0; i < texts->count; i++)
        json_put_text(j, texts->items[i]);
    json_close(j, ']');
}

static void put_some(struct json *j, const char *key, struct text t)
{
    if (t.n)
        json_add_text(j, key, t);
}

static void put_day(struct json *j, const char *key, struct day d)
{
    SCOPED_ARENA a = {0};
    bool open = d.since_1970 == DAY_FIRST.since_1970 || d.since_1970 == DAY_LAST.since_1970;
    if (!open)
        json_add_text(j, key, day_print(&a, d));
}

static void put_node(struct json *j, const char *key, const struct node *n)
{
    if (!n)
        return;
    SCOPED_BUFFER text = {0};
    node_print(&text, n);
    json_add_text(j, key, buffer_text(&text));
}

static void put_region(struct json *j, const char *key, int64_t region)
{
    SCOPED_ARENA a = {0};
    json_add_text(j, key, region_code_print(&a, region));
}

/* ---- fields ---- */

static void put_type(struct json *j, struct type t)
{
    static const char *const kinds[] = {
        [KIND_TEXT] = "text", [KIND_INT] = "int",     [KIND_MONEY] = "money",
        [KIND_DECIMAL] = "decimal", [KIND_DAY] = "day", [KIND_MONTH] = "month",
        [KIND_YEAR] = "year", [KIND_BOOL] = "bool",   [KIND_CODE] = "code",
        [KIND_REGION] = "region", [KIND_REF] = "ref",
    };
    static const char *const forms[] = {"text", "idno", "phone", "uscc"};
    static const char *const levels[] = {"", "province", "prefecture", "county", "town",
                                         "village"};
    json_add_text(j, "type", text_from(t.kind == KIND_TEXT ? forms[t.form] : kinds[t.kind]));
    if (t.unit)
        json_add_text(j, "unit", t.unit->name);
    if (t.kind == KIND_DECIMAL)
        json_add_int(j, "places", t.places);
    if (t.codes)
        json_add_text(j, "codes", t.codes->name);
    if (t.target)
        json_add_text(j, "target", t.target->name);
    put_some(j, "level", text_from(levels[t.level]));
}

static void put_fallback(struct json *j, const struct field *f)
{
    if (f->drawn_from)
        json_add_text(j, "of", f->drawn_from->name);
    if (f->fallback.is == VALUE_TEXT)
        json_add_text(j, "else", f->fallback.t);
    else if (f->fallback.is == VALUE_INT)
        json_add_int(j, "else", f->fallback.i);
}

static void put_field(struct json *j, const struct field *f)
{
    static const char *const classes[] = {"open", "pseudonymous", "sealed"};
    json_open(j, '{');
    json_add_int(j, "number", f->number);
    json_add_text(j, "name", f->name);
    put_label(j, "label", f->label);
    put_texts(j, "reads", &f->reads);
    put_type(j, f->type);
    json_add_text(j, "class", text_from(classes[f->class]));
    json_add_bool(j, "lookup", f->lookup);
    json_add_bool(j, "required", f->required);
    if (f->required)
        put_day(j, "required_from", f->required_from);
    json_add_bool(j, "or_new", f->or_new);
    put_fallback(j, f);
    if (f->dated_type) {
        json_add_text(j, "dated_type", f->dated_type->name);
        json_add_text(j, "dated_since", f->dated_since->name);
    }
    json_close(j, '}');
}

static void put_derive(struct json *j, const struct derive *d)
{
    json_open(j, '{');
    json_add_text(j, "name", d->name);
    put_label(j, "label", d->label);
    put_type(j, d->type);
    put_node(j, "value", d->value);
    json_close(j, '}');
}

static void put_check(struct json *j, const struct check *c)
{
    static const char *const levels[] = {"refuse", "warn", "ask"};
    json_open(j, '{');
    json_add_text(j, "name", c->name);
    json_add_text(j, "level", text_from(levels[c->level]));
    put_node(j, "holds", c->holds);
    put_label(j, "says", c->says);
    json_close(j, '}');
}

/* ---- blocks ---- */

static void put_record_parts(struct json *j, const struct record_type *t)
{
    json_put_key(j, "fields");
    json_open(j, '[');
    for (size_t i = 0; i < t->field_count; i++)
        put_field(j, &t->fields[i]);
    json_close(j, ']');
    json_put_key(j, "derived");
    json_open(j, '[');
    for (size_t i = 0; i < t->derive_count; i++)
        put_derive(j, &t->derives[i]);
    json_close(j, ']');
    json_put_key(j, "checks");
    json_open(j, '[');
    for (size_t i = 0; i < t->check_count; i++)
        put_check(j, &t->checks[i]);
    json_close(j, ']');
}

static void put_system(struct json *j, const struct system *s)
{
    json_open(j, '{');
    json_add_text(j, "name", s->name);
    put_label(j, "label", s->label);
    json_close(j, '}');
}

static void put_fields(struct json *j, const char *key, const struct field *const *fields,
                       size_t count)
{
    json_put_key(j, key);
    json_open(j, '[');
    for (size_t i = 0; i < count; i++)
        json_put_text(j, fields[i]->name);
    json_close(j, ']');
}

static void put_record(struct json *j, const struct record_type *t)
{
    json_open(j, '{');
    json_add_text(j, "name", t->name);
    json_add_text(j, "table", t->table);
    json_add_text(j, "system", t->system);
    put_label(j, "label", t->label);
    put_texts(j, "reads", &t->reads);
    put_some(j, "source", t->source);
    put_fields(j, "key", t->key, t->key_count);
    if (t->named_count)
        put_fields(j, "named", t->named, t->named_count);
    put_node(j, "place", t->place);
    put_node(j, "party", t->party);
    put_node(j, "when", t->when);
    if (t->voucher)
        json_add_text(j, "voucher", t->voucher->name);
    if (t->confirmed)
        json_add_text(j, "confirmed", t->confirmed->name);
    put_record_parts(j, t);
    json_close(j, '}');
}

static void put_over(struct json *j, const struct indicator *i)
{
    json_put_key(j, "over");
    json_open(j, '[');
    for (size_t n = 0; n < i->over_count; n++) {
        json_open(j, '{');
        json_add_text(j, "type", i->over[n].type->name);
        put_some(j, "as", i->over[n].alias);
        put_node(j, "subject", i->over[n].subject);
        json_close(j, '}');
    }
    json_close(j, ']');
}

static void put_indicator(struct json *j, const struct indicator *i)
{
    static const char *const bases[] = {"counted", "entered", "computed"};
    json_open(j, '{');
    json_add_text(j, "name", i->name);
    put_label(j, "label", i->label);
    put_some(j, "source", i->source);
    put_label(j, "definition", (struct label){i->definition_zh, i->definition_en});
    json_add_text(j, "unit", i->unit->name);
    if (i->places >= 0)
        json_add_int(j, "places", i->places);
    json_add_text(j, "basis", text_from(bases[i->basis]));
    json_add_bool(j, "plan", i->is_plan);
    if (i->of)
        json_add_text(j, "of", i->of->name);
    if (i->within)
        json_add_text(j, "within", i->within->name);
    put_over(j, i);
    json_add_bool(j, "first_in_year", i->first_in_year);
    put_node(j, "when", i->when);
    put_node(j, "while_from", i->while_from);
    put_node(j, "while_to", i->while_to);
    put_node(j, "where", i->where);
    put_node(j, "value", i->value);
    json_put_key(j, "by");
    json_open(j, '[');
    for (size_t n = 0; n < i->by_count; n++)
        json_put_text(j, i->by[n].name);
    json_close(j, ']');
    put_texts(j, "says", &i->says);
    put_texts(j, "unsaid", &i->unsaid);
    json_close(j, '}');
}

static void put_match(struct json *j, const struct match *m)
{
    static const char *const kinds[] = {"need", "prefer", "against"};
    json_open(j, '{');
    json_add_text(j, "name", m->name);
    put_label(j, "label", m->label);
    put_some(j, "source", m->source);
    json_add_text(j, "from", m->from->name);
    json_add_text(j, "to", m->to->name);
    put_node(j, "place", m->place);
    put_node(j, "at", m->at_day);
    json_put_key(j, "reasons");
    json_open(j, '[');
    for (size_t i = 0; i < m->reasons.count; i++) {
        json_open(j, '{');
        json_add_text(j, "kind", text_from(kinds[m->reasons.items[i].kind]));
        put_node(j, "holds", m->reasons.items[i].holds);
        put_label(j, "says", m->reasons.items[i].says);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_put_key(j, "shows");
    json_open(j, '[');
    for (size_t i = 0; i < m->shows.count; i++)
        json_put_text(j, m->shows.items[i].type->name);
    json_close(j, ']');
    json_close(j, '}');
}

static void put_form_figure(struct json *j, const struct form_figure *f)
{
    json_add_text(j, "indicator", f->indicator->name);
    json_add_text(j, "time", text_from(form_time_name(f->time)));
    put_some(j, "unit", f->unit ? f->unit->name : TEXT(""));
    put_some(j, "where", f->where);
}

static void put_section(struct json *j, const struct form_section *s)
{
    static const char *const kinds[] = {"table", "lines", "list", "card", "text", "chart"};
    json_open(j, '{');
    json_add_text(j, "kind", text_from(kinds[s->kind]));
    if (s->label.zh.n)
        put_label(j, "label", s->label);
    put_texts(j, "by", &s->by);
    json_add_bool(j, "total", s->shows_total);
    if (s->figure.indicator)
        put_form_figure(j, &s->figure);
    json_put_key(j, "lines");
    json_open(j, '[');
    for (size_t i = 0; i < s->lines.count; i++) {
        json_open(j, '{');
        put_label(j, "label", s->lines.items[i].label);
        if (!s->lines.items[i].is_head)
            put_form_figure(j, &s->lines.items[i].figure);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void put_form(struct json *j, const struct report_form *form)
{
    json_open(j, '{');
    json_add_text(j, "name", form->name);
    put_label(j, "label", form->label);
    put_some(j, "source", form->source);
    json_put_key(j, "sections");
    json_open(j, '[');
    for (size_t i = 0; i < form->sections.count; i++)
        put_section(j, &form->sections.items[i]);
    json_close(j, ']');
    json_close(j, '}');
}

static void put_rule(struct json *j, const struct rule *r)
{
    static const char *const levels[] = {"refuse", "warn", "ask", "care"};
    json_open(j, '{');
    json_add_text(j, "name", r->name);
    put_label(j, "label", r->label);
    json_add_text(j, "level", text_from(levels[r->level]));
    json_add_text(j, "source", r->source);
    json_add_bool(j, "check", r->is_check); /* a line of its record type, else a block of its own */
    json_put_key(j, "over");
    json_open(j, '[');
    for (size_t i = 0; i < r->over_count; i++)
        json_put_text(j, r->over[i].type->name);
    json_close(j, ']');
    put_node(j, "where", r->where);
    if (r->group_count) {
        json_put_key(j, "group");
        json_open(j, '[');
        for (size_t i = 0; i < r->group_count; i++) {
            SCOPED_BUFFER text = {0};
            node_print(&text, r->group[i]);
            json_put_text(j, buffer_text(&text));
        }
        json_close(j, ']');
    }
    put_node(j, "having", r->having);
    put_node(j, "when", r->when);
    put_label(j, "finds", r->finds);
    put_label(j, "mend", r->mend);
    if (r->tell)
        json_add_text(j, "tell", r->tell->owner->name);
    json_close(j, '}');
}

static void put_codes(struct json *j, const struct code_list *l)
{
    json_open(j, '{');
    json_add_text(j, "name", l->name);
    json_put_key(j, "codes");
    json_open(j, '[');
    for (size_t i = 0; i < l->count; i++) {
        const struct code *c = &l->codes[i];
        json_open(j, '{');
        json_add_text(j, "code", c->code);
        put_label(j, "label", c->label);
        put_texts(j, "reads", &c->reads);
        put_some(j, "within", c->within);
        put_day(j, "from", c->from);
        put_day(j, "to", c->to);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void put_unit(struct json *j, const struct unit *u)
{
    json_open(j, '{');
    json_add_text(j, "name", u->name);
    put_label(j, "label", u->label);
    put_texts(j, "reads", &u->reads);
    json_add_text(j, "of", u->base->name);
    json_add_int(j, "times", u->times);
    json_add_int(j, "over", u->over);
    json_close(j, '}');
}

static void put_word(struct json *j, const struct word *w)
{
    json_open(j, '{');
    json_add_text(j, "name", w->name);
    json_add_text(j, "en", w->en);
    json_put_key(j, "zh");
    json_open(j, '[');
    for (size_t i = 0; i < w->zh.count; i++) {
        json_open(j, '{');
        json_add_text(j, "text", w->zh.items[i].text);
        put_day(j, "from", w->zh.items[i].from);
        put_day(j, "to", w->zh.items[i].to);
        json_close(j, '}');
    }
    json_close(j, ']');
    put_texts(j, "reads", &w->reads);
    json_close(j, '}');
}

/* ---- the programme ---- */

static void put_party(struct json *j, const struct party *p)
{
    json_open(j, '{');
    json_add_text(j, "name", p->name);
    put_region(j, "region", p->region);
    put_day(j, "from", p->from);
    put_day(j, "to", p->to);
    put_texts(j, "says", &p->says);
    json_close(j, '}');
}

static void put_group(struct json *j, const struct group *g)
{
    json_open(j, '{');
    json_add_text(j, "name", g->name);
    json_put_key(j, "regions");
    json_open(j, '[');
    for (size_t i = 0; i < g->regions.count; i++) {
        SCOPED_ARENA a = {0};
        json_put_text(j, region_code_print(&a, g->regions.items[i]));
    }
    json_close(j, ']');
    put_day(j, "from", g->from);
    put_day(j, "to", g->to);
    put_texts(j, "says", &g->says);
    json_close(j, '}');
}

static void put_programme(struct json *j, const struct catalogue *c)
{
    json_put_key(j, "programme");
    if (c->programme.west == 0) {
        json_put_null(j);
        return;
    }
    json_open(j, '{');
    put_label(j, "label", c->programme.label);
    put_region(j, "west", c->programme.west);
    put_day(j, "from", c->programme.from);
    put_day(j, "to", c->programme.to);
    json_add_bool(j, "demonstration", c->programme.is_demonstration);
    json_close(j, '}');
}

#define PUT_LIST(j, key, list, put)                                                                \
    do {                                                                                           \
        json_put_key((j), (key));                                                                  \
        json_open((j), '[');                                                                       \
        for (size_t list_i = 0; list_i < (list).count; list_i++)                                   \
            put((j), (list).items[list_i]);                                                        \
        json_close((j), ']');                                                                      \
    } while (0)

void catalogue_json(struct buffer *out, const struct catalogue *c)
{
    struct json writer = {.out = out}, *j = &writer;
    json_open(j, '{');
    put_programme(j, c);
    PUT_LIST(j, "parties", c->parties, put_party);
    PUT_LIST(j, "groups", c->groups, put_group);
    PUT_LIST(j, "units", c->units, put_unit);
    PUT_LIST(j, "words", c->words, put_word);
    PUT_LIST(j, "systems", c->systems, put_system);
    PUT_LIST(j, "codes", c->code_lists, put_codes);
    PUT_LIST(j, "records", c->types, put_record);
    PUT_LIST(j, "indicators", c->indicators, put_indicator);
    PUT_LIST(j, "rules", c->rules, put_rule);
    PUT_LIST(j, "matches", c->matches, put_match);
    PUT_LIST(j, "subsidies", c->subsidies, subsidy_json);
    PUT_LIST(j, "forms", c->forms, put_form);
    PUT_LIST(j, "schemes", c->schemes, scheme_json);
    json_close(j, '}');
    buffer_add_char(out, '\n');
}
