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
