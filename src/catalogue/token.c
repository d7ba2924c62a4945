#include "catalogue/token.h"

#include <stdio.h>
#include <string.h>

#define TOKENS_MAX 2000000
#define BYTES_OF_TOKEN 5 /* about, with the spaces around it */

typedef LIST(struct token) token_list;

struct lexer {
    struct arena *a;
    struct text file, line; /* the line being cut */
    int number;             /* of the line */
    size_t at;              /* byte in line */
    size_t counted;         /* byte up to which `column` has been counted */
    int column;
    token_list tokens;
    struct fault *f;
};

/* ---- characters ---- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char peek(const struct lexer *l, size_t ahead)
{
    return l->at + ahead < l->line.n ? l->line.p[l->at + ahead] : '\0';
}

/* Counts on from the last position, so that a long line is walked once. */
static struct position lexer_position(struct lexer *l)
{
    if (l->at < l->counted)
        l->counted = 0;
    if (l->counted == 0)
        l->column = 1;
    l->column += (int)utf8_count(text_slice(l->line, l->counted, l->at));
    l->counted = l->at;
    return (struct position){l->file, l->number, l->column};
}

static void token_add(struct lexer *l, enum token_kind kind, size_t from, size_t to)
{
    struct position at = lexer_position(l);
    LIST_ADD(l->a, &l->tokens,
             (struct token){kind, text_slice(l->line, from, to), at.line, at.column});
}

/* ---- one token ---- */

static void name_cut(struct lexer *l)
{
    size_t n = 0;
    for (;;) {
        while (is_letter(peek(l, n)) || is_digit(peek(l, n)))
            n++;
        if (peek(l, n) != '.' || !(is_letter(peek(l, n + 1)) || is_digit(peek(l, n + 1))))
            break;
        n++;
    }
    token_add(l, TOKEN_NAME, l->at, l->at + n);
    l->at += n;
}

static size_t digits_at(const struct lexer *l, size_t from)
{
    size_t n = 0;
    while (is_digit(peek(l, from + n)))
        n++;
    return n;
}

static bool number_cut(struct lexer *l)
{
    size_t n = digits_at(l, 0);
    enum token_kind kind = TOKEN_NUMBER;
    if (n == 4 && peek(l, 4) == '-' && digits_at(l, 5) == 2) {
        bool has_day = peek(l, 7) == '-' && digits_at(l, 8) == 2;
        kind = has_day ? TOKEN_DAY : TOKEN_MONTH;
        n = has_day ? 10 : 7;
    } else if (peek(l, n) == '.' && is_digit(peek(l, n + 1))) {
        n += 1 + digits_at(l, n + 1);
    }
    struct text text = text_slice(l->line, l->at, l->at + n);
    struct day day;
    struct month month;
    if ((kind == TOKEN_DAY && !day_parse(&day, text)) ||
        (kind == TOKEN_MONTH && !month_parse(&month, text)))
        return fault_at(l->f, lexer_position(l),
                        fault_set(l->f, FAULT_INPUT, "there is no day or month \"%.*s\"",
                                  TEXT_ARG(text)));
    token_add(l, kind, l->at, l->at + n);
    l->at += n;
    return true;
}

static bool quoted_cut(struct lexer *l, char quote)
{
    struct text rest = text_slice(l->line, l->at + 1, l->line.n);
    const char *end = rest.n ? memchr(rest.p, quote, rest.n) : NULL;
    if (!end)
        return fault_at(l->f, lexer_position(l),
                        fault_set(l->f, FAULT_INPUT, "the closing %c is missing on this line",
                                  quote));
    size_t n = (size_t)(end - rest.p);
    token_add(l, quote == '"' ? TOKEN_LABEL : TOKEN_TEXT, l->at + 1, l->at + 1 + n);
    l->at += n + 2;
    return true;
}

static bool mark_cut(struct lexer *l)
{
    static const char *const marks[] = {"!=", "<=", ">=", "..", "(", ")", ",", ":",
                                        "+",  "-",  "*",  "/",  "=", "<", ">", "%"};
    struct text rest = text_slice(l->line, l->at, l->line.n);
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if (text_starts(rest, text_from(marks[i]))) {
            token_add(l, TOKEN_MARK, l->at, l->at + strlen(marks[i]));
            l->at += strlen(marks[i]);
            return true;
        }
    size_t n;
    utf8_next(rest, &n);
    return fault_at(l->f, lexer_position(l),
                    fault_set(l->f, FAULT_INPUT, "the character \"%.*s\" means nothing here",
                              (int)n, rest.p));
}

static bool line_cut(struct lexer *l)
{
    while (l->at < l->line.n) {
        char c = peek(l, 0);
        bool fine = true;
        if (c == '#')
            return true;
        if (c == ' ')
            l->at++;
        else if (is_letter(c))
            name_cut(l);
        else if (is_digit(c))
            fine = number_cut(l);
        else if (c == '"' || c == '\'')
            fine = quoted_cut(l, c);
        else
            fine = mark_cut(l);
        TRY(fine);
    }
    return true;
}

/* ---- lines to blocks ---- */

/* Where clauses begin, by number of their first token; the tokens may still move. */
struct start {
    size_t token;
    bool is_block;
};
typedef LIST(struct start) start_list;

struct layout {
    start_list starts;
    size_t indent; /* of the clause now open; 0: the block's own line */
    size_t clauses_indent; /* of the block's first clause; 0: none yet */
};

static void clause_end(struct lexer *l)
{
    if (l->tokens.count == 0 || l->tokens.items[l->tokens.count - 1].kind == TOKEN_END)
        return;
    struct token last = l->tokens.items[l->tokens.count - 1];
    int quotes = last.kind == TOKEN_LABEL || last.kind == TOKEN_TEXT ? 2 : 0;
    int column = last.column + (int)utf8_count(last.text) + quotes;
    LIST_ADD(l->a, &l->tokens, (struct token){TOKEN_END, {"", 0}, last.line, column});
}

/* Decides what a line with something on it is: a block, a clause, or more of a clause. */
static bool line_place(struct lexer *l, struct layout *layout, size_t indent)
{
    if (indent == 0) {
        clause_end(l);
        LIST_ADD(l->a, &layout->starts, (struct start){l->tokens.count, true});
        layout->indent = layout->clauses_indent = 0;
        return true;
    }
    if (layout->starts.count == 0)
        return fault_at(l->f, lexer_position(l),
                        fault_set(l->f, FAULT_INPUT, "a clause stands before the first block"));
    if (layout->clauses_indent == 0)
        layout->clauses_indent = indent;
    if (indent > layout->clauses_indent)
        return true;
    if (indent < layout->clauses_indent)
        return fault_at(l->f, lexer_position(l),
                        fault_set(l->f, FAULT_INPUT, "a clause is indented by %zu, not by %zu",
                                  indent, layout->clauses_indent));
    clause_end(l);
    LIST_ADD(l->a, &layout->starts, (struct start){l->tokens.count, false});
    return true;
}

static bool line_read(struct lexer *l, struct layout *layout)
{
    while (l->at < l->line.n && peek(l, 0) == ' ')
        l->at++;
    if (l->at == l->line.n || peek(l, 0) == '#')
        return true;
    if (peek(l, 0) == '\t')
        return fault_at(l->f, lexer_position(l),
                        fault_set(l->f, FAULT_INPUT, "lines are indented with spaces, not tabs"));
    TRY(line_place(l, layout, l->at));
    TRY(line_cut(l));
    if (l->tokens.count > TOKENS_MAX)
        return fault_set(l->f, FAULT_LIMIT, "%.*s is longer than a catalogue file may be",
                         TEXT_ARG(l->file));
    return true;
}

/* UTF-8 without control characters but for line ends and tabs. */
static bool bytes_are_text(struct text bytes, struct text file, struct fault *f)
{
    bool control = false;
    for (size_t i = 0; i < bytes.n && !control; i++)
        control = (unsigned char)bytes.p[i] < 0x20 && !memchr("\n\r\t", bytes.p[i], 3);
    if (control)
        return fault_set(f, FAULT_INPUT, "%.*s holds control characters", TEXT_ARG(file));
    return utf8_valid(bytes) ||
           fault_set(f, FAULT_INPUT, "%.*s is not UTF-8", TEXT_ARG(file));
}

static bool lines_read(struct lexer *l, struct layout *layout, struct text bytes)
{
    if (text_starts(bytes, TEXT("\xef\xbb\xbf")))
        bytes = text_slice(bytes, 3, bytes.n);
    TRY(bytes_are_text(bytes, l->file, l->f));
    struct text rest = bytes;
    for (l->number = 1; text_split(&l->line, &rest, '\n'); l->number++) {
        if (l->line.n && l->line.p[l->line.n - 1] == '\r')
            l->line.n--;
        l->at = l->counted = 0;
        TRY(line_read(l, layout));
    }
    clause_end(l);
    return true;
}

bool blocks_read(block_list *out, struct arena *a, struct catalogue_file file, struct fault *f)
{
    struct lexer l = {.a = a, .file = file.name, .f = f};
    struct layout layout = {0};
    LIST_ROOM(a, &l.tokens, file.bytes.n / BYTES_OF_TOKEN + 16);
    TRY(lines_read(&l, &layout, file.bytes));
    for (size_t i = 0; i < layout.starts.count; i++) {
        const struct token *first = &l.tokens.items[layout.starts.items[i].token];
        if (!layout.starts.items[i].is_block) {
            LIST_ADD(a, &out->items[out->count - 1].clauses, (struct clause){first});
            continue;
        }
        if (first->kind != TOKEN_NAME)
            return fault_at(f, (struct position){file.name, first->line, first->column},
                            fault_set(f, FAULT_INPUT, "a block begins with a word, not \"%.*s\"",
                                      TEXT_ARG(first->text)));
        LIST_ADD(a, out, (struct block){.file = file.name, .word = first, .head = first + 1});
    }
    return true;
}

bool tokens_read(const struct token **out, struct arena *a, struct catalogue_file file,
                 struct fault *f)
{
    struct lexer l = {.a = a, .file = file.name, .line = file.bytes, .number = 1, .f = f};
    TRY(bytes_are_text(file.bytes, file.name, f));
    TRY(line_cut(&l));
    clause_end(&l);
    if (l.tokens.count == 0)
        LIST_ADD(a, &l.tokens, (struct token){TOKEN_END, {"", 0}, 1, 1});
    *out = l.tokens.items;
    return true;
}

bool line_tokens(struct line *out, struct arena *a, struct catalogue_file line, int number,
                 struct fault *f)
{
    struct lexer l = {.a = a, .file = line.name, .line = line.bytes, .number = number, .f = f};
    TRY(line_cut(&l));
    *out = (struct line){l.tokens.items, l.tokens.count,
                         text_slice(line.bytes, l.at, line.bytes.n)};
    return true;
}
