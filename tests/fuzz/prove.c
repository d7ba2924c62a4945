/* Any bytes as a text: found, seated, linked, without a ledger. Offsets must lie in the text. */
#include "catalogue/standard.h"
#include "prove/link.h"
#include "prove/stated.h"
#include "prove/statement.h"
#include <stdlib.h>

static const char programme[] = "programme p\n  zh \"协作\" en \"p\"\n  west 6404\n"
                                "  from 2016-01-01\nparty fuzhou\n  region 3501\n"
                                "  from 2016-01-01\n  says \"福州市\" \"福州\"\n";

static struct arena process;
static struct catalogue *catalogue;
static struct vocabulary vocabulary;
static struct gazetteer *gazetteer;

static void standard_load(void)
{
    struct fault f = {0};
    size_t count;
    struct catalogue_file *files = catalogue_standard_files(&process, &count);
    files[count++] = (struct catalogue_file){TEXT("programme.cat"), TEXT(programme)};
    if (!catalogue_load(&catalogue, &process, files, count, &f))
        abort();
    vocabulary_read(&vocabulary, &process, catalogue);
    gazetteer = gazetteer_read(&process, catalogue, (struct day){18000});
}

static void quote_check(const struct quote *q, struct text source, size_t before)
{
    bool inside = q->byte_start <= q->num_start && q->num_start < q->num_end &&
                  q->num_end <= q->byte_end && q->byte_end <= source.n && q->byte_start >= before;
    if (!inside || (q->has_value && !q->hi_open && decimal_compare(q->lo, q->hi) > 0))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED_ARENA a = {0};
    struct fault f = {0};
    struct proof proof;
    struct passage passage;
    struct prove_options options = {.published = {18000}};
    struct text source = {(const char *)data, size};
    if (!catalogue)
        standard_load();
    if (!prove_find(&proof, &a, catalogue, source, &options, &f))
        return 0;
    for (size_t i = 0; i < proof.count; i++)
        quote_check(&proof.quotes[i], source, i ? proof.quotes[i - 1].byte_end : 0);
    passage_read(&passage, &a, &proof, gazetteer);
    sentences_mark(&passage);
    links_read(&a, &passage, &vocabulary, options.published);
    struct asking asking = {.arena = &a,
                            .catalogue = catalogue,
                            .passage = &passage,
                            .proof = &proof,
                            .until = options.published};
    relations_find(&asking);
    relations_ask(&asking);
    questions_of_sense(&asking);
    questions_of_names(&asking);
    for (size_t i = 0; i < proof.question_count; i++)
        if (proof.questions[i].byte_end > source.n ||
            proof.questions[i].byte_start >= proof.questions[i].byte_end)
            abort();
    return 0;
}
