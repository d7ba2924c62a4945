/*
 * Code lists: codes/NAME.tsv with the columns code zh en reads within from to, in any order.
 */
#include "catalogue/load.h"

#include <string.h>

enum column { COLUMN_CODE, COLUMN_ZH, COLUMN_EN, COLUMN_READS, COLUMN_WITHIN, COLUMN_FROM,
              COLUMN_TO, COLUMN_COUNT };
static const char *const column_names[] = {"code",   "zh",   "en", "reads",
                                           "within", "from", "to", NULL};

struct codes_reader {
    struct loader *l;
    struct code_list *list;
    LIST(struct code) codes;
    enum column columns[COLUMN_COUNT]; /* what the n-th column holds */
    size_t column_count;
    struct position at;
};

static bool header_read(struct codes_reader *r, struct text line)
{
    struct text cell;
    while (text_split(&cell, &line, '\t')) {
        int found = -1;
        for (int i = 0; i < COLUMN_COUNT; i++)
            if (text_is(cell, column_names[i]))
                found = i;
        struct token token = {TOKEN_NAME, cell, r->at.line, r->at.column};
        struct cursor c = {&token, r->at.file};
        if (found < 0 || r->column_count == COLUMN_COUNT)
            return fault_unknown_word(r->l, &c, column_names);
        r->columns[r->column_count++] = (enum column)found;
        r->at.column += (int)utf8_count(cell) + 1;
    }
    return true;
}

static void reads_split(struct codes_reader *r, struct code *code, struct text cell)
{
    struct text phrase;
    while (text_split(&phrase, &cell, '|'))
        if (text_trim(phrase).n)
            LIST_ADD(r->l->a, &code->reads, text_trim(phrase));
}

static bool cell_read(struct codes_reader *r, struct code *code, enum column column,
                      struct text cell)
{
    struct day day;
    switch (column) {
    case COLUMN_CODE: code->code = cell; return true;
    case COLUMN_ZH: code->label.zh = cell; return true;
    case COLUMN_EN: code->label.en = cell; return true;
    case COLUMN_WITHIN: code->within = cell; return true;
    case COLUMN_READS: reads_split(r, code, cell); return true;
    default: break;
    }
    if (cell.n == 0)
        return true;
    if (!day_parse(&day, cell))
        return fault_at(r->l->f, r->at, fault_set(r->l->f, FAULT_INPUT, "\"%.*s\" is not a day",
                                                  TEXT_ARG(cell)));
    *(column == COLUMN_FROM ? &code->from : &code->to) = day;
    return true;
}

static bool is_code_name(struct text t)
{
    for (size_t i = 0; i < t.n; i++)
        if (!((t.p[i] >= 'a' && t.p[i] <= 'z') || t.p[i] == '_' ||
              (i && t.p[i] >= '0' && t.p[i] <= '9')))
            return false;
    return t.n > 0;
}

/* What is written in a cell must mean one code only. */
static bool code_is_new(const struct codes_reader *r, const struct code *code)
{
    struct code_list so_far = {.codes = r->codes.items, .count = r->codes.count};
    return !code_find(&so_far, code->code) && !code_read(&so_far, code->label.zh);
}

static bool code_add(struct codes_reader *r, struct text line)
{
    struct code code = {.from = DAY_FIRST, .to = DAY_LAST};
    struct text cell;
    struct fault *f = r->l->f;
    r->at.column = 1;
    for (size_t i = 0; text_split(&cell, &line, '\t'); i++) {
        if (i == r->column_count)
            return fault_at(f, r->at, fault_set(f, FAULT_INPUT, "there are more cells than headings"));
        TRY(cell_read(r, &code, r->columns[i], text_trim(cell)));
        r->at.column += (int)utf8_count(cell) + 1;
    }
    r->at.column = 1;
    if (!is_code_name(code.code) || code.label.zh.n == 0)
        return fault_at(f, r->at, fault_set(f, FAULT_INPUT, "a code needs a name of small letters "
                                                            "and a Chinese label"));
    if (!code_is_new(r, &code))
        return fault_at(f, r->at, fault_set(f, FAULT_INPUT, "the code \"%.*s\" or its label is "
                                                            "there already",
                                            TEXT_ARG(code.code)));
    if (code.from.since_1970 > code.to.since_1970)
        return fault_at(f, r->at, fault_set(f, FAULT_INPUT, "the day after `from` is later than "
                                                            "the day after `to`"));
    LIST_ADD(r->l->a, &r->codes, code);
    return true;
}

static struct text list_name(struct text file)
{
    for (size_t i = file.n; i > 0; i--)
        if (file.p[i - 1] == '/')
            return text_slice(file, i, file.n - strlen(".tsv"));
    return file;
}

bool codes_load(struct loader *l, struct catalogue_file file)
{
    struct codes_reader r = {.l = l, .list = ARENA_NEW(l->a, struct code_list),
                             .at = {file.name, 1, 1}};
    r.list->name = list_name(file.name);
    r.list->at = r.at;
    if (!utf8_valid(file.bytes))
        return fault_set(l->f, FAULT_INPUT, "%.*s is not UTF-8", TEXT_ARG(file.name));
    struct text line, rest = file.bytes;
    for (; text_split(&line, &rest, '\n'); r.at.line++) {
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (line.n == 0 || line.p[0] == '#')
            continue;
        TRY(r.column_count ? code_add(&r, line) : header_read(&r, line));
    }
    r.list->codes = r.codes.items;
    r.list->count = r.codes.count;
    LIST_ADD(l->a, &l->c->code_lists, r.list);
    return name_declare(l, "codes", r.list->name, r.list, r.list->at);
}
