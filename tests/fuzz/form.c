/*
 * The codes of a returned form: any text, read as a form's code and as a person's. What is read as
 * good must print as the same letters again.
 */
#include "intake/form_code.h"

#include <assert.h>
#include <string.h>

static const struct form_key key = {{7}};

static bool stands_in(struct text printed, struct text t)
{
    size_t at = 0;
    for (size_t i = 0; i < t.n && at < printed.n; i++) {
        char c = t.p[i] >= 'a' && t.p[i] <= 'z' ? (char)(t.p[i] - 32) : t.p[i];
        while (at < printed.n && printed.p[at] == '-')
            at++;
        at += at < printed.n && c == printed.p[at];
    }
    return at == printed.n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED_ARENA a = {0};
    struct text t = {(const char *)data, size}, printed;
    struct form_id id;
    struct fault f = {0};
    int64_t record;
    bool is_ascii = true;
    for (size_t i = 0; i < size; i++)
        is_ascii &= data[i] < 0x80;
    if (form_code_find(&id, &key, TEXT("village"), t) == FORM_CODE_GOOD) {
        assert(form_code_print(&printed, &a, &key, TEXT("village"), id, &f));
        assert(!is_ascii || stands_in(printed, t));
    }
    if (subject_code_read(&record, &key, t)) {
        assert(subject_code_print(&printed, &a, &key, record, &f));
        assert(!is_ascii || stands_in(printed, t));
    }
    return 0;
}
