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

/*
 * Takes `--name VALUE` out of the call's words; false where it is not there (value stays). A
 * trailing --name without a value is left, for words_end to complain about.
 */
bool option_take(struct call *call, const char *name, const char **value);
bool flag_take(struct call *call, const char *name);
/* FAULT_USAGE where other than `least` to `most` words are left behind the command's name, or one
 * of them is an unknown option. */
bool words_end(const struct call *call, int least, int most, const char *usage, struct fault *f);

int command_run(const struct command *commands, size_t count, int argc, char **argv);

bool catalogue_command(struct call *call, bool *looks, struct fault *f);
bool subsidy_command(struct call *call, bool *looks, struct fault *f);
bool init_command(struct call *call, bool *looks, struct fault *f);
bool demo_command(struct call *call, bool *looks, struct fault *f);
bool import_command(struct call *call, bool *looks, struct fault *f);
bool template_command(struct call *call, bool *looks, struct fault *f);
bool form_command(struct call *call, bool *looks, struct fault *f);
bool figure_command(struct call *call, bool *looks, struct fault *f);
bool trace_command(struct call *call, bool *looks, struct fault *f);
bool sample_command(struct call *call, bool *looks, struct fault *f);
bool check_command(struct call *call, bool *looks, struct fault *f);
bool match_command(struct call *call, bool *looks, struct fault *f);
bool care_command(struct call *call, bool *looks, struct fault *f);
bool verify_command(struct call *call, bool *looks, struct fault *f);
bool batches_command(struct call *call, bool *looks, struct fault *f);
bool key_command(struct call *call, bool *looks, struct fault *f);
bool erase_command(struct call *call, bool *looks, struct fault *f);
bool backup_command(struct call *call, bool *looks, struct fault *f);
bool restore_command(struct call *call, bool *looks, struct fault *f);
bool record_command(struct call *call, bool *looks, struct fault *f);
bool serve_command(struct call *call, bool *looks, struct fault *f);
bool prove_command(struct call *call, bool *looks, struct fault *f);
bool report_command(struct call *call, bool *looks, struct fault *f);
bool assess_command(struct call *call, bool *looks, struct fault *f);
bool receipt_command(struct call *call, bool *looks, struct fault *f);
bool compare_command(struct call *call, bool *looks, struct fault *f);
bool bind_command(struct call *call, bool *looks, struct fault *f);

#endif
