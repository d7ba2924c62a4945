#include "base/finding.h"

const char *finding_level_name(enum finding_level level)
{
    static const char *const names[] = {"refuse", "warn", "ask", "note"};
    return names[level];
}

struct text column_letters(struct arena *a, int64_t column)
{
    char letters[16];
    size_t n = sizeof(letters);
    for (; column > 0 && n > 0; column = (column - 1) / 26)
        letters[--n] = (char)('A' + (column - 1) % 26);
    return text_copy(a, (struct text){letters + n, sizeof(letters) - n});
}
