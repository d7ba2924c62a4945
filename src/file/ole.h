/*
 * The directory of an OLE compound file (XLS, DOC, encrypted OOXML): which streams it has.
 */
#ifndef SHANHAI_FILE_OLE_H
#define SHANHAI_FILE_OLE_H

#include "base/text.h"

enum ole_stream {
    OLE_WORKBOOK = 1,  /* "Workbook" or "Book": XLS */
    OLE_ENCRYPTED = 2, /* "EncryptedPackage": OOXML under a password */
    OLE_WORD = 4,      /* "WordDocument": DOC, and WPS's own */
    OLE_SLIDES = 8,    /* "PowerPoint Document" */
};

/* The streams found, as a set; 0 also where the file is broken. Reads little and never loops. */
unsigned ole_streams(int fd);

#endif
