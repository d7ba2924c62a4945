/*
 * A ZIP of workbooks: each is unpacked into an unlinked file and read like any other. Names inside
 * are never used as paths; one that would leave the archive is refused all the same, because an
 * archive that tries is not to be trusted.
 */
#include "file/encoding.h"
#include "file/zip_file.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#define CHUNK_BYTES 65536

/* Endings of tables, also of those that are refused, so that they are refused aloud. */
static const char *const endings[] = {".xlsx", ".xlsm", ".xltx", ".xls", ".xlsb", ".csv",
                                      ".tsv",  ".txt",  ".et",   ".ett", ".ods",  ".zip"};

static bool name_is_table(struct text name)
{
    const char *slash = name.n ? memrchr(name.p, '/', name.n) : NULL;
    struct text file = slash ? text_slice(name, (size_t)(slash - name.p) + 1, name.n) : name;
    if (text_starts(name, TEXT("__MACOSX/")) || text_starts(file, TEXT("~$")) ||
        text_starts(file, TEXT(".")))
        return false;
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++) {
        size_t n = strlen(endings[i]);
        if (file.n > n && strncasecmp(file.p + file.n - n, endings[i], n) == 0)
            return true;
    }
    return false;
}

static bool name_leaves(struct text name)
{
    if (name.n == 0 || name.p[0] == '/' || name.p[0] == '\\' || (name.n > 1 && name.p[1] == ':') ||
        memchr(name.p, '\0', name.n))
        return true;
    for (size_t from = 0, at = 0; at <= name.n; at++) {
        if (at < name.n && name.p[at] != '/' && name.p[at] != '\\')
            continue;
        if (text_is(text_slice(name, from, at), ".."))
            return true;
        from = at + 1;
    }
    return false;
}

static bool name_read(struct text *out, struct arena *a, const struct parse *p, zip_t *z,
                      uint64_t index, struct fault *f)
{
    const char *raw = zip_get_name(z, index, ZIP_FL_ENC_RAW);
    if (!encoding_to_utf8(a, out, text_from(raw)))
        return fault_set(f, FAULT_INPUT, "\"%.*s\": the name of file %lld in it cannot be read",
                         TEXT_ARG(p->name), (long long)index + 1);
    if (name_leaves(*out))
        return fault_set(f, FAULT_LIMIT, "\"%.*s\": the path \"%.*s\" leads out of the archive",
                         TEXT_ARG(p->name), TEXT_ARG(*out));
    return true;
}

static bool bytes_write(int fd, const char *p, size_t n, int64_t at, struct fault *f)
{
    while (n) {
        ssize_t wrote = pwrite(fd, p, n, at);
        if (wrote <= 0)
            return fault_set(f, FAULT_SYSTEM, "no temporary file can be written: %s",
                             strerror(errno));
        p += wrote;
        n -= (size_t)wrote;
        at += wrote;
    }
    return true;
}

static bool entry_unpack(struct parse *to, const struct parse *p, zip_t *z, uint64_t index,
                         struct fault *f)
{
    char chunk[CHUNK_BYTES];
    SCOPED_PART part = {0};
    TRY(zip_part_open(&part, p, z, index, f));
    if (ftruncate(to->fd, 0) != 0)
        return fault_set(f, FAULT_SYSTEM, "no temporary file can be written: %s", strerror(errno));
    to->size = 0;
    for (size_t n = 1; n; to->size += (int64_t)n) {
        TRY(zip_part_read(&n, &part, chunk, sizeof(chunk), f));
        TRY(bytes_write(to->fd, chunk, n, to->size, f));
    }
    return true;
}

static bool entry_read(struct parse *p, zip_t *z, uint64_t index, bool *is_table, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct text name;
    TRY(name_read(&name, &a, p, z, index, f));
    *is_table = name_is_table(name);
    if (!*is_table)
        return true;
    struct parse inner = *p;
    inner.name = text_printf(&a, "%.*s/%.*s", TEXT_ARG(p->name), TEXT_ARG(name));
    inner.fd = p->unpack_fd[p->depth];
    inner.depth = p->depth + 1;
    TRY(entry_unpack(&inner, p, z, index, f));
    TRY(parse_run(&inner, f));
    p->rows = inner.rows;
    return true;
}

bool archive_parse(struct parse *p, struct fault *f)
{
    if (p->depth >= p->limits->depth_max || p->depth >= PARSE_DEPTH_MAX) {
        fault_set(f, FAULT_LIMIT, "\"%.*s\" is an archive within an archive", TEXT_ARG(p->name));
        return fault_hint(f, "unpack it, and hand in the files themselves or a ZIP");
    }
    SCOPED_ZIP *z = NULL;
    TRY(zip_file_open(&z, p, f));
    int64_t count = zip_get_num_entries(z, 0);
    bool has_table = false, is_table;
    for (int64_t i = 0; i < count; i++) {
        TRY(entry_read(p, z, (uint64_t)i, &is_table, f));
        has_table |= is_table;
    }
    if (has_table)
        return true;
    fault_set(f, FAULT_INPUT, "\"%.*s\" holds no table", TEXT_ARG(p->name));
    return fault_hint(f, "check that the right file was chosen");
}
