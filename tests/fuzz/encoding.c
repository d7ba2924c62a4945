/* What is said to be of an encoding decodes to the end, and to UTF-8. */
#include "parse.h"
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fault f = {0};
    enum encoding e;
    SCOPED_ARENA a = {0};
    SCOPED_BUFFER all = {0};
    encoding_prepare();
    int fd = bytes_file(data, size);
    if (encoding_find(&e, fd, &f)) {
        char to[4096];
        struct decoder d;
        decoder_open(&d, &a, fd, e);
        for (size_t n = 1; n;) {
            bool is_read = decoder_read(&n, &d, to, sizeof(to), &f);
            assert(is_read);
            buffer_add(&all, (struct text){to, n});
        }
        assert(encoding_is_utf8(buffer_text(&all)));
        assert(encoding_is_utf8(buffer_text(&all)) == utf8_valid(buffer_text(&all)));
    }
    struct text t = {(const char *)data, size};
    assert(encoding_is_utf8(t) == utf8_valid(t));
    close(fd);
    return 0;
}
