/*
 * Expressions as text again: what node_parse reads back to the same.
 */
#include "catalogue/node_inside.h"

enum binding { BINDS_OR, BINDS_AND, BINDS_NOT, BINDS_COMPARE, BINDS_SUM, BINDS_PRODUCT, BINDS_UNARY,
               BINDS_PRIMARY };

static const struct {
    const char *word;
    enum binding binds;
} operators[] = {
    [OP_OR] = {" or ", BINDS_OR},       [OP_AND] = {" and ", BINDS_AND},
    [OP_NOT] = {"not ", BINDS_NOT},     [OP_EQ] = {" = ", BINDS_COMPARE},
    [OP_NE] = {" != ", BINDS_COMPARE},  [OP_LT] = {" < ", BINDS_COMPARE},
    [OP_LE] = {" <= ", BINDS_COMPARE},  [OP_GT] = {" > ", BINDS_COMPARE},
    [OP_GE] = {" >= ", BINDS_COMPARE},  [OP_IN_SPAN] = {" in ", BINDS_COMPARE},
    [OP_IN_LIST] = {" in ", BINDS_COMPARE}, [OP_ADD] = {" + ", BINDS_SUM},
    [OP_SUBTRACT] = {" - ", BINDS_SUM}, [OP_MULTIPLY] = {" * ", BINDS_PRODUCT},
    [OP_DIVIDE] = {" / ", BINDS_PRODUCT}, [OP_NEGATE] = {"-", BINDS_UNARY},
};

static const char *const call_names[] = {
    [CALL_MONTHS] = "months",   [CALL_DAYS] = "days",     [CALL_AGE] = "age",
    [CALL_OVERLAPS] = "overlaps", [CALL_WITHIN] = "within", [CALL_PAIRED] = "paired",
    [CALL_WEST] = "west",       [CALL_PROVINCE] = "province", [CALL_PREFECTURE] = "prefecture",
    [CALL_COUNTY] = "county",   [CALL_TOWN] = "town",     [CALL_YEAR] = "year",
    [CALL_MONTH] = "month",     [CALL_MIN] = "min",       [CALL_MAX] = "max",
    [CALL_NUMBER] = "number",   [CALL_FIGURE] = "figure",   [CALL_EXISTS] = "exists",
    [CALL_COUNT] = "count",     [CALL_COUNT_DISTINCT] = "count", [CALL_SUM] = "sum",
};

static const char *const aggregate_names[] = {
    [AGGREGATE_COUNT] = "count",   [AGGREGATE_COUNT_DISTINCT] = "count",
    [AGGREGATE_SUM] = "sum",       [AGGREGATE_MIN] = "min",
    [AGGREGATE_MAX] = "max",       [AGGREGATE_LATEST] = "latest",
    [AGGREGATE_BALANCE] = "balance", [AGGREGATE_AGED] = "aged",
};

static void print(struct buffer *out, const struct node *n, enum binding least);

static void constant_print(struct buffer *out, const struct node *n)
{
    SCOPED_ARENA a = {0};
    int64_t i = n->constant.i;
    switch (n->type.kind) {
    case KIND_TEXT: buffer_printf(out, "'%.*s'", TEXT_ARG(n->constant.t)); return;
    case KIND_CODE: buffer_add(out, n->constant.t); return;
    case KIND_DAY: buffer_add(out, day_print(&a, (struct day){(int32_t)i})); return;
    case KIND_MONTH: buffer_add(out, month_print(&a, (struct month){(int32_t)i})); return;
    case KIND_BOOL: buffer_add_str(out, i ? "true" : "false"); return;
    case KIND_REGION: buffer_add(out, region_code_print(&a, i)); return;
    case KIND_MONEY: buffer_add(out, decimal_print(&a, (struct decimal){i, 2})); return;
    case KIND_DECIMAL:
        buffer_add(out, decimal_print(&a, (struct decimal){i, n->type.places}));
        return;
    default: buffer_printf(out, "%lld", (long long)i);
    }
}

static void at_print(struct buffer *out, const struct node *day)
{
    buffer_add_str(out, " at ");
    print(out, day, BINDS_PRIMARY);
}

static void path_print(struct buffer *out, const struct node *n)
{
    buffer_add(out, n->alias);
    for (size_t i = 0; i < n->step_count; i++) {
        if (i || n->alias.n)
            buffer_add_char(out, '.');
        buffer_add(out, n->steps[i].field ? n->steps[i].field->name : n->steps[i].derive->name);
    }
    if (n->at_day)
        at_print(out, n->at_day);
}

static void list_print(struct buffer *out, const struct node *n, size_t from)
{
    for (size_t i = from; i < n->arg_count; i++) {
        buffer_add_str(out, i > from ? ", " : "");
        print(out, n->args[i], BINDS_OR);
    }
    buffer_add_char(out, ')');
}

static void call_print(struct buffer *out, const struct node *n)
{
    buffer_printf(out, "%s(", call_names[n->call]);
    if (!node_is_related(n)) {
        list_print(out, n, 0);
        return;
    }
    buffer_printf(out, "%.*s %.*s: ", TEXT_ARG(n->sub_type->name), TEXT_ARG(n->alias));
    print(out, n->args[0], BINDS_OR);
    if (n->arg_count > 1) {
        buffer_add_str(out, n->call == CALL_COUNT_DISTINCT ? " : distinct " : " : ");
        print(out, n->args[1], BINDS_OR);
    }
    buffer_add_char(out, ')');
}

static void pick_print(struct buffer *out, const struct node *n)
{
    buffer_add_str(out, "pick(");
    for (size_t i = 0; i < n->arg_count; i++) {
        bool last = i + 1 == n->arg_count;
        buffer_add_str(out, last ? "else : " : "");
        print(out, n->args[i], BINDS_OR);
        buffer_add_str(out, last ? ")" : i % 2 ? ", " : " : ");
    }
}

static void aggregate_print(struct buffer *out, const struct node *n)
{
    buffer_printf(out, "%s(", aggregate_names[n->aggregate]);
    if (n->aggregate == AGGREGATE_COUNT_DISTINCT)
        buffer_add_str(out, "distinct ");
    if (n->aggregate != AGGREGATE_BALANCE && n->aggregate != AGGREGATE_AGED) {
        list_print(out, n, 0);
        return;
    }
    static const char *const before[] = {"", ", in ", " ", ", out ", " ", ", over "};
    for (size_t i = 0; i < n->arg_count; i++) {
        buffer_add_str(out, before[i]);
        print(out, n->args[i], BINDS_OR);
    }
    buffer_add_char(out, ')');
}

static void span_print(struct buffer *out, const struct node *n)
{
    print(out, n->args[0], BINDS_SUM);
    buffer_add_str(out, "..");
    if (n->arg_count == 2)
        print(out, n->args[1], BINDS_SUM);
}

static void operator_print(struct buffer *out, const struct node *n)
{
    enum binding binds = operators[n->op].binds;
    if (n->op == OP_NOT || n->op == OP_NEGATE) {
        buffer_add_str(out, operators[n->op].word);
        print(out, n->args[0], binds);
        return;
    }
    /* Comparisons do not chain; the others bind to the left. */
    print(out, n->args[0], binds == BINDS_COMPARE ? BINDS_SUM : binds);
    buffer_add_str(out, operators[n->op].word);
    if (n->op == OP_IN_LIST) {
        buffer_add_char(out, '(');
        list_print(out, n, 1);
    } else if (n->op == OP_IN_SPAN) {
        span_print(out, n->args[1]);
    } else {
        print(out, n->args[1], binds + 1);
    }
}

static void bare_print(struct buffer *out, const struct node *n)
{
    static const char *const symbols[] = {"as_of", "from", "to"};
    switch (n->kind) {
    case NODE_CONSTANT: constant_print(out, n); return;
    case NODE_NONE: buffer_add_str(out, "none"); return;
    case NODE_SYMBOL: buffer_add_str(out, symbols[n->symbol]); return;
    case NODE_PATH: path_print(out, n); return;
    case NODE_CALL: call_print(out, n); return;
    case NODE_PICK: pick_print(out, n); return;
    case NODE_OPERATOR: operator_print(out, n); return;
    case NODE_SPAN: span_print(out, n); return;
    case NODE_AGGREGATE: aggregate_print(out, n); return;
    case NODE_INDICATOR: break;
    }
    buffer_add(out, n->indicator->name);
    if (n->arg_count)
        at_print(out, n->args[0]);
}

/* In brackets where it binds less than what stands around it. */
static void print(struct buffer *out, const struct node *n, enum binding least)
{
    bool loose = n->kind == NODE_OPERATOR && operators[n->op].binds < least;
    if (loose)
        buffer_add_char(out, '(');
    bare_print(out, n);
    if (loose)
        buffer_add_char(out, ')');
}

void node_print(struct buffer *out, const struct node *n)
{
    print(out, n, BINDS_OR);
}
