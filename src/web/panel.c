#include "base/embedded.h"
#include "web/figure.h"

#define PANEL_COLUMNS 6

static void line_read(struct arena *a, const struct catalogue *c, const char *panel,
                      struct text line, struct panel_line *out, size_t *count)
{
    struct text cell[PANEL_COLUMNS] = {0};
    for (int i = 0; i < PANEL_COLUMNS && text_split(&cell[i], &line, '\t'); i++)
        cell[i] = text_trim(cell[i]);
    if (!text_is(cell[0], panel))
        return;
    out[(*count)++] = (struct panel_line){.panel = cell[0],
                                          .step = cell[1],
                                          .name = cell[2],
                                          .label = {cell[3], cell[4]},
                                          .indicator = catalogue_indicator_find(c, cell[2]),
                                          .where = text_copy(a, cell[5])};
}

struct panel_line *panel_read(struct arena *a, const struct catalogue *c, const char *panel,
                              size_t *count)
{
    *count = 0;
    const struct embedded *e = embedded_find(TEXT("catalogue/panels.tsv"));
    struct text rest = e ? e->bytes : TEXT(""), line;
    size_t lines = 1;
    for (size_t i = 0; i < rest.n; i++)
        lines += rest.p[i] == '\n';
    struct panel_line *out = ARENA_ARRAY(a, struct panel_line, lines);
    while (text_split(&line, &rest, '\n'))
        if (line.n && line.p[0] != '#')
            line_read(a, c, panel, line, out, count);
    return out;
}
