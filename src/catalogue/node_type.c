/*
 * Expressions over one row: every node gets its type, or the catalogue is refused.
 */
#include "catalogue/node_inside.h"

#include "base/language.h"
#include <string.h>

/* ---- types ---- */

bool type_is_number(struct type t)
{
    return t.kind == KIND_INT || t.kind == KIND_MONEY || t.kind == KIND_DECIMAL ||
           t.kind == KIND_YEAR;
}

const struct unit *unit_base(const struct unit *u)
{
    return u && u->base ? u->base : u;
}

bool unit_is_share(const struct unit *u)
{
    const struct unit *base = unit_base(u);
    return base && (text_is(base->name, "one") || text_is(base->name, "percent"));
}

static bool is_time(enum kind kind)
{
    return kind == KIND_DAY || kind == KIND_MONTH;
}

static int number_places(struct type t)
{
    return t.kind == KIND_MONEY ? 2 : t.kind == KIND_DECIMAL ? t.places : 0;
}

/*
 * A number without a unit goes with any; numbers in two units never, not even of one base; nor
 * do numbers of different decimal places: they are whole numbers of different scales in SQL.
 */
static bool numbers_fit(struct type a, struct type b)
{
    bool year_with_unit = (a.kind == KIND_YEAR && b.unit) || (b.kind == KIND_YEAR && a.unit);
    return (!a.unit || !b.unit || a.unit == b.unit) && !year_with_unit &&
           number_places(a) == number_places(b);
}

bool type_fits(struct type a, struct type b)
{
    if (type_is_number(a) && type_is_number(b))
        return numbers_fit(a, b);
    if (is_time(a.kind) && is_time(b.kind))
        return true;
    if (a.kind != b.kind)
        return false;
    if (a.kind == KIND_CODE)
        return a.codes == b.codes;
    return a.kind != KIND_REF || a.target == b.target;
}

struct text type_describe(struct arena *a, struct type t)
{
    static const char *const names[] = {
        [KIND_TEXT] = "text",   [KIND_INT] = "int",   [KIND_MONEY] = "money",
        [KIND_DECIMAL] = "decimal", [KIND_DAY] = "day", [KIND_MONTH] = "month",
        [KIND_YEAR] = "year",   [KIND_BOOL] = "bool", [KIND_CODE] = "code",
        [KIND_REGION] = "region", [KIND_REF] = "ref",
    };
    struct text more = {"", 0};
    if (t.kind == KIND_CODE && t.codes)
        more = t.codes->name;
    else if (t.kind == KIND_REF && t.target)
        more = t.target->name;
    else if ((t.kind == KIND_INT || t.kind == KIND_DECIMAL) && t.unit)
        more = t.unit->name;
    struct text places = {"", 0};
    if (t.kind == KIND_DECIMAL)
        places = text_printf(a, " places %d", t.places);
    return text_printf(a, "%s%s%.*s%.*s", names[t.kind], more.n ? " " : "", TEXT_ARG(more),
                       TEXT_ARG(places));
}

static bool fault_types(struct typing *t, const struct node *n, struct type found,
                        struct type wanted)
{
    struct text a = type_describe(t->a, found), b = type_describe(t->a, wanted);
    return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT, "%.*s cannot stand beside %.*s",
                                         TEXT_ARG(a), TEXT_ARG(b)));
}

/* ---- paths ---- */

static const struct alias *alias_find(const struct typing *t, struct text name)
{
    for (size_t i = t->aliases.count; i > 0; i--)
        if (text_equal(t->aliases.items[i - 1].name, name))
            return &t->aliases.items[i - 1];
    return NULL;
}

static bool fault_no_field(struct typing *t, const struct node *n, const struct record_type *type,
                           struct text name)
{
    struct nearest near = nearest_to(name);
    for (size_t i = 0; i < type->field_count; i++)
        nearest_try(&near, type->fields[i].name);
    for (size_t i = 0; i < type->derive_count; i++)
        nearest_try(&near, type->derives[i].name);
    for (size_t i = 0; i < t->aliases.count; i++)
        nearest_try(&near, t->aliases.items[i].name);
    fault_node(t->f, n, fault_set(t->f, FAULT_INPUT, "%.*s has no field \"%.*s\"",
                                  TEXT_ARG(type->name), TEXT_ARG(name)));
    return nearest_hint(&near, t->f);
}

static bool step_take(struct typing *t, struct node *n, const struct record_type *type,
                      struct text name)
{
    struct step step = {type_field_find(type, name), type_derive_find(type, name)};
    if (!step.field && !step.derive)
        return fault_no_field(t, n, type, name);
    if (step.field && step.field->class == CLASS_SEALED && !t->takes_sealed) {
        fault_node(t->f, n, fault_set(t->f, FAULT_INPUT, "the field \"%.*s\" is sealed",
                                      TEXT_ARG(name)));
        return fault_hint(t->f, "sealed fields are read by checks only; count the record itself");
    }
    n->steps[n->step_count++] = step;
    n->type = step.field ? step.field->type : step.derive->type;
    return true;
}

#define STEPS_MAX 8

/* Follows "a.b.c" from a type; each name but the last is a reference. */
static bool steps_follow(struct typing *t, struct node *n, const struct record_type *type,
                         struct text rest)
{
    struct text name;
    n->steps = ARENA_ARRAY(t->a, struct step, STEPS_MAX);
    n->type = (struct type){.kind = KIND_REF, .target = type};
    while (text_split(&name, &rest, '.')) {
        if (n->type.kind != KIND_REF || n->step_count == STEPS_MAX)
            return fault_node(t->f, n,
                              fault_set(t->f, FAULT_INPUT, "there is no way on to \"%.*s\"",
                                        TEXT_ARG(name)));
        TRY(step_take(t, n, n->type.target, name));
    }
    return true;
}

/* `worker.registered at started_on`: the attribute must be one that changes in time. */
static bool at_day_type(struct typing *t, struct node *n)
{
    if (!n->at_day)
        return true;
    const struct field *last = n->step_count ? n->steps[n->step_count - 1].field : NULL;
    if (!last || !last->dated_since)
        return fault_node(t->f, n->at_day,
                          fault_set(t->f, FAULT_INPUT,
                                    "this value is not dated: `at` has no meaning"));
    return node_type_as(t, n->at_day, (struct type){.kind = KIND_DAY});
}

/* Over one type the alias of a path is that path: `p.home` is `worker.home`. */
static bool alias_follow(struct typing *t, struct node *n, const struct alias *alias,
                         struct text rest)
{
    TRY(steps_follow(t, n, alias->type, rest));
    if (alias->subject && alias->source == 0) {
        const struct node *subject = alias->subject;
        struct step *steps = ARENA_ARRAY(t->a, struct step, subject->step_count + n->step_count + 1);
        memcpy(steps, subject->steps, subject->step_count * sizeof(*steps));
        memcpy(steps + subject->step_count, n->steps, n->step_count * sizeof(*steps));
        n->steps = steps;
        n->step_count += subject->step_count;
        n->alias = (struct text){"", 0};
    }
    return at_day_type(t, n);
}

bool node_type_path(struct typing *t, struct node *n)
{
    struct text whole = n->constant.t, head, rest = whole;
    n->constant = VALUE_ABSENT;
    text_split(&head, &rest, '.');
    const struct alias *alias = alias_find(t, head);
    if (alias) {
        n->source = alias->source;
        n->alias = alias->name;
        return alias_follow(t, n, alias, rest);
    }
    if (t->many || !t->over) {
        fault_node(t->f, n, fault_set(t->f, FAULT_INPUT, "the name \"%.*s\" is not known here",
                                      TEXT_ARG(whole)));
        return t->many ? fault_hint(t->f, "with several record types only the name after `as` "
                                          "can be used")
                       : false;
    }
    TRY(steps_follow(t, n, t->over, whole));
    return at_day_type(t, n);
}

/* ---- bare names and constants beside something typed ---- */

static bool is_raw_path(const struct node *n)
{
    return n->kind == NODE_PATH && n->constant.is == VALUE_TEXT;
}

static bool is_bare(const struct node *n)
{
    return is_raw_path(n) && !n->at_day && text_find(n->constant.t, TEXT(".")) < 0;
}

static bool names_something(const struct typing *t, struct text name)
{
    return alias_find(t, name) || (!t->many && t->over && (type_field_find(t->over, name) ||
                                                           type_derive_find(t->over, name)));
}

static bool code_resolve(struct typing *t, struct node *n, const struct code_list *codes)
{
    struct text name = n->constant.t;
    if (code_find(codes, name)) {
        n->kind = NODE_CONSTANT;
        n->type = (struct type){.kind = KIND_CODE, .codes = codes};
        return true;
    }
    if (names_something(t, name))
        return node_type_path(t, n);
    struct nearest near = nearest_to(name);
    for (size_t i = 0; i < codes->count; i++)
        nearest_try(&near, codes->codes[i].code);
    fault_node(t->f, n, fault_set(t->f, FAULT_INPUT, "the code list %.*s has no code \"%.*s\"",
                                  TEXT_ARG(codes->name), TEXT_ARG(name)));
    return nearest_hint(&near, t->f);
}

static bool region_constant(struct typing *t, struct node *n)
{
    SCOPED_ARENA scratch = {0};
    struct text digits = text_printf(&scratch, "%lld", (long long)n->constant.i);
    int64_t code;
    if (!region_code_parse(&code, digits) ||
        (region_count(t->c->regions) && !region_find(t->c->regions, code)))
        return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT,
                                             "there is no region with the code \"%.*s\"",
                                             TEXT_ARG(digits)));
    n->constant = VALUE_OF_INT(code);
    n->type = (struct type){.kind = KIND_REGION};
    return true;
}

/* 1000 beside money is 1000 yuan; 3 beside a decimal with two places is 3.00. */
static void number_constant(struct node *n, struct type want)
{
    struct fault ignored;
    struct decimal scaled, d = {n->constant.i, n->type.kind == KIND_DECIMAL ? n->type.places : 0};
    int places = want.kind == KIND_MONEY ? 2 : want.kind == KIND_DECIMAL ? want.places : 0;
    if (!decimal_rescale(&scaled, d, places, &ignored))
        return;
    n->constant = VALUE_OF_INT(scaled.mantissa);
    n->type = want;
}

static bool constant_suit(struct typing *t, struct node *n, const struct type *want)
{
    if (!want || n->kind != NODE_CONSTANT)
        return true;
    if (want->kind == KIND_REGION && n->type.kind == KIND_INT)
        return region_constant(t, n);
    if (type_is_number(*want) && type_is_number(n->type) && !n->type.unit)
        number_constant(n, *want);
    return true;
}

/* ---- operators ---- */

static bool none_beside(const struct node *a, const struct node *b)
{
    return a->kind == NODE_NONE || b->kind == NODE_NONE;
}

/* A name that is neither a field nor an alias: perhaps a code of what stands beside it. */
static bool is_unknown(const struct typing *t, const struct node *n)
{
    return is_bare(n) && !names_something(t, n->constant.t);
}

/* Types two nodes that stand beside each other, the one that knows its type first. */
static bool pair_type(struct typing *t, struct node *a, struct node *b)
{
    bool later = (is_unknown(t, a) && !is_unknown(t, b)) ||
                 (a->kind == NODE_CONSTANT && b->kind != NODE_CONSTANT);
    struct node *first = later ? b : a, *second = later ? a : b;
    TRY(node_type(t, first, NULL));
    TRY(node_type(t, second, first->kind == NODE_NONE ? NULL : &first->type));
    if (none_beside(a, b) || type_fits(a->type, b->type))
        return true;
    return fault_types(t, second, second->type, first->type);
}

static bool has_order(struct type t)
{
    return type_is_number(t) || is_time(t.kind);
}

static bool compare_type(struct typing *t, struct node *n)
{
    struct node *a = n->args[0], *b = n->args[1];
    TRY(pair_type(t, a, b));
    n->type.kind = KIND_BOOL;
    if (n->op == OP_EQ || n->op == OP_NE)
        return true;
    bool records = t->orders_records && a->type.kind == KIND_REF;
    if (!none_beside(a, b) && (records || has_order(a->type)))
        return true;
    return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT,
                                         "only numbers, days and months have an order"));
}

static bool span_type(struct typing *t, struct node *n, const struct type *want)
{
    if (n->kind != NODE_SPAN)
        return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT, "a span A..B is wanted here"));
    for (size_t i = 0; i < n->arg_count; i++) {
        TRY(node_type(t, n->args[i], want));
        if (!has_order(n->args[i]->type) || (want && !type_fits(n->args[i]->type, *want)))
            return fault_types(t, n->args[i], n->args[i]->type,
                               want ? *want : (struct type){.kind = KIND_DAY});
        if (!type_fits(n->args[i]->type, n->args[0]->type))
            return fault_types(t, n->args[i], n->args[i]->type, n->args[0]->type);
    }
    n->type = n->args[0]->type;
    return true;
}

static bool in_type(struct typing *t, struct node *n)
{
    TRY(node_type(t, n->args[0], NULL));
    n->type.kind = KIND_BOOL;
    if (n->op == OP_IN_SPAN) {
        TRY(span_type(t, n->args[1], &n->args[0]->type));
        /* A month is not one day: month(d) in 2019-01..2019-03 says which is meant. */
        return n->args[0]->type.kind != KIND_MONTH || n->args[1]->type.kind == KIND_MONTH ||
               fault_types(t, n->args[1], n->args[1]->type, n->args[0]->type);
    }
    if (n->arg_count == 1)
        return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT, "the list after `in` is empty"));
    for (size_t i = 1; i < n->arg_count; i++)
        TRY(node_type_as(t, n->args[i], n->args[0]->type));
    return true;
}

static bool logic_type(struct typing *t, struct node *n)
{
    for (size_t i = 0; i < n->arg_count; i++)
        TRY(node_type_as(t, n->args[i], (struct type){.kind = KIND_BOOL}));
    n->type.kind = KIND_BOOL;
    return true;
}

static struct type number_type(int places, const struct unit *unit)
{
    return (struct type){.kind = places ? KIND_DECIMAL : KIND_INT, .places = places, .unit = unit};
}

/* day - day, day + days, month - month, month + months. */
static bool time_sum_type(struct typing *t, struct node *n, struct type a, struct type b)
{
    if (n->op == OP_SUBTRACT && a.kind == b.kind)
        n->type = (struct type){.kind = KIND_INT};
    else if (is_time(a.kind) && b.kind == KIND_INT)
        n->type = a;
    else
        return fault_types(t, n->args[1], b, a);
    return true;
}

static bool sum_type(struct typing *t, struct node *n)
{
    struct node *x = n->args[0], *y = n->args[1];
    TRY(node_type(t, x, NULL));
    TRY(node_type(t, y, type_is_number(x->type) ? &x->type : NULL));
    if (x->kind == NODE_CONSTANT && type_is_number(y->type))
        TRY(constant_suit(t, x, &y->type));
    struct type a = x->type, b = y->type;
    if (is_time(a.kind))
        return time_sum_type(t, n, a, b);
    if (!type_is_number(a) || !type_is_number(b) || !type_fits(a, b))
        return fault_types(t, y, b, a);
    n->type = number_type(number_places(a), a.unit ? a.unit : b.unit);
    if (a.kind == KIND_MONEY || b.kind == KIND_MONEY)
        n->type.kind = KIND_MONEY;
    return true;
}

static bool product_type(struct typing *t, struct node *n)
{
    struct node *x = n->args[0], *y = n->args[1];
    if (n->op == OP_DIVIDE)
        return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT,
                                             "division stands only in an indicator's value"));
    TRY(node_type(t, x, NULL));
    TRY(node_type(t, y, NULL));
    struct type a = x->type, b = y->type;
    int places = number_places(a) + number_places(b);
    if (!type_is_number(a) || !type_is_number(b) || (a.unit && b.unit) || places > 18)
        return fault_types(t, y, b, a);
    n->type = number_type(places, a.unit ? a.unit : b.unit);
    if (places == 2 && (a.kind == KIND_MONEY || b.kind == KIND_MONEY))
        n->type.kind = KIND_MONEY;
    return true;
}

static bool operator_type(struct typing *t, struct node *n)
{
    switch (n->op) {
    case OP_OR:
    case OP_AND:
    case OP_NOT: return logic_type(t, n);
    case OP_EQ:
    case OP_NE:
    case OP_LT:
    case OP_LE:
    case OP_GT:
    case OP_GE: return compare_type(t, n);
    case OP_IN_SPAN:
    case OP_IN_LIST: return in_type(t, n);
    case OP_ADD:
    case OP_SUBTRACT: return sum_type(t, n);
    case OP_MULTIPLY:
    case OP_DIVIDE: return product_type(t, n);
    case OP_NEGATE: break;
    }
    TRY(node_type(t, n->args[0], NULL));
    n->type = n->args[0]->type;
    if (type_is_number(n->type))
        return true;
    return fault_types(t, n->args[0], n->type, (struct type){.kind = KIND_INT});
}

/* ---- calls ---- */

static bool pick_type(struct typing *t, struct node *n, const struct type *want)
{
    struct type first;
    for (size_t i = 0; i < n->arg_count; i++) {
        bool condition = i % 2 == 0 && i + 1 < n->arg_count;
        struct node *arg = n->args[i];
        if (condition) {
            TRY(node_type_as(t, arg, (struct type){.kind = KIND_BOOL}));
            continue;
        }
        TRY(node_type(t, arg, want));
        if (arg->kind == NODE_NONE)
            continue;
        if (want && !type_fits(arg->type, *want))
            return fault_types(t, arg, arg->type, *want);
        if (!want) {
            first = arg->type;
            want = &first;
        }
    }
    n->type = want ? *want : (struct type){.kind = KIND_TEXT};
    return true;
}

bool node_is_related(const struct node *n)
{
    return n->kind == NODE_CALL && (n->call == CALL_EXISTS || n->call == CALL_COUNT ||
                                    n->call == CALL_COUNT_DISTINCT || n->call == CALL_SUM);
}

/* What is counted or added up of each of them; args[1]. */
static bool related_value_type(struct typing *t, struct node *n)
{
    struct node *value = n->args[1];
    bool is_sum = text_is(n->constant.t, "sum");
    TRY(node_type(t, value, NULL));
    bool fits = is_sum ? type_is_number(value->type) && value->type.kind != KIND_YEAR
                       : value->kind == NODE_PATH;
    n->call = is_sum ? CALL_SUM : CALL_COUNT_DISTINCT;
    n->type = is_sum ? value->type : (struct type){.kind = KIND_INT};
    return (fits && value->kind != NODE_CONSTANT) ||
           fault_node(t->f, value, fault_set(t->f, FAULT_INPUT, "a number of the record is wanted"));
}

/* exists(), count(), sum() over the records of a type, named for as long as the brackets last. */
static bool related_type(struct typing *t, struct node *n)
{
    struct node *type = n->args[0], *alias = n->args[1], *condition = n->args[2];
    bool is_exists = text_is(n->constant.t, "exists");
    n->call = is_exists ? CALL_EXISTS : CALL_COUNT;
    n->alias = alias->constant.t;
    if (!catalogue_type_get(&n->sub_type, t->c, type->constant.t, t->f))
        return fault_node(t->f, type, false);
    if (names_something(t, alias->constant.t))
        return fault_node(t->f, alias, fault_set(t->f, FAULT_INPUT, "\"%.*s\" is named already",
                                                 TEXT_ARG(alias->constant.t)));
    n->args[0] = condition;
    n->args[1] = n->args[3];
    n->arg_count -= 2;
    n->type.kind = is_exists ? KIND_BOOL : KIND_INT;
    LIST_ADD(t->a, &t->aliases, (struct alias){alias->constant.t, n->sub_type, ++t->exists_depth, NULL});
    TRY(node_type_as(t, condition, (struct type){.kind = KIND_BOOL}));
    if (n->arg_count > 1)
        TRY(related_value_type(t, n));
    n->constant = VALUE_ABSENT;
    t->aliases.count--;
    t->exists_depth--;
    return true;
}

enum wants {
    WANTS_DAY, WANTS_TIME, WANTS_SPAN, WANTS_REGION, WANTS_TEXT, WANTS_WHOLE, WANTS_EQUAL
};

static const struct function {
    const char *name;
    enum node_call call;
    size_t least, most;
    enum wants wants[3];
    enum kind gives;
    enum region_level level;
} functions[] = {
    {"months", CALL_MONTHS, 1, 2, {WANTS_SPAN, WANTS_DAY}, KIND_INT, 0},
    {"days", CALL_DAYS, 1, 2, {WANTS_SPAN, WANTS_DAY}, KIND_INT, 0},
    {"age", CALL_AGE, 2, 2, {WANTS_TIME, WANTS_TIME}, KIND_INT, 0},
    {"overlaps", CALL_OVERLAPS, 2, 2, {WANTS_SPAN, WANTS_SPAN}, KIND_BOOL, 0},
    {"within", CALL_WITHIN, 2, 2, {WANTS_REGION, WANTS_REGION}, KIND_BOOL, 0},
    {"paired", CALL_PAIRED, 1, 1, {WANTS_REGION}, KIND_BOOL, 0},
    {"west", CALL_WEST, 1, 1, {WANTS_REGION}, KIND_BOOL, 0},
    {"province", CALL_PROVINCE, 1, 1, {WANTS_REGION}, KIND_REGION, LEVEL_PROVINCE},
    {"prefecture", CALL_PREFECTURE, 1, 1, {WANTS_REGION}, KIND_REGION, LEVEL_PREFECTURE},
    {"county", CALL_COUNTY, 1, 1, {WANTS_REGION}, KIND_REGION, LEVEL_COUNTY},
    {"town", CALL_TOWN, 1, 1, {WANTS_REGION}, KIND_REGION, LEVEL_TOWN},
    {"year", CALL_YEAR, 1, 1, {WANTS_TIME}, KIND_YEAR, 0},
    {"month", CALL_MONTH, 1, 1, {WANTS_TIME}, KIND_MONTH, 0},
    {"figure", CALL_FIGURE, 3, 3, {WANTS_TEXT, WANTS_TEXT, WANTS_SPAN}, KIND_DECIMAL, 0},
    {"number", CALL_NUMBER, 1, 1, {WANTS_WHOLE}, KIND_INT, 0},
    {"min", CALL_MIN, 2, 2, {WANTS_EQUAL, WANTS_EQUAL}, KIND_INT, 0},
    {"max", CALL_MAX, 2, 2, {WANTS_EQUAL, WANTS_EQUAL}, KIND_INT, 0},
};

#define FUNCTION_COUNT (sizeof(functions) / sizeof(*functions))

static bool argument_type(struct typing *t, struct node *n, enum wants wants)
{
    static const struct type day = {.kind = KIND_DAY};
    switch (wants) {
    case WANTS_SPAN: return span_type(t, n, &day);
    case WANTS_REGION: return node_type_as(t, n, (struct type){.kind = KIND_REGION});
    case WANTS_TEXT: return node_type_as(t, n, (struct type){.kind = KIND_TEXT});
    case WANTS_WHOLE:
        TRY(node_type(t, n, NULL));
        return n->type.kind == KIND_INT || fault_types(t, n, n->type, (struct type){.kind = KIND_INT});
    case WANTS_DAY:
    case WANTS_TIME: return node_type_as(t, n, day);
    case WANTS_EQUAL: break;
    }
    return true;
}

static bool least_type(struct typing *t, struct node *n)
{
    TRY(pair_type(t, n->args[0], n->args[1]));
    n->type = n->args[0]->kind == NODE_NONE ? n->args[1]->type : n->args[0]->type;
    if (has_order(n->type) && n->args[0]->type.kind == n->args[1]->type.kind &&
        number_places(n->args[0]->type) == number_places(n->args[1]->type))
        return true;
    return fault_types(t, n->args[1], n->args[1]->type, n->args[0]->type);
}

static bool fault_no_function(struct typing *t, const struct node *n)
{
    static const char *const others[] = {"pick", "exists", "count", "sum", "latest", "balance",
                                         "aged"};
    struct nearest near = nearest_to(n->constant.t);
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        nearest_try(&near, text_from(functions[i].name));
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        nearest_try(&near, text_from(others[i]));
    fault_node(t->f, n, fault_set(t->f, FAULT_INPUT, "there is no function \"%.*s\"",
                                  TEXT_ARG(n->constant.t)));
    return nearest_hint(&near, t->f);
}

/* The indicator that a row names is counted beside the row: only where rows are counted. */
static bool figure_type(struct typing *t, struct node *n)
{
    n->type.places = FIGURE_PLACES;
    if (t->figures && t->exists_depth == 0)
        return true;
    return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT,
                                         "figure() stands in an indicator, for its own row only"));
}

static bool call_type(struct typing *t, struct node *n)
{
    if (text_is(n->constant.t, "exists") || text_is(n->constant.t, "count") ||
        text_is(n->constant.t, "sum"))
        return related_type(t, n);
    const struct function *found = NULL;
    for (size_t i = 0; i < FUNCTION_COUNT && !found; i++)
        if (text_is(n->constant.t, functions[i].name))
            found = &functions[i];
    if (!found)
        return fault_no_function(t, n);
    if (n->arg_count < found->least || n->arg_count > found->most)
        return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT, "%s() takes %zu values, not %zu",
                                             found->name, found->least, n->arg_count));
    n->call = found->call;
    n->constant = VALUE_ABSENT;
    n->type = (struct type){.kind = found->gives, .level = found->level};
    for (size_t i = 0; i < n->arg_count; i++)
        TRY(argument_type(t, n->args[i], found->wants[i]));
    if (n->call == CALL_FIGURE)
        return figure_type(t, n);
    return found->wants[0] == WANTS_EQUAL ? least_type(t, n) : true;
}

/* ---- any node ---- */

bool node_type(struct typing *t, struct node *n, const struct type *want)
{
    bool took = false;
    if (t->counts)
        TRY(node_type_aggregate(t, n, &took));
    if (took)
        return true;
    switch (n->kind) {
    case NODE_PATH:
        if (t->counts_only && !(is_bare(n) && want && want->kind == KIND_CODE))
            return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT,
                                                 "a group has counts and sums, not \"%.*s\" of its own",
                                                 TEXT_ARG(n->constant.t)));
        if (is_bare(n) && want && want->kind == KIND_CODE)
            return code_resolve(t, n, want->codes);
        return is_raw_path(n) ? node_type_path(t, n) : true;
    case NODE_CONSTANT: return constant_suit(t, n, want);
    case NODE_CALL: return n->constant.is == VALUE_TEXT ? call_type(t, n) : true;
    case NODE_PICK: return pick_type(t, n, want);
    case NODE_OPERATOR: return operator_type(t, n);
    case NODE_SYMBOL:
    case NODE_NONE: return true;
    case NODE_SPAN:
        return fault_node(t->f, n,
                          fault_set(t->f, FAULT_INPUT, "a span A..B cannot stand here"));
    case NODE_AGGREGATE:
    case NODE_INDICATOR: break;
    }
    return fault_node(t->f, n, fault_set(t->f, FAULT_INPUT,
                                         "counting stands only in an indicator's value"));
}

bool node_type_as(struct typing *t, struct node *n, struct type want)
{
    TRY(node_type(t, n, &want));
    if (n->kind == NODE_NONE || type_fits(n->type, want))
        return true;
    return fault_types(t, n, n->type, want);
}
