#include "file/merge.h"

#include <stdlib.h>
#include <string.h>

#define AREAS_MAX 1000000
#define STEPS_MAX 200000000
#define WIDTH_MAX 1024 /* a title merged over the whole sheet fills no more than that */
#define ROWS_MAX 1048576

/* An area that has begun, with the value of its first cell. */
struct merge_open {
    struct merge area;
    struct cell cell;
    char bytes[];
};

bool reference_parse(int64_t *column, int64_t *row, const char *s, const char **end)
{
    *column = *row = 0;
    for (; *s >= 'A' && *s <= 'Z' && *column <= MERGE_COLUMNS_MAX; s++)
        *column = *column * 26 + (*s - 'A' + 1);
    for (; *s >= '0' && *s <= '9' && *row <= ROWS_MAX; s++)
        *row = *row * 10 + (*s - '0');
    *end = s;
    return --*column >= 0 && *column < MERGE_COLUMNS_MAX && *row >= 1 && *row <= ROWS_MAX;
}

bool merge_parse(struct merge *out, const char *reference)
{
    const char *at;
    return reference && reference_parse(&out->column, &out->row, reference, &at) && *at == ':' &&
           reference_parse(&out->column_last, &out->row_last, at + 1, &at) && !*at;
}

bool merge_add(struct merges *m, struct merge a, struct fault *f)
{
    if (a.row_last < a.row || a.column_last < a.column || a.column_last >= MERGE_COLUMNS_MAX ||
        (a.row == a.row_last && a.column == a.column_last))
        return true;
    if (m->areas.count >= AREAS_MAX)
        return fault_set(f, FAULT_LIMIT, "a sheet has more than %d merged areas", AREAS_MAX);
    if (a.column_last >= a.column + WIDTH_MAX)
        a.column_last = a.column + WIDTH_MAX - 1;
    LIST_ADD(&m->arena, &m->areas, a);
    return true;
}

static int merge_compare(const void *left, const void *right)
{
    const struct merge *a = left, *b = right;
    int64_t order = a->row != b->row ? a->row - b->row : a->column - b->column;
    return (order > 0) - (order < 0);
}

void merge_sort(struct merges *m)
{
    if (m->areas.count)
        qsort(m->areas.items, m->areas.count, sizeof(*m->areas.items), merge_compare);
}

static void merge_begin(struct merges *m, const struct merge *a, const struct cell *first)
{
    struct merge_open *o = memory_new(sizeof(*o) + first->text.n);
    o->area = *a;
    o->cell = *first;
    if (first->text.n)
        memcpy(o->bytes, first->text.p, first->text.n);
    o->cell.text.p = o->bytes;
    LIST_ADD(&m->arena, &m->open, o);
}

/* Areas whose first row is this one; those whose first row was not there have no value. */
static void merge_begin_at(struct merges *m, int64_t number, const struct cell *cells, size_t count)
{
    for (; m->next < m->areas.count && m->areas.items[m->next].row <= number; m->next++) {
        const struct merge *a = &m->areas.items[m->next];
        if (a->row == number && (size_t)a->column < count && cells[a->column].kind != CELL_EMPTY)
            merge_begin(m, a, &cells[a->column]);
    }
}

static void area_fill(const struct merge_open *o, int64_t number, struct cell *cells, size_t *count)
{
    const struct merge *a = &o->area;
    for (; *count <= (size_t)a->column_last; (*count)++)
        cells[*count] = (struct cell){.kind = CELL_EMPTY};
    for (int64_t c = a->column; c <= a->column_last; c++) {
        if (number == a->row && c == a->column)
            continue;
        cells[c] = o->cell;
        cells[c].is_merged = true;
        cells[c].merge_down = number > a->row;
    }
}

bool merge_fill(struct merges *m, int64_t number, struct cell *cells, size_t *count,
                struct fault *f)
{
    merge_begin_at(m, number, cells, *count);
    size_t kept = 0;
    for (size_t i = 0; i < m->open.count; i++) {
        struct merge_open *o = m->open.items[i];
        m->steps += 1 + o->area.column_last - o->area.column;
        if (number > o->area.row_last) {
            memory_free(o);
            continue;
        }
        area_fill(o, number, cells, count);
        m->open.items[kept++] = o;
    }
    m->open.count = kept;
    if (m->steps > STEPS_MAX)
        return fault_set(f, FAULT_LIMIT, "the merged areas of a sheet overlap too much");
    return true;
}

void merge_clear(struct merges *m)
{
    for (size_t i = 0; i < m->open.count; i++)
        memory_free(m->open.items[i]);
    arena_clear(&m->arena);
    *m = (struct merges){.steps = m->steps};
}
