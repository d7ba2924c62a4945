#include "file/part.h"

#include "file/docx_token.h"
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool file_copy(const char *from, const char *to, struct fault *f)
{
    char chunk[65536];
    int in = open(from, O_RDONLY | O_CLOEXEC), out = -1;
    ssize_t n = in < 0 ? -1 : 1;
    if (in >= 0)
        out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    while (out >= 0 && n > 0 && (n = read(in, chunk, sizeof(chunk))) > 0)
        for (ssize_t done = 0, wrote; n > 0 && done < n; done += wrote)
            if ((wrote = write(out, chunk + done, (size_t)(n - done))) < 0)
                n = -1, wrote = 0;
    int error = errno;
    if (in >= 0)
        close(in);
    bool is_good = out >= 0 && n == 0;
    if (out >= 0)
        is_good &= close(out) == 0;
    return is_good ||
           fault_set(f, FAULT_SYSTEM, "cannot write the file \"%s\": %s", to, strerror(error));
}

bool file_is_same(const char *x, const char *y)
{
    struct stat one, other;
    return stat(x, &one) == 0 && stat(y, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

/* ---- parts ---- */

bool part_get(struct text *out, struct arena *a, const struct parse *p, zip_t *z, const char *name,
              struct fault *f)
{
    zip_int64_t at = zip_name_locate(z, name, 0);
    *out = TEXT("");
    if (at < 0)
        return true;
    TRY(zip_part_bytes(out, a, p, z, (uint64_t)at, f));
    if (utf8_valid(*out) && text_find(text_slice(*out, 0, 200), TEXT("encoding=\"UTF-16")) < 0)
        return true;
    fault_set(f, FAULT_INPUT, "\"%.*s\": its XML is not in UTF-8", TEXT_ARG(p->name));
    return fault_hint(f, "open it in WPS or Word and save it once more");
}

bool part_set(zip_t *z, const char *name, struct text bytes, struct fault *f)
{
    zip_source_t *source = zip_source_buffer(z, bytes.p, bytes.n, 0);
    if (source && zip_file_add(z, name, source, ZIP_FL_OVERWRITE | ZIP_FL_ENC_UTF_8) >= 0)
        return true;
    if (source)
        zip_source_free(source);
    return fault_set(f, FAULT_SYSTEM, "cannot write the archive \"%s\": %s", name, zip_strerror(z));
}

char *part_target(struct arena *a, struct text relationships, const char *type_end,
                  const char *folder)
{
    struct token t;
    struct text type, target;
    for (size_t at = 0; token_next(&t, relationships, at); at = t.next) {
        struct text tag = text_slice(relationships, t.from, t.to);
        if (t.kind > TOKEN_EMPTY || !token_attribute(&type, tag, "Type") ||
            !text_ends(type, text_from(type_end)) || !token_attribute(&target, tag, "Target"))
            continue;
        if (text_starts(target, TEXT("/")))
            return text_cstr(a, text_slice(target, 1, target.n));
        return text_cstr(a, text_printf(a, "%s%.*s", folder, TEXT_ARG(target)));
    }
    return NULL;
}

struct text part_with(struct arena *a, struct text part, const char *fresh_open,
                      const char *fresh_close, struct text added)
{
    size_t at;
    if (part.n && xml_root_close(part, &at))
        return text_printf(a, "%.*s%.*s%.*s", TEXT_ARG(text_slice(part, 0, at)), TEXT_ARG(added),
                           TEXT_ARG(text_slice(part, at, part.n)));
    return text_printf(a, XML_HEAD "%s%.*s%s", fresh_open, TEXT_ARG(added), fresh_close);
}

/* ---- XML ---- */

bool xml_root_close(struct text xml, size_t *at)
{
    struct token t;
    bool any = false;
    for (size_t i = 0; token_next(&t, xml, i); i = t.next)
        if (t.kind == TOKEN_CLOSE) {
            *at = t.from;
            any = true;
        }
    return any;
}
