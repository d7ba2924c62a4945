/* XLS (BIFF) through libfreexl, which wants a path and keeps a whole sheet in memory. */
#include "file/parse.h"
bool xls_parse(struct parse *p, struct fault *f)
{
    return fault_set(f, FAULT_INPUT, "\"%.*s\" is %s", TEXT_ARG(p->name), "not read yet");
}
bool archive_parse(struct parse *p, struct fault *f)
{
    return xls_parse(p, f);
}
