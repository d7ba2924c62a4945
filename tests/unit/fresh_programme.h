/* A programme for each test of a group: made once, then copied, since making one takes longer than
 * most tests do. */
#include "ledger/ledger.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PROGRAMME_OF_ZHAOTONG                                                                      \
    "programme test zh \"试验\" en \"Test\" west 5306 from 2016-09-01\n"                           \
    "party dongguan region 4419 from 2016-09-01 says \"东莞\"\n"

static char fresh_folder[] = "/tmp/shanhai-fresh-XXXXXX";
static struct arena fresh_arena;
static struct text fresh_recovery; /* the code that opens every copy */

static inline int fresh_make(struct text catalogue)
{
    struct fault f = {0};
    struct programme_new programme = {
        .catalogue_text = catalogue, .recovery = &fresh_recovery, .arena = &fresh_arena};
    if (!mkdtemp(fresh_folder))
        return -1;
    const char *made = text_printf(&fresh_arena, "%s/made", fresh_folder).p;
    return ledger_init(made, &programme, &f) ? 0 : (print_message("%s\n", f.message), -1);
}

static inline int shell(const char *command)
{
    return system(command);
}

/* Opens a copy in a folder that is not there yet, for writing; a cmocka set-up's answer. */
static inline int fresh_open(struct ledger **out, const char *folder)
{
    SCOPED_ARENA a = {0};
    struct fault f = {0};
    if (shell(text_printf(&a, "cp -r %s/made %s", fresh_folder, folder).p) != 0)
        return -1;
    return ledger_open(out, folder, STORE_WRITE, &f) ? 0 : (print_message("%s\n", f.message), -1);
}

static inline int fresh_remove(void **state)
{
    SCOPED_ARENA a = {0};
    (void)state;
    arena_clear(&fresh_arena);
    return shell(text_printf(&a, "rm -rf %s", fresh_folder).p);
}
