/*
 * Documents against figures: finds every figure (文中数据) of a text, says what it counts, and
 * whether records prove it.
 *
 * A link is made from words, never from equal values. Unlinked when unsure; a single case (one
 * worker's pay) is proved only by a record bound by hand.
 */
#ifndef SHANHAI_PROVE_PROVE_H
#define SHANHAI_PROVE_PROVE_H

#include "count/count.h"
#include "prove/cells.h"

struct document;

enum quote_kind {
    QUOTE_COUNT,
    QUOTE_PERSON,
    QUOTE_PERSON_TIME,
    QUOTE_HOUSEHOLD,
    QUOTE_MONEY,
    QUOTE_PERCENT,
    QUOTE_AREA,
    QUOTE_MASS,
    QUOTE_LENGTH,
    QUOTE_DURATION,
    QUOTE_DATE,
    QUOTE_TEMPERATURE,
    QUOTE_OTHER,
};

enum qualifier { /* what the print says about its own exactness */
                 QUALIFIER_EXACT,
                 QUALIFIER_AT_LEAST /* 余 多 */,
                 QUALIFIER_OR_MORE /* 以上 至少 */,
                 QUALIFIER_ABOUT /* 约 左右 */,
                 QUALIFIER_NEARLY /* 近 */,
                 QUALIFIER_OVER /* 超 突破 */,
                 QUALIFIER_BELOW /* 不足 以下 */,
                 QUALIFIER_VAGUE /* 数十 */,
};

enum verdict { /* 相符 相符(截尾) 与统计或计划一致 不符 缺依据 待关联, date, plain */
               VERDICT_PROVED,
               VERDICT_TRUNCATED,
               VERDICT_WITHIN,
               VERDICT_DIFFERS,
               VERDICT_UNPROVED,
               VERDICT_UNLINKED,
               VERDICT_DATE,
               VERDICT_PLAIN,
};

/*
 * How much a figure wants looking at, the worst first: the ledger says otherwise; cut where it
 * should be rounded; a question to the author, with the reading it stands on; a matter of style.
 */
enum tier { TIER_ERROR, TIER_TRUNCATED, TIER_QUESTION, TIER_STYLE, TIER_NONE };

struct quote {
    size_t byte_start, byte_end; /* numeral with prefix, unit and noun; half open, of the source */
    size_t num_start, num_end;   /* the numeral with its 万/亿 */
    int line;                    /* from 1 */
    struct text surface;         /* as in the source, line breaks and all */
    enum quote_kind kind;
    enum qualifier qualifier;
    bool has_value;
    struct decimal value;          /* in `unit` */
    struct text value_text;        /* of a date: "2019-07", "2017..pub"; else empty */
    bool has_period;               /* of a date that is known */
    struct period period;          /* its first and last day */
    bool is_since;                 /* 3年来, 2017年至今: up to the text's own day */
    struct text unit;              /* the unit's name in the catalogue, or as printed */
    const struct unit *unit_found; /* the catalogue's unit that `value` is in, or NULL */
    bool unit_is_named;            /* by more than a counting word: 个县, 家医疗机构 */
    struct decimal lo, hi;         /* lo <= v < hi, equal for exact whole numbers */
    bool hi_open;                  /* no upper end */
    enum verdict verdict;
    const struct indicator *indicator; /* NULL: unlinked */
    struct scope scope;
    struct text scope_text; /* scope_print: equal where the scopes are */
    size_t told;            /* from 1, the same where indicator and scope are; 0: unlinked */
    struct text subject;    /* the one firm or site it is told of, by its name; or empty */
    bool is_bound;          /* by hand */
    enum tier tier;         /* the worst of the findings it takes part in, wherever they stand */
    int64_t bound_record;   /* to the one record that states it; 0: to what is counted */
    bool is_doubted;        /* the same, or in one that is asked about */
    const struct figure *figure; /* what the ledger says; NULL: it was not asked */
    int64_t known;
    struct text note; /* for people, in the thread's language */
};

/* Something to look at (疑问), beside a figure or beside words. */
struct question {
    enum tier tier;
    size_t byte_start, byte_end; /* what it stands beside */
    size_t quote;                /* index; SIZE_MAX: words that are no figure */
    struct text formula;         /* "16298 > 6660" */
    struct text others;          /* spans of the other figures: "17115..17123,17201..17214" */
    struct text note;            /* the reading it stands on, for people */
    const char *kind;            /* "ledger", "share", "superlative" and the like */
    struct text repair;          /* "92.45% → 92.44%": the smallest that helps; or empty */
};

/* What a text states between figures of its own (文内勾稽). */
enum relation_kind {
    RELATION_SHARE,      /* 占 */
    RELATION_PART,       /* 其中 */
    RELATION_SUM,        /* 共, 合计, 分别为 */
    RELATION_REST,       /* 剩余 */
    RELATION_GROWTH,     /* 增长 N% */
    RELATION_TIMES,      /* 增长 N 倍, 是..的 N 倍 */
    RELATION_POINTS,     /* 百分点 */
    RELATION_STEP,       /* 由..增加到.., 增加 N */
    RELATION_CHANGE,     /* 由..增加到.. */
    RELATION_MEAN,       /* 人均, 户均, 每个 */
    RELATION_LIST,       /* 甲、乙2家 */
    RELATION_REPEAT,     /* the same said twice */
    RELATION_ARITHMETIC, /* as the catalogue computes it */
};
enum relation_form {
    FORM_SHARE,      /* 0 = 100 x 1 / 2 */
    FORM_MEAN,       /* 0 = 1 / 2 */
    FORM_SUM,        /* 0 = 1 + 2 + ... */
    FORM_LEAST,      /* 0 >= 1 + 2 + ... */
    FORM_GROWTH,     /* 1 = 2 x (100 + 0) / 100 */
    FORM_TIMES_BY,   /* 1 = 2 x (1 + 0) */
    FORM_TIMES_TO,   /* 1 = 2 x 0 */
    FORM_STEP,       /* 1 = 2 + 0 */
    FORM_STEP_SHARE, /* 0 = 100 x 1 / (2 - 1) */
    FORM_CHANGE,     /* 0 > 1 */
    FORM_LIST,       /* 0 = a number of names */
    FORM_EQUAL,      /* 0 = 1 */
};
enum relation_verdict { RELATION_HOLDS, RELATION_TRUNCATED, RELATION_BROKEN };

#define RELATION_FIGURES_MOST 12
struct relation {
    enum relation_kind kind;
    enum relation_form form;
    enum relation_verdict verdict;
    size_t of[RELATION_FIGURES_MOST]; /* quotes; the first says the result */
    size_t count;
    int64_t least, most; /* FORM_LIST: how many names stand there, by either reading */
    bool falls;
    bool is_unsure, is_vague; /* asked only, where it is broken; 约 is vague */
    struct text formula;      /* "1235个 / 1336个 = 92.44% [92.435, 92.445]" */
    struct text note;
};

#define PROVE_BYTES_MAX ((size_t)16 << 20)

struct proof {
    struct quote *quotes; /* in order of the text */
    size_t count;
    struct question *questions; /* in order of the text, the worst first beside one figure */
    size_t question_count;
    struct relation *relations; /* stated between its figures, in order of the text */
    size_t relation_count;
    struct text source;              /* UTF-8 that offsets refer to */
    struct cells cells;              /* of `source`, as finding read them */
    const struct document *document; /* what `source` was read from (place.h); NULL: it is itself */
};

struct prove_options {
    struct day published; /* for relative dates; DAY_FIRST: not given */
    int64_t known;        /* 0: newest */
    bool relations;       /* those that hold have their formula, too */
};

/* Finds figures only; needs no ledger. Linear in the text. */
bool prove_find(struct proof *out, struct arena *a, const struct catalogue *c, struct text source,
                const struct prove_options *options, struct fault *f);
/*
 * What is read once for many texts: words, places and names, and what was counted for the texts
 * before. For one ledger as it was opened, one viewer and one thread; a proof borrows nothing of
 * it.
 */
struct prover;
struct prover *prover_open(struct ledger *l, const struct viewer *v);
void prover_close(struct prover *p); /* NULL: nothing */
static inline void prover_close_scoped(struct prover **p)
{
    prover_close(*p);
}
#define SCOPED_PROVER __attribute__((cleanup(prover_close_scoped))) struct prover

/* Finds, links and compares. faults: as prove_find, and STORE */
bool prove_text(struct proof *out, struct arena *a, struct prover *p, struct text source,
                const struct prove_options *options, struct fault *f);

/* For people: "粤旺食用菌产业园 · 云南省昭通市 · 截至 2019-09-01". */
struct text quote_scope_words(struct arena *a, const struct catalogue *c, const struct quote *q);

const char *quote_kind_name(enum quote_kind k);       /* count person person_time household ... */
const char *relation_kind_name(enum relation_kind k); /* share part sum ... */
const char *relation_verdict_name(enum relation_verdict v); /* holds truncated broken */
struct text relation_label(enum relation_verdict v);        /* 成立 / holds */
const char *verdict_name(enum verdict v);  /* proved truncated within differs ... */
struct text verdict_label(enum verdict v); /* 相符 / proved, in the thread's language */
const char *tier_name(enum tier t);        /* E T Q L, or nothing */
struct text tier_label(enum tier t);       /* 疑问 / question, in the thread's language */

#endif
