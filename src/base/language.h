/*
 * The language people read: Chinese first, English complete.
 *
 * Messages are written in English where they arise; the one table base/messages.c holds the
 * Chinese. The language is set once at the edge, per thread.
 */
#ifndef SHANHAI_BASE_LANGUAGE_H
#define SHANHAI_BASE_LANGUAGE_H

enum language { LANGUAGE_ZH, LANGUAGE_EN };

void language_set(enum language l);
enum language language_now(void);

/* The message in the thread's language; the English one where there is no other. */
const char *tr(const char *english) __attribute__((format_arg(1)));

#endif
