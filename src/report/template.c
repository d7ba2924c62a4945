/*
 * An office's own workbook, filled: its keys are a text's braces and brackets, read by the
 * catalogue's own reader. All are read before any is counted.
 */
#include "report/inside.h"

#include "base/language.h"
#include "catalogue/token.h"
#include "file/xlsx_template.h"
#include <string.h>

/* What stands in the place of a span: known when it is counted, or only with the receipt. */
enum span_kind { SPAN_WRITING, SPAN_RECEIPT, SPAN_FOOT };
struct span {
    enum span_kind kind;
    size_t from, to;
    writing_list parts;
    struct text text;
};
struct cell_filled {
    const struct blank *blank;
    LIST(struct span) spans;
    bool is_number;
    struct decimal number;
};
struct template_filled {
    struct xlsx_template template;
    struct cell_filled *cells; /* one a blank */
};

static const struct {
    const char *word;
    enum span_kind kind;
} own_words[] = {{"receipt", SPAN_RECEIPT}, {"foot", SPAN_FOOT}};
#define OWN_WORDS (sizeof(own_words) / sizeof(*own_words))

/* ---- what a key says ---- */

/* As a spreadsheet's typing help may have left it: curly quotation marks, wide or hard blanks. */
static struct text key_plain(struct arena *a, struct text key)
{
    static const struct {
        const char *from, *to;
    } signs[] = {{"“", "\""}, {"”", "\""},     {"‘", "'"},  {"’", "'"},
                 {"　", " "}, {"\u00a0", " "}, {"＝", "="}, {"\n", " "}};
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < key.n;) {
        struct text rest = text_slice(key, i, key.n);
        size_t n = 0;
        for (size_t k = 0; k < sizeof(signs) / sizeof(*signs) && n == 0; k++)
            if (text_starts(rest, text_from(signs[k].from))) {
                n = strlen(signs[k].from);
                buffer_add_str(&b, signs[k].to);
            }
        if (n == 0)
            buffer_add_char(&b, key.p[i]);
        i += n ? n : 1;
    }
    return text_copy(a, buffer_text(&b));
}

static struct text place_print(struct making *m, const struct blank *b)
{
    if (b->is_cell)
        return text_printf(m->arena, "%.*s!%.*s", TEXT_ARG(b->sheet_name), TEXT_ARG(b->place));
    return text_printf(m->arena, tr("%.*s, header or footer"), TEXT_ARG(b->sheet_name));
}

#define KEY_SHOWN 60 /* bytes of a key in a message */

/* The fault that is set, with its place: file, sheet, cell and key. */
static bool fault_in(struct making *m, const struct blank *b, struct text key)
{
    struct fault inside = *m->fault;
    size_t n = key.n < KEY_SHOWN ? key.n : KEY_SHOWN;
    while (n < key.n && n && ((unsigned char)key.p[n] & 0xc0) == 0x80)
        n--;
    fault_set(m->fault, inside.kind, "%.*s, \"%.*s%s\": %s", TEXT_ARG(place_print(m, b)), (int)n,
              key.p, n < key.n ? "…" : "", inside.message);
    memcpy(m->fault->hint, inside.hint, sizeof(inside.hint));
    return false;
}

/* The nearest word, those of a workbook among them. */
static bool word_hint(struct making *m, struct text written)
{
    struct nearest near = nearest_to(written);
    for (int i = 0; i <= WORD_PROGRAMME; i++)
        nearest_try(&near, text_from(writing_word_name((enum writing_word)i)));
    for (size_t i = 0; i < OWN_WORDS; i++)
        nearest_try(&near, text_from(own_words[i].word));
    return nearest_hint(&near, m->fault);
}

static bool span_read(struct span *out, struct making *m, struct text key)
{
    struct text plain = key_plain(m->arena, key);
    struct text inner = text_trim(text_slice(plain, 1, plain.n - 1));
    for (size_t i = 0; i < OWN_WORDS && key.p[0] == '{'; i++)
        if (text_is(inner, own_words[i].word)) {
            out->kind = own_words[i].kind;
            return true;
        }
    if (!catalogue_writing_read(&out->parts, m->arena, m->ledger->catalogue, plain, m->fault))
        return text_find(inner, TEXT(".")) < 0 ? word_hint(m, inner) : false;
    const struct writing_part *p = out->parts.count ? &out->parts.items[0] : NULL;
    struct scope scope = m->query->scope;
    /* Its own scope is read here, too, so that it is refused before anything is counted. */
    return !p || !p->figure.scope.n ||
           scope_replace(&scope, m->arena, m->ledger->catalogue, p->figure.scope, m->fault);
}

static bool cell_read(struct cell_filled *out, struct making *m, const struct blank *b)
{
    size_t from, to;
    out->blank = b;
    for (size_t at = 0; blank_span_next(&from, &to, b->text, at); at = to) {
        struct span span = {.from = from, .to = to};
        if (!span_read(&span, m, text_slice(b->text, from, to)))
            return fault_in(m, b, text_slice(b->text, from, to));
        LIST_ADD(m->arena, &out->spans, span);
    }
    return true;
}

/* ---- what it comes to ---- */

/* The whole of a cell is one figure, or a year or month: a number in the cell's own format. */
static bool is_alone(const struct cell_filled *c, enum writing_kind kind)
{
    const struct span *s = c->spans.items;
    return c->blank->is_cell && c->spans.count == 1 && s->parts.count == 1 &&
           s->parts.items[0].kind == kind && text_trim(c->blank->text).n == s->to - s->from;
}

static bool span_build(struct span *s, struct making *m)
{
    if (s->kind != SPAN_WRITING)
        return true;
    struct paper_block line = {.kind = PAPER_PARAGRAPH};
    TRY(writing_line_build(&line, m, &s->parts));
    s->text = line.text;
    return true;
}

static bool figure_cell_build(struct cell_filled *c, struct making *m)
{
    struct reading r;
    TRY(writing_figure_count(&r, m, &c->spans.items[0].parts.items[0].figure));
    c->is_number = r.is_known && !r.is_about && !r.is_withheld;
    c->number = r.value;
    c->spans.items[0].text = reading_print(m, &r, true);
    return true;
}

static bool cell_build(struct cell_filled *c, struct making *m)
{
    m->place = place_print(m, c->blank);
    if (is_alone(c, WRITING_FIGURE))
        return figure_cell_build(c, m);
    for (size_t i = 0; i < c->spans.count; i++)
        TRY(span_build(&c->spans.items[i], m));
    if (is_alone(c, WRITING_WORD)) {
        struct fault ignored = {0};
        enum writing_word word = c->spans.items[0].parts.items[0].word;
        c->is_number = (word == WORD_YEAR || word == WORD_MONTH) &&
                       decimal_parse(&c->number, c->spans.items[0].text, &ignored);
    }
    return true;
}

/* ---- a list of them, for people ---- */

static struct text span_text(struct arena *a, const struct span *s, const struct paper *p)
{
    if (s->kind == SPAN_RECEIPT)
        return p->code;
    if (s->kind == SPAN_WRITING)
        return s->text;
    if (p->banner.n)
        return text_printf(a, tr("%.*s; %.*s"), TEXT_ARG(p->banner), TEXT_ARG(paper_foot(a, p)));
    return paper_foot(a, p);
}

static struct text cell_text(struct arena *a, const struct cell_filled *c, const struct paper *p)
{
    SCOPED_BUFFER b = {0};
    size_t at = 0;
    for (size_t i = 0; i < c->spans.count; i++) {
        buffer_add(&b, text_slice(c->blank->text, at, c->spans.items[i].from));
        buffer_add(&b, span_text(a, &c->spans.items[i], p));
        at = c->spans.items[i].to;
    }
    buffer_add(&b, text_slice(c->blank->text, at, c->blank->text.n));
    return text_copy(a, buffer_text(&b));
}

static void cells_list(struct making *m, const struct template_filled *filled)
{
    struct arena *a = m->arena;
    struct paper_table *t = ARENA_NEW(a, struct paper_table);
    const char *const titles[] = {tr("cell"), tr("asked for"), tr("filled in")};
    paper_add(m->paper, a, PAPER_TABLE, TEXT(""))->table = t;
    for (int i = 0; i < 3; i++) {
        LIST_ADD(a, &t->columns, (struct paper_column){.characters = 20});
        LIST_ADD(a, &t->headings, (struct paper_heading){text_from(titles[i]), i, 1, 0, 1});
    }
    t->heading_rows = 1;
    for (size_t i = 0; i < filled->template.blanks.count; i++) {
        const struct cell_filled *c = &filled->cells[i];
        struct paper_row row = {.is_head = false};
        const struct text texts[] = {place_print(m, c->blank), c->blank->text,
                                     cell_text(a, c, m->paper)};
        for (int n = 0; n < 3; n++)
            LIST_ADD(a, &row.cells, (struct paper_cell){.text = texts[n]});
        LIST_ADD(a, &t->rows, row);
    }
}

/* ---- the whole ---- */

static struct text name_title(struct text name)
{
    bool has_ending = text_ends(name, TEXT(".xlsx")) && name.n > 5;
    return text_slice(name, 0, has_ending ? name.n - 5 : name.n);
}

static bool keys_read(struct template_filled *out, struct making *m, const char *path,
                      struct text name)
{
    TRY(xlsx_template_read(&out->template, m->arena, path, name, m->fault));
    const blank_list *blanks = &out->template.blanks;
    if (blanks->count == 0) {
        fault_set(m->fault, FAULT_INPUT, "no cell of \"%.*s\" holds a key", TEXT_ARG(name));
        return fault_hint(m->fault, "write one into a cell, as in {labour.placed year}");
    }
    out->cells = ARENA_ARRAY(m->arena, struct cell_filled, blanks->count);
    for (size_t i = 0; i < blanks->count; i++)
        TRY(cell_read(&out->cells[i], m, &blanks->items[i]));
    return true;
}

bool template_build(struct paper *out, struct arena *a, struct ledger *l, const struct viewer *v,
                    const struct report_query *q, const char *path, struct text name,
                    struct fault *f)
{
    struct making m = {.arena = a, .ledger = l, .viewer = v, .query = q, .paper = out, .fault = f};
    struct template_filled *filled = ARENA_NEW(a, struct template_filled);
    TRY(keys_read(filled, &m, path, name));
    SCOPED_TXN txn = {0}; /* all figures see one ledger */
    TRY(txn_begin(&txn, l->store, TXN_READ, f));
    TRY(paper_begin(&m, name));
    out->title = name_title(name);
    for (size_t i = 0; i < filled->template.blanks.count; i++)
        if (!cell_build(&filled->cells[i], &m))
            return fault_in(&m, filled->cells[i].blank, filled->cells[i].blank->text);
    cells_list(&m, filled);
    out->filled = filled;
    return true;
}

bool paper_template(const struct paper *p, const char *path, struct fault *f)
{
    SCOPED_ARENA a = {0};
    const struct template_filled *filled = p->filled;
    size_t count = filled->template.blanks.count;
    struct filling *fillings = ARENA_ARRAY(&a, struct filling, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct cell_filled *c = &filled->cells[i];
        fillings[i].is_number = c->is_number;
        fillings[i].number = c->number;
        for (size_t n = 0; n < c->spans.count; n++) {
            const struct span *s = &c->spans.items[n];
            struct filling_span span = {s->from, s->to, span_text(&a, s, p)};
            LIST_ADD(&a, &fillings[i].spans, span);
        }
    }
    struct span foot = {.kind = SPAN_FOOT};
    return xlsx_template_write(&filled->template, fillings, p->code, span_text(&a, &foot, p), path,
                               f);
}
