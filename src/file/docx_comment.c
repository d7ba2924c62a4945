/*
 * The ranges of comments in a document.xml: one pass over its tokens collects points where
 * something is put in, a second writes. Well-formedness was seen to by the reader before.
 */
#include "file/docx_comment.h"
#include "file/docx_token.h"

#include <stdlib.h>
#include <string.h>

#define WORD_NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define WORD_STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"

/* ---- points ---- */

enum point_kind {
    POINT_PLAIN,
    POINT_TEXT /* inside a text */,
    POINT_RUN /* between a run's parts */
};
struct point {
    size_t at, order;
    enum point_kind kind;
    bool in_cdata, preserve;
    struct text run, properties, text; /* open tags and rPr, as they stand */
    struct buffer put;
};

struct ending {
    size_t end, comment;
};

enum seat { SEAT_NONE, SEAT_EXACT, SEAT_RUN, SEAT_PARAGRAPH };

struct scan {
    struct arena *arena;
    struct text xml;
    const struct docx_comments *c;
    const struct ending *by_end;
    size_t start_next, end_next;
    bool *has_start; /* its range was begun */
    LIST(struct point) points;
    struct text prefix; /* of the elements of Word */
    bool is_strict;
    int depth;
    int run_depth, text_depth, paragraph_depth; /* 0: in none; the outermost run and paragraph */
    size_t run_from, text_from, text_tag_end;
    struct text run, properties, text; /* of the run and text that are open */
    size_t properties_from;
    bool has_content;  /* of the run, before the text */
    bool has_words;    /* of the text */
    bool is_preserved; /* the open text's tag was seen to */
    size_t split;      /* the last point inside the open text; SIZE_MAX */
    /* ends that wait */
    struct buffer waiting, run_waiting, paragraph_waiting;
    size_t waiting_at;
    bool waiting_cdata, waiting_closed; /* behind </w:t> */
};

static bool is_word(const struct scan *s, struct text name, const char *local)
{
    return text_is(name_local(name), local) && text_equal(name_prefix(name), s->prefix);
}

/* Where something is put in; what is put at the same place goes together. */
static size_t point_at(struct scan *s, size_t at, enum point_kind kind, bool in_cdata)
{
    for (size_t i = s->points.count, n = 0; i-- > 0 && n < 4; n++)
        if (s->points.items[i].at == at && s->points.items[i].kind == kind)
            return i;
    struct point p = {.at = at,
                      .order = s->points.count,
                      .kind = kind,
                      .in_cdata = in_cdata,
                      .run = s->run,
                      .properties = s->properties,
                      .text = s->text};
    LIST_ADD(s->arena, &s->points, p);
    return s->points.count - 1;
}

static const char *declared(const struct scan *s)
{
    if (text_is(s->prefix, "w"))
        return "";
    return s->is_strict ? " xmlns:w=\"" WORD_STRICT "\"" : " xmlns:w=\"" WORD_NAMESPACE "\"";
}

static void start_put(const struct scan *s, struct buffer *out, size_t comment)
{
    buffer_printf(out, "<w:commentRangeStart%s w:id=\"%lld\"/>", declared(s),
                  (long long)(s->c->first_id + (int64_t)comment));
    s->has_start[comment] = true;
}

static void end_put(const struct scan *s, struct buffer *out, size_t comment)
{
    long long id = (long long)(s->c->first_id + (int64_t)comment);
    if (!s->has_start[comment])
        start_put(s, out, comment);
    buffer_printf(
        out, "<w:commentRangeEnd%s w:id=\"%lld\"/><w:r%s><w:commentReference w:id=\"%lld\"/></w:r>",
        declared(s), id, declared(s), id);
}

static enum seat seat_of(const struct scan *s)
{
    if (s->run_depth && s->text_depth == s->run_depth + 1 && s->depth == s->text_depth && s->text.n)
        return SEAT_EXACT;
    return s->run_depth ? SEAT_RUN : s->paragraph_depth ? SEAT_PARAGRAPH : SEAT_NONE;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static struct buffer *put_at(struct scan *s, size_t point)
{
    return &s->points.items[point].put;
}

/* Spaces that now stand at the end of a run's part would be lost: the part says to keep them. */
static void spaces_keep(struct scan *s, size_t point)
{
    size_t at = s->points.items[point].at;
    bool before = at > 0 && is_space(s->xml.p[at - 1]),
         behind = at < s->xml.n && is_space(s->xml.p[at]);
    bool has_part = s->split != SIZE_MAX && s->split != point;
    size_t part = s->split;
    s->split = point;
    if (text_find(s->text, TEXT("xml:space")) >= 0 || !(before || behind))
        return;
    s->points.items[point].preserve = true;
    if (!before)
        return;
    if (has_part) {
        s->points.items[part].preserve = true;
    } else if (!s->is_preserved) {
        s->is_preserved = true;
        buffer_add_str(put_at(s, point_at(s, s->text_tag_end - 1, POINT_PLAIN, false)),
                       " xml:space=\"preserve\"");
    }
}

static void start_exact(struct scan *s, const struct token *t, size_t comment, size_t at)
{
    size_t point;
    if (at > t->from || s->has_words) {
        point = point_at(s, at > t->from ? at : t->from, POINT_TEXT, t->kind == TOKEN_CDATA);
        start_put(s, put_at(s, point), comment);
        spaces_keep(s, point);
        return;
    }
    point = s->has_content ? point_at(s, s->text_from, POINT_RUN, false)
                           : point_at(s, s->run_from, POINT_PLAIN, false);
    start_put(s, put_at(s, point), comment);
}

static void end_exact(struct scan *s, const struct token *t, size_t comment, size_t at)
{
    size_t point;
    if (at == t->to) {
        end_put(s, &s->waiting, comment);
        s->waiting_at = at;
        s->waiting_cdata = t->kind == TOKEN_CDATA;
        s->waiting_closed = false;
    } else if (at > t->from || s->has_words) {
        point = point_at(s, at > t->from ? at : t->from, POINT_TEXT, t->kind == TOKEN_CDATA);
        end_put(s, put_at(s, point), comment);
        spaces_keep(s, point);
    } else {
        point = s->has_content ? point_at(s, s->text_from, POINT_RUN, false)
                               : point_at(s, s->run_from, POINT_PLAIN, false);
        end_put(s, put_at(s, point), comment);
    }
}

static void start_seat(struct scan *s, const struct token *t, size_t comment)
{
    enum seat seat = seat_of(s);
    if (seat == SEAT_EXACT)
        start_exact(s, t, comment, s->c->items[comment].start);
    else if (seat == SEAT_RUN)
        start_put(s, put_at(s, point_at(s, s->run_from, POINT_PLAIN, false)), comment);
}

static void end_seat(struct scan *s, const struct token *t, size_t comment)
{
    enum seat seat = seat_of(s);
    if (seat == SEAT_EXACT && s->has_start[comment])
        end_exact(s, t, comment, s->c->items[comment].end);
    else if (seat == SEAT_EXACT || seat == SEAT_RUN)
        end_put(s, &s->run_waiting, comment);
    else
        end_put(s, &s->paragraph_waiting, comment);
}

/* All that begins or ends within a token that says something, in order; ends first. */
static void words_take(struct scan *s, const struct token *t)
{
    const struct docx_comment *items = s->c->items;
    for (;;) {
        size_t i = s->start_next, k = s->end_next;
        bool starts = i < s->c->count && items[i].start < t->to;
        bool ends = k < s->c->count && s->by_end[k].end <= t->to;
        if (ends && (!starts || s->by_end[k].end <= items[i].start)) {
            end_seat(s, t, s->by_end[k].comment);
            s->end_next++;
        } else if (starts) {
            start_seat(s, t, i);
            s->start_next++;
        } else {
            break;
        }
    }
    s->has_words = true;
}

/* ---- the pass ---- */

static void pour(struct buffer *to, struct buffer *from)
{
    buffer_add(to, buffer_text(from));
    from->n = 0;
}

/* What follows an end at the end of a text: only now it is known where it goes. */
static void waiting_settle(struct scan *s, const struct token *t)
{
    if (s->waiting.n == 0)
        return;
    bool closes = t->kind == TOKEN_CLOSE;
    if (s->waiting_closed && (t->kind == TOKEN_TEXT || t->kind == TOKEN_OTHER))
        return; /* XML laid out in lines */
    if (!s->waiting_closed && closes && s->depth == s->text_depth) {
        s->waiting_closed = true;
        s->waiting_at = t->to;
    } else if (s->waiting_closed && closes && s->depth == s->run_depth) {
        pour(put_at(s, point_at(s, t->to, POINT_PLAIN, false)), &s->waiting);
    } else if (s->waiting_closed) {
        pour(put_at(s, point_at(s, s->waiting_at, POINT_RUN, false)), &s->waiting);
    } else {
        pour(put_at(s, point_at(s, s->waiting_at, POINT_TEXT, s->waiting_cdata)), &s->waiting);
    }
}

static void run_open(struct scan *s, const struct token *t)
{
    s->run_depth = s->depth;
    s->run_from = t->from;
    s->run = text_slice(s->xml, t->from, t->to);
    s->properties = TEXT("");
    s->has_content = false;
}

static void text_open(struct scan *s, const struct token *t)
{
    s->text_depth = s->depth;
    s->text_from = t->from;
    s->text_tag_end = t->to;
    s->text = is_word(s, t->name, "t") ? text_slice(s->xml, t->from, t->to) : TEXT("");
    s->has_words = s->is_preserved = false;
    s->split = SIZE_MAX;
}

static void part_of_run(struct scan *s, const struct token *t)
{
    if (s->depth != s->run_depth + 1 || text_is(name_local(t->name), "t"))
        return;
    if (!is_word(s, t->name, "rPr"))
        s->has_content = true;
    else if (t->kind == TOKEN_EMPTY)
        s->properties = text_slice(s->xml, t->from, t->to);
    else
        s->properties_from = t->from;
}

static void open_take(struct scan *s, const struct token *t)
{
    if (s->depth++ == 0)
        s->prefix = name_prefix(t->name);
    if (s->run_depth)
        part_of_run(s, t);
    if (text_is(name_local(t->name), "t") && s->text_depth == 0)
        text_open(s, t);
    else if (is_word(s, t->name, "r") && s->run_depth == 0)
        run_open(s, t);
    else if (is_word(s, t->name, "p") && s->paragraph_depth == 0)
        s->paragraph_depth = s->depth;
}

/* What ended before this place and was in no text: the end of a line, say. */
static void overdue_take(struct scan *s, size_t at)
{
    while (s->start_next < s->c->count && s->c->items[s->start_next].start < at)
        s->start_next++;
    while (s->end_next < s->c->count && s->by_end[s->end_next].end <= at)
        end_put(s, &s->paragraph_waiting, s->by_end[s->end_next++].comment);
}

static void close_take(struct scan *s, const struct token *t)
{
    if (s->depth == s->paragraph_depth || s->depth == 1)
        overdue_take(s, t->from);
    if (s->depth == s->text_depth) {
        s->text_depth = 0;
        s->has_content |= s->depth == s->run_depth + 1;
    } else if (s->depth == s->run_depth) {
        if (s->run_waiting.n)
            pour(put_at(s, point_at(s, t->to, POINT_PLAIN, false)), &s->run_waiting);
        s->run_depth = 0;
    } else if (s->depth == s->paragraph_depth) {
        if (s->paragraph_waiting.n)
            pour(put_at(s, point_at(s, t->from, POINT_PLAIN, false)), &s->paragraph_waiting);
        s->paragraph_depth = 0;
    } else if (s->depth == 1 && s->paragraph_waiting.n) {
        pour(put_at(s, point_at(s, t->from, POINT_PLAIN, false)), &s->paragraph_waiting);
    } else if (s->run_depth && s->depth == s->run_depth + 1 && is_word(s, t->name, "rPr")) {
        s->properties = text_slice(s->xml, s->properties_from, t->to);
    }
    s->depth--;
}

static void token_take(struct scan *s, const struct token *t)
{
    waiting_settle(s, t);
    if (t->kind == TOKEN_OPEN)
        open_take(s, t);
    else if (t->kind == TOKEN_CLOSE)
        close_take(s, t);
    else if (t->kind == TOKEN_EMPTY && s->run_depth && s->depth == s->run_depth) {
        s->depth++;
        part_of_run(s, t);
        s->depth--;
    } else if ((t->kind == TOKEN_TEXT || t->kind == TOKEN_CDATA) && s->text_depth &&
               t->to > t->from)
        words_take(s, t);
}

/* ---- writing ---- */

static void point_put(struct buffer *out, const struct point *p)
{
    if (p->kind == POINT_PLAIN) {
        buffer_add(out, buffer_text(&p->put));
        return;
    }
    struct token run, text;
    token_next(&run, p->run, 0);
    if (p->kind == POINT_TEXT) {
        token_next(&text, p->text, 0);
        buffer_printf(out, "%s</%.*s>", p->in_cdata ? "]]>" : "", TEXT_ARG(text.name));
    }
    buffer_printf(out, "</%.*s>%.*s%.*s%.*s", TEXT_ARG(run.name), TEXT_ARG(buffer_text(&p->put)),
                  TEXT_ARG(p->run), TEXT_ARG(p->properties));
    if (p->kind == POINT_TEXT)
        buffer_printf(out, "%.*s%s>%s", TEXT_ARG(text_slice(p->text, 0, p->text.n - 1)),
                      p->preserve ? " xml:space=\"preserve\"" : "", p->in_cdata ? "<![CDATA[" : "");
}

static int by_at(const void *x, const void *y)
{
    const struct point *p = x, *q = y;
    if (p->at != q->at)
        return p->at < q->at ? -1 : 1;
    return p->order < q->order ? -1 : p->order > q->order;
}

static int by_end(const void *x, const void *y)
{
    const struct ending *p = x, *q = y;
    if (p->end != q->end)
        return p->end < q->end ? -1 : 1;
    return p->comment < q->comment ? -1 : p->comment > q->comment;
}

static void points_put(struct buffer *out, struct scan *s)
{
    size_t at = 0;
    if (s->points.count)
        qsort(s->points.items, s->points.count, sizeof(*s->points.items), by_at);
    for (size_t i = 0; i < s->points.count; i++) {
        struct point *p = &s->points.items[i];
        buffer_add(out, text_slice(s->xml, at, p->at));
        point_put(out, p);
        buffer_clear(&p->put);
        at = p->at;
    }
    buffer_add(out, text_slice(s->xml, at, s->xml.n));
}

static void points_drop(struct scan *s)
{
    for (size_t i = 0; i < s->points.count; i++)
        buffer_clear(&s->points.items[i].put);
    s->points.count = 0;
}

static const struct ending *endings_read(struct arena *a, const struct docx_comments *c)
{
    struct ending *out = ARENA_ARRAY(a, struct ending, c->count + 1);
    for (size_t i = 0; i < c->count; i++)
        out[i] = (struct ending){c->items[i].end, i};
    if (c->count)
        qsort(out, c->count, sizeof(*out), by_end);
    return out;
}

bool *docx_comment_xml(struct buffer *out, struct arena *a, struct text xml,
                       const struct docx_comments *c)
{
    struct scan s = {.arena = a, .xml = xml, .c = c, .by_end = endings_read(a, c)};
    struct token t;
    s.has_start = ARENA_ARRAY(a, bool, c->count + 1);
    s.is_strict = text_find(text_slice(xml, 0, 16384), TEXT(WORD_STRICT)) >= 0;
    for (size_t at = 0; token_next(&t, xml, at); at = t.next)
        token_take(&s, &t);
    if (s.waiting.n || s.run_waiting.n ||
        s.paragraph_waiting.n) { /* a root that is no document's */
        memset(s.has_start, 0, c->count);
        points_drop(&s);
    }
    points_put(out, &s);
    buffer_clear(&s.waiting);
    buffer_clear(&s.run_waiting);
    buffer_clear(&s.paragraph_waiting);
    return s.has_start;
}
