/*
 * The one true layout of .cat text. Lines stay lines, comments stay where they are; what changes
 * is the space between words, and more than one empty line in a row.
 */
#include "catalogue/token.h"

#include <string.h>

enum part { PART_EMPTY, PART_BLOCK, PART_CLAUSE, PART_MORE };

struct layout_line {
    struct line line;
    enum part part;
    int block; /* the number of its block, 0 before the first */
};

struct layout {
    struct arena *a;
    LIST(struct layout_line) lines;
    LIST(int) name_widths; /* by block: of its longest field name */
    size_t clause_indent;  /* of the block that is read; 0: not known yet */
};

#define WORD_WIDTH 7       /* label, indented by two: clauses begin in column 10 */
#define HEAD_NAME_WIDTH 12 /* of a unit */
#define LEVEL_WIDTH 7      /* refuse, warn, ask */
#define NAME_WIDTH_MAX 24

static bool token_is(const struct token *t, const char *word)
{
    return (t->kind == TOKEN_NAME || t->kind == TOKEN_MARK) && text_is(t->text, word);
}

/* ---- reading ---- */

static void width_take(struct layout *l, const struct line *line)
{
    if (line->count < 3 || !token_is(&line->tokens[0], "field"))
        return;
    int *widest = &l->name_widths.items[l->name_widths.count - 1];
    size_t n = line->tokens[2].text.n;
    if (n <= NAME_WIDTH_MAX && (int)n > *widest)
        *widest = (int)n;
}

static enum part part_of(struct layout *l, const struct line *line, size_t indent)
{
    if (line->count == 0 && line->comment.n == 0)
        return PART_EMPTY;
    if (indent == 0)
        return PART_BLOCK;
    if (l->clause_indent == 0 && line->count)
        l->clause_indent = indent;
    return l->clause_indent && indent > l->clause_indent ? PART_MORE : PART_CLAUSE;
}

static bool line_take(struct layout *l, struct catalogue_file file, int number, struct fault *f)
{
    struct layout_line taken = {0};
    size_t indent = 0;
    TRY(line_tokens(&taken.line, l->a, file, number, f));
    while (indent < file.bytes.n && file.bytes.p[indent] == ' ')
        indent++;
    taken.part = part_of(l, &taken.line, indent);
    if (taken.part == PART_BLOCK && taken.line.count) {
        l->clause_indent = 0;
        LIST_ADD(l->a, &l->name_widths, 0);
    }
    taken.block = (int)l->name_widths.count;
    if (taken.part == PART_CLAUSE)
        width_take(l, &taken.line);
    LIST_ADD(l->a, &l->lines, taken);
    return true;
}

/* ---- writing ---- */

static void token_put(struct buffer *out, const struct token *t)
{
    const char *quote = t->kind == TOKEN_LABEL ? "\"" : t->kind == TOKEN_TEXT ? "'" : "";
    buffer_printf(out, "%s%.*s%s", quote, TEXT_ARG(t->text), quote);
}

/* At least one space follows, however long the word. */
static void padded_put(struct buffer *out, const struct token *t, size_t width)
{
    size_t before = out->n;
    token_put(out, t);
    do
        buffer_add_char(out, ' ');
    while (out->n - before <= width);
}

static bool is_word_operator(const struct token *t)
{
    static const char *const words[] = {"and", "or", "not", "in", "at", "else", "distinct", "over"};
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (token_is(t, words[i]))
            return true;
    return false;
}

static bool is_mark(const struct token *t)
{
    return t->kind == TOKEN_MARK && !text_is(t->text, ")");
}

/* A minus with nothing before it that it could be taken from. */
static bool is_sign(const struct line *line, size_t i)
{
    return token_is(&line->tokens[i], "-") &&
           (i == 0 || is_mark(&line->tokens[i - 1]) || is_word_operator(&line->tokens[i - 1]));
}

/* Whether the two tokens stood apart in the text: `p:` of exists() and ` : ` of pick(). */
static bool stood_apart(const struct token *a, const struct token *b)
{
    return b->column > a->column + (int)utf8_count(a->text);
}

static const char *space_between(const struct line *line, size_t i)
{
    const struct token *a = &line->tokens[i - 1], *b = &line->tokens[i];
    if (token_is(a, "(") || token_is(b, ")") || token_is(b, ",") || token_is(b, "%") || token_is(a, "..") ||
        token_is(b, "..") || is_sign(line, i - 1))
        return "";
    if (token_is(b, "("))
        return a->kind == TOKEN_NAME && !is_word_operator(a) && !stood_apart(a, b) ? "" : " ";
    if (token_is(b, ":"))
        return stood_apart(a, b) ? " " : "";
    return " ";
}

static bool is_label_word(const struct token *t)
{
    return token_is(t, "zh") || token_is(t, "en");
}

static void rest_put(struct buffer *out, const struct line *line, size_t from, bool wide)
{
    for (size_t i = from; i < line->count; i++) {
        const struct token *t = &line->tokens[i];
        if (i > from) {
            bool first_label = wide && is_label_word(t) && i >= 2 &&
                               !is_label_word(&line->tokens[i - 2]);
            buffer_add_str(out, first_label ? "  " : space_between(line, i));
        }
        token_put(out, t);
    }
}

/* `field 1  worker     ref person ...`: numbers and names stand below one another. */
static void field_put(struct buffer *out, const struct line *line, int name_width)
{
    padded_put(out, &line->tokens[0], 5);
    padded_put(out, &line->tokens[1], 2);
    padded_put(out, &line->tokens[2], (size_t)name_width);
    rest_put(out, line, 3, true);
}

static void clause_put(struct buffer *out, const struct line *line, int name_width)
{
    const struct token *word = &line->tokens[0];
    bool check = token_is(word, "check"), wide = check || token_is(word, "derive");
    if (line->count > 3 && token_is(word, "field")) {
        field_put(out, line, name_width);
        return;
    }
    if (line->count == 1) {
        token_put(out, word);
        return;
    }
    padded_put(out, word, WORD_WIDTH);
    if (check && line->count > 2)
        padded_put(out, &line->tokens[1], LEVEL_WIDTH);
    rest_put(out, line, check && line->count > 2 ? 2 : 1, wide);
}

static void block_put(struct buffer *out, const struct line *line)
{
    bool unit = token_is(&line->tokens[0], "unit") && line->count > 2;
    if (!unit) {
        rest_put(out, line, 0, false);
        return;
    }
    token_put(out, &line->tokens[0]);
    buffer_add_char(out, ' ');
    padded_put(out, &line->tokens[1], HEAD_NAME_WIDTH);
    rest_put(out, line, 2, false);
}

static void line_put(struct buffer *out, const struct layout *l, const struct layout_line *ll)
{
    static const char *const indents[] = {"", "", "  ", "    "};
    int width = ll->block ? l->name_widths.items[ll->block - 1] : 0;
    buffer_add_str(out, indents[ll->part]);
    if (ll->line.count && ll->part == PART_BLOCK)
        block_put(out, &ll->line);
    else if (ll->line.count && ll->part == PART_CLAUSE)
        clause_put(out, &ll->line, width);
    else
        rest_put(out, &ll->line, 0, false);
    struct text comment = text_trim(ll->line.comment);
    if (comment.n)
        buffer_printf(out, "%s%.*s", ll->line.count ? "  " : "", TEXT_ARG(comment));
    buffer_add_char(out, '\n');
}

static void lines_put(struct buffer *out, const struct layout *l)
{
    bool gap = false, any = false;
    for (size_t i = 0; i < l->lines.count; i++) {
        const struct layout_line *ll = &l->lines.items[i];
        if (ll->part == PART_EMPTY) {
            gap = true;
            continue;
        }
        if (gap && any)
            buffer_add_char(out, '\n');
        line_put(out, l, ll);
        gap = false;
        any = true;
    }
}

bool catalogue_fmt(struct buffer *out, struct catalogue_file file, struct fault *f)
{
    SCOPED_ARENA a = {0};
    struct layout l = {.a = &a};
    block_list blocks = {0};
    if (!text_ends(file.name, TEXT(".cat")))
        return fault_set(f, FAULT_INPUT, "only .cat files have a layout, not \"%.*s\"",
                         TEXT_ARG(file.name));
    TRY(blocks_read(&blocks, &a, file, f));
    struct text rest = file.bytes, line;
    if (text_starts(rest, TEXT("\xef\xbb\xbf")))
        rest = text_slice(rest, 3, rest.n);
    for (int number = 1; text_split(&line, &rest, '\n'); number++) {
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        TRY(line_take(&l, (struct catalogue_file){file.name, line}, number, f));
    }
    lines_put(out, &l);
    return true;
}
