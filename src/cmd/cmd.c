#include "cmd/cmd.h"

#include "base/language.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fault_print(const struct fault *f)
{
    fprintf(stderr, "shanhai: %s\n", f->message);
    if (f->hint[0])
        fprintf(stderr, "  %s\n", f->hint);
}

static int usage_print(const struct command *commands, size_t count, FILE *to)
{
    fprintf(to, "shanhai [-C DIR] [--format table|tsv|json] [--lang zh|en] COMMAND ...\n\n");
    for (size_t i = 0; i < count; i++)
        fprintf(to, "  %-10s %-40s %s\n", commands[i].name, commands[i].usage, tr(commands[i].about));
    return to == stdout ? 0 : 2;
}

static bool format_read(enum output_format *out, const char *word, struct fault *f)
{
    static const char *const names[] = {"table", "tsv", "json"};
    for (int i = 0; i < 3; i++)
        if (word && strcmp(word, names[i]) == 0) {
            *out = (enum output_format)i;
            return true;
        }
    return fault_set(f, FAULT_USAGE, "--format takes table, tsv or json, not \"%s\"", word ? word : "");
}

static void words_remove(struct call *call, int at, int count)
{
    for (int i = at; i + count < call->argc; i++)
        call->argv[i] = call->argv[i + count];
    call->argc -= count;
}

bool option_take(struct call *call, const char *name, const char **value)
{
    for (int i = 1; i + 1 < call->argc; i++)
        if (strcmp(call->argv[i], name) == 0) {
            *value = call->argv[i + 1];
            words_remove(call, i, 2);
            return true;
        }
    return false;
}

bool flag_take(struct call *call, const char *name)
{
    for (int i = 1; i < call->argc; i++)
        if (strcmp(call->argv[i], name) == 0) {
            words_remove(call, i, 1);
            return true;
        }
    return false;
}

/* A usage line is the same in every language. */
static bool hint_usage(struct fault *f, const char *usage)
{
    snprintf(f->hint, sizeof(f->hint), "shanhai %s", usage);
    return false;
}

bool words_end(const struct call *call, int least, int most, const char *usage, struct fault *f)
{
    for (int i = 1; i < call->argc; i++)
        if (strncmp(call->argv[i], "--", 2) == 0) {
            fault_set(f, FAULT_USAGE, "%s knows no option \"%s\", or its value is missing",
                      call->argv[0], call->argv[i]);
            return hint_usage(f, usage);
        }
    if (call->argc - 1 >= least && call->argc - 1 <= most)
        return true;
    fault_set(f, FAULT_USAGE, "%s was given %d words", call->argv[0], call->argc - 1);
    return hint_usage(f, usage);
}

/* Takes the shared options out of argv, wherever they stand. */
static bool shared_options(struct call *call, struct fault *f)
{
    int kept = 0;
    for (int i = 0; i < call->argc; i++) {
        const char *word = call->argv[i], *next = i + 1 < call->argc ? call->argv[i + 1] : NULL;
        if (strcmp(word, "-C") == 0 && next) {
            call->folder = next;
            i++;
        } else if (strcmp(word, "--format") == 0) {
            TRY(format_read(&call->format, next, f));
            i++;
        } else if (strcmp(word, "--lang") == 0 && next) {
            language_set(strcmp(next, "en") == 0 ? LANGUAGE_EN : LANGUAGE_ZH);
            i++;
        } else {
            call->argv[kept++] = call->argv[i];
        }
    }
    call->argc = kept;
    return true;
}

int command_run(const struct command *commands, size_t count, int argc, char **argv)
{
    SCOPED_ARENA arena = {0};
    struct fault f = {0};
    const char *folder = getenv("SHANHAI");
    struct call call = {folder ? folder : ".", FORMAT_TABLE, argc - 1, argv + 1, &arena};
    const char *lang = getenv("SHANHAI_LANG");
    language_set(lang && strcmp(lang, "en") == 0 ? LANGUAGE_EN : LANGUAGE_ZH);
    if (!shared_options(&call, &f)) {
        fault_print(&f);
        return fault_exit_code(f.kind);
    }
    if (call.argc == 0)
        return usage_print(commands, count, stderr);
    if (strcmp(call.argv[0], "help") == 0 || strcmp(call.argv[0], "--help") == 0)
        return usage_print(commands, count, stdout);
    for (size_t i = 0; i < count; i++) {
        if (strcmp(commands[i].name, call.argv[0]) != 0)
            continue;
        bool looks = false;
        if (commands[i].run(&call, &looks, &f))
            return looks ? 1 : 0;
        fault_print(&f);
        return fault_exit_code(f.kind);
    }
    fault_set(&f, FAULT_USAGE, "there is no command \"%s\"", call.argv[0]);
    fault_print(&f);
    return usage_print(commands, count, stderr);
}
