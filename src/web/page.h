/*
 * What a page is given and what it gives: the inside of web/. A page knows no sockets.
 */
#ifndef SHANHAI_WEB_PAGE_H
#define SHANHAI_WEB_PAGE_H

#include "base/language.h"
#include "ledger/ledger.h"
#include "prove/prove.h"
#include "web/session.h"

enum method { METHOD_GET, METHOD_POST };

/* What of a POST reaches the page. */
enum body_kind {
    BODY_NONE,
    BODY_JSON, /* an object, at most JSON_BYTES_MAX */
    BODY_FILE, /* streamed to a file of a session while it arrives */
};
#define JSON_BYTES_MAX (4 << 20)
#define FILE_BYTES_MAX ((int64_t)2 << 30)

struct parameter {
    struct text name, value; /* decoded, UTF-8 */
};

struct json_t;

/* What a worker worked out from its ledger; forgotten when that is opened anew. */
struct kept {
    bool has_newest;
    struct day newest;
    struct prover *prover; /* NULL until a text was checked */
};
void kept_forget(struct kept *k);

struct request {
    struct arena *arena; /* of this request */
    struct sessions *sessions;
    const char *folder;
    struct ledger *ledger; /* for reading, of this worker */
    struct kept *kept;     /* beside it */
    enum language language;
    LIST(struct parameter) parameters;
    struct json_t *json;     /* BODY_JSON, else NULL */
    struct session *session; /* BODY_FILE: the session that it is part of now */
};

struct reply {
    int status;         /* 200 unless the page says otherwise */
    struct buffer body; /* JSON */
    const char *path;   /* a file instead of body, in the request's arena; or NULL */
    const char *name;   /* ... and the name to save it by */
    bool is_temporary;  /* the file goes once it is sent */
    const char *code;   /* of the receipt that was kept with it; or NULL */
};

typedef bool page_answer(struct request *q, struct reply *r, struct fault *f);

struct page {
    const char *path;
    enum method method;
    enum body_kind body;
    page_answer *answer;
};
extern const struct page pages[];
extern const size_t page_count;

/* A parameter of the address; the empty text where there is none. */
struct text request_text(const struct request *q, const char *name);
/* A text of the JSON body; the empty one where it is absent or none. */
struct text request_field(const struct request *q, const char *name);
/* Of the JSON body where there is one, else of the address: for what is asked either way. */
struct text request_word(const struct request *q, const char *name);
/* A path in the folder of uploads that nobody else has; `name` is a short word of ours. */
char *request_path(const struct request *q, const char *name);
/* Bytes as they stand in an address. */
void percent_encode(struct buffer *out, struct text t);
/* `absent` where there is none; FAULT_USAGE when it is no whole number within least..most. */
bool request_int(int64_t *out, const struct request *q, const char *name, int64_t absent,
                 int64_t least, int64_t most, struct fault *f);

#endif
