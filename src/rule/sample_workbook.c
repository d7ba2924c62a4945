#include "rule/sample.h"

#include "base/language.h"
#include "file/workbook.h"

/* The columns of sampling.result, by field name; NULL: what the checker reads. */
static const struct {
    const char *field, *title;
    int width;
} columns[] = {
    {"code", NULL, 16},      {NULL, "name of the person", 10}, {NULL, "phone to call", 14},
    {NULL, "what the ledger says", 60}, {"method", NULL, 10},  {"result", NULL, 10},
    {"note", NULL, 30},      {"checked_on", NULL, 12},         {"checked_by", NULL, 10},
    {"indicator", NULL, 18}, {"scope", NULL, 18},              {"of_type", NULL, 18},
    {"of_record", NULL, 10},
};
#define COLUMNS (int)(sizeof(columns) / sizeof(*columns))

static struct text title_of(const struct record_type *result, int column)
{
    if (columns[column].title)
        return text_from(tr(columns[column].title));
    const struct field *field = type_field_find(result, text_from(columns[column].field));
    return field ? field->label.zh : TEXT("");
}

static void row_put(struct workbook *w, int64_t row, const struct sampled *s,
                    const struct sample *sample, struct text indicator)
{
    workbook_text(w, row, 0, s->code, STYLE_PLAIN);
    workbook_text(w, row, 1, s->name, STYLE_PLAIN);
    workbook_text(w, row, 2, s->phone, STYLE_PLAIN);
    workbook_text(w, row, 3, s->content, STYLE_PLAIN);
    workbook_text(w, row, 9, indicator, STYLE_PLAIN);
    workbook_text(w, row, 10, sample->scope, STYLE_PLAIN);
    workbook_text(w, row, 11, s->type->name, STYLE_PLAIN);
    workbook_number(w, row, 12, (struct decimal){s->record, 0}, "", STYLE_PLAIN);
}

static void head_put(struct workbook *w, const struct sample *s, struct arena *a, struct ledger *l,
                     const struct sample_request *request, const struct record_type *result)
{
    struct text label = label_now(request->figure.indicator->label);
    struct text scope = scope_describe(a, l->catalogue, &request->figure.scope);
    struct text title = text_printf(a, "%.*s %.*s（%.*s）", TEXT_ARG(label_now(result->label)),
                                    TEXT_ARG(label), TEXT_ARG(scope));
    workbook_merge(w, 0, 0, 0, COLUMNS - 1, title, STYLE_TITLE);
    workbook_text(w, 1, 0,
                  text_printf(a, tr("%zu of %zu records, drawn by seed %.*s; ledger at batch %lld"),
                              s->count, s->drawn_from, TEXT_ARG(s->seed), (long long)l->head),
                  STYLE_NOTE);
    for (int c = 0; c < COLUMNS; c++)
        workbook_text(w, 2, c, title_of(result, c), STYLE_HEAD);
    workbook_freeze(w, 3, 1);
}

bool sample_write(const struct sample *s, struct arena *a, struct ledger *l,
                  const struct sample_request *request, const char *path, struct fault *f)
{
    struct workbook *w;
    const struct record_type *result;
    TRY(catalogue_type_get(&result, l->catalogue, TEXT("sampling.result"), f));
    TRY(workbook_open(&w, path, f));
    bool good = workbook_sheet(w, label_now(result->label), f);
    if (good) {
        for (int c = 0; c < COLUMNS; c++)
            workbook_width(w, c, columns[c].width);
        head_put(w, s, a, l, request, result);
        for (size_t i = 0; i < s->count; i++)
            row_put(w, 3 + (int64_t)i, &s->items[i], s, request->figure.indicator->name);
    }
    struct fault late = {0};
    return workbook_finish(w, good ? f : &late) && good;
}
