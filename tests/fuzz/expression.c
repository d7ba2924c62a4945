/*
 * One expression from any text: what is taken prints to a fixed point and evaluates on rows of
 * odd values without harm.
 */
#include "base/language.h"
#include "catalogue/node.h"

#include <assert.h>

static const char text[] =
    "unit person zh \"人\"\n"
    "programme p zh \"例\" west 5306\n"
    "party e region 4419 from 2016-09-01\n"
    "record who\n"
    "  label zh \"人\"\n"
    "  key code\n"
    "  field 1 code text required zh \"号\"\n"
    "  field 2 home region zh \"家\" dated move.on\n"
    "record move\n"
    "  label zh \"迁\"\n"
    "  key who on\n"
    "  field 1 who ref who required zh \"人\"\n"
    "  field 2 home region zh \"家\"\n"
    "  field 3 on day required zh \"日\"\n"
    "record row\n"
    "  label zh \"行\"\n"
    "  key a\n"
    "  field 1 a day required zh \"始\"\n"
    "  field 2 b day zh \"止\"\n"
    "  field 3 m month zh \"月\"\n"
    "  field 4 pay money zh \"钱\"\n"
    "  field 5 n int person zh \"数\"\n"
    "  field 6 place region zh \"地\"\n"
    "  field 7 kind code kind zh \"类\"\n"
    "  field 8 yes bool zh \"是\"\n"
    "  field 9 area decimal places 4 zh \"积\"\n"
    "  field 10 y year zh \"年\"\n"
    "  field 11 w ref who zh \"谁\"\n"
    "  derive d code kind = pick(within(place, 5306) : a, else : b) zh \"派\"\n";
static const char codes[] = "code\tzh\na\t甲\nb\t乙\n";

static struct arena kept;
static struct catalogue *c;

static void catalogue_make(void)
{
    struct fault f = {0};
    const struct catalogue_file files[] = {{TEXT("x.cat"), TEXT(text)},
                                           {TEXT("codes/kind.tsv"), TEXT(codes)}};
    language_set(LANGUAGE_EN);
    bool fine = catalogue_load(&c, &kept, files, 2, &f);
    assert(fine);
}

static void evaluate(const struct node *n)
{
    static const int64_t odd[] = {0, 1, -1, 17000, 24218, 2019, 530602000000, INT64_MAX, INT64_MIN};
    struct value fields[11];
    struct row_reader row = {.fields = fields, .from = DAY_FIRST, .to = DAY_LAST, .catalogue = c};
    for (size_t i = 0; i <= sizeof(odd) / sizeof(*odd); i++) {
        bool absent = i == sizeof(odd) / sizeof(*odd);
        struct fault f = {0};
        struct value out;
        for (size_t k = 0; k < 11; k++)
            fields[k] = absent ? VALUE_ABSENT : VALUE_OF_INT(odd[i]);
        if (!absent)
            fields[6] = VALUE_OF_TEXT(i % 2 ? TEXT("a") : TEXT("b"));
        if (!node_evaluate(&out, n, &row, &f))
            assert(f.kind == FAULT_LIMIT || f.kind == FAULT_INPUT);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED_ARENA arena = {0};
    SCOPED_BUFFER once = {0}, twice = {0};
    struct fault f = {0};
    struct node *n, *again;
    if (!c)
        catalogue_make();
    const struct record_type *type = catalogue_type_find(c, TEXT("row"));
    if (!node_parse(&n, &arena, c, type, (struct text){(const char *)data, size}, &f))
        return 0;
    node_print(&once, n);
    assert(node_parse(&again, &arena, c, type, buffer_text(&once), &f));
    node_print(&twice, again);
    assert(text_equal(buffer_text(&once), buffer_text(&twice)));
    evaluate(n);
    return 0;
}
