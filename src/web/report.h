/* What reading tables found, as JSON. */
#ifndef SHANHAI_WEB_REPORT_H
#define SHANHAI_WEB_REPORT_H

#include "intake/intake.h"
#include "web/json.h"
#include "web/session.h"

/* The whole report as one JSON object, in a. */
struct text report_json(struct arena *a, const struct intake_report *report);
void finding_put(struct writer *w, struct arena *a, const struct finding *x);
/* Findings of a batch that landed, so that they can be read after the server stopped. */
bool findings_keep(struct ledger *l, const struct session *s, int64_t batch, struct fault *f);

#endif
