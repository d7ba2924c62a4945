/* Findings of a batch that landed, kept beside the records for who looks later. */
#include "base/json.h"
#include "intake/inside.h"

#define FINDINGS_KEPT 1000

void finding_put(struct json *j, struct arena *a, const struct finding *x)
{
    json_open(j, '{');
    json_add_text(j, "level", text_from(finding_level_name(x->level)));
    json_add_text(j, "kind", x->kind);
    json_add_text(j, "file", x->file);
    json_add_text(j, "sheet", x->sheet);
    json_add_int(j, "row", x->row);
    json_add_text(j, "column", x->column > 0 ? column_letters(a, x->column) : TEXT(""));
    json_add_text(j, "heading", x->heading);
    json_add_text(j, "found", x->found);
    json_add_text(j, "wanted", x->wanted);
    json_add_text(j, "says", x->says);
    json_close(j, '}');
}

/* A dry run keeps nothing: its findings go to the sink alone. */
void finding_keep(struct intake *in, const struct finding *x)
{
    if (in->options->dry_run || in->kept_count == FINDINGS_KEPT)
        return;
    in->kept_count++;
    struct json j = {.out = &in->kept, .wants_comma = in->kept.n > 0};
    finding_put(&j, &in->scratch, x);
}

/* What landed has landed: a note that cannot be written does not undo it. */
void findings_remember(struct intake *in)
{
    struct fault unkept = {0};
    if (in->report->batch.number == 0)
        return;
    struct text note = text_printf(&in->work, "{\"total\":%lld,\"rows\":[%.*s]}",
                                   (long long)in->report->finding_count, (int)in->kept.n,
                                   in->kept.n ? in->kept.p : "");
    struct text name = text_printf(&in->work, "%lld", (long long)in->report->batch.number);
    ledger_note_put(in->ledger, TEXT("findings"), name, note, &unkept);
}

void conflict_put(struct json *j, const struct conflict *x)
{
    json_open(j, '{');
    json_add_text(j, "id", x->id);
    json_add_text(j, "who", x->who);
    json_add_text(j, "type", x->type);
    json_add_text(j, "field", x->field);
    json_add_text(j, "prefilled", x->prefilled);
    json_add_text(j, "in_ledger", x->in_ledger);
    json_add_text(j, "said", x->said);
    json_add_text(j, "since", x->since);
    json_add_text(j, "file", x->file);
    json_add_text(j, "sheet", x->sheet);
    json_add_int(j, "row", x->row);
    json_add_text(j, "taken", x->taken);
    json_close(j, '}');
}
