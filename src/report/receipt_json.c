/* What became of a document's figures, for machines. */
#include "report/receipt.h"

static void figure_json(struct json *j, const struct receipt_figure *g, size_t most)
{
    json_open(j, '{');
    json_add_text(j, "label", g->kept.label);
    json_add_text(j, "indicator", g->kept.indicator);
    json_add_text(j, "scope", g->kept.scope);
    json_add_text(j, "before", g->kept.value);
    json_add_text(j, "shown", g->kept.shown);
    json_add_text(j, "now", g->now);
    json_add_text(j, "standing", text_from(receipt_standing_name(g->standing)));
    json_add_bool(j, "explained", g->is_explained);
    json_add_int(j, "why_count", g->why.total);
    json_put_key(j, "why");
    json_open(j, '[');
    for (size_t n = 0; n < g->why.count && n < most; n++)
        difference_json(j, &g->why.items[n]);
    json_close(j, ']');
    json_close(j, '}');
}

void receipt_json(struct json *j, const struct receipt_answer *x, size_t most)
{
    const struct receipt *r = &x->receipt;
    json_open(j, '{');
    json_add_text(j, "code", r->code);
    json_add_text(j, "form", r->form);
    json_add_text(j, "title", r->title);
    json_add_text(j, "scope", r->scope);
    json_add_text(j, "who", r->who);
    json_add_text(j, "file", r->file);
    json_add_int(j, "at", r->at_ms);
    json_add_int(j, "known", r->known);
    json_add_int(j, "head_batch", r->head);
    json_add_text(j, "head", r->head_hash);
    json_add_bool(j, "file_differs", x->file_differs);
    json_add_int(j, "changed", x->changed);
    json_add_int(j, "redefined", x->redefined);
    json_add_int(j, "unknown", x->unknown);
    json_put_key(j, "figures");
    json_open(j, '[');
    for (size_t i = 0; i < x->count; i++)
        figure_json(j, &x->figures[i], most);
    json_close(j, ']');
    json_close(j, '}');
}
