/* What reading tables found, as JSON. */
#ifndef SHANHAI_WEB_REPORT_H
#define SHANHAI_WEB_REPORT_H

#include "intake/intake.h"
#include "web/json.h"
#include "web/session.h"

/* The whole report as one JSON object, in a. */
struct text report_json(struct arena *a, const struct intake_report *report);

#endif
