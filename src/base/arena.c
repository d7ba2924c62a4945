#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES 65536

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

static struct arena_block *block_new(struct arena *a, struct arena_block **list, size_t cap)
{
    struct arena_block *b = malloc(sizeof(*b) + cap);
    if (!b)
        memory_gone(cap);
    *b = (struct arena_block){.next = *list, .cap = cap};
    *list = b;
    a->held += cap;
    return b;
}

static size_t size_rounded(size_t size)
{
    if (size > SIZE_MAX / 2)
        memory_gone(size);
    return (size + 15) & ~(size_t)15;
}

/* Of a rounded size, not zeroed. What is large has a block of its own. */
static char *bytes_take(struct arena *a, size_t size)
{
    if (size > BLOCK_BYTES) {
        struct arena_block *large = block_new(a, &a->large, size);
        large->used = size;
        return large->bytes;
    }
    struct arena_block *b = a->head;
    if (!b || b->cap - b->used < size)
        b = block_new(a, &a->head, BLOCK_BYTES);
    char *p = b->bytes + b->used;
    b->used += size;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    size = size_rounded(size);
    return memset(bytes_take(a, size), 0, size);
}

/* The block of a large array grows by the system's own means: nearly always without a copy. */
static char *large_grow(struct arena *a, const void *old, size_t after)
{
    struct arena_block **at = &a->large;
    while (*at && (*at)->bytes != (const char *)old)
        at = &(*at)->next;
    if (!*at)
        return NULL;
    struct arena_block *b = memory_resize(*at, sizeof(*b) + after);
    a->held += after - b->cap;
    b->cap = b->used = after;
    *at = b;
    return b->bytes;
}

void *arena_grow(struct arena *a, void *old, size_t old_n, size_t new_n, size_t size)
{
    if (new_n > SIZE_MAX / 4 / size)
        memory_gone(new_n);
    size_t before = size_rounded(old_n * size), after = size_rounded(new_n * size);
    struct arena_block *b = a->head;
    bool is_last = b && before && (char *)old + before == b->bytes + b->used;
    char *p = before > BLOCK_BYTES ? large_grow(a, old, after) : NULL;
    if (!p && is_last && b->used - before + after <= b->cap) {
        b->used += after - before;
        p = old;
    } else if (!p) {
        p = bytes_take(a, after);
        if (old_n)
            memcpy(p, old, old_n * size);
    }
    return p;
}

static void blocks_free(struct arena_block **list)
{
    for (struct arena_block *b = *list, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    *list = NULL;
}

void arena_clear(struct arena *a)
{
    blocks_free(&a->head);
    blocks_free(&a->large);
    a->held = 0;
}

void arena_reset(struct arena *a)
{
    blocks_free(&a->large);
    a->held = 0;
    if (!a->head)
        return;
    blocks_free(&a->head->next);
    a->head->used = 0;
    a->held = a->head->cap;
}
