#include "web/figure.h"

static const char *basis_name(const struct figure *figure)
{
    static const char *const names[] = {"counted", "entered", "computed"};
    return names[figure->basis];
}

/* "in=5306 from=..." from the single parameters, in the order of the canonical text. */
static struct text scope_text(const struct request *q)
{
    struct text whole = request_word(q, "scope");
    if (whole.n)
        return whole;
    static const char *const parts[] = {"in", "party", "from", "to"};
    struct text t = TEXT("");
    for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
        struct text v = request_word(q, parts[i]);
        if (v.n)
            t = text_printf(q->arena, "%.*s%s%s=%.*s", TEXT_ARG(t), t.n ? " " : "", parts[i],
                            TEXT_ARG(v));
    }
    struct text where = request_word(q, "where");
    if (where.n)
        t = text_printf(q->arena, "%.*s%swhere=\"%.*s\"", TEXT_ARG(t), t.n ? " " : "",
                        TEXT_ARG(where));
    return t;
}

static bool by_read(struct figure_query *out, const struct request *q, struct fault *f)
{
    struct text rest = request_text(q, "by"), name;
    if (rest.n == 0)
        return true;
    while (text_split(&name, &rest, ',')) {
        if (out->by.count == BY_MAX)
            return fault_set(f, FAULT_LIMIT, "a figure is broken down by at most %d things",
                             BY_MAX);
        LIST_ADD(q->arena, &out->by, name);
    }
    return true;
}

bool scope_asked(struct scope *out, const struct request *q, struct fault *f)
{
    return scope_parse(out, q->arena, q->ledger->catalogue, scope_text(q), f);
}

bool known_asked(int64_t *out, const struct request *q, const char *name, struct fault *f)
{
    struct text known = request_word(q, name);
    *out = 0;
    return known.n == 0 || ledger_known_at(q->ledger, known, out, f);
}

bool figure_asked(struct figure_query *out, const struct request *q, struct fault *f)
{
    *out = (struct figure_query){0};
    const struct catalogue *c = q->ledger->catalogue;
    TRY(catalogue_indicator_get(&out->indicator, c, request_text(q, "key"), f));
    return scope_asked(&out->scope, q, f) && by_read(out, q, f) &&
           known_asked(&out->known, q, "known", f);
}

struct scope scope_whole(const struct ledger *l, struct day to)
{
    (void)l;
    return (struct scope){.from = DAY_FIRST, .to = to};
}

static struct decimal rounded(struct decimal d, int places)
{
    struct fault ignored = {0};
    struct decimal out;
    if (places < 0 || d.places == places)
        return d;
    if (d.places < places)
        return decimal_rescale(&out, d, places, &ignored) ? out : d;
    int64_t over = 1;
    for (int i = 0; i < d.places; i++)
        over *= 10;
    return ratio_round(&out, (struct ratio){d.mantissa, over}, places, &ignored) ? out : d;
}

struct text figure_text(struct arena *a, const struct indicator *i, struct decimal value)
{
    return decimal_print(a, rounded(value, i->places));
}

static void texts_put(struct writer *w, const char *name, const text_list *texts)
{
    put_array_as(w, name);
    for (size_t i = 0; i < texts->count; i++)
        put_text(w, texts->items[i]);
    put_end(w);
}

static void unit_put(struct writer *w, const struct unit *u)
{
    put_object_as(w, "unit");
    put_text_as(w, "name", u ? u->name : TEXT(""));
    put_text_as(w, "label", u ? label_now(u->label) : TEXT(""));
    put_end(w);
}

static void dimensions_put(struct writer *w, const struct indicator *i)
{
    put_array_as(w, "by");
    for (size_t n = 0; n < i->by_count; n++)
        put_text(w, i->by[n].name);
    put_end(w);
}

void indicator_put(struct writer *w, const char *name, const struct indicator *i)
{
    static const char *const bases[] = {"counted", "entered", "computed"};
    bool en = language_now() == LANGUAGE_EN;
    name ? put_object_as(w, name) : put_object(w);
    put_text_as(w, "key", i->name);
    put_text_as(w, "label", label_now(i->label));
    put_text_as(w, "definition", en && i->definition_en.n ? i->definition_en : i->definition_zh);
    put_text_as(w, "source", i->source);
    put_str_as(w, "basis", bases[i->basis]);
    put_bool_as(w, "plan", i->is_plan);
    put_int_as(w, "places", i->places);
    put_str_as(w, "time", i->when ? "event" : i->while_from ? "spell" : "");
    put_text_as(w, "of", i->of ? i->of->name : TEXT(""));
    put_text_as(w, "of_label", i->of ? label_now(i->of->label) : TEXT(""));
    unit_put(w, i->unit);
    dimensions_put(w, i);
    put_end(w);
}

static void evidence_put(struct writer *w, const struct evidence *e)
{
    put_object_as(w, "evidence");
    put_int_as(w, "records", e->records);
    put_int_as(w, "with_file", e->with_file);
    put_int_as(w, "vouchers", e->vouchers);
    put_int_as(w, "both_sides", e->both_sides);
    put_int_as(w, "sampled_agree", e->sampled_agree);
    put_int_as(w, "sampled_differ", e->sampled_differ);
    put_int_as(w, "one_side", e->one_side);
    put_end(w);
}

void figure_put(struct writer *w, struct arena *a, const struct indicator *i,
                const struct figure *figure)
{
    bool shown = figure->is_known && !figure->is_withheld;
    struct text none = TEXT("");
    put_object(w);
    texts_put(w, "keys", &figure->keys);
    texts_put(w, "labels", &figure->labels);
    put_bool_as(w, "known", figure->is_known);
    put_bool_as(w, "withheld", figure->is_withheld);
    put_text_as(w, "value", shown ? figure_text(a, i, figure->value) : none);
    put_text_as(w, "lo", shown ? figure_text(a, i, figure->lo) : none);
    put_text_as(w, "hi", shown ? figure_text(a, i, figure->hi) : none);
    if (shown && figure->ratio.over != 0) {
        put_text_as(w, "part", text_printf(a, "%lld", (long long)figure->ratio.part));
        put_text_as(w, "over", text_printf(a, "%lld", (long long)figure->ratio.over));
    }
    put_str_as(w, "basis", basis_name(figure));
    put_bool_as(w, "plan", figure->is_plan);
    evidence_put(w, &figure->evidence);
    put_end(w);
}
