/*
 * Between the parts of catalogue_load. Passes: cut all files into blocks; declare every name;
 * read fields and derived fields' types; read keys, places, checks; compile indicators, each
 * after those it names; compile rules.
 */
#ifndef SHANHAI_CATALOGUE_LOAD_H
#define SHANHAI_CATALOGUE_LOAD_H

#include "catalogue/node_inside.h"

enum state { STATE_NEW, STATE_OPEN, STATE_DONE };

/* A block that declares something, until it is compiled. */
struct declared {
    const struct block *block;
    void *thing; /* struct record_type, struct indicator, ... */
    enum state state;
    int depth; /* of the chain of indicators it stands on */
    int parts; /* indicators to be counted for it; 1 for one with its own records */
};

/* `within NAME`, until all indicators are there. */
struct within {
    struct indicator *indicator;
    struct text name;
    struct position at;
};

struct loader {
    struct arena *a;
    struct catalogue *c;
    struct fault *f;
    block_list blocks;
    LIST(struct declared *) records, indicators, rules, matches, subsidies, forms, schemes, units, words,
        systems, parties, groups, programmes;
    LIST(struct catalogue_file) texts; /* text/NAME.txt, until a form names it */
    LIST(struct within) withins;
    bool takes_scopes; /* a figure in braces may name a scope of its own: {a.b year in=530621} */
    struct map by_name;  /* "indicator labour.placed" to struct declared: see by_name of lookup.c */
};

/* ---- declaring and finding ---- */
/* "record labour.placement"; the key is kept in the arena. FAULT_INPUT where it is there. */
bool name_declare(struct loader *l, const char *kind, struct text name, void *thing,
                  struct position at);
void *name_find(const struct catalogue *c, const char *kind, struct text name);

/* ---- parts of clauses ---- */
struct cursor block_cursor(const struct block *b);
struct cursor clause_cursor(const struct block *b, size_t i);
/* zh "..." and en "...", in any order; *took is false where neither stands here. */
bool label_take(struct label *out, struct cursor *c, bool *took, struct fault *f);
bool labels_get(struct label *out, struct cursor *c, struct fault *f); /* zh is wanted */
bool phrases_get(struct loader *l, text_list *out, struct cursor *c);  /* "a" "b": at least one */
bool from_to_take(struct day *from, struct day *to, struct cursor *c, bool *took, struct fault *f);
/* A region by code or by "name". */
bool region_get(int64_t *out, struct loader *l, struct cursor *c);
/* The word that stands here is none of those known: says so with the nearest. */
bool fault_unknown_word(struct loader *l, struct cursor *c, const char *const *known);
bool fault_unknown(struct loader *l, struct position at, const char *kind, struct text name);
/* labour.placement.worker: the longest beginning that is a type; *rest is what follows, or empty. */
bool over_type_get(const struct record_type **out, struct text *rest, struct loader *l,
                   struct cursor *c);
bool type_read(struct type *out, struct loader *l, struct cursor *c);
bool unit_get(const struct unit **out, struct loader *l, struct cursor *c);

/* ---- passes ---- */
bool codes_load(struct loader *l, struct catalogue_file file);
bool units_load(struct loader *l);
bool words_load(struct loader *l); /* programme, parties, groups, words, systems */
bool records_load_fields(struct loader *l);
bool records_load_rules(struct loader *l); /* keys, dated fields, expressions */
bool indicators_load(struct loader *l);
bool matches_load(struct loader *l);
bool rules_load(struct loader *l);
bool subsidies_load(struct loader *l);
bool forms_load(struct loader *l);
bool schemes_load(struct loader *l);

#endif
