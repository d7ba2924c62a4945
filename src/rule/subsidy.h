/*
 * Subsidies to persons and support to enterprises: who is entitled under a rule and why each amount,
 * who falls short of one need, who claimed twice or in two places, who was shut out by another rule,
 * and who is entitled and never claimed.
 */
#ifndef SHANHAI_RULE_SUBSIDY_H
#define SHANHAI_RULE_SUBSIDY_H

#include "count/count.h"

enum subsidy_status {
    SUBSIDY_UNCLAIMED,  /* entitled, and nobody applied */
    SUBSIDY_CLAIMED,    /* entitled, and an application is on its way or at its end */
    SUBSIDY_SETTLED,    /* entitled, paid without an application */
    SUBSIDY_EXCLUDED,   /* entitled, but another rule was used for it */
    SUBSIDY_SHORT,      /* one need is missing */
    SUBSIDY_UNENTITLED, /* applied for without being entitled */
};

struct subsidy_query {
    const struct subsidy *subsidy;
    LIST(int64_t) regions; /* empty: all */
    LIST(int64_t) payees;  /* record numbers; empty: all */
    int year, quarter;     /* quarter 0: the whole year */
    struct day at;         /* judged as of this day, or the period's last where that is earlier */
    int64_t known;         /* 0: the newest batch */
};

/* An application as the ledger has it; days absent are DAY_FIRST. */
struct subsidy_application {
    int64_t record, person, organisation; /* 0: none */
    struct text code, rule, papers, why, batch;
    int64_t place;
    int year, quarter; /* quarter 0: none */
    struct text state; /* a code of the list claim_state */
    int64_t claimed_fen, granted_fen, paid_fen, clawed_fen; /* -1: none */
    struct day applied_on, published_on, published_until, paid_on;
    bool is_live; /* neither refused, returned nor withdrawn */
};
struct subsidy_applications {
    struct subsidy_application *items;
    size_t count, cap;
};

struct subsidy_payment {
    struct day on; /* DAY_FIRST: not known yet */
    int64_t fen;
    bool holds; /* its condition does, or there is none */
};

struct subsidy_due {
    enum subsidy_status status;
    const struct record_type *payee_type;
    int64_t payee, place;
    struct text county, village;
    int64_t basis, basis_version; /* the record it stands on; 0: none */
    struct text file, sheet;
    int64_t row;
    int64_t more_bases;  /* of the same payee, beside it */
    int64_t amount_fen;  /* what the rule gives; of SHORT and UNENTITLED: 0 */
    struct text why;     /* how it comes about, a sentence */
    struct text lacks;   /* what is missing, or who shuts it out */
    int64_t short_days;  /* SHORT of a length of time: how many days; else 0 */
    const struct subsidy_application *application; /* or NULL */
    int64_t applications; /* live ones of this payee */
    bool is_twice, is_elsewhere; /* more applications than the rule allows; in two counties */
    bool differs;                /* claimed more than the rule gives */
    struct text lacks_papers;
    struct subsidy_payment payments[SUBSIDY_PAYS_MAX];
    size_t payment_count;
};
struct subsidy_list {
    const struct subsidy *subsidy;
    struct period period;
    struct day due; /* the next last day to claim; DAY_FIRST: none */
    struct subsidy_due *items;
    size_t count, cap;
    struct subsidy_applications applications; /* of all rules */
};

/* Ordered by status, place, payee. faults  DENIED; STORE; LIMIT overflow */
bool subsidy_run(struct subsidy_list *out, struct arena *a, struct ledger *l, const struct viewer *v,
                 const struct subsidy_query *q, struct fault *f);
/* The statement behind it. */
bool subsidy_sql(struct text *out, struct arena *a, struct ledger *l, const struct subsidy_query *q,
                 struct fault *f);
/* Whether its regions touch those of the programme. */
bool subsidy_applies(const struct subsidy *s, const struct ledger *l);
const char *subsidy_status_name(enum subsidy_status s); /* unclaimed claimed ... */
const char *subsidy_status_label(enum subsidy_status s);

/* Places shared out over the counties, by largest remainder. faults  INPUT a factor is nothing */
struct subsidy_places {
    struct text code, name;
    int64_t places;
};
bool subsidy_share_out(struct subsidy_places **out, size_t *count, struct arena *a, struct ledger *l,
                       const struct viewer *v, const struct subsidy_query *q, struct fault *f);

/*
 * 申领清单.xlsx, 公示.xlsx and 公示.txt (masked, no numbers), 发放表.xlsx (accounts in clear only with a
 * reason, which is kept), into a folder that is made where it is not there.
 *
 * from   the first day of the notice
 * files  their names
 */
bool subsidy_write(text_list *files, struct arena *a, struct ledger *l, const struct viewer *v,
                   const struct subsidy_list *list, const char *folder, struct day from,
                   struct text why, struct fault *f);

/* The one page of a household (明白卡), as HTML or as text, over every rule of the catalogue. */
bool subsidy_card(struct buffer *out, struct arena *a, struct ledger *l, const struct viewer *v,
                  struct text household, const struct subsidy_query *q, bool html, struct text why,
                  struct fault *f);

#endif
