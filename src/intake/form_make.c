/*
 * A form as a workbook: a line of title with the form's code, one on how to fill it in, headings,
 * and a row a person: those with something open first. The code stands in the title, under the
 * table and on a hidden sheet, because what comes back through a phone has lost some of them.
 */
#include "base/language.h"
#include "file/workbook.h"
#include "intake/form.h"
#include "intake/intake.h"

struct making {
    struct arena *arena, row;
    struct ledger *ledger;
    const struct viewer *viewer;
    const struct mapping *mapping;
    struct form_key key;
    struct form_id id;
    struct text code;
    struct form_bases *bases; /* by part */
    LIST(const struct mapping_column *) columns;
    LIST(size_t) parts; /* of which part a column is */
    struct workbook *workbook;
    int64_t line;
};

static bool has_column(const struct making *m, struct text normal)
{
    for (size_t i = 0; i < m->columns.count; i++)
        if (text_equal(m->columns.items[i]->normal, normal))
            return true;
    return text_equal(normal, m->mapping->code) || text_equal(normal, m->mapping->subject_name);
}

static bool is_of_subject(const struct mapping *m, const struct column_path *path)
{
    return path->depth ? path->refs[0]->type.target == m->subject : path->type == m->subject;
}

/* Each heading once, in the order of the parts; what only a person added by hand needs is last. */
static void columns_gather(struct making *m)
{
    for (int by_hand = 0; by_hand < 2; by_hand++)
        for (size_t p = 0; p < m->mapping->parts.count; p++) {
            const struct mapping_part *part = &m->mapping->parts.items[p];
            for (size_t i = 0; i < part->columns.count; i++) {
                const struct mapping_column *c = &part->columns.items[i];
                bool is_key = is_of_subject(m->mapping, c->path) && c->path->in_key;
                if (is_key != by_hand || has_column(m, c->normal))
                    continue;
                LIST_ADD(m->arena, &m->columns, c);
                LIST_ADD(m->arena, &m->parts, p);
            }
        }
}

/* The day a form of a month stands for: its last, or today while the month lasts. */
struct day form_day(struct month month)
{
    struct day last = month_last(month), today = day_today();
    return last.since_1970 < today.since_1970 ? last : today;
}

static struct text title_of(struct making *m)
{
    int year, month, day;
    struct text place = region_full_name(m->arena, m->ledger->catalogue->regions, m->id.place);
    day_split(m->id.day, &year, &month, &day);
    return text_printf(m->arena, "%.*s%.*s（%d年%d月） 表码：%.*s", TEXT_ARG(place),
                       TEXT_ARG(m->mapping->form), year, month, TEXT_ARG(m->code));
}

static bool head_write(struct making *m, struct fault *f)
{
    struct workbook *w = m->workbook;
    int last = (int)m->columns.count + 1;
    TRY(workbook_sheet(w, m->mapping->form, f));
    for (int i = 0; i <= last; i++)
        workbook_width(w, i, 14);
    workbook_merge(w, 0, 0, 0, last, title_of(m), STYLE_TITLE);
    workbook_merge(w, 1, 0, 1, last, m->mapping->note, STYLE_NOTE);
    workbook_text(w, 2, 0, m->mapping->code, STYLE_HEAD);
    workbook_text(w, 2, 1, m->mapping->subject_name, STYLE_HEAD);
    for (size_t i = 0; i < m->columns.count; i++)
        workbook_text(w, 2, (int)i + 2, m->columns.items[i]->heading, STYLE_HEAD);
    workbook_freeze(w, 3, 2);
    m->line = 3;
    return true;
}

/* What the ledger knows of one subject, in the columns that are filled. */
static bool cells_write(struct making *m, int64_t subject, struct fault *f)
{
    for (size_t i = 0; i < m->columns.count; i++) {
        size_t p = m->parts.items[i];
        struct version base;
        bool found;
        struct text t;
        int64_t record = form_base_of(&m->bases[p], subject);
        if (!m->columns.items[i]->is_filled || !record)
            continue;
        TRY(record_read(&base, &found, &m->row, m->ledger, m->viewer,
                        m->mapping->parts.items[p].type, record, m->id.batch, f));
        if (!found)
            continue;
        TRY(form_value(&t, &m->row, m->ledger, m->viewer, m->columns.items[i]->path, base.values,
                       m->id.batch, f));
        workbook_text(m->workbook, m->line, (int)i + 2, t, STYLE_PLAIN);
    }
    return true;
}

static bool row_write(struct making *m, int64_t subject, struct fault *f)
{
    struct text code;
    arena_reset(&m->row);
    TRY(subject_code_print(&code, &m->row, &m->key, subject, f));
    workbook_text(m->workbook, m->line, 0, code, STYLE_PLAIN);
    workbook_text(m->workbook, m->line, 1,
                  form_name_of(&m->row, m->ledger, m->viewer, m->mapping->subject, subject),
                  STYLE_PLAIN);
    TRY(cells_write(m, subject, f));
    m->line++;
    return true;
}

static bool is_busy(const struct making *m, int64_t subject)
{
    for (size_t p = 0; p < m->mapping->parts.count; p++)
        if (m->mapping->parts.items[p].base == BASE_KEEPS && form_base_of(&m->bases[p], subject))
            return true;
    return false;
}

static bool rows_write(struct making *m, struct form_made *out, struct fault *f)
{
    form_subject_list subjects = {0};
    TRY(form_subjects(&subjects, m->arena, m->ledger, m->mapping, m->id, 0, f));
    for (int busy = 1; busy >= 0; busy--)
        for (size_t i = 0; i < subjects.count; i++) {
            if (is_busy(m, subjects.items[i].record) != busy)
                continue;
            TRY(row_write(m, subjects.items[i].record, f));
            out->subjects++;
            out->busy += busy;
        }
    workbook_text(m->workbook, m->line, 0,
                  text_printf(m->arena, tr("this table is imported as it comes back; code %.*s"),
                              TEXT_ARG(m->code)),
                  STYLE_NOTE);
    TRY(workbook_sheet(m->workbook, text_from(tr("code")), f));
    workbook_text(m->workbook, 0, 0, m->code, STYLE_PLAIN);
    workbook_hide_sheet(m->workbook);
    return true;
}

static bool form_write(struct making *m, struct form_made *out, const char *path, struct fault *f)
{
    struct fault finish = {0};
    TRY(workbook_open(&m->workbook, path, f));
    bool good = head_write(m, f) && rows_write(m, out, f);
    return workbook_finish(m->workbook, good ? f : &finish) && good;
}

static bool making_begin(struct making *m, struct text form, struct fault *f)
{
    struct title_index titles;
    mapping_list all = {0};
    title_index_build(&titles, m->arena, m->ledger->catalogue);
    TRY(mappings_read(&all, m->arena, &titles, f));
    TRY(mapping_form_get(&m->mapping, &all, form, f));
    return form_key_get(&m->key, m->ledger, f);
}

bool intake_form(struct form_made *out, struct arena *a, struct ledger *l, const struct viewer *v,
                 const struct form_asked *asked, const char *path, struct fault *f)
{
    struct making m = {.arena = a,
                       .ledger = l,
                       .viewer = v,
                       .id = {asked->place, form_day(asked->month), l->head}};
    *out = (struct form_made){.day = m.id.day};
    TRY(making_begin(&m, asked->form, f));
    TRY(form_code_print(&m.code, a, &m.key, asked->form, m.id, f));
    columns_gather(&m);
    m.bases = ARENA_ARRAY(a, struct form_bases, m.mapping->parts.count + 1);
    for (size_t i = 0; i < m.mapping->parts.count; i++)
        TRY(form_bases_read(&m.bases[i], a, l, m.mapping, &m.mapping->parts.items[i], m.id.day,
                            m.id.batch, f));
    bool good = form_write(&m, out, path, f);
    arena_clear(&m.row);
    out->code = m.code;
    return good && ledger_disclose(l, v, m.mapping->subject, 0,
                                   text_printf(a, tr("form %.*s with %lld masked names"),
                                               TEXT_ARG(title_of(&m)), (long long)out->subjects),
                                   f);
}

bool intake_form_places(int64_t **out, size_t *count, int64_t *elsewhere, struct arena *a,
                        struct ledger *l, const struct form_asked *asked, struct fault *f)
{
    struct making m = {.arena = a, .ledger = l};
    form_subject_list subjects = {0};
    struct map seen = {0};
    LIST(int64_t) places = {0};
    *elsewhere = 0;
    TRY(making_begin(&m, asked->form, f));
    m.id = (struct form_id){asked->place, form_day(asked->month), l->head};
    TRY(form_subjects(&subjects, a, l, m.mapping, m.id, 0, f));
    for (size_t i = 0; i < subjects.count; i++) {
        int64_t place = subjects.items[i].place;
        struct text key = text_printf(a, "%lld", (long long)place);
        *elsewhere += region_level_of(place) != LEVEL_VILLAGE;
        if (region_level_of(place) != LEVEL_VILLAGE || map_find(&seen, key))
            continue;
        map_put(a, &seen, key, l);
        LIST_ADD(a, &places, place);
    }
    *out = places.items;
    *count = places.count;
    return true;
}
