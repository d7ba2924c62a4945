/* What the tests of src/file share: files made of bytes or parts, tables read as lines of text. */
#include "file/parse.h"
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include <cmocka.h>

static struct buffer lines; /* of the table read last */
static struct fault fault;  /* of it */
static char folder[] = "/tmp/shanhai-test-XXXXXX";

static inline const char *path_of(const char *name)
{
    static char path[256];
    snprintf(path, sizeof(path), "%s/%s", folder, name);
    return path;
}

static inline bool line_sheet(void *self, const struct sheet *s, struct fault *f)
{
    (void)self, (void)f;
    buffer_printf(&lines, "# %.*s%s%.*s", TEXT_ARG(s->name), s->is_hidden ? " hidden" : "",
                  TEXT_ARG(s->encoding));
    for (size_t i = 0; i < s->hidden_column_count; i++)
        if (s->hidden_columns[i])
            buffer_printf(&lines, " -%zu", i);
    buffer_add_char(&lines, '\n');
    return true;
}

/* "3h a|n:1|d:2019-07-31|v:a": row 3, hidden; a number, a day, a text from the cell above. */
static inline bool line_row(void *self, const struct sheet_row *r, struct fault *f)
{
    static const char *const kinds[] = {"", "", "n:", "d:", "b:", "e:"};
    (void)self, (void)f;
    buffer_printf(&lines, "%lld%s ", (long long)r->number, r->is_hidden ? "h" : "");
    for (size_t i = 0; i < r->cell_count; i++) {
        const struct cell *c = &r->cells[i];
        buffer_printf(&lines, "%s%s%s%s%.*s", i ? "|" : "", c->is_formula ? "=" : "",
                      c->merge_down  ? "v:"
                      : c->is_merged ? "m:"
                                     : "",
                      kinds[c->kind], TEXT_ARG(c->text));
    }
    buffer_add_char(&lines, '\n');
    return true;
}

/* Reads through the child; the lines, or NULL with the fault. */
static inline const char *table_lines_within(const char *name, const struct table_limits *limits)
{
    const struct table_sink sink = {line_sheet, line_row, NULL};
    lines.n = 0;
    fault_clear(&fault);
    if (!table_read(path_of(name), text_from(name), limits, &sink, &fault))
        return NULL;
    buffer_add_char(&lines, '\0');
    return lines.p;
}

static inline const char *table_lines(const char *name)
{
    return table_lines_within(name, &TABLE_LIMITS);
}

static inline void bytes_write(const char *name, const void *bytes, size_t n)
{
    FILE *out = fopen(path_of(name), "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
}

#define BYTES_WRITE(name, literal) bytes_write((name), (literal), sizeof(literal) - 1)

struct part {
    const char *name, *bytes;
    size_t n; /* 0: of the text */
};

static inline void parts_write_as(const char *name, const struct part *parts, size_t count,
                                  zip_flags_t encoding)
{
    unlink(path_of(name));
    zip_t *z = zip_open(path_of(name), ZIP_CREATE, NULL);
    assert_non_null(z);
    for (size_t i = 0; i < count; i++) {
        size_t n = parts[i].n ? parts[i].n : strlen(parts[i].bytes);
        zip_source_t *s = zip_source_buffer(z, parts[i].bytes, n, 0);
        assert_true(zip_file_add(z, parts[i].name, s, encoding) >= 0);
    }
    assert_int_equal(zip_close(z), 0);
}

static inline void parts_write(const char *name, const struct part *parts, size_t count)
{
    parts_write_as(name, parts, count, ZIP_FL_ENC_UTF_8);
}

static inline void refused(const char *name, enum fault_kind kind)
{
    assert_null(table_lines(name));
    assert_int_equal(fault.kind, kind);
    assert_true(fault.message[0] != '\0');
}

static inline int folder_make(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static inline int folder_remove(void **state)
{
    char command[64];
    (void)state;
    snprintf(command, sizeof(command), "rm -r %s", folder);
    buffer_clear(&lines);
    return system(command);
}
