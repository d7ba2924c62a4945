#include "report/paper.h"

#include "base/language.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

struct paper_block *paper_add(struct paper *p, struct arena *a, enum paper_kind kind, struct text t)
{
    LIST_ADD(a, &p->blocks, (struct paper_block){.kind = kind, .text = t});
    return &p->blocks.items[p->blocks.count - 1];
}

#define HEAD_SHOWN                                                                                 \
    16 /* hex digits of the head that are printed: enough to tell one from another                 \
        */

bool paper_is_wide(const struct paper *p)
{
    for (size_t i = 0; i < p->blocks.count; i++)
        if (p->blocks.items[i].kind == PAPER_TABLE &&
            p->blocks.items[i].table->columns.count > WIDE_COLUMNS)
            return true;
    return false;
}

struct text paper_foot(struct arena *a, const struct paper *p)
{
    if (!p->code.n)
        return p->standing;
    struct text head = text_slice(p->head_hash, 0, HEAD_SHOWN);
    return text_printf(a, tr("%.*s; receipt %.*s; head of the ledger %.*s"), TEXT_ARG(p->standing),
                       TEXT_ARG(p->code), TEXT_ARG(head));
}

struct text number_grouped(struct arena *a, struct text number)
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

int text_width(struct text t)
{
    int width = 0;
    for (size_t at = 0, n; at < t.n; at += n)
        width += utf8_next(text_slice(t, at, t.n), &n) < 0x1100 ? 1 : 2;
    return width;
}

int column_number_width(const struct paper_table *t, size_t column)
{
    int most = 0;
    for (size_t i = 0; i < t->rows.count && t->columns.items[column].is_number; i++) {
        const struct paper_row *row = &t->rows.items[i];
        if (!row->is_head && column < row->cells.count &&
            text_width(row->cells.items[column].text) > most)
            most = text_width(row->cells.items[column].text);
    }
    return most;
}

int column_places(const struct paper_table *t, size_t column)
{
    int places = 0;
    for (size_t i = 0; i < t->rows.count; i++) {
        const struct paper_row *row = &t->rows.items[i];
        if (column < row->cells.count && row->cells.items[column].is_number &&
            row->cells.items[column].number.places > places)
            places = row->cells.items[column].number.places;
    }
    return places;
}

/* ---- files ---- */

static const char *const endings[] = {".xlsx", ".html", ".csv", ".txt", ".docx", ".pdf"};

bool paper_format_of(enum paper_format *out, struct text path, struct fault *f)
{
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
        if (text_ends(path, text_from(endings[i]))) {
            *out = (enum paper_format)i;
            return true;
        }
    fault_set(f, FAULT_USAGE, "\"%.*s\" is none of the formats of a report", TEXT_ARG(path));
    return fault_hint(f, "end the name in .xlsx, .html, .csv, .txt, .docx or .pdf");
}

static bool bytes_write(const char *path, struct text bytes, struct fault *f)
{
    FILE *file = fopen(path, "wbe");
    bool good = file && fwrite(bytes.p, 1, bytes.n, file) == bytes.n;
    if (file)
        good = fclose(file) == 0 && good;
    return good || fault_set(f, FAULT_SYSTEM, "cannot write \"%s\": %s", path, strerror(errno));
}

bool paper_write(const struct paper *p, enum paper_format format, const char *path, struct fault *f)
{
    SCOPED_BUFFER bytes = {0};
    switch (format) {
    case PAPER_XLSX:
        return p->filled ? paper_template(p, path, f) : paper_xlsx(p, path, f);
    case PAPER_HTML:
        paper_html(&bytes, p);
        break;
    case PAPER_CSV:
        paper_csv(&bytes, p);
        break;
    case PAPER_TXT:
        paper_text(&bytes, p);
        break;
    case PAPER_DOCX:
        return paper_docx(p, path, f);
    case PAPER_PDF:
        return paper_pdf(p, path, f);
    }
    return bytes_write(path, buffer_text(&bytes), f);
}
