#include "prove/mark_html.h"

#include "base/language.h"

static const char style[] =
    "@page{margin:15mm}*{box-sizing:border-box}"
    "body{margin:0 auto;max-width:72rem;padding:1.5rem;color:#1f2b30;background:#fff;"
    "font:16px/1.75 \"Songti SC\",SimSun,\"Noto Serif CJK SC\",serif;overflow-wrap:anywhere}"
    "h1{font-size:1.4rem;line-height:1.4;margin:0 0 .5rem}"
    ".banner{background:#fdf3da;color:#7d5200;border:1px solid #ecd9a8;text-align:center;"
    "padding:.3rem;margin:0 0 1rem}"
    ".sums,.foot{font:.85rem/1.6 \"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif;color:#566269}"
    ".sums{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem .6rem;margin:0 0 1.2rem}"
    ".sums li{border:1px solid var(--v,#8f989b);color:var(--v,#566269);background:var(--l,none);"
    "border-radius:1rem;padding:0 .7rem}"
    ".block{display:grid;grid-template-columns:minmax(0,1fr) 20rem;gap:0 1.5rem}"
    ".text{white-space:pre-wrap;margin:0 0 .6rem}"
    ".notes{list-style:none;margin:0 0 .6rem;padding:0 0 0 .8rem;border-left:1px solid #dcd8cc;"
    "font:.8rem/1.5 \"Microsoft YaHei\",\"Noto Sans CJK SC\",sans-serif}"
    "h2{font-size:1.1rem;margin:1.5rem 0 "
    ".6rem}.details{columns:2;column-gap:2rem;border:0;padding:0}"
    ".notes>li{margin:0 0 .4rem;break-inside:avoid}.notes b{color:var(--v)}"
    ".notes p{margin:0;color:#566269}.notes .indicator,.notes .ledger{color:#1f2b30}"
    ".notes p.question{color:#6a3d7c}.notes a{color:inherit}"
    ".m{color:var(--v);background:var(--l);border-bottom:2px solid var(--v);text-decoration:none;"
    "-webkit-box-decoration-break:clone;box-decoration-break:clone}"
    ".m sup{font:.65em/1 sans-serif}.m.date,.m.plain{color:inherit;border-bottom:1px dotted "
    "#8f989b}"
    ".unlinked.m{border-bottom-style:dashed}.unproved.m{border-bottom:3px double var(--v)}"
    ".proved{--v:#1c5b34;--l:#dff0e3}.truncated{--v:#1d5a55;--l:#ddf0ee}"
    ".within{--v:#1c4f86;--l:#e1ecf8}.differs{--v:#9b2f22;--l:#fbe0da}"
    ".unproved{--v:#7d5200;--l:#fbeecb}.unlinked{--v:#5c5668;--l:#eeecf2}"
    ".question{--v:#6a3d7c;--l:#f3eaf6}"
    "@media(max-width:48rem){.block{display:block}.notes{margin-left:.5rem}.details{columns:1}}"
    "@media print{body{padding:0;max-width:none;font-size:11pt}"
    ".block{grid-template-columns:minmax(0,1fr) 62mm}"
    "*{-webkit-print-color-adjust:exact;print-color-adjust:exact}}";

/* ---- the head ---- */

static void sums_put(struct buffer *out, const struct proof *p)
{
    size_t counts[VERDICT_PLAIN + 1] = {0};
    for (size_t i = 0; i < p->count; i++)
        counts[p->quotes[i].verdict]++;
    buffer_add_str(out, "<ul class=\"sums\">");
    for (int v = VERDICT_PROVED; v <= VERDICT_PLAIN; v++)
        if (counts[v])
            buffer_printf(out, "<li class=\"%s\">%.*s %zu</li>", verdict_name((enum verdict)v),
                          TEXT_ARG(verdict_label((enum verdict)v)), counts[v]);
    if (p->question_count)
        buffer_printf(out, "<li class=\"question\">%s %zu</li>", tr("to look at"),
                      p->question_count);
    buffer_add_str(out, "</ul>\n");
}

static void head_put(struct buffer *out, const struct marking *m)
{
    struct text banner = mark_banner(m);
    buffer_printf(out,
                  "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
                  "<meta name=\"viewport\" content=\"width=device-width\"><title>",
                  language_now() == LANGUAGE_ZH ? "zh-CN" : "en");
    buffer_add_xml(out, m->title);
    buffer_printf(out, "</title><style>%s</style></head>\n<body>\n", style);
    if (banner.n)
        buffer_printf(out, "<p class=\"banner\">%.*s</p>\n", TEXT_ARG(banner));
    buffer_add_str(out, "<h1>");
    buffer_add_xml(out, m->title);
    buffer_add_str(out, "</h1>\n");
    sums_put(out, m->proof);
}

static void foot_put(struct buffer *out, const struct marking *m)
{
    struct text head = ledger_head_print(m->arena, m->ledger);
    buffer_add_str(out, "<p class=\"foot\">");
    buffer_add_xml(out, label_now(m->ledger->catalogue->programme.label));
    buffer_printf(out, " · %s %lld · %.*s", tr("batch"), (long long)m->ledger->head,
                  TEXT_ARG(head));
    if (m->published.since_1970 != DAY_FIRST.since_1970)
        buffer_printf(out, " · %s %.*s", tr("text of"),
                      TEXT_ARG(day_print(m->arena, m->published)));
    buffer_add_str(out, "</p>\n</body></html>\n");
}

/* ---- blocks: a paragraph, and the notes beside it ---- */

struct blocks {
    struct buffer *out;
    struct marking *m;
    struct marks marks;
    size_t next;   /* the first mark that is not in a block yet */
    size_t number; /* of notes so far */
    LIST(struct mark_note) notes;
};

static bool ends_sentence(struct text t)
{
    static const char *const stops[] = {"。", "！", "？", "：", "；", ".", ":", NULL};
    for (int i = 0; stops[i]; i++)
        if (text_ends(t, text_from(stops[i])))
            return true;
    return false;
}

/* Where the block from `at` on ends: behind a line that ends a sentence or is empty. */
static size_t block_end(const struct blocks *b, size_t at)
{
    struct text s = b->m->proof->source;
    size_t mark = b->next, inside = at;
    for (size_t i = at; i < s.n; i++) {
        while (mark < b->marks.count && b->marks.items[mark].start <= i) {
            if (b->marks.items[mark].end > inside)
                inside = b->marks.items[mark].end;
            mark++;
        }
        if (s.p[i] != '\n' || i < inside)
            continue;
        if (i + 1 >= s.n || s.p[i + 1] == '\n' || ends_sentence(text_trim(text_slice(s, at, i))))
            return i;
    }
    return s.n;
}

static void mark_put(struct blocks *b, const struct mark *mark, size_t number)
{
    const struct quote *q = mark->quote == SIZE_MAX ? NULL : &b->m->proof->quotes[mark->quote];
    bool asks = !q || (mark->questions.count && !q->indicator);
    const char *class = asks ? "question" : verdict_name(q->verdict);
    if (mark->speaks)
        buffer_printf(b->out, "<a class=\"m %s\" id=\"t%zu\" href=\"#n%zu\">", class, number,
                      number);
    else
        buffer_printf(b->out, "<span class=\"m %s\">", class);
    buffer_add_xml(b->out, text_slice(b->m->proof->source, mark->start, mark->end));
    if (mark->speaks)
        buffer_printf(b->out, "<sup>%zu</sup></a>", number);
    else
        buffer_add_str(b->out, "</span>");
}

/* The words of the block; a mark that begins inside another has its note alone. */
static void text_put(struct blocks *b, size_t from, size_t to, size_t marks_to)
{
    struct text s = b->m->proof->source;
    size_t at = from, number = b->number;
    buffer_add_str(b->out, "<p class=\"text\">");
    for (size_t i = b->next; i < marks_to; i++) {
        const struct mark *mark = &b->marks.items[i];
        number += mark->speaks;
        if (mark->start < at || mark->end > to)
            continue;
        buffer_add_xml(b->out, text_slice(s, at, mark->start));
        mark_put(b, mark, number);
        at = mark->end;
    }
    buffer_add_xml(b->out, text_slice(s, at, to));
    buffer_add_str(b->out, "</p>\n");
}

static void note_head_put(struct blocks *b, const struct mark_note *note, size_t number,
                          const char *of, const char *to)
{
    buffer_printf(b->out, "<li id=\"%s%zu\" class=\"%s\"><b><a href=\"#%s%zu\">%zu</a> ", of,
                  number, note->class, to, number, number);
    buffer_add_xml(b->out, note->surface);
    buffer_printf(b->out, " %s ", note->sign);
    buffer_add_xml(b->out, note->label);
    buffer_add_str(b->out, "</b>");
}

static void lines_put(struct buffer *out, const struct mark_note *note, bool only_questions)
{
    static const char *const kinds[] = {"indicator", "ledger", "scope",
                                        "note",      "record", "question"};
    for (size_t i = 0; i < note->lines.count; i++) {
        const struct mark_line *line = &note->lines.items[i];
        if (only_questions && line->kind != LINE_QUESTION)
            continue;
        buffer_printf(out, "<p class=\"%s\">", kinds[line->kind]);
        buffer_add_xml(out, line->text);
        buffer_add_str(out, "</p>");
    }
}

/* In the margin in few words, all of it in the list at the end. */
static bool note_put(struct blocks *b, const struct mark *mark, struct fault *f)
{
    struct mark_note note;
    TRY(mark_note_read(&note, b->m, mark, f));
    b->number++;
    note_head_put(b, &note, b->number, "n", "d");
    if (note.brief.n) {
        buffer_add_str(b->out, " ");
        buffer_add_xml(b->out, note.brief);
    }
    lines_put(b->out, &note, true);
    buffer_add_str(b->out, "</li>\n");
    LIST_ADD(b->m->arena, &b->notes, note);
    return true;
}

static void details_put(struct blocks *b)
{
    if (b->notes.count == 0)
        return;
    buffer_printf(b->out, "<h2>%s</h2>\n<ul class=\"notes details\">\n",
                  tr("What each figure stands on"));
    for (size_t i = 0; i < b->notes.count; i++) {
        note_head_put(b, &b->notes.items[i], i + 1, "d", "t");
        lines_put(b->out, &b->notes.items[i], false);
        buffer_add_str(b->out, "</li>\n");
    }
    buffer_add_str(b->out, "</ul>\n");
}

static bool block_put(struct blocks *b, size_t from, size_t to, struct fault *f)
{
    size_t marks_to = b->next;
    bool speaks = false;
    for (; marks_to < b->marks.count && b->marks.items[marks_to].start < to; marks_to++)
        speaks |= b->marks.items[marks_to].speaks;
    buffer_add_str(b->out, "<div class=\"block\">");
    text_put(b, from, to, marks_to);
    if (speaks)
        buffer_add_str(b->out, "<ul class=\"notes\">\n");
    for (; b->next < marks_to; b->next++)
        if (b->marks.items[b->next].speaks)
            TRY(note_put(b, &b->marks.items[b->next], f));
    buffer_add_str(b->out, speaks ? "</ul></div>\n" : "</div>\n");
    return true;
}

bool mark_html(struct buffer *out, struct marking *m, struct fault *f)
{
    struct blocks b = {.out = out, .m = m};
    struct text s = m->proof->source;
    marks_read(&b.marks, m);
    head_put(out, m);
    for (size_t at = 0; at < s.n;) {
        size_t end = block_end(&b, at);
        if (text_trim(text_slice(s, at, end)).n)
            TRY(block_put(&b, at, end, f));
        for (at = end; at < s.n && (s.p[at] == '\n' || s.p[at] == '\r');)
            at++;
    }
    details_put(&b);
    foot_put(out, m);
    return true;
}
