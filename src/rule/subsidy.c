/*
 * Rows of a subsidy's statement become what is due to each payee, held against applications.
 */
#include "rule/subsidy_inside.h"

#include "base/language.h"

#include <inttypes.h>
#include <stdlib.h>

/* One record that might entitle its payee. */
struct candidate {
    int64_t version, record, place, payee, times, amount_fen, short_days;
    int missing; /* needs that do not hold */
    bool is_measured, is_paid; /* the one missing need is of a number; paid without an application */
    struct text why, lacks;
    struct subsidy_payment payments[SUBSIDY_PAYS_MAX];
};

struct running {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct subsidy_query *query;
    const struct subsidy *subsidy;
    int64_t known;
    struct subsidy_list *out;
    LIST(struct candidate) group; /* of one payee */
    struct map payees;            /* those that had a record, by number */
    struct fault *fault;
};

/* ---- names ---- */

const char *subsidy_status_name(enum subsidy_status s)
{
    static const char *const names[] = {"unclaimed", "claimed", "settled", "excluded", "short", "unentitled"};
    return names[s];
}

const char *subsidy_status_label(enum subsidy_status s)
{
    const char *labels[] = {tr("entitled, never claimed"), tr("entitled, claimed"),
                            tr("entitled, paid without an application"),
                            tr("shut out by another rule"), tr("one need short"),
                            tr("claimed, not entitled")};
    return labels[s];
}

/* ---- what a row says ---- */

static struct text number_say(struct arena *a, struct type type, int64_t i)
{
    int places = type.kind == KIND_MONEY ? 2 : type.kind == KIND_DECIMAL ? type.places : 0;
    return decimal_print(a, (struct decimal){i, places});
}

/* A length of time that falls short: how many days until it would do. */
static int64_t days_short(struct stmt *s, int column, int64_t months)
{
    if (stmt_is_null(s, column + NEED_FROM) || months < 0 || months > 1200)
        return 0;
    struct day from = {(int32_t)stmt_int(s, column + NEED_FROM)};
    struct day enough = day_add_months(from, (int)months);
    int64_t wanted = enough.since_1970 - from.since_1970;
    int64_t has = stmt_int(s, column + NEED_DAYS);
    return has < wanted ? wanted - has : 0;
}

static bool is_days(const struct node *n)
{
    return n->kind == NODE_CALL && n->call == CALL_DAYS;
}

/* "工作满3个月（现2，需3，差1天）" */
static void lack_say(struct running *r, struct candidate *c, struct stmt *s, size_t i, int column)
{
    const struct subsidy_need *need = &r->subsidy->needs[i];
    const struct node *measure = subsidy_measure(need->holds);
    SCOPED_BUFFER b = {0};
    bool known = measure && !stmt_is_null(s, column + NEED_LEFT) && !stmt_is_null(s, column + NEED_RIGHT);
    buffer_add(&b, c->lacks);
    buffer_printf(&b, "%s%.*s", b.n ? tr("; ") : "", TEXT_ARG(label_now(need->says)));
    c->is_measured = known;
    if (known) {
        int64_t right = stmt_int(s, column + NEED_RIGHT);
        struct text has = number_say(r->arena, measure->args[0]->type, stmt_int(s, column + NEED_LEFT));
        struct text wants = number_say(r->arena, measure->args[1]->type, right);
        c->short_days = days_short(s, column, right);
        if (c->short_days)
            buffer_printf(&b, tr(" (has %.*s, wants %.*s, %lld days short)"), TEXT_ARG(has),
                          TEXT_ARG(wants), (long long)c->short_days);
        else
            buffer_printf(&b, tr(" (has %.*s, wants %.*s)"), TEXT_ARG(has), TEXT_ARG(wants));
        /* A need in days says by itself how many are missing. */
        int64_t left = stmt_int(s, column + NEED_LEFT);
        if (is_days(measure->args[0]) && left < right)
            c->short_days = right - left;
    }
    c->lacks = text_copy(r->arena, buffer_text(&b));
}

static void needs_read(struct running *r, struct candidate *c, struct stmt *s)
{
    for (size_t i = 0; i < r->subsidy->need_count; i++) {
        int column = SUBSIDY_NEEDS + NEED_COLUMNS * (int)i;
        if (!stmt_is_null(s, column + NEED_HOLDS) && stmt_int(s, column + NEED_HOLDS))
            continue;
        c->missing++;
        lack_say(r, c, s, i, column);
    }
    if (c->missing > 1)
        c->short_days = 0;
}

/* One part of the amount: which row, of what, and what it comes to. */
static bool part_read(struct running *r, exact *sum, struct buffer *why, struct stmt *s, size_t i)
{
    const struct subsidy_amount *amount = &r->subsidy->amounts[i];
    int column = subsidy_amount_column(r->subsidy, i);
    exact value = 0;
    if (stmt_is_null(s, column + AMOUNT_ROW) || stmt_is_null(s, column + AMOUNT_BASE))
        return true;
    const struct subsidy_row *row = &amount->rows.items[stmt_int(s, column + AMOUNT_ROW)];
    int64_t base = stmt_int(s, column + AMOUNT_BASE);
    bool has_cap = row->term.cap && !stmt_is_null(s, column + AMOUNT_CAP);
    TRY(term_amount(&value, &row->term, base, has_cap, has_cap ? stmt_int(s, column + AMOUNT_CAP) : 0,
                    r->fault));
    *sum += value;
    struct text label = label_now(amount->is_table ? amount->label : (struct label){0});
    struct text says = row->says.zh.n ? label_now(row->says) : row->written;
    buffer_printf(why, "%s%.*s%s%.*s", why->n ? tr("; ") : "", TEXT_ARG(label), label.n ? " " : "",
                  TEXT_ARG(says));
    bool is_fixed = row->term.kind == TERM_MONEY && !row->term.cap && row->term.base->kind == NODE_CONSTANT;
    if (!is_fixed)
        buffer_printf(why, " [%.*s]", TEXT_ARG(number_say(r->arena, row->term.base->type, base)));
    if (!is_fixed || row->says.zh.n)
        buffer_printf(why, " = %.*s", TEXT_ARG(exact_print(r->arena, value)));
    return true;
}

static bool amount_read(struct running *r, struct candidate *c, struct stmt *s)
{
    SCOPED_BUFFER why = {0};
    exact sum = 0;
    for (size_t i = 0; i < r->subsidy->amount_count; i++)
        TRY(part_read(r, &sum, &why, s, i));
    TRY(exact_round(&c->amount_fen, sum, r->subsidy->rounding, r->subsidy->round_fen, r->fault));
    if (sum != (exact)c->amount_fen * EXACT_FEN)
        buffer_printf(&why, tr(", rounded to %.*s"), TEXT_ARG(fen_print(r->arena, c->amount_fen)));
    c->why = text_copy(r->arena, buffer_text(&why));
    return true;
}

static struct day pay_day(const struct subsidy_pay *pay, int64_t on)
{
    struct day d = {(int32_t)on};
    if (pay->on->type.kind == KIND_MONTH)
        d = month_last((struct month){(int32_t)on});
    if (pay->after_unit == AFTER_DAYS)
        d.since_1970 += pay->after;
    else
        d = day_add_months(d, pay->after * (pay->after_unit == AFTER_YEARS ? 12 : 1));
    return d;
}

static void payments_read(struct running *r, struct candidate *c, struct stmt *s)
{
    int64_t parts[SUBSIDY_PAYS_MAX];
    payments_split(parts, r->subsidy, c->amount_fen);
    for (size_t i = 0; i < r->subsidy->pay_count; i++) {
        const struct subsidy_pay *pay = &r->subsidy->pays[i];
        int column = subsidy_pay_column(r->subsidy, i);
        struct subsidy_payment *p = &c->payments[i];
        *p = (struct subsidy_payment){DAY_FIRST, parts[i], !pay->condition};
        if (!stmt_is_null(s, column + PAY_ON))
            p->on = pay_day(pay, stmt_int(s, column + PAY_ON));
        if (pay->condition && !stmt_is_null(s, column + PAY_HOLDS))
            p->holds = stmt_int(s, column + PAY_HOLDS) != 0;
    }
}

static bool candidate_read(struct running *r, struct candidate *c, struct stmt *s)
{
    *c = (struct candidate){.version = stmt_int(s, SUBSIDY_VERSION),
                            .record = stmt_int(s, SUBSIDY_RECORD),
                            .place = stmt_is_null(s, SUBSIDY_PLACE) ? 0 : stmt_int(s, SUBSIDY_PLACE),
                            .payee = stmt_int(s, SUBSIDY_PAYEE),
                            .times = stmt_is_null(s, SUBSIDY_TIMES) ? 1 : stmt_int(s, SUBSIDY_TIMES),
                            .is_paid = !stmt_is_null(s, SUBSIDY_PAID) && stmt_int(s, SUBSIDY_PAID)};
    needs_read(r, c, s);
    TRY(amount_read(r, c, s));
    payments_read(r, c, s);
    return true;
}

/* ---- applications beside it ---- */

static struct text payee_key(struct arena *a, int64_t payee)
{
    return text_printf(a, "%" PRId64, payee);
}

static bool is_own(const struct running *r, const struct subsidy_application *x, int64_t payee)
{
    return application_names(x, r->subsidy) && application_is_of(x, r->subsidy->payee->type.target, payee) &&
           application_is_within(x, r->subsidy, r->query->year, r->query->quarter);
}

/* The n-th own application that counts: live ones first, in the order they came. */
static const struct subsidy_application *application_pick(const struct running *r, int64_t payee, size_t n)
{
    const struct subsidy_applications *all = &r->out->applications;
    for (int live = 1; live >= 0; live--)
        for (size_t i = 0; i < all->count; i++) {
            const struct subsidy_application *x = &all->items[i];
            if (x->is_live == live && is_own(r, x, payee) && n-- == 0)
                return x;
        }
    return NULL;
}

/* More live ones than the rule gives times; and whether they were made in different counties. */
static void repeats_look(const struct running *r, struct subsidy_due *due, int64_t times)
{
    const struct subsidy_applications *all = &r->out->applications;
    int64_t county = 0;
    for (size_t i = 0; i < all->count; i++) {
        const struct subsidy_application *x = &all->items[i];
        if (!x->is_live || !is_own(r, x, due->payee))
            continue;
        int64_t here = region_at_level(x->place, LEVEL_COUNTY);
        due->applications++;
        due->is_elsewhere = due->is_elsewhere || (county && county != here);
        county = here;
    }
    due->is_twice = due->applications > times;
}

static const struct subsidy_application *excluding(const struct running *r, const struct subsidy_due *due,
                                                   const struct subsidy **by)
{
    const struct subsidy_application *own = due->application;
    const struct subsidy_applications *all = &r->out->applications;
    for (size_t i = 0; i < r->subsidy->exclude_count; i++)
        for (size_t n = 0; n < all->count; n++) {
            const struct subsidy_application *x = &all->items[n];
            *by = r->subsidy->excludes[i];
            if (x->is_live && application_names(x, *by) &&
                application_is_of(x, due->payee_type, due->payee) &&
                application_is_within(x, *by, r->query->year, r->query->quarter) &&
                !(own && own->is_live && own->applied_on.since_1970 < x->applied_on.since_1970))
                return x;
        }
    return NULL;
}

static bool is_written(const struct code *paper, struct text written)
{
    if (text_find(written, paper->code) >= 0 || text_find(written, paper->label.zh) >= 0)
        return true;
    for (size_t i = 0; i < paper->reads.count; i++)
        if (text_find(written, paper->reads.items[i]) >= 0)
            return true;
    return false;
}

/* Papers that the rule wants and the application does not name. */
static void papers_look(const struct running *r, struct subsidy_due *due)
{
    const struct code_list *list = catalogue_codes_find(r->ledger->catalogue, TEXT("paper"));
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; list && due->application && i < r->subsidy->papers.count; i++) {
        const struct code *paper = code_find(list, r->subsidy->papers.items[i]);
        if (!is_written(paper, due->application->papers))
            buffer_printf(&b, "%s%.*s", b.n ? tr("; ") : "", TEXT_ARG(label_now(paper->label)));
    }
    due->lacks_papers = text_copy(r->arena, buffer_text(&b));
}

/* ---- one payee ---- */

static void place_say(const struct running *r, struct subsidy_due *due)
{
    const struct regions *regions = r->ledger->catalogue->regions;
    enum region_level level = due->place ? region_level_of(due->place) : LEVEL_ANY;
    due->county = due->village = TEXT("");
    if (!due->place)
        return;
    if (level < LEVEL_COUNTY) {
        due->county = region_full_name(r->arena, regions, due->place);
        return;
    }
    due->county = region_name(r->arena, regions, region_at_level(due->place, LEVEL_COUNTY));
    if (level > LEVEL_COUNTY)
        due->village = text_printf(
            r->arena, "%.*s%.*s",
            TEXT_ARG(region_name(r->arena, regions, region_at_level(due->place, LEVEL_TOWN))),
            TEXT_ARG(level > LEVEL_TOWN ? region_name(r->arena, regions, due->place) : TEXT("")));
}

static bool basis_read(struct running *r, struct subsidy_due *due, int64_t record)
{
    struct version v;
    bool there;
    TRY(record_read(&v, &there, r->arena, r->ledger, r->viewer, r->subsidy->over.type, record, r->known,
                    r->fault));
    if (!there)
        return true;
    due->basis = record;
    due->basis_version = v.version;
    due->file = v.file;
    due->sheet = v.sheet;
    due->row = v.row;
    return true;
}

static bool due_add(struct running *r, const struct candidate *c, size_t nth, int64_t more)
{
    const struct subsidy *s = r->subsidy, *by;
    struct subsidy_due due = {.payee_type = s->payee->type.target, .payee = c->payee, .place = c->place,
                              .more_bases = more, .why = c->why, .lacks = c->lacks,
                              .short_days = c->short_days};
    bool entitled = c->missing == 0;
    due.application = application_pick(r, c->payee, nth);
    repeats_look(r, &due, c->times);
    if (!entitled && !due.application && !(c->missing == 1 && c->is_measured))
        return true;
    due.amount_fen = entitled ? c->amount_fen : 0;
    const struct subsidy_application *other = entitled ? excluding(r, &due, &by) : NULL;
    due.status = !entitled         ? due.application ? SUBSIDY_UNENTITLED : SUBSIDY_SHORT
                 : other           ? SUBSIDY_EXCLUDED
                 : due.application ? SUBSIDY_CLAIMED
                 : c->is_paid      ? SUBSIDY_SETTLED
                                   : SUBSIDY_UNCLAIMED;
    if (other)
        due.lacks = text_printf(r->arena, tr("%.*s was claimed for it: %.*s"),
                                TEXT_ARG(label_now(by->label)), TEXT_ARG(other->code));
    due.differs = due.application && due.application->is_live && due.application->claimed_fen > due.amount_fen;
    papers_look(r, &due);
    place_say(r, &due);
    due.payment_count = entitled ? s->pay_count : 0;
    for (size_t i = 0; i < due.payment_count; i++)
        due.payments[i] = c->payments[i];
    TRY(basis_read(r, &due, c->record));
    LIST_ADD(r->arena, r->out, due);
    return true;
}

/* What entitles first, and most; then who misses least. */
static int candidate_order(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->missing != b->missing)
        return a->missing < b->missing ? -1 : 1;
    if (a->amount_fen != b->amount_fen)
        return a->amount_fen > b->amount_fen ? -1 : 1;
    if (a->short_days != b->short_days)
        return a->short_days < b->short_days ? -1 : 1;
    return a->record < b->record ? -1 : a->record > b->record;
}

static bool group_end(struct running *r)
{
    size_t count = r->group.count, given = 0;
    struct candidate *items = r->group.items;
    r->group.count = 0;
    if (count == 0)
        return true;
    map_put(r->arena, &r->payees, payee_key(r->arena, items[0].payee), r);
    qsort(items, count, sizeof(*items), candidate_order);
    int64_t times = items[0].times;
    while (given < count && items[given].missing == 0 && (int64_t)given < times)
        given++;
    if (given == 0) /* nothing entitles: the nearest miss alone */
        return due_add(r, &items[0], 0, (int64_t)count - 1);
    for (size_t i = 0; i < given; i++)
        TRY(due_add(r, &items[i], i, (int64_t)(count - given)));
    return true;
}

/* ---- applications that stand on nothing ---- */

static bool is_in_scope(const struct running *r, int64_t place, int64_t payee)
{
    const struct regions *regions = r->ledger->catalogue->regions;
    bool in = r->query->regions.count == 0 && r->query->payees.count == 0;
    for (size_t i = 0; i < r->query->payees.count; i++)
        in = in || r->query->payees.items[i] == payee;
    for (size_t i = 0; i < r->query->regions.count && !in; i++) {
        size_t n;
        struct region_range *ranges = region_ranges(r->arena, regions, r->query->regions.items[i], &n);
        for (size_t k = 0; k < n; k++)
            in = in || (place >= ranges[k].first && place < ranges[k].after);
    }
    return in;
}

static bool strays_add(struct running *r)
{
    const struct record_type *type = r->subsidy->payee->type.target;
    for (size_t i = 0; i < r->out->applications.count; i++) {
        const struct subsidy_application *x = &r->out->applications.items[i];
        int64_t payee = type->has_sealed ? x->person : x->organisation;
        if (!payee || !x->is_live || !is_own(r, x, payee) || !is_in_scope(r, x->place, payee) ||
            map_find(&r->payees, payee_key(r->arena, payee)))
            continue;
        map_put(r->arena, &r->payees, payee_key(r->arena, payee), r);
        struct candidate none = {.payee = payee, .place = x->place, .times = 1, .missing = 1,
                                 .lacks = text_from(tr("no record that the rule speaks of"))};
        TRY(due_add(r, &none, 0, 0));
    }
    return true;
}

/* ---- the whole ---- */

static bool rows_read(struct running *r, struct stmt *s)
{
    int64_t payee = 0;
    for (bool row;;) {
        struct candidate c;
        TRY(stmt_step(s, &row, r->fault));
        if (!row)
            return group_end(r);
        if (stmt_is_null(s, SUBSIDY_PAYEE))
            continue;
        if (stmt_int(s, SUBSIDY_PAYEE) != payee)
            TRY(group_end(r));
        payee = stmt_int(s, SUBSIDY_PAYEE);
        TRY(candidate_read(r, &c, s));
        LIST_ADD(r->arena, &r->group, c);
    }
}

static int due_order(const void *x, const void *y)
{
    const struct subsidy_due *a = x, *b = y;
    if (a->status != b->status)
        return a->status < b->status ? -1 : 1;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
    if (a->payee != b->payee)
        return a->payee < b->payee ? -1 : 1;
    return a->basis < b->basis ? -1 : a->basis > b->basis;
}

/* The first day of the calendar that is not yet past. */
static struct day next_due(const struct subsidy *s, struct day at)
{
    struct day best = DAY_FIRST, d;
    int year, month, day;
    day_split(at, &year, &month, &day);
    for (int y = year; y <= year + 1; y++)
        for (size_t i = 0; i < s->due.count; i++)
            if (day_make(&d, y, s->due.items[i].month, s->due.items[i].day) &&
                d.since_1970 >= at.since_1970 &&
                (best.since_1970 == DAY_FIRST.since_1970 || d.since_1970 < best.since_1970))
                best = d;
    return best;
}

bool subsidy_run(struct subsidy_list *out, struct arena *a, struct ledger *l, const struct viewer *v,
                 const struct subsidy_query *q, struct fault *f)
{
    SCOPED_TXN txn = {0};
    SCOPED_STMT *s = NULL;
    SCOPED_BUFFER sql = {0};
    struct running r = {.arena = a, .ledger = l, .viewer = v, .query = q, .subsidy = q->subsidy,
                        .known = q->known ? q->known : l->head, .out = out, .fault = f};
    struct emit e;
    *out = (struct subsidy_list){.subsidy = q->subsidy, .period = subsidy_period(q, l)};
    out->due = next_due(q->subsidy, q->at);
    if (v->role == ROLE_READER)
        return fault_set(f, FAULT_DENIED, "records are not open to \"%.*s\"", TEXT_ARG(v->name));
    TRY(txn_begin(&txn, l->store, TXN_READ, f));
    TRY(applications_read(&out->applications, a, l, v, r.known, out->period, f));
    emit_begin(&e, a, l, f);
    bool good = subsidy_statement(&sql, &e, q, v);
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&s, l->store, buffer_text(&sql), f));
    emit_bind(&e, s, r.known, out->period);
    if (out->period.from.since_1970 <= out->period.to.since_1970)
        TRY(rows_read(&r, s));
    TRY(strays_add(&r));
    if (out->count)
        qsort(out->items, out->count, sizeof(*out->items), due_order);
    return true;
}
