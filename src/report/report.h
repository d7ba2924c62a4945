/*
 * Forms of the catalogue become documents.
 */
#ifndef SHANHAI_REPORT_REPORT_H
#define SHANHAI_REPORT_REPORT_H

#include "count/count.h"
#include "report/paper.h"

struct report_query {
    const struct report_form *form;
    struct scope scope;
    int64_t known; /* 0: the newest batch */
};

/*
 * Counts all of a form's figures, as one reading of the ledger.
 *
 * faults  INPUT a scope that the form cannot be counted in; LIMIT too many columns or records
 */
bool report_build(struct paper *out, struct arena *a, struct ledger *l, const struct viewer *v,
                  const struct report_query *q, struct fault *f);

/*
 * Counts what the keys of an office's own workbook ask for, in q's scope where they name none of
 * their own; q->form is not looked at.
 *
 * path, name  where the workbook lies, and what to call it
 * faults      INPUT a key that says nothing, with sheet and cell; all are looked at before any is
 *             counted; else those of report_build and of file/xlsx_template.h
 */
bool template_build(struct paper *out, struct arena *a, struct ledger *l, const struct viewer *v,
                    const struct report_query *q, const char *path, struct text name,
                    struct fault *f);

#endif
