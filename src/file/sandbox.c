#include "file/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#define MEMORY_BYTES_MORE (INT64_C(1) << 30) /* beyond what the parent had mapped */
#define FILES_MAX 64

#if defined(__SANITIZE_ADDRESS__)
#define IS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SANITIZED 1
#endif
#endif
#ifndef IS_SANITIZED
#define IS_SANITIZED 0 /* a sanitizer maps terabytes and asks the kernel many things */
#endif

/* ---- giving things up ---- */

static bool is_kept(unsigned fd, const int *keep, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (keep[i] == (int)fd)
            return true;
    return fd == STDERR_FILENO;
}

static void files_close(const int *keep, size_t count)
{
    unsigned highest = STDERR_FILENO;
    for (size_t i = 0; i < count; i++)
        if (keep[i] > (int)highest)
            highest = (unsigned)keep[i];
    for (unsigned fd = 0; fd <= highest; fd++)
        if (!is_kept(fd, keep, count))
            close((int)fd);
    close_range(highest + 1, ~0u, 0);
}

static int64_t memory_mapped_bytes(void)
{
    long long pages = 0;
    FILE *statm = fopen("/proc/self/statm", "re");
    if (!statm)
        return 0;
    if (fscanf(statm, "%lld", &pages) != 1)
        pages = 0;
    fclose(statm);
    return pages * sysconf(_SC_PAGESIZE);
}

static bool limit_set(__rlimit_resource_t what, int64_t soft, int64_t hard)
{
    struct rlimit now, limit = {(rlim_t)soft, (rlim_t)hard};
    if (getrlimit(what, &now) != 0)
        return false;
    if (limit.rlim_max > now.rlim_max)
        limit.rlim_max = now.rlim_max;
    if (limit.rlim_cur > limit.rlim_max)
        limit.rlim_cur = limit.rlim_max;
    return setrlimit(what, &limit) == 0;
}

static bool limits_set(int64_t seconds_max)
{
    int64_t bytes = memory_mapped_bytes() + MEMORY_BYTES_MORE;
    return limit_set(RLIMIT_CPU, seconds_max, seconds_max + 2) && limit_set(RLIMIT_CORE, 0, 0) &&
           limit_set(RLIMIT_NOFILE, FILES_MAX, FILES_MAX) &&
           (IS_SANITIZED || limit_set(RLIMIT_AS, bytes, bytes));
}

/* ---- system calls ---- */

/* What reading open files, writing to the pipe and managing memory takes. */
static const int allowed[] = {
    SCMP_SYS(read),      SCMP_SYS(pread64),        SCMP_SYS(write),         SCMP_SYS(writev),
    SCMP_SYS(pwrite64),  SCMP_SYS(lseek),          SCMP_SYS(fstat),         SCMP_SYS(newfstatat),
    SCMP_SYS(ftruncate), SCMP_SYS(close),          SCMP_SYS(dup),           SCMP_SYS(fcntl),
    SCMP_SYS(brk),       SCMP_SYS(munmap),         SCMP_SYS(mremap),        SCMP_SYS(madvise),
    SCMP_SYS(futex),     SCMP_SYS(sched_yield),    SCMP_SYS(rt_sigreturn),  SCMP_SYS(getrandom),
    SCMP_SYS(exit),      SCMP_SYS(exit_group),     SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
    SCMP_SYS(getpid),    SCMP_SYS(rt_sigprocmask),
};

static bool filter_fill(scmp_filter_ctx filter)
{
    int error = 0;
    for (size_t i = 0; i < sizeof(allowed) / sizeof(*allowed); i++)
        error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed[i], 0);
    struct scmp_arg_cmp not_executable = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, not_executable);
    error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, not_executable);
    return error == 0;
}

static bool filter_load(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_KILL_PROCESS);
    bool is_loaded = filter && filter_fill(filter) && seccomp_load(filter) == 0;
    seccomp_release(filter);
    return is_loaded;
}

bool sandbox_enter(const int *keep, size_t keep_count, int64_t seconds_max, struct fault *f)
{
    files_close(keep, keep_count);
    tzset(); /* a ZIP's times are made through mktime, which would open the zone's file */
    bool is_closed = prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && prctl(PR_SET_DUMPABLE, 0) == 0 &&
                     prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limits_set(seconds_max);
    if (!is_closed || (!IS_SANITIZED && !filter_load()))
        return fault_set(f, FAULT_SYSTEM, "the reader of files cannot be confined: %s",
                         strerror(errno));
    return true;
}
