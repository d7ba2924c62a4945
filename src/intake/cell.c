#include "intake/cell.h"
#include "base/language.h"

#include <string.h>

#define TEXT_BYTES_MAX 4000
#define EMPTY_MARK_BYTES_MAX 12
#define REGIONS_CACHED_MAX 40000

enum reading refuse_cell(struct problem *p, const char *kind, struct text wanted, struct text says)
{
    *p = (struct problem){FINDING_REFUSE, kind, wanted, says};
    return READING_REFUSED;
}

/* By length first: most cells are told apart by that alone. */
static bool is_one_of(struct text t, const struct text *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (words[i].n == t.n && memcmp(words[i].p, t.p, t.n) == 0)
            return true;
    return false;
}
#define IS_ONE_OF(t, words) is_one_of((t), (words), sizeof(words) / sizeof(*(words)))
#define T(literal)                                                                                 \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }

bool is_empty_mark(struct text t, const struct field *field)
{
    static const struct text marks[] = {
        T("—"),  T("——"),  T("-"),   T("--"),   T("---"),  T("/"),    T("//"),    T("\\"),
        T("空"), T("N/A"), T("n/a"), T("NA"),   T("暂无"), T("未填"), T("待填"),  T("无数据"),
        T("／"), T("－"),  T("…"),   T("NULL"), T("null"), T("(空)"), T("（空）")};
    static const struct text open_ends[] = {T("至今"), T("今"),   T("现在"), T("目前"),
                                            T("长期"), T("在岗"), T("在职"), T("未离岗")};
    if (t.n == 0)
        return true;
    if (t.n > EMPTY_MARK_BYTES_MAX)
        return false;
    if (IS_ONE_OF(t, marks))
        return true;
    if (text_is(t, "无"))
        return !field || field->type.kind != KIND_BOOL;
    return field && (field->type.kind == KIND_DAY || field->type.kind == KIND_MONTH) &&
           IS_ONE_OF(t, open_ends);
}

/* ---- a column ---- */

static void code_add(struct arena *a, struct map *m, struct text written, const struct code *code)
{
    bool clean;
    struct text key = clean_text(a, narrow_text(a, written), &clean);
    if (key.n && !map_find(m, key))
        map_put(a, m, key, (void *)code);
}

static void codes_index(struct reader *r, struct arena *a)
{
    const struct code_list *list = r->field->type.codes;
    for (size_t i = 0; i < list->count; i++)
        code_add(a, &r->codes, list->codes[i].code, &list->codes[i]);
    for (size_t i = 0; i < list->count; i++) {
        const struct code *c = &list->codes[i];
        code_add(a, &r->codes, c->label.zh, c);
        code_add(a, &r->codes, c->label.en, c);
        for (size_t k = 0; k < c->reads.count; k++)
            code_add(a, &r->codes, c->reads.items[k], c);
        const struct word *w = catalogue_word_find(r->catalogue, c->code);
        for (size_t k = 0; w && k < w->zh.count; k++)
            code_add(a, &r->codes, w->zh.items[k].text, c);
        for (size_t k = 0; w && k < w->reads.count; k++)
            code_add(a, &r->codes, w->reads.items[k], c);
    }
}

static void truth_add(struct reader *r, struct arena *a, struct text word, const bool *means)
{
    map_put(a, &r->truths, word, (void *)means);
    if (!*means)
        return;
    static const bool no = false;
    struct text opposite = text_printf(a, "非%.*s", TEXT_ARG(word));
    if (!map_find(&r->truths, opposite))
        map_put(a, &r->truths, opposite, (void *)&no);
}

/* The common signs, and the words of the field: a 贫困户 in the column 是否建档立卡 is one. */
static void truths_index(struct reader *r, struct arena *a)
{
    static const bool yes = true, no = false;
    static const struct text yeses[] = {T("是"),  T("√"),    T("1"),    T("Y"),  T("y"), T("YES"),
                                        T("Yes"), T("TRUE"), T("true"), T("T"),  T("✓"), T("✔"),
                                        T("☑"),   T("对"),   T("有"),   T("已"), T("v"), T("V")};
    static const struct text noes[] = {T("否"), T("×"),     T("0"),     T("N"),  T("n"),  T("NO"),
                                       T("No"), T("FALSE"), T("false"), T("F"),  T("✗"),  T("✘"),
                                       T("✕"),  T("无"),    T("没有"),  T("未"), T("非"), T("不是"),
                                       T("x"),  T("X"),     T("☐")};
    for (size_t i = 0; i < sizeof(noes) / sizeof(*noes); i++)
        map_put(a, &r->truths, noes[i], (void *)&no);
    for (size_t i = 0; i < sizeof(yeses) / sizeof(*yeses); i++)
        map_put(a, &r->truths, yeses[i], (void *)&yes);
    const struct word *w = catalogue_word_find(r->catalogue, r->field->name);
    for (size_t k = 0; w && k < w->zh.count; k++)
        truth_add(r, a, w->zh.items[k].text, &yes);
    for (size_t k = 0; w && k < w->reads.count; k++)
        truth_add(r, a, w->reads.items[k], &yes);
}

static bool is_number_kind(enum kind k)
{
    return k == KIND_INT || k == KIND_MONEY || k == KIND_DECIMAL;
}

bool reader_init(struct reader *r, struct arena *a, const struct catalogue *c,
                 const struct field *field, struct text unit, struct region_cache *regions,
                 struct fault *f)
{
    *r = (struct reader){.field = field, .catalogue = c, .scale = {1, 1}, .regions = regions};
    if (field->type.kind == KIND_CODE)
        codes_index(r, a);
    if (field->type.kind == KIND_BOOL)
        truths_index(r, a);
    if (unit.n == 0 || !is_number_kind(field->type.kind))
        return true;
    r->unit_is_percent = text_is(unit, "%");
    if (r->unit_is_percent || scale_find(&r->scale, c, field, unit))
        return true;
    r->scale = (struct scale){1, 1};
    if (field->type.kind == KIND_MONEY)
        return fault_set(f, FAULT_INPUT, "\"%.*s\" is not a unit of money that is known",
                         TEXT_ARG(unit));
    return fault_set(f, FAULT_INPUT, "\"%.*s\" is not a unit of this column", TEXT_ARG(unit));
}

/* ---- kinds ---- */

static enum reading bool_read(struct value *out, struct arena *a, const struct reader *r,
                              struct text t, struct problem *p)
{
    const bool *means = map_find(&r->truths, t);
    if (!means)
        means = map_find(&r->truths, narrow_text(a, t));
    if (means) {
        *out = VALUE_OF_INT(*means);
        return READING_VALUE;
    }
    return refuse_cell(
        p, "not_yes_or_no", text_from(tr("yes or no: 是, 否, √")),
        text_printf(a, tr("\"%.*s\" is neither yes nor no"), TEXT_ARG(cell_shown(a, r->field, t))));
}

static struct text codes_wanted(struct arena *a, const struct code_list *list)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < list->count && i < 8; i++) {
        buffer_add_str(&b, i ? "、" : "");
        buffer_add(&b, label_now(list->codes[i].label));
    }
    if (list->count > 8)
        buffer_add_str(&b, " …");
    return text_copy(a, buffer_text(&b));
}

static enum reading code_read_cell(struct value *out, struct arena *a, const struct reader *r,
                                   struct text t, struct problem *p)
{
    const struct code *code = map_find(&r->codes, t);
    if (!code) {
        bool clean;
        code = map_find(&r->codes, clean_text(a, narrow_text(a, t), &clean));
    }
    if (code) {
        *out = VALUE_OF_TEXT(code->code);
        return READING_VALUE;
    }
    if (is_empty_mark(t, r->field))
        return READING_EMPTY;
    return refuse_cell(p, "unknown_code", codes_wanted(a, r->field->type.codes),
                       text_printf(a, tr("\"%.*s\" is none of the list \"%.*s\""),
                                   TEXT_ARG(cell_shown(a, r->field, t)),
                                   TEXT_ARG(label_now(r->field->label))));
}

void region_cache_clear(struct region_cache *c)
{
    arena_clear(&c->arena);
    c->found = (struct map){0};
}

/* A place on the eastern side is looked for in each party before it is looked for everywhere. */
static bool region_find_written(int64_t *out, const struct reader *r, struct text t,
                                struct fault *f)
{
    const struct catalogue *c = r->catalogue;
    if (r->is_eastern)
        for (size_t i = 0; i < c->parties.count; i++) {
            struct fault none = {0};
            if (region_read(out, c->regions, t, c->parties.items[i]->region, r->field->type.level,
                            &none) &&
                region_at_level(*out, region_level_of(c->parties.items[i]->region)) ==
                    c->parties.items[i]->region)
                return true;
        }
    return region_read(out, c->regions, t, r->is_eastern ? 0 : r->within, r->field->type.level, f);
}

/* What a region's name means depends on where it is looked for, and at which level. */
static struct text region_key(struct arena *a, const struct reader *r, struct text t)
{
    int64_t where = r->within * 16 + (int64_t)r->field->type.level * 2 + r->is_eastern;
    char *p = arena_alloc(a, sizeof(where) + t.n);
    memcpy(p, &where, sizeof(where));
    memcpy(p + sizeof(where), t.p, t.n);
    return (struct text){p, sizeof(where) + t.n};
}

static int64_t *region_keep(struct region_cache *cache, struct text key, int64_t code)
{
    if (cache->found.count >= REGIONS_CACHED_MAX)
        region_cache_clear(cache);
    int64_t *kept = ARENA_NEW(&cache->arena, int64_t);
    *kept = code;
    map_put(&cache->arena, &cache->found, text_copy(&cache->arena, key), kept);
    return kept;
}

static enum reading region_read_cell(struct value *out, struct arena *a, const struct reader *r,
                                     struct text t, struct problem *p)
{
    bool clean;
    t = clean_text(a, t, &clean);
    struct text key = region_key(a, r, t);
    int64_t *known = map_find(&r->regions->found, key), code;
    struct fault f = {0};
    if (!known) {
        if (!region_find_written(&code, r, t, &f))
            return refuse_cell(p, "unknown_region", text_from(tr("a region's name or code")),
                               text_copy(a, text_from(f.message)));
        known = region_keep(r->regions, key, code);
    }
    *out = VALUE_OF_INT(*known);
    return READING_VALUE;
}

static bool is_cut_number(const struct cell *cell)
{
    return cell->kind == CELL_NUMBER &&
           (cell->text.n > 15 || memchr(cell->text.p, 'E', cell->text.n));
}

static enum reading free_text_read(struct value *out, struct arena *a, const struct reader *r,
                                   struct text t, const struct cell *cell, struct problem *p)
{
    bool clean;
    struct text value = clean_text(a, t, &clean);
    if (!clean)
        return refuse_cell(p, "control_character", text_from(tr("text without hidden signs")),
                           text_from(tr("the cell holds a control character")));
    if (value.n > TEXT_BYTES_MAX)
        return refuse_cell(p, "too_long", text_from(tr("at most 4000 bytes")),
                           text_printf(a, tr("the cell holds %zu bytes"), value.n));
    if (is_cut_number(cell))
        return refuse_cell(p, "damaged_number", text_from(tr("the number as text")),
                           text_printf(a,
                                       tr("\"%.*s\": a spreadsheet keeps only 15 digits of a "
                                          "number"),
                                       TEXT_ARG(cell_shown(a, r->field, t))));
    if (value.n == 0)
        return READING_EMPTY;
    *out = VALUE_OF_TEXT(value);
    return READING_VALUE;
}

static enum reading text_read(struct value *out, struct arena *a, const struct reader *r,
                              struct text t, const struct cell *cell, struct problem *p)
{
    switch (r->field->type.form) {
    case FORM_IDNO:
        return idno_read(out, a, r, narrow_text(a, t), cell->kind == CELL_NUMBER, p);
    case FORM_PHONE:
        return phone_read(out, a, r, narrow_text(a, t), p);
    case FORM_USCC:
        return uscc_read(out, a, r, narrow_text(a, t), p);
    case FORM_FREE:
        break;
    }
    return free_text_read(out, a, r, t, cell, p);
}

static enum reading plain_read(struct value *out, struct arena *a, const struct reader *r,
                               struct text t, const struct cell *cell, struct problem *p)
{
    bool is_number = cell->kind == CELL_NUMBER;
    switch (r->field->type.kind) {
    case KIND_TEXT:
        return text_read(out, a, r, t, cell, p);
    case KIND_INT:
    case KIND_MONEY:
    case KIND_DECIMAL:
        return number_read(out, a, r, narrow_text(a, t), is_number, p);
    case KIND_DAY:
        return day_read(out, a, r, narrow_text(a, t), is_number, p);
    case KIND_MONTH:
        return month_read(out, a, r, narrow_text(a, t), is_number, p);
    case KIND_YEAR:
        return year_read(out, a, r, narrow_text(a, t), p);
    case KIND_BOOL:
        return bool_read(out, a, r, t, p);
    case KIND_REGION:
        return region_read_cell(out, a, r, t, p);
    case KIND_CODE:
    case KIND_REF:
        break;
    }
    return code_read_cell(out, a, r, t, p);
}

/* ="530602..." is how a CSV keeps a spreadsheet from reading digits as a number. */
static struct text guard_remove(struct text t)
{
    t = text_trim(t);
    if (t.n >= 3 && t.p[0] == '=' && t.p[1] == '"' && t.p[t.n - 1] == '"')
        return text_trim(text_slice(t, 2, t.n - 1));
    return t;
}

enum reading cell_read(struct value *out, struct arena *scratch, const struct reader *r,
                       const struct cell *cell, struct problem *p)
{
    p->kind = NULL;
    *out = VALUE_ABSENT;
    if (cell->kind == CELL_ERROR)
        return refuse_cell(p, "formula_error", text_from(tr("a value")),
                           text_printf(scratch, tr("the formula of this cell gives \"%.*s\""),
                                       TEXT_ARG(cell_shown(scratch, r->field, cell->text))));
    struct text t = guard_remove(cell->text);
    if (t.n == 0) {
        if (cell->is_formula && cell->kind == CELL_EMPTY)
            return refuse_cell(p, "formula_without_value", text_from(tr("a value")),
                               text_from(tr("the file keeps no value for this formula")));
        return READING_EMPTY;
    }
    if (t.n <= EMPTY_MARK_BYTES_MAX && r->field->type.kind != KIND_CODE &&
        is_empty_mark(t, r->field))
        return READING_EMPTY;
    return plain_read(out, scratch, r, t, cell, p);
}
