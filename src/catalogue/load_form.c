/*
 * Report forms: tables, lists, texts and charts of figures.
 */
#include "catalogue/load_form.h"

#define SECTIONS_MAX 40
#define LINES_MAX 600
#define FIELDS_MAX 30

struct form_reader {
    struct loader *l;
    struct report_form *form;
    struct label heading; /* for the next section */
};

static const char *const by_words[] = {"county", "town", "village", "party", "month", "year", NULL};

static bool fault_form(struct form_reader *r, struct position at, bool set)
{
    return fault_at(r->l->f, at, set);
}

static struct form_section *section_add(struct form_reader *r, enum section_kind kind,
                                        struct position at)
{
    struct form_section s = {.kind = kind, .label = r->heading, .at = at};
    r->heading = (struct label){{0}, {0}};
    LIST_ADD(r->l->a, &r->form->sections, s);
    return &r->form->sections.items[r->form->sections.count - 1];
}

static bool section_begin(struct form_section **out, struct form_reader *r, enum section_kind kind,
                          struct position at)
{
    if (r->form->sections.count == SECTIONS_MAX)
        return fault_form(
            r, at, fault_set(r->l->f, FAULT_LIMIT, "a form has at most %d sections", SECTIONS_MAX));
    *out = section_add(r, kind, at);
    return true;
}

static bool by_take(struct form_section *s, struct loader *l, struct cursor *c)
{
    for (int i = 0; by_words[i]; i++)
        if (cursor_take(c, by_words[i])) {
            LIST_ADD(l->a, &s->by, text_from(by_words[i]));
            return true;
        }
    return false;
}

/* ---- tables ---- */

static bool beside_take(struct form_section *s, struct form_reader *r, struct cursor *c)
{
    while (c->at->kind == TOKEN_NAME) {
        enum form_time time;
        if (!form_time_take(&time, c))
            return form_time_fault(r->l, c);
        LIST_ADD(r->l->a, &s->beside, time);
    }
    return s->beside.count ? true : form_time_fault(r->l, c);
}

/* columns [unit] [county|party|month ...] [total] [beside last_year growth ...] */
static bool columns_take(struct form_reader *r, struct cursor *c, enum section_kind kind)
{
    static const char *const known[] = {"name",  "unit",  "total", "county", "town", "village",
                                        "party", "month", "year",  "beside", NULL};
    struct form_section *s;
    struct position at = cursor_position(c);
    TRY(section_begin(&s, r, kind, at));
    while (c->at->kind == TOKEN_NAME) {
        if (cursor_take(c, "name") || by_take(s, r->l, c))
            continue;
        if (cursor_take(c, "unit"))
            s->shows_unit = true;
        else if (cursor_take(c, "total"))
            s->shows_total = true;
        else if (kind == SECTION_TABLE && cursor_take(c, "beside"))
            TRY(beside_take(s, r, c));
        else
            return fault_unknown_word(r->l, c, known);
    }
    if (s->by.count > 1)
        return fault_form(r, at,
                          fault_set(r->l->f, FAULT_INPUT,
                                    "columns go by one thing, not by \"%.*s\" and \"%.*s\"",
                                    TEXT_ARG(s->by.items[0]), TEXT_ARG(s->by.items[1])));
    if (s->by.count == 0 && kind == SECTION_LINES)
        return fault_form(r, at,
                          fault_set(r->l->f, FAULT_INPUT,
                                    "lines go by county, town, village, party, month or year"));
    if (s->by.count == 0 && s->beside.count == 0)
        s->shows_total = true;
    return true;
}

static bool line_add(struct form_reader *r, struct position at, struct form_line line)
{
    struct form_section *s =
        r->form->sections.count ? &r->form->sections.items[r->form->sections.count - 1] : NULL;
    if (!s || (s->kind != SECTION_TABLE && s->kind != SECTION_LINES))
        return fault_form(
            r, at, fault_set(r->l->f, FAULT_INPUT, "before rows stands \"columns\" or \"lines\""));
    if (s->lines.count == LINES_MAX)
        return fault_form(
            r, at, fault_set(r->l->f, FAULT_LIMIT, "a table has at most %d rows", LINES_MAX));
    LIST_ADD(r->l->a, &s->lines, line);
    return true;
}

static bool row_take(struct form_reader *r, struct cursor *c)
{
    struct form_line line = {.is_head = false};
    bool took;
    struct position at = cursor_position(c);
    TRY(form_figure_get(&line.figure, r->l, c));
    line.label = line.figure.indicator->label;
    struct label own = {{0}, {0}};
    TRY(label_take(&own, c, &took, r->l->f));
    if (took && !own.zh.n)
        return cursor_expect(c, "zh", r->l->f);
    if (took)
        line.label = own;
    return line_add(r, at, line);
}

static bool head_take(struct form_reader *r, struct cursor *c)
{
    struct form_line line = {.is_head = true};
    struct position at = cursor_position(c);
    TRY(labels_get(&line.label, c, r->l->f));
    return line_add(r, at, line);
}

/* ---- lists, texts, charts ---- */

/* list INDICATOR [time] show FIELD ...: the records behind it. */
static bool list_take(struct form_reader *r, struct cursor *c, enum section_kind kind)
{
    struct loader *l = r->l;
    struct form_section *s;
    TRY(section_begin(&s, r, kind, cursor_position(c)));
    TRY(form_figure_get(&s->figure, l, c));
    const struct indicator *i = s->figure.indicator;
    if (i->over_count != 1)
        return fault_form(r, s->at,
                          fault_set(l->f, FAULT_INPUT, "%.*s does not count records of one type",
                                    TEXT_ARG(i->name)));
    TRY(cursor_expect(c, "show", l->f));
    while (c->at->kind == TOKEN_NAME) {
        struct position at = cursor_position(c);
        const struct field *field = type_field_find(i->over[0].type, c->at->text);
        if (!field || field->class == CLASS_SEALED || s->fields.count == FIELDS_MAX) {
            struct nearest near = nearest_to(c->at->text);
            for (size_t n = 0; n < i->over[0].type->field_count; n++)
                nearest_try(&near, i->over[0].type->fields[n].name);
            fault_form(r, at,
                       fault_set(l->f, FAULT_INPUT, "%.*s has no field \"%.*s\" to show",
                                 TEXT_ARG(i->over[0].type->name), TEXT_ARG(c->at->text)));
            return nearest_hint(&near, l->f);
        }
        LIST_ADD(l->a, &s->fields, field);
        c->at++;
    }
    return s->fields.count ? true : cursor_expect(c, "a field", l->f);
}

static bool text_take(struct form_reader *r, struct cursor *c)
{
    struct loader *l = r->l;
    struct form_section *s;
    struct text name;
    struct position at = cursor_position(c);
    TRY(section_begin(&s, r, SECTION_TEXT, at));
    TRY(cursor_get(&name, c, TOKEN_NAME, l->f));
    TRY(writing_find(&s->zh, l, name));
    TRY(writing_find(&s->en, l, text_printf(l->a, "%.*s.en", TEXT_ARG(name))));
    if (s->zh)
        return true;
    return fault_form(r, at,
                      fault_set(l->f, FAULT_INPUT, "there is no text/%.*s.txt", TEXT_ARG(name)));
}

/* chart bars|line INDICATOR [time] by county zh "...". */
static bool chart_take(struct form_reader *r, struct cursor *c)
{
    static const char *const known[] = {"bars", "line", NULL};
    struct form_section *s;
    bool took;
    TRY(section_begin(&s, r, SECTION_CHART, cursor_position(c)));
    s->is_line = cursor_take(c, "line");
    if (!s->is_line && !cursor_take(c, "bars"))
        return fault_unknown_word(r->l, c, known);
    TRY(form_figure_get(&s->figure, r->l, c));
    TRY(cursor_expect(c, "by", r->l->f));
    if (!by_take(s, r->l, c))
        return fault_unknown_word(r->l, c, by_words);
    if (s->figure.time >= TIME_CHANGE)
        return fault_form(
            r, s->at, fault_set(r->l->f, FAULT_INPUT, "a chart shows figures, not their change"));
    struct label own = {{0}, {0}};
    TRY(label_take(&own, c, &took, r->l->f));
    s->label = took ? own : s->figure.indicator->label;
    return true;
}

/* ---- one form ---- */

static bool title_take(struct form_reader *r, struct cursor *c)
{
    struct loader *l = r->l;
    struct label title = {{0}, {0}};
    struct position at = cursor_position(c);
    TRY(labels_get(&title, c, l->f));
    TRY(writing_line_read(&r->form->title_zh, l, title.zh, at));
    return writing_line_read(&r->form->title_en, l, title.en, at);
}

static bool note_take(struct form_reader *r, struct cursor *c)
{
    struct label note = {{0}, {0}};
    TRY(labels_get(&note, c, r->l->f));
    LIST_ADD(r->l->a, &r->form->notes, note);
    return true;
}

static bool section_take(struct form_reader *r, struct cursor *c)
{
    static const char *const known[] = {"label",   "about", "source", "title",   "note",
                                        "columns", "lines", "head",   "row",     "list",
                                        "card",    "text",  "chart",  "heading", NULL};
    if (cursor_take(c, "columns"))
        return columns_take(r, c, SECTION_TABLE);
    if (cursor_take(c, "lines"))
        return columns_take(r, c, SECTION_LINES);
    if (cursor_take(c, "row"))
        return row_take(r, c);
    if (cursor_take(c, "head"))
        return head_take(r, c);
    if (cursor_take(c, "list"))
        return list_take(r, c, SECTION_LIST);
    if (cursor_take(c, "card"))
        return list_take(r, c, SECTION_CARD);
    if (cursor_take(c, "text"))
        return text_take(r, c);
    if (cursor_take(c, "chart"))
        return chart_take(r, c);
    return fault_unknown_word(r->l, c, known);
}

static bool clause_take(struct form_reader *r, struct cursor *c)
{
    if (cursor_take(c, "label"))
        TRY(labels_get(&r->form->label, c, r->l->f));
    else if (cursor_take(c, "about"))
        TRY(labels_get(&r->form->about, c, r->l->f));
    else if (cursor_take(c, "source"))
        TRY(cursor_get(&r->form->source, c, TOKEN_LABEL, r->l->f));
    else if (cursor_take(c, "title"))
        TRY(title_take(r, c));
    else if (cursor_take(c, "note"))
        TRY(note_take(r, c));
    else if (cursor_take(c, "heading"))
        TRY(labels_get(&r->heading, c, r->l->f));
    else
        TRY(section_take(r, c));
    return cursor_end(c, r->l->f);
}

static bool form_is_whole(struct form_reader *r)
{
    const struct report_form *form = r->form;
    const char *wanted = !form->label.zh.n ? "label" : !form->sections.count ? "columns" : NULL;
    for (size_t i = 0; !wanted && i < form->sections.count; i++) {
        const struct form_section *s = &form->sections.items[i];
        if ((s->kind == SECTION_TABLE || s->kind == SECTION_LINES) && s->lines.count == 0)
            return fault_form(r, s->at,
                              fault_set(r->l->f, FAULT_INPUT, "this block needs \"%s\"", "row"));
    }
    return !wanted ||
           fault_form(r, form->at,
                      fault_set(r->l->f, FAULT_INPUT, "this block needs \"%s\"", wanted));
}

static bool form_read(struct loader *l, const struct declared *d)
{
    struct form_reader r = {.l = l, .form = d->thing};
    struct cursor c = block_cursor(d->block);
    r.form->name = d->block->head->text;
    r.form->at = (struct position){d->block->file, d->block->word->line, d->block->word->column};
    c.at++;
    TRY(cursor_end(&c, l->f));
    for (size_t i = 0; i < d->block->clauses.count; i++) {
        c = clause_cursor(d->block, i);
        TRY(clause_take(&r, &c));
    }
    TRY(form_is_whole(&r));
    LIST_ADD(l->a, &l->c->forms, r.form);
    return true;
}

bool forms_load(struct loader *l)
{
    for (size_t i = 0; i < l->forms.count; i++)
        TRY(form_read(l, l->forms.items[i]));
    return true;
}
