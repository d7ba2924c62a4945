/*
 * Expressions: tokens to raw nodes. The grammar stands in node.h.
 */
#include "catalogue/node_inside.h"

#include <string.h>

#define DEPTH_MAX 64
#define NODES_MAX 1000

struct reader {
    struct arena *a;
    struct cursor *c;
    struct fault *f;
    int depth;
    int nodes;
};

typedef LIST(struct node *) node_list;

static bool expression_read(struct node **out, struct reader *r);
static bool sum_read(struct node **out, struct reader *r);
static bool unary_read(struct node **out, struct reader *r);

struct node *node_new(struct arena *a, enum node_kind kind, struct position at)
{
    struct node *n = ARENA_NEW(a, struct node);
    n->kind = kind;
    n->at = at;
    return n;
}

bool fault_node(struct fault *f, const struct node *n, bool set)
{
    return fault_at(f, n->at, set);
}

static bool node_make(struct node **out, struct reader *r, enum node_kind kind)
{
    *out = node_new(r->a, kind, cursor_position(r->c));
    if (++r->nodes <= NODES_MAX)
        return true;
    return fault_node(r->f, *out,
                      fault_set(r->f, FAULT_LIMIT, "an expression has more than %d parts",
                                NODES_MAX));
}

static bool deeper(struct reader *r)
{
    if (++r->depth <= DEPTH_MAX)
        return true;
    return fault_at(r->f, cursor_position(r->c),
                    fault_set(r->f, FAULT_LIMIT, "an expression is nested deeper than %d",
                              DEPTH_MAX));
}

static void args_set(struct node *n, const node_list *args)
{
    n->args = args->items;
    n->arg_count = args->count;
}

static void args_two(struct arena *a, struct node *n, struct node *left, struct node *right)
{
    n->args = ARENA_ARRAY(a, struct node *, 2);
    n->args[0] = left;
    n->args[1] = right;
    n->arg_count = right ? 2 : 1;
}

/* ---- calls ---- */

/* An argument may be a span: started_on..ended_on. */
static bool argument_read(struct node **out, struct reader *r)
{
    struct node *left, *right = NULL;
    TRY(expression_read(&left, r));
    *out = left;
    if (!cursor_is(r->c, ".."))
        return true;
    TRY(node_make(out, r, NODE_SPAN));
    r->c->at++;
    bool open = cursor_is(r->c, ")") || cursor_is(r->c, ",") || cursor_is(r->c, ":") || r->c->at->kind == TOKEN_END;
    if (!open)
        TRY(sum_read(&right, r));
    args_two(r->a, *out, left, right);
    return true;
}

static bool arguments_read(struct node *n, struct reader *r)
{
    node_list args = {0};
    while (!cursor_is(r->c, ")")) {
        struct node *arg;
        TRY(argument_read(&arg, r));
        LIST_ADD(r->a, &args, arg);
        if (!cursor_take(r->c, ","))
            break;
    }
    args_set(n, &args);
    return cursor_expect(r->c, ")", r->f);
}

/* pick(condition : value, ..., else : value) */
static bool pick_read(struct node *n, struct reader *r)
{
    node_list args = {0};
    n->kind = NODE_PICK;
    for (;;) {
        struct node *part;
        bool last = cursor_take(r->c, "else");
        if (!last) {
            TRY(expression_read(&part, r));
            LIST_ADD(r->a, &args, part);
        }
        TRY(cursor_expect(r->c, ":", r->f));
        TRY(expression_read(&part, r));
        LIST_ADD(r->a, &args, part);
        if (last)
            break;
        TRY(cursor_expect(r->c, ",", r->f));
    }
    args_set(n, &args);
    return cursor_expect(r->c, ")", r->f);
}

static bool name_read(struct node **out, struct reader *r)
{
    TRY(node_make(out, r, NODE_PATH));
    struct text name;
    TRY(cursor_get(&name, r->c, TOKEN_NAME, r->f));
    (*out)->constant = VALUE_OF_TEXT(name);
    return true;
}

/* Whether `TYPE alias:` stands here: other records are meant, not the rows that are counted. */
static bool is_type_alias(const struct cursor *c)
{
    return c->at->kind == TOKEN_NAME && c->at[1].kind == TOKEN_NAME &&
           c->at[2].kind == TOKEN_MARK && text_is(c->at[2].text, ":");
}

/* exists(TYPE alias: condition), count(... [: distinct x]), sum(... : x) */
static bool related_read(struct node *n, struct reader *r)
{
    bool is_sum = text_is(n->constant.t, "sum"), is_count = text_is(n->constant.t, "count");
    n->args = ARENA_ARRAY(r->a, struct node *, 4);
    n->arg_count = 3;
    TRY(name_read(&n->args[0], r));
    TRY(name_read(&n->args[1], r));
    TRY(cursor_expect(r->c, ":", r->f));
    TRY(expression_read(&n->args[2], r));
    if (is_sum || (is_count && cursor_is(r->c, ":"))) {
        TRY(cursor_expect(r->c, ":", r->f));
        if (is_count)
            TRY(cursor_expect(r->c, "distinct", r->f));
        TRY(expression_read(&n->args[n->arg_count++], r));
    }
    return cursor_expect(r->c, ")", r->f);
}

/* count() | count(path) | count(distinct path) */
static bool count_read(struct node *n, struct reader *r)
{
    n->kind = NODE_AGGREGATE;
    n->aggregate = AGGREGATE_COUNT;
    if (cursor_take(r->c, "distinct"))
        n->aggregate = AGGREGATE_COUNT_DISTINCT;
    return arguments_read(n, r);
}

/* HOLDER DAY after `in` or `out`: each a path. */
static bool side_read(node_list *args, struct reader *r, const char *word)
{
    TRY(cursor_expect(r->c, ",", r->f));
    TRY(cursor_expect(r->c, word, r->f));
    for (int i = 0; i < 2; i++) {
        struct node *path;
        TRY(name_read(&path, r));
        LIST_ADD(r->a, args, path);
    }
    return true;
}

/* balance(amount, in HOLDER DAY, out HOLDER DAY), aged(..., over DAYS) */
static bool balance_read(struct node *n, struct reader *r, bool aged)
{
    node_list args = {0};
    struct node *part;
    n->kind = NODE_AGGREGATE;
    n->aggregate = aged ? AGGREGATE_AGED : AGGREGATE_BALANCE;
    TRY(expression_read(&part, r));
    LIST_ADD(r->a, &args, part);
    TRY(side_read(&args, r, "in"));
    TRY(side_read(&args, r, "out"));
    if (aged) {
        TRY(cursor_expect(r->c, ",", r->f));
        TRY(cursor_expect(r->c, "over", r->f));
        TRY(expression_read(&part, r));
        LIST_ADD(r->a, &args, part);
    }
    args_set(n, &args);
    return cursor_expect(r->c, ")", r->f);
}

static bool call_read(struct node **out, struct reader *r)
{
    TRY(node_make(out, r, NODE_CALL));
    struct node *n = *out;
    struct text name = r->c->at->text;
    n->constant = VALUE_OF_TEXT(name);
    r->c->at += 2; /* the name and its bracket */
    if (text_is(name, "pick"))
        return pick_read(n, r);
    if (text_is(name, "exists") ||
        ((text_is(name, "count") || text_is(name, "sum")) && is_type_alias(r->c)))
        return related_read(n, r);
    if (text_is(name, "count"))
        return count_read(n, r);
    if (text_is(name, "balance") || text_is(name, "aged"))
        return balance_read(n, r, text_is(name, "aged"));
    if (text_is(name, "sum") || text_is(name, "latest")) {
        n->kind = NODE_AGGREGATE;
        n->aggregate = text_is(name, "sum") ? AGGREGATE_SUM : AGGREGATE_LATEST;
    }
    return arguments_read(n, r);
}

/* ---- the smallest parts ---- */

static bool number_read(struct node **out, struct reader *r)
{
    TRY(node_make(out, r, NODE_CONSTANT));
    struct decimal d;
    if (!decimal_parse(&d, r->c->at->text, r->f))
        return fault_node(r->f, *out, false);
    (*out)->constant = VALUE_OF_INT(d.mantissa);
    (*out)->type = (struct type){.kind = d.places ? KIND_DECIMAL : KIND_INT, .places = d.places};
    r->c->at++;
    return true;
}

static bool constant_read(struct node **out, struct reader *r)
{
    struct text t = r->c->at->text;
    struct day day;
    struct month month;
    if (r->c->at->kind == TOKEN_NUMBER)
        return number_read(out, r);
    TRY(node_make(out, r, NODE_CONSTANT));
    if (r->c->at->kind == TOKEN_DAY && day_parse(&day, t)) {
        (*out)->constant = VALUE_OF_INT(day.since_1970);
        (*out)->type.kind = KIND_DAY;
    } else if (r->c->at->kind == TOKEN_MONTH && month_parse(&month, t)) {
        (*out)->constant = VALUE_OF_INT(month.index);
        (*out)->type.kind = KIND_MONTH;
    } else {
        (*out)->constant = VALUE_OF_TEXT(t);
        (*out)->type.kind = KIND_TEXT;
    }
    r->c->at++;
    return true;
}

/* as_of from to true false none; *is false where it is another name. */
static bool word_read(struct node **out, struct reader *r, bool *is)
{
    static const struct {
        const char *word;
        enum node_kind kind;
        int value;
    } words[] = {
        {"as_of", NODE_SYMBOL, SYMBOL_AS_OF}, {"from", NODE_SYMBOL, SYMBOL_FROM},
        {"to", NODE_SYMBOL, SYMBOL_TO},       {"true", NODE_CONSTANT, 1},
        {"false", NODE_CONSTANT, 0},          {"none", NODE_NONE, 0},
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        *is = cursor_is(r->c, words[i].word);
        if (!*is)
            continue;
        TRY(node_make(out, r, words[i].kind));
        (*out)->type.kind = words[i].kind == NODE_SYMBOL ? KIND_DAY : KIND_BOOL;
        if (words[i].kind == NODE_SYMBOL)
            (*out)->symbol = (enum symbol)words[i].value;
        else if (words[i].kind == NODE_CONSTANT)
            (*out)->constant = VALUE_OF_INT(words[i].value);
        r->c->at++;
        return true;
    }
    return true;
}

static bool is_operator_word(const struct cursor *c)
{
    return cursor_is(c, "and") || cursor_is(c, "or") || cursor_is(c, "not") ||
           cursor_is(c, "in") || cursor_is(c, "at") || cursor_is(c, "else") ||
           cursor_is(c, "distinct");
}

static bool primary_read(struct node **out, struct reader *r)
{
    struct text wanted;
    bool is = false;
    if (cursor_take(r->c, "(")) {
        TRY(deeper(r));
        TRY(expression_read(out, r));
        r->depth--;
        return cursor_expect(r->c, ")", r->f);
    }
    enum token_kind kind = r->c->at->kind;
    if (kind == TOKEN_NUMBER || kind == TOKEN_DAY || kind == TOKEN_MONTH || kind == TOKEN_TEXT)
        return constant_read(out, r);
    if (kind != TOKEN_NAME || is_operator_word(r->c))
        return kind == TOKEN_NAME ? cursor_expect(r->c, "(", r->f)
                                  : cursor_get(&wanted, r->c, TOKEN_NAME, r->f);
    TRY(word_read(out, r, &is));
    if (is)
        return true;
    if (r->c->at[1].kind == TOKEN_MARK && text_is(r->c->at[1].text, "(")) {
        TRY(deeper(r));
        TRY(call_read(out, r));
        r->depth--;
        return true;
    }
    TRY(name_read(out, r));
    if (!cursor_take(r->c, "at"))
        return true;
    TRY(deeper(r));
    TRY(primary_read(&(*out)->at_day, r));
    r->depth--;
    return true;
}

/* ---- operators ---- */

static bool operator_make(struct node **out, struct reader *r, enum operator op, struct node *left,
                          struct node *right)
{
    struct position at = left->at;
    TRY(node_make(out, r, NODE_OPERATOR));
    (*out)->at = at;
    (*out)->op = op;
    args_two(r->a, *out, left, right);
    return true;
}

static bool prefix_read(struct node **out, struct reader *r, enum operator op,
                        bool (*inner)(struct node **out, struct reader *r))
{
    TRY(node_make(out, r, NODE_OPERATOR));
    r->c->at++;
    TRY(deeper(r));
    struct node *arg;
    TRY(inner(&arg, r));
    r->depth--;
    (*out)->op = op;
    args_two(r->a, *out, arg, NULL);
    return true;
}

static bool unary_read(struct node **out, struct reader *r)
{
    if (cursor_is(r->c, "-"))
        return prefix_read(out, r, OP_NEGATE, unary_read);
    return primary_read(out, r);
}

struct infix {
    const char *word;
    enum operator op;
};

static const struct infix *infix_find(const struct cursor *c, const struct infix *table)
{
    for (; table->word; table++)
        if (cursor_is(c, table->word))
            return table;
    return NULL;
}

/* left { op right }, bound to the left. */
static bool chain_read(struct node **out, struct reader *r, const struct infix *table,
                       bool (*inner)(struct node **out, struct reader *r))
{
    TRY(inner(out, r));
    for (const struct infix *found; (found = infix_find(r->c, table));) {
        struct node *left = *out, *right;
        r->c->at++;
        TRY(inner(&right, r));
        TRY(operator_make(out, r, found->op, left, right));
    }
    return true;
}

static bool product_read(struct node **out, struct reader *r)
{
    static const struct infix table[] = {{"*", OP_MULTIPLY}, {"/", OP_DIVIDE}, {NULL, 0}};
    return chain_read(out, r, table, unary_read);
}

static bool sum_read(struct node **out, struct reader *r)
{
    static const struct infix table[] = {{"+", OP_ADD}, {"-", OP_SUBTRACT}, {NULL, 0}};
    return chain_read(out, r, table, product_read);
}

static struct node *node_days(struct reader *r, enum operator op, struct node *left, struct node *right)
{
    struct node *n = node_new(r->a, NODE_OPERATOR, left->at);
    n->op = op;
    args_two(r->a, n, left, right);
    return n;
}

/* The month a day or month lies in, as a raw call. */
static struct node *node_month(struct reader *r, struct node *time)
{
    struct node *n = node_new(r->a, NODE_CALL, time->at);
    n->constant = VALUE_OF_TEXT(TEXT("month"));
    args_two(r->a, n, time, NULL);
    return n;
}

/*
 * in last 3 months: in month(as_of) - 3..month(as_of), the month that runs and the three before it;
 * in last 30 days: in as_of - 30..as_of.
 */
static bool last_read(struct node **out, struct reader *r, struct node *left)
{
    struct node *count, *today = node_new(r->a, NODE_SYMBOL, left->at);
    static const char *const words[] = {"months", "days", NULL};
    today->symbol = SYMBOL_AS_OF;
    today->type.kind = KIND_DAY;
    if (r->c->at->kind != TOKEN_NUMBER)
        return cursor_get(&(struct text){0}, r->c, TOKEN_NUMBER, r->f);
    TRY(number_read(&count, r));
    if (cursor_take(r->c, words[0])) {
        left = node_month(r, left);
        today = node_month(r, today);
    } else if (!cursor_take(r->c, words[1])) {
        return cursor_expect(r->c, words[0], r->f);
    }
    struct node *span = node_new(r->a, NODE_SPAN, left->at);
    args_two(r->a, span, node_days(r, OP_SUBTRACT, today, count), today);
    return operator_make(out, r, OP_IN_SPAN, left, span);
}

/* in (a, b) | in A..B | in last N months */
static bool in_read(struct node **out, struct reader *r, struct node *left)
{
    struct node *right;
    if (cursor_is(r->c, "last") && r->c->at[1].kind == TOKEN_NUMBER && cursor_take(r->c, "last"))
        return last_read(out, r, left);
    if (!cursor_take(r->c, "(")) {
        TRY(deeper(r));
        TRY(sum_read(&right, r));
        TRY(node_make(out, r, NODE_SPAN));
        struct node *span = *out, *end = NULL;
        TRY(cursor_expect(r->c, "..", r->f));
        enum token_kind kind = r->c->at->kind;
        if (kind != TOKEN_END && !is_operator_word(r->c) && !cursor_is(r->c, ")") &&
            !cursor_is(r->c, ",") && !cursor_is(r->c, ":") && kind != TOKEN_LABEL)
            TRY(sum_read(&end, r));
        args_two(r->a, span, right, end);
        r->depth--;
        return operator_make(out, r, OP_IN_SPAN, left, span);
    }
    TRY(operator_make(out, r, OP_IN_LIST, left, NULL));
    struct node list = {0};
    TRY(arguments_read(&list, r));
    node_list args = {0};
    LIST_ADD(r->a, &args, left);
    for (size_t i = 0; i < list.arg_count; i++)
        LIST_ADD(r->a, &args, list.args[i]);
    args_set(*out, &args);
    return true;
}

static bool compare_read(struct node **out, struct reader *r)
{
    static const struct infix table[] = {{"=", OP_EQ}, {"!=", OP_NE}, {"<", OP_LT}, {"<=", OP_LE},
                                         {">", OP_GT}, {">=", OP_GE}, {NULL, 0}};
    TRY(sum_read(out, r));
    struct node *left = *out, *right;
    if (cursor_take(r->c, "in"))
        return in_read(out, r, left);
    const struct infix *found = infix_find(r->c, table);
    if (!found)
        return true;
    r->c->at++;
    TRY(sum_read(&right, r));
    return operator_make(out, r, found->op, left, right);
}

static bool not_read(struct node **out, struct reader *r)
{
    if (cursor_is(r->c, "not"))
        return prefix_read(out, r, OP_NOT, not_read);
    return compare_read(out, r);
}

static bool and_read(struct node **out, struct reader *r)
{
    static const struct infix table[] = {{"and", OP_AND}, {NULL, 0}};
    return chain_read(out, r, table, not_read);
}

static bool expression_read(struct node **out, struct reader *r)
{
    static const struct infix table[] = {{"or", OP_OR}, {NULL, 0}};
    return chain_read(out, r, table, and_read);
}

bool node_read(struct node **out, struct arena *a, struct cursor *c, struct fault *f)
{
    struct reader r = {a, c, f, 0, 0};
    return expression_read(out, &r);
}

bool node_read_span(struct node **out, struct arena *a, struct cursor *c, struct fault *f)
{
    struct reader r = {a, c, f, 0, 0};
    return argument_read(out, &r);
}
