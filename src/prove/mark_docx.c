#include "prove/mark_docx.h"

#include "base/language.h"
#include "file/docx_comment.h"

/* A verdict is an author, so that Word shows or hides all of one kind. */
static struct text author_of(const struct marking *m, const struct mark_note *note)
{
    struct text banner = mark_banner(m);
    return text_printf(m->arena, "%s · %.*s%s%.*s", tr("Shanhai"), TEXT_ARG(note->label),
                       banner.n ? " · " : "", TEXT_ARG(banner));
}

static bool comment_make(struct docx_comment *out, struct marking *m, const struct mark *mark,
                         struct fault *f)
{
    SCOPED_BUFFER text = {0};
    struct mark_note note;
    TRY(mark_note_read(&note, m, mark, f));
    buffer_printf(&text, "%.*s %s %.*s", TEXT_ARG(note.surface), note.sign, TEXT_ARG(note.label));
    for (size_t i = 0; i < note.lines.count; i++)
        buffer_printf(&text, "\n%.*s", TEXT_ARG(note.lines.items[i].text));
    *out = (struct docx_comment){.start = mark->start,
                                 .end = mark->end,
                                 .author = author_of(m, &note),
                                 .text = text_copy(m->arena, buffer_text(&text))};
    return true;
}

bool mark_docx(const char *from, const char *to, struct marking *m, struct fault *f)
{
    const struct document *d = m->proof->document;
    bool is_copy = d && d->kind == DOCUMENT_DOCX;
    struct marks marks;
    marks_read(&marks, m);
    struct docx_comment *items = ARENA_ARRAY(m->arena, struct docx_comment, marks.count + 1);
    struct docx_comments comments = {.items = items};
    for (size_t i = 0; i < marks.count; i++) {
        if (!marks.items[i].speaks || marks.items[i].end <= marks.items[i].start)
            continue;
        struct docx_comment *c = &items[comments.count++];
        TRY(comment_make(c, m, &marks.items[i], f));
        if (is_copy)
            document_span_decoded(d, &c->start, &c->end);
    }
    if (is_copy)
        return docx_copy_commented(from, to, d, &comments, m->arena, f);
    return docx_make_commented(to, mark_banner(m), m->proof->source, &comments, m->arena, f);
}
