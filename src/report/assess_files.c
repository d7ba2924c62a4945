/*
 * The evidence of an assessment as one ZIP: a folder an indicator with its records, an index over
 * all, a list of every file with its hash. Records are masked extracts; the files that were handed
 * in hold full names and numbers, and go in only for a reason that is recorded.
 */
#include "base/language.h"
#include "file/package.h"
#include "report/assess_inside.h"
#include "report/receipt.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NAME_CHARACTERS_MAX 40 /* of a part of a path: Windows allows 260 in all */
#define DAY_MS INT64_C(86400000)
#define ZONE_MS INT64_C(28800000) /* UTC+8 */
#define IDNO_BYTES 18
#define PHONE_BYTES 11

struct file_listed {
    struct text name;
    int64_t bytes;
    struct hash digest;
};

/* An original, and how often records of the assessment name it. */
struct original {
    const struct evidence_sheet *sheet; /* one of its sheets */
    const struct record_type *type;     /* of the first record that came from it */
    int64_t uses;
    struct text name; /* in the ZIP; empty: not in it */
};

struct packing {
    struct arena *arena;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct paper *paper;
    const struct assessment *s;
    struct assess_files *files;
    struct package *package;
    struct text part; /* where a file lies until it is packed */
    int64_t made_ms;
    LIST(struct file_listed) listed;
    LIST(struct original) originals;
    LIST(struct text) folders; /* by row */
    struct fault *fault;
};

/* ---- names that every system takes ---- */

static bool is_barred(uint32_t c)
{
    return c < 0x20 || c == 0x7f || (c < 0x80 && strchr("<>:\"/\\|?*", (int)c));
}

/* No sign that Windows bars, no point or blank at its end, not too long. */
static struct text name_clean(struct arena *a, struct text name)
{
    char *clean = arena_alloc(a, name.n + 1);
    size_t n = 0;
    int characters = 0;
    for (size_t at = 0, length; at < name.n && characters < NAME_CHARACTERS_MAX; at += length) {
        uint32_t c = utf8_next(text_slice(name, at, name.n), &length);
        n += utf8_put(clean + n, is_barred(c) ? '_' : c);
        characters++;
    }
    while (n && (clean[n - 1] == '.' || clean[n - 1] == ' '))
        n--;
    return n ? (struct text){clean, n} : TEXT("_");
}

/* The end of a file's name stays: it says what opens it. */
static struct text file_clean(struct arena *a, struct text name)
{
    const char *slash = name.n ? memrchr(name.p, '/', name.n) : NULL;
    if (slash)
        name = text_slice(name, (size_t)(slash - name.p) + 1, name.n);
    const char *point = name.n ? memrchr(name.p, '.', name.n) : NULL;
    size_t stem = point ? (size_t)(point - name.p) : name.n;
    struct text ending = text_slice(name, stem, name.n);
    if (ending.n > 8)
        ending = TEXT("");
    struct text first = name_clean(a, text_slice(name, 0, ending.n ? stem : name.n));
    return text_printf(a, "%.*s%.*s", TEXT_ARG(first),
                       TEXT_ARG(ending.n ? name_clean(a, ending) : TEXT("")));
}

static struct text folder_name(struct arena *a, const struct assess_row *r)
{
    struct text area = name_clean(a, label_now(r->area->label)), name = name_clean(a, r->label);
    return text_printf(a, "%02d_%.*s/%02d_%.*s", r->area_number, TEXT_ARG(area), r->number,
                       TEXT_ARG(name));
}

/* ---- numbers of persons in free text ---- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_birthday(const char *p)
{
    int month = (p[4] - '0') * 10 + p[5] - '0', day = (p[6] - '0') * 10 + p[7] - '0';
    return (p[0] == '1' || p[0] == '2') && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* A field that is open may hold what somebody typed into it: a number of a person is masked. */
static struct text numbers_masked(struct arena *a, struct text t)
{
    char *out = text_cstr(a, t);
    for (size_t at = 0; at < t.n;) {
        size_t n = 0;
        while (at + n < t.n && is_digit(t.p[at + n]))
            n++;
        bool ends_in_x =
            n == IDNO_BYTES - 1 && at + n < t.n && (t.p[at + n] == 'X' || t.p[at + n] == 'x');
        bool is_idno = (n == IDNO_BYTES || ends_in_x) && is_birthday(t.p + at + 6);
        bool is_phone = n == PHONE_BYTES && t.p[at] == '1' && t.p[at + 1] >= '3';
        if (is_idno)
            memset(out + at + 6, '*', 8);
        else if (is_phone)
            memset(out + at + 3, '*', 4);
        at += n + 1;
    }
    return (struct text){out, t.n};
}

/* ---- files of the package ---- */

static bool bytes_read(struct buffer *out, const char *path, struct fault *f)
{
    char chunk[65536];
    size_t n;
    FILE *file = fopen(path, "rbe");
    if (!file)
        return fault_set(f, FAULT_SYSTEM, "%s cannot be opened: %s", path, strerror(errno));
    while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
        buffer_add(out, (struct text){chunk, n});
    bool good = !ferror(file);
    fclose(file);
    return good || fault_set(f, FAULT_SYSTEM, "%s cannot be read", path);
}

static void part_add(struct packing *w, struct text name, struct text bytes)
{
    struct file_listed one = {text_copy(w->arena, name), (int64_t)bytes.n, hash_of(bytes)};
    package_part(w->package, text_cstr(w->arena, name), bytes);
    LIST_ADD(w->arena, &w->listed, one);
}

static bool workbook_add(struct packing *w, const struct paper *p, struct text name)
{
    SCOPED_BUFFER bytes = {0};
    TRY(paper_write(p, PAPER_XLSX, w->part.p, w->fault));
    bool good = bytes_read(&bytes, w->part.p, w->fault);
    unlink(w->part.p);
    if (good)
        part_add(w, name, buffer_text(&bytes));
    return good;
}

/* A paper of its own under the same scope and standing. */
static struct paper paper_sub(const struct packing *w, struct text title)
{
    const struct paper *p = w->paper;
    return (struct paper){.form = p->form,
                          .title = title,
                          .scope = p->scope,
                          .scope_text = p->scope_text,
                          .banner = p->banner,
                          .standing = p->standing,
                          .head_hash = p->head_hash,
                          .made_ms = w->made_ms,
                          .known = p->known};
}

/* ---- which files records came from ---- */

static struct original *original_get(struct packing *w, const struct evidence_sheet *sheet,
                                     const struct record_type *type)
{
    size_t at = 0;
    while (at < w->originals.count && w->originals.items[at].sheet->source < sheet->source)
        at++;
    if (at < w->originals.count && w->originals.items[at].sheet->source == sheet->source)
        return &w->originals.items[at];
    LIST_ADD(w->arena, &w->originals, (struct original){.sheet = sheet, .type = type});
    struct original one = w->originals.items[w->originals.count - 1];
    for (size_t n = w->originals.count - 1; n > at; n--)
        w->originals.items[n] = w->originals.items[n - 1];
    w->originals.items[at] = one;
    return &w->originals.items[at];
}

static void original_use(struct packing *w, const struct record_proof *p)
{
    const struct evidence_sheet *sheet = sheet_find(w->s, p->sheet);
    if (sheet)
        original_get(w, sheet, p->type)->uses++;
}

/* ---- the records of an indicator ---- */

static struct text proofs_text(struct arena *a, const struct record_proof *p)
{
    SCOPED_BUFFER out = {0};
    const bool has[] = {p->has_voucher, p->has_both, p->sample_agrees,
                        p->is_sampled && !p->sample_agrees};
    const char *const words[] = {tr("a voucher"), tr("both sides' word"),
                                 tr("a sample that agrees"), tr("a sample that differs")};
    for (size_t i = 0; i < sizeof(has) / sizeof(*has); i++)
        if (has[i])
            buffer_printf(&out, "%s%s", out.n ? tr(", ") : "", words[i]);
    return text_copy(a, out.n ? buffer_text(&out) : text_from(tr("one side's word")));
}

static void column_put(struct arena *a, struct paper_table *t, struct text title, int width,
                       bool is_number)
{
    struct paper_heading heading = {title, (int)t->columns.count, 1, 0, 1};
    LIST_ADD(a, &t->columns, (struct paper_column){width, is_number, false});
    LIST_ADD(a, &t->headings, heading);
}

static bool is_shown(const struct field *f)
{
    return f->class != CLASS_SEALED;
}

static struct paper_table *records_table(struct making *m, const struct record_type *type)
{
    static const struct assess_column behind[] = {
        {"proof", 10}, {"proof missing", 8}, {"batch", -5},           {"file", 18},
        {"sheet", 12}, {"row", -5},          {"hash of the row", 34},
    };
    struct arena *a = m->arena;
    struct paper_table *t = ARENA_NEW(a, struct paper_table);
    paper_add(m->paper, a, PAPER_HEADING, label_now(type->label));
    paper_add(m->paper, a, PAPER_TABLE, TEXT(""))->table = t;
    column_put(a, t, text_from(tr("no.")), 4, true);
    for (size_t i = 0; i < type->field_count; i++)
        if (is_shown(&type->fields[i]))
            column_put(a, t, field_title(m, &type->fields[i]), 9, false);
    for (size_t i = 0; i < sizeof(behind) / sizeof(*behind); i++)
        column_put(a, t, text_from(tr(behind[i].title)),
                   behind[i].width < 0 ? -behind[i].width : behind[i].width, behind[i].width < 0);
    t->heading_rows = 1;
    t->kept_columns = 1;
    return t;
}

static void origin_cells(struct arena *a, struct paper_row *row, const struct assessment *s,
                         const struct record_proof *p)
{
    const struct evidence_sheet *sheet = sheet_find(s, p->sheet);
    cell_add_text(a, row, sheet ? sheet->file : text_from(tr("entered in a form")));
    cell_add_text(a, row, sheet ? sheet->name : TEXT(""));
    if (sheet)
        cell_add_count(a, row, p->row);
    else
        cell_add_text(a, row, TEXT(""));
}

static struct text hash_hex(struct arena *a, struct text bytes)
{
    struct hash h = {{0}};
    memcpy(h.bytes, bytes.p, bytes.n < HASH_BYTES ? bytes.n : HASH_BYTES);
    return hash_print(a, &h);
}

static bool record_row(struct making *m, const struct packing *w, struct paper_table *t,
                       const struct assess_row *r, const struct record_proof *p)
{
    struct arena *a = m->arena;
    struct paper_row row = {.is_head = false};
    struct version v;
    bool found;
    TRY(record_read(&v, &found, a, w->ledger, w->viewer, p->type, p->record, w->paper->known,
                    w->fault));
    if (!found)
        return true;
    cell_add_count(a, &row, (int64_t)t->rows.count + 1);
    for (size_t i = 0; i < p->type->field_count; i++) {
        if (!is_shown(&p->type->fields[i]))
            continue;
        struct paper_cell cell = field_cell(m, &p->type->fields[i], &v);
        if (!cell.is_number && p->type->fields[i].type.kind == KIND_TEXT)
            cell.text = numbers_masked(a, cell.text);
        LIST_ADD(a, &row.cells, cell);
    }
    cell_add_text(a, &row, proofs_text(a, p));
    bool is_missing = proof_is_missing(&r->row->asks, p);
    cell_add_text(a, &row, is_missing ? asks_print(a, &r->row->asks) : TEXT(""));
    cell_add_count(a, &row, v.since);
    origin_cells(a, &row, w->s, p);
    cell_add_text(a, &row, hash_hex(a, v.hash));
    LIST_ADD(a, &t->rows, row);
    return true;
}

/* What the figure is and stands against, over its records. */
static void row_say(struct making *m, const struct packing *w, const struct assess_row *r)
{
    struct arena *a = m->arena;
    const struct indicator *i = r->row->figure.indicator;
    struct text unit = r->row->figure.unit ? label_now(r->row->figure.unit->label) : TEXT("");
    struct text definition = label_now((struct label){i->definition_zh, i->definition_en});
    paper_add(m->paper, a, PAPER_PARAGRAPH,
              text_printf(a, tr("%.*s: %.*s %.*s"), TEXT_ARG(r->label), TEXT_ARG(r->shown),
                          TEXT_ARG(unit)));
    if (definition.n)
        paper_add(m->paper, a, PAPER_PARAGRAPH,
                  text_printf(a, tr("How it is counted: %.*s"), TEXT_ARG(definition)));
    paper_add(m->paper, a, PAPER_PARAGRAPH,
              text_printf(a, tr("Indicator %.*s, scope %.*s"), TEXT_ARG(i->name),
                          TEXT_ARG(scope_print(a, &r->scope))));
    if (r->targets.count)
        targets_table(m, w->s, r, tr("Targets"));
}

static bool records_write(struct packing *w, const struct assess_row *r, struct text folder)
{
    SCOPED_ARENA a = {0}; /* of one indicator: some have ten thousand records */
    struct paper paper = paper_sub(w, r->label);
    struct making m = {
        .arena = &a, .ledger = w->ledger, .viewer = w->viewer, .paper = &paper, .fault = w->fault};
    struct paper_table *t = NULL;
    struct record_proof *all;
    size_t count;
    TRY(proofs_read(&all, &count, &a, w->ledger, w->viewer, r, w->paper->known, w->fault));
    row_say(&m, w, r);
    for (size_t i = 0; i < count; i++) {
        if (!t || all[i].type != all[i - 1].type)
            t = records_table(&m, all[i].type);
        TRY(record_row(&m, w, t, r, &all[i]));
        original_use(w, &all[i]);
        w->files->records++;
    }
    if (count == 0)
        paper_add(&paper, &a, PAPER_PARAGRAPH, text_from(tr("No record stands behind it.")));
    paper_add(&paper, &a, PAPER_NOTE,
              text_from(tr("An extract: what is personal is masked or left out.")));
    return workbook_add(w, &paper,
                        text_printf(w->arena, "%.*s/%s", TEXT_ARG(folder), tr("records.xlsx")));
}

static bool missing_write(struct packing *w, const struct assess_row *r, struct text folder)
{
    SCOPED_ARENA a = {0};
    struct paper paper =
        paper_sub(w, text_printf(&a, tr("%.*s: records without proof"), TEXT_ARG(r->label)));
    if (r->proofs.missing == 0)
        return true;
    struct paper_table *t = assess_table(&paper, &a, missing_columns, MISSING_COLUMNS);
    missing_rows(t, &a, w->ledger, w->s, r, INT64_MAX);
    return workbook_add(
        w, &paper, text_printf(w->arena, "%.*s/%s", TEXT_ARG(folder), tr("without_proof.xlsx")));
}

static bool folders_write(struct packing *w)
{
    for (size_t i = 0; i < w->s->rows.count; i++) {
        const struct assess_row *r = &w->s->rows.items[i];
        struct text folder = folder_name(w->arena, r);
        LIST_ADD(w->arena, &w->folders, folder);
        TRY(records_write(w, r, folder));
        TRY(missing_write(w, r, folder));
        w->files->folders++;
    }
    return true;
}

/* ---- the files that were handed in ---- */

static bool original_add(struct packing *w, struct original *o)
{
    bool same, there;
    struct text path = evidence_path(w->arena, w->ledger, &o->sheet->digest);
    TRY(evidence_check(&same, &there, w->ledger, &o->sheet->digest, w->fault));
    if (!there || !same)
        return fault_set(w->fault, FAULT_ABSENT,
                         there ? "the file \"%.*s\" is not the one that was handed in"
                               : "the file \"%.*s\" is not kept any more",
                         TEXT_ARG(o->sheet->source_name));
    struct text name = file_clean(w->arena, o->sheet->source_name);
    o->name = text_printf(w->arena, "%s/%04lld_%.*s", tr("originals"), (long long)o->sheet->source,
                          TEXT_ARG(name));
    package_file(w->package, text_cstr(w->arena, o->name), text_cstr(w->arena, path));
    struct file_listed one = {o->name, o->sheet->bytes, o->sheet->digest};
    LIST_ADD(w->arena, &w->listed, one);
    w->files->files++;
    return true;
}

static bool originals_add(struct packing *w)
{
    for (size_t i = 0; w->files->originals && i < w->originals.count; i++)
        TRY(original_add(w, &w->originals.items[i]));
    return true;
}

/* Each original is in the disclosure log before it leaves. */
static bool originals_disclose(struct packing *w)
{
    for (size_t i = 0; w->files->originals && i < w->originals.count; i++) {
        const struct original *o = &w->originals.items[i];
        struct text digest = hash_print(w->arena, &o->sheet->digest);
        struct text why = text_printf(w->arena, "%.*s: %.*s %.16s", TEXT_ARG(w->files->why),
                                      TEXT_ARG(o->sheet->source_name), text_cstr(w->arena, digest));
        TRY(ledger_disclose(w->ledger, w->viewer, o->type, 0, why, w->fault));
    }
    return true;
}

/* ---- the index ---- */

static const struct assess_column index_columns[] = {
    {"folder", 24},        {"indicator", 18},     {"indicator code", 16}, {"unit of measure", 5},
    {"figure", -9},        {"target", -9},        {"done", -9},           {"completion (%)", -7},
    {"missing", -8},       {"standing", 6},       {"records", -6},        {"with a voucher", -6},
    {"both sides", -6},    {"sample agrees", -6}, {"sample differs", -6}, {"one side's word", -6},
    {"proof missing", -6},
};

static void held_numbers(struct arena *a, struct paper_row *row, const struct assess_held *h)
{
    bool has = h->state != ASSESS_NOTHING, is_counted = has && h->state != ASSESS_UNCOUNTED;
    const struct decimal *const numbers[] = {&h->wanted, &h->done, &h->completion, &h->missing};
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++)
        if (i ? is_counted : has)
            cell_add_number(a, row, *numbers[i]);
        else
            cell_add_text(a, row, TEXT("—"));
    cell_add_text(a, row, text_from(assess_state_label(h->state)));
}

static void index_row(struct arena *a, struct paper_table *t, const struct assess_row *r,
                      struct text folder)
{
    struct paper_row row = {.is_head = false};
    const struct unit *unit = r->held.state != ASSESS_NOTHING ? r->held.unit : r->row->figure.unit;
    cell_add_text(a, &row, folder);
    cell_add_text(a, &row, r->label);
    cell_add_text(a, &row, r->row->figure.indicator->name);
    cell_add_text(a, &row, unit ? label_now(unit->label) : TEXT(""));
    LIST_ADD(a, &row.cells,
             ((struct paper_cell){.text = r->shown, .is_number = r->is_known, .number = r->value}));
    held_numbers(a, &row, &r->held);
    proof_cells(a, &row, r);
    LIST_ADD(a, &t->rows, row);
}

static void originals_table(struct making *m, const struct packing *w)
{
    static const struct assess_column columns[] = {
        {"no.", -4},
        {"file", 22},
        {"bytes", -8},
        {"digest", 34},
        {"times it is named", -7},
        {"where it lies here", 24},
    };
    struct arena *a = m->arena;
    if (w->originals.count == 0)
        return;
    paper_add(m->paper, a, PAPER_HEADING, text_from(tr("Files that records came from")));
    struct paper_table *t = assess_table(m->paper, a, columns, sizeof(columns) / sizeof(*columns));
    for (size_t i = 0; i < w->originals.count; i++) {
        const struct original *o = &w->originals.items[i];
        struct paper_row row = {.is_head = false};
        cell_add_count(a, &row, o->sheet->source);
        cell_add_text(a, &row, o->sheet->source_name);
        cell_add_count(a, &row, o->sheet->bytes);
        cell_add_text(a, &row, hash_print(a, &o->sheet->digest));
        cell_add_count(a, &row, o->uses);
        cell_add_text(a, &row, o->name.n ? o->name : text_from(tr("not in it")));
        LIST_ADD(a, &t->rows, row);
    }
}

static void index_build(struct making *m, const struct packing *w)
{
    struct arena *a = m->arena;
    paper_add(m->paper, a, PAPER_PARAGRAPH,
              text_printf(a, tr("Head of the ledger: %.*s"), TEXT_ARG(w->paper->head_hash)));
    paper_add(m->paper, a, PAPER_PARAGRAPH,
              text_from(w->files->originals
                            ? tr("The files that were handed in are in it, with names and numbers "
                                 "of persons: keep them as such.")
                            : tr("Records stand in it as extracts, masked; the files that were "
                                 "handed in are not in it.")));
    paper_add(m->paper, a, PAPER_HEADING, text_from(tr("Areas")));
    summary_table(m->paper, a, w->s);
    paper_add(m->paper, a, PAPER_HEADING, text_from(tr("Folders")));
    struct paper_table *t =
        assess_table(m->paper, a, index_columns, sizeof(index_columns) / sizeof(*index_columns));
    for (size_t i = 0; i < w->s->rows.count; i++)
        index_row(a, t, &w->s->rows.items[i], w->folders.items[i]);
    targets_table(m, w->s, NULL, tr("Targets"));
    originals_table(m, w);
    missing_table(m, w->s);
}

static bool index_write(struct packing *w)
{
    SCOPED_BUFFER html = {0};
    struct paper paper =
        paper_sub(w, text_printf(w->arena, tr("%.*s: evidence"), TEXT_ARG(w->paper->title)));
    struct making m = {.arena = w->arena,
                       .ledger = w->ledger,
                       .viewer = w->viewer,
                       .paper = &paper,
                       .fault = w->fault};
    index_build(&m, w);
    TRY(workbook_add(w, &paper, text_from(tr("index.xlsx"))));
    paper_html(&html, &paper);
    part_add(w, text_from(tr("index.html")), buffer_text(&html));
    return true;
}

/* path, bytes, BLAKE2b-256: `b2sum -l 256` gives the same. */
static void list_write(struct packing *w)
{
    SCOPED_BUFFER out = {0};
    buffer_add_str(&out, "path\tbytes\tblake2b_256\n");
    for (size_t i = 0; i < w->listed.count; i++) {
        const struct file_listed *one = &w->listed.items[i];
        buffer_printf(&out, "%.*s\t%lld\t%.*s\n", TEXT_ARG(one->name), (long long)one->bytes,
                      TEXT_ARG(hash_print(w->arena, &one->digest)));
    }
    package_part(w->package, tr("files.tsv"), buffer_text(&out));
}

/* ---- the whole ---- */

static bool made_find(struct packing *w)
{
    struct batch_info *batches;
    size_t count;
    TRY(ledger_batches(&batches, &count, w->arena, w->ledger, w->fault));
    w->made_ms = DAY_MS;
    for (size_t i = 0; i < count; i++)
        if (batches[i].number == w->paper->known)
            w->made_ms = batches[i].at_ms;
    return true;
}

static bool may_pack(struct packing *w)
{
    const struct viewer *v = w->viewer;
    if (!w->files->originals)
        return true;
    if (text_trim(w->files->why).n == 0) {
        fault_set(w->fault, FAULT_USAGE, "originals hold names and numbers of persons: say why");
        return fault_hint(w->fault, "give the reason with --why; it is recorded");
    }
    /* A file holds rows of other places and systems, too. */
    return (v->role != ROLE_READER && v->regions.count == 0 && v->systems.count == 0) ||
           fault_set(w->fault, FAULT_DENIED, "records are not open to \"%.*s\"", TEXT_ARG(v->name));
}

static bool package_fill(struct packing *w)
{
    TRY(folders_write(w));
    TRY(originals_add(w));
    TRY(index_write(w));
    list_write(w);
    return true;
}

static bool package_write(struct packing *w, const char *passing)
{
    struct fault ignored = {0};
    struct day day = {(int32_t)((w->made_ms + ZONE_MS) / DAY_MS)};
    TRY(package_open_on(&w->package, passing, day, w->fault));
    bool good = package_fill(w);
    return package_finish(w->package, good ? w->fault : &ignored) && good;
}

bool assess_evidence(struct receipt *out, struct assess_files *files, struct paper *paper,
                     const struct assessment *s, struct arena *a, struct ledger *l,
                     const struct viewer *v, struct fault *f)
{
    struct packing w = {
        .arena = a, .ledger = l, .viewer = v, .paper = paper, .s = s, .files = files, .fault = f};
    char *passing = text_cstr(a, text_printf(a, "%s.new", files->path));
    w.part = text_printf(a, "%s.part", files->path);
    files->folders = files->records = files->files = 0;
    TRY(may_pack(&w));
    TRY(made_find(&w));
    TRY(receipt_begin(out, paper, a, l, files->who, files->path, files->name, f));
    bool good =
        package_write(&w, passing) && originals_disclose(&w) && receipt_keep(out, a, l, passing, f);
    if (good && rename(passing, files->path) != 0)
        good = fault_set(f, FAULT_SYSTEM, "cannot write \"%s\": %s", files->path, strerror(errno));
    if (!good)
        unlink(passing);
    unlink(w.part.p);
    return good;
}
