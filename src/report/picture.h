/*
 * A chart's shapes drawn by cairo: on a page of a PDF, or as a picture in a DOCX.
 */
#ifndef SHANHAI_REPORT_PICTURE_H
#define SHANHAI_REPORT_PICTURE_H

#include "report/chart.h"
#include <cairo.h>

#define LETTERS_FAMILY "Noto Sans CJK SC"

/* In the chart's own units, from where the user space begins. */
void chart_draw_shapes(cairo_t *cairo, const struct paper_chart *c);
/* The same as a PNG. faults: SYSTEM */
#define PICTURE_SCALE 2 /* dots a unit: 200 an inch on a page */
bool chart_png(struct buffer *out, const struct paper_chart *c, struct fault *f);

#endif
