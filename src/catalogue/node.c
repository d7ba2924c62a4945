/*
 * One expression by itself: for --where and tests.
 */
#include "catalogue/node_inside.h"

bool node_parse(struct node **out, struct arena *arena, const struct catalogue *c,
                const struct record_type *over, struct text expression, struct fault *f)
{
    struct catalogue_file file = {TEXT("where"), text_copy(arena, expression)};
    struct cursor cursor = {NULL, file.name};
    struct typing t = {.a = arena, .c = c, .over = over, .f = f};
    TRY(tokens_read(&cursor.at, arena, file, f));
    TRY(node_read(out, arena, &cursor, f));
    TRY(node_type(&t, *out, NULL));
    return cursor_end(&cursor, f);
}
