/*
 * Writes the small tables that stand as text: demo/tables/NAME.tsv, in the form that
 * demo/README.md describes.
 */
#include "demo/world.h"

#include "base/embedded.h"

#define COLUMNS_MAX 40

/* One text being read: the workbook and the sheet it is in. */
struct table_text {
    struct world *world;
    struct text path;
    int64_t line;
    struct book *book;
    struct draft draft;
    bool has_sheet;
};

static bool table_fault(const struct table_text *t, struct fault *f, const char *what)
{
    return fault_set(f, FAULT_INPUT, "%.*s:%lld: %s", TEXT_ARG(t->path), (long long)t->line, what);
}

static bool sheet_end(struct table_text *t, struct fault *f)
{
    if (!t->has_sheet)
        return true;
    t->has_sheet = false;
    if (t->draft.column_count == 0)
        return table_fault(t, f, "a sheet has no headings");
    return book_write(t->book, &t->draft, f);
}

static bool book_end(struct table_text *t, struct fault *f)
{
    if (!t->book)
        return true;
    TRY(sheet_end(t, f));
    struct book *b = t->book;
    t->book = NULL;
    return book_close(b, f);
}

static bool book_begin(struct table_text *t, struct text stem, struct fault *f)
{
    TRY(book_end(t, f));
    return book_open(&t->book, &t->world->shelf, text_cstr(t->world->arena, stem), &PREFECTURE, f);
}

static bool sheet_begin(struct table_text *t, struct text rest, struct fault *f)
{
    struct text name;
    if (!t->book)
        return table_fault(t, f, "a sheet stands before any workbook");
    TRY(sheet_end(t, f));
    text_split(&name, &rest, '\t');
    draft_start(&t->draft, t->world->arena, &t->world->land, name, rest, NULL, 0);
    t->has_sheet = true;
    return true;
}

static bool headings_read(struct table_text *t, struct text line, struct fault *f)
{
    struct put_column *columns = ARENA_ARRAY(t->world->arena, struct put_column, COLUMNS_MAX);
    struct text cell;
    int count = 0;
    while (text_split(&cell, &line, '\t')) {
        if (count == COLUMNS_MAX)
            return table_fault(t, f, "a sheet has too many columns");
        columns[count++].titles[0] = text_cstr(t->world->arena, cell);
    }
    t->draft.columns = columns;
    t->draft.column_count = count;
    return true;
}

/* Whole numbers become number cells, as an office types them; all else stays as it is written. */
static struct put_cell cell_typed(struct text t)
{
    int64_t n = 0;
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] < '0' || t.p[i] > '9' || t.n > 12 || (t.p[0] == '0' && t.n > 1))
            return cell_text(t);
        n = n * 10 + (t.p[i] - '0');
    }
    return t.n ? cell_count(n) : (struct put_cell){0};
}

/* The first cell of a row that is marked says why: !wrong ?rule ~rule. */
static struct put_cell *row_begin(struct table_text *t, struct text *line)
{
    struct text mark;
    char kind = line->n ? line->p[0] : '\0';
    if (kind != '!' && kind != '?' && kind != '~')
        return draft_add(&t->draft);
    text_split(&mark, line, '\t');
    const char *why = text_cstr(t->world->arena, text_slice(mark, 1, mark.n));
    return kind == '!'   ? draft_plant(&t->draft, why)
           : kind == '?' ? draft_fact(&t->draft, why)
                         : draft_odd(&t->draft, why);
}

static bool row_read(struct table_text *t, struct text line, struct fault *f)
{
    struct text cell;
    struct put_cell *cells = row_begin(t, &line);
    for (int i = 0; text_split(&cell, &line, '\t'); i++) {
        if (i == t->draft.column_count)
            return table_fault(t, f, "a row has more cells than its sheet has headings");
        cells[i] = cell_typed(cell);
    }
    return true;
}

static bool line_read(struct table_text *t, struct text line, struct fault *f)
{
    if (line.n == 0 || line.p[0] == '#')
        return true;
    if (text_starts(line, TEXT("= ")))
        return book_begin(t, text_slice(line, 2, line.n), f);
    if (text_starts(line, TEXT("- ")))
        return sheet_begin(t, text_slice(line, 2, line.n), f);
    if (!t->has_sheet)
        return table_fault(t, f, "a row stands before any sheet");
    return t->draft.column_count == 0 ? headings_read(t, line, f) : row_read(t, line, f);
}

static bool table_write(struct world *w, const struct embedded *file, struct fault *f)
{
    struct table_text t = {.world = w, .path = file->path};
    struct text line, rest = file->bytes;
    bool is_read = true;
    while (is_read && text_split(&line, &rest, '\n')) {
        t.line++;
        is_read = line_read(&t, line, f);
    }
    struct fault late = {0};
    bool is_closed = book_end(&t, is_read ? f : &late);
    return is_read && is_closed;
}

bool tables_write(struct world *w, struct fault *f)
{
    for (size_t i = 0; i < embedded_count(); i++)
        if (text_starts(embedded_at(i)->path, TEXT("demo/tables/")))
            TRY(table_write(w, embedded_at(i), f));
    return true;
}
