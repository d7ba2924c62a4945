#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES_MIN 65536

struct arena_block {
    struct arena_block *next;
    size_t cap, used;
    _Alignas(16) char bytes[];
};

static void memory_gone(size_t size)
{
    fprintf(stderr, "shanhai: out of memory (%zu bytes wanted)\n", size);
    exit(4);
}

void *memory_new(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p)
        memory_gone(size);
    return p;
}

void *memory_resize(void *p, size_t size)
{
    void *moved = realloc(p, size ? size : 1);
    if (!moved)
        memory_gone(size);
    return moved;
}

void memory_free(void *p)
{
    free(p);
}

static struct arena_block *block_new(struct arena *a, size_t size)
{
    size_t cap = size > BLOCK_BYTES_MIN ? size : BLOCK_BYTES_MIN;
    struct arena_block *b = malloc(sizeof(*b) + cap);
    if (!b)
        memory_gone(cap);
    b->cap = cap;
    b->used = 0;
    b->next = a->head;
    a->head = b;
    a->held += cap;
    return b;
}

static size_t size_rounded(size_t size)
{
    if (size > SIZE_MAX / 2)
        memory_gone(size);
    return (size + 15) & ~(size_t)15;
}

/* Of a rounded size, not zeroed. */
static char *bytes_take(struct arena *a, size_t size)
{
    struct arena_block *b = a->head;
    if (!b || b->cap - b->used < size)
        b = block_new(a, size);
    char *p = b->bytes + b->used;
    b->used += size;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    size = size_rounded(size);
    return memset(bytes_take(a, size), 0, size);
}

void *arena_grow(struct arena *a, void *old, size_t old_n, size_t new_n, size_t size)
{
    if (new_n > SIZE_MAX / 4 / size)
        memory_gone(new_n);
    size_t before = size_rounded(old_n * size), after = size_rounded(new_n * size);
    struct arena_block *b = a->head;
    bool is_last = b && before && (char *)old + before == b->bytes + b->used;
    char *p = old;
    if (is_last && b->used - before + after <= b->cap) {
        b->used += after - before;
    } else {
        p = bytes_take(a, after);
        if (old_n)
            memcpy(p, old, old_n * size);
    }
    memset(p + old_n * size, 0, after - old_n * size);
    return p;
}

void arena_clear(struct arena *a)
{
    for (struct arena_block *b = a->head, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    a->head = NULL;
    a->held = 0;
}

void arena_reset(struct arena *a)
{
    if (!a->head)
        return;
    struct arena_block *keep = a->head;
    for (struct arena_block *b = keep->next, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    keep->next = NULL;
    keep->used = 0;
    a->held = keep->cap;
}
