/*
 * The one page of a household (明白卡): who learned what, who works where and for how many months,
 * what is due under each rule and what was paid, and whom to call. Names are the household's own: in
 * clear with a reason, else masked.
 */
#include "rule/subsidy_inside.h"

#include "base/language.h"
#include "rule/who.h"

#include <inttypes.h>

struct card {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct subsidy_query *query;
    struct text household, why;
    LIST(int64_t) members; /* record numbers of persons */
    text_list names;
    int64_t home;
    struct buffer *out;
    bool html, alone;
    struct fault *fault;
};

/* ---- the page ---- */

static void shown(struct card *c, struct text t)
{
    if (c->html)
        buffer_add_xml(c->out, t);
    else
        buffer_add(c->out, t);
}

static void heading(struct card *c, const char *words)
{
    buffer_printf(c->out, c->html ? "<h2>%s</h2>\n" : "\n%s\n", words);
}

static void line(struct card *c, struct text t)
{
    buffer_add_str(c->out, c->html ? "<p>" : "  ");
    shown(c, t);
    buffer_add_str(c->out, c->html ? "</p>\n" : "\n");
}

static void page_begin(struct card *c)
{
    static const char style[] = "body{font:16px/1.7 'Noto Sans CJK SC','Microsoft YaHei',SimSun,sans-serif;"
                                "max-width:40em;margin:2em auto;padding:0 1em;color:#111}"
                                "h1{font-size:1.5em;border-bottom:2px solid #111}h2{font-size:1.1em;margin:1em 0 .2em}"
                                "p{margin:.2em 0}@page{size:A4;margin:18mm}@media print{body{margin:0}h2{break-after:avoid}}";
    if (c->alone)
        buffer_printf(c->out, "<!doctype html>\n<html lang=\"zh-CN\"><meta charset=\"utf-8\">\n"
                              "<title>明白卡</title>\n<style>%s</style>\n", style);
    buffer_add_str(c->out, c->html ? "<h1>" : "");
    buffer_add_str(c->out, "明白卡　户编号 ");
    shown(c, c->household);
    buffer_add_str(c->out, c->html ? "</h1>\n" : "\n");
    if (c->ledger->catalogue->programme.is_demonstration)
        line(c, TEXT("演示数据，由程序生成"));
}

/* ---- reading ---- */

/* Rows of a fixed question about each member; ?1 the batch, ?2 the person, ?3 the last day. */
static bool each_row(struct card *c, const char *type, const char *sql, int64_t person,
                     void (*say)(struct card *c, size_t member, struct stmt *s), size_t member)
{
    SCOPED_STMT *s = NULL;
    if (!catalogue_type_find(c->ledger->catalogue, text_from(type)))
        return true;
    TRY(stmt_prepare(&s, c->ledger->store, text_from(sql), c->fault));
    stmt_bind_int(s, 1, c->query->known ? c->query->known : c->ledger->head);
    stmt_bind_int(s, 2, person);
    stmt_bind_int(s, 3, c->query->at.since_1970);
    for (bool row;;) {
        TRY(stmt_step(s, &row, c->fault));
        if (!row)
            return true;
        say(c, member, s);
    }
}

static bool members_read(struct card *c)
{
    SCOPED_STMT *s = NULL;
    const struct record_type *person = catalogue_type_find(c->ledger->catalogue, TEXT("person"));
    if (!person || !type_field_find(person, TEXT("household")))
        return fault_set(c->fault, FAULT_ABSENT, "the catalogue has no households");
    TRY(stmt_prepare(&s, c->ledger->store,
                     TEXT("SELECT record, home FROM person WHERE household = ?2 AND since <= ?1 AND "
                          "?1 < until AND void_why IS NULL AND same_as IS NULL ORDER BY relation IS NOT "
                          "'head', record"),
                     c->fault));
    stmt_bind_int(s, 1, c->query->known ? c->query->known : c->ledger->head);
    stmt_bind_text(s, 2, c->household);
    for (bool row;;) {
        struct who who;
        TRY(stmt_step(s, &row, c->fault));
        if (!row)
            break;
        int64_t record = stmt_int(s, 0);
        c->home = stmt_is_null(s, 1) ? c->home : stmt_int(s, 1);
        LIST_ADD(c->arena, &c->members, record);
        TRY(who_read(&who, c->arena, c->ledger, c->viewer, person, record, c->why, c->fault));
        LIST_ADD(c->arena, &c->names, who.name);
    }
    return c->members.count ||
           fault_set(c->fault, FAULT_ABSENT, "there is no household \"%.*s\"", TEXT_ARG(c->household));
}

/* ---- training and work ---- */

static void class_say(struct card *c, size_t member, struct stmt *s)
{
    struct text days = stmt_is_null(s, 2) ? TEXT("") : text_printf(c->arena, "，出勤%lld天", (long long)stmt_int(s, 2));
    line(c, text_printf(c->arena, "%.*s：%.*s 参加“%.*s”%.*s%s。", TEXT_ARG(c->names.items[member]),
                        TEXT_ARG(day_print(c->arena, (struct day){(int32_t)stmt_int(s, 1)})),
                        TEXT_ARG(stmt_text(s, 0)), TEXT_ARG(days),
                        !stmt_is_null(s, 3) && stmt_int(s, 3) ? "，已结业" : ""));
}

static void job_say(struct card *c, size_t member, struct stmt *s)
{
    struct day from = {(int32_t)stmt_int(s, 2)}, to = c->query->at;
    bool open = stmt_is_null(s, 3);
    if (!open && stmt_int(s, 3) < to.since_1970)
        to.since_1970 = (int32_t)stmt_int(s, 3);
    const struct regions *regions = c->ledger->catalogue->regions;
    line(c, text_printf(c->arena, "%.*s：%.*s 起在%.*s“%.*s”务工，%s%d个月。", TEXT_ARG(c->names.items[member]),
                        TEXT_ARG(day_print(c->arena, from)),
                        TEXT_ARG(region_full_name(c->arena, regions, stmt_int(s, 1))),
                        TEXT_ARG(stmt_text(s, 0)), open ? "已满" : "共满", months_between(from, to)));
}

static bool work_write(struct card *c)
{
    heading(c, "一、培训");
    for (size_t i = 0; i < c->members.count; i++)
        TRY(each_row(c, "labour.attendance",
                     "SELECT k.name, k.starts_on, t.days, t.passed FROM labour_attendance AS t JOIN "
                     "labour_training_class AS k ON k.record = t.class AND k.since <= ?1 AND ?1 < k.until "
                     "AND k.void_why IS NULL WHERE t.trainee = ?2 AND t.since <= ?1 AND ?1 < t.until AND "
                     "t.void_why IS NULL AND k.starts_on <= ?3 ORDER BY k.starts_on",
                     c->members.items[i], class_say, i));
    heading(c, "二、务工");
    for (size_t i = 0; i < c->members.count; i++)
        TRY(each_row(c, "labour.placement",
                     "SELECT o.name, t.workplace, t.started_on, t.ended_on FROM labour_placement AS t JOIN "
                     "organisation AS o ON o.record = t.employer AND o.since <= ?1 AND ?1 < o.until AND "
                     "o.void_why IS NULL WHERE t.worker = ?2 AND t.since <= ?1 AND ?1 < t.until AND "
                     "t.void_why IS NULL AND t.started_on <= ?3 ORDER BY t.started_on",
                     c->members.items[i], job_say, i));
    return true;
}

/* ---- what is due ---- */

static const char *what_to_do(const struct subsidy_due *x)
{
    const struct subsidy_application *p = x->application;
    if (x->status == SUBSIDY_UNCLAIMED)
        return "还没有申领，请尽快申领";
    if (x->status == SUBSIDY_SETTLED)
        return "已经发放";
    if (x->status == SUBSIDY_EXCLUDED)
        return "已按另一项政策申领，不重复享受";
    if (x->status == SUBSIDY_SHORT)
        return "还差一点";
    if (!p || x->status == SUBSIDY_UNENTITLED)
        return "已申领，但条件不符";
    return text_is(p->state, "paid")         ? "已经发放"
           : text_is(p->state, "returned")   ? "申请被退回，补齐后再交"
           : text_is(p->state, "refused")    ? "申请未获同意"
           : text_is(p->state, "clawed_back") ? "已发放，后又退回"
                                              : "已申领，正在办理";
}

static void due_say(struct card *c, size_t member, const struct subsidy_list *list, const struct subsidy_due *x)
{
    struct text amount = x->amount_fen ? text_printf(c->arena, "应得%.*s元，", TEXT_ARG(fen_print(c->arena, x->amount_fen))) : TEXT("");
    struct text lacks = x->lacks.n ? text_printf(c->arena, "（%.*s）", TEXT_ARG(x->lacks)) : TEXT("");
    struct text due = x->status == SUBSIDY_UNCLAIMED && list->due.since_1970 != DAY_FIRST.since_1970
                          ? text_printf(c->arena, "，%.*s前", TEXT_ARG(day_print(c->arena, list->due)))
                          : TEXT("");
    line(c, text_printf(c->arena, "%.*s：%.*s，%.*s%s%.*s%.*s。", TEXT_ARG(c->names.items[member]),
                        TEXT_ARG(list->subsidy->label.zh), TEXT_ARG(amount), what_to_do(x),
                        TEXT_ARG(due), TEXT_ARG(lacks)));
    if (x->application && x->application->paid_fen >= 0)
        line(c, text_printf(c->arena, "　　%.*s 发放%.*s元。",
                            TEXT_ARG(day_print(c->arena, x->application->paid_on)),
                            TEXT_ARG(fen_print(c->arena, x->application->paid_fen))));
}

static bool rule_write(struct card *c, const struct subsidy *s)
{
    struct subsidy_query q = *c->query;
    struct subsidy_list list;
    q.subsidy = s;
    q.regions.count = 0;
    q.payees.items = c->members.items;
    q.payees.count = c->members.count;
    TRY(subsidy_run(&list, c->arena, c->ledger, c->viewer, &q, c->fault));
    for (size_t i = 0; i < list.count; i++)
        for (size_t m = 0; m < c->members.count; m++)
            if (list.items[i].payee == c->members.items[m])
                due_say(c, m, &list, &list.items[i]);
    return true;
}

static bool dues_write(struct card *c)
{
    const struct catalogue *catalogue = c->ledger->catalogue;
    heading(c, "三、补贴");
    for (size_t i = 0; i < catalogue->subsidies.count; i++) {
        const struct subsidy *s = catalogue->subsidies.items[i];
        if (s->payee->type.target->has_sealed && subsidy_applies(s, c->ledger))
            TRY(rule_write(c, s));
    }
    return true;
}

/* ---- whom to call ---- */

static bool liaison_write(struct card *c)
{
    SCOPED_STMT *s = NULL;
    const struct record_type *person = catalogue_type_find(c->ledger->catalogue, TEXT("person"));
    if (!c->home || !catalogue_type_find(c->ledger->catalogue, TEXT("labour.liaison")))
        return true;
    TRY(stmt_prepare(&s, c->ledger->store,
                     TEXT("SELECT person FROM labour_liaison WHERE village = ?2 AND since <= ?1 AND ?1 < until "
                          "AND void_why IS NULL AND started_on <= ?3 AND coalesce(ended_on >= ?3, 1)"),
                     c->fault));
    stmt_bind_int(s, 1, c->query->known ? c->query->known : c->ledger->head);
    stmt_bind_int(s, 2, c->home);
    stmt_bind_int(s, 3, c->query->at.since_1970);
    for (bool row;;) {
        struct who who;
        TRY(stmt_step(s, &row, c->fault));
        if (!row)
            return true;
        TRY(who_read(&who, c->arena, c->ledger, c->viewer, person, stmt_int(s, 0), c->why, c->fault));
        line(c, text_printf(c->arena, "村级联络员：%.*s %.*s", TEXT_ARG(who.name), TEXT_ARG(who.phone)));
    }
}

static bool contacts_write(struct card *c)
{
    text_list said = {0};
    heading(c, "四、找谁问");
    TRY(liaison_write(c));
    const struct catalogue *catalogue = c->ledger->catalogue;
    for (size_t i = 0; i < catalogue->subsidies.count; i++) {
        const struct subsidy *s = catalogue->subsidies.items[i];
        bool twice = s->contact.zh.n == 0 || !subsidy_applies(s, c->ledger);
        for (size_t n = 0; n < said.count && !twice; n++)
            twice = text_equal(said.items[n], s->contact.zh);
        if (twice)
            continue;
        LIST_ADD(c->arena, &said, s->contact.zh);
        line(c, s->contact.zh);
    }
    line(c, text_printf(c->arena, "本卡按 %.*s 的台账写成；有不对的地方，请告诉村里。",
                        TEXT_ARG(day_print(c->arena, c->query->at))));
    return true;
}

bool subsidy_card(struct buffer *out, struct arena *a, struct ledger *l, const struct viewer *v,
                  struct text household, const struct subsidy_query *q, enum card_as as,
                  struct text why, struct fault *f)
{
    struct card c = {.arena = a, .ledger = l, .viewer = v, .query = q, .household = household, .why = why,
                     .out = out, .html = as != CARD_TEXT, .alone = as == CARD_HTML, .fault = f};
    if (v->role == ROLE_READER)
        return fault_set(f, FAULT_DENIED, "records are not open to \"%.*s\"", TEXT_ARG(v->name));
    TRY(members_read(&c));
    page_begin(&c);
    TRY(work_write(&c));
    TRY(dues_write(&c));
    return contacts_write(&c);
}

bool subsidy_household(struct text *out, struct arena *a, struct ledger *l, const struct viewer *v,
                       int64_t person, struct fault *f)
{
    struct version version;
    bool there;
    const struct record_type *t = catalogue_type_find(l->catalogue, TEXT("person"));
    const struct field *field = t ? type_field_find(t, TEXT("household")) : NULL;
    *out = TEXT("");
    if (!field)
        return true;
    TRY(record_read(&version, &there, a, l, v, t, person, 0, f));
    if (there && version.values[field->index].is == VALUE_TEXT)
        *out = version.values[field->index].t;
    return true;
}
