/* Breaks a text anew at random and holds what is said of it against what was said before:
 *
 *     rebreak PROGRAMME PUBLISHED TIMES FILE...
 *
 * Lines of other widths, spaces between letters or over whole lines, full-width forms, Traditional
 * characters. Blank lines stay; where lines are paragraphs, they stay, too. Prints each figure that
 * differs, and the number of differences; exit 1 where there are any. */
#include "base/embedded.h"
#include "ledger/ledger.h"
#include "prove/passage.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t seed = 20190901;
static uint32_t draw(uint32_t below)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % below;
}

/* A Traditional character for each Simplified one, from the table the binary carries. */
static uint16_t traditional[65536];
static void traditional_read(void)
{
    const unsigned char *p =
        (const unsigned char *)embedded_find(TEXT("prove/traditional"))->bytes.p;
    for (uint32_t from = 0; from < 65536; from++) {
        if (!p[from >> 8])
            continue;
        const unsigned char *q = p + 256 + (size_t)(p[from >> 8] - 1) * 512 + (from & 255) * 2;
        uint32_t to = (uint32_t)q[0] | (uint32_t)q[1] << 8;
        if (to && (!traditional[to] || draw(2)))
            traditional[to] = (uint16_t)from;
    }
}

struct way {                           /* how one variant is broken */
    uint32_t width, spaces, wide, old; /* in 100 */
    bool keeps_lines;
};

static bool holds_together(uint32_t cp)
{
    return cell_is_digit(cp) || cell_is_latin(cp) || cp == '.' || cp == ',' || cp == '-' ||
           cp == ':' || cp == '/';
}

static uint32_t dressed(uint32_t cp, const struct way *w)
{
    bool sign = cp == '.' || cp == '%' || cp == '+';
    if ((cell_is_digit(cp) || cell_is_latin(cp) || sign) && draw(100) < w->wide)
        return cp + 0xFEE0;
    return cp < 65536 && traditional[cp] && draw(100) < w->old ? traditional[cp] : cp;
}

static void variant_write(struct buffer *out, const struct cells *c, const struct way *w)
{
    uint32_t column = 0, width = w->width;
    bool spaced = false;
    for (size_t i = 0; i < c->count; i++) {
        enum gap gap = (enum gap)c->items[i].gap;
        uint32_t before = i ? c->items[i - 1].cp : 0, cp = c->items[i].cp;
        bool is_break = gap == GAP_BLANK || (w->keeps_lines && gap == GAP_LINE);
        if (i && is_break) {
            buffer_add_str(out, gap == GAP_BLANK ? "\n\n" : "\n");
        } else if (i && !w->keeps_lines && column >= width) {
            buffer_add_str(out, "\n");
            is_break = true;
        } else if (i &&
                   (spaced ||
                    (draw(100) < w->spaces && !(holds_together(before) && holds_together(cp))) ||
                    (gap == GAP_SPACE && holds_together(before) && holds_together(cp)))) {
            buffer_add_str(out, draw(3) ? " " : "\xe3\x80\x80");
        }
        if (is_break || i == 0) {
            column = 0;
            width = w->width + draw(3) - 1;
            spaced = w->spaces && !w->keeps_lines && draw(30) == 0;
        }
        buffer_add_code_point(out, dressed(cp, w));
        column++;
    }
}

static size_t cell_of(const struct cells *c, size_t byte)
{
    size_t i = 0;
    while (i < c->count && c->items[i].at < byte)
        i++;
    return i;
}

static struct text row_of(struct arena *a, const struct cells *c, const struct quote *q)
{
    size_t from = cell_of(c, q->byte_start), to = cell_of(c, q->byte_end);
    size_t num = cell_of(c, q->num_start), num_to = cell_of(c, q->num_end);
    struct text value = q->has_value ? decimal_print(a, decimal_trim(q->value)) : q->value_text;
    return text_printf(
        a, "%zu..%zu %zu..%zu %.*s = %.*s %.*s %d %.*s..%.*s | %s %.*s %s", from, to, num, num_to,
        TEXT_ARG(cells_text(a, c, from, to)), TEXT_ARG(value), TEXT_ARG(q->unit), (int)q->qualifier,
        TEXT_ARG(decimal_print(a, decimal_trim(q->lo))),
        TEXT_ARG(decimal_print(a, decimal_trim(q->hi))),
        q->indicator ? text_cstr(a, q->indicator->name) : "-",
        TEXT_ARG(q->indicator ? scope_print(a, &q->scope) : TEXT("-")), verdict_name(q->verdict));
}

struct rows {
    struct text *items;
    size_t count;
};

static bool rows_read(struct rows *out, struct arena *a, struct prover *prover, struct text source,
                      const struct prove_options *o)
{
    struct proof p;
    struct cells c;
    struct fault f = {0};
    if (!prove_text(&p, a, prover, source, o, &f)) {
        fprintf(stderr, "%s\n", f.message);
        return false;
    }
    cells_read(&c, a, source);
    *out = (struct rows){ARENA_ARRAY(a, struct text, p.count + 1), p.count};
    for (size_t i = 0; i < p.count; i++)
        out->items[i] = row_of(a, &c, &p.quotes[i]);
    return true;
}

/* Rows of either that the other has not; both are in order of the text. */
static size_t rows_differ(const struct rows *x, const struct rows *y, const char *which)
{
    size_t differ = 0;
    for (size_t i = 0, k = 0; i < x->count; i++) {
        size_t at = k;
        while (at < y->count && !text_equal(x->items[i], y->items[at]))
            at++;
        if (at < y->count) {
            k = at + 1;
        } else {
            differ++;
            printf("# %s %.*s\n", which, TEXT_ARG(x->items[i]));
        }
    }
    return differ;
}

static size_t text_break(struct prover *prover, struct text source, size_t times,
                         const struct prove_options *o)
{
    SCOPED_ARENA kept = {0};
    struct cells c;
    struct passage passage;
    struct rows first;
    size_t differ = 0;
    cells_read(&c, &kept, source);
    struct proof none = {.source = source, .cells = c};
    passage_read(&passage, &kept, &none, NULL);
    if (!rows_read(&first, &kept, prover, source, o))
        return 1;
    for (size_t i = 0; i < times; i++) {
        SCOPED_ARENA a = {0};
        SCOPED_BUFFER b = {0};
        static const uint32_t shares[] = {0, 5, 30, 100};
        struct rows now;
        struct way w = {11 + draw(18), shares[draw(3)], shares[draw(4)], shares[draw(4)],
                        !passage.is_narrow};
        variant_write(&b, &c, &w);
        if (!rows_read(&now, &a, prover, buffer_text(&b), o))
            return differ + 1;
        size_t here = rows_differ(&first, &now, "was") + rows_differ(&now, &first, "now");
        if (here && getenv("REBREAK_KEEP")) {
            FILE *file = fopen(getenv("REBREAK_KEEP"), "wb");
            fwrite(b.p, 1, b.n, file);
            fclose(file);
        }
        differ += here;
    }
    return differ;
}

static struct text file_read(struct arena *a, const char *path)
{
    SCOPED_BUFFER b = {0};
    char chunk[65536];
    size_t n;
    FILE *file = fopen(path, "rb");
    while (file && (n = fread(chunk, 1, sizeof(chunk), file)) > 0)
        buffer_add(&b, (struct text){chunk, n});
    if (file)
        fclose(file);
    return text_copy(a, buffer_text(&b));
}

int main(int argc, char **argv)
{
    SCOPED_ARENA a = {0};
    struct ledger *l;
    struct fault f = {0};
    struct prove_options o = {.published = DAY_FIRST};
    size_t differ = 0, times;
    if (argc < 5 || !day_parse(&o.published, text_from(argv[2])) ||
        (times = strtoul(argv[3], NULL, 10)) == 0)
        return 2;
    if (!ledger_open(&l, argv[1], STORE_READ, &f)) {
        fprintf(stderr, "%s\n", f.message);
        return 4;
    }
    struct prover *prover = prover_open(l, &VIEWER_OWNER);
    traditional_read();
    for (int i = 4; i < argc; i++) {
        struct text source = file_read(&a, argv[i]);
        size_t here = source.n ? text_break(prover, source, times, &o) : 1;
        printf("%s: %zu times, %zu differences\n", argv[i], times, here);
        differ += here;
    }
    prover_close(prover);
    ledger_close(l);
    return differ > 0;
}
