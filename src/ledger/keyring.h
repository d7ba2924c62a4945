/*
 * Keys of personal data: one look-up key that stays, data keys that rotate, and the recovery code
 * that makes ledger.key anew.
 *
 * ledger.key is a text file beside the ledger. The same keys lie in the ledger itself, each sealed
 * to a public key whose secret half is only on the recovery sheet.
 */
#ifndef SHANHAI_LEDGER_KEYRING_H
#define SHANHAI_LEDGER_KEYRING_H

#include "base/fault.h"
#include "base/text.h"

#define KEY_BYTES 32
#define PSEUDONYM_BYTES 16
#define DATA_KEYS_MAX 255

struct keyring {
    unsigned char lookup[KEY_BYTES];
    unsigned char data[DATA_KEYS_MAX + 1][KEY_BYTES]; /* by id from 1 */
    int data_count;
    unsigned char nonces[24 * 256]; /* drawn in blocks: one draw costs more than one encryption */
    size_t nonce_at;
};

bool keyring_make(struct keyring **out, struct fault *f);
bool keyring_read(struct keyring **out, const char *path, struct fault *f); /* ABSENT: no file */
bool keyring_write(const struct keyring *k, const char *path, struct fault *f); /* mode 0600 */
void keyring_add(struct keyring *k); /* a new data key, used from now on */
void keyring_close(struct keyring *k); /* wipes */

/* The look-up hash of a normalised value. */
void keyring_pseudonym(unsigned char out[PSEUDONYM_BYTES], const struct keyring *k,
                       struct text value);

/* Seals with the newest data key; `about` is bound to the box (type, record, version). */
void keyring_seal(struct buffer *out, struct keyring *k, struct text plain, struct text about);
/* faults: KEY when no key of this ring opens it, or it was tampered with */
bool keyring_unseal(struct buffer *out, const struct keyring *k, struct text box,
                    struct text about, struct fault *f);

/* ---- recovery ---- */
/* A new recovery code ("XXXXX-XXXXX-..."), and the public key its secret belongs to. */
struct text recovery_make(unsigned char public_key[KEY_BYTES], struct arena *a);
void recovery_wrap(struct buffer *out, const unsigned char public_key[KEY_BYTES],
                   const unsigned char key[KEY_BYTES]);
bool recovery_unwrap(unsigned char key[KEY_BYTES], struct text code, struct text wrapped,
                     struct fault *f);

#endif
