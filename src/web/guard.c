#include "web/exchange.h"

#include <string.h>

static struct text header(struct MHD_Connection *c, const char *name)
{
    return text_from(MHD_lookup_connection_value(c, MHD_HEADER_KIND, name));
}

bool guard_host_is_ours(struct text host)
{
    struct text name = host, port = {0};
    ptrdiff_t colon = text_find(host, TEXT(":"));
    if (colon >= 0) {
        name = text_slice(host, 0, (size_t)colon);
        port = text_slice(host, (size_t)colon + 1, host.n);
        if (port.n == 0 || port.n > 5)
            return false;
    }
    for (size_t i = 0; i < port.n; i++)
        if (port.p[i] < '0' || port.p[i] > '9')
            return false;
    return text_is(name, "127.0.0.1") || text_is(name, "localhost");
}

static bool origin_is_ours(struct text origin, struct text host)
{
    return text_starts(origin, TEXT("http://")) &&
           text_equal(text_slice(origin, 7, origin.n), host);
}

/* Takes as long for a wrong token as for the right one. */
static bool token_is_ours(struct text token, const char *ours)
{
    size_t n = strlen(ours);
    unsigned char difference = token.n != n;
    for (size_t i = 0; i < n && i < token.n; i++)
        difference |= (unsigned char)(token.p[i] ^ ours[i]);
    return difference == 0;
}

/* Digits only, as HTTP has it; a length that does not fit counts as too large. */
static bool length_check(struct text written, int64_t most, struct fault *f)
{
    int64_t length = 0;
    for (size_t i = 0; i < written.n; i++) {
        if (written.p[i] < '0' || written.p[i] > '9')
            return fault_set(f, FAULT_USAGE, "Content-Length is not a number");
        if (length <= most)
            length = length * 10 + (written.p[i] - '0');
    }
    if (length > most)
        return fault_set(f, FAULT_LIMIT, "larger than the %lld bytes that are taken",
                         (long long)most);
    return true;
}

static bool post_check(const struct guard *g, struct MHD_Connection *c, const struct page *page,
                       struct text host, struct fault *f)
{
    struct text origin = header(c, "Origin");
    if (origin.n && !origin_is_ours(origin, host))
        return fault_set(f, FAULT_DENIED, "another site asked for this");
    if (!token_is_ours(header(c, "X-Shanhai-Token"), g->token)) {
        fault_set(f, FAULT_DENIED, "the page is older than this server");
        return fault_hint(f, "load the page again");
    }
    return length_check(header(c, "Content-Length"),
                        page->body == BODY_FILE ? FILE_BYTES_MAX : JSON_BYTES_MAX, f);
}

bool guard_check(const struct guard *g, struct MHD_Connection *c, const struct page *page,
                 bool is_post, struct fault *f)
{
    struct text host = header(c, "Host");
    if (!guard_host_is_ours(host)) {
        fault_set(f, FAULT_DENIED,
                  "this server answers to 127.0.0.1 and localhost, not to \"%.*s\"",
                  (int)(host.n > 80 ? 80 : host.n), host.p ? host.p : "");
        return fault_hint(f, "open http://127.0.0.1 with the port that serve printed");
    }
    if (page && text_is(header(c, "Sec-Fetch-Site"), "cross-site"))
        return fault_set(f, FAULT_DENIED, "another site asked for this");
    return is_post && page ? post_check(g, c, page, host, f) : true;
}

enum language guard_language(struct MHD_Connection *c)
{
    struct text asked = text_from(MHD_lookup_connection_value(c, MHD_GET_ARGUMENT_KIND, "lang"));
    if (asked.n)
        return text_is(asked, "en") ? LANGUAGE_EN : LANGUAGE_ZH;
    return text_starts(header(c, "Accept-Language"), TEXT("en")) ? LANGUAGE_EN : LANGUAGE_ZH;
}
