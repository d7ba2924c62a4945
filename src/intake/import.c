#include "base/language.h"
#include "intake/inside.h"
#include "intake/intake.h"

#include <string.h>
#include <sys/stat.h>

#define LARGE_BYTES (32ll << 20) /* of all files: from here on a batch counts as large */
#define ROWS_BETWEEN_TELLING 4096

/* ---- findings ---- */

struct sheet_report *report_of(const struct intake *in, const struct sheet_work *s)
{
    return &in->report->sheets.items[s->report];
}

void finding_tell(struct intake *in, enum finding_level level, const char *kind,
                  const struct plan_column *column, struct text found, struct text wanted,
                  struct text says)
{
    const struct sheet_report *report = report_of(in, in->sheet);
    struct finding finding = {.level = level,
                              .kind = text_from(kind),
                              .file = report->file,
                              .sheet = report->sheet,
                              .row = in->row ? in->row->number : 0,
                              .found = found,
                              .wanted = wanted,
                              .says = says};
    if (column && column->heading) {
        finding.column = column->heading->column;
        finding.heading = column->heading->shown;
    }
    in->report->finding_count++;
    in->report->warning_count += level == FINDING_WARN || level == FINDING_ASK;
    finding_keep(in, &finding);
    if (in->sink)
        in->sink->take(in->sink->self, &finding);
}

void row_refuse(struct intake *in, const char *kind, const struct plan_column *column,
                struct text found, struct text wanted, struct text says)
{
    buffer_add_str(&in->reasons, in->reasons.n ? "；" : "");
    if (column && column->heading)
        buffer_printf(&in->reasons, "%.*s：", TEXT_ARG(column->heading->shown));
    buffer_add(&in->reasons, says);
    in->is_refused = true;
    finding_tell(in, FINDING_REFUSE, kind, column, found, wanted, says);
}

/* ---- the second pass ---- */

/* A pass over the files: the sheets of one rank, and of those with several parts one part. */
struct landing {
    struct intake *in;
    int rank, part;
};

static struct sheet_work *sheet_find(const struct landing *landing, size_t file, int ordinal)
{
    const struct intake *in = landing->in;
    for (size_t i = 0; i < in->sheets.count; i++) {
        struct sheet_work *s = in->sheets.items[i];
        if (s->file == file && s->ordinal == ordinal && s->r.type && s->rank == landing->rank &&
            s->part == landing->part)
            return s;
    }
    return NULL;
}

static bool land_sheet(void *self, const struct sheet *sheet, struct fault *f)
{
    struct landing *landing = self;
    struct intake *in = landing->in;
    (void)sheet;
    if (in->sheet)
        sheet_close(in, in->sheet);
    struct sheet_work *s =
        sheet_find(landing, in->file_now, in->file_work[in->file_now].sheets_read++);
    return !s || sheet_open(in, s, f);
}

static void progress_tell(struct intake *in, const struct sheet_report *report)
{
    if (in->options->progress.tell && report->rows % ROWS_BETWEEN_TELLING == 0)
        in->options->progress.tell(in->options->progress.self, report->file, report->rows, 0);
}

static bool land_row(void *self, const struct sheet_row *row, struct fault *f)
{
    struct intake *in = ((struct landing *)self)->in;
    if (!in->sheet || row->number <= report_of(in, in->sheet)->heading_row)
        return true;
    progress_tell(in, report_of(in, in->sheet));
    return row_land(in, row, f);
}

static bool file_has(const struct landing *landing, size_t file)
{
    const struct intake *in = landing->in;
    for (size_t i = 0; i < in->sheets.count; i++) {
        const struct sheet_work *s = in->sheets.items[i];
        if (s->file == file && s->r.type && s->rank == landing->rank && s->part == landing->part)
            return true;
    }
    return false;
}

static bool land_file(struct landing *landing, size_t file, struct fault *f)
{
    struct intake *in = landing->in;
    struct table_sink sink = {land_sheet, land_row, landing};
    in->file_now = file;
    in->file_work[file].sheets_read = 0;
    bool good = table_read(in->files[file].path, in->files[file].name, &TABLE_LIMITS, &sink, f);
    if (in->sheet)
        sheet_close(in, in->sheet);
    return good;
}

static bool land_files(struct intake *in, struct fault *f)
{
    int ranks = 0, parts = 0;
    for (size_t i = 0; i < in->sheets.count; i++) {
        const struct sheet_work *s = in->sheets.items[i];
        ranks = s->rank > ranks ? s->rank : ranks;
        parts = s->part > parts ? s->part : parts;
    }
    for (struct landing l = {in, 0, 0}; l.rank <= ranks; l.rank++)
        for (l.part = 0; l.part <= parts; l.part++)
            for (size_t i = 0; i < in->file_count; i++)
                if (file_has(&l, i))
                    TRY(land_file(&l, i, f));
    return true;
}

/* ---- the batch ---- */

static bool versions_note(struct intake *in, struct fault *f)
{
    const struct catalogue *c = in->ledger->catalogue;
    in->first_versions = ARENA_ARRAY(&in->work, int64_t, c->types.count + 1);
    for (size_t i = 0; i < c->types.count; i++) {
        struct text sql = text_printf(&in->work, "SELECT max(version) + 1 FROM %.*s",
                                      TEXT_ARG(c->types.items[i]->table));
        TRY(store_int(in->ledger->store, sql.p, 1, &in->first_versions[c->types.items[i]->index],
                      f));
    }
    return true;
}

static struct text batch_note(struct intake *in)
{
    SCOPED_BUFFER b = {0};
    buffer_add_str(&b, tr("import"));
    for (size_t i = 0; i < in->file_count && i < 5; i++)
        buffer_printf(&b, "%s%.*s", i ? "、" : " ", TEXT_ARG(in->files[i].name));
    if (in->file_count > 5)
        buffer_printf(&b, " … (%zu)", in->file_count);
    return text_copy(&in->work, buffer_text(&b));
}

static bool is_large(const struct intake *in)
{
    int64_t bytes = 0;
    for (size_t i = 0; i < in->file_count; i++) {
        struct stat st;
        bytes += stat(in->files[i].path, &st) == 0 ? st.st_size : 0;
    }
    return bytes >= LARGE_BYTES;
}

static bool batch_start(struct intake *in, struct fault *f)
{
    struct batch_head head = {.author = in->options->author,
                              .note = batch_note(in),
                              .expects = in->options->expects,
                              .is_large = is_large(in)};
    TRY(batch_begin(&in->batch, in->ledger, &head, f));
    in->report->all_seen_before = in->file_count > 0;
    for (size_t i = 0; i < in->file_count; i++) {
        struct file_work *w = &in->file_work[i];
        TRY(batch_source(in->batch, in->files[i].path, in->files[i].name, &w->source, &w->is_seen,
                         f));
        in->report->all_seen_before &= w->is_seen;
    }
    return versions_note(in, f);
}

static void report_add(struct intake *in)
{
    struct intake_report *r = in->report;
    for (size_t i = 0; i < r->sheets.count; i++) {
        const struct sheet_report *s = &r->sheets.items[i];
        r->rows += s->rows;
        r->news += s->news;
        r->changed += s->changed;
        r->same += s->same;
        r->refused += s->refused;
    }
}

/* Columns that were matched once are matched the same way next time. */
static void mappings_remember(struct intake *in)
{
    for (size_t i = 0; i < in->sheets.count; i++) {
        struct sheet_work *s = in->sheets.items[i];
        struct fault ignored = {0};
        if (!s->r.type || s->mapping || report_of(in, s)->rows == report_of(in, s)->refused)
            continue;
        ledger_note_put(in->ledger, TEXT("mapping"), s->r.fingerprint,
                        mapping_print(&in->work, &s->r), &ignored);
    }
}

static bool import_land(struct intake *in, struct fault *f)
{
    TRY(batch_start(in, f));
    if (in->options->replaces.n)
        TRY(replaces_begin(in, f));
    TRY(land_files(in, f));
    report_add(in);
    if (in->options->replaces.n)
        TRY(replaces_end(in, f));
    TRY(refused_finish(in, f));
    struct batch *b = in->batch;
    if (in->options->dry_run)
        return true;
    in->batch = NULL;
    TRY(batch_commit(b, &in->report->batch, f));
    mappings_remember(in);
    findings_remember(in);
    return true;
}

/* ---- what was asked for ---- */

static bool mapping_check(struct intake *in, struct fault *f)
{
    struct text entry, rest = in->options->mapping;
    while (rest.n && text_split(&entry, &rest, ';')) {
        struct text heading, path = entry;
        const struct column_path *found = NULL;
        if (text_trim(entry).n == 0 || text_starts(text_trim(entry), TEXT("@")))
            continue;
        if (!text_split(&heading, &path, '=') || !path.p)
            return fault_set(f, FAULT_INPUT, "\"%.*s\" is not HEADING=FIELD", TEXT_ARG(entry));
        path = mapping_is_constant(&heading) ? heading : text_trim(path);
        for (size_t i = 0; path.n && !found && i < in->ledger->catalogue->types.count; i++)
            found = path_find(&in->titles, in->ledger->catalogue->types.items[i], path);
        if (path.n && !found)
            return fault_set(f, FAULT_INPUT, "no record type has a field \"%.*s\"", TEXT_ARG(path));
    }
    return true;
}

static bool intake_begin(struct intake *in, struct fault *f)
{
    if (in->options->as_type.n)
        TRY(catalogue_type_get(&in->as_type, in->ledger->catalogue, in->options->as_type, f));
    title_index_build(&in->titles, &in->work, in->ledger->catalogue);
    TRY(mappings_read(&in->mappings, &in->work, &in->titles, f));
    in->file_work = ARENA_ARRAY(&in->work, struct file_work, in->file_count + 1);
    in->report->head = in->ledger->head;
    return mapping_check(in, f);
}

static void intake_end(struct intake *in)
{
    for (size_t i = 0; i < in->sheets.count; i++)
        if (in->sheets.items[i] == in->sheet)
            plan_clear(&in->sheet->plan);
    batch_abandon(in->batch);
    refused_drop(in);
    replaces_drop(in);
    region_cache_clear(&in->regions);
    buffer_clear(&in->reasons);
    buffer_clear(&in->kept);
    arena_clear(&in->scratch);
    arena_clear(&in->work);
}

bool intake_import(struct intake_report *out, struct arena *a, struct ledger *l,
                   const struct viewer *v, const struct intake_file *files, size_t file_count,
                   const struct intake_options *options, const struct finding_sink *findings,
                   struct fault *f)
{
    struct intake in = {.arena = a,
                        .ledger = l,
                        .viewer = v,
                        .options = options,
                        .files = files,
                        .file_count = file_count,
                        .report = out,
                        .sink = findings};
    *out = (struct intake_report){0};
    bool good = intake_begin(&in, f) && scan_files(&in, f) && import_land(&in, f);
    intake_end(&in);
    return good;
}

bool intake_mappings_check(const struct catalogue *c, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct title_index titles;
    mapping_list all = {0};
    title_index_build(&titles, &a, c);
    return mappings_read(&all, &a, &titles, f);
}
