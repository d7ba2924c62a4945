#include "file/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MILLISECONDS_MAX (2 * CHILD_SECONDS_MAX * 1000)

bool child_write(int fd, const void *p, size_t n)
{
    for (const char *at = p; n;) {
        ssize_t wrote = write(fd, at, n);
        if (wrote < 0 && errno != EINTR)
            return false;
        if (wrote > 0) {
            at += wrote;
            n -= (size_t)wrote;
        }
    }
    return true;
}

bool child_read(struct buffer *out, int fd, size_t most)
{
    char chunk[65536];
    struct pollfd wait = {.fd = fd, .events = POLLIN};
    for (;;) {
        int ready = poll(&wait, 1, MILLISECONDS_MAX);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        ssize_t n = read(fd, chunk, sizeof(chunk));
        if (n == 0)
            return true;
        if ((n < 0 && errno != EINTR) || out->n > most)
            return false;
        if (n > 0)
            buffer_add(out, (struct text){chunk, (size_t)n});
    }
}

bool child_end(pid_t pid, bool is_over)
{
    int status = 0;
    if (!is_over)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return false;
    return is_over && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool child_pipe(int ends[2], struct fault *f)
{
    return pipe2(ends, O_CLOEXEC) == 0 ||
           fault_set(f, FAULT_SYSTEM, "no pipe can be made: %s", strerror(errno));
}
