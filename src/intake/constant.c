/*
 * What stands once for all rows: "年度：2018" above the table, "单位：万元", the county in the
 * sheet's name. Taken only where no column says it and only one reading is possible.
 */
#include "intake/cell.h"
#include "intake/heading.h"

#include <string.h>

struct finding_constants {
    struct recognised *r;
    struct arena *a;
    const struct title_index *t;
    const struct sheet_head *head;
    struct text region; /* "填报单位：昭阳区": a label that only says where from; or empty */
};

static bool has_column(const struct recognised *r, const struct column_path *path)
{
    for (size_t i = 0; i < r->heading_count; i++)
        if (r->headings[i].path == path)
            return true;
    for (size_t i = 0; i < r->constants.count; i++)
        if (r->constants.items[i].path == path)
            return true;
    return false;
}

static void constant_add(struct finding_constants *c, const struct column_path *path,
                         struct text value, struct text from)
{
    LIST_ADD(c->a, &c->r->constants, (struct constant){path, value, from});
}

/* ---- "label：value" ---- */

/* "万元、人" begins with a unit of money; "元谋县" does not. */
static struct text money_unit_in(struct text t)
{
    static const char *const units[] = {"百万元", "万元", "亿元", "千元", "百元", "元"};
    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
        struct text unit = text_from(units[i]);
        if (!text_starts(t, unit))
            continue;
        struct text after = text_slice(t, unit.n, t.n);
        if (after.n == 0 || strchr(",/; ", after.p[0]) || text_starts(after, TEXT("、")))
            return unit;
    }
    return (struct text){"", 0};
}

static void money_unit_apply(struct recognised *r, struct text unit)
{
    for (size_t i = 0; i < r->heading_count; i++) {
        struct heading *h = &r->headings[i];
        if (h->path && h->path->field->type.kind == KIND_MONEY && h->unit.n == 0)
            h->unit = unit;
    }
}

static bool says_where(struct text label)
{
    static const char *const words[] = {"单位", "填报单位", "填报地区",
                                        "地区", "上报单位", "填报县区"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (text_is(label, words[i]))
            return true;
    return region_part_of(label) != PART_WHOLE && label.n <= 18;
}

static void pair_take(struct finding_constants *c, struct text label, struct text value)
{
    struct text unit, title = title_normal(c->a, label, &unit);
    value = text_trim(value);
    if (value.n == 0 || title.n == 0)
        return;
    struct text money = text_ends(title, TEXT("单位")) ? money_unit_in(narrow_text(c->a, value))
                                                       : (struct text){"", 0};
    if (money.n) {
        money_unit_apply(c->r, money);
        return;
    }
    const struct title_use *use = title_in_type(c->t, c->r->type, title);
    if (use && use->strength >= TITLE_FINDS && !has_column(c->r, use->path) &&
        !text_is(title, "单位"))
        constant_add(c, use->path, value,
                     text_printf(c->a, "%.*s：%.*s", TEXT_ARG(label), TEXT_ARG(value)));
    else if (says_where(title))
        c->region = value;
}

static ptrdiff_t colon_find(struct text t, size_t *length)
{
    ptrdiff_t wide = text_find(t, TEXT("：")), narrow = text_find(t, TEXT(":"));
    bool is_wide = wide >= 0 && (narrow < 0 || wide < narrow);
    *length = is_wide ? 3 : 1;
    return is_wide ? wide : narrow;
}

/* One segment of a line: up to two spaces in a row, or an ideographic one. */
static struct text segment_take(struct text *rest)
{
    struct text t = text_trim(*rest);
    size_t i = 0;
    while (i < t.n && !(t.p[i] == ' ' && i + 1 < t.n && t.p[i + 1] == ' ') && t.p[i] != '\t' &&
           t.p[i] != '\n' && !text_starts(text_slice(t, i, t.n), TEXT("　")))
        i++;
    *rest = text_slice(t, i, t.n);
    return text_slice(t, 0, i);
}

static void line_take(struct finding_constants *c, const struct sheet_row *row)
{
    struct text label = {"", 0}; /* "县区：" whose value stands in the next cell */
    for (size_t i = 0; i < row->cell_count; i++) {
        struct text rest = row->cells[i].text;
        if (i && row->cells[i].is_merged && text_equal(rest, row->cells[i - 1].text))
            continue;
        while ((rest = text_trim(rest)).n) {
            size_t length;
            struct text segment = segment_take(&rest);
            ptrdiff_t at = colon_find(segment, &length);
            if (at < 0 && label.n) {
                pair_take(c, label, segment);
                label.n = 0;
            } else if (at > 0) {
                label = text_slice(segment, 0, (size_t)at);
                struct text value = text_slice(segment, (size_t)at + length, segment.n);
                pair_take(c, label, value);
                label.n = text_trim(value).n ? 0 : label.n;
            }
        }
    }
}

/* ---- what the names say ---- */

struct county_search {
    struct text in;
    const struct region *found;
    size_t count;
};

static struct text short_name(struct text name)
{
    static const char *const endings[] = {"自治县", "县", "区", "市"};
    for (size_t i = 0; i < 4; i++)
        if (text_ends(name, text_from(endings[i])) && name.n - strlen(endings[i]) >= 6)
            return text_slice(name, 0, name.n - strlen(endings[i]));
    return name;
}

static void county_take(void *self, const struct region *region)
{
    struct county_search *s = self;
    if (text_find(s->in, short_name(region->name)) < 0)
        return;
    s->found = region;
    s->count++;
}

/* The one county of the west that the sheet's name says, else the lines above, else the file. */
static const struct region *county_find(struct finding_constants *c, struct text *from)
{
    const struct catalogue *catalogue = c->t->catalogue;
    struct text places[] = {c->region, c->head->sheet, c->r->titles, c->head->file};
    for (size_t i = 0; i < 4; i++) {
        struct county_search s = {.in = places[i]};
        if (places[i].n)
            region_each_child(catalogue->regions, catalogue->programme.west, county_take, &s);
        *from = places[i];
        if (s.count)
            return s.count == 1 ? s.found : NULL;
    }
    return NULL;
}

static bool year_at(struct text t, size_t i, int *year)
{
    *year = 0;
    for (size_t k = i; k < i + 4; k++) {
        if (k >= t.n || t.p[k] < '0' || t.p[k] > '9')
            return false;
        *year = *year * 10 + (t.p[k] - '0');
    }
    bool alone = (i == 0 || t.p[i - 1] < '0' || t.p[i - 1] > '9');
    return alone && *year >= 1990 && *year <= 2100;
}

/* "2019年" or, with a month, "2019年7月"; false where none or two different ones stand there. */
static bool date_in_titles(struct finding_constants *c, bool month, struct text *out)
{
    SCOPED_BUFFER both = {0};
    buffer_add(&both, narrow_text(c->a, c->r->titles));
    buffer_printf(&both, "\n%.*s", TEXT_ARG(c->head->file));
    struct text t = text_copy(c->a, buffer_text(&both));
    *out = (struct text){"", 0};
    for (size_t i = 0; i < t.n; i++) {
        int year;
        size_t end = i + 4;
        if (!year_at(t, i, &year) || !text_starts(text_slice(t, end, t.n), TEXT("年")))
            continue;
        end += 3;
        size_t digits = end;
        while (digits < t.n && digits < end + 2 && t.p[digits] >= '0' && t.p[digits] <= '9')
            digits++;
        if (month && (digits == end || !text_starts(text_slice(t, digits, t.n), TEXT("月"))))
            continue;
        struct text found = text_slice(t, i, month ? digits + 3 : end);
        if (out->n && !text_equal(*out, found))
            return false;
        *out = found;
    }
    return out->n > 0;
}

/* ---- fields that no column fills ---- */

static bool is_wanted(const struct record_type *type, const struct field *field)
{
    for (size_t i = 0; i < type->key_count; i++)
        if (type->key[i] == field)
            return true;
    return field->required && field->fallback.is == VALUE_NONE;
}

/* The path of a region that a record's place is read from, `worker.home` or `place`. */
static const struct column_path *place_path(const struct title_index *t,
                                            const struct record_type *type, const struct node *n)
{
    if (!n || n->kind != NODE_PATH || n->step_count == 0)
        return NULL;
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < n->step_count; i++) {
        if (!n->steps[i].field)
            return NULL;
        buffer_add_str(&b, i ? "." : "");
        buffer_add(&b, n->steps[i].field->name);
    }
    return path_find(t, type, buffer_text(&b));
}

static bool takes_county(const struct column_path *path)
{
    return path->field->type.kind == KIND_REGION && path->field->type.level <= LEVEL_COUNTY;
}

static void place_fill(struct finding_constants *c)
{
    const struct column_path *path = place_path(c->t, c->r->type, c->r->type->place);
    struct text from;
    if (!path || !takes_county(path) || has_column(c->r, path))
        return;
    if (path->depth && !path->refs[path->depth - 1]->or_new)
        return;
    const struct region *county = county_find(c, &from);
    if (county)
        constant_add(c, path, region_code_print(c->a, county->code), county->name);
}

static void party_fill(struct finding_constants *c)
{
    const struct column_path *path = place_path(c->t, c->r->type, c->r->type->party);
    const struct party *found = NULL;
    size_t count = 0;
    if (!path || path->depth || !takes_county(path) || has_column(c->r, path) ||
        !is_wanted(c->r->type, path->field))
        return;
    const struct catalogue *catalogue = c->t->catalogue;
    for (size_t i = 0; i < catalogue->parties.count; i++) {
        const struct party *p = catalogue->parties.items[i];
        struct text name = short_name(region_name(c->a, catalogue->regions, p->region));
        if (text_find(c->r->titles, name) < 0 && text_find(c->head->file, name) < 0)
            continue;
        found = p;
        count++;
    }
    if (count == 1)
        constant_add(c, path, region_code_print(c->a, found->region),
                     region_name(c->a, catalogue->regions, found->region));
}

static void dates_fill(struct finding_constants *c)
{
    const path_list *list = &c->t->paths[c->r->type->index];
    for (size_t i = 0; i < list->count; i++) {
        const struct column_path *path = list->items[i];
        enum kind kind = path->field->type.kind;
        struct text found;
        if (path->depth || has_column(c->r, path) || !is_wanted(c->r->type, path->field) ||
            (kind != KIND_YEAR && kind != KIND_MONTH))
            continue;
        if (date_in_titles(c, kind == KIND_MONTH, &found))
            constant_add(c, path, found, found);
    }
}

void constants_find(struct recognised *r, struct arena *a, const struct title_index *t,
                    const struct sheet_head *head)
{
    struct finding_constants c = {r, a, t, head, {"", 0}};
    for (size_t i = 0; i < r->heading_first; i++)
        line_take(&c, &head->rows[i]);
    dates_fill(&c);
    place_fill(&c);
    party_fill(&c);
}
