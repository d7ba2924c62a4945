/*
 * uploads/NAME/ in the programme's folder: one server's files while it runs. A lock says that it
 * runs; a server that starts removes what servers that are gone left behind.
 */
#ifndef SHANHAI_WEB_FOLDER_H
#define SHANHAI_WEB_FOLDER_H

#include "base/fault.h"

#include <stddef.h>

struct folder;

bool folder_open(struct folder **out, const char *programme, struct fault *f);
void folder_close(struct folder *folder); /* removes it with all it holds */
const char *folder_path(const struct folder *folder);
/* A new file that only this person may read. */
bool folder_create(struct folder *folder, const char *name, int *fd, struct fault *f);
void folder_remove(struct folder *folder, const char *name);

/* 2 * bytes hex digits and a 0; at most 32 bytes. */
void random_hex(char *out, size_t bytes);

#endif
