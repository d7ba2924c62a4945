/*
 * No rule goes through all pairs of records: each joined record is found by an equality.
 */
#include "catalogue/load_rule.h"

/* Whether an expression takes anything from the rows of a source; derived fields are of theirs. */
static bool mentions(const struct node *n, int source)
{
    if (n->kind == NODE_PATH && n->source == source)
        return true;
    if (n->at_day && mentions(n->at_day, source))
        return true;
    for (size_t i = 0; i < n->arg_count; i++)
        if (n->args[i] && mentions(n->args[i], source))
            return true;
    return false;
}

static bool is_key_field(const struct field *field)
{
    for (size_t i = 0; i < field->owner->key_count; i++)
        if (field->owner->key[i] == field)
            return true;
    return false;
}

/* A stored field of the source's own rows by which there are few of them. */
static const struct field *finding_field(const struct node *n, int source)
{
    if (n->kind != NODE_PATH || n->source != source || n->step_count != 1 || n->at_day)
        return NULL;
    const struct field *field = n->steps[0].field;
    if (!field || field->dated_type || field->class == CLASS_SEALED)
        return NULL;
    enum kind kind = field->type.kind;
    bool few = kind == KIND_REF || kind == KIND_REGION || kind == KIND_TEXT || is_key_field(field);
    return few ? field : NULL;
}

static const struct field *equality_field(const struct node *n, int source, int other)
{
    for (size_t i = 0; i < 2; i++) {
        const struct node *own = n->args[i], *beside = n->args[1 - i];
        const struct field *field = finding_field(own, source);
        if (field && !mentions(beside, source) && (other < 0 || mentions(beside, other)) &&
            beside->kind != NODE_NONE && beside->kind != NODE_CONSTANT)
            return field;
    }
    return NULL;
}

/* Among the conditions that must all hold: one that finds the rows of `source`; marks its field. */
static bool is_found(const struct node *n, int source, int other)
{
    if (!n || n->kind != NODE_OPERATOR)
        return false;
    if (n->op == OP_AND) {
        bool left = is_found(n->args[0], source, other), right = is_found(n->args[1], source, other);
        return left || right;
    }
    const struct field *field = n->op == OP_EQ ? equality_field(n, source, other) : NULL;
    if (field)
        ((struct field *)field)->joined = true;
    return field != NULL;
}

static bool fault_all_pairs(const struct node *n, const struct record_type *t, struct text alias,
                            struct fault *f)
{
    fault_node(f, n, fault_set(f, FAULT_INPUT, "nothing finds the records of %.*s: every pair would "
                                               "be looked at",
                               TEXT_ARG(t->name)));
    return fault_hint(f, "it takes an equality on a field of %.*s that is a reference, a region, a "
                         "text or of its key",
                      TEXT_ARG(alias));
}

bool exists_is_linear(const struct node *n, int depth, struct fault *f)
{
    bool is_related = node_is_related(n);
    if (is_related && !is_found(n->args[0], depth + 1, -1))
        return fault_all_pairs(n, n->sub_type, n->alias, f);
    for (size_t i = 0; i < n->arg_count; i++)
        if (n->args[i])
            TRY(exists_is_linear(n->args[i], depth + is_related, f));
    return true;
}

bool rule_is_linear(struct rule *r, struct fault *f)
{
    if (!r->where)
        return r->over_count == 1 ||
               fault_at(f, r->at, fault_set(f, FAULT_INPUT, "this block needs \"%s\"", "where"));
    if (r->over_count == 2 && !is_found(r->where, 1, 0) && !is_found(r->where, 0, 1))
        return fault_all_pairs(r->where, r->over[1].type, r->over[1].alias, f);
    return exists_is_linear(r->where, (int)r->over_count - 1, f);
}
