/*
 * What is due: terms, and tables of them whose first row that fits counts.
 */
#include "catalogue/load_subsidy.h"

static const struct type whole = {.kind = KIND_INT};
static const struct type truth = {.kind = KIND_BOOL};

static struct type money_type(const struct subsidy_reader *r)
{
    return (struct type){.kind = KIND_MONEY, .unit = catalogue_unit_find(r->l->c, TEXT("yuan"))};
}

bool percent_read(struct subsidy_reader *r, int64_t *part, int64_t *over, struct cursor *c)
{
    struct position at = cursor_position(c);
    struct text written;
    struct decimal d;
    TRY(cursor_get(&written, c, TOKEN_NUMBER, r->l->f));
    if (!decimal_parse(&d, written, r->l->f) || d.places > 6 || d.mantissa > 1000000000)
        return fault_at(r->l->f, at, fault_set(r->l->f, FAULT_INPUT, "a percentage is wanted"));
    *part = d.mantissa;
    *over = 100;
    for (int i = 0; i < d.places; i++)
        *over *= 10;
    return cursor_expect(c, "%", r->l->f);
}

static bool percent_term(struct subsidy_reader *r, struct subsidy_term *term, struct cursor *c)
{
    term->kind = TERM_PERCENT;
    r->has_percent = true;
    TRY(percent_read(r, &term->part, &term->over, c));
    TRY(cursor_expect(c, "of", r->l->f));
    return subsidy_node_read(r, &term->base, c, money_type(r));
}

/* `200.00 per months(...)` */
static bool per_term(struct subsidy_reader *r, struct subsidy_term *term, struct cursor *c)
{
    struct position at = cursor_position(c);
    struct decimal d, fen;
    struct text written;
    term->kind = TERM_PER;
    TRY(cursor_get(&written, c, TOKEN_NUMBER, r->l->f));
    if (!decimal_parse(&d, written, r->l->f) || !decimal_rescale(&fen, d, 2, r->l->f))
        return fault_at(r->l->f, at, false);
    term->fen = fen.mantissa;
    TRY(cursor_expect(c, "per", r->l->f));
    struct position base = cursor_position(c);
    TRY(node_read(&term->base, r->l->a, c, r->l->f));
    TRY(node_type(&r->typing, term->base, &whole));
    if (term->base->type.kind != KIND_INT)
        return fault_at(r->l->f, base, fault_set(r->l->f, FAULT_INPUT, "a whole number is wanted"));
    return exists_is_linear(term->base, 0, r->l->f);
}

static bool term_read(struct subsidy_reader *r, struct subsidy_term *term, struct cursor *c)
{
    bool is_number = c->at->kind == TOKEN_NUMBER;
    struct cursor next = {c->at + 1, c->file};
    if (is_number && cursor_is(&next, "%"))
        TRY(percent_term(r, term, c));
    else if (is_number && cursor_is(&next, "per"))
        TRY(per_term(r, term, c));
    else
        TRY(subsidy_node_read(r, &term->base, c, money_type(r)));
    return !cursor_take(c, "capped") || subsidy_node_read(r, &term->cap, c, money_type(r));
}

static void term_print(struct buffer *out, const struct subsidy_term *t)
{
    SCOPED_ARENA a = {0};
    int places = 0;
    for (int64_t over = t->over; over > 100; over /= 10)
        places++;
    if (t->kind == TERM_PERCENT)
        buffer_printf(out, "%.*s%% of ", TEXT_ARG(decimal_print(&a, (struct decimal){t->part, places})));
    if (t->kind == TERM_PER)
        buffer_printf(out, "%.*s per ", TEXT_ARG(decimal_print(&a, (struct decimal){t->fen, 2})));
    node_print(out, t->base);
    if (t->cap) {
        buffer_add_str(out, " capped ");
        node_print(out, t->cap);
    }
}

static void row_keep(struct subsidy_reader *r, struct subsidy_amount *amount, struct subsidy_row row)
{
    SCOPED_BUFFER b = {0};
    if (row.fits) {
        node_print(&b, row.fits);
        buffer_add_str(&b, " : ");
    } else if (amount->is_table)
        buffer_add_str(&b, "else : ");
    term_print(&b, &row.term);
    row.written = text_copy(r->l->a, buffer_text(&b));
    LIST_ADD(r->l->a, &amount->rows, row);
}

static bool keys_read(struct subsidy_reader *r, struct subsidy_amount *amount, struct cursor *c)
{
    struct loader *l = r->l;
    if (c->at->kind == TOKEN_END)
        return true;
    do {
        struct position at = cursor_position(c);
        struct node *key;
        if (amount->key_count == sizeof(amount->keys) / sizeof(*amount->keys))
            return fault_at(l->f, at, fault_set(l->f, FAULT_LIMIT, "a table has at most %d keys", 4));
        TRY(node_read(&key, l->a, c, l->f));
        TRY(node_type(&r->typing, key, NULL));
        TRY(exists_is_linear(key, 0, l->f));
        amount->keys[amount->key_count++] = key;
    } while (cursor_take(c, ","));
    return true;
}

bool amount_clause(struct subsidy_reader *r, struct cursor *c)
{
    struct loader *l = r->l;
    bool took;
    if (cursor_take(c, "none")) {
        r->s->is_recognition = true;
        return true;
    }
    if (r->s->amount_count == SUBSIDY_AMOUNTS_MAX)
        return fault_at(l->f, cursor_position(c),
                        fault_set(l->f, FAULT_LIMIT, "an amount has at most %d parts", SUBSIDY_AMOUNTS_MAX));
    struct subsidy_amount *amount = &r->s->amounts[r->s->amount_count++];
    TRY(label_take(&amount->label, c, &took, l->f));
    amount->is_table = cursor_take(c, "table");
    if (amount->is_table)
        return keys_read(r, amount, c);
    struct subsidy_row row = {.says = amount->label};
    TRY(term_read(r, &row.term, c));
    row_keep(r, amount, row);
    return true;
}

/* ---- rows ---- */

static struct node *node_two(struct arena *a, struct node *left, struct node *right)
{
    struct node *n = node_new(a, NODE_OPERATOR, right->at);
    n->args = ARENA_ARRAY(a, struct node *, 2);
    n->args[0] = left;
    n->args[1] = right;
    n->arg_count = 2;
    return n;
}

/* A cell beside its key: equal, within a span, or within a region. */
static struct node *cell_condition(struct arena *a, struct node *key, struct node *cell)
{
    struct node *n = node_two(a, key, cell);
    n->op = cell->kind == NODE_SPAN ? OP_IN_SPAN : OP_EQ;
    if (key->type.kind == KIND_REGION) {
        n->kind = NODE_CALL;
        n->constant = VALUE_OF_TEXT(TEXT("within"));
    }
    return n;
}

static bool cell_read(struct subsidy_reader *r, const struct subsidy_amount *amount, size_t i,
                      struct node **fits, struct cursor *c)
{
    struct loader *l = r->l;
    struct node *cell;
    if (cursor_take(c, "else"))
        return true;
    TRY(node_read_span(&cell, l->a, c, l->f));
    if (amount->key_count)
        cell = cell_condition(l->a, amount->keys[i], cell);
    TRY(node_type_as(&r->typing, cell, truth));
    TRY(exists_is_linear(cell, 0, l->f));
    if (*fits) {
        *fits = node_two(l->a, *fits, cell);
        (*fits)->op = OP_AND;
        (*fits)->type = truth;
    } else
        *fits = cell;
    return true;
}

bool row_clause(struct subsidy_reader *r, struct cursor *c)
{
    struct loader *l = r->l;
    struct position at = cursor_position(c);
    struct subsidy_amount *amount =
        r->s->amount_count ? &r->s->amounts[r->s->amount_count - 1] : NULL;
    struct subsidy_row row = {0};
    if (!amount || !amount->is_table)
        return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "a row belongs to an `amount table` above it"));
    if (amount->rows.count && !amount->rows.items[amount->rows.count - 1].fits)
        return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "no row is reached behind `else`"));
    size_t cells = amount->key_count ? amount->key_count : 1;
    for (size_t i = 0; i < cells; i++) {
        if (i)
            TRY(cursor_expect(c, ",", l->f));
        TRY(cell_read(r, amount, i, &row.fits, c));
    }
    TRY(cursor_expect(c, ":", l->f));
    TRY(term_read(r, &row.term, c));
    bool took;
    TRY(label_take(&row.says, c, &took, l->f));
    row_keep(r, amount, row);
    return true;
}
