/* The second pass: rows of a sheet become records of the batch. */
#include "base/language.h"
#include "intake/inside.h"

#include <string.h>

#define CHANGES_SHOWN_MAX 200

/* ---- a sheet ---- */

static void plan_problem_take(void *self, const struct plan_problem *p)
{
    struct intake *in = self;
    struct plan_column column = {.heading = p->heading};
    struct text found = p->constant ? p->constant->from : p->heading->shown;
    bool is_money = p->heading && p->heading->path->field->type.kind == KIND_MONEY;
    finding_tell(in, is_money ? FINDING_REFUSE : FINDING_WARN, p->kind, p->heading ? &column : NULL,
                 found, p->wanted, p->says);
}

static void part_open(struct intake *in, struct sheet_work *s)
{
    const struct mapping_part *part = &s->mapping->parts.items[s->part];
    for (size_t i = 0; i < s->plan.column_count; i++)
        s->plan.columns[i].mapped = mapping_column_of(part, s->plan.columns[i].heading);
    for (size_t i = 0; i < part->news.count; i++) {
        const struct constant *c = &part->news.items[i];
        if (c->path->depth == 0)
            plan_fallback(&s->plan, c->path->field,
                          mapping_value(&in->work, c->value, sheet_context(s)), &in->regions);
    }
}

bool sheet_open(struct intake *in, struct sheet_work *s, struct fault *f)
{
    const struct file_work *file = &in->file_work[s->file];
    struct plan_sink sink = {plan_problem_take, in};
    struct sheet_report *report = report_of(in, s);
    in->sheet = s;
    in->row = NULL;
    s->is_seen = file->is_seen;
    plan_make(&s->plan, &in->work, in->ledger->catalogue, &s->r, &in->regions, &sink);
    if (s->mapping)
        part_open(in, s);
    TRY(named_references_fill(in, f));
    if (s->form)
        TRY(form_open(in, s, f));
    return batch_sheet(in->batch, file->source, report->file, report->sheet, &s->number, f);
}

void sheet_close(struct intake *in, struct sheet_work *s)
{
    struct sheet_report *report = report_of(in, s);
    in->row = NULL;
    if (report->hidden_rows)
        finding_tell(in, FINDING_NOTE, "hidden_rows", NULL, (struct text){"", 0},
                     (struct text){"", 0},
                     text_printf(&in->scratch, tr("%lld hidden rows were read like the others"),
                                 (long long)report->hidden_rows));
    if (s->passed && !s->mapping->form.n)
        finding_tell(in, FINDING_NOTE, "not_meant", NULL, (struct text){"", 0},
                     (struct text){"", 0},
                     text_printf(&in->scratch, tr("%lld rows say nothing of this kind (%.*s)"),
                                 (long long)s->passed, TEXT_ARG(label_now(s->r.type->label))));
    plan_clear(&s->plan);
    in->sheet = NULL;
}

/* ---- cells ---- */

static const struct cell empty_cell = {.kind = CELL_EMPTY, .text = {"", 0}};

static void problem_tell(struct intake *in, const struct plan_column *c, const struct cell *cell,
                         const struct problem *p)
{
    struct text found = cell_shown(&in->scratch, c->heading->path->field, cell->text);
    if (strcmp(p->kind, "damaged_idno") == 0 && !in->damaged.column)
        in->damaged = (struct damaged){c, cell, *p};
    else if (p->level == FINDING_REFUSE)
        row_refuse(in, p->kind, c, found, p->wanted, p->says);
    else
        finding_tell(in, p->level, p->kind, c, found, p->wanted, p->says);
}

static bool lies_within(struct intake *in, const struct plan_column *c, int64_t code)
{
    const struct plan_column *coarser = c->coarser;
    while (coarser && !coarser->is_read)
        coarser = coarser->coarser;
    if (!coarser)
        return true;
    struct region_range span =
        region_span(coarser->node->values[coarser->heading->path->field->index].i);
    (void)in;
    return span.first <= code && code < span.after;
}

static int64_t where_first(const struct intake *in, const struct plan_column *c)
{
    const struct plan_column *coarser = c->coarser;
    while (coarser && !coarser->is_read)
        coarser = coarser->coarser;
    if (coarser)
        return coarser->node->values[coarser->heading->path->field->index].i;
    return in->ledger->catalogue->programme.west;
}

static void value_take(struct intake *in, struct plan_column *c, const struct cell *cell,
                       struct value v)
{
    if (c->coarser && !lies_within(in, c, v.i)) {
        struct text found = cell_shown(&in->scratch, c->heading->path->field, cell->text);
        row_refuse(in, "region_mismatch", c, found, (struct text){"", 0},
                   text_printf(&in->scratch, tr("\"%.*s\" does not lie in the region beside it"),
                               TEXT_ARG(found)));
        return;
    }
    c->node->values[c->heading->path->field->index] = v;
    c->is_read = true;
}

/* One number in a thousand ends in 000 by itself: asked about only where others were cut. */
static bool is_idle_doubt(struct plan_column *c, const struct problem *p)
{
    c->is_damaged |= strcmp(p->kind, "damaged_idno") == 0;
    return strcmp(p->kind, "idno_may_be_cut") == 0 && !c->is_damaged;
}

/* A ready mapping says what a word means in codes, and which day of a month is meant. */
static enum reading cell_read_mapped(struct value *v, struct intake *in, struct plan_column *c,
                                     const struct cell *cell, struct problem *p)
{
    struct cell translated = *cell;
    struct problem other;
    if (!c->mapped)
        return cell_read(v, &in->scratch, &c->reader, cell, p);
    translated.text = mapping_translate(c->mapped, cell->text);
    enum reading reading = cell_read(v, &in->scratch, &c->reader, &translated, p);
    struct text t = text_trim(narrow_text(&in->scratch, cell->text));
    if (reading != READING_REFUSED || c->mapped->month == MONTH_NOT_TAKEN ||
        month_read(v, &in->scratch, &c->reader, t, cell->kind == CELL_NUMBER, &other) !=
            READING_VALUE)
        return reading;
    struct month month = {(int32_t)v->i};
    *p = (struct problem){0};
    v->i = (c->mapped->month == MONTH_AS_FIRST ? month_first(month) : month_last(month)).since_1970;
    return READING_VALUE;
}

static void column_read(struct intake *in, struct plan_column *c, const struct cell *cell)
{
    struct problem p;
    struct value v;
    if (c->heading->part != PART_WHOLE)
        c->reader.within = where_first(in, c);
    enum reading reading = cell_read_mapped(&v, in, c, cell, &p);
    if (reading == READING_VALUE && c->is_quantity && cell->merge_down) {
        row_refuse(
            in, "merged_quantity", c, cell_shown(&in->scratch, c->heading->path->field, cell->text),
            text_from(tr("a value in each row")),
            text_from(tr("the cell is merged over several rows and would count several times")));
        return;
    }
    if (p.kind && !is_idle_doubt(c, &p))
        problem_tell(in, c, cell, &p);
    if (reading == READING_VALUE)
        value_take(in, c, cell, v);
}

static bool cells_read(struct intake *in, const struct sheet_row *row, struct fault *f)
{
    struct plan *p = &in->sheet->plan;
    for (size_t i = 0; i < p->node_count; i++) {
        struct plan_node *n = p->nodes[i];
        for (size_t k = 0; k < n->type->field_count; k++)
            n->values[k] = n->base[k];
        n->is_new = false;
        n->record = 0;
    }
    for (size_t i = 0; i < p->column_count; i++) {
        struct plan_column *c = &p->columns[i];
        const struct cell *cell = c->index < row->cell_count ? &row->cells[c->index] : &empty_cell;
        bool failed = false;
        c->is_read = c->is_kept = false;
        if (in->sheet->form && form_passes_over(in, c, cell, &failed, f))
            continue;
        if (failed)
            return false;
        column_read(in, c, cell);
    }
    return true;
}

/* ---- changes ---- */

static void change_add(struct intake *in, const struct field *field, int64_t record,
                       struct text before, struct text after)
{
    struct sheet_report *report = report_of(in, in->sheet);
    struct text type = label_now(field->owner->label);
    LIST_ADD(in->arena, &in->report->changes,
             (struct change){type, text_printf(in->arena, "%lld", (long long)record),
                             label_now(field->label), before, after, report->file, report->sheet,
                             in->row->number});
}

bool change_note(struct intake *in, const struct put_result *was, struct fault *f)
{
    const struct plan_node *root = plan_root(&in->sheet->plan);
    struct version before;
    bool found, shown = false;
    if (in->report->changes.count >= CHANGES_SHOWN_MAX)
        return true;
    TRY(record_read(&before, &found, &in->scratch, in->ledger, in->viewer, root->type, was->record,
                    0, f));
    for (size_t i = 0; found && i < root->type->field_count; i++) {
        const struct field *field = &root->type->fields[i];
        if (root->values[i].is == VALUE_NONE || field->class == CLASS_SEALED ||
            value_equal(root->values[i], before.values[i]))
            continue;
        shown = true;
        change_add(in, field, was->record,
                   value_print(in->arena, in->ledger, field, before.values[i], true),
                   value_print(in->arena, in->ledger, field, root->values[i], true));
    }
    for (size_t i = 0; !shown && i < root->type->field_count; i++) {
        const struct field *field = &root->type->fields[i];
        if (root->values[i].is == VALUE_NONE || field->class != CLASS_SEALED)
            continue;
        change_add(in, field, was->record, TEXT("***"),
                   value_print(in->arena, in->ledger, field, root->values[i], true));
    }
    return true;
}

/* ---- the record ---- */

void refuse_duplicate(struct intake *in)
{
    const struct record_type *type = in->sheet->plan.type;
    const struct plan_node *root = plan_root(&in->sheet->plan);
    const struct plan_column *c = NULL;
    for (size_t i = 0; i < type->key_count && !c; i++)
        c = plan_column_of(&in->sheet->plan, root, type->key[i]);
    row_refuse(in, "duplicate_key", c, (struct text){"", 0}, (struct text){"", 0},
               text_printf(&in->scratch,
                           tr("this %.*s stands in these files twice, with different values"),
                           TEXT_ARG(label_now(type->label))));
}

/* What is known differs: refused where this import said it, else a change. */
static bool differs_land(struct intake *in, struct row *row, struct put_result *put,
                         struct fault *f)
{
    struct sheet_report *report = report_of(in, in->sheet);
    if (put->version >= in->first_versions[row->type->index]) {
        refuse_duplicate(in);
        return true;
    }
    if (in->sheet->is_seen && !in->sheet->form) { /* the same bytes came before: what is known is newer */
        report->same++;
        return true;
    }
    TRY(name_ask(in, plan_root(&in->sheet->plan), put->record, f));
    TRY(change_note(in, put, f));
    row->replaces = put->version;
    TRY(batch_put(in->batch, row, put, f));
    report->changed++;
    return true;
}

bool root_put(struct intake *in, struct fault *f)
{
    struct plan_node *root = plan_root(&in->sheet->plan);
    struct sheet_report *report = report_of(in, in->sheet);
    struct put_result put;
    struct row row = {.type = root->type,
                      .values = root->values,
                      .replaces = -2,
                      .origin = {in->sheet->number, in->row->number}};
    TRY(batch_put(in->batch, &row, &put, f));
    if (put.put == PUT_DIFFERS)
        TRY(differs_land(in, &row, &put, f));
    else if (put.put == PUT_NEW)
        report->news++;
    else
        report->same++;
    replaces_touch(in, root->type, put.record);
    return true;
}

bool references_resolve(struct intake *in, struct fault *f)
{
    struct plan *p = &in->sheet->plan;
    struct period period = {DAY_FIRST, DAY_LAST};
    bool known;
    if (p->node_count == 1)
        return true;
    TRY(row_period(in, &period, &known, f));
    for (size_t i = 0; i + 1 < p->node_count; i++)
        TRY(node_resolve(in, p->nodes[i], period, f));
    return true;
}

static bool record_land(struct intake *in, struct fault *f)
{
    struct plan *p = &in->sheet->plan;
    TRY(references_resolve(in, f));
    if (!in->is_refused)
        TRY(row_check(in, f));
    if (in->is_refused)
        return true;
    for (size_t i = 0; i + 1 < p->node_count; i++)
        if (p->nodes[i]->is_new)
            TRY(node_put(in, p->nodes[i], f));
    return root_put(in, f);
}

/* ---- sheets with several parts ---- */

static const struct heading *sheet_heading(const struct sheet_work *s, size_t column)
{
    for (size_t i = 0; i < s->r.heading_count; i++)
        if (s->r.headings[i].column == (int64_t)column)
            return &s->r.headings[i];
    return NULL;
}

static struct text row_name(struct intake *in)
{
    return text_printf(&in->scratch, "%zu %d %lld", in->sheet->file, in->sheet->ordinal,
                       (long long)in->row->number);
}

static bool says_no(struct text t)
{
    static const char *const words[] = {"否", "无", "没有", "未", "×", "不是"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (text_is(t, words[i]))
            return true;
    return is_empty_mark(t, NULL);
}

/* What its `when` column says: that the row is meant, that it is not, or something else. */
static bool is_meant(struct intake *in, const struct mapping_part *part)
{
    size_t at = in->sheet->when_column;
    struct text said = {"", 0};
    if (at && at <= in->row->cell_count)
        said = text_trim(in->row->cells[at - 1].text);
    if (!part->when_values.n)
        return !is_empty_mark(said, NULL);
    if (is_one_of(part->when_values, said))
        return true;
    if (at && !says_no(said)) {
        struct plan_column column = {.heading = sheet_heading(in->sheet, at)};
        row_refuse(in, "unknown_code", &column, said, part->when_values,
                   text_printf(&in->scratch, tr("\"%.*s\" says neither yes nor no"),
                               TEXT_ARG(said)));
        return true;
    }
    return false;
}

/* The part says something of this row, and no part before it has refused the row. */
static bool is_concerned(struct intake *in)
{
    const struct sheet_work *s = in->sheet;
    if (!s->mapping)
        return true;
    const struct mapping_part *part = &s->mapping->parts.items[s->part];
    if (map_find(&in->rows_refused, row_name(in)))
        return false;
    return !part->when.n || is_meant(in, part);
}

static void refusal_note(struct intake *in)
{
    if (in->sheet->mapping)
        map_put(&in->work, &in->rows_refused, text_copy(&in->work, row_name(in)), in);
}

static bool data_land(struct intake *in, struct fault *f)
{
    struct sheet_report *report = report_of(in, in->sheet);
    in->is_refused = false;
    in->reasons.n = 0;
    in->damaged.column = NULL;
    bool concerned = is_concerned(in);
    if (concerned && in->sheet->form)
        TRY(form_row_begin(in, f));
    if (concerned && !in->is_refused)
        TRY(cells_read(in, in->row, f));
    if (!concerned || (in->sheet->form && !in->is_refused && !form_says_something(in))) {
        in->sheet->passed++;
        return true;
    }
    report->rows++;
    report->hidden_rows += in->row->is_hidden;
    if (in->damaged.column)
        TRY(damaged_tell(in, f));
    if (!in->is_refused)
        TRY(in->sheet->form ? form_land(in, f) : record_land(in, f));
    if (!in->is_refused)
        return true;
    report->refused++;
    refusal_note(in);
    return refused_add(in, in->row, buffer_text(&in->reasons), f);
}

bool row_land(struct intake *in, const struct sheet_row *row, struct fault *f)
{
    struct sheet_report *report = report_of(in, in->sheet);
    arena_reset(&in->scratch);
    in->row = row;
    switch (row_role(row, &in->sheet->r)) {
    case ROW_EMPTY:
        report->skipped_empty++;
        return true;
    case ROW_TOTAL:
        report->skipped_totals++;
        return true;
    case ROW_NOTE:
        report->skipped_notes++;
        return true;
    case ROW_HEADING:
        report->skipped_headings++;
        return true;
    case ROW_DATA:
        break;
    }
    return data_land(in, f);
}
