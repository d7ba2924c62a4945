/*
 * .cat text cut into tokens, clauses and blocks. A block is one word in column 0; a clause is an
 * indented line with all lines indented deeper than it. Each clause ends in a TOKEN_END.
 */
#ifndef SHANHAI_CATALOGUE_TOKEN_H
#define SHANHAI_CATALOGUE_TOKEN_H

#include "catalogue/catalogue.h"

enum token_kind {
    TOKEN_END,
    TOKEN_NAME,   /* labour.placement: names joined by points are one token */
    TOKEN_NUMBER, /* 12 or 12.50 */
    TOKEN_DAY,    /* 2019-07-31 */
    TOKEN_MONTH,  /* 2019-07 */
    TOKEN_LABEL,  /* "..." without its quotes */
    TOKEN_TEXT,   /* '...' without its quotes */
    TOKEN_MARK,   /* ( ) , : + - * / = != < <= > >= .. % */
};

struct token {
    enum token_kind kind;
    struct text text;
    int line, column; /* from 1; columns count code points */
};

struct clause {
    const struct token *tokens; /* up to a TOKEN_END */
};

struct block {
    struct text file;
    const struct token *word; /* "record" */
    const struct token *head; /* what follows it on its line */
    LIST(struct clause) clauses;
};
typedef LIST(struct block) block_list;

/* Where a reader of tokens stands. */
struct cursor {
    const struct token *at;
    struct text file;
};

/* Cuts a file into blocks; tokens live in the arena and borrow from bytes. faults: INPUT, LIMIT */
bool blocks_read(block_list *out, struct arena *a, struct catalogue_file file, struct fault *f);
/* One expression as a single clause. */
bool tokens_read(const struct token **out, struct arena *a, struct catalogue_file file,
                 struct fault *f);

/* One line by itself, for the layout: its tokens, and the comment behind them with its '#'. */
struct line {
    const struct token *tokens;
    size_t count;
    struct text comment;
};
bool line_tokens(struct line *out, struct arena *a, struct catalogue_file line, int number,
                 struct fault *f);

struct position cursor_position(const struct cursor *c);
bool cursor_is(const struct cursor *c, const char *word);    /* a name or a mark stands here */
bool cursor_take(struct cursor *c, const char *word);        /* and steps over it */
bool cursor_expect(struct cursor *c, const char *word, struct fault *f);
/* Takes a token of one kind; the fault says what was wanted. */
bool cursor_get(struct text *out, struct cursor *c, enum token_kind kind, struct fault *f);
bool cursor_day(struct day *out, struct cursor *c, struct fault *f);
bool cursor_whole(int64_t *out, struct cursor *c, struct fault *f); /* a whole number */
bool cursor_end(struct cursor *c, struct fault *f);

/* Puts "file:line:col: " before the message; returns false. `set` is what fault_set returned. */
bool fault_at(struct fault *f, struct position at, bool set);

/* The nearest of the names tried, for a hint. */
struct nearest {
    struct text wanted, best;
    size_t distance;
};
struct nearest nearest_to(struct text wanted);
void nearest_try(struct nearest *n, struct text name);
bool nearest_hint(const struct nearest *n, struct fault *f); /* returns false */

#endif
