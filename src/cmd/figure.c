/* figure: one indicator in a scope, as a number that can be opened. */
#include "base/json.h"
#include "base/language.h"
#include "cmd/query.h"
#include <stdio.h>
#include <string.h>

#define EACH_WORDS_MAX 64
#define EACH_BYTES_MAX 8192

static void tsv_heading(bool is_each)
{
    printf("indicator\tscope\tby\tkey\tlabel\tvalue\tlo\thi\tpart\tover\tunit\tbasis\trecords\t"
           "with_file\tvouchers\tboth_sides\tknown\tsampled_agree\tsampled_differ\tone_side%s\n",
           is_each ? "\tquery" : "");
}

/* line: of --each; 0: none */
static void tsv_print(struct call *call, const struct figure_query *q, const struct figures *figures,
                      int64_t line)
{
    struct arena *a = call->arena;
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *g = &figures->items[i];
        SCOPED_BUFFER by = {0}, keys = {0}, labels = {0};
        for (size_t k = 0; k < g->keys.count; k++) {
            buffer_printf(&by, "%s%.*s", k ? "," : "", TEXT_ARG(q->by.items[k]));
            buffer_printf(&keys, "%s%.*s", k ? "," : "", TEXT_ARG(g->keys.items[k]));
            buffer_printf(&labels, "%s%.*s", k ? "," : "", TEXT_ARG(g->labels.items[k]));
        }
        struct text value = figure_print(a, q->indicator, g, false);
        struct text lo = g->is_known && !g->is_withheld ? decimal_print(a, decimal_trim(g->lo)) : TEXT("");
        struct text hi = g->is_known && !g->is_withheld ? decimal_print(a, decimal_trim(g->hi)) : TEXT("");
        printf("%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%lld\t%lld\t%.*s\t%s\t%lld\t%lld\t"
               "%lld\t%lld\t%lld\t%lld\t%lld\t%lld",
               TEXT_ARG(q->indicator->name), TEXT_ARG(figures->scope), TEXT_ARG(buffer_text(&by)),
               TEXT_ARG(buffer_text(&keys)), TEXT_ARG(buffer_text(&labels)), TEXT_ARG(value),
               TEXT_ARG(lo), TEXT_ARG(hi), (long long)g->ratio.part, (long long)g->ratio.over,
               TEXT_ARG(q->indicator->unit ? q->indicator->unit->name : TEXT("")),
               basis_name(g->basis), (long long)g->evidence.records,
               (long long)g->evidence.with_file, (long long)g->evidence.vouchers,
               (long long)g->evidence.both_sides, (long long)figures->known,
               (long long)g->evidence.sampled_agree, (long long)g->evidence.sampled_differ,
               (long long)g->evidence.one_side);
        printf(line ? "\t%lld\n" : "\n", (long long)line);
    }
}

static struct text unit_label(const struct indicator *i)
{
    return i->unit ? label_now(i->unit->label) : TEXT("");
}

/* What stands behind it, where anything more than a file does. */
static void evidence_print(const struct evidence *e)
{
    if (e->records == 0)
        return;
    printf(tr("    evidence: %lld with a voucher, %lld confirmed by both sides, %lld on one side's word"),
           (long long)e->vouchers, (long long)e->both_sides, (long long)e->one_side);
    if (e->sampled_agree + e->sampled_differ)
        printf(tr("; of %lld sampled %lld agree"), (long long)(e->sampled_agree + e->sampled_differ),
               (long long)e->sampled_agree);
    printf("\n");
}

static void table_print(struct call *call, struct ledger *l, const struct figure_query *q,
                        const struct figures *figures)
{
    struct arena *a = call->arena;
    struct text label = label_now(q->indicator->label);
    struct text scope = scope_describe(a, l->catalogue, &q->scope);
    printf("%.*s  (%.*s)\n%.*s\n", TEXT_ARG(label), TEXT_ARG(q->indicator->name), TEXT_ARG(scope));
    for (size_t i = 0; i < figures->count; i++) {
        const struct figure *g = &figures->items[i];
        for (size_t k = 0; k < g->labels.count; k++)
            printf("  %.*s", TEXT_ARG(g->labels.items[k]));
        struct text value = figure_print(a, q->indicator, g, true);
        printf("  %.*s %.*s", TEXT_ARG(value), TEXT_ARG(unit_label(q->indicator)));
        printf(tr("   %lld records\n"), (long long)g->evidence.records);
        evidence_print(&g->evidence);
    }
    if (figures->count == 0)
        printf("  %s\n", tr("nothing to count"));
    printf(tr("known at batch %lld\n"), (long long)figures->known);
}

static void texts_json(struct json *j, const char *key, const text_list *texts)
{
    json_put_key(j, key);
    json_open(j, '[');
    for (size_t i = 0; i < texts->count; i++)
        json_put_text(j, texts->items[i]);
    json_close(j, ']');
}

static void group_json(struct json *j, struct arena *a, const struct indicator *i,
                       const struct figure *g)
{
    json_open(j, '{');
    texts_json(j, "keys", &g->keys);
    texts_json(j, "labels", &g->labels);
    json_put_key(j, "value");
    if (g->is_known && !g->is_withheld)
        json_put_text(j, figure_print(a, i, g, false)); /* exact: never through a float */
    else
        json_put_null(j);
    json_add_bool(j, "withheld", g->is_withheld);
    json_add_int(j, "part", g->ratio.part);
    json_add_int(j, "over", g->ratio.over);
    json_add_text(j, "basis", text_from(basis_name(g->basis)));
    json_add_int(j, "records", g->evidence.records);
    json_add_int(j, "with_file", g->evidence.with_file);
    json_add_int(j, "vouchers", g->evidence.vouchers);
    json_add_int(j, "both_sides", g->evidence.both_sides);
    json_add_int(j, "sampled_agree", g->evidence.sampled_agree);
    json_add_int(j, "sampled_differ", g->evidence.sampled_differ);
    json_add_int(j, "one_side", g->evidence.one_side);
    json_close(j, '}');
}

static void json_print(struct call *call, const struct figure_query *q, const struct figures *figures)
{
    SCOPED_BUFFER out = {0};
    struct json j = {.out = &out};
    json_open(&j, '{');
    json_add_text(&j, "indicator", q->indicator->name);
    json_add_text(&j, "scope", figures->scope);
    json_add_text(&j, "unit", q->indicator->unit ? q->indicator->unit->name : TEXT(""));
    json_add_int(&j, "known", figures->known);
    json_put_key(&j, "figures");
    json_open(&j, '[');
    for (size_t i = 0; i < figures->count; i++)
        group_json(&j, call->arena, q->indicator, &figures->items[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    printf("%s\n", out.p);
}

static bool figure_answer(struct call *call, struct ledger *l, int64_t line, struct fault *f)
{
    struct figure_query q;
    struct figures figures;
    TRY(query_read(&q, call, l, f));
    TRY(count_figure(&figures, call->arena, l, &VIEWER_OWNER, &q, f));
    if (call->format == FORMAT_JSON)
        json_print(call, &q, &figures);
    else if (call->format == FORMAT_TABLE)
        table_print(call, l, &q, &figures);
    else {
        if (line == 0)
            tsv_heading(false);
        tsv_print(call, &q, &figures, line);
    }
    return true;
}

/* One line of --each: KEY and its options, divided by blanks. */
static bool each_answer(struct call *call, struct ledger *l, char *line, int64_t number,
                        struct fault *f)
{
    SCOPED_ARENA arena = {0};
    char *words[EACH_WORDS_MAX + 1] = {"figure"}, *rest = NULL;
    struct call one = {call->folder, call->format, 1, words, &arena};
    for (char *w = strtok_r(line, " \t\r\n", &rest); w; w = strtok_r(NULL, " \t\r\n", &rest)) {
        if (one.argc > EACH_WORDS_MAX)
            return fault_set(f, FAULT_LIMIT, "line %lld has more than %d words", (long long)number, EACH_WORDS_MAX);
        words[one.argc++] = w;
    }
    return one.argc == 1 || figure_answer(&one, l, number, f);
}

/* --each FILE: many figures of one opened ledger, a question a line. */
static bool each_command(struct call *call, const char *path, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    char line[EACH_BYTES_MAX];
    bool good = true;
    int64_t number = 0;
    TRY(words_end(call, 0, 0, "figure --each FILE", f));
    TRY(ledger_open(&l, call->folder, STORE_READ, f));
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    if (!file)
        return fault_set(f, FAULT_INPUT, "\"%s\" cannot be opened", path);
    if (call->format == FORMAT_TSV)
        tsv_heading(true);
    while (good && fgets(line, sizeof(line), file)) {
        number++;
        good = strchr(line, '\n') || feof(file)
                   ? each_answer(call, l, line, number, f)
                   : fault_set(f, FAULT_LIMIT, "line %lld is longer than %d bytes", (long long)number, EACH_BYTES_MAX);
    }
    if (file != stdin)
        fclose(file);
    return good;
}

bool figure_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct figure_query q;
    struct text sql;
    const char *path;
    (void)looks;
    if (option_take(call, "--each", &path))
        return each_command(call, path, f);
    bool show_sql = flag_take(call, "--sql");
    TRY(ledger_open(&l, call->folder, STORE_READ, f));
    if (!show_sql)
        return figure_answer(call, l, 0, f);
    TRY(query_read(&q, call, l, f));
    TRY(count_sql(&sql, call->arena, l, &q, f));
    printf("%.*s\n", TEXT_ARG(sql));
    return true;
}
