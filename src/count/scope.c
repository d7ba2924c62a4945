#include "base/language.h"
#include "count/count.h"

struct scope scope_all(void)
{
    return (struct scope){.from = DAY_FIRST, .to = day_today()};
}

static bool names_it(const text_list *says, struct text name, struct text written)
{
    for (size_t i = 0; i < says->count; i++)
        if (text_equal(says->items[i], written))
            return true;
    return text_equal(name, written);
}

static const struct group *group_named(const struct catalogue *c, struct text written)
{
    for (size_t i = 0; i < c->groups.count; i++)
        if (names_it(&c->groups.items[i]->says, c->groups.items[i]->name, written))
            return c->groups.items[i];
    return NULL;
}

static const struct party *party_named(const struct catalogue *c, struct text written)
{
    for (size_t i = 0; i < c->parties.count; i++)
        if (names_it(&c->parties.items[i]->says, c->parties.items[i]->name, written))
            return c->parties.items[i];
    return NULL;
}

static bool in_west(const struct catalogue *c, int64_t region)
{
    struct region_range span = region_span(c->programme.west);
    return c->programme.west && region >= span.first && region < span.after;
}

bool scope_add_place(struct scope *s, struct arena *a, const struct catalogue *c, struct text name,
                     struct fault *f)
{
    const struct group *group = group_named(c, name);
    int64_t region;
    for (size_t i = 0; group && i < group->regions.count; i++)
        if (in_west(c, group->regions.items[i]))
            LIST_ADD(a, &s->regions, group->regions.items[i]);
    if (group)
        return true;
    TRY(region_read(&region, c->regions, name, c->programme.west, LEVEL_ANY, f));
    LIST_ADD(a, &s->regions, region);
    return true;
}

bool scope_add_party(struct scope *s, struct arena *a, const struct catalogue *c, struct text name,
                     struct fault *f)
{
    const struct party *party = party_named(c, name);
    const struct group *group = group_named(c, name);
    int64_t region = party ? party->region : 0;
    for (size_t i = 0; !party && group && i < group->regions.count; i++)
        if (!in_west(c, group->regions.items[i]))
            LIST_ADD(a, &s->parties, group->regions.items[i]);
    if (!party && group)
        return true;
    if (!party)
        TRY(region_read(&region, c->regions, name, 0, LEVEL_ANY, f));
    LIST_ADD(a, &s->parties, region);
    return true;
}

/* ---- the canonical text ---- */

static void part_name(struct buffer *b, const char *name)
{
    buffer_add_str(b, b->n ? " " : "");
    buffer_add_str(b, name);
    buffer_add_char(b, '=');
}

static void print_codes(struct buffer *b, struct arena *a, const char *name, const int64_t *codes,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i == 0)
            part_name(b, name);
        buffer_add_str(b, i ? "," : "");
        buffer_add(b, region_code_print(a, codes[i]));
    }
}

/* Sets are sets: ordered, each once. */
static int64_t *codes_sorted(struct arena *a, const int64_t *codes, size_t count, size_t *kept)
{
    int64_t *out = ARENA_ARRAY(a, int64_t, count + 1);
    *kept = 0;
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        while (at < *kept && out[at] < codes[i])
            at++;
        if (at < *kept && out[at] == codes[i])
            continue;
        for (size_t n = *kept; n > at; n--)
            out[n] = out[n - 1];
        out[at] = codes[i];
        ++*kept;
    }
    return out;
}

struct text scope_print(struct arena *a, const struct scope *s)
{
    SCOPED_BUFFER b = {0};
    size_t n;
    int64_t *codes = codes_sorted(a, s->regions.items, s->regions.count, &n);
    print_codes(&b, a, "in", codes, n);
    codes = codes_sorted(a, s->parties.items, s->parties.count, &n);
    print_codes(&b, a, "party", codes, n);
    if (s->from.since_1970 > DAY_FIRST.since_1970) {
        part_name(&b, "from");
        buffer_add(&b, day_print(a, s->from));
    }
    part_name(&b, "to");
    buffer_add(&b, day_print(a, s->to));
    if (s->where.n)
        buffer_printf(&b, " where=\"%.*s\"", TEXT_ARG(s->where));
    return text_copy(a, buffer_text(&b));
}

typedef bool (*scope_adder)(struct scope *, struct arena *, const struct catalogue *, struct text,
                            struct fault *);

static bool parse_names(struct scope *out, struct arena *a, const struct catalogue *c,
                        struct text names, scope_adder add, struct fault *f)
{
    for (struct text name; text_split(&name, &names, ',');)
        TRY(add(out, a, c, name, f));
    return true;
}

static bool parse_day(struct day *out, struct text written, struct fault *f)
{
    if (day_parse(out, written))
        return true;
    fault_set(f, FAULT_INPUT, "\"%.*s\" is not a day", TEXT_ARG(written));
    return fault_hint(f, "write a day as 2019-07-31");
}

void scope_set_months(struct scope *s, struct month first, int count)
{
    struct day today = day_today(), last = month_last((struct month){first.index + count - 1});
    s->from = month_first(first);
    s->to =
        today.since_1970 < last.since_1970 && today.since_1970 >= s->from.since_1970 ? today : last;
}

/* A year as its months: "2019" is 2019-01, twelve of them. */
static bool parse_months(struct scope *out, struct arena *a, struct text value, int count,
                         struct fault *f)
{
    struct month first;
    bool is_year = count == 12;
    struct text iso = is_year ? text_printf(a, "%.*s-01", TEXT_ARG(value)) : value;
    if (month_parse(&first, iso)) {
        scope_set_months(out, first, count);
        return true;
    }
    return fault_set(f, FAULT_INPUT, is_year ? "\"%.*s\" is not a year" : "\"%.*s\" is not a month",
                     TEXT_ARG(value));
}

static bool has_control(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if ((unsigned char)t.p[i] < ' ')
            return true;
    return false;
}

static bool parse_part(struct scope *out, struct arena *a, const struct catalogue *c,
                       struct text name, struct text value, struct fault *f)
{
    if (text_is(name, "in"))
        return parse_names(out, a, c, value, scope_add_place, f);
    if (text_is(name, "party"))
        return parse_names(out, a, c, value, scope_add_party, f);
    if (text_is(name, "from"))
        return parse_day(&out->from, value, f);
    if (text_is(name, "to"))
        return parse_day(&out->to, value, f);
    if (text_is(name, "year") || text_is(name, "month"))
        return parse_months(out, a, value, text_is(name, "year") ? 12 : 1, f);
    if (text_is(name, "where")) {
        /* Its printed form stands in double ones, and is to be taken again. */
        if (text_find(value, TEXT("\"")) >= 0 || has_control(value))
            return fault_set(f, FAULT_INPUT, "a condition takes single quotation marks: %.*s",
                             TEXT_ARG(value));
        out->where = value;
        return true;
    }
    fault_set(f, FAULT_INPUT, "a scope has no part \"%.*s\"", TEXT_ARG(name));
    return fault_hint(f, "its parts are in=, party=, year=, month=, from=, to= and where=\"...\"");
}

static bool parts_parse(struct scope *out, struct arena *a, const struct catalogue *c,
                        struct text written, struct fault *f)
{
    for (struct text rest = text_trim(written); rest.n; rest = text_trim(rest)) {
        ptrdiff_t equals = text_find(rest, TEXT("="));
        if (equals < 0)
            return fault_set(f, FAULT_INPUT, "\"%.*s\" is no part of a scope", TEXT_ARG(rest));
        struct text name = text_slice(rest, 0, (size_t)equals);
        rest = text_slice(rest, (size_t)equals + 1, rest.n);
        bool quoted = rest.n && rest.p[0] == '"';
        if (quoted)
            rest = text_slice(rest, 1, rest.n);
        ptrdiff_t end = text_find(rest, quoted ? TEXT("\"") : TEXT(" "));
        if (end < 0 && quoted)
            return fault_set(f, FAULT_INPUT, "a quotation mark is missing behind \"%.*s\"",
                             TEXT_ARG(name));
        size_t n = end < 0 ? rest.n : (size_t)end;
        TRY(parse_part(out, a, c, name, text_slice(rest, 0, n), f));
        rest = text_slice(rest, n + 1, rest.n);
    }
    if (out->from.since_1970 > out->to.since_1970)
        return fault_set(f, FAULT_INPUT, "the scope's first day lies after its last");
    return true;
}

bool scope_parse(struct scope *out, struct arena *a, const struct catalogue *c, struct text written,
                 struct fault *f)
{
    *out = scope_all();
    return parts_parse(out, a, c, written, f);
}

bool scope_replace(struct scope *inout, struct arena *a, const struct catalogue *c,
                   struct text written, struct fault *f)
{
    struct scope given = {.from = inout->from, .to = inout->to};
    TRY(parts_parse(&given, a, c, written, f));
    inout->from = given.from;
    inout->to = given.to;
    if (given.regions.count)
        inout->regions = given.regions;
    if (given.parties.count)
        inout->parties = given.parties;
    if (given.where.n)
        inout->where = given.where;
    return true;
}

/* ---- for people ---- */

static void describe_regions(struct buffer *b, struct arena *a, const struct catalogue *c,
                             const int64_t *codes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buffer_add_str(b, i ? "、" : "");
        buffer_add(b, region_full_name(a, c->regions, codes[i]));
    }
}

struct text scope_describe(struct arena *a, const struct catalogue *c, const struct scope *s)
{
    SCOPED_BUFFER b = {0};
    if (s->regions.count)
        describe_regions(&b, a, c, s->regions.items, s->regions.count);
    else if (c->programme.west)
        describe_regions(&b, a, c, &c->programme.west, 1);
    else
        buffer_add_str(&b, tr("all places"));
    if (s->parties.count)
        buffer_add_str(&b, " · ");
    describe_regions(&b, a, c, s->parties.items, s->parties.count);
    struct text to = day_print(a, s->to);
    if (s->from.since_1970 > DAY_FIRST.since_1970) {
        struct text from = day_print(a, s->from);
        const char *format = tr(" · %.*s to %.*s");
        struct text period = text_printf(a, format, TEXT_ARG(from), TEXT_ARG(to));
        buffer_add(&b, period);
    } else {
        buffer_add(&b, text_printf(a, tr(" · up to %.*s"), TEXT_ARG(to)));
    }
    if (s->where.n)
        buffer_printf(&b, " · %.*s", TEXT_ARG(s->where));
    return text_copy(a, buffer_text(&b));
}
