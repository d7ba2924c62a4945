/*
 * The parent's side: opens what is needed, lets a confined child parse, reads its rows.
 */
#include "file/table.h"

#include "file/parse.h"
#include "file/relay.h"
#include "file/sandbox.h"
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PIPE_BYTES (1 << 20)
#define WAIT_SECONDS_MORE 60 /* than processor time: the machine may be busy */

struct child {
    pid_t pid;
    int fd; /* its rows come from here */
};

static _Noreturn void child_main(struct parse *p, int fd)
{
    struct fault f = {0};
    struct relay_writer writer = {.fd = fd};
    struct table_sink sink = relay_sink(&writer);
    int keep[PARSE_DEPTH_MAX + 3] = {fd, p->fd, p->spill_fd};
    memcpy(keep + 3, p->unpack_fd, sizeof(p->unpack_fd));
    p->sink = &sink;
    bool is_read = sandbox_enter(keep, sizeof(keep) / sizeof(*keep), p->limits->seconds_max, &f) &&
                   parse_run(p, &f);
    relay_finish(&writer, is_read, &f);
    _exit(0);
}

static bool child_start(struct child *c, struct parse *p, struct fault *f)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0)
        return fault_set(f, FAULT_SYSTEM, "no pipe can be made: %s", strerror(errno));
    fcntl(ends[1], F_SETPIPE_SZ, PIPE_BYTES); /* a smaller one is only slower */
    c->pid = fork();
    if (c->pid == 0)
        child_main(p, ends[1]);
    close(ends[1]);
    c->fd = ends[0];
    if (c->pid > 0)
        return true;
    close(c->fd);
    return fault_set(f, FAULT_SYSTEM, "no process can be started: %s", strerror(errno));
}

/* Ends the child if it still runs; its status, or 0 where nobody knows it. */
static int child_end(struct child *c, bool is_over)
{
    int status = 0;
    close(c->fd);
    if (!is_over)
        kill(c->pid, SIGKILL);
    while (waitpid(c->pid, &status, 0) < 0)
        if (errno != EINTR)
            return 0;
    return status;
}

static bool child_died(const struct parse *p, int status, struct fault *f)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) {
        fault_set(f, FAULT_LIMIT, "\"%.*s\" took more than %lld seconds of processor time",
                  TEXT_ARG(p->name), (long long)p->limits->seconds_max);
        return fault_hint(f, "split it into smaller files");
    }
    fault_set(f, FAULT_INPUT, "\"%.*s\" made its reader fail (%s %d): nothing of it was taken",
              TEXT_ARG(p->name), WIFSIGNALED(status) ? "signal" : "exit",
              WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    return fault_hint(f, "open it in WPS or Excel, save it as .xlsx, and hand in that file");
}

static bool file_read(struct parse *p, const struct table_sink *sink, struct fault *f)
{
    struct child child = {0};
    bool is_told;
    TRY(child_start(&child, p, f));
    bool is_read = relay_read(child.fd, p->limits, sink, p->limits->seconds_max + WAIT_SECONDS_MORE,
                              &is_told, f);
    bool is_silent = is_read && !is_told;
    int status = child_end(&child, is_read);
    return is_silent ? child_died(p, status, f) : is_read;
}

bool table_read(const char *path, struct text name, const struct table_limits *limits,
                const struct table_sink *sink, struct fault *f)
{
    struct parse p = {.name = name, .limits = limits};
    p.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (p.fd < 0)
        return fault_set(f, errno == ENOENT ? FAULT_ABSENT : FAULT_SYSTEM, "cannot open \"%s\": %s",
                         path, strerror(errno));
    bool is_read = parse_open(&p, f) && file_read(&p, sink, f);
    parse_close(&p);
    close(p.fd);
    return is_read;
}
