/*
 * The first rows of any sheet: recognised or not, planned and read, without a ledger. Lines are
 * rows, tabs part cells; "<" and "^" repeat a merged cell from the left and from above.
 */
#include "catalogue/standard.h"
#include "intake/plan.h"
#include "intake/rows.h"

#include <assert.h>
#include <string.h>

#define CELLS_MAX 24

static struct arena lasting;
static struct catalogue *catalogue;
static struct title_index titles;
static struct region_cache regions;

static void load(void)
{
    static const char programme[] = "programme p zh \"测\" en \"T\" west 5306 from 2016-09-01\n"
                                    "party d region 4419 from 2016-09-01 says \"东莞\"\n";
    struct fault f = {0};
    size_t count;
    if (catalogue)
        return;
    struct catalogue_file *standard = catalogue_standard_files(&lasting, &count);
    struct catalogue_file *files = ARENA_ARRAY(&lasting, struct catalogue_file, count + 1);
    memcpy(files, standard, count * sizeof(*files));
    files[count] = (struct catalogue_file){TEXT("p.cat"), text_from(programme)};
    if (!catalogue_load(&catalogue, &lasting, files, count + 1, &f))
        __builtin_trap();
    title_index_build(&titles, &lasting, catalogue);
}

static void row_take(struct sheet_head *h, struct arena *a, struct text line)
{
    struct sheet_row row = {.number = (int64_t)h->row_count + 1};
    const struct sheet_row *above = h->row_count ? &h->rows[h->row_count - 1] : NULL;
    row.cells = ARENA_ARRAY(a, struct cell, CELLS_MAX);
    struct text cell;
    while (row.cell_count < CELLS_MAX && text_split(&cell, &line, '\t')) {
        size_t i = row.cell_count++;
        row.cells[i] = (struct cell){.kind = cell.n ? CELL_TEXT : CELL_EMPTY, .text = cell};
        if (text_is(cell, "<") && i) {
            row.cells[i] = row.cells[i - 1];
            row.cells[i].is_merged = true;
        } else if (text_is(cell, "^") && above && i < above->cell_count) {
            row.cells[i] = above->cells[i];
            row.cells[i].is_merged = row.cells[i].merge_down = true;
        }
    }
    sheet_head_add(h, a, &row);
}

static void problem_take(void *self, const struct plan_problem *p)
{
    (void)self;
    assert(p->kind && (p->heading || p->constant));
}

static void rows_read(struct arena *a, const struct sheet_head *h, const struct recognised *r)
{
    struct plan plan;
    struct plan_sink sink = {problem_take, NULL};
    plan_make(&plan, a, catalogue, r, &regions, &sink);
    assert(plan_root(&plan)->type == r->type && !plan_root(&plan)->parent);
    for (size_t i = r->heading_last + 1; i < h->row_count; i++) {
        if (row_role(&h->rows[i], r) != ROW_DATA)
            continue;
        for (size_t k = 0; k < plan.column_count; k++) {
            struct value v;
            struct problem p;
            if (plan.columns[k].index < h->rows[i].cell_count)
                cell_read(&v, a, &plan.columns[k].reader, &h->rows[i].cells[plan.columns[k].index],
                          &p);
        }
    }
    plan_clear(&plan);
}

/* Input: the file's name, the sheet's, then rows. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED_ARENA a = {0};
    struct text rest = {(const char *)data, size}, line;
    struct sheet_head h = {.file = TEXT(""), .sheet = TEXT("")};
    struct recognised r;
    struct recognise_options options = {0};
    load();
    if (!utf8_valid(rest) || !text_split(&h.file, &rest, '\n') ||
        !text_split(&h.sheet, &rest, '\n'))
        return 0;
    while (h.row_count < HEAD_ROWS_MAX && text_split(&line, &rest, '\n'))
        row_take(&h, &a, line);
    sheet_recognise(&r, &a, &titles, &h, &options);
    assert(!r.type || r.has_table);
    if (r.type) {
        assert(mapping_print(&a, &r).n);
        rows_read(&a, &h, &r);
    }
    return 0;
}
