/*
 * A scope as a request or a person writes it: what is taken prints to a text that is taken again
 * and prints the same.
 */
#include "catalogue/standard.h"
#include "count/count.h"

#include <assert.h>

static const struct catalogue *catalogue(void)
{
    static struct arena arena;
    static struct catalogue *loaded;
    struct fault f = {0};
    size_t count;
    if (!loaded) {
        struct catalogue_file *files = catalogue_standard_files(&arena, &count);
        bool good = catalogue_load(&loaded, &arena, files, count, &f);
        assert(good);
    }
    return loaded;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED_ARENA a = {0};
    struct fault f = {0};
    struct scope s;
    struct text written = {(const char *)data, size};
    if (!utf8_valid(written) || !scope_parse(&s, &a, catalogue(), written, &f))
        return 0;
    struct text once = scope_print(&a, &s);
    bool again = scope_parse(&s, &a, catalogue(), once, &f);
    assert(again && text_equal(scope_print(&a, &s), once));
    return 0;
}
