#include "demo/pack.h"

#include <stdio.h>
#include <zip.h>

static bool entry_add(zip_t *zip, struct shelf *s, struct text file)
{
    char *path = text_cstr(s->arena, text_printf(s->arena, "%s/%.*s", s->folder, TEXT_ARG(file)));
    zip_source_t *source = zip_source_file(zip, path, 0, -1);
    if (!source)
        return false;
    zip_int64_t index = zip_file_add(zip, text_cstr(s->arena, file), source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    return zip_file_set_mtime(zip, (zip_uint64_t)index, 1564531200, 0) == 0; /* 2019-07-31 */
}

/* In the lists a packed file is named as findings name it: the ZIP's name before its own. */
static void list_rename(struct buffer *list, struct text zip_name, struct text file)
{
    SCOPED_BUFFER renamed = {0};
    struct text line, rest = buffer_text(list);
    while (text_split(&line, &rest, '\n')) {
        if (text_starts(line, file))
            buffer_printf(&renamed, "%.*s/", TEXT_ARG(zip_name));
        buffer_add(&renamed, line);
        if (line.n)
            buffer_add_char(&renamed, '\n');
    }
    buffer_clear(list);
    buffer_add(list, buffer_text(&renamed));
}

bool pack_county(struct shelf *s, const char *county, struct fault *f)
{
    struct text name = text_printf(s->arena, "51_%s.zip", county);
    char *path = text_cstr(s->arena, text_printf(s->arena, "%s/%.*s", s->folder, TEXT_ARG(name)));
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
    if (!zip)
        return fault_set(f, FAULT_SYSTEM, "cannot write \"%s\"", path);
    LIST(struct text) packed = {0};
    size_t kept = 0;
    bool is_written = true;
    for (size_t i = 0; i < s->files.count; i++) {
        struct text file = s->files.items[i];
        if (text_find(file, text_from(county)) < 0) {
            s->files.items[kept++] = file;
            continue;
        }
        is_written &= entry_add(zip, s, file);
        list_rename(&s->planted, name, file);
        list_rename(&s->facts, name, file);
        LIST_ADD(s->arena, &packed, file);
    }
    s->files.count = kept;
    LIST_ADD(s->arena, &s->files, name);
    if (!is_written || zip_close(zip) != 0) {
        zip_discard(zip);
        return fault_set(f, FAULT_SYSTEM, "cannot write \"%s\"", path);
    }
    for (size_t i = 0; i < packed.count; i++)
        remove(text_cstr(s->arena,
                         text_printf(s->arena, "%s/%.*s", s->folder, TEXT_ARG(packed.items[i]))));
    return true;
}
