#include "cmd/query.h"

#include "base/language.h"
#include "report/asked.h"

#include <pwd.h>
#include <string.h>
#include <unistd.h>

typedef bool (*adder)(struct scope *, struct arena *, const struct catalogue *, struct text,
                      struct fault *);

static bool names_read(struct scope *s, struct call *call, struct ledger *l, const char *option,
                       adder add, struct fault *f)
{
    const char *value;
    if (!option_take(call, option, &value))
        return true;
    struct text names = text_copy(call->arena, text_from(value));
    for (struct text name; text_split(&name, &names, ',');)
        TRY(add(s, call->arena, l->catalogue, text_trim(name), f));
    return true;
}

bool places_take(int64_t **items, size_t *count, struct call *call, struct ledger *l,
                 struct fault *f)
{
    struct scope scope = scope_all();
    TRY(names_read(&scope, call, l, "--in", scope_add_place, f));
    *items = scope.regions.items;
    *count = scope.regions.count;
    return true;
}

bool day_take(struct day *out, struct call *call, const char *option, struct fault *f)
{
    const char *value;
    if (!option_take(call, option, &value) || day_parse(out, text_from(value)))
        return true;
    fault_set(f, FAULT_USAGE, "%s takes a day, not \"%s\"", option, value);
    return fault_hint(f, "write a day as 2019-07-31");
}

bool scope_read(struct scope *out, struct call *call, struct ledger *l, struct fault *f)
{
    const char *value;
    *out = scope_all();
    if (option_take(call, "--scope", &value))
        TRY(scope_parse(out, call->arena, l->catalogue, text_from(value), f));
    TRY(names_read(out, call, l, "--in", scope_add_place, f));
    TRY(names_read(out, call, l, "--party", scope_add_party, f));
    TRY(day_take(&out->to, call, "--at", f));
    TRY(day_take(&out->to, call, "--to", f));
    TRY(day_take(&out->from, call, "--from", f));
    if (option_take(call, "--where", &value))
        out->where = text_from(value);
    if (out->from.since_1970 > out->to.since_1970)
        return fault_set(f, FAULT_INPUT, "the scope's first day lies after its last");
    return true;
}

bool whole_take(int64_t *out, struct call *call, const char *option, struct fault *f)
{
    const char *value;
    struct decimal d;
    if (!option_take(call, option, &value))
        return true;
    if (!decimal_parse(&d, text_from(value), f) || d.places || d.mantissa < 0)
        return fault_set(f, FAULT_USAGE, "%s takes a whole number, not \"%s\"", option, value);
    *out = d.mantissa;
    return true;
}

/* ---- which days ---- */

bool asked_read(struct scope *out, int64_t *known, struct call *call, struct ledger *l,
                struct fault *f)
{
    const char *value;
    struct report_words words = {.year_as = "--year", .month_as = "--month"};
    struct report_query q = {.known = *known};
    if (option_take(call, "--year", &value))
        words.year = text_from(value);
    if (option_take(call, "--month", &value))
        words.month = text_from(value);
    TRY(scope_read(&q.scope, call, l, f));
    TRY(report_words_apply(&q, call->arena, l, &words, f));
    *out = q.scope;
    if (option_take(call, "--known", &value))
        TRY(ledger_known_at(l, text_from(value), known, f));
    return true;
}

struct text author_take(struct call *call)
{
    const char *value;
    struct passwd *user = getpwuid(getuid());
    if (option_take(call, "--author", &value))
        return text_from(value);
    return text_copy(call->arena, text_from(user ? user->pw_name : "?"));
}

bool query_read(struct figure_query *out, struct call *call, struct ledger *l, struct fault *f)
{
    const char *value;
    *out = (struct figure_query){0};
    TRY(scope_read(&out->scope, call, l, f));
    if (option_take(call, "--known", &value))
        TRY(ledger_known_at(l, text_from(value), &out->known, f));
    if (option_take(call, "--by", &value)) {
        struct text names = text_copy(call->arena, text_from(value));
        for (struct text name; text_split(&name, &names, ',');)
            LIST_ADD(call->arena, &out->by, text_trim(name));
    }
    TRY(words_end(call, 1, 1,
                  "figure KEY [--in R,..] [--party P,..] [--from DAY] [--to DAY] [--by DIM,..]",
                  f));
    return catalogue_indicator_get(&out->indicator, l->catalogue, text_from(call->argv[1]), f);
}

const char *basis_name(enum basis b)
{
    static const char *const names[] = {"counted", "entered", "computed"};
    return names[b];
}

static struct text grouped(struct arena *a, struct text number)
{
    SCOPED_BUFFER out = {0};
    size_t start = number.n && number.p[0] == '-';
    ptrdiff_t point = text_find(number, TEXT("."));
    size_t whole = point < 0 ? number.n : (size_t)point;
    for (size_t i = 0; i < number.n; i++) {
        if (i > start && i < whole && (whole - i) % 3 == 0)
            buffer_add_char(&out, ',');
        buffer_add_char(&out, number.p[i]);
    }
    return text_copy(a, buffer_text(&out));
}

struct text figure_print(struct arena *a, const struct indicator *i, const struct figure *figure,
                         bool for_people)
{
    struct fault ignored = {0};
    struct decimal value = decimal_trim(figure->value), shown;
    if (figure->is_withheld)
        return text_from(for_people ? tr("withheld") : "");
    if (!figure->is_known)
        return text_from(for_people ? "—" : "");
    if (!for_people)
        return decimal_print(a, value);
    int places = i->places >= 0 ? i->places : value.places;
    if (value.places > places && value.places <= 18 && places <= 6) {
        int64_t over = 1;
        for (int n = 0; n < value.places; n++)
            over *= 10;
        if (ratio_round(&shown, (struct ratio){value.mantissa, over}, places, &ignored))
            value = shown;
    }
    return grouped(a, decimal_print(a, value));
}
