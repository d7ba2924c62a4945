/* init, verify, batches, key, erase, record: looking after a programme. */
#include "base/language.h"
#include "catalogue/standard.h"
#include "cmd/cmd.h"
#include "ledger/ledger.h"
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define CATALOGUE_BYTES_MAX (1 << 20)

static bool file_text(struct text *out, struct arena *a, const char *path, struct fault *f)
{
    FILE *file = fopen(path, "re");
    char *p = arena_alloc(a, CATALOGUE_BYTES_MAX);
    size_t n = file ? fread(p, 1, CATALOGUE_BYTES_MAX, file) : 0;
    bool good = file && !ferror(file) && n < CATALOGUE_BYTES_MAX;
    if (file)
        fclose(file);
    *out = (struct text){p, n};
    return good || fault_set(f, FAULT_ABSENT, "cannot read the file \"%s\"", path);
}

static void recovery_sheet(struct text code)
{
    printf("%s\n\n    %.*s\n\n%s\n", tr("Recovery sheet: copy or print it, and keep it apart from this machine."),
           TEXT_ARG(code),
           tr("With it ledger.key can be made anew; without both, personal fields stay closed for ever."));
}

static bool region_named(int64_t *out, const struct catalogue *c, struct text name, struct fault *f)
{
    return region_read(out, c->regions, name, 0, LEVEL_ANY, f);
}

/* One `party` block a name; it joined on the programme's first day unless NAME@DAY says another. */
static bool parties_write(struct buffer *out, struct call *call, const struct catalogue *c,
                          const char *names, struct text from, struct fault *f)
{
    struct text rest = text_from(names);
    for (struct text name; text_split(&name, &rest, ',');) {
        struct text since = from;
        struct day day;
        int64_t region;
        ptrdiff_t at = text_find(name, TEXT("@"));
        if (at >= 0) {
            since = text_slice(name, (size_t)at + 1, name.n);
            name = text_slice(name, 0, (size_t)at);
        }
        if (!day_parse(&day, since))
            return fault_set(f, FAULT_USAGE, "%s takes a day, not \"%.*s\"", "@", TEXT_ARG(since));
        TRY(region_named(&region, c, name, f));
        struct text code = region_code_print(call->arena, region);
        struct text title = region_name(call->arena, c->regions, region);
        buffer_printf(out, "party p%.*s region %.*s from %.*s says \"%.*s\"", TEXT_ARG(code),
                      TEXT_ARG(code), TEXT_ARG(since), TEXT_ARG(title));
        if (text_ends(title, TEXT("市"))) /* texts say 东莞 as often as 东莞市 */
            buffer_printf(out, " \"%.*s\"", (int)(title.n - 3), title.p);
        buffer_add_str(out, "\n");
    }
    return true;
}

static bool name_is_plain(const char *name)
{
    return utf8_valid(text_from(name)) && !strpbrk(name, "\"\\\r\n");
}

/* programme.cat out of --west, --from, --party and --name, for who never wrote a catalogue. */
static bool programme_write(struct text *out, struct call *call, const char *west,
                            const char *from, const char *parties, const char *name,
                            struct fault *f)
{
    SCOPED_BUFFER text = {0};
    struct catalogue *c;
    struct day day;
    int64_t region;
    size_t count;
    struct catalogue_file *files = catalogue_standard_files(call->arena, &count);
    TRY(catalogue_load(&c, call->arena, files, count, f));
    if (!from || !day_parse(&day, text_from(from)))
        return fault_set(f, FAULT_USAGE, "%s takes a day, not \"%s\"", "--from", from ? from : "");
    TRY(region_named(&region, c, text_from(west), f));
    struct text title = region_name(call->arena, c->regions, region);
    if (name && !name_is_plain(name))
        return fault_set(f, FAULT_USAGE, "a programme's name is one line without quotation marks");
    struct text label = name ? text_from(name)
                             : text_printf(call->arena, "%.*s东西部协作", TEXT_ARG(title));
    buffer_printf(&text, "programme main\n  zh \"%.*s\"\n  west %.*s\n  from %s\n\n",
                  TEXT_ARG(label), TEXT_ARG(region_code_print(call->arena, region)), from);
    TRY(!parties || parties_write(&text, call, c, parties, text_from(from), f));
    *out = text_copy(call->arena, buffer_text(&text));
    return true;
}

#define INIT_USAGE                                                                                 \
    "init DIR [--west PLACE --from DAY [--party PLACE[@DAY],..] [--name TEXT] | --catalogue FILE.cat]"

bool init_command(struct call *call, bool *looks, struct fault *f)
{
    const char *catalogue = NULL, *west = NULL, *from = NULL, *parties = NULL, *name = NULL;
    struct text code;
    struct programme_new programme = {.recovery = &code, .arena = call->arena};
    (void)looks;
    option_take(call, "--from", &from);
    option_take(call, "--party", &parties);
    option_take(call, "--name", &name);
    if (option_take(call, "--catalogue", &catalogue))
        TRY(file_text(&programme.catalogue_text, call->arena, catalogue, f));
    if (option_take(call, "--west", &west))
        TRY(programme_write(&programme.catalogue_text, call, west, from, parties, name, f));
    TRY(words_end(call, 1, 1, INIT_USAGE, f));
    if (!west && (from || parties || name))
        return fault_set(f, FAULT_USAGE, "--from, --party and --name go with --west");
    TRY(ledger_init(call->argv[1], &programme, f));
    printf(tr("An empty programme stands in \"%s\".\n"), call->argv[1]);
    recovery_sheet(code);
    return true;
}

/* ---- verify ---- */

struct verify_print {
    bool tsv;
    int64_t count;
};

static void verify_take(void *self, const struct finding *finding)
{
    struct verify_print *p = self;
    p->count++;
    if (p->tsv)
        printf("%.*s\t%" PRId64 "\t%.*s\n", TEXT_ARG(finding->kind), finding->row,
               TEXT_ARG(finding->says));
    else
        printf("%.*s\n", TEXT_ARG(finding->says));
}

bool verify_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct verify_print print = {.tsv = call->format != FORMAT_TABLE};
    struct finding_sink sink = {verify_take, &print};
    TRY(words_end(call, 0, 0, "verify", f));
    TRY(ledger_open(&l, call->folder, STORE_READ, f));
    if (print.tsv)
        printf("kind\tnumber\tsays\n");
    TRY(ledger_verify(l, &sink, f));
    *looks = print.count > 0;
    if (print.tsv)
        return true;
    struct text head = ledger_head_print(call->arena, l);
    if (print.count == 0)
        printf(tr("Every hash holds. Head at batch %lld: %.*s\n"), (long long)l->head, TEXT_ARG(head));
    else
        printf(tr("%lld things are wrong.\n"), (long long)print.count);
    return true;
}

bool batches_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct batch_info *batches;
    size_t count;
    (void)looks;
    TRY(words_end(call, 0, 0, "batches", f));
    TRY(ledger_open(&l, call->folder, STORE_READ, f));
    TRY(ledger_batches(&batches, &count, call->arena, l, f));
    printf("batch\tat\tauthor\trows\tnote\n");
    for (size_t i = 0; i < count; i++) {
        char at[32];
        time_t seconds = (time_t)(batches[i].at_ms / 1000) + 8 * 3600;
        struct tm tm;
        strftime(at, sizeof(at), "%Y-%m-%d %H:%M:%S", gmtime_r(&seconds, &tm));
        printf("%lld\t%s\t%.*s\t%lld\t%.*s\n", (long long)batches[i].number, at,
               TEXT_ARG(batches[i].author), (long long)batches[i].rows, TEXT_ARG(batches[i].note));
    }
    return true;
}

/* ---- key ---- */

static bool key_show(struct ledger *l, struct fault *f)
{
    if (!l->keyring)
        return key_check(l, f);
    printf("%s\n", tr("ledger.key is there: personal fields can be written and opened."));
    return true;
}

bool key_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    (void)looks;
    TRY(words_end(call, 1, 2, "key show|check|rotate|recover CODE", f));
    struct text what = text_from(call->argv[1]);
    if (text_is(what, "recover") && call->argc == 3) {
        TRY(key_recover(call->folder, text_from(call->argv[2]), f));
        printf("%s\n", tr("ledger.key was made anew."));
        return true;
    }
    if (call->argc != 2)
        return fault_set(f, FAULT_USAGE, "key takes show, check, rotate or recover CODE");
    TRY(ledger_open(&l, call->folder, STORE_WRITE, f));
    if (text_is(what, "show"))
        return key_show(l, f);
    if (text_is(what, "rotate")) {
        TRY(key_rotate(l, f));
        printf("%s\n", tr("New batches are sealed with a new data key; keep a fresh copy of ledger.key."));
        return true;
    }
    if (!text_is(what, "check"))
        return fault_set(f, FAULT_USAGE, "key takes show, check, rotate or recover CODE");
    TRY(key_check(l, f));
    printf("%s\n", tr("ledger.key opens this ledger."));
    return true;
}

/* ---- one record ---- */

static bool record_named(const struct record_type **type, int64_t *record, struct call *call,
                         struct ledger *l, struct fault *f)
{
    struct decimal d;
    TRY(catalogue_type_get(type, l->catalogue, text_from(call->argv[1]), f));
    if (!decimal_parse(&d, text_from(call->argv[2]), f) || d.places || d.mantissa < 1)
        return fault_set(f, FAULT_USAGE, "\"%s\" is not the number of a record", call->argv[2]);
    *record = d.mantissa;
    return true;
}

bool erase_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    const struct record_type *type;
    const char *why = "";
    int64_t record;
    (void)looks;
    option_take(call, "--why", &why);
    TRY(words_end(call, 2, 2, "erase TYPE RECORD --why TEXT", f));
    TRY(ledger_open(&l, call->folder, STORE_WRITE, f));
    TRY(record_named(&type, &record, call, l, f));
    TRY(ledger_erase(l, type, record, text_from(why), &VIEWER_OWNER, f));
    printf("%s\n%s\n", tr("The sealed fields of every version are emptied; figures stay as they are."),
           tr("Kept source files may still hold the person: see `trace` and remove them by hand."));
    return true;
}

static void version_print(struct call *call, struct ledger *l, const struct record_type *t,
                          const struct version *v, bool open)
{
    printf(tr("version %lld, batch %lld"), (long long)v->version, (long long)v->since);
    if (v->file.n)
        printf("  %.*s%s%.*s:%" PRId64, TEXT_ARG(v->file), v->sheet.n ? " / " : "",
               TEXT_ARG(v->sheet), v->row);
    if (v->void_why.n)
        printf("  %s %.*s", tr("void:"), TEXT_ARG(v->void_why));
    printf("\n");
    for (size_t i = 0; i < t->field_count; i++) {
        if (v->values[i].is == VALUE_NONE && t->fields[i].class != CLASS_SEALED)
            continue;
        struct text value = value_print(call->arena, l, &t->fields[i], v->values[i], !open);
        printf("    %.*s  %.*s\n", TEXT_ARG(label_now(t->fields[i].label)), TEXT_ARG(value));
    }
}

bool record_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    const struct record_type *type;
    const char *why = NULL;
    struct version *versions;
    size_t count;
    int64_t record;
    (void)looks;
    option_take(call, "--why", &why);
    TRY(words_end(call, 2, 2, "record TYPE RECORD [--why TEXT]", f));
    TRY(ledger_open(&l, call->folder, why ? STORE_WRITE : STORE_READ, f));
    TRY(record_named(&type, &record, call, l, f));
    TRY(record_history(&versions, &count, call->arena, l, &VIEWER_OWNER, type, record, f));
    if (count == 0)
        return fault_set(f, FAULT_ABSENT, "there is no record %lld of \"%.*s\"", (long long)record,
                         TEXT_ARG(type->name));
    for (size_t i = 0; i < count; i++) {
        if (why)
            TRY(record_unmask(&versions[i], call->arena, l, &VIEWER_OWNER, type, text_from(why), f));
        version_print(call, l, type, &versions[i], why != NULL);
    }
    return true;
}

/* ---- backup ---- */

bool backup_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    (void)looks;
    TRY(words_end(call, 1, 1, "backup FILE", f));
    TRY(ledger_open(&l, call->folder, STORE_READ, f));
    TRY(ledger_backup(l, call->argv[1], f));
    printf(tr("Backup written to \"%s\". Head at batch %lld: %.*s\n"), call->argv[1],
           (long long)l->head, TEXT_ARG(ledger_head_print(call->arena, l)));
    printf("%s\n", tr("ledger.key is not in it: keep it, or the recovery sheet, elsewhere."));
    return true;
}

bool restore_command(struct call *call, bool *looks, struct fault *f)
{
    (void)looks;
    TRY(words_end(call, 2, 2, "restore FILE DIR", f));
    TRY(ledger_restore(call->argv[1], call->argv[2], f));
    printf(tr("Restored to \"%s\". Put ledger.key back, or: shanhai -C %s key recover CODE\n"),
           call->argv[2], call->argv[2]);
    return true;
}
