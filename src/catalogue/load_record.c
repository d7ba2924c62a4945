/*
 * Record types: fields first, for every type; then what needs the fields of other types.
 */
#include "catalogue/load.h"

#define FIELDS_MAX 400

typedef LIST(struct field) field_list;

static struct position clause_position(const struct cursor *c)
{
    return cursor_position(c);
}

/* ---- fields ---- */

static bool required_take(struct field *field, struct loader *l, struct cursor *c)
{
    field->required = true;
    field->required_from = DAY_FIRST;
    return cursor_take(c, "from") ? cursor_day(&field->required_from, c, l->f) : true;
}

/* `dated person.move.since`: only noted; resolved when all fields are known. */
struct dated_note {
    struct field *field; /* of the finished array */
    struct text path;
    struct position at;
};

struct record_reader {
    struct loader *l;
    struct record_type *type;
    const struct block *block;
    field_list fields;
    LIST(struct derive) derives;
};

static const char *const field_words[] = {
    "or",  "pseudonymous", "sealed", "lookup", "required", "else", "of",
    "dated", "zh", "en", "reads", NULL};

static bool attribute_take(struct field *field, struct loader *l, struct cursor *c)
{
    bool took;
    TRY(label_take(&field->label, c, &took, l->f));
    if (took)
        return true;
    if (cursor_take(c, "or")) {
        field->or_new = true;
        return cursor_expect(c, "new", l->f);
    }
    if (cursor_take(c, "required"))
        return required_take(field, l, c);
    if (cursor_take(c, "reads"))
        return phrases_get(l, &field->reads, c);
    if (cursor_take(c, "pseudonymous"))
        field->class = CLASS_PSEUDONYMOUS;
    else if (cursor_take(c, "sealed"))
        field->class = CLASS_SEALED;
    else if (cursor_take(c, "lookup"))
        field->lookup = true;
    else if (cursor_is(c, "else") || cursor_is(c, "dated") || cursor_is(c, "of"))
        c->at += 2; /* read when all types are known: attribute_value */
    else
        return fault_unknown_word(l, c, field_words);
    return true;
}

static bool is_reserved(struct text name)
{
    static const char *const words[] = {"and",   "or",   "not", "in",   "at",       "none", "true",
                                        "false", "from", "to",  "else", "distinct", "as_of"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (text_is(name, words[i]))
            return true;
    return text_find(name, TEXT(".")) >= 0 || text_ends(name, TEXT("_hash"));
}

/* A field is a column of the same name in the ledger, which has these already. */
static bool is_ledger_column(struct text name)
{
    static const char *const words[] = {"version", "record", "since",    "until",
                                        "void_why", "same_as", "sheet",  "row",
                                        "key_hash", "box",    "box_digest", "hash"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (text_is(name, words[i]))
            return true;
    return false;
}

static bool name_is_new(struct record_reader *r, struct text name, struct position at)
{
    struct fault *f = r->l->f;
    if (is_reserved(name) || is_ledger_column(name)) {
        fault_at(f, at, fault_set(f, FAULT_INPUT, "a field cannot have the name \"%.*s\"",
                                  TEXT_ARG(name)));
        return is_reserved(name)
                   ? false
                   : fault_hint(f, "the ledger keeps a column of that name; say what it is the "
                                   "day or the number of, like moved_on");
    }
    bool there = false;
    for (size_t i = 0; i < r->fields.count; i++)
        there = there || text_equal(r->fields.items[i].name, name);
    for (size_t i = 0; i < r->derives.count; i++)
        there = there || text_equal(r->derives.items[i].name, name);
    return there ? fault_at(f, at, fault_set(f, FAULT_INPUT, "the field \"%.*s\" is there already",
                                             TEXT_ARG(name)))
                 : true;
}

static bool number_is_new(struct record_reader *r, int64_t number, struct position at)
{
    struct fault *f = r->l->f;
    if (number < 1 || number > 9999)
        return fault_at(f, at, fault_set(f, FAULT_INPUT, "a field's number is 1 to 9999"));
    for (size_t i = 0; i < r->fields.count; i++)
        if (r->fields.items[i].number == number)
            return fault_at(f, at, fault_set(f, FAULT_INPUT,
                                             "the field number %d is that of \"%.*s\" already",
                                             (int)number, TEXT_ARG(r->fields.items[i].name)));
    return true;
}

static bool field_is_sound(struct record_reader *r, const struct field *field)
{
    struct fault *f = r->l->f;
    if (field->label.zh.n == 0)
        return fault_at(f, field->at, fault_set(f, FAULT_INPUT, "the field \"%.*s\" has no zh",
                                                TEXT_ARG(field->name)));
    if (field->or_new && field->type.kind != KIND_REF)
        return fault_at(f, field->at, fault_set(f, FAULT_INPUT, "only a ref can be `or new`"));
    if (field->lookup && field->class != CLASS_SEALED)
        return fault_at(f, field->at, fault_set(f, FAULT_INPUT, "only a sealed field needs lookup"));
    if (field->class == CLASS_SEALED && field->type.kind != KIND_TEXT)
        return fault_at(f, field->at, fault_set(f, FAULT_INPUT, "only a text can be sealed"));
    if (r->fields.count == FIELDS_MAX)
        return fault_at(f, field->at, fault_set(f, FAULT_LIMIT, "a record has more than %d fields",
                                                FIELDS_MAX));
    return true;
}

static bool field_take(struct record_reader *r, struct cursor *c)
{
    struct field field = {.owner = r->type, .index = (int)r->fields.count};
    struct position at = cursor_position(c);
    int64_t number;
    TRY(cursor_whole(&number, c, r->l->f));
    TRY(number_is_new(r, number, at));
    field.number = (int)number;
    field.at = cursor_position(c);
    TRY(cursor_get(&field.name, c, TOKEN_NAME, r->l->f));
    TRY(name_is_new(r, field.name, field.at));
    TRY(type_read(&field.type, r->l, c));
    while (c->at->kind != TOKEN_END)
        TRY(attribute_take(&field, r->l, c));
    TRY(field_is_sound(r, &field));
    r->type->has_sealed = r->type->has_sealed || field.class == CLASS_SEALED;
    LIST_ADD(r->l->a, &r->fields, field);
    return true;
}

/* Name and type only: the value may name any field of any type. */
static bool derive_head(struct derive *out, struct loader *l, struct cursor *c)
{
    out->at = cursor_position(c);
    TRY(cursor_get(&out->name, c, TOKEN_NAME, l->f));
    return type_read(&out->type, l, c);
}

static bool derive_take(struct record_reader *r, struct cursor *c)
{
    struct derive derive = {.owner = r->type};
    TRY(derive_head(&derive, r->l, c));
    TRY(name_is_new(r, derive.name, derive.at));
    LIST_ADD(r->l->a, &r->derives, derive);
    return true;
}

static const char *const record_words[] = {"label", "reads",  "source",  "key",
                                           "place", "party",  "when",    "field",
                                           "derive", "check", "voucher", "confirmed", "named", NULL};

static bool first_clause(struct record_reader *r, struct cursor *c)
{
    struct loader *l = r->l;
    if (cursor_take(c, "field"))
        return field_take(r, c);
    if (cursor_take(c, "derive"))
        return derive_take(r, c);
    if (cursor_is(c, "key") || cursor_is(c, "place") || cursor_is(c, "party") ||
        cursor_is(c, "when") || cursor_is(c, "check") || cursor_is(c, "voucher") ||
        cursor_is(c, "confirmed") || cursor_is(c, "named"))
        return true;
    if (cursor_take(c, "label"))
        TRY(labels_get(&r->type->label, c, l->f));
    else if (cursor_take(c, "reads"))
        TRY(phrases_get(l, &r->type->reads, c));
    else if (cursor_take(c, "source"))
        TRY(cursor_get(&r->type->source, c, TOKEN_LABEL, l->f));
    else
        return fault_unknown_word(l, c, record_words);
    return cursor_end(c, l->f);
}

static bool record_fields(struct loader *l, const struct declared *d)
{
    struct record_reader r = {.l = l, .type = d->thing, .block = d->block};
    struct cursor head = block_cursor(d->block);
    head.at++;
    TRY(cursor_end(&head, l->f));
    for (size_t i = 0; i < d->block->clauses.count; i++) {
        struct cursor c = clause_cursor(d->block, i);
        TRY(first_clause(&r, &c));
    }
    r.type->fields = r.fields.items;
    r.type->field_count = r.fields.count;
    r.type->derives = r.derives.items;
    r.type->derive_count = r.derives.count;
    if (r.type->label.zh.n == 0)
        return fault_at(l->f, r.type->at, fault_set(l->f, FAULT_INPUT, "this block needs \"%s\"",
                                                    "label"));
    if (r.type->field_count == 0)
        return fault_at(l->f, r.type->at, fault_set(l->f, FAULT_INPUT, "this block needs \"%s\"",
                                                    "field"));
    return true;
}

bool records_load_fields(struct loader *l)
{
    for (size_t i = 0; i < l->records.count; i++)
        TRY(record_fields(l, l->records.items[i]));
    return true;
}

/* ---- fallback values and dated fields ---- */

static bool fallback_read(struct field *field, struct typing *t, struct cursor *c)
{
    struct node *n;
    struct position at = cursor_position(c);
    TRY(node_read(&n, t->a, c, t->f));
    TRY(node_type_as(t, n, field->type));
    if (n->kind != NODE_CONSTANT)
        return fault_at(t->f, at, fault_set(t->f, FAULT_INPUT, "a constant is wanted here"));
    field->fallback = n->constant;
    return true;
}

static const struct field *ref_find(const struct record_type *t, const struct record_type *target)
{
    const struct field *found = NULL;
    for (size_t i = 0; i < t->field_count; i++)
        if (t->fields[i].type.kind == KIND_REF && t->fields[i].type.target == target)
            found = found ? NULL : &t->fields[i];
    return found;
}

static bool dated_fits(const struct field *field)
{
    return field->dated_since && field->dated_since->type.kind == KIND_DAY && field->dated_ref &&
           field->dated_value && type_fits(field->dated_value->type, field->type) &&
           field->dated_value->type.kind == field->type.kind &&
           field->dated_value->class == field->class;
}

static bool dated_read(struct field *field, struct loader *l, struct cursor *c)
{
    struct position at = cursor_position(c);
    struct text path, type_name = {"", 0}, since = {"", 0};
    TRY(cursor_get(&path, c, TOKEN_NAME, l->f));
    for (size_t i = path.n; i > 0 && type_name.n == 0; i--)
        if (path.p[i - 1] == '.') {
            type_name = text_slice(path, 0, i - 1);
            since = text_slice(path, i, path.n);
        }
    const struct record_type *t = catalogue_type_find(l->c, type_name);
    if (!t)
        return fault_unknown(l, at, "record", type_name.n ? type_name : path);
    field->dated_type = t;
    field->dated_since = type_field_find(t, since);
    field->dated_value = type_field_find(t, field->name);
    field->dated_ref = ref_find(t, field->owner);
    if (dated_fits(field))
        return true;
    fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "%.*s does not date the field \"%.*s\"",
                                 TEXT_ARG(path), TEXT_ARG(field->name)));
    return fault_hint(l->f, "it needs one ref to %.*s, a field \"%.*s\" of the same type and "
                            "class, and a day",
                      TEXT_ARG(field->owner->name), TEXT_ARG(field->name));
}

/* Passes over a field clause again for what had to wait. */
static bool own_field_get(const struct field **out, const struct record_type *type,
                          struct loader *l, struct cursor *c)
{
    struct position at = cursor_position(c);
    struct text name;
    TRY(cursor_get(&name, c, TOKEN_NAME, l->f));
    *out = type_field_find(type, name);
    if (*out)
        return true;
    struct nearest near = nearest_to(name);
    for (size_t i = 0; i < type->field_count; i++)
        nearest_try(&near, type->fields[i].name);
    fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "%.*s has no field \"%.*s\"",
                                 TEXT_ARG(type->name), TEXT_ARG(name)));
    return nearest_hint(&near, l->f);
}

/* `of idno`: what a citizen's number tells of its holder, where nothing else does. */
static bool drawn_read(struct field *field, const struct record_type *type, struct loader *l,
                       struct cursor *c)
{
    struct position at = cursor_position(c);
    const struct code_list *codes = field->type.kind == KIND_CODE ? field->type.codes : NULL;
    bool is_sex = codes && code_find(codes, TEXT("male")) && code_find(codes, TEXT("female"));
    TRY(own_field_get(&field->drawn_from, type, l, c));
    if (field->drawn_from->type.kind == KIND_TEXT && field->drawn_from->type.form == FORM_IDNO &&
        (is_sex || field->type.kind == KIND_MONTH))
        return true;
    return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "an identity number tells a month of birth "
                                                           "or a sex (male, female), nothing else"));
}

static bool field_again(struct record_type *type, struct typing *t, struct loader *l,
                        struct cursor *c)
{
    int64_t number;
    struct field *field = NULL;
    TRY(cursor_whole(&number, c, l->f));
    for (size_t i = 0; i < type->field_count && !field; i++)
        if (type->fields[i].number == number)
            field = &type->fields[i];
    for (; c->at->kind != TOKEN_END;) {
        if (cursor_take(c, "else"))
            TRY(fallback_read(field, t, c));
        else if (cursor_take(c, "dated"))
            TRY(dated_read(field, l, c));
        else if (cursor_take(c, "of"))
            TRY(drawn_read(field, type, l, c));
        else
            c->at++;
    }
    return true;
}

/* ---- keys, places, checks ---- */

/* `named FIELD ...`: how a text may call a record. Persons have no such names. */
static bool named_take(struct record_type *type, struct loader *l, struct cursor *c)
{
    LIST(const struct field *) named = {0};
    struct position at = cursor_position(c);
    if (type->has_sealed)
        return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT,
                                            "a record with sealed fields is never named"));
    do {
        const struct field *field;
        at = cursor_position(c);
        TRY(own_field_get(&field, type, l, c));
        if (field->type.kind != KIND_TEXT || field->class != CLASS_OPEN)
            return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT,
                                                "a record is named by an open text field, not "
                                                "\"%.*s\"",
                                                TEXT_ARG(field->name)));
        LIST_ADD(l->a, &named, field);
    } while (c->at->kind != TOKEN_END);
    type->named = named.items;
    type->named_count = named.count;
    return true;
}

static bool key_take(struct record_type *type, struct loader *l, struct cursor *c)
{
    LIST(const struct field *) key = {0};
    do {
        struct position at = cursor_position(c);
        const struct field *field;
        TRY(own_field_get(&field, type, l, c));
        if (!field->required || field->required_from.since_1970 != DAY_FIRST.since_1970)
            return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT,
                                                "the key's field \"%.*s\" is not required",
                                                TEXT_ARG(field->name)));
        if (field->class == CLASS_SEALED && !field->lookup)
            return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT,
                                                "the key's field \"%.*s\" is sealed without lookup",
                                                TEXT_ARG(field->name)));
        LIST_ADD(l->a, &key, field);
    } while (c->at->kind != TOKEN_END);
    type->key = key.items;
    type->key_count = key.count;
    return true;
}

static bool expression_get(struct node **out, struct typing *t, struct cursor *c, enum kind kind)
{
    TRY(node_read(out, t->a, c, t->f));
    TRY(node_type_as(t, *out, (struct type){.kind = kind}));
    return cursor_end(c, t->f);
}

typedef LIST(struct check) check_list;

static bool check_take(check_list *checks, struct record_type *type, struct typing *t,
                       struct cursor *c)
{
    static const char *const levels[] = {"refuse", "warn", "ask", NULL};
    struct check check = {.at = clause_position(c)};
    int level = 0;
    while (levels[level] && !cursor_is(c, levels[level]))
        level++;
    if (!levels[level]) {
        struct loader l = {.f = t->f};
        return fault_unknown_word(&l, c, levels);
    }
    c->at++;
    check.level = (enum check_level)level;
    TRY(node_read(&check.holds, t->a, c, t->f));
    t->takes_sealed = true;
    bool fine = node_type_as(t, check.holds, (struct type){.kind = KIND_BOOL});
    t->takes_sealed = false;
    TRY(fine);
    TRY(labels_get(&check.says, c, t->f));
    check.name = text_printf(t->a, "%.*s.%zu", TEXT_ARG(type->name), checks->count + 1);
    LIST_ADD(t->a, checks, check);
    return cursor_end(c, t->f);
}

static bool derive_again(struct record_type *type, struct typing *t, struct loader *l,
                         struct cursor *c)
{
    struct derive head = {0};
    TRY(derive_head(&head, l, c));
    struct derive *derive = (struct derive *)type_derive_find(type, head.name);
    TRY(cursor_expect(c, "=", l->f));
    TRY(node_read(&derive->value, l->a, c, l->f));
    TRY(node_type_as(t, derive->value, derive->type));
    TRY(labels_get(&derive->label, c, l->f));
    return cursor_end(c, l->f);
}

static bool when_get(struct record_type *type, struct typing *t, struct cursor *c)
{
    struct position at = cursor_position(c);
    TRY(expression_get(&type->when, t, c, KIND_DAY));
    if (type->when->kind == NODE_PATH && type->when->step_count)
        return true;
    return fault_at(t->f, at, fault_set(t->f, FAULT_INPUT, "a field with a day or month is wanted"));
}

/* Which field names the paper that proves a record. */
static bool voucher_take(struct record_type *type, struct loader *l, struct cursor *c)
{
    struct position at = cursor_position(c);
    TRY(own_field_get(&type->voucher, type, l, c));
    if (type->voucher->class == CLASS_SEALED || type->voucher->type.kind != KIND_TEXT)
        return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "a voucher is an open text"));
    return cursor_end(c, l->f);
}

/* Which field says that the other side agrees. */
static bool confirmed_take(struct record_type *type, struct loader *l, struct cursor *c)
{
    struct position at = cursor_position(c);
    TRY(own_field_get(&type->confirmed, type, l, c));
    enum kind kind = type->confirmed->type.kind;
    if (type->confirmed->class == CLASS_SEALED || (kind != KIND_BOOL && kind != KIND_DAY))
        return fault_at(l->f, at, fault_set(l->f, FAULT_INPUT, "a confirmation is an open day, or yes and no"));
    return cursor_end(c, l->f);
}

static bool second_clause(struct record_type *type, struct typing *t, struct loader *l,
                          check_list *checks, struct cursor *c)
{
    if (cursor_take(c, "field"))
        return field_again(type, t, l, c);
    if (cursor_take(c, "key"))
        return key_take(type, l, c);
    if (cursor_take(c, "named"))
        return named_take(type, l, c);
    if (cursor_take(c, "place"))
        return expression_get(&type->place, t, c, KIND_REGION);
    if (cursor_take(c, "party"))
        return expression_get(&type->party, t, c, KIND_REGION);
    if (cursor_take(c, "when"))
        return when_get(type, t, c);
    if (cursor_take(c, "voucher"))
        return voucher_take(type, l, c);
    if (cursor_take(c, "confirmed"))
        return confirmed_take(type, l, c);
    if (cursor_take(c, "derive"))
        return derive_again(type, t, l, c);
    if (cursor_take(c, "check"))
        return check_take(checks, type, t, c);
    return true;
}

static bool required_from_has_when(const struct record_type *type, struct fault *f)
{
    for (size_t i = 0; i < type->field_count; i++) {
        const struct field *field = &type->fields[i];
        bool later = field->required && field->required_from.since_1970 != DAY_FIRST.since_1970;
        if (later && !type->when)
            return fault_at(f, field->at, fault_set(f, FAULT_INPUT, "`required from` needs a record "
                                                                    "with `when`"));
    }
    return true;
}

/* `at` needs to know which fields are dated, in any type: so they come before expressions. */
static bool record_dates(struct loader *l, const struct declared *d)
{
    struct record_type *type = d->thing;
    struct typing t = {.a = l->a, .c = l->c, .over = type, .f = l->f};
    for (size_t i = 0; i < d->block->clauses.count; i++) {
        struct cursor c = clause_cursor(d->block, i);
        if (cursor_take(&c, "field"))
            TRY(field_again(type, &t, l, &c));
    }
    return true;
}

static bool record_rules(struct loader *l, const struct declared *d)
{
    struct record_type *type = d->thing;
    struct typing t = {.a = l->a, .c = l->c, .over = type, .f = l->f};
    check_list checks = {0};
    for (size_t i = 0; i < d->block->clauses.count; i++) {
        struct cursor c = clause_cursor(d->block, i);
        if (!cursor_is(&c, "field"))
            TRY(second_clause(type, &t, l, &checks, &c));
    }
    type->checks = checks.items;
    type->check_count = checks.count;
    if (type->key_count == 0)
        return fault_at(l->f, type->at, fault_set(l->f, FAULT_INPUT, "this block needs \"%s\"",
                                                  "key"));
    return required_from_has_when(type, l->f);
}

/* ---- derived fields must not stand on themselves ---- */

#define DERIVE_DEPTH_MAX 8
#define DERIVE_PARTS_MAX 20000

/* What a derived field takes to evaluate, its derived parts unfolded. */
struct unfolding {
    int depth, parts;
};

static bool derive_unfold(struct unfolding *u, const struct node *n);

static bool path_unfold(struct unfolding *u, const struct node *n)
{
    for (size_t i = 0; i < n->step_count; i++) {
        const struct derive *derive = n->steps[i].derive;
        if (!derive)
            continue;
        if (++u->depth > DERIVE_DEPTH_MAX || !derive_unfold(u, derive->value))
            return false;
        u->depth--;
    }
    return !n->at_day || derive_unfold(u, n->at_day);
}

static bool derive_unfold(struct unfolding *u, const struct node *n)
{
    if (++u->parts > DERIVE_PARTS_MAX || (n->kind == NODE_PATH && !path_unfold(u, n)))
        return false;
    for (size_t i = 0; i < n->arg_count; i++)
        if (!derive_unfold(u, n->args[i]))
            return false;
    return true;
}

static bool derives_end(struct loader *l)
{
    for (size_t i = 0; i < l->c->types.count; i++) {
        const struct record_type *t = l->c->types.items[i];
        for (size_t j = 0; j < t->derive_count; j++) {
            struct unfolding u = {0, 0};
            if (!derive_unfold(&u, t->derives[j].value))
                return fault_at(l->f, t->derives[j].at,
                                fault_set(l->f, FAULT_INPUT,
                                          "the derived field \"%.*s\" stands on itself, or on too "
                                          "many others",
                                          TEXT_ARG(t->derives[j].name)));
        }
    }
    return true;
}

bool records_load_rules(struct loader *l)
{
    for (size_t i = 0; i < l->records.count; i++)
        TRY(record_dates(l, l->records.items[i]));
    for (size_t i = 0; i < l->records.count; i++)
        TRY(record_rules(l, l->records.items[i]));
    return derives_end(l);
}
