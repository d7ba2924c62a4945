#include "cmd/difference.h"

#include "base/language.h"
#include <inttypes.h>
#include <stdio.h>

static const char *kind_shown(enum difference_kind k)
{
    return k == DIFFERENCE_ADDED     ? tr("now counted")
           : k == DIFFERENCE_REMOVED ? tr("no more counted")
                                     : tr("counted otherwise");
}

static void cause_print(const struct difference *d)
{
    bool itself = d->cause_type == d->type && d->cause_record == d->record;
    if (!itself)
        printf("      %.*s %.*s\n", TEXT_ARG(label_now(d->cause_type->label)),
               TEXT_ARG(d->cause_label));
    if (d->void_why.n)
        printf(tr("      void: %.*s\n"), TEXT_ARG(d->void_why));
    else if (d->is_new)
        printf("      %s\n", tr("a new record"));
    for (size_t i = 0; i < d->fields.count; i++) {
        const struct compared_field *x = &d->fields.items[i];
        printf("      %.*s: %.*s → %.*s\n", TEXT_ARG(x->name),
               TEXT_ARG(x->before.n ? x->before : TEXT("—")),
               TEXT_ARG(x->after.n ? x->after : TEXT("—")));
    }
    if (d->file.n)
        printf("      %.*s%s%.*s:%" PRId64 "\n", TEXT_ARG(d->file), d->sheet.n ? " / " : "",
               TEXT_ARG(d->sheet), d->row);
    printf(tr("      batch %lld, %.*s: %.*s\n"), (long long)d->batch, TEXT_ARG(d->author),
           TEXT_ARG(d->note));
}

void difference_print(const struct difference *d)
{
    printf("    %s  %.*s %.*s\n", kind_shown(d->kind), TEXT_ARG(label_now(d->type->label)),
           TEXT_ARG(d->label));
    if (d->cause_type)
        cause_print(d);
}

void difference_tsv(const struct difference *d)
{
    struct text cause = d->cause_type ? d->cause_type->name : TEXT("");
    printf("%s\t%.*s\t%" PRId64 "\t%.*s\t%" PRId64 "\t%.*s\t%.*s\t%" PRId64 "\t%" PRId64 "\t%.*s\t",
           difference_kind_name(d->kind), TEXT_ARG(d->type->name), d->record, TEXT_ARG(cause),
           d->cause_record, TEXT_ARG(d->file), TEXT_ARG(d->sheet), d->row, d->batch,
           TEXT_ARG(d->author));
    for (size_t i = 0; i < d->fields.count; i++) {
        const struct compared_field *x = &d->fields.items[i];
        printf("%s%.*s: %.*s → %.*s", i ? "; " : "", TEXT_ARG(x->name), TEXT_ARG(x->before),
               TEXT_ARG(x->after));
    }
    printf("%.*s", TEXT_ARG(d->void_why));
}
