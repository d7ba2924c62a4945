#include "prove/place.h"

#include "file/document.h"

void places_open(struct places *out, const struct proof *p)
{
    *out = (struct places){.proof = p,
                           .source = p->document ? p->document->source : p->source,
                           .line = 1,
                           .paragraph = 1};
}

static bool begins_code_point(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

/* Code points before a byte of the source; keeps count of lines on the way. */
static size_t source_go(struct places *s, size_t to)
{
    if (to < s->at)
        s->at = s->cp = s->line_cp = 0, s->line = 1;
    for (; s->at < to && s->at < s->source.n; s->at++) {
        s->cp += begins_code_point(s->source.p[s->at]);
        if (s->source.p[s->at] != '\n')
            continue;
        s->line++;
        s->line_cp = s->cp;
    }
    return s->cp;
}

/* Whether a paragraph ends here: the empty line that was put between. */
static bool paragraph_ends(struct places *s)
{
    const document_pieces *pieces = &s->proof->document->pieces;
    while (s->piece + 1 < pieces->count && pieces->items[s->piece + 1].text <= s->text_at)
        s->piece++;
    const struct document_piece *p = &pieces->items[s->piece];
    return p->source_unit == 0 && p->text_unit == 2 && (s->text_at - p->text) % 2 == 1;
}

static void paragraph_go(struct places *s, size_t to)
{
    if (to < s->text_at)
        s->text_at = s->text_cp = s->piece = s->paragraph_cp = 0, s->paragraph = 1;
    for (; s->text_at < to; s->text_at++) {
        s->text_cp += begins_code_point(s->proof->source.p[s->text_at]);
        if (!paragraph_ends(s))
            continue;
        s->paragraph++;
        s->paragraph_cp = s->text_cp;
    }
}

struct place place_of(struct places *s, size_t start, size_t end)
{
    const struct document *d = s->proof->document;
    struct place out = {.byte_start = start, .byte_end = end};
    size_t from = start, to = end;
    if (d) {
        document_span(d, &out.byte_start, &out.byte_end);
        document_span_decoded(d, &from, &to);
    }
    out.cp_start = source_go(s, from);
    out.line = (int)s->line;
    out.column = (int)(s->cp - s->line_cp) + 1;
    if (d && d->kind == DOCUMENT_DOCX) {
        paragraph_go(s, start);
        out.line = (int)s->paragraph;
        out.column = (int)(s->text_cp - s->paragraph_cp) + 1;
    }
    struct places ahead = *s;
    out.cp_end = source_go(&ahead, to);
    return out;
}

static bool number_take(size_t *out, struct text *t)
{
    size_t i = 0;
    for (*out = 0; i < t->n && t->p[i] >= '0' && t->p[i] <= '9'; i++)
        *out = *out * 10 + (size_t)(t->p[i] - '0');
    bool any = i > 0;
    *t = text_slice(*t, i, t->n);
    return any;
}

struct text places_of_spans(struct arena *a, const struct proof *p, struct text spans)
{
    SCOPED_BUFFER out = {0};
    struct text one, rest = spans;
    if (!p->document)
        return spans;
    while (text_split(&one, &rest, ',')) {
        size_t start, end;
        if (!number_take(&start, &one) || !text_starts(one, TEXT("..")))
            return spans;
        one = text_slice(one, 2, one.n);
        if (!number_take(&end, &one) || end > p->source.n || start > end)
            return spans;
        document_span(p->document, &start, &end);
        buffer_printf(&out, "%s%zu..%zu", out.n ? "," : "", start, end);
    }
    return text_copy(a, buffer_text(&out));
}
