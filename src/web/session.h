/*
 * A session: files that somebody dropped onto the page, what reading them found, and whether they
 * were confirmed. Lives in the programme's folder under uploads/ until the server stops.
 *
 * Bounded: SESSIONS_MAX at once (the one untouched longest makes room), FILES_MAX files each,
 * SESSION_BYTES_MAX together. All functions may be called from any thread.
 */
#ifndef SHANHAI_WEB_SESSION_H
#define SHANHAI_WEB_SESSION_H

#include "base/fault.h"
#include "base/finding.h"
#include "base/language.h"

#include <pthread.h>

#define SESSIONS_MAX 8
#define FILES_MAX 64
#define SESSION_BYTES_MAX ((int64_t)4 << 30)
#define FINDINGS_KEPT 5000
#define FILE_NAME_BYTES_MAX 255

enum session_state {
    SESSION_IDLE,    /* files are there, nothing was read */
    SESSION_WAITING, /* for the desk */
    SESSION_READING, /* the desk is at it */
    SESSION_READ,    /* the dry run is done: `report`, `findings` */
    SESSION_FAILED,  /* `fault` */
    SESSION_STORED,  /* confirmed: `report` says which batch */
};

struct session_file {
    struct text name;
    char path[32]; /* within the folder of uploads */
    int64_t bytes;
    bool is_text; /* a report to be proved, not a table */
};

struct session {
    char id[33];
    struct arena arena; /* of the session: names and mapping */
    struct session_file files[FILES_MAX];
    int file_count;
    int64_t bytes;
    int64_t touched; /* a counter, not a clock */
    int users;       /* who holds it now: it is not removed */

    enum session_state state;
    bool storing; /* the work asked for is an import, not a dry run */
    enum language language;
    struct text as_type, mapping, take;
    struct fault fault;

    /* How far the desk is. */
    char progress_what[128];
    int64_t progress_done, progress_of;

    struct arena read_arena; /* of the last reading: what follows */
    struct text report;      /* JSON */
    LIST(struct finding) findings;
    int64_t finding_count; /* also of those that were not kept */
    int64_t head;          /* what the dry run was compared with: confirm expects it */
    char refused[32];      /* within the folder of uploads; empty: none */
};

struct sessions;

/* Makes uploads/ and sweeps what servers that are gone left there. */
bool sessions_open(struct sessions **out, const char *folder, struct fault *f);
void sessions_close(struct sessions *s); /* removes every file; NULL is fine */

/*
 * The session, held until session_release. faults: ABSENT
 */
bool session_hold(struct session **out, struct sessions *s, struct text id, struct fault *f);
void session_release(struct sessions *s, struct session *session);
void sessions_lock(struct sessions *s);
void sessions_unlock(struct sessions *s);
const char *sessions_folder(const struct sessions *s);

/* ---- a file while it arrives ---- */
struct upload;

/*
 * id    an existing session, or empty for a new one
 * name  as the person named it; a path in it is cut to its last part
 * faults  INPUT no name; ABSENT no such session; LIMIT; CONFLICT the session is being read; SYSTEM
 */
bool upload_begin(struct upload **out, struct sessions *s, struct text id, struct text name,
                  struct fault *f);
bool upload_write(struct upload *u, struct text bytes, struct fault *f);
/* The file is part of its session, which it gives (held until upload_close). */
bool upload_end(struct upload *u, struct session **session, struct fault *f);
void upload_close(struct upload *u); /* forgets what did not end; NULL is fine */

/* ---- the desk: one thread that reads and stores, one session at a time ---- */

/*
 * Asks the desk to read the session's tables, or to store what was read.
 * faults: CONFLICT it is at it already, or (storing) nothing was read; INPUT no tables
 */
bool session_ask(struct sessions *s, struct session *session, bool storing, struct text as_type,
                 struct text mapping, struct text take, enum language language, struct fault *f);
/* The desk's side: waits for work; NULL when the server stops. It is held. */
struct session *sessions_next(struct sessions *s);
void sessions_stop(struct sessions *s);

#endif
