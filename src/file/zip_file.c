#include "file/zip_file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define DENSE_BYTES_MIN (INT64_C(16) << 20) /* below it any ratio is harmless */

static bool zip_broken(const struct parse *p, struct fault *f)
{
    fault_set(f, FAULT_INPUT, "\"%.*s\" is broken or was cut short", TEXT_ARG(p->name));
    return fault_hint(f,
                      "copy or download it once more; if it opens in WPS or Excel, save it again");
}

bool zip_file_open(zip_t **out, const struct parse *p, struct fault *f)
{
    int fd = dup(p->fd), error;
    if (fd < 0)
        return fault_set(f, FAULT_SYSTEM, "cannot read the file: %s", strerror(errno));
    lseek(fd, 0, SEEK_SET);
    *out = zip_fdopen(fd, 0, &error);
    if (*out)
        return true;
    close(fd);
    return zip_broken(p, f);
}

void zip_file_close(zip_t **z)
{
    if (*z)
        zip_discard(*z);
    *z = NULL;
}

bool zip_file_has(zip_t *z, const char *name)
{
    return zip_name_locate(z, name, 0) >= 0;
}

bool zip_part_open(struct zip_part *out, const struct parse *p, zip_t *z, uint64_t index,
                   struct fault *f)
{
    zip_stat_t s;
    zip_stat_init(&s);
    *out = (struct zip_part){.archive = p->name, .limits = p->limits};
    if (zip_stat_index(z, index, 0, &s) != 0 || !(s.valid & ZIP_STAT_NAME))
        return zip_broken(p, f);
    if ((s.valid & ZIP_STAT_ENCRYPTION_METHOD) && s.encryption_method != ZIP_EM_NONE) {
        fault_set(f, FAULT_INPUT, "\"%.*s\" is under a password", TEXT_ARG(p->name));
        return fault_hint(f, "unpack it with the password and hand in the files themselves");
    }
    out->name = text_from(s.name);
    out->packed = s.valid & ZIP_STAT_COMP_SIZE && (int64_t)s.comp_size < p->size
                      ? (int64_t)s.comp_size
                      : p->size;
    out->file = zip_fopen_index(z, index, 0);
    return out->file ? true : zip_broken(p, f);
}

bool zip_part_read(size_t *out, struct zip_part *part, void *to, size_t cap, struct fault *f)
{
    zip_int64_t n = zip_fread(part->file, to, cap);
    if (n < 0) {
        fault_set(f, FAULT_INPUT, "\"%.*s\" is broken or was cut short", TEXT_ARG(part->archive));
        return fault_hint(
            f, "copy or download it once more; if it opens in WPS or Excel, save it again");
    }
    *out = (size_t)n;
    part->unpacked += n;
    const struct table_limits *l = part->limits;
    if (part->unpacked > l->entry_bytes_max)
        return fault_set(f, FAULT_LIMIT, "\"%.*s\": unpacked it is more than %lld bytes",
                         TEXT_ARG(part->archive), (long long)l->entry_bytes_max);
    if (part->unpacked > DENSE_BYTES_MIN && part->unpacked / l->ratio_max > part->packed)
        return fault_set(f, FAULT_LIMIT, "\"%.*s\": unpacked it is more than %lld times as large",
                         TEXT_ARG(part->archive), (long long)l->ratio_max);
    return true;
}

void zip_part_close(struct zip_part *part)
{
    if (part->file)
        zip_fclose(part->file);
    part->file = NULL;
}

bool zip_part_bytes(struct text *out, struct arena *a, const struct parse *p, zip_t *z,
                    uint64_t index, struct fault *f)
{
    SCOPED_PART part = {0};
    SCOPED_BUFFER bytes = {0};
    char chunk[65536];
    TRY(zip_part_open(&part, p, z, index, f));
    for (size_t n = 1; n;) {
        TRY(zip_part_read(&n, &part, chunk, sizeof(chunk), f));
        buffer_add(&bytes, (struct text){chunk, n});
    }
    *out = text_copy(a, buffer_text(&bytes));
    return true;
}
