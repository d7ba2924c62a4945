#include "base/language.h"
#include "ledger/hash.h"
#include "rule/answer.h"
#include "rule/statement.h"

#include <stdlib.h>

#define RECORDS_SHOWN_MAX 20

struct checking {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct rule_query *query;
    int64_t known;
    struct answers answers;
    struct found_list *out;
};

/* One rule being run: what is gathered of the finding whose rows are being read. */
struct running {
    struct checking *c;
    const struct rule *rule;
    const struct template *sentence;
    struct found found;
    struct buffer keys, versions; /* what code and state are hashed over */
    bool has_found, is_seen;      /* a row of it; one in the wanted regions */
};

/* ---- names ---- */

const char *finding_status_name(enum finding_status s)
{
    static const char *const names[] = {"open", "said_mended", "changed", "explained", "wrong_alarm"};
    return names[s];
}

const char *finding_status_label(enum finding_status s)
{
    const char *labels[] = {tr("to be dealt with"), tr("said to be mended, still there"),
                            tr("answered, but changed since"), tr("explained"), tr("a wrong alarm")};
    return labels[s];
}

const char *check_level_name(enum check_level level)
{
    static const char *const names[] = {"refuse", "warn", "ask", "care"};
    return names[level];
}

const char *check_level_label(enum check_level level)
{
    const char *labels[] = {tr("refused"), tr("warning"), tr("to be asked"), tr("care")};
    return labels[level];
}

/* ---- codes ---- */

/* Twelve characters of base 32 without I, L, O and U: to be read out over the phone. */
static struct text code_of(struct arena *a, const char *head, const struct buffer *bytes)
{
    static const char digits[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    struct hash hash = hash_of(buffer_text(bytes));
    char out[10];
    for (size_t i = 0; i < sizeof(out); i++)
        out[i] = digits[hash.bytes[i] % 32];
    return text_printf(a, "%s%.*s", head, (int)sizeof(out), out);
}

/* ---- reading ---- */

static struct value value_read(struct arena *a, struct stmt *s, int column)
{
    if (stmt_is_null(s, column))
        return VALUE_ABSENT;
    if (stmt_is_text(s, column))
        return VALUE_OF_TEXT(text_copy(a, stmt_text(s, column)));
    return VALUE_OF_INT(stmt_int(s, column));
}

static void value_hash(struct buffer *b, struct value v)
{
    canonical_int(b, v.is);
    if (v.is == VALUE_INT)
        canonical_int(b, v.i);
    else if (v.is == VALUE_TEXT)
        canonical_text(b, v.t);
}

static bool place_lies_in(struct arena *a, const struct regions *r, int64_t place,
                          const int64_t *regions, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t n;
        struct region_range *ranges = region_ranges(a, r, regions[i], &n);
        for (size_t k = 0; k < n; k++)
            if (place >= ranges[k].first && place < ranges[k].after)
                return true;
    }
    return count == 0;
}

/* Whether the viewer may see a record of this place. */
static bool is_viewed(const struct checking *c, int64_t place)
{
    return place_lies_in(c->arena, c->ledger->catalogue->regions, place, c->viewer->regions.items,
                         c->viewer->regions.count);
}

static bool is_wanted(const struct checking *c, int64_t place)
{
    return is_viewed(c, place) && place_lies_in(c->arena, c->ledger->catalogue->regions, place,
                                                c->query->regions.items, c->query->regions.count);
}

/* A value of the sentence, as people read it; personal parts masked. */
static struct text value_say(struct checking *c, const struct node *n, struct value v)
{
    const struct field *field =
        n->kind == NODE_PATH && n->step_count ? n->steps[n->step_count - 1].field : NULL;
    struct field plain = {.type = n->type, .class = CLASS_OPEN};
    if (v.is == VALUE_NONE)
        return TEXT("—");
    return value_print(c->arena, c->ledger, field ? field : &plain, v, true);
}

static struct text sentence_say(struct running *r, struct stmt *s)
{
    SCOPED_BUFFER out = {0};
    int column = RULE_VALUES;
    for (size_t i = 0; i < r->sentence->parts.count; i++) {
        const struct template_part *part = &r->sentence->parts.items[i];
        if (part->value)
            buffer_add(&out, value_say(r->c, part->value, value_read(r->c->arena, s, column++)));
        else
            buffer_add(&out, part->text);
    }
    return text_copy(r->c->arena, buffer_text(&out));
}

/* ---- records of a finding ---- */

static bool has_record(const struct found *found, const struct record_type *t, int64_t record)
{
    for (size_t i = 0; i < found->records.count; i++)
        if (found->records.items[i].type == t && found->records.items[i].record == record)
            return true;
    return false;
}

static bool record_add(struct running *r, size_t source, int64_t version, int64_t record,
                       struct fault *f)
{
    struct checking *c = r->c;
    const struct record_type *t = r->rule->over[source].type;
    struct version v;
    bool there;
    if (has_record(&r->found, t, record))
        return true;
    r->found.record_count++;
    canonical_int(&r->versions, version);
    if (r->found.records.count == RECORDS_SHOWN_MAX)
        return true;
    TRY(record_read(&v, &there, c->arena, c->ledger, c->viewer, t, record, c->known, f));
    if (!there)
        return true;
    struct found_record add = {t, record, v.version, v.since, v.file, v.sheet, v.row};
    LIST_ADD(c->arena, &r->found.records, add);
    return true;
}

/* The place of a finding, by county and below. */
static void place_say(struct checking *c, struct found *found)
{
    const struct regions *regions = c->ledger->catalogue->regions;
    enum region_level level = region_level_of(found->place);
    if (found->place == 0)
        return;
    if (level < LEVEL_COUNTY) {
        found->county = region_full_name(c->arena, regions, found->place);
        return;
    }
    int64_t county = region_at_level(found->place, LEVEL_COUNTY);
    found->county = region_name(c->arena, regions, county);
    if (level == LEVEL_COUNTY)
        return;
    SCOPED_BUFFER b = {0};
    buffer_add(&b, region_name(c->arena, regions, region_at_level(found->place, LEVEL_TOWN)));
    if (level == LEVEL_VILLAGE)
        buffer_add(&b, region_name(c->arena, regions, found->place));
    found->village = text_copy(c->arena, buffer_text(&b));
}

static void found_begin(struct running *r, struct stmt *s, bool has_keys)
{
    struct checking *c = r->c;
    const struct rule *rule = r->rule;
    r->found = (struct found){.rule = rule, .day = DAY_FIRST, .mend = label_now(rule->mend)};
    r->keys.n = r->versions.n = 0;
    r->has_found = true;
    r->is_seen = false;
    canonical_text(&r->keys, rule->name);
    int keys = RULE_VALUES + (int)template_values(r->sentence);
    for (size_t i = 0; i < rule->group_count; i++)
        value_hash(&r->keys, value_read(c->arena, s, keys + (int)i));
    for (size_t i = 0; i < rule->over_count && !has_keys; i++)
        canonical_int(&r->keys, stmt_int(s, RULE_RECORD + 2 * (int)i));
    if (!stmt_is_null(s, RULE_DAY))
        r->found.day.since_1970 = (int32_t)stmt_int(s, RULE_DAY);
    r->found.place = stmt_int(s, RULE_PLACE);
    r->found.why = sentence_say(r, s);
    if (!r->found.mend.n)
        r->found.mend = text_from(tr("check it against the original and correct the record"));
}

static bool found_end(struct running *r)
{
    struct checking *c = r->c;
    if (!r->has_found)
        return true;
    r->has_found = false;
    if (!r->is_seen || r->found.records.count == 0)
        return true;
    const struct found_record *first = &r->found.records.items[0];
    r->found.code = code_of(c->arena, "YD", &r->keys);
    r->found.state = code_of(c->arena, "", &r->versions);
    r->found.who = record_print(c->arena, c->ledger, first->type, first->record);
    place_say(c, &r->found);
    answer_apply(&r->found, &c->answers);
    if (c->query->all || r->found.status < STATUS_EXPLAINED)
        LIST_ADD(c->arena, c->out, r->found);
    return true;
}

/* Whether a row belongs to the group that is being read: its keys are equal. */
static bool is_same_group(struct running *r, struct stmt *s)
{
    SCOPED_BUFFER keys = {0};
    if (!r->has_found || r->rule->group_count == 0)
        return false;
    canonical_text(&keys, r->rule->name);
    int column = RULE_VALUES + (int)template_values(r->sentence);
    for (size_t i = 0; i < r->rule->group_count; i++)
        value_hash(&keys, value_read(r->c->arena, s, column + (int)i));
    return text_equal(buffer_text(&keys), buffer_text(&r->keys));
}

static bool row_take(struct running *r, struct stmt *s, struct fault *f)
{
    struct checking *c = r->c;
    int64_t place = stmt_int(s, RULE_PLACE);
    if (!is_same_group(r, s)) {
        TRY(found_end(r));
        found_begin(r, s, r->rule->group_count > 0);
    }
    r->is_seen = r->is_seen || is_wanted(c, place);
    if (!is_viewed(c, place))
        return true; /* a record of another county stays there; the finding shows the rest */
    for (size_t i = 0; i < r->rule->over_count; i++)
        TRY(record_add(r, i, stmt_int(s, RULE_VERSION + 2 * (int)i),
                       stmt_int(s, RULE_RECORD + 2 * (int)i), f));
    return true;
}

/* ---- one rule ---- */

static const struct template *sentence_of(const struct rule *r)
{
    return language_now() == LANGUAGE_EN && r->finds_en.parts.count ? &r->finds_en : &r->finds_zh;
}

static bool rule_rows(struct running *r, struct stmt *s, struct fault *f)
{
    for (bool row;;) {
        TRY(stmt_step(s, &row, f));
        if (!row)
            return found_end(r);
        TRY(row_take(r, s, f));
    }
}

static bool rule_run(struct checking *c, const struct rule *rule, struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    SCOPED_STMT *s = NULL;
    struct running r = {.c = c, .rule = rule, .sentence = sentence_of(rule)};
    struct emit e;
    emit_begin(&e, c->arena, c->ledger, f);
    bool good = rule_statement(&sql, &e, rule, r.sentence);
    emit_clear(&e);
    TRY(good);
    TRY(stmt_prepare(&s, c->ledger->store, buffer_text(&sql), f));
    struct period period = {c->ledger->catalogue->programme.from, c->query->at};
    emit_bind(&e, s, c->known, period);
    good = rule_rows(&r, s, f);
    buffer_clear(&r.keys);
    buffer_clear(&r.versions);
    return good;
}

static bool is_asked(const struct checking *c, const struct rule *r)
{
    bool is_care = r->level == CHECK_CARE && c->query->level != CHECK_CARE && !c->query->rule;
    if ((c->query->rule && r != c->query->rule) || r->reads_sealed || is_care ||
        (c->query->level >= 0 && (int)r->level != c->query->level))
        return false;
    for (size_t i = 0; i < r->over_count; i++)
        if (!viewer_sees_type(c->viewer, r->over[i].type))
            return false;
    return true;
}

static int found_order(const void *x, const void *y)
{
    const struct found *a = x, *b = y;
    if (a->rule->level != b->rule->level)
        return a->rule->level < b->rule->level ? -1 : 1;
    int order = text_compare(a->rule->name, b->rule->name);
    if (order)
        return order;
    const struct found_record *p = &a->records.items[0], *q = &b->records.items[0];
    order = text_compare(p->file, q->file);
    order = order ? order : text_compare(p->sheet, q->sheet);
    if (order || p->row != q->row)
        return order ? order : p->row < q->row ? -1 : 1;
    return text_compare(a->code, b->code);
}

bool rule_check(struct found_list *out, struct arena *a, struct ledger *l, const struct viewer *v,
                const struct rule_query *q, struct fault *f)
{
    struct checking c = {a, l, v, q, q->known ? q->known : l->head, {{0}}, out};
    SCOPED_TXN txn = {0};
    if (v->role == ROLE_READER)
        return fault_set(f, FAULT_DENIED, "records are not open to \"%.*s\"", TEXT_ARG(v->name));
    TRY(txn_begin(&txn, l->store, TXN_READ, f));
    TRY(answers_read(&c.answers, a, l, c.known, f));
    for (size_t i = 0; i < l->catalogue->rules.count; i++)
        if (is_asked(&c, l->catalogue->rules.items[i]))
            TRY(rule_run(&c, l->catalogue->rules.items[i], f));
    if (out->count)
        qsort(out->items, out->count, sizeof(*out->items), found_order);
    return true;
}

bool rule_sql(struct text *out, struct arena *a, struct ledger *l, const struct rule *r,
              struct fault *f)
{
    SCOPED_BUFFER sql = {0};
    struct emit e;
    emit_begin(&e, a, l, f);
    bool good = rule_statement(&sql, &e, r, &r->finds_zh);
    emit_clear(&e);
    *out = text_copy(a, buffer_text(&sql));
    return good;
}

#define PLAN_STEPS_MAX 500

bool rule_plan(struct text *out, struct arena *a, struct ledger *l, const struct rule *r,
               struct fault *f)
{
    SCOPED_STMT *s = NULL;
    SCOPED_BUFFER plan = {0};
    int64_t ids[PLAN_STEPS_MAX];
    int depths[PLAN_STEPS_MAX], count = 0;
    struct text sql;
    TRY(rule_sql(&sql, a, l, r, f));
    TRY(stmt_prepare(&s, l->store, text_printf(a, "EXPLAIN QUERY PLAN %.*s", TEXT_ARG(sql)), f));
    for (bool row; count < PLAN_STEPS_MAX; count++) {
        TRY(stmt_step(s, &row, f));
        if (!row)
            break;
        ids[count] = stmt_int(s, 0);
        depths[count] = 0;
        for (int i = 0; i < count; i++)
            if (ids[i] == stmt_int(s, 1))
                depths[count] = depths[i] + 1;
        buffer_printf(&plan, "%*s%.*s\n", 2 * depths[count], "", TEXT_ARG(stmt_text(s, 3)));
    }
    *out = text_copy(a, buffer_text(&plan));
    return true;
}

/* ---- as of which day ---- */

struct day rule_day(struct ledger *l)
{
    struct day today = day_today(), last = l->catalogue->programme.to;
    return last.since_1970 < today.since_1970 ? last : today;
}
