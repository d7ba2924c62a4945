/* sample: records behind a figure, drawn by lot, to be checked by phone or on site. */
#include "base/language.h"
#include "cmd/query.h"
#include "rule/sample.h"

#include <stdio.h>

#define COUNT_USUAL 30

static void sample_print(const struct sample *s)
{
    printf("code\ttype\trecord\tname\tphone\tcontent\n");
    for (size_t i = 0; i < s->count; i++) {
        const struct sampled *x = &s->items[i];
        printf("%.*s\t%.*s\t%lld\t%.*s\t%.*s\t%.*s\n", TEXT_ARG(x->code), TEXT_ARG(x->type->name),
               (long long)x->record, TEXT_ARG(x->name), TEXT_ARG(x->phone), TEXT_ARG(x->content));
    }
}

bool sample_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct sample_request request = {0};
    struct sample s;
    const char *path = NULL, *seed = "", *why = "";
    int64_t count = COUNT_USUAL;
    (void)looks;
    option_take(call, "-o", &path);
    option_take(call, "--seed", &seed);
    option_take(call, "--why", &why);
    TRY(whole_take(&count, call, "--count", f));
    TRY(ledger_open(&l, call->folder, *why ? STORE_WRITE : STORE_READ, f));
    TRY(query_read(&request.figure, call, l, f));
    request.count = (size_t)count;
    request.seed = text_from(seed);
    request.why = text_from(why);
    TRY(sample_draw(&s, call->arena, l, &VIEWER_OWNER, &request, f));
    if (!path) {
        sample_print(&s);
        return true;
    }
    TRY(sample_write(&s, call->arena, l, &request, path, f));
    printf(tr("%zu of %zu records stand in %s; fill in and import it.\n"), s.count, s.drawn_from, path);
    return true;
}
