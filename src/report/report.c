#include "report/report.h"

#include "base/language.h"
#include "report/inside.h"

bool chart_build(struct making *m, const struct form_section *s)
{
    extent_list extents = {0};
    TRY(extents_of(&extents, m, s->by.items[0]));
    struct reading *readings = ARENA_ARRAY(m->arena, struct reading, extents.count + 1);
    struct text label = label_now(s->label);
    struct paper_chart *chart = ARENA_NEW(m->arena, struct paper_chart);
    TRY(readings_count(readings, m, &s->figure, label, &extents, s->by.items[0]));
    chart->is_line = s->is_line;
    chart->by = text_from(extent_title(s->by.items[0]));
    chart->unit = s->figure.unit ? label_now(s->figure.unit->label) : TEXT("");
    for (size_t i = 0; i < extents.count; i++) {
        struct paper_mark mark = {extents.items[i].label, reading_print(m, &readings[i], true),
                                  readings[i].is_known, readings[i].value, readings[i].figure};
        LIST_ADD(m->arena, &chart->marks, mark);
    }
    paper_add(m->paper, m->arena, PAPER_CHART, label)->chart = chart;
    return true;
}

static bool section_build(struct making *m, const struct form_section *s)
{
    const struct writing *w = language_now() == LANGUAGE_EN && s->en ? s->en : s->zh;
    switch (s->kind) {
    case SECTION_TABLE:
    case SECTION_LINES:
        return table_build(m, s);
    case SECTION_LIST:
    case SECTION_CARD:
        return list_build(m, s);
    case SECTION_CHART:
        return chart_build(m, s);
    case SECTION_TEXT:
        break;
    }
    if (s->label.zh.n)
        paper_add(m->paper, m->arena, PAPER_HEADING, label_now(s->label));
    return writing_build(m, w);
}

static bool title_build(struct making *m)
{
    const struct report_form *form = m->query->form;
    const writing_list *title =
        language_now() == LANGUAGE_EN && form->title_en.count ? &form->title_en : &form->title_zh;
    struct paper_block line = {.text = label_now(form->label)};
    if (title->count)
        TRY(writing_line_build(&line, m, title));
    m->paper->title = line.text;
    return true;
}

/* "截至第 3 批次（2026-11-26 入账）的台账". */
static bool standing_build(struct making *m)
{
    struct batch_info *batches;
    size_t count;
    struct day day = day_today();
    TRY(ledger_batches(&batches, &count, m->arena, m->ledger, m->fault));
    for (size_t i = 0; i < count; i++)
        if (batches[i].number == m->paper->known)
            day = day_of_ms(batches[i].at_ms);
    m->paper->standing =
        text_printf(m->arena, tr("counted from the ledger as of batch %lld (%.*s)"),
                    (long long)m->paper->known, TEXT_ARG(day_print(m->arena, day)));
    return true;
}

bool paper_begin(struct making *m, struct text name)
{
    const struct report_query *q = m->query;
    *m->paper = (struct paper){.form = name,
                               .known = q->known ? q->known : m->ledger->head,
                               .scope = scope_describe(m->arena, m->ledger->catalogue, &q->scope),
                               .scope_text = scope_print(m->arena, &q->scope),
                               .head_hash = ledger_head_print(m->arena, m->ledger)};
    if (m->ledger->catalogue->programme.is_demonstration)
        m->paper->banner = text_from(tr("demonstration data, made up by a program"));
    return standing_build(m);
}

bool report_build(struct paper *out, struct arena *a, struct ledger *l, const struct viewer *v,
                  const struct report_query *q, struct fault *f)
{
    struct making m = {.arena = a, .ledger = l, .viewer = v, .query = q, .paper = out, .fault = f};
    SCOPED_TXN txn = {0}; /* all figures see one ledger */
    TRY(txn_begin(&txn, l->store, TXN_READ, f));
    TRY(paper_begin(&m, q->form->name));
    TRY(title_build(&m));
    for (size_t i = 0; i < q->form->sections.count; i++)
        TRY(section_build(&m, &q->form->sections.items[i]));
    for (size_t i = 0; i < q->form->notes.count; i++)
        paper_add(out, a, PAPER_NOTE, label_now(q->form->notes.items[i]));
    return true;
}
