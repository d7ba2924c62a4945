/* What was said against applications while they were published, and what became of it. */
#include "rule/subsidy_inside.h"

/* What is read of each, in this order. */
static const char *const fields[] = {"application", "raised_on", "content",
                                     "answered_on", "outcome",   "answer"};
enum { OF_APPLICATION, OF_RAISED, OF_CONTENT, OF_ANSWERED, OF_OUTCOME, OF_ANSWER, OF_RECORD };

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

/* Newest first; places are those of the applications, which were read for this viewer. */
static bool statement(struct buffer *sql, struct emit *e, const struct catalogue *c,
                      const struct record_type *t)
{
    SCOPED_BUFFER selected = {0};
    emit_row(e, t);
    TRY(columns(&selected, e, c, t));
    struct emit_source *row = &e->sources[0];
    buffer_printf(sql, "SELECT %.*s FROM %.*s AS %.*s%.*s WHERE ", TEXT_ARG(buffer_text(&selected)),
                  TEXT_ARG(t->table), TEXT_ARG(row->alias), TEXT_ARG(buffer_text(&row->joins)));
    emit_known(sql, row->alias);
    buffer_printf(sql, " AND %.*s.same_as IS NULL ORDER BY 2 DESC, %.*s.record DESC",
                  TEXT_ARG(row->alias), TEXT_ARG(row->alias));
    return true;
}

static const struct subsidy_application *application_of(const struct subsidy_list *list,
                                                        int64_t record, int year)
{
    for (size_t i = 0; i < list->applications.count; i++) {
        const struct subsidy_application *x = &list->applications.items[i];
        if (x->record == record && application_names(x, list->subsidy) &&
            application_is_within(x, list->subsidy, year, 0))
            return x;
    }
    return NULL;
}

static struct text text_of(struct arena *a, struct stmt *s, int column)
{
    return stmt_is_null(s, column) ? TEXT("") : text_copy(a, stmt_text(s, column));
}

static struct day day_of(struct stmt *s, int column)
{
    return stmt_is_null(s, column) ? DAY_FIRST : (struct day){(int32_t)stmt_int(s, column)};
}

static struct text outcome_of(struct arena *a, const struct catalogue *c, struct stmt *s)
{
    const struct code_list *codes = catalogue_codes_find(c, TEXT("objection_outcome"));
    struct text written = text_of(a, s, OF_OUTCOME);
    const struct code *code = codes ? code_find(codes, written) : NULL;
    return code ? label_now(code->label) : written;
}

static struct subsidy_objection objection_of(struct arena *a, const struct catalogue *c,
                                             struct stmt *s)
{
    return (struct subsidy_objection){
        .record = stmt_int(s, OF_RECORD),
        .application = stmt_int(s, OF_APPLICATION),
        .raised_on = day_of(s, OF_RAISED),
        .answered_on = day_of(s, OF_ANSWERED),
        .content = text_of(a, s, OF_CONTENT),
        .outcome = outcome_of(a, c, s),
        .answer = text_of(a, s, OF_ANSWER),
    };
}

bool subsidy_objections(struct subsidy_objection **out, size_t *count, struct arena *a,
                        struct ledger *l, const struct viewer *v, const struct subsidy_list *list,
                        struct fault *f)
{
    SCOPED_STMT *s = NULL;
    SCOPED_BUFFER sql = {0};
    LIST(struct subsidy_objection) all = {0};
    const struct record_type *t = catalogue_type_find(l->catalogue, TEXT("claim.objection"));
    struct emit e;
    int year, month, day;
    *count = 0;
    if (!t || !viewer_sees_type(v, t))
        return true;
    day_split(list->period.to, &year, &month, &day);
    emit_begin(&e, a, l, f);
    bool good = statement(&sql, &e, l->catalogue, t);
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&s, l->store, buffer_text(&sql), f));
    emit_bind(&e, s, l->head, list->period);
    for (bool row;;) {
        TRY(stmt_step(s, &row, f));
        if (!row)
            break;
        struct subsidy_objection one = objection_of(a, l->catalogue, s);
        const struct subsidy_application *x = application_of(list, one.application, year);
        if (!x)
            continue;
        one.code = x->code;
        LIST_ADD(a, &all, one);
    }
    *out = all.items;
    *count = all.count;
    return true;
}
