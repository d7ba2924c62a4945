/* trace: the records behind a figure, down to file, sheet and row. */
#include "base/json.h"
#include "base/language.h"
#include "cmd/query.h"
#include <inttypes.h>
#include <stdio.h>

static void row_print(const struct trace_row *r, bool tsv)
{
    if (tsv)
        printf("%.*s\t%" PRId64 "\t%" PRId64 "\t%.*s\t%.*s\t%" PRId64 "\t%" PRId64 "\t",
               TEXT_ARG(r->type->name), r->record, r->version, TEXT_ARG(r->file),
               TEXT_ARG(r->sheet), r->row, r->since);
    else
        printf("%.*s%s%.*s:%" PRId64 "  ", TEXT_ARG(r->file), r->sheet.n ? " / " : "",
               TEXT_ARG(r->sheet), r->row);
    for (size_t i = 0; i < r->names.count; i++)
        printf("%s%.*s=%.*s", i ? (tsv ? ";" : "  ") : "", TEXT_ARG(r->names.items[i]),
               TEXT_ARG(r->values.items[i]));
    printf("\n");
}

static void rows_json(struct arena *a, const struct trace_row *rows, size_t count, int64_t total)
{
    SCOPED_BUFFER out = {0};
    struct json j = {.out = &out};
    json_open(&j, '{');
    json_add_int(&j, "total", total);
    json_put_key(&j, "records");
    json_open(&j, '[');
    for (size_t i = 0; i < count; i++) {
        const struct trace_row *r = &rows[i];
        json_open(&j, '{');
        json_add_text(&j, "type", r->type->name);
        json_add_int(&j, "record", r->record);
        json_add_int(&j, "version", r->version);
        json_add_text(&j, "file", r->file);
        json_add_text(&j, "sheet", r->sheet);
        json_add_int(&j, "row", r->row);
        json_add_int(&j, "batch", r->since);
        json_put_key(&j, "fields");
        json_open(&j, '{');
        for (size_t n = 0; n < r->names.count; n++)
            json_add_text(&j, text_cstr(a, r->names.items[n]), r->values.items[n]);
        json_close(&j, '}');
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_close(&j, '}');
    printf("%s\n", out.p);
}

bool trace_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct figure_query q;
    struct trace_row *rows;
    size_t count;
    int64_t offset = 0, most = call->format == FORMAT_TABLE ? 50 : INT64_C(1) << 40, total;
    bool tsv = call->format != FORMAT_TABLE;
    (void)looks;
    TRY(whole_take(&offset, call, "--offset", f));
    TRY(whole_take(&most, call, "--most", f));
    TRY(ledger_open(&l, call->folder, STORE_READ, f));
    TRY(query_read(&q, call, l, f));
    TRY(count_trace(call->arena, l, &VIEWER_OWNER, &q, offset, most, &rows, &count, &total, f));
    if (call->format == FORMAT_JSON) {
        rows_json(call->arena, rows, count, total);
        return true;
    }
    if (tsv)
        printf("type\trecord\tversion\tfile\tsheet\trow\tbatch\tfields\n");
    for (size_t i = 0; i < count; i++)
        row_print(&rows[i], tsv);
    if (!tsv)
        printf(tr("%lld of %lld records\n"), (long long)count, (long long)total);
    return true;
}
