#include "cmd/cmd.h"

bool catalogue_command(struct call *call, bool *looks, struct fault *f)
{
    (void)call;
    (void)looks;
    return fault_set(f, FAULT_USAGE, "catalogue takes check, show, fmt or json");
}
