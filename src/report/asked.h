/*
 * What a form is asked for: which days, places and sides it takes, and the words it is asked in.
 */
#ifndef SHANHAI_REPORT_ASKED_H
#define SHANHAI_REPORT_ASKED_H

#include "report/report.h"

/* The days that make a difference to a form's figures. */
enum asked_days {
    ASKED_DAY,    /* one: all is counted on it or up to it */
    ASKED_YEAR,   /* a year, up to its end or to a day of it */
    ASKED_MONTH,  /* a month */
    ASKED_PERIOD, /* from a day to a day */
};

struct report_takes {
    enum asked_days days;
    bool place, party;               /* figures can be counted by them */
    const struct indicator *records; /* a form of one record is asked for it; or NULL */
};
void report_takes_of(struct report_takes *out, const struct report_form *form);
const char *asked_days_name(enum asked_days days); /* day year month period */

/* As somebody wrote it; empty: not said. */
struct report_words {
    struct text year, month;        /* "2019", "2019-07" */
    struct text record;             /* the key of one record of report_takes.records */
    const char *year_as, *month_as; /* what the two are called where they are wrong */
};

/*
 * The query's days: of the year or the month; where neither is said they stay, and a last day of
 * today becomes the programme's, where that is over. A year or month that is not over ends today.
 * A record becomes a condition of the scope.
 *
 * faults  USAGE not a year, not a month; INPUT a form that shows no single record
 */
bool report_words_apply(struct report_query *inout, struct arena *a, const struct ledger *l,
                        const struct report_words *words, struct fault *f);

/* The records that such a form can be asked for, by their key, at most `most`. */
struct report_choice {
    struct text key, label;
};
bool report_choices(struct report_choice **out, size_t *count, struct arena *a, struct ledger *l,
                    const struct viewer *v, const struct report_form *form,
                    const struct scope *scope, size_t most, struct fault *f);

#endif
