/* One sheet's XML without the ZIP around it. */
#include "file/xlsx.h"
#include "parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct table_sink sink = {fuzz_sheet, fuzz_row, NULL};
    struct fault f = {0};
    struct parse p = {.fd = memfd_create("fuzz", MFD_CLOEXEC),
                      .name = TEXT("a.xlsx"),
                      .limits = &TABLE_LIMITS,
                      .sink = &sink};
    bool is_open = parse_open(&p, &f);
    assert(is_open);
    struct xlsx x = {.parse = &p, .bytes = {(const char *)data, size}};
    const struct xlsx_sheet sheet = {.name = TEXT("a"), .part = 0};
    bool is_ready = strings_open(&x.strings, p.spill_fd, 16, &f) &&
                    strings_add(&x.strings, TEXT("first"), &f) &&
                    strings_add(&x.strings, TEXT("second"), &f);
    assert(is_ready);
    LIST_ADD(&x.arena, &x.is_day, false);
    LIST_ADD(&x.arena, &x.is_day, true);
    if (size && !xlsx_sheet_read(&x, &sheet, 0, &f))
        assert(f.kind != FAULT_NONE);
    strings_clear(&x.strings);
    arena_clear(&x.arena);
    parse_close(&p);
    close(p.fd);
    return 0;
}
