/*
 * An empty workbook for a record type: what it refers to appears as the columns it is found by,
 * so that what people fill in reads without a word about columns.
 */
#include "base/language.h"
#include "file/workbook.h"
#include "intake/heading.h"

struct filling {
    struct workbook *workbook;
    struct arena *arena;
    const struct title_index *titles;
    const struct record_type *type;
    int column;
    int64_t code_row;
    LIST(const struct code_list *) lists;
};

static const char *format_hint(const struct field *field)
{
    switch (field->type.kind) {
    case KIND_DAY:
        return tr("a day: 2019-07-31");
    case KIND_MONTH:
        return tr("a month: 2019-07");
    case KIND_YEAR:
        return tr("a year: 2019");
    case KIND_MONEY:
        return tr("yuan, at most two decimal places");
    case KIND_BOOL:
        return tr("yes or no: 是, 否, √");
    case KIND_REGION:
        return tr("a region's name or code");
    case KIND_CODE:
        return tr("a value of the second sheet");
    case KIND_INT:
    case KIND_DECIMAL:
        return tr("a number");
    case KIND_TEXT:
    case KIND_REF:
        break;
    }
    return field->type.form == FORM_IDNO    ? tr("18 digits, as text")
           : field->type.form == FORM_PHONE ? tr("11 digits, or area code and number")
           : field->type.form == FORM_USCC  ? tr("18 digits and letters")
                                            : "";
}

static void list_note(struct filling *w, const struct field *field)
{
    if (field->type.kind != KIND_CODE)
        return;
    for (size_t i = 0; i < w->lists.count; i++)
        if (w->lists.items[i] == field->type.codes)
            return;
    LIST_ADD(w->arena, &w->lists, field->type.codes);
}

/* The shortest title that reads as this path and no other of the type. */
static struct text title_of(struct filling *w, const struct column_path *path)
{
    struct text plain = path->field->label.zh, unit;
    const struct title_use *use =
        title_in_type(w->titles, w->type, title_normal(w->arena, plain, &unit));
    if (path->depth == 0 || (use && use->path == path))
        return plain;
    const struct field *ref = path->refs[path->depth - 1];
    use = title_in_type(w->titles, w->type, title_normal(w->arena, ref->label.zh, &unit));
    if (use && use->path == path)
        return ref->label.zh;
    return text_printf(w->arena, "%.*s%.*s", TEXT_ARG(ref->label.zh), TEXT_ARG(plain));
}

static void column_write(struct filling *w, const struct column_path *path, bool required)
{
    struct text title = title_of(w, path);
    if (required)
        title = text_printf(w->arena, "*%.*s", TEXT_ARG(title));
    workbook_width(w->workbook, w->column, 18);
    workbook_text(w->workbook, 2, w->column++, title, STYLE_HEAD);
    list_note(w, path->field);
}

/* A reference is filled in by its target's key; where the target may be new, by what it needs. */
static bool is_asked_for(const struct column_path *path, bool *required)
{
    const struct field *field = path->field;
    *required = field->required;
    if (path->depth == 0)
        return true;
    const struct field *ref = path->refs[path->depth - 1];
    *required = path->refs[0]->required && path->in_key;
    if (path->in_key)
        return true;
    return path->depth == 1 && ref->or_new && field->required;
}

static void hints_write(struct filling *w)
{
    SCOPED_BUFFER b = {0};
    buffer_add_str(&b, tr("Columns with * must be filled. One row is one record; this line and the "
                          "title may stay."));
    const path_list *list = &w->titles->paths[w->type->index];
    for (size_t i = 0; i < list->count; i++) {
        bool required;
        const char *hint = format_hint(list->items[i]->field);
        if (!hint[0] || !is_asked_for(list->items[i], &required))
            continue;
        buffer_printf(&b, " %.*s: %s;", TEXT_ARG(title_of(w, list->items[i])), hint);
    }
    workbook_text(w->workbook, 1, 0, buffer_text(&b), STYLE_NOTE);
}

static bool codes_write(struct filling *w, struct fault *f)
{
    if (w->lists.count == 0)
        return true;
    TRY(workbook_sheet(w->workbook, text_from(tr("codes")), f));
    int64_t row = 0;
    for (size_t i = 0; i < w->lists.count; i++) {
        const struct code_list *list = w->lists.items[i];
        for (size_t k = 0; k < list->count; k++, row++) {
            workbook_text(w->workbook, row, 0, list->name, STYLE_NOTE);
            workbook_text(w->workbook, row, 1, label_now(list->codes[k].label), STYLE_PLAIN);
        }
    }
    return true;
}

static bool table_write(struct filling *w, struct fault *f)
{
    const path_list *list = &w->titles->paths[w->type->index];
    TRY(workbook_sheet(w->workbook, w->type->label.zh, f));
    workbook_text(w->workbook, 0, 0, w->type->label.zh, STYLE_TITLE);
    hints_write(w);
    for (size_t i = 0; i < list->count; i++) {
        bool required;
        if (is_asked_for(list->items[i], &required))
            column_write(w, list->items[i], required);
    }
    workbook_freeze(w->workbook, 3, 0);
    return codes_write(w, f);
}

bool intake_template(struct ledger *l, const struct record_type *t, const char *path,
                     struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct title_index titles;
    title_index_build(&titles, &a, l->catalogue);
    struct filling w = {.arena = &a, .titles = &titles, .type = t};
    TRY(workbook_open(&w.workbook, path, f));
    bool good = table_write(&w, f);
    struct fault finish = {0};
    if (!workbook_finish(w.workbook, good ? f : &finish))
        return false;
    return good;
}
