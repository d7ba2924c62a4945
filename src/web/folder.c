#include "web/folder.h"

#include "base/arena.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

struct folder {
    char path[4096];
    int fd;   /* of the folder */
    int lock; /* held while the server runs */
};

void random_hex(char *out, size_t bytes)
{
    unsigned char raw[32];
    for (size_t got = 0; got < bytes;) {
        ssize_t n = getrandom(raw + got, bytes - got, 0);
        if (n > 0)
            got += (size_t)n;
        else if (n < 0 && errno != EINTR)
            abort();
    }
    for (size_t i = 0; i < bytes; i++)
        snprintf(out + 2 * i, 3, "%02x", raw[i]);
}

/* Only files lie there: a folder in it is none of ours and stays. */
static void empty(int fd)
{
    DIR *dir = fdopendir(dup(fd));
    if (!dir)
        return;
    rewinddir(dir);
    for (struct dirent *e; (e = readdir(dir));)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            unlinkat(fd, e->d_name, 0);
    closedir(dir);
}

static void sweep_one(int uploads, const char *name)
{
    int fd = openat(uploads, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return;
    int lock = openat(fd, "lock", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (lock < 0 || flock(lock, LOCK_EX | LOCK_NB) == 0) {
        empty(fd);
        unlinkat(uploads, name, AT_REMOVEDIR);
    }
    if (lock >= 0)
        close(lock);
    close(fd);
}

static void sweep(int uploads)
{
    DIR *dir = fdopendir(dup(uploads));
    if (!dir)
        return;
    for (struct dirent *e; (e = readdir(dir));)
        if (e->d_name[0] != '.')
            sweep_one(uploads, e->d_name);
    closedir(dir);
}

static bool make(struct folder *folder, const char *programme, int uploads, struct fault *f)
{
    char name[17];
    random_hex(name, 8);
    int n = snprintf(folder->path, sizeof(folder->path), "%s/uploads/%s", programme, name);
    if (n < 0 || (size_t)n >= sizeof(folder->path))
        return fault_set(f, FAULT_LIMIT, "the programme's path is too long");
    if (mkdirat(uploads, name, 0700) != 0)
        return fault_set(f, FAULT_SYSTEM, "cannot make \"%s\": %s", folder->path, strerror(errno));
    folder->fd = openat(uploads, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    folder->lock = openat(folder->fd, "lock", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (folder->lock < 0 || flock(folder->lock, LOCK_EX | LOCK_NB) != 0)
        return fault_set(f, FAULT_SYSTEM, "cannot make \"%s\": %s", folder->path, strerror(errno));
    return true;
}

bool folder_open(struct folder **out, const char *programme, struct fault *f)
{
    char path[4096];
    int n = snprintf(path, sizeof(path), "%s/uploads", programme);
    if (n < 0 || (size_t)n >= sizeof(path))
        return fault_set(f, FAULT_LIMIT, "the programme's path is too long");
    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return fault_set(f, FAULT_SYSTEM, "cannot make \"%s\": %s", path, strerror(errno));
    int uploads = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (uploads < 0)
        return fault_set(f, FAULT_SYSTEM, "cannot open \"%s\": %s", path, strerror(errno));
    sweep(uploads);
    struct folder *folder = memory_new(sizeof(*folder));
    folder->fd = folder->lock = -1;
    bool ok = make(folder, programme, uploads, f);
    close(uploads);
    if (ok)
        *out = folder;
    else
        folder_close(folder);
    return ok;
}

void folder_close(struct folder *folder)
{
    if (folder->fd >= 0) {
        empty(folder->fd);
        rmdir(folder->path);
        close(folder->fd);
    }
    if (folder->lock >= 0)
        close(folder->lock);
    memory_free(folder);
}

const char *folder_path(const struct folder *folder)
{
    return folder->path;
}

bool folder_create(struct folder *folder, const char *name, int *fd, struct fault *f)
{
    *fd = openat(folder->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (*fd < 0)
        return fault_set(f, FAULT_SYSTEM, "cannot keep the file: %s", strerror(errno));
    return true;
}

void folder_remove(struct folder *folder, const char *name)
{
    unlinkat(folder->fd, name, 0);
}
