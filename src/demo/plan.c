#include "demo/plan.h"

#include "base/embedded.h"

static int64_t code_of(struct text digits)
{
    int64_t code = 0;
    for (size_t i = 0; i < 12; i++)
        code = code * 10 + (i < digits.n ? digits.p[i] - '0' : 0);
    return digits.n ? code : 0;
}

static int64_t number_of(struct text t)
{
    int64_t n = 0;
    for (size_t i = 0; i < t.n; i++)
        n = n * 10 + (t.p[i] - '0');
    return n;
}

static bool is_digits(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] < '0' || t.p[i] > '9')
            return false;
    return t.n <= 15;
}

static bool period_read(struct plan_row *row, struct text t, struct fault *f)
{
    struct month m;
    row->first = DAY_FIRST;
    row->last = DAY_LAST;
    if (t.n == 0)
        return true;
    if (t.n == 4 && is_digits(t)) {
        day_make(&row->first, (int)number_of(t), 1, 1);
        day_make(&row->last, (int)number_of(t), 12, 31);
        return true;
    }
    if (month_parse(&m, t)) {
        row->first = month_first(m);
        row->last = month_last(m);
        row->is_month = true;
        return true;
    }
    if (!day_parse(&row->first, t))
        return fault_set(f, FAULT_INPUT, "the plan has a period \"%.*s\"", TEXT_ARG(t));
    row->last = row->first;
    return true;
}

static bool row_read(struct plan_row *row, struct text line, struct fault *f)
{
    struct text cells[11] = {0};
    for (size_t i = 0; i < 11 && text_split(&cells[i], &line, '\t'); i++)
        ;
    row->part = cells[0];
    row->kind = cells[4];
    row->name = cells[10];
    if (!is_digits(cells[1]) || !is_digits(cells[2]))
        return fault_set(f, FAULT_INPUT, "the plan has a place \"%.*s\"", TEXT_ARG(cells[1]));
    row->place = code_of(cells[1]);
    row->party = code_of(cells[2]);
    TRY(period_read(row, cells[3], f));
    for (size_t i = 0; i < 5; i++) {
        if (!is_digits(cells[5 + i]))
            return fault_set(f, FAULT_INPUT, "the plan has a number \"%.*s\"",
                             TEXT_ARG(cells[5 + i]));
        row->n[i] = number_of(cells[5 + i]);
    }
    return true;
}

bool plan_read(struct plan *out, struct arena *a, struct text tsv, struct fault *f)
{
    struct text line, rest = tsv;
    bool is_heading = true;
    while (text_split(&line, &rest, '\n')) {
        if (line.n == 0 || line.p[0] == '#')
            continue;
        if (is_heading) {
            is_heading = false;
            continue;
        }
        struct plan_row row = {0};
        TRY(row_read(&row, line, f));
        LIST_ADD(a, &out->rows, row);
    }
    return true;
}

bool plan_embedded(struct plan *out, struct arena *a, struct fault *f)
{
    const struct embedded *file = embedded_find(TEXT("demo/plan.tsv"));
    if (!file)
        return fault_set(f, FAULT_SYSTEM, "demo/plan.tsv is not in this binary");
    return plan_read(out, a, file->bytes, f);
}

const struct plan_row *plan_next(const struct plan *p, const char *part,
                                 const struct plan_row *after)
{
    size_t i = after ? (size_t)(after - p->rows.items) + 1 : 0;
    for (; i < p->rows.count; i++)
        if (text_is(p->rows.items[i].part, part))
            return &p->rows.items[i];
    return NULL;
}
