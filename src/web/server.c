#include "web/web.h"

#include "web/exchange.h"
#include "web/folder.h"

#include <arpa/inet.h>
#include <errno.h>
#include <jansson.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CONNECTIONS_MAX 256
#define IDLE_SECONDS_MAX 60
#define STOP_SECONDS_MAX 5
#define PORT_DEFAULT 8080
#define PORTS_TRIED 20

struct server {
    struct guard guard;
    struct workers *workers;
    struct desk *desk;
    struct MHD_Daemon *daemon;
    pthread_mutex_t door; /* closed for good once the server stops */
    bool closed;
};

/* ---- one request ---- */

static enum MHD_Result parameter_take(void *self, enum MHD_ValueKind kind, const char *key,
                                      const char *value)
{
    (void)kind;
    struct request *q = self;
    struct parameter p = {text_from(key), text_from(value)};
    if (utf8_valid(p.name) && utf8_valid(p.value))
        LIST_ADD(q->arena, &q->parameters, p);
    return MHD_YES;
}

static const struct page *page_find(const char *path, bool is_post, bool *other_method)
{
    for (size_t i = 0; i < page_count; i++)
        if (strcmp(pages[i].path, path) == 0) {
            if ((pages[i].method == METHOD_POST) == is_post)
                return &pages[i];
            *other_method = true;
        }
    return NULL;
}

static const struct embedded *content_find(const char *path)
{
    char name[256];
    int n = snprintf(name, sizeof(name), "ui%s", strcmp(path, "/") == 0 ? "/index.html" : path);
    if (n < 0 || (size_t)n >= sizeof(name))
        return NULL;
    return embedded_find(text_from(name));
}

static bool route(struct exchange *x, const char *path, const char *method, struct fault *f)
{
    bool is_post = strcmp(method, "POST") == 0, other = false;
    bool is_get = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0;
    x->page = page_find(path, is_post, &other);
    if (x->page && (is_post || is_get))
        return true;
    other = other || x->page;
    x->page = NULL;
    if (is_get && !other)
        x->content = content_find(path);
    if (x->content)
        return true;
    if (!other)
        return fault_set(f, FAULT_ABSENT, "there is no page \"%.120s\"", path);
    x->reply.status = 405;
    return fault_set(f, FAULT_USAGE, "this page does not take %.16s", method);
}

static bool open_exchange(struct server *s, struct exchange *x, const char *path,
                          const char *method)
{
    struct request *q = &x->request;
    *q = (struct request){.arena = &x->arena,
                          .sessions = s->guard.sessions,
                          .folder = s->guard.folder,
                          .language = guard_language(x->connection)};
    language_set(q->language);
    MHD_get_connection_values(x->connection, MHD_GET_ARGUMENT_KIND, parameter_take, q);
    bool found = route(x, path, method, &x->fault);
    struct fault guarded = {0};
    if (!guard_check(&s->guard, x->connection, x->page, strcmp(method, "POST") == 0, &guarded)) {
        x->fault = guarded;
        x->reply.status = 0;
        return false;
    }
    TRY(found);
    if (x->page && x->page->body == BODY_FILE)
        return upload_begin(&x->upload, s->guard.sessions, request_text(q, "session"),
                            request_text(q, "name"), &x->fault);
    return true;
}

static void body_take(struct exchange *x, const char *p, size_t n)
{
    bool ok = true;
    language_set(x->request.language);
    if (!x->page)
        ok = false;
    else if (x->upload)
        ok = upload_write(x->upload, (struct text){p, n}, &x->fault);
    else if (x->page->body == BODY_JSON && x->body.n + n <= JSON_BYTES_MAX)
        buffer_add(&x->body, (struct text){p, n});
    else
        ok = fault_set(&x->fault, FAULT_LIMIT, "larger than the %lld bytes that are taken",
                       (long long)JSON_BYTES_MAX);
    if (!ok)
        x->state = EXCHANGE_REFUSED;
}

static bool body_end(struct exchange *x)
{
    if (!x->upload)
        return true;
    language_set(x->request.language);
    TRY(upload_end(x->upload, &x->request.session, &x->fault));
    return true;
}

/* A connection that is suspended at the door when it closes would stay so: answered at once. */
static enum MHD_Result hand_over(struct server *s, struct exchange *x)
{
    pthread_mutex_lock(&s->door);
    bool closed = s->closed;
    if (!closed) {
        x->state = EXCHANGE_AT_WORK;
        MHD_suspend_connection(x->connection);
        workers_take(s->workers, x);
    }
    pthread_mutex_unlock(&s->door);
    if (!closed)
        return MHD_YES;
    fault_set(&x->fault, FAULT_SYSTEM, "the server is stopping");
    return reply_send(x, &s->guard);
}

/*
 * Called first with the headers, then for each part of the body, then once more. An answer given
 * on the first call would close the connection: only a refused body gets that.
 */
static enum MHD_Result handle(void *self, struct MHD_Connection *c, const char *path,
                              const char *method, const char *version, const char *data,
                              size_t *size, void **state)
{
    (void)version;
    struct server *s = self;
    struct exchange *x = *state;
    if (!x) {
        *state = x = memory_new(sizeof(*x));
        x->connection = c;
        if (open_exchange(s, x, path, method))
            return MHD_YES;
        x->state = EXCHANGE_REFUSED;
        return strcmp(method, "POST") == 0 ? reply_send(x, &s->guard) : MHD_YES;
    }
    if (*size) {
        if (x->state == EXCHANGE_READING)
            body_take(x, data, *size);
        *size = 0;
        return MHD_YES;
    }
    if (x->state == EXCHANGE_READING && x->page && body_end(x))
        return hand_over(s, x);
    return reply_send(x, &s->guard);
}

static void completed(void *self, struct MHD_Connection *c, void **state,
                      enum MHD_RequestTerminationCode how)
{
    (void)self, (void)c, (void)how;
    struct exchange *x = *state;
    if (!x)
        return;
    upload_close(x->upload);
    if (x->reply.path && x->reply.is_temporary)
        unlink(x->reply.path); /* it failed halfway, or nobody waited for it */
    json_decref(x->request.json);
    buffer_clear(&x->body);
    buffer_clear(&x->reply.body);
    arena_clear(&x->arena);
    memory_free(x);
    *state = NULL;
}

/* ---- where it listens ---- */

static bool address_read(struct sockaddr_in *out, bool *any_port, const char *listen,
                         struct fault *f)
{
    *out = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(PORT_DEFAULT)};
    *any_port = !listen;
    char host[64] = "127.0.0.1";
    int port = PORT_DEFAULT;
    char end;
    if (listen && sscanf(listen, "%63[^:]:%5d%c", host, &port, &end) != 2 &&
        sscanf(listen, ":%5d%c", &port, &end) != 1)
        return fault_set(f, FAULT_USAGE, "\"%.80s\" is not an address and a port", listen) ||
               fault_hint(f, "write it as 127.0.0.1:8080");
    if (port < 0 || port > 65535)
        return fault_set(f, FAULT_USAGE, "%d is not a port", port);
    if (strcmp(host, "127.0.0.1") != 0 && strcmp(host, "localhost") != 0) {
        fault_set(f, FAULT_USAGE, "\"%s\" can be reached from other machines", host);
        return fault_hint(f, "shanhai serves one person on this machine for now: 127.0.0.1:%d",
                          port);
    }
    out->sin_port = htons((uint16_t)port);
    out->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return true;
}

static struct MHD_Daemon *daemon_start(struct server *s, struct sockaddr_in *address)
{
    return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME,
                            ntohs(address->sin_port), NULL, NULL, handle, s, MHD_OPTION_SOCK_ADDR,
                            (struct sockaddr *)address, MHD_OPTION_THREAD_POOL_SIZE, 2u,
                            MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX,
                            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)IDLE_SECONDS_MAX,
                            MHD_OPTION_NOTIFY_COMPLETED, completed, NULL, MHD_OPTION_END);
}

static bool daemon_listen(struct server *s, const char *listen, struct fault *f)
{
    struct sockaddr_in address;
    bool any;
    TRY(address_read(&address, &any, listen, f));
    int port = ntohs(address.sin_port);
    for (int tried = 0; !s->daemon && tried < (any ? PORTS_TRIED : 1); tried++) {
        address.sin_port = htons((uint16_t)(port + tried));
        s->daemon = daemon_start(s, &address);
    }
    if (s->daemon)
        return true;
    fault_set(f, FAULT_SYSTEM, "port %d of 127.0.0.1 is taken", port);
    return fault_hint(f, "choose another: --listen 127.0.0.1:%d, or 127.0.0.1:0 for any", port + 1);
}

/* ---- start, wait, stop ---- */

static void signals_hold(sigset_t *set)
{
    signal(SIGPIPE, SIG_IGN);
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    pthread_sigmask(SIG_BLOCK, set, NULL);
}

static bool server_start(struct server *s, const struct web_options *o, struct fault *f)
{
    pthread_mutex_init(&s->door, NULL);
    s->guard.folder = o->folder;
    random_hex(s->guard.token, 16);
    TRY(sessions_open(&s->guard.sessions, o->folder, f));
    TRY(workers_start(&s->workers, &s->guard, 3, f));
    TRY(desk_start(&s->desk, &s->guard, f));
    return daemon_listen(s, o->listen, f);
}

/*
 * No new connections; what was asked is answered; then the threads end. An import that takes longer
 * is left: it lands whole or not at all, whenever the process ends.
 */
static void server_stop(struct server *s)
{
    pthread_mutex_lock(&s->door);
    s->closed = true;
    pthread_mutex_unlock(&s->door);
    if (s->daemon)
        MHD_quiesce_daemon(s->daemon);
    if (s->guard.sessions)
        sessions_stop(s->guard.sessions);
    bool ended = workers_stop(s->workers, STOP_SECONDS_MAX);
    ended = desk_stop(s->desk, STOP_SECONDS_MAX) && ended;
    if (!ended)
        _Exit(0);
    if (s->daemon)
        MHD_stop_daemon(s->daemon);
    sessions_close(s->guard.sessions);
    pthread_mutex_destroy(&s->door);
}

static bool programme_check(const char *folder, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    return ledger_open(&l, folder, STORE_READ, f);
}

bool web_serve(const struct web_options *o, struct fault *f)
{
    TRY(programme_check(o->folder, f));
    sigset_t signals;
    signals_hold(&signals);
    struct server s = {0};
    bool ok = server_start(&s, o, f);
    if (ok) {
        char url[64];
        const union MHD_DaemonInfo *info = MHD_get_daemon_info(s.daemon, MHD_DAEMON_INFO_BIND_PORT);
        snprintf(url, sizeof(url), "http://127.0.0.1:%d/", info ? info->port : 0);
        if (o->ready)
            o->ready(o->self, url);
        int got;
        sigwait(&signals, &got);
    }
    server_stop(&s);
    return ok;
}
