/*
 * A ZIP and its parts as streams whose length is counted while inflating: what headers say about
 * sizes is not believed.
 */
#ifndef SHANHAI_FILE_ZIP_FILE_H
#define SHANHAI_FILE_ZIP_FILE_H

#include "file/parse.h"
#include <zip.h>

/* Through a duplicate of p->fd. INPUT where the ZIP is cut short or broken. */
bool zip_file_open(zip_t **out, const struct parse *p, struct fault *f);
void zip_file_close(zip_t **z);
#define SCOPED_ZIP __attribute__((cleanup(zip_file_close))) zip_t

bool zip_file_has(zip_t *z, const char *name);

struct zip_part {
    zip_file_t *file;
    struct text archive, name; /* for messages */
    int64_t packed, unpacked;  /* bytes; unpacked so far */
    const struct table_limits *limits;
};

/* faults  INPUT absent, encrypted or broken */
bool zip_part_open(struct zip_part *out, const struct parse *p, zip_t *z, uint64_t index,
                   struct fault *f);
/* 0 at the end. faults  INPUT broken; LIMIT larger or denser than the limits */
bool zip_part_read(size_t *out, struct zip_part *part, void *to, size_t cap, struct fault *f);
void zip_part_close(struct zip_part *part);
#define SCOPED_PART __attribute__((cleanup(zip_part_close))) struct zip_part
/* A whole part, within the limits. */
bool zip_part_bytes(struct text *out, struct arena *a, const struct parse *p, zip_t *z,
                    uint64_t index, struct fault *f);

#endif
