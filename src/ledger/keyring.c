#include "ledger/keyring.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define KEY_FILE_BYTES_MAX 65536
#define BOX_ALGORITHM 1 /* XChaCha20-Poly1305 */
#define BOX_HEAD 2      /* algorithm, data key */
#define NONCE_BYTES crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG_BYTES crypto_aead_xchacha20poly1305_ietf_ABYTES

bool keyring_make(struct keyring **out, struct fault *f)
{
    *out = NULL;
    if (sodium_init() < 0)
        return fault_set(f, FAULT_SYSTEM, "the machine gives no random numbers");
    struct keyring *k = memory_new(sizeof(*k));
    randombytes_buf(k->lookup, KEY_BYTES);
    keyring_add(k);
    *out = k;
    return true;
}

void keyring_add(struct keyring *k)
{
    if (k->data_count < DATA_KEYS_MAX)
        randombytes_buf(k->data[++k->data_count], KEY_BYTES);
    k->nonce_at = sizeof(k->nonces);
}

void keyring_close(struct keyring *k)
{
    if (!k)
        return;
    sodium_memzero(k, sizeof(*k));
    memory_free(k);
}

static bool hex_key(unsigned char out[KEY_BYTES], const char *hex)
{
    size_t n = 0;
    return sodium_hex2bin(out, KEY_BYTES, hex, strcspn(hex, "\r\n"), NULL, &n, NULL) == 0 &&
           n == KEY_BYTES;
}

static bool key_line(struct keyring *k, const char *line)
{
    int id = 0, at = 0;
    if (strncmp(line, "lookup ", 7) == 0)
        return hex_key(k->lookup, line + 7);
    if (sscanf(line, "data %d %n", &id, &at) == 1 && id == k->data_count + 1 && id <= DATA_KEYS_MAX)
        return hex_key(k->data[++k->data_count], line + at);
    return line[0] == '#' || line[0] == '\n';
}

static bool keyring_lines(struct keyring *k, FILE *file, const char *path, struct fault *f)
{
    char line[256];
    bool good = fgets(line, sizeof(line), file) && strcmp(line, "shanhai key 1\n") == 0;
    while (good && fgets(line, sizeof(line), file))
        good = key_line(k, line);
    sodium_memzero(line, sizeof(line));
    if (good && k->data_count > 0)
        return true;
    return fault_set(f, FAULT_KEY, "\"%s\" is not a key file of this program", path);
}

bool keyring_read(struct keyring **out, const char *path, struct fault *f)
{
    *out = NULL;
    if (sodium_init() < 0)
        return fault_set(f, FAULT_SYSTEM, "the machine gives no random numbers");
    FILE *file = fopen(path, "re");
    if (!file)
        return fault_set(f, errno == ENOENT ? FAULT_ABSENT : FAULT_SYSTEM,
                         "cannot read the key file \"%s\"", path);
    struct keyring *k = memory_new(sizeof(*k));
    k->nonce_at = sizeof(k->nonces);
    bool good = keyring_lines(k, file, path, f);
    fclose(file);
    if (!good)
        keyring_close(k);
    *out = good ? k : NULL;
    return good;
}

static bool keyring_print(const struct keyring *k, FILE *file)
{
    char hex[KEY_BYTES * 2 + 1];
    fprintf(file, "shanhai key 1\n");
    fprintf(file, "# 本文件能打开个人信息，请勿外传；丢失时用恢复单恢复。\n");
    sodium_bin2hex(hex, sizeof(hex), k->lookup, KEY_BYTES);
    fprintf(file, "lookup %s\n", hex);
    for (int id = 1; id <= k->data_count; id++) {
        sodium_bin2hex(hex, sizeof(hex), k->data[id], KEY_BYTES);
        fprintf(file, "data %d %s\n", id, hex);
    }
    sodium_memzero(hex, sizeof(hex));
    return fflush(file) == 0 && fsync(fileno(file)) == 0;
}

bool keyring_write(const struct keyring *k, const char *path, struct fault *f)
{
    char new_path[4096];
    if (snprintf(new_path, sizeof(new_path), "%s.new", path) >= (int)sizeof(new_path))
        return fault_set(f, FAULT_INPUT, "the path \"%s\" is too long", path);
    int fd = open(new_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FILE *file = fd < 0 ? NULL : fdopen(fd, "w");
    bool good = file && keyring_print(k, file);
    if (file)
        good = fclose(file) == 0 && good;
    if (!good || rename(new_path, path) != 0)
        return fault_set(f, FAULT_SYSTEM, "cannot write the key file \"%s\"", path);
    return true;
}

void keyring_pseudonym(unsigned char out[PSEUDONYM_BYTES], const struct keyring *k,
                       struct text value)
{
    crypto_generichash(out, PSEUDONYM_BYTES, (const unsigned char *)value.p, value.n, k->lookup,
                       KEY_BYTES);
}

static const unsigned char *nonce_next(struct keyring *k)
{
    if (k->nonce_at + NONCE_BYTES > sizeof(k->nonces)) {
        randombytes_buf(k->nonces, sizeof(k->nonces));
        k->nonce_at = 0;
    }
    const unsigned char *nonce = k->nonces + k->nonce_at;
    k->nonce_at += NONCE_BYTES;
    return nonce;
}

void keyring_seal(struct buffer *out, struct keyring *k, struct text plain, struct text about)
{
    const char head[BOX_HEAD] = {BOX_ALGORITHM, (char)k->data_count};
    const unsigned char *nonce = nonce_next(k);
    out->n = 0;
    buffer_add(out, (struct text){head, BOX_HEAD});
    buffer_add(out, (struct text){(const char *)nonce, NONCE_BYTES});
    size_t at = out->n;
    buffer_add(out, plain);
    buffer_add(out, (struct text){"0123456789abcdef", TAG_BYTES});
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        (unsigned char *)out->p + at, NULL, (const unsigned char *)plain.p, plain.n,
        (const unsigned char *)about.p, about.n, NULL, nonce, k->data[k->data_count]);
}

bool keyring_unseal(struct buffer *out, const struct keyring *k, struct text box,
                    struct text about, struct fault *f)
{
    const unsigned char *p = (const unsigned char *)box.p;
    if (box.n < BOX_HEAD + NONCE_BYTES + TAG_BYTES || p[0] != BOX_ALGORITHM)
        return fault_set(f, FAULT_KEY, "a sealed box is not of a kind this program knows");
    if (p[1] == 0 || p[1] > k->data_count)
        return fault_set(f, FAULT_KEY, "ledger.key does not hold data key %d", p[1]);
    const unsigned char *nonce = p + BOX_HEAD, *sealed = nonce + NONCE_BYTES;
    size_t n = box.n - BOX_HEAD - NONCE_BYTES;
    out->n = 0;
    buffer_add(out, (struct text){(const char *)sealed, n});
    if (crypto_aead_xchacha20poly1305_ietf_decrypt((unsigned char *)out->p, NULL, NULL, sealed, n,
                                                   (const unsigned char *)about.p, about.n, nonce,
                                                   k->data[p[1]]) != 0)
        return fault_set(f, FAULT_KEY, "a sealed box does not open: changed, or of another key");
    out->n = n - TAG_BYTES;
    return true;
}

/* ---- recovery ---- */

/* Crockford's alphabet: no I, L, O, U, so that it survives being read out and typed. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

static void recovery_keys(unsigned char public_key[KEY_BYTES], unsigned char secret[KEY_BYTES],
                          const unsigned char seed[KEY_BYTES])
{
    crypto_box_seed_keypair(public_key, secret, seed);
}

static unsigned char recovery_check(const unsigned char seed[KEY_BYTES])
{
    unsigned char digest[16];
    crypto_generichash(digest, sizeof(digest), seed, KEY_BYTES, NULL, 0);
    return digest[0];
}

struct text recovery_make(unsigned char public_key[KEY_BYTES], struct arena *a)
{
    unsigned char seed[KEY_BYTES + 1], secret[KEY_BYTES];
    randombytes_buf(seed, KEY_BYTES);
    seed[KEY_BYTES] = recovery_check(seed);
    recovery_keys(public_key, secret, seed);
    SCOPED_BUFFER code = {0};
    uint32_t bits = 0;
    int held = 0, letters = 0;
    for (int i = 0; i < KEY_BYTES + 1 || held > 0;) {
        if (held < 5 && i < KEY_BYTES + 1) {
            bits = bits << 8 | seed[i++];
            held += 8;
        } else if (held < 5) {
            bits <<= 5 - held;
            held = 5;
        }
        if (letters && letters % 5 == 0)
            buffer_add_char(&code, '-');
        buffer_add_char(&code, alphabet[bits >> (held - 5) & 31]);
        letters++;
        held -= 5;
    }
    sodium_memzero(seed, sizeof(seed));
    sodium_memzero(secret, sizeof(secret));
    return text_copy(a, buffer_text(&code));
}

static bool recovery_read(unsigned char seed[KEY_BYTES + 1], struct text code)
{
    uint32_t bits = 0;
    int held = 0, n = 0;
    for (size_t i = 0; i < code.n; i++) {
        char c = code.p[i] >= 'a' && code.p[i] <= 'z' ? (char)(code.p[i] - 32) : code.p[i];
        c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
        const char *at = c ? strchr(alphabet, c) : NULL;
        if (c == '-' || c == ' ')
            continue;
        if (!at)
            return false;
        bits = bits << 5 | (uint32_t)(at - alphabet);
        held += 5;
        if (held >= 8 && n < KEY_BYTES + 1) {
            held -= 8;
            seed[n++] = (unsigned char)(bits >> held);
        }
    }
    return n == KEY_BYTES + 1 && seed[KEY_BYTES] == recovery_check(seed);
}

void recovery_wrap(struct buffer *out, const unsigned char public_key[KEY_BYTES],
                   const unsigned char key[KEY_BYTES])
{
    unsigned char wrapped[KEY_BYTES + crypto_box_SEALBYTES];
    crypto_box_seal(wrapped, key, KEY_BYTES, public_key);
    out->n = 0;
    buffer_add(out, (struct text){(const char *)wrapped, sizeof(wrapped)});
}

bool recovery_unwrap(unsigned char key[KEY_BYTES], struct text code, struct text wrapped,
                     struct fault *f)
{
    unsigned char seed[KEY_BYTES + 1], public_key[KEY_BYTES], secret[KEY_BYTES];
    if (sodium_init() < 0)
        return fault_set(f, FAULT_SYSTEM, "the machine gives no random numbers");
    if (!recovery_read(seed, code)) {
        fault_set(f, FAULT_KEY, "this is not a recovery code: a character is wrong or missing");
        return fault_hint(f, "type the code as it stands on the recovery sheet, with or without -");
    }
    recovery_keys(public_key, secret, seed);
    bool good = wrapped.n == KEY_BYTES + crypto_box_SEALBYTES &&
                crypto_box_seal_open(key, (const unsigned char *)wrapped.p, wrapped.n, public_key,
                                     secret) == 0;
    sodium_memzero(seed, sizeof(seed));
    sodium_memzero(secret, sizeof(secret));
    return good || fault_set(f, FAULT_KEY, "the recovery code belongs to another ledger");
}
