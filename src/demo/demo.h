/*
 * The demonstration: invented workbooks of a real pairing, in the forms officials hold them.
 */
#ifndef SHANHAI_DEMO_DEMO_H
#define SHANHAI_DEMO_DEMO_H

#include "base/fault.h"
#include "base/text.h"

#define DEMO_SEED 20190731

/*
 * Writes DIR/workbooks/ from the embedded demo/plan.tsv. The same seed gives the same rows.
 *
 * files   names of what was written, in the order they are to be read, in arena; may be NULL
 * faults  INPUT the plan; SYSTEM the folder cannot be written
 */
typedef LIST(struct text) demo_files;
bool demo_write_workbooks(const char *dir, uint64_t seed, demo_files *files, struct arena *a,
                          struct fault *f);

#endif
