/*
 * The catalogue's words for its indicators, ready to be looked for: what a text says of them,
 * what speaks against them, and the attributes that make a part of a whole.
 */
#ifndef SHANHAI_PROVE_VOCABULARY_H
#define SHANHAI_PROVE_VOCABULARY_H

#include "catalogue/node.h"
#include "prove/gazetteer.h"
#include "prove/prove.h"

enum phrase_use {
    PHRASE_SAYS,      /* names it */
    PHRASE_UNSAID,    /* speaks against it */
    PHRASE_ATTRIBUTE, /* of a part: a code of its own (省内) */
    PHRASE_WORD,      /* of a part: a word that only says who (建档立卡), not what they do */
    PHRASE_PART, /* names it, but only as a part of what stands before: 其中建档立卡贫困人口 */
};

struct phrase_of {
    size_t indicator; /* index in catalogue->indicators */
    enum phrase_use use;
};
struct phrase {
    struct text text;
    size_t cells;
    LIST(struct phrase_of) of;
};

enum direction { DIRECTION_NONE, DIRECTION_EASTWARD, DIRECTION_WESTWARD };

/* What linking needs to know of an indicator beside its words. */
struct indicator_trait {
    size_t whole;             /* index of the indicator it is a part of, or SIZE_MAX */
    enum quote_kind kind;     /* of its unit */
    enum direction direction; /* of people: by a `direction` code in its `where` */
    enum side side;           /* which end of a pair it counts, by its label: 东部.., 西部.. */
    bool has_party;           /* its records know an eastern side */
    bool leads_to_named;      /* its records refer to firms, sites or parks that have names */
    bool of_role;             /* they belong to an enterprise or the like of a named one */
    int attributes;           /* fields that set a part apart from its whole */
};

/* What a unit counts, without its counting word: 机构 of 个机构. */
struct unit_noun {
    const struct unit *unit;
    struct text word;
};

struct vocabulary {
    const struct catalogue *catalogue;
    struct lexicon phrases; /* struct phrase */
    struct lexicon nouns;   /* struct unit_noun; of units with one noun the first */
    LIST(const struct unit_noun *) all_nouns;
    LIST(const struct unit *) counting; /* units of indicators that count things */
    bool has_kind[QUOTE_OTHER + 1];     /* which kinds indicators have */
    struct indicator_trait *traits;
    size_t count;
};

void vocabulary_read(struct vocabulary *out, struct arena *a, const struct catalogue *c);

#endif
