/* The guard's reading of Host: whatever is let in names loopback, and nothing crashes. */
#include "web/exchange.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text host = {(const char *)data, size};
    if (guard_host_is_ours(host)) {
        assert(text_starts(host, TEXT("127.0.0.1")) || text_starts(host, TEXT("localhost")));
        assert(size <= sizeof("127.0.0.1:65535") - 1);
        assert(text_find(host, TEXT("@")) < 0 && text_find(host, TEXT("/")) < 0);
    }
    return 0;
}
