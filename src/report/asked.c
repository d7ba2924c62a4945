#include "report/asked.h"

#include "report/inside.h"

/* ---- what a form takes ---- */

struct taking {
    struct report_takes *takes;
    bool asked, month, year;
};

static void figure_look(struct taking *t, const struct form_figure *f, enum form_time time)
{
    t->asked = t->asked || time == TIME_ASKED;
    t->month = t->month || time == TIME_MONTH;
    t->year = t->year || time == TIME_YEAR || time >= TIME_LAST_YEAR;
    t->takes->place = t->takes->place || indicator_has(f->indicator, TRAIT_PLACE, 0);
    t->takes->party = t->takes->party || indicator_has(f->indicator, TRAIT_PARTY, 0);
}

static void parts_look(struct taking *t, const writing_list *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        const struct writing_part *p = &parts->items[i];
        if (p->kind == WRITING_FIGURE || p->kind == WRITING_TURN)
            figure_look(t, &p->figure, p->figure.time);
        for (size_t n = 0; n < p->branches.count; n++)
            parts_look(t, p->branches.items[n].parts);
    }
}

/* A row is counted over its own days, or over those of the columns beside it. */
static void line_look(struct taking *t, const struct form_section *s, const struct form_line *line)
{
    if (line->is_head)
        return;
    if (s->by.count || s->shows_total)
        figure_look(t, &line->figure, line->figure.time);
    for (size_t i = 0; i < s->beside.count; i++)
        figure_look(t, &line->figure, s->beside.items[i]);
}

/* One text field finds the record, so that it can be named in a condition. */
static const struct field *key_of(const struct indicator *i)
{
    const struct record_type *t = i->over_count == 1 ? i->over[0].type : NULL;
    bool single = t && t->key_count == 1 && t->key[0]->type.kind == KIND_TEXT &&
                  t->key[0]->class == CLASS_OPEN;
    return single ? t->key[0] : NULL;
}

static void section_look(struct taking *t, const struct form_section *s)
{
    for (size_t i = 0; i < s->lines.count; i++)
        line_look(t, s, &s->lines.items[i]);
    if (s->figure.indicator)
        figure_look(t, &s->figure, s->figure.time);
    for (size_t i = 0; s->zh && i < s->zh->blocks.count; i++)
        parts_look(t, &s->zh->blocks.items[i].parts);
    if (s->kind == SECTION_CARD && key_of(s->figure.indicator))
        t->takes->records = s->figure.indicator;
}

static bool title_says(const struct report_form *form, enum writing_word word)
{
    for (size_t i = 0; i < form->title_zh.count; i++)
        if (form->title_zh.items[i].kind == WRITING_WORD && form->title_zh.items[i].word == word)
            return true;
    return false;
}

void report_takes_of(struct report_takes *out, const struct report_form *form)
{
    struct taking t = {.takes = out};
    *out = (struct report_takes){.days = ASKED_DAY};
    for (size_t i = 0; i < form->sections.count; i++)
        section_look(&t, &form->sections.items[i]);
    out->days = t.month || title_says(form, WORD_MONTH) ? ASKED_MONTH
                : t.asked                               ? ASKED_PERIOD
                : t.year                                ? ASKED_YEAR
                                                        : ASKED_DAY;
}

const char *asked_days_name(enum asked_days days)
{
    static const char *const names[] = {"day", "year", "month", "period"};
    return names[days];
}

/* ---- the words it is asked in ---- */

static bool year_set(struct scope *s, struct arena *a, const struct report_words *words,
                     struct fault *f)
{
    struct month month;
    struct text first = text_printf(a, "%.*s-01", TEXT_ARG(words->year));
    if (words->year.n != 4 || !month_parse(&month, first))
        return fault_set(f, FAULT_USAGE, "%s takes a year, not \"%s\"", words->year_as,
                         text_cstr(a, words->year));
    scope_set_months(s, month, 12);
    return true;
}

static bool month_set(struct scope *s, struct arena *a, const struct report_words *words,
                      struct fault *f)
{
    struct month month;
    if (!month_parse(&month, words->month))
        return fault_set(f, FAULT_USAGE, "%s takes a month, not \"%s\"", words->month_as,
                         text_cstr(a, words->month));
    scope_set_months(s, month, 1);
    return true;
}

static bool record_set(struct scope *s, struct arena *a, const struct report_form *form,
                       struct text record, struct fault *f)
{
    struct report_takes takes;
    report_takes_of(&takes, form);
    if (!takes.records)
        return fault_set(f, FAULT_INPUT, "\"%.*s\" shows no single record", TEXT_ARG(form->name));
    if (text_find(record, TEXT("'")) >= 0)
        return fault_set(f, FAULT_INPUT, "\"%.*s\" is no key", TEXT_ARG(record));
    struct text own =
        text_printf(a, "%.*s = '%.*s'", TEXT_ARG(key_of(takes.records)->name), TEXT_ARG(record));
    s->where =
        s->where.n ? text_printf(a, "(%.*s) and (%.*s)", TEXT_ARG(s->where), TEXT_ARG(own)) : own;
    return true;
}

bool report_words_apply(struct report_query *inout, struct arena *a, const struct ledger *l,
                        const struct report_words *words, struct fault *f)
{
    struct scope *s = &inout->scope;
    if (words->year.n)
        TRY(year_set(s, a, words, f));
    else if (words->month.n)
        TRY(month_set(s, a, words, f));
    else if (s->to.since_1970 == day_today().since_1970)
        s->to = day_earlier(s->to, l->catalogue->programme.to);
    return !words->record.n || record_set(s, a, inout->form, words->record, f);
}

/* ---- records to choose from ---- */

static bool choice_read(struct report_choice *out, struct arena *a, struct ledger *l,
                        const struct viewer *v, const struct trace_row *row,
                        const struct field *key, struct fault *f)
{
    struct version version;
    bool there;
    const struct record_type *t = row->type;
    *out = (struct report_choice){0};
    TRY(record_read(&version, &there, a, l, v, t, row->record, 0, f));
    if (!there)
        return true;
    out->key = value_print(a, l, key, version.values[key->index], true);
    out->label = out->key;
    if (t->named_count && version.values[t->named[0]->index].is != VALUE_NONE)
        out->label = text_printf(
            a, "%.*s %.*s", TEXT_ARG(out->key),
            TEXT_ARG(value_print(a, l, t->named[0], version.values[t->named[0]->index], true)));
    return true;
}

bool report_choices(struct report_choice **out, size_t *count, struct arena *a, struct ledger *l,
                    const struct viewer *v, const struct report_form *form,
                    const struct scope *scope, size_t most, struct fault *f)
{
    struct report_takes takes;
    struct trace_row *rows;
    size_t row_count;
    int64_t total;
    report_takes_of(&takes, form);
    *count = 0;
    if (!takes.records)
        return true;
    struct figure_query q = {.indicator = takes.records, .scope = *scope};
    TRY(count_trace(a, l, v, &q, 0, (int64_t)most, &rows, &row_count, &total, f));
    *out = ARENA_ARRAY(a, struct report_choice, row_count + 1);
    for (size_t i = 0; i < row_count; i++) {
        TRY(choice_read(&(*out)[*count], a, l, v, &rows[i], key_of(takes.records), f));
        *count += (*out)[*count].key.n > 0;
    }
    return true;
}
