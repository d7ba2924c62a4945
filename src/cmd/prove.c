/* prove: every figure of a text against the ledger. bind: what one figure counts, by hand. */
#include "cmd/cmd.h"
#include "cmd/sealed.h"

#include "base/language.h"
#include "file/document.h"
#include "file/encoding.h"
#include "prove/bind.h"
#include "prove/mark_docx.h"
#include "prove/mark_html.h"
#include "prove/markdown.h"
#include "prove/print.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define PROVE_USAGE                                                                                \
    "FILE [--published DAY] [--findings | --relations | --markdown | --mark OUT.html|OUT.docx | "     \
    "--seal --title TEXT] [--known DAY|BATCH]"

static bool input_read(struct text *out, struct arena *a, struct fault *f)
{
    SCOPED_BUFFER b = {0};
    char chunk[65536];
    size_t n;
    while ((n = fread(chunk, 1, sizeof(chunk), stdin)) > 0 && b.n <= DOCUMENT_BYTES_MAX)
        buffer_add(&b, (struct text){chunk, n});
    if (ferror(stdin))
        return fault_set(f, FAULT_INPUT, "\"%s\" cannot be read", "-");
    *out = text_copy(a, buffer_text(&b));
    return true;
}

/* A file of any kind that document.h knows; "-": text or HTML on standard input. */
static bool text_read(struct document *out, struct call *call, const char *path, struct fault *f)
{
    struct text input;
    if (strcmp(path, "-") != 0)
        return document_read(out, call->arena, path, text_from(path), f);
    TRY(input_read(&input, call->arena, f));
    encoding_prepare();
    return document_of_bytes(out, call->arena, input, TEXT("-"), f);
}

static bool published_read(struct prove_options *o, struct call *call, struct fault *f)
{
    const char *day;
    o->published = DAY_FIRST;
    if (!option_take(call, "--published", &day) || day_parse(&o->published, text_from(day)))
        return true;
    fault_set(f, FAULT_USAGE, "%s takes a day, not \"%s\"", "--published", day);
    return fault_hint(f, "write a day as 2019-07-31");
}

static void proof_write(struct call *call, const struct proof *p)
{
    SCOPED_BUFFER out = {0};
    if (call->format == FORMAT_TSV)
        proof_print_tsv(&out, call->arena, p);
    else if (call->format == FORMAT_JSON)
        proof_print_json(&out, call->arena, p);
    else
        proof_print_table(&out, call->arena, p);
    fwrite(out.p, 1, out.n, stdout);
}

/* --findings: what somebody should look at, one a line. */
static void findings_write(struct call *call, const struct proof *p)
{
    SCOPED_BUFFER out = {0};
    if (call->format == FORMAT_TSV)
        findings_print_tsv(&out, call->arena, p);
    else if (call->format == FORMAT_JSON)
        findings_print_json(&out, call->arena, p);
    else
        findings_print_table(&out, call->arena, p);
    fwrite(out.p, 1, out.n, stdout);
}

/* --relations: what the text states between its own figures, and whether it holds. */
static void relations_write(struct call *call, const struct proof *p)
{
    SCOPED_BUFFER out = {0};
    if (call->format == FORMAT_TSV)
        relations_print_tsv(&out, call->arena, p);
    else if (call->format == FORMAT_JSON)
        relations_print_json(&out, call->arena, p);
    else
        relations_print_table(&out, call->arena, p);
    fwrite(out.p, 1, out.n, stdout);
}

static void markdown_write(struct call *call, const struct ledger *l, const struct proof *p)
{
    SCOPED_BUFFER out = {0};
    struct text title = text_printf(call->arena, tr("The figures of %s"), call->argv[1]);
    proof_print_markdown(&out, call->arena, l->catalogue, p, title);
    fwrite(out.p, 1, out.n, stdout);
}

static bool html_write(const char *path, struct marking *m, struct fault *f)
{
    SCOPED_BUFFER out = {0};
    TRY(mark_html(&out, m, f));
    FILE *file = fopen(path, "wb");
    bool is_written = file && fwrite(out.p, 1, out.n, file) == out.n;
    if (file)
        is_written &= fclose(file) == 0;
    return is_written ||
           fault_set(f, FAULT_SYSTEM, "cannot write the file \"%s\": %s", path, strerror(errno));
}

/* --mark OUT: a page that stands alone, or a Word document with comments. */
static bool mark_write(struct call *call, struct ledger *l, const struct proof *p,
                       const struct prove_options *options, const char *path, struct fault *f)
{
    struct text name = text_lower_ascii(call->arena, text_from(path));
    struct marking m = {.arena = call->arena,
                        .ledger = l,
                        .viewer = &VIEWER_OWNER,
                        .proof = p,
                        .published = options->published};
    const char *slash = strrchr(call->argv[1], '/');
    m.title =
        text_printf(call->arena, tr("Figures of a text: %s"), slash ? slash + 1 : call->argv[1]);
    if (text_ends(name, TEXT(".docx")))
        TRY(mark_docx(call->argv[1], path, &m, f));
    else
        TRY(html_write(path, &m, f));
    printf(tr("The marked copy stands in %s.\n"), path);
    return true;
}

/* --seal: kept as records, the file as evidence. */
static bool seal_write(struct call *call, struct ledger *l, const struct proof *p,
                       const struct prove_options *options, const char *title, struct fault *f)
{
    struct sealed_text sealed;
    const char *path = call->argv[1], *slash = strrchr(path, '/');
    struct seal_request r = {.path = path, .published = options->published};
    r.name = text_from(slash ? slash + 1 : path);
    r.title = title ? text_from(title) : r.name;
    r.who = author_now(call->arena);
    TRY(seal_text(&sealed, call->arena, l, p, &r, f));
    printf(tr("sealed as %.*s: `shanhai receipt %.*s` says later what has moved\n"),
           TEXT_ARG(sealed.code), TEXT_ARG(sealed.code));
    return true;
}

static bool mark_path_check(struct call *call, const char *path, struct fault *f)
{
    struct text name = text_lower_ascii(call->arena, text_from(path ? path : ".html"));
    return text_ends(name, TEXT(".html")) || text_ends(name, TEXT(".htm")) ||
           text_ends(name, TEXT(".docx")) ||
           fault_set(f, FAULT_USAGE, "a marked copy is a file of .html or .docx, not \"%s\"", path);
}

bool prove_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct prove_options options = {0};
    struct proof proof;
    struct document source;
    const char *known = NULL, *mark = NULL, *title = NULL;
    bool only_findings = flag_take(call, "--findings"), only_find = flag_take(call, "--find");
    bool markdown = flag_take(call, "--markdown"), relations = flag_take(call, "--relations");
    TRY(published_read(&options, call, f));
    option_take(call, "--known", &known);
    option_take(call, "--mark", &mark);
    option_take(call, "--title", &title);
    bool seals = flag_take(call, "--seal");
    TRY(words_end(call, 1, 1, PROVE_USAGE, f));
    TRY(mark_path_check(call, mark, f));
    if (seals && (known || strcmp(call->argv[1], "-") == 0))
        return fault_set(f, FAULT_USAGE, "only a file, as known now, can be sealed");
    TRY(text_read(&source, call, call->argv[1], f));
    if (only_find) {
        TRY(prove_find(&proof, call->arena, NULL, source.text, &options, f));
    } else {
        TRY(ledger_open(&l, call->folder, seals ? STORE_WRITE : STORE_READ, f));
        if (known)
            TRY(ledger_known_at(l, text_from(known), &options.known, f));
        SCOPED_PROVER *prover = prover_open(l, &VIEWER_OWNER);
        options.relations = relations;
        TRY(prove_text(&proof, call->arena, prover, source.text, &options, f));
    }
    proof.document = &source;
    for (size_t i = 0; i < proof.count; i++)
        *looks |= proof.quotes[i].verdict == VERDICT_DIFFERS ||
                  proof.quotes[i].verdict == VERDICT_TRUNCATED;
    for (size_t i = 0; i < proof.question_count; i++)
        *looks |= proof.questions[i].tier == TIER_ERROR;
    if (seals && l)
        return seal_write(call, l, &proof, &options, title, f);
    if (mark && l)
        return mark_write(call, l, &proof, &options, mark, f);
    if (markdown && l)
        markdown_write(call, l, &proof);
    else if (relations)
        relations_write(call, &proof);
    else if (only_findings)
        findings_write(call, &proof);
    else
        proof_write(call, &proof);
    return true;
}

static bool number_take(int64_t *out, struct call *call, const char *option, struct fault *f)
{
    const char *word;
    struct decimal d;
    *out = 0;
    if (!option_take(call, option, &word))
        return true;
    if (!decimal_parse(&d, text_from(word), f) || d.places || d.mantissa < 1 ||
        d.mantissa > INT32_MAX)
        return fault_set(f, FAULT_USAGE, "%s takes a number from 1, not \"%s\"", option, word);
    *out = d.mantissa;
    return true;
}

bool bind_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct bind_request r = {0};
    struct document source;
    int64_t line;
    const char *quote = NULL, *key = NULL, *scope = NULL;
    (void)looks;
    option_take(call, "--quote", &quote);
    option_take(call, "--indicator", &key);
    option_take(call, "--scope", &scope);
    TRY(number_take(&line, call, "--line", f));
    TRY(number_take(&r.record, call, "--record", f));
    TRY(words_end(call, 1, 1, "FILE --quote TEXT [--line N] --indicator KEY --scope TEXT", f));
    if (!quote || !key)
        return fault_set(f, FAULT_USAGE, "bind needs --quote and --indicator");
    TRY(text_read(&source, call, call->argv[1], f));
    TRY(ledger_open(&l, call->folder, STORE_WRITE, f));
    TRY(catalogue_indicator_get(&r.indicator, l->catalogue, text_from(key), f));
    r.scope = scope_all();
    if (scope)
        TRY(scope_parse(&r.scope, call->arena, l->catalogue, text_from(scope), f));
    r.surface = text_from(quote);
    r.line = (int)line;
    r.document = &source;
    TRY(prove_bind(call->arena, l, &VIEWER_OWNER, source.text, &r, f));
    printf(tr("bound: \"%s\" counts %s\n"), quote, key);
    return true;
}
