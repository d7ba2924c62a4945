/*
 * One county sends all its workbooks in one ZIP.
 */
#ifndef SHANHAI_DEMO_PACK_H
#define SHANHAI_DEMO_PACK_H

#include "demo/sheet.h"

/* Files of the shelf whose name holds the county's become 51_COUNTY.zip and are taken away. */
bool pack_county(struct shelf *s, const char *county, struct fault *f);

#endif
