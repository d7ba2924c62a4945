/*
 * The catalogue that travels in the binary.
 */
#ifndef SHANHAI_CATALOGUE_STANDARD_H
#define SHANHAI_CATALOGUE_STANDARD_H

#include "catalogue/catalogue.h"

/*
 * The embedded files that catalogue_load takes, named below catalogue/ ("labour.cat",
 * "codes/sex.tsv", "regions.tsv").
 */
struct catalogue_file *catalogue_standard_files(struct arena *a, size_t *count);

#endif
