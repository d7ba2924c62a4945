/*
 * Text files as UTF-8, whatever they were written in, found by strict trial and never guessed from
 * frequencies: a byte order mark, UTF-16 by its zero bytes, UTF-8, then GB18030.
 */
#ifndef SHANHAI_FILE_ENCODING_H
#define SHANHAI_FILE_ENCODING_H

#include "base/fault.h"
#include "base/text.h"

enum encoding {
    ENCODING_UTF8,
    ENCODING_UTF8_BOM,
    ENCODING_GB18030,
    ENCODING_UTF16LE,
    ENCODING_UTF16BE,
};

const char *encoding_name(enum encoding e); /* as struct sheet's `encoding` has it */

/* Fills the tables of GB18030 through iconv, once a process: before a sandbox is entered. */
void encoding_prepare(void);

/*
 * Reads all of a file and says the one encoding in which every byte has a meaning.
 *
 * fd      of a regular file; read with pread
 * faults  INPUT  broken at a line that is named, or no text at all; SYSTEM
 */
bool encoding_find(enum encoding *out, int fd, struct fault *f);

/* As encoding_find, of what stands in memory: for names inside an archive. False: neither. */
bool encoding_to_utf8(struct arena *a, struct text *out, struct text bytes);

/* Whether all of t is UTF-8; faster than utf8_valid where t is long. */
bool encoding_is_utf8(struct text t);

/* ---- a file as a stream of UTF-8 ---- */
#define DECODER_RAW_BYTES 65536
struct decoder {
    int fd;
    enum encoding encoding;
    int64_t at;   /* of the file, after what has been read */
    size_t raw_n; /* left over in raw: the beginning of a character */
    char *raw;    /* DECODER_RAW_BYTES */
};
void decoder_open(struct decoder *d, struct arena *a, int fd, enum encoding e);
/* Up to cap bytes (at least 4096), 0 at the end; a character may be cut between two reads. */
bool decoder_read(size_t *out, struct decoder *d, char *to, size_t cap, struct fault *f);

#endif
