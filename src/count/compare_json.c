/* Records that make a difference, for machines. */
#include "count/compare.h"

const char *difference_kind_name(enum difference_kind k)
{
    static const char *const names[] = {"added", "removed", "changed"};
    return names[k];
}

void difference_json(struct json *j, const struct difference *d)
{
    json_open(j, '{');
    json_add_text(j, "kind", text_from(difference_kind_name(d->kind)));
    json_add_text(j, "type", d->type->name);
    json_add_int(j, "record", d->record);
    json_add_text(j, "label", d->label);
    json_add_text(j, "type_label", label_now(d->type->label));
    json_add_text(j, "cause", d->cause_type ? d->cause_type->name : TEXT(""));
    json_add_int(j, "cause_record", d->cause_record);
    json_add_text(j, "cause_type_label",
                  d->cause_type ? label_now(d->cause_type->label) : TEXT(""));
    json_add_text(j, "cause_label", d->cause_label);
    json_add_bool(j, "is_new", d->is_new);
    json_add_text(j, "void", d->void_why);
    json_add_text(j, "file", d->file);
    json_add_text(j, "sheet", d->sheet);
    json_add_int(j, "row", d->row);
    json_add_int(j, "batch", d->batch);
    json_add_text(j, "author", d->author);
    json_add_text(j, "note", d->note);
    json_add_int(j, "at", d->at_ms);
    json_put_key(j, "fields");
    json_open(j, '[');
    for (size_t i = 0; i < d->fields.count; i++) {
        json_open(j, '{');
        json_add_text(j, "name", d->fields.items[i].name);
        json_add_text(j, "before", d->fields.items[i].before);
        json_add_text(j, "after", d->fields.items[i].after);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}
