/* assess: the yearly assessment by a scheme, and its evidence as folders with an index. */
#include "report/assess.h"
#include "base/json.h"
#include "base/language.h"
#include "cmd/query.h"
#include "report/receipt.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define ASSESS_USAGE                                                                               \
    "assess list | assess SCHEME [--year Y] [--in R,..] [--party P,..] [--known DAY|BATCH] "       \
    "[-o FILE | --evidence FILE.zip [--originals --why TEXT]]"

/* ---- the list of schemes ---- */

static struct text day_or_empty(struct arena *a, struct day d)
{
    return d.since_1970 == DAY_LAST.since_1970 ? TEXT("") : day_print(a, d);
}

static void schemes_json(struct call *call, const struct catalogue *c)
{
    SCOPED_BUFFER out = {0};
    struct json j = {.out = &out};
    json_open(&j, '[');
    for (size_t i = 0; i < c->schemes.count; i++) {
        const struct scheme *s = c->schemes.items[i];
        json_open(&j, '{');
        json_add_text(&j, "name", s->name);
        json_add_text(&j, "label", label_now(s->label));
        json_add_text(&j, "from", day_print(call->arena, s->from));
        json_add_text(&j, "to", day_or_empty(call->arena, s->to));
        json_add_bool(&j, "scored", s->has_score);
        json_add_text(&j, "source", s->source);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    printf("%s\n", out.p);
}

static void schemes_list(struct call *call, const struct catalogue *c)
{
    if (call->format == FORMAT_JSON) {
        schemes_json(call, c);
        return;
    }
    if (call->format == FORMAT_TSV)
        printf("scheme\tlabel\tfrom\tto\tscored\tsource\n");
    for (size_t i = 0; i < c->schemes.count; i++) {
        const struct scheme *s = c->schemes.items[i];
        struct text from = day_print(call->arena, s->from), to = day_or_empty(call->arena, s->to);
        struct text label = label_now(s->label);
        if (call->format == FORMAT_TSV)
            printf("%.*s\t%.*s\t%.*s\t%.*s\t%s\t%.*s\n", TEXT_ARG(s->name), TEXT_ARG(label),
                   TEXT_ARG(from), TEXT_ARG(to), s->has_score ? "yes" : "no", TEXT_ARG(s->source));
        else
            printf("%-20.*s%.*s  %.*s..%.*s\n", TEXT_ARG(s->name), TEXT_ARG(label), TEXT_ARG(from),
                   TEXT_ARG(to));
    }
}

/* ---- for machines: a line a row, then one each of its parts together and its targets ---- */

struct machine_line {
    const char *kind; /* row, sum, target, other */
    const struct assess_row *row;
    const struct assess_target *target;
    const struct assess_held *held;
};
typedef bool (*line_taker)(void *self, const struct machine_line *line);

static void lines_each(const struct assessment *s, line_taker take, void *self)
{
    for (size_t i = 0; i < s->rows.count; i++) {
        const struct assess_row *r = &s->rows.items[i];
        take(self, &(struct machine_line){"row", r, NULL, r->is_sum ? NULL : &r->held});
        if (r->is_sum)
            take(self, &(struct machine_line){"sum", r, NULL, &r->held});
        for (size_t n = 0; n < r->targets.count; n++)
            take(self, &(struct machine_line){"target", r, r->targets.items[n],
                                              &r->targets.items[n]->held});
    }
    for (size_t i = 0; i < s->targets.count; i++)
        if (!s->targets.items[i].is_listed)
            take(self, &(struct machine_line){"other", NULL, &s->targets.items[i],
                                              &s->targets.items[i].held});
}

static struct text number(struct arena *a, bool has, struct decimal d)
{
    return has ? decimal_print(a, decimal_trim(d)) : TEXT("");
}

/* The columns of a line in order, for both forms. */
#define LINE_PARTS 24
static const char *const part_names[LINE_PARTS] = {
    "kind",          "area",           "indicator", "label",         "code",     "place",
    "party",         "unit",           "figure",    "target",        "done",     "completion",
    "missing",       "state",          "why",       "records",       "vouchers", "both_sides",
    "sampled_agree", "sampled_differ", "one_side",  "proof_missing", "weight",   "points"};

static struct text indicator_name(const struct machine_line *line)
{
    return line->row                 ? line->row->row->figure.indicator->name
           : line->target->indicator ? line->target->indicator->name
                                     : line->target->set.indicator;
}

static void held_parts(struct text *out, struct arena *a, const struct machine_line *line)
{
    const struct assess_held *h = line->held;
    bool has = h && h->state != ASSESS_NOTHING, is_counted = has && h->state != ASSESS_UNCOUNTED;
    const struct unit *unit = has ? h->unit : line->row ? line->row->row->figure.unit : NULL;
    out[7] = unit ? unit->name : line->target ? line->target->set.unit_name : TEXT("");
    out[9] = number(a, has, has ? h->wanted : (struct decimal){0, 0});
    out[10] = number(a, is_counted, is_counted ? h->done : (struct decimal){0, 0});
    out[11] = number(a, is_counted, is_counted ? h->completion : (struct decimal){0, 0});
    out[12] = number(a, is_counted, is_counted ? h->missing : (struct decimal){0, 0});
    out[13] = text_from(assess_state_name(h ? h->state : ASSESS_NOTHING));
    out[14] = has ? h->why : TEXT("");
}

static void proof_parts(struct text *out, struct arena *a, const struct assess_row *r)
{
    const struct assess_proofs *n = &r->proofs;
    int64_t counts[] = {n->records,        n->vouchers, n->both,   n->sampled_agree,
                        n->sampled_differ, n->one_side, n->missing};
    for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++)
        out[15 + i] = text_printf(a, "%" PRId64, counts[i]);
    out[22] = number(a, r->row->has_weight, r->row->weight);
    out[23] = number(a, r->has_points, r->points);
}

static void line_parts(struct text *out, struct arena *a, const struct machine_line *line)
{
    const struct assess_target *t = line->target;
    for (int i = 0; i < LINE_PARTS; i++)
        out[i] = TEXT("");
    out[0] = text_from(line->kind);
    out[1] = line->row ? label_now(line->row->area->label) : TEXT("");
    out[2] = indicator_name(line);
    out[3] = line->row      ? line->row->label
             : t->indicator ? label_now(t->indicator->label)
                            : TEXT("");
    if (t) {
        out[4] = t->code;
        out[5] = region_code_print(a, t->set.place);
        out[6] = t->set.party ? region_code_print(a, t->set.party) : TEXT("");
    }
    held_parts(out, a, line);
    if (strcmp(line->kind, "row") == 0) {
        out[8] = number(a, line->row->is_known, line->row->value);
        proof_parts(out, a, line->row);
    }
}

static bool line_tsv(void *self, const struct machine_line *line)
{
    struct text parts[LINE_PARTS];
    line_parts(parts, self, line);
    for (int i = 0; i < LINE_PARTS; i++)
        printf("%.*s%s", TEXT_ARG(parts[i]), i + 1 < LINE_PARTS ? "\t" : "\n");
    return true;
}

struct json_lines {
    struct arena *arena;
    struct json json;
};

static bool line_json(void *self, const struct machine_line *line)
{
    struct json_lines *w = self;
    struct text parts[LINE_PARTS];
    line_parts(parts, w->arena, line);
    json_open(&w->json, '{');
    for (int i = 0; i < LINE_PARTS; i++)
        if (parts[i].n)
            json_add_text(&w->json, part_names[i], parts[i]);
    json_close(&w->json, '}');
    return true;
}

static void assessment_tsv(struct call *call, const struct assessment *s)
{
    for (int i = 0; i < LINE_PARTS; i++)
        printf("%s%s", part_names[i], i + 1 < LINE_PARTS ? "\t" : "\n");
    lines_each(s, line_tsv, call->arena);
}

static void missing_json(struct json_lines *w, const struct assessment *s)
{
    json_put_key(&w->json, "without_proof");
    json_open(&w->json, '[');
    for (size_t i = 0; i < s->rows.count; i++)
        for (int64_t n = 0; n < s->rows.items[i].proofs.missing; n++) {
            const struct assess_row *r = &s->rows.items[i];
            const struct record_proof *p = &r->proofs.items[n];
            struct text file, sheet;
            assess_origin(&file, &sheet, s, p->sheet);
            json_open(&w->json, '{');
            json_add_text(&w->json, "indicator", r->row->figure.indicator->name);
            json_add_text(&w->json, "type", p->type->name);
            json_add_int(&w->json, "record", p->record);
            json_add_text(&w->json, "file", file);
            json_add_text(&w->json, "sheet", sheet);
            json_add_int(&w->json, "row", p->row);
            json_close(&w->json, '}');
        }
    json_close(&w->json, ']');
}

static void assessment_json(struct call *call, const struct paper *p, const struct assessment *s)
{
    SCOPED_BUFFER out = {0};
    struct json_lines w = {.arena = call->arena, .json = {.out = &out}};
    struct json *j = &w.json;
    json_open(j, '{');
    json_add_text(j, "scheme", p->form);
    json_add_text(j, "title", p->title);
    json_add_text(j, "scope", p->scope_text);
    json_add_int(j, "known", p->known);
    json_add_bool(j, "scored", s->is_scored);
    if (s->is_scored) {
        json_add_text(j, "points", number(call->arena, true, s->points));
        json_add_text(j, "points_of", number(call->arena, true, s->scored));
        json_add_text(j, "not_scored", number(call->arena, true, s->unscored));
    }
    if (s->grade)
        json_add_text(j, "grade", label_now(s->grade->label));
    json_put_key(j, "lines");
    json_open(j, '[');
    lines_each(s, line_json, &w);
    json_close(j, ']');
    missing_json(&w, s);
    json_close(j, '}');
    printf("%s\n", out.p);
}

static void assessment_print(struct call *call, const struct paper *p, const struct assessment *s)
{
    SCOPED_BUFFER out = {0};
    if (call->format == FORMAT_TSV) {
        assessment_tsv(call, s);
    } else if (call->format == FORMAT_JSON) {
        assessment_json(call, p, s);
    } else {
        paper_text(&out, p);
        printf("%s", out.p);
    }
}

/* ---- the command ---- */

struct assess_call {
    struct call *call;
    struct ledger *ledger;
    const char *path; /* of a document, or NULL */
    struct assess_files files;
    struct assess_query query;
};

/* The words that other commands have for it. */
static void options_rename(struct call *call)
{
    static char in[] = "--in", out[] = "-o";
    for (int i = 1; i < call->argc; i++)
        if (strcmp(call->argv[i], "--region") == 0)
            call->argv[i] = in;
        else if (strcmp(call->argv[i], "--output") == 0)
            call->argv[i] = out;
}

static bool options_read(struct assess_call *w, struct fault *f)
{
    const char *why = NULL;
    enum paper_format format;
    options_rename(w->call);
    option_take(w->call, "-o", &w->path);
    option_take(w->call, "--evidence", &w->files.path);
    option_take(w->call, "--why", &why);
    w->files.originals = flag_take(w->call, "--originals");
    w->files.why = text_from(why ? why : "");
    w->files.who = author_take(w->call);
    if (w->path && w->files.path)
        return fault_set(f, FAULT_USAGE, "either %s or %s, not both", "-o", "--evidence");
    if (w->files.originals && !w->files.path)
        return fault_set(f, FAULT_USAGE, "%s goes with %s", "--originals", "--evidence");
    if (w->files.path && !text_ends(text_from(w->files.path), TEXT(".zip")))
        return fault_set(f, FAULT_USAGE, "the evidence is a ZIP: \"%s\" does not end in .zip",
                         w->files.path);
    return !w->path || paper_format_of(&format, text_from(w->path), f);
}

static bool assess_run(struct assess_call *w, struct fault *f)
{
    struct arena *a = w->call->arena;
    struct paper *paper = ARENA_NEW(a, struct paper);
    struct assessment s;
    struct receipt receipt;
    TRY(assess_build(paper, &s, a, w->ledger, &VIEWER_OWNER, &w->query, f));
    if (w->files.path) {
        TRY(assess_evidence(&receipt, &w->files, paper, &s, a, w->ledger, &VIEWER_OWNER, f));
        printf(tr("%lld folders, %lld records, %lld original files, written to \"%s\"; receipt "
                  "%.*s\n"),
               (long long)w->files.folders, (long long)w->files.records, (long long)w->files.files,
               w->files.path, TEXT_ARG(receipt.code));
        return true;
    }
    if (!w->path) {
        assessment_print(w->call, paper, &s);
        return true;
    }
    TRY(report_issue(&receipt, paper, a, w->ledger, w->files.who, w->path, TEXT(""), f));
    printf(tr("%zu figures, written to \"%s\"; receipt %.*s\n"), paper->figures.count, w->path,
           TEXT_ARG(receipt.code));
    return true;
}

bool assess_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct assess_call w = {.call = call};
    (void)looks;
    TRY(options_read(&w, f));
    TRY(ledger_open(&l, call->folder, w.path || w.files.path ? STORE_WRITE : STORE_READ, f));
    w.ledger = l;
    TRY(asked_read(&w.query.scope, &w.query.known, call, l, f));
    TRY(words_end(call, 1, 1, ASSESS_USAGE, f));
    if (strcmp(call->argv[1], "list") == 0) {
        schemes_list(call, l->catalogue);
        return true;
    }
    TRY(catalogue_scheme_get(&w.query.scheme, l->catalogue, text_from(call->argv[1]), f));
    return assess_run(&w, f);
}
