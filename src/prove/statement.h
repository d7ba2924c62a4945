/*
 * What kind of statement a figure makes: planned or done, the programme's or one firm's, counted in
 * which unit, of people who went which way, of which end of a pair.
 */
#ifndef SHANHAI_PROVE_STATEMENT_H
#define SHANHAI_PROVE_STATEMENT_H

#include "prove/passage.h"
#include "prove/vocabulary.h"

/* Reads what sentences speak of as a whole; before anything else is asked of them. */
void sentences_mark(struct passage *p);
/* until: the text's own day; what a later date of the sentence speaks of is planned, too. */
bool is_planned(const struct passage *p, size_t quote, struct day until);
/* Other parts of its sentence speak of plans; so may it, where nothing else fits. */
bool is_among_plans(const struct passage *p, const struct seat *s);
/* Of a province or the whole country. */
bool is_beyond(const struct passage *p, const struct seat *s);
/* The first of 由..减少到.., without a date of its own. */
bool is_former(const struct passage *p, size_t quote);
/* One person's: “我每月能领到”, 他的收入. Only a record bound by hand proves it. */
bool is_one_persons(const struct passage *p, const struct seat *s,
                    const struct indicator_trait *trait);
/* One firm's or one site's that is not known by name: no figure of the programme, where the
 * indicator does not speak of such. */
bool is_particular(const struct passage *p, const struct seat *s, const struct indicator *x,
                   const struct indicator_trait *trait);
/* Whether its name or its words hold a word. */
bool indicator_says(const struct indicator *x, struct text word);

/* Whether an indicator counts in what is printed; persons are never person-times. */
bool unit_agrees(const struct passage *p, size_t quote, const struct indicator *x,
                 const struct indicator_trait *trait, const struct unit *named);
/* Whether any indicator does. */
bool some_unit_agrees(const struct passage *p, size_t quote, const struct vocabulary *v);
/* 296个贫困村: the unit that the noun behind a counting word ends in, else NULL. */
const struct unit *unit_named_within(const struct quote *q, const struct vocabulary *v);
/* 贫困村1235个: the unit that the noun before a bare counting word names, else NULL. */
const struct unit *unit_named_before(const struct passage *p, size_t quote,
                                     const struct vocabulary *v);

/* Whether the way people went, or the end of the pair, is the indicator's. */
bool direction_agrees(const struct passage *p, const struct seat *s,
                      const struct indicator_trait *t);

#endif
