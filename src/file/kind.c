/*
 * What a file is, by its first bytes and its parts; and for all that is no table, what to do.
 */
#include "base/language.h"
#include "file/ole.h"
#include "file/parse.h"
#include "file/zip_file.h"

#include <strings.h>
#include <unistd.h>

#define HEAD_BYTES 64

/* What is refused and what to do about it: English literals of messages.def. */
struct refusal {
    const char *what, *hint;
};

#define SAVE_AS_XLSX "open it in WPS or Excel, save it as .xlsx, and hand in that file"
#define COPY_TABLE "if it holds a table, copy it into a spreadsheet and save that as .xlsx"
#define TAKE_SOURCE "hand in the spreadsheet it was made from, as .xlsx"

static const struct refusal EMPTY = {"empty", "check that the right file was chosen"};
static const struct refusal PASSWORD = {
    "under a password", "open it, take the password off (File, Protect), save it and hand it in"};
static const struct refusal WRITER = {"a text document, not a table", COPY_TABLE};
static const struct refusal SLIDES = {"a presentation, not a table", COPY_TABLE};
static const struct refusal WPS_TABLE = {"a table in WPS's own format", SAVE_AS_XLSX};
static const struct refusal OPEN_TABLE = {"an OpenDocument table", SAVE_AS_XLSX};
static const struct refusal BINARY_TABLE = {"a binary workbook (.xlsb)", SAVE_AS_XLSX};
static const struct refusal PAGE = {"a web page, whatever its name ends in", SAVE_AS_XLSX};
static const struct refusal PDF = {"a PDF, not a table", TAKE_SOURCE};
static const struct refusal IMAGE = {"a picture, not a table", TAKE_SOURCE};
static const struct refusal PACKED = {"an archive of a kind that is not read",
                                      "unpack it, and hand in the files themselves or a ZIP"};
static const struct refusal OLD_TABLE = {"a workbook from before 1997", SAVE_AS_XLSX};
static const struct refusal UNKNOWN = {"not a table that can be read", SAVE_AS_XLSX};

static bool refuse(const struct parse *p, const struct refusal *r, struct fault *f)
{
    fault_set(f, FAULT_INPUT, "\"%.*s\" is %s", TEXT_ARG(p->name), tr(r->what));
    return fault_hint(f, "%s", tr(r->hint));
}

static bool name_ends(const struct parse *p, const char *ending)
{
    struct text e = text_from(ending);
    return p->name.n >= e.n && strncasecmp(p->name.p + p->name.n - e.n, e.p, e.n) == 0;
}

static bool zip_kind_find(enum file_kind *out, const struct parse *p, struct fault *f)
{
    SCOPED_ZIP *z = NULL;
    TRY(zip_file_open(&z, p, f));
    *out = zip_file_has(z, "xl/workbook.xml") ? FILE_XLSX : FILE_ARCHIVE;
    if (*out == FILE_XLSX)
        return true;
    if (zip_file_has(z, "xl/workbook.bin"))
        return refuse(p, &BINARY_TABLE, f);
    if (zip_file_has(z, "word/document.xml"))
        return refuse(p, &WRITER, f);
    if (zip_file_has(z, "ppt/presentation.xml"))
        return refuse(p, &SLIDES, f);
    if (zip_file_has(z, "content.xml") && zip_file_has(z, "mimetype"))
        return refuse(p, name_ends(p, ".odt") ? &WRITER : &OPEN_TABLE, f);
    if (zip_file_has(z, "[Content_Types].xml"))
        return refuse(p, &UNKNOWN, f);
    return true;
}

static bool ole_kind_find(enum file_kind *out, const struct parse *p, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct ole ole;
    unsigned streams = ole_open(&ole, &a, p->fd, p->size) ? ole.streams : 0;
    *out = FILE_XLS;
    if (streams & OLE_ENCRYPTED)
        return refuse(p, &PASSWORD, f);
    if (name_ends(p, ".et") || name_ends(p, ".ett"))
        return refuse(p, &WPS_TABLE, f);
    if (streams & OLE_WORKBOOK)
        return true;
    if (streams & OLE_BOOK)
        return refuse(p, &OLD_TABLE, f);
    if (streams & OLE_SLIDES)
        return refuse(p, &SLIDES, f);
    if (streams & OLE_WORD || name_ends(p, ".doc") || name_ends(p, ".wps"))
        return refuse(p, &WRITER, f);
    return refuse(p, &UNKNOWN, f);
}

/* Files that say what they are in their first bytes. */
static const struct {
    struct text magic;
    const struct refusal *refusal;
} foreign[] = {
    {{"%PDF", 4}, &PDF},
    {{"\x89PNG", 4}, &IMAGE},
    {{"\xff\xd8\xff", 3}, &IMAGE},
    {{"GIF8", 4}, &IMAGE},
    {{"BM", 2}, &IMAGE},
    {{"II*\0", 4}, &IMAGE},
    {{"MM\0*", 4}, &IMAGE},
    {{"RIFF", 4}, &IMAGE},
    {{"Rar!", 4}, &PACKED},
    {{"7z\xbc\xaf", 4}, &PACKED},
    {{"\x1f\x8b", 2}, &PACKED},
    {{"{\\rtf", 5}, &WRITER},
    {{"<", 1}, &PAGE},
    {{"\xef\xbb\xbf<", 4}, &PAGE},
    {{"MIME-Version", 12}, &PAGE},
};

/* Two letters begin many a CSV: a bitmap has zero bytes close behind. */
static bool is_foreign(struct text head, struct text magic)
{
    return text_starts(head, magic) &&
           (magic.n != 2 || text_find(text_slice(head, 2, 16), (struct text){"\0", 1}) >= 0);
}

bool file_kind_find(enum file_kind *out, const struct parse *p, struct fault *f)
{
    char bytes[HEAD_BYTES];
    ssize_t n = pread(p->fd, bytes, sizeof(bytes), 0);
    struct text head = {bytes, n > 0 ? (size_t)n : 0};
    if (head.n == 0)
        return refuse(p, &EMPTY, f);
    if (text_starts(head, TEXT("PK\x03\x04")) || text_starts(head, TEXT("PK\x05\x06")))
        return zip_kind_find(out, p, f);
    if (text_starts(head, TEXT("\xd0\xcf\x11\xe0")))
        return ole_kind_find(out, p, f);
    for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++)
        if (is_foreign(head, foreign[i].magic))
            return refuse(p, foreign[i].refusal, f);
    *out = FILE_CSV;
    return true;
}
