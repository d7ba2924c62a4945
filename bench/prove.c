/* How long a text takes to be read: bench/prove PROGRAMME FILE PUBLISHED ROUNDS prints the CPU time
 * of finding its figures (the median of ROUNDS), of finding, linking and counting them for the
 * first time, and of doing it again (the median), when what was counted is kept; programme and
 * catalogue are loaded before. With PROGRAMME "-" it only finds. */
#include "prove/prove.h"
#include "ledger/ledger.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int by_size(const void *x, const void *y)
{
    double a = *(const double *)x, b = *(const double *)y;
    return a < b ? -1 : a > b;
}

static double median(double *times, size_t count)
{
    qsort(times, count, sizeof(*times), by_size);
    return times[count / 2];
}

static struct text file_read(const char *path)
{
    struct buffer b = {0};
    char chunk[65536];
    size_t n;
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(4);
    }
    while ((n = fread(chunk, 1, sizeof(chunk), file)) > 0)
        buffer_add(&b, (struct text){chunk, n});
    fclose(file);
    return buffer_text(&b);
}

static size_t one_round(double *took, struct prover *prover, const struct catalogue *c,
                        struct text t, const struct prove_options *o)
{
    SCOPED_ARENA a = {0};
    struct proof p;
    struct fault f = {0};
    double before = seconds_now();
    bool done = prover ? prove_text(&p, &a, prover, t, o, &f) : prove_find(&p, &a, c, t, o, &f);
    *took = seconds_now() - before;
    if (!done) {
        fprintf(stderr, "%s\n", f.message);
        exit(4);
    }
    return p.count;
}

int main(int argc, char **argv)
{
    struct prove_options o = {.published = DAY_FIRST};
    struct ledger *l = NULL;
    struct fault f = {0};
    if (argc != 5 || !day_parse(&o.published, text_from(argv[3])))
        return 2;
    if (strcmp(argv[1], "-") != 0 && !ledger_open(&l, argv[1], STORE_READ, &f)) {
        fprintf(stderr, "%s\n", f.message);
        return 4;
    }
    size_t rounds = strtoul(argv[4], NULL, 10), found = 0;
    double times[1000];
    rounds = rounds < 1 ? 1 : rounds > 1000 ? 1000 : rounds;
    struct text t = file_read(argv[2]);
    for (size_t i = 0; i < rounds; i++)
        found = one_round(&times[i], NULL, l ? l->catalogue : NULL, t, &o);
    printf("find\t%zu\t%zu\t%.3f\n", t.n, found, median(times, rounds) * 1000);
    if (!l)
        return 0;
    struct prover *prover = prover_open(l, &VIEWER_OWNER);
    found = one_round(&times[0], prover, NULL, t, &o);
    printf("first\t%zu\t%zu\t%.3f\n", t.n, found, times[0] * 1000);
    for (size_t i = 0; i < rounds; i++)
        found = one_round(&times[i], prover, NULL, t, &o);
    printf("again\t%zu\t%zu\t%.3f\n", t.n, found, median(times, rounds) * 1000);
    prover_close(prover);
    ledger_close(l);
    return 0;
}
