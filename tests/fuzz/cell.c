/*
 * Any cell under any kind of field: it reads, is empty, or is refused with a sentence, and what is
 * refused of a person is not quoted in clear.
 */
#include "intake/cell.h"

#include <assert.h>
#include <string.h>

static const char types[] =
    "programme p zh \"测\" en \"T\" west 5306 from 2016-09-01\n"
    "party d region 4419 from 2016-09-01 says \"东莞\"\n"
    "unit yuan zh \"元\" en \"yuan\"\n"
    "unit percent zh \"%\" en \"%\"\n"
    "unit mu zh \"亩\" en \"mu\"\n"
    "record t.all\n  label zh \"各类\" en \"All\"\n  source \"test\"\n  key name\n"
    "  field 1 name text required zh \"名称\" en \"Name\"\n"
    "  field 2 idno idno sealed lookup zh \"身份证号\" en \"Number\"\n"
    "  field 3 phone phone sealed zh \"电话\" en \"Phone\"\n"
    "  field 4 uscc uscc zh \"信用代码\" en \"Code\"\n"
    "  field 5 persons int zh \"人数\" en \"Persons\"\n"
    "  field 6 amount money zh \"金额\" en \"Amount\"\n"
    "  field 7 area decimal mu places 2 zh \"面积\" en \"Area\"\n"
    "  field 8 share percent zh \"比例\" en \"Share\"\n"
    "  field 9 done day zh \"日期\" en \"Day\"\n"
    "  field 10 month month zh \"月份\" en \"Month\"\n"
    "  field 11 year year zh \"年度\" en \"Year\"\n"
    "  field 12 registered bool zh \"建档立卡\" en \"Registered\"\n"
    "  field 13 channel code channel zh \"渠道\" en \"Channel\"\n"
    "  field 14 home region zh \"住址\" en \"Home\"\n";
static const char codes[] = "code\tzh\na\t甲\nb\t乙\n";
static const char regions[] =
    "53\t云南省\n5306\t昭通市\n530602\t昭阳区\n530602003\t北闸镇\n4419\t东莞市\n";

static struct arena lasting;
static struct region_cache cache;

static const struct record_type *type_load(struct catalogue **c)
{
    static struct catalogue *loaded;
    struct fault f = {0};
    const struct catalogue_file files[] = {{TEXT("t.cat"), text_from(types)},
                                           {TEXT("codes/channel.tsv"), text_from(codes)},
                                           {TEXT("regions.tsv"), text_from(regions)}};
    if (!loaded && !catalogue_load(&loaded, &lasting, files, 3, &f))
        __builtin_trap();
    *c = loaded;
    return loaded->types.items[0];
}

/* Input: field, kind of cell, length of a unit, the unit, the cell. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 3)
        return 0;
    SCOPED_ARENA a = {0};
    struct fault f = {0};
    struct catalogue *c;
    struct reader r;
    struct problem p = {0};
    struct value v;
    const struct record_type *type = type_load(&c);
    struct text rest = {(const char *)data + 3, size - 3};
    if (!utf8_valid(rest)) /* the folder file/ sees to that */
        return 0;
    struct text unit = text_slice(rest, 0, data[2] % 16);
    if (!utf8_valid(unit))
        return 0;
    const struct field *field = &type->fields[data[0] % type->field_count];
    if (!reader_init(&r, &a, c, field, unit, &cache, &f))
        return 0;
    r.within = 530600000000;
    struct cell cell = {.kind = (enum cell_kind)(data[1] % 6),
                        .text = text_slice(rest, unit.n, rest.n)};
    enum reading reading = cell_read(&v, &a, &r, &cell, &p);
    assert((reading == READING_VALUE) == (v.is != VALUE_NONE) || reading == READING_REFUSED);
    assert(reading != READING_REFUSED || (p.kind && p.says.n));
    if (reading == READING_REFUSED && field->class == CLASS_SEALED && cell.text.n > 13)
        assert(text_find(p.says, cell.text) < 0);
    if (v.is == VALUE_TEXT)
        assert(utf8_valid(v.t) && v.t.n);
    return 0;
}
