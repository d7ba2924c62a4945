/*
 * A report form for people: what stands in it, over which days.
 */
#include "catalogue/node.h"
#include "catalogue/show.h"

#include "base/language.h"

static void put_label(struct buffer *out, struct label l)
{
    buffer_add(out, l.zh);
    if (l.en.n)
        buffer_printf(out, " (%.*s)", TEXT_ARG(l.en));
}

static void put_figure(struct buffer *out, const struct form_figure *f)
{
    buffer_printf(out, "%.*s %s", TEXT_ARG(f->indicator->name), form_time_name(f->time));
    if (f->unit != f->indicator->unit && f->unit)
        buffer_printf(out, " in %.*s", TEXT_ARG(f->unit->name));
    if (f->places >= 0)
        buffer_printf(out, " places %d", f->places);
    if (f->where.n)
        buffer_printf(out, " where \"%.*s\"", TEXT_ARG(f->where));
}

static void put_parts(struct buffer *out, const writing_list *parts);

static void put_turn(struct buffer *out, const struct writing_part *p)
{
    buffer_add_char(out, '[');
    put_figure(out, &p->figure);
    for (size_t i = 0; i < p->branches.count; i++) {
        buffer_printf(out, "%s %s", i ? "|" : ":", turn_name(p->branches.items[i].when));
        if (p->branches.items[i].parts->count)
            buffer_add_char(out, ' ');
        put_parts(out, p->branches.items[i].parts);
    }
    buffer_add_char(out, ']');
}

static void put_parts(struct buffer *out, const writing_list *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        const struct writing_part *p = &parts->items[i];
        switch (p->kind) {
        case WRITING_TEXT:
            buffer_add(out, p->text);
            break;
        case WRITING_WORD:
            buffer_printf(out, "{%s}", writing_word_name(p->word));
            break;
        case WRITING_FIGURE:
            buffer_add_char(out, '{');
            put_figure(out, &p->figure);
            buffer_add_char(out, '}');
            break;
        case WRITING_TURN:
            put_turn(out, p);
            break;
        }
    }
}

static void put_columns(struct buffer *out, const struct form_section *s)
{
    if (s->shows_unit)
        buffer_add_str(out, " unit");
    for (size_t i = 0; i < s->by.count; i++)
        buffer_printf(out, " %.*s", TEXT_ARG(s->by.items[i]));
    if (s->shows_total)
        buffer_add_str(out, " total");
    for (size_t i = 0; i < s->beside.count; i++)
        buffer_printf(out, "%s %s", i ? "" : " beside", form_time_name(s->beside.items[i]));
    buffer_add_char(out, '\n');
    for (size_t i = 0; i < s->lines.count; i++) {
        const struct form_line *line = &s->lines.items[i];
        buffer_add_str(out, line->is_head ? "    head: " : "    ");
        if (!line->is_head) {
            put_figure(out, &line->figure);
            buffer_add_str(out, "  ");
        }
        put_label(out, line->label);
        buffer_add_char(out, '\n');
    }
}

static void put_writing(struct buffer *out, const struct writing *w)
{
    buffer_printf(out, " %.*s\n", TEXT_ARG(w->name));
    for (size_t i = 0; i < w->blocks.count; i++) {
        buffer_printf(out, "    %s", w->blocks.items[i].heading ? "# " : "");
        put_parts(out, &w->blocks.items[i].parts);
        buffer_add_char(out, '\n');
    }
}

static void put_section(struct buffer *out, const struct form_section *s)
{
    static const char *const kinds[] = {"columns", "lines", "list", "card", "text", "chart"};
    if (s->label.zh.n) {
        buffer_printf(out, "  %s: ", tr("heading"));
        put_label(out, s->label);
        buffer_add_char(out, '\n');
    }
    buffer_printf(out, "  %s", kinds[s->kind]);
    if (s->kind == SECTION_TABLE || s->kind == SECTION_LINES) {
        put_columns(out, s);
    } else if (s->kind == SECTION_TEXT) {
        put_writing(out, s->zh);
        if (s->en) {
            buffer_add_str(out, "  text");
            put_writing(out, s->en);
        }
    } else {
        buffer_add_str(out, s->kind != SECTION_CHART ? " " : s->is_line ? " line " : " bars ");
        put_figure(out, &s->figure);
        buffer_add_str(out, s->kind == SECTION_CHART ? " by" : " show");
        for (size_t i = 0; i < s->by.count; i++)
            buffer_printf(out, " %.*s", TEXT_ARG(s->by.items[i]));
        for (size_t i = 0; i < s->fields.count; i++)
            buffer_printf(out, " %.*s", TEXT_ARG(s->fields.items[i]->name));
        buffer_add_char(out, '\n');
    }
}

void form_show(struct buffer *out, const struct report_form *form)
{
    buffer_printf(out, "form %.*s: ", TEXT_ARG(form->name));
    put_label(out, form->label);
    buffer_add_char(out, '\n');
    if (form->about.zh.n) {
        buffer_printf(out, "  %s: ", tr("about"));
        put_label(out, form->about);
        buffer_add_char(out, '\n');
    }
    if (form->source.n)
        buffer_printf(out, "  %s: %.*s\n", tr("source"), TEXT_ARG(form->source));
    if (form->title_zh.count) {
        buffer_printf(out, "  %s: ", tr("title"));
        put_parts(out, &form->title_zh);
        buffer_add_char(out, '\n');
    }
    for (size_t i = 0; i < form->sections.count; i++)
        put_section(out, &form->sections.items[i]);
    for (size_t i = 0; i < form->notes.count; i++) {
        buffer_printf(out, "  %s: ", tr("note"));
        put_label(out, form->notes.items[i]);
        buffer_add_char(out, '\n');
    }
}
