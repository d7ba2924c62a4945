/*
 * Documents that need another process: a DOCX is parsed by a confined child, a PDF is turned into
 * text by poppler's pdftotext.
 */
#include "file/child.h"
#include "file/document.h"
#include "file/parse.h"
#include "file/sandbox.h"

#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define PIECES_BYTES_MAX ((size_t)512 << 20) /* and document.xml */

extern char **environ;

static bool reader_failed(struct text name, struct fault *f)
{
    fault_set(f, FAULT_INPUT, "\"%.*s\" made its reader fail: nothing of it was taken",
              TEXT_ARG(name));
    return fault_hint(f, "save the document as plain text first");
}

/* ---- DOCX ---- */

/* What the child says first: how it went, and how much follows. */
struct told {
    uint64_t text_bytes, piece_count, xml_bytes;
    struct fault fault;
};

static _Noreturn void docx_child(int fd, int to, struct text name)
{
    struct arena a = {0};
    struct document_writer w = {.arena = &a};
    struct told told = {0};
    struct text xml = {0};
    int keep[] = {fd, to};
    bool is_read = sandbox_enter(keep, 2, CHILD_SECONDS_MAX, &told.fault) &&
                   docx_read(&w, &xml, fd, name, &told.fault);
    if (is_read) {
        told.text_bytes = w.text.n;
        told.piece_count = w.pieces.count;
        told.xml_bytes = xml.n;
    }
    if (child_write(to, &told, sizeof(told)) && is_read && child_write(to, w.text.p, w.text.n) &&
        child_write(to, w.pieces.items, w.pieces.count * sizeof(*w.pieces.items)))
        child_write(to, xml.p, xml.n);
    _exit(0);
}

/* In order of the text, in whole units, and within the source to its end. */
static bool piece_is_sound(const struct document *d, size_t i)
{
    const struct document_piece *p = &d->pieces.items[i];
    size_t end = i + 1 < d->pieces.count ? p[1].text : d->text.n;
    if (p->text_unit == 0 || p->text >= end || (i == 0 && p->text != 0))
        return false;
    size_t units = (end - p->text + p->text_unit - 1) / p->text_unit;
    return p->source <= d->source.n &&
           (p->source_unit == 0 || units <= (d->source.n - p->source) / p->source_unit);
}

/* What came is believed in nothing: lengths, UTF-8 and pieces are looked at. */
static bool docx_take(struct document *out, struct arena *a, struct text said, struct text name,
                      struct fault *f)
{
    struct told told;
    if (said.n < sizeof(told))
        return reader_failed(name, f);
    memcpy(&told, said.p, sizeof(told));
    if (told.fault.kind != FAULT_NONE) {
        told.fault.message[sizeof(told.fault.message) - 1] = '\0';
        told.fault.hint[sizeof(told.fault.hint) - 1] = '\0';
        *f = told.fault;
        return false;
    }
    struct text rest = text_slice(said, sizeof(told), said.n);
    size_t piece_bytes = told.piece_count * sizeof(struct document_piece);
    if (told.text_bytes > rest.n || told.piece_count > rest.n / sizeof(struct document_piece) ||
        told.xml_bytes > rest.n || told.text_bytes + piece_bytes + told.xml_bytes != rest.n)
        return reader_failed(name, f);
    *out = (struct document){
        .kind = DOCUMENT_DOCX,
        .text = text_copy(a, text_slice(rest, 0, told.text_bytes)),
        .source = text_copy(a, text_slice(rest, told.text_bytes + piece_bytes, rest.n))};
    out->pieces.items = ARENA_ARRAY(a, struct document_piece, told.piece_count + 1);
    out->pieces.count = told.piece_count;
    if (told.piece_count)
        memcpy(out->pieces.items, rest.p + told.text_bytes,
               told.piece_count * sizeof(*out->pieces.items));
    for (size_t i = 0; i < out->pieces.count; i++)
        if (!piece_is_sound(out, i))
            return reader_failed(name, f);
    return utf8_valid(out->text) || reader_failed(name, f);
}

bool docx_confined(struct document *out, struct arena *a, int fd, struct text name, struct fault *f)
{
    SCOPED_BUFFER said = {0};
    int ends[2];
    TRY(child_pipe(ends, f));
    pid_t pid = fork();
    if (pid == 0)
        docx_child(fd, ends[1], name);
    close(ends[1]);
    bool is_read = pid > 0 && child_read(&said, ends[0], DOCUMENT_TEXT_BYTES_MAX + PIECES_BYTES_MAX);
    close(ends[0]);
    if (pid < 0)
        return fault_set(f, FAULT_SYSTEM, "no process can be started: %s", strerror(errno));
    is_read = child_end(pid, is_read) && is_read;
    return is_read ? docx_take(out, a, buffer_text(&said), name, f) : reader_failed(name, f);
}

/* ---- PDF ---- */

static bool pdf_tool_absent(struct text name, struct fault *f)
{
    fault_set(f, FAULT_INPUT, "\"%.*s\" is a PDF, and pdftotext is not installed", TEXT_ARG(name));
    return fault_hint(f, "install the package poppler-utils, or save the document as plain text");
}

bool pdf_text(struct text *out, struct arena *a, const char *path, struct text name,
              struct fault *f)
{
    SCOPED_BUFFER said = {0};
    posix_spawn_file_actions_t actions;
    char *argv[] = {"pdftotext", "-enc", "UTF-8", "-nopgbrk", "-q", text_cstr(a, text_from(path)),
                    "-",         NULL};
    int ends[2];
    pid_t pid;
    TRY(child_pipe(ends, f));
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    int error = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (error != 0) {
        close(ends[0]);
        return error == ENOENT
                   ? pdf_tool_absent(name, f)
                   : fault_set(f, FAULT_SYSTEM, "no process can be started: %s", strerror(error));
    }
    struct rlimit cpu = {CHILD_SECONDS_MAX, CHILD_SECONDS_MAX}, memory = {(rlim_t)1 << 30, (rlim_t)1 << 30};
    prlimit(pid, RLIMIT_CPU, &cpu, NULL);
    prlimit(pid, RLIMIT_AS, &memory, NULL);
    bool is_read = child_read(&said, ends[0], DOCUMENT_TEXT_BYTES_MAX);
    close(ends[0]);
    if (!child_end(pid, is_read) || !utf8_valid(buffer_text(&said)))
        return reader_failed(name, f);
    *out = text_copy(a, buffer_text(&said));
    if (text_trim(*out).n)
        return true;
    fault_set(f, FAULT_INPUT, "\"%.*s\" holds no text, only pictures of it", TEXT_ARG(name));
    return fault_hint(f, "have its text recognised first, and save that as plain text");
}
