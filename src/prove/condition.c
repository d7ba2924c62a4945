#include "prove/condition.h"

static bool constants_equal(const struct node *x, const struct node *y)
{
    return x->type.kind == y->type.kind && x->type.places == y->type.places &&
           x->constant.is == y->constant.is && x->constant.i == y->constant.i &&
           (x->constant.is != VALUE_TEXT || text_equal(x->constant.t, y->constant.t));
}

static struct text step_name(const struct step *s)
{
    return s->field ? s->field->name : s->derive->name;
}

static bool heads_equal(const struct node *x, const struct node *y)
{
    return x->kind == y->kind && x->symbol == y->symbol && x->call == y->call && x->op == y->op &&
           x->aggregate == y->aggregate && x->indicator == y->indicator &&
           x->sub_type == y->sub_type && x->step_count == y->step_count &&
           x->arg_count == y->arg_count && text_equal(x->alias, y->alias) &&
           (x->kind != NODE_CONSTANT || constants_equal(x, y));
}

bool nodes_equal(const struct node *x, const struct node *y)
{
    if (x == y || !x || !y)
        return x == y;
    if (!heads_equal(x, y) || !nodes_equal(x->at_day, y->at_day))
        return false;
    for (size_t i = 0; i < x->step_count; i++)
        if (!text_equal(step_name(&x->steps[i]), step_name(&y->steps[i])))
            return false;
    for (size_t i = 0; i < x->arg_count; i++)
        if (!nodes_equal(x->args[i], y->args[i]))
            return false;
    return true;
}

void conditions_read(struct conditions *out, const struct node *where)
{
    if (!where)
        return;
    if (where->kind == NODE_OPERATOR && where->op == OP_AND) {
        conditions_read(out, where->args[0]);
        conditions_read(out, where->args[1]);
    } else if (out->count < CONDITIONS_MOST) {
        out->of[out->count++] = where;
    } else {
        out->is_cut = true;
    }
}

bool conditions_have(const struct conditions *c, const struct node *n)
{
    for (size_t i = 0; i < c->count; i++)
        if (nodes_equal(c->of[i], n))
            return true;
    return false;
}

/* `path = code`, or NULL. */
static const struct node *code_of(const struct node *n)
{
    bool equals = n->kind == NODE_OPERATOR && n->op == OP_EQ && n->args[0]->kind == NODE_PATH &&
                  n->args[1]->kind == NODE_CONSTANT && n->args[1]->type.kind == KIND_CODE;
    return equals ? n->args[1] : NULL;
}

const struct node *condition_code(const struct conditions *c, struct text field)
{
    for (size_t i = 0; i < c->count; i++) {
        const struct node *n = c->of[i], *code = code_of(n);
        if (!code || n->args[0]->step_count != 1)
            continue;
        const struct step *s = &n->args[0]->steps[0];
        if (text_equal(s->field ? s->field->name : s->derive->name, field))
            return code;
    }
    return NULL;
}

bool conditions_exclude(const struct conditions *x, const struct conditions *y)
{
    for (size_t i = 0; i < x->count; i++)
        for (size_t k = 0; k < y->count; k++) {
            const struct node *one = code_of(x->of[i]), *other = code_of(y->of[k]);
            if (one && other && nodes_equal(x->of[i]->args[0], y->of[k]->args[0]) &&
                !text_equal(one->constant.t, other->constant.t))
                return true;
        }
    return false;
}

/* Places in the west that a path outside the row leads to: the helped region itself. */
static bool west_path(struct value *out, void *self, const struct node *path, struct fault *f)
{
    const struct catalogue *c = self;
    (void)f;
    *out = (struct value){.is = VALUE_NONE};
    if (path->type.kind == KIND_REGION)
        *out = VALUE_OF_INT(c->programme.west);
    return true;
}

bool condition_met_by_party(const struct node *n, const struct record_type *t, int64_t party,
                            const struct catalogue *c)
{
    SCOPED_ARENA a = {0};
    struct fault f = {0};
    struct value result, *fields = ARENA_ARRAY(&a, struct value, t->field_count + 1);
    if (!t->party || t->party->kind != NODE_PATH || t->party->step_count != 1 ||
        !t->party->steps[0].field)
        return false;
    for (size_t i = 0; i < t->field_count; i++)
        fields[i] = (struct value){.is = VALUE_NONE};
    fields[t->party->steps[0].field->index] = VALUE_OF_INT(party);
    struct row_reader row = {.fields = fields,
                             .path = west_path,
                             .self = (void *)(uintptr_t)c,
                             .from = DAY_FIRST,
                             .to = day_today(),
                             .catalogue = c};
    return node_evaluate(&result, n, &row, &f) && result.is == VALUE_INT && result.i == 1;
}
