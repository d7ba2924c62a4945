/* import: workbooks into the ledger, and what was wrong with them. */
#include "base/json.h"
#include "base/language.h"
#include "cmd/cmd.h"
#include "intake/intake.h"

#include <inttypes.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES_MAX 512
#define GROUPS_MAX 60  /* kinds of findings that the table keeps apart */
#define EXAMPLES_MAX 3 /* shown of each */
#define CHANGES_PRINTED 20

/* Findings alike: same sheet, kind and column; the first few as examples. */
struct alike {
    struct finding first;
    int64_t count;
    struct text examples[EXAMPLES_MAX];
};

struct findings_print {
    struct arena *arena;
    enum output_format format;
    struct buffer json;
    struct json writer;
    struct alike groups[GROUPS_MAX];
    size_t group_count;
    int64_t refusals, ungrouped;
};

/* ---- findings as they arise ---- */

static void print_cell(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        putchar(t.p[i] == '\t' || t.p[i] == '\n' || t.p[i] == '\r' ? ' ' : t.p[i]);
}

static void finding_tsv(const struct finding *x)
{
    printf("%s\t", finding_level_name(x->level));
    struct text cells[] = {x->kind, x->file, x->sheet};
    for (size_t i = 0; i < 3; i++) {
        print_cell(cells[i]);
        putchar('\t');
    }
    printf("%" PRId64 "\t%" PRId64 "\t", x->row, x->column);
    struct text rest[] = {x->heading, x->found, x->wanted, x->says};
    for (size_t i = 0; i < 4; i++) {
        print_cell(rest[i]);
        putchar(i == 3 ? '\n' : '\t');
    }
}

static void finding_json(struct json *j, const struct finding *x)
{
    json_open(j, '{');
    json_add_text(j, "level", text_from(finding_level_name(x->level)));
    json_add_text(j, "kind", x->kind);
    json_add_text(j, "file", x->file);
    json_add_text(j, "sheet", x->sheet);
    json_add_int(j, "row", x->row);
    json_add_int(j, "column", x->column);
    json_add_text(j, "heading", x->heading);
    json_add_text(j, "found", x->found);
    json_add_text(j, "wanted", x->wanted);
    json_add_text(j, "says", x->says);
    json_close(j, '}');
}

static bool is_alike(const struct finding *a, const struct finding *b)
{
    return text_equal(a->kind, b->kind) && a->column == b->column && text_equal(a->file, b->file) &&
           text_equal(a->sheet, b->sheet);
}

static struct finding finding_copy(struct arena *a, const struct finding *x)
{
    struct finding y = *x;
    struct text *texts[] = {&y.kind, &y.file, &y.sheet, &y.heading, &y.found, &y.wanted, &y.says};
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        *texts[i] = text_copy(a, *texts[i]);
    return y;
}

static void finding_group(struct findings_print *p, const struct finding *x)
{
    size_t i = 0;
    while (i < p->group_count && !is_alike(&p->groups[i].first, x))
        i++;
    if (i == GROUPS_MAX) {
        p->ungrouped++;
        return;
    }
    struct alike *g = &p->groups[i];
    if (i == p->group_count) {
        p->group_count++;
        *g = (struct alike){.first = finding_copy(p->arena, x)};
    }
    if (g->count < EXAMPLES_MAX && x->row)
        g->examples[g->count] =
            text_printf(p->arena, tr("row %lld: %.*s"), (long long)x->row, TEXT_ARG(x->says));
    else if (g->count < EXAMPLES_MAX)
        g->examples[g->count] = text_copy(p->arena, x->says);
    g->count++;
}

static void finding_take(void *self, const struct finding *x)
{
    struct findings_print *p = self;
    p->refusals += x->level == FINDING_REFUSE;
    if (p->format == FORMAT_TSV)
        finding_tsv(x);
    else if (p->format == FORMAT_JSON)
        finding_json(&p->writer, x);
    else
        finding_group(p, x);
}

/* ---- the report for people ---- */

static void columns_print(const struct sheet_report *s)
{
    const char *const how[] = {tr("not used"), "", "", tr("as last time"), tr("as given")};
    for (size_t i = 0; i < s->columns.count; i++) {
        const struct column_match *m = &s->columns.items[i];
        printf("    %.*s", TEXT_ARG(m->heading));
        if (m->unit.n && m->path.n)
            printf(" [%.*s]", TEXT_ARG(m->unit));
        if (m->path.n)
            printf(" → %.*s", TEXT_ARG(m->path));
        if (how[m->how][0])
            printf(" (%s)", how[m->how]);
        printf("\n");
    }
    for (size_t i = 0; i < s->constants.count; i++)
        printf("    %.*s → %.*s (%s)\n", TEXT_ARG(s->constants.items[i].from),
               TEXT_ARG(s->constants.items[i].path), tr("for all rows"));
}

static void sheet_print(const struct sheet_report *s)
{
    printf("%.*s%s%.*s\n", TEXT_ARG(s->file), s->sheet.n ? " · " : "", TEXT_ARG(s->sheet));
    if (!s->type) {
        printf("  %s\n", tr("not recognised"));
        return;
    }
    printf(tr("  %.*s (%.*s), heading on row %lld\n"), TEXT_ARG(label_now(s->type->label)),
           TEXT_ARG(s->type->name), (long long)s->heading_row);
    columns_print(s);
    printf(tr("  %lld rows: %lld new, %lld changed, %lld as before, %lld refused\n"),
           (long long)s->rows, (long long)s->news, (long long)s->changed, (long long)s->same,
           (long long)s->refused);
    if (s->skipped_totals + s->skipped_notes + s->skipped_headings)
        printf(tr("  passed over: %lld totals, %lld notes, %lld repeated headings\n"),
               (long long)s->skipped_totals, (long long)s->skipped_notes,
               (long long)s->skipped_headings);
}

static void group_print(const struct alike *g)
{
    const struct finding *x = &g->first;
    printf("  %s  %.*s%s%.*s%s%.*s  ×%" PRId64 "\n", tr(finding_level_name(x->level)),
           TEXT_ARG(x->file), x->sheet.n ? " · " : "", TEXT_ARG(x->sheet),
           x->heading.n ? " · " : "", TEXT_ARG(x->heading), g->count);
    for (int64_t i = 0; i < g->count && i < EXAMPLES_MAX; i++)
        printf("      %.*s\n", TEXT_ARG(g->examples[i]));
    if (x->wanted.n)
        printf("      %s%.*s\n", tr("wanted: "), TEXT_ARG(x->wanted));
}

static void changes_print(const struct intake_report *r)
{
    if (r->changes.count)
        printf("\n%s\n", tr("Changes"));
    for (size_t i = 0; i < r->changes.count && i < CHANGES_PRINTED; i++) {
        const struct change *c = &r->changes.items[i];
        printf("  %.*s %.*s · %.*s: %.*s → %.*s\n", TEXT_ARG(c->type), TEXT_ARG(c->record),
               TEXT_ARG(c->field), TEXT_ARG(c->before), TEXT_ARG(c->after));
    }
    if (r->changes.count > CHANGES_PRINTED)
        printf("  …\n");
}

static void conflicts_print(const struct intake_report *r)
{
    if (r->conflict_count)
        printf(tr("\nConflicts: %lld, %lld of them open (--take form|ledger|ID=form)\n"),
               (long long)r->conflict_count, (long long)r->conflicts_open);
    for (size_t i = 0; i < r->conflicts.count; i++) {
        const struct conflict *c = &r->conflicts.items[i];
        printf(tr("  %.*s  %.*s %.*s, row %lld: stood there \"%.*s\", ledger now \"%.*s\"%s%.*s%s, "
                  "form \"%.*s\"%s%s\n"),
               TEXT_ARG(c->id), TEXT_ARG(c->who), TEXT_ARG(c->field), (long long)c->row,
               TEXT_ARG(c->prefilled), TEXT_ARG(c->in_ledger), c->since.n ? " (" : "",
               TEXT_ARG(c->since), c->since.n ? ")" : "", TEXT_ARG(c->said),
               c->taken.n ? " → " : "", text_is(c->taken, "form") ? tr("form") : c->taken.n ? tr("ledger") : "");
    }
}

static void end_print(const struct intake_report *r, const struct intake_options *o)
{
    printf("\n");
    if (r->missing_count)
        printf(tr("%lld records of the earlier file are not in this one, %lld voided\n"),
               (long long)r->missing_count, (long long)r->voided);
    for (size_t i = 0; i < r->missing.count && i < CHANGES_PRINTED; i++)
        printf("  %.*s\n", TEXT_ARG(r->missing.items[i]));
    if (r->all_seen_before)
        printf("%s\n", tr("These files were imported before, byte for byte."));
    if (o->dry_run)
        printf(tr("Dry run: %lld new, %lld changed, %lld as before, %lld refused; nothing was "
                  "stored.\n"),
               (long long)r->news, (long long)r->changed, (long long)r->same,
               (long long)r->refused);
    else if (r->batch.number)
        printf(tr("Stored as batch %lld: %lld new, %lld changed, %lld as before, %lld refused.\n"),
               (long long)r->batch.number, (long long)r->news, (long long)r->changed,
               (long long)r->same, (long long)r->refused);
    else
        printf(tr("Nothing changed: %lld as before, %lld refused.\n"), (long long)r->same,
               (long long)r->refused);
    if (r->refused && o->refused_path)
        printf(tr("Refused rows and their reasons: %s\n"), o->refused_path);
}

static void table_print(const struct intake_report *r, const struct intake_options *o,
                        const struct findings_print *p)
{
    for (size_t i = 0; i < r->sheets.count; i++)
        sheet_print(&r->sheets.items[i]);
    if (p->group_count)
        printf("\n%s\n", tr("Findings"));
    for (size_t i = 0; i < p->group_count; i++)
        group_print(&p->groups[i]);
    if (p->ungrouped)
        printf(tr("  and %lld more\n"), (long long)p->ungrouped);
    changes_print(r);
    conflicts_print(r);
    end_print(r, o);
}

/* ---- the report for machines ---- */

static void sheet_json(struct json *j, const struct sheet_report *s)
{
    json_open(j, '{');
    json_add_text(j, "file", s->file);
    json_add_text(j, "sheet", s->sheet);
    json_add_text(j, "type", s->type ? s->type->name : TEXT(""));
    json_add_int(j, "heading_row", s->heading_row);
    json_add_int(j, "rows", s->rows);
    json_add_int(j, "new", s->news);
    json_add_int(j, "changed", s->changed);
    json_add_int(j, "same", s->same);
    json_add_int(j, "refused", s->refused);
    json_add_int(j, "totals", s->skipped_totals);
    json_add_int(j, "notes", s->skipped_notes);
    json_put_key(j, "columns");
    json_open(j, '[');
    for (size_t i = 0; i < s->columns.count; i++) {
        json_open(j, '{');
        json_add_text(j, "heading", s->columns.items[i].heading);
        json_add_text(j, "path", s->columns.items[i].path);
        json_add_text(j, "unit", s->columns.items[i].unit);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_put_key(j, "constants");
    json_open(j, '[');
    for (size_t i = 0; i < s->constants.count; i++) {
        json_open(j, '{');
        json_add_text(j, "path", s->constants.items[i].path);
        json_add_text(j, "value", s->constants.items[i].value);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void report_json(struct findings_print *p, const struct intake_report *r)
{
    struct json *j = &p->writer;
    json_close(j, ']');
    json_add_int(j, "batch", r->batch.number);
    json_add_int(j, "head", r->head);
    json_add_int(j, "rows", r->rows);
    json_add_int(j, "new", r->news);
    json_add_int(j, "changed", r->changed);
    json_add_int(j, "same", r->same);
    json_add_int(j, "refused", r->refused);
    json_add_int(j, "missing", r->missing_count);
    json_add_int(j, "voided", r->voided);
    json_add_bool(j, "all_seen_before", r->all_seen_before);
    json_add_int(j, "conflict_count", r->conflict_count);
    json_add_int(j, "conflicts_open", r->conflicts_open);
    json_put_key(j, "conflicts");
    json_open(j, '[');
    for (size_t i = 0; i < r->conflicts.count; i++)
        conflict_put(j, &r->conflicts.items[i]);
    json_close(j, ']');
    json_put_key(j, "sheets");
    json_open(j, '[');
    for (size_t i = 0; i < r->sheets.count; i++)
        sheet_json(j, &r->sheets.items[i]);
    json_close(j, ']');
    json_close(j, '}');
    printf("%.*s\n", TEXT_ARG(buffer_text(&p->json)));
}

static void print_begin(struct findings_print *p)
{
    if (p->format == FORMAT_TSV)
        printf("level\tkind\tfile\tsheet\trow\tcolumn\theading\tfound\twanted\tsays\n");
    if (p->format != FORMAT_JSON)
        return;
    p->writer.out = &p->json;
    json_open(&p->writer, '{');
    json_put_key(&p->writer, "findings");
    json_open(&p->writer, '[');
}

/* ---- the command ---- */

static void progress_show(void *self, struct text what, int64_t done, int64_t of)
{
    bool *shown = self;
    (void)of;
    *shown = true;
    fprintf(stderr, "\r\033[K%.*s  %" PRId64, TEXT_ARG(what), done);
}

static bool take_check(struct text take, struct fault *f)
{
    for (struct text one; take.n && text_split(&one, &take, ';');) {
        ptrdiff_t at = text_find(one, TEXT("="));
        struct text choice = at < 0 ? one : text_slice(one, (size_t)at + 1, one.n);
        if (!text_is(choice, "form") && !text_is(choice, "ledger"))
            return fault_set(f, FAULT_USAGE, "--take takes form, ledger or ID=form, not \"%.*s\"",
                             TEXT_ARG(one));
    }
    return true;
}

static bool options_read(struct intake_options *o, struct call *call, struct fault *f)
{
    const char *value = "";
    struct passwd *user = getpwuid(getuid());
    *o = (struct intake_options){.expects = -1};
    o->author = text_copy(call->arena, text_from(user ? user->pw_name : "?"));
    if (option_take(call, "--as", &value))
        o->as_type = text_from(value);
    if (option_take(call, "--map", &value))
        o->mapping = text_from(value);
    for (struct buffer take = {0}; option_take(call, "--take", &value);) {
        buffer_printf(&take, "%.*s%s%s", TEXT_ARG(o->take), o->take.n ? ";" : "", value);
        o->take = text_copy(call->arena, buffer_text(&take));
        buffer_clear(&take);
    }
    TRY(take_check(o->take, f));
    if (option_take(call, "--replaces", &value))
        o->replaces = text_from(value);
    if (option_take(call, "--refused", &value))
        o->refused_path = value;
    if (option_take(call, "--author", &value))
        o->author = text_from(value);
    o->dry_run = flag_take(call, "--dry-run");
    o->void_missing = flag_take(call, "--void-missing");
    if (option_take(call, "--expects", &value)) {
        char *end;
        o->expects = strtoll(value, &end, 10);
        if (*end || end == value || o->expects < 0)
            return fault_set(f, FAULT_USAGE, "--expects takes the number of a batch, not \"%s\"",
                             value);
    }
    if (o->void_missing && !o->replaces.n)
        return fault_set(f, FAULT_USAGE, "--void-missing needs --replaces FILE");
    return true;
}

static struct text name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return text_from(slash ? slash + 1 : path);
}

bool import_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct intake_options options;
    struct intake_report report;
    bool shown = false;
    TRY(options_read(&options, call, f));
    TRY(words_end(call, 1, FILES_MAX,
                  "import FILE... [--as TYPE] [--dry-run] [--replaces FILE [--void-missing]] "
                  "[--map TEXT] [--take form|ledger|ID=form] [--refused OUT.xlsx] [--expects N]",
                  f));
    struct intake_file *files = ARENA_ARRAY(call->arena, struct intake_file, call->argc);
    size_t count = 0;
    for (int i = 1; i < call->argc; i++)
        files[count++] = (struct intake_file){call->argv[i], name_of(call->argv[i])};
    if (isatty(STDERR_FILENO))
        options.progress = (struct progress){progress_show, &shown};
    struct findings_print *print = ARENA_NEW(call->arena, struct findings_print);
    print->arena = call->arena;
    print->format = call->format;
    struct finding_sink sink = {finding_take, print};
    TRY(ledger_open(&l, call->folder, STORE_WRITE, f));
    print_begin(print);
    bool good =
        intake_import(&report, call->arena, l, &VIEWER_OWNER, files, count, &options, &sink, f);
    if (shown)
        fprintf(stderr, "\r\033[K");
    if (good && call->format == FORMAT_TABLE)
        table_print(&report, &options, print);
    else if (good && call->format == FORMAT_JSON)
        report_json(print, &report);
    buffer_clear(&print->json);
    *looks = print->refusals > 0 || report.conflicts_open > 0;
    return good;
}
