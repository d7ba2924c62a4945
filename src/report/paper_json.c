/* The figures that stand in a document, for machines. */
#include "report/paper.h"

void paper_figures_json(struct json *j, const struct paper *p)
{
    json_open(j, '[');
    for (size_t i = 0; i < p->figures.count; i++) {
        const struct paper_figure *g = &p->figures.items[i];
        json_open(j, '{');
        json_add_text(j, "indicator", g->indicator);
        json_add_text(j, "scope", g->scope);
        json_add_text(j, "value", g->value);
        json_add_text(j, "shown", g->shown);
        json_add_text(j, "label", g->label);
        json_close(j, '}');
    }
    json_close(j, ']');
}

void paper_json(struct json *j, const struct paper *p)
{
    json_open(j, '{');
    json_add_text(j, "form", p->form);
    json_add_text(j, "title", p->title);
    json_add_text(j, "scope", p->scope_text);
    json_add_int(j, "known", p->known);
    json_put_key(j, "figures");
    paper_figures_json(j, p);
    json_close(j, '}');
}
