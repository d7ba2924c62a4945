/*
 * The catalogue as pages for an official: one a system, in Markdown, in the thread's language
 * with the other beside it.
 */
#ifndef SHANHAI_CATALOGUE_PAGES_H
#define SHANHAI_CATALOGUE_PAGES_H

#include "catalogue/catalogue.h"

/* What is recorded and counted in one system. */
void catalogue_page(struct buffer *out, const struct catalogue *c, const struct system *s);
/* The schemes of the yearly assessment; nothing where there are none. */
void catalogue_schemes_page(struct buffer *out, const struct catalogue *c);
/* The page that names all others, in the order of the systems. */
void catalogue_index(struct buffer *out, const struct catalogue *c);
/* A system that a record type belongs to and that no `system` block names, or NULL. */
const struct record_type *catalogue_unnamed_system(const struct catalogue *c);

#endif
