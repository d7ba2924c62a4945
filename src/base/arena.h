/*
 * Memory by lifetime: what is allocated together is freed together.
 *
 * Named by lifetime: process (catalogue), request, batch (one import), scratch. Running out of
 * memory ends the process; nothing in an arena has a destructor.
 */
#ifndef SHANHAI_BASE_ARENA_H
#define SHANHAI_BASE_ARENA_H

#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *head, *large;
    size_t held; /* bytes taken from the system */
};

void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned to 16 */
/* Grows the last array from old_n to new_n elements of `size` bytes; moves it where it must. What
 * is new is for the caller to set. */
void *arena_grow(struct arena *a, void *old, size_t old_n, size_t new_n, size_t size);
void arena_clear(struct arena *a); /* frees all; the arena can be used again */
/* Frees all but one block and starts again: for a scratch arena used row by row. */
void arena_reset(struct arena *a);

#define ARENA_NEW(a, type) ((type *)arena_alloc((a), sizeof(type)))
#define ARENA_ARRAY(a, type, n) ((type *)arena_alloc((a), sizeof(type) * (size_t)(n)))
#define SCOPED_ARENA __attribute__((cleanup(arena_clear))) struct arena

/* Appends to an array in an arena kept as `type *items; size_t count, cap` under one name. */
#define LIST(type)                                                                                 \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count, cap;                                                                         \
    }
/* Room for as many as there will be, about: a list that grows is copied until it is large. */
#define LIST_ROOM(a, list, room)                                                                   \
    do {                                                                                           \
        size_t list_room = (room);                                                                 \
        if ((list)->cap < list_room) {                                                             \
            (list)->items = arena_grow((a), (list)->items, (list)->count, list_room,               \
                                       sizeof(*(list)->items));                                    \
            (list)->cap = list_room;                                                               \
        }                                                                                          \
    } while (0)
#define LIST_ADD(a, list, ...)                                                                     \
    do {                                                                                           \
        if ((list)->count == (list)->cap) {                                                        \
            size_t list_cap = (list)->cap ? (list)->cap * 2 : 8;                                   \
            (list)->items = arena_grow((a), (list)->items, (list)->count, list_cap,                \
                                       sizeof(*(list)->items));                                    \
            (list)->cap = list_cap;                                                                \
        }                                                                                          \
        (list)->items[(list)->count++] = (__VA_ARGS__);                                            \
    } while (0)

/* Memory outside arenas, for the few things that live by themselves; never NULL. */
void *memory_new(size_t size); /* zeroed */
void *memory_resize(void *p, size_t size);
void memory_free(void *p);

#endif
