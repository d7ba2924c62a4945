/*
 * The desk: one thread that reads dropped tables (a dry run), and stores them when they were
 * confirmed. One at a time, because the ledger has one writer.
 */
#include "intake/intake.h"
#include "web/exchange.h"
#include "web/report.h"

#include <stdio.h>
#include <time.h>

struct desk {
    const struct guard *guard;
    pthread_t thread;
};

static void finding_take(void *self, const struct finding *x)
{
    struct session *s = self;
    s->finding_count++;
    if (s->findings.count >= FINDINGS_KEPT)
        return;
    struct arena *a = &s->read_arena;
    struct finding copy = *x;
    copy.kind = text_copy(a, x->kind);
    copy.file = text_copy(a, x->file);
    copy.sheet = text_copy(a, x->sheet);
    copy.heading = text_copy(a, x->heading);
    copy.found = text_copy(a, x->found);
    copy.wanted = text_copy(a, x->wanted);
    copy.says = text_copy(a, x->says);
    LIST_ADD(a, &s->findings, copy);
}

struct telling {
    struct sessions *sessions;
    struct session *session;
};

static void progress_tell(void *self, struct text what, int64_t done, int64_t of)
{
    struct telling *to = self;
    sessions_lock(to->sessions);
    size_t n = what.n < sizeof(to->session->progress_what) ? what.n : 0;
    snprintf(to->session->progress_what, sizeof(to->session->progress_what), "%.*s", (int)n,
             n ? what.p : "");
    to->session->progress_done = done;
    to->session->progress_of = of;
    sessions_unlock(to->sessions);
}

/* Tables only, under the names people gave them. */
static size_t files_of(struct intake_file *out, struct arena *a, const struct sessions *all,
                       const struct session *s)
{
    size_t count = 0;
    for (int i = 0; i < s->file_count; i++)
        if (!s->files[i].is_text) {
            struct text path = text_printf(a, "%s/%s", sessions_folder(all), s->files[i].path);
            out[count++] = (struct intake_file){text_cstr(a, path), s->files[i].name};
        }
    return count;
}

static void reading_forget(struct session *s)
{
    arena_clear(&s->read_arena);
    s->findings.items = NULL;
    s->findings.count = s->findings.cap = 0;
    s->finding_count = 0;
    s->report = TEXT("");
}

/*
 * A dry run and the import that follows it take the same files, columns and type; the import wants
 * the head that the dry run was compared with.
 */
static bool read_tables(const struct guard *g, struct session *s, struct fault *f)
{
    SCOPED_ARENA scratch = {0};
    SCOPED_LEDGER *l = NULL;
    TRY(ledger_open(&l, g->folder, STORE_WRITE, f));
    struct intake_file files[FILES_MAX];
    size_t count = files_of(files, &scratch, g->sessions, s);
    struct telling telling = {g->sessions, s};
    snprintf(s->refused, sizeof(s->refused), "refused-%s.xlsx", s->id + 24);
    struct text refused = text_printf(&scratch, "%s/%s", sessions_folder(g->sessions), s->refused);
    struct intake_options options = {
        .dry_run = !s->storing,
        .as_type = s->as_type,
        .mapping = s->mapping,
        .take = s->take,
        .author = TEXT("web"),
        .expects = s->storing ? s->head : -1,
        .refused_path = text_cstr(&scratch, refused),
        .progress = {progress_tell, &telling},
    };
    struct finding_sink sink = {finding_take, s};
    struct intake_report report = {0};
    TRY(intake_import(&report, &scratch, l, &VIEWER_OWNER, files, count, &options, &sink, f));
    s->head = report.head;
    s->report = report_json(&s->read_arena, &report);
    return true;
}

static void serve_one(const struct guard *g, struct session *s)
{
    struct fault f = {0};
    language_set(s->language);
    reading_forget(s);
    bool ok = read_tables(g, s, &f);
    sessions_lock(g->sessions);
    s->fault = f;
    /* After a conflict the same files can be looked through again. */
    s->state = !ok ? SESSION_FAILED : s->storing ? SESSION_STORED : SESSION_READ;
    sessions_unlock(g->sessions);
    session_release(g->sessions, s);
}

static void *work(void *self)
{
    struct desk *d = self;
    for (struct session *s; (s = sessions_next(d->guard->sessions));)
        serve_one(d->guard, s);
    return NULL;
}

bool desk_start(struct desk **out, const struct guard *g, struct fault *f)
{
    struct desk *d = memory_new(sizeof(*d));
    d->guard = g;
    if (pthread_create(&d->thread, NULL, work, d) != 0) {
        memory_free(d);
        return fault_set(f, FAULT_SYSTEM, "cannot start a thread");
    }
    *out = d;
    return true;
}

bool desk_stop(struct desk *d, int seconds)
{
    if (!d)
        return true;
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += seconds;
    if (pthread_timedjoin_np(d->thread, NULL, &until) != 0)
        return false;
    memory_free(d);
    return true;
}
