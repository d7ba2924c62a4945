#include "prove/print.h"

#include "base/json.h"
#include "base/language.h"
#include "prove/place.h"
#include <stdlib.h>

#define COLUMNS 22

static const char *const names[COLUMNS] = {
    "byte_start", "byte_end",     "num_start", "num_end",  "line",   "surface",   "kind",  "value",
    "unit",       "lo",           "hi",        "verdict",  "tier",   "indicator", "scope", "basis",
    "known",      "ledger_value", "note",      "cp_start", "cp_end", "column"};

static bool is_number_column(int i)
{
    return i <= 4 || i == 16 || i >= 19;
}

struct text quote_value_print(struct arena *a, const struct quote *q)
{
    if (!q->has_value)
        return q->value_text;
    struct text value = decimal_print(a, decimal_trim(q->value));
    if (q->qualifier != QUALIFIER_VAGUE)
        return value;
    return text_printf(a, "%.*s..%.*s", TEXT_ARG(value),
                       TEXT_ARG(decimal_print(a, decimal_trim(q->hi))));
}

static struct text end_print(struct arena *a, const struct quote *q, struct decimal d, bool open)
{
    if (!q->has_value)
        return text_from("");
    return open ? text_from("inf") : decimal_print(a, decimal_trim(d));
}

static struct text basis_print(const struct quote *q)
{
    static const char *const bases[] = {"counted", "entered", "computed"};
    return text_from(q->figure ? bases[q->figure->basis] : "");
}

static struct text ledger_value_print(struct arena *a, const struct quote *q)
{
    if (!q->figure || !q->figure->is_known || q->figure->is_withheld)
        return text_from("");
    return decimal_print(a, decimal_trim(q->figure->value));
}

static void columns_fill(struct text *out, struct arena *a, struct places *places, size_t quote)
{
    const struct proof *p = places->proof;
    const struct quote *q = &p->quotes[quote];
    struct place whole = place_of(places, q->byte_start, q->byte_end);
    struct places ahead = *places;
    struct place numeral = place_of(&ahead, q->num_start, q->num_end);
    size_t numbers[] = {whole.byte_start, whole.byte_end, numeral.byte_start, numeral.byte_end,
                        (size_t)whole.line};
    size_t added[] = {whole.cp_start, whole.cp_end, (size_t)whole.column};
    for (int i = 0; i < 5; i++)
        out[i] = text_printf(a, "%zu", numbers[i]);
    for (int i = 0; i < 3; i++)
        out[19 + i] = text_printf(a, "%zu", added[i]);
    out[5] = q->surface;
    out[6] = text_from(quote_kind_name(q->kind));
    out[7] = quote_value_print(a, q);
    out[8] = q->unit;
    out[9] = end_print(a, q, q->lo, false);
    out[10] = end_print(a, q, q->hi, q->hi_open);
    out[11] = text_from(verdict_name(q->verdict));
    out[12] = text_from(tier_name(q->tier));
    out[13] = q->indicator ? q->indicator->name : text_from("");
    out[14] = q->scope_text;
    out[15] = basis_print(q);
    out[16] = q->indicator ? text_printf(a, "%lld", (long long)q->known) : text_from("");
    out[17] = ledger_value_print(a, q);
    out[18] = q->note;
}

static void cell_add(struct buffer *b, struct text t)
{
    for (size_t i = 0; i < t.n; i++) {
        if (t.p[i] == '\n')
            buffer_add_str(b, "\\n");
        else
            buffer_add_char(b, (unsigned char)t.p[i] < ' ' ? ' ' : t.p[i]);
    }
}

/* One table of a proof, for machines: what the two formats share. `fill` gives row k's columns. */
struct listing {
    const char *const *names;
    int count;
    size_t rows;
    bool (*is_number)(int column);
    void (*fill)(struct text *out, struct arena *a, struct places *places, size_t row);
};

static void listing_print_tsv(struct buffer *out, struct arena *a, const struct proof *p,
                              const struct listing *s)
{
    struct text columns[COLUMNS];
    struct places places;
    places_open(&places, p);
    for (int i = 0; i < s->count; i++)
        buffer_printf(out, "%s%s", i ? "\t" : "", s->names[i]);
    for (size_t k = 0; k < s->rows; k++) {
        s->fill(columns, a, &places, k);
        for (int i = 0; i < s->count; i++) {
            buffer_add_char(out, i ? '\t' : '\n');
            cell_add(out, columns[i]);
        }
    }
    buffer_add_char(out, '\n');
}

static void listing_print_json(struct buffer *out, struct arena *a, const struct proof *p,
                               const struct listing *s)
{
    struct text columns[COLUMNS];
    struct places places;
    places_open(&places, p);
    struct json j = {.out = out};
    json_open(&j, '[');
    for (size_t k = 0; k < s->rows; k++) {
        s->fill(columns, a, &places, k);
        buffer_add_char(out, '\n');
        json_open(&j, '{');
        for (int i = 0; i < s->count; i++) {
            json_put_key(&j, s->names[i]);
            if (!s->is_number(i))
                json_put_text(&j, columns[i]);
            else if (columns[i].n)
                json_put_int(&j, strtoll(text_cstr(a, columns[i]), NULL, 10));
            else
                json_put_null(&j);
        }
        json_close(&j, '}');
    }
    json_close(&j, ']');
    buffer_add_char(out, '\n');
}

static struct listing quote_listing(const struct proof *p)
{
    return (struct listing){names, COLUMNS, p->count, is_number_column, columns_fill};
}

void proof_print_tsv(struct buffer *out, struct arena *a, const struct proof *p)
{
    struct listing s = quote_listing(p);
    listing_print_tsv(out, a, p, &s);
}

void proof_print_json(struct buffer *out, struct arena *a, const struct proof *p)
{
    struct listing s = quote_listing(p);
    listing_print_json(out, a, p, &s);
}

/* ---- findings ---- */

#define FINDING_COLUMNS 8

static const char *const finding_names[FINDING_COLUMNS] = {
    "tier", "byte_start", "byte_end", "formula", "others", "note", "kind", "repair"};

static bool finding_is_number(int i)
{
    return i == 1 || i == 2;
}

static void finding_fill(struct text *out, struct arena *a, struct places *places, size_t row)
{
    const struct question *q = &places->proof->questions[row];
    struct place at = place_of(places, q->byte_start, q->byte_end);
    out[0] = text_from(tier_name(q->tier));
    out[1] = text_printf(a, "%zu", at.byte_start);
    out[2] = text_printf(a, "%zu", at.byte_end);
    out[3] = q->formula;
    out[4] = places_of_spans(a, places->proof, q->others);
    out[5] = q->note;
    out[6] = text_from(q->kind);
    out[7] = q->repair;
}

static struct listing finding_listing(const struct proof *p)
{
    return (struct listing){finding_names, FINDING_COLUMNS, p->question_count, finding_is_number,
                            finding_fill};
}

void findings_print_tsv(struct buffer *out, struct arena *a, const struct proof *p)
{
    struct listing s = finding_listing(p);
    listing_print_tsv(out, a, p, &s);
}

void findings_print_json(struct buffer *out, struct arena *a, const struct proof *p)
{
    struct listing s = finding_listing(p);
    listing_print_json(out, a, p, &s);
}

/* ---- relations ---- */

#define RELATION_COLUMNS 6

static const char *const relation_names[RELATION_COLUMNS] = {"verdict",  "kind",    "byte_start",
                                                             "byte_end", "formula", "others"};

static bool relation_is_number(int i)
{
    return i == 2 || i == 3;
}

static void relation_fill(struct text *out, struct arena *a, struct places *places, size_t row)
{
    const struct proof *p = places->proof;
    const struct relation *r = &p->relations[row];
    SCOPED_BUFFER others = {0};
    const struct quote *q = &p->quotes[r->of[0]];
    for (size_t i = 1; i < r->count; i++)
        buffer_printf(&others, "%s%zu..%zu", i > 1 ? "," : "", p->quotes[r->of[i]].byte_start,
                      p->quotes[r->of[i]].byte_end);
    out[0] = text_from(relation_verdict_name(r->verdict));
    out[1] = text_from(relation_kind_name(r->kind));
    out[2] = text_printf(a, "%zu", q->byte_start);
    out[3] = text_printf(a, "%zu", q->byte_end);
    out[4] = r->formula;
    out[5] = text_copy(a, buffer_text(&others));
}

static struct listing relation_listing(const struct proof *p)
{
    return (struct listing){relation_names, RELATION_COLUMNS, p->relation_count, relation_is_number,
                            relation_fill};
}

void relations_print_tsv(struct buffer *out, struct arena *a, const struct proof *p)
{
    struct listing s = relation_listing(p);
    listing_print_tsv(out, a, p, &s);
}

void relations_print_json(struct buffer *out, struct arena *a, const struct proof *p)
{
    struct listing s = relation_listing(p);
    listing_print_json(out, a, p, &s);
}

/* ---- for people ---- */

static void padded(struct buffer *b, struct text t, size_t width)
{
    size_t columns = 0, length;
    for (size_t i = 0; i < t.n; i += length) {
        uint32_t cp = utf8_next(text_slice(t, i, t.n), &length);
        if (cp < ' ')
            continue;
        buffer_add_code_point(b, cp);
        columns += cp >= 0x1100 ? 2 : 1;
    }
    for (; columns < width; columns++)
        buffer_add_char(b, ' ');
    buffer_add_str(b, "  ");
}

static void counts_add(struct buffer *out, const struct proof *p)
{
    size_t counts[VERDICT_PLAIN + 1] = {0};
    for (size_t i = 0; i < p->count; i++)
        counts[p->quotes[i].verdict]++;
    for (int v = VERDICT_PROVED; v <= VERDICT_PLAIN; v++) {
        if (counts[v] == 0)
            continue;
        struct text label = verdict_label((enum verdict)v);
        buffer_printf(out, "%.*s %zu   ", TEXT_ARG(label), counts[v]);
    }
    buffer_add_char(out, '\n');
}

void findings_print_table(struct buffer *out, struct arena *a, const struct proof *p)
{
    struct places places;
    places_open(&places, p);
    for (size_t i = 0; i < p->question_count; i++) {
        const struct question *q = &p->questions[i];
        padded(out, text_printf(a, "%4d", place_of(&places, q->byte_start, q->byte_end).line), 4);
        padded(out, tier_label(q->tier), 16);
        buffer_printf(out, "%.*s\n", TEXT_ARG(q->formula));
        if (q->note.n)
            buffer_printf(out, "      %.*s\n", TEXT_ARG(q->note));
        if (q->repair.n)
            buffer_printf(out, tr("      would hold: %.*s\n"), TEXT_ARG(q->repair));
    }
}

void relations_print_table(struct buffer *out, struct arena *a, const struct proof *p)
{
    for (size_t i = 0; i < p->relation_count; i++) {
        const struct relation *r = &p->relations[i];
        padded(out, text_printf(a, "%4d", p->quotes[r->of[0]].line), 4);
        padded(out, relation_label(r->verdict), 14);
        buffer_printf(out, "%.*s\n", TEXT_ARG(r->formula));
    }
}

void proof_print_table(struct buffer *out, struct arena *a, const struct proof *p)
{
    struct places places;
    places_open(&places, p);
    for (size_t i = 0; i < p->count; i++) {
        const struct quote *q = &p->quotes[i];
        padded(out, text_printf(a, "%4d", place_of(&places, q->byte_start, q->byte_end).line), 4);
        padded(out, q->surface, 22);
        padded(out, verdict_label(q->verdict), 16);
        padded(out, q->indicator ? label_now(q->indicator->label) : text_from(""), 26);
        padded(out, ledger_value_print(a, q), 12);
        padded(out, q->note, 0);
        while (out->n && out->p[out->n - 1] == ' ')
            out->n--;
        buffer_add_char(out, '\n');
    }
    if (p->question_count)
        buffer_add_char(out, '\n');
    findings_print_table(out, a, p);
    counts_add(out, p);
}
