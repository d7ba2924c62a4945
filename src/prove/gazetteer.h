/*
 * Places and parties named in a text: the helped region with its counties and towns, the eastern
 * parties and their provinces, the catalogue's groups.
 */
#ifndef SHANHAI_PROVE_GAZETTEER_H
#define SHANHAI_PROVE_GAZETTEER_H

#include "catalogue/catalogue.h"
#include "prove/lexicon.h"

enum side { SIDE_NONE, SIDE_EAST, SIDE_WEST, SIDE_BOTH };
typedef LIST(int64_t) region_list;

/* Names that stand together: 东莞、中山, or one alone. */
struct mention {
    size_t from, to; /* cells */
    enum side side;
    region_list regions; /* in the west; empty where it is a province, or eastern */
    region_list parties; /* eastern */
    bool awaits_county;  /* 全县 before any county was named */
};

struct mentions {
    struct mention *items;
    size_t count;
};

struct gazetteer;
/* on: groups and parties that were valid on that day. */
struct gazetteer *gazetteer_read(struct arena *a, const struct catalogue *c, struct day on);
void mentions_find(struct mentions *out, struct arena *a, const struct gazetteer *g,
                   const struct cells *c);

/* The first mention that begins at or after a cell: an index, or count. */
size_t mentions_from(const struct mentions *m, size_t cell);
/* The nearest that ends before a cell and begins in the span, or NULL. */
const struct mention *mention_before(const struct mentions *m, struct span within, size_t cell);

/* A name without the places in front of it: 广东东莞华坚 is 华坚. Borrows from it. */
struct text gazetteer_strip(const struct gazetteer *g, struct text name);
bool gazetteer_knows(const struct gazetteer *g, struct text name);

/* 昭通 for 昭通市, 宁夏 for 宁夏回族自治区; the name itself where nothing shorter is left. */
struct text region_short(struct text name);

#endif
