#include "prove/prove.h"

#include "base/language.h"

const char *quote_kind_name(enum quote_kind k)
{
    static const char *const names[] = {
        "count", "person", "person_time", "household", "money",       "percent", "area",
        "mass",  "length", "duration",    "date",      "temperature", "other"};
    return names[k];
}

const char *verdict_name(enum verdict v)
{
    static const char *const names[] = {"proved",   "truncated", "within", "differs",
                                        "unproved", "unlinked",  "date",   "plain"};
    return names[v];
}

struct text verdict_label(enum verdict v)
{
    switch (v) {
    case VERDICT_PROVED:
        return text_from(tr("proved"));
    case VERDICT_TRUNCATED:
        return text_from(tr("proved (truncated)"));
    case VERDICT_WITHIN:
        return text_from(tr("within a statistic or plan"));
    case VERDICT_DIFFERS:
        return text_from(tr("differs"));
    case VERDICT_UNPROVED:
        return text_from(tr("no records"));
    case VERDICT_UNLINKED:
        return text_from(tr("not linked"));
    case VERDICT_DATE:
        return text_from(tr("a date"));
    case VERDICT_PLAIN:
        return text_from(tr("counts nothing of the programme"));
    }
    return text_from("");
}

struct text quote_scope_words(struct arena *a, const struct catalogue *c, const struct quote *q)
{
    struct scope s = q->scope;
    if (q->subject.n == 0)
        return scope_describe(a, c, &s);
    s.where = (struct text){NULL, 0};
    return text_printf(a, "%.*s · %.*s", TEXT_ARG(q->subject), TEXT_ARG(scope_describe(a, c, &s)));
}

const char *relation_kind_name(enum relation_kind k)
{
    static const char *const names[] = {"share", "part",   "sum",       "rest",   "growth",
                                        "times", "points", "step",      "change", "mean",
                                        "list",  "repeat", "arithmetic"};
    return names[k];
}

const char *relation_verdict_name(enum relation_verdict v)
{
    static const char *const names[] = {"holds", "truncated", "broken"};
    return names[v];
}

struct text relation_label(enum relation_verdict v)
{
    return text_from(v == RELATION_HOLDS       ? tr("holds")
                     : v == RELATION_TRUNCATED ? tr("holds, cut off")
                                               : tr("does not hold"));
}

const char *tier_name(enum tier t)
{
    static const char *const names[] = {"E", "T", "Q", "L", ""};
    return names[t];
}

struct text tier_label(enum tier t)
{
    switch (t) {
    case TIER_ERROR:
        return text_from(tr("differs"));
    case TIER_TRUNCATED:
        return text_from(tr("proved (truncated)"));
    case TIER_QUESTION:
        return text_from(tr("a question"));
    case TIER_STYLE:
        return text_from(tr("wording"));
    case TIER_NONE:
        break;
    }
    return text_from("");
}
