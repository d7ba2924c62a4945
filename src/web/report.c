#include "web/report.h"

static void match_put(struct writer *w, struct arena *a, const struct column_match *m)
{
    static const char *const hows[] = {"unknown", "label", "synonym", "remembered", "given"};
    put_object(w);
    put_text_as(w, "column", column_letters(a, m->column));
    put_text_as(w, "heading", m->heading);
    put_text_as(w, "path", m->path);
    put_text_as(w, "unit", m->unit);
    put_str_as(w, "how", hows[m->how]);
    put_end(w);
}

static void sheet_put(struct writer *w, struct arena *a, const struct sheet_report *s)
{
    put_object(w);
    put_text_as(w, "file", s->file);
    put_text_as(w, "sheet", s->sheet);
    put_text_as(w, "type", s->type ? s->type->name : TEXT(""));
    put_text_as(w, "type_label", s->type ? label_now(s->type->label) : TEXT(""));
    put_int_as(w, "heading_row", s->heading_row);
    put_int_as(w, "rows", s->rows);
    put_int_as(w, "new", s->news);
    put_int_as(w, "changed", s->changed);
    put_int_as(w, "same", s->same);
    put_int_as(w, "refused", s->refused);
    put_int_as(w, "totals", s->skipped_totals);
    put_int_as(w, "notes", s->skipped_notes);
    put_array_as(w, "columns");
    for (size_t i = 0; i < s->columns.count; i++)
        match_put(w, a, &s->columns.items[i]);
    put_end(w);
    put_array_as(w, "constants");
    for (size_t i = 0; i < s->constants.count; i++) {
        put_object(w);
        put_text_as(w, "path", s->constants.items[i].path);
        put_text_as(w, "value", s->constants.items[i].value);
        put_text_as(w, "from", s->constants.items[i].from);
        put_end(w);
    }
    put_end(w);
    put_end(w);
}

static void change_put(struct writer *w, const struct change *c)
{
    put_object(w);
    put_text_as(w, "type", c->type);
    put_text_as(w, "record", c->record);
    put_text_as(w, "field", c->field);
    put_text_as(w, "before", c->before);
    put_text_as(w, "after", c->after);
    put_text_as(w, "file", c->file);
    put_text_as(w, "sheet", c->sheet);
    put_int_as(w, "row", c->row);
    put_end(w);
}

static void sums_put(struct writer *w, const struct intake_report *r)
{
    put_int_as(w, "rows", r->rows);
    put_int_as(w, "new", r->news);
    put_int_as(w, "changed", r->changed);
    put_int_as(w, "same", r->same);
    put_int_as(w, "refused", r->refused);
    put_int_as(w, "findings", r->finding_count);
    put_int_as(w, "warnings", r->warning_count);
    put_int_as(w, "batch", r->batch.number);
    put_int_as(w, "head", r->head);
    put_bool_as(w, "all_seen_before", r->all_seen_before);
    put_int_as(w, "conflict_count", r->conflict_count);
    put_int_as(w, "conflicts_open", r->conflicts_open);
}

struct text report_json(struct arena *a, const struct intake_report *report)
{
    SCOPED_BUFFER out = {0};
    struct writer w = {.json = {.out = &out}};
    put_object(&w);
    sums_put(&w, report);
    put_array_as(&w, "sheets");
    for (size_t i = 0; i < report->sheets.count; i++)
        sheet_put(&w, a, &report->sheets.items[i]);
    put_end(&w);
    put_array_as(&w, "changes");
    for (size_t i = 0; i < report->changes.count; i++)
        change_put(&w, &report->changes.items[i]);
    put_end(&w);
    put_array_as(&w, "conflicts");
    for (size_t i = 0; i < report->conflicts.count; i++)
        conflict_put(&w.json, &report->conflicts.items[i]);
    put_end(&w);
    put_end(&w);
    return text_copy(a, buffer_text(&out));
}
