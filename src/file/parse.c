#include "file/parse.h"

#include "file/encoding.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MIB (INT64_C(1) << 20)

const struct table_limits TABLE_LIMITS = {
    .file_bytes_max = 2048 * MIB,
    .entry_bytes_max = 4096 * MIB,
    .ratio_max = 200,
    .rows_max = 20000000,
    .columns_max = 16384,
    .cell_bytes_max = 98301,
    .depth_max = 1,
    .shared_string_bytes_max = 32 * MIB,
    .seconds_max = 300,
};

bool parse_row(struct parse *p, struct sheet_row *row, struct fault *f)
{
    while (row->cell_count && row->cells[row->cell_count - 1].kind == CELL_EMPTY)
        row->cell_count--;
    if (row->cell_count == 0)
        return true;
    if (++p->rows > p->limits->rows_max)
        return fault_set(f, FAULT_LIMIT, "\"%.*s\" has more than %lld rows", TEXT_ARG(p->name),
                         (long long)p->limits->rows_max);
    return p->sink->row(p->sink->self, row, f);
}

bool parse_run(struct parse *p, struct fault *f)
{
    static bool (*const readers[])(struct parse *, struct fault *) = {
        [FILE_CSV] = csv_parse,
        [FILE_XLSX] = xlsx_parse,
        [FILE_XLS] = xls_parse,
        [FILE_ARCHIVE] = archive_parse,
    };
    enum file_kind kind;
    TRY(file_kind_find(&kind, p, f));
    return readers[kind](p, f);
}

/* ---- what must be open before the sandbox closes ---- */

static int unlinked_open_in(const char *folder)
{
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd >= 0)
        return fd;
    SCOPED_ARENA a = {0};
    char *path = text_cstr(&a, text_printf(&a, "%s/shanhai-XXXXXX", folder));
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

static int unlinked_open(void)
{
    const char *const folders[] = {getenv("TMPDIR"), "/var/tmp", "/tmp"};
    int fd = -1;
    for (int i = 0; i < 3 && fd < 0; i++)
        if (folders[i] && folders[i][0] == '/')
            fd = unlinked_open_in(folders[i]);
    return fd;
}

bool parse_open(struct parse *p, struct fault *f)
{
    struct stat s;
    p->spill_fd = -1;
    for (int i = 0; i < PARSE_DEPTH_MAX; i++)
        p->unpack_fd[i] = -1;
    if (fstat(p->fd, &s) != 0 || !S_ISREG(s.st_mode))
        return fault_set(f, FAULT_INPUT, "\"%.*s\" is not a file", TEXT_ARG(p->name));
    p->size = s.st_size;
    if (p->size > p->limits->file_bytes_max)
        return fault_set(f, FAULT_LIMIT, "\"%.*s\" is larger than %lld bytes", TEXT_ARG(p->name),
                         (long long)p->limits->file_bytes_max);
    encoding_prepare();
    p->spill_fd = unlinked_open();
    bool is_open = p->spill_fd >= 0;
    for (int i = 0; i < p->limits->depth_max && i < PARSE_DEPTH_MAX; i++)
        is_open = (p->unpack_fd[i] = unlinked_open()) >= 0 && is_open;
    return is_open
               ? true
               : fault_set(f, FAULT_SYSTEM, "no temporary file can be made: %s", strerror(errno));
}

void parse_close(struct parse *p)
{
    for (int i = 0; i < PARSE_DEPTH_MAX; i++)
        if (p->unpack_fd[i] >= 0)
            close(p->unpack_fd[i]);
    if (p->spill_fd >= 0)
        close(p->spill_fd);
}

bool table_parse_here(int fd, struct text name, const struct table_limits *limits,
                      const struct table_sink *sink, struct fault *f)
{
    struct parse p = {.fd = fd, .name = name, .limits = limits, .sink = sink};
    bool is_read = parse_open(&p, f) && parse_run(&p, f);
    parse_close(&p);
    return is_read;
}
