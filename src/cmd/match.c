/* match: who fits an opening, with reasons for and against. */
#include "base/json.h"
#include "base/language.h"
#include "cmd/query.h"
#include "match/match.h"

#include <inttypes.h>
#include <stdio.h>

#define MATCH_USAGE "match OPENING [--by MATCH] [--in R,..] [--at DAY] [--most N] [--why TEXT]"
#define MOST_TO_READ 20 /* people on a terminal */

/* ---- the question ---- */

static bool match_named(struct match_query *q, struct call *call, struct ledger *l, struct fault *f)
{
    const char *value;
    bool named = option_take(call, "--by", &value);
    if (!named && l->catalogue->matches.count == 0)
        return fault_set(f, FAULT_ABSENT, "the catalogue has no match");
    q->match = named ? catalogue_match_find(l->catalogue, text_from(value))
                     : l->catalogue->matches.items[0];
    return q->match || fault_set(f, FAULT_ABSENT, "there is no match \"%s\"", value);
}

static bool match_query_read(struct match_query *q, struct call *call, struct ledger *l,
                             struct fault *f)
{
    TRY(match_named(q, call, l, f));
    int64_t most = (int64_t)q->most;
    TRY(places_take(&q->regions.items, &q->regions.count, call, l, f));
    TRY(whole_take(&most, call, "--most", f));
    q->most = (size_t)most;
    TRY(day_take(&q->at, call, "--at", f));
    TRY(words_end(call, 1, 1, MATCH_USAGE, f));
    return match_record(&q->record, call->arena, l, q->match, text_from(call->argv[1]), f);
}

/* ---- the list ---- */

static struct text reasons_join(struct arena *a, const struct fitting *x, enum reason_kind kind,
                                const char *between)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < x->reasons.count; i++)
        if (x->reasons.items[i].kind == kind)
            buffer_printf(&b, "%s%.*s", b.n ? between : "", TEXT_ARG(x->reasons.items[i].says));
    return text_copy(a, buffer_text(&b));
}

static struct text shows_join(struct arena *a, const struct fitting *x, const char *between)
{
    SCOPED_BUFFER b = {0};
    for (size_t i = 0; i < x->shows.count; i++)
        buffer_printf(&b, "%s%.*s", i ? between : "", TEXT_ARG(x->shows.items[i]));
    return text_copy(a, buffer_text(&b));
}

static void line_print(const char *heading, struct text t)
{
    if (t.n)
        printf("     %s%.*s\n", heading, TEXT_ARG(t));
}

static void list_table(struct arena *a, const struct match_list *list)
{
    printf("%.*s\n", TEXT_ARG(list->what));
    for (size_t i = 0; i < list->names.count; i++)
        printf("  %.*s  %.*s\n", TEXT_ARG(list->names.items[i]), TEXT_ARG(list->values.items[i]));
    for (size_t i = 0; i < list->count; i++) {
        const struct fitting *x = &list->items[i];
        printf("%3zu. %.*s %.*s %.*s  %.*s%.*s  #%" PRId64 "\n", i + 1, TEXT_ARG(x->who.name),
               TEXT_ARG(x->who.number), TEXT_ARG(x->who.phone), TEXT_ARG(x->county),
               TEXT_ARG(x->village), x->who.record);
        line_print(tr("for: "), reasons_join(a, x, REASON_FOR, tr("; ")));
        line_print(tr("against: "), reasons_join(a, x, REASON_AGAINST, tr("; ")));
        line_print(tr("to be asked: "), reasons_join(a, x, REASON_ASK, tr("; ")));
        line_print("", shows_join(a, x, "\n     "));
    }
    printf(tr("as of %.*s: %lld of %lld fit, %zu shown\n"), TEXT_ARG(day_print(a, list->at)),
           (long long)list->fit, (long long)list->looked_at, list->count);
}

static void list_tsv(struct arena *a, const struct match_list *list)
{
    printf("place\tperson\tname\tnumber\tphone\tcounty\tvillage\tgood\tbad\tasks\tfor\tagainst\task\tshows\n");
    for (size_t i = 0; i < list->count; i++) {
        const struct fitting *x = &list->items[i];
        printf("%zu\t%" PRId64 "\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%d\t%d\t%d\t%.*s\t%.*s\t%.*s\t%.*s\n",
               i + 1, x->who.record, TEXT_ARG(x->who.name), TEXT_ARG(x->who.number),
               TEXT_ARG(x->who.phone), TEXT_ARG(x->county), TEXT_ARG(x->village), x->good, x->bad,
               x->asks, TEXT_ARG(reasons_join(a, x, REASON_FOR, ";")),
               TEXT_ARG(reasons_join(a, x, REASON_AGAINST, ";")),
               TEXT_ARG(reasons_join(a, x, REASON_ASK, ";")), TEXT_ARG(shows_join(a, x, ";")));
    }
}

static void fitting_json(struct json *j, const struct fitting *x)
{
    json_open(j, '{');
    json_add_int(j, "person", x->who.record);
    json_add_text(j, "name", x->who.name);
    json_add_text(j, "number", x->who.number);
    json_add_text(j, "phone", x->who.phone);
    json_add_text(j, "county", x->county);
    json_add_text(j, "village", x->village);
    json_put_key(j, "reasons");
    json_open(j, '[');
    for (size_t i = 0; i < x->reasons.count; i++) {
        json_open(j, '{');
        json_add_text(j, "kind", text_from(reason_kind_name(x->reasons.items[i].kind)));
        json_add_text(j, "says", x->reasons.items[i].says);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_put_key(j, "shows");
    json_open(j, '[');
    for (size_t i = 0; i < x->shows.count; i++)
        json_put_text(j, x->shows.items[i]);
    json_close(j, ']');
    json_close(j, '}');
}

static void list_json(struct arena *a, const struct match_list *list)
{
    SCOPED_BUFFER out = {0};
    struct json j = {.out = &out};
    json_open(&j, '{');
    json_add_text(&j, "what", list->what);
    json_add_text(&j, "at", day_print(a, list->at));
    json_add_int(&j, "looked_at", list->looked_at);
    json_add_int(&j, "fit", list->fit);
    json_put_key(&j, "people");
    json_open(&j, '[');
    for (size_t i = 0; i < list->count; i++)
        fitting_json(&j, &list->items[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    printf("%s\n", out.p);
}

bool match_command(struct call *call, bool *looks, struct fault *f)
{
    SCOPED_LEDGER *l = NULL;
    struct match_query q = {.at = DAY_FIRST, .most = MOST_TO_READ};
    struct match_list list;
    const char *why = NULL;
    (void)looks;
    option_take(call, "--why", &why);
    TRY(ledger_open(&l, call->folder, why ? STORE_WRITE : STORE_READ, f));
    TRY(match_query_read(&q, call, l, f));
    q.why = text_from(why ? why : "");
    TRY(match_people(&list, call->arena, l, &VIEWER_OWNER, &q, f));
    if (call->format == FORMAT_JSON)
        list_json(call->arena, &list);
    else if (call->format == FORMAT_TSV)
        list_tsv(call->arena, &list);
    else
        list_table(call->arena, &list);
    return true;
}
