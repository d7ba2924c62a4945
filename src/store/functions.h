/*
 * The functions every engine provides to SQL (store.h lists them), for SQLite.
 */
#ifndef SHANHAI_STORE_FUNCTIONS_H
#define SHANHAI_STORE_FUNCTIONS_H

#include <sqlite3.h>
#include <stdbool.h>

bool store_functions(sqlite3 *db);

#endif
