/* serve: the pages, for the browser of this machine. */
#include "base/language.h"
#include "cmd/cmd.h"
#include "web/web.h"

#include <stdio.h>
#include <string.h>

static void ready(void *self, const char *url)
{
    (void)self;
    printf(tr("open %s in a browser; Ctrl-C ends\n"), url);
    fflush(stdout);
}

bool serve_command(struct call *call, bool *looks, struct fault *f)
{
    (void)looks;
    struct web_options options = {.folder = call->folder, .ready = ready};
    for (int i = 1; i < call->argc; i++) {
        if (strcmp(call->argv[i], "--listen") != 0 || i + 1 == call->argc)
            return fault_set(f, FAULT_USAGE, "serve takes --listen ADDR:PORT, not \"%s\"",
                             call->argv[i]);
        options.listen = call->argv[++i];
    }
    return web_serve(&options, f);
}
