/*
 * Applications as the ledger has them, of every rule: one rule shuts out another.
 */
#include "rule/subsidy_inside.h"

/* What is read of each, in this order. */
static const char *const fields[] = {
    "code",        "rule",         "person",        "organisation", "place",      "year",
    "quarter",     "state",        "papers",        "why",          "batch",      "claimed",
    "granted",     "paid",         "clawed",        "applied_on",   "published_on",
    "published_until", "paid_on",
};
enum {
    OF_CODE, OF_RULE, OF_PERSON, OF_ORGANISATION, OF_PLACE, OF_YEAR, OF_QUARTER, OF_STATE, OF_PAPERS,
    OF_WHY, OF_BATCH, OF_CLAIMED, OF_GRANTED, OF_PAID, OF_CLAWED, OF_APPLIED, OF_PUBLISHED, OF_UNTIL,
    OF_PAID_ON, OF_RECORD,
};

static bool columns(struct buffer *out, struct emit *e, const struct catalogue *c,
                    const struct record_type *t)
{
    for (int i = 0; i < OF_RECORD; i++) {
        struct node *n;
        TRY(node_parse(&n, e->arena, c, t, text_from(fields[i]), e->fault));
        TRY(emit_value(out, e, n));
        buffer_add_str(out, ", ");
    }
    buffer_printf(out, "%.*s.record", TEXT_ARG(e->sources[0].alias));
    return true;
}

static bool statement(struct buffer *sql, struct emit *e, const struct catalogue *c,
                      const struct record_type *t, const struct viewer *v)
{
    SCOPED_BUFFER selected = {0}, place = {0}, within = {0};
    emit_row(e, t);
    TRY(columns(&selected, e, c, t));
    struct emit_source *row = &e->sources[0];
    if (v->regions.count) {
        TRY(emit_node(&place, e, t->place));
        buffer_add_str(&within, " AND ");
        emit_within(&within, e, buffer_text(&place), v->regions.items, v->regions.count);
    }
    buffer_printf(sql, "SELECT %.*s FROM %.*s AS %.*s%.*s WHERE ", TEXT_ARG(buffer_text(&selected)),
                  TEXT_ARG(t->table), TEXT_ARG(row->alias), TEXT_ARG(buffer_text(&row->joins)));
    emit_known(sql, row->alias);
    buffer_printf(sql, "%.*s AND %.*s.same_as IS NULL ORDER BY %.*s.record",
                  TEXT_ARG(buffer_text(&within)), TEXT_ARG(row->alias), TEXT_ARG(row->alias));
    return true;
}

static struct text text_of(struct arena *a, struct stmt *s, int column)
{
    return stmt_is_null(s, column) ? TEXT("") : text_copy(a, stmt_text(s, column));
}

static int64_t number_of(struct stmt *s, int column, int64_t absent)
{
    return stmt_is_null(s, column) ? absent : stmt_int(s, column);
}

static struct day day_of(struct stmt *s, int column)
{
    return (struct day){(int32_t)number_of(s, column, DAY_FIRST.since_1970)};
}

/* "q2" is 2. */
static int quarter_of(struct text code)
{
    return code.n == 2 && code.p[0] == 'q' && code.p[1] >= '1' && code.p[1] <= '4' ? code.p[1] - '0' : 0;
}

static struct subsidy_application application_of(struct arena *a, struct stmt *s)
{
    struct text state = text_of(a, s, OF_STATE);
    return (struct subsidy_application){
        .record = stmt_int(s, OF_RECORD),
        .person = number_of(s, OF_PERSON, 0),
        .organisation = number_of(s, OF_ORGANISATION, 0),
        .code = text_of(a, s, OF_CODE),
        .rule = text_of(a, s, OF_RULE),
        .papers = text_of(a, s, OF_PAPERS),
        .why = text_of(a, s, OF_WHY),
        .batch = text_of(a, s, OF_BATCH),
        .place = number_of(s, OF_PLACE, 0),
        .year = (int)number_of(s, OF_YEAR, 0),
        .quarter = quarter_of(text_of(a, s, OF_QUARTER)),
        .state = state,
        .claimed_fen = number_of(s, OF_CLAIMED, -1),
        .granted_fen = number_of(s, OF_GRANTED, -1),
        .paid_fen = number_of(s, OF_PAID, -1),
        .clawed_fen = number_of(s, OF_CLAWED, -1),
        .applied_on = day_of(s, OF_APPLIED),
        .published_on = day_of(s, OF_PUBLISHED),
        .published_until = day_of(s, OF_UNTIL),
        .paid_on = day_of(s, OF_PAID_ON),
        .is_live = !text_is(state, "refused") && !text_is(state, "returned") &&
                   !text_is(state, "withdrawn"),
    };
}

bool applications_read(struct subsidy_applications *out, struct arena *a, struct ledger *l,
                       const struct viewer *v, int64_t known, struct period period, struct fault *f)
{
    SCOPED_STMT *s = NULL;
    SCOPED_BUFFER sql = {0};
    const struct record_type *t = catalogue_type_find(l->catalogue, TEXT("claim.application"));
    struct emit e;
    if (!t)
        return true;
    emit_begin(&e, a, l, f);
    bool good = statement(&sql, &e, l->catalogue, t, v);
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&s, l->store, buffer_text(&sql), f));
    emit_bind(&e, s, known, period);
    for (bool row;;) {
        TRY(stmt_step(s, &row, f));
        if (!row)
            return true;
        LIST_ADD(a, out, application_of(a, s));
    }
}

bool application_names(const struct subsidy_application *x, const struct subsidy *s)
{
    return text_equal(x->rule, s->name) || text_equal(x->rule, s->label.zh) ||
           (s->label.en.n && text_equal(x->rule, s->label.en));
}

bool application_is_of(const struct subsidy_application *x, const struct record_type *type, int64_t payee)
{
    return payee && (type->has_sealed ? x->person : x->organisation) == payee;
}

bool application_is_within(const struct subsidy_application *x, const struct subsidy *s, int year, int quarter)
{
    return s->once == ONCE_EVER ||
           (x->year == year && (s->once != ONCE_QUARTER || !quarter || x->quarter == quarter));
}
