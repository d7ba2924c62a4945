/* A form's written text, and a code looked for in a document's bytes. */
#include "catalogue/catalogue.h"
#include "file/package.h"

#include <stddef.h>
#include <stdint.h>

static const char catalogue[] = "unit person zh \"人\"\n"
                                "record a.b\n  label zh \"甲\"\n  key code\n  when day\n"
                                "  field 1 code text required zh \"号\"\n"
                                "  field 2 day day required zh \"日\"\n"
                                "indicator a.c\n  label zh \"数\"\n  unit person\n  over a.b\n  value count()\n"
                                "form f\n  label zh \"表\"\n  text t\n";

static bool is_any(void *self, struct text code)
{
    (void)self;
    return code.n > 0 && code.p[0] == 'Z';
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED_ARENA a = {0};
    struct text bytes = {(const char *)data, size};
    struct catalogue_file files[] = {{TEXT("f.cat"), TEXT(catalogue)}, {TEXT("text/t.txt"), bytes}};
    struct catalogue *c;
    struct fault f = {0};
    catalogue_load(&c, &a, files, 2, &f);
    package_code_in(bytes, is_any, NULL);
    return 0;
}
