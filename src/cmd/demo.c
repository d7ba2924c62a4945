/* demo: the demonstration's workbooks, and the programme made from them. */
#include "demo/demo.h"
#include "base/embedded.h"
#include "base/language.h"
#include "cmd/cmd.h"
#include "ledger/ledger.h"
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_there(struct call *call, const char *dir, const char *name)
{
    struct stat s;
    return stat(text_cstr(call->arena, text_printf(call->arena, "%s/%s", dir, name)), &s) == 0;
}

bool demo_command(struct call *call, bool *looks, struct fault *f)
{
    demo_files files = {0};
    bool is_new = flag_take(call, "--new"), only_workbooks = flag_take(call, "--workbooks");
    (void)looks;
    (void)only_workbooks;
    TRY(words_end(call, 1, 1, "demo DIR [--new] [--workbooks]", f));
    const char *dir = call->argv[1];
    if (!is_new && is_there(call, dir, "workbooks/planted.tsv")) {
        printf(tr("The demonstration stands in \"%s\" already; --new makes it again.\n"), dir);
        return true;
    }
    TRY(demo_write_workbooks(dir, DEMO_SEED, &files, call->arena, f));
    printf(tr("%lld workbooks stand in \"%s/workbooks\".\n"), (long long)files.count, dir);
    return true;
}
