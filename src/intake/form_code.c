#include "intake/form_code.h"

#include "ledger/hash.h"

#include <stdio.h>
#include <string.h>

#define LETTERS 23
#define FORM_LETTERS 25
#define TORN_LETTERS_MIN 15 /* so many letters in a row are no word */
#define SUBJECT_LETTERS 6   /* and one that checks them */
#define SUBJECTS 148035889  /* 23^6 */
#define HALF_BITS 14        /* of the number that is enciphered: 2^28 is above SUBJECTS */
#define ROUNDS 6
#define PLACES INT64_C(1000000000000)
#define DAY_BITS 16
#define BATCH_BITS 23
#define SIGN_BITS 34
#define DAY_ZERO 10957 /* 2000-01-01 */

typedef unsigned __int128 wide; /* 10^12 * 2^(16+23+34) is below 23^25 */

static const char alphabet[] = "ABCDEFGHJKLMNPQRTUVWXYZ";

bool form_key_get(struct form_key *out, const struct ledger *l, struct fault *f)
{
    return ledger_keyed(out->bytes, l, TEXT("forms that go out and come back"), f);
}

/* A keyed number of a text: BLAKE2b of key and text. */
static uint64_t keyed(const struct form_key *k, struct text about)
{
    SCOPED_BUFFER b = {0};
    uint64_t n;
    buffer_add(&b, (struct text){(const char *)k->bytes, sizeof(k->bytes)});
    buffer_add(&b, about);
    struct hash h = hash_of(buffer_text(&b));
    memcpy(&n, h.bytes, sizeof(n));
    return n;
}

/* ---- letters ---- */

static int letter_index(uint32_t cp)
{
    if (cp >= 0xff21 && cp <= 0xff5a) /* full-width */
        cp -= 0xfee0;
    if (cp >= 'a' && cp <= 'z')
        cp -= 32;
    const char *at = cp >= 'A' && cp <= 'Z' ? strchr(alphabet, (int)cp) : NULL;
    return at ? (int)(at - alphabet) : -1;
}

static bool is_between_letters(uint32_t cp)
{
    return cp == '-' || cp == ' ' || cp == 0x3000 || cp == 0xa0 || cp == 0xff0d || cp == 0x2013 ||
           cp == 0x2014 || cp == '_' || cp == '\t';
}

/* Letters from the start of a text on, at most `most`; what stands between them is passed over. */
static size_t letters_take(int *out, size_t most, struct text t)
{
    size_t n = 0, length;
    for (size_t i = 0; i < t.n && n < most; i += length) {
        uint32_t cp = utf8_next(text_slice(t, i, t.n), &length);
        int letter = letter_index(cp);
        if (letter >= 0)
            out[n++] = letter;
        else if (!is_between_letters(cp))
            break;
    }
    return n;
}

/* ---- of a form ---- */

static uint64_t form_sign(const struct form_key *k, struct text form, struct form_id id)
{
    char room[160];
    int n = snprintf(room, sizeof room, "form %.*s %lld %d %lld", (int)(form.n > 60 ? 60 : form.n),
                     form.p, (long long)id.place, id.day.since_1970, (long long)id.batch);
    return keyed(k, (struct text){room, (size_t)n}) & ((UINT64_C(1) << SIGN_BITS) - 1);
}

bool form_code_print(struct text *out, struct arena *a, const struct form_key *k, struct text form,
                     struct form_id id, struct fault *f)
{
    int64_t day = (int64_t)id.day.since_1970 - DAY_ZERO;
    char room[FORM_LETTERS + 5];
    size_t n = sizeof room;
    if (day < 0 || day >> DAY_BITS || id.batch < 0 || id.batch >> BATCH_BITS || id.place < 0 ||
        id.place >= PLACES)
        return fault_set(f, FAULT_LIMIT, "no code can be made for a form of that day or batch");
    wide w = (wide)form_sign(k, form, id) << BATCH_BITS | (uint64_t)id.batch;
    w = (w << DAY_BITS | (uint64_t)day) * (uint64_t)PLACES + (uint64_t)id.place;
    for (size_t i = 0; i < FORM_LETTERS; i++, w /= LETTERS) {
        room[--n] = alphabet[w % LETTERS];
        if (i % 5 == 4 && n)
            room[--n] = '-';
    }
    *out = text_copy(a, (struct text){room + 1, sizeof room - 1});
    return true;
}

static bool form_code_read(struct form_id *out, const struct form_key *k, struct text form,
                           const int *letters)
{
    wide w = 0;
    for (size_t i = 0; i < FORM_LETTERS; i++) {
        uint64_t letter = (uint64_t)letters[i];
        w = w * LETTERS + letter;
    }
    struct form_id id = {.place = (int64_t)(w % PLACES)};
    w /= PLACES;
    id.day.since_1970 = (int32_t)(w & ((1u << DAY_BITS) - 1)) + DAY_ZERO;
    w >>= DAY_BITS;
    id.batch = (int64_t)(w & ((1u << BATCH_BITS) - 1));
    w >>= BATCH_BITS;
    if (w >> SIGN_BITS || (uint64_t)w != form_sign(k, form, id))
        return false;
    *out = id;
    return true;
}

enum form_code_found form_code_find(struct form_id *out, const struct form_key *k, struct text form,
                                    struct text in)
{
    int letters[FORM_LETTERS];
    size_t length;
    bool torn = false;
    for (size_t i = 0; i < in.n; i += length) {
        uint32_t cp = utf8_next(text_slice(in, i, in.n), &length);
        if (letter_index(cp) < 0)
            continue;
        size_t n = letters_take(letters, FORM_LETTERS, text_slice(in, i, in.n));
        if (n == FORM_LETTERS && form_code_read(out, k, form, letters))
            return FORM_CODE_GOOD;
        torn |= n >= TORN_LETTERS_MIN;
    }
    return torn ? FORM_CODE_TORN : FORM_CODE_NONE;
}

/* ---- of a person ---- */

static uint32_t round_of(const struct form_key *k, int round, uint32_t half)
{
    char room[40];
    int n = snprintf(room, sizeof room, "subject %d %u", round, half);
    return (uint32_t)keyed(k, (struct text){room, (size_t)n}) & ((1u << HALF_BITS) - 1);
}

/* A permutation of 28-bit numbers under the key; the inverse runs its rounds backwards. */
static uint32_t permute(const struct form_key *k, uint32_t x, bool inverse)
{
    uint32_t left = x >> HALF_BITS, right = x & ((1u << HALF_BITS) - 1);
    for (int i = 0; i < ROUNDS; i++) {
        if (inverse) {
            uint32_t was = right ^ round_of(k, ROUNDS - 1 - i, left);
            right = left;
            left = was;
        } else {
            uint32_t next = left ^ round_of(k, i, right);
            left = right;
            right = next;
        }
    }
    return left << HALF_BITS | right;
}

/* Walks until the number is one that six letters can write. */
static uint32_t permute_subject(const struct form_key *k, uint32_t x, bool inverse)
{
    do
        x = permute(k, x, inverse);
    while (x >= SUBJECTS);
    return x;
}

static int check_letter(const int *letters)
{
    int sum = 0;
    for (int i = 0; i < SUBJECT_LETTERS; i++)
        sum += (i + 1) * letters[i];
    return sum % LETTERS;
}

bool subject_code_print(struct text *out, struct arena *a, const struct form_key *k, int64_t record,
                        struct fault *f)
{
    int letters[SUBJECT_LETTERS];
    char room[SUBJECT_LETTERS + 1];
    if (record < 1 || record >= SUBJECTS)
        return fault_set(f, FAULT_LIMIT, "no code can be made for record %lld", (long long)record);
    uint32_t x = permute_subject(k, (uint32_t)record, false);
    for (int i = SUBJECT_LETTERS; i-- > 0; x /= LETTERS)
        room[i] = alphabet[letters[i] = (int)(x % LETTERS)];
    room[SUBJECT_LETTERS] = alphabet[check_letter(letters)];
    *out = text_copy(a, (struct text){room, sizeof room});
    return true;
}

bool subject_code_read(int64_t *record, const struct form_key *k, struct text written)
{
    int letters[SUBJECT_LETTERS + 2];
    uint32_t x = 0;
    size_t n = 0, length;
    for (size_t i = 0; i < written.n; i += length) {
        uint32_t cp = utf8_next(text_slice(written, i, written.n), &length);
        int letter = letter_index(cp);
        if (is_between_letters(cp))
            continue;
        if (letter < 0 || n == SUBJECT_LETTERS + 1)
            return false;
        letters[n++] = letter;
    }
    if (n != SUBJECT_LETTERS + 1 || letters[SUBJECT_LETTERS] != check_letter(letters))
        return false;
    for (int i = 0; i < SUBJECT_LETTERS; i++)
        x = x * LETTERS + (uint32_t)letters[i];
    *record = permute_subject(k, x, true);
    return *record > 0;
}
