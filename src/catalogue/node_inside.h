/*
 * Between the parts of the expression compiler: node_read.c cuts tokens into raw nodes,
 * node_type.c and node_value.c give them their types.
 */
#ifndef SHANHAI_CATALOGUE_NODE_INSIDE_H
#define SHANHAI_CATALOGUE_NODE_INSIDE_H

#include "catalogue/node.h"
#include "catalogue/token.h"

/*
 * A raw node: a path or a call keeps its name in `constant`; exists() has its type's name, its
 * alias and the condition as args. Typing turns it in place into what node.h says.
 * faults  INPUT; LIMIT deeper than 64 or more than 1000 nodes
 */
bool node_read(struct node **out, struct arena *a, struct cursor *c, struct fault *f);
/* A span or an expression. */
bool node_read_span(struct node **out, struct arena *a, struct cursor *c, struct fault *f);

/* What names mean while an expression is typed. */
struct alias {
    struct text name;
    const struct record_type *type;
    int source; /* as in struct node */
    const struct node *subject; /* the path from the row that it stands for, or NULL: the row */
};
struct typing {
    struct arena *a;
    const struct catalogue *c;
    const struct record_type *over; /* NULL: no row; only indicators have names */
    LIST(struct alias) aliases;
    bool many;         /* several types are united: only aliases have names */
    bool takes_sealed; /* checks see the row as it came in; counting never sees sealed fields */
    int exists_depth;
    bool figures;      /* figure() may stand here: the indicator's own rows are being counted */
    bool orders_records; /* a < b of two records: a was recorded first (rules) */
    bool counts;       /* aggregates over a group of rows may stand here: a rule's `having`, `finds` */
    bool counts_only;  /* ... and fields only within them */
    /* Compiles an indicator that is named in a value; NULL: none may be. Its faults say where. */
    bool (*indicator)(const struct indicator **out, void *self, struct text name,
                      struct position at, struct fault *f);
    void *self;
    struct fault *f;
};

/* Types a raw node; `want` is what stands beside it, for bare codes and constants, or NULL. */
bool node_type(struct typing *t, struct node *n, const struct type *want);
/* The same, and the result must fit `want`. */
bool node_type_as(struct typing *t, struct node *n, struct type want);
/* An indicator's value: aggregates, indicators and arithmetic over them. */
bool node_type_value(struct typing *t, struct node *n, const struct unit *unit);
/* count(a), sum(a.amount), max(a.month) over a group of rows: typed, `*took` where it is one. */
bool node_type_aggregate(struct typing *t, struct node *n, bool *took);
bool node_type_path(struct typing *t, struct node *n);

bool type_is_number(struct type t);
bool type_fits(struct type a, struct type b); /* may be compared, or one stand for the other */
/* "day", "code channel", "ref person": for messages. */
struct text type_describe(struct arena *a, struct type t);
bool unit_is_share(const struct unit *u); /* a pure number: percent, or of `one` */
const struct unit *unit_base(const struct unit *u);

struct node *node_new(struct arena *a, enum node_kind kind, struct position at);
bool fault_node(struct fault *f, const struct node *n, bool set);

#endif
