/*
 * A text in sentences and clauses, and where each figure stands in them.
 */
#ifndef SHANHAI_PROVE_PASSAGE_H
#define SHANHAI_PROVE_PASSAGE_H

#include "prove/named.h"
#include "prove/prove.h"
#include "prove/words.h"

struct sentence {
    struct span span;
    bool begins_paragraph;
    size_t ahead; /* behind its first word of what is to come, statement.c; SIZE_MAX: none */
    bool hopes;   /* 计划, 有望 stand in it */
    bool says_i, says_we;
    bool of_village; /* 该村, 全村 */
    size_t particular; /* its first word of one firm or site; or its end */
};

/* Where a quote stands. */
struct seat {
    struct span whole;  /* the quote's own cells */
    size_t number_end;  /* behind the numeral with its 余 or 多 */
    size_t sentence;    /* index */
    struct span clause; /* between ，。；： */
    struct span left;   /* words before it that are nobody else's */
    struct span right;  /* words behind the numeral, its counting word included */
    bool shares_right;  /* nothing stands behind it, and the next figure is coordinate */
    bool is_chained;    /* 5个县的群众3.6万人: 的 joins it to the one before */
    bool is_coordinate; /* 甲10户、乙20人安居: the next one's words hold for it, too */
};

struct passage {
    struct cells cells;
    struct mentions mentions;
    struct callings callings; /* none until subjects_settle */
    bool is_narrow;           /* newspaper columns: an empty line ends nothing */
    struct sentence *sentences;
    size_t sentence_count;
    struct seat *seats; /* one a quote */
    const struct proof *proof;
};

/* Of a text that prove_find has read. g: NULL where places do not matter. */
void passage_read(struct passage *out, struct arena *a, const struct proof *p,
                  const struct gazetteer *g);

/* 。！？ and tabs end a sentence; ，；： a clause, too. */
static inline bool cell_is_stop(uint32_t cp)
{
    return !cell_is_han(cp) && (cp == 0x3002 || cp == 0xFF01 || cp == 0xFF1F || cp == '!' ||
                                cp == '?' || cp == '\t');
}
static inline bool is_clause_end(const struct cells *c, size_t i)
{
    uint32_t cp = cell_at(c, i);
    return !cell_is_han(cp) && (cp == 0xFF0C || cp == ',' || cp == 0xFF1B || cp == ';' ||
                                cp == 0xFF1A || cp == ':' || cell_is_stop(cp));
}

/* The first figure that begins at or behind a cell: an index, or the number of figures. */
size_t seats_from(const struct passage *p, size_t cell);

/* 3.7万人中，有意愿的..: 中 that takes what follows out of what stands before the cell. */
bool is_within_those(const struct cells *c, size_t cell);

bool cells_have(const struct cells *c, struct span s, const char *word);
bool cells_have_text(const struct cells *c, struct span s, struct text word);

#endif
