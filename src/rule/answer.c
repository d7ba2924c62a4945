#include "rule/answer.h"

struct answer {
    struct text answer, note, answered_on, handler, state;
    int64_t since; /* the batch it came in */
};

static struct text column_text(struct arena *a, struct stmt *s, int column)
{
    return stmt_is_null(s, column) ? TEXT("") : text_copy(a, stmt_text(s, column));
}

bool answers_read(struct answers *out, struct arena *a, struct ledger *l, int64_t known,
                  struct fault *f)
{
    SCOPED_STMT *s = NULL;
    const struct record_type *t = catalogue_type_find(l->catalogue, TEXT("check.answer"));
    *out = (struct answers){0};
    if (!t)
        return true;
    TRY(stmt_prepare(&s, l->store,
                     text_printf(a, "SELECT code, answer, note, answered_on, handler, state, since "
                                    "FROM %.*s WHERE answer IS NOT NULL AND since <= ?1 AND "
                                    "?1 < until AND void_why IS NULL",
                                 TEXT_ARG(t->table)),
                     f));
    stmt_bind_int(s, 1, known);
    for (bool row;;) {
        TRY(stmt_step(s, &row, f));
        if (!row)
            return true;
        struct answer *answer = ARENA_NEW(a, struct answer);
        *answer = (struct answer){.answer = column_text(a, s, 1),
                                  .note = column_text(a, s, 2),
                                  .handler = column_text(a, s, 4),
                                  .state = column_text(a, s, 5),
                                  .since = stmt_int(s, 6)};
        if (!stmt_is_null(s, 3))
            answer->answered_on = day_print(a, (struct day){(int32_t)stmt_int(s, 3)});
        map_put(a, &out->by_code, column_text(a, s, 0), answer);
    }
}

static bool changed_since(const struct found *found, const struct answer *answer)
{
    if (answer->state.n)
        return !text_equal(answer->state, found->state);
    for (size_t i = 0; i < found->records.count; i++)
        if (found->records.items[i].since > answer->since)
            return true;
    return false;
}

void answer_apply(struct found *found, const struct answers *answers)
{
    const struct answer *answer = map_find(&answers->by_code, found->code);
    if (!answer)
        return;
    found->answer = answer->answer;
    found->note = answer->note;
    found->answered_on = answer->answered_on;
    found->handler = answer->handler;
    if (text_is(answer->answer, "mended"))
        found->status = STATUS_SAID_MENDED;
    else if (changed_since(found, answer))
        found->status = STATUS_CHANGED;
    else
        found->status = text_is(answer->answer, "wrong_alarm") ? STATUS_WRONG_ALARM : STATUS_EXPLAINED;
}

/* ---- one answer, given on a page ---- */

static const struct found *found_find(const struct found_list *list, struct text code)
{
    for (size_t i = 0; i < list->count; i++)
        if (text_equal(list->items[i].code, code))
            return &list->items[i];
    return NULL;
}

static void value_set(struct value *values, const struct record_type *t, const char *name,
                      struct value v)
{
    const struct field *field = type_field_find(t, text_from(name));
    if (field && !(v.is == VALUE_TEXT && v.t.n == 0))
        values[field->index] = v;
}

static bool answer_keep(struct arena *a, struct ledger *l, const struct record_type *t,
                        const struct found *found, const struct rule_answer *answer, struct fault *f)
{
    SCOPED_BATCH *b = NULL;
    struct batch_head head = {.author = answer->handler.n ? answer->handler : TEXT("web"),
                              .note = text_printf(a, "%.*s", TEXT_ARG(answer->code)), .expects = -1};
    struct value *values = ARENA_ARRAY(a, struct value, t->field_count + 1);
    struct row row = {.type = t, .values = values, .replaces = -1};
    struct put_result result;
    struct batch_id id;
    value_set(values, t, "code", VALUE_OF_TEXT(found->code));
    value_set(values, t, "rule", VALUE_OF_TEXT(label_now(found->rule->label)));
    value_set(values, t, "answer", VALUE_OF_TEXT(answer->answer));
    value_set(values, t, "note", VALUE_OF_TEXT(answer->note));
    value_set(values, t, "handler", VALUE_OF_TEXT(answer->handler));
    value_set(values, t, "answered_on", VALUE_OF_INT(day_today().since_1970));
    value_set(values, t, "state", VALUE_OF_TEXT(found->state));
    if (found->place)
        value_set(values, t, "county", VALUE_OF_INT(region_at_level(found->place, LEVEL_COUNTY)));
    TRY(batch_begin(&b, l, &head, f));
    TRY(batch_put(b, &row, &result, f));
    if (result.put == PUT_SAME)
        return true; /* said already */
    struct batch *done = b;
    b = NULL;
    return batch_commit(done, &id, f);
}

bool rule_answer_put(struct arena *a, struct ledger *l, const struct viewer *v,
                     const struct rule_answer *answer, struct fault *f)
{
    const struct record_type *t;
    struct found_list list = {0};
    struct rule_query q = {.level = -1, .at = rule_day(l), .all = true};
    const struct code_list *answers = catalogue_codes_find(l->catalogue, TEXT("answer"));
    TRY(catalogue_type_get(&t, l->catalogue, TEXT("check.answer"), f));
    if (!answers || !code_find(answers, answer->answer))
        return fault_set(f, FAULT_INPUT, "\"%.*s\" is no answer to a finding", TEXT_ARG(answer->answer));
    TRY(rule_check(&list, a, l, v, &q, f));
    const struct found *found = found_find(&list, answer->code);
    if (!found)
        return fault_set(f, FAULT_ABSENT, "there is no finding \"%.*s\"", TEXT_ARG(answer->code));
    return answer_keep(a, l, t, found, answer, f);
}
