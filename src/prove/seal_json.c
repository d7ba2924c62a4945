/* What has moved since a text was sealed, for machines. */
#include "prove/seal.h"

static void quote_json(struct json *j, const struct sealed_quote *q, size_t most)
{
    json_open(j, '{');
    json_add_int(j, "number", q->number);
    json_add_int(j, "line", q->line);
    json_add_int(j, "column", q->column);
    json_add_text(j, "surface", q->surface);
    json_add_text(j, "indicator", q->indicator);
    json_add_text(j, "scope", q->scope);
    json_add_text(j, "verdict", q->verdict);
    json_add_text(j, "ledger_value", q->ledger_value);
    json_add_text(j, "verdict_now", q->verdict_now);
    json_add_text(j, "now", q->value_now);
    json_add_text(j, "standing", text_from(sealed_standing_name(q->standing)));
    json_add_text(j, "should_be", q->should_be);
    json_add_text(j, "why", q->corrected_why);
    json_add_text(j, "corrected_on", q->corrected_on);
    json_add_int(j, "record_count", q->standing != SEALED_STANDS ? q->why.total : 0);
    json_put_key(j, "records");
    json_open(j, '[');
    for (size_t i = 0; q->standing != SEALED_STANDS && i < q->why.count && i < most; i++)
        difference_json(j, &q->why.items[i]);
    json_close(j, ']');
    json_close(j, '}');
}

void sealed_json(struct json *j, const struct sealed_answer *x, size_t most)
{
    json_open(j, '{');
    json_add_text(j, "code", x->text.code);
    json_add_text(j, "title", x->text.title);
    json_add_text(j, "file", x->text.file);
    json_add_text(j, "who", x->text.who);
    json_add_text(j, "digest", x->text.digest);
    json_add_int(j, "known", x->text.known);
    json_add_text(j, "head", x->text.head);
    json_put_key(j, "quotes");
    json_open(j, '[');
    for (size_t i = 0; i < x->count; i++)
        quote_json(j, &x->quotes[i], most);
    json_close(j, ']');
    json_close(j, '}');
}
