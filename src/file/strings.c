#include "file/strings.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define STRIDE 16
#define WINDOW_BYTES (256 * 1024)

bool strings_open(struct strings *s, int spill_fd, int64_t memory_bytes_max, struct fault *f)
{
    *s = (struct strings){.spill_fd = spill_fd, .memory_bytes_max = (size_t)memory_bytes_max};
    if (ftruncate(spill_fd, 0) != 0)
        return fault_set(f, FAULT_SYSTEM, "no temporary file can be made: %s", strerror(errno));
    return true;
}

static bool tail_spill(struct strings *s, struct fault *f)
{
    for (size_t at = 0; at < s->tail.n;) {
        ssize_t n = pwrite(s->spill_fd, s->tail.p + at, s->tail.n - at, s->spilled);
        if (n < 0)
            return fault_set(f, FAULT_SYSTEM, "no temporary file can be made: %s", strerror(errno));
        at += (size_t)n;
        s->spilled += n;
    }
    s->tail.n = 0;
    return true;
}

bool strings_add(struct strings *s, struct text t, struct fault *f)
{
    uint32_t length = (uint32_t)t.n;
    if (s->count % STRIDE == 0)
        LIST_ADD(&s->arena, &s->places, s->spilled + (int64_t)s->tail.n);
    buffer_add(&s->tail, (struct text){(const char *)&length, sizeof(length)});
    buffer_add(&s->tail, t);
    s->count++;
    return s->tail.n <= s->memory_bytes_max || tail_spill(s, f);
}

/* n bytes at a place; NULL where the file does not have them. */
static const char *bytes_at(struct strings *s, int64_t at, size_t n)
{
    if (at >= s->spilled)
        return s->tail.p + (at - s->spilled);
    if (at < s->window_at || at + (int64_t)n > s->window_at + (int64_t)s->window.n) {
        size_t want = n > WINDOW_BYTES ? n : WINDOW_BYTES;
        if (s->window.cap < want) {
            s->window.p = memory_resize(s->window.p, want);
            s->window.cap = want;
        }
        ssize_t got = pread(s->spill_fd, s->window.p, want, at);
        s->window.n = got > 0 ? (size_t)got : 0;
        s->window_at = at;
    }
    return s->window.n >= n ? s->window.p + (at - s->window_at) : NULL;
}

bool strings_get(struct text *out, struct strings *s, int64_t number, struct fault *f)
{
    if (number < 0 || number >= s->count)
        return fault_set(f, FAULT_INPUT, "a cell names text %lld, but there are only %lld",
                         (long long)number, (long long)s->count);
    int64_t at = s->places.items[number / STRIDE];
    for (int64_t i = number % STRIDE;; i--) {
        uint32_t length;
        const char *p = bytes_at(s, at, sizeof(length));
        if (!p)
            break;
        memcpy(&length, p, sizeof(length));
        at += (int64_t)sizeof(length);
        if (i == 0) {
            *out = (struct text){bytes_at(s, at, length), length};
            if (!out->p && length)
                break;
            return true;
        }
        at += length;
    }
    return fault_set(f, FAULT_SYSTEM, "the temporary file is cut short");
}

void strings_clear(struct strings *s)
{
    buffer_clear(&s->tail);
    buffer_clear(&s->window);
    arena_clear(&s->arena);
}
