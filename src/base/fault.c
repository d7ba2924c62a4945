#include "base/fault.h"

#include "base/language.h"
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The one table of what a kind means outside. */
static const struct {
    const char *name;
    int exit_code;
    int http_status;
} kinds[] = {
    [FAULT_NONE] = {"none", 0, 200},         [FAULT_USAGE] = {"usage", 2, 400},
    [FAULT_INPUT] = {"input", 3, 422},       [FAULT_ABSENT] = {"absent", 3, 404},
    [FAULT_CONFLICT] = {"conflict", 3, 409}, [FAULT_DENIED] = {"denied", 3, 403},
    [FAULT_KEY] = {"key", 3, 403},           [FAULT_LIMIT] = {"limit", 3, 413},
    [FAULT_STORE] = {"store", 4, 500},       [FAULT_SYSTEM] = {"system", 4, 500},
};

int fault_exit_code(enum fault_kind kind)
{
    return kinds[kind].exit_code;
}

int fault_http_status(enum fault_kind kind)
{
    return kinds[kind].http_status;
}

const char *fault_name(enum fault_kind kind)
{
    return kinds[kind].name;
}

/* A message cut in the middle of a character would not be UTF-8 any more. */
static void end_at_character(char *s, size_t cap, int wanted)
{
    if (wanted < 0 || (size_t)wanted < cap)
        return;
    size_t n = cap - 1, tail = 1;
    while (tail <= 4 && ((unsigned char)s[n - tail] & 0xc0) == 0x80)
        tail++;
    unsigned char lead = (unsigned char)s[n - tail];
    size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (length > tail)
        s[n - tail] = '\0';
}

bool fault_set(struct fault *f, enum fault_kind kind, const char *format, ...)
{
    f->kind = kind;
    f->hint[0] = '\0';
    va_list args;
    va_start(args, format);
    int n = vsnprintf(f->message, sizeof(f->message), tr(format), args);
    va_end(args);
    end_at_character(f->message, sizeof(f->message), n);
    for (char *p = f->message; *p; p++)
        if (*p == '\n' || *p == '\r')
            *p = ' ';
    return false;
}

bool fault_hint(struct fault *f, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(f->hint, sizeof(f->hint), tr(format), args);
    va_end(args);
    end_at_character(f->hint, sizeof(f->hint), n);
    return false;
}

void fault_clear(struct fault *f)
{
    f->kind = FAULT_NONE;
    f->message[0] = f->hint[0] = '\0';
}
