#include "prove/named.h"
#include "prove/words.h"

#define FORM_CELLS_LEAST 3
#define BIGRAMS 65536u

/* Longest first: the first that fits is taken off. */
static const char *const legal[] = {"有限责任公司", "股份有限公司",
                                    "集团有限公司", "（集团）有限公司",
                                    "有限公司",     "股份公司",
                                    "总公司",       "分公司",
                                    "公司",         NULL};
static const char *const kinds[] = {"易地扶贫搬迁安置示范点",
                                    "易地扶贫搬迁安置区",
                                    "易地扶贫搬迁安置点",
                                    "易地搬迁安置区",
                                    "易地搬迁安置点",
                                    "移民安置示范点",
                                    "移民安置点",
                                    "集中安置区",
                                    "集中安置点",
                                    "安置示范点",
                                    "安置小区",
                                    "安置社区",
                                    "安置区",
                                    "安置点",
                                    "扶贫示范点",
                                    "示范点",
                                    "示范村",
                                    "产业示范园",
                                    "产业园区",
                                    "产业园",
                                    "示范园",
                                    "工业园区",
                                    "工业园",
                                    "示范基地",
                                    "种植基地",
                                    "养殖基地",
                                    "基地",
                                    "产业化项目",
                                    "项目",
                                    "园区",
                                    "集团",
                                    NULL};

struct form {
    const struct named *of[CALLED_MOST];
    size_t count;
    bool is_ambiguous;
};

struct finder {
    struct arena *arena;
    const struct gazetteer *gazetteer;
    const struct vocabulary *words;
    const struct cells *cells;
    unsigned char *seen; /* BIGRAMS bits: pairs of characters that the text has */
    struct lexicon forms;
};

/* One name of a record, which may have several. */
struct name {
    const struct named *named;
    struct text text, core; /* as recorded; without places in front */
};

struct names {
    LIST(struct name) list;
    size_t records;
};

static uint32_t bigram_of(uint32_t first, uint32_t second)
{
    return (first * 31421u + second * 6927u) % BIGRAMS;
}

static void bigrams_read(struct finder *d)
{
    d->seen = ARENA_ARRAY(d->arena, unsigned char, BIGRAMS / 8);
    for (size_t i = 0; i < BIGRAMS / 8; i++)
        d->seen[i] = 0;
    for (size_t i = 0; i + 1 < d->cells->count; i++) {
        uint32_t b = bigram_of(cell_at(d->cells, i), cell_at(d->cells, i + 1));
        d->seen[b / 8] |= (unsigned char)(1u << b % 8);
    }
}

static bool may_stand(const struct finder *d, struct text form)
{
    size_t length, second;
    if (form.n == 0)
        return false;
    uint32_t first = utf8_next(form, &length);
    if (length >= form.n)
        return false;
    uint32_t b = bigram_of(first, utf8_next(text_slice(form, length, form.n), &second));
    return d->seen[b / 8] & (1u << b % 8);
}

/* ---- forms of one name ---- */

static struct text ending_off(struct text name, const char *const *endings)
{
    for (const char *const *e = endings; *e; e++)
        if (text_ends(name, text_from(*e)) && name.n > text_from(*e).n)
            return text_slice(name, 0, name.n - text_from(*e).n);
    return name;
}

struct text name_core(const struct gazetteer *g, struct text name)
{
    return gazetteer_strip(g, ending_off(name, legal));
}

bool named_is_business(const struct named *n)
{
    static const char *const words[] = {"公司", "集团", "合作社", "企业", "厂", NULL};
    bool legal_person = false;
    for (size_t i = 0; i < n->type->field_count; i++)
        legal_person |=
            n->type->fields[i].type.form == FORM_USCC && n->type->fields[i].type.kind == KIND_TEXT;
    for (const char *const *w = words; legal_person && *w; w++)
        if (text_find(n->name, text_from(*w)) >= 0)
            return true;
    return !legal_person;
}

static void form_add(struct finder *d, struct text form, const struct named *named)
{
    if (!may_stand(d, form) || gazetteer_knows(d->gazetteer, form))
        return;
    struct form *f = lexicon_find(&d->forms, form);
    if (!f) {
        f = ARENA_NEW(d->arena, struct form);
        lexicon_add(d->arena, &d->forms, text_copy(d->arena, form), f);
    }
    for (size_t i = 0; i < f->count; i++) {
        if (f->of[i]->type == named->type && f->of[i]->record == named->record)
            return;
        f->is_ambiguous |= f->of[i]->type == named->type;
    }
    if (f->count == CALLED_MOST)
        f->is_ambiguous = true;
    else
        f->of[f->count++] = named;
}

static void form_offer(struct finder *d, struct text form, const struct named *named)
{
    if (utf8_count(form) >= FORM_CELLS_LEAST)
        form_add(d, form, named);
}

static void forms_add(struct finder *d, struct text name, const struct named *named)
{
    struct text plain = ending_off(name, legal), core = gazetteer_strip(d->gazetteer, plain);
    if (utf8_count(name) >= 2)
        form_add(d, name, named);
    form_offer(d, plain, named);
    form_offer(d, core, named);
    form_offer(d, ending_off(plain, kinds), named);
    form_offer(d, ending_off(core, kinds), named);
}

/* ---- names of the ledger ---- */

static const struct field *key_alone(const struct record_type *t)
{
    const struct field *k = t->key_count == 1 ? t->key[0] : NULL;
    return k && k->type.kind == KIND_TEXT && k->class == CLASS_OPEN ? k : t->named[0];
}

/* A condition holds it in single quotation marks, and its scope in double ones. */
static bool is_quotable(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] == '\'' || t.p[i] == '"' || (unsigned char)t.p[i] < ' ')
            return false;
    return t.n > 0;
}

static void row_take(struct names *out, struct arena *a, const struct gazetteer *g,
                     const struct record_type *t, struct stmt *q)
{
    struct named *named = ARENA_NEW(a, struct named);
    *named = (struct named){.type = t,
                            .record = stmt_int(q, 0),
                            .name = text_copy(a, stmt_text(q, 2)),
                            .by = key_alone(t),
                            .value = text_copy(a, stmt_text(q, 1))};
    for (size_t i = 0; i < t->named_count && is_quotable(named->value); i++) {
        struct text name = i ? text_copy(a, stmt_text(q, (int)i + 2)) : named->name;
        LIST_ADD(a, &out->list, (struct name){named, name, gazetteer_strip(g, name)});
    }
}

static bool type_read(struct names *out, struct arena *a, struct ledger *l,
                      const struct gazetteer *g, const struct record_type *t, int64_t known,
                      struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *q = NULL;
    buffer_printf(&sql, "SELECT record, \"%.*s\"", TEXT_ARG(key_alone(t)->name));
    for (size_t i = 0; i < t->named_count; i++)
        buffer_printf(&sql, ", \"%.*s\"", TEXT_ARG(t->named[i]->name));
    buffer_printf(&sql,
                  " FROM %.*s WHERE since <= ?1 AND ?1 < until AND void_why IS NULL"
                  " AND same_as IS NULL",
                  TEXT_ARG(t->table));
    TRY(stmt_prepare(&q, l->store, buffer_text(&sql), f));
    stmt_bind_int(q, 1, known ? known : l->head);
    for (bool row = true; out->records < NAMES_MOST; out->records++) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            break;
        row_take(out, a, g, t, q);
    }
    return true;
}

bool named_read(struct names **out, struct arena *a, struct ledger *l, const struct viewer *v,
                const struct gazetteer *g, int64_t known, struct fault *f)
{
    *out = ARENA_NEW(a, struct names);
    for (size_t i = 0; i < l->catalogue->types.count; i++) {
        const struct record_type *t = l->catalogue->types.items[i];
        if (t->named_count && viewer_sees_type(v, t))
            TRY(type_read(*out, a, l, g, t, known, f));
    }
    return true;
}

/* ---- where they stand ---- */

/* Two characters are a name only beside a word of business, in marks, or in a row of names. */
static bool is_borne_out(const struct cells *c, size_t from, size_t to)
{
    static struct words behind = {.list = {"集团", "公司", "企业", "股份", "鞋业", "农业",
                                           "科技", "电子", "实业", "食品", "药业", "纺织",
                                           "服饰", "智能", "项目", "产业", "基地", "车间",
                                           "园",   "厂",   "安置", "”"}};
    return to - from > 2 || cells_match_any(c, to, &behind) > 0;
}

/* 人力资源服务: the core of some firm's name, but here a word of the field. */
static bool is_word(const struct finder *d, size_t from, size_t to)
{
    struct lexicon_hit hits[LEXICON_CELLS_MAX];
    size_t first = from > LEXICON_CELLS_MAX ? from - LEXICON_CELLS_MAX : 0;
    for (size_t i = first; i <= from; i++)
        if (lexicon_at(&d->words->phrases, d->cells, i, hits) && i + hits[0].cells >= to)
            return true;
    return false;
}

static void calling_add(struct callings *out, struct arena *a, size_t from, size_t to,
                        const struct form *f)
{
    struct calling k = {.from = from, .to = to, .count = f->count, .is_ambiguous = f->is_ambiguous};
    for (size_t i = 0; i < f->count; i++)
        k.of[i] = f->of[i];
    LIST_ADD(a, out, k);
}

static void callings_read(struct callings *out, struct finder *d)
{
    struct lexicon_hit hits[LEXICON_CELLS_MAX];
    *out = (struct callings){0};
    for (size_t i = 0; i < d->cells->count;) {
        size_t n = lexicon_at(&d->forms, d->cells, i, hits);
        if (n == 0 || !is_borne_out(d->cells, i, i + hits[0].cells) ||
            is_word(d, i, i + hits[0].cells)) {
            i++;
            continue;
        }
        calling_add(out, d->arena, i, i + hits[0].cells, hits[0].value);
        i += hits[0].cells;
    }
}

void callings_find(struct callings *out, struct arena *a, const struct names *names,
                   const struct gazetteer *g, const struct vocabulary *words, const struct cells *c)
{
    struct finder d = {.arena = a, .gazetteer = g, .words = words, .cells = c};
    *out = (struct callings){0};
    if (names->list.count == 0)
        return;
    bigrams_read(&d);
    for (size_t i = 0; i < names->list.count; i++) {
        const struct name *n = &names->list.items[i];
        if (may_stand(&d, n->text) || may_stand(&d, n->core))
            forms_add(&d, n->text, n->named);
    }
    callings_read(out, &d);
}

size_t callings_from(const struct callings *k, size_t cell)
{
    size_t low = 0, high = k->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (k->items[middle].from < cell)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
