/*
 * shanhai catalogue check|show|fmt|json: the catalogue for people who change it.
 */
#include "cmd/cmd.h"
#include "intake/intake.h"

#include "base/language.h"
#include "catalogue/node.h"
#include "catalogue/pages.h"
#include "catalogue/show.h"
#include "catalogue/standard.h"
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define FILE_BYTES_MAX 67108864
#define LOCAL_FILES_MAX 1000

/* ---- files ---- */

static bool file_bytes(struct text *out, struct arena *a, const char *path, struct fault *f)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return fault_set(f, FAULT_ABSENT, "%s cannot be opened: %s", path, strerror(errno));
    SCOPED_BUFFER bytes = {0};
    char part[65536];
    size_t n;
    while ((n = fread(part, 1, sizeof(part), file)) > 0 && bytes.n <= FILE_BYTES_MAX)
        buffer_add(&bytes, (struct text){part, n});
    bool broken = ferror(file) != 0;
    fclose(file);
    if (broken)
        return fault_set(f, FAULT_SYSTEM, "%s cannot be read", path);
    if (bytes.n > FILE_BYTES_MAX)
        return fault_set(f, FAULT_LIMIT, "%s is longer than a catalogue file may be", path);
    *out = text_copy(a, buffer_text(&bytes));
    return true;
}

struct files {
    struct catalogue_file *items;
    size_t count, room;
};

/* A folder's *.cat, *.tsv and *.txt, named below it; nothing where there is no such folder. */
static bool folder_files(struct files *files, struct arena *a, const char *folder,
                         const char *below, struct fault *f)
{
    struct text path = text_printf(a, "%s/%s", folder, below);
    DIR *dir = opendir(text_cstr(a, path));
    struct dirent *entry;
    bool fine = true;
    while (dir && fine && (entry = readdir(dir))) {
        struct text name = text_from(entry->d_name);
        if (!text_ends(name, TEXT(".cat")) && !text_ends(name, TEXT(".tsv")) &&
            !text_ends(name, TEXT(".txt")))
            continue;
        if (files->room-- == 0) {
            fine = fault_set(f, FAULT_LIMIT, "%s holds too many files", path.p);
            break;
        }
        struct catalogue_file *file = &files->items[files->count++];
        file->name = text_printf(a, "%s%.*s", below, TEXT_ARG(name));
        struct text whole = text_printf(a, "%.*s%.*s", TEXT_ARG(path), TEXT_ARG(name));
        fine = file_bytes(&file->bytes, a, whole.p, f);
    }
    if (dir)
        closedir(dir);
    return fine;
}

/* Whether the call means a programme: one was named, or it runs inside one. */
static bool has_programme(const struct call *call)
{
    return strcmp(call->folder, ".") != 0 || access("ledger.db", F_OK) == 0;
}

/* --only FILE...: these files and nothing else, for small examples. */
static bool only_read(struct catalogue **out, struct call *call, int first, struct fault *f)
{
    size_t count = (size_t)(call->argc - first);
    struct catalogue_file *files = ARENA_ARRAY(call->arena, struct catalogue_file, count + 1);
    for (size_t i = 0; i < count; i++) {
        const char *path = call->argv[first + (int)i];
        files[i].name = text_from(path);
        TRY(file_bytes(&files[i].bytes, call->arena, path, f));
    }
    return catalogue_load(out, call->arena, files, count, f);
}

static bool catalogue_read(struct catalogue **out, struct call *call, struct fault *f)
{
    for (int i = 2; i < call->argc; i++)
        if (strcmp(call->argv[i], "--only") == 0) {
            int argc = i;
            bool fine = only_read(out, call, i + 1, f);
            call->argc = argc;
            return fine;
        }
    struct files files = {.room = LOCAL_FILES_MAX};
    struct catalogue_file *standard = catalogue_standard_files(call->arena, &files.count);
    files.items = ARENA_ARRAY(call->arena, struct catalogue_file, files.count + LOCAL_FILES_MAX);
    memcpy(files.items, standard, files.count * sizeof(*standard));
    if (has_programme(call)) {
        struct text folder = text_printf(call->arena, "%s/catalogue", call->folder);
        TRY(folder_files(&files, call->arena, folder.p, "", f));
        TRY(folder_files(&files, call->arena, folder.p, "codes/", f));
        TRY(folder_files(&files, call->arena, folder.p, "text/", f));
        TRY(folder_files(&files, call->arena, folder.p, "mappings/", f));
    }
    return catalogue_load(out, call->arena, files.items, files.count, f);
}

/* ---- the five words ---- */

static bool check(struct call *call, struct fault *f)
{
    struct catalogue *c;
    TRY(catalogue_read(&c, call, f));
    TRY(intake_mappings_check(c, f));
    printf(tr("%zu record types, %zu indicators, %zu code lists, %zu units, %zu regions\n"),
           c->types.count, c->indicators.count, c->code_lists.count, c->units.count,
           region_count(c->regions));
    return true;
}

static void buffer_write(const struct buffer *b)
{
    fwrite(buffer_text(b).p, 1, b->n, stdout);
}

static void names_print(const struct catalogue *c)
{
    for (size_t i = 0; i < c->types.count; i++)
        printf("record\t%.*s\t%.*s\n", TEXT_ARG(c->types.items[i]->name),
               TEXT_ARG(label_now(c->types.items[i]->label)));
    for (size_t i = 0; i < c->indicators.count; i++)
        printf("indicator\t%.*s\t%.*s\n", TEXT_ARG(c->indicators.items[i]->name),
               TEXT_ARG(label_now(c->indicators.items[i]->label)));
    for (size_t i = 0; i < c->schemes.count; i++)
        printf("scheme\t%.*s\t%.*s\n", TEXT_ARG(c->schemes.items[i]->name),
               TEXT_ARG(label_now(c->schemes.items[i]->label)));
    for (size_t i = 0; i < c->code_lists.count; i++)
        printf("codes\t%.*s\t\n", TEXT_ARG(c->code_lists.items[i]->name));
}

static bool show(struct call *call, struct fault *f)
{
    SCOPED_BUFFER page = {0};
    struct catalogue *c;
    TRY(catalogue_read(&c, call, f));
    if (call->argc == 2)
        names_print(c);
    for (int i = 2; i < call->argc; i++)
        TRY(catalogue_show(&page, c, text_from(call->argv[i]), f));
    buffer_write(&page);
    return true;
}

static bool fmt(struct call *call, const char *path, struct fault *f)
{
    SCOPED_BUFFER page = {0};
    struct catalogue_file file = {.name = text_from(path)};
    TRY(file_bytes(&file.bytes, call->arena, path, f));
    TRY(catalogue_fmt(&page, file, f));
    buffer_write(&page);
    return true;
}

static bool json(struct call *call, struct fault *f)
{
    SCOPED_BUFFER page = {0};
    struct catalogue *c;
    TRY(catalogue_read(&c, call, f));
    catalogue_json(&page, c);
    buffer_write(&page);
    return true;
}

static bool page_write(struct call *call, const char *folder, struct text name,
                       const struct buffer *page, struct fault *f)
{
    char *path = text_cstr(call->arena, text_printf(call->arena, "%s/%.*s.md", folder, TEXT_ARG(name)));
    FILE *out = fopen(path, "we");
    bool good = out && fwrite(page->p, 1, page->n, out) == page->n;
    if (out)
        good = fclose(out) == 0 && good;
    return good || fault_set(f, FAULT_SYSTEM, "cannot write \"%s\"", path);
}

/* One page a system, and an index, into a folder that is there. */
static bool pages(struct call *call, const char *folder, struct fault *f)
{
    struct catalogue *c;
    TRY(catalogue_read(&c, call, f));
    const struct record_type *homeless = catalogue_unnamed_system(c);
    if (homeless)
        return fault_set(f, FAULT_INPUT, "no `system` block names the system of \"%.*s\"",
                         TEXT_ARG(homeless->name));
    SCOPED_BUFFER index = {0}, schemes = {0};
    catalogue_schemes_page(&schemes, c);
    if (schemes.n)
        TRY(page_write(call, folder, TEXT("schemes"), &schemes, f));
    catalogue_index(&index, c);
    TRY(page_write(call, folder, TEXT("README"), &index, f));
    for (size_t i = 0; i < c->systems.count; i++) {
        SCOPED_BUFFER page = {0};
        catalogue_page(&page, c, c->systems.items[i]);
        TRY(page_write(call, folder, c->systems.items[i]->name, &page, f));
    }
    printf(tr("%zu pages stand in %s\n"), c->systems.count + 1 + (schemes.n > 0), folder);
    return true;
}

bool catalogue_command(struct call *call, bool *looks, struct fault *f)
{
    (void)looks;
    const char *word = call->argc > 1 ? call->argv[1] : "";
    bool only = call->argc > 2 && strcmp(call->argv[2], "--only") == 0;
    if (strcmp(word, "check") == 0 && (call->argc == 2 || only))
        return check(call, f);
    if (strcmp(word, "show") == 0)
        return show(call, f);
    if (strcmp(word, "fmt") == 0 && call->argc == 3)
        return fmt(call, call->argv[2], f);
    if (strcmp(word, "pages") == 0 && call->argc == 3)
        return pages(call, call->argv[2], f);
    if (strcmp(word, "json") == 0 && (call->argc == 2 || only))
        return json(call, f);
    return fault_set(f, FAULT_USAGE,
                     "catalogue takes check, show [NAME...], fmt FILE, pages FOLDER or json; and --only FILE...");
}
