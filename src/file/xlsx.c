#include "file/parse.h"
bool xlsx_parse(struct parse *p, struct fault *f)
{
    return fault_set(f, FAULT_INPUT, "\"%.*s\" is %s", TEXT_ARG(p->name), "not read yet");
}
bool xls_parse(struct parse *p, struct fault *f)
{
    return xlsx_parse(p, f);
}
bool archive_parse(struct parse *p, struct fault *f)
{
    return xlsx_parse(p, f);
}
