/*
 * From a text to its verdicts: find, link by words, set the scope, count, compare, ask.
 */
#include "prove/prove.h"

#include "base/language.h"
#include "prove/bind.h"
#include "prove/compare.h"
#include "prove/find.h"
#include "prove/question.h"
#include "prove/setting.h"
#include "prove/statement.h"

#define KEPT_BYTES_MOST ((size_t)64 << 20)

/* Of texts of one day, as known at one batch. */
struct kept {
    struct arena arena;
    bool is_read;
    struct day until;
    int64_t known;
    struct gazetteer *gazetteer;
    struct names *names;
    struct map told;   /* "indicator scope" -> struct told */
    struct map memory; /* count/'s own, of parts */
};

/* What some texts have said: one indicator in one scope. */
struct told {
    size_t number; /* from 1 */
    bool is_counted;
    struct figures figures;
};

struct prover {
    struct arena arena; /* of what the catalogue says */
    struct ledger *ledger;
    const struct viewer *viewer;
    struct vocabulary vocabulary;
    struct units *units;
    struct kept kept;
};

/* One text. */
struct proving {
    struct arena *arena;
    struct prover *prover;
    const struct prove_options *options;
    struct proof *proof;
    struct passage passage;
    struct link *links;
    struct map bindings;
};

struct prover *prover_open(struct ledger *l, const struct viewer *v)
{
    struct prover *p = memory_new(sizeof(*p));
    p->ledger = l;
    p->viewer = v;
    vocabulary_read(&p->vocabulary, &p->arena, l->catalogue);
    p->units = units_read(&p->arena, l->catalogue);
    return p;
}

void prover_close(struct prover *p)
{
    if (!p)
        return;
    arena_clear(&p->kept.arena);
    arena_clear(&p->arena);
    memory_free(p);
}

static bool kept_ready(struct prover *p, struct day until, int64_t known, struct fault *f)
{
    struct kept *k = &p->kept;
    if (k->is_read && k->until.since_1970 == until.since_1970 && k->known == known &&
        k->arena.held < KEPT_BYTES_MOST)
        return true;
    arena_clear(&k->arena);
    *k = (struct kept){.until = until, .known = known};
    k->gazetteer = gazetteer_read(&k->arena, p->ledger->catalogue, until);
    TRY(named_read(&k->names, &k->arena, p->ledger, p->viewer, k->gazetteer, known, f));
    k->is_read = true;
    return true;
}

static bool is_given(struct day d)
{
    return d.since_1970 != DAY_FIRST.since_1970;
}

static struct text why_unlinked(enum link_why why)
{
    switch (why) {
    case LINK_UNSURE:
        return text_from(tr("several figures of the programme fit about equally"));
    case LINK_PARTICULAR:
        return text_from(tr("a single case: one firm, site or person"));
    case LINK_PLANNED:
        return text_from(tr("planned, and no plan is counted so"));
    case LINK_BEYOND:
        return text_from(tr("of a province or the whole country"));
    case LINK_FORMER:
        return text_from(tr("its time is not said"));
    case LINK_NONE:
        return text_from(tr("no words name a figure of the programme"));
    default:
        return text_from("");
    }
}

static struct told *told_find(struct proving *p, const struct quote *q)
{
    struct kept *k = &p->prover->kept;
    SCOPED_BUFFER key = {0};
    buffer_add(&key, q->indicator->name);
    buffer_add_char(&key, ' ');
    buffer_add(&key, q->scope_text);
    struct told *told = map_find(&k->told, buffer_text(&key));
    if (told)
        return told;
    told = ARENA_NEW(&k->arena, struct told);
    told->number = k->told.count + 1;
    map_put(&k->arena, &k->told, text_copy(&k->arena, buffer_text(&key)), told);
    return told;
}

/* One figure; a scope that cannot be counted is a note, a failing store a fault. */
static bool figure_count(struct proving *p, struct quote *q, struct told *told, struct fault *f)
{
    struct kept *k = &p->prover->kept;
    if (!told->is_counted) {
        struct figure_query query = {.indicator = q->indicator,
                                     .scope = q->scope,
                                     .known = p->options->known,
                                     .memory = &k->memory};
        if (!count_figure(&told->figures, &k->arena, p->prover->ledger, p->prover->viewer, &query,
                          f)) {
            if (f->kind != FAULT_INPUT && f->kind != FAULT_ABSENT && f->kind != FAULT_LIMIT)
                return false;
            q->note = text_printf(p->arena, "%s", f->message);
            fault_clear(f);
            return true;
        }
        told->is_counted = true;
    }
    q->known = told->figures.known;
    if (told->figures.count == 0)
        return true;
    struct figure *figure = ARENA_NEW(p->arena, struct figure);
    *figure = told->figures.items[0];
    q->figure = figure;
    return true;
}

/* By hand: before whatever the words say. */
static bool quote_bound(bool *is_done, struct proving *p, struct quote *q,
                        const struct binding *bound, struct fault *f)
{
    q->indicator = bound->indicator;
    q->scope = bound->scope;
    q->scope_text = scope_print(p->arena, &q->scope);
    q->is_bound = true;
    *is_done = bound->record != 0;
    return !bound->record || binding_prove(q, p->arena, p->prover->ledger, p->prover->viewer, bound,
                                           p->options->known, f);
}

static void quote_linked(struct proving *p, size_t i, const struct settings *settings)
{
    struct quote *q = &p->proof->quotes[i];
    const struct link *link = &p->links[i];
    q->indicator = p->prover->vocabulary.catalogue->indicators.items[link->indicator];
    setting_read(&q->scope, settings, i, link, p->proof);
    q->scope_text = scope_print(p->arena, &q->scope);
    size_t from = link->whole != SIZE_MAX ? link->whole : link->like;
    if (q->scope.where.n && link->subject.named)
        q->subject = text_copy(p->arena, link->subject.named->name);
    else if (q->scope.where.n && from != SIZE_MAX)
        q->subject = p->proof->quotes[from].subject;
}

static bool quote_prove(struct proving *p, size_t i, const struct settings *settings,
                        struct fault *f)
{
    struct quote *q = &p->proof->quotes[i];
    const struct link *link = &p->links[i];
    struct binding bound;
    bool is_done = false;
    if (q->kind == QUOTE_DATE || q->is_since)
        return true;
    TRY(binding_find(&bound, p->arena, p->prover->ledger->catalogue, &p->bindings, &p->passage, i,
                     f));
    if (bound.is_bound) {
        TRY(quote_bound(&is_done, p, q, &bound, f));
    } else if (link->indicator == SIZE_MAX) {
        q->verdict = link->why == LINK_NOTHING ? VERDICT_PLAIN : VERDICT_UNLINKED;
        q->note = why_unlinked(link->why);
        return true;
    } else {
        quote_linked(p, i, settings);
    }
    struct told *told = told_find(p, q);
    q->told = told->number;
    if (is_done)
        return true;
    TRY(figure_count(p, q, told, f));
    verdict_set(q, p->arena);
    return true;
}

bool prove_text(struct proof *out, struct arena *a, struct prover *prover, struct text source,
                const struct prove_options *options, struct fault *f)
{
    struct proving p = {.arena = a, .prover = prover, .options = options, .proof = out};
    const struct catalogue *c = prover->ledger->catalogue;
    const struct vocabulary *words = &prover->vocabulary;
    struct day until = is_given(options->published) ? options->published : day_today();
    struct callings callings;
    TRY(quotes_find(out, a, prover->units, source, options, f));
    TRY(kept_ready(prover, until, options->known, f));
    TRY(ledger_notes_read(&p.bindings, a, prover->ledger, BINDINGS, f));
    const struct gazetteer *g = prover->kept.gazetteer;
    passage_read(&p.passage, a, out, g);
    sentences_mark(&p.passage);
    callings_find(&callings, a, prover->kept.names, g, words, &p.passage.cells);
    subjects_settle(&p.passage, a, &callings);
    p.links = links_read(a, &p.passage, words, until);
    struct settings settings = {.arena = a,
                                .passage = &p.passage,
                                .vocabulary = words,
                                .published = options->published,
                                .first = c->programme.from,
                                .until = until};
    settings.title = settings_title(&settings);
    for (size_t i = 0; i < out->count; i++)
        TRY(quote_prove(&p, i, &settings, f));
    size_t told = prover->kept.told.count + 1;
    return questions_find(&(struct asking){.arena = a,
                                           .catalogue = c,
                                           .passage = &p.passage,
                                           .proof = out,
                                           .until = until,
                                           .ledger = prover->ledger,
                                           .viewer = prover->viewer,
                                           .known = options->known,
                                           .relations = options->relations,
                                           .readings = ARENA_ARRAY(a, struct text, out->count + 1),
                                           .scopes = ARENA_ARRAY(a, struct text, told)},
                          f);
}
