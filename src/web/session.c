#include "web/session.h"

#include "web/folder.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct sessions {
    pthread_mutex_t lock;
    pthread_cond_t work;
    struct folder *folder;
    struct session *all[SESSIONS_MAX];
    struct session *queue[SESSIONS_MAX]; /* waiting for the desk, oldest first; held */
    int queued;
    int64_t clock, files_made;
    bool stopping;
};

struct upload {
    struct sessions *sessions;
    struct session *session; /* held */
    struct session_file file;
    struct text name;
    struct arena arena;
    int fd;
    bool ended;
};

bool sessions_open(struct sessions **out, const char *folder, struct fault *f)
{
    struct folder *uploads;
    TRY(folder_open(&uploads, folder, f));
    struct sessions *s = memory_new(sizeof(*s));
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->work, NULL);
    s->folder = uploads;
    *out = s;
    return true;
}

static void session_free(struct sessions *s, struct session *session)
{
    for (int i = 0; i < session->file_count; i++)
        folder_remove(s->folder, session->files[i].path);
    if (session->refused[0])
        folder_remove(s->folder, session->refused);
    arena_clear(&session->arena);
    arena_clear(&session->read_arena);
    memory_free(session);
}

void sessions_close(struct sessions *s)
{
    if (!s)
        return;
    for (int i = 0; i < SESSIONS_MAX; i++)
        if (s->all[i])
            session_free(s, s->all[i]);
    folder_close(s->folder);
    pthread_cond_destroy(&s->work);
    pthread_mutex_destroy(&s->lock);
    memory_free(s);
}

void sessions_lock(struct sessions *s)
{
    pthread_mutex_lock(&s->lock);
}

void sessions_unlock(struct sessions *s)
{
    pthread_mutex_unlock(&s->lock);
}

const char *sessions_folder(const struct sessions *s)
{
    return folder_path(s->folder);
}

static struct session *find_locked(struct sessions *s, struct text id)
{
    for (int i = 0; i < SESSIONS_MAX; i++)
        if (s->all[i] && text_is(id, s->all[i]->id)) {
            s->all[i]->touched = ++s->clock;
            return s->all[i];
        }
    return NULL;
}

/* A place for one more: a free one, or that of the session nobody holds and touched longest ago. */
static int place_locked(struct sessions *s)
{
    int oldest = -1;
    for (int i = 0; i < SESSIONS_MAX; i++) {
        if (!s->all[i])
            return i;
        if (s->all[i]->users == 0 && (oldest < 0 || s->all[i]->touched < s->all[oldest]->touched))
            oldest = i;
    }
    if (oldest >= 0) {
        session_free(s, s->all[oldest]);
        s->all[oldest] = NULL;
    }
    return oldest;
}

static struct session *make_locked(struct sessions *s, struct fault *f)
{
    int place = place_locked(s);
    if (place < 0) {
        fault_set(f, FAULT_LIMIT, "%d sets of files are being read at once", SESSIONS_MAX);
        fault_hint(f, "wait until one of them is done");
        return NULL;
    }
    struct session *session = memory_new(sizeof(*session));
    random_hex(session->id, 16);
    session->touched = ++s->clock;
    return s->all[place] = session;
}

bool session_hold(struct session **out, struct sessions *s, struct text id, struct fault *f)
{
    sessions_lock(s);
    struct session *session = find_locked(s, id);
    if (session)
        session->users++;
    sessions_unlock(s);
    *out = session;
    if (session)
        return true;
    fault_set(f, FAULT_ABSENT, "these files are no longer here: \"%.*s\"",
              (int)(id.n > 40 ? 40 : id.n), id.p);
    return fault_hint(f, "drop the files onto the page again");
}

void session_release(struct sessions *s, struct session *session)
{
    sessions_lock(s);
    session->users--;
    sessions_unlock(s);
}

/* ---- a file while it arrives ---- */

static struct text last_part(struct text name)
{
    for (size_t i = name.n; i > 0; i--)
        if (name.p[i - 1] == '/' || name.p[i - 1] == '\\')
            return text_slice(name, i, name.n);
    return name;
}

static bool name_check(struct text *name, struct fault *f)
{
    *name = text_trim(last_part(*name));
    if (name->n == 0 || text_is(*name, ".") || text_is(*name, "..") || !utf8_valid(*name))
        return fault_set(f, FAULT_INPUT, "a file came without a name");
    if (name->n > FILE_NAME_BYTES_MAX)
        return fault_set(f, FAULT_LIMIT, "a file's name is longer than %d bytes",
                         FILE_NAME_BYTES_MAX);
    for (size_t i = 0; i < name->n; i++)
        if ((unsigned char)name->p[i] < 0x20 || name->p[i] == 0x7f)
            return fault_set(f, FAULT_INPUT, "a file's name holds a control character");
    return true;
}

static bool name_is_text(struct arena *a, struct text name)
{
    struct text lower = text_lower_ascii(a, name);
    static const char *const endings[] = {".txt", ".md", ".docx", ".html", ".htm", ".pdf", NULL};
    for (int i = 0; endings[i]; i++)
        if (text_ends(lower, text_from(endings[i])))
            return true;
    return false;
}

static bool session_for_upload(struct upload *u, struct text id, struct fault *f)
{
    struct sessions *s = u->sessions;
    struct session *session = id.n ? find_locked(s, id) : make_locked(s, f);
    if (!session)
        return id.n ? fault_set(f, FAULT_ABSENT, "these files are no longer here: \"%.*s\"",
                                (int)(id.n > 40 ? 40 : id.n), id.p)
                    : false;
    if (session->file_count == FILES_MAX)
        return fault_set(f, FAULT_LIMIT, "more than %d files at once", FILES_MAX);
    if (session->state == SESSION_WAITING || session->state == SESSION_READING)
        return fault_set(f, FAULT_CONFLICT, "these files are being read");
    session->users++;
    u->session = session;
    snprintf(u->file.path, sizeof(u->file.path), "%lld", (long long)++s->files_made);
    return true;
}

bool upload_begin(struct upload **out, struct sessions *s, struct text id, struct text name,
                  struct fault *f)
{
    TRY(name_check(&name, f));
    struct upload *u = memory_new(sizeof(*u));
    u->sessions = s;
    u->fd = -1;
    u->name = text_copy(&u->arena, name);
    sessions_lock(s);
    bool ok = session_for_upload(u, id, f);
    sessions_unlock(s);
    if (ok)
        ok = folder_create(s->folder, u->file.path, &u->fd, f);
    if (!ok) {
        upload_close(u);
        return false;
    }
    *out = u;
    return true;
}

bool upload_write(struct upload *u, struct text bytes, struct fault *f)
{
    u->file.bytes += (int64_t)bytes.n;
    sessions_lock(u->sessions);
    bool fits = (u->session->bytes += (int64_t)bytes.n) <= SESSION_BYTES_MAX;
    sessions_unlock(u->sessions);
    if (!fits)
        return fault_set(f, FAULT_LIMIT, "these files are larger than %lld bytes together",
                         (long long)SESSION_BYTES_MAX);
    for (size_t done = 0; done < bytes.n;) {
        ssize_t n = write(u->fd, bytes.p + done, bytes.n - done);
        if (n < 0 && errno != EINTR)
            return fault_set(f, FAULT_SYSTEM, "cannot keep the file: %s", strerror(errno));
        if (n > 0)
            done += (size_t)n;
    }
    return true;
}

bool upload_end(struct upload *u, struct session **session, struct fault *f)
{
    struct session *to = u->session;
    sessions_lock(u->sessions);
    bool free_place =
        to->file_count < FILES_MAX && to->state != SESSION_WAITING && to->state != SESSION_READING;
    if (free_place) {
        u->file.name = text_copy(&to->arena, u->name);
        u->file.is_text = name_is_text(&u->arena, u->name);
        to->files[to->file_count++] = u->file;
        to->state = SESSION_IDLE; /* what was read before is out of date */
        u->ended = true;
    }
    sessions_unlock(u->sessions);
    *session = to;
    if (!free_place)
        return fault_set(f, FAULT_CONFLICT, "these files are being read");
    return true;
}

void upload_close(struct upload *u)
{
    if (!u)
        return;
    if (u->fd >= 0)
        close(u->fd);
    if (!u->ended && u->fd >= 0)
        folder_remove(u->sessions->folder, u->file.path);
    if (u->session) {
        sessions_lock(u->sessions);
        if (!u->ended)
            u->session->bytes -= u->file.bytes;
        u->session->users--;
        sessions_unlock(u->sessions);
    }
    arena_clear(&u->arena);
    memory_free(u);
}

/* ---- the desk ---- */

static bool has_tables(const struct session *session)
{
    for (int i = 0; i < session->file_count; i++)
        if (!session->files[i].is_text)
            return true;
    return false;
}

static bool ask_locked(struct session *session, bool storing, struct fault *f)
{
    if (session->state == SESSION_WAITING || session->state == SESSION_READING)
        return fault_set(f, FAULT_CONFLICT, "these files are being read");
    if (!has_tables(session))
        return fault_set(f, FAULT_INPUT, "there is no table among these files");
    if (storing && session->state == SESSION_STORED)
        return fault_set(f, FAULT_CONFLICT, "these files were confirmed already");
    if (storing && session->state != SESSION_READ)
        return fault_set(f, FAULT_CONFLICT, "these files changed since they were looked through") ||
               fault_hint(f, "look through them once more, then confirm");
    return true;
}

bool session_ask(struct sessions *s, struct session *session, bool storing, struct text as_type,
                 struct text mapping, struct text take, enum language language, struct fault *f)
{
    sessions_lock(s);
    bool ok = ask_locked(session, storing, f);
    if (ok) {
        session->state = SESSION_WAITING;
        session->storing = storing;
        session->language = language;
        session->progress_what[0] = '\0';
        session->progress_done = session->progress_of = 0;
        if (!storing) {
            session->as_type = text_copy(&session->arena, as_type);
            session->mapping = text_copy(&session->arena, mapping);
            session->take = text_copy(&session->arena, take);
        }
        session->users++;
        s->queue[s->queued++] = session;
        pthread_cond_signal(&s->work);
    }
    sessions_unlock(s);
    return ok;
}

struct session *sessions_next(struct sessions *s)
{
    sessions_lock(s);
    while (s->queued == 0 && !s->stopping)
        pthread_cond_wait(&s->work, &s->lock);
    struct session *next = NULL;
    if (!s->stopping) {
        next = s->queue[0];
        memmove(s->queue, s->queue + 1, sizeof(*s->queue) * (size_t)--s->queued);
        next->state = SESSION_READING;
    }
    sessions_unlock(s);
    return next;
}

void sessions_stop(struct sessions *s)
{
    sessions_lock(s);
    s->stopping = true;
    pthread_cond_broadcast(&s->work);
    sessions_unlock(s);
}
