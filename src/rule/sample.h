/*
 * A sample (抽样核查): records behind a figure, drawn by a seed, to be checked by phone or on site.
 * What was found comes back through the ordinary import as sampling.result.
 */
#ifndef SHANHAI_RULE_SAMPLE_H
#define SHANHAI_RULE_SAMPLE_H

#include "count/count.h"

#define SAMPLE_MAX 10000

struct sample_request {
    struct figure_query figure;
    size_t count;     /* how many records; all where there are no more */
    struct text seed; /* empty: the ledger's head, which nobody chose */
    struct text why;  /* unmasks name and phone of the person, for this reason; empty: masked */
};

struct sampled {
    struct text code; /* "CY" and ten characters: the same record, figure and seed give it again */
    const struct record_type *type;
    int64_t record;
    struct text name, phone; /* of the person it is about; masked, or empty where there is none */
    struct text content;     /* its open fields for people: "上岗日期 2018-03-01；务工地 东莞市" */
};

struct sample {
    struct sampled *items;
    size_t count;
    size_t drawn_from; /* records behind the figure */
    struct text seed;
    struct text scope; /* canonical */
};

/*
 * Draws it: every record gets the hash of seed, figure, scope and itself; the least are drawn. So
 * anybody with the ledger draws the same, and a record more or less changes no other's turn.
 *
 * faults  DENIED a reader without records; LIMIT more than SAMPLE_MAX wanted; KEY, STORE
 */
bool sample_draw(struct sample *out, struct arena *a, struct ledger *l, const struct viewer *v,
                 const struct sample_request *request, struct fault *f);
/* The workbook that is taken along, filled in and imported. */
bool sample_write(const struct sample *s, struct arena *a, struct ledger *l,
                  const struct sample_request *request, const char *path, struct fault *f);

#endif
