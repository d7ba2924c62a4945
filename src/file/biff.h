/*
 * XLS as a sequence of records (BIFF8), and what its sheets share.
 *
 * A reader of our own: Debian's libfreexl drops the values of formulas without a word, and tells
 * nothing of merged areas and hidden rows.
 */
#ifndef SHANHAI_FILE_BIFF_H
#define SHANHAI_FILE_BIFF_H

#include "file/ole.h"
#include "file/parse.h"
#include "file/strings.h"

enum biff_id {
    BIFF_FORMULA = 0x0006,
    BIFF_EOF = 0x000a,
    BIFF_DATEMODE = 0x0022,
    BIFF_FILEPASS = 0x002f,
    BIFF_CONTINUE = 0x003c,
    BIFF_COLINFO = 0x007d,
    BIFF_BOUNDSHEET = 0x0085,
    BIFF_MULRK = 0x00bd,
    BIFF_RSTRING = 0x00d6,
    BIFF_XF = 0x00e0,
    BIFF_MERGEDCELLS = 0x00e5,
    BIFF_SST = 0x00fc,
    BIFF_LABELSST = 0x00fd,
    BIFF_NUMBER = 0x0203,
    BIFF_LABEL = 0x0204,
    BIFF_BOOLERR = 0x0205,
    BIFF_STRING = 0x0207,
    BIFF_ROW = 0x0208,
    BIFF_RK = 0x027e,
    BIFF_FORMAT = 0x041e,
    BIFF_BOF = 0x0809,
};

#define BIFF_WINDOW_BYTES 65536
struct biff {
    struct parse *parse;
    struct ole ole;
    struct arena arena;
    int64_t at;   /* in the stream: of the next record */
    char *window; /* a piece of the stream */
    int64_t window_at;
    size_t window_n;

    /* the record */
    uint16_t id;
    size_t n;
    uint8_t data[65536];
};

/* The next record; false at the end of the stream. */
bool biff_next(struct biff *b);
/* The id of the record after this one, 0 at the end. */
uint16_t biff_peek(struct biff *b);

uint16_t biff_u16(const struct biff *b, size_t at); /* 0 beyond the record */
uint32_t biff_u32(const struct biff *b, size_t at);
double biff_double(const struct biff *b, size_t at);
/* A text of `count` characters whose flags stand at `at`, without what other records continue. */
void biff_text(struct buffer *out, const struct biff *b, size_t at, size_t count);
/* The record is SST: all shared texts, through its CONTINUE records. */
bool biff_strings_read(struct strings *s, struct biff *b, struct fault *f);

bool biff_broken(const struct parse *p, struct fault *f);

#endif
