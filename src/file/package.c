#include "file/package.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define SEARCHED_MAX (32 << 20)
#define PARTS_MAX 2000
#define CODE_HALF 4
#define CODE_BYTES (2 * CODE_HALF + 1)

struct package {
    struct arena arena;
    zip_t *zip;
    const char *path;
    zip_uint16_t dos_day; /* of every part; 0: as it comes */
    bool is_broken;
};

bool package_open(struct package **out, const char *path, struct fault *f)
{
    int error = 0;
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (!zip)
        return fault_set(f, FAULT_SYSTEM, "cannot write \"%s\": %s", path, strerror(errno));
    struct package *p = memory_new(sizeof(*p));
    p->zip = zip;
    p->path = text_cstr(&p->arena, text_from(path));
    *out = p;
    return true;
}

bool package_open_on(struct package **out, const char *path, struct day day, struct fault *f)
{
    int year, month, mday;
    TRY(package_open(out, path, f));
    day_split(day, &year, &month, &mday);
    year = year < 1980 ? 1980 : year > 2107 ? 2107 : year;
    (*out)->dos_day = (zip_uint16_t)((year - 1980) << 9 | month << 5 | mday);
    return true;
}

static void source_add(struct package *p, const char *name, zip_source_t *source)
{
    zip_int64_t at = source ? zip_file_add(p->zip, name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) {
        zip_source_free(source);
        p->is_broken = true;
    } else if (p->dos_day &&
               zip_file_set_dostime(p->zip, (zip_uint64_t)at, 0, p->dos_day, 0) != 0) {
        p->is_broken = true;
    }
}

void package_part(struct package *p, const char *name, struct text bytes)
{
    struct text kept = text_copy(&p->arena, bytes); /* it is read when the file is written */
    source_add(p, name, zip_source_buffer(p->zip, kept.p, kept.n, 0));
}

void package_file(struct package *p, const char *name, const char *path)
{
    source_add(p, name, zip_source_file(p->zip, path, 0, -1));
}

bool package_finish(struct package *p, struct fault *f)
{
    bool good = !p->is_broken && zip_close(p->zip) == 0;
    if (!good) {
        fault_set(f, FAULT_SYSTEM, "cannot write \"%s\": %s", p->path, zip_strerror(p->zip));
        zip_discard(p->zip);
    }
    arena_clear(&p->arena);
    memory_free(p);
    return good;
}

/* ---- codes in bytes ---- */

static bool is_code_byte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

static bool is_code(const char *p)
{
    for (int i = 0; i < CODE_BYTES; i++)
        if (i == CODE_HALF ? p[i] != '-' : !is_code_byte(p[i]))
            return false;
    return true;
}

struct text package_code_in(struct text bytes, bool (*is_wanted)(void *self, struct text code),
                            void *self)
{
    for (size_t i = 0; i + CODE_BYTES <= bytes.n; i++) {
        struct text code = {bytes.p + i, CODE_BYTES};
        if (is_code(code.p) && is_wanted(self, code))
            return code;
    }
    return (struct text){"", 0};
}

static void part_read(struct buffer *out, zip_t *zip, zip_uint64_t i)
{
    char part[65536];
    zip_int64_t n;
    zip_file_t *file = zip_fopen_index(zip, i, 0);
    if (!file)
        return;
    while (out->n < SEARCHED_MAX && (n = zip_fread(file, part, sizeof(part))) > 0)
        buffer_add(out, (struct text){part, (size_t)n});
    zip_fclose(file);
}

static bool parts_read(struct buffer *out, const char *path)
{
    int error;
    zip_t *zip = zip_open(path, ZIP_RDONLY, &error);
    if (!zip)
        return false;
    zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count && i < PARTS_MAX; i++)
        part_read(out, zip, (zip_uint64_t)i);
    zip_discard(zip);
    return true;
}

static bool bytes_read(struct buffer *out, const char *path, struct fault *f)
{
    char part[65536];
    size_t n;
    FILE *file = fopen(path, "rbe");
    if (!file)
        return fault_set(f, FAULT_ABSENT, "%s cannot be opened: %s", path, strerror(errno));
    while (out->n < SEARCHED_MAX && (n = fread(part, 1, sizeof(part), file)) > 0)
        buffer_add(out, (struct text){part, n});
    fclose(file);
    return true;
}

bool package_code_find(struct text *out, struct arena *a, const char *path,
                       bool (*is_wanted)(void *self, struct text code), void *self, struct fault *f)
{
    SCOPED_BUFFER bytes = {0};
    if (!parts_read(&bytes, path))
        TRY(bytes_read(&bytes, path, f));
    *out = text_copy(a, package_code_in(buffer_text(&bytes), is_wanted, self));
    return true;
}
