/*
 * A folder's files in one ZIP, and back: for a programme's backup.
 */
#ifndef SHANHAI_FILE_BUNDLE_H
#define SHANHAI_FILE_BUNDLE_H

#include "base/fault.h"
#include "base/text.h"

struct bundle;

/* A new file; FAULT_CONFLICT where it is there already. */
bool bundle_open(struct bundle **out, const char *path, struct fault *f);
/* The file at `path` under `name`; read when the archive is finished. */
bool bundle_add(struct bundle *z, const char *name, const char *path, struct fault *f);
bool bundle_add_text(struct bundle *z, const char *name, struct text bytes, struct fault *f);
bool bundle_finish(struct bundle *z, struct fault *f); /* writes; z is gone whatever happens */
void bundle_abandon(struct bundle *z);                 /* NULL is fine */

/*
 * Unpacks into a folder that is there and empty.
 *
 * faults  INPUT not such an archive; a name that leaves the folder, or that `allowed` does not know;
 *         LIMIT more than `bytes_max` in all; SYSTEM
 */
bool bundle_unpack(const char *path, const char *folder, bool (*allowed)(struct text name),
                    int64_t bytes_max, struct fault *f);

#endif
