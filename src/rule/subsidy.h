/*
 * Subsidies to persons and support to enterprises: who is entitled under a rule and why each amount,
 * who falls short of one need, who claimed twice or in two places, who was shut out by another rule,
 * and who is entitled and never claimed.
 */
#ifndef SHANHAI_RULE_SUBSIDY_H
#define SHANHAI_RULE_SUBSIDY_H

#include "base/json.h"
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

/* ---- how it is asked and shown ---- */

/* As somebody wrote it; empty: not said. The names are what the two are called where they are wrong. */
struct subsidy_words {
    struct text year, quarter; /* "2018", "2018-Q3" */
    const char *year_as, *quarter_as;
};
/* Where neither is said: the year of q->at. faults  USAGE */
bool subsidy_words_apply(struct subsidy_query *inout, struct arena *a,
                         const struct subsidy_words *words, struct fault *f);

/* The sum of a row as far as it is a number: "800.00", "300.00 each", "10%, at most 1800.00". */
struct text subsidy_row_money(struct arena *a, const struct subsidy_row *row);

/* What of a list is asked for: all, one status, or what wants a look. */
enum subsidy_filter {
    FILTER_ALL,
    FILTER_UNCLAIMED, /* the statuses, in their order */
    FILTER_CLAIMED,
    FILTER_SETTLED,
    FILTER_EXCLUDED,
    FILTER_SHORT,
    FILTER_UNENTITLED,
    FILTER_DAY_SHORT, /* one day short of a length of time */
    FILTER_TWICE,
    FILTER_ELSEWHERE,
    FILTER_MORE,
    FILTER_PAPERS,
    FILTERS,
};
struct subsidy_sum {
    int64_t count, fen;
};
bool subsidy_filter_takes(enum subsidy_filter filter, const struct subsidy_due *x);
void subsidy_sums(struct subsidy_sum sums[FILTERS], const struct subsidy_list *list);
const char *subsidy_filter_name(enum subsidy_filter filter); /* all unclaimed ... twice two_places */
const char *subsidy_filter_label(enum subsidy_filter filter);
/* faults  USAGE no such one */
bool subsidy_filter_read(enum subsidy_filter *out, struct text name, struct fault *f);

/* One due, payee masked, or in clear for a reason that is kept (a ledger open for writing). */
void subsidy_due_json(struct json *j, struct arena *a, struct ledger *l, const struct viewer *v,
                      const struct subsidy_due *x, struct text why);
/* The payee's name alone, in the same way. */
struct text subsidy_payee_name(struct arena *a, struct ledger *l, const struct viewer *v,
                               const struct subsidy_due *x, struct text why);
/* The list's rule, period and dues: `most` of those that the filter takes, from `offset`. */
struct subsidy_window {
    enum subsidy_filter filter;
    size_t offset, most;
};
void subsidy_list_json(struct json *j, struct arena *a, struct ledger *l, const struct viewer *v,
                       const struct subsidy_list *list, const struct subsidy_window *window,
                       struct text why);

/* What was said against applications of a list's rule and period, newest first. */
struct subsidy_objection {
    int64_t record, application; /* record numbers */
    struct text code;            /* of the application */
    struct day raised_on, answered_on; /* DAY_FIRST: not answered */
    struct text content, outcome, answer; /* outcome for people; empty: none yet */
};
bool subsidy_objections(struct subsidy_objection **out, size_t *count, struct arena *a,
                        struct ledger *l, const struct viewer *v, const struct subsidy_list *list,
                        struct fault *f);

/* ---- what leaves the house ---- */

enum subsidy_file { SUBSIDY_CLAIM_LIST, SUBSIDY_NOTICE, SUBSIDY_NOTICE_TEXT, SUBSIDY_PAYMENT };
const char *subsidy_file_name(enum subsidy_file file); /* "申领清单.xlsx" */
/*
 * One of the files that subsidy_write writes, to a path.
 * faults  INPUT a notice of a rule that has none
 */
bool subsidy_write_file(struct arena *a, struct ledger *l, const struct viewer *v,
                        const struct subsidy_list *list, enum subsidy_file file, const char *path,
                        struct day from, struct text why, struct fault *f);

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

/* The one page of a household (明白卡), over every rule of the catalogue. */
enum card_as {
    CARD_TEXT,
    CARD_HTML,   /* a page that stands alone */
    CARD_INSIDE, /* what stands between <body> and </body> */
};
bool subsidy_card(struct buffer *out, struct arena *a, struct ledger *l, const struct viewer *v,
                  struct text household, const struct subsidy_query *q, enum card_as as,
                  struct text why, struct fault *f);
/* The code of a person's household; empty where none is known. */
bool subsidy_household(struct text *out, struct arena *a, struct ledger *l, const struct viewer *v,
                       int64_t person, struct fault *f);

#endif
