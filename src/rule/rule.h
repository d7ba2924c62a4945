/*
 * Rules over the ledger (shanhai check): each rule of the catalogue is one statement; what it finds
 * are findings (疑点) that say who, where, why and what would mend it, and that keep their code, so
 * that an answer finds them again.
 */
#ifndef SHANHAI_RULE_RULE_H
#define SHANHAI_RULE_RULE_H

#include "count/count.h"

enum finding_status {
    STATUS_OPEN,
    STATUS_SAID_MENDED, /* answered "mended", and still there */
    STATUS_CHANGED,     /* explained or wrong alarm, but its records changed since */
    STATUS_EXPLAINED,
    STATUS_WRONG_ALARM,
};

struct rule_query {
    const struct rule *rule; /* NULL: all */
    int level;               /* enum check_level; -1: all but care, which is asked for by name */
    LIST(int64_t) regions;   /* a finding's place lies in one of them; empty: all */
    struct day at;           /* as_of */
    int64_t known;           /* 0: the newest batch */
    bool all;                /* explained ones and wrong alarms, too */
};

/* One record that a finding stands on. */
struct found_record {
    const struct record_type *type;
    int64_t record, version, since;
    struct text file, sheet;
    int64_t row;
};

struct found {
    const struct rule *rule;
    struct text code;      /* "YD7K3M9Q2X4B": the same as long as rule and records are */
    struct text state;     /* of its records: another where one of them changed */
    enum finding_status status;
    struct text who;       /* the first record by its key, personal parts masked */
    struct text why, mend; /* sentences in the thread's language */
    int64_t place;         /* 0: none */
    struct text county, village; /* for people; empty: none */
    struct day day;        /* DAY_FIRST: none */
    LIST(struct found_record) records; /* the first is the one it is about; at most 20 */
    int64_t record_count;
    struct text answer, note, answered_on, handler; /* of the newest answer, or empty */
};
struct found_list {
    struct found *items;
    size_t count, cap;
};

/*
 * Runs the rules.
 *
 * out     ordered by level, rule, then file, sheet and row of the first record
 * faults  DENIED for who may not read records; STORE
 */
bool rule_check(struct found_list *out, struct arena *a, struct ledger *l, const struct viewer *v,
                const struct rule_query *q, struct fault *f);

/* As of today, or of the programme's last day where that is past. */
struct day rule_day(struct ledger *l);

/* The statement of a rule, for tests and for people who want to see it. */
bool rule_sql(struct text *out, struct arena *a, struct ledger *l, const struct rule *r,
              struct fault *f);

/* How the database goes about it, a step a line, indented under what it belongs to. */
bool rule_plan(struct text *out, struct arena *a, struct ledger *l, const struct rule *r,
               struct fault *f);

/*
 * Workbooks to be answered, one a county ("疑点_昭阳区.xlsx"; without a county "疑点_全市.xlsx").
 *
 * folder  is made where it is not there
 * files   their names
 */
bool rule_workbooks(text_list *files, struct arena *a, struct ledger *l,
                    const struct found_list *found, const char *folder, struct fault *f);
/* One workbook of all of them. */
bool rule_workbook(struct arena *a, struct ledger *l, const struct found_list *found,
                   const char *path, struct fault *f);

struct rule_answer {
    struct text code;            /* of the finding */
    struct text answer;          /* a code of the list "answer": mended, explained, wrong_alarm */
    struct text note, handler;   /* what is said of it, and by whom; may be empty */
};
/*
 * Keeps an answer to a finding that is there now, as a record of type check.answer of its own batch.
 * faults  ABSENT no such finding as of rule_day; INPUT no such answer; CONFLICT; STORE
 */
bool rule_answer_put(struct arena *a, struct ledger *l, const struct viewer *v,
                     const struct rule_answer *answer, struct fault *f);

/* "open said_mended changed explained wrong_alarm", for machines. */
const char *finding_status_name(enum finding_status s);
const char *check_level_name(enum check_level level); /* refuse warn ask care */
/* For people, in the thread's language. */
const char *finding_status_label(enum finding_status s);
const char *check_level_label(enum check_level level);

#endif
