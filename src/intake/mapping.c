#include "intake/mapping.h"

#include "base/language.h"
#include "intake/cell.h"

#define CELLS_MAX 32
#define HEADINGS_ENOUGH 4 /* so many that they tell a sheet without its title */

struct reading_mapping {
    const struct title_index *titles;
    struct arena *a;
    struct mapping *m;
    struct mapping_part *part; /* being read; NULL before the first */
    struct text cells[CELLS_MAX];
    size_t count;
    int line;
};

/* ---- one line ---- */

static bool line_fault(const struct reading_mapping *r, struct fault *f, const char *what,
                       struct text which)
{
    return fault_set(f, FAULT_INPUT, "mappings/%.*s.tsv:%d: %s \"%.*s\"", TEXT_ARG(r->m->name),
                     r->line, tr(what), TEXT_ARG(which));
}

static struct text normal_of(struct arena *a, struct text heading)
{
    struct text unit;
    return title_normal(a, heading, &unit);
}

static void texts_take(const struct reading_mapping *r, text_list *out, bool as_headings)
{
    for (size_t i = 1; i < r->count; i++)
        LIST_ADD(r->a, out, as_headings ? normal_of(r->a, r->cells[i]) : r->cells[i]);
}

static bool subject_take(struct reading_mapping *r, struct fault *f)
{
    struct mapping *m = r->m;
    if (r->count != 4)
        return line_fault(r, f, "wanted: subject TYPE CODE NAME, not", r->cells[0]);
    m->subject = catalogue_type_find(r->titles->catalogue, r->cells[1]);
    m->code = normal_of(r->a, r->cells[2]);
    m->subject_name = normal_of(r->a, r->cells[3]);
    return m->subject || line_fault(r, f, "there is no record type", r->cells[1]);
}

static bool demand_take(struct reading_mapping *r, struct fault *f)
{
    struct mapping_demand d = {.heading = r->cells[1]};
    struct text heading, value = r->cells[1];
    if (r->count != 3 || !text_split(&heading, &value, '=') || !value.p)
        return line_fault(r, f, "wanted: demands HEADING=VALUE OTHER, not", r->cells[0]);
    d.heading = normal_of(r->a, heading);
    d.value = value;
    d.other = normal_of(r->a, r->cells[2]);
    LIST_ADD(r->a, &r->m->demands, d);
    return true;
}

static bool base_take(enum part_base *out, struct text word)
{
    static const struct {
        const char *word;
        enum part_base base;
    } words[] = {{"keeps", BASE_KEEPS}, {"renews", BASE_RENEWS}, {"self", BASE_SELF}};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (text_is(word, words[i].word)) {
            *out = words[i].base;
            return true;
        }
    return false;
}

static bool part_take(struct reading_mapping *r, struct fault *f)
{
    struct mapping_part part = {0};
    part.type = r->count > 1 ? catalogue_type_find(r->titles->catalogue, r->cells[1]) : NULL;
    if (!part.type)
        return line_fault(r, f, "there is no record type", r->cells[r->count > 1]);
    for (size_t i = 2; i < r->count; i++) {
        struct text cell = r->cells[i];
        if (base_take(&part.base, cell))
            continue;
        if (!text_starts(cell, TEXT("when ")))
            return line_fault(r, f, "neither keeps, renews, self nor when:", cell);
        struct text heading, rest = text_slice(cell, 5, cell.n);
        text_split(&heading, &rest, '=');
        part.when = normal_of(r->a, heading);
        part.when_values = rest.p ? rest : (struct text){"", 0};
    }
    LIST_ADD(r->a, &r->m->parts, part);
    r->part = &r->m->parts.items[r->m->parts.count - 1];
    return true;
}

static bool path_take(const struct column_path **out, const struct reading_mapping *r,
                      struct text path, struct fault *f)
{
    *out = path_find(r->titles, r->part->type, path);
    return *out || line_fault(r, f, "that record type has no field", path);
}

static bool constant_take(struct reading_mapping *r, struct fault *f)
{
    struct constant c = {.from = r->cells[0]};
    if (r->count != 3)
        return line_fault(r, f, "wanted: PATH VALUE behind", r->cells[0]);
    TRY(path_take(&c.path, r, r->cells[1], f));
    c.value = r->cells[2];
    if (text_is(r->cells[0], "new"))
        LIST_ADD(r->a, &r->part->news, c);
    else
        LIST_ADD(r->a, &r->part->constants, c);
    return true;
}

static bool column_take(struct reading_mapping *r, struct fault *f)
{
    struct mapping_column c = {.heading = r->cells[0], .normal = normal_of(r->a, r->cells[0])};
    if (r->count < 2)
        return line_fault(r, f, "wanted: HEADING PATH, not", r->cells[0]);
    TRY(path_take(&c.path, r, r->cells[1], f));
    for (size_t i = 2; i < r->count; i++) {
        struct text cell = r->cells[i];
        if (text_is(cell, "filled"))
            c.is_filled = true;
        else if (text_is(cell, "first") || text_is(cell, "last"))
            c.month = text_is(cell, "first") ? MONTH_AS_FIRST : MONTH_AS_LAST;
        else if (text_find(cell, TEXT("=")) > 0)
            c.values = cell;
        else
            return line_fault(r, f, "neither filled, first, last nor WRITTEN=CODE:", cell);
    }
    LIST_ADD(r->a, &r->part->columns, c);
    return true;
}

static bool line_take(struct reading_mapping *r, struct fault *f)
{
    struct mapping *m = r->m;
    struct text word = r->cells[0];
    if (text_is(word, "sheet") || text_is(word, "wants")) {
        bool wants = text_is(word, "wants");
        texts_take(r, wants ? &m->wants : &m->titles, wants);
        return true;
    }
    if (text_is(word, "source") || text_is(word, "form")) {
        *(text_is(word, "form") ? &m->form : &m->source) = r->cells[r->count > 1];
        return true;
    }
    if (text_is(word, "note")) {
        m->note = r->cells[r->count > 1];
        return true;
    }
    if (text_is(word, "subject"))
        return subject_take(r, f);
    if (text_is(word, "demands"))
        return demand_take(r, f);
    if (text_is(word, "type"))
        return part_take(r, f);
    if (!r->part)
        return line_fault(r, f, "before the first type there is no line", word);
    return text_is(word, "=") || text_is(word, "new") ? constant_take(r, f) : column_take(r, f);
}

/* ---- a file ---- */

static void line_split(struct reading_mapping *r, struct text line)
{
    struct text cell;
    r->count = 0;
    while (r->count < CELLS_MAX && text_split(&cell, &line, '\t'))
        if (text_trim(cell).n)
            r->cells[r->count++] = text_trim(cell);
}

static bool mapping_whole(const struct reading_mapping *r, struct fault *f)
{
    const struct mapping *m = r->m;
    if (m->parts.count == 0)
        return line_fault(r, f, "no type stands in", m->name);
    if (m->wants.count == 0)
        return line_fault(r, f, "no heading is wanted in", m->name);
    if (m->form.n && !m->subject)
        return line_fault(r, f, "a form needs its subject:", m->name);
    for (size_t i = 0; i < m->parts.count; i++)
        if (m->parts.items[i].base != BASE_NONE && !m->form.n)
            return line_fault(r, f, "no form, yet it says keeps, renews or self:", m->name);
    return true;
}

static struct text name_of_file(struct text path)
{
    for (size_t i = path.n; i > 0; i--)
        if (path.p[i - 1] == '/')
            path = text_slice(path, i, path.n);
    return text_slice(path, 0, path.n - 4); /* .tsv */
}

static bool mapping_read(struct mapping **out, struct arena *a, const struct title_index *t,
                         const struct catalogue_file *file, struct fault *f)
{
    struct reading_mapping r = {.titles = t, .a = a, .m = ARENA_NEW(a, struct mapping)};
    struct text line, rest = file->bytes;
    *r.m = (struct mapping){.name = name_of_file(file->name)};
    while (text_split(&line, &rest, '\n')) {
        r.line++;
        line_split(&r, line);
        if (r.count && !text_starts(r.cells[0], TEXT("#")))
            TRY(line_take(&r, f));
    }
    *out = r.m;
    return mapping_whole(&r, f);
}

bool mappings_read(mapping_list *out, struct arena *a, const struct title_index *t,
                   struct fault *f)
{
    const struct catalogue *c = t->catalogue;
    for (size_t i = 0; i < c->mappings.count; i++) {
        struct mapping *m;
        TRY(mapping_read(&m, a, t, &c->mappings.items[i], f));
        LIST_ADD(a, out, m);
    }
    return true;
}

bool mapping_form_get(const struct mapping **out, const mapping_list *all, struct text name,
                      struct fault *f)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->items[i]->form.n && text_equal(all->items[i]->name, name)) {
            *out = all->items[i];
            return true;
        }
    return fault_set(f, FAULT_ABSENT, "there is no form \"%.*s\"", TEXT_ARG(name));
}

/* ---- which sheet it is ---- */

static bool row_has(const struct sheet_row *row, struct arena *a, struct text heading)
{
    for (size_t i = 0; i < row->cell_count; i++)
        if (text_equal(normal_of(a, row->cells[i].text), heading))
            return true;
    return false;
}

static bool row_has_all(const struct sheet_row *row, struct arena *a, const text_list *wants)
{
    for (size_t i = 0; i < wants->count; i++)
        if (!row_has(row, a, wants->items[i]))
            return false;
    return true;
}

static bool is_called(const struct mapping *m, const struct sheet_head *head, size_t before)
{
    for (size_t i = 0; i < m->titles.count; i++) {
        struct text title = m->titles.items[i];
        if (text_find(head->file, title) >= 0 || text_find(head->sheet, title) >= 0)
            return true;
        for (size_t k = 0; k < before; k++)
            for (size_t c = 0; c < head->rows[k].cell_count; c++)
                if (text_find(head->rows[k].cells[c].text, title) >= 0)
                    return true;
    }
    return false;
}

const struct mapping *mapping_of_sheet(const mapping_list *all, struct arena *a,
                                       const struct sheet_head *head, size_t *row)
{
    SCOPED_ARENA scratch = {0};
    const struct mapping *best = NULL;
    size_t best_value = 0;
    (void)a;
    for (size_t i = 0; i < head->row_count; i++)
        for (size_t k = 0; k < all->count; k++) {
            const struct mapping *m = all->items[k];
            if (!row_has_all(&head->rows[i], &scratch, &m->wants))
                continue;
            bool called = is_called(m, head, i);
            size_t value = m->wants.count + (called ? 100 : 0);
            if ((called || m->form.n || m->wants.count >= HEADINGS_ENOUGH) && value > best_value) {
                best_value = value;
                best = m;
                *row = i;
            }
        }
    return best;
}

/* ---- parts ---- */

struct text mapping_value(struct arena *a, struct text value, struct mapping_context c)
{
    bool is_known = c.day.since_1970 != DAY_FIRST.since_1970;
    if (text_is(value, "@day"))
        return is_known ? day_print(a, c.day) : TEXT("");
    if (text_is(value, "@month"))
        return is_known ? month_print(a, month_of(c.day)) : TEXT("");
    if (text_is(value, "@place"))
        return c.place ? text_printf(a, "%lld", (long long)c.place) : TEXT("");
    return value;
}

/* （务工月监测）已外出务工信息_20231218.xlsx */
struct day mapping_day_of_file(struct text file)
{
    struct day day;
    for (size_t i = file.n; i >= 8; i--) {
        const char *p = file.p + i - 8;
        char iso[] = {p[0], p[1], p[2], p[3], '-', p[4], p[5], '-', p[6], p[7]};
        bool begins = i == 8 || p[-1] < '0' || p[-1] > '9';
        if (begins && day_parse(&day, (struct text){iso, sizeof iso}) && p[0] != '0')
            return day;
    }
    return DAY_FIRST;
}

struct text mapping_part_print(struct arena *a, const struct mapping_part *part,
                               struct mapping_context c)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < part->columns.count; i++)
        buffer_printf(&b, "%.*s=%.*s;", TEXT_ARG(part->columns.items[i].normal),
                      TEXT_ARG(part->columns.items[i].path->path));
    for (size_t i = 0; i < part->constants.count; i++)
        buffer_printf(&b, "%.*s:=%.*s;", TEXT_ARG(part->constants.items[i].path->path),
                      TEXT_ARG(mapping_value(a, part->constants.items[i].value, c)));
    return text_copy(a, buffer_text(&b));
}

const struct mapping_column *mapping_column_of(const struct mapping_part *part,
                                               const struct heading *h)
{
    for (size_t i = 0; i < part->columns.count; i++) {
        const struct mapping_column *c = &part->columns.items[i];
        if (h->path == c->path && (text_equal(h->whole, c->normal) || text_equal(h->low, c->normal)))
            return c;
    }
    return NULL;
}

bool is_one_of(struct text list, struct text t)
{
    for (struct text one; text_split(&one, &list, '|');)
        if (text_equal(text_trim(one), t))
            return true;
    return false;
}

struct text mapping_translate(const struct mapping_column *c, struct text written)
{
    struct text rest = c->values, trimmed = text_trim(written);
    for (struct text one; text_split(&one, &rest, '|');) {
        struct text said, code = one;
        if (text_split(&said, &code, '=') && code.p && text_equal(text_trim(said), trimmed))
            return text_trim(code);
    }
    return written;
}

bool mapping_asks_for(const struct mapping *m, struct text normal)
{
    for (size_t i = 0; i < m->demands.count; i++)
        if (text_equal(m->demands.items[i].heading, normal) ||
            text_equal(m->demands.items[i].other, normal))
            return true;
    for (size_t i = 0; i < m->parts.count; i++)
        if (text_equal(m->parts.items[i].when, normal))
            return true;
    return false;
}

struct text mapping_for_sheet(struct arena *a, struct text mapping, const struct sheet_head *head)
{
    struct text entry, rest = mapping;
    bool is_meant = true;
    SCOPED_BUFFER b = {0};
    if (text_find(mapping, TEXT("@")) < 0)
        return mapping;
    while (rest.n && text_split(&entry, &rest, ';')) {
        struct text t = text_trim(entry);
        if (text_starts(t, TEXT("@"))) {
            t = text_slice(t, 1, t.n);
            is_meant = text_equal(t, head->sheet) || text_equal(t, head->file) ||
                       text_equal(t, text_printf(a, "%.*s/%.*s", TEXT_ARG(head->file),
                                                 TEXT_ARG(head->sheet)));
        } else if (is_meant) {
            buffer_printf(&b, "%.*s;", TEXT_ARG(entry));
        }
    }
    return text_copy(a, buffer_text(&b));
}
