/*
 * A DOCX's body: the texts of its runs, paragraph by paragraph.
 */
#include "file/document.h"
#include "file/xml.h"

#include <string.h>
#include <sys/stat.h>

struct docx {
    struct document_writer *w;
    struct text name;
    int texts;  /* open <w:t> */
    int passed; /* open elements that hold no text of the body */
    size_t at;  /* of the last event, for what is put between */
};

static bool docx_is_full(const struct docx *d, struct fault *f)
{
    if (d->w->text.n <= DOCUMENT_TEXT_BYTES_MAX)
        return true;
    return fault_set(f, FAULT_LIMIT, "\"%.*s\" holds more than %d MiB of text", TEXT_ARG(d->name),
                     (int)(DOCUMENT_TEXT_BYTES_MAX >> 20));
}

/* The same text box again for old programs; what was moved away; how a paragraph or a run looks,
 * with tab stops that are no tabs. */
static bool is_passed_over(const char *name)
{
    return strcmp(name, "Fallback") == 0 || strcmp(name, "moveFrom") == 0 ||
           strcmp(name, "pPr") == 0 || strcmp(name, "rPr") == 0;
}

static bool docx_open(void *self, const char *name, const char *const *attributes, struct fault *f)
{
    struct docx *d = self;
    (void)attributes;
    if (is_passed_over(name))
        d->passed++;
    if (d->passed)
        return true;
    if (strcmp(name, "t") == 0)
        d->texts++;
    else if (strcmp(name, "tab") == 0)
        document_put_unit(d->w, TEXT("\t"), d->at, 0);
    else if (strcmp(name, "br") == 0 || strcmp(name, "cr") == 0)
        document_put_unit(d->w, TEXT("\n"), d->at, 0);
    return docx_is_full(d, f);
}

static bool docx_close(void *self, const char *name, struct fault *f)
{
    struct docx *d = self;
    if (is_passed_over(name)) {
        d->passed--;
        return true;
    }
    if (d->passed)
        return true;
    if (strcmp(name, "t") == 0)
        d->texts--;
    else if (strcmp(name, "p") == 0)
        document_put_unit(d->w, TEXT("\n\n"), d->at, 0);
    else if (strcmp(name, "tc") == 0)
        document_put_unit(d->w, TEXT("\t"), d->at, 0);
    return docx_is_full(d, f);
}

static bool docx_text(void *self, struct text t, size_t at, size_t length, struct fault *f)
{
    struct docx *d = self;
    d->at = at + length;
    if (d->texts == 0 || d->passed)
        return true;
    if (length == t.n)
        document_put(d->w, t, at);
    else
        document_put_unit(d->w, t, at, length);
    return docx_is_full(d, f);
}

bool docx_xml_read(struct document_writer *w, struct text xml, struct text name, struct fault *f)
{
    struct docx d = {.w = w, .name = name};
    struct xml_reader reader = {docx_open, docx_close, NULL, &d, docx_text};
    return xml_bytes_read(xml, name, &reader, f);
}

bool docx_read(struct document_writer *w, struct text *xml, int fd, struct text name,
               struct fault *f)
{
    struct table_limits limits = TABLE_LIMITS;
    struct parse p = {.fd = fd, .name = name, .limits = &limits};
    struct stat s;
    SCOPED_ZIP *z = NULL;
    limits.entry_bytes_max = 4 * (int64_t)DOCUMENT_BYTES_MAX;
    if (fstat(fd, &s) != 0)
        return fault_set(f, FAULT_INPUT, "\"%.*s\" is not a file", TEXT_ARG(name));
    p.size = s.st_size;
    TRY(zip_file_open(&z, &p, f));
    zip_int64_t body = zip_name_locate(z, "word/document.xml", 0);
    if (body < 0) {
        fault_set(f, FAULT_INPUT, "\"%.*s\" is no Word document", TEXT_ARG(name));
        return fault_hint(f, "save it as .docx, or as plain text");
    }
    TRY(zip_part_bytes(xml, w->arena, &p, z, (uint64_t)body, f));
    return docx_xml_read(w, *xml, name, f);
}
