#include "ledger/hash.h"

#include <sodium.h>
#include <string.h>

struct hash hash_of(struct text bytes)
{
    struct hash h;
    crypto_generichash(h.bytes, HASH_BYTES, (const unsigned char *)bytes.p, bytes.n, NULL, 0);
    return h;
}

struct text hash_text(const struct hash *h)
{
    return (struct text){(const char *)h->bytes, HASH_BYTES};
}

struct text hash_print(struct arena *a, const struct hash *h)
{
    char hex[HASH_BYTES * 2 + 1];
    sodium_bin2hex(hex, sizeof(hex), h->bytes, HASH_BYTES);
    return text_copy(a, (struct text){hex, HASH_BYTES * 2});
}

bool hash_equal(struct hash a, struct text bytes)
{
    return text_equal(hash_text(&a), bytes);
}

void canonical_int(struct buffer *b, int64_t n)
{
    char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (char)((uint64_t)n >> (8 * i));
    buffer_add(b, (struct text){bytes, 8});
}

void canonical_text(struct buffer *b, struct text t)
{
    canonical_int(b, (int64_t)t.n);
    buffer_add(b, t);
}

static void canonical_value(struct buffer *b, struct value v)
{
    if (v.is == VALUE_INT)
        canonical_int(b, v.i);
    else
        canonical_text(b, v.t);
}

static void canonical_fields(struct buffer *b, const struct row_hashed *row)
{
    for (size_t n = 0; n < row->type->field_count; n++) {
        size_t i = row->order[n];
        const struct field *field = &row->type->fields[i];
        if (field->class != CLASS_SEALED && row->values[i].is != VALUE_NONE) {
            canonical_int(b, field->number * 2 + (row->values[i].is == VALUE_TEXT));
            canonical_value(b, row->values[i]);
        }
        if (row->lookups && row->lookups[i].n) {
            canonical_int(b, field->number + (INT64_C(1) << 31));
            canonical_text(b, row->lookups[i]);
        }
    }
    if (row->box_digest.n) {
        canonical_int(b, INT64_C(1) << 32);
        canonical_text(b, row->box_digest);
    }
    if (row->key.n) {
        canonical_int(b, INT64_C(1) << 33);
        canonical_text(b, row->key);
    }
}

struct hash hash_row(struct buffer *scratch, const struct row_hashed *row)
{
    scratch->n = 0;
    canonical_text(scratch, row->type->name);
    canonical_int(scratch, row->record);
    canonical_int(scratch, row->since);
    canonical_text(scratch, row->void_why);
    canonical_int(scratch, row->same_as);
    canonical_int(scratch, row->sheet);
    canonical_int(scratch, row->row);
    canonical_fields(scratch, row);
    return hash_of(buffer_text(scratch));
}

static struct hash merkle_join(struct hash left, struct hash right)
{
    char both[1 + HASH_BYTES * 2];
    struct hash out;
    both[0] = 1; /* a node is no leaf */
    memcpy(both + 1, left.bytes, HASH_BYTES);
    memcpy(both + 1 + HASH_BYTES, right.bytes, HASH_BYTES);
    crypto_generichash(out.bytes, HASH_BYTES, (const unsigned char *)both, sizeof(both), NULL, 0);
    return out;
}

void merkle_add(struct merkle *m, struct hash leaf)
{
    int level = 0;
    for (uint64_t n = m->count++; n & 1; n >>= 1)
        leaf = merkle_join(m->levels[level++], leaf);
    m->levels[level] = leaf;
}

struct hash merkle_root(const struct merkle *m)
{
    struct hash root = {{0}};
    bool any = false;
    for (int level = 0; level < 64; level++) {
        if (!(m->count >> level & 1))
            continue;
        root = any ? merkle_join(m->levels[level], root) : m->levels[level];
        any = true;
    }
    return root;
}
