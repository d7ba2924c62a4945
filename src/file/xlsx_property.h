/*
 * What a workbook's package says of itself: its own properties, and that formulas are to be
 * calculated when it is opened.
 */
#ifndef SHANHAI_FILE_XLSX_PROPERTY_H
#define SHANHAI_FILE_XLSX_PROPERTY_H

#include "base/text.h"

#define PROPERTY_PART "docProps/custom.xml"
#define PROPERTY_CODE "存证编号"
#define PROPERTY_NOTE "台账"

struct property_parts {
    char *name;                           /* of the part of properties; NULL: a new one */
    struct text custom, types, relations; /* custom: empty where it is new */
};
/* Sets one property, in the place of one of that name. */
void property_put(struct property_parts *inout, struct arena *a, const char *name,
                  struct text value);
/* Names a new part of properties in the content types and relationships. */
void properties_name(struct property_parts *inout, struct arena *a);

/* workbook.xml, with <calcPr fullCalcOnLoad="1">. */
struct text workbook_recalculated(struct arena *a, struct text xml);

#endif
