/*
 * Findings as workbooks that are answered in Excel or WPS and come back through the ordinary import
 * as records of type check.answer.
 */
#include "base/language.h"
#include "file/workbook.h"
#include "rule/rule.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define ROWS_TO_FILL 1 /* the first row of findings, from 0: below the heading */

struct answer_sheet {
    struct arena *arena;
    struct ledger *ledger;
    struct workbook *workbook;
    int64_t row;
};

/* Headings are fixed in Chinese: they are read by the ordinary import. */
static const struct {
    const char *title;
    int width;
} columns[] = {
    {"疑点编号", 16}, {"规则", 22},   {"级别", 8},      {"疑点县区", 12}, {"镇村", 16},
    {"对象", 24},     {"疑点", 44},   {"依据", 30},     {"建议", 30},     {"处理结果", 16},
    {"说明", 30},     {"处理人", 10}, {"处理日期", 12}, {"疑点状态码", 14},
};
#define COLUMN_COUNT ((int)(sizeof(columns) / sizeof(*columns)))
#define COLUMN_ANSWER 9

static void headings_write(struct answer_sheet *s)
{
    for (int i = 0; i < COLUMN_COUNT; i++) {
        workbook_width(s->workbook, i, columns[i].width);
        workbook_text(s->workbook, s->row, i, text_from(columns[i].title), STYLE_HEAD);
    }
    workbook_hide_column(s->workbook, COLUMN_COUNT - 1);
    workbook_freeze(s->workbook, ++s->row, 1);
}

static void basis_write(struct buffer *out, const struct found *x)
{
    const struct found_record *first = &x->records.items[0];
    buffer_add(out, x->rule->source);
    if (first->file.n)
        buffer_printf(out, " %.*s/%.*s:%lld", TEXT_ARG(first->file), TEXT_ARG(first->sheet),
                      (long long)first->row);
    if (x->record_count > 1)
        buffer_printf(out, tr(" and %lld more records"), (long long)(x->record_count - 1));
}

static void finding_write(struct answer_sheet *s, const struct found *x)
{
    SCOPED_BUFFER basis = {0};
    basis_write(&basis, x);
    const struct code_list *answers = catalogue_codes_find(s->ledger->catalogue, TEXT("answer"));
    const struct code *answer = answers && x->answer.n ? code_find(answers, x->answer) : NULL;
    struct text county = x->place ? region_name(s->arena, s->ledger->catalogue->regions,
                                                region_at_level(x->place, LEVEL_COUNTY))
                                  : TEXT("");
    struct text cells[COLUMN_COUNT] = {
        x->code, label_now(x->rule->label), text_from(check_level_label(x->rule->level)), county,
        x->village, x->who, x->why, buffer_text(&basis), x->mend,
        answer ? answer->label.zh : TEXT(""), x->note, x->handler, x->answered_on, x->state};
    for (int i = 0; i < COLUMN_COUNT; i++)
        if (cells[i].n)
            workbook_text(s->workbook, s->row, i, cells[i], STYLE_PLAIN);
    s->row++;
}

/* The one list of answers, as what may be chosen in a cell. */
static void choices_write(struct answer_sheet *s, int64_t last)
{
    const struct code_list *answers = catalogue_codes_find(s->ledger->catalogue, TEXT("answer"));
    text_list words = {0};
    for (size_t i = 0; answers && i < answers->count; i++)
        LIST_ADD(s->arena, &words, answers->codes[i].label.zh);
    if (words.count && last > ROWS_TO_FILL)
        workbook_choices(s->workbook, ROWS_TO_FILL, last - 1, COLUMN_ANSWER, words.items, words.count);
}

/* Those of one county (0: of all). */
static bool sheet_write(struct answer_sheet *s, const struct found_list *found, int64_t county,
                        bool one, struct fault *f)
{
    TRY(workbook_sheet(s->workbook, TEXT("疑点清单"), f));
    s->row = 0;
    headings_write(s);
    for (size_t i = 0; i < found->count; i++)
        if (!one || region_at_level(found->items[i].place, LEVEL_COUNTY) == county)
            finding_write(s, &found->items[i]);
    choices_write(s, s->row);
    return true;
}

static bool file_write(struct arena *a, struct ledger *l, const struct found_list *found,
                       int64_t county, bool one, const char *path, struct fault *f)
{
    struct answer_sheet s = {.arena = a, .ledger = l};
    struct fault finish = {0};
    TRY(workbook_open(&s.workbook, path, f));
    bool good = sheet_write(&s, found, county, one, f);
    if (!workbook_finish(s.workbook, good ? f : &finish))
        return false;
    return good;
}

bool rule_workbook(struct arena *a, struct ledger *l, const struct found_list *found,
                   const char *path, struct fault *f)
{
    return file_write(a, l, found, 0, false, path, f);
}

static bool is_listed(const int64_t *counties, size_t count, int64_t county)
{
    for (size_t i = 0; i < count; i++)
        if (counties[i] == county)
            return true;
    return false;
}

bool rule_workbooks(text_list *files, struct arena *a, struct ledger *l,
                    const struct found_list *found, const char *folder, struct fault *f)
{
    LIST(int64_t) counties = {0};
    if (mkdir(folder, 0777) != 0 && errno != EEXIST)
        return fault_set(f, FAULT_SYSTEM, "cannot make the folder \"%s\": %s", folder, strerror(errno));
    for (size_t i = 0; i < found->count; i++) {
        int64_t county = region_at_level(found->items[i].place, LEVEL_COUNTY);
        if (is_listed(counties.items, counties.count, county))
            continue;
        LIST_ADD(a, &counties, county);
        struct text name = county ? region_name(a, l->catalogue->regions, county) : TEXT("全市");
        name = text_printf(a, "疑点_%.*s.xlsx", TEXT_ARG(name));
        TRY(file_write(a, l, found, county, true,
                       text_printf(a, "%s/%.*s", folder, TEXT_ARG(name)).p, f));
        LIST_ADD(a, files, name);
    }
    return true;
}
