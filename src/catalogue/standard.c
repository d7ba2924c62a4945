#include "catalogue/standard.h"

#include "base/embedded.h"
#include <string.h>

struct catalogue_file *catalogue_standard_files(struct arena *a, size_t *count)
{
    struct text folder = TEXT("catalogue/");
    struct catalogue_file *files = ARENA_ARRAY(a, struct catalogue_file, embedded_count() + 1);
    *count = 0;
    for (size_t i = 0; i < embedded_count(); i++) {
        const struct embedded *e = embedded_at(i);
        if (text_starts(e->path, folder))
            files[(*count)++] =
                (struct catalogue_file){text_slice(e->path, folder.n, e->path.n), e->bytes};
    }
    return files;
}
