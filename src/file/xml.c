#include "file/xml.h"

#include <expat.h>
#include <string.h>

#define CHUNK_BYTES 65536
#define DEPTH_MAX 64

struct xml {
    XML_Parser parser;
    const struct xml_reader *reader;
    struct text file;
    int depth;
    bool is_stopped; /* by a reader or by a limit: the fault is set */
    struct fault *fault;
};

static const char *name_local(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static void xml_go_on(struct xml *x, bool is_good)
{
    if (is_good || x->is_stopped)
        return;
    x->is_stopped = true;
    XML_StopParser(x->parser, XML_FALSE);
}

static void XMLCALL on_open(void *self, const char *name, const char **attributes)
{
    struct xml *x = self;
    if (++x->depth > DEPTH_MAX)
        xml_go_on(x, fault_set(x->fault, FAULT_LIMIT, "\"%.*s\": its XML is nested too deeply",
                               TEXT_ARG(x->file)));
    else if (!x->is_stopped)
        xml_go_on(x, x->reader->open(x->reader->self, name_local(name),
                                     (const char *const *)attributes, x->fault));
}

static void XMLCALL on_close(void *self, const char *name)
{
    struct xml *x = self;
    x->depth--;
    if (!x->is_stopped)
        xml_go_on(x, x->reader->close(x->reader->self, name_local(name), x->fault));
}

static void XMLCALL on_text(void *self, const char *s, int n)
{
    struct xml *x = self;
    const struct xml_reader *r = x->reader;
    struct text t = {s, (size_t)n};
    if (x->is_stopped)
        return;
    if (!r->text_at) {
        xml_go_on(x, r->text(r->self, t, x->fault));
        return;
    }
    XML_Index at = XML_GetCurrentByteIndex(x->parser);
    int length = XML_GetCurrentByteCount(x->parser);
    xml_go_on(x, r->text_at(r->self, t, at < 0 ? 0 : (size_t)at, (size_t)length, x->fault));
}

static void XMLCALL on_doctype(void *self, const char *name, const char *system, const char *public,
                               int has_subset)
{
    (void)name, (void)system, (void)public, (void)has_subset;
    struct xml *x = self;
    xml_go_on(x, fault_set(x->fault, FAULT_INPUT, "\"%.*s\" declares entities, which no table does",
                           TEXT_ARG(x->file)));
}

static void xml_free(struct xml *x)
{
    XML_ParserFree(x->parser);
}

static bool xml_open(struct xml *x)
{
    x->parser = XML_ParserCreate(NULL);
    if (!x->parser)
        return fault_set(x->fault, FAULT_SYSTEM, "no XML parser can be made");
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_open, on_close);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
    return true;
}

static bool xml_judge(struct xml *x, enum XML_Status status)
{
    if (status == XML_STATUS_OK && !x->is_stopped)
        return true;
    if (x->is_stopped)
        return false;
    fault_set(x->fault, FAULT_INPUT, "\"%.*s\" is broken at line %lu of its XML", TEXT_ARG(x->file),
              (unsigned long)XML_GetCurrentLineNumber(x->parser));
    return fault_hint(x->fault, "open it in WPS or Excel, save it as .xlsx, and hand in that file");
}

bool xml_part_read(const struct parse *p, zip_t *z, uint64_t index, const struct xml_reader *r,
                   struct fault *f)
{
    SCOPED_PART part = {0};
    TRY(zip_part_open(&part, p, z, index, f));
    __attribute__((cleanup(xml_free))) struct xml x = {.reader = r, .file = p->name, .fault = f};
    TRY(xml_open(&x));
    for (size_t n = 1; n;) {
        void *chunk = XML_GetBuffer(x.parser, CHUNK_BYTES);
        if (!chunk)
            return fault_set(f, FAULT_LIMIT, "\"%.*s\": its XML is too large", TEXT_ARG(p->name));
        TRY(zip_part_read(&n, &part, chunk, CHUNK_BYTES, f));
        TRY(xml_judge(&x, XML_ParseBuffer(x.parser, (int)n, n == 0)));
    }
    return true;
}

bool xml_bytes_read(struct text bytes, struct text file, const struct xml_reader *r,
                    struct fault *f)
{
    __attribute__((cleanup(xml_free))) struct xml x = {.reader = r, .file = file, .fault = f};
    TRY(xml_open(&x));
    return xml_judge(&x, XML_Parse(x.parser, bytes.p, (int)bytes.n, 1));
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
    for (; *attributes; attributes += 2)
        if (strcmp(name_local(*attributes), name) == 0)
            return attributes[1];
    return NULL;
}

bool xml_is_true(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
}

bool xml_number(int64_t *out, const char *value, int64_t max)
{
    if (!value || !*value)
        return false;
    for (*out = 0; *value >= '0' && *value <= '9'; value++)
        if ((*out = *out * 10 + (*value - '0')) > max)
            return false;
    return *value == '\0';
}
