/*
 * Written texts with figures in them: text/NAME.txt.
 */
#include "catalogue/load_form.h"

#include <string.h>

#define PARTS_MAX 400
#define BRANCHES_MAX 9

static const char *const words[] = {"in",   "party", "from",      "to",
                                    "year", "month", "programme", NULL};
static const char *const turns[] = {"up",   "down",  "same",    "some", "none",
                                    "full", "short", "unknown", "else", NULL};

const char *turn_name(enum turn t)
{
    return turns[t];
}

const char *writing_word_name(enum writing_word w)
{
    return words[w];
}

static bool fault_written(struct loader *l, struct position at, bool set)
{
    return fault_at(l->f, at, set);
}

/* What stands in braces or brackets, as tokens whose place is the line's. */
static bool inner_cursor(struct cursor *out, struct loader *l, struct text inner,
                         struct position at)
{
    struct catalogue_file file = {at.file, inner};
    const struct token *tokens;
    if (!tokens_read(&tokens, l->a, file, l->f)) {
        struct fault inside = *l->f;
        return fault_written(l, at,
                             fault_set(l->f, FAULT_INPUT, "{%.*s} cannot be read: %s",
                                       TEXT_ARG(inner), inside.message));
    }
    /* Faults name the line of the text; columns within are counted from the brace on. */
    struct token *moved = (struct token *)tokens;
    for (size_t i = 0;; i++) {
        moved[i].line = at.line;
        moved[i].column += at.column - 1;
        if (moved[i].kind == TOKEN_END)
            break;
    }
    *out = (struct cursor){tokens, at.file};
    return true;
}

static bool word_find(enum writing_word *out, struct text written)
{
    for (int i = 0; words[i]; i++)
        if (text_is(written, words[i])) {
            *out = (enum writing_word)i;
            return true;
        }
    return false;
}

/* Where a word like "in=530621" begins, outside quotation marks; the end where there is none. */
static size_t scope_start(struct text inner)
{
    bool is_quoted = false, is_word = false;
    size_t word = 0;
    for (size_t i = 0; i < inner.n; i++) {
        char c = inner.p[i];
        is_quoted ^= c == '"';
        if (!is_quoted && is_word && c == '=' && i > word)
            return word;
        bool is_letter = c >= 'a' && c <= 'z';
        if (!is_letter || is_quoted) {
            is_word = !is_quoted && c == ' ';
            word = i + 1;
        }
    }
    return inner.n;
}

/* A figure as a whole text: a scope of its own behind it where the loader takes one. */
static bool figure_read(struct form_figure *out, struct loader *l, struct text inner,
                        struct position at)
{
    struct cursor c;
    size_t scope = l->takes_scopes ? scope_start(inner) : inner.n;
    TRY(inner_cursor(&c, l, text_slice(inner, 0, scope), at));
    TRY(form_figure_get(out, l, &c));
    out->scope = text_trim(text_slice(inner, scope, inner.n));
    return cursor_end(&c, l->f);
}

static bool brace_read(writing_list *out, struct loader *l, struct text inner, struct position at)
{
    struct writing_part part = {.kind = WRITING_FIGURE};
    if (word_find(&part.word, text_trim(inner))) {
        part.kind = WRITING_WORD;
        LIST_ADD(l->a, out, part);
        return true;
    }
    if (text_find(inner, TEXT(".")) < 0) {
        fault_at(
            l->f, at,
            fault_set(l->f, FAULT_INPUT, "the word \"%.*s\" is not known here", TEXT_ARG(inner)));
        struct nearest near = nearest_to(inner);
        for (int i = 0; words[i]; i++)
            nearest_try(&near, text_from(words[i]));
        return nearest_hint(&near, l->f);
    }
    TRY(figure_read(&part.figure, l, inner, at));
    LIST_ADD(l->a, out, part);
    return true;
}

static void text_part_add(writing_list *out, struct arena *a, struct text t)
{
    if (t.n)
        LIST_ADD(a, out, (struct writing_part){.kind = WRITING_TEXT, .text = t});
}

/* "{", "}", "[", "]" and "|" are marks; all else is text. */
static bool plain_read(writing_list *out, struct loader *l, struct text written, struct position at)
{
    int column = at.column;
    for (struct text rest = written; rest.n;) {
        ptrdiff_t open = text_find(rest, TEXT("{"));
        text_part_add(out, l->a, text_slice(rest, 0, open < 0 ? rest.n : (size_t)open));
        if (open < 0)
            return true;
        struct text tail = text_slice(rest, (size_t)open + 1, rest.n);
        ptrdiff_t end = text_find(tail, TEXT("}"));
        if (end < 0)
            return fault_written(l, at,
                                 fault_set(l->f, FAULT_INPUT, "a brace is not closed in \"%.*s\"",
                                           TEXT_ARG(written)));
        if (out->count > PARTS_MAX)
            return fault_written(
                l, at,
                fault_set(l->f, FAULT_LIMIT, "too many braces in \"%.*s\"", TEXT_ARG(written)));
        at.column = column + (int)utf8_count(text_slice(written, 0, (size_t)(tail.p - written.p)));
        TRY(brace_read(out, l, text_slice(tail, 0, (size_t)end), at));
        rest = text_slice(tail, (size_t)end + 1, tail.n);
    }
    return true;
}

static bool branch_read(struct turn_branch *out, struct loader *l, struct text written,
                        struct position at)
{
    struct text word = text_trim(written);
    ptrdiff_t space = text_find(word, TEXT(" "));
    struct text rest = space < 0 ? TEXT("") : text_slice(word, (size_t)space + 1, word.n);
    word = text_slice(word, 0, space < 0 ? word.n : (size_t)space);
    struct nearest near = nearest_to(word);
    for (int i = 0; turns[i]; i++) {
        nearest_try(&near, text_from(turns[i]));
        if (!text_is(word, turns[i]))
            continue;
        out->when = (enum turn)i;
        out->parts = ARENA_NEW(l->a, writing_list);
        return plain_read(out->parts, l, rest, at);
    }
    fault_written(
        l, at, fault_set(l->f, FAULT_INPUT, "the word \"%.*s\" is not known here", TEXT_ARG(word)));
    return nearest_hint(&near, l->f);
}

/* [labour.placed change: up 增加{labour.placed change}人|down ...] */
static bool turn_read(writing_list *out, struct loader *l, struct text inner, struct position at)
{
    struct writing_part part = {.kind = WRITING_TURN};
    ptrdiff_t colon = text_find(inner, TEXT(":"));
    if (colon < 0)
        return fault_written(
            l, at,
            fault_set(l->f, FAULT_INPUT,
                      "what stands in brackets goes \"figure: word text|word text\""));
    TRY(figure_read(&part.figure, l, text_slice(inner, 0, (size_t)colon), at));
    struct text rest = text_slice(inner, (size_t)colon + 1, inner.n);
    for (struct text one; text_split(&one, &rest, '|');) {
        struct turn_branch branch;
        if (part.branches.count == BRANCHES_MAX)
            return fault_written(
                l, at, fault_set(l->f, FAULT_LIMIT, "a turn has at most %d ways", BRANCHES_MAX));
        TRY(branch_read(&branch, l, one, at));
        LIST_ADD(l->a, &part.branches, branch);
    }
    LIST_ADD(l->a, out, part);
    return true;
}

bool writing_line_read(writing_list *out, struct loader *l, struct text written, struct position at)
{
    int column = at.column;
    for (struct text rest = written; rest.n;) {
        ptrdiff_t open = text_find(rest, TEXT("["));
        at.column = column + (int)utf8_count(text_slice(written, 0, (size_t)(rest.p - written.p)));
        TRY(plain_read(out, l, text_slice(rest, 0, open < 0 ? rest.n : (size_t)open), at));
        if (open < 0)
            return true;
        struct text tail = text_slice(rest, (size_t)open + 1, rest.n);
        ptrdiff_t end = text_find(tail, TEXT("]"));
        at.column = column + (int)utf8_count(text_slice(written, 0, (size_t)(tail.p - written.p)));
        if (end < 0)
            return fault_written(l, at,
                                 fault_set(l->f, FAULT_INPUT, "a bracket is not closed in \"%.*s\"",
                                           TEXT_ARG(written)));
        TRY(turn_read(out, l, text_slice(tail, 0, (size_t)end), at));
        rest = text_slice(tail, (size_t)end + 1, tail.n);
    }
    return true;
}

/* ---- one of a workbook ---- */

/* "workbook:1:7: no indicator ..." without its places: the caller knows a better one. */
static void places_cut(struct fault *f, const char *file)
{
    for (char *at; (at = strstr(f->message, file)) != NULL;) {
        size_t n = strcspn(at, " ");
        memmove(at, at + n + (at[n] == ' '), strlen(at + n + (at[n] == ' ')) + 1);
    }
}

bool catalogue_writing_read(writing_list *out, struct arena *a, const struct catalogue *c,
                            struct text written, struct fault *f)
{
    /* Nothing is declared by a text: the catalogue is only read. */
    struct loader l = {.a = a, .c = (struct catalogue *)c, .f = f, .takes_scopes = true};
    static const char file[] = "workbook:";
    struct position at = {text_from(file), 1, 1};
    if (writing_line_read(out, &l, written, at))
        return true;
    places_cut(f, file);
    return false;
}

/* ---- a whole text ---- */

static bool block_line(struct writing *w, struct loader *l, struct text line, struct position at,
                       bool *open)
{
    struct writing_block block = {0};
    while (block.heading < 2 && text_starts(line, TEXT("#"))) {
        block.heading++;
        line = text_slice(line, 1, line.n);
    }
    line = text_trim(line);
    if (line.n == 0) {
        *open = false;
        return true;
    }
    if (block.heading || !*open)
        LIST_ADD(l->a, &w->blocks, block);
    *open = block.heading == 0;
    return writing_line_read(&w->blocks.items[w->blocks.count - 1].parts, l, line, at);
}

static bool writing_read(const struct writing **out, struct loader *l,
                         const struct catalogue_file *file)
{
    struct writing *w = ARENA_NEW(l->a, struct writing);
    struct text rest = file->bytes;
    struct position at = {file->name, 0, 1};
    bool open = false;
    w->name = file->name;
    if (!utf8_valid(file->bytes))
        return fault_written(l, at, fault_set(l->f, FAULT_INPUT, "the file is not UTF-8"));
    for (struct text line; text_split(&line, &rest, '\n');) {
        at.line++;
        TRY(block_line(w, l, line, at, &open));
    }
    *out = w;
    return true;
}

bool writing_find(const struct writing **out, struct loader *l, struct text name)
{
    struct text end = text_printf(l->a, "text/%.*s.txt", TEXT_ARG(name));
    *out = NULL;
    for (size_t i = 0; i < l->texts.count; i++)
        if (text_ends(l->texts.items[i].name, end))
            return writing_read(out, l, &l->texts.items[i]);
    return true;
}
