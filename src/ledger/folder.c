#include "ledger/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOCAL_FILE_BYTES_MAX (8 << 20)
#define LOCAL_FILES_MAX 1000

static bool file_read(struct text *out, struct arena *a, const char *path, struct fault *f)
{
    struct stat s;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fstat(fd, &s) == 0 && s.st_size <= LOCAL_FILE_BYTES_MAX;
    char *p = good ? arena_alloc(a, (size_t)s.st_size + 1) : NULL;
    size_t n = 0;
    for (ssize_t got = 1; good && got > 0 && n < (size_t)s.st_size; n += got > 0 ? (size_t)got : 0)
        good = (got = read(fd, p + n, (size_t)s.st_size - n)) >= 0;
    if (fd >= 0)
        close(fd);
    if (!good)
        return fault_set(f, FAULT_SYSTEM, "cannot read the file \"%s\"", path);
    *out = (struct text){p, n};
    return true;
}

static int is_wanted(const struct dirent *entry)
{
    struct text name = text_from(entry->d_name);
    return name.p[0] != '.' && (text_ends(name, TEXT(".cat")) || text_ends(name, TEXT(".tsv")) ||
                                text_ends(name, TEXT(".txt")));
}

static bool programme_folder_part(struct folder_files *out, struct arena *a, const char *path,
                        const char *prefix, struct fault *f)
{
    struct dirent **names = NULL;
    int count = scandir(path, &names, is_wanted, alphasort);
    bool good = true;
    for (int i = 0; i < count; i++) {
        struct catalogue_file file;
        file.name = text_printf(a, "%s%s", prefix, names[i]->d_name);
        if (good && out->count == LOCAL_FILES_MAX)
            good = fault_set(f, FAULT_LIMIT, "the folder \"%s\" holds more than %d files", path,
                             LOCAL_FILES_MAX);
        good = good && file_read(&file.bytes, a, text_printf(a, "%s/%s", path, names[i]->d_name).p, f);
        if (good)
            LIST_ADD(a, out, file);
        memory_free(names[i]);
    }
    memory_free(names);
    return good;
}

bool programme_folder_read(struct folder_files *out, struct arena *a, const char *path, struct fault *f)
{
    TRY(programme_folder_part(out, a, path, "", f));
    TRY(programme_folder_part(out, a, text_printf(a, "%s/text", path).p, "text/", f));
    TRY(programme_folder_part(out, a, text_printf(a, "%s/mappings", path).p, "mappings/", f));
    return programme_folder_part(out, a, text_printf(a, "%s/codes", path).p, "codes/", f);
}

bool programme_folder_make(const char *path, struct fault *f)
{
    return mkdir(path, 0700) == 0 ||
           fault_set(f, FAULT_SYSTEM, "cannot make the folder \"%s\": %s", path, strerror(errno));
}

bool programme_folder_write(const char *path, struct text bytes, struct fault *f)
{
    FILE *file = fopen(path, "wxe");
    bool good = file && fwrite(bytes.p, 1, bytes.n, file) == bytes.n && fflush(file) == 0 &&
                fsync(fileno(file)) == 0;
    if (file)
        good = fclose(file) == 0 && good;
    return good || fault_set(f, FAULT_SYSTEM, "cannot write the file \"%s\": %s", path,
                             strerror(errno));
}

bool programme_folder_is_free(const char *path)
{
    struct stat s;
    if (stat(path, &s) != 0)
        return errno == ENOENT;
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    int entries = 0;
    while (readdir(folder))
        entries++;
    closedir(folder);
    return entries <= 2; /* . and .. */
}

static int remove_entry(const char *path, const struct stat *s, int type, struct FTW *ftw)
{
    (void)s;
    (void)type;
    (void)ftw;
    return remove(path);
}

void programme_folder_remove(const char *path)
{
    nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

void programme_folder_sweep(const char *path)
{
    DIR *folder = opendir(path);
    if (!folder)
        return;
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        int pid = 0;
        if (sscanf(entry->d_name, "new.%d.", &pid) == 1 && kill(pid, 0) != 0 && errno == ESRCH)
            unlinkat(dirfd(folder), entry->d_name, 0);
    }
    closedir(folder);
}
