/*
 * What the columns of every record type may be called: "身份证号" under a placement is the number
 * of the person its worker refers to, path "worker.idno".
 */
#ifndef SHANHAI_INTAKE_TITLE_H
#define SHANHAI_INTAKE_TITLE_H

#include "catalogue/node.h"

#define PATH_DEPTH_MAX 3

/* One thing a column may hold: a field of the type itself, or of what it refers to. */
struct column_path {
    const struct record_type *type;
    const struct field *refs[PATH_DEPTH_MAX]; /* followed first, `depth` of them */
    int depth;
    const struct field *field; /* never a reference */
    struct text path;          /* "worker.idno" */
    bool in_key;               /* of the type, or of what each reference is found by */
};

enum title_strength { /* how surely a title means a path; the surer wins a column */
                      TITLE_DISTANT = 2, /* a field of what is referred to, that no key needs */
                      TITLE_FINDS = 5,   /* a key field of what is referred to */
                      TITLE_NAMES =
                          8, /* the reference's own title: its name or number stands in it */
                      TITLE_SYNONYM = 9,
                      TITLE_LABEL = 10,
};

struct title_use {
    const struct column_path *path;
    int strength;
    struct title_use *next;
};

typedef LIST(struct column_path *) path_list;

struct title_index {
    struct arena *arena;
    const struct catalogue *catalogue;
    struct map titles; /* a title without spaces and units -> struct title_use */
    path_list *paths;  /* by type->index */
};

void title_index_build(struct title_index *out, struct arena *a, const struct catalogue *c);

/* NULL where no type has such a title; `title` as title_normal gives it. */
const struct title_use *title_find(const struct title_index *t, struct text title);
const struct column_path *path_find(const struct title_index *t, const struct record_type *type,
                                    struct text path);
/* The strongest use of a title in one type; NULL where it has none. */
const struct title_use *title_in_type(const struct title_index *t, const struct record_type *type,
                                      struct text title);

/*
 * A heading without spaces, line breaks, marks and brackets, in lower case.
 *
 * unit  what stood in the last bracket: "万元", "%"; empty where there was none
 */
struct text title_normal(struct arena *a, struct text heading, struct text *unit);

#endif
