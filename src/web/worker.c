#include "web/exchange.h"

#include <jansson.h>
#include <stdatomic.h>
#include <time.h>

#define WORKERS_MAX 8

struct workers {
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct exchange *first, *last;
    bool stopping;
    const struct guard *guard;
    pthread_t threads[WORKERS_MAX];
    int count;
};

static bool json_read(struct exchange *x)
{
    json_error_t error;
    struct text body = buffer_text(&x->body);
    x->request.json = json_loadb(body.n ? body.p : "", body.n, JSON_REJECT_DUPLICATES, &error);
    if (!x->request.json)
        return fault_set(&x->fault, FAULT_USAGE, "line %d of the request is not JSON", error.line);
    if (!json_is_object(x->request.json))
        return fault_set(&x->fault, FAULT_USAGE, "the request is not a JSON object");
    return true;
}

void kept_forget(struct kept *k)
{
    prover_close(k->prover);
    *k = (struct kept){0};
}

/* Each worker keeps its programme open, and reads it anew where somebody else wrote. */
static bool ledger_ready(struct ledger **mine, struct kept *kept, const struct guard *g,
                         struct fault *f)
{
    bool current = *mine != NULL;
    if (*mine)
        TRY(ledger_is_current(&current, *mine, f));
    if (current)
        return true;
    kept_forget(kept);
    ledger_close(*mine);
    *mine = NULL;
    return ledger_open(mine, g->folder, STORE_READ, f);
}

static void answer(struct exchange *x, struct ledger **mine, struct kept *kept,
                   const struct guard *g)
{
    language_set(x->request.language);
    if (x->page->body == BODY_JSON && !json_read(x))
        return;
    if (!ledger_ready(mine, kept, g, &x->fault))
        return;
    x->request.ledger = *mine;
    x->request.kept = kept;
    if (!x->page->answer(&x->request, &x->reply, &x->fault) && x->fault.kind == FAULT_NONE)
        fault_set(&x->fault, FAULT_SYSTEM, "the page gave no answer");
}

static struct exchange *next_wait(struct workers *w)
{
    pthread_mutex_lock(&w->lock);
    while (!w->first && !w->stopping)
        pthread_cond_wait(&w->some, &w->lock);
    struct exchange *x = w->first;
    if (x) {
        w->first = x->next;
        if (!w->first)
            w->last = NULL;
    }
    pthread_mutex_unlock(&w->lock);
    return x;
}

static void *work(void *self)
{
    struct workers *w = self;
    struct ledger *mine = NULL;
    struct kept kept = {0};
    for (struct exchange *x; (x = next_wait(w));) {
        answer(x, &mine, &kept, w->guard);
        struct MHD_Connection *c = x->connection;
        x->state = EXCHANGE_ANSWERED;
        MHD_resume_connection(c); /* from here on x belongs to the server again */
    }
    kept_forget(&kept);
    ledger_close(mine);
    return NULL;
}

bool workers_start(struct workers **out, const struct guard *g, int count, struct fault *f)
{
    struct workers *w = memory_new(sizeof(*w));
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->some, NULL);
    w->guard = g;
    *out = w;
    for (; w->count < count && w->count < WORKERS_MAX; w->count++)
        if (pthread_create(&w->threads[w->count], NULL, work, w) != 0)
            return fault_set(f, FAULT_SYSTEM, "cannot start a thread");
    return true;
}

void workers_take(struct workers *w, struct exchange *x)
{
    x->next = NULL;
    pthread_mutex_lock(&w->lock);
    if (w->last)
        w->last->next = x;
    else
        w->first = x;
    w->last = x;
    pthread_cond_signal(&w->some);
    pthread_mutex_unlock(&w->lock);
}

bool workers_stop(struct workers *w, int seconds)
{
    if (!w)
        return true;
    pthread_mutex_lock(&w->lock);
    w->stopping = true;
    pthread_cond_broadcast(&w->some);
    pthread_mutex_unlock(&w->lock);
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    for (int i = 0; i < w->count; i++)
        if (pthread_timedjoin_np(w->threads[i], NULL, &until) != 0)
            return false; /* w stays: a thread still uses it */
    pthread_cond_destroy(&w->some);
    pthread_mutex_destroy(&w->lock);
    memory_free(w);
    return true;
}
