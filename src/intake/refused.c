/*
 * Refused rows as a workbook: their sheet, their headings, their cells, and why. Mended, it is
 * read like any other.
 */
#include "base/language.h"
#include "file/workbook.h"
#include "intake/inside.h"

#include <unistd.h>

struct refused {
    struct workbook *workbook;
    const struct sheet_work *sheet; /* being written */
    int64_t row;                    /* the next one, from 0 */
    int columns;                    /* of the sheet; the reason stands behind them */
    struct arena arena;
    struct map names; /* of sheets, for Excel wants them to differ */
};

static bool refused_open(struct intake *in, struct fault *f)
{
    struct refused *r = memory_new(sizeof(*r));
    in->refused = r;
    return workbook_open(&r->workbook, in->options->refused_path, f);
}

static struct text sheet_name(struct refused *r, struct text wanted, struct text type)
{
    struct text name = wanted.n ? wanted : type;
    for (int n = 2; map_find(&r->names, name); n++)
        name = text_printf(&r->arena, "%.*s (%d)", TEXT_ARG(wanted.n ? wanted : type), n);
    name = text_copy(&r->arena, name);
    map_put(&r->arena, &r->names, name, r);
    return name;
}

static int last_column(const struct sheet_work *s)
{
    int64_t most = 1;
    for (size_t i = 0; i < s->r.heading_count; i++)
        if (s->r.headings[i].column > most)
            most = s->r.headings[i].column;
    return (int)most;
}

/* What the lines above the table said is said again, a line each. */
static void constants_write(struct refused *r, const struct sheet_work *s)
{
    for (size_t i = 0; i < s->r.constants.count; i++) {
        const struct constant *c = &s->r.constants.items[i];
        struct text line = text_printf(&r->arena, "%.*s：%.*s", TEXT_ARG(c->path->field->label.zh),
                                       TEXT_ARG(c->value));
        workbook_text(r->workbook, r->row++, 0, line, STYLE_NOTE);
    }
}

/* What a ready mapping knows its sheet by, a form's code too: mended, the rows are read like it. */
static bool title_write(struct refused *r, const struct sheet_work *s, struct fault *f)
{
    struct text title = s->mapping->form, code;
    if (s->mapping->titles.count)
        title = s->mapping->titles.items[0];
    if (s->form) {
        TRY(form_code_print(&code, &r->arena, &s->form->key, s->mapping->name, s->form->id, f));
        title = text_printf(&r->arena, "%.*s %s：%.*s", TEXT_ARG(title), tr("code"), TEXT_ARG(code));
    }
    workbook_text(r->workbook, r->row++, 0, title, STYLE_NOTE);
    return true;
}

static struct text heading_text(struct refused *r, const struct heading *h)
{
    if (h->unit.n == 0 || text_find(h->shown, h->unit) >= 0)
        return h->shown;
    return text_printf(&r->arena, "%.*s（%.*s）", TEXT_ARG(h->shown), TEXT_ARG(h->unit));
}

static bool sheet_begin(struct intake *in, struct fault *f)
{
    struct refused *r = in->refused;
    const struct sheet_work *s = in->sheet;
    r->sheet = s;
    r->row = 0;
    r->columns = last_column(s);
    TRY(workbook_sheet(r->workbook, sheet_name(r, s->head->sheet, label_now(s->r.type->label)), f));
    if (s->mapping)
        TRY(title_write(r, s, f));
    constants_write(r, s);
    for (int i = 0; i < r->columns; i++)
        workbook_width(r->workbook, i, 16);
    workbook_width(r->workbook, r->columns, 60);
    for (size_t i = 0; i < s->r.heading_count; i++) {
        const struct heading *h = &s->r.headings[i];
        if (!is_reason_heading(h->low))
            workbook_text(r->workbook, r->row, (int)h->column - 1, heading_text(r, h), STYLE_HEAD);
    }
    int reason =
        is_reason_heading(s->r.headings[s->r.heading_count - 1].low) ? r->columns - 1 : r->columns;
    r->columns = reason;
    workbook_text(r->workbook, r->row++, reason, text_from(tr("reason")), STYLE_HEAD);
    workbook_freeze(r->workbook, r->row, 0);
    return true;
}

bool refused_add(struct intake *in, const struct sheet_row *row, struct text reasons,
                 struct fault *f)
{
    if (!in->options->refused_path)
        return true;
    if (!in->refused)
        TRY(refused_open(in, f));
    struct refused *r = in->refused;
    if (r->sheet != in->sheet)
        TRY(sheet_begin(in, f));
    for (size_t i = 0; i < row->cell_count && i < (size_t)r->columns; i++)
        if (row->cells[i].text.n)
            workbook_text(r->workbook, r->row, (int)i, row->cells[i].text, STYLE_PLAIN);
    workbook_text(r->workbook, r->row++, r->columns, reasons, STYLE_REASON);
    return true;
}

static void refused_free(struct intake *in)
{
    arena_clear(&in->refused->arena);
    memory_free(in->refused);
    in->refused = NULL;
}

bool refused_finish(struct intake *in, struct fault *f)
{
    if (!in->refused)
        return true;
    struct workbook *w = in->refused->workbook;
    refused_free(in);
    return workbook_finish(w, f);
}

void refused_drop(struct intake *in)
{
    struct fault ignored = {0};
    if (!in->refused)
        return;
    if (in->refused->workbook && workbook_finish(in->refused->workbook, &ignored))
        unlink(in->options->refused_path);
    refused_free(in);
}
