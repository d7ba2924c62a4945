/*
 * Tables of figures, either way round; lists and cards of records.
 */
#include "report/inside.h"

#include "base/language.h"

#define NAME_CHARACTERS 22
#define UNIT_CHARACTERS 7
#define NUMBER_CHARACTERS 9
#define RECORDS_MAX 5000

static void heading_add(struct making *m, struct paper_table *t, struct text text, int column,
                        int across, int row, int down)
{
    LIST_ADD(m->arena, &t->headings, (struct paper_heading){text, column, across, row, down});
    if (t->heading_rows < row + down)
        t->heading_rows = row + down;
}

static void column_add(struct making *m, struct paper_table *t, int characters, bool is_number,
                       bool is_total)
{
    LIST_ADD(m->arena, &t->columns, (struct paper_column){characters, is_number, is_total});
}

static void cell_text(struct making *m, struct paper_row *row, struct text t)
{
    LIST_ADD(m->arena, &row->cells, (struct paper_cell){.text = t});
}

static void cell_reading(struct making *m, struct paper_row *row, const struct reading *r)
{
    struct paper_cell cell = {.text = reading_print(m, r, true),
                              .is_number = r->is_known && !r->is_about,
                              .number = r->value,
                              .figure = r->figure};
    LIST_ADD(m->arena, &row->cells, cell);
}

/* In half characters, the longest part that no line breaks: a word, or one Chinese character. */
static int word_width(struct text t)
{
    int most = 0, now = 0;
    for (size_t at = 0, n; at < t.n; at += n) {
        bool is_letter = utf8_next(text_slice(t, at, t.n), &n) < 0x1100 && t.p[at] != ' ';
        now = is_letter ? now + 1 : 0;
        if (now > most)
            most = now;
    }
    return most;
}

static struct text unit_print(struct making *m, const struct form_figure *f)
{
    if (f->time == TIME_GROWTH)
        return TEXT("%");
    if (f->time == TIME_CHANGE && f->unit && text_is(f->unit->name, "percent"))
        return text_from(tr("percentage points"));
    (void)m;
    return f->unit ? label_now(f->unit->label) : TEXT("");
}

/* A row that is not named itself says what it shows. */
static struct text row_label(struct making *m, const struct form_line *line)
{
    struct text label = label_now(line->label);
    const struct form_figure *f = &line->figure;
    if (line->is_head || label.p != label_now(f->indicator->label).p)
        return label;
    if (f->time == TIME_GROWTH)
        return text_printf(m->arena, tr("%.*s, growth"), TEXT_ARG(label));
    if (f->time == TIME_CHANGE)
        return text_printf(m->arena, tr("%.*s, change"), TEXT_ARG(label));
    if (f->time == TIME_LAST_YEAR)
        return text_printf(m->arena, tr("%.*s, a year before"), TEXT_ARG(label));
    return label;
}

static struct paper_table *table_add(struct making *m, const struct form_section *s)
{
    if (s->label.zh.n)
        paper_add(m->paper, m->arena, PAPER_HEADING, label_now(s->label));
    struct paper_block *block = paper_add(m->paper, m->arena, PAPER_TABLE, TEXT(""));
    block->table = ARENA_NEW(m->arena, struct paper_table);
    return block->table;
}

static bool extents_read(extent_list *out, struct making *m, const struct form_section *s)
{
    if (s->by.count)
        TRY(extents_of(out, m, s->by.items[0]));
    return true;
}

static struct text by_of(const struct form_section *s)
{
    return s->by.count ? s->by.items[0] : TEXT("");
}

static const char *time_title(enum form_time time)
{
    switch (time) {
    case TIME_ASKED:
        break;
    case TIME_YEAR:
        return tr("this year");
    case TIME_MONTH:
        return tr("this month");
    case TIME_CUMULATIVE:
        return tr("cumulative");
    case TIME_AT:
        return tr("at the end");
    case TIME_LAST_YEAR:
        return tr("same time last year");
    case TIME_CHANGE:
        return tr("change");
    case TIME_GROWTH:
        return tr("growth (%)");
    }
    return tr("figure");
}

/* ---- a line an indicator ---- */

/* As wide as the longest word among them, its letters bold. */
static int unit_characters(struct making *m, const struct form_section *s)
{
    int most = UNIT_CHARACTERS;
    for (size_t i = 0; i < s->lines.count; i++) {
        int width = s->lines.items[i].is_head
                        ? 0
                        : word_width(unit_print(m, &s->lines.items[i].figure)) / 2 + 2;
        if (width > most)
            most = width;
    }
    return most;
}

static void indicator_headings(struct making *m, struct paper_table *t,
                               const struct form_section *s, const extent_list *extents)
{
    int n = 0;
    column_add(m, t, NAME_CHARACTERS, false, false);
    heading_add(m, t, text_from(tr("indicator")), n++, 1, 0, 1);
    if (s->shows_unit) {
        column_add(m, t, unit_characters(m, s), false, false);
        heading_add(m, t, text_from(tr("unit of measure")), n++, 1, 0, 1);
    }
    for (size_t i = 0; i < extents->count; i++) {
        column_add(m, t, NUMBER_CHARACTERS, true, false);
        heading_add(m, t, extents->items[i].label, n++, 1, 0, 1);
    }
    if (s->shows_total) {
        column_add(m, t, NUMBER_CHARACTERS + 2, true, true);
        heading_add(m, t, text_from(extents->count ? tr("total, counted") : tr("figure")), n, 1, 0,
                    1);
    }
    for (size_t i = 0; i < s->beside.count; i++) {
        column_add(m, t, NUMBER_CHARACTERS + 2, true, false);
        heading_add(m, t, text_from(time_title(s->beside.items[i])), (int)t->columns.count - 1, 1,
                    0, 1);
    }
    t->kept_columns = s->shows_unit ? 2 : 1;
}

/* A share has no growth. */
static bool beside_cells(struct making *m, struct paper_row *row, const struct form_section *s,
                         const struct form_line *line, struct text label)
{
    for (size_t i = 0; i < s->beside.count; i++) {
        struct form_figure figure = line->figure;
        struct reading r = {.is_known = false};
        figure.time = s->beside.items[i];
        if (figure.time != TIME_GROWTH || !figure.unit || !text_is(figure.unit->name, "percent"))
            TRY(reading_count(&r, m, &figure, label));
        cell_reading(m, row, &r);
    }
    return true;
}

static bool indicator_row(struct making *m, struct paper_table *t, const struct form_section *s,
                          const struct form_line *line, const extent_list *extents)
{
    struct paper_row row = {.is_head = line->is_head};
    struct text label = row_label(m, line);
    cell_text(m, &row, label);
    if (!line->is_head) {
        struct reading *readings = ARENA_ARRAY(m->arena, struct reading, extents->count + 1);
        struct reading whole;
        if (s->shows_unit)
            cell_text(m, &row, unit_print(m, &line->figure));
        TRY(readings_count(readings, m, &line->figure, label, extents, by_of(s)));
        for (size_t i = 0; i < extents->count; i++)
            cell_reading(m, &row, &readings[i]);
        if (s->shows_total) {
            TRY(reading_count(&whole, m, &line->figure, label));
            cell_reading(m, &row, &whole);
        }
        TRY(beside_cells(m, &row, s, line, label));
    }
    LIST_ADD(m->arena, &t->rows, row);
    return true;
}

static bool indicators_build(struct making *m, const struct form_section *s)
{
    extent_list extents = {0};
    struct paper_table *t = table_add(m, s);
    TRY(extents_read(&extents, m, s));
    indicator_headings(m, t, s, &extents);
    for (size_t i = 0; i < s->lines.count; i++)
        TRY(indicator_row(m, t, s, &s->lines.items[i], &extents));
    return true;
}

/* ---- a line a county ---- */

const char *extent_title(struct text by)
{
    if (text_is(by, "party"))
        return tr("eastern side");
    if (text_is(by, "month"))
        return tr("month");
    return text_is(by, "year") ? tr("year") : tr("place");
}

/* The heads stand over their rows' columns; a row before any head goes down to both. */
static void line_headings(struct making *m, struct paper_table *t, const struct form_section *s)
{
    bool has_heads = false;
    int column = 1, head = -1;
    for (size_t i = 0; i < s->lines.count; i++)
        has_heads = has_heads || s->lines.items[i].is_head;
    heading_add(m, t, text_from(extent_title(by_of(s))), 0, 1, 0, has_heads ? 2 : 1);
    column_add(m, t, NUMBER_CHARACTERS + 3, false, false);
    for (size_t i = 0; i < s->lines.count; i++) {
        const struct form_line *line = &s->lines.items[i];
        if (line->is_head) {
            head = (int)t->headings.count;
            heading_add(m, t, label_now(line->label), column, 0, 0, 1);
            continue;
        }
        struct text unit = unit_print(m, &line->figure), label = row_label(m, line);
        struct text text = s->shows_unit && unit.n ? text_printf(m->arena, tr("%.*s (%.*s)"),
                                                                 TEXT_ARG(label), TEXT_ARG(unit))
                                                   : label;
        if (head >= 0)
            t->headings.items[head].across++;
        heading_add(m, t, text, column++, 1, head >= 0 ? 1 : 0, head < 0 && has_heads ? 2 : 1);
        column_add(m, t, NUMBER_CHARACTERS + 1, true, false);
    }
    t->kept_columns = 1;
}

static bool line_columns(struct making *m, struct paper_table *t, const struct form_section *s,
                         const struct form_line *line, const extent_list *extents)
{
    struct reading *readings = ARENA_ARRAY(m->arena, struct reading, extents->count + 1);
    struct reading whole;
    struct text label = row_label(m, line);
    TRY(readings_count(readings, m, &line->figure, label, extents, by_of(s)));
    for (size_t i = 0; i < extents->count; i++)
        cell_reading(m, &t->rows.items[i], &readings[i]);
    if (!s->shows_total)
        return true;
    TRY(reading_count(&whole, m, &line->figure, label));
    cell_reading(m, &t->rows.items[extents->count], &whole);
    return true;
}

static bool lines_build(struct making *m, const struct form_section *s)
{
    extent_list extents = {0};
    struct paper_table *t = table_add(m, s);
    TRY(extents_read(&extents, m, s));
    line_headings(m, t, s);
    for (size_t i = 0; i < extents.count + s->shows_total; i++) {
        struct paper_row row = {.is_head = false};
        cell_text(m, &row,
                  i < extents.count ? extents.items[i].label : text_from(tr("total, counted")));
        LIST_ADD(m->arena, &t->rows, row);
    }
    for (size_t i = 0; i < s->lines.count; i++)
        if (!s->lines.items[i].is_head)
            TRY(line_columns(m, t, s, &s->lines.items[i], &extents));
    return true;
}

bool table_build(struct making *m, const struct form_section *s)
{
    return s->kind == SECTION_LINES ? lines_build(m, s) : indicators_build(m, s);
}

/* ---- records ---- */

static bool is_quantity(const struct field *f)
{
    return f->type.kind == KIND_INT || f->type.kind == KIND_MONEY || f->type.kind == KIND_DECIMAL;
}

static int field_places(const struct field *f)
{
    return f->type.kind == KIND_MONEY ? 2 : f->type.kind == KIND_DECIMAL ? f->type.places : 0;
}

struct paper_cell field_cell(struct making *m, const struct field *f, const struct version *v)
{
    struct value value = v->values[f->index];
    struct paper_cell cell = {.text = TEXT("")};
    if (value.is == VALUE_NONE)
        return cell;
    cell.text = value_print(m->arena, m->ledger, f, value, true);
    if (is_quantity(f) && f->class == CLASS_OPEN) {
        cell.is_number = true;
        cell.number = (struct decimal){value.i, field_places(f)};
        cell.text = number_grouped(m->arena, decimal_print(m->arena, cell.number));
    }
    return cell;
}

struct text field_title(struct making *m, const struct field *f)
{
    struct text label = label_now(f->label);
    if (!is_quantity(f) || !f->type.unit)
        return label;
    struct text unit = label_now(f->type.unit->label);
    return text_printf(m->arena, tr("%.*s (%.*s)"), TEXT_ARG(label), TEXT_ARG(unit));
}

static void list_headings(struct making *m, struct paper_table *t, const struct form_section *s)
{
    column_add(m, t, 4, true, false);
    heading_add(m, t, text_from(tr("no.")), 0, 1, 0, 1);
    for (size_t i = 0; i < s->fields.count; i++) {
        const struct field *f = s->fields.items[i];
        column_add(m, t, is_quantity(f) || f->type.kind == KIND_DAY ? 9 : 12, is_quantity(f),
                   false);
        heading_add(m, t, field_title(m, f), (int)i + 1, 1, 0, 1);
    }
    t->kept_columns = 1;
}

static void list_row(struct making *m, struct paper_table *t, const struct form_section *s,
                     const struct version *v)
{
    struct paper_row row = {.type = s->figure.indicator->over[0].type->name, .record = v->record};
    struct decimal n = {(int64_t)t->rows.count + 1, 0};
    LIST_ADD(m->arena, &row.cells, (struct paper_cell){decimal_print(m->arena, n), true, n, 0});
    for (size_t i = 0; i < s->fields.count; i++)
        LIST_ADD(m->arena, &row.cells, field_cell(m, s->fields.items[i], v));
    LIST_ADD(m->arena, &t->rows, row);
}

static void card_add(struct making *m, const struct form_section *s, const struct version *v)
{
    struct paper_block *block = paper_add(m->paper, m->arena, PAPER_TABLE, TEXT(""));
    struct paper_table *t = block->table = ARENA_NEW(m->arena, struct paper_table);
    column_add(m, t, 12, false, false);
    column_add(m, t, 30, false, false);
    t->kept_columns = 1;
    for (size_t i = 0; i < s->fields.count; i++) {
        struct paper_row row = {.is_head = false};
        cell_text(m, &row, field_title(m, s->fields.items[i]));
        LIST_ADD(m->arena, &row.cells, field_cell(m, s->fields.items[i], v));
        LIST_ADD(m->arena, &t->rows, row);
    }
}

static bool records_each(struct making *m, const struct form_section *s, const struct scope *scope,
                         struct paper_table *t)
{
    struct figure_query q = {
        .indicator = s->figure.indicator, .scope = *scope, .known = m->query->known};
    struct trace_row *rows;
    size_t count;
    int64_t total;
    TRY(count_trace(m->arena, m->ledger, m->viewer, &q, 0, RECORDS_MAX, &rows, &count, &total,
                    m->fault));
    if (total > RECORDS_MAX) {
        fault_set(m->fault, FAULT_LIMIT, "the list would have %lld records, more than %d",
                  (long long)total, RECORDS_MAX);
        return fault_hint(m->fault, "take a smaller scope: a county, a year, a condition");
    }
    for (size_t i = 0; i < count; i++) {
        struct version v;
        bool found;
        TRY(record_read(&v, &found, m->arena, m->ledger, m->viewer, rows[i].type, rows[i].record,
                        q.known ? q.known : m->ledger->head, m->fault));
        if (found && t)
            list_row(m, t, s, &v);
        else if (found)
            card_add(m, s, &v);
    }
    return true;
}

#define LIST_CHARACTERS_LEAST 3
#define LIST_CHARACTERS_MOST 18

/* As wide as its longest cell, or half its heading, which may stand in two lines. */
static void columns_fit(struct paper_table *t)
{
    for (size_t c = 0; c < t->columns.count; c++) {
        struct text title = t->headings.items[c].text;
        int most = (text_width(title) + 1) / 2;
        if (word_width(title) + 3 > most)
            most = word_width(title) + 3; /* its letters are bold */
        for (size_t i = 0; i < t->rows.count; i++)
            if (text_width(t->rows.items[i].cells.items[c].text) > most)
                most = text_width(t->rows.items[i].cells.items[c].text);
        int characters = most / 2 + 1;
        t->columns.items[c].characters = characters < LIST_CHARACTERS_LEAST  ? LIST_CHARACTERS_LEAST
                                         : characters > LIST_CHARACTERS_MOST ? LIST_CHARACTERS_MOST
                                                                             : characters;
    }
}

bool list_build(struct making *m, const struct form_section *s)
{
    struct reading whole;
    struct scope scope;
    struct paper_table *t = NULL;
    struct text label = label_now(s->figure.indicator->label);
    TRY(scope_of_time(&scope, m, &s->figure, s->figure.time, NULL));
    TRY(reading_count(&whole, m, &s->figure, label));
    if (s->kind == SECTION_LIST) {
        t = table_add(m, s);
        list_headings(m, t, s);
    } else if (s->label.zh.n) {
        paper_add(m->paper, m->arena, PAPER_HEADING, label_now(s->label));
    }
    TRY(records_each(m, s, &scope, t));
    if (t)
        columns_fit(t);
    struct text shown = reading_print(m, &whole, true), unit = unit_print(m, &s->figure);
    struct text note = text_printf(m->arena, tr("%.*s: %.*s %.*s"), TEXT_ARG(label),
                                   TEXT_ARG(shown), TEXT_ARG(unit));
    struct paper_block *block = paper_add(m->paper, m->arena, PAPER_NOTE, note);
    ptrdiff_t at = text_find(text_slice(note, label.n, note.n), shown);
    if (whole.figure && at >= 0)
        LIST_ADD(m->arena, &block->spans,
                 (struct paper_span){label.n + (size_t)at, label.n + (size_t)at + shown.n,
                                     whole.figure});
    return true;
}
