/* Records behind a figure, drawn by lot, as a workbook to take along. Names stay masked here. */
#include "rule/sample.h"
#include "web/figure.h"
#include "web/pages.h"

#define COUNT_USUAL 30

bool sample_page(struct request *q, struct reply *r, struct fault *f)
{
    struct sample_request request = {.seed = request_text(q, "seed")};
    struct sample s;
    int64_t count;
    TRY(figure_asked(&request.figure, q, f));
    TRY(request_int(&count, q, "count", COUNT_USUAL, 1, SAMPLE_MAX, f));
    request.count = (size_t)count;
    TRY(sample_draw(&s, q->arena, q->ledger, &VIEWER_OWNER, &request, f));
    r->path = text_cstr(q->arena, text_printf(q->arena, "%s/sample-%llx.xlsx",
                                              sessions_folder(q->sessions),
                                              (unsigned long long)(uintptr_t)q->arena));
    r->name = text_cstr(q->arena, text_printf(q->arena, "%.*s.xlsx",
                                              TEXT_ARG(label_now(request.figure.indicator->label))));
    r->is_temporary = true;
    return sample_write(&s, q->arena, q->ledger, &request, r->path, f);
}
