#include "prove/mark.h"

#include "base/language.h"

#include <stdlib.h>

#define RECORDS_MOST 3 /* named beside a figure; the page of the figure has all */

/* ---- which ---- */

/* The ledger's verdict stands there as a finding, too; it is said once. */
static bool says_verdict(const struct question *x, const struct quote *q)
{
    return x->others.n == 0 && ((x->tier == TIER_ERROR && q->verdict == VERDICT_DIFFERS) ||
                                (x->tier == TIER_TRUNCATED && q->verdict == VERDICT_TRUNCATED));
}

static int by_start(const void *x, const void *y)
{
    const struct mark *p = x, *q = y;
    if (p->start != q->start)
        return p->start < q->start ? -1 : 1;
    if (p->end != q->end)
        return p->end > q->end ? -1 : 1;
    return p->quote < q->quote ? -1 : p->quote > q->quote;
}

void marks_read(struct marks *out, const struct marking *m)
{
    const struct proof *p = m->proof;
    out->items = ARENA_ARRAY(m->arena, struct mark, p->count + p->question_count + 1);
    for (size_t i = 0; i < p->count; i++) {
        const struct quote *q = &p->quotes[i];
        out->items[i] = (struct mark){.start = q->byte_start, .end = q->byte_end, .quote = i};
        out->items[i].speaks = q->verdict != VERDICT_DATE && q->verdict != VERDICT_PLAIN;
    }
    out->count = p->count;
    for (size_t i = 0; i < p->question_count; i++) {
        const struct question *x = &p->questions[i];
        struct mark *mark = &out->items[x->quote == SIZE_MAX ? out->count : x->quote];
        if (x->quote == SIZE_MAX) {
            *mark = (struct mark){.start = x->byte_start, .end = x->byte_end, .quote = SIZE_MAX};
            out->count++;
        } else if (says_verdict(x, &p->quotes[x->quote])) {
            continue;
        }
        LIST_ADD(m->arena, &mark->questions, x);
        mark->speaks = true;
    }
    if (out->count)
        qsort(out->items, out->count, sizeof(*out->items), by_start);
}

/* ---- what is said ---- */

static struct text squeezed(struct arena *a, struct text t)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < t.n; i++)
        if ((unsigned char)t.p[i] > ' ')
            buffer_add_char(&b, t.p[i]);
    return text_copy(a, buffer_text(&b));
}

static void line_add(struct mark_note *out, struct marking *m, enum mark_line_kind kind,
                     struct text text)
{
    if (text.n)
        LIST_ADD(m->arena, &out->lines, (struct mark_line){kind, text});
}

static struct text ledger_words(struct marking *m, const struct quote *q)
{
    const char *const bases[] = {tr("counted"), tr("entered"), tr("computed")};
    const struct figure *x = q->figure;
    if (!q->figure || !x->is_known)
        return TEXT("");
    if (x->is_withheld)
        return text_from(tr("fewer than five persons: withheld"));
    const struct unit *unit = q->indicator->unit;
    struct text evidence =
        text_printf(m->arena, tr("%lld records, %lld with a voucher, %lld confirmed by both sides"),
                    (long long)x->evidence.records, (long long)x->evidence.vouchers,
                    (long long)x->evidence.both_sides);
    return text_printf(m->arena, tr("ledger: %.*s %.*s (%s; %.*s)"),
                       TEXT_ARG(decimal_print(m->arena, decimal_trim(x->value))),
                       TEXT_ARG(unit ? label_now(unit->label) : TEXT("")), bases[x->basis],
                       TEXT_ARG(evidence));
}

static struct text brief_words(struct marking *m, const struct quote *q)
{
    struct text label = label_now(q->indicator->label);
    const struct unit *unit = q->indicator->unit;
    if (!q->figure || !q->figure->is_known || q->figure->is_withheld)
        return label;
    return text_printf(m->arena, "%.*s %.*s %.*s", TEXT_ARG(label),
                       TEXT_ARG(decimal_print(m->arena, decimal_trim(q->figure->value))),
                       TEXT_ARG(unit ? label_now(unit->label) : TEXT("")));
}

struct behind_words {
    text_list records;
};

static struct text row_words(struct arena *a, const struct trace_row *r)
{
    if (r->file.n == 0)
        return text_printf(a, tr("%.*s, record %lld"), TEXT_ARG(label_now(r->type->label)),
                           (long long)r->record);
    return text_printf(a, tr("%.*s, sheet %.*s, row %lld"), TEXT_ARG(r->file),
                       TEXT_ARG(r->sheet.n ? r->sheet : TEXT("—")), (long long)r->row);
}

/* The first records behind a figure; the same figure is asked for once. */
static bool behind_read(const struct behind_words **out, struct marking *m, const struct quote *q,
                        struct fault *f)
{
    struct text scope = q->scope_text;
    struct text key =
        text_printf(m->arena, "%.*s %.*s", TEXT_ARG(q->indicator->name), TEXT_ARG(scope));
    struct figure_query query = {.indicator = q->indicator, .scope = q->scope, .known = q->known};
    struct trace_row *rows = NULL;
    size_t count = 0;
    int64_t total = 0;
    if (!m->said)
        m->said = ARENA_NEW(m->arena, struct map);
    if ((*out = map_find(m->said, key)))
        return true;
    struct behind_words *words = ARENA_NEW(m->arena, struct behind_words);
    if (!count_trace(m->arena, m->ledger, m->viewer, &query, 0, RECORDS_MOST, &rows, &count, &total,
                     f)) {
        if (f->kind != FAULT_INPUT && f->kind != FAULT_ABSENT && f->kind != FAULT_LIMIT)
            return false;
        fault_clear(f);
        count = 0;
        total = 0;
    }
    for (size_t i = 0; i < count; i++)
        LIST_ADD(m->arena, &words->records, row_words(m->arena, &rows[i]));
    if (total > (int64_t)count)
        LIST_ADD(m->arena, &words->records,
                 text_printf(m->arena, tr("and %lld more records"),
                             (long long)(total - (int64_t)count)));
    map_put(m->arena, m->said, key, words);
    *out = words;
    return true;
}

static bool quote_say(struct mark_note *out, struct marking *m, const struct quote *q,
                      struct fault *f)
{
    const struct behind_words *behind;
    line_add(out, m, LINE_NOTE, q->note);
    if (!q->indicator)
        return true;
    out->brief = brief_words(m, q);
    line_add(out, m, LINE_INDICATOR, label_now(q->indicator->label));
    line_add(out, m, LINE_LEDGER, ledger_words(m, q));
    line_add(out, m, LINE_SCOPE, quote_scope_words(m->arena, m->ledger->catalogue, q));
    if (!q->figure || !q->figure->is_known || q->figure->evidence.records == 0)
        return true;
    if (q->bound_record) {
        line_add(out, m, LINE_RECORD,
                 record_print(m->arena, m->ledger, q->indicator->over[0].type, q->bound_record));
        return true;
    }
    TRY(behind_read(&behind, m, q, f));
    for (size_t i = 0; i < behind->records.count; i++)
        line_add(out, m, LINE_RECORD, behind->records.items[i]);
    return true;
}

bool mark_note_read(struct mark_note *out, struct marking *m, const struct mark *mark,
                    struct fault *f)
{
    static const char *const signs[] = {"√", "≒", "≈", "≠", "△", "○", "", ""};
    const struct quote *q = mark->quote == SIZE_MAX ? NULL : &m->proof->quotes[mark->quote];
    struct text surface = text_slice(m->proof->source, mark->start, mark->end);
    *out = (struct mark_note){.class = "question", .sign = "？"};
    out->surface = squeezed(m->arena, surface);
    if (q && (mark->questions.count == 0 || q->indicator)) {
        out->class = verdict_name(q->verdict);
        out->sign = signs[q->verdict];
        out->label = verdict_label(q->verdict);
        TRY(quote_say(out, m, q, f));
    } else {
        out->label = tier_label(mark->questions.items[0]->tier);
    }
    for (size_t i = 0; i < mark->questions.count; i++) {
        const struct question *x = mark->questions.items[i];
        line_add(out, m, LINE_QUESTION,
                 text_printf(m->arena, "%.*s: %.*s%s%.*s", TEXT_ARG(tier_label(x->tier)),
                             TEXT_ARG(x->formula), x->note.n ? " — " : "", TEXT_ARG(x->note)));
    }
    return true;
}

struct text mark_banner(const struct marking *m)
{
    return text_from(m->ledger->catalogue->programme.is_demonstration
                         ? tr("demonstration data, made by a program")
                         : "");
}
