/*
 * A subsidy for a person, for machines, and as a part of a page.
 */
#include "catalogue/show.h"

#include "base/json.h"
#include "base/language.h"
#include "catalogue/node_inside.h"

static const char *const once_words[] = {"year", "quarter", "ever"};
static const char *const round_words[] = {"half_up", "half_even", "down", "up"};
static const char *const after_words[] = {"days", "months", "years"};

static void put_label(struct buffer *out, struct label l)
{
    buffer_add(out, l.zh);
    if (l.en.n)
        buffer_printf(out, " (%.*s)", TEXT_ARG(l.en));
}

static void line_node(struct buffer *out, const char *heading, const struct node *n)
{
    if (!n)
        return;
    buffer_printf(out, "  %s: ", heading);
    node_print(out, n);
    buffer_add_char(out, '\n');
}

void percent_print(struct buffer *out, int64_t part, int64_t over)
{
    SCOPED_ARENA a = {0};
    int places = 0;
    for (; over > 100; over /= 10)
        places++;
    buffer_printf(out, "%.*s%%", TEXT_ARG(decimal_print(&a, (struct decimal){part, places})));
}

static void days_show(struct buffer *out, const struct subsidy *s)
{
    SCOPED_ARENA a = {0};
    if (s->regions.count)
        buffer_printf(out, "  %s:", tr("place"));
    for (size_t i = 0; i < s->regions.count; i++)
        buffer_printf(out, " %.*s", TEXT_ARG(region_code_print(&a, s->regions.items[i])));
    if (s->regions.count)
        buffer_add_char(out, '\n');
    if (s->from.since_1970 != DAY_FIRST.since_1970 || s->to.since_1970 != DAY_LAST.since_1970) {
        buffer_printf(out, "  %s: %.*s", tr("in force"),
                      TEXT_ARG(s->from.since_1970 == DAY_FIRST.since_1970 ? TEXT("") : day_print(&a, s->from)));
        buffer_printf(out, "..%.*s\n",
                      TEXT_ARG(s->to.since_1970 == DAY_LAST.since_1970 ? TEXT("") : day_print(&a, s->to)));
    }
}

static void spell_show(struct buffer *out, const struct subsidy *s)
{
    line_node(out, tr("day"), s->when);
    if (!s->while_from)
        return;
    buffer_printf(out, "  %s: ", tr("while"));
    node_print(out, s->while_from);
    buffer_add_str(out, "..");
    if (s->while_to)
        node_print(out, s->while_to);
    buffer_add_char(out, '\n');
}

static void amounts_show(struct buffer *out, const struct subsidy *s)
{
    SCOPED_ARENA a = {0};
    for (size_t i = 0; i < s->amount_count; i++)
        for (size_t n = 0; n < s->amounts[i].rows.count; n++) {
            buffer_printf(out, "  %s: ", n ? tr("else if") : i ? tr("and besides") : tr("amount"));
            const struct subsidy_row *row = &s->amounts[i].rows.items[n];
            put_label(out, s->amounts[i].label);
            buffer_printf(out, "%s%.*s", s->amounts[i].label.zh.n ? " " : "", TEXT_ARG(row->written));
            if (s->amounts[i].is_table && row->says.zh.n) {
                buffer_add_str(out, "  ");
                put_label(out, row->says);
            }
            buffer_add_char(out, '\n');
        }
    if (s->is_recognition)
        buffer_printf(out, "  %s: %s\n", tr("amount"), tr("none: it says who qualifies"));
    buffer_printf(out, "  %s: %s %.*s\n", tr("rounded"), round_words[s->rounding],
                  TEXT_ARG(decimal_print(&a, (struct decimal){s->round_fen, 2})));
    buffer_printf(out, "  %s: %s", tr("once in"), once_words[s->once]);
    if (s->times) {
        buffer_add_str(out, " × ");
        node_print(out, s->times);
    }
    buffer_add_char(out, '\n');
}

static void payments_show(struct buffer *out, const struct subsidy *s)
{
    for (size_t i = 0; i < s->pay_count; i++) {
        const struct subsidy_pay *p = &s->pays[i];
        buffer_printf(out, "  %s: ", tr("paid"));
        percent_print(out, p->part, p->over);
        buffer_add_str(out, " at ");
        node_print(out, p->on);
        if (p->after)
            buffer_printf(out, " after %d %s", p->after, after_words[p->after_unit]);
        if (p->condition) {
            buffer_add_str(out, " if ");
            node_print(out, p->condition);
        }
        buffer_add_char(out, '\n');
    }
    if (s->places)
        buffer_printf(out, "  %s: %lld", tr("places shared out"), (long long)s->places);
    for (size_t i = 0; i < s->share_count; i++) {
        buffer_printf(out, "%s %.*s ", i ? "," : "", TEXT_ARG(s->shares[i].factor->name));
        percent_print(out, s->shares[i].part, s->shares[i].over);
    }
    if (s->places)
        buffer_add_char(out, '\n');
}

static void claiming_show(struct buffer *out, const struct subsidy *s)
{
    for (size_t i = 0; i < s->exclude_count; i++)
        buffer_printf(out, "  %s: %.*s\n", tr("not beside"), TEXT_ARG(s->excludes[i]->name));
    if (s->claim.n)
        buffer_printf(out, "  %s: %.*s", tr("claimed"), TEXT_ARG(s->claim));
    for (size_t i = 0; i < s->due.count; i++)
        buffer_printf(out, " %d-%d", s->due.items[i].month, s->due.items[i].day);
    if (s->claim.n)
        buffer_add_char(out, '\n');
    if (s->notice_days)
        buffer_printf(out, tr("  notice: %d days, %d times\n"), s->notice_days, s->notice_times);
    if (s->papers.count)
        buffer_printf(out, "  %s:", tr("papers"));
    for (size_t i = 0; i < s->papers.count; i++)
        buffer_printf(out, " %.*s", TEXT_ARG(s->papers.items[i]));
    if (s->papers.count)
        buffer_add_char(out, '\n');
    if (s->contact.zh.n) {
        buffer_printf(out, "  %s: ", tr("whom to call"));
        put_label(out, s->contact);
        buffer_add_char(out, '\n');
    }
}

void subsidy_show(struct buffer *out, const struct subsidy *s)
{
    buffer_printf(out, "subsidy %.*s: ", TEXT_ARG(s->name));
    put_label(out, s->label);
    buffer_printf(out, "\n  %s: %.*s\n", tr("source"), TEXT_ARG(s->source));
    days_show(out, s);
    buffer_printf(out, "  %s: %.*s %.*s\n", tr("records"), TEXT_ARG(s->over.type->name),
                  TEXT_ARG(s->over.alias));
    line_node(out, tr("payee"), s->payee);
    spell_show(out, s);
    line_node(out, tr("where"), s->where);
    for (size_t i = 0; i < s->need_count; i++) {
        buffer_printf(out, "  %s: ", tr("needed"));
        node_print(out, s->needs[i].holds);
        buffer_add_str(out, "  ");
        put_label(out, s->needs[i].says);
        buffer_add_char(out, '\n');
    }
    amounts_show(out, s);
    line_node(out, tr("paid without an application where"), s->paid);
    payments_show(out, s);
    claiming_show(out, s);
}

/* ---- for machines ---- */

static void json_node(struct json *j, const char *key, const struct node *n)
{
    SCOPED_BUFFER text = {0};
    if (!n)
        return;
    node_print(&text, n);
    json_add_text(j, key, buffer_text(&text));
}

static void json_label(struct json *j, const char *key, struct label l)
{
    json_put_key(j, key);
    json_open(j, '{');
    json_add_text(j, "zh", l.zh);
    json_add_text(j, "en", l.en);
    json_close(j, '}');
}

static void amounts_json(struct json *j, const struct subsidy *s)
{
    SCOPED_ARENA a = {0};
    json_put_key(j, "amounts");
    json_open(j, '[');
    for (size_t i = 0; i < s->amount_count; i++) {
        json_open(j, '[');
        for (size_t n = 0; n < s->amounts[i].rows.count; n++)
            json_put_text(j, s->amounts[i].rows.items[n].written);
        json_close(j, ']');
    }
    json_close(j, ']');
    json_add_text(j, "rounding", text_from(round_words[s->rounding]));
    json_add_text(j, "round_to", decimal_print(&a, (struct decimal){s->round_fen, 2}));
    json_add_text(j, "once", text_from(once_words[s->once]));
    json_node(j, "times", s->times);
    json_add_int(j, "places", s->places);
}

void subsidy_json(struct json *j, const struct subsidy *s)
{
    SCOPED_ARENA a = {0};
    json_open(j, '{');
    json_add_text(j, "name", s->name);
    json_label(j, "label", s->label);
    json_add_text(j, "source", s->source);
    json_add_text(j, "over", s->over.type->name);
    json_node(j, "payee", s->payee);
    if (s->from.since_1970 != DAY_FIRST.since_1970)
        json_add_text(j, "from", day_print(&a, s->from));
    if (s->to.since_1970 != DAY_LAST.since_1970)
        json_add_text(j, "to", day_print(&a, s->to));
    json_put_key(j, "in");
    json_open(j, '[');
    for (size_t i = 0; i < s->regions.count; i++)
        json_put_text(j, region_code_print(&a, s->regions.items[i]));
    json_close(j, ']');
    json_node(j, "where", s->where);
    json_put_key(j, "needs");
    json_open(j, '[');
    for (size_t i = 0; i < s->need_count; i++) {
        json_open(j, '{');
        json_node(j, "holds", s->needs[i].holds);
        json_label(j, "says", s->needs[i].says);
        json_close(j, '}');
    }
    json_close(j, ']');
    amounts_json(j, s);
    json_put_key(j, "excludes");
    json_open(j, '[');
    for (size_t i = 0; i < s->exclude_count; i++)
        json_put_text(j, s->excludes[i]->name);
    json_close(j, ']');
    json_add_int(j, "notice_days", s->notice_days);
    json_put_key(j, "papers");
    json_open(j, '[');
    for (size_t i = 0; i < s->papers.count; i++)
        json_put_text(j, s->papers.items[i]);
    json_close(j, ']');
    json_close(j, '}');
}

/* ---- as a part of a page ---- */

static void page_text(struct buffer *out, struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] == '|' || t.p[i] == '<')
            buffer_add_char(out, '\\');
        buffer_add_char(out, t.p[i]);
    }
}

void subsidy_page(struct buffer *out, const struct subsidy *s)
{
    buffer_printf(out, "\n### %.*s\n\n`%.*s`, %.*s\n\n", TEXT_ARG(label_now(s->label)), TEXT_ARG(s->name),
                  TEXT_ARG(s->source));
    for (size_t i = 0; i < s->need_count; i++) {
        buffer_add_str(out, "- ");
        page_text(out, label_now(s->needs[i].says));
        buffer_add_char(out, '\n');
    }
    for (size_t i = 0; i < s->amount_count; i++)
        for (size_t n = 0; n < s->amounts[i].rows.count; n++)
            buffer_printf(out, "- `%.*s`\n", TEXT_ARG(s->amounts[i].rows.items[n].written));
}
