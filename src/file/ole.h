/*
 * OLE compound files (XLS, DOC, encrypted OOXML): which streams there are, and one of them read.
 */
#ifndef SHANHAI_FILE_OLE_H
#define SHANHAI_FILE_OLE_H

#include "base/text.h"

enum ole_stream_set {
    OLE_WORKBOOK = 1,  /* "Workbook": XLS since 1997 */
    OLE_BOOK = 2,      /* "Book": XLS before */
    OLE_ENCRYPTED = 4, /* "EncryptedPackage": OOXML under a password */
    OLE_WORD = 8,      /* "WordDocument": DOC, and WPS's own */
    OLE_SLIDES = 16,   /* "PowerPoint Document" */
};

struct ole_chain {
    uint32_t *items; /* sectors in their order */
    size_t count, cap;
};

struct ole {
    int fd;
    uint32_t sector_bytes;
    struct ole_chain fat, mini_fat; /* by sector: the next one */
    struct ole_chain mini;          /* the sectors that the small ones lie in */
    unsigned streams;               /* what the directory names */
    uint32_t workbook_start, workbook_bytes;

    struct ole_chain workbook;
    bool is_mini; /* the workbook lies in small sectors */
};

/* False where it is broken. All counts are held against the size of the file. */
bool ole_open(struct ole *o, struct arena *a, int fd, int64_t size);

/* Bytes of the stream "Workbook" from `at`; fewer than n only at its end. */
size_t ole_read(const struct ole *o, void *to, size_t n, int64_t at);

#endif
