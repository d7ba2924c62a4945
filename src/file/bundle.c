#include "file/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#define ENTRIES_MAX 1000000
#define CHUNK_BYTES 65536

struct bundle {
    zip_t *zip;
    char *path;
    struct arena arena;
};

static bool zip_fault(struct bundle *z, struct fault *f)
{
    return fault_set(f, FAULT_SYSTEM, "cannot write the archive \"%s\": %s", z->path,
                     zip_strerror(z->zip));
}

bool bundle_open(struct bundle **out, const char *path, struct fault *f)
{
    int code = 0;
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code);
    *out = NULL;
    if (!zip && code == ZIP_ER_EXISTS)
        return fault_set(f, FAULT_CONFLICT, "\"%s\" is there already and holds something", path);
    if (!zip)
        return fault_set(f, FAULT_SYSTEM, "cannot write the file \"%s\": %s", path, strerror(errno));
    struct bundle *z = memory_new(sizeof(*z));
    z->zip = zip;
    z->path = text_cstr(&z->arena, text_from(path));
    *out = z;
    return true;
}

static bool source_add(struct bundle *z, const char *name, zip_source_t *source, struct fault *f)
{
    if (source && zip_file_add(z->zip, name, source, ZIP_FL_ENC_UTF_8) >= 0)
        return true;
    if (source)
        zip_source_free(source);
    return zip_fault(z, f);
}

bool bundle_add(struct bundle *z, const char *name, const char *path, struct fault *f)
{
    return source_add(z, name, zip_source_file(z->zip, path, 0, -1), f);
}

bool bundle_add_text(struct bundle *z, const char *name, struct text bytes, struct fault *f)
{
    struct text kept = text_copy(&z->arena, bytes);
    return source_add(z, name, zip_source_buffer(z->zip, kept.p, kept.n, 0), f);
}

static void bundle_free(struct bundle *z)
{
    arena_clear(&z->arena);
    memory_free(z);
}

void bundle_abandon(struct bundle *z)
{
    if (!z)
        return;
    zip_discard(z->zip);
    bundle_free(z);
}

bool bundle_finish(struct bundle *z, struct fault *f)
{
    bool good = zip_close(z->zip) == 0;
    int fd = good ? open(z->path, O_RDONLY | O_CLOEXEC) : -1;
    if (!good)
        zip_fault(z, f);
    else if (fd < 0 || fsync(fd) != 0)
        good = fault_set(f, FAULT_SYSTEM, "cannot write the file \"%s\": %s", z->path,
                         strerror(errno));
    if (fd >= 0)
        close(fd);
    if (!good && z->zip)
        unlink(z->path);
    bundle_free(z);
    return good;
}

/* ---- unpacking ---- */

static bool name_is_safe(struct text name)
{
    if (name.n == 0 || name.n > 200 || name.p[0] == '/' || name.p[name.n - 1] == '/')
        return false;
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] == '\\' || (unsigned char)name.p[i] < 32 ||
            (name.p[i] == '.' && (i == 0 || name.p[i - 1] == '/')))
            return false;
    return true;
}

static void folders_make(struct arena *a, const char *folder, struct text name)
{
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] == '/')
            mkdir(text_printf(a, "%s/%.*s", folder, (int)i, name.p).p, 0700);
}

static bool bytes_copy(zip_file_t *from, int to, int64_t *left)
{
    char chunk[CHUNK_BYTES];
    for (;;) {
        zip_int64_t n = zip_fread(from, chunk, sizeof(chunk));
        if (n <= 0)
            return n == 0;
        if ((*left -= n) < 0)
            return false;
        for (zip_int64_t done = 0; done < n;) {
            ssize_t wrote = write(to, chunk + done, (size_t)(n - done));
            if (wrote < 0)
                return false;
            done += wrote;
        }
    }
}

static bool entry_unpack(zip_t *zip, zip_uint64_t i, const char *folder, struct text name,
                         int64_t *left, struct fault *f)
{
    SCOPED_ARENA a = {0};
    const char *path = text_printf(&a, "%s/%.*s", folder, TEXT_ARG(name)).p;
    folders_make(&a, folder, name);
    zip_file_t *from = zip_fopen_index(zip, i, 0);
    int to = from ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600) : -1;
    bool good = to >= 0 && bytes_copy(from, to, left) && fsync(to) == 0;
    if (to >= 0)
        good = close(to) == 0 && good;
    if (from)
        zip_fclose(from);
    if (good)
        return true;
    if (*left < 0)
        return fault_set(f, FAULT_LIMIT, "the archive holds more than a programme can");
    return fault_set(f, FAULT_INPUT, "cannot unpack \"%.*s\"", TEXT_ARG(name));
}

bool bundle_unpack(const char *path, const char *folder, bool (*allowed)(struct text name),
                    int64_t bytes_max, struct fault *f)
{
    int code = 0;
    zip_t *zip = zip_open(path, ZIP_RDONLY, &code);
    if (!zip)
        return fault_set(f, FAULT_INPUT, "\"%s\" is not a backup of a programme", path);
    zip_int64_t count = zip_get_num_entries(zip, 0);
    bool good = count <= ENTRIES_MAX || fault_set(f, FAULT_LIMIT, "the archive holds more than a programme can");
    for (zip_uint64_t i = 0; good && i < (zip_uint64_t)count; i++) {
        struct text name = text_from(zip_get_name(zip, i, 0));
        if (!name_is_safe(name) || !allowed(name))
            good = fault_set(f, FAULT_INPUT, "\"%s\" holds \"%.*s\", which no backup does", path,
                             TEXT_ARG(name));
        good = good && entry_unpack(zip, i, folder, name, &bytes_max, f);
    }
    zip_discard(zip);
    return good;
}
