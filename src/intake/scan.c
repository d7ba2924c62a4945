/* The first pass: what sheets there are, and what each of them is. */
#include "base/language.h"
#include "intake/inside.h"

/* A type whose sheets may make records of `target`. */
static bool makes(const struct record_type *t, const struct record_type *target)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (t->fields[i].type.kind == KIND_REF && t->fields[i].or_new &&
            t->fields[i].type.target == target)
            return true;
    return false;
}

static int rank_below(const struct catalogue *c, const struct record_type *t, bool *on_the_way);

static int rank_at_least(const struct catalogue *c, const struct record_type *before, int rank,
                         bool *on_the_way)
{
    int below = on_the_way[before->index] ? 0 : rank_below(c, before, on_the_way) + 1;
    return below > rank ? below : rank;
}

/* After what it refers to, and after what may make that: a move of home finds the person whom a
 * roster brings in. */
static int rank_below(const struct catalogue *c, const struct record_type *t, bool *on_the_way)
{
    int rank = 0;
    on_the_way[t->index] = true;
    for (size_t i = 0; i < t->field_count; i++) {
        const struct field *field = &t->fields[i];
        if (field->type.kind != KIND_REF)
            continue;
        rank = rank_at_least(c, field->type.target, rank, on_the_way);
        for (size_t k = 0; k < c->types.count && !field->or_new; k++)
            if (c->types.items[k] != t && makes(c->types.items[k], field->type.target))
                rank = rank_at_least(c, c->types.items[k], rank, on_the_way);
    }
    on_the_way[t->index] = false;
    return rank;
}

int type_rank(const struct catalogue *c, const struct record_type *t)
{
    SCOPED_ARENA a = {0};
    return rank_below(c, t, ARENA_ARRAY(&a, bool, c->types.count + 1));
}

struct scanning {
    struct intake *in;
    struct sheet_work *sheet;
    bool stopped; /* all that matters was seen */
};

static bool scan_sheet(void *self, const struct sheet *sheet, struct fault *f)
{
    struct scanning *scan = self;
    struct intake *in = scan->in;
    struct sheet_work *s = ARENA_NEW(&in->work, struct sheet_work);
    (void)f;
    *s = (struct sheet_work){.file = in->file_now,
                             .ordinal = in->file_work[in->file_now].sheets_read++};
    s->head = ARENA_NEW(&in->work, struct sheet_head);
    s->head->file = text_copy(in->arena, sheet->file);
    s->head->sheet = text_copy(in->arena, sheet->name);
    in->file_work[in->file_now].is_csv =
        sheet->encoding.n > 0 && text_equal(sheet->file, in->files[in->file_now].name);
    LIST_ADD(&in->work, &in->sheets, s);
    scan->sheet = s;
    return true;
}

/* A CSV has one sheet: after its first rows there is nothing more to learn. */
static bool scan_row(void *self, const struct sheet_row *row, struct fault *f)
{
    struct scanning *scan = self;
    struct intake *in = scan->in;
    sheet_head_add(scan->sheet->head, &in->work, row);
    if (scan->sheet->head->row_count < HEAD_ROWS_MAX || !in->file_work[in->file_now].is_csv)
        return true;
    scan->stopped = true;
    return fault_set(f, FAULT_INPUT, "%s", "");
}

static bool scan_file(struct intake *in, size_t file, struct fault *f)
{
    struct scanning scan = {.in = in};
    struct table_sink sink = {scan_sheet, scan_row, &scan};
    in->file_now = file;
    if (table_read(in->files[file].path, in->files[file].name, &TABLE_LIMITS, &sink, f))
        return true;
    if (!scan.stopped)
        return false;
    fault_clear(f);
    return true;
}

/* ---- recognising ---- */

static bool recall(void *self, struct text fingerprint, struct text *mapping)
{
    struct intake *in = self;
    struct fault f = {0};
    bool found = false;
    return fingerprint.n &&
           ledger_note_find(in->ledger, &in->work, TEXT("mapping"), fingerprint, mapping, &found,
                            &f) &&
           found;
}

static void report_fill(struct intake *in, struct sheet_work *s)
{
    struct sheet_report report = {
        .file = s->head->file, .sheet = s->head->sheet, .type = s->r.type};
    const struct recognised *r = &s->r;
    if (r->has_table && r->type)
        report.heading_row = s->head->rows[r->heading_last].number;
    for (size_t i = 0; r->type && i < r->heading_count; i++) {
        const struct heading *h = &r->headings[i];
        struct column_match m = {.column = h->column,
                                 .heading = text_copy(in->arena, h->shown),
                                 .path = h->path ? text_copy(in->arena, h->path->path) : TEXT(""),
                                 .unit = text_copy(in->arena, h->unit),
                                 .how = h->path ? h->how : COLUMN_UNKNOWN};
        LIST_ADD(in->arena, &report.columns, m);
    }
    for (size_t i = 0; r->type && i < r->constants.count; i++) {
        const struct constant *c = &r->constants.items[i];
        LIST_ADD(in->arena, &report.constants,
                 (struct sheet_constant){text_copy(in->arena, c->path->path),
                                         text_copy(in->arena, c->value),
                                         text_copy(in->arena, c->from)});
    }
    s->report = in->report->sheets.count;
    LIST_ADD(in->arena, &in->report->sheets, report);
}

static struct text near_types(struct arena *a, const struct recognised *r)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < 3 && r->near[i]; i++)
        buffer_printf(&b, "%s%.*s (--as %.*s)", i ? "、" : "",
                      TEXT_ARG(label_now(r->near[i]->label)), TEXT_ARG(r->near[i]->name));
    return text_copy(a, buffer_text(&b));
}

static void tell_unknown(struct intake *in, struct sheet_work *s)
{
    struct text none = {"", 0};
    in->sheet = s;
    in->row = NULL;
    if (!s->r.has_table)
        finding_tell(in, FINDING_NOTE, "no_table", NULL, none, none,
                     text_from(tr("no table was found on this sheet; it is passed over")));
    else
        finding_tell(in, FINDING_REFUSE, "not_recognised", NULL, none,
                     near_types(&in->scratch, &s->r),
                     text_from(tr("it is not clear what this table is of; say it with --as")));
    in->sheet = NULL;
}

static bool is_used(struct sheet_work *const *parts, size_t count, size_t heading)
{
    const struct mapping *m = parts[0]->mapping;
    const struct heading *h = &parts[0]->r.headings[heading];
    for (size_t i = 0; i < count; i++)
        if (heading < parts[i]->r.heading_count && parts[i]->r.headings[heading].path)
            return true;
    return m && (text_equal(h->low, m->code) || text_equal(h->low, m->subject_name) ||
                 mapping_asks_for(m, h->low));
}

/* Columns that no part of the sheet uses. */
static void tell_columns(struct intake *in, struct sheet_work *const *parts, size_t count)
{
    struct text none = {"", 0};
    in->sheet = parts[0];
    in->row = NULL;
    for (size_t i = 0; i < parts[0]->r.heading_count; i++) {
        const struct heading *h = &parts[0]->r.headings[i];
        struct plan_column column = {.heading = h};
        if (!is_idle_heading(h->low) && !is_used(parts, count, i))
            finding_tell(in, FINDING_NOTE, "unknown_column", &column, h->shown, none,
                         text_printf(&in->scratch, tr("the column \"%.*s\" is not used"),
                                     TEXT_ARG(h->shown)));
    }
    in->sheet = NULL;
}

struct mapping_context sheet_context(const struct sheet_work *s)
{
    if (s->form)
        return (struct mapping_context){s->form->id.day, s->form->id.place};
    return (struct mapping_context){mapping_day_of_file(s->head->file), 0};
}

/* One sheet read as what the part of a ready mapping says. */
static void part_recognise(struct intake *in, struct sheet_work *s, size_t heading_row)
{
    const struct mapping_part *part = &s->mapping->parts.items[s->part];
    struct recognise_options options = {.as_type = part->type,
                                        .only_given = s->form != NULL,
                                        .heading_row = heading_row + 1};
    SCOPED_BUFFER mapping = {0};
    buffer_add(&mapping, mapping_part_print(&in->work, part, sheet_context(s)));
    buffer_add(&mapping, mapping_for_sheet(&in->work, in->options->mapping, s->head));
    options.mapping = text_copy(&in->work, buffer_text(&mapping));
    sheet_recognise(&s->r, &in->work, &in->titles, s->head, &options);
    for (size_t i = 0; part->when.n && i < s->r.heading_count; i++)
        if (text_equal(s->r.headings[i].low, part->when))
            s->when_column = (size_t)s->r.headings[i].column;
    report_fill(in, s);
    s->rank = type_rank(in->ledger->catalogue, part->type);
}

static void sheet_map(struct intake *in, struct sheet_work *s, size_t heading_row)
{
    struct sheet_work **parts =
        ARENA_ARRAY(&in->work, struct sheet_work *, s->mapping->parts.count + 1);
    for (size_t i = 0; i < s->mapping->parts.count; i++) {
        parts[i] = i ? ARENA_NEW(&in->work, struct sheet_work) : s;
        *parts[i] = *s;
        parts[i]->part = (int)i;
        if (i && s->form) {
            parts[i]->form = ARENA_NEW(&in->work, struct form_work);
            *parts[i]->form = *s->form;
        }
        part_recognise(in, parts[i], heading_row);
        if (i)
            LIST_ADD(&in->work, &in->sheets, parts[i]);
    }
    tell_columns(in, parts, s->mapping->parts.count);
}

/* The second sheet of a template: a list's name and one of its values a row, no heading. */
static bool is_codes_sheet(const struct intake *in, const struct sheet_head *head)
{
    for (size_t i = 0; i < head->row_count; i++) {
        const struct sheet_row *row = &head->rows[i];
        if (row->cell_count != 2 || !catalogue_codes_find(in->ledger->catalogue, row->cells[0].text))
            return false;
    }
    return head->row_count > 0;
}

static void sheet_scanned(struct intake *in, struct sheet_work *s)
{
    struct recognise_options options = {
        .as_type = in->as_type,
        .mapping = mapping_for_sheet(&in->work, in->options->mapping, s->head),
        .recall = recall,
        .self = in};
    size_t heading_row = 0;
    arena_reset(&in->scratch);
    if (!in->as_type)
        s->mapping = mapping_of_sheet(&in->mappings, &in->work, s->head, &heading_row);
    if (s->mapping && s->mapping->form.n && !form_find(in, s)) {
        report_fill(in, s);
        form_refuse(in, s);
        return;
    }
    if (s->mapping) {
        sheet_map(in, s, heading_row);
        return;
    }
    if (is_codes_sheet(in, s->head))
        s->r = (struct recognised){.titles = s->head->sheet};
    else
        sheet_recognise(&s->r, &in->work, &in->titles, s->head, &options);
    if (!s->r.has_table)
        s->r.type = NULL;
    report_fill(in, s);
    if (!s->r.type) {
        tell_unknown(in, s);
        return;
    }
    s->rank = type_rank(in->ledger->catalogue, s->r.type);
    tell_columns(in, &s, 1);
}

bool scan_files(struct intake *in, struct fault *f)
{
    for (size_t i = 0; i < in->file_count; i++) {
        if (in->options->progress.tell)
            in->options->progress.tell(in->options->progress.self, in->files[i].name, 0, 0);
        TRY(scan_file(in, i, f));
    }
    size_t sheets = in->sheets.count; /* those with several parts add some */
    for (size_t i = 0; i < sheets; i++)
        sheet_scanned(in, in->sheets.items[i]);
    return true;
}
