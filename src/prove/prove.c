/*
 * From a text to its verdicts: find, link by words, set the scope, count, compare, ask.
 */
#include "prove/prove.h"

#include "base/language.h"
#include "prove/bind.h"
#include "prove/compare.h"
#include "prove/question.h"
#include "prove/setting.h"

struct prover {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct prove_options *options;
    struct passage passage;
    struct vocabulary vocabulary;
    struct link *links;
    struct map counted; /* "indicator scope" -> struct figures: the same is counted once */
};

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

/* One figure; a scope that cannot be counted is a note, a failing store a fault. */
static bool figure_count(struct prover *p, struct quote *q, struct fault *f)
{
    struct text scope = scope_print(p->arena, &q->scope);
    struct text key =
        text_printf(p->arena, "%.*s %.*s", TEXT_ARG(q->indicator->name), TEXT_ARG(scope));
    struct figures *figures = map_find(&p->counted, key);
    if (!figures) {
        struct figure_query query = {
            .indicator = q->indicator, .scope = q->scope, .known = p->options->known};
        figures = ARENA_NEW(p->arena, struct figures);
        if (!count_figure(figures, p->arena, p->ledger, p->viewer, &query, f)) {
            if (f->kind != FAULT_INPUT && f->kind != FAULT_ABSENT && f->kind != FAULT_LIMIT)
                return false;
            q->note = text_printf(p->arena, "%s", f->message);
            fault_clear(f);
        }
        map_put(p->arena, &p->counted, key, figures);
    }
    q->known = figures->known;
    q->has_figure = figures->count > 0;
    if (q->has_figure)
        q->figure = figures->items[0];
    return true;
}

static bool quote_prove(struct prover *p, struct proof *proof, size_t i,
                        const struct settings *settings, struct fault *f)
{
    struct quote *q = &proof->quotes[i];
    struct link *link = &p->links[i];
    struct binding bound = {0};
    if (q->kind == QUOTE_DATE || q->is_since)
        return true;
    TRY(binding_find(&bound, p->arena, p->ledger, &p->passage, i, f));
    if (bound.is_bound) {
        q->indicator = bound.indicator;
        q->scope = bound.scope;
        q->is_bound = true;
        if (bound.record)
            return binding_prove(q, p->arena, p->ledger, p->viewer, &bound, p->options->known, f);
    } else if (link->indicator == SIZE_MAX) {
        q->verdict = link->why == LINK_NOTHING ? VERDICT_PLAIN : VERDICT_UNLINKED;
        q->note = why_unlinked(link->why);
        return true;
    } else {
        q->indicator = p->vocabulary.catalogue->indicators.items[link->indicator];
        setting_read(&q->scope, settings, i, link, proof);
        size_t from = link->whole != SIZE_MAX ? link->whole : link->like;
        if (q->scope.where.n)
            q->subject = link->subject.named ? link->subject.named->name
                         : from != SIZE_MAX  ? proof->quotes[from].subject
                                             : (struct text){NULL, 0};
    }
    TRY(figure_count(p, q, f));
    verdict_set(q, p->arena);
    return true;
}

bool prove_text(struct proof *out, struct arena *a, struct ledger *l, const struct viewer *v,
                struct text source, const struct prove_options *options, struct fault *f)
{
    struct prover p = {.arena = a, .ledger = l, .viewer = v, .options = options};
    struct day until = is_given(options->published) ? options->published : day_today();
    TRY(prove_find(out, a, l->catalogue, source, options, f));
    struct gazetteer *gazetteer = gazetteer_read(a, l->catalogue, until);
    struct callings callings;
    passage_read(&p.passage, a, out, gazetteer);
    vocabulary_read(&p.vocabulary, a, l->catalogue);
    TRY(callings_find(&callings, a, l, v, gazetteer, &p.vocabulary, &p.passage.cells,
                      options->known, f));
    subjects_settle(&p.passage, a, &callings);
    p.links = links_read(a, &p.passage, &p.vocabulary, until);
    struct settings settings = {
        a, &p.passage, &p.vocabulary, options->published, l->catalogue->programme.from, until};
    for (size_t i = 0; i < out->count; i++)
        TRY(quote_prove(&p, out, i, &settings, f));
    return questions_find(&(struct asking){.arena = a,
                                           .catalogue = l->catalogue,
                                           .passage = &p.passage,
                                           .proof = out,
                                           .until = until,
                                           .ledger = l,
                                           .viewer = v,
                                           .known = options->known},
                          f);
}
