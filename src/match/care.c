#include "match/care.h"

#include "base/language.h"
#include "count/emit.h"

#include <stdlib.h>

#define TOLD_MAX 3

struct caring {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct care_query *query;
    int64_t known;
    struct care_list *out;
};

/* ---- who should act ---- */

/* A spell that is open at the day, where the type has one. */
static void open_where(struct buffer *sql, const struct record_type *t)
{
    if (type_field_find(t, TEXT("started_on")))
        buffer_add_str(sql, " AND t.started_on <= ?3");
    if (type_field_find(t, TEXT("ended_on")))
        buffer_add_str(sql, " AND (t.ended_on IS NULL OR t.ended_on >= ?3)");
}

/* Outside any transaction: a name in clear is written to the log. */
static bool told_records(struct caring *c, const struct field *tell, int64_t place,
                         int64_t records[TOLD_MAX], size_t *count, struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *q = NULL;
    const struct field *person = who_field(tell->owner, true);
    *count = 0;
    if (!person || place == 0)
        return true;
    buffer_printf(&sql, "SELECT t.\"%.*s\" FROM %.*s AS t WHERE t.\"%.*s\" = ?2 AND ",
                  TEXT_ARG(person->name), TEXT_ARG(tell->owner->table), TEXT_ARG(tell->name));
    emit_known(&sql, TEXT("t"));
    open_where(&sql, tell->owner);
    buffer_printf(&sql, " ORDER BY t.record LIMIT %d", TOLD_MAX);
    TRY(stmt_prepare(&q, c->ledger->store, buffer_text(&sql), f));
    stmt_bind_int(q, 1, c->known);
    stmt_bind_int(q, 2, place);
    stmt_bind_int(q, 3, c->out->at.since_1970);
    for (bool row;; records[(*count)++] = stmt_int(q, 0)) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
    }
}

static bool told_read(struct caring *c, struct care_item *item, struct fault *f)
{
    const struct field *tell = item->found->rule->tell;
    int64_t records[TOLD_MAX];
    size_t count;
    if (!tell || !viewer_sees_type(c->viewer, tell->owner))
        return true;
    TRY(told_records(c, tell, item->found->place, records, &count, f));
    const struct record_type *type = count ? who_field(tell->owner, true)->type.target : NULL;
    for (size_t i = 0; i < count; i++) {
        struct who who;
        TRY(who_read(&who, c->arena, c->ledger, c->viewer, type, records[i], c->query->why, f));
        LIST_ADD(c->arena, &item->told, who);
    }
    return true;
}

struct text care_told(struct arena *a, const struct care_item *item)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < item->told.count; i++)
        buffer_printf(&b, "%s%.*s%s%.*s", i ? tr(", ") : "", TEXT_ARG(item->told.items[i].name),
                      item->told.items[i].phone.n ? " " : "", TEXT_ARG(item->told.items[i].phone));
    return text_copy(a, buffer_text(&b));
}

/* ---- whom it is about ---- */

/* Of a finding over two records the first that names anybody. */
static bool about_read(struct caring *c, struct care_item *item, struct fault *f)
{
    for (size_t i = 0; i < item->found->records.count; i++) {
        const struct found_record *r = &item->found->records.items[i];
        const struct field *person = who_field(r->type, true), *firm = who_field(r->type, false);
        struct version v;
        bool found;
        TRY(record_read(&v, &found, c->arena, c->ledger, c->viewer, r->type, r->record, c->known, f));
        if (!found)
            continue;
        if (person && !item->who.type && v.values[person->index].is == VALUE_INT)
            TRY(who_read(&item->who, c->arena, c->ledger, c->viewer, person->type.target,
                         v.values[person->index].i, c->query->why, f));
        if (firm && !item->employer.n && v.values[firm->index].is == VALUE_INT)
            item->employer = value_print(c->arena, c->ledger, firm, v.values[firm->index], true);
    }
    return true;
}

/* ---- the list ---- */

static int found_order(const void *x, const void *y)
{
    const struct found *a = x, *b = y;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    if (a->day.since_1970 != b->day.since_1970)
        return a->day.since_1970 < b->day.since_1970 ? -1 : 1;
    int order = text_compare(a->rule->name, b->rule->name);
    return order ? order : text_compare(a->code, b->code);
}

static void kinds_count(struct caring *c, const struct found_list *found)
{
    const struct catalogue *catalogue = c->ledger->catalogue;
    c->out->kinds = ARENA_ARRAY(c->arena, struct care_kind, catalogue->rules.count + 1);
    for (size_t i = 0; i < catalogue->rules.count; i++) {
        struct care_kind kind = {catalogue->rules.items[i], 0};
        for (size_t n = 0; n < found->count; n++)
            kind.count += found->items[n].rule == kind.rule;
        if (kind.count)
            c->out->kinds[c->out->kind_count++] = kind;
    }
}

static bool window_read(struct caring *c, const struct found_list *found, struct fault *f)
{
    size_t first = c->query->offset < found->count ? c->query->offset : found->count;
    size_t left = found->count - first, most = c->query->most;
    c->out->total = (int64_t)found->count;
    c->out->count = most && most < left ? most : left;
    c->out->items = ARENA_ARRAY(c->arena, struct care_item, c->out->count + 1);
    for (size_t i = 0; i < c->out->count; i++) {
        struct care_item *item = &c->out->items[i];
        *item = (struct care_item){.found = &found->items[first + i]};
        TRY(about_read(c, item, f));
        TRY(told_read(c, item, f));
    }
    return true;
}

bool care_find(struct care_list *out, struct arena *a, struct ledger *l, const struct viewer *v,
               const struct care_query *q, struct fault *f)
{
    struct caring c = {a, l, v, q, q->known ? q->known : l->head, out};
    struct found_list found = {0};
    struct day last = month_last(q->month), today = rule_day(l);
    struct rule_query rules = {.rule = q->rule, .level = CHECK_CARE, .known = c.known};
    *out = (struct care_list){.at = today.since_1970 < last.since_1970 ? today : last};
    rules.at = out->at;
    rules.regions.items = q->regions.items;
    rules.regions.count = q->regions.count;
    TRY(rule_check(&found, a, l, v, &rules, f));
    if (found.count)
        qsort(found.items, found.count, sizeof(*found.items), found_order);
    kinds_count(&c, &found);
    return window_read(&c, &found, f);
}
