/* template: an empty workbook to be filled in, for one record type. */
#include "base/language.h"
#include "cmd/cmd.h"
#include "intake/intake.h"

#include <stdio.h>

bool template_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    const struct record_type *type;
    const char *path = NULL;
    (void)looks;
    bool given = option_take(call, "-o", &path);
    TRY(words_end(call, 1, 1, "template TYPE -o FILE.xlsx", f));
    if (!given)
        return fault_set(f, FAULT_USAGE, "template needs -o FILE.xlsx");
    TRY(ledger_open(&l, call->folder, STORE_READ, f));
    TRY(catalogue_type_get(&type, l->catalogue, text_from(call->argv[1]), f));
    TRY(intake_template(l, type, path, f));
    printf(tr("An empty workbook for \"%.*s\" stands in %s.\n"), TEXT_ARG(label_now(type->label)),
           path);
    return true;
}
