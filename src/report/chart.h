/*
 * A chart as shapes on a plane: HTML prints them as SVG, PDF draws the same ones.
 */
#ifndef SHANHAI_REPORT_CHART_H
#define SHANHAI_REPORT_CHART_H

#include "report/paper.h"

#define CHART_WIDTH 720
#define CHART_HEIGHT 300

enum shape_kind { SHAPE_BAR, SHAPE_RULE, SHAPE_LINE, SHAPE_DOT, SHAPE_TEXT };
struct shape {
    enum shape_kind kind;
    int x, y, width, height; /* from the upper left; of a line: to x + width, y + height */
    struct text text;
    int align;     /* of a text: -1 begins at x, 0 stands over x, 1 ends at x */
    int turned;    /* of a text: 1, turned by 40 degrees: it would not fit beside the next */
    size_t figure; /* of a text: which of the paper's figures, from 1; 0: none */
};
typedef LIST(struct shape) shape_list;

void chart_shapes(shape_list *out, struct arena *a, const struct paper_chart *c);

#endif
