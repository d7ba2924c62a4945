/* Dropped files: up, looked through, confirmed. */
#include "web/figure.h"
#include "web/pages.h"
#include "web/report.h"

static void files_put(struct writer *w, const struct session *s)
{
    put_array_as(w, "files");
    for (int i = 0; i < s->file_count; i++) {
        put_object(w);
        put_int_as(w, "file", i);
        put_text_as(w, "name", s->files[i].name);
        put_int_as(w, "bytes", s->files[i].bytes);
        put_str_as(w, "is", s->files[i].is_text ? "text" : "table");
        put_end(w);
    }
    put_end(w);
}

static void progress_put(struct writer *w, const struct session *s)
{
    put_object_as(w, "progress");
    put_str_as(w, "what", s->progress_what);
    put_int_as(w, "done", s->progress_done);
    put_int_as(w, "of", s->progress_of);
    put_end(w);
}

/* Everything that is known of a session, under the lock: the desk may be at it. */
static void session_put(struct request *q, struct reply *r, struct session *s)
{
    static const char *const states[] = {"idle", "waiting", "reading", "read", "failed", "stored"};
    struct writer w = {.json = {.out = &r->body}};
    sessions_lock(q->sessions);
    put_object(&w);
    put_str_as(&w, "session", s->id);
    put_str_as(&w, "state", states[s->state]);
    put_bool_as(&w, "storing", s->storing);
    put_text_as(&w, "as", s->as_type);
    put_text_as(&w, "mapping", s->mapping);
    put_text_as(&w, "take", s->take);
    files_put(&w, s);
    progress_put(&w, s);
    if (s->state == SESSION_FAILED) {
        put_object_as(&w, "fault");
        put_str_as(&w, "kind", fault_name(s->fault.kind));
        put_str_as(&w, "error", s->fault.message);
        put_str_as(&w, "hint", s->fault.hint);
        put_end(&w);
    }
    if ((s->state == SESSION_READ || s->state == SESSION_STORED) && s->report.n) {
        put_key(&w, "report");
        put_raw(&w, s->report);
    }
    put_end(&w);
    sessions_unlock(q->sessions);
}

bool upload_page(struct request *q, struct reply *r, struct fault *f)
{
    (void)f;
    session_put(q, r, q->session);
    return true;
}

bool session_page(struct request *q, struct reply *r, struct fault *f)
{
    struct session *s;
    TRY(session_hold(&s, q->sessions, request_text(q, "session"), f));
    session_put(q, r, s);
    session_release(q->sessions, s);
    return true;
}

static bool ask(struct request *q, struct reply *r, bool storing, struct fault *f)
{
    struct session *s;
    TRY(session_hold(&s, q->sessions, request_field(q, "session"), f));
    bool ok = session_ask(q->sessions, s, storing, request_field(q, "as"),
                          request_field(q, "mapping"), request_field(q, "take"), q->language, f);
    if (ok) {
        session_put(q, r, s);
        r->status = 202;
    }
    session_release(q->sessions, s);
    return ok;
}

bool dryrun_page(struct request *q, struct reply *r, struct fault *f)
{
    return ask(q, r, false, f);
}

bool confirm_page(struct request *q, struct reply *r, struct fault *f)
{
    return ask(q, r, true, f);
}

/* ---- findings ---- */

static bool session_findings(struct request *q, struct reply *r, struct fault *f)
{
    struct session *s;
    int64_t offset, most;
    TRY(request_int(&offset, q, "offset", 0, 0, FINDINGS_KEPT, f));
    TRY(request_int(&most, q, "most", 200, 1, FINDINGS_KEPT, f));
    TRY(session_hold(&s, q->sessions, request_text(q, "session"), f));
    struct writer w = {.json = {.out = &r->body}};
    sessions_lock(q->sessions);
    bool there = s->state == SESSION_READ || s->state == SESSION_STORED;
    size_t count = there ? s->findings.count : 0;
    put_object(&w);
    put_int_as(&w, "total", there ? s->finding_count : 0);
    put_array_as(&w, "rows");
    for (size_t i = (size_t)offset; i < count && i < (size_t)(offset + most); i++)
        finding_put(&w.json, q->arena, &s->findings.items[i]);
    put_end(&w);
    put_end(&w);
    sessions_unlock(q->sessions);
    session_release(q->sessions, s);
    return true;
}

bool findings_page(struct request *q, struct reply *r, struct fault *f)
{
    if (request_text(q, "session").n)
        return session_findings(q, r, f);
    int64_t batch;
    bool found;
    struct text kept;
    TRY(request_int(&batch, q, "batch", q->ledger->head, 0, INT64_C(1) << 40, f));
    struct text name = text_printf(q->arena, "%lld", (long long)batch);
    TRY(ledger_note_find(q->ledger, q->arena, TEXT("findings"), name, &kept, &found, f));
    buffer_add(&r->body, found ? kept : TEXT("{\"total\":0,\"kept\":false,\"rows\":[]}"));
    return true;
}

/* ---- workbooks to take home ---- */

bool refused_page(struct request *q, struct reply *r, struct fault *f)
{
    struct session *s;
    TRY(session_hold(&s, q->sessions, request_text(q, "session"), f));
    sessions_lock(q->sessions);
    bool there = (s->state == SESSION_READ || s->state == SESSION_STORED) && s->refused[0];
    if (there)
        r->path = text_cstr(
            q->arena, text_printf(q->arena, "%s/%s", sessions_folder(q->sessions), s->refused));
    sessions_unlock(q->sessions);
    session_release(q->sessions, s);
    r->name = q->language == LANGUAGE_EN ? "refused-rows.xlsx" : "未入账行.xlsx";
    return there || fault_set(f, FAULT_ABSENT, "there is no workbook of refused rows");
}

bool template_page(struct request *q, struct reply *r, struct fault *f)
{
    const struct record_type *t;
    TRY(catalogue_type_get(&t, q->ledger->catalogue, request_text(q, "type"), f));
    struct text path =
        text_printf(q->arena, "%s/template-%.*s-%llx.xlsx", sessions_folder(q->sessions),
                    TEXT_ARG(t->name), (unsigned long long)(uintptr_t)q->arena);
    r->path = text_cstr(q->arena, path);
    r->name =
        text_cstr(q->arena, text_printf(q->arena, "%.*s.xlsx", TEXT_ARG(label_now(t->label))));
    r->is_temporary = true;
    return intake_template(q->ledger, t, r->path, f);
}
