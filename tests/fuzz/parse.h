/* What the fuzz targets of src/file share: bytes as an open file, and a sink that looks at all. */
#include "file/encoding.h"
#include "file/parse.h"
#include <assert.h>
#include <sys/mman.h>
#include <unistd.h>

static inline int bytes_file(const uint8_t *data, size_t size)
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);
    assert(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    return fd;
}

static inline bool fuzz_sheet(void *self, const struct sheet *s, struct fault *f)
{
    (void)self, (void)f;
    assert(encoding_is_utf8(s->file) && encoding_is_utf8(s->name));
    for (size_t i = 0; i < s->hidden_column_count; i++)
        assert(s->hidden_columns[i] == true || s->hidden_columns[i] == false);
    return true;
}

static inline bool fuzz_row(void *self, const struct sheet_row *r, struct fault *f)
{
    (void)self, (void)f;
    assert(r->cell_count > 0 && r->cells[r->cell_count - 1].kind != CELL_EMPTY);
    for (size_t i = 0; i < r->cell_count; i++)
        assert(encoding_is_utf8(r->cells[i].text));
    return true;
}

static inline int fuzz_table(const uint8_t *data, size_t size, const char *name)
{
    const struct table_sink sink = {fuzz_sheet, fuzz_row, NULL};
    struct fault f = {0};
    int fd = bytes_file(data, size);
    struct table_limits limits = TABLE_LIMITS;
    limits.shared_string_bytes_max = 64;
    if (!table_parse_here(fd, text_from(name), &limits, &sink, &f))
        assert(f.kind != FAULT_NONE && f.kind != FAULT_SYSTEM && f.message[0]);
    close(fd);
    return 0;
}
