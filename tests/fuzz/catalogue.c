/*
 * A whole catalogue from any text: files are divided by lines "# file NAME". What compiles also
 * formats, to a fixed point, and writes itself as JSON.
 */
#include "base/language.h"
#include "catalogue/catalogue.h"
#include "catalogue/show.h"

#include <assert.h>

static const char codes[] = "code\tzh\na\t甲\nb\t乙\n";
static const char regions[] = "53\t云南省\n5306\t昭通市\n530602\t昭阳区\n4419\t东莞市\n";

static void fmt_twice(struct catalogue_file file)
{
    SCOPED_BUFFER once = {0}, twice = {0};
    struct fault f = {0};
    if (!catalogue_fmt(&once, file, &f))
        return;
    struct catalogue_file again = {file.name, buffer_text(&once)};
    assert(catalogue_fmt(&twice, again, &f));
    assert(text_equal(buffer_text(&once), buffer_text(&twice)));
}

static void show_all(const struct catalogue *c)
{
    SCOPED_BUFFER json = {0}, page = {0};
    struct fault f = {0};
    catalogue_json(&json, c);
    for (size_t i = 0; i < c->types.count; i++)
        assert(catalogue_show(&page, c, c->types.items[i]->name, &f));
    for (size_t i = 0; i < c->indicators.count; i++)
        assert(catalogue_show(&page, c, c->indicators.items[i]->name, &f));
    for (size_t i = 0; i < c->rules.count; i++)
        assert(catalogue_show(&page, c, c->rules.items[i]->name, &f));
    for (size_t i = 0; i < c->schemes.count; i++) {
        assert(catalogue_show(&page, c, c->schemes.items[i]->name, &f));
        scheme_page(&page, c->schemes.items[i]);
    }
    assert(utf8_valid(buffer_text(&page)) && utf8_valid(buffer_text(&json)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED_ARENA arena = {0};
    struct fault f = {0};
    struct catalogue *c;
    language_set(LANGUAGE_EN);
    struct text all = {(const char *)data, size};
    ptrdiff_t cut = text_find(all, TEXT("\n# tsv\n"));
    size_t end = cut < 0 ? size : (size_t)cut;
    struct catalogue_file files[] = {
        {TEXT("a.cat"), text_slice(all, 0, end)},
        {TEXT("codes/kind.tsv"), TEXT(codes)},
        {TEXT("codes/more.tsv"), text_slice(all, end, size)},
        {TEXT("regions.tsv"), TEXT(regions)},
    };
    fmt_twice(files[0]);
    if (catalogue_load(&c, &arena, files, cut < 0 ? 2 : 4, &f))
        show_all(c);
    else
        assert(f.kind == FAULT_INPUT || f.kind == FAULT_LIMIT || f.kind == FAULT_ABSENT);
    return 0;
}
