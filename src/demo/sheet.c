/*
 * Drafts become XLSX through file/workbook.h, or CSV in the encoding the office saves in.
 */
#include "demo/sheet.h"

#include "base/decimal.h"
#include "file/workbook.h"

#include <iconv.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct book {
    struct shelf *shelf;
    const struct habit *habit;
    struct workbook *workbook; /* NULL for CSV */
    struct text stem, file;
};

void draft_start(struct draft *d, struct arena *a, const struct land *l, struct text name,
                 struct text title, const struct put_column *columns, int column_count)
{
    *d = (struct draft){.arena = a,
                        .land = l,
                        .name = name,
                        .title = title,
                        .columns = columns,
                        .column_count = column_count};
}

static struct put_cell *line_add(struct draft *d, struct sheet_line line)
{
    line.cells = ARENA_ARRAY(d->arena, struct put_cell, d->column_count);
    LIST_ADD(d->arena, &d->lines, line);
    return line.cells;
}

struct put_cell *draft_add(struct draft *d)
{
    return line_add(d, (struct sheet_line){0});
}

struct put_cell *draft_plant(struct draft *d, const char *wrong)
{
    return line_add(d, (struct sheet_line){.wrong = wrong});
}

struct put_cell *draft_fact(struct draft *d, const char *rule)
{
    return line_add(d, (struct sheet_line){.rule = rule});
}

struct put_cell *draft_odd(struct draft *d, const char *rule)
{
    return line_add(d, (struct sheet_line){.rule = rule, .is_odd = true});
}

/* ---- what both forms share ---- */

static struct text heading(struct arena *a, const struct draft *d, const struct habit *h,
                           int column)
{
    const struct put_column *c = &d->columns[column];
    const char *title = c->titles[h->titles] ? c->titles[h->titles] : c->titles[0];
    bool is_money = false;
    for (size_t i = 0; i < d->lines.count && i < 3; i++)
        is_money |= d->lines.items[i].cells[column].put == PUT_MONEY;
    if (is_money)
        return text_printf(a, "%s（%s）", title, h->in_wan ? "万元" : "元");
    return text_from(title);
}

/* Where a row that was planted on purpose came to stand. */
static void line_note(struct book *b, const struct draft *d, int64_t row,
                      const struct sheet_line *line)
{
    struct text sheet = b->workbook ? d->name : TEXT("");
    if (line->wrong)
        buffer_printf(&b->shelf->planted, "%.*s\t%.*s\t%" PRId64 "\t%s\n", TEXT_ARG(b->file),
                      TEXT_ARG(sheet), row, line->wrong);
    struct text rules = text_from(line->rule);
    for (struct text rule; line->rule && text_split(&rule, &rules, ',');) /* a row may break several */
        buffer_printf(&b->shelf->facts, "%.*s\t%.*s\t%" PRId64 "\t%.*s\t%s\n", TEXT_ARG(b->file),
                      TEXT_ARG(sheet), row, TEXT_ARG(rule), line->is_odd ? "left" : "found");
}

static bool same_cell(const struct draft *d, size_t line, int column)
{
    struct put_cell a = d->lines.items[line - 1].cells[column],
                    b = d->lines.items[line].cells[column];
    return a.put == b.put && a.put != PUT_NOTHING && a.number == b.number &&
           text_equal(a.text, b.text);
}

static int64_t money_sum(const struct draft *d, int column, size_t from, size_t to)
{
    int64_t fen = 0;
    for (size_t i = from; i < to; i++)
        if (!d->lines.items[i].wrong && d->lines.items[i].cells[column].put == PUT_MONEY)
            fen += d->lines.items[i].cells[column].number;
    return fen;
}

static const char note_line[] = "注：本表由县（市、区）业务部门填报，演示数据，由程序生成。";

/* ---- XLSX ---- */

static void number_put(struct book *b, const struct draft *d, int64_t row, int column,
                       struct put_cell c)
{
    const struct habit *h = b->habit;
    struct decimal value = {c.number, c.put == PUT_MONEY ? (h->in_wan ? 6 : 2) : 0};
    if (h->counts_as_text) {
        workbook_text(b->workbook, row, column, cell_write(d->arena, d->land, h, c), STYLE_PLAIN);
        return;
    }
    if (h->has_formulas && c.put == PUT_MONEY) {
        struct text half = decimal_print(d->arena, decimal_trim(value));
        char *formula = text_cstr(d->arena, text_printf(d->arena, "=%.*s*1", TEXT_ARG(half)));
        workbook_formula(b->workbook, row, column, formula, decimal_trim(value));
        return;
    }
    workbook_number(b->workbook, row, column, decimal_trim(value), "", STYLE_PLAIN);
}

static void cell_put(struct book *b, const struct draft *d, int64_t row, int column,
                     struct put_cell c)
{
    if (c.put == PUT_NOTHING)
        return;
    if (c.put == PUT_MONEY || c.put == PUT_COUNT)
        number_put(b, d, row, column, c);
    else if (c.put == PUT_DAY && b->habit->days == DAY_SERIAL)
        workbook_day(b->workbook, row, column, (struct day){(int32_t)c.number});
    else
        workbook_text(b->workbook, row, column, cell_write(d->arena, d->land, b->habit, c),
                      STYLE_PLAIN);
}

/* A column of equal cells: merged from its first line; false where the line is covered already. */
static bool merged_put(struct book *b, const struct draft *d, int64_t row, int column, size_t line)
{
    if (!b->habit->has_merges || !d->columns[column].is_merged)
        return false;
    if (line > 0 && same_cell(d, line, column))
        return true;
    size_t last = line;
    while (last + 1 < d->lines.count && same_cell(d, last + 1, column))
        last++;
    if (last == line)
        return false;
    struct text t = cell_write(d->arena, d->land, b->habit, d->lines.items[line].cells[column]);
    workbook_merge(b->workbook, row, column, row + (int64_t)(last - line), column, t, STYLE_PLAIN);
    return true;
}

static int64_t lead_put(struct book *b, const struct draft *d)
{
    const struct habit *h = b->habit;
    int last = d->column_count - 1;
    if (h->lead_rows > 0)
        workbook_merge(b->workbook, 0, 0, 0, last, d->title, STYLE_TITLE);
    if (h->lead_rows > 1)
        workbook_text(b->workbook, 1, 0,
                      text_printf(d->arena, "填报单位：%s    填报时间：2019年7月31日", h->office),
                      STYLE_NOTE);
    return h->lead_rows;
}

static void groups_put(struct book *b, const struct draft *d, int64_t row)
{
    for (int c = 0, last; c < d->column_count; c = last + 1) {
        last = c;
        const char *group = d->columns[c].group;
        if (!group) {
            workbook_merge(b->workbook, row, c, row + 1, c, heading(d->arena, d, b->habit, c),
                           STYLE_HEAD);
            continue;
        }
        while (last + 1 < d->column_count && d->columns[last + 1].group &&
               strcmp(d->columns[last + 1].group, group) == 0)
            last++;
        workbook_merge(b->workbook, row, c, row, last, text_from(group), STYLE_HEAD);
    }
}

static int64_t heading_put(struct book *b, const struct draft *d, int64_t row)
{
    if (b->habit->has_groups)
        groups_put(b, d, row++);
    for (int c = 0; c < d->column_count; c++)
        if (!b->habit->has_groups || d->columns[c].group)
            workbook_text(b->workbook, row, c, heading(d->arena, d, b->habit, c), STYLE_HEAD);
    workbook_freeze(b->workbook, row + 1, 0);
    return row + 1;
}

static void total_put(struct book *b, const struct draft *d, int64_t row, const char *label,
                      size_t from, size_t to)
{
    workbook_text(b->workbook, row, 0, text_from(label), STYLE_TOTAL);
    for (int c = 1; c < d->column_count; c++)
        if (from < to && d->lines.items[from].cells[c].put == PUT_MONEY)
            number_put(b, d, row, c, cell_money(money_sum(d, c, from, to)));
}

static void workbook_put(struct book *b, const struct draft *d)
{
    const struct habit *h = b->habit;
    int64_t row = heading_put(b, d, lead_put(b, d));
    size_t group_from = 0;
    for (size_t i = 0; i < d->lines.count; i++, row++) {
        const struct sheet_line *line = &d->lines.items[i];
        if (h->hides && i % 37 == 36)
            workbook_hide_row(b->workbook, row);
        for (int c = 0; c < d->column_count; c++)
            if (!merged_put(b, d, row, c, i))
                cell_put(b, d, row, c, line->cells[c]);
        line_note(b, d, row + 1, line);
        bool ends_group = i + 1 < d->lines.count && !h->has_merges && i - group_from >= 40;
        if (h->has_totals && ends_group) {
            total_put(b, d, ++row, "小计", group_from, i + 1);
            group_from = i + 1;
        }
    }
    if (h->has_totals && d->lines.count)
        total_put(b, d, row++, "合计", 0, d->lines.count);
    if (h->has_notes)
        workbook_text(b->workbook, row + 1, 0, text_from(note_line), STYLE_NOTE);
}

/* ---- CSV ---- */

static void csv_cell(struct buffer *out, struct text t, bool is_first)
{
    if (!is_first)
        buffer_add_char(out, ',');
    bool is_quoted = false;
    for (size_t i = 0; i < t.n; i++)
        is_quoted |= t.p[i] == ',' || t.p[i] == '"' || t.p[i] == '\n';
    if (is_quoted)
        buffer_add_char(out, '"');
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] == '"')
            buffer_add_char(out, '"');
        buffer_add_char(out, t.p[i]);
    }
    if (is_quoted)
        buffer_add_char(out, '"');
}

static void csv_put(struct book *b, const struct draft *d, struct buffer *out)
{
    int64_t row = 1;
    if (b->habit->lead_rows > 0) {
        csv_cell(out, d->title, true);
        buffer_add_str(out, "\r\n");
        row++;
    }
    for (int c = 0; c < d->column_count; c++)
        csv_cell(out, heading(d->arena, d, b->habit, c), c == 0);
    buffer_add_str(out, "\r\n");
    for (size_t i = 0; i < d->lines.count; i++) {
        const struct sheet_line *line = &d->lines.items[i];
        row++;
        for (int c = 0; c < d->column_count; c++)
            csv_cell(out, cell_write(d->arena, d->land, b->habit, line->cells[c]), c == 0);
        buffer_add_str(out, "\r\n");
        line_note(b, d, row, line);
    }
}

static bool encode(struct buffer *out, struct text utf8, enum file_form form, struct fault *f)
{
    if (form == FORM_CSV_BOM) {
        buffer_add_str(out, "\xef\xbb\xbf");
        buffer_add(out, utf8);
        return true;
    }
    if (form == FORM_CSV_UTF16)
        buffer_add(out, (struct text){"\xff\xfe", 2});
    iconv_t cd = iconv_open(form == FORM_CSV_UTF16 ? "UTF-16LE" : "GB18030", "UTF-8");
    if (cd == (iconv_t)-1)
        return fault_set(f, FAULT_SYSTEM, "this machine cannot write GB18030 or UTF-16");
    size_t room = utf8.n * 4 + 16, left = utf8.n, free_bytes = room;
    char *made = memory_new(room), *to = made, *from = memory_new(utf8.n + 1), *at = from;
    memcpy(from, utf8.p, utf8.n);
    bool is_done = iconv(cd, &at, &left, &to, &free_bytes) != (size_t)-1;
    iconv_close(cd);
    if (is_done)
        buffer_add(out, (struct text){made, room - free_bytes});
    memory_free(made);
    memory_free(from);
    return is_done || fault_set(f, FAULT_SYSTEM, "a text cannot be written in this encoding");
}

static bool file_write(const char *path, struct text bytes, struct fault *f)
{
    FILE *out = fopen(path, "wb");
    if (!out)
        return fault_set(f, FAULT_SYSTEM, "cannot write \"%s\"", path);
    bool is_written = fwrite(bytes.p, 1, bytes.n, out) == bytes.n;
    is_written &= fclose(out) == 0;
    return is_written || fault_set(f, FAULT_SYSTEM, "cannot write \"%s\"", path);
}

/* ---- books ---- */

static char *path_of(struct book *b, struct text file)
{
    return text_cstr(b->shelf->arena,
                     text_printf(b->shelf->arena, "%s/%.*s", b->shelf->folder, TEXT_ARG(file)));
}

bool book_open(struct book **out, struct shelf *s, const char *stem, const struct habit *h,
               struct fault *f)
{
    struct book *b = ARENA_NEW(s->arena, struct book);
    *b = (struct book){.shelf = s, .habit = h, .stem = text_copy(s->arena, text_from(stem))};
    *out = b;
    if (h->form != FORM_XLSX)
        return true;
    b->file = text_printf(s->arena, "%s.xlsx", stem);
    LIST_ADD(s->arena, &s->files, b->file);
    return workbook_open(&b->workbook, path_of(b, b->file), f);
}

bool book_write(struct book *b, const struct draft *d, struct fault *f)
{
    if (b->workbook) {
        TRY(workbook_sheet(b->workbook, d->name, f));
        for (int c = 0; c < d->column_count; c++)
            workbook_width(b->workbook, c, 16);
        if (b->habit->hides && d->column_count > 6)
            workbook_hide_column(b->workbook, d->column_count - 1);
        workbook_put(b, d);
        return true;
    }
    b->file = text_printf(b->shelf->arena, "%.*s_%.*s.csv", TEXT_ARG(b->stem), TEXT_ARG(d->name));
    LIST_ADD(b->shelf->arena, &b->shelf->files, b->file);
    SCOPED_BUFFER utf8 = {0};
    SCOPED_BUFFER bytes = {0};
    csv_put(b, d, &utf8);
    TRY(encode(&bytes, buffer_text(&utf8), b->habit->form, f));
    return file_write(path_of(b, b->file), buffer_text(&bytes), f);
}

bool book_close(struct book *b, struct fault *f)
{
    return !b->workbook || workbook_finish(b->workbook, f);
}
