/*
 * Where everything starts: the table of commands. The pages stand in web/pages.c.
 */
#include "cmd/cmd.h"

const struct command commands[] = {
    {"catalogue", "check|show|fmt|json", "the catalogue: check it, look things up", catalogue_command},
};

int main(int argc, char **argv)
{
    return command_run(commands, sizeof(commands) / sizeof(*commands), argc, argv);
}
