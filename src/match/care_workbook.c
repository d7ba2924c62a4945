/*
 * What needs care, on paper: a sheet a county, a line a thing, and room for what was done.
 */
#include "base/language.h"
#include "file/workbook.h"
#include "match/care.h"

#define COLUMN_COUNT 12

static const int widths[COLUMN_COUNT] = {12, 20, 10, 20, 14, 24, 14, 36, 12, 40, 16, 24};

static void heading_write(struct workbook *w)
{
    const char *titles[COLUMN_COUNT] = {
        tr("county"), tr("village"), tr("name"), tr("number"),     tr("phone"),       tr("employer"),
        tr("matter"), tr("why"),     tr("day"),  tr("what to do"), tr("who is told"), tr("what was done")};
    for (int i = 0; i < COLUMN_COUNT; i++) {
        workbook_width(w, i, widths[i]);
        workbook_text(w, 0, i, text_from(titles[i]), STYLE_HEAD);
    }
    workbook_freeze(w, 1, 0);
}

static void item_write(struct arena *a, struct workbook *w, int64_t row, const struct care_item *x)
{
    struct text cells[COLUMN_COUNT - 1] = {
        x->found->county, x->found->village,           x->who.name,
        x->who.number,    x->who.phone,                x->employer,
        label_now(x->found->rule->label), x->found->why, TEXT(""),
        x->found->mend,   care_told(a, x)};
    for (int i = 0; i < COLUMN_COUNT - 1; i++)
        if (cells[i].n)
            workbook_text(w, row, i, cells[i], STYLE_PLAIN);
    if (x->found->day.since_1970 != DAY_FIRST.since_1970)
        workbook_day(w, row, 8, x->found->day);
}

/* They come in order of place, so that a county's follow one another. */
static bool sheets_write(struct arena *a, struct workbook *w, const struct care_list *list,
                         struct fault *f)
{
    int64_t row = 1;
    for (size_t i = 0; i < list->count; i++, row++) {
        const struct found *x = list->items[i].found;
        if (i == 0 || !text_equal(x->county, list->items[i - 1].found->county)) {
            TRY(workbook_sheet(w, x->county.n ? x->county : text_from(tr("(not stated)")), f));
            heading_write(w);
            row = 1;
        }
        item_write(a, w, row, &list->items[i]);
    }
    if (list->count)
        return true;
    TRY(workbook_sheet(w, text_from(tr("care")), f));
    heading_write(w);
    return true;
}

bool care_workbook(struct arena *a, const struct care_list *list, const char *path, struct fault *f)
{
    struct workbook *w;
    struct fault finish = {0};
    TRY(workbook_open(&w, path, f));
    bool good = sheets_write(a, w, list, f);
    if (!workbook_finish(w, good ? f : &finish))
        return false;
    return good;
}
