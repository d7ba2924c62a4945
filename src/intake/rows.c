#include "intake/rows.h"

#include <string.h>

#define TOTAL_BYTES_MAX 36
#define SENTENCE_BYTES_MIN 45
#define FIRST_CELLS 3

static struct text trimmed(const struct sheet_row *row, size_t i)
{
    return text_trim(row->cells[i].text);
}

/* Without any space: "合  计" is a total. */
static struct text squeezed(char *room, size_t size, struct text t)
{
    size_t n = 0, length;
    for (size_t i = 0; i < t.n && n + 4 < size; i += length) {
        uint32_t cp = utf8_next(text_slice(t, i, t.n), &length);
        if (cp > ' ' && cp != 0x3000 && cp != 0xa0)
            n += utf8_put(room + n, cp);
    }
    return (struct text){room, n};
}

static bool is_total(struct text t)
{
    static const char *const words[] = {"合计", "小计", "总计", "累计", "共计"};
    char room[TOTAL_BYTES_MAX * 2];
    if (t.n > TOTAL_BYTES_MAX || text_find(t, TEXT("计")) < 0)
        return false;
    t = squeezed(room, sizeof room, t);
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        struct text word = text_from(words[i]);
        struct text after = text_slice(t, word.n, t.n);
        if (text_ends(t, word))
            return true;
        if (text_starts(t, word) && (strchr(":(", after.p[0]) || text_starts(after, TEXT("：")) ||
                                     text_starts(after, TEXT("（"))))
            return true;
    }
    return false;
}

#define T(literal)                                                                                 \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

static bool is_note(struct text t, size_t filled)
{
    static const struct text words[] = {
        T("备注"),     T("说明"),     T("注"),       T("填表人"),   T("填报人"),     T("制表人"),
        T("制表"),     T("审核人"),   T("审核"),     T("复核"),     T("负责人"),     T("联系人"),
        T("联系电话"), T("填表日期"), T("填报日期"), T("填表时间"), T("单位负责人"), T("统计人"),
        T("经办人"),   T("分管领导"), T("本表"),     T("此表"),     T("附注")};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        struct text word = words[i];
        if (t.n < word.n || memcmp(t.p, word.p, word.n) != 0)
            continue;
        struct text after = text_trim(text_slice(t, word.n, t.n));
        if (text_starts(after, TEXT("：")) || text_starts(after, TEXT(":")) ||
            text_starts(after, TEXT("（")) || filled == 1)
            return true;
    }
    return filled == 1 && t.n > SENTENCE_BYTES_MIN;
}

static bool says_heading(const struct recognised *r, size_t column, struct text t)
{
    for (size_t i = 0; i < r->heading_count; i++) {
        const struct heading *h = &r->headings[i];
        if (h->column != (int64_t)column + 1)
            continue;
        return text_equal(h->shown, t) ||
               (h->top.n && (text_ends(h->shown, t) || text_starts(h->shown, t)));
    }
    return false;
}

static bool is_heading(const struct sheet_row *row, const struct recognised *r, size_t first)
{
    size_t same = 0;
    if (!says_heading(r, first, trimmed(row, first)))
        return false;
    for (size_t i = first; i < row->cell_count; i++)
        if (row->cells[i].text.n)
            same += says_heading(r, i, trimmed(row, i));
    return same >= 2 && same * 10 >= r->heading_count * 6;
}

/* A value merged over several cells is one thing said. */
static bool is_repeat(const struct sheet_row *row, size_t i)
{
    return i && row->cells[i].is_merged && text_equal(row->cells[i].text, row->cells[i - 1].text);
}

static bool is_used(const struct recognised *r, size_t cell)
{
    int64_t column = (int64_t)cell + 1;
    if (cell < r->heading_count && r->headings[cell].column == column)
        return r->headings[cell].path != NULL;
    for (size_t i = 0; i < r->heading_count; i++)
        if (r->headings[i].column == column)
            return r->headings[i].path != NULL;
    return false;
}

/* A row numbered beforehand and never filled in says nothing, whatever its other columns hold. */
static bool says_something(const struct sheet_row *row, const struct recognised *r)
{
    for (size_t i = 0; i < row->cell_count; i++)
        if (row->cells[i].kind != CELL_EMPTY && is_used(r, i) && trimmed(row, i).n)
            return true;
    return false;
}

enum row_role row_role(const struct sheet_row *row, const struct recognised *r)
{
    size_t first = row->cell_count, filled = 0;
    for (size_t i = 0; i < row->cell_count && filled < FIRST_CELLS; i++) {
        if (row->cells[i].kind == CELL_EMPTY || is_repeat(row, i))
            continue;
        struct text t = trimmed(row, i);
        if (t.n == 0)
            continue;
        if (first == row->cell_count)
            first = i;
        filled++;
        if (row->cells[i].kind == CELL_TEXT && is_total(t))
            return ROW_TOTAL;
    }
    if (filled == 0)
        return ROW_EMPTY;
    struct text t = trimmed(row, first);
    if (row->cells[first].kind == CELL_TEXT && is_note(t, filled))
        return ROW_NOTE;
    if (is_heading(row, r, first))
        return ROW_HEADING;
    return says_something(row, r) ? ROW_DATA : ROW_EMPTY;
}
