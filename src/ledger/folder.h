/*
 * The programme's folder on disk: its own catalogue files, and making and removing folders.
 */
#ifndef SHANHAI_LEDGER_FOLDER_H
#define SHANHAI_LEDGER_FOLDER_H

#include "catalogue/catalogue.h"

struct folder_files {
    struct catalogue_file *items;
    size_t count, cap;
};

/* Its *.cat and *.tsv, and codes/NAME.tsv in it, ordered by name; none where it is not there. */
bool programme_folder_read(struct folder_files *out, struct arena *a, const char *path, struct fault *f);
bool programme_folder_make(const char *path, struct fault *f);
bool programme_folder_write(const char *path, struct text bytes, struct fault *f); /* a new file, to disk */
bool programme_folder_is_free(const char *path); /* not there, or empty */
void programme_folder_remove(const char *path);  /* with all that is in it */
/* Removes what an import that was killed left under a passing name. */
void programme_folder_sweep(const char *path);

#endif
