/*
 * Superlatives: 首家, 唯一, 全国第一, 亚洲最大. A text's own figures cannot bear one out; the
 * earliest record of what is named beside it may.
 */
#include "base/language.h"
#include "prove/question.h"

#define WORDS_SHOWN 14 /* cells of the claim that a question shows */

static struct words scopes = {.list = {"全国", "全省", "我省", "国内", "亚洲", "世界", "全球",
                                       "西南", "西部", "全市", "我市", "全县", "我县", "我国",
                                       "国际", "全区", "华南", "西北", "东南亚"}};

/* 首家, 首个: the first of a kind. */
static size_t first_at(const struct cells *c, size_t i)
{
    static struct words words = {.list = {"首家", "首个", "首座", "首条", "首所", "首例", "首款",
                                          "首创", "首次", "首只", "首艘"}};
    return cells_match_any(c, i, &words);
}

static size_t only_at(const struct cells *c, size_t i)
{
    return cells_match(c, i, TEXT("唯一")) && cell_at(c, i + 2) != 0x6027 ? 2 : 0; /* 唯一性 */
}

/* 位居全国第一; 第一书记 and 第一时间 are no rank. */
static size_t rank_at(const struct cells *c, size_t i)
{
    static struct words before = {.list = {"居", "位列", "排名", "名列", "列", "排"}};
    size_t n = cells_match(c, i, TEXT("第一"));
    if (n == 0)
        return 0;
    bool ends = is_clause_end(c, i + n) || is_cell_any(cell_at(c, i + n), U"、的位名“”（");
    return ends && (cells_match_any_back(c, i, &scopes) || cells_match_any_back(c, i, &before)) ? n
                                                                                                : 0;
}

static size_t most_at(const struct cells *c, size_t i, size_t clause)
{
    static struct words words = {.list = {"最大", "最多", "最高", "最快", "最早", "最长", "最强"}};
    static struct words others = {
        .list = {"最大限度", "最大程度", "最大努力", "最大化", "最大的努力", "最高人民", "最多跑"}};
    size_t n = cells_match_any(c, i, &words);
    return n && !cells_match_any(c, i, &others) &&
                   cells_have_any(c, (struct span){clause, i}, &scopes)
               ? n
               : 0;
}

/* ---- the record that could prove it ---- */

struct earliest {
    const struct record_type *type;
    int64_t record, of; /* of: the thing that the record is of */
    struct day day;
};

/* The day field that says when a record of it began, or NULL. */
static const struct field *day_of(const struct record_type *t)
{
    const struct node *w = t->when;
    bool plain = w && w->kind == NODE_PATH && w->step_count == 1 && w->steps[0].field;
    return plain && w->steps[0].field->type.kind == KIND_DAY ? w->steps[0].field : NULL;
}

/* What something with a name is in the programme: the type that is keyed by it alone. */
static const struct record_type *role_of(const struct asking *a, const struct record_type *named)
{
    for (size_t i = 0; i < a->catalogue->types.count; i++) {
        const struct record_type *t = a->catalogue->types.items[i];
        if (t->key_count == 1 && t->key[0]->type.kind == KIND_REF &&
            t->key[0]->type.target == named && day_of(t) && viewer_sees_type(a->viewer, t))
            return t;
    }
    return NULL;
}

/* The field that leads from there to another thing the sentence names: the park it moved into. */
static const struct field *field_to(const struct record_type *t, const struct record_type *target)
{
    const struct field *found = NULL;
    for (size_t i = 0; i < t->field_count; i++)
        if (t->fields[i].type.kind == KIND_REF && t->fields[i].type.target == target &&
            &t->fields[i] != t->key[0]) {
            if (found)
                return NULL;
            found = &t->fields[i];
        }
    return found;
}

static bool earliest_read(struct earliest *out, const struct asking *a, const struct record_type *t,
                          const struct field *by, int64_t value, struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *q = NULL;
    bool row;
    *out = (struct earliest){.type = t};
    buffer_printf(&sql,
                  "SELECT record, \"%.*s\", \"%.*s\" FROM %.*s WHERE since <= ?1 AND ?1 < until"
                  " AND void_why IS NULL AND same_as IS NULL",
                  TEXT_ARG(t->key[0]->name), TEXT_ARG(day_of(t)->name), TEXT_ARG(t->table));
    buffer_printf(&sql, " AND \"%.*s\" = ?2", TEXT_ARG(by->name));
    buffer_printf(&sql, " AND \"%.*s\" IS NOT NULL ORDER BY \"%.*s\", record LIMIT 1",
                  TEXT_ARG(day_of(t)->name), TEXT_ARG(day_of(t)->name));
    TRY(stmt_prepare(&q, a->ledger->store, buffer_text(&sql), f));
    stmt_bind_int(q, 1, a->known ? a->known : a->ledger->head);
    stmt_bind_int(q, 2, value);
    TRY(stmt_step(q, &row, f));
    if (!row)
        return true;
    out->record = stmt_int(q, 0);
    out->of = stmt_int(q, 1);
    out->day = (struct day){(int32_t)stmt_int(q, 2)};
    return true;
}

/* The firms and parks that the sentence names: what is first, and in what. */
struct told {
    const struct named *thing, *in;
    const struct record_type *role;
    const struct field *by;
};

static void told_read(struct told *out, const struct asking *a, struct span sentence)
{
    const struct callings *all = &a->passage->callings;
    *out = (struct told){0};
    for (size_t i = callings_from(all, sentence.from);
         i < all->count && all->items[i].from < sentence.to; i++)
        for (size_t k = 0; k < all->items[i].count && !out->thing; k++) {
            const struct record_type *role = role_of(a, all->items[i].of[k]->type);
            if (role) {
                out->thing = all->items[i].of[k];
                out->role = role;
            }
        }
    for (size_t i = callings_from(all, sentence.from);
         out->role && i < all->count && all->items[i].from < sentence.to; i++)
        for (size_t k = 0; k < all->items[i].count && !out->by; k++) {
            out->by = field_to(out->role, all->items[i].of[k]->type);
            out->in = all->items[i].of[k];
        }
}

/* The name of the thing that a record is of. */
static bool name_read(struct text *out, const struct asking *a, const struct told *t, int64_t of,
                      struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *q = NULL;
    bool row;
    const struct record_type *type = t->thing->type;
    buffer_printf(&sql,
                  "SELECT \"%.*s\" FROM %.*s WHERE record = ?2 AND since <= ?1 AND ?1 < until",
                  TEXT_ARG(type->named[0]->name), TEXT_ARG(type->table));
    TRY(stmt_prepare(&q, a->ledger->store, buffer_text(&sql), f));
    stmt_bind_int(q, 1, a->known ? a->known : a->ledger->head);
    stmt_bind_int(q, 2, of);
    TRY(stmt_step(q, &row, f));
    *out = row ? text_copy(a->arena, stmt_text(q, 0))
               : text_printf(a->arena, tr("number %lld"), (long long)of);
    return true;
}

static struct text proof_note(const struct asking *a, const struct told *t,
                              const struct earliest *e, struct text name)
{
    struct text label = label_now(e->type->label), day = day_print(a->arena, e->day);
    if (e->of == t->thing->record)
        return text_printf(a->arena,
                           tr("a superlative; the ledger's earliest %.*s is that one, of %.*s "
                              "(record %lld): say of what it is the first"),
                           TEXT_ARG(label), TEXT_ARG(day), (long long)e->record);
    return text_printf(a->arena,
                       tr("a superlative; the ledger's earliest %.*s is %.*s, of %.*s (record "
                          "%lld): say of what it is the first"),
                       TEXT_ARG(label), TEXT_ARG(name), TEXT_ARG(day), (long long)e->record);
}

/* ---- asking ---- */

static size_t words_end(const struct cells *c, size_t i)
{
    size_t end = i;
    while (end < c->count && end < i + WORDS_SHOWN && !is_clause_end(c, end))
        end++;
    return end;
}

static bool ask_superlative(const struct asking *a, struct span word, struct span sentence,
                            bool is_first, struct fault *f)
{
    const struct cells *c = &a->passage->cells;
    struct told t;
    struct earliest e = {.record = 0};
    told_read(&t, a, sentence);
    struct text name = {NULL, 0};
    if (is_first && t.by) /* the first in what is named, too: of all there are it says nothing */
        TRY(earliest_read(&e, a, t.role, t.by, t.in->record, f));
    if (e.record)
        TRY(name_read(&name, a, &t, e.of, f));
    struct asked asked = {
        .tier = TIER_QUESTION, .quote = SIZE_MAX, .words = word, .kind = "superlative"};
    size_t from = word.from - cells_match_any_back(c, word.from, &scopes);
    asked.formula = cells_text(a->arena, c, from, words_end(c, word.from));
    asked.note = e.record
                     ? proof_note(a, &t, &e, name)
                     : text_from(tr("a superlative that no record bears out: name its source"));
    question_add(a, &asked);
    return true;
}

bool superlatives_ask(const struct asking *a, struct fault *f)
{
    static struct words begins = {.list = {"首", "唯", "第", "最"}};
    const struct passage *p = a->passage;
    for (size_t s = 0; s < p->sentence_count; s++) {
        struct span in = p->sentences[s].span;
        size_t clause = in.from;
        bool told = false; /* one in a clause is enough */
        for (size_t i = in.from; i < in.to; i++) {
            if (is_clause_end(&p->cells, i)) {
                clause = i + 1;
                told = false;
                continue;
            }
            if (cells_match_any(&p->cells, i, &begins) == 0)
                continue;
            size_t first = first_at(&p->cells, i), n = first;
            n = n ? n : only_at(&p->cells, i);
            n = n ? n : rank_at(&p->cells, i);
            n = n ? n : most_at(&p->cells, i, clause);
            if (n == 0 || told)
                continue;
            told = true;
            TRY(ask_superlative(a, (struct span){i, i + n}, in, first > 0, f));
        }
    }
    return true;
}
