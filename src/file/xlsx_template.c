#include "file/xlsx_template.h"

#include "file/child.h"
#include "file/part.h"
#include "file/sandbox.h"
#include "file/xlsx.h"
#include "file/xlsx_property.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define PART_BYTES_MAX (INT64_C(64) << 20)   /* of an office's form, unpacked */
#define SHEETS_BYTES_MAX ((size_t)256 << 20) /* of all sheets: they are held until it is written   \
                                              */
#define SAID_BYTES_MAX ((size_t)4 << 20)
#define TABLES_MAX 1000

/* ---- in the child: is it sound? ---- */

static bool open_ignore(void *self, const char *name, const char *const *attributes,
                        struct fault *f)
{
    (void)self, (void)name, (void)attributes, (void)f;
    return true;
}

static bool close_ignore(void *self, const char *name, struct fault *f)
{
    (void)self, (void)name, (void)f;
    return true;
}

static bool text_ignore(void *self, struct text t, struct fault *f)
{
    (void)self, (void)t, (void)f;
    return true;
}

/* The heading of a table is named a second time, in the table: filled in the sheet alone, Excel
 * would call the file damaged. */
static bool column_look(void *self, const char *name, const char *const *attributes,
                        struct fault *f)
{
    const char *heading = xml_attribute(attributes, "name");
    (void)self;
    if (strcmp(name, "tableColumn") != 0 || !heading || !strchr(heading, '{'))
        return true;
    fault_set(f, FAULT_INPUT, "the heading \"%s\" of a table cannot be a key", heading);
    return fault_hint(f, "turn the table into plain cells, or write the key below its heading");
}

static bool part_look(const struct xlsx *x, int64_t part, bool is_table, struct fault *f)
{
    struct xml_reader reader = {is_table ? column_look : open_ignore, close_ignore, text_ignore,
                                NULL, NULL};
    return part < 0 || xml_part_read(x->parse, x->zip, (uint64_t)part, &reader, f);
}

static bool tables_look(const struct xlsx *x, struct fault *f)
{
    zip_int64_t count = zip_get_num_entries(x->zip, 0);
    int tables = 0;
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(x->zip, (zip_uint64_t)i, 0);
        if (!name || !text_starts(text_from(name), TEXT("xl/tables/")))
            continue;
        if (++tables > TABLES_MAX)
            return fault_set(f, FAULT_LIMIT, "\"%.*s\" has too many parts of one kind: %s",
                             TEXT_ARG(x->parse->name), "table");
        TRY(part_look(x, i, true, f));
    }
    return true;
}

static void name_say(struct buffer *out, struct text name)
{
    buffer_add(out, name);
    buffer_add_char(out, '\0');
}

static struct text part_name(const struct xlsx *x, int64_t part)
{
    return text_from(part < 0 ? NULL : zip_get_name(x->zip, (zip_uint64_t)part, 0));
}

/* What is said: the part of shared texts, then each sheet's name and part. */
static bool workbook_look(struct buffer *out, struct xlsx *x, struct fault *f)
{
    static const char *const others[] = {"[Content_Types].xml", "_rels/.rels",
                                         "docProps/custom.xml"};
    enum file_kind kind;
    TRY(file_kind_find(&kind, x->parse, f));
    if (kind != FILE_XLSX) {
        fault_set(f, FAULT_INPUT, "\"%.*s\" is no .xlsx workbook", TEXT_ARG(x->parse->name));
        return fault_hint(f, "open it in WPS or Excel and save it as .xlsx");
    }
    TRY(xlsx_parts_find(x, f));
    TRY(part_look(x, x->strings_part, false, f));
    name_say(out, part_name(x, x->strings_part));
    for (size_t i = 0; i < x->sheets.count; i++) {
        TRY(part_look(x, x->sheets.items[i].part, false, f));
        name_say(out, x->sheets.items[i].name);
        name_say(out, part_name(x, x->sheets.items[i].part));
    }
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        TRY(part_look(x, zip_name_locate(x->zip, others[i], 0), false, f));
    return tables_look(x, f);
}

bool xlsx_template_look(struct buffer *out, struct parse *p, struct fault *f)
{
    struct xlsx x = {.parse = p};
    bool is_sound = workbook_look(out, &x, f);
    zip_file_close(&x.zip);
    arena_clear(&x.arena);
    return is_sound;
}

static _Noreturn void template_child(int to, struct parse *p)
{
    struct buffer said = {0};
    struct fault fault = {0};
    int keep[] = {p->fd, to};
    if (!sandbox_enter(keep, 2, CHILD_SECONDS_MAX, &fault) || !xlsx_template_look(&said, p, &fault))
        said.n = 0;
    if (child_write(to, &fault, sizeof(fault)))
        child_write(to, said.p, said.n);
    _exit(0);
}

static bool reader_failed(const struct parse *p, struct fault *f)
{
    fault_set(f, FAULT_INPUT, "\"%.*s\" made its reader fail: nothing of it was taken",
              TEXT_ARG(p->name));
    return fault_hint(f, "open it in WPS or Excel, save it as .xlsx, and hand in that file");
}

/* ---- what it said ---- */

static bool name_take(struct text *out, struct text *rest)
{
    ptrdiff_t end = text_find(*rest, (struct text){"\0", 1});
    if (end < 0)
        return false;
    *out = text_slice(*rest, 0, (size_t)end);
    *rest = text_slice(*rest, (size_t)end + 1, rest->n);
    return true;
}

static bool said_take(struct xlsx_template *out, struct arena *a, struct text said,
                      const struct parse *p, struct fault *f)
{
    struct fault fault;
    struct text name, part;
    if (said.n < sizeof(fault))
        return reader_failed(p, f);
    memcpy(&fault, said.p, sizeof(fault));
    if (fault.kind != FAULT_NONE) {
        fault.message[sizeof(fault.message) - 1] = '\0';
        fault.hint[sizeof(fault.hint) - 1] = '\0';
        *f = fault;
        return false;
    }
    struct text rest = text_slice(said, sizeof(fault), said.n);
    if (!utf8_valid(rest) || !name_take(&part, &rest))
        return reader_failed(p, f);
    out->strings = part.n ? text_cstr(a, part) : NULL;
    while (name_take(&name, &rest) && name_take(&part, &rest)) {
        struct template_sheet sheet = {text_copy(a, name), text_cstr(a, part)};
        if (part.n) /* a sheet that is a chart has no cells */
            LIST_ADD(a, &out->sheets, sheet);
    }
    return true;
}

static bool looked_at(struct xlsx_template *out, struct arena *a, struct parse *p, struct fault *f)
{
    SCOPED_BUFFER said = {0};
    int ends[2];
    TRY(child_pipe(ends, f));
    pid_t pid = fork();
    if (pid == 0)
        template_child(ends[1], p);
    close(ends[1]);
    bool is_read = pid > 0 && child_read(&said, ends[0], SAID_BYTES_MAX);
    close(ends[0]);
    if (pid < 0)
        return fault_set(f, FAULT_SYSTEM, "no process can be started: %s", strerror(errno));
    is_read = child_end(pid, is_read) && is_read;
    return is_read ? said_take(out, a, buffer_text(&said), p, f) : reader_failed(p, f);
}

/* ---- its blanks ---- */

/* A file with macros, or Excel's own kind of template, does not open under the name of a workbook.
 */
static bool is_plain_workbook(struct arena *a, const struct parse *p, zip_t *z, struct fault *f)
{
    struct text types;
    TRY(part_get(&types, a, p, z, "[Content_Types].xml", f));
    if (text_find(types, TEXT("spreadsheetml.sheet.main+xml")) >= 0)
        return true;
    fault_set(f, FAULT_INPUT, "\"%.*s\" is a workbook with macros, or a template of Excel's own",
              TEXT_ARG(p->name));
    return fault_hint(f, "open it in WPS or Excel and save it as .xlsx");
}

static bool shared_get(struct shared_texts *out, struct arena *a, const struct xlsx_template *t,
                       const struct parse *p, zip_t *z, struct fault *f)
{
    struct text xml = {"", 0};
    if (t->strings)
        TRY(part_get(&xml, a, p, z, t->strings, f));
    return shared_texts_read(out, a, xml, f);
}

static bool template_blanks(struct xlsx_template *out, struct arena *a, const struct parse *p,
                            zip_t *z, struct fault *f)
{
    SCOPED_ARENA scratch = {0};
    struct shared_texts shared;
    size_t bytes = 0;
    TRY(is_plain_workbook(&scratch, p, z, f));
    TRY(shared_get(&shared, &scratch, out, p, z, f));
    for (size_t i = 0; i < out->sheets.count; i++) {
        SCOPED_ARENA part = {0};
        const struct template_sheet *s = &out->sheets.items[i];
        struct text xml;
        TRY(part_get(&xml, &part, p, z, s->part, f));
        bytes += xml.n;
        if (bytes > SHEETS_BYTES_MAX)
            return fault_set(f, FAULT_LIMIT, "\"%.*s\": unpacked it is more than %lld bytes",
                             TEXT_ARG(p->name), (long long)SHEETS_BYTES_MAX);
        TRY(blanks_find(&out->blanks, a, i, s->name, xml, &shared, f));
    }
    return true;
}

/* Opens the file; the limits of a form, not of a table of data. */
static bool parse_begin(struct parse *p, struct table_limits *limits, const char *path,
                        struct text name, struct fault *f)
{
    struct stat s;
    *limits = TABLE_LIMITS;
    limits->entry_bytes_max = PART_BYTES_MAX;
    *p = (struct parse){.name = name, .limits = limits};
    p->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (p->fd < 0)
        return fault_set(f, errno == ENOENT ? FAULT_ABSENT : FAULT_SYSTEM, "cannot open \"%s\": %s",
                         path, strerror(errno));
    if (fstat(p->fd, &s) == 0 && S_ISREG(s.st_mode) && s.st_size <= PART_BYTES_MAX) {
        p->size = s.st_size;
        return true;
    }
    close(p->fd);
    return fault_set(f, FAULT_INPUT, "\"%.*s\" is no file, or a very large one", TEXT_ARG(name));
}

bool xlsx_template_read(struct xlsx_template *out, struct arena *a, const char *path,
                        struct text name, struct fault *f)
{
    struct parse p;
    struct table_limits limits;
    *out = (struct xlsx_template){.path = text_cstr(a, text_from(path)), .name = name};
    TRY(parse_begin(&p, &limits, path, name, f));
    SCOPED_ZIP *z = NULL;
    bool is_read =
        looked_at(out, a, &p, f) && zip_file_open(&z, &p, f) && template_blanks(out, a, &p, z, f);
    close(p.fd);
    return is_read;
}

/* ---- the copy ---- */

struct filling_in {
    const struct xlsx_template *template;
    const struct filling *fillings;
    struct text code, note;
    struct arena *arena; /* until the archive is closed */
    struct parse parse;
    zip_t *zip;
    struct shared_texts shared;
    bool has_formula;
};

/* With its old time: the same file twice has the same bytes. */
static bool part_replace(struct filling_in *w, const char *name, struct text bytes, struct fault *f)
{
    zip_stat_t s;
    zip_stat_init(&s);
    bool was_there = zip_stat(w->zip, name, 0, &s) == 0 && (s.valid & ZIP_STAT_MTIME);
    TRY(part_set(w->zip, name, bytes, f));
    zip_int64_t at = zip_name_locate(w->zip, name, 0);
    if (at >= 0 && was_there)
        zip_file_set_mtime(w->zip, (zip_uint64_t)at, s.mtime, 0);
    else if (at >= 0)
        zip_file_set_dostime(w->zip, (zip_uint64_t)at, 0, 1 << 5 | 1, 0); /* 1980-01-01 */
    return true;
}

static bool sheet_fill(struct filling_in *w, size_t sheet, size_t from, size_t count,
                       struct fault *f)
{
    SCOPED_ARENA part = {0};
    SCOPED_BUFFER out = {0};
    const char *name = w->template->sheets.items[sheet].part;
    struct text xml;
    TRY(part_get(&xml, &part, &w->parse, w->zip, name, f));
    bool has_formula = sheet_has_formula(xml);
    w->has_formula |= has_formula;
    if (count == 0 && !has_formula)
        return true;
    blanks_fill(&out, xml, &w->shared, w->fillings + from, count);
    return part_replace(w, name, text_copy(w->arena, buffer_text(&out)), f);
}

static bool sheets_fill(struct filling_in *w, struct fault *f)
{
    const blank_list *blanks = &w->template->blanks;
    size_t from = 0;
    for (size_t i = 0; i < w->template->sheets.count; i++) {
        size_t count = 0;
        while (from + count < blanks->count && blanks->items[from + count].sheet == i)
            count++;
        TRY(sheet_fill(w, i, from, count, f));
        from += count;
    }
    return true;
}

/* The receipt's code among the properties, where people and `receipt` find it. */
static bool properties_fill(struct filling_in *w, struct fault *f)
{
    struct property_parts parts = {.custom = {"", 0}};
    TRY(part_get(&parts.types, w->arena, &w->parse, w->zip, "[Content_Types].xml", f));
    TRY(part_get(&parts.relations, w->arena, &w->parse, w->zip, "_rels/.rels", f));
    parts.name = part_target(w->arena, parts.relations, "/custom-properties", "");
    bool is_new = parts.name == NULL;
    if (!is_new)
        TRY(part_get(&parts.custom, w->arena, &w->parse, w->zip, parts.name, f));
    property_put(&parts, w->arena, PROPERTY_CODE, w->code);
    property_put(&parts, w->arena, PROPERTY_NOTE, w->note);
    TRY(part_replace(w, is_new ? PROPERTY_PART : parts.name, parts.custom, f));
    if (!is_new)
        return true;
    properties_name(&parts, w->arena);
    return part_replace(w, "_rels/.rels", parts.relations, f) &&
           part_replace(w, "[Content_Types].xml", parts.types, f);
}

static bool copy_fill(struct filling_in *w, struct fault *f)
{
    struct text xml;
    TRY(shared_get(&w->shared, w->arena, w->template, &w->parse, w->zip, f));
    TRY(sheets_fill(w, f));
    if (w->has_formula) {
        TRY(part_get(&xml, w->arena, &w->parse, w->zip, "xl/workbook.xml", f));
        TRY(part_replace(w, "xl/workbook.xml", workbook_recalculated(w->arena, xml), f));
    }
    return properties_fill(w, f);
}

/* No key is left in the copy: else it is not what was asked for. */
static bool copy_is_filled(const struct filling_in *w, const char *path, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct xlsx_template again;
    TRY(xlsx_template_read(&again, &a, path, w->template->name, f));
    return again.blanks.count == 0 ||
           fault_set(f, FAULT_INPUT, "\"%.*s\": a key could not be filled",
                     TEXT_ARG(w->template->name));
}

bool xlsx_template_write(const struct xlsx_template *t, const struct filling *fillings,
                         struct text code, struct text note, const char *path, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct filling_in w = {
        .template = t, .fillings = fillings, .code = code, .note = note, .arena = &a};
    struct table_limits limits;
    int error = 0;
    TRY(file_copy(t->path, path, f));
    TRY(parse_begin(&w.parse, &limits, path, t->name, f));
    w.zip = zip_open(path, 0, &error);
    bool is_written =
        w.zip ? copy_fill(&w, f)
              : fault_set(f, FAULT_INPUT, "\"%.*s\" is broken or was cut short", TEXT_ARG(t->name));
    if (is_written && zip_close(w.zip) != 0)
        is_written = fault_set(f, FAULT_SYSTEM, "cannot write the archive \"%s\": %s", path,
                               zip_strerror(w.zip));
    else if (is_written)
        w.zip = NULL;
    if (w.zip)
        zip_discard(w.zip);
    close(w.parse.fd);
    return is_written && copy_is_filled(&w, path, f);
}
