/*
 * A document as text: plain, HTML, DOCX, or a PDF through poppler's tools; every byte of the text
 * knows which bytes of the source it stands for.
 *
 * The source of plain text and HTML is the file; of a DOCX its part word/document.xml; of a PDF the
 * text that pdftotext makes of it.
 */
#ifndef SHANHAI_FILE_DOCUMENT_H
#define SHANHAI_FILE_DOCUMENT_H

#include "base/fault.h"
#include "base/text.h"

enum document_kind { DOCUMENT_PLAIN, DOCUMENT_HTML, DOCUMENT_DOCX, DOCUMENT_PDF };

/*
 * Text from `text` on, in units of text_unit bytes, each of which stands for source_unit bytes from
 * `source` on: 1 for 1 where both are UTF-8, 3 for 2 in a run of Chinese in GB18030, 1 for 4 of
 * "&lt;". source_unit 0: the text was put between (the end of a paragraph).
 */
struct document_piece {
    size_t text, source;
    uint32_t text_unit, source_unit;
};
typedef LIST(struct document_piece) document_pieces;

struct document {
    enum document_kind kind;
    struct text text;   /* UTF-8; paragraphs end in an empty line, cells of a table in a tab */
    struct text source; /* plain, HTML: the file as UTF-8; DOCX: word/document.xml; PDF: text */
    document_pieces
        pieces; /* text to `source`, in order of the text; none where they are the same */
    document_pieces below; /* `source` to the bytes of the file; none where they are the same */
};

#define DOCUMENT_BYTES_MAX ((size_t)64 << 20)      /* of a file */
#define DOCUMENT_TEXT_BYTES_MAX ((size_t)16 << 20) /* of what is read out of it */

/*
 * Reads a document of any kind; HTML and DOCX are parsed by a confined child.
 *
 * faults  ABSENT, SYSTEM it cannot be opened; INPUT no text, broken, or a PDF without
 * poppler-utils; LIMIT too large
 */
bool document_read(struct document *out, struct arena *a, const char *path, struct text name,
                   struct fault *f);
/* The same of plain text or HTML that stands in memory (pasted, or standard input). */
bool document_of_bytes(struct document *out, struct arena *a, struct text bytes, struct text name,
                       struct fault *f);

/* Turns a span of the text into the span of the source in bytes; both half open. */
void document_span(const struct document *d, size_t *start, size_t *end);
/* The same in `source`, before its encoding. */
void document_span_decoded(const struct document *d, size_t *start, size_t *end);

const char *document_kind_name(enum document_kind k); /* plain html docx pdf */

/* ---- the readers, for document.c, tests and fuzz targets ---- */

struct document_writer {
    struct arena *arena;
    struct buffer text; /* UTF-8 */
    document_pieces pieces;
};
/* `text` as it stands at `source` of the source, byte for byte. */
void document_put(struct document_writer *w, struct text text, size_t source);
/* A unit of text that `length` bytes at `source` stand for; length 0: put between. */
void document_put_unit(struct document_writer *w, struct text text, size_t source, size_t length);

/* HTML as UTF-8: what a reader sees, without scripts; any bytes will do, in linear time. */
void html_read(struct document_writer *w, struct text html);
/* A DOCX: its body's text, without what was deleted; `xml`: its document.xml.
 * faults  INPUT, LIMIT */
bool docx_read(struct document_writer *w, struct text *xml, int fd, struct text name,
               struct fault *f);
/* The same of a document.xml in memory. */
bool docx_xml_read(struct document_writer *w, struct text xml, struct text name, struct fault *f);
void document_end(struct document *out, struct document_writer *w); /* takes text and pieces over */
/* Plain text in any encoding as UTF-8, with its pieces. faults  INPUT */
bool plain_read(struct document_writer *w, struct text bytes, struct text name, struct fault *f);
bool document_is_html(struct text utf8); /* by its first words */
/* A DOCX parsed by a confined child; a PDF's text by pdftotext. faults  INPUT, LIMIT, SYSTEM */
bool docx_confined(struct document *out, struct arena *a, int fd, struct text name,
                   struct fault *f);
bool pdf_text(struct text *out, struct arena *a, const char *path, struct text name,
              struct fault *f);

#endif
