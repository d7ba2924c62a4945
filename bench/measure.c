/*
 * Runs a command and prints its wall time in milliseconds and its peak memory in kilobytes, the
 * largest of itself and its children: measure OUT COMMAND ... (ends as the command ended).
 */
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The peak of the children of children counts when they were waited for. */
static long peak_kb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_CHILDREN, &usage);
    return usage.ru_maxrss;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    int64_t start = now_ms();
    pid_t child = fork();
    if (child == 0) {
        execvp(argv[2], argv + 2);
        _exit(127);
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child)
        return 4;
    int64_t taken = now_ms() - start;
    FILE *out = fopen(argv[1], "w");
    if (!out)
        return 4;
    fprintf(out, "%lld\t%ld\n", (long long)taken, peak_kb());
    fclose(out);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
