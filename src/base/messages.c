/*
 * The one table of what people read: the English literal as it stands in the code, and the
 * Chinese with the same arguments in the same order. Sorted by nothing; found by hash.
 */
#include "base/language.h"
#include "base/map.h"
#include <pthread.h>

static const struct {
    const char *en, *zh;
} messages[] = {
#define M(english, chinese) {english, chinese},
#include "base/messages.def"
#undef M
};

static _Thread_local enum language language;
static struct arena arena;
static struct map table;
static pthread_once_t filled = PTHREAD_ONCE_INIT;

static void table_fill(void)
{
    for (size_t i = 0; i < sizeof(messages) / sizeof(*messages); i++)
        map_put(&arena, &table, text_from(messages[i].en), (void *)messages[i].zh);
}

void language_set(enum language l)
{
    language = l;
}

enum language language_now(void)
{
    return language;
}

const char *tr(const char *english)
{
    if (language == LANGUAGE_EN)
        return english;
    pthread_once(&filled, table_fill);
    const char *chinese = map_find(&table, text_from(english));
    return chinese ? chinese : english;
}
