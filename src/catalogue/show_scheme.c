/*
 * A scheme for a person, for machines, and as a part of the page of all schemes.
 */
#include "catalogue/show.h"

#include "base/language.h"

static void put_label(struct buffer *out, struct label l)
{
    buffer_add(out, l.zh);
    if (l.en.n)
        buffer_printf(out, " (%.*s)", TEXT_ARG(l.en));
}

static struct text number_text(struct arena *a, struct decimal d)
{
    return decimal_print(a, decimal_trim(d));
}

/* "voucher both", as the catalogue writes it. */
static struct text kinds_text(struct arena *a, unsigned kinds)
{
    SCOPED_BUFFER out = {0};
    for (int i = 0; i < PROOF_KINDS; i++)
        if (kinds & (1u << i))
            buffer_printf(&out, "%s%s", out.n ? " " : "", proof_name((enum proof_kind)(1 << i)));
    return text_copy(a, out.n ? buffer_text(&out) : TEXT("none"));
}

static void days_put(struct buffer *out, const struct scheme *s)
{
    SCOPED_ARENA a = {0};
    buffer_printf(out, "%.*s..", TEXT_ARG(day_print(&a, s->from)));
    if (s->to.since_1970 != DAY_LAST.since_1970)
        buffer_add(out, day_print(&a, s->to));
}

/* ---- for a person ---- */

static void figure_put(struct buffer *out, const struct form_figure *f)
{
    buffer_printf(out, "%.*s %s", TEXT_ARG(f->indicator->name), form_time_name(f->time));
    if (f->unit && f->unit != f->indicator->unit)
        buffer_printf(out, " in %.*s", TEXT_ARG(f->unit->name));
    if (f->places >= 0)
        buffer_printf(out, " places %d", f->places);
    if (f->where.n)
        buffer_printf(out, " where \"%.*s\"", TEXT_ARG(f->where));
}

static void weight_put(struct buffer *out, bool has, struct decimal weight)
{
    SCOPED_ARENA a = {0};
    if (has)
        buffer_printf(out, " weight %.*s", TEXT_ARG(number_text(&a, weight)));
}

static void row_show(struct buffer *out, const struct scheme_row *row)
{
    SCOPED_ARENA a = {0};
    buffer_add_str(out, "    ");
    figure_put(out, &row->figure);
    buffer_add_str(out, "  ");
    put_label(out, row->label);
    if (row->against == AGAINST_TARGET)
        buffer_add_str(out, " against target");
    if (row->against == AGAINST_NUMBER)
        buffer_printf(out, " against %.*s", TEXT_ARG(number_text(&a, row->number)));
    weight_put(out, row->has_weight, row->weight);
    buffer_printf(out, " asks %.*s", TEXT_ARG(kinds_text(&a, row->asks.kinds)));
    if (row->asks.paper.zh.n) {
        buffer_add_str(out, ": ");
        put_label(out, row->asks.paper);
    }
    buffer_add_char(out, '\n');
}

static void area_show(struct buffer *out, const struct scheme_area *area)
{
    buffer_printf(out, "  %s: ", tr("area"));
    if (area->aspect.zh.n) {
        put_label(out, area->aspect);
        buffer_add_str(out, " / ");
    }
    put_label(out, area->label);
    weight_put(out, area->has_weight, area->weight);
    buffer_add_char(out, '\n');
    for (size_t i = 0; i < area->rows.count; i++)
        row_show(out, &area->rows.items[i]);
}

static void grades_show(struct buffer *out, const struct scheme *s)
{
    SCOPED_ARENA a = {0};
    for (size_t i = 0; i < s->grades.count; i++) {
        buffer_printf(out, "  %s: ", tr("grade"));
        put_label(out, s->grades.items[i].label);
        if (s->grades.items[i].has_points)
            buffer_printf(out, " at %.*s", TEXT_ARG(number_text(&a, s->grades.items[i].points)));
        buffer_add_char(out, '\n');
    }
}

void scheme_show(struct buffer *out, const struct scheme *s)
{
    SCOPED_ARENA a = {0};
    buffer_printf(out, "scheme %.*s: ", TEXT_ARG(s->name));
    put_label(out, s->label);
    buffer_printf(out, "\n  %s: %.*s\n  %s: ", tr("source"), TEXT_ARG(s->source), tr("in force"));
    days_put(out, s);
    buffer_add_char(out, '\n');
    if (s->targets)
        buffer_printf(out, "  %s: %.*s\n", tr("targets"), TEXT_ARG(s->targets->name));
    if (s->has_score)
        buffer_printf(out, "  %s: completion", tr("score"));
    if (s->has_score && s->is_capped)
        buffer_printf(out, " capped %.*s", TEXT_ARG(number_text(&a, s->cap)));
    buffer_add_str(out, s->has_score ? "\n" : "");
    grades_show(out, s);
    for (size_t i = 0; i < s->areas.count; i++)
        area_show(out, &s->areas.items[i]);
    for (size_t i = 0; i < s->notes.count; i++) {
        buffer_printf(out, "  %s: ", tr("note"));
        put_label(out, s->notes.items[i]);
        buffer_add_char(out, '\n');
    }
}

/* ---- for machines ---- */

static void json_label(struct json *j, const char *key, struct label l)
{
    json_put_key(j, key);
    json_open(j, '{');
    json_add_text(j, "zh", l.zh);
    json_add_text(j, "en", l.en);
    json_close(j, '}');
}

static void json_number(struct json *j, const char *key, bool has, struct decimal d)
{
    SCOPED_ARENA a = {0};
    if (has)
        json_add_text(j, key, number_text(&a, d));
}

static void row_json(struct json *j, const struct scheme_row *row)
{
    static const char *const against[] = {"nothing", "target", "number"};
    json_open(j, '{');
    json_add_text(j, "indicator", row->figure.indicator->name);
    json_label(j, "label", row->label);
    json_add_text(j, "time", text_from(form_time_name(row->figure.time)));
    if (row->figure.unit)
        json_add_text(j, "unit", row->figure.unit->name);
    if (row->figure.where.n)
        json_add_text(j, "where", row->figure.where);
    json_add_text(j, "against", text_from(against[row->against]));
    json_number(j, "number", row->against == AGAINST_NUMBER, row->number);
    json_number(j, "weight", row->has_weight, row->weight);
    json_put_key(j, "asks");
    json_open(j, '[');
    for (int i = 0; i < PROOF_KINDS; i++)
        if (row->asks.kinds & (1u << i))
            json_put_text(j, text_from(proof_name((enum proof_kind)(1 << i))));
    json_close(j, ']');
    if (row->asks.paper.zh.n)
        json_label(j, "paper", row->asks.paper);
    json_close(j, '}');
}

static void areas_json(struct json *j, const struct scheme *s)
{
    json_put_key(j, "areas");
    json_open(j, '[');
    for (size_t i = 0; i < s->areas.count; i++) {
        const struct scheme_area *area = &s->areas.items[i];
        json_open(j, '{');
        if (area->aspect.zh.n)
            json_label(j, "aspect", area->aspect);
        json_label(j, "label", area->label);
        json_number(j, "weight", area->has_weight, area->weight);
        json_put_key(j, "rows");
        json_open(j, '[');
        for (size_t n = 0; n < area->rows.count; n++)
            row_json(j, &area->rows.items[n]);
        json_close(j, ']');
        json_close(j, '}');
    }
    json_close(j, ']');
}

void scheme_json(struct json *j, const struct scheme *s)
{
    SCOPED_ARENA a = {0};
    json_open(j, '{');
    json_add_text(j, "name", s->name);
    json_label(j, "label", s->label);
    json_add_text(j, "source", s->source);
    json_add_text(j, "from", day_print(&a, s->from));
    if (s->to.since_1970 != DAY_LAST.since_1970)
        json_add_text(j, "to", day_print(&a, s->to));
    if (s->targets)
        json_add_text(j, "targets", s->targets->name);
    json_add_bool(j, "scored", s->has_score);
    json_number(j, "capped", s->is_capped, s->cap);
    json_put_key(j, "grades");
    json_open(j, '[');
    for (size_t i = 0; i < s->grades.count; i++) {
        json_open(j, '{');
        json_label(j, "label", s->grades.items[i].label);
        json_number(j, "at", s->grades.items[i].has_points, s->grades.items[i].points);
        json_close(j, '}');
    }
    json_close(j, ']');
    areas_json(j, s);
    json_close(j, '}');
}

/* ---- as a part of the page of all schemes ---- */

static struct text other_language(struct label l)
{
    return language_now() == LANGUAGE_EN ? l.zh : l.en;
}

const char *proof_label(enum proof_kind k)
{
    switch (k) {
    case PROOF_VOUCHER:
        return tr("a voucher");
    case PROOF_BOTH:
        return tr("both sides' word");
    case PROOF_SAMPLED:
        return tr("a sample that agrees");
    case PROOF_FILE:
        break;
    }
    return tr("a file that is kept");
}

struct text asks_print(struct arena *a, const struct scheme_asks *asks)
{
    SCOPED_BUFFER out = {0};
    bool any = false;
    if (asks->paper.zh.n)
        buffer_printf(&out, tr("%.*s: "), TEXT_ARG(label_now(asks->paper)));
    for (int i = 0; i < PROOF_KINDS; i++)
        if (asks->kinds & (1u << i)) {
            buffer_printf(&out, "%s%s", any ? tr(" or ") : "",
                          proof_label((enum proof_kind)(1 << i)));
            any = true;
        }
    return text_copy(a, buffer_text(&out));
}

static void row_page(struct buffer *out, const struct scheme_row *row)
{
    SCOPED_ARENA a = {0};
    const struct unit *unit = row->figure.unit;
    buffer_printf(out, "| %.*s<br>`%.*s` | %.*s | ", TEXT_ARG(label_now(row->label)),
                  TEXT_ARG(row->figure.indicator->name),
                  TEXT_ARG(unit ? label_now(unit->label) : TEXT("")));
    if (row->against == AGAINST_TARGET)
        buffer_add_str(out, tr("its targets"));
    else if (row->against == AGAINST_NUMBER)
        buffer_add(out, number_text(&a, row->number));
    else
        buffer_add_str(out, "–");
    buffer_add_str(out, " | ");
    buffer_add(out, row->has_weight ? number_text(&a, row->weight) : TEXT("–"));
    buffer_add_str(out, " | ");
    struct text asks = asks_print(&a, &row->asks);
    buffer_add(out, asks.n ? asks : TEXT("–"));
    buffer_printf(out, " | %.*s |\n", TEXT_ARG(other_language(row->label)));
}

static void area_page(struct buffer *out, const struct scheme_area *area)
{
    SCOPED_ARENA a = {0};
    buffer_add_str(out, "\n### ");
    if (area->aspect.zh.n)
        buffer_printf(out, "%.*s · ", TEXT_ARG(label_now(area->aspect)));
    buffer_add(out, label_now(area->label));
    if (area->has_weight)
        buffer_printf(out, tr(" (weight %.*s)"), TEXT_ARG(number_text(&a, area->weight)));
    buffer_printf(out, "\n\n| %s | %s | %s | %s | %s | %s |\n|---|---|---|---|---|---|\n",
                  tr("indicator"), tr("unit"), tr("held against"), tr("weight"),
                  tr("proof that is asked"), tr("in the other language"));
    for (size_t i = 0; i < area->rows.count; i++)
        row_page(out, &area->rows.items[i]);
}

static void grades_page(struct buffer *out, const struct scheme *s)
{
    SCOPED_ARENA a = {0};
    if (s->grades.count == 0)
        return;
    buffer_printf(out, "\n%s", tr("Grades: "));
    for (size_t i = 0; i < s->grades.count; i++) {
        const struct scheme_grade *g = &s->grades.items[i];
        buffer_printf(out, "%s%.*s", i ? tr(", ") : "", TEXT_ARG(label_now(g->label)));
        if (g->has_points)
            buffer_printf(out, tr(" (from %.*s points)"), TEXT_ARG(number_text(&a, g->points)));
    }
    buffer_add_str(out, s->grades.items[0].has_points
                            ? tr(".\n")
                            : tr("; what each takes the scheme does not say.\n"));
}

void scheme_page(struct buffer *out, const struct scheme *s)
{
    buffer_printf(out, "\n## %.*s · %.*s\n\n`%.*s`, ", TEXT_ARG(label_now(s->label)),
                  TEXT_ARG(other_language(s->label)), TEXT_ARG(s->name));
    days_put(out, s);
    buffer_printf(out, tr(". Source: %.*s.\n"), TEXT_ARG(s->source));
    if (!s->has_score)
        buffer_printf(out, "\n%s\n", tr("It defines no points: nothing is scored."));
    grades_page(out, s);
    for (size_t i = 0; i < s->areas.count; i++)
        area_page(out, &s->areas.items[i]);
    for (size_t i = 0; i < s->notes.count; i++)
        buffer_printf(out, "\n%.*s\n", TEXT_ARG(label_now(s->notes.items[i])));
}
