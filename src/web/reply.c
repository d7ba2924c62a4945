#include "web/exchange.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "web/json.h"

static const struct {
    const char *ending, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".json", "application/json; charset=utf-8"},
    {".csv", "text/csv; charset=utf-8"},
    {".txt", "text/plain; charset=utf-8"},
    {".pdf", "application/pdf"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
};

static const char *type_of(struct text path)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
        if (text_ends(path, text_from(types[i].ending)))
            return types[i].type;
    return "application/octet-stream";
}

/* No request leaves the machine: nothing is loaded from, sent to or framed by anybody else. */
static void headers_add(struct MHD_Response *r, const char *type)
{
    static const char *const fixed[][2] = {
        {"Content-Security-Policy",
         "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
         "form-action 'none'; frame-ancestors 'none'"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cache-Control", "no-store"},
    };
    for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++)
        MHD_add_response_header(r, fixed[i][0], fixed[i][1]);
    MHD_add_response_header(r, "Content-Type", type);
}

static enum MHD_Result response_send(struct exchange *x, int status, const char *type,
                                     struct MHD_Response *r)
{
    if (!r)
        return MHD_NO;
    headers_add(r, type);
    if (status == 405)
        MHD_add_response_header(r, "Allow",
                                x->page && x->page->method == METHOD_POST ? "POST" : "GET");
    enum MHD_Result result = MHD_queue_response(x->connection, (unsigned)status, r);
    MHD_destroy_response(r);
    return result;
}

static enum MHD_Result send_text(struct exchange *x, int status, const char *type, struct text t)
{
    return response_send(
        x, status, type,
        MHD_create_response_from_buffer(t.n, (void *)(t.n ? t.p : ""), MHD_RESPMEM_MUST_COPY));
}

/* The page carries the token of this start: a page of another origin cannot read it. */
static enum MHD_Result send_content(struct exchange *x, const struct guard *g)
{
    const struct embedded *e = x->content;
    static const struct text mark = {"__TOKEN__", 9};
    ptrdiff_t at = text_ends(e->path, TEXT(".html")) ? text_find(e->bytes, mark) : -1;
    if (at < 0)
        return response_send(x, 200, type_of(e->path),
                             MHD_create_response_from_buffer(e->bytes.n, (void *)e->bytes.p,
                                                             MHD_RESPMEM_PERSISTENT));
    struct text page =
        text_printf(&x->arena, "%.*s%s%.*s", (int)at, e->bytes.p, g->token,
                    (int)(e->bytes.n - (size_t)at - mark.n), e->bytes.p + (size_t)at + mark.n);
    return send_text(x, 200, type_of(e->path), page);
}

static enum MHD_Result send_file(struct exchange *x)
{
    struct stat about;
    int fd = open(x->reply.path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (x->reply.is_temporary)
        unlink(x->reply.path); /* what is open stays readable */
    if (fd < 0 || fstat(fd, &about) != 0) {
        if (fd >= 0)
            close(fd);
        return send_text(x, 404, types[4].type, TEXT("{}"));
    }
    struct MHD_Response *r = MHD_create_response_from_fd((uint64_t)about.st_size, fd);
    if (!r) {
        close(fd);
        return MHD_NO;
    }
    SCOPED_BUFFER as = {0};
    buffer_add_str(&as, "attachment; filename*=UTF-8''");
    percent_encode(&as, text_from(x->reply.name));
    buffer_add_char(&as, '\0');
    MHD_add_response_header(r, "Content-Disposition", as.p);
    if (x->reply.code)
        MHD_add_response_header(r, "X-Shanhai-Code", x->reply.code);
    return response_send(x, 200, type_of(text_from(x->reply.name)), r);
}

static enum MHD_Result send_fault(struct exchange *x)
{
    SCOPED_BUFFER body = {0};
    struct writer w = {.json = {.out = &body}};
    put_object(&w);
    put_str_as(&w, "kind", fault_name(x->fault.kind));
    put_str_as(&w, "error", x->fault.message);
    put_str_as(&w, "hint", x->fault.hint);
    put_end(&w);
    int status = x->reply.status ? x->reply.status : fault_http_status(x->fault.kind);
    return send_text(x, status, types[4].type, buffer_text(&body));
}

enum MHD_Result reply_send(struct exchange *x, const struct guard *g)
{
    if (x->fault.kind != FAULT_NONE)
        return send_fault(x);
    if (x->content)
        return send_content(x, g);
    if (x->reply.path)
        return send_file(x);
    return send_text(x, x->reply.status ? x->reply.status : 200, types[4].type,
                     buffer_text(&x->reply.body));
}
