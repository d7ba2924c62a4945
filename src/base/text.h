/*
 * Slices of UTF-8 text. A slice borrows; whoever returns one says from whom.
 */
#ifndef SHANHAI_BASE_TEXT_H
#define SHANHAI_BASE_TEXT_H

#include "base/arena.h"
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
    const char *p; /* not terminated */
    size_t n;      /* bytes */
};

#define TEXT(literal) ((struct text){(literal), sizeof(literal) - 1})
#define TEXT_ARG(t) (int)(t).n, (t).p /* for "%.*s" */

struct text text_from(const char *s); /* borrows s; NULL gives the empty text */
bool text_equal(struct text a, struct text b);
bool text_is(struct text a, const char *s);
int text_compare(struct text a, struct text b); /* bytewise, like strcmp */
bool text_starts(struct text t, struct text prefix);
bool text_ends(struct text t, struct text suffix);
ptrdiff_t text_find(struct text t, struct text part); /* byte offset of the first, or -1 */
struct text text_slice(struct text t, size_t from, size_t to); /* half open, clamped */
struct text text_trim(struct text t); /* ASCII white space, U+3000, U+00A0 and BOM at both ends */
bool text_split(struct text *head, struct text *rest, char separator); /* false: rest was empty */
uint64_t text_hash(struct text t);    /* for tables in memory only: differs by process */

struct text text_copy(struct arena *a, struct text t);
char *text_cstr(struct arena *a, struct text t);
struct text text_printf(struct arena *a, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
struct text text_vprintf(struct arena *a, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));
struct text text_join(struct arena *a, struct text head, struct text tail);
struct text text_lower_ascii(struct arena *a, struct text t);

/* Edit distance in code points, at most `most`+1: for "the nearest known name". */
size_t text_distance(struct text a, struct text b, size_t most);

/* ---- UTF-8 ---- */
/* Whether it begins with a character from U+4000 to U+9FFF: nearly all of Chinese, three bytes. */
static inline bool utf8_starts_chinese(struct text t)
{
    const unsigned char *p = (const unsigned char *)t.p;
    return t.n >= 3 && p[0] >= 0xe4 && p[0] <= 0xe9 && (p[1] & 0xc0) == 0x80 &&
           (p[2] & 0xc0) == 0x80;
}
bool utf8_valid(struct text t);
/* The code point at t.p and its length; 0xFFFD and 1 for a broken byte. t.n must not be 0. */
uint32_t utf8_next(struct text t, size_t *length);
size_t utf8_put(char out[4], uint32_t code_point); /* bytes written */
size_t utf8_count(struct text t);                  /* code points */

/* ---- a growing text, held outside arenas ---- */
struct buffer {
    char *p;
    size_t n, cap;
};
void buffer_clear(struct buffer *b);
void buffer_add(struct buffer *b, struct text t);
void buffer_add_str(struct buffer *b, const char *s);
void buffer_add_char(struct buffer *b, char c);
/* For XML and HTML, in text and in attributes; what XML cannot hold is a space. */
void buffer_add_xml(struct buffer *b, struct text t);
void buffer_add_code_point(struct buffer *b, uint32_t cp);
void buffer_printf(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct text buffer_text(const struct buffer *b); /* borrows; valid until the next change */
#define SCOPED_BUFFER __attribute__((cleanup(buffer_clear))) struct buffer

#endif
