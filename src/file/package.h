/*
 * ZIP packages of parts (a DOCX, folders of files): written part by part, and searched as a whole.
 */
#ifndef SHANHAI_FILE_PACKAGE_H
#define SHANHAI_FILE_PACKAGE_H

#include "base/day.h"
#include "base/fault.h"
#include "base/text.h"

struct package;
bool package_open(struct package **out, const char *path, struct fault *f); /* an empty one */
/* The same, whose parts all bear this day (1980 to 2107): the same parts are the same bytes. */
bool package_open_on(struct package **out, const char *path, struct day day, struct fault *f);
/* A file as a part; it is read when the package is finished, and must stay till then. */
void package_file(struct package *p, const char *name, const char *path);
/* A part; the bytes are copied. Errors wait for package_finish. */
void package_part(struct package *p, const char *name, struct text bytes);
bool package_finish(struct package *p, struct fault *f); /* writes the file; p is gone */

/*
 * The first CODE that `is_wanted` takes among words like 7K2M-Q4XD in a file's bytes or, of a ZIP,
 * in those of its parts; 32 MiB at most are looked at. Empty where there is none.
 */
bool package_code_find(struct text *out, struct arena *a, const char *path,
                       bool (*is_wanted)(void *self, struct text code), void *self,
                       struct fault *f);
/* The same in bytes at hand: what the fuzz target drives. */
struct text package_code_in(struct text bytes, bool (*is_wanted)(void *self, struct text code),
                            void *self);

#endif
