/*
 * A Word document's package with comments: its part word/comments.xml, named in the relationships
 * and the content types; all other parts are copied as they are.
 */
#include "file/bundle.h"
#include "file/docx_comment.h"
#include "file/docx_token.h"
#include "file/part.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define WORD_NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define COMMENTS_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"

int64_t docx_comment_id_most(struct text xml)
{
    int64_t most = -1;
    struct token t;
    struct text id;
    for (size_t at = 0; token_next(&t, xml, at); at = t.next) {
        int64_t n = 0;
        if (t.kind > TOKEN_EMPTY || !text_starts(name_local(t.name), TEXT("comment")))
            continue;
        struct text prefix = name_prefix(t.name);
        char name[32];
        snprintf(name, sizeof(name), "%.*s:id", (int)(prefix.n < 24 ? prefix.n : 24), prefix.p);
        if (!token_attribute(&id, text_slice(xml, t.from, t.to), name))
            continue;
        for (size_t i = 0; i < id.n && id.p[i] >= '0' && id.p[i] <= '9' && n < INT32_MAX; i++)
            n = n * 10 + (id.p[i] - '0');
        most = n > most ? n : most;
    }
    return most;
}

/* ---- parts ---- */

static void comment_put(struct buffer *out, const struct docx_comment *c, int64_t id)
{
    struct text line, rest = c->text;
    buffer_printf(out, "<w:comment xmlns:w=\"" WORD_NAMESPACE "\" w:id=\"%lld\" w:author=\"",
                  (long long)id);
    buffer_add_xml(out, c->author);
    buffer_add_str(out, "\" w:initials=\"SH\">");
    while (text_split(&line, &rest, '\n')) {
        buffer_add_str(out, "<w:p><w:r><w:t xml:space=\"preserve\">");
        buffer_add_xml(out, line);
        buffer_add_str(out, "</w:t></w:r></w:p>");
    }
    buffer_add_str(out, "</w:comment>");
}

static void comments_put(struct buffer *out, const struct docx_comments *c, const bool *placed)
{
    for (size_t i = 0; i < c->count; i++)
        if (!placed || placed[i])
            comment_put(out, &c->items[i], c->first_id + (int64_t)i);
}

/* ---- a copy ---- */

struct copy {
    struct arena *arena;
    struct parse parse;
    struct table_limits limits;
    zip_t *zip;
    struct text document, comments, relationships, types; /* parts; empty: not there */
    const char *comments_name;
    bool is_new; /* the comments' part */
};

static bool parts_get(struct copy *c, struct fault *f)
{
    TRY(part_get(&c->document, c->arena, &c->parse, c->zip, "word/document.xml", f));
    TRY(part_get(&c->relationships, c->arena, &c->parse, c->zip, "word/_rels/document.xml.rels",
                 f));
    TRY(part_get(&c->types, c->arena, &c->parse, c->zip, "[Content_Types].xml", f));
    c->comments_name = part_target(c->arena, c->relationships, "/relationships/comments", "word/");
    c->is_new = c->comments_name == NULL;
    if (c->is_new)
        c->comments_name = "word/comments.xml";
    else
        TRY(part_get(&c->comments, c->arena, &c->parse, c->zip, c->comments_name, f));
    return true;
}

static bool comments_name(struct copy *c, struct fault *f)
{
    const char *id = "rIdShanhai";
    struct text relation =
        text_printf(c->arena,
                    "<Relationship xmlns=\"" PACKAGE "relationships\" Id=\"%s\" Type=\"" OFFICE
                    "/comments\" Target=\"comments.xml\"/>",
                    id);
    struct text type = TEXT("<Override xmlns=\"" PACKAGE "content-types\" "
                            "PartName=\"/word/comments.xml\" ContentType=\"" COMMENTS_TYPE "\"/>");
    TRY(part_set(c->zip, "word/_rels/document.xml.rels",
                 part_with(c->arena, c->relationships,
                           "<Relationships xmlns=\"" PACKAGE "relationships\">", "</Relationships>",
                           relation),
                 f));
    return part_set(c->zip, "[Content_Types].xml",
                    part_with(c->arena, c->types, "<Types xmlns=\"" PACKAGE "content-types\">",
                              "</Types>", type),
                    f);
}

static bool parts_set(struct copy *c, const struct docx_comments *given, struct fault *f)
{
    SCOPED_BUFFER xml = {0};
    SCOPED_BUFFER added = {0};
    struct docx_comments comments = *given;
    int64_t most = docx_comment_id_most(c->comments), in_text = docx_comment_id_most(c->document);
    comments.first_id = (most > in_text ? most : in_text) + 1;
    bool *placed = docx_comment_xml(&xml, c->arena, c->document, &comments);
    comments_put(&added, &comments, placed);
    TRY(part_set(c->zip, "word/document.xml", text_copy(c->arena, buffer_text(&xml)), f));
    TRY(part_set(c->zip, c->comments_name,
                 part_with(c->arena, c->comments, "<w:comments xmlns:w=\"" WORD_NAMESPACE "\">",
                           "</w:comments>", text_copy(c->arena, buffer_text(&added))),
                 f));
    return !c->is_new || comments_name(c, f);
}

/* The copy's own words are the document's: else it is no copy. */
static bool copy_is_true(const char *path, const struct document *d, struct arena *a,
                         struct fault *f)
{
    struct document again;
    TRY(document_read(&again, a, path, text_from(path), f));
    return text_equal(again.text, d->text) ||
           fault_set(f, FAULT_INPUT, "\"%s\": comments would change its text", path);
}

static bool copy_write(const char *path, const struct document *d,
                       const struct docx_comments *given, struct arena *a, struct fault *f)
{
    struct copy c = {.arena = a, .limits = TABLE_LIMITS};
    int fd = open(path, O_RDONLY | O_CLOEXEC), code = 0;
    struct stat s;
    bool is_open = fd >= 0 && fstat(fd, &s) == 0;
    if (is_open) {
        c.limits.entry_bytes_max = 4 * (int64_t)DOCUMENT_BYTES_MAX;
        c.parse = (struct parse){
            .fd = fd, .name = text_from(path), .limits = &c.limits, .size = s.st_size};
        c.zip = zip_open(path, 0, &code);
    }
    bool is_written = c.zip && parts_get(&c, f) && parts_set(&c, given, f);
    if (!c.zip)
        fault_set(f, FAULT_INPUT, "\"%.*s\" is broken or was cut short", TEXT_ARG(text_from(path)));
    else if (!is_written)
        zip_discard(c.zip);
    else if (zip_close(c.zip) != 0) {
        is_written = fault_set(f, FAULT_SYSTEM, "cannot write the archive \"%s\": %s", path,
                               zip_strerror(c.zip));
        zip_discard(c.zip);
    }
    if (fd >= 0)
        close(fd);
    return is_written && copy_is_true(path, d, a, f);
}

bool docx_copy_commented(const char *from, const char *to, const struct document *d,
                         const struct docx_comments *c, struct arena *a, struct fault *f)
{
    char *passing = text_cstr(a, text_printf(a, "%s.new", to));
    if (file_is_same(from, to))
        return fault_set(f, FAULT_CONFLICT, "\"%s\" is the document itself", to);
    bool is_written = file_copy(from, passing, f) && copy_write(passing, d, c, a, f);
    if (is_written && rename(passing, to) != 0)
        is_written =
            fault_set(f, FAULT_SYSTEM, "cannot write the file \"%s\": %s", to, strerror(errno));
    if (!is_written)
        unlink(passing);
    return is_written;
}

/* ---- a new one ---- */

static void paragraph_put(struct buffer *out, struct text t)
{
    struct text line, rest = t;
    while (text_split(&line, &rest, '\n')) {
        if (text_trim(line).n == 0)
            continue;
        buffer_add_str(out, "<w:p><w:r><w:t xml:space=\"preserve\">");
        buffer_add_xml(out, line);
        buffer_add_str(out, "</w:t></w:r></w:p>");
    }
}

static void line_put(struct buffer *xml, struct document_writer *w, struct text line)
{
    size_t length;
    buffer_add_str(xml, "<w:p><w:r><w:t xml:space=\"preserve\">");
    for (size_t i = 0; i < line.n; i += length) {
        size_t at = xml->n;
        utf8_next(text_slice(line, i, line.n), &length);
        buffer_add_xml(xml, text_slice(line, i, i + length));
        document_put_unit(w, text_slice(line, i, i + length), at, xml->n - at);
    }
    buffer_add_str(xml, "</w:t></w:r></w:p>");
}

/* The text as a body; pieces say where each of its bytes went. Empty lines only part paragraphs. */
static void body_put(struct buffer *xml, struct document *out, struct arena *a, struct text head,
                     struct text text)
{
    struct document_writer w = {.arena = a};
    struct text line, rest = text;
    buffer_add_str(xml, XML_HEAD "<w:document xmlns:w=\"" WORD_NAMESPACE "\"><w:body>");
    paragraph_put(xml, head);
    while (text_split(&line, &rest, '\n')) {
        if (text_trim(line).n)
            line_put(xml, &w, line);
        else
            document_put_unit(&w, line, xml->n, 0);
        document_put_unit(&w, TEXT("\n"), xml->n, 0);
    }
    buffer_add_str(xml, "<w:sectPr/></w:body></w:document>");
    document_end(out, &w);
}

static const struct docx_comment *comments_move(struct arena *a, const struct document *d,
                                                const struct docx_comments *c)
{
    struct docx_comment *moved = ARENA_ARRAY(a, struct docx_comment, c->count + 1);
    for (size_t i = 0; i < c->count; i++) {
        moved[i] = c->items[i];
        document_span_decoded(d, &moved[i].start, &moved[i].end);
    }
    return moved;
}

static bool parts_put(struct bundle *z, struct text body, struct text comments, struct fault *f)
{
    const char *main =
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    SCOPED_ARENA a = {0};
    struct text types = text_printf(
        &a,
        XML_HEAD
        "<Types xmlns=\"" PACKAGE "content-types\"><Default Extension=\"rels\" ContentType="
        "\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName="
        "\"/word/document.xml\" ContentType=\"%s\"/><Override PartName=\"/word/comments.xml\" "
        "ContentType=\"" COMMENTS_TYPE "\"/></Types>",
        main);
    struct text root =
        TEXT(XML_HEAD "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship "
                      "Id=\"rId1\" Type=\"" OFFICE "/officeDocument\" "
                      "Target=\"word/document.xml\"/></Relationships>");
    struct text relation =
        TEXT(XML_HEAD "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship "
                      "Id=\"rId1\" Type=\"" OFFICE "/comments\" "
                      "Target=\"comments.xml\"/></Relationships>");
    return bundle_add_text(z, "[Content_Types].xml", types, f) &&
           bundle_add_text(z, "_rels/.rels", root, f) &&
           bundle_add_text(z, "word/document.xml", body, f) &&
           bundle_add_text(z, "word/_rels/document.xml.rels", relation, f) &&
           bundle_add_text(z, "word/comments.xml", comments, f);
}

bool docx_make_commented(const char *to, struct text head, struct text text,
                         const struct docx_comments *c, struct arena *a, struct fault *f)
{
    SCOPED_BUFFER body = {0};
    SCOPED_BUFFER xml = {0};
    SCOPED_BUFFER comments = {0};
    struct document d = {0};
    struct bundle *z;
    char *passing = text_cstr(a, text_printf(a, "%s.new", to));
    body_put(&body, &d, a, head, text);
    struct docx_comments moved = {comments_move(a, &d, c), c->count, 0};
    bool *placed = docx_comment_xml(&xml, a, buffer_text(&body), &moved);
    buffer_add_str(&comments, XML_HEAD "<w:comments xmlns:w=\"" WORD_NAMESPACE "\">");
    comments_put(&comments, &moved, placed);
    buffer_add_str(&comments, "</w:comments>");
    unlink(passing);
    TRY(bundle_open(&z, passing, f));
    if (!parts_put(z, buffer_text(&xml), buffer_text(&comments), f)) {
        bundle_abandon(z);
        unlink(passing);
        return false;
    }
    TRY(bundle_finish(z, f));
    return rename(passing, to) == 0 ||
           fault_set(f, FAULT_SYSTEM, "cannot write the file \"%s\": %s", to, strerror(errno));
}
