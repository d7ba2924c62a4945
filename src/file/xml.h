/*
 * A part of a ZIP as XML events, read in chunks: no DOCTYPE, no deep nesting.
 */
#ifndef SHANHAI_FILE_XML_H
#define SHANHAI_FILE_XML_H

#include "file/zip_file.h"

/* Names come without their prefix. Each returns false to stop with the fault set. */
struct xml_reader {
    bool (*open)(void *self, const char *name, const char *const *attributes, struct fault *f);
    bool (*close)(void *self, const char *name, struct fault *f);
    bool (*text)(void *self, struct text t, struct fault *f);
    void *self;
    /* Instead of `text`, where it is not NULL: with the bytes of the XML that it stands for. */
    bool (*text_at)(void *self, struct text t, size_t at, size_t length, struct fault *f);
};

bool xml_part_read(const struct parse *p, zip_t *z, uint64_t index, const struct xml_reader *r,
                   struct fault *f);
/* The same of what stands in memory. */
bool xml_bytes_read(struct text bytes, struct text file, const struct xml_reader *r,
                    struct fault *f);

/* The value of an attribute by its name without prefix; NULL where there is none. */
const char *xml_attribute(const char *const *attributes, const char *name);
bool xml_is_true(const char *value); /* "1" or "true" */
/* Digits only; false where it is none or beyond max. */
bool xml_number(int64_t *out, const char *value, int64_t max);

#endif
