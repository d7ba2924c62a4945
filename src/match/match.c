#include "match/match.h"

#include "base/language.h"
#include "count/emit.h"

#include <stdlib.h>

/* What is kept of everybody who fits, until the first of them are named. */
struct candidate {
    int64_t record, place; /* place 0: none */
    uint64_t yes, unknown; /* a bit a reason */
    int good, bad, asks;
};

struct matching {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct match_query *query;
    const struct match *match;
    int64_t known;
    int64_t place; /* where people are looked for; 0: everywhere */
    struct match_list *out;
    LIST(struct candidate) candidates;
};

const char *reason_kind_name(enum reason_kind k)
{
    static const char *const names[] = {"for", "against", "ask"};
    return names[k];
}

/* ---- the opening ---- */

bool match_record(int64_t *out, struct arena *a, struct ledger *l, const struct match *m,
                  struct text key, struct fault *f)
{
    const struct record_type *t = m->from;
    const struct field *field = t->key_count == 1 ? t->key[0] : NULL;
    SCOPED_STMT *q = NULL;
    bool row;
    if (!field || field->type.kind != KIND_TEXT || field->class == CLASS_SEALED)
        return fault_set(f, FAULT_USAGE, "%.*s has no key of one text to be found by",
                         TEXT_ARG(t->name));
    TRY(stmt_prepare(&q, l->store,
                     text_printf(a,
                                 "SELECT record FROM %.*s WHERE \"%.*s\" = ?1 AND until = "
                                 "9223372036854775807 AND void_why IS NULL",
                                 TEXT_ARG(t->table), TEXT_ARG(field->name)),
                     f));
    stmt_bind_text(q, 1, key);
    TRY(stmt_step(q, &row, f));
    if (!row)
        return fault_set(f, FAULT_ABSENT, "there is no %.*s \"%.*s\"",
                         TEXT_ARG(label_now(t->label)), TEXT_ARG(key));
    *out = stmt_int(q, 0);
    return true;
}

/* Place and last day of the record, taken before anybody is looked at. */
static bool origin_statement(struct buffer *sql, struct emit *e, const struct match *m)
{
    SCOPED_BUFFER columns = {0};
    emit_row(e, m->from);
    if (m->place)
        TRY(emit_node(&columns, e, m->place));
    else
        buffer_add_str(&columns, "NULL");
    buffer_add_str(&columns, ", ");
    if (m->at_day)
        TRY(emit_node(&columns, e, m->at_day));
    else
        buffer_add_str(&columns, "NULL");
    struct text alias = e->sources[0].alias;
    buffer_printf(sql, "SELECT %.*s FROM %.*s AS %.*s%.*s WHERE %.*s.record = ",
                  TEXT_ARG(buffer_text(&columns)), TEXT_ARG(m->from->table), TEXT_ARG(alias),
                  TEXT_ARG(buffer_text(&e->sources[0].joins)), TEXT_ARG(alias));
    return true;
}

static struct day last_day_known(const struct ledger *l)
{
    struct day today = day_today(), last = l->catalogue->programme.to;
    return last.since_1970 < today.since_1970 ? last : today;
}

static bool origin_read(struct matching *c, struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *q = NULL;
    struct emit e;
    bool row;
    struct day today = last_day_known(c->ledger);
    emit_begin(&e, c->arena, c->ledger, f);
    bool good = origin_statement(&sql, &e, c->match);
    if (good) {
        emit_parameter(&sql, &e, VALUE_OF_INT(c->query->record));
        buffer_add_str(&sql, " AND ");
        emit_known(&sql, e.sources[0].alias);
    }
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&q, c->ledger->store, buffer_text(&sql), f));
    emit_bind(&e, q, c->known, (struct period){c->ledger->catalogue->programme.from, today});
    TRY(stmt_step(q, &row, f));
    if (!row)
        return fault_set(f, FAULT_ABSENT, "there is no record %lld of \"%.*s\"",
                         (long long)c->query->record, TEXT_ARG(c->match->from->name));
    c->place = stmt_is_null(q, 0) ? 0 : stmt_int(q, 0);
    struct day last = {stmt_is_null(q, 1) ? DAY_LAST.since_1970 : (int32_t)stmt_int(q, 1)};
    bool asked = c->query->at.since_1970 != DAY_FIRST.since_1970;
    c->out->at = asked ? c->query->at : last.since_1970 < today.since_1970 ? last : today;
    return true;
}

static bool origin_say(struct matching *c, struct fault *f)
{
    struct version v;
    bool found;
    const struct record_type *t = c->match->from;
    TRY(record_read(&v, &found, c->arena, c->ledger, c->viewer, t, c->query->record, c->known, f));
    c->out->what = record_print(c->arena, c->ledger, t, c->query->record);
    for (size_t i = 0; found && i < t->field_count; i++) {
        if (t->fields[i].class != CLASS_OPEN || v.values[i].is == VALUE_NONE)
            continue;
        LIST_ADD(c->arena, &c->out->names, label_now(t->fields[i].label));
        LIST_ADD(c->arena, &c->out->values,
                 value_print(c->arena, c->ledger, &t->fields[i], v.values[i], true));
    }
    return true;
}

/* ---- everybody ---- */

static bool reason_columns(struct buffer *out, struct emit *e, const struct match *m)
{
    for (size_t i = 0; i < m->reasons.count; i++) {
        buffer_add_str(out, ", ");
        TRY(emit_condition(out, e, m->reasons.items[i].holds));
    }
    return true;
}

static void people_where(struct buffer *out, struct matching *c, struct emit *e)
{
    struct text from = e->sources[0].alias, to = e->sources[1].alias;
    buffer_printf(out, "%.*s.record = ", TEXT_ARG(from));
    emit_parameter(out, e, VALUE_OF_INT(c->query->record));
    buffer_add_str(out, " AND ");
    emit_known(out, from);
    buffer_add_str(out, " AND ");
    emit_known(out, to);
    buffer_printf(out, " AND %.*s.same_as IS NULL", TEXT_ARG(to));
}

/* A place is looked at outside, where it has been taken once. */
static void place_where(struct buffer *out, struct matching *c, struct emit *e)
{
    buffer_add_str(out, " WHERE 1");
    if (c->place) {
        buffer_add_str(out, " AND ");
        emit_within(out, e, TEXT("p"), &c->place, 1);
    }
    if (c->query->regions.count) {
        buffer_add_str(out, " AND ");
        emit_within(out, e, TEXT("p"), c->query->regions.items, c->query->regions.count);
    }
    if (c->viewer->regions.count) {
        buffer_add_str(out, " AND ");
        emit_within(out, e, TEXT("p"), c->viewer->regions.items, c->viewer->regions.count);
    }
}

/*
 * Those of the place first (materialised: a home is looked up once), then the reasons of each.
 */
static bool people_statement(struct buffer *sql, struct matching *c, struct emit *e)
{
    SCOPED_BUFFER columns = {0}, place = {0}, where = {0}, near = {0};
    const struct match *m = c->match;
    emit_row(e, m->from);
    emit_row_beside(e, m->to);
    TRY(reason_columns(&columns, e, m));
    struct text from = e->sources[0].alias, to = e->sources[1].alias;
    people_where(&where, c, e);
    place_where(&near, c, e);
    struct text joins = text_printf(c->arena, "%.*s%.*s", TEXT_ARG(buffer_text(&e->sources[0].joins)),
                                    TEXT_ARG(buffer_text(&e->sources[1].joins)));
    struct text main_from = text_copy(c->arena, from), main_to = text_copy(c->arena, to);
    emit_row(e, m->to); /* the place is an expression of its own row */
    struct text own = e->sources[0].alias;
    if (m->to->place)
        TRY(emit_node(&place, e, m->to->place));
    else
        buffer_add_str(&place, "NULL");
    buffer_printf(sql, "WITH everybody AS MATERIALIZED (SELECT %.*s.record AS r, %.*s AS p FROM %.*s AS %.*s%.*s WHERE ",
                  TEXT_ARG(own), TEXT_ARG(buffer_text(&place)), TEXT_ARG(m->to->table),
                  TEXT_ARG(own), TEXT_ARG(buffer_text(&e->sources[0].joins)));
    emit_known(sql, own);
    buffer_printf(sql, "), near AS MATERIALIZED (SELECT r, p FROM everybody%.*s) SELECT near.r, near.p%.*s FROM near JOIN %.*s AS %.*s ON %.*s.record = near.r JOIN %.*s AS %.*s%.*s WHERE %.*s",
                  TEXT_ARG(buffer_text(&near)), TEXT_ARG(buffer_text(&columns)),
                  TEXT_ARG(m->to->table), TEXT_ARG(main_to), TEXT_ARG(main_to),
                  TEXT_ARG(m->from->table), TEXT_ARG(main_from), TEXT_ARG(joins),
                  TEXT_ARG(buffer_text(&where)));
    return true;
}

/* Asked about, and kept where no need is known to fail. */
static void candidate_take(struct matching *c, struct stmt *q)
{
    struct candidate one = {.record = stmt_int(q, 0),
                            .place = stmt_is_null(q, 1) ? 0 : stmt_int(q, 1)};
    c->out->looked_at++;
    for (size_t i = 0; i < c->match->reasons.count; i++) {
        enum match_kind kind = c->match->reasons.items[i].kind;
        bool unknown = stmt_is_null(q, (int)i + 2), yes = !unknown && stmt_int(q, (int)i + 2);
        if (kind == MATCH_NEED && !yes && !unknown)
            return;
        one.yes |= (uint64_t)yes << i;
        one.unknown |= (uint64_t)unknown << i;
        one.good += yes && kind == MATCH_PREFER;
        one.bad += yes && kind == MATCH_AGAINST;
        one.asks += unknown && kind == MATCH_NEED;
    }
    c->out->fit++;
    LIST_ADD(c->arena, &c->candidates, one);
}

static bool people_read(struct matching *c, struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *q = NULL;
    struct emit e;
    emit_begin(&e, c->arena, c->ledger, f);
    bool good = people_statement(&sql, c, &e);
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&q, c->ledger->store, buffer_text(&sql), f));
    emit_bind(&e, q, c->known, (struct period){c->ledger->catalogue->programme.from, c->out->at});
    for (bool row;;) {
        TRY(stmt_step(q, &row, f));
        if (!row)
            return true;
        candidate_take(c, q);
    }
}

static int candidate_order(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->good != b->good)
        return b->good - a->good;
    if (a->bad != b->bad)
        return a->bad - b->bad;
    if (a->asks != b->asks)
        return a->asks - b->asks;
    return a->record < b->record ? -1 : a->record > b->record;
}

/* ---- the first of them, by name ---- */

static void reasons_say(struct matching *c, struct fitting *out, const struct candidate *one)
{
    static const enum match_kind order[] = {MATCH_PREFER, MATCH_AGAINST, MATCH_NEED};
    static const enum reason_kind kinds[] = {REASON_FOR, REASON_AGAINST, REASON_ASK};
    for (size_t k = 0; k < 3; k++)
        for (size_t i = 0; i < c->match->reasons.count; i++) {
            const struct match_reason *r = &c->match->reasons.items[i];
            uint64_t bits = k == 2 ? one->unknown : one->yes;
            if (r->kind == order[k] && (bits >> i & 1))
                LIST_ADD(c->arena, &out->reasons, (struct reason){kinds[k], label_now(r->says)});
        }
}

/* "就业意愿 2019-03-02：愿意外出，广东省": its day, then its other open fields. */
static struct text newest_print(struct matching *c, const struct match_shows *s,
                                const struct version *v, struct day day)
{
    SCOPED_BUFFER out = {0};
    const struct record_type *t = s->type;
    const struct field *when = t->when->kind == NODE_PATH && t->when->step_count == 1
                                   ? t->when->steps[0].field
                                   : NULL;
    buffer_printf(&out, "%.*s %.*s", TEXT_ARG(label_now(t->label)),
                  TEXT_ARG(day_print(c->arena, day)));
    for (size_t i = 0, n = 0; i < t->field_count; i++) {
        const struct field *field = &t->fields[i];
        if (field == s->ref || field == when || field->class != CLASS_OPEN ||
            v->values[i].is == VALUE_NONE || field->type.kind == KIND_BOOL)
            continue;
        bool is_bare = field->type.kind == KIND_DAY || field->type.kind == KIND_MONEY ||
                       field->type.kind == KIND_INT;
        buffer_printf(&out, "%s%.*s%s%.*s", n++ ? tr(", ") : tr(": "),
                      TEXT_ARG(is_bare ? label_now(field->label) : TEXT("")), is_bare ? " " : "",
                      TEXT_ARG(value_print(c->arena, c->ledger, field, v->values[i], true)));
    }
    return text_copy(c->arena, buffer_text(&out));
}

static bool newest_statement(struct buffer *sql, struct emit *e, const struct match_shows *s,
                             int64_t person)
{
    SCOPED_BUFFER day = {0};
    bool is_month = s->type->when->type.kind == KIND_MONTH;
    emit_row(e, s->type);
    struct text alias = e->sources[0].alias;
    buffer_add_str(&day, is_month ? "month_last(" : "(");
    TRY(emit_node(&day, e, s->type->when));
    buffer_add_str(&day, ")");
    buffer_printf(sql, "SELECT %.*s.record, %.*s FROM %.*s AS %.*s%.*s WHERE %.*s.\"%.*s\" = ",
                  TEXT_ARG(alias), TEXT_ARG(buffer_text(&day)), TEXT_ARG(s->type->table),
                  TEXT_ARG(alias), TEXT_ARG(buffer_text(&e->sources[0].joins)), TEXT_ARG(alias),
                  TEXT_ARG(s->ref->name));
    emit_parameter(sql, e, VALUE_OF_INT(person));
    buffer_add_str(sql, " AND ");
    emit_known(sql, alias);
    buffer_printf(sql, " AND %.*s <= " PARAMETER_TO " ORDER BY 2 DESC, 1 DESC LIMIT 1",
                  TEXT_ARG(buffer_text(&day)));
    return true;
}

static bool newest_say(struct matching *c, struct fitting *out, const struct match_shows *s,
                       struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *q = NULL;
    struct emit e;
    struct version v;
    bool row, found;
    if (!viewer_sees_type(c->viewer, s->type))
        return true;
    emit_begin(&e, c->arena, c->ledger, f);
    bool good = newest_statement(&sql, &e, s, out->who.record);
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&q, c->ledger->store, buffer_text(&sql), f));
    emit_bind(&e, q, c->known, (struct period){c->ledger->catalogue->programme.from, c->out->at});
    TRY(stmt_step(q, &row, f));
    if (!row)
        return true;
    struct day day = {(int32_t)stmt_int(q, 1)};
    TRY(record_read(&v, &found, c->arena, c->ledger, c->viewer, s->type, stmt_int(q, 0), c->known, f));
    if (found)
        LIST_ADD(c->arena, &out->shows, newest_print(c, s, &v, day));
    return true;
}

static void place_say(struct matching *c, struct fitting *out, int64_t place)
{
    const struct regions *regions = c->ledger->catalogue->regions;
    enum region_level level = region_level_of(place);
    if (place == 0 || level < LEVEL_COUNTY)
        return;
    out->county = region_name(c->arena, regions, region_at_level(place, LEVEL_COUNTY));
    if (level > LEVEL_COUNTY)
        out->village = text_printf(
            c->arena, "%.*s%.*s",
            TEXT_ARG(region_name(c->arena, regions, region_at_level(place, LEVEL_TOWN))),
            TEXT_ARG(level == LEVEL_VILLAGE ? region_name(c->arena, regions, place) : TEXT("")));
}

static bool fitting_say(struct matching *c, struct fitting *out, const struct candidate *one,
                        struct fault *f)
{
    *out = (struct fitting){.good = one->good, .bad = one->bad, .asks = one->asks};
    TRY(who_read(&out->who, c->arena, c->ledger, c->viewer, c->match->to, one->record,
                 c->query->why, f));
    place_say(c, out, one->place);
    reasons_say(c, out, one);
    for (size_t i = 0; i < c->match->shows.count; i++)
        TRY(newest_say(c, out, &c->match->shows.items[i], f));
    return true;
}

static bool fittings_say(struct matching *c, struct fault *f)
{
    size_t count = c->candidates.count, most = c->query->most;
    c->out->count = most && most < count ? most : count;
    c->out->items = ARENA_ARRAY(c->arena, struct fitting, c->out->count + 1);
    for (size_t i = 0; i < c->out->count; i++)
        TRY(fitting_say(c, &c->out->items[i], &c->candidates.items[i], f));
    return true;
}

bool match_people(struct match_list *out, struct arena *a, struct ledger *l,
                  const struct viewer *v, const struct match_query *q, struct fault *f)
{
    struct matching c = {.arena = a, .ledger = l, .viewer = v, .query = q, .match = q->match,
                         .known = q->known ? q->known : l->head, .out = out};
    *out = (struct match_list){0};
    if (v->role == ROLE_READER)
        return fault_set(f, FAULT_DENIED, "records are not open to \"%.*s\"", TEXT_ARG(v->name));
    {
        SCOPED_TXN txn = {0};
        TRY(txn_begin(&txn, l->store, TXN_READ, f));
        TRY(origin_read(&c, f) && origin_say(&c, f) && people_read(&c, f));
    }
    if (c.candidates.count)
        qsort(c.candidates.items, c.candidates.count, sizeof(*c.candidates.items), candidate_order);
    return fittings_say(&c, f); /* outside: a name in clear is written to the log */
}
