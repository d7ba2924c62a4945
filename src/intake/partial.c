#include "intake/partial.h"

#include <string.h>

struct entry {
    uint64_t hash; /* 0: free */
    int64_t record;
    int32_t from, to; /* days the record holds from and to */
    uint32_t next;    /* index + 1 of another one with the same values; 0: none */
};

struct partial {
    const struct record_type *type;
    bool *used; /* by field index */
    struct entry *entries;
    size_t count, cap;
    uint32_t *slots; /* index + 1 of the first entry */
    size_t slot_cap;
};

static uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9e3779b97f4a7c15u;
    return h ^ (h >> 32);
}

static uint64_t values_hash(const struct partial *p, const struct value *values)
{
    uint64_t h = 1;
    for (size_t i = 0; i < p->type->field_count; i++)
        if (p->used[i])
            h = mix(h, values[i].is == VALUE_INT ? (uint64_t)values[i].i : text_hash(values[i].t));
    return h ? h : 1;
}

static const struct field *day_field(const struct record_type *t, const char *const *names)
{
    for (; *names; names++) {
        const struct field *field = type_field_find(t, text_from(*names));
        if (field && field->type.kind == KIND_DAY)
            return field;
    }
    return NULL;
}

const struct field *type_first_day(const struct record_type *t)
{
    static const char *const firsts[] = {"started_on", "starts_on", "since", "from", NULL};
    return day_field(t, firsts);
}

const struct field *type_last_day(const struct record_type *t)
{
    static const char *const lasts[] = {"ended_on", "ends_on", "until", "to", NULL};
    return day_field(t, lasts);
}

static void slots_grow(struct partial *p)
{
    size_t cap = p->slot_cap ? p->slot_cap * 2 : 1024;
    uint32_t *slots = memory_new(cap * sizeof(*slots));
    for (size_t i = 0; i < p->slot_cap; i++) {
        if (!p->slots[i])
            continue;
        size_t at = (size_t)p->entries[p->slots[i] - 1].hash & (cap - 1);
        while (slots[at])
            at = (at + 1) & (cap - 1);
        slots[at] = p->slots[i];
    }
    memory_free(p->slots);
    p->slots = slots;
    p->slot_cap = cap;
}

static uint32_t *slot_of(const struct partial *p, uint64_t hash)
{
    size_t at = (size_t)hash & (p->slot_cap - 1);
    while (p->slots[at] && p->entries[p->slots[at] - 1].hash != hash)
        at = (at + 1) & (p->slot_cap - 1);
    return &p->slots[at];
}

static void entry_add(struct partial *p, struct entry e)
{
    if (p->count * 2 >= p->slot_cap)
        slots_grow(p);
    if (p->count == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 1024;
        p->entries = memory_resize(p->entries, p->cap * sizeof(*p->entries));
    }
    uint32_t *slot = slot_of(p, e.hash);
    e.next = *slot;
    p->entries[p->count++] = e;
    *slot = (uint32_t)p->count;
}

static bool can_be_used(const struct field *field, struct value said)
{
    return said.is != VALUE_NONE && field->class != CLASS_SEALED;
}

/* SELECT record, first day, last day, field, field ... */
static struct text partial_sql(struct arena *a, const struct partial *p)
{
    const struct field *first = type_first_day(p->type), *last = type_last_day(p->type);
    SCOPED_BUFFER b = {0};
    buffer_printf(&b, "SELECT record, %.*s, %.*s", first ? (int)first->name.n : 4,
                  first ? first->name.p : "NULL", last ? (int)last->name.n : 4,
                  last ? last->name.p : "NULL");
    for (size_t i = 0; i < p->type->field_count; i++)
        if (p->used[i])
            buffer_printf(&b, ", %.*s", TEXT_ARG(p->type->fields[i].name));
    buffer_printf(&b,
                  " FROM %.*s WHERE until = 9223372036854775807 AND void_why IS NULL AND "
                  "same_as IS NULL",
                  TEXT_ARG(p->type->table));
    return text_copy(a, buffer_text(&b));
}

static bool partial_fill(struct partial *p, struct ledger *l, struct fault *f)
{
    SCOPED_ARENA a = {0};
    SCOPED_STMT *q = NULL;
    struct value *values = ARENA_ARRAY(&a, struct value, p->type->field_count + 1);
    TRY(stmt_prepare(&q, l->store, partial_sql(&a, p), f));
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        int column = 3;
        bool whole = true;
        for (size_t i = 0; i < p->type->field_count; i++) {
            if (!p->used[i])
                continue;
            whole = whole && !stmt_is_null(q, column);
            values[i] = stmt_is_text(q, column) ? VALUE_OF_TEXT(stmt_text(q, column))
                                                : VALUE_OF_INT(stmt_int(q, column));
            column++;
        }
        if (whole)
            entry_add(p,
                      (struct entry){
                          values_hash(p, values), stmt_int(q, 0),
                          stmt_is_null(q, 1) ? DAY_FIRST.since_1970 : (int32_t)stmt_int(q, 1),
                          stmt_is_null(q, 2) ? DAY_LAST.since_1970 : (int32_t)stmt_int(q, 2), 0});
    }
}

bool partial_open(struct partial **out, struct ledger *l, const struct record_type *t,
                  const struct value *said, struct fault *f)
{
    struct partial *p = memory_new(sizeof(*p));
    *out = p;
    p->type = t;
    p->used = memory_new((t->field_count + 1) * sizeof(*p->used));
    for (size_t i = 0; i < t->field_count; i++)
        p->used[i] = can_be_used(&t->fields[i], said[i]);
    slots_grow(p);
    return partial_fill(p, l, f);
}

void partial_close(struct partial *p)
{
    if (!p)
        return;
    memory_free(p->used);
    memory_free(p->entries);
    memory_free(p->slots);
    memory_free(p);
}

bool partial_is_for(const struct partial *p, const struct value *said)
{
    for (size_t i = 0; i < p->type->field_count; i++)
        if (p->used[i] != can_be_used(&p->type->fields[i], said[i]))
            return false;
    return true;
}

enum partial_found partial_find(const struct partial *p, const struct value *values,
                                struct period at, int64_t *record)
{
    size_t all = 0, open = 0;
    int64_t any = 0, fits = 0;
    for (uint32_t i = *slot_of(p, values_hash(p, values)); i; i = p->entries[i - 1].next) {
        const struct entry *e = &p->entries[i - 1];
        all++;
        any = e->record;
        if (e->from <= at.to.since_1970 && at.from.since_1970 <= e->to) {
            open++;
            fits = e->record;
        }
    }
    *record = all == 1 ? any : open == 1 ? fits : 0;
    return all == 0 ? PARTIAL_NONE : *record ? PARTIAL_ONE : PARTIAL_SEVERAL;
}
