/*
 * Things that have a name: firms, sites, parks and the like, as the ledger's records call them
 * (`named` in the catalogue), found in a text by the forms that officials write: without
 * 有限公司, without the place in front, by the short name.
 */
#ifndef SHANHAI_PROVE_NAMED_H
#define SHANHAI_PROVE_NAMED_H

#include "ledger/ledger.h"
#include "prove/vocabulary.h"

#define NAMES_MOST 200000 /* records with a name that are looked through */
#define CALLED_MOST 4     /* records that one form may call */

/* One record that texts can call by name. */
struct named {
    const struct record_type *type;
    int64_t record;
    struct text name;       /* its name as recorded */
    const struct field *by; /* what finds it in a condition: its key, or its name */
    struct text value;      /* of that field */
};

/* A place in the text where some are called; several where a firm and its base have one name. */
struct calling {
    size_t from, to; /* cells */
    const struct named *of[CALLED_MOST];
    size_t count;
    bool is_ambiguous; /* the form is that of two records of one type, or of too many */
    bool is_pronoun;   /* 公司, 该项目, 我们: what was called before */
    bool is_object;    /* 入驻某园: led to, not the subject */
    bool is_listed;    /* one of a row: 甲、乙和丙 */
};

struct callings { /* laid out as a LIST */
    struct calling *items;
    size_t count, cap;
};

/* All names of a ledger, read once for many texts. */
struct names;

/*
 * known   as known at this batch; 0: newest
 * faults  STORE
 */
bool named_read(struct names **out, struct arena *a, struct ledger *l, const struct viewer *v,
                const struct gazetteer *g, int64_t known, struct fault *f);

/* Where the text calls one of them; only those whose first two characters it holds are looked for.
 */
void callings_find(struct callings *out, struct arena *a, const struct names *names,
                   const struct gazetteer *g, const struct vocabulary *words,
                   const struct cells *c);

/* The first calling that begins at or after a cell: an index, or count. */
size_t callings_from(const struct callings *k, size_t cell);

/* A name without its legal ending and without the places in front: 华坚鞋业. Borrows from it. */
struct text name_core(const struct gazetteer *g, struct text name);
/* A firm, a site, a park; no bureau, school or hospital. */
bool named_is_business(const struct named *n);

#endif
