/*
 * What commands share that ask: a question read from the command line.
 */
#ifndef SHANHAI_CMD_QUERY_H
#define SHANHAI_CMD_QUERY_H

#include "cmd/cmd.h"
#include "count/count.h"

/* KEY and --scope, --in, --party, --at, --from, --to, --where, --by, --known. */
bool query_read(struct figure_query *out, struct call *call, struct ledger *l, struct fault *f);
/* --scope, --in, --party, --at, --from, --to, --where. */
bool scope_read(struct scope *out, struct call *call, struct ledger *l, struct fault *f);
/*
 * What a document is asked for: --year Y or --month M, else the days of scope_read; and --known.
 * Without a day: up to the programme's last one, where that is over.
 */
bool asked_read(struct scope *out, int64_t *known, struct call *call, struct ledger *l,
                struct fault *f);
/* --author, else the name of who runs the program. */
struct text author_take(struct call *call);
/* The regions of --in R,..; none where it is not given. */
bool places_take(int64_t **items, size_t *count, struct call *call, struct ledger *l,
                 struct fault *f);
/* A day behind an option; *out stays where it is not given. */
bool day_take(struct day *out, struct call *call, const char *option, struct fault *f);
/* A whole number behind an option; *out stays where it is not given. */
bool whole_take(int64_t *out, struct call *call, const char *option, struct fault *f);
/* "16,298" is for people; TSV and JSON get the exact decimal. "—" for what is not known. */
struct text figure_print(struct arena *a, const struct indicator *i, const struct figure *figure,
                         bool for_people);
const char *basis_name(enum basis b); /* counted entered computed */

#endif
