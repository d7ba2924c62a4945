/* demo: the demonstration's workbooks, and the programme made from them by the ordinary import. */
#include "demo/demo.h"
#include "base/embedded.h"
#include "base/language.h"
#include "cmd/cmd.h"
#include "intake/intake.h"

#include <errno.h>
#include <ftw.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDERS_OPEN_MAX 16

static char *path_below(struct call *call, const char *dir, const char *name)
{
    return text_cstr(call->arena, text_printf(call->arena, "%s/%s", dir, name));
}

static bool is_there(struct call *call, const char *dir, const char *name)
{
    struct stat s;
    return stat(path_below(call, dir, name), &s) == 0;
}

static int one_remove(const char *path, const struct stat *s, int flag, struct FTW *ftw)
{
    (void)s;
    (void)flag;
    (void)ftw;
    return remove(path);
}

/* Takes away what an earlier demonstration left: never a folder that holds no demonstration. */
static bool old_remove(struct call *call, const char *dir, const char *name, struct fault *f)
{
    char *path = path_below(call, dir, name);
    if (nftw(path, one_remove, FOLDERS_OPEN_MAX, FTW_DEPTH | FTW_PHYS) != 0 && errno != ENOENT)
        return fault_set(f, FAULT_SYSTEM, "cannot take away \"%s\": %s", path, strerror(errno));
    return true;
}

/* DIR/demonstration says that what is here was generated, and how far it came. */
static bool stage_write(struct call *call, const char *dir, const char *stage, struct fault *f)
{
    const char *path = path_below(call, dir, "demonstration");
    if (mkdir(dir, 0777) != 0 && errno != EEXIST)
        return fault_set(f, FAULT_SYSTEM, "cannot make the folder \"%s\": %s", dir,
                         strerror(errno));
    FILE *out = fopen(path, "w");
    bool is_written = out && fprintf(out, "%s\n演示数据，由程序生成。\n", stage) > 0;
    is_written = out && fclose(out) == 0 && is_written;
    return is_written || fault_set(f, FAULT_SYSTEM, "cannot write \"%s\"", path);
}

static bool stage_is(struct call *call, const char *dir, const char *stage)
{
    char line[32] = "";
    FILE *in = fopen(path_below(call, dir, "demonstration"), "r");
    bool is_read = in && fgets(line, sizeof(line), in);
    if (in)
        fclose(in);
    return is_read && strncmp(line, stage, strlen(stage)) == 0;
}

static bool room_make(struct call *call, const char *dir, struct fault *f)
{
    if (!is_there(call, dir, "demonstration")) {
        if (is_there(call, dir, "workbooks") || is_there(call, dir, "programme"))
            return fault_set(f, FAULT_CONFLICT, "\"%s\" holds something that is no demonstration",
                             dir);
        return true;
    }
    return old_remove(call, dir, "workbooks", f) && old_remove(call, dir, "programme", f);
}

/* ---- the programme ---- */

static void progress_show(void *self, struct text what, int64_t done, int64_t of)
{
    (void)self;
    (void)of;
    fprintf(stderr, "\r\033[K%.*s  %" PRId64, TEXT_ARG(what), done);
}

static bool programme_init(struct call *call, const char *folder, struct fault *f)
{
    const struct embedded *local = embedded_find(TEXT("demo/programme.cat"));
    struct text recovery;
    struct programme_new programme = {.recovery = &recovery, .arena = call->arena};
    programme.catalogue_text = local ? local->bytes : (struct text){"", 0};
    return ledger_init(folder, &programme, f);
}

static bool workbooks_import(struct call *call, const char *dir, const char *folder,
                             const demo_files *names, struct intake_report *report, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct intake_file *files = ARENA_ARRAY(call->arena, struct intake_file, names->count + 1);
    struct intake_options options = {.author = TEXT("demo"), .expects = -1};
    for (size_t i = 0; i < names->count; i++) {
        char *name = text_cstr(
            call->arena, text_printf(call->arena, "workbooks/%.*s", TEXT_ARG(names->items[i])));
        files[i] = (struct intake_file){path_below(call, dir, name), names->items[i]};
    }
    if (isatty(STDERR_FILENO))
        options.progress.tell = progress_show;
    TRY(ledger_open(&l, folder, STORE_WRITE, f));
    bool good = intake_import(report, call->arena, l, &VIEWER_OWNER, files, names->count, &options,
                              NULL, f);
    if (options.progress.tell)
        fprintf(stderr, "\r\033[K");
    return good;
}

static bool programme_make(struct call *call, const char *dir, const demo_files *files,
                           struct fault *f)
{
    struct intake_report report = {0};
    const char *folder = path_below(call, dir, "programme");
    TRY(programme_init(call, folder, f));
    TRY(workbooks_import(call, dir, folder, files, &report, f));
    printf(tr("The programme stands in \"%s\": %lld records, %lld rows refused on purpose.\n"),
           folder, (long long)report.news, (long long)report.refused);
    return true;
}

bool demo_command(struct call *call, bool *looks, struct fault *f)
{
    demo_files files = {0};
    bool is_new = flag_take(call, "--new"), only_workbooks = flag_take(call, "--workbooks");
    (void)looks;
    TRY(words_end(call, 1, 1, "demo DIR [--new] [--workbooks]", f));
    const char *dir = call->argv[1];
    bool is_whole =
        stage_is(call, dir, "programme") || (only_workbooks && stage_is(call, dir, "workbooks"));
    if (!is_new && is_whole) {
        printf(tr("The demonstration stands in \"%s\" already; --new makes it again.\n"), dir);
        return true;
    }
    TRY(room_make(call, dir, f) && stage_write(call, dir, "begun", f));
    TRY(demo_write_workbooks(dir, DEMO_SEED, &files, call->arena, f));
    printf(tr("%lld workbooks stand in \"%s/workbooks\".\n"), (long long)files.count, dir);
    TRY(stage_write(call, dir, "workbooks", f));
    if (only_workbooks)
        return true;
    return programme_make(call, dir, &files, f) && stage_write(call, dir, "programme", f);
}
