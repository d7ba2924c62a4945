/*
 * The edge to the terminal: finds the command, reads the options all commands share, prints a
 * fault once and gives its exit code.
 */
#ifndef SHANHAI_CMD_CMD_H
#define SHANHAI_CMD_CMD_H

#include "base/fault.h"
#include "base/text.h"

enum output_format { FORMAT_TABLE, FORMAT_TSV, FORMAT_JSON };

/* What every command is given. */
struct call {
    const char *folder; /* -C DIR, else $SHANHAI, else "." */
    enum output_format format;
    int argc; /* what is left after the shared options: argv[0] is the command's name */
    char **argv;
    struct arena *arena; /* of this call */
};

struct command {
    const char *name, *usage, *about;
    /* Returns false with the fault set; *looks becomes true for exit code 1. */
    bool (*run)(struct call *call, bool *looks, struct fault *f);
};

int command_run(const struct command *commands, size_t count, int argc, char **argv);

bool catalogue_command(struct call *call, bool *looks, struct fault *f);
bool serve_command(struct call *call, bool *looks, struct fault *f);

#endif
