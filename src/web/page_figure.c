/* Figures, and the records behind them. */
#include "web/figure.h"
#include "web/pages.h"

bool figure_page(struct request *q, struct reply *r, struct fault *f)
{
    struct figure_query query;
    struct figures figures;
    TRY(figure_asked(&query, q, f));
    TRY(count_figure(&figures, q->arena, q->ledger, &VIEWER_OWNER, &query, f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    indicator_put(&w, "indicator", query.indicator);
    put_text_as(&w, "scope", figures.scope);
    put_text_as(&w, "scope_text", scope_describe(q->arena, q->ledger->catalogue, &query.scope));
    put_int_as(&w, "known", figures.known);
    put_array_as(&w, "figures");
    for (size_t i = 0; i < figures.count; i++)
        figure_put(&w, q->arena, query.indicator, &figures.items[i]);
    put_end(&w);
    put_end(&w);
    return true;
}

static void trace_row_put(struct writer *w, const struct trace_row *row)
{
    put_object(w);
    put_text_as(w, "type", row->type->name);
    put_text_as(w, "type_label", label_now(row->type->label));
    put_int_as(w, "record", row->record);
    put_int_as(w, "version", row->version);
    put_text_as(w, "file", row->file);
    put_text_as(w, "sheet", row->sheet);
    put_int_as(w, "row", row->row);
    put_int_as(w, "since", row->since);
    put_text_as(w, "note", row->batch_note);
    put_array_as(w, "names");
    for (size_t i = 0; i < row->names.count; i++)
        put_text(w, row->names.items[i]);
    put_end(w);
    put_array_as(w, "values");
    for (size_t i = 0; i < row->values.count; i++)
        put_text(w, row->values.items[i]);
    put_end(w);
    put_end(w);
}

bool trace_page(struct request *q, struct reply *r, struct fault *f)
{
    struct figure_query query;
    struct trace_row *rows;
    size_t count;
    int64_t offset, most, total;
    TRY(figure_asked(&query, q, f));
    TRY(request_int(&offset, q, "offset", 0, 0, INT64_C(1) << 40, f));
    TRY(request_int(&most, q, "most", 50, 1, 500, f));
    TRY(count_trace(q->arena, q->ledger, &VIEWER_OWNER, &query, offset, most, &rows, &count, &total,
                    f));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_int_as(&w, "total", total);
    put_int_as(&w, "offset", offset);
    put_array_as(&w, "rows");
    for (size_t i = 0; i < count; i++)
        trace_row_put(&w, &rows[i]);
    put_end(&w);
    put_end(&w);
    return true;
}

/* ---- one record, all its versions ---- */

static const struct batch_info *batch_of(const struct batch_info *batches, size_t count,
                                         int64_t number)
{
    for (size_t i = 0; i < count; i++)
        if (batches[i].number == number)
            return &batches[i];
    return NULL;
}

static void fields_put(struct writer *w, const struct request *q, const struct record_type *t,
                       const struct version *v)
{
    static const char *const classes[] = {"open", "pseudonymous", "sealed"};
    put_array_as(w, "fields");
    for (size_t i = 0; i < t->field_count; i++) {
        const struct field *field = &t->fields[i];
        if (v->values[i].is == VALUE_NONE && field->class != CLASS_SEALED)
            continue;
        put_object(w);
        put_text_as(w, "name", field->name);
        put_text_as(w, "label", label_now(field->label));
        put_str_as(w, "class", classes[field->class]);
        put_text_as(w, "value", value_print(q->arena, q->ledger, field, v->values[i], true));
        if (field->type.kind == KIND_REF && v->values[i].is == VALUE_INT) {
            put_text_as(w, "ref_type", field->type.target->name);
            put_int_as(w, "ref", v->values[i].i);
        }
        put_end(w);
    }
    put_end(w);
}

static void version_put(struct writer *w, const struct request *q, const struct record_type *t,
                        const struct version *v, const struct batch_info *batch)
{
    put_object(w);
    put_int_as(w, "version", v->version);
    put_int_as(w, "since", v->since);
    put_int_as(w, "until", v->until == STORE_OPEN ? 0 : v->until);
    put_text_as(w, "void_why", v->void_why);
    put_int_as(w, "same_as", v->same_as);
    put_text_as(w, "file", v->file);
    put_text_as(w, "sheet", v->sheet);
    put_int_as(w, "row", v->row);
    if (batch) {
        put_int_as(w, "at", batch->at_ms);
        put_text_as(w, "author", batch->author);
        put_text_as(w, "note", batch->note);
    }
    fields_put(w, q, t, v);
    put_end(w);
}

bool record_page(struct request *q, struct reply *r, struct fault *f)
{
    const struct record_type *t;
    int64_t record;
    struct version *versions;
    struct batch_info *batches;
    size_t count, batch_count;
    TRY(catalogue_type_get(&t, q->ledger->catalogue, request_text(q, "type"), f));
    TRY(request_int(&record, q, "record", 0, 1, INT64_C(1) << 53, f));
    TRY(record_history(&versions, &count, q->arena, q->ledger, &VIEWER_OWNER, t, record, f));
    TRY(ledger_batches(&batches, &batch_count, q->arena, q->ledger, f));
    if (count == 0)
        return fault_set(f, FAULT_ABSENT, "there is no record %lld of %.*s", (long long)record,
                         TEXT_ARG(t->name));
    struct writer w = {.json = {.out = &r->body}};
    put_object(&w);
    put_text_as(&w, "type", t->name);
    put_text_as(&w, "label", label_now(t->label));
    put_int_as(&w, "record", record);
    put_array_as(&w, "versions");
    for (size_t i = 0; i < count; i++)
        version_put(&w, q, t, &versions[i], batch_of(batches, batch_count, versions[i].since));
    put_end(&w);
    put_end(&w);
    return true;
}
